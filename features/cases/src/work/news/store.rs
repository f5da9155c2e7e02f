//! How clients hear of their cases, and what is to be told them, as it is stored.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Lang, Timestamp};
use uuid::Uuid;

use super::model::{Hearing, NewsBy};

/// Keeps how the client of a case wants to hear of it, whatever was kept before. `confirm` is the hash of the secret by
/// which an address that somebody typed confirms itself, and until when it is good.
pub async fn keep_hearing(
    tx: &mut Tx,
    case: CaseId,
    hearing: &Hearing,
    confirm: Option<(Vec<u8>, Timestamp)>,
) -> Result<(), DbError> {
    let (hash, until) = confirm.unzip();
    sql!(
        "INSERT INTO case_contacts (institution_id, case_id, channel, lang, postal, reach, confirmed_at, confirm_hash, confirm_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (institution_id, case_id) DO UPDATE SET channel = excluded.channel, lang = excluded.lang,
             postal = excluded.postal, reach = excluded.reach, confirmed_at = excluded.confirmed_at,
             confirm_hash = excluded.confirm_hash, confirm_until = excluded.confirm_until"
    )
    .bind(case)
    .bind(hearing.by.name())
    .bind(hearing.lang.code())
    .bind(&hearing.postal)
    .bind(&hearing.address)
    .bind(hearing.confirmed_at)
    .bind(hash)
    .bind(until)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    struct HearingRow {
        channel: String, lang: String, postal: String, reach: String, confirmed_at: Option<Timestamp>,
    }
}

/// How the client of a case hears of it; `None` where nobody was asked.
pub async fn find_hearing(tx: &mut Tx, case: CaseId) -> Result<Option<Hearing>, DbError> {
    let row = sql!(
        "SELECT channel, lang, postal, reach, confirmed_at FROM case_contacts WHERE institution_id = $1 AND case_id = $2"
    )
    .bind(case)
    .optional::<HearingRow>(tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let corrupt = || DbError::Corrupt(format!("contact of case {case}"));
    Ok(Some(Hearing {
        by: NewsBy::parse(&row.channel).ok_or_else(corrupt)?,
        address: row.reach,
        postal: row.postal,
        lang: Lang::parse(&row.lang).ok_or_else(corrupt)?,
        confirmed_at: row.confirmed_at,
    }))
}

/// Something that a person is to tell a client.
#[derive(Clone, Debug)]
pub struct NewNews<'a> {
    /// The entry of the journal it is about.
    pub n: i64,
    /// When that happened.
    pub at: Timestamp,
    /// The name of its kind.
    pub kind: &'a str,
    /// The words to tell it with.
    pub text: &'a str,
}

/// Stores it; what is there already stays.
pub(crate) async fn insert_news(
    tx: &mut Tx,
    id: Uuid,
    case: CaseId,
    news: &NewNews<'_>,
) -> Result<bool, DbError> {
    let stored = sql!(
        "INSERT INTO case_news (institution_id, id, case_id, n, at, kind, text) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (institution_id, n) DO NOTHING"
    )
    .bind(id)
    .bind(case)
    .bind(news.n)
    .bind(news.at)
    .bind(news.kind)
    .bind(news.text)
    .run(tx)
    .await?;
    Ok(stored == 1)
}

row! {
    /// Something that a client is to be told, or was.
    #[derive(Clone, Debug)]
    pub struct News {
        /// Id.
        pub id: Uuid,
        /// When it happened.
        pub at: Timestamp,
        /// The name of the event.
        pub kind: String,
        /// The words.
        pub text: String,
        /// When it was told.
        pub told_at: Option<Timestamp>,
        /// By whom.
        pub told_by: Option<EmployeeId>,
        /// By which way: the code of a [`NewsBy`].
        pub told_how: Option<String>,
    }
}

/// What the client of a case is to be told or was, the oldest first.
pub(crate) async fn list_news(tx: &mut Tx, case: CaseId) -> Result<Vec<News>, DbError> {
    sql!(
        "SELECT id, at, kind, text, told_at, told_by, told_how FROM case_news
          WHERE institution_id = $1 AND case_id = $2 ORDER BY at, n"
    )
    .bind(case)
    .all(tx)
    .await
}

/// One of them.
pub async fn find_news(tx: &mut Tx, case: CaseId, id: Uuid) -> Result<Option<News>, DbError> {
    sql!(
        "SELECT id, at, kind, text, told_at, told_by, told_how FROM case_news
          WHERE institution_id = $1 AND case_id = $2 AND id = $3"
    )
    .bind(case)
    .bind(id)
    .optional(tx)
    .await
}

/// Notes who told it and how; `false` where somebody has before.
pub(crate) async fn settle_news(
    tx: &mut Tx,
    id: Uuid,
    how: NewsBy,
    by: Option<EmployeeId>,
    at: Timestamp,
) -> Result<bool, DbError> {
    let told = sql!(
        "UPDATE case_news SET told_at = $3, told_by = $4, told_how = $5
          WHERE institution_id = $1 AND id = $2 AND told_at IS NULL"
    )
    .bind(id)
    .bind(at)
    .bind(by)
    .bind(how.name())
    .run(tx)
    .await?;
    Ok(told == 1)
}

row! {
    /// Something nobody has told a client yet, as a line of a list of what is to be done.
    #[derive(Clone, Debug)]
    pub struct Untold {
        /// Its id.
        pub id: Uuid,
        /// Its case.
        pub case_id: CaseId,
        /// The case's number.
        pub reference: String,
        /// What the case is about.
        pub subject: String,
        /// Whose case it is.
        pub owner_id: EmployeeId,
        /// The client's name.
        pub client_name: String,
        /// How they want to hear: the code of a [`NewsBy`].
        pub channel: String,
        /// The words.
        pub text: String,
        /// When it happened.
        pub at: Timestamp,
    }
}

/// What nobody has told clients yet, in cases that whoever looks may see, what happened first before the rest. Whoever has
/// come to want no news is told none.
pub async fn list_untold(tx: &mut Tx, most: i64) -> Result<Vec<Untold>, DbError> {
    sql!([
        "SELECT w.id, w.case_id, c.reference, c.subject, c.owner_id, c.client_name, k.channel, w.text, w.at
           FROM case_news w
           JOIN cases c ON c.institution_id = $1 AND c.id = w.case_id
           JOIN case_contacts k ON k.institution_id = $1 AND k.case_id = w.case_id AND k.channel <> 'none'
          WHERE w.institution_id = $1 AND w.told_at IS NULL
            AND ",
        solits_db::case_sight!(3, 4),
        " = 1
          ORDER BY w.at, w.id LIMIT $2"
    ])
    .bind(most)
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}
