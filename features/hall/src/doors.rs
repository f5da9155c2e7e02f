//! Whether a place is open, until when, and how its hours are said.

use jiff::civil::Date;
use solits_calendar::{
    Calendar, Closed, DayKind, DayTime, Interval,
    words::{Form, YearShown, day_in},
};
use solits_i18n::Words;
use solits_kernel::{Lang, LineId, Text, Timestamp};
use solits_queue::Hall;
use solits_queueing::{announce::Wait, closing::Advice};
use solits_standard::Standard;

/// The doors of a branch at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Doors {
    /// Open.
    Open {
        /// When they close for the day, after a pause within it; `None` where they stay open for a week and more.
        closes: Option<Timestamp>,
    },
    /// Closed.
    Closed {
        /// When they open next, where that is known.
        opens: Option<Timestamp>,
        /// Why there are no hours today, where a reason was given.
        reason: Option<Text>,
    },
}

/// The doors of a branch with this calendar.
pub(crate) fn doors(calendar: &Calendar, at: Timestamp) -> Doors {
    if calendar.is_open(at) {
        let shuts = calendar.closes_in(at).map(|millis| at.plus_millis(millis));
        // Whoever comes before the midday pause may be served after it.
        let closes =
            shuts.map(|shuts| calendar.closing_at(at.day()).map_or(shuts, |closing| closing.max(shuts)));
        return Doors::Open { closes };
    }
    let reason = calendar.closed_because(at.day()).and_then(|closed| match closed {
        Closed::Exception(reason)
        | Closed::Closure(reason)
        | Closed::DayOff(DayKind::OneOffHoliday(reason) | DayKind::OwnDayOff(reason)) => Some(reason),
        Closed::DayOff(DayKind::Holiday(holiday)) => Some(holiday.text()),
        Closed::DayOff(_) | Closed::NoHours => None,
    });
    Doors::Closed { opens: calendar.next_opening(at).map(|span| span.opens), reason }
}

impl Doors {
    /// When they close for the day.
    pub(crate) const fn closes(&self) -> Option<Timestamp> {
        match self {
            Self::Open { closes } => *closes,
            Self::Closed { .. } => None,
        }
    }
    /// Whether they are open.
    pub(crate) const fn is_open(&self) -> bool {
        matches!(self, Self::Open { .. })
    }

    /// When the doors open next, in words; empty while they are open or where nothing is known.
    pub(crate) fn opening_words(&self, words: Words, now: Timestamp) -> String {
        let Self::Closed { opens: Some(opens), .. } = self else { return String::new() };
        let time = words.time(opens);
        let days = now.day().until(opens.day()).map_or(i32::MAX, |span| span.get_days());
        match days {
            0 => words.ta("hall-opens-today", &[("time", time.into())]),
            1 => words.ta("hall-opens-tomorrow", &[("time", time.into())]),
            _ => {
                let day = day_in(opens.day(), Form::When, YearShown::Omitted, words.0);
                words.ta("hall-opens-on", &[("day", day.into()), ("time", time.into())])
            }
        }
    }

    /// Why they are closed, where a reason was given; else empty.
    pub(crate) fn reason_words(&self, lang: Lang) -> String {
        match self {
            Self::Closed { reason: Some(reason), .. } => reason.get(lang).to_owned(),
            _ => String::new(),
        }
    }
}

/// The hours of one day: "9.00–12.00, 13.00–17.00"; empty when the place does not open.
pub(crate) fn hours_words(lang: Lang, hours: &[Interval]) -> String {
    let parts: Vec<String> = hours
        .iter()
        .map(|interval| format!("{}–{}", clock(lang, interval.from()), clock(lang, interval.to())))
        .collect();
    parts.join(", ")
}

fn clock(lang: Lang, time: DayTime) -> String {
    let separator = if lang == Lang::Lv { '.' } else { ':' };
    format!("{}{separator}{:02}", time.hour(), time.minute())
}

/// The hours of a day in a sentence's place: the hours, or that the place is closed.
pub(crate) fn day_words(words: Words, calendar: &Calendar, day: Date) -> String {
    let hours = hours_words(words.0, calendar.opening_intervals(day));
    if hours.is_empty() { words.t("hall-closed-today") } else { hours }
}

/// When the last tickets are issued, where the standard stops them some minutes before closing (E-15).
pub(crate) fn last_tickets_at(standard: Option<&Standard>, closes: Option<Timestamp>) -> Option<Timestamp> {
    let standard = standard?;
    let cuts_off = standard.word("closing.last_client_policy").is_some_and(|word| word.value == "cutoff");
    let minutes = standard.int("closing.cutoff_minutes").map(|minutes| minutes.value).filter(|_| cuts_off)?;
    Some(closes?.plus_minutes(-minutes.max(0)))
}

/// What may be done for somebody who wants a ticket of a line now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offer {
    /// A ticket.
    Ticket,
    /// A ticket, and the word that service may end after closing.
    TicketAfterHours,
    /// No ticket any more today: other ways are shown, and a person can be asked (E-14).
    OtherWays,
}

/// What may be done for somebody who would join `line` now and be told `wait`.
pub(crate) fn offer_of(
    hall: &Hall,
    standard: Option<&Standard>,
    doors: &Doors,
    line: LineId,
    wait: Wait,
) -> Offer {
    let Doors::Open { closes } = doors else { return Offer::OtherWays };
    let Some(closes) = *closes else { return Offer::Ticket };
    // No counter is open yet, or none at this moment: that alone is no reason to send anybody away, so only the
    // client's own service has to fit before closing.
    let reckoned = if wait == Wait::NoCounterOpen { Wait::AtOnce } else { wait };
    offer(hall.advise(standard, closes, line, reckoned))
}

/// What follows from the advice about closing time.
const fn offer(advice: Advice) -> Offer {
    match advice {
        Advice::Issue => Offer::Ticket,
        Advice::IssueForAfterHours => Offer::TicketAfterHours,
        Advice::OfferOtherWays | Advice::PastCutOff | Advice::Closed => Offer::OtherWays,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use solits_calendar::{DayHours, Timetable, WeeklyHours};

    const LV: Words = Words::new(Lang::Lv);

    fn calendar(hours: &str) -> Calendar {
        let hours: DayHours = hours.parse().unwrap();
        Calendar::new(Timetable::new(1, WeeklyHours::weekdays(&hours)))
    }
    fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
        Timestamp::in_riga(day, time(hour, minute, 0, 0))
    }
    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn before_the_midday_pause_the_day_closes_in_the_evening() {
        let calendar = calendar("09:00-12:00, 13:00-17:00");
        let monday = date(2026, 11, 16);
        assert_eq!(doors(&calendar, at(monday, 11, 55)).closes(), Some(at(monday, 17, 0)));
        let pause = doors(&calendar, at(monday, 12, 30));
        assert!(!pause.is_open());
        assert_eq!(plain(&pause.opening_words(LV, at(monday, 12, 30))), "Atvērsim šodien plkst. 13.00.");
    }

    #[test]
    fn a_closed_place_says_when_it_opens_again() {
        let calendar = calendar("09:00-17:00");
        let (tuesday, friday) = (date(2026, 11, 24), date(2026, 11, 27));
        let said = |at: Timestamp, lang| plain(&doors(&calendar, at).opening_words(Words::new(lang), at));
        assert_eq!(said(at(tuesday, 18, 0), Lang::Lv), "Atvērsim rīt plkst. 9.00.");
        assert_eq!(said(at(friday, 18, 0), Lang::Lv), "Atvērsim pirmdien, 30. novembrī, plkst. 9.00.");
        assert_eq!(said(at(friday, 18, 0), Lang::En), "We open on Monday, 30 November at 9:00.");
    }

    #[test]
    fn a_holiday_is_named() {
        let calendar = calendar("09:00-17:00");
        let holiday = date(2026, 11, 18);
        let closed = doors(&calendar, at(holiday, 10, 0));
        assert!(!closed.is_open());
        assert!(closed.reason_words(Lang::Lv).contains("Latvijas"), "{}", closed.reason_words(Lang::Lv));
    }

    #[test]
    fn hours_are_written_as_the_language_writes_times() {
        let calendar = calendar("09:00-12:00, 13:00-17:30");
        let hours = calendar.opening_intervals(date(2026, 11, 16));
        assert_eq!(hours_words(Lang::Lv, hours), "9.00–12.00, 13.00–17.30");
        assert_eq!(hours_words(Lang::En, hours), "9:00–12:00, 13:00–17:30");
        assert_eq!(day_words(LV, &calendar, date(2026, 11, 21)), "slēgts");
    }

    #[test]
    fn nobody_is_refused_without_being_shown_another_way() {
        // VZD P2/s2.2 and guidelines 2.2: where no ticket can be given, other ways are offered.
        for advice in [Advice::OfferOtherWays, Advice::PastCutOff, Advice::Closed] {
            assert_eq!(offer(advice), Offer::OtherWays);
        }
        assert_eq!(offer(Advice::IssueForAfterHours), Offer::TicketAfterHours);
    }
}
