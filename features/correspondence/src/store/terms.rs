//! How long things are kept, and removing those that are older.

use solits_access::count_old_sessions;
use solits_cases::{count_call_numbers, count_call_words, count_survey_words, count_tied_visits};
use solits_db::{DbError, Tx, row, sql};
use solits_evaluation::count_old_self_checks;
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use solits_organisation::count_left_accounts;

use crate::{
    model::LetterId,
    terms::model::{Asked, CONFIRM_MINUTES, Kind, Standing, Term},
};

row! {
    struct TermRow {
        kind: String, days: i64, is_held: i64, asked_days: Option<i64>, asked_held: Option<i64>,
        asked_by: Option<EmployeeId>, asker: Option<String>,
    }
}

/// The term of each kind; a request that is older than a day is void.
pub(crate) async fn list_terms(tx: &mut Tx, now: Timestamp) -> Result<Vec<Standing>, DbError> {
    let rows = sql!(
        "SELECT t.kind, t.days, t.is_held, t.asked_days, t.asked_held,
                CASE WHEN t.asked_at > $2 THEN t.asked_by END AS asked_by, e.name AS asker
           FROM kept_terms t
           LEFT JOIN employees e ON e.institution_id = $1 AND e.id = t.asked_by
          WHERE t.institution_id = $1"
    )
    .bind(now.plus_minutes(-CONFIRM_MINUTES))
    .all::<TermRow>(tx)
    .await?;
    let standing = |kind: Kind| match rows.iter().find(|row| row.kind == kind.code()) {
        Some(row) => Standing {
            kind,
            term: Term { days: row.days, is_held: row.is_held != 0 },
            asked: row.asked_by.zip(row.asked_days).map(|(by, days)| Asked {
                term: Term { days, is_held: row.asked_held == Some(1) },
                by,
                name: row.asker.clone().unwrap_or_default(),
            }),
        },
        None => Standing { kind, term: kind.usual(), asked: None },
    };
    Ok(Kind::ALL.map(standing).into())
}

/// Puts a term into force that keeps as much as the present one; a request for less is void. `false` when the present one
/// keeps more by now.
pub(crate) async fn lengthen_term(tx: &mut Tx, kind: Kind, term: Term) -> Result<bool, DbError> {
    let changed = sql!(
        "INSERT INTO kept_terms (institution_id, kind, days, is_held) VALUES ($1, $2, $3, $4)
         ON CONFLICT (institution_id, kind) DO UPDATE
            SET days = excluded.days, is_held = excluded.is_held, asked_days = NULL, asked_held = NULL, asked_by = NULL,
                asked_at = NULL
          WHERE kept_terms.days <= excluded.days AND kept_terms.is_held <= excluded.is_held"
    )
    .bind(kind.code())
    .bind(term.days)
    .bind(i64::from(term.is_held))
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Asks for a term that keeps less, which holds once another person confirms it.
pub(crate) async fn ask_term(
    tx: &mut Tx,
    kind: Kind,
    term: Term,
    by: EmployeeId,
    at: Timestamp,
) -> Result<(), DbError> {
    let usual = kind.usual();
    sql!(
        "INSERT INTO kept_terms (institution_id, kind, days, is_held, asked_days, asked_held, asked_by, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (institution_id, kind) DO UPDATE
            SET asked_days = excluded.asked_days, asked_held = excluded.asked_held, asked_by = excluded.asked_by,
                asked_at = excluded.asked_at"
    )
    .bind(kind.code())
    .bind(usual.days)
    .bind(i64::from(usual.is_held))
    .bind(term.days)
    .bind(i64::from(term.is_held))
    .bind(by)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Confirms what another person asked for, as it was shown. `false` when nothing of the kind waits, or the same person
/// asked for it.
pub(crate) async fn confirm_term(
    tx: &mut Tx,
    kind: Kind,
    term: Term,
    by: EmployeeId,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE kept_terms SET days = asked_days, is_held = asked_held, asked_days = NULL, asked_held = NULL, asked_by = NULL,
                asked_at = NULL
          WHERE institution_id = $1 AND kind = $2 AND asked_days = $3 AND asked_held = $4 AND asked_by <> $5 AND asked_at > $6"
    )
    .bind(kind.code())
    .bind(term.days)
    .bind(i64::from(term.is_held))
    .bind(by)
    .bind(now.plus_minutes(-CONFIRM_MINUTES))
    .run(tx)
    .await?;
    Ok(changed == 1)
}

row! {
    struct LetterKey { id: LetterId }
}

row! {
    struct DraftKey { case_id: CaseId, employee_id: EmployeeId }
}

/// Forgets some of the replies that nobody has touched since, with their files; how many. One that is still to leave stays
/// until it has, and one in a case that is held until that is let go.
pub(crate) async fn forget_drafts(tx: &mut Tx, kept_from: Timestamp, most: i64) -> Result<i64, DbError> {
    // The reply first: from then on nobody adds a file to it, and none is left behind.
    let gone = sql!(
        sqlite "DELETE FROM reply_drafts WHERE institution_id = $1 AND (case_id, employee_id) IN (
                    SELECT d.case_id, d.employee_id FROM reply_drafts d INDEXED BY reply_drafts_saved
                     WHERE d.institution_id = $1 AND d.saved_at < $2 AND (d.leaves_at IS NULL OR d.leaves_at < $2)
                       AND NOT EXISTS (SELECT 1 FROM case_holds h
                            WHERE h.institution_id = $1 AND h.case_id = d.case_id AND h.lifted_at IS NULL)
                     ORDER BY d.saved_at LIMIT $3)
                RETURNING case_id, employee_id",
        pg "DELETE FROM reply_drafts WHERE institution_id = $1 AND (case_id, employee_id) IN (
                SELECT d.case_id, d.employee_id FROM reply_drafts d
                 WHERE d.institution_id = $1 AND d.saved_at < $2 AND (d.leaves_at IS NULL OR d.leaves_at < $2)
                   AND NOT EXISTS (SELECT 1 FROM case_holds h
                        WHERE h.institution_id = $1 AND h.case_id = d.case_id AND h.lifted_at IS NULL)
                 ORDER BY d.saved_at LIMIT $3 FOR UPDATE SKIP LOCKED)
            RETURNING case_id, employee_id"
    )
    .bind(kept_from)
    .bind(most)
    .all::<DraftKey>(tx)
    .await?;
    for draft in &gone {
        super::forget_reply(tx, draft.case_id, draft.employee_id).await?;
    }
    Ok(i64::try_from(gone.len()).unwrap_or(i64::MAX))
}

/// Forgets some of the letters that came before and belong to no case; how many. What waits to be understood stays.
pub(crate) async fn forget_letters(
    tx: &mut Tx,
    kept_from: Timestamp,
    at: Timestamp,
    most: i64,
) -> Result<i64, DbError> {
    let gone = sql!(
        sqlite "UPDATE letters SET raw = NULL, author = '', subject = '', seen_to_note = NULL, forgotten_at = $3,
                       unsearched = unsearched + 1
                 WHERE institution_id = $1 AND id IN (
                       SELECT l.id FROM letters l INDEXED BY letters_unplaced
                        WHERE l.institution_id = $1 AND l.state IN ('set_aside', 'needs_attention', 'again')
                          AND l.forgotten_at IS NULL AND l.taken_at < $2
                        ORDER BY l.taken_at LIMIT $4)
                RETURNING id",
        pg "UPDATE letters SET raw = NULL, author = '', subject = '', seen_to_note = NULL, forgotten_at = $3,
                   unsearched = unsearched + 1
             WHERE institution_id = $1 AND forgotten_at IS NULL AND id IN (
                   SELECT l.id FROM letters l
                    WHERE l.institution_id = $1 AND l.state IN ('set_aside', 'needs_attention', 'again')
                      AND l.forgotten_at IS NULL AND l.taken_at < $2
                    ORDER BY l.taken_at LIMIT $4 FOR UPDATE SKIP LOCKED)
            RETURNING id"
    )
    .bind(kept_from)
    .bind(at)
    .bind(most)
    .all::<LetterKey>(tx)
    .await?;
    for letter in &gone {
        super::delete_parts(tx, letter.id).await?;
        super::meetings::delete_meeting(tx, letter.id).await?;
    }
    Ok(i64::try_from(gone.len()).unwrap_or(i64::MAX))
}

/// How many of a kind a run would remove now.
pub(crate) async fn count_older(tx: &mut Tx, kind: Kind, kept_from: Timestamp) -> Result<i64, DbError> {
    let count = match kind {
        Kind::Draft => sql!(
            "SELECT count(*) AS value FROM reply_drafts d
              WHERE d.institution_id = $1 AND d.saved_at < $2 AND (d.leaves_at IS NULL OR d.leaves_at < $2)
                AND NOT EXISTS (SELECT 1 FROM case_holds h
                     WHERE h.institution_id = $1 AND h.case_id = d.case_id AND h.lifted_at IS NULL)"
        ),
        Kind::Letter => sql!(
            "SELECT count(*) AS value FROM letters
              WHERE institution_id = $1 AND state IN ('set_aside', 'needs_attention', 'again') AND forgotten_at IS NULL
                AND taken_at < $2"
        ),
        Kind::Survey => return count_survey_words(tx, kept_from).await,
        Kind::Call => return count_call_numbers(tx, kept_from).await,
        Kind::Session => return count_old_sessions(tx, kept_from).await,
        Kind::Account => return count_left_accounts(tx, kept_from).await,
        Kind::Ticket => return count_tied_visits(tx, kept_from).await,
        Kind::Callback => return count_call_words(tx, kept_from).await,
        Kind::Evaluation => return count_old_self_checks(tx, kept_from).await,
        Kind::Case | Kind::Complaint => return super::count_over(tx, kept_from, kind == Kind::Complaint).await,
    };
    Ok(count.bind(kept_from).scalar(tx).await?.unwrap_or_default())
}
