//! Opening hours as a form has them: split days in a grid, days with other hours, closures.

use jiff::{
    Zoned,
    civil::{Date, DateTime, Weekday},
};
use solits_calendar::{
    Closure, DateException, DayHours, DayTime, Interval, OnDaysOff, Timetable, WeeklyHours,
};
use solits_i18n::Words;
use solits_kernel::Timestamp;

use super::draft::Draft;

/// The days of the week with the beginning of their fields' names, in the order of the grid.
pub(crate) const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Monday, "monday"),
    (Weekday::Tuesday, "tuesday"),
    (Weekday::Wednesday, "wednesday"),
    (Weekday::Thursday, "thursday"),
    (Weekday::Friday, "friday"),
    (Weekday::Saturday, "saturday"),
    (Weekday::Sunday, "sunday"),
];

/// A form offers at least this many openings a day: a day is split once at most places.
pub(crate) const OPENINGS: usize = 2;
/// No form is read for more openings a day than this.
const MOST_OPENINGS: usize = 8;
/// Days further ahead than this are most likely mistyped.
const MOST_YEARS_AHEAD: i16 = 3;
/// Characters of a reason.
const MOST_REASON: usize = 200;

/// The name of the field in which an opening begins.
pub(crate) fn from_field(day: &str, opening: usize) -> String {
    format!("{day}_{opening}_from")
}

/// The name of the field in which an opening ends.
pub(crate) fn to_field(day: &str, opening: usize) -> String {
    format!("{day}_{opening}_to")
}

/// The pairs of a form that shows these hours.
pub(crate) fn day_pairs(day: &str, hours: &DayHours) -> Vec<(String, String)> {
    let shown = hours.intervals().iter().enumerate();
    shown
        .flat_map(|(opening, interval)| {
            [
                (from_field(day, opening), interval.from().to_string()),
                (to_field(day, opening), interval.to().to_string()),
            ]
        })
        .collect()
}

/// The pairs of a form that shows a week and the rules of days off.
pub(crate) fn week_pairs(timetable: &Timetable) -> Vec<(String, String)> {
    let mut pairs: Vec<_> =
        WEEK.iter().flat_map(|(weekday, name)| day_pairs(name, timetable.hours.of(*weekday))).collect();
    pairs.push(("shortened".to_owned(), timetable.settings.shortened_by_minutes.to_string()));
    if timetable.hours.on_days_off == OnDaysOff::AsWeekday {
        pairs.push(("days_off".to_owned(), "1".to_owned()));
    }
    pairs
}

/// The hours of one day of a form; what cannot be read is said beside its field.
pub(crate) fn read_day(draft: &mut Draft, day: &str, words: Words) -> DayHours {
    let mut openings: Vec<(usize, Interval)> = Vec::new();
    for opening in 0..MOST_OPENINGS {
        if let Some(interval) = read_opening(draft, day, opening, words) {
            openings.push((opening, interval));
        }
    }
    openings.sort_unstable_by_key(|(_, interval)| *interval);
    for pair in openings.windows(2) {
        if pair[1].1.from() < pair[0].1.to() {
            draft.refuse(from_field(day, pair[1].0), words.t("organisation-hours-overlap"));
        }
    }
    DayHours::new(openings.into_iter().map(|(_, interval)| interval).collect()).unwrap_or_default()
}

fn read_opening(draft: &mut Draft, day: &str, opening: usize, words: Words) -> Option<Interval> {
    let (from_name, to_name) = (from_field(day, opening), to_field(day, opening));
    if draft.get(&from_name).trim().is_empty() && draft.get(&to_name).trim().is_empty() {
        return None;
    }
    let from = read_time(draft, &from_name, words);
    let to = read_time(draft, &to_name, words);
    let (from, to) = (from?, to?);
    let interval = Interval::new(from, to).ok();
    if interval.is_none() {
        draft.refuse(to_name, words.t("organisation-hours-backwards"));
    }
    interval
}

fn read_time(draft: &mut Draft, field: &str, words: Words) -> Option<DayTime> {
    let typed = draft.get(field).trim();
    let key = if typed.is_empty() { "organisation-hours-half" } else { "organisation-time-wrong" };
    let time = parse_time(typed);
    if time.is_none() {
        draft.refuse(field, words.t(key));
    }
    time
}

/// A time of the day; a bare hour, as in `9`, is that hour.
pub(crate) fn parse_time(typed: &str) -> Option<DayTime> {
    typed.parse().ok().or_else(|| DayTime::new(typed.parse().ok()?, 0))
}

/// A week with its rules of days off, as the form has it.
pub(crate) fn read_week(draft: &mut Draft, words: Words) -> (WeeklyHours, u16) {
    let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] =
        WEEK.map(|(_, name)| read_day(draft, name, words));
    let on_days_off = if draft.has("days_off") { OnDaysOff::AsWeekday } else { OnDaysOff::Closed };
    let shortened = draft.whole("shortened", 0, 240, words);
    let hours = WeeklyHours { monday, tuesday, wednesday, thursday, friday, saturday, sunday, on_days_off };
    (hours, u16::try_from(shortened).unwrap_or_default())
}

/// A day with other hours, as the form has it. It lies today or later: what was is not rewritten.
pub(crate) fn read_exception(draft: &mut Draft, today: Date, words: Words) -> Option<DateException> {
    let date = read_date(draft, "date", today, words);
    let hours = read_day(draft, "day", words);
    let reason = draft.both("reason", MOST_REASON, words);
    Some(DateException { date: date?, hours, reason }).filter(|_| draft.errors.is_empty())
}

/// A closure, as the form has it. It ends later than now: what was is not rewritten.
pub(crate) fn read_closure(draft: &mut Draft, now: Timestamp, words: Words) -> Option<Closure> {
    let today = now.day();
    let from_date = read_date(draft, "from_date", today, words);
    let from_time = read_time(draft, "from_time", words);
    let to_date = read_date(draft, "to_date", today, words);
    let to_time = read_time(draft, "to_time", words);
    let reason = draft.both("closure_reason", MOST_REASON, words);
    let from = moment(from_date?, from_time?)?;
    let to = moment(to_date?, to_time?)?;
    if to <= from {
        draft.refuse("to_time", words.t("organisation-closure-backwards"));
    } else if to <= now.to_riga().datetime() {
        draft.refuse("to_time", words.t("organisation-closure-over"));
    }
    Some(Closure { from, to, reason }).filter(|_| draft.errors.is_empty())
}

/// The moment of a time of a day; 24:00 is the beginning of the next.
fn moment(date: Date, time: DayTime) -> Option<DateTime> {
    if time == DayTime::END {
        return Some(date.tomorrow().ok()?.to_datetime(jiff::civil::Time::midnight()));
    }
    let (hour, minute) = (i8::try_from(time.hour()).ok()?, i8::try_from(time.minute()).ok()?);
    Some(date.at(hour, minute, 0, 0))
}

/// A day, today or later.
pub(crate) fn read_date(draft: &mut Draft, field: &str, today: Date, words: Words) -> Option<Date> {
    let date: Option<Date> = draft.get(field).trim().parse().ok();
    let wrong = match date {
        None => Some("organisation-date-wrong"),
        Some(date) if date < today => Some("organisation-date-past"),
        Some(date) if date.year() > today.year() + MOST_YEARS_AHEAD => Some("organisation-date-far"),
        Some(_) => None,
    };
    if let Some(key) = wrong {
        draft.refuse(field, words.t(key));
        return None;
    }
    date
}

/// Sets a day with other hours; one already set for that day is replaced.
pub(crate) fn set_exception(timetable: &mut Timetable, exception: DateException) {
    timetable.exceptions.retain(|one| one.date != exception.date);
    timetable.exceptions.push(exception);
    timetable.exceptions.sort_by_key(|one| one.date);
}

/// Takes a day with other hours back. `false` when there is none, or it is over.
pub(crate) fn remove_exception(timetable: &mut Timetable, date: Date, today: Date) -> bool {
    let before = timetable.exceptions.len();
    timetable.exceptions.retain(|one| one.date != date || one.date < today);
    timetable.exceptions.len() < before
}

/// Adds a closure, in the order of their beginnings.
pub(crate) fn add_closure(timetable: &mut Timetable, closure: Closure) {
    timetable.closures.push(closure);
    timetable.closures.sort_by_key(|one| (one.from, one.to));
}

/// Ends a closure: one that has not begun is taken back, one that runs ends at this minute. `false` when there is none
/// such, or it is over.
pub(crate) fn end_closure(timetable: &mut Timetable, from: DateTime, to: DateTime, now: &Zoned) -> bool {
    let now = now.datetime();
    let Some(position) =
        timetable.closures.iter().position(|one| one.from == from && one.to == to && one.to > now)
    else {
        return false;
    };
    let this_minute = now.date().at(now.hour(), now.minute(), 0, 0);
    if from < this_minute {
        timetable.closures[position].to = this_minute;
    } else {
        timetable.closures.remove(position);
    }
    true
}

/// The timetable a channel begins with when it is given hours of its own: the week of the branch without its closures,
/// which are about the building.
pub(crate) fn own_beginning(branch: &Timetable) -> Timetable {
    Timetable { version: 0, exceptions: Vec::new(), closures: Vec::new(), ..branch.clone() }
}
