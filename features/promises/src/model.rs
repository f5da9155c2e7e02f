//! Figures as they may be shown, and what is asked of them: plain functions.

use std::{collections::HashMap, fmt, str::FromStr};

use jiff::civil::Date;
use solits_kernel::day_number;
use solits_obligation::FEWEST_PUBLISHED;
use uuid::Uuid;

/// Counts of one promise over some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Kept in time.
    pub(crate) met: i64,
    /// Not kept in time.
    pub(crate) breached: i64,
    /// No longer owed.
    pub(crate) waived: i64,
}

impl Kept {
    /// What was owed: kept or broken. What was waived counts neither way.
    pub(crate) const fn owed(self) -> i64 {
        self.met + self.breached
    }
    /// Everything that was opened and has ended.
    pub(crate) const fn ended(self) -> i64 {
        self.owed() + self.waived
    }
    /// The share kept, 0 to 1; `None` where nothing was owed.
    pub(crate) fn share(self) -> Option<f64> {
        solits_obligation::kept_percent(self.met, self.breached).map(|percent| percent / 100.0)
    }
    /// Whether less was kept than `target` (0 to 1) promises.
    pub(crate) fn is_below(self, target: f64) -> bool {
        self.share().is_some_and(|share| is_below(share, target))
    }
    pub(crate) const fn add(&mut self, other: Self) {
        self.met += other.met;
        self.breached += other.breached;
        self.waived += other.waived;
    }
    /// Takes away what another counts.
    pub(crate) const fn take(&mut self, other: Self) {
        self.met -= other.met;
        self.breached -= other.breached;
        self.waived -= other.waived;
    }
    /// Of each the less.
    pub(crate) fn least(self, other: Self) -> Self {
        Self {
            met: self.met.min(other.met),
            breached: self.breached.min(other.breached),
            waived: self.waived.min(other.waived),
        }
    }
    /// The sum of some counts.
    pub(crate) fn sum<'a>(counts: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut total = Self::default();
        counts.into_iter().for_each(|count| total.add(*count));
        total
    }
}

/// Whether a share lies below a target; both may carry the error of a division.
pub(crate) fn is_below(share: f64, target: f64) -> bool {
    share + 1e-9 < target
}

/// Which months may be published beside their sum (security §11).
pub(crate) fn publishable(months: &[Kept]) -> Vec<bool> {
    let counts: Vec<i64> = months.iter().map(|kept| kept.owed()).collect();
    solits_obligation::publishable(&counts)
}

/// A total as it may be published.
pub(crate) fn publishable_total(total: Kept) -> Option<Kept> {
    (total.owed() >= FEWEST_PUBLISHED).then_some(total)
}

/// How many days a page shows when nothing else is asked.
pub(crate) const USUAL_DAYS: i64 = 31;
/// How many days a page shows day by day at most.
pub(crate) const MOST_DAYS: i64 = 92;
/// How many days a list of cases spans at most: the twelve months of a figure.
pub(crate) const MOST_LISTED_DAYS: i64 = 366;

/// Days from one to another, both counted, as stored numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

/// Why days cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DaysError {
    /// Not a day as `2026-11-21`.
    Unreadable,
    /// The last one is before the first.
    Backwards,
    /// More than are shown at once.
    TooMany,
}

impl Days {
    /// The days asked for by `from` and `to`; the usual ones up to `today` where nothing is asked.
    pub(crate) fn asked(query: &HashMap<String, String>, today: i64, most: i64) -> Result<Self, DaysError> {
        let to = asked_day(query, "to")?;
        let from = asked_day(query, "from")?;
        let days = match (from, to) {
            (Some(from), Some(to)) => Self { from, to },
            (Some(from), None) => Self { from, to: today.clamp(from, from + most - 1) },
            (None, to) => Self::up_to(to.unwrap_or(today)),
        };
        if days.to < days.from {
            return Err(DaysError::Backwards);
        }
        if days.to - days.from >= most {
            return Err(DaysError::TooMany);
        }
        Ok(days)
    }

    /// The usual number of days, the last one given.
    pub(crate) const fn up_to(last: i64) -> Self {
        Self { from: last - USUAL_DAYS + 1, to: last }
    }
}

fn asked_day(query: &HashMap<String, String>, name: &str) -> Result<Option<i64>, DaysError> {
    match query.get(name).map(String::as_str) {
        None | Some("") => Ok(None),
        Some(text) => {
            let day = text.parse::<Date>().map_err(|_| DaysError::Unreadable)?;
            Ok(Some(day_number(day)))
        }
    }
}

/// Which obligations are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// All of them.
    #[default]
    All,
    /// Those whose clock runs.
    Open,
    /// Those kept.
    Met,
    /// Those broken, made good later or not.
    Breached,
    /// Those no longer owed.
    Waived,
}

impl Wanted {
    pub(crate) const ALL: [Self; 5] = [Self::All, Self::Breached, Self::Met, Self::Waived, Self::Open];

    /// The word in addresses; `None` for all.
    pub(crate) const fn state(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Open => Some("open"),
            Self::Met => Some("met"),
            Self::Breached => Some("breached"),
            Self::Waived => Some("waived"),
        }
    }

    /// What the word asks for; `None` for one that asks for nothing known.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        if word.is_empty() {
            return Some(Self::All);
        }
        Self::ALL.into_iter().find(|wanted| wanted.state() == Some(word))
    }

    /// How many of some counts are wanted; `None` where the counts do not tell.
    pub(crate) const fn of(self, counts: Kept) -> Option<i64> {
        match self {
            Self::All => Some(counts.ended()),
            Self::Met => Some(counts.met),
            Self::Breached => Some(counts.breached),
            Self::Waived => Some(counts.waived),
            Self::Open => None,
        }
    }
}

/// Where a list goes on: after the obligation of this day, opening entry and id. Written `20778-1234-id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) day: i64,
    pub(crate) opened_n: i64,
    pub(crate) id: Uuid,
}

impl Place {
    /// Before everything of a day.
    pub(crate) const fn start_of(day: i64) -> Self {
        Self { day, opened_n: i64::MAX, id: Uuid::max() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.day, self.opened_n, self.id.simple())
    }
}

impl FromStr for Place {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '-');
        let mut next = || parts.next().ok_or(());
        let day = next()?.parse().map_err(|_| ())?;
        let opened_n = next()?.parse().map_err(|_| ())?;
        let id = next()?.parse().map_err(|_| ())?;
        Ok(Self { day, opened_n, id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owed(met: i64) -> Kept {
        Kept { met, ..Kept::default() }
    }
    fn query(pairs: &[(&str, &str)]) -> HashMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_was_waived_counts_neither_for_nor_against() {
        let kept = Kept { met: 9, breached: 1, waived: 90 };
        assert_eq!((kept.owed(), kept.ended(), kept.share()), (10, 100, Some(0.9)));
        assert_eq!(Kept { waived: 3, ..Kept::default() }.share(), None);
        assert!(kept.is_below(0.95) && !kept.is_below(0.9));
    }

    #[test]
    fn a_total_below_five_is_not_published() {
        assert_eq!(publishable_total(owed(4)), None);
        assert_eq!(publishable_total(owed(5)), Some(owed(5)));
    }

    #[test]
    fn days_asked_for_are_bounded_and_in_order() {
        let asked = |pairs: &[(&str, &str)]| Days::asked(&query(pairs), 20_778, MOST_DAYS);
        assert_eq!(asked(&[]), Ok(Days { from: 20_748, to: 20_778 }));
        assert_eq!(
            asked(&[("from", "2026-11-01"), ("to", "2026-11-21")]),
            Ok(Days { from: 20_758, to: 20_778 })
        );
        assert_eq!(asked(&[("from", "2026-11-22")]), Ok(Days { from: 20_779, to: 20_779 }));
        assert_eq!(asked(&[("from", "2026-11-21"), ("to", "2026-11-01")]), Err(DaysError::Backwards));
        assert_eq!(asked(&[("from", "2020-01-01"), ("to", "2026-11-01")]), Err(DaysError::TooMany));
        assert_eq!(asked(&[("from", "novembris")]), Err(DaysError::Unreadable));
        assert_eq!(asked(&[("from", ""), ("to", "")]), asked(&[]));
    }

    #[test]
    fn a_place_in_a_list_is_read_as_it_was_written() {
        let place = Place { day: 20_778, opened_n: 12, id: Uuid::from_u128(7) };
        assert_eq!(place.to_string().parse(), Ok(place));
        assert_eq!("20778-12".parse::<Place>(), Err(()));
    }

    #[test]
    fn a_state_is_asked_for_by_its_word() {
        assert_eq!(Wanted::parse("breached"), Some(Wanted::Breached));
        assert_eq!(Wanted::parse(""), Some(Wanted::All));
        assert_eq!(Wanted::parse("lost"), None);
    }
}
