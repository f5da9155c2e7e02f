//! What stops a clock, and what does not.
//!
//! Waiting for the client stops the promise of an answer, and nothing else does: how the institution is organised is not
//! the client's matter. A term of the law runs on; where more is needed it is extended. Stopped days are counted as days:
//! a day on which the clock stood at its end does not count.

use jiff::{
    Span,
    civil::{Date, Time},
};
use solits_calendar::{Calendar, Term, due, words};
use solits_kernel::{Lang, Text, Timestamp};
use solits_standard::model::Limit;

use super::{Clock, Demand};

/// A stretch in which a matter waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// For what.
    pub reason: PauseReason,
    /// From when.
    pub from: Timestamp,
    /// Until when; absent while it waits.
    pub until: Option<Timestamp>,
}

/// For what a matter waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PauseReason {
    /// For documents or an answer the client was asked for.
    Client,
    /// For the client's payment.
    Payment,
    /// For another institution.
    OtherInstitution,
    /// For a colleague.
    Colleague,
    /// For an employee who is away.
    Absence,
}

impl PauseReason {
    /// Every reason.
    pub const ALL: [Self; 5] =
        [Self::Client, Self::Payment, Self::OtherInstitution, Self::Colleague, Self::Absence];

    /// The word in the journal, in addresses and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Payment => "payment",
            Self::OtherInstitution => "other_institution",
            Self::Colleague => "colleague",
            Self::Absence => "absence",
        }
    }

    /// What a code stands for.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// What is waited for.
    pub fn words(self) -> Text {
        match self {
            Self::Client => Text::new(
                "gaidām klienta atbildi vai dokumentus",
                "waiting for the client's answer or documents",
            ),
            Self::Payment => Text::new("gaidām samaksu", "waiting for payment"),
            Self::OtherInstitution => {
                Text::new("gaidām citas iestādes ziņas", "waiting for another institution")
            }
            Self::Colleague => Text::new("gaidām kolēģa atbildi", "waiting for a colleague"),
            Self::Absence => Text::new("darbinieks ir prombūtnē", "the employee is away"),
        }
    }
}

/// Whether a clock stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It does.
    Stops,
    /// It runs on, for this reason.
    RunsOn(Text),
}

/// Whether waiting for that stops the clock.
pub fn stops(clock: &Clock, reason: PauseReason) -> Stop {
    match (clock.limit, clock.demand, reason) {
        (Limit::Law, ..) => Stop::RunsOn(Text::new(
            "likuma termiņu gaidīšana neaptur; ja laika nepietiek, to pagarina un paziņo klientam",
            "waiting does not stop a term of the law; where more time is needed it is extended and the client told",
        )),
        (Limit::Promise, Demand::Answer, PauseReason::Client | PauseReason::Payment) => Stop::Stops,
        (Limit::Promise, Demand::Answer, _) => Stop::RunsOn(Text::new(
            "klients negaida ilgāk tāpēc, kā sadalām darbu",
            "the client does not wait longer for the way we share out the work",
        )),
        (Limit::Promise, ..) => Stop::RunsOn(Text::new(
            "šo solījumu var izpildīt, arī gaidot",
            "this promise can be kept while waiting",
        )),
    }
}

/// Where a clock stands after its pauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paused {
    /// No pause touched it.
    Untouched,
    /// It stands, and has no end until the wait is over.
    Stands {
        /// Since when.
        since: Timestamp,
    },
    /// It ran on after one or more waits and ends later.
    Moved {
        /// The new end.
        at: Timestamp,
        /// The reason in one sentence.
        why: Text,
    },
}

/// Where a clock stands after these waits, of which only those that stop it count.
pub fn paused(clock: &Clock, pauses: &[Pause], calendar: &Calendar) -> Paused {
    let start = clock.due.why.start;
    // A wait that began after the end came too late to stop anything, unless earlier ones had moved the end.
    let mut stopping: Vec<Pause> = pauses
        .iter()
        .copied()
        .filter(|pause| {
            stops(clock, pause.reason) == Stop::Stops && pause.until.is_none_or(|until| until > start)
        })
        .collect();
    stopping.sort_by_key(|pause| pause.from);
    let mut end = clock.due.at;
    let mut counted: Vec<(Timestamp, Timestamp)> = Vec::new();
    for pause in stopping {
        if pause.from > end {
            continue;
        }
        let Some(until) = pause.until else { return Paused::Stands { since: pause.from } };
        counted.push((pause.from.max(start), until));
        let Some(moved) = moved_end(clock, &counted, calendar) else { return Paused::Untouched };
        end = moved;
    }
    if end == clock.due.at {
        Paused::Untouched
    } else {
        Paused::Moved { at: end, why: sentence(&counted, end) }
    }
}

fn moved_end(clock: &Clock, waits: &[(Timestamp, Timestamp)], calendar: &Calendar) -> Option<Timestamp> {
    let why = &clock.due.why;
    match why.term {
        Term::WorkingDays(days) => {
            let first = calendar.day_of(why.start);
            let last = working_day_after(calendar, first, days, |day| stood_at_end_of(day, waits))?;
            Some(
                calendar
                    .closing_at(last)
                    .filter(|_| ends_at_closing(clock))
                    .unwrap_or_else(|| midnight_after(last)),
            )
        }
        Term::CalendarDays { .. } | Term::Months(_) => {
            let first = calendar.day_of(why.start);
            let ended = clock.due.last_day();
            let stood = days_between(first, ended, waits);
            let moved = ended.checked_add(Span::new().try_days(stood).ok()?).ok()?;
            let last = next_that(moved, |day| {
                calendar.is_working_day(day) || matches!(why.term, Term::CalendarDays { roll: false, .. })
            })?;
            Some(if stood == 0 { clock.due.at } else { midnight_after(last) })
        }
        Term::OpeningHours(_) | Term::OpeningMinutes(_) => {
            let stood: i64 =
                merged(waits).into_iter().map(|(from, to)| calendar.open_millis_between(from, to)).sum();
            let minutes = stood.div_euclid(60_000);
            if minutes == 0 {
                Some(clock.due.at)
            } else {
                due(calendar, Term::OpeningMinutes(minutes), clock.due.at, None).ok().map(|due| due.at)
            }
        }
        Term::Seconds(_) | Term::Minutes(_) | Term::Rings { .. } => {
            let stood: i64 = merged(waits).into_iter().map(|(from, to)| to.since(from)).sum();
            Some(clock.due.at.plus_millis(stood))
        }
        Term::BeforeEvent(_) => Some(clock.due.at),
    }
}

/// The term itself ended at closing time, so its later end does too.
fn ends_at_closing(clock: &Clock) -> bool {
    clock.due.at.to_riga().time() != Time::midnight()
}

fn stood_at_end_of(day: Date, waits: &[(Timestamp, Timestamp)]) -> bool {
    let end = midnight_after(day);
    waits.iter().any(|(from, until)| *from < end && end <= *until)
}

/// The working day that lies so many counted working days after `first`.
fn working_day_after(
    calendar: &Calendar,
    first: Date,
    days: i64,
    stood: impl Fn(Date) -> bool,
) -> Option<Date> {
    let mut day = first;
    let mut left = days;
    while left > 0 {
        day = calendar.working_day_after(day, 1)?;
        if !stood(day) {
            left -= 1;
        }
    }
    Some(day)
}

/// Days after the first on which the clock stood at the end, up to the end that moves with them.
fn days_between(first: Date, ended: Date, waits: &[(Timestamp, Timestamp)]) -> i64 {
    let (mut day, mut last, mut stood) = (first, ended, 0);
    while day < last {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        if stood_at_end_of(day, waits) {
            stood += 1;
            last = last.tomorrow().unwrap_or(last);
        }
    }
    stood
}

fn next_that(from: Date, holds: impl Fn(Date) -> bool) -> Option<Date> {
    /// No calendar leaves a whole year without a working day.
    const MOST_DAYS: usize = 366;
    from.series(Span::new().days(1)).take(MOST_DAYS).find(|day| holds(*day))
}

fn midnight_after(day: Date) -> Timestamp {
    Timestamp::in_riga(day.tomorrow().unwrap_or(day), Time::midnight())
}

/// Waits that overlap count once.
fn merged(waits: &[(Timestamp, Timestamp)]) -> Vec<(Timestamp, Timestamp)> {
    let mut all: Vec<(Timestamp, Timestamp)> = Vec::new();
    for (from, until) in waits {
        match all.last_mut() {
            Some((_, end)) if *from <= *end => *end = (*end).max(*until),
            _ => all.push((*from, *until)),
        }
    }
    all
}

fn sentence(waits: &[(Timestamp, Timestamp)], end: Timestamp) -> Text {
    let stretch = |lang: Lang| -> String {
        let parts: Vec<String> = waits
            .iter()
            .map(|(from, until)| {
                let day = |at: Timestamp| {
                    words::date_in(at.day(), words::Form::What, words::YearShown::Shown, lang)
                };
                format!("{} – {}", day(*from), day(*until))
            })
            .collect();
        parts.join("; ")
    };
    let last =
        |lang| words::day_in(end.plus_millis(-1).day(), words::Form::Until, words::YearShown::Shown, lang);
    Text::new(
        format!(
            "Termiņš stāvēja, gaidot klientu ({}), tāpēc beidzas vēlāk: līdz {}.",
            stretch(Lang::Lv),
            last(Lang::Lv)
        ),
        format!(
            "The term stood while waiting for the client ({}), so it ends later: by {}.",
            stretch(Lang::En),
            last(Lang::En)
        ),
    )
}
