//! What one journal event does to the obligations of its subject.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use solits_calendar::{Calendar, Due, Term, TermError, due};
use solits_kernel::{BranchId, EmployeeId, ObligationId, Timestamp};
use solits_standard::{
    CompiledPromise, Standard,
    event::EventKind,
    model::{ChannelKind, Fact, Lead, Limit, Waiver, Within},
};
use uuid::Uuid;

use crate::{
    changed,
    field::Field,
    law::Bound,
    obligation::{Change, Obligation, State},
    timer,
};

/// Something that happened, as the journal holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number in the journal; later events of a subject have higher ones.
    pub n: i64,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub kind: EventKind,
    /// To what.
    pub subject: Uuid,
    /// Where.
    pub branch: Option<BranchId>,
    /// Who did it.
    pub employee: Option<EmployeeId>,
    /// What else is known of it: numbers, yes or no, words of closed lists. `planned_at` (milliseconds) is the moment a
    /// promise *before an event* counts back from; `undoes` names the entry this one takes back; `received_at`
    /// (milliseconds) is when what is recorded now reached the institution, and clocks count from there (H-07);
    /// `was_acknowledged` says that its receipt had been confirmed to the client before, so that it is not owed again.
    pub facts: BTreeMap<String, Fact>,
}

impl Event {
    /// From when the clocks count that it starts: what is written down later was received when it was received.
    pub(crate) fn counts_from(&self) -> Timestamp {
        let received = self.int("received_at").map(Timestamp::from_millis);
        received.filter(|received| *received < self.at).unwrap_or(self.at)
    }
    fn was_acknowledged(&self) -> bool {
        self.facts.get("was_acknowledged") == Some(&Fact::Bool(true))
    }
    /// The entry whose doing it takes back: an action at a desk, or a letter that had not left yet.
    pub fn undoes(&self) -> Option<i64> {
        let may =
            matches!(self.kind, EventKind::TicketUndone | EventKind::CaseReopened | EventKind::CaseNoted);
        self.int("undoes").filter(|_| may)
    }
    pub(crate) fn int(&self, name: &str) -> Option<i64> {
        match self.facts.get(name) {
            Some(Fact::Int(value)) => Some(*value),
            _ => None,
        }
    }
    pub(crate) fn word(&self, name: &str) -> Option<&str> {
        match self.facts.get(name) {
            Some(Fact::Word(value)) => Some(value),
            _ => None,
        }
    }
}

/// The versions of an institution's standard, by number.
#[derive(Clone, Debug, Default)]
pub struct Versions {
    all: BTreeMap<i64, (Timestamp, Arc<Standard>)>,
    /// The fields of versions that do not apply everywhere.
    fields: BTreeMap<i64, Field>,
    /// Laws, which bind beside whatever standard is in force, everywhere.
    laws: Arc<Bound>,
}

impl Versions {
    /// Adds a version that is in force from an instant until the next one is.
    pub fn insert(&mut self, number: i64, in_force_from: Timestamp, standard: Arc<Standard>) {
        self.all.insert(number, (in_force_from, standard));
    }
    /// Limits a version to a field: outside it, its promises are not opened.
    pub fn limit(&mut self, number: i64, field: Field) {
        self.fields.insert(number, field);
    }
    /// Binds by laws as well: their terms run beside the standard's promises, and a breach of each counts by itself.
    pub fn bind(&mut self, laws: Arc<Bound>) {
        self.laws = laws;
    }
    /// The events that the laws name.
    pub fn touched_by_laws(&self) -> BTreeSet<EventKind> {
        self.laws.acts().flat_map(|(_, act)| act.touched_events()).collect()
    }
    /// The laws.
    pub(crate) fn laws(&self) -> &Bound {
        &self.laws
    }
    /// Where a version applies; everywhere, for one that is not limited.
    pub fn field(&self, number: i64) -> Field {
        self.fields.get(&number).cloned().unwrap_or_default()
    }
    /// The version that an event is judged by: the one in force then, where the event is in its field.
    pub(crate) fn judging(&self, event: &Event) -> Option<(i64, &Arc<Standard>)> {
        self.in_force(event.at)
            .filter(|(number, _)| self.fields.get(number).is_none_or(|field| field.holds(event)))
    }
    /// The version of that number; an act of law stands under one below nought.
    pub fn get(&self, number: i64) -> Option<&Arc<Standard>> {
        self.all.get(&number).map(|(_, standard)| standard).or_else(|| self.laws.get(number))
    }
    /// The version in force at an instant: the last to have entered into force by then.
    pub fn in_force(&self, at: Timestamp) -> Option<(i64, &Arc<Standard>)> {
        self.all
            .iter()
            .filter(|(_, (from, _))| *from <= at)
            .max_by_key(|(number, (from, _))| (*from, **number))
            .map(|(number, (_, standard))| (*number, standard))
    }
}

/// The calendars an event is judged by: the branch's, and those of the channels that keep hours of their own there.
#[derive(Clone, Copy, Debug)]
pub struct Calendars<'a> {
    /// The calendar of the branch.
    pub branch: &'a Calendar,
    /// The calendars of channels with hours of their own; every other channel keeps the branch's.
    pub channels: &'a [(ChannelKind, Arc<Calendar>)],
}

impl<'a> Calendars<'a> {
    /// The calendar a promise is counted in.
    ///
    /// Opening time is that of the promise's channel, and for a promise of all channels that of the channel the client
    /// came by. Days and plain minutes are the branch's: which days are worked does not depend on the channel.
    pub(crate) fn of(self, promise: &CompiledPromise, event: &Event) -> &'a Calendar {
        if !counts_opening_time(&promise.within, event) {
            return self.branch;
        }
        let came_by = event.word("channel");
        let own = self.channels.iter().find(|(channel, _)| match promise.channel {
            ChannelKind::All => came_by == Some(name_of(*channel).as_str()),
            named => *channel == named,
        });
        own.map_or(self.branch, |(_, calendar)| calendar)
    }
}

impl<'a> From<&'a Calendar> for Calendars<'a> {
    fn from(branch: &'a Calendar) -> Self {
        Self { branch, channels: &[] }
    }
}

impl<'a> From<&'a Arc<Calendar>> for Calendars<'a> {
    fn from(branch: &'a Arc<Calendar>) -> Self {
        Self { branch, channels: &[] }
    }
}

/// The word by which events name a channel.
fn name_of(channel: ChannelKind) -> String {
    serde_json::to_value(channel).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn counts_opening_time(within: &Within, event: &Event) -> bool {
    match within {
        Within::OpeningMinutes(_) | Within::OpeningHours(_) => true,
        Within::ServiceDeadline => event.word("deadline_unit") == Some("opening_hours"),
        _ => false,
    }
}

/// Decides what `event` does to the obligations of its subject.
///
/// `so_far` holds the subject's live obligations; for an event that takes another back (`undoes`), all of them.
/// First what is owed is met, broken or waived, then new promises are opened, each in the order of the standard, the
/// terms of laws last. What a change of the matter itself does (`case.classified`, `case.extended`, …) stands in
/// [`changed`](crate::changed).
pub fn apply<'a>(
    versions: &Versions,
    calendars: impl Into<Calendars<'a>>,
    so_far: &[Obligation],
    event: &Event,
) -> Vec<Change> {
    let calendars = calendars.into();
    match event.kind {
        _ if event.undoes().is_some() => return undo(versions, so_far, event),
        EventKind::TicketUndone => return Vec::new(),
        EventKind::ObligationBreached | EventKind::ObligationEscalated => {
            return by_timer(versions, so_far, event);
        }
        EventKind::CaseJoined => return changed::joined(versions, so_far, event),
        _ => {}
    }
    let mut changes: Vec<Change> = so_far
        .iter()
        .filter(|obligation| obligation.is_live() && obligation.subject == event.subject)
        .filter_map(|obligation| end(versions, obligation, event))
        .collect();
    match event.kind {
        EventKind::CaseClassified if event.word("what") == Some("service") => {
            changed::served(versions, calendars, so_far, event, &mut changes);
        }
        EventKind::CaseClassified => {
            changed::classified(versions, calendars, so_far, event, &mut changes);
        }
        EventKind::CaseExtended | EventKind::CasePaused | EventKind::CaseResumed => {
            changed::moved(versions, so_far, event, &mut changes);
        }
        _ => {}
    }
    let opened = opened_by(versions, calendars, event, event.kind, |_| true);
    changes.extend(opened.into_iter().map(|obligation| Change { before: None, after: Some(obligation) }));
    changes
}

/// The obligations that `event` opens, taken as one of `kind`: the promises of the standard in force that are `wanted`,
/// then the terms of laws.
pub(crate) fn opened_by(
    versions: &Versions,
    calendars: Calendars<'_>,
    event: &Event,
    kind: EventKind,
    wanted: impl Fn(&CompiledPromise) -> bool,
) -> Vec<Obligation> {
    let starts = |promise: &&CompiledPromise| is_started(promise, kind, event) && wanted(promise);
    let mut opened = Vec::new();
    if let Some((number, standard)) = versions.judging(event) {
        for promise in standard.promises_starting_on(kind).filter(starts) {
            opened.extend(open(number, promise, standard, calendars.of(promise, event), event));
        }
    }
    let laws = versions.laws();
    for (number, act) in laws.acts() {
        for promise in act.promises_starting_on(kind).filter(starts) {
            if !laws.holds(&promise.norm_id, calendars.branch.day_of(event.counts_from())) {
                continue;
            }
            let Some(lawful) = open(number, promise, act, calendars.branch, event) else { continue };
            // Where the standard repeats the law's term, that one clock is enough.
            if !opened.iter().any(|own| is_repeated(versions, own, &lawful, promise)) {
                opened.push(lawful);
            }
        }
    }
    opened
}

/// Whether `event`, taken as one of `kind`, starts a promise. What was confirmed before is not owed a second confirmation.
pub(crate) fn is_started(promise: &CompiledPromise, kind: EventKind, event: &Event) -> bool {
    promise.starts.matches(kind, &event.facts) && !(event.was_acknowledged() && is_met_by_receipt(promise))
}

/// Whether a confirmation of receipt is all that a promise asks for.
fn is_met_by_receipt(promise: &CompiledPromise) -> bool {
    let receipts = [EventKind::CaseAcknowledged, EventKind::MessageAcknowledged];
    promise.met_by.iter().any(|trigger| receipts.contains(&trigger.event()))
}

/// Whether an obligation by the standard is the law's own term, written down there too.
fn is_repeated(versions: &Versions, own: &Obligation, lawful: &Obligation, law: &CompiledPromise) -> bool {
    let promise = versions.get(own.standard).and_then(|standard| standard.promise(&own.norm));
    promise.is_some_and(|promise| {
        promise.limit == Limit::Law
            && own.due_at == lawful.due_at
            && promise.met_by.iter().any(|trigger| law.met_by.contains(trigger))
    })
}

fn end(versions: &Versions, obligation: &Obligation, event: &Event) -> Option<Change> {
    let promise = versions.get(obligation.standard)?.promise(&obligation.norm)?;
    let is_waived = waiver(promise, event).is_some();
    let state = match ends(promise, &obligation.state, obligation.due_at, event) {
        Some(state) => state,
        // Nothing more will come of it, so nobody is told again.
        None if is_waived && obligation.state != State::Open && obligation.look_at.is_some() => {
            obligation.state.clone()
        }
        None => return None,
    };
    let mut after = obligation.clone();
    after.state = state;
    after.employee = event.employee.or(after.employee);
    after.look_at = if is_waived { None } else { timer::look_at(promise, &after) };
    Some(Change { before: Some(obligation.clone()), after: Some(after) })
}

fn waiver<'a>(promise: &'a CompiledPromise, event: &Event) -> Option<&'a Waiver> {
    promise.waived_by.iter().find(|waiver| waiver.by.matches(event.kind, &event.facts))
}

/// Where a live obligation with this limit stands after `event`; `None` where the event does not move it.
pub(crate) fn ends(
    promise: &CompiledPromise,
    state: &State,
    due_at: Timestamp,
    event: &Event,
) -> Option<State> {
    let met_as = |kind| promise.met_by.iter().any(|trigger| trigger.matches(kind, &event.facts));
    let is_met = met_as(event.kind)
        || promise.starts.event() == EventKind::InternalAsked
            && changed::between_colleagues(event.kind).is_some_and(met_as);
    match state {
        State::Open if is_met && event.at <= due_at => Some(State::Met { n: event.n, at: event.at }),
        State::Open if is_met => Some(State::Breached { n: event.n, at: due_at, met_late: Some(event.at) }),
        State::Breached { n, at, met_late: None } if is_met => {
            Some(State::Breached { n: *n, at: *at, met_late: Some(event.at) })
        }
        State::Open => waiver(promise, event).map(|waiver| {
            if event.at <= due_at {
                State::Waived { n: event.n, at: event.at, reason: waiver.reason.lv.clone() }
            } else {
                // What was late before the client left was broken all the same.
                State::Breached { n: event.n, at: due_at, met_late: None }
            }
        }),
        _ => None,
    }
}

fn open(
    number: i64,
    promise: &CompiledPromise,
    standard: &Standard,
    calendar: &Calendar,
    event: &Event,
) -> Option<Obligation> {
    let due = due_of(promise, standard, calendar, event).ok()?;
    let mut obligation = Obligation {
        id: id_of(&promise.norm_id, event),
        standard: number,
        norm: promise.norm_id.clone(),
        subject: event.subject,
        branch: event.branch,
        employee: event.employee,
        channel: promise.channel,
        opened_n: event.n,
        opened_at: event.at,
        due_at: due.at,
        calendar_version: due.calendar_version,
        why: counts_days(&promise.within).then_some(due.why),
        state: State::Open,
        escalated: 0,
        look_at: None,
    };
    obligation.look_at = timer::look_at(promise, &obligation);
    Some(obligation)
}

const fn counts_days(within: &Within) -> bool {
    !matches!(within, Within::Seconds(_) | Within::Rings(_) | Within::Minutes(_) | Within::AtOnce { .. })
}

/// When a promise started by `event` falls due; `None` without a moment or a deadline it would have to count from.
pub(crate) fn due_of(
    promise: &CompiledPromise,
    standard: &Standard,
    calendar: &Calendar,
    event: &Event,
) -> Result<Due, TermError> {
    let planned = event.int("planned_at").map(Timestamp::from_millis);
    let term = match &promise.within {
        Within::Seconds(n) => Term::Seconds(*n),
        Within::Rings(count) => {
            Term::Rings { count: *count, cadence_seconds: standard.ring_cadence_seconds() }
        }
        Within::Minutes(n) | Within::AtOnce { minutes: n } => Term::Minutes(*n),
        Within::OpeningMinutes(n) => Term::OpeningMinutes(*n),
        Within::OpeningHours(n) => Term::OpeningHours(*n),
        Within::WorkingDays(n) => Term::WorkingDays(*n),
        Within::CalendarDays { days, roll } => Term::CalendarDays { days: *days, roll: *roll },
        Within::Months(n) => Term::Months(*n),
        Within::BeforeEvent(lead) => Term::BeforeEvent(match lead {
            Lead::Minutes(n) => solits_calendar::Lead::Minutes(*n),
            Lead::CalendarDays(n) => solits_calendar::Lead::CalendarDays(*n),
            Lead::WorkingDays(n) => solits_calendar::Lead::WorkingDays(*n),
        }),
        // The event that opens a period names the period's end.
        Within::Every(_) => Term::BeforeEvent(solits_calendar::Lead::Minutes(0)),
        Within::ServiceDeadline => match (event.word("deadline_unit"), event.int("deadline_count")) {
            (Some("working_days"), Some(n)) => Term::WorkingDays(n),
            (Some("calendar_days"), Some(n)) => Term::CalendarDays { days: n, roll: true },
            (Some("months"), Some(n)) => Term::Months(n),
            (Some("opening_hours"), Some(n)) => Term::OpeningHours(n),
            // A service without a deadline is done as fast as possible (C-04): no clock runs.
            _ => return Err(TermError::EventMissing),
        },
    };
    due(calendar, term, event.counts_from(), planned)
}

/// The same norm, subject and opening entry always give the same id.
fn id_of(norm: &str, event: &Event) -> ObligationId {
    let mut hash = Sha256::new();
    hash.update(norm.as_bytes());
    hash.update([0]);
    hash.update(event.subject.as_bytes());
    hash.update(event.n.to_be_bytes());
    let digest = hash.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    ObligationId::new(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// The timer's own entries: the limit has passed, or a step of the escalation is due.
fn by_timer(versions: &Versions, so_far: &[Obligation], event: &Event) -> Vec<Change> {
    let named = event.word("obligation");
    so_far
        .iter()
        .filter(|obligation| obligation.is_live() && named == Some(obligation.id.to_string().as_str()))
        .filter_map(|obligation| {
            let promise = versions.get(obligation.standard)?.promise(&obligation.norm)?;
            let mut after = obligation.clone();
            if event.kind == EventKind::ObligationBreached {
                if obligation.state != State::Open {
                    return None;
                }
                after.state = State::Breached { n: event.n, at: obligation.due_at, met_late: None };
            } else {
                after.escalated += 1;
            }
            after.look_at = timer::look_at(promise, &after);
            Some(Change { before: Some(obligation.clone()), after: Some(after) })
        })
        .collect()
}

/// Takes back what the entry named by `undoes` did: what it ended is open again, what it opened is gone, and what it made
/// good after its limit, at the instant named by `undoes_at`, is still owed.
fn undo(versions: &Versions, so_far: &[Obligation], event: &Event) -> Vec<Change> {
    let Some(undone) = event.undoes() else { return Vec::new() };
    let undone_at = event.int("undoes_at").map(Timestamp::from_millis);
    so_far
        .iter()
        .filter_map(|obligation| {
            if obligation.opened_n == undone {
                return Some(Change { before: Some(obligation.clone()), after: None });
            }
            let mut after = obligation.clone();
            if let State::Breached { n, met_late, .. } = &mut after.state
                && *n != undone
                && met_late.is_some()
                && *met_late == undone_at
            {
                *met_late = None;
                return Some(Change { before: Some(obligation.clone()), after: Some(after) });
            }
            if obligation.closed_n() != Some(undone) {
                return None;
            }
            let promise = versions.get(obligation.standard)?.promise(&obligation.norm)?;
            after.state = State::Open;
            after.look_at = timer::look_at(promise, &after);
            Some(Change { before: Some(obligation.clone()), after: Some(after) })
        })
        .collect()
}
