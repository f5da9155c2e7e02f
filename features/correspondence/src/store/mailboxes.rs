//! Mailboxes, up to where each was read, and the keys of our marks.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, EmployeeId, Timestamp};

use crate::model::{Mailbox, MailboxId, Security, Server, Standing};

row! {
    struct Row {
        id: MailboxId, name: String, address: String, branch_id: BranchId, keeper_id: EmployeeId, in_host: String,
        in_port: i64, in_security: String, folders: String, out_host: String, out_port: i64, out_security: String,
        login: String, is_active: i64, standing: String, standing_since: Timestamp, standing_words: String, version: i64,
        checked_at: Option<Timestamp>, portals: String, own_server: String,
    }
}

impl TryFrom<Row> for Mailbox {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let broken = || DbError::Corrupt(format!("mailbox {}", row.id));
        let server = |host: String, port: i64, security: &str| {
            Some(Server { host, port: u16::try_from(port).ok()?, security: Security::parse(security)? })
        };
        let standing = match row.standing.as_str() {
            "connected" => Standing::Connected { since: row.standing_since },
            "failing" => Standing::Failing { since: row.standing_since, words: row.standing_words },
            _ => Standing::New,
        };
        Ok(Self {
            incoming: server(row.in_host, row.in_port, &row.in_security).ok_or_else(broken)?,
            outgoing: server(row.out_host, row.out_port, &row.out_security).ok_or_else(broken)?,
            folders: row.folders.lines().map(str::to_owned).collect(),
            portals: row.portals.lines().map(str::to_owned).collect(),
            own_server: row.own_server,
            id: row.id,
            name: row.name,
            address: row.address,
            branch: row.branch_id,
            keeper: row.keeper_id,
            login: row.login,
            is_active: row.is_active != 0,
            standing,
            checked_at: row.checked_at,
            version: row.version,
        })
    }
}

/// All mailboxes, by name.
pub(crate) async fn list_mailboxes(tx: &mut Tx) -> Result<Vec<Mailbox>, DbError> {
    let rows = sql!(
        "SELECT id, name, address, branch_id, keeper_id, in_host, in_port, in_security, folders, out_host, out_port,
                out_security, login, is_active, standing, standing_since, standing_words, version, checked_at, portals,
                own_server
           FROM mailboxes WHERE institution_id = $1 ORDER BY name, id"
    )
    .all::<Row>(tx)
    .await?;
    rows.into_iter().map(Mailbox::try_from).collect()
}

/// A mailbox.
pub(crate) async fn find_mailbox(tx: &mut Tx, id: MailboxId) -> Result<Option<Mailbox>, DbError> {
    let row = sql!(
        "SELECT id, name, address, branch_id, keeper_id, in_host, in_port, in_security, folders, out_host, out_port,
                out_security, login, is_active, standing, standing_since, standing_words, version, checked_at, portals,
                own_server
           FROM mailboxes WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .optional::<Row>(tx)
    .await?;
    row.map(Mailbox::try_from).transpose()
}

/// Stores a new mailbox.
pub(crate) async fn insert_mailbox(
    tx: &mut Tx,
    mailbox: &Mailbox,
    key: &str,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO mailboxes (institution_id, id, name, address, address_key, branch_id, keeper_id, in_host, in_port,
                in_security, folders, out_host, out_port, out_security, login, is_active, standing, standing_since,
                standing_words, reader, reader_until, version, portals, own_server)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'new', $17, '', '', 0, $18, $19, $20)"
    )
    .bind(mailbox.id)
    .bind(&mailbox.name)
    .bind(&mailbox.address)
    .bind(key)
    .bind(mailbox.branch)
    .bind(mailbox.keeper)
    .bind(&mailbox.incoming.host)
    .bind(i64::from(mailbox.incoming.port))
    .bind(mailbox.incoming.security.code())
    .bind(mailbox.folders.join("\n"))
    .bind(&mailbox.outgoing.host)
    .bind(i64::from(mailbox.outgoing.port))
    .bind(mailbox.outgoing.security.code())
    .bind(&mailbox.login)
    .bind(i64::from(mailbox.is_active))
    .bind(at)
    .bind(mailbox.version)
    .bind(mailbox.portals.join("\n"))
    .bind(&mailbox.own_server)
    .run(tx)
    .await?;
    Ok(())
}

/// Stores a changed mailbox, unless it was changed since version `seen`: `false` then.
pub(crate) async fn update_mailbox(
    tx: &mut Tx,
    mailbox: &Mailbox,
    key: &str,
    seen: i64,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE mailboxes SET name = $4, address = $5, address_key = $6, branch_id = $7, keeper_id = $8, in_host = $9,
                in_port = $10, in_security = $11, folders = $12, out_host = $13, out_port = $14, out_security = $15,
                login = $16, is_active = $17, version = $18, portals = $19, own_server = $20
          WHERE institution_id = $1 AND id = $2 AND version = $3"
    )
    .bind(mailbox.id)
    .bind(seen)
    .bind(&mailbox.name)
    .bind(&mailbox.address)
    .bind(key)
    .bind(mailbox.branch)
    .bind(mailbox.keeper)
    .bind(&mailbox.incoming.host)
    .bind(i64::from(mailbox.incoming.port))
    .bind(mailbox.incoming.security.code())
    .bind(mailbox.folders.join("\n"))
    .bind(&mailbox.outgoing.host)
    .bind(i64::from(mailbox.outgoing.port))
    .bind(mailbox.outgoing.security.code())
    .bind(&mailbox.login)
    .bind(i64::from(mailbox.is_active))
    .bind(mailbox.version)
    .bind(mailbox.portals.join("\n"))
    .bind(&mailbox.own_server)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Notes how the connection of a mailbox stands.
pub(crate) async fn set_standing(tx: &mut Tx, id: MailboxId, standing: &Standing) -> Result<(), DbError> {
    let (code, since, words) = match standing {
        Standing::New => ("new", Timestamp::from_millis(0), ""),
        Standing::Connected { since } => ("connected", *since, ""),
        Standing::Failing { since, words } => ("failing", *since, words.as_str()),
    };
    sql!(
        "UPDATE mailboxes SET standing = $3, standing_since = $4, standing_words = $5
          WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .bind(code)
    .bind(since)
    .bind(words)
    .run(tx)
    .await?;
    Ok(())
}

/// Takes or keeps the reading of a mailbox for a node until an instant; `false` while another node has it.
pub(crate) async fn hold_mailbox(
    tx: &mut Tx,
    id: MailboxId,
    reader: &str,
    now: Timestamp,
    until: Timestamp,
    is_read: bool,
) -> Result<bool, DbError> {
    let held = sql!(
        "UPDATE mailboxes SET reader = $3, reader_until = $5, checked_at = CASE WHEN $6 = 1 THEN $4 ELSE checked_at END
          WHERE institution_id = $1 AND id = $2 AND (reader = $3 OR reader_until <= $4)"
    )
    .bind(id)
    .bind(reader)
    .bind(now)
    .bind(until)
    .bind(i64::from(is_read))
    .run(tx)
    .await?;
    Ok(held == 1)
}

row! {
    struct CursorRow { uid_validity: i64, last_uid: i64 }
}

/// Up to where a folder was taken: its validity and the last number.
pub(crate) async fn find_cursor(
    tx: &mut Tx,
    mailbox: MailboxId,
    folder: &str,
) -> Result<Option<(i64, i64)>, DbError> {
    let row = sql!(
        "SELECT uid_validity, last_uid FROM mailbox_cursors WHERE institution_id = $1 AND mailbox_id = $2 AND folder = $3"
    )
    .bind(mailbox)
    .bind(folder)
    .optional::<CursorRow>(tx)
    .await?;
    Ok(row.map(|row| (row.uid_validity, row.last_uid)))
}

/// Notes up to where a folder was taken.
pub(crate) async fn set_cursor(
    tx: &mut Tx,
    mailbox: MailboxId,
    folder: &str,
    uid_validity: i64,
    last_uid: i64,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO mailbox_cursors (institution_id, mailbox_id, folder, uid_validity, last_uid) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (institution_id, mailbox_id, folder) DO UPDATE SET uid_validity = $4, last_uid = $5"
    )
    .bind(mailbox)
    .bind(folder)
    .bind(uid_validity)
    .bind(last_uid)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    struct KeyRow { number: i64, secret: Vec<u8> }
}

/// The keys of our marks, the latest first.
pub(crate) async fn list_keys(tx: &mut Tx) -> Result<Vec<(u8, [u8; 32])>, DbError> {
    let rows = sql!("SELECT number, secret FROM letter_keys WHERE institution_id = $1 ORDER BY number DESC")
        .statement()
        .steady()
        .all::<KeyRow>(tx)
        .await?;
    rows.into_iter()
        .map(|row| {
            let broken = || DbError::Corrupt(format!("letter key {}", row.number));
            let number = u8::try_from(row.number).map_err(|_| broken())?;
            Ok((number, <[u8; 32]>::try_from(row.secret).map_err(|_| broken())?))
        })
        .collect()
}

/// Offers the first key; whoever was faster has made it.
pub(crate) async fn offer_key(tx: &mut Tx, secret: [u8; 32], at: Timestamp) -> Result<(), DbError> {
    sql!(
        "INSERT INTO letter_keys (institution_id, number, secret, made_at) VALUES ($1, 1, $2, $3)
         ON CONFLICT (institution_id, number) DO NOTHING"
    )
    .bind(secret.to_vec())
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}
