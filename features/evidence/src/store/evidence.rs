//! Evidence given by hand, and its files.

use std::collections::HashMap;

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};

use crate::model::{
    content::Media,
    given::{Evidence, EvidenceId, File, Shows, Withdrawn},
    period::Period,
};

row! {
    struct Row {
        id: EvidenceId, norm: String, shows: String, from_on: i64, until_on: i64, note: String,
        file_name: Option<String>, media: Option<String>, size: Option<i64>, hash: Option<Vec<u8>>,
        given_at: Timestamp, given_by: EmployeeId, withdrawn_at: Option<Timestamp>,
        withdrawn_by: Option<EmployeeId>, withdrawn_because: String,
    }
}

impl TryFrom<Row> for Evidence {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let broken = || DbError::Corrupt(format!("evidence {}", row.id));
        let file = match (row.file_name, row.media, row.size, row.hash) {
            (Some(name), Some(media), Some(size), Some(hash)) => {
                let media = Media::of_name(&media).ok_or_else(broken)?;
                Some(File { name, media, size, hash })
            }
            _ => None,
        };
        let withdrawn = row.withdrawn_at.zip(row.withdrawn_by);
        Ok(Self {
            id: row.id,
            norm: row.norm,
            shows: Shows::of(&row.shows).ok_or_else(broken)?,
            days: Period { from: row.from_on, until: row.until_on },
            note: row.note,
            file,
            given_at: row.given_at,
            given_by: row.given_by,
            withdrawn: withdrawn.map(|(at, by)| Withdrawn { at, by, because: row.withdrawn_because }),
        })
    }
}

fn evidence(rows: Vec<Row>) -> Result<Vec<Evidence>, DbError> {
    rows.into_iter().map(Evidence::try_from).collect()
}

/// Evidence about any day of a period, by the norm it is about and then the earliest given first.
pub(crate) async fn list_evidence(tx: &mut Tx, period: Period) -> Result<Vec<Evidence>, DbError> {
    let rows = sql!(
        "SELECT id, norm, shows, from_on, until_on, note, file_name, media, size, hash, given_at, given_by,
                withdrawn_at, withdrawn_by, withdrawn_because
           FROM norm_evidence WHERE institution_id = $1 AND from_on <= $3 AND until_on >= $2
          ORDER BY norm, given_at, id"
    )
    .bind(period.from)
    .bind(period.until)
    .all(tx)
    .await?;
    evidence(rows)
}

/// Evidence about a norm, the latest given first.
pub(crate) async fn list_evidence_of(tx: &mut Tx, norm: &str) -> Result<Vec<Evidence>, DbError> {
    let rows = sql!(
        "SELECT id, norm, shows, from_on, until_on, note, file_name, media, size, hash, given_at, given_by,
                withdrawn_at, withdrawn_by, withdrawn_because
           FROM norm_evidence WHERE institution_id = $1 AND norm = $2 ORDER BY given_at DESC, id DESC"
    )
    .bind(norm)
    .all(tx)
    .await?;
    evidence(rows)
}

/// A piece of evidence.
pub(crate) async fn find_evidence(tx: &mut Tx, id: EvidenceId) -> Result<Option<Evidence>, DbError> {
    sql!(
        "SELECT id, norm, shows, from_on, until_on, note, file_name, media, size, hash, given_at, given_by,
                withdrawn_at, withdrawn_by, withdrawn_because
           FROM norm_evidence WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .optional::<Row>(tx)
    .await?
    .map(Evidence::try_from)
    .transpose()
}

/// Enters a piece of evidence.
pub(crate) async fn insert_evidence(tx: &mut Tx, evidence: &Evidence) -> Result<(), DbError> {
    let file = evidence.file.as_ref();
    sql!(
        "INSERT INTO norm_evidence (institution_id, id, norm, form, shows, from_on, until_on, note, file_name, media,
                size, hash, given_at, given_by, withdrawn_because)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '')"
    )
    .bind(evidence.id)
    .bind(&evidence.norm)
    .bind(evidence.form())
    .bind(evidence.shows.code())
    .bind(evidence.days.from)
    .bind(evidence.days.until)
    .bind(&evidence.note)
    .bind(file.map(|file| file.name.as_str()))
    .bind(file.map(|file| file.media.name()))
    .bind(file.map(|file| file.size))
    .bind(file.map(|file| file.hash.clone()))
    .bind(evidence.given_at)
    .bind(evidence.given_by)
    .run(tx)
    .await?;
    Ok(())
}

/// Keeps the bytes of a file.
pub(crate) async fn insert_content(tx: &mut Tx, id: EvidenceId, content: Vec<u8>) -> Result<(), DbError> {
    sql!("INSERT INTO evidence_files (institution_id, evidence_id, content) VALUES ($1, $2, $3)")
        .bind(id)
        .bind(content)
        .run(tx)
        .await?;
    Ok(())
}

/// The bytes of a file.
pub(crate) async fn find_content(tx: &mut Tx, id: EvidenceId) -> Result<Option<Vec<u8>>, DbError> {
    sql!("SELECT content AS value FROM evidence_files WHERE institution_id = $1 AND evidence_id = $2")
        .bind(id)
        .scalar(tx)
        .await
}

/// How many bytes all files take, those of withdrawn evidence too.
pub(crate) async fn sum_sizes(tx: &mut Tx) -> Result<i64, DbError> {
    let sum = sql!(
        "SELECT CAST(coalesce(sum(size), 0) AS BIGINT) AS value FROM norm_evidence WHERE institution_id = $1"
    );
    Ok(sum.scalar(tx).await?.unwrap_or_default())
}

/// How many megabytes the institution allows its files; `None` where it has said nothing.
pub(crate) async fn find_room(tx: &mut Tx) -> Result<Option<i64>, DbError> {
    sql!("SELECT megabytes AS value FROM evidence_room WHERE institution_id = $1").scalar(tx).await
}

/// Says how many megabytes files may take.
pub(crate) async fn set_room(
    tx: &mut Tx,
    megabytes: i64,
    at: Timestamp,
    by: EmployeeId,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO evidence_room (institution_id, megabytes, set_at, set_by) VALUES ($1, $2, $3, $4)
             ON CONFLICT (institution_id) DO UPDATE SET megabytes = $2, set_at = $3, set_by = $4"
    )
    .bind(megabytes)
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(())
}

/// Withdraws a piece of evidence. `false` when it was withdrawn before.
pub(crate) async fn withdraw(tx: &mut Tx, id: EvidenceId, withdrawn: &Withdrawn) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE norm_evidence SET withdrawn_at = $3, withdrawn_by = $4, withdrawn_because = $5
          WHERE institution_id = $1 AND id = $2 AND withdrawn_at IS NULL"
    )
    .bind(id)
    .bind(withdrawn.at)
    .bind(withdrawn.by)
    .bind(&withdrawn.because)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

row! {
    struct CountRow { norm: String, given: i64 }
}

/// How much evidence that was not withdrawn each norm has.
pub(crate) async fn count_evidence(tx: &mut Tx) -> Result<HashMap<String, i64>, DbError> {
    let rows: Vec<CountRow> = sql!(
        "SELECT norm, count(*) AS given FROM norm_evidence
          WHERE institution_id = $1 AND withdrawn_at IS NULL GROUP BY norm"
    )
    .all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.norm, row.given)).collect())
}
