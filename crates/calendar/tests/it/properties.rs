//! What holds for every timetable, start and term.

use jiff::civil::date;
use proptest::{collection::vec, prelude::*};
use solits_calendar::{
    Calendar, Closure, DayEnds, DayHours, Feed, Interval, Lead, OwnDay, OwnDayKind, Term, Timetable,
    Transfers, WeeklyHours, WorkedSaturday, due,
};
use solits_kernel::{Text, Timestamp};

use crate::{at, calendar, nine_to_five};

fn any_hours() -> impl Strategy<Value = DayHours> {
    vec(0_u16..=1440, 0..=3).prop_map(|mut bounds| {
        bounds.sort_unstable();
        bounds.dedup();
        let time = |minutes| solits_calendar::DayTime::from_minutes(minutes).unwrap();
        let pairs = bounds.windows(2).step_by(2);
        DayHours::new(pairs.map(|pair| Interval::new(time(pair[0]), time(pair[1])).unwrap()).collect())
            .unwrap()
    })
}

fn any_week() -> impl Strategy<Value = WeeklyHours> {
    vec(any_hours(), 7).prop_map(|days| {
        let mut days = days.into_iter();
        let mut next = || days.next().unwrap();
        WeeklyHours {
            // One fixed morning, so that opening time is never out of reach.
            monday: "09:00-12:00".parse().unwrap(),
            tuesday: next(),
            wednesday: next(),
            thursday: next(),
            friday: next(),
            saturday: next(),
            sunday: next(),
            ..WeeklyHours::default()
        }
    })
}

fn any_timetable() -> impl Strategy<Value = Timetable> {
    let closures = vec((0_i64..1095, 0_i64..1440, 1_i64..10_000), 0..4);
    let own_days = vec((0_i64..1095, any::<bool>()), 0..6);
    (any_week(), closures, own_days, any::<[bool; 3]>()).prop_map(|(hours, closures, own_days, flags)| {
        let first = date(2025, 1, 1);
        let days = |days: i64| first.checked_add(jiff::Span::new().days(days)).unwrap();
        let reason = Text::new("iemesls", "reason");
        let mut table = Timetable::new(7, hours);
        table.closures = closures
            .into_iter()
            .map(|(day, minute, length)| {
                let from = days(day).at(0, 0, 0, 0).checked_add(jiff::Span::new().minutes(minute)).unwrap();
                let to = from.checked_add(jiff::Span::new().minutes(length)).unwrap();
                Closure { from, to, reason: reason.clone() }
            })
            .collect();
        table.own_days = own_days
            .into_iter()
            .map(|(day, is_off)| {
                let kind = if is_off { OwnDayKind::Off } else { OwnDayKind::Worked { instead_of: None } };
                OwnDay { date: days(day), kind, reason: reason.clone() }
            })
            .collect();
        let [follow, count, midnight] = flags;
        table.settings.transfers = if follow { Transfers::Follow } else { Transfers::Ignore };
        table.settings.worked_saturday =
            if count { WorkedSaturday::Counts } else { WorkedSaturday::DoesNotCount };
        table.settings.day_ends = if midnight { DayEnds::Midnight } else { DayEnds::ClosingTime };
        table
    })
}

/// An instant between 2025 and 2027, often one at which something changes.
fn any_instant() -> impl Strategy<Value = Timestamp> {
    let first = at("2025-01-01 00:00").millis();
    let minutes = 3_i64 * 365 * 24 * 60;
    prop_oneof![
        (0..minutes).prop_map(move |minute| Timestamp::from_millis(first + minute * 60_000)),
        (0..minutes * 60_000).prop_map(move |millis| Timestamp::from_millis(first + millis)),
        // Around the change of the clocks in autumn and in spring.
        (-7200_i64..7200).prop_map(|seconds| at("2026-10-25 00:00").plus_seconds(10_800 + seconds)),
        (-7200_i64..7200).prop_map(|seconds| at("2026-03-29 00:00").plus_seconds(10_800 + seconds)),
    ]
}

/// A kind of term as a function of its length.
fn any_kind() -> impl Strategy<Value = fn(i64) -> Term> {
    let kinds: [fn(i64) -> Term; 8] = [
        Term::Seconds,
        Term::Minutes,
        |count| Term::Rings { count, cadence_seconds: 5 },
        Term::OpeningMinutes,
        Term::OpeningHours,
        Term::WorkingDays,
        |days| Term::CalendarDays { days, roll: true },
        Term::Months,
    ];
    prop::sample::select(kinds.to_vec())
}

fn ends(calendar: &Calendar, term: Term, start: Timestamp) -> Timestamp {
    due(calendar, term, start, None).unwrap().at
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_positive_term_ends_after_its_start(table in any_timetable(), start in any_instant(), kind in any_kind(), length in 1_i64..60) {
        let calendar = Calendar::new(table);
        prop_assert!(ends(&calendar, kind(length), start) > start);
    }

    #[test]
    fn a_longer_term_never_ends_earlier(table in any_timetable(), start in any_instant(), kind in any_kind(), length in 1_i64..60, more in 0_i64..20) {
        let calendar = Calendar::new(table);
        prop_assert!(ends(&calendar, kind(length), start) <= ends(&calendar, kind(length + more), start));
    }

    #[test]
    fn a_later_start_never_ends_earlier(table in any_timetable(), one in any_instant(), other in any_instant(), kind in any_kind(), length in 1_i64..60) {
        let calendar = Calendar::new(table);
        let (first, second) = (one.min(other), one.max(other));
        prop_assert!(ends(&calendar, kind(length), first) <= ends(&calendar, kind(length), second));
    }

    #[test]
    fn working_day_terms_and_moved_periods_end_on_working_days(table in any_timetable(), start in any_instant(), length in 1_i64..60) {
        let calendar = Calendar::new(table);
        for term in [Term::WorkingDays(length), Term::CalendarDays { days: length, roll: true }, Term::Months(length)] {
            let due = due(&calendar, term, start, None).unwrap();
            prop_assert!(calendar.is_working_day(due.last_day()), "{term:?} ends on {}", due.last_day());
        }
    }

    #[test]
    fn working_days_may_be_counted_one_by_one(table in any_timetable(), start in any_instant(), length in 1_i64..40) {
        let calendar = Calendar::new(table);
        let at_once = due(&calendar, Term::WorkingDays(length), start, None).unwrap().last_day();
        let mut day = start.day();
        for _ in 0..length {
            let noon = Timestamp::in_riga(day, jiff::civil::time(12, 0, 0, 0));
            day = due(&calendar, Term::WorkingDays(1), noon, None).unwrap().last_day();
        }
        prop_assert_eq!(day, at_once);
    }

    #[test]
    fn as_many_working_days_lie_in_a_term_as_it_has(table in any_timetable(), start in any_instant(), length in 1_i64..60) {
        let calendar = Calendar::new(table);
        let due = due(&calendar, Term::WorkingDays(length), start, None).unwrap();
        let days = start.day().tomorrow().unwrap().series(jiff::Span::new().days(1));
        let counted = days.take_while(|&day| day <= due.last_day()).filter(|&day| calendar.is_working_day(day)).count();
        prop_assert_eq!(i64::try_from(counted).unwrap(), length);
    }

    #[test]
    fn counting_back_undoes_counting_forward(table in any_timetable(), start in any_instant(), length in 1_i64..40) {
        let calendar = Calendar::new(table);
        let from = calendar.working_day_after(start.day(), 1).unwrap();
        let to = calendar.working_day_after(from, length).unwrap();
        prop_assert_eq!(calendar.working_day_before(to, length), Some(from));
    }

    #[test]
    fn exactly_the_promised_opening_time_passes(table in any_timetable(), start in any_instant(), minutes in 1_i64..5000) {
        let calendar = Calendar::new(table);
        let at = ends(&calendar, Term::OpeningMinutes(minutes), start);
        prop_assert_eq!(calendar.open_millis_between(start, at), minutes * 60_000);
        // And not a moment sooner.
        prop_assert!(calendar.open_millis_between(start, at.plus_millis(-1)) < minutes * 60_000);
    }

    #[test]
    fn opening_time_adds_up(table in any_timetable(), a in any_instant(), b in any_instant(), c in any_instant()) {
        let calendar = Calendar::new(table);
        let open = |from, to| calendar.open_millis_between(from, to);
        prop_assert_eq!(open(a, b) + open(b, c), open(a, c));
        prop_assert!(open(a, b).abs() <= b.since(a).abs());
    }

    #[test]
    fn being_open_agrees_with_the_hours_of_the_day(table in any_timetable(), at in any_instant()) {
        let calendar = Calendar::new(table);
        let wall = at.to_riga();
        let minute = u16::try_from(wall.hour()).unwrap() * 60 + u16::try_from(wall.minute()).unwrap();
        // In the repeated hour one wall clock time names two instants, so the hours alone cannot tell.
        let is_repeated = at.plus_seconds(-3600).to_riga().time() == wall.time() || at.plus_seconds(3600).to_riga().time() == wall.time();
        prop_assume!(!is_repeated);
        let by_hours = calendar.opening_intervals(wall.date()).iter().any(|interval| (interval.from().minutes()..interval.to().minutes()).contains(&minute));
        prop_assert_eq!(calendar.is_open(at), by_hours);
    }

    #[test]
    fn the_next_opening_is_the_end_of_closed_time(table in any_timetable(), at in any_instant()) {
        let calendar = Calendar::new(table);
        let next = calendar.next_opening(at).unwrap();
        prop_assert!(next.opens > at && next.opens < next.closes && calendar.is_open(next.opens));
        let waited = calendar.open_interval_at(at).map_or(0, |span| span.closes.since(at));
        prop_assert_eq!(calendar.open_millis_between(at, next.opens), waited);
    }

    #[test]
    fn a_day_of_the_calendar_is_the_day_in_riga(at in any_instant()) {
        prop_assert_eq!(calendar(|_| {}).day_of(at), at.day());
    }

    #[test]
    fn the_change_of_the_clocks_changes_no_opening_time(day in 0_i64..5, minute in 0_i64..1440, length in 1_i64..2400) {
        // Weeks alike but for the clocks, which change on 25 October 2026 and on 30 March 2025.
        let calendar = calendar(|_| {});
        let end = |sunday: &str| {
            let start = at(&format!("{sunday} 00:00")).day().checked_add(jiff::Span::new().days(day - 5)).unwrap();
            let start = Timestamp::in_riga(start, jiff::civil::Time::MIN).plus_minutes(minute);
            ends(&calendar, Term::OpeningMinutes(length), start).to_riga().datetime()
        };
        let fortnight = jiff::Span::new().days(14);
        prop_assert_eq!(end("2026-10-11").checked_add(fortnight).unwrap(), end("2026-10-25"));
        prop_assert_eq!(end("2025-03-16").checked_add(fortnight).unwrap(), end("2025-03-30"));
    }

    #[test]
    fn a_lead_time_ends_before_its_event(table in any_timetable(), event in any_instant(), length in 1_i64..40) {
        let calendar = Calendar::new(table);
        for lead in [Lead::Minutes(length), Lead::CalendarDays(length), Lead::WorkingDays(length)] {
            let due = due(&calendar, Term::BeforeEvent(lead), event, Some(event)).unwrap();
            prop_assert!(due.at <= event);
        }
    }

    #[test]
    fn every_deadline_has_a_sentence_in_both_languages(table in any_timetable(), start in any_instant(), kind in any_kind(), length in 1_i64..60) {
        let calendar = Calendar::new(table);
        let why = due(&calendar, kind(length), start, None).unwrap().why;
        for lang in solits_kernel::Lang::ALL {
            let sentence = why.sentence(lang);
            prop_assert!(sentence.ends_with('.') && !sentence.contains("; ;") && !sentence.contains('\n'), "{sentence}");
        }
    }

    #[test]
    fn a_timetable_comes_back_from_json_as_it_was(table in any_timetable()) {
        let json = serde_json::to_string(&table).unwrap();
        prop_assert_eq!(serde_json::from_str::<Timetable>(&json).unwrap(), table);
    }

    #[test]
    fn holidays_of_any_year_hang_together(year in 2014_i16..2149) {
        let feed = Feed::known();
        let days = solits_calendar::holidays::of_year(year, &feed);
        prop_assert!(days.len() >= 15 && days.is_sorted());
        let calendar = Calendar::new(nine_to_five());
        for (day, _) in days {
            prop_assert!(!calendar.is_working_day(day));
        }
        for month_day in [(5, 4), (11, 18)] {
            // A weekend 4 May or 18 November frees the Monday after it.
            let day = date(year, month_day.0, month_day.1);
            let to_monday = i64::from(8 - day.weekday().to_monday_one_offset());
            if to_monday <= 2 {
                prop_assert!(!calendar.is_working_day(day.checked_add(jiff::Span::new().days(to_monday)).unwrap()));
            }
        }
    }
}
