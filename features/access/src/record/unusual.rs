//! Which looks at cases a supervisor should ask about (security §9): many clients by one person in a day, outside working
//! hours, a case of another unit, a client of one's own surname; and searching far more than usual, whether or not any case
//! is opened. A look that is unusual is no offence; it is a question.

use solits_calendar::Calendar;
use solits_kernel::{BranchId, Timestamp, UnitId, fold};

use super::purpose::Purpose;

/// Days before a day that show what is usual for a person.
pub(crate) const USUAL_DAYS: i64 = 28;
/// Fewer days with looks than this show nothing yet.
const DAYS_TO_KNOW: usize = 5;
/// So many cases in a day are nobody's concern.
pub(crate) const ALWAYS_USUAL: i64 = 10;
/// So many searches in a day are nobody's concern: a desk looks for the case of each client.
pub(crate) const ALWAYS_USUAL_SEARCHES: i64 = 20;
/// Many is more than this times what is usual …
const TIMES_USUAL: i64 = 3;
/// … and more than this for somebody of whom nothing is known yet.
const MANY_FOR_THE_NEW: i64 = 30;
/// The same of searches.
const MANY_SEARCHES_FOR_THE_NEW: i64 = 60;
/// People come a little before the doors open and stay a little after.
const MARGIN_MINUTES: i64 = 60;
/// A surname whose stem is shorter is found in too many others.
const SHORTEST_STEM: usize = 3;

/// Why a look is unusual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unusual {
    /// They opened so many different cases that day, far more than they usually do.
    Many(i64),
    /// They searched so many times that day, far more than they usually do, and opened so many cases.
    ManySearches { searches: i64, opened: i64 },
    /// Their branch was closed.
    OutsideHours,
    /// The case is another unit's, and nothing tied them to it.
    OtherUnit,
    /// The client has their surname.
    OwnSurname,
}

/// Where somebody belongs, as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Belongs {
    pub(crate) unit: Option<UnitId>,
    pub(crate) branch: Option<BranchId>,
}

impl Belongs {
    /// Whether the two are known to be apart: by unit, or by branch where a unit is not known.
    fn is_apart_from(self, other: Self) -> bool {
        match (self.unit, other.unit) {
            (Some(own), Some(theirs)) => own != theirs,
            _ => matches!((self.branch, other.branch), (Some(own), Some(theirs)) if own != theirs),
        }
    }
}

/// A look of an employee at a case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) at: Timestamp,
    pub(crate) purpose: Option<Purpose>,
    pub(crate) reader: &'a str,
    pub(crate) reader_belongs: Belongs,
    /// The client's name; empty where the client stays anonymous.
    pub(crate) client: &'a str,
    pub(crate) case_belongs: Belongs,
}

/// How often a person did something on a day, and on the days before that they did it: how many different cases they
/// opened, or how many times they searched.
#[derive(Clone, Debug, Default)]
pub(crate) struct Count {
    pub(crate) that_day: i64,
    /// By day, days without any left out.
    pub(crate) before: Vec<i64>,
}

impl Count {
    /// Their median day, once there are enough days to know it.
    fn usual(&self) -> Option<i64> {
        let mut days = self.before.clone();
        days.sort_unstable();
        (days.len() >= DAYS_TO_KNOW).then(|| days.get(days.len() / 2).copied()).flatten()
    }
    /// Whether it is far more than usual, and more than what nobody minds.
    fn is_many(&self, for_the_new: i64, always_usual: i64) -> bool {
        let most = self.usual().map_or(for_the_new, |usual| usual.saturating_mul(TIMES_USUAL));
        self.that_day > most.max(always_usual)
    }
    fn is_many_cases(&self) -> bool {
        self.is_many(MANY_FOR_THE_NEW, ALWAYS_USUAL)
    }
    fn is_many_searches(&self) -> bool {
        self.is_many(MANY_SEARCHES_FOR_THE_NEW, ALWAYS_USUAL_SEARCHES)
    }
}

/// Why a person's searches of a day are unusual, told beside the last of them; `None` where they are like those of any
/// other day. Somebody who opens nothing of what they find is asked about too: a list shows who is a client.
pub(crate) fn unusual_searches(searches: &Count, opened: i64) -> Option<Unusual> {
    searches.is_many_searches().then_some(Unusual::ManySearches { searches: searches.that_day, opened })
}

/// The stem of a surname: women and men of a family have different endings, and `fold` has taken the accents away.
fn stem(name: &str) -> Option<String> {
    let folded = fold(name);
    let surname = folded.split_whitespace().next_back()?;
    let stem = surname.trim_end_matches(['s', 'a', 'e', 'i', 'o', 'u']);
    (stem.chars().count() >= SHORTEST_STEM).then(|| stem.to_owned())
}

/// Why a look is unusual, judged by the hours of the reader's branch; empty for one like any other.
pub(crate) fn unusual(seen: &Seen<'_>, count: &Count, hours: Option<&Calendar>) -> Vec<Unusual> {
    let closed = |hours: &Calendar| {
        let (from, to) = (seen.at.plus_minutes(-MARGIN_MINUTES), seen.at.plus_minutes(MARGIN_MINUTES));
        hours.open_millis_between(from, to) == 0
    };
    let is_family =
        matches!((stem(seen.reader), stem(seen.client)), (Some(own), Some(client)) if own == client);
    let is_foreign = seen.purpose.is_none() && seen.reader_belongs.is_apart_from(seen.case_belongs);
    [
        count.is_many_cases().then_some(Unusual::Many(count.that_day)),
        hours.is_some_and(closed).then_some(Unusual::OutsideHours),
        is_foreign.then_some(Unusual::OtherUnit),
        is_family.then_some(Unusual::OwnSurname),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use solits_calendar::{DayHours, Timetable, WeeklyHours};
    use uuid::Uuid;

    use super::*;

    fn unit(number: u128) -> Belongs {
        Belongs { unit: Some(UnitId::new(Uuid::from_u128(number))), branch: None }
    }

    fn branch(number: u128) -> Belongs {
        Belongs { unit: None, branch: Some(BranchId::new(Uuid::from_u128(number))) }
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    /// A Monday morning's look of Anna Kalniņa at a case of her own unit.
    fn look() -> Seen<'static> {
        Seen {
            at: at("2026-11-16T08:00:00.000Z"),
            purpose: None,
            reader: "Anna Kalniņa",
            reader_belongs: unit(1),
            client: "Jānis Ozols",
            case_belongs: unit(1),
        }
    }

    fn hours() -> Calendar {
        let day: DayHours = "08:00-17:00".parse().unwrap();
        Calendar::new(Timetable::new(1, WeeklyHours::weekdays(&day)))
    }

    fn check(seen: &Seen<'_>, expected: &[Unusual]) {
        assert_eq!(unusual(seen, &Count::default(), Some(&hours())), expected, "{seen:?}");
    }

    fn counted(that_day: i64, before: &[i64]) -> Vec<Unusual> {
        unusual(&look(), &Count { that_day, before: before.to_vec() }, None)
    }

    #[test]
    fn a_look_in_working_hours_at_a_case_of_the_own_unit_is_like_any_other() {
        check(&look(), &[]);
    }

    #[test]
    fn many_is_far_more_than_the_person_usually_opens() {
        let usual = [8, 9, 10, 11, 12, 9];
        assert_eq!(counted(30, &usual), [], "three times the median day");
        assert_eq!(counted(31, &usual), [Unusual::Many(31)]);
        assert_eq!(counted(10, &[1, 1, 1, 1, 1]), [], "few are nobody's concern");
        assert_eq!(counted(11, &[1, 1, 1, 1, 1]), [Unusual::Many(11)]);
        assert_eq!(counted(30, &[1, 1]), [], "a newcomer has no usual day yet");
        assert_eq!(counted(31, &[]), [Unusual::Many(31)]);
    }

    #[test]
    fn searching_far_more_than_usual_is_unusual_also_when_nothing_is_opened() {
        let searches = |that_day: i64, before: &[i64], opened: i64| {
            unusual_searches(&Count { that_day, before: before.to_vec() }, opened)
        };
        let usual = [10, 12, 11, 9, 12, 11];
        assert_eq!(searches(33, &usual, 30), None, "three times the median day");
        assert_eq!(searches(34, &usual, 0), Some(Unusual::ManySearches { searches: 34, opened: 0 }));
        assert_eq!(searches(20, &[1, 1, 1, 1, 1], 0), None, "a desk's share is nobody's concern");
        assert_eq!(
            searches(21, &[1, 1, 1, 1, 1], 4),
            Some(Unusual::ManySearches { searches: 21, opened: 4 })
        );
        assert_eq!(searches(60, &[2, 2], 0), None, "a newcomer has no usual day yet");
        assert_eq!(searches(61, &[], 0), Some(Unusual::ManySearches { searches: 61, opened: 0 }));
        assert_eq!(searches(0, &[], 0), None);
    }

    #[test]
    fn nobody_is_expected_at_night_or_on_a_sunday_but_an_hour_about_the_opening() {
        // Riga is two hours ahead in winter.
        for (moment, expected) in [
            ("2026-11-16T05:10:00.000Z", &[][..]),
            ("2026-11-16T04:50:00.000Z", &[Unusual::OutsideHours][..]),
            ("2026-11-16T15:50:00.000Z", &[]),
            ("2026-11-16T16:10:00.000Z", &[Unusual::OutsideHours]),
            ("2026-11-15T10:00:00.000Z", &[Unusual::OutsideHours]),
            ("2026-11-18T10:00:00.000Z", &[Unusual::OutsideHours]), // a public holiday
        ] {
            check(&Seen { at: at(moment), ..look() }, expected);
        }
        let night = Seen { at: at("2026-11-16T01:00:00.000Z"), ..look() };
        assert_eq!(unusual(&night, &Count::default(), None), [], "somebody without a branch keeps no hours");
    }

    #[test]
    fn a_case_of_another_unit_is_unusual_unless_something_ties_the_reader_to_it() {
        let foreign = Seen { case_belongs: unit(2), ..look() };
        check(&foreign, &[Unusual::OtherUnit]);
        check(&Seen { purpose: Some(Purpose::Visit), ..foreign }, &[]);
        check(&Seen { purpose: Some(Purpose::Owner), ..foreign }, &[]);
        let elsewhere = Seen { reader_belongs: branch(1), case_belongs: branch(2), ..look() };
        check(&elsewhere, &[Unusual::OtherUnit]);
        check(&Seen { case_belongs: Belongs::default(), ..look() }, &[]);
    }

    #[test]
    fn a_client_of_ones_own_surname_is_unusual_in_both_its_forms() {
        for (client, expected) in [
            ("Pēteris Kalniņš", &[Unusual::OwnSurname][..]),
            ("kalniņa", &[Unusual::OwnSurname]),
            ("Ilze Kalna", &[]),
            ("Anna Ozola", &[]),
            ("", &[]),
        ] {
            check(&Seen { client, ..look() }, expected);
        }
    }
}
