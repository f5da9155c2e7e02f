//! Days, times, amounts and deadlines in words, for screens and for the reasons of deadlines.
//!
//! Latvian writes the time with a full stop and English with a colon: 10.42, 10:42.

use jiff::civil::{Date, Weekday};
use solits_kernel::{Lang, Timestamp};

use crate::terms::last_day;

/// The case a day stands in, named by its question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// What: "otrdiena, 21. aprīlis", "Tuesday, 21 April".
    What,
    /// When: "otrdien, 21. aprīlī", "on Tuesday, 21 April".
    When,
    /// From when, after "no": "otrdienas, 21. aprīļa"; English "Tuesday, 21 April".
    From,
    /// Until when, after "līdz": "otrdienai, 21. aprīlim"; English "Tuesday, 21 April".
    Until,
    /// Whither, after "uz": "otrdienu, 21. aprīli"; English "Tuesday, 21 April".
    Whither,
}

/// Whether a day is written with its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearShown {
    /// "otrdiena, 2026. gada 21. aprīlis", "Tuesday, 21 April 2026".
    Shown,
    /// "otrdiena, 21. aprīlis".
    Omitted,
}

/// A day as a heading has it: "otrdiena, 2026. gada 21. aprīlis", "Tuesday, 21 April 2026".
pub fn day(date: Date, lang: Lang) -> String {
    day_in(date, Form::What, YearShown::Shown, lang)
}

/// A day with its weekday, in the case wanted.
pub fn day_in(date: Date, form: Form, year: YearShown, lang: Lang) -> String {
    let preposition = if lang == Lang::En && form == Form::When { "on " } else { "" };
    format!("{preposition}{}, {}", weekday(date.weekday(), form, lang), date_in(date, form, year, lang))
}

/// A day without its weekday: "21. aprīlis", "21 April".
pub fn date_in(date: Date, form: Form, year: YearShown, lang: Lang) -> String {
    let month = month(date.month(), form, lang);
    match (lang, year) {
        (Lang::Lv, YearShown::Omitted) => format!("{}. {month}", date.day()),
        (Lang::Lv, YearShown::Shown) => format!("{}. gada {}. {month}", date.year(), date.day()),
        (Lang::En, YearShown::Omitted) => format!("{} {month}", date.day()),
        (Lang::En, YearShown::Shown) => format!("{} {month} {}", date.day(), date.year()),
    }
}

/// A day of the week: "otrdiena", "otrdien", "otrdienas", "otrdienai", "otrdienu".
pub const fn weekday(weekday: Weekday, form: Form, lang: Lang) -> &'static str {
    let (forms, english): ([&str; 5], &str) = match weekday {
        Weekday::Monday => (["pirmdiena", "pirmdien", "pirmdienas", "pirmdienai", "pirmdienu"], "Monday"),
        Weekday::Tuesday => (["otrdiena", "otrdien", "otrdienas", "otrdienai", "otrdienu"], "Tuesday"),
        Weekday::Wednesday => {
            (["trešdiena", "trešdien", "trešdienas", "trešdienai", "trešdienu"], "Wednesday")
        }
        Weekday::Thursday => {
            (["ceturtdiena", "ceturtdien", "ceturtdienas", "ceturtdienai", "ceturtdienu"], "Thursday")
        }
        Weekday::Friday => {
            (["piektdiena", "piektdien", "piektdienas", "piektdienai", "piektdienu"], "Friday")
        }
        Weekday::Saturday => (["sestdiena", "sestdien", "sestdienas", "sestdienai", "sestdienu"], "Saturday"),
        Weekday::Sunday => (["svētdiena", "svētdien", "svētdienas", "svētdienai", "svētdienu"], "Sunday"),
    };
    match lang {
        Lang::Lv => in_form(forms, form),
        Lang::En => english,
    }
}

/// A month by its number, 1 to 12: "aprīlis", "aprīlī", "aprīļa", "aprīlim", "aprīli"; December for any other number.
pub const fn month(number: i8, form: Form, lang: Lang) -> &'static str {
    let (forms, english): ([&str; 5], &str) = match number {
        1 => (["janvāris", "janvārī", "janvāra", "janvārim", "janvāri"], "January"),
        2 => (["februāris", "februārī", "februāra", "februārim", "februāri"], "February"),
        3 => (["marts", "martā", "marta", "martam", "martu"], "March"),
        4 => (["aprīlis", "aprīlī", "aprīļa", "aprīlim", "aprīli"], "April"),
        5 => (["maijs", "maijā", "maija", "maijam", "maiju"], "May"),
        6 => (["jūnijs", "jūnijā", "jūnija", "jūnijam", "jūniju"], "June"),
        7 => (["jūlijs", "jūlijā", "jūlija", "jūlijam", "jūliju"], "July"),
        8 => (["augusts", "augustā", "augusta", "augustam", "augustu"], "August"),
        9 => (["septembris", "septembrī", "septembra", "septembrim", "septembri"], "September"),
        10 => (["oktobris", "oktobrī", "oktobra", "oktobrim", "oktobri"], "October"),
        11 => (["novembris", "novembrī", "novembra", "novembrim", "novembri"], "November"),
        _ => (["decembris", "decembrī", "decembra", "decembrim", "decembri"], "December"),
    };
    match lang {
        Lang::Lv => in_form(forms, form),
        Lang::En => english,
    }
}

const fn in_form(forms: [&'static str; 5], form: Form) -> &'static str {
    let [what, when, from, until, whither] = forms;
    match form {
        Form::What => what,
        Form::When => when,
        Form::From => from,
        Form::Until => until,
        Form::Whither => whither,
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the units name themselves")]
pub enum Unit {
    Second,
    Minute,
    Ring,
    OpeningMinute,
    OpeningHour,
    WorkingDay,
    CalendarDay,
    Month,
}

/// An amount in the nominative: "1 darba diena", "2 darba dienas", "21 darba diena", "1 working day".
///
/// Latvian takes the singular after numbers that end in 1, except those that end in 11.
pub fn count(amount: i64, unit: Unit, lang: Lang) -> String {
    let (lv, en) = match unit {
        Unit::Second => (["sekunde", "sekundes"], ["second", "seconds"]),
        Unit::Minute => (["minūte", "minūtes"], ["minute", "minutes"]),
        Unit::Ring => (["zvana signāls", "zvana signāli"], ["ring", "rings"]),
        Unit::OpeningMinute => (
            ["apkalpošanas laika minūte", "apkalpošanas laika minūtes"],
            ["opening minute", "opening minutes"],
        ),
        Unit::OpeningHour => {
            (["apkalpošanas laika stunda", "apkalpošanas laika stundas"], ["opening hour", "opening hours"])
        }
        Unit::WorkingDay => (["darba diena", "darba dienas"], ["working day", "working days"]),
        Unit::CalendarDay => (["kalendāra diena", "kalendāra dienas"], ["calendar day", "calendar days"]),
        Unit::Month => (["mēnesis", "mēneši"], ["month", "months"]),
    };
    let [one, other] = match lang {
        Lang::Lv => lv,
        Lang::En => en,
    };
    format!("{amount} {}", if is_singular(amount, lang) { one } else { other })
}

/// Whether a noun after the number stands in the singular.
pub const fn is_singular(amount: i64, lang: Lang) -> bool {
    match lang {
        Lang::Lv => amount % 10 == 1 && amount % 100 != 11,
        Lang::En => amount == 1,
    }
}

/// The time of an instant on the wall clock in Riga: "10.42", "10:42".
pub fn time(at: Timestamp, lang: Lang) -> String {
    let wall = at.to_riga();
    clock(wall.hour(), wall.minute(), lang)
}

/// The time of a deadline, with 24.00 for one that ends with its day, and with seconds where it has them.
pub fn end_time(at: Timestamp, lang: Lang) -> String {
    let wall = at.to_riga();
    let (hour, minute, second) = (wall.hour(), wall.minute(), wall.second());
    let separator = separator(lang);
    match second {
        0 if hour == 0 && minute == 0 => clock(24, 0, lang),
        0 => clock(hour, minute, lang),
        _ => format!("{}{separator}{second:02}", clock(hour, minute, lang)),
    }
}

fn clock(hour: i8, minute: i8, lang: Lang) -> String {
    format!("{hour}{}{minute:02}", separator(lang))
}

const fn separator(lang: Lang) -> char {
    match lang {
        Lang::Lv => '.',
        Lang::En => ':',
    }
}

/// A deadline as seen from `now`: "šodien līdz 17.00", "līdz rītdienai 17.00", "līdz pirmdienai, 4. maijam, 17.00",
/// and once it has passed "kavējas 2 h".
pub fn due(at: Timestamp, now: Timestamp, lang: Lang) -> String {
    if now > at {
        return late(now.since(at), lang);
    }
    let (day, today) = (last_day(at).max(now.day()), now.day());
    let time = if day == last_day(at) { end_time(at, lang) } else { self::time(at, lang) };
    let days = today.until(day).map_or(i32::MAX, |span| span.get_days());
    match (days, lang) {
        (0, Lang::Lv) => format!("šodien līdz {time}"),
        (0, Lang::En) => format!("today by {time}"),
        (1, Lang::Lv) => format!("līdz rītdienai {time}"),
        (1, Lang::En) => format!("by tomorrow {time}"),
        (2..=6, Lang::Lv) => format!("līdz {} {time}", weekday(day.weekday(), Form::Until, lang)),
        (2..=6, Lang::En) => format!("by {} {time}", weekday(day.weekday(), Form::Until, lang)),
        _ => {
            let year = year_shown(day, today);
            let preposition = if lang == Lang::Lv { "līdz" } else { "by" };
            format!("{preposition} {}, {time}", day_in(day, Form::Until, year, lang))
        }
    }
}

/// The year is written where it is not the year of the other day.
pub(crate) fn year_shown(date: Date, other: Date) -> YearShown {
    if date.year() == other.year() { YearShown::Omitted } else { YearShown::Shown }
}

fn late(millis: i64, lang: Lang) -> String {
    let minutes = millis / 60_000;
    let (hours, days) = (minutes / 60, minutes / (24 * 60));
    match (minutes, hours, days, lang) {
        (0, _, _, Lang::Lv) => "kavējas mazāk par minūti".to_owned(),
        (0, _, _, Lang::En) => "less than a minute late".to_owned(),
        (_, 0, _, Lang::Lv) => format!("kavējas {minutes} min"),
        (_, 0, _, Lang::En) => format!("{minutes} min late"),
        (_, _, 0, Lang::Lv) => format!("kavējas {hours} h"),
        (_, _, 0, Lang::En) => format!("{hours} h late"),
        (_, _, _, Lang::Lv) if is_singular(days, lang) => format!("kavējas {days} dienu"),
        (_, _, _, Lang::Lv) => format!("kavējas {days} dienas"),
        (_, _, _, Lang::En) if is_singular(days, lang) => format!("{days} day late"),
        (_, _, _, Lang::En) => format!("{days} days late"),
    }
}
