//! Until when a contact is acknowledged, registered, answered or passed on: what the law demands and what the standard
//! promises, both, each with its paragraph and the reason of its date.
//!
//! A promise is not counted here a second time: its clock is the obligation that the journal's entries will open, worked
//! out by the same function.

mod extend;
mod pause;

use std::{collections::BTreeMap, sync::Arc};

use solits_calendar::{Calendar, Due, Term, due};
use solits_kernel::{Lang, Text, Timestamp};
use solits_obligation::{Event, Obligation, Versions, apply};
use solits_standard::{
    CompiledPromise, Standard,
    event::EventKind,
    model::{Fact, Limit, Trigger, Within},
};
use uuid::Uuid;

use crate::{
    law::{self, LawDemand, LawTerm, Laws},
    nature::{Form, Matter, Nature, Way},
};

pub use extend::{Extension, ExtensionRefusal, extend};
pub use pause::{Pause, PauseReason, Paused, Stop, paused, stops};

/// A contact that was taken in: what the clocks depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intake {
    /// What it is.
    pub nature: Nature,
    /// How it came.
    pub way: Way,
    /// When it was received. It is the moment it reached the institution, not the moment somebody saw it.
    pub received: Timestamp,
    /// The deadline of the service's card, in working or calendar days, months or opening hours (C-04).
    pub service_deadline: Option<Term>,
}

/// One thing to be done by a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// What is to be done.
    pub demand: Demand,
    /// Whether a law sets it or the institution has promised it.
    pub limit: Limit,
    /// By what.
    pub basis: Basis,
    /// The demand in one sentence.
    pub text: Text,
    /// Until when, why then, and by which calendar.
    pub due: Due,
    /// To when it may be extended.
    pub extension: Option<Longest>,
}

/// What a clock demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Demand {
    /// That it stands in the register.
    Register,
    /// That receipt is confirmed to the author.
    Acknowledge,
    /// That it is passed to whom the standard names (K-04).
    PassOn,
    /// That a non-conformity is reported to whom its kind belongs (L-02).
    Report,
    /// That it goes to the competent body, where it is outside competence; otherwise nothing.
    Forward,
    /// A decision on feedback.
    Decide,
    /// That question and answer are published (H-24).
    Publish,
    /// An answer.
    Answer,
    /// Something else that the standard promises; its sentence says what.
    Other,
}

impl Demand {
    /// The word in addresses and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Acknowledge => "acknowledge",
            Self::PassOn => "pass_on",
            Self::Report => "report",
            Self::Forward => "forward",
            Self::Decide => "decide",
            Self::Publish => "publish",
            Self::Answer => "answer",
            Self::Other => "other",
        }
    }
}

/// By what a clock runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// The law, or the short name of the document.
    pub document: Text,
    /// The paragraph; empty where the source names none.
    pub paragraph: String,
    /// The norm of a promise; absent for a law.
    pub norm: Option<String>,
    /// Whether the public sees how it is kept.
    pub is_public: bool,
    /// Whether the number was seen in a source that can be relied on. A promise always is: it is the institution's own.
    pub is_confirmed: bool,
}

/// How far a term of the law may be extended, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Longest {
    /// The last moment, counted from receipt.
    pub due: Due,
    /// When the law allows it.
    pub when: Text,
}

impl Clock {
    /// Why this date, in one sentence.
    pub fn why(&self, lang: Lang) -> String {
        self.due.why.sentence(lang)
    }
}

/// Every clock of a contact, the nearest first.
///
/// A term that cannot be counted (a calendar without working days, a service without a deadline) has no clock; such a
/// matter is done as fast as possible (I-05).
pub fn clocks(intake: &Intake, calendar: &Calendar, standard: &Arc<Standard>, laws: &Laws) -> Vec<Clock> {
    let mut all = of_standard(intake, calendar, standard);
    let day = calendar.day_of(intake.received);
    let lawful = law::on(laws, intake.nature, day).filter_map(|term| of_law(term, intake.received, calendar));
    for clock in lawful {
        // Where the standard repeats the law's term, that one clock is enough, and it is the one the journal judges.
        let repeated = all
            .iter_mut()
            .find(|one| one.limit == Limit::Law && one.demand == clock.demand && one.due.at == clock.due.at);
        match repeated {
            Some(one) => one.extension = one.extension.take().or(clock.extension),
            None => all.push(clock),
        }
    }
    all.sort_by_key(|clock| (clock.due.at, clock.demand, clock.limit == Limit::Promise));
    all
}

/// The clock that drives: the nearest of those that demand this. A breach of each counts by itself all the same.
pub fn leading(clocks: &[Clock], demand: Demand) -> Option<&Clock> {
    clocks.iter().filter(|clock| clock.demand == demand).min_by_key(|clock| clock.due.at)
}

/// The clock that orders the list of work: the nearest that is owed whatever else is found out. Forwarding is owed only
/// where the matter belongs to somebody else.
pub fn nearest(clocks: &[Clock]) -> Option<&Clock> {
    clocks.iter().filter(|clock| clock.demand != Demand::Forward).min_by_key(|clock| clock.due.at)
}

/// The journal entries that taking a contact in writes, with their facts. What the standard promises starts on them.
///
/// A client's message to a mailbox or a form is a `message.received`; feedback is also `feedback.received`, a colleague's question
/// `internal.asked`, a non-conformity `feedback.nonconformity_found`. Everything else that a client brings is a case, so a
/// letter on paper does not start the clocks of e-mail.
pub fn entries(intake: &Intake) -> Vec<(EventKind, BTreeMap<String, Fact>)> {
    let Intake { nature, way, service_deadline, .. } = intake;
    let mut facts = nature_facts(*nature, *way);
    if let Some((unit, count)) = service_deadline.and_then(deadline_facts) {
        facts.insert("deadline_unit".to_owned(), Fact::Word(unit.to_owned()));
        facts.insert("deadline_count".to_owned(), Fact::Int(count));
    }
    let mut kinds = Vec::new();
    if way.is_electronic() && message_kind(nature.form) == EventKind::MessageReceived {
        kinds.push(EventKind::MessageReceived);
    }
    kinds.push(match (nature.form, nature.matter) {
        (_, Matter::NonConformity) => EventKind::NonconformityFound,
        (Form::Internal, _) | (_, Matter::InternalRequest) => EventKind::InternalAsked,
        (_, Matter::Feedback(_)) => EventKind::FeedbackReceived,
        _ => EventKind::CaseOpened,
    });
    kinds.into_iter().map(|kind| (kind, facts.clone())).collect()
}

/// What a message in writing is to the standard: a client's, or what a colleague asks, who is promised what colleagues are
/// promised and not what clients are.
pub const fn message_kind(form: Form) -> EventKind {
    if matches!(form, Form::Internal) { EventKind::InternalAsked } else { EventKind::MessageReceived }
}

/// What a contact is, as facts of entries: promises can start for some of them only, and laws start by theirs.
///
/// | fact | what it says |
/// |---|---|
/// | `channel` | the channel of the standard |
/// | `form`, `matter` | the codes of [`Form`] and [`Matter`] |
/// | `signed` | whether the law treats it as signed, by hand, electronically, or by a state that knows its author |
/// | `law` | the law that sets a term for it; absent where none does |
pub fn nature_facts(nature: Nature, way: Way) -> BTreeMap<String, Fact> {
    let mut facts = BTreeMap::from([
        ("channel".to_owned(), Fact::Word(channel_word(way))),
        ("form".to_owned(), Fact::Word(nature.form.code().to_owned())),
        ("matter".to_owned(), Fact::Word(nature.matter.code().to_owned())),
        ("signed".to_owned(), Fact::Bool(matches!(nature.form, Form::SignedDocument | Form::Submission))),
    ]);
    if let Some(subject) = law::subject(nature) {
        facts.insert("law".to_owned(), Fact::Word(subject.code().to_owned()));
    }
    facts
}

/// The channel as facts of entries name it.
fn channel_word(way: Way) -> String {
    use solits_standard::model::ChannelKind as Kind;
    match way.channel() {
        Kind::Visit => "visit",
        Kind::Phone => "phone",
        Kind::Email => "email",
        Kind::Letter => "letter",
        Kind::Portal => "portal",
        Kind::EAddress => "e_address",
        Kind::Website => "website",
        Kind::Fax => "fax",
        Kind::Sms => "sms",
        Kind::SiteVisit => "site_visit",
        Kind::TrustLine => "trust_line",
        Kind::Internal => "internal",
        Kind::All => "all",
    }
    .to_owned()
}

const fn deadline_facts(term: Term) -> Option<(&'static str, i64)> {
    match term {
        Term::WorkingDays(count) => Some(("working_days", count)),
        Term::CalendarDays { days, .. } => Some(("calendar_days", days)),
        Term::Months(count) => Some(("months", count)),
        Term::OpeningHours(count) => Some(("opening_hours", count)),
        _ => None,
    }
}

fn of_standard(intake: &Intake, calendar: &Calendar, standard: &Arc<Standard>) -> Vec<Clock> {
    const VERSION: i64 = 1;
    let mut versions = Versions::default();
    versions.insert(VERSION, Timestamp::from_millis(i64::MIN), Arc::clone(standard));
    let opened = (1..).zip(entries(intake)).flat_map(|(n, (kind, facts))| {
        let event =
            Event { n, at: intake.received, kind, subject: Uuid::nil(), branch: None, employee: None, facts };
        apply(&versions, calendar, &[], &event).into_iter().filter_map(|change| change.after)
    });
    opened.filter_map(|obligation| of_promise(obligation, standard, calendar)).collect()
}

fn of_promise(obligation: Obligation, standard: &Standard, calendar: &Calendar) -> Option<Clock> {
    let promise = standard.promise(&obligation.norm)?;
    let why = match obligation.why {
        Some(why) => why,
        // An obligation of minutes keeps no reason; it is the same sum once more.
        None => due(calendar, on_the_clock(&promise.within)?, obligation.opened_at, None).ok()?.why,
    };
    Some(Clock {
        demand: demand_of(promise),
        limit: promise.limit,
        basis: Basis {
            document: Text::new(&promise.origin.document, &promise.origin.document),
            paragraph: promise.origin.paragraph.clone(),
            norm: Some(promise.norm_id.clone()),
            is_public: promise.public,
            is_confirmed: true,
        },
        text: Text::new(&promise.text.lv, &promise.text.en),
        due: Due { at: obligation.due_at, why, calendar_version: obligation.calendar_version },
        extension: None,
    })
}

const fn on_the_clock(within: &Within) -> Option<Term> {
    match within {
        Within::Seconds(count) => Some(Term::Seconds(*count)),
        Within::Minutes(count) | Within::AtOnce { minutes: count } => Some(Term::Minutes(*count)),
        _ => None,
    }
}

/// What a promise demands, by the events that meet it; an answer also meets the promise of an acknowledgement, so the
/// lesser demand names it.
fn demand_of(promise: &CompiledPromise) -> Demand {
    let meets =
        |kinds: &[EventKind]| promise.met_by.iter().map(Trigger::event).any(|kind| kinds.contains(&kind));
    if meets(&[EventKind::MessageRegistered]) {
        Demand::Register
    } else if meets(&[EventKind::MessageAcknowledged, EventKind::CaseAcknowledged]) {
        Demand::Acknowledge
    } else if meets(&[EventKind::NonconformityReported]) {
        Demand::Report
    } else if meets(&[EventKind::FeedbackForwarded]) {
        Demand::PassOn
    } else if meets(&[EventKind::MessageForwarded, EventKind::CaseForwarded]) {
        Demand::Forward
    } else if meets(&[EventKind::FeedbackDecided]) {
        Demand::Decide
    } else if meets(&[EventKind::QuestionPublished]) {
        Demand::Publish
    } else if meets(&[
        EventKind::MessageAnswered,
        EventKind::CaseAnswered,
        EventKind::InternalAnswered,
        EventKind::FeedbackAnswered,
    ]) {
        Demand::Answer
    } else {
        Demand::Other
    }
}

fn of_law(term: &LawTerm, received: Timestamp, calendar: &Calendar) -> Option<Clock> {
    let longest = term.extension.as_ref().and_then(|extension| {
        let due = due(calendar, extension.within, received, None).ok()?;
        Some(Longest { due, when: extension.when.clone() })
    });
    Some(Clock {
        demand: match term.demand {
            LawDemand::Answer => Demand::Answer,
            LawDemand::Forward => Demand::Forward,
        },
        limit: Limit::Law,
        basis: Basis {
            document: term.act.clone(),
            paragraph: term.paragraph.clone(),
            norm: None,
            is_public: false,
            is_confirmed: term.confirmed,
        },
        text: term.text.clone(),
        due: due(calendar, term.within, received, None).ok()?,
        extension: longest,
    })
}
