//! What the cases that are hidden from whoever looks put into the sums.
//!
//! Sums are of everybody; a complaint is absent for whom it concerns, in counts as in lists. So whoever something is hidden
//! from is shown each sum less what these cases, and what hangs on them, added to it. That follows from their entries by the
//! same rules by which the sums were added up, and from nothing else.

use solits_db::{DbError, Tx, sql};
use solits_kernel::Viewer;
use solits_obligation::Delta;

use crate::{Heart, JournalError, replay::deltas_of, store::StoredEntry};

/// What hidden cases put into the measures; nothing for whoever nothing is hidden from, which one look at an index tells.
pub async fn hidden_measures(tx: &mut Tx, heart: &Heart) -> Result<Vec<Delta>, JournalError> {
    let entries = hidden_histories(tx, i64::MAX).await?;
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let loaded = heart.loaded(tx).await?;
    deltas_of(&loaded, entries)
}

/// What the cases that are hidden from anybody and not ended yet put into the measures.
///
/// A public page cannot know who reads it, and whom a complaint concerns may read it too. While a complaint is examined, no
/// public figure has it; once it has ended, whom it concerned has been heard, and it is counted like any other.
pub async fn examined_measures(tx: &mut Tx, heart: &Heart) -> Result<Vec<Delta>, JournalError> {
    let entries: Vec<StoredEntry> = sql!(
        "SELECT j.n, j.at, j.kind, j.subject_id, j.actor, j.actor_id, j.branch_id, j.facts
           FROM (SELECT s.case_id AS subject_id FROM case_sight s JOIN cases c
                     ON c.institution_id = $1 AND c.id = s.case_id AND c.status IN ('open', 'waiting_client')
                  WHERE s.institution_id = $1 AND s.may = 0
                  UNION SELECT p.subject_id FROM case_sight s JOIN cases c
                     ON c.institution_id = $1 AND c.id = s.case_id AND c.status IN ('open', 'waiting_client')
                  CROSS JOIN case_subjects p
                  WHERE s.institution_id = $1 AND s.may = 0 AND p.institution_id = $1 AND p.case_id = s.case_id) h CROSS JOIN journal j
          WHERE j.institution_id = $1 AND j.subject_id = h.subject_id
          ORDER BY j.subject_id, j.n"
    )
    .statement()
    .all(tx)
    .await?;
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let loaded = heart.loaded(tx).await?;
    deltas_of(&loaded, entries)
}

/// The whole histories of the cases that are hidden from whoever looks, and of what hangs on them, up to entry `upto`: by
/// subject, oldest first.
pub async fn hidden_histories(tx: &mut Tx, upto: i64) -> Result<Vec<StoredEntry>, DbError> {
    let viewer = tx.viewer();
    if viewer == Viewer::Program {
        return Ok(Vec::new());
    }
    // The order of the tables is said: they are few cases, each with a handful of entries.
    sql!(
        "SELECT j.n, j.at, j.kind, j.subject_id, j.actor, j.actor_id, j.branch_id, j.facts
           FROM (SELECT s.case_id AS subject_id FROM case_sight s
                  WHERE s.institution_id = $1 AND s.employee_id = $2 AND s.may = 0
                  UNION SELECT p.subject_id FROM case_sight s CROSS JOIN case_subjects p
                  WHERE s.institution_id = $1 AND s.employee_id = $2 AND s.may = 0
                    AND p.institution_id = $1 AND p.case_id = s.case_id) h CROSS JOIN journal j
          WHERE j.institution_id = $1 AND j.subject_id = h.subject_id AND j.n <= $3
          ORDER BY j.subject_id, j.n"
    )
    .bind(viewer.id())
    .bind(upto)
    .all(tx)
    .await
}
