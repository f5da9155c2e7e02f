//! Recomputing obligations, measures and durations from the journal and comparing them with what is stored.

use std::collections::{BTreeMap, HashMap};

use solits_db::{Tx, row, sql};
use solits_kernel::{BranchId, EmployeeId, ObligationId};
use solits_obligation::{Event, Obligation, apply, deltas};
use solits_standard::event::EventKind;
use uuid::Uuid;

use crate::{
    JournalError,
    heart::{Heart, channel_name, round_the_clock},
    store::{ObligationRow, list_entries_after, obligation_of},
};

/// A stored figure or obligation that the journal does not bear out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is about.
    pub what: String,
    /// As stored.
    pub stored: String,
    /// As recomputed.
    pub recomputed: String,
}

type MeasureKey = (i64, String, i64, Uuid, String, Uuid);

row! {
    struct MeasureRow {
        day: i64, norm: String, standard: i64, branch_id: Uuid, channel: String, employee_id: Uuid,
        met: i64, breached: i64, waived: i64,
    }
}

/// Replays the whole journal of the transaction's institution. Returns the number of entries and every difference.
pub async fn recompute(tx: &mut Tx, heart: &Heart) -> Result<(i64, Vec<Difference>), JournalError> {
    // What this transaction itself has added to the sums is to be found there.
    tx.settle().await?;
    let loaded = heart.load(tx).await?;
    let mut by_subject: HashMap<Uuid, Vec<Obligation>> = HashMap::new();
    let mut measures: BTreeMap<MeasureKey, (i64, i64, i64)> = BTreeMap::new();
    let (mut after, mut count) = (0, 0);
    loop {
        let entries = list_entries_after(tx, after, i64::MAX, 5_000).await?;
        let Some(last) = entries.last() else { break };
        after = last.n;
        for entry in entries {
            count += 1;
            let Some(kind) = EventKind::parse(&entry.kind) else { continue };
            if !loaded.touches(kind) {
                continue;
            }
            let facts = serde_json::from_str(&entry.facts)
                .map_err(|error| JournalError::Unreadable(format!("facts of entry {}: {error}", entry.n)))?;
            let event = Event {
                n: entry.n,
                at: entry.at,
                kind,
                subject: entry.subject_id,
                branch: entry.branch_id,
                employee: (entry.actor == "e").then_some(entry.actor_id).flatten().map(EmployeeId::new),
                facts,
            };
            let calendars = loaded.calendars_at(event.branch, event.at).unwrap_or_else(round_the_clock);
            let so_far = by_subject.entry(event.subject).or_default();
            let changes = apply(&loaded.versions, calendars.by_channel(), so_far, &event);
            for delta in deltas(&changes) {
                let key = (
                    solits_kernel::day_number(delta.day),
                    delta.norm,
                    delta.standard,
                    delta.branch.map_or(Uuid::nil(), BranchId::uuid),
                    channel_name(delta.channel),
                    delta.employee.map_or(Uuid::nil(), EmployeeId::uuid),
                );
                let sums = measures.entry(key).or_default();
                *sums = (sums.0 + delta.met, sums.1 + delta.breached, sums.2 + delta.waived);
            }
            for change in changes {
                if let Some(before) = change.before {
                    so_far.retain(|obligation| obligation.id != before.id);
                }
                so_far.extend(change.after);
            }
        }
    }
    let mut differences = compare_obligations(tx, by_subject).await?;
    differences.extend(compare_measures(tx, measures).await?);
    differences.extend(crate::durations::compare(tx).await?);
    Ok((count, differences))
}

async fn compare_obligations(
    tx: &mut Tx,
    by_subject: HashMap<Uuid, Vec<Obligation>>,
) -> Result<Vec<Difference>, JournalError> {
    let mut expected: HashMap<ObligationId, ObligationRow> = by_subject
        .into_values()
        .flatten()
        .map(|obligation| (obligation.id, obligation_of(&obligation)))
        .collect();
    let mut differences = Vec::new();
    let (mut day, mut id) = (i64::MIN, Uuid::nil());
    loop {
        let rows = sql!(
            "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                    calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
               FROM obligations WHERE institution_id = $1 AND (day > $2 OR day = $2 AND id > $3)
              ORDER BY day, id LIMIT 5000"
        )
        .bind(day)
        .bind(id)
        .all::<ObligationRow>(tx)
        .await?;
        let Some(last) = rows.last() else { break };
        (day, id) = (last.day, last.id.uuid());
        for row in rows {
            let recomputed = expected.remove(&row.id);
            if recomputed.as_ref() != Some(&row) {
                differences.push(Difference {
                    what: format!("obligation {}", row.id),
                    stored: format!("{row:?}"),
                    recomputed: recomputed.map_or_else(|| "none".to_owned(), |row| format!("{row:?}")),
                });
            }
        }
    }
    let mut missing: Vec<_> = expected.into_values().collect();
    missing.sort_by_key(|row| (row.opened_n, row.id));
    differences.extend(missing.into_iter().map(|row| Difference {
        what: format!("obligation {}", row.id),
        stored: "none".to_owned(),
        recomputed: format!("{row:?}"),
    }));
    Ok(differences)
}

async fn compare_measures(
    tx: &mut Tx,
    mut expected: BTreeMap<MeasureKey, (i64, i64, i64)>,
) -> Result<Vec<Difference>, JournalError> {
    let rows = sql!(
        "SELECT day, norm, standard, branch_id, channel, employee_id, CAST(sum(met) AS BIGINT) AS met,
                CAST(sum(breached) AS BIGINT) AS breached, CAST(sum(waived) AS BIGINT) AS waived
           FROM measures WHERE institution_id = $1
          GROUP BY day, norm, standard, branch_id, channel, employee_id"
    )
    .all::<MeasureRow>(tx)
    .await?;
    let mut differences = Vec::new();
    for row in rows {
        let key = (row.day, row.norm, row.standard, row.branch_id, row.channel, row.employee_id);
        let stored = (row.met, row.breached, row.waived);
        let recomputed = expected.remove(&key).unwrap_or_default();
        if stored != recomputed {
            differences.push(difference(&key, stored, recomputed));
        }
    }
    differences.extend(
        expected
            .iter()
            .filter(|(_, sums)| **sums != (0, 0, 0))
            .map(|(key, sums)| difference(key, (0, 0, 0), *sums)),
    );
    Ok(differences)
}

fn difference(key: &MeasureKey, stored: (i64, i64, i64), recomputed: (i64, i64, i64)) -> Difference {
    let words =
        |(met, breached, waived): (i64, i64, i64)| format!("met {met}, breached {breached}, waived {waived}");
    Difference { what: format!("measure {key:?}"), stored: words(stored), recomputed: words(recomputed) }
}
