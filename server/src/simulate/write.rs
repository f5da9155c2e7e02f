//! Writing a simulated history: many rows at once, judged by the same heart and sealed into the same chain as a real one.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap, HashMap},
    sync::Arc,
};

use anyhow::Context as _;
use solits_db::{Bulk, IntoArg as _, PackedJson, Tx};
use solits_journal::{
    Cells, Loaded, ObligationRow, StoredEntry, Visit, channel_name, facts, matters, obligation_of, seal_hash,
    set_rolled_up_to, stored_kind,
};
use solits_kernel::{BranchId, EmployeeId, ObligationId, Timestamp, day_number, day_of_number, month_number};
use solits_obligation::{Event, Obligation, State, Step, apply, deltas, next_step};
use solits_standard::{event::EventKind, model::Fact};
use uuid::Uuid;

use super::columns;

/// Seals of a simulated history cover this many entries.
const SEAL_EVERY: usize = 5_000;

type MeasureKey = (i64, String, i64, Uuid, String, Uuid);

/// Everything written so far and not yet flushed.
pub(crate) struct Writer {
    loaded: Arc<Loaded>,
    n: i64,
    live: HashMap<Uuid, Vec<Obligation>>,
    timers: BinaryHeap<Reverse<(Timestamp, i64, ObligationId, Uuid)>>,
    days: BTreeMap<MeasureKey, (i64, i64, i64)>,
    months: BTreeMap<MeasureKey, (i64, i64, i64)>,
    /// Finished visits by day and branch, and by month and branch.
    day_cells: BTreeMap<(i64, BranchId), Cells>,
    month_cells: BTreeMap<(i64, BranchId), Cells>,
    /// What became of matters, and the opening entries of cases that have no answer yet.
    matters: matters::Added,
    opened_cases: HashMap<Uuid, StoredEntry>,
    matter_cases: Bulk,
    journal: Bulk,
    obligations: Bulk,
    seals: Bulk,
    unsealed: Vec<StoredEntry>,
    seal: (i64, Vec<u8>),
    pub(crate) contacts: Bulk,
    pub(crate) tickets: Bulk,
    pub(crate) cases: Bulk,
}

impl Writer {
    /// A writer that continues after journal entry `n` and seal `seal`.
    pub(crate) fn new(loaded: Arc<Loaded>, n: i64, seal: (i64, Vec<u8>)) -> Self {
        Self {
            loaded,
            n,
            live: HashMap::new(),
            timers: BinaryHeap::new(),
            days: BTreeMap::new(),
            months: BTreeMap::new(),
            day_cells: BTreeMap::new(),
            month_cells: BTreeMap::new(),
            matters: matters::Added::new(),
            opened_cases: HashMap::new(),
            matter_cases: Bulk::new("matter_cases", columns::MATTER_CASE),
            journal: Bulk::new("journal", columns::JOURNAL),
            obligations: Bulk::new("obligations", columns::OBLIGATIONS),
            seals: Bulk::new("journal_seals", columns::SEALS),
            unsealed: Vec::new(),
            seal,
            contacts: Bulk::new("contacts", columns::CONTACTS),
            tickets: Bulk::new("tickets", columns::TICKETS),
            cases: Bulk::new("cases", columns::CASES),
        }
    }

    /// The last number given to a journal entry.
    pub(crate) const fn last_n(&self) -> i64 {
        self.n
    }

    /// Records an event, after everything the timer had to record before it.
    #[expect(clippy::too_many_arguments, reason = "what an entry consists of")]
    pub(crate) async fn record(
        &mut self,
        tx: &mut Tx,
        at: Timestamp,
        kind: EventKind,
        subject: Uuid,
        branch: Option<BranchId>,
        employee: Option<EmployeeId>,
        facts: BTreeMap<String, Fact>,
    ) -> anyhow::Result<()> {
        self.run_timers(tx, at).await?;
        let actor = if employee.is_some() { "e" } else { "c" };
        self.write(tx, at, kind, subject, branch, (actor, employee), facts).await
    }

    /// The nearest limit of what is still owed for a subject, the broken and not yet made good among it.
    pub(crate) fn due_of(&self, subject: Uuid) -> Option<Timestamp> {
        let owed =
            |one: &&Obligation| matches!(one.state, State::Open | State::Breached { met_late: None, .. });
        self.live.get(&subject)?.iter().filter(owed).map(|one| one.due_at).min()
    }

    /// Lets the timer record everything that falls due before `until`.
    pub(crate) async fn run_timers(&mut self, tx: &mut Tx, until: Timestamp) -> anyhow::Result<()> {
        while let Some(Reverse((at, _, id, subject))) = self.timers.peek().copied() {
            if at >= until {
                break;
            }
            self.timers.pop();
            loop {
                let obligation = self.live.get(&subject).and_then(|all| all.iter().find(|one| one.id == id));
                let Some(obligation) = obligation.filter(|one| one.look_at == Some(at)) else { break };
                let promise =
                    self.loaded.versions.get(obligation.standard).and_then(|s| s.promise(&obligation.norm));
                let Some(step) = promise.and_then(|promise| next_step(promise, obligation, at)) else {
                    break;
                };
                let mut facts = BTreeMap::from([
                    ("obligation".to_owned(), Fact::Word(id.to_string())),
                    ("norm".to_owned(), Fact::Word(obligation.norm.clone())),
                ]);
                let kind = match step {
                    Step::Breach => EventKind::ObligationBreached,
                    Step::Escalate { to, .. } => {
                        facts.insert("to".to_owned(), Fact::Word(to));
                        EventKind::ObligationEscalated
                    }
                };
                let branch = obligation.branch;
                self.write(tx, at, kind, subject, branch, ("p", None), facts).await?;
            }
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "what an entry consists of")]
    async fn write(
        &mut self,
        tx: &mut Tx,
        at: Timestamp,
        kind: EventKind,
        subject: Uuid,
        branch: Option<BranchId>,
        (actor, employee): (&'static str, Option<EmployeeId>),
        event_facts: BTreeMap<String, Fact>,
    ) -> anyhow::Result<()> {
        self.n += 1;
        let entry = StoredEntry {
            n: self.n,
            at,
            kind: kind.name().to_owned(),
            subject_id: subject,
            actor: actor.to_owned(),
            actor_id: employee.map(EmployeeId::uuid),
            branch_id: branch,
            facts: facts(&event_facts),
        };
        self.journal.push([
            entry.n.into_arg(),
            at.into_arg(),
            stored_kind(kind.name()).into_arg(),
            subject.into_arg(),
            actor.into_arg(),
            entry.actor_id.into_arg(),
            branch.into_arg(),
            PackedJson(entry.facts.clone()).into_arg(),
        ]);
        self.count_matter(kind, &entry);
        if self.matter_cases.is_full() {
            self.matter_cases.flush(tx).await?;
        }
        self.unsealed.push(entry);
        if self.journal.is_full() {
            self.journal.flush(tx).await?;
        }
        if self.unsealed.len() >= SEAL_EVERY {
            self.seal_now(tx, at).await?;
        }
        if !self.loaded.touches(kind) {
            return Ok(());
        }
        let calendars =
            self.loaded.calendars_at(branch, at).context("a simulated branch without calendar")?;
        let event = Event { n: self.n, at, kind, subject, branch, employee, facts: event_facts };
        let so_far = self.live.entry(subject).or_default();
        let changes = apply(&self.loaded.versions, calendars.by_channel(), so_far, &event);
        for delta in deltas(&changes) {
            let branch = delta.branch.map_or(Uuid::nil(), BranchId::uuid);
            let employee = delta.employee.map_or(Uuid::nil(), EmployeeId::uuid);
            let channel = channel_name(delta.channel);
            for (sums, period) in
                [(&mut self.days, day_number(delta.day)), (&mut self.months, month_number(delta.day))]
            {
                let key = (period, delta.norm.clone(), delta.standard, branch, channel.clone(), employee);
                let sum = sums.entry(key).or_default();
                *sum = (sum.0 + delta.met, sum.1 + delta.breached, sum.2 + delta.waived);
            }
        }
        for change in changes {
            if let Some(before) = change.before {
                so_far.retain(|one| one.id != before.id);
            }
            if let Some(after) = change.after {
                if let Some(look_at) = after.look_at {
                    self.timers.push(Reverse((look_at, after.opened_n, after.id, subject)));
                }
                so_far.push(after);
            }
        }
        Ok(())
    }

    /// Counts a visit that ended, or a case at its first answer; nothing happens to a simulated case after that.
    fn count_matter(&mut self, kind: EventKind, entry: &StoredEntry) {
        let added = match kind {
            EventKind::TicketFinished => matters::added(std::slice::from_ref(entry)),
            EventKind::CaseOpened => {
                self.opened_cases.insert(entry.subject_id, entry.clone());
                return;
            }
            EventKind::CaseAnswered | EventKind::CaseClosed => {
                let Some(opened) = self.opened_cases.remove(&entry.subject_id) else { return };
                matters::added(&[opened, entry.clone()])
            }
            _ => return,
        };
        for (place, counts) in added {
            if kind != EventKind::TicketFinished {
                self.matter_cases.push(columns::case_args(entry.subject_id, &place, counts));
            }
            self.matters.entry(place).or_default().add(counts);
        }
    }

    /// Writes out what became of matters.
    async fn write_matters(&mut self, tx: &mut Tx) -> anyhow::Result<()> {
        self.matter_cases.flush(tx).await?;
        let mut bulk = Bulk::new("matter_days", columns::MATTER_DAY);
        for (place, counts) in std::mem::take(&mut self.matters) {
            bulk.push(columns::day_args(&place, counts));
            if bulk.is_full() {
                bulk.flush(tx).await?;
            }
        }
        bulk.flush(tx).await?;
        Ok(matters::set_rolled_up_to(tx, self.n).await?)
    }

    async fn seal_now(&mut self, tx: &mut Tx, at: Timestamp) -> anyhow::Result<()> {
        let Some(last) = self.unsealed.last() else { return Ok(()) };
        let last_n = last.n;
        self.seal = (self.seal.0 + 1, seal_hash(&self.seal.1, &self.unsealed));
        let count = i64::try_from(self.unsealed.len()).unwrap_or(i64::MAX);
        self.seals.push([
            self.seal.0.into_arg(),
            last_n.into_arg(),
            count.into_arg(),
            self.seal.1.clone().into_arg(),
            at.into_arg(),
        ]);
        self.unsealed.clear();
        self.journal.flush(tx).await?;
        self.seals.flush(tx).await?;
        Ok(())
    }

    /// Adds a finished visit to the durations.
    pub(crate) fn add_visit(&mut self, visit: &Visit) {
        let month = month_number(day_of_number(visit.day));
        self.day_cells.entry((visit.day, visit.branch)).or_default().add(visit);
        self.month_cells.entry((month, visit.branch)).or_default().add_without_line(visit);
    }

    /// Writes out the durations of days before `until`.
    pub(crate) async fn write_days_before(&mut self, tx: &mut Tx, until: i64) -> anyhow::Result<()> {
        let after = self.day_cells.split_off(&(until, BranchId::new(Uuid::nil())));
        let days = std::mem::replace(&mut self.day_cells, after);
        let columns = &["institution_id", "day", "branch_id", "cells"];
        write_cells(tx, Bulk::new("duration_days", columns), days).await
    }

    /// Writes out obligations that nothing can change any more.
    pub(crate) async fn settle(&mut self, tx: &mut Tx) -> anyhow::Result<()> {
        let mut rows = Vec::new();
        self.live.retain(|_, all| {
            let settled = all.iter().all(|one| match one.state {
                // What was broken may still be made good.
                State::Open | State::Breached { met_late: None, .. } => false,
                _ => one.look_at.is_none(),
            });
            if settled {
                rows.extend(all.iter().map(obligation_of));
            }
            !settled
        });
        rows.sort_by_key(|row| (row.opened_n, row.id));
        self.push_obligations(tx, rows).await
    }

    async fn push_obligations(&mut self, tx: &mut Tx, rows: Vec<ObligationRow>) -> anyhow::Result<()> {
        for row in rows {
            self.obligations.push(columns::obligation_args(row));
            if self.obligations.is_full() {
                self.obligations.flush(tx).await?;
            }
        }
        Ok(())
    }

    /// Flushes the rows that wait.
    pub(crate) async fn flush(&mut self, tx: &mut Tx) -> anyhow::Result<()> {
        for bulk in [
            &mut self.journal,
            &mut self.seals,
            &mut self.tickets,
            &mut self.contacts,
            &mut self.cases,
            &mut self.obligations,
            &mut self.matter_cases,
        ] {
            bulk.flush(tx).await?;
        }
        Ok(())
    }

    /// Ends the history: everything that is still open is written as it stands at `at`.
    pub(crate) async fn finish(&mut self, tx: &mut Tx, at: Timestamp) -> anyhow::Result<()> {
        self.run_timers(tx, at).await?;
        self.seal_now(tx, at).await?;
        let mut rows: Vec<ObligationRow> =
            self.live.drain().flat_map(|(_, all)| all).map(|one| obligation_of(&one)).collect();
        rows.sort_by_key(|row| (row.opened_n, row.id));
        self.push_obligations(tx, rows).await?;
        self.flush(tx).await?;
        for (table, columns, sums) in [
            ("measures", columns::MEASURES, std::mem::take(&mut self.days)),
            ("measure_months", columns::MEASURE_MONTHS, std::mem::take(&mut self.months)),
        ] {
            let mut bulk = Bulk::new(table, columns);
            for ((when, norm, standard, branch, channel, employee), (met, breached, waived)) in sums {
                bulk.push([
                    when.into_arg(),
                    norm.into_arg(),
                    standard.into_arg(),
                    branch.into_arg(),
                    channel.into_arg(),
                    employee.into_arg(),
                    met.into_arg(),
                    breached.into_arg(),
                    waived.into_arg(),
                ]);
                if bulk.is_full() {
                    bulk.flush(tx).await?;
                }
            }
            bulk.flush(tx).await?;
        }
        self.write_days_before(tx, i64::MAX).await?;
        let columns = &["institution_id", "month", "branch_id", "cells"];
        let months = std::mem::take(&mut self.month_cells);
        write_cells(tx, Bulk::new("duration_months", columns), months).await?;
        self.write_matters(tx).await?;
        Ok(set_rolled_up_to(tx, self.n).await?)
    }
}

async fn write_cells(
    tx: &mut Tx,
    mut bulk: Bulk,
    cells: BTreeMap<(i64, BranchId), Cells>,
) -> anyhow::Result<()> {
    for ((period, branch), cells) in cells {
        bulk.push([period.into_arg(), branch.into_arg(), cells.to_bytes().into_arg()]);
        if bulk.is_full() {
            bulk.flush(tx).await?;
        }
    }
    Ok(bulk.flush(tx).await?)
}
