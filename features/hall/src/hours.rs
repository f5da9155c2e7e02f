//! The hours of a branch in words: of each channel that keeps its own, and what departs from them in the coming days.

use std::{collections::BTreeMap, sync::Arc};

use jiff::{
    ToSpan as _,
    civil::{Date, DateTime, Time},
};
use solits_calendar::{
    Calendar, Closure, DateException,
    words::{Form, YearShown, day_in},
};
use solits_i18n::Words;
use solits_kernel::{BranchId, Lang};

use crate::doors::day_words;

/// Days whose hours are shown one by one.
const DAYS: i64 = 7;
/// How far ahead departures from the usual hours are told, in days.
const DAYS_AHEAD: i64 = 30;

/// A channel with its hours of the next days.
pub(crate) struct ChannelDays {
    pub(crate) name: String,
    /// Day and hours.
    pub(crate) days: Vec<(String, String)>,
}

/// A day or a time that departs from the usual hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Departure {
    /// In which it begins; for the order.
    begins: DateTime,
    /// The channel; empty where the place has one for all.
    pub(crate) channel: String,
    pub(crate) when: String,
    pub(crate) what: String,
    /// Why, as the institution wrote it; may be empty.
    pub(crate) reason: String,
}

/// The calendars of a branch by channel in words: the visit's first, then the reception by appointment (D-08).
pub(crate) fn by_channel(
    words: Words,
    branch: BranchId,
    visit: &Arc<Calendar>,
    reception: Option<Arc<Calendar>>,
    own: &BTreeMap<(BranchId, String), Arc<Calendar>>,
) -> Vec<(String, Arc<Calendar>)> {
    let mut channels = vec![(words.t("hall-channel-visit"), visit.clone())];
    channels.extend(reception.map(|calendar| (words.t("hall-channel-reception"), calendar)));
    channels.extend(
        own.iter()
            .filter(|((of, _), _)| *of == branch)
            .map(|((_, channel), calendar)| (channel_words(words, channel), calendar.clone())),
    );
    channels
}

/// A channel by its stored name, in words.
fn channel_words(words: Words, channel: &str) -> String {
    match channel {
        "phone" => words.t("hall-channel-phone"),
        "email" => words.t("hall-channel-email"),
        "trust_line" => words.t("hall-channel-trust-line"),
        "e_address" => words.t("hall-channel-e-address"),
        _ => words.t("hall-channel-portal"),
    }
}

/// The hours of the next days, of each channel.
pub(crate) fn weeks(words: Words, channels: &[(String, Arc<Calendar>)], today: Date) -> Vec<ChannelDays> {
    let week = |calendar: &Calendar| {
        (0..DAYS)
            .filter_map(|ahead| today.checked_add(ahead.days()).ok())
            .map(|day| {
                let name = day_in(day, Form::What, YearShown::Omitted, words.0);
                (name, day_words(words, calendar, day))
            })
            .collect()
    };
    channels.iter().map(|(name, calendar)| ChannelDays { name: name.clone(), days: week(calendar) }).collect()
}

/// What departs from the usual hours from now on and for thirty days, in order of time. The channel is named where the
/// channels have hours of their own.
pub(crate) fn departures(
    words: Words,
    channels: &[(String, Arc<Calendar>)],
    now: DateTime,
) -> Vec<Departure> {
    let until = now.date().checked_add(DAYS_AHEAD.days()).unwrap_or(Date::MAX);
    let mut departures: Vec<Departure> = Vec::new();
    for (name, calendar) in channels {
        let name = if channels.len() > 1 { name.as_str() } else { "" };
        let table = calendar.timetable();
        // Of two exceptions for one day the later holds.
        let days: BTreeMap<Date, &DateException> =
            table.exceptions.iter().map(|exception| (exception.date, exception)).collect();
        departures.extend(
            days.range(now.date()..until).map(|(_, exception)| other_hours(words, name, calendar, exception)),
        );
        departures.extend(
            table
                .closures
                .iter()
                .filter(|closure| closure.to > now && closure.from.date() < until)
                .map(|closure| closed(words, name, closure)),
        );
    }
    departures.sort_by_key(|departure| departure.begins);
    departures
}

fn other_hours(words: Words, channel: &str, calendar: &Calendar, exception: &DateException) -> Departure {
    Departure {
        begins: exception.date.to_datetime(Time::midnight()),
        channel: channel.to_owned(),
        when: day_in(exception.date, Form::What, YearShown::Omitted, words.0),
        what: day_words(words, calendar, exception.date),
        reason: exception.reason.get(words.0).to_owned(),
    }
}

fn closed(words: Words, channel: &str, closure: &Closure) -> Departure {
    let day = |day: Date| day_in(day, Form::What, YearShown::Omitted, words.0);
    // A closure that ends at midnight ends with the day before.
    let at_midnight = closure.to.time() == Time::midnight();
    let last = if at_midnight { closure.to.date().yesterday() } else { Ok(closure.to.date()) };
    let last = last.unwrap_or(closure.to.date());
    let end = if at_midnight { clock(words.0, 24, 0) } else { time(words.0, closure.to.time()) };
    let begin = time(words.0, closure.from.time());
    let first = closure.from.date();
    let whole_days = at_midnight && closure.from.time() == Time::midnight();
    let shut = words.t("hall-closed-today");
    let (when, what) = match (first == last, whole_days) {
        (true, true) => (day(first), shut),
        (true, false) => (day(first), format!("{shut} {begin}–{end}")),
        (false, true) => (format!("{} – {}", day(first), day(last)), shut),
        (false, false) => (format!("{}, {begin} – {}, {end}", day(first), day(last)), shut),
    };
    let reason = closure.reason.get(words.0).to_owned();
    Departure { begins: closure.from, channel: channel.to_owned(), when, what, reason }
}

fn time(lang: Lang, time: Time) -> String {
    clock(lang, time.hour(), time.minute())
}

fn clock(lang: Lang, hour: i8, minute: i8) -> String {
    let separator = if lang == Lang::Lv { '.' } else { ':' };
    format!("{hour}{separator}{minute:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};
    use solits_calendar::{DayHours, Timetable, WeeklyHours};
    use solits_kernel::Text;

    const LV: Words = Words::new(Lang::Lv);

    fn hours(text: &str) -> DayHours {
        text.parse().unwrap()
    }

    /// When and what of each departure from nine to five, told at ten on Monday, 16 November 2026.
    fn told(closures: &[(DateTime, DateTime)], exceptions: &[(Date, &str)]) -> Vec<(String, String)> {
        let mut table = Timetable::new(1, WeeklyHours::weekdays(&hours("09:00-17:00")));
        let reason = || Text::new("remonts", "repairs");
        table.closures =
            closures.iter().map(|(from, to)| Closure { from: *from, to: *to, reason: reason() }).collect();
        table.exceptions = exceptions
            .iter()
            .map(|(date, text)| DateException { date: *date, hours: hours(text), reason: reason() })
            .collect();
        let channels = vec![(String::new(), Arc::new(Calendar::new(table)))];
        let departures = departures(LV, &channels, datetime(2026, 11, 16, 10, 0, 0, 0));
        departures.into_iter().map(|one| (one.when.replace('\u{a0}', " "), one.what)).collect()
    }

    fn pair(when: &str, what: &str) -> (String, String) {
        (when.to_owned(), what.to_owned())
    }

    #[test]
    fn closures_are_told_as_days_where_they_take_whole_days_and_else_with_times() {
        let whole = (datetime(2026, 11, 24, 0, 0, 0, 0), datetime(2026, 11, 25, 0, 0, 0, 0));
        let days = (datetime(2026, 11, 26, 0, 0, 0, 0), datetime(2026, 11, 28, 0, 0, 0, 0));
        let part = (datetime(2026, 12, 1, 12, 0, 0, 0), datetime(2026, 12, 1, 15, 30, 0, 0));
        let across = (datetime(2026, 12, 3, 15, 0, 0, 0), datetime(2026, 12, 4, 11, 0, 0, 0));
        assert_eq!(
            told(&[whole, days, part, across], &[]),
            [
                pair("otrdiena, 24. novembris", "slēgts"),
                pair("ceturtdiena, 26. novembris – piektdiena, 27. novembris", "slēgts"),
                pair("otrdiena, 1. decembris", "slēgts 12.00–15.30"),
                pair("ceturtdiena, 3. decembris, 15.00 – piektdiena, 4. decembris, 11.00", "slēgts"),
            ]
        );
    }

    #[test]
    fn what_is_over_or_further_than_thirty_days_is_not_told() {
        let over = (datetime(2026, 11, 16, 8, 0, 0, 0), datetime(2026, 11, 16, 10, 0, 0, 0));
        let going_on = (datetime(2026, 11, 10, 0, 0, 0, 0), datetime(2026, 11, 17, 0, 0, 0, 0));
        let far = (datetime(2026, 12, 16, 0, 0, 0, 0), datetime(2026, 12, 17, 0, 0, 0, 0));
        let days = [(date(2026, 11, 15), "10:00-12:00"), (date(2026, 12, 16), "10:00-12:00")];
        let said = told(&[over, going_on, far], &days);
        assert_eq!(said, [pair("otrdiena, 10. novembris – pirmdiena, 16. novembris", "slēgts")]);
    }

    #[test]
    fn a_day_with_other_hours_shows_what_holds_in_the_end() {
        // Of two exceptions the later holds, and a closure takes its part of them.
        let closure = (datetime(2026, 11, 20, 11, 0, 0, 0), datetime(2026, 11, 20, 18, 0, 0, 0));
        let days = [(date(2026, 11, 20), "10:00-12:00"), (date(2026, 11, 20), "10:00-14:00")];
        let said = told(&[closure], &days);
        let day = "piektdiena, 20. novembris";
        assert_eq!(said, [pair(day, "10.00–11.00"), pair(day, "slēgts 11.00–18.00")]);
    }
}
