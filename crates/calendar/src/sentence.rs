//! The reason of a deadline as one sentence, in Latvian and in English.

use jiff::civil::Date;
use solits_kernel::{Lang, Timestamp};

use crate::{
    DayKind, Lead, Path, Skipped, SkippedDay, SkippedReason, Term, Why,
    terms::last_day,
    words::{Form, Unit, YearShown, count, date_in, day_in, end_time, is_singular, time, year_shown},
};

/// More skipped days than these are counted and not named, so that the sentence stays one that people read.
const MOST_NAMED: usize = 8;

pub(crate) fn sentence(why: &Why, lang: Lang) -> String {
    let mut parts = match why.path {
        Path::Clock => by_clock(why, lang),
        Path::OpeningTime { .. } => in_opening_time(why, lang),
        Path::WorkingDays { .. } => in_working_days(why, lang),
        Path::Period { ends_on, .. } => in_period(why, ends_on, lang),
        Path::BeforeEvent { event_at, .. } => before(why, event_at, lang),
    };
    parts.extend(why.path.skipped().and_then(|skipped| skipped_days(skipped, lang)));
    parts.extend(counted_instead(&why.worked_instead, lang));
    parts.extend(why.unconfirmed_year.map(|year| match lang {
        Lang::Lv => format!("{year}. gada kalendārs vēl nav apstiprināts"),
        Lang::En => format!("the calendar of {year} is not confirmed yet"),
    }));
    format!("{}.", parts.join("; "))
}

impl Path {
    const fn skipped(&self) -> Option<&Skipped> {
        match self {
            Self::Clock => None,
            Self::OpeningTime { skipped }
            | Self::WorkingDays { skipped }
            | Self::Period { skipped, .. }
            | Self::BeforeEvent { skipped, .. } => Some(skipped),
        }
    }
}

fn by_clock(why: &Why, lang: Lang) -> Vec<String> {
    let began = moment(why.start, why.at, lang);
    let at = end(why, lang);
    match (why.term, lang) {
        (Term::Rings { count: rings, cadence_seconds }, Lang::Lv) => vec![
            format!("Zvans sākās {began}"),
            format!("jāatbild pirms {}. signāla", rings.saturating_add(1)),
            format!("{} ik pēc {cadence_seconds} s beidzas {at}", count(rings, Unit::Ring, lang)),
        ],
        (Term::Rings { count: rings, cadence_seconds }, Lang::En) => vec![
            format!("The telephone began to ring {began}"),
            format!("the answer must come before ring {}", rings.saturating_add(1)),
            format!(
                "{}, one every {cadence_seconds} s, {} {at}",
                count(rings, Unit::Ring, lang),
                verb(rings)
            ),
        ],
        (_, Lang::Lv) => vec![format!("Sākums {began}"), format!("{} beidzas {at}", amount(why.term, lang))],
        (_, Lang::En) => {
            vec![
                format!("Begun {began}"),
                format!("{} {} {at}", amount(why.term, lang), verb(number(why.term))),
            ]
        }
    }
}

fn in_opening_time(why: &Why, lang: Lang) -> Vec<String> {
    let (began, at) = (moment(why.start, why.at, lang), end(why, lang));
    let amount = amount(why.term, lang);
    match lang {
        Lang::Lv => vec![
            format!("Sākums {began}"),
            "skaitās tikai apkalpošanas laiks".to_owned(),
            format!("{amount} beidzas {at}"),
        ],
        Lang::En => vec![
            format!("Begun {began}"),
            "only opening time counts".to_owned(),
            format!("{amount} {} {at}", verb(number(why.term))),
        ],
    }
}

fn in_working_days(why: &Why, lang: Lang) -> Vec<String> {
    let mut parts = received(why, lang);
    parts.push(match lang {
        Lang::Lv => format!("{} beidzas {}", amount(why.term, lang), end(why, lang)),
        Lang::En => format!("{} {} {}", amount(why.term, lang), verb(number(why.term)), end(why, lang)),
    });
    parts
}

fn in_period(why: &Why, ends_on: Date, lang: Lang) -> Vec<String> {
    let mut parts = received(why, lang);
    let start = why.start.day();
    let last = last_day(why.at);
    let is_cut = matches!(why.term, Term::Months(_)) && ends_on.day() < start.day();
    let cut = match lang {
        _ if !is_cut => String::new(),
        Lang::Lv => format!(" ({}. datuma šajā mēnesī nav)", start.day()),
        Lang::En => format!(" (that month has no day {})", start.day()),
    };
    let first_end = day_in(ends_on, Form::When, year_shown(ends_on, start), lang);
    let amount = amount(why.term, lang);
    let verb = verb(number(why.term));
    if last == ends_on {
        parts.push(match lang {
            Lang::Lv => format!("{amount} beidzas {}{cut}", end(why, lang)),
            Lang::En => format!("{amount} {verb} {}{cut}", end(why, lang)),
        });
        return parts;
    }
    let moved = day_in(last, Form::Whither, year_shown(last, start), lang);
    let at = end_time(why.at, lang);
    match lang {
        Lang::Lv => {
            parts.push(format!("{amount} beidzas {first_end}{cut}"));
            parts.push(format!("tā nav darba diena, tāpēc termiņš pāriet uz {moved}, plkst. {at}"));
        }
        Lang::En => {
            parts.push(format!("{amount} {verb} {first_end}{cut}"));
            parts.push(format!("that is not a working day, so the term moves to {moved} at {at}"));
        }
    }
    parts
}

fn before(why: &Why, event_at: Timestamp, lang: Lang) -> Vec<String> {
    let planned = moment(event_at, why.at, lang);
    let planned = match lang {
        Lang::Lv => format!("Paredzēts {planned}"),
        Lang::En => format!("Planned {planned}"),
    };
    if why.at == event_at {
        let limit = if lang == Lang::Lv { "jāpaspēj līdz tam" } else { "to be done by then" };
        return vec![planned, limit.to_owned()];
    }
    let at = end_from(why.at, event_at, lang);
    let excluded = match (why.term, lang) {
        (Term::BeforeEvent(Lead::Minutes(_)), _) => None,
        (_, Lang::Lv) => Some("šī diena neskaitās".to_owned()),
        (_, Lang::En) => Some("that day does not count".to_owned()),
    };
    let limit = match lang {
        Lang::Lv => format!("jāpaspēj vismaz {} iepriekš: {at}", accusative(&amount(why.term, lang))),
        Lang::En => format!("to be done at least {} ahead: {at}", amount(why.term, lang)),
    };
    [Some(planned), excluded, Some(limit)].into_iter().flatten().collect()
}

/// An amount of minutes or days in the Latvian accusative, which differs from the nominative in the singular only:
/// "1 darba dienu", "21 minūti".
fn accusative(amount: &str) -> String {
    match (amount.strip_suffix('a'), amount.strip_suffix('e')) {
        (Some(stem), _) => format!("{stem}u"),
        (_, Some(stem)) => format!("{stem}i"),
        _ => amount.to_owned(),
    }
}

fn received(why: &Why, lang: Lang) -> Vec<String> {
    let start = why.start.day();
    let day = day_in(start, Form::When, year_shown(start, last_day(why.at)), lang);
    match lang {
        Lang::Lv => vec![format!("Saņemts {day}"), "saņemšanas diena neskaitās".to_owned()],
        Lang::En => vec![format!("Received {day}"), "the day of receipt does not count".to_owned()],
    }
}

/// The end of the term, without its day where that is the day on which it began.
fn end(why: &Why, lang: Lang) -> String {
    end_from(why.at, why.start, lang)
}

fn end_from(at: Timestamp, other: Timestamp, lang: Lang) -> String {
    let (day, time) = (last_day(at), end_time(at, lang));
    if day == other.day() {
        return match lang {
            Lang::Lv => format!("plkst. {time}"),
            Lang::En => format!("at {time}"),
        };
    }
    at_time(&day_in(day, Form::When, year_shown(day, other.day()), lang), &time, lang)
}

fn moment(at: Timestamp, other: Timestamp, lang: Lang) -> String {
    let day = at.day();
    at_time(&day_in(day, Form::When, year_shown(day, last_day(other)), lang), &time(at, lang), lang)
}

fn at_time(day: &str, time: &str, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("{day}, plkst. {time}"),
        Lang::En => format!("{day} at {time}"),
    }
}

/// The number and unit of a term, as its kind counts it.
const fn measure(term: Term) -> (i64, Unit) {
    match term {
        Term::Seconds(seconds) => (seconds, Unit::Second),
        Term::Rings { count, .. } => (count, Unit::Ring),
        Term::Minutes(minutes) | Term::BeforeEvent(Lead::Minutes(minutes)) => (minutes, Unit::Minute),
        Term::OpeningMinutes(minutes) => (minutes, Unit::OpeningMinute),
        Term::OpeningHours(hours) => (hours, Unit::OpeningHour),
        Term::WorkingDays(days) | Term::BeforeEvent(Lead::WorkingDays(days)) => (days, Unit::WorkingDay),
        Term::CalendarDays { days, .. } | Term::BeforeEvent(Lead::CalendarDays(days)) => {
            (days, Unit::CalendarDay)
        }
        Term::Months(months) => (months, Unit::Month),
    }
}

const fn number(term: Term) -> i64 {
    measure(term).0
}

fn amount(term: Term, lang: Lang) -> String {
    let (number, unit) = measure(term);
    count(number, unit, lang)
}

/// The English verb; the Latvian one has one form for both numbers.
const fn verb(amount: i64) -> &'static str {
    if is_singular(amount, Lang::En) { "ends" } else { "end" }
}

fn skipped_days(skipped: &Skipped, lang: Lang) -> Option<String> {
    let weekend = |number: u32, lv: [&str; 2], en: [&str; 2]| {
        let number = i64::from(number);
        let [one, other] = if lang == Lang::Lv { lv } else { en };
        match number {
            0 => None,
            1 => Some(one.to_owned()),
            _ => Some(format!("{number} {}", if is_singular(number, lang) { one } else { other })),
        }
    };
    let mut names: Vec<String> = [
        weekend(skipped.saturdays, ["sestdiena", "sestdienas"], ["Saturday", "Saturdays"]),
        weekend(skipped.sundays, ["svētdiena", "svētdienas"], ["Sunday", "Sundays"]),
    ]
    .into_iter()
    .flatten()
    .collect();
    names.extend(skipped.days.iter().take(MOST_NAMED).map(|day| skipped_day(day, lang)));
    if let Some(more) = skipped.days.len().checked_sub(MOST_NAMED).filter(|&more| more > 0) {
        names.push(match lang {
            Lang::Lv => format!("un vēl citas ({more})"),
            Lang::En => format!("and {more} more"),
        });
    }
    let heading = match (lang, skipped.count()) {
        (_, 0) => return None,
        (Lang::Lv, 1) => "izlaista",
        (Lang::Lv, _) => "izlaistas",
        (Lang::En, _) => "skipped",
    };
    Some(format!("{heading}: {}", names.join(", ")))
}

fn skipped_day(day: &SkippedDay, lang: Lang) -> String {
    let date = date_in(day.date, Form::What, YearShown::Omitted, lang);
    format!("{date} ({})", skipped_reason(&day.reason, lang))
}

fn skipped_reason(reason: &SkippedReason, lang: Lang) -> String {
    match reason {
        SkippedReason::Closed(reason) => reason.get(lang).to_owned(),
        SkippedReason::NoHours => match lang {
            Lang::Lv => "klientus nepieņem".to_owned(),
            Lang::En => "not open to clients".to_owned(),
        },
        SkippedReason::Kind(kind) => kind.text(lang),
    }
}

impl DayKind {
    /// What the day is, in a word or two: "Jāņu diena", "brīvdiena, pārcelta uz 27. jūniju".
    pub fn text(&self, lang: Lang) -> String {
        let on = |date: Date, form| date_in(date, form, YearShown::Omitted, lang);
        match (self, lang) {
            (Self::Holiday(holiday), _) => holiday.name(lang).to_owned(),
            (
                Self::OneOffHoliday(text) | Self::OwnDayOff(text) | Self::OwnWorking { reason: text, .. },
                _,
            ) => text.get(lang).to_owned(),
            (Self::Substitute(holiday), Lang::Lv) => format!("brīvdiena: {}", holiday.name(lang)),
            (Self::Substitute(holiday), Lang::En) => format!("day off for {}", holiday.name(lang)),
            (Self::MovedOff { to }, Lang::Lv) => {
                format!("brīvdiena, darbs pārcelts uz {}", on(*to, Form::Whither))
            }
            (Self::MovedOff { to }, Lang::En) => {
                format!("day off, worked on {} instead", on(*to, Form::Whither))
            }
            (Self::WorkedInstead { of }, Lang::Lv) => {
                format!("darba diena {} vietā", genitive(*of))
            }
            (Self::WorkedInstead { of }, Lang::En) => {
                format!("worked in place of {}", on(*of, Form::What))
            }
            (Self::Working, Lang::Lv) => "darba diena".to_owned(),
            (Self::Working, Lang::En) => "working day".to_owned(),
            (Self::Weekend, Lang::Lv) => "brīvdiena".to_owned(),
            (Self::Weekend, Lang::En) => "weekend".to_owned(),
        }
    }
}

/// A Latvian date in the genitive, which differs from the nominative only in the ending: "22. jūnija".
fn genitive(date: Date) -> String {
    let nominative = date_in(date, Form::What, YearShown::Omitted, Lang::Lv);
    let stem = nominative.strip_suffix("is").or_else(|| nominative.strip_suffix('s')).unwrap_or(&nominative);
    format!("{stem}a")
}

fn counted_instead(days: &[Date], lang: Lang) -> Option<String> {
    let names: Vec<String> =
        days.iter().map(|&day| day_in(day, Form::What, YearShown::Omitted, lang)).collect();
    let names = names.join(" un ");
    match (lang, days.len()) {
        (_, 0) => None,
        (Lang::Lv, 1) => Some(format!("{names}, ir darba diena")),
        (Lang::Lv, _) => Some(format!("{names} ir darba dienas")),
        (Lang::En, 1) => Some(format!("{names} is a working day")),
        (Lang::En, _) => Some(format!("{} are working days", names.replace(" un ", " and "))),
    }
}
