//! Letters that leave.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use uuid::Uuid;

use super::NewFile;
use crate::model::{MailboxId, MessageId, OutKind};

/// A letter that is to leave.
#[derive(Clone, Debug)]
pub(crate) struct Leaving<'a> {
    pub(crate) message: MessageId,
    pub(crate) mailbox: MailboxId,
    pub(crate) case: CaseId,
    pub(crate) kind: OutKind,
    pub(crate) recipient: &'a str,
    pub(crate) recipient_key: &'a str,
    pub(crate) raw: Vec<u8>,
    pub(crate) written_at: Timestamp,
    pub(crate) not_before: Timestamp,
    /// The moment it promises, where it tells of a delay.
    pub(crate) planned_at: Option<Timestamp>,
    /// When it is to leave, where its author has chosen a later moment.
    pub(crate) scheduled_at: Option<Timestamp>,
}

/// Puts a letter into the outbox.
pub(crate) fn insert_leaving(tx: &mut Tx, leaving: Leaving<'_>) {
    // To whoever reads the table a letter to another body is a person's like a reply, and marked beside it.
    let is_forward = leaving.kind == OutKind::Forward;
    sql!(
        "INSERT INTO outbox (institution_id, id, mailbox_id, case_id, kind, recipient, recipient_key, raw, state, written_at,
                not_before, held_until, tries, said, planned_at, scheduled_at, is_forward)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $10, 0, 0, '', $11, $12, $13)"
    )
    .bind(leaving.message)
    .bind(leaving.mailbox)
    .bind(leaving.case)
    .bind(if is_forward { OutKind::Reply.code() } else { leaving.kind.code() })
    .bind(leaving.recipient)
    .bind(leaving.recipient_key)
    .bind(leaving.raw)
    .bind(leaving.written_at)
    .bind(leaving.not_before)
    .bind(leaving.planned_at)
    .bind(leaving.scheduled_at)
    .bind(i64::from(is_forward))
    .at_commit(tx);
}

row! {
    /// A letter that a node has taken in hand.
    pub(crate) struct Held {
        pub(crate) id: MessageId, pub(crate) mailbox_id: MailboxId, pub(crate) case_id: CaseId, pub(crate) kind: String,
        pub(crate) recipient: String, pub(crate) recipient_key: String, pub(crate) raw: Vec<u8>,
        pub(crate) written_at: Timestamp, pub(crate) tries: i64, pub(crate) planned_at: Option<Timestamp>,
        pub(crate) scheduled_at: Option<Timestamp>,
    }
}

/// Takes the letter that has been due longest in hand until an instant; no other node gets it meanwhile.
pub(crate) async fn hold_next(
    tx: &mut Tx,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Held>, DbError> {
    sql!(
        "UPDATE outbox SET held_until = $3, tries = tries + 1
          WHERE institution_id = $1 AND state = 'waiting' AND held_until <= $2
            AND id = (SELECT o.id FROM outbox o WHERE o.institution_id = $1 AND o.state = 'waiting' AND o.not_before <= $2
                         AND o.held_until <= $2 ORDER BY o.not_before, o.id LIMIT 1)
         RETURNING id, mailbox_id, case_id, CASE WHEN is_forward = 1 THEN 'forward' ELSE kind END AS kind, recipient,
                recipient_key, raw, written_at, tries, planned_at, scheduled_at"
    )
    .bind(now)
    .bind(until)
    .optional(tx)
    .await
}

/// Notes the end of a letter's way: `sent`, `given_up` or `taken_back`; `false` where it had ended before.
pub(crate) async fn end_leaving(
    tx: &mut Tx,
    id: MessageId,
    state: &'static str,
    said: &str,
    at: Timestamp,
) -> Result<bool, DbError> {
    let ended = sql!(
        "UPDATE outbox SET state = $3, ended_at = $4, said = $5 WHERE institution_id = $1 AND id = $2 AND state = 'waiting'"
    )
    .bind(id)
    .bind(state)
    .bind(at)
    .bind(said)
    .run(tx)
    .await?;
    Ok(ended == 1)
}

/// Takes back a letter that nobody has in hand and that has not left.
pub(crate) async fn take_back(tx: &mut Tx, id: MessageId, at: Timestamp) -> Result<bool, DbError> {
    let taken = sql!(
        "UPDATE outbox SET state = 'taken_back', ended_at = $3
          WHERE institution_id = $1 AND id = $2 AND state = 'waiting' AND held_until <= $3 AND not_before > $3"
    )
    .bind(id)
    .bind(at)
    .run(tx)
    .await?;
    Ok(taken == 1)
}

/// Chooses another moment for a letter that is to leave later and that nobody has in hand; `false` where it has left.
pub(crate) async fn reschedule(
    tx: &mut Tx,
    id: MessageId,
    then: Timestamp,
    at: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE outbox SET not_before = $3, scheduled_at = $3
          WHERE institution_id = $1 AND id = $2 AND state = 'waiting' AND scheduled_at IS NOT NULL AND tries = 0
            AND held_until <= $4"
    )
    .bind(id)
    .bind(then)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Notes under which id a letter was sent once more; `false` where it has been before.
pub(crate) async fn set_sent_again(tx: &mut Tx, id: MessageId, again: MessageId) -> Result<bool, DbError> {
    let noted = sql!(
        "UPDATE outbox SET sent_again_as = $3
          WHERE institution_id = $1 AND id = $2 AND state IN ('sent', 'given_up', 'taken_back') AND sent_again_as IS NULL"
    )
    .bind(id)
    .bind(again)
    .run(tx)
    .await?;
    Ok(noted == 1)
}

/// Whether the client has written in a case since an instant; machines' letters do not count.
pub(crate) async fn has_written_since(tx: &mut Tx, case: CaseId, since: Timestamp) -> Result<bool, DbError> {
    let found = sql!(
        "SELECT CAST(1 AS BIGINT) AS value FROM messages
          WHERE institution_id = $1 AND case_id = $2 AND direction = 'in' AND is_automatic = 0 AND at > $3 LIMIT 1"
    )
    .bind(case)
    .bind(since)
    .scalar::<i64>(tx)
    .await?;
    Ok(found.is_some())
}

/// Whether a letter is one that had left before, sent once more.
pub(crate) async fn has_left_before(tx: &mut Tx, case: CaseId, id: MessageId) -> Result<bool, DbError> {
    let found = sql!(
        "SELECT CAST(1 AS BIGINT) AS value FROM messages m
           JOIN outbox o ON o.institution_id = $1 AND o.id = m.id
          WHERE m.institution_id = $1 AND m.case_id = $2 AND o.sent_again_as = $3 AND o.state = 'sent' LIMIT 1"
    )
    .bind(case)
    .bind(id)
    .scalar::<i64>(tx)
    .await?;
    Ok(found.is_some())
}

/// Puts a letter off until it is tried again.
pub(crate) async fn put_off(
    tx: &mut Tx,
    id: MessageId,
    not_before: Timestamp,
    said: &str,
) -> Result<(), DbError> {
    sql!(
        "UPDATE outbox SET not_before = $3, held_until = 0, said = $4
          WHERE institution_id = $1 AND id = $2 AND state = 'waiting'"
    )
    .bind(id)
    .bind(not_before)
    .bind(said)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    /// How many letters the program has written by itself.
    #[derive(Clone, Copy)]
    pub(crate) struct Automatic {
        /// To one address.
        pub(crate) to_address: i64,
        /// To anybody.
        pub(crate) of_all: i64,
    }
}

/// How many letters the program of the institution has written to an address since one instant, and altogether since
/// another.
pub(crate) async fn count_automatic(
    tx: &mut Tx,
    key: &str,
    to_address_since: Timestamp,
    all_since: Timestamp,
) -> Result<Automatic, DbError> {
    let counted = sql!(
        "SELECT (SELECT count(*) FROM outbox
                  WHERE institution_id = $1 AND recipient_key = $2 AND written_at > $3 AND kind IN ('receipt', 'notice')
                    AND planned_at IS NULL) AS to_address,
                (SELECT count(*) FROM outbox
                  WHERE institution_id = $1 AND kind IN ('receipt', 'notice') AND written_at > $4
                    AND planned_at IS NULL) AS of_all"
    )
    .bind(key)
    .bind(to_address_since)
    .bind(all_since)
    .optional(tx)
    .await?;
    Ok(counted.unwrap_or(Automatic { to_address: 0, of_all: 0 }))
}

row! {
    /// A letter of ours in a list.
    pub(crate) struct OutLine {
        pub(crate) id: MessageId, pub(crate) case_id: CaseId, pub(crate) kind: String, pub(crate) recipient: String,
        pub(crate) state: String, pub(crate) written_at: Timestamp, pub(crate) not_before: Timestamp,
        pub(crate) tries: i64, pub(crate) said: String, pub(crate) reference: String,
    }
}

/// Letters that have not left, and those given up, the latest first.
pub(crate) async fn list_leaving(tx: &mut Tx, most: i64) -> Result<Vec<OutLine>, DbError> {
    sql!([
        "SELECT o.id, o.case_id, CASE WHEN o.is_forward = 1 THEN 'forward' ELSE o.kind END AS kind,
                o.recipient, o.state, o.written_at, o.not_before, o.tries, o.said, c.reference
           FROM outbox o JOIN cases c ON c.institution_id = $1 AND c.id = o.case_id
          WHERE o.institution_id = $1 AND o.state IN ('waiting', 'given_up') AND o.state <> 'sent'
            AND ",
        solits_db::case_sight!(3, 4),
        " = 1
          ORDER BY o.written_at DESC, o.id DESC LIMIT $2"
    ])
    .bind(most)
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}

row! {
    /// A letter of ours with everything that became of it.
    pub(crate) struct OutWhole {
        pub(crate) id: MessageId, pub(crate) case_id: CaseId, pub(crate) kind: String, pub(crate) recipient: String,
        pub(crate) state: String, pub(crate) written_at: Timestamp, pub(crate) not_before: Timestamp,
        pub(crate) tries: i64, pub(crate) said: String, pub(crate) reference: String, pub(crate) subject: String,
        pub(crate) employee_id: Option<EmployeeId>, pub(crate) scheduled_at: Option<Timestamp>,
        pub(crate) ended_at: Option<Timestamp>, pub(crate) again: i64, pub(crate) wrote: i64,
        pub(crate) unreachable: i64,
    }
}

/// What a list says of one of our letters, up to the state it is asked for.
macro_rules! whole {
    () => {
        "SELECT o.id, o.case_id, CASE WHEN o.is_forward = 1 THEN 'forward' ELSE o.kind END AS kind,
                o.recipient, o.state, o.written_at, o.not_before, o.tries, o.said, c.reference,
                m.subject, m.employee_id, o.scheduled_at, o.ended_at,
                CAST(CASE WHEN o.sent_again_as IS NULL THEN 0 ELSE 1 END AS BIGINT) AS again,
                (SELECT count(*) FROM messages w WHERE w.institution_id = $1 AND w.case_id = o.case_id
                    AND w.direction = 'in' AND w.is_automatic = 0 AND w.at > o.written_at) AS wrote,
                (SELECT count(*) FROM case_parties p WHERE p.institution_id = $1 AND p.case_id = o.case_id
                    AND p.address_key = o.recipient_key AND p.is_unreachable = 1) AS unreachable
           FROM outbox o
           JOIN cases c ON c.institution_id = $1 AND c.id = o.case_id
           JOIN messages m ON m.institution_id = $1 AND m.id = o.id
          WHERE o.institution_id = $1 AND o.state = $2
            AND (CAST($3 AS BIGINT) = 0 OR (o.tries > 0) = ($3 = 2))"
    };
}

/// Our letters in one of the states a list of them is asked for, the latest first, from a place in the list on.
pub(crate) async fn list_outbox(
    tx: &mut Tx,
    asked: OutAsked,
    from: i64,
    most: i64,
) -> Result<Vec<OutWhole>, DbError> {
    let sent = sql!([
        whole!(),
        " AND ",
        solits_db::case_sight!(6, 7),
        " = 1 ORDER BY o.written_at DESC, o.id DESC LIMIT $4 OFFSET $5"
    ]);
    // Few have not been sent, and they are found by an index of their own.
    let left = sql!([
        whole!(),
        " AND o.state <> 'sent' AND ",
        solits_db::case_sight!(6, 7),
        " = 1 ORDER BY o.written_at DESC, o.id DESC LIMIT $4 OFFSET $5"
    ]);
    let statement = if asked == OutAsked::Sent { sent } else { left };
    statement
        .bind(asked.state())
        .bind(asked.tried())
        .bind(most)
        .bind(from)
        .bind_viewer(tx.viewer())
        .all(tx)
        .await
}

/// The same, those written before one of them. Ids are ordered by the moment they were made, which is that of writing.
pub(crate) async fn list_outbox_before(
    tx: &mut Tx,
    asked: OutAsked,
    before: Uuid,
    most: i64,
) -> Result<Vec<OutWhole>, DbError> {
    sql!([
        whole!(),
        " AND o.id < $5
            AND ",
        solits_db::case_sight!(6, 7),
        " = 1
          ORDER BY o.id DESC LIMIT $4"
    ])
    .bind(asked.state())
    .bind(asked.tried())
    .bind(most)
    .bind(before)
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}

/// Which of our letters a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OutAsked {
    /// Not yet handed to the server.
    Waiting,
    /// Not accepted so far, and tried again.
    Tried,
    /// Given up.
    GivenUp,
    /// Taken back before they left.
    TakenBack,
    /// Accepted by the server.
    Sent,
}

impl OutAsked {
    /// All, in the order in which they want attention.
    pub(crate) const ALL: [Self; 5] =
        [Self::GivenUp, Self::Tried, Self::Waiting, Self::TakenBack, Self::Sent];

    /// The word in the address of the page.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Tried => "tried",
            Self::GivenUp => "given_up",
            Self::TakenBack => "taken_back",
            Self::Sent => "sent",
        }
    }

    /// The one of a word.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    const fn state(self) -> &'static str {
        match self {
            Self::Waiting | Self::Tried => "waiting",
            Self::GivenUp => "given_up",
            Self::TakenBack => "taken_back",
            Self::Sent => "sent",
        }
    }

    /// 0 for any, 1 for letters never tried, 2 for those tried before.
    const fn tried(self) -> i64 {
        match self {
            Self::Waiting => 1,
            Self::Tried => 2,
            Self::GivenUp | Self::TakenBack | Self::Sent => 0,
        }
    }
}

/// How the letters of a case stand: id, state and what the server said.
pub(crate) async fn list_leaving_of(tx: &mut Tx, case: CaseId) -> Result<Vec<OutLine>, DbError> {
    sql!([
        "SELECT o.id, o.case_id, CASE WHEN o.is_forward = 1 THEN 'forward' ELSE o.kind END AS kind,
                o.recipient, o.state, o.written_at, o.not_before, o.tries, o.said, c.reference
           FROM messages m JOIN outbox o ON o.institution_id = $1 AND o.id = m.id
           JOIN cases c ON c.institution_id = $1 AND c.id = o.case_id
          WHERE m.institution_id = $1 AND m.case_id = $2 AND o.case_id = $2
            AND ",
        solits_db::case_sight!(3, 4),
        " = 1
          ORDER BY o.written_at, o.kind, o.id"
    ])
    .bind(case)
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}

impl Held {
    /// What it is.
    pub(crate) fn kind(&self) -> Option<OutKind> {
        OutKind::parse(&self.kind)
    }

    /// When it was first to leave: as soon as it was written, unless its author has chosen a later moment.
    pub(crate) fn due_at(&self) -> Timestamp {
        self.scheduled_at.map_or(self.written_at, |then| then.max(self.written_at))
    }

    /// Whether an employee signs it: answers to it are welcome.
    pub(crate) fn is_signed(&self) -> bool {
        matches!(self.kind(), Some(OutKind::Reply | OutKind::Forward)) || self.planned_at.is_some()
    }
}

row! {
    /// A letter of ours with its words.
    pub(crate) struct OurLetter {
        pub(crate) recipient: String, pub(crate) subject: String, pub(crate) text: String, pub(crate) at: Timestamp,
        pub(crate) kind: String, pub(crate) planned_at: Option<Timestamp>,
    }
}

/// A letter of ours in a case, whichever way it went; one of paper is a reply, unless it went to another body.
pub(crate) async fn find_our_letter(
    tx: &mut Tx,
    case: CaseId,
    message: MessageId,
) -> Result<Option<OurLetter>, DbError> {
    sql!(
        "SELECT m.recipient, m.subject, m.text, m.at, o.planned_at,
                CASE WHEN o.is_forward = 1 OR p.is_forward = 1 THEN 'forward' ELSE coalesce(o.kind, 'reply') END AS kind
           FROM messages m LEFT JOIN outbox o ON o.institution_id = $1 AND o.id = m.id
           LEFT JOIN paper_letters p ON p.institution_id = $1 AND p.id = m.id
          WHERE m.institution_id = $1 AND m.case_id = $2 AND m.id = $3 AND m.direction = 'out'"
    )
    .bind(case)
    .bind(message)
    .optional(tx)
    .await
}

row! {
    struct SentFile { name: String, media: String, size: i64, digest: Vec<u8>, content: Option<Vec<u8>> }
}

/// The files of a letter of ours, with their bytes.
pub(crate) async fn read_files(
    tx: &mut Tx,
    case: CaseId,
    message: MessageId,
) -> Result<Vec<NewFile>, DbError> {
    let files = sql!(
        "SELECT f.name, f.media, f.size, f.digest, f.content FROM message_files f
           JOIN messages m ON m.institution_id = $1 AND m.id = f.message_id
          WHERE f.institution_id = $1 AND m.case_id = $2 AND f.message_id = $3 ORDER BY f.place"
    )
    .bind(case)
    .bind(message)
    .all::<SentFile>(tx)
    .await?;
    let file = |file: SentFile| NewFile {
        name: file.name,
        media: file.media,
        size: file.size,
        digest: file.digest,
        content: file.content,
    };
    Ok(files.into_iter().map(file).collect())
}

row! {
    /// Who wrote a letter of ours, and its words.
    pub(crate) struct Author { pub(crate) employee_id: Option<EmployeeId>, pub(crate) text: String }
}

/// Who wrote a letter that leaves, and its words.
pub(crate) async fn find_author(tx: &mut Tx, message: MessageId) -> Result<Option<Author>, DbError> {
    sql!("SELECT employee_id, text FROM messages WHERE institution_id = $1 AND id = $2")
        .bind(message)
        .optional(tx)
        .await
}
