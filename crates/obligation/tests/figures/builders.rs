//! What the examples are made of: the standards that are shipped, a calendar, and one promise with all that can happen to it.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::{date, time};
use solits_calendar::{Calendar, DayHours, Timetable, WeeklyHours};
use solits_kernel::{BranchId, EmployeeId, Timestamp};
use solits_obligation::{Change, Event, Obligation, State, Step, Versions, apply, next_step};
use solits_standard::{
    CompiledPromise, Standard,
    event::EventKind,
    model::{Fact, Limit},
};
use uuid::Uuid;

/// A standard that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Document {
    Handbook,
    Ezermala,
    Vzd,
    Adazi,
    Akniste,
}

impl Document {
    pub const ALL: [Self; 5] = [Self::Handbook, Self::Ezermala, Self::Vzd, Self::Adazi, Self::Akniste];

    /// Its short name, which a citation begins with.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Handbook => "handbook",
            Self::Ezermala => "ezermala",
            Self::Vzd => "vzd-2014",
            Self::Adazi => "adazi-2023",
            Self::Akniste => "akniste-2017",
        }
    }

    pub fn standard(self) -> Arc<Standard> {
        let handbook = include_str!("../../../../standards/handbook.toml");
        let (source, baseline) = match self {
            Self::Handbook => (handbook, None),
            Self::Ezermala => (include_str!("../../../../standards/ezermala.toml"), Some(handbook)),
            Self::Vzd => (include_str!("../../../../standards/vzd-2014.toml"), Some(handbook)),
            Self::Adazi => (include_str!("../../../../standards/adazi-2023.toml"), Some(handbook)),
            Self::Akniste => (include_str!("../../../../standards/akniste-2017.toml"), Some(handbook)),
        };
        Arc::new(Standard::compile(source, baseline).unwrap())
    }
}

/// A moment in Riga in the autumn of 2026.
///
/// Monday is 16 November; Wednesday, 18 November is the day of the proclamation of the Republic.
pub fn at(day: i8, month: i8, hour: i8, minute: i8) -> Timestamp {
    Timestamp::in_riga(date(2026, month, day), time(hour, minute, 0, 0))
}

/// Monday, 16 November 2026.
pub fn monday(hour: i8, minute: i8) -> Timestamp {
    at(16, 11, hour, minute)
}

/// Open from Monday to Friday from nine to five, with an hour's break, and closed on the holidays of Latvia.
pub fn calendar() -> Calendar {
    let hours: DayHours = serde_json::from_str(r#"["09:00-12:00", "13:00-17:00"]"#).unwrap();
    Calendar::new(Timetable::new(1, WeeklyHours::weekdays(&hours)))
}

/// An event without its moment, with what is known of it.
#[derive(Clone, Debug)]
pub struct Happening {
    kind: EventKind,
    facts: BTreeMap<String, Fact>,
}

/// An event of which nothing more is known.
pub fn happens(kind: EventKind) -> Happening {
    Happening { kind, facts: BTreeMap::new() }
}

impl Happening {
    pub fn with(mut self, name: &str, fact: Fact) -> Self {
        self.facts.insert(name.to_owned(), fact);
        self
    }
    pub fn word(self, name: &str, word: &str) -> Self {
        self.with(name, Fact::Word(word.to_owned()))
    }
    /// The moment a term counts back from.
    pub fn planned(self, moment: Timestamp) -> Self {
        self.with("planned_at", Fact::Int(moment.millis()))
    }
    /// The same with only what a term is counted from: as it happens to those the promise is not for.
    fn as_of_anyone(&self) -> Self {
        let mut anyone = self.clone();
        anyone
            .facts
            .retain(|name, _| ["planned_at", "deadline_unit", "deadline_count"].contains(&name.as_str()));
        anyone
    }
    pub fn event(&self, n: i64, at: Timestamp) -> Event {
        Event {
            n,
            at,
            kind: self.kind,
            subject: Uuid::from_u128(4711),
            branch: Some(BranchId::new(Uuid::from_u128(1))),
            employee: Some(EmployeeId::new(Uuid::from_u128(2))),
            facts: self.facts.clone(),
        }
    }
}

/// The obligations after what an event does to them.
pub fn after(versions: &Versions, owed: &[Obligation], event: &Event) -> Vec<Obligation> {
    let mut after = owed.to_vec();
    for Change { before, after: now } in apply(versions, &calendar(), owed, event) {
        after.retain(|one| Some(one.id) != before.as_ref().map(|before| before.id));
        after.extend(now);
    }
    after
}

/// A promise by example: all that is known of it from its paragraph.
#[derive(Clone, Debug)]
pub struct Example {
    document: Document,
    norm: &'static str,
    cites: (Document, &'static str),
    starts: (Happening, Timestamp),
    due: Timestamp,
    met_by: Vec<Happening>,
    waived_by: Vec<(Happening, &'static str)>,
    told: Vec<(Timestamp, &'static str)>,
    target_percent: f64,
    limit: Limit,
}

/// A promise of `document`, cited from its own `paragraph`, that is to be kept always and is owed by no law.
pub fn promise(document: Document, norm: &'static str, paragraph: &'static str) -> Example {
    Example {
        document,
        norm,
        cites: (document, paragraph),
        starts: (happens(EventKind::TicketTaken), monday(10, 0)),
        due: monday(10, 0),
        met_by: Vec::new(),
        waived_by: Vec::new(),
        told: Vec::new(),
        target_percent: 100.0,
        limit: Limit::Promise,
    }
}

impl Example {
    /// The same promise where another document takes it over.
    pub fn taken_over_by(self, document: Document) -> Self {
        Self { document, ..self }
    }
    pub fn starts(self, happening: Happening, moment: Timestamp) -> Self {
        Self { starts: (happening, moment), ..self }
    }
    pub fn due(self, due: Timestamp) -> Self {
        Self { due, ..self }
    }
    pub fn met_by(mut self, kind: EventKind) -> Self {
        self.met_by.push(happens(kind));
        self
    }
    /// The same for what meets it only in a certain form.
    pub fn met_when(mut self, happening: Happening) -> Self {
        self.met_by.push(happening);
        self
    }
    pub fn waived_by(mut self, happening: Happening, reason: &'static str) -> Self {
        self.waived_by.push((happening, reason));
        self
    }
    /// Whom it is reported to, and when, if nothing happens.
    pub fn told(mut self, moment: Timestamp, role: &'static str) -> Self {
        self.told.push((moment, role));
        self
    }
    pub fn target(self, target_percent: f64) -> Self {
        Self { target_percent, ..self }
    }
    pub fn by_law(self) -> Self {
        Self { limit: Limit::Law, ..self }
    }

    /// The standard it is in force in, and the id of its norm.
    pub const fn key(&self) -> (Document, &'static str) {
        (self.document, self.norm)
    }

    /// Plays all that can happen to the promise.
    pub fn holds(self) {
        let standard = self.document.standard();
        let promise = standard.promise(self.norm).expect("the promise is in force").clone();
        assert_eq!(promise.origin.document, self.cites.0.id());
        assert_eq!(promise.origin.paragraph, self.cites.1);
        assert!((promise.target_percent - self.target_percent).abs() < 1e-9, "{}", promise.target_percent);
        assert_eq!(promise.limit, self.limit);
        let mut versions = Versions::default();
        versions.insert(1, Timestamp::from_millis(0), standard);
        let played = Played { example: self, promise, versions };
        played.starts();
        played.is_met_at_the_limit_and_broken_after_it();
        played.is_waived();
        played.is_broken_and_reported_by_the_timer();
    }
}

struct Played {
    example: Example,
    promise: CompiledPromise,
    versions: Versions,
}

impl Played {
    fn owed(&self) -> Vec<Obligation> {
        let (happening, moment) = &self.example.starts;
        let mut owed = after(&self.versions, &[], &happening.event(1, *moment));
        owed.retain(|one| one.norm == self.example.norm);
        assert_eq!(owed.len(), 1, "opened once by {}", happening.kind.name());
        owed
    }

    /// What becomes of it when one thing happens.
    fn state_after(&self, happening: &Happening, moment: Timestamp) -> State {
        let owed = after(&self.versions, &self.owed(), &happening.event(2, moment));
        owed.into_iter().find(|one| one.norm == self.example.norm).expect("it is still there").state
    }

    fn starts(&self) {
        let owed = self.owed();
        assert_eq!(owed[0].due_at, self.example.due, "due {} instead", owed[0].due_at);
        assert_eq!((&owed[0].state, owed[0].channel), (&State::Open, self.promise.channel));
        let (happening, moment) = &self.example.starts;
        let bare = happening.as_of_anyone();
        if bare.facts != happening.facts {
            let owed = after(&self.versions, &[], &bare.event(1, *moment));
            assert!(owed.iter().all(|one| one.norm != self.example.norm), "it is promised for some only");
        }
    }

    fn is_met_at_the_limit_and_broken_after_it(&self) {
        let due = self.example.due;
        assert_eq!(self.promise.met_by.len(), self.example.met_by.len(), "all that meets it is shown");
        for happening in &self.example.met_by {
            let name = happening.kind.name();
            assert_eq!(self.state_after(happening, due), State::Met { n: 2, at: due }, "{name}");
            let late = due.plus_millis(1);
            let broken = State::Breached { n: 2, at: due, met_late: Some(late) };
            assert_eq!(self.state_after(happening, late), broken, "{name}");
        }
    }

    fn is_waived(&self) {
        let due = self.example.due;
        assert_eq!(self.promise.waived_by.len(), self.example.waived_by.len(), "all that waives it is shown");
        for (happening, reason) in &self.example.waived_by {
            let waived = State::Waived { n: 2, at: due, reason: (*reason).to_owned() };
            assert_eq!(self.state_after(happening, due), waived);
            let broken = State::Breached { n: 2, at: due, met_late: None };
            assert_eq!(self.state_after(happening, due.plus_millis(1)), broken, "an excuse that comes late");
            if !happening.facts.is_empty() {
                assert_eq!(
                    self.state_after(&happens(happening.kind), due),
                    State::Open,
                    "not without the fact"
                );
            }
        }
    }

    /// Lets the timer work at each moment it asks for, as the program does.
    fn is_broken_and_reported_by_the_timer(&self) {
        let limit = self.example.due.plus_millis(1);
        let mut expected = vec![(limit, None)];
        // What is due at the limit itself is told once it has passed, after the breach: nobody is called late before.
        expected.extend(self.example.told.iter().map(|(at, role)| {
            let moment = if *at >= self.example.due { limit } else { *at };
            (moment, Some(*role))
        }));
        expected.sort_by_key(|(moment, _)| *moment);
        let (mut owed, mut steps) = (self.owed(), Vec::new());
        while let Some(now) = owed[0].look_at {
            assert_eq!(next_step(&self.promise, &owed[0], now.plus_millis(-1)), None, "not before its time");
            let (kind, role) =
                match next_step(&self.promise, &owed[0], now).expect("the timer looked in vain") {
                    Step::Breach => (EventKind::ObligationBreached, None),
                    Step::Escalate { to, .. } => (EventKind::ObligationEscalated, Some(to)),
                };
            let entry = happens(kind).word("obligation", &owed[0].id.to_string()).event(9, now);
            owed = after(&self.versions, &owed, &entry);
            steps.push((now, role));
        }
        let steps: Vec<_> = steps.iter().map(|(moment, role)| (*moment, role.as_deref())).collect();
        assert_eq!(steps, expected);
        assert_eq!(owed[0].state, State::Breached { n: 9, at: self.example.due, met_late: None });
    }
}

/// Makes a test of every example, named by what it says and its paragraph, and a list of all of them.
macro_rules! examples {
    ($($(#[$doc:meta])* $name:ident => $example:expr;)*) => {
        $($(#[$doc])* #[test] fn $name() { $example.holds(); })*

        /// Every example of this file.
        pub fn all() -> Vec<$crate::builders::Example> {
            vec![$($example),*]
        }
    };
}
pub(crate) use examples;
