//! Promises tried over what happened, as if they had been in force all the time: what a draft would have meant.
//!
//! The same limits and the same ends as those of [`apply`](crate::apply); only counts are kept, so that millions of
//! contacts can be tried. The timer's entries are not needed: what was not met by its limit is broken.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use solits_kernel::{BranchId, Timestamp};
use solits_standard::{
    CompiledPromise, Standard,
    event::EventKind,
    model::{ChannelKind, Trigger, Within},
};
use uuid::Uuid;

use crate::{
    apply::{Calendars, Event, due_of, ends, is_started},
    field::Field,
    obligation::State,
};

/// So long after its end an obligation can still be taken back; a slip of the finger is taken back within seconds.
const GRACE_MINUTES: i64 = 60;

/// So many broken promises are kept as examples: more than are shown, for whoever reads may not know of every one.
const EXAMPLES: usize = 20;

/// A promise to be tried, with the standard it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Tried<'a> {
    /// Its standard.
    pub standard: &'a Standard,
    /// The promise.
    pub promise: &'a CompiledPromise,
    /// Where it applies: outside, nothing is promised.
    pub field: &'a Field,
}

impl Tried<'_> {
    fn triggers(&self) -> impl Iterator<Item = &Trigger> {
        let waivers = self.promise.waived_by.iter().map(|waiver| &waiver.by);
        std::iter::once(&self.promise.starts).chain(&self.promise.met_by).chain(waivers)
    }

    /// Whether the limit depends on what is known of the event that starts the clock.
    const fn limit_asks_facts(&self) -> bool {
        // What is written down later counts from when it was received.
        if matches!(self.promise.starts.event(), EventKind::MessageReceived | EventKind::CaseOpened) {
            return true;
        }
        match self.promise.within {
            Within::BeforeEvent(_) | Within::Every(_) | Within::ServiceDeadline => true,
            Within::OpeningMinutes(_) | Within::OpeningHours(_) => {
                matches!(self.promise.channel, ChannelKind::All)
            }
            _ => false,
        }
    }
}

/// The time whose promises are counted: those opened from its first instant up to, but not at, its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub until: Timestamp,
}

/// How often a promise was kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Kept in time.
    pub met: i64,
    /// Not kept in time.
    pub breached: i64,
    /// No longer owed.
    pub waived: i64,
}

impl Counts {
    /// Adds others.
    pub const fn add(&mut self, other: Self) {
        self.met += other.met;
        self.breached += other.breached;
        self.waived += other.waived;
    }

    /// Takes others away; nothing goes below zero.
    pub fn take(&mut self, other: Self) {
        self.met = (self.met - other.met).max(0);
        self.breached = (self.breached - other.breached).max(0);
        self.waived = (self.waived - other.waived).max(0);
    }
}

/// A promise that would have been broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Broken {
    /// When the clock started.
    pub opened_at: Timestamp,
    /// The entry that started it.
    pub opened_n: i64,
    /// The ticket, case, branch day …
    pub subject: Uuid,
    /// The branch, where there is one.
    pub branch: Option<BranchId>,
    /// The limit.
    pub due_at: Timestamp,
    /// When it was met after all.
    pub met_at: Option<Timestamp>,
}

/// What one promise comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// By branch and local day of opening (days since 1970-01-01).
    pub days: HashMap<(Option<BranchId>, i64), Counts>,
    /// By local hour of opening.
    pub hours: [Counts; 24],
    /// Neither kept nor broken yet.
    pub open: i64,
    /// The latest that were broken, latest first.
    pub broken: Vec<Broken>,
}

impl Outcome {
    /// Everything together.
    pub fn total(&self) -> Counts {
        self.days.values().fold(Counts::default(), |mut sum, counts| {
            sum.add(*counts);
            sum
        })
    }

    /// Adds what another part of the history came to.
    pub fn merge(&mut self, other: Self) {
        for (place, counts) in other.days {
            self.days.entry(place).or_default().add(counts);
        }
        for (own, others) in self.hours.iter_mut().zip(other.hours) {
            own.add(others);
        }
        self.open += other.open;
        other.broken.into_iter().for_each(|broken| self.remember(broken));
    }

    fn remember(&mut self, broken: Broken) {
        let place = self.broken.partition_point(|known| *known > broken);
        if place < EXAMPLES {
            self.broken.insert(place, broken);
            self.broken.truncate(EXAMPLES);
        }
    }
}

/// One promise to one client while it is tried.
#[derive(Debug)]
struct Owed {
    tried: usize,
    opened_n: i64,
    opened_at: Timestamp,
    branch: Option<BranchId>,
    due_at: Timestamp,
    state: State,
}

impl Owed {
    /// Whether nothing that happens at `now` or later, up to a slip taken back, can change what is counted of it.
    fn is_settled(&self, now: Timestamp) -> bool {
        let decided = match self.state {
            // Made good or not, it is counted as broken.
            State::Open | State::Breached { met_late: None, .. } => self.due_at,
            State::Breached { met_late: Some(at), .. } | State::Met { at, .. } | State::Waived { at, .. } => {
                at
            }
        };
        decided.plus_minutes(GRACE_MINUTES) < now
    }
}

/// Some promises while they are tried. Entries are followed in the order of their numbers, at least within a subject.
#[derive(Debug)]
pub struct Trial<'a> {
    tried: &'a [Tried<'a>],
    starting: HashMap<EventKind, Vec<usize>>,
    span: Span,
    owed: HashMap<Uuid, Vec<Owed>>,
    outcomes: Vec<Outcome>,
    /// Local day and hour of hours since 1970: an hour on the clock here is an hour everywhere.
    hours: HashMap<i64, (i64, usize)>,
}

/// The kinds of entries that take back what another one did.
const UNDOING: [EventKind; 2] = [EventKind::TicketUndone, EventKind::CaseReopened];

fn is_undoing(event: &Event) -> bool {
    event.kind == EventKind::TicketUndone || event.undoes().is_some()
}

impl<'a> Trial<'a> {
    /// Tries promises over a span of time.
    pub fn new(tried: &'a [Tried<'a>], span: Span) -> Self {
        let mut starting: HashMap<EventKind, Vec<usize>> = HashMap::new();
        for (index, one) in tried.iter().enumerate() {
            starting.entry(one.promise.starts.event()).or_default().push(index);
        }
        let outcomes = vec![Outcome::default(); tried.len()];
        Self { tried, starting, span, owed: HashMap::new(), outcomes, hours: HashMap::new() }
    }

    /// The kinds of entry that can move any of them; nothing else has to be read.
    pub fn kinds(tried: &[Tried<'_>]) -> BTreeSet<EventKind> {
        let mut kinds: BTreeSet<EventKind> =
            tried.iter().flat_map(|one| one.triggers().map(Trigger::event)).collect();
        if !kinds.is_empty() {
            kinds.extend(UNDOING);
        }
        kinds
    }

    /// The kinds of which more must be known than that and when they happened.
    pub fn kinds_with_facts(tried: &[Tried<'_>]) -> BTreeSet<EventKind> {
        let mut kinds = BTreeSet::from(UNDOING);
        for one in tried {
            let conditional = one.triggers().filter(|trigger| matches!(trigger, Trigger::Where { .. }));
            kinds.extend(conditional.map(Trigger::event));
            if one.limit_asks_facts() || one.field.asks_facts() {
                kinds.insert(one.promise.starts.event());
            }
        }
        kinds
    }

    /// Lets an entry end what is owed and open what it starts.
    pub fn follow<'c>(&mut self, calendars: impl Into<Calendars<'c>>, event: &Event) {
        self.follow_late(event);
        let within = event.at >= self.span.from && event.at < self.span.until;
        if is_undoing(event) || !within {
            return;
        }
        let Some(starting) = self.starting.get(&event.kind) else { return };
        let calendars = calendars.into();
        for index in starting {
            let Tried { standard, promise, field } = self.tried[*index];
            if !is_started(promise, event.kind, event) || !field.holds(event) {
                continue;
            }
            let Ok(due) = due_of(promise, standard, calendars.of(promise, event), event) else { continue };
            self.owed.entry(event.subject).or_default().push(Owed {
                tried: *index,
                opened_n: event.n,
                opened_at: event.at,
                branch: event.branch,
                due_at: due.at,
                state: State::Open,
            });
        }
    }

    /// Lets an entry end what is owed and open nothing: for entries after the part of the history that is tried.
    pub fn follow_late(&mut self, event: &Event) {
        let Some(owed) = self.owed.get_mut(&event.subject) else { return };
        if is_undoing(event) {
            if let Some(undone) = event.undoes() {
                take_back(owed, undone);
            }
            return;
        }
        for one in owed {
            if let Some(state) = ends(self.tried[one.tried].promise, &one.state, one.due_at, event) {
                one.state = state;
            }
        }
    }

    /// Counts and forgets what is decided, so that only what is still in motion is held; no later entry may lie before
    /// `now`.
    pub fn settle(&mut self, now: Timestamp) {
        let mut owed = std::mem::take(&mut self.owed);
        owed.retain(|subject, all| {
            let settled = all.iter().all(|one| one.is_settled(now));
            if settled {
                for one in &*all {
                    self.count(*subject, one, now);
                }
            }
            !settled
        });
        self.owed = owed;
    }

    /// The subjects of which something is still in motion.
    pub fn in_motion(&self) -> Vec<Uuid> {
        self.owed.keys().copied().collect()
    }

    /// What each promise came to, in the order in which they were given. What is open and past its limit at `now` is broken.
    pub fn finish(mut self, now: Timestamp) -> Vec<Outcome> {
        for (subject, all) in std::mem::take(&mut self.owed) {
            for one in &all {
                self.count(subject, one, now);
            }
        }
        self.outcomes
    }

    fn count(&mut self, subject: Uuid, one: &Owed, now: Timestamp) {
        let (day, hour) = self.local(one.opened_at);
        let outcome = &mut self.outcomes[one.tried];
        let counts = match one.state {
            State::Open if one.due_at >= now => {
                outcome.open += 1;
                return;
            }
            State::Met { .. } => Counts { met: 1, ..Counts::default() },
            State::Waived { .. } => Counts { waived: 1, ..Counts::default() },
            State::Open | State::Breached { .. } => Counts { breached: 1, ..Counts::default() },
        };
        outcome.days.entry((one.branch, day)).or_default().add(counts);
        outcome.hours[hour].add(counts);
        if counts.breached == 1 {
            let met_at = match one.state {
                State::Breached { met_late, .. } => met_late,
                _ => None,
            };
            let Owed { opened_at, opened_n, branch, due_at, .. } = *one;
            outcome.remember(Broken { opened_at, opened_n, subject, branch, due_at, met_at });
        }
    }

    fn local(&mut self, at: Timestamp) -> (i64, usize) {
        *self.hours.entry(at.millis().div_euclid(3_600_000)).or_insert_with(|| {
            let local = at.to_riga();
            (solits_kernel::day_number(local.date()), usize::try_from(local.hour()).unwrap_or_default())
        })
    }
}

/// What the entry `undone` ended is open again, what it opened is gone.
fn take_back(owed: &mut Vec<Owed>, undone: i64) {
    owed.retain(|one| one.opened_n != undone);
    for one in owed {
        let closed = match one.state {
            State::Open => None,
            State::Met { n, .. } | State::Breached { n, .. } | State::Waived { n, .. } => Some(n),
        };
        if closed == Some(undone) {
            one.state = State::Open;
        }
    }
}
