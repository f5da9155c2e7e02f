//! A report as somebody may read it (K-08).
//!
//! A trial is one for all who read it; from whom a case is hidden, it is hidden in the trial's figures too. What such cases
//! put into them is found by trying their entries alone: the same text, up to the same entry, at the same instant.

use std::collections::{BTreeMap, BTreeSet};

use solits_db::Tx;
use solits_journal::{JournalError, StoredEntry, deltas_of, find_field, hidden_histories};
use solits_kernel::{InstitutionId, day_number};
use solits_obligation::{Counts, Delta, Trial};
use solits_standard::{Standard, event::EventKind};
use solits_web::App;
use uuid::Uuid;

use super::{
    job::{Part, Shared, prepare},
    model::{Reach, Report, Wording, tested, to_try},
    store::{self, EntryRow, Lab},
};
use crate::actions::StandardsError;

/// The report less what is hidden from whoever looks, and without examples of cases they may not know. `None` where it is too
/// old to tell what hidden cases put into it.
pub(super) async fn as_read(
    tx: &mut Tx,
    app: &App,
    institution: InstitutionId,
    lab: &Lab,
    mut report: Report,
) -> Result<Option<Report>, StandardsError> {
    let upto = report.reach.map_or(i64::MAX, |reach| reach.upto);
    let entries = hidden_histories(tx, upto).await?;
    if !entries.is_empty() {
        let (Some(reach), Some(wording)) = (report.reach, report.wording.take()) else { return Ok(None) };
        let loaded = app.heart.loaded(tx).await?;
        let stored = deltas_of(&loaded, entries.clone())?;
        let draft = compiled(&wording)?;
        let field = find_field(tx, &draft.file().scope).await?;
        let days = (lab.first_on, lab.last_on);
        let shared = prepare(institution, loaded, (draft, field), lab.against, days);
        report = report.without(&alone(&shared, entries, (&stored, days), reach)?);
    }
    let sides = report.promises.iter().flat_map(|one| one.drafted.iter().chain(&one.current));
    let subjects: BTreeSet<Uuid> = sides.flat_map(|side| &side.broken).map(|broken| broken.subject).collect();
    let subjects: Vec<Uuid> = subjects.into_iter().collect();
    let unseen = store::list_unseen(tx, &subjects).await?;
    for one in &mut report.promises {
        for side in one.drafted.iter_mut().chain(&mut one.current) {
            side.broken.retain(|broken| !unseen.contains(&broken.subject));
        }
    }
    Ok(Some(report))
}

fn compiled(wording: &Wording) -> Result<Standard, JournalError> {
    Standard::compile(&wording.source, wording.baseline.as_deref())
        .map_err(|why| JournalError::Unreadable(format!("the text of a trial: {why}")))
}

/// What came of some cases alone: of what was tried by their entries, of what stays as it is by what they moved of the
/// measures.
fn alone(
    shared: &Shared,
    entries: Vec<StoredEntry>,
    (stored, (first_on, last_on)): (&[Delta], (i64, i64)),
    reach: Reach,
) -> Result<Report, JournalError> {
    let pairs = shared.pairs();
    let tried = to_try(&pairs);
    let kinds = Trial::kinds(&tried);
    let is_read = |entry: &StoredEntry| {
        entry.at >= shared.span.from
            && EventKind::parse(&entry.kind).is_some_and(|kind| kinds.contains(&kind))
    };
    let entries: Vec<EntryRow> = entries.into_iter().filter(is_read).map(EntryRow::from).collect();
    let mut part = Part::new(shared, &tried);
    part.follow(&entries)?;
    let mut counted = BTreeMap::<String, Counts>::new();
    for delta in stored.iter().filter(|delta| (first_on..=last_on).contains(&day_number(delta.day))) {
        let counts = Counts { met: delta.met, breached: delta.breached, waived: delta.waived };
        counted.entry(delta.norm.clone()).or_default().add(counts);
    }
    Ok(Report {
        entries: i64::try_from(entries.len()).unwrap_or_default(),
        promises: tested(&pairs, part.trial.finish(reach.at), &counted),
        ..Report::default()
    })
}
