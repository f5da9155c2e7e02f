//! What ties visits to people, in the database: the case that was opened, the case that was spoken of, and what was written
//! down at the desk. The rooms of the queue and of cases keep it; tickets themselves name nobody.

use solits_db::{DbError, Tx, sql};
use solits_kernel::Timestamp;

/// Unties some of the visits that ended before from people, and says how much was overwritten: a case forgets its ticket; a
/// contact of a case forgets the ticket and keeps what was said, which is the case's; of one without a case only the numbers
/// and the outcome stay. A case that is held keeps its visits as they are. `most` is the limit of each.
///
/// # Errors
/// Where the database fails.
pub async fn untie_visits(tx: &mut Tx, before: Timestamp, most: i64) -> Result<i64, DbError> {
    let statements = [
        sql!(
            "UPDATE cases SET ticket_id = NULL WHERE institution_id = $1 AND ticket_id IS NOT NULL AND id IN (
                 SELECT c.id FROM cases c JOIN tickets t ON t.institution_id = $1 AND t.id = c.ticket_id
                  WHERE c.institution_id = $1 AND c.ticket_id IS NOT NULL AND t.ended_at < $2
                    AND NOT EXISTS (SELECT 1 FROM case_holds h
                         WHERE h.institution_id = $1 AND h.case_id = c.id AND h.lifted_at IS NULL)
                  LIMIT $3)"
        ),
        sql!(
            "UPDATE contacts SET ticket_id = CASE WHEN case_id IS NULL THEN ticket_id END,
                    note = CASE WHEN case_id IS NOT NULL THEN note END,
                    detail = CASE WHEN case_id IS NOT NULL THEN detail END
              WHERE institution_id = $1 AND id IN (
                 SELECT k.id FROM contacts k
                  WHERE k.institution_id = $1 AND k.ticket_id IS NOT NULL AND k.ended_at < $2
                    AND (k.case_id IS NOT NULL OR k.note IS NOT NULL OR k.detail IS NOT NULL)
                    AND NOT EXISTS (SELECT 1 FROM case_holds h
                         WHERE h.institution_id = $1 AND h.case_id = k.case_id AND h.lifted_at IS NULL)
                  ORDER BY k.ended_at LIMIT $3)"
        ),
        sql!(
            "UPDATE desk_notes SET note = '' WHERE institution_id = $1 AND note <> '' AND ticket_id IN (
                 SELECT d.ticket_id FROM desk_notes d JOIN tickets t ON t.institution_id = $1 AND t.id = d.ticket_id
                  WHERE d.institution_id = $1 AND d.note <> '' AND t.ended_at < $2
                    AND NOT EXISTS (SELECT 1 FROM cases c JOIN case_holds h ON h.institution_id = $1 AND h.case_id = c.id
                         WHERE c.institution_id = $1 AND c.ticket_id = d.ticket_id AND h.lifted_at IS NULL)
                  LIMIT $3)"
        ),
    ];
    let mut untied = 0;
    for statement in statements {
        untied += statement.bind(before).bind(most).run(tx).await?;
    }
    Ok(i64::try_from(untied).unwrap_or(i64::MAX))
}

/// How much ties visits that ended before to people, but for cases that are held.
///
/// # Errors
/// Where the database fails.
pub async fn count_tied_visits(tx: &mut Tx, before: Timestamp) -> Result<i64, DbError> {
    let statements = [
        sql!(
            "SELECT count(*) AS value FROM cases c JOIN tickets t ON t.institution_id = $1 AND t.id = c.ticket_id
              WHERE c.institution_id = $1 AND c.ticket_id IS NOT NULL AND t.ended_at < $2
                AND NOT EXISTS (SELECT 1 FROM case_holds h
                     WHERE h.institution_id = $1 AND h.case_id = c.id AND h.lifted_at IS NULL)"
        ),
        sql!(
            "SELECT count(*) AS value FROM contacts k
              WHERE k.institution_id = $1 AND k.ticket_id IS NOT NULL AND k.ended_at < $2
                AND (k.case_id IS NOT NULL OR k.note IS NOT NULL OR k.detail IS NOT NULL)
                AND NOT EXISTS (SELECT 1 FROM case_holds h
                     WHERE h.institution_id = $1 AND h.case_id = k.case_id AND h.lifted_at IS NULL)"
        ),
        sql!(
            "SELECT count(*) AS value FROM desk_notes d JOIN tickets t ON t.institution_id = $1 AND t.id = d.ticket_id
              WHERE d.institution_id = $1 AND d.note <> '' AND t.ended_at < $2
                AND NOT EXISTS (SELECT 1 FROM cases c JOIN case_holds h ON h.institution_id = $1 AND h.case_id = c.id
                     WHERE c.institution_id = $1 AND c.ticket_id = d.ticket_id AND h.lifted_at IS NULL)"
        ),
    ];
    let mut tied = 0;
    for statement in statements {
        tied += statement.bind(before).scalar::<i64>(tx).await?.unwrap_or_default();
    }
    Ok(tied)
}
