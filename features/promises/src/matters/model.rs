//! What can be asked of matters: plain functions.

use std::{fmt, str::FromStr};

use solits_journal::matters::Counts;
use uuid::Uuid;

/// A figure, and so a list of what is behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum What {
    /// Matters that ended.
    #[default]
    Ended,
    /// Those solved at the first contact.
    First,
    /// Clients and matters passed on, in whatever way.
    Passed,
    /// Clients passed on to another desk.
    Desks,
    /// Clients sent from the desk to somebody else.
    Elsewhere,
    /// Matters passed on to another employee.
    People,
    /// Matters handed over to another unit.
    Units,
    /// Matters passed on to another institution.
    Bodies,
    /// Matters for which clients came.
    Visits,
    /// Matters for which they wrote or called.
    Contacts,
    /// Matters for which they handed in files.
    Documents,
    /// Matters for which they paid.
    Fees,
}

impl What {
    pub(super) const ALL: [Self; 12] = [
        Self::Ended,
        Self::First,
        Self::Passed,
        Self::Desks,
        Self::Elsewhere,
        Self::People,
        Self::Units,
        Self::Bodies,
        Self::Visits,
        Self::Contacts,
        Self::Documents,
        Self::Fees,
    ];
    /// The ways in which clients and matters are passed on.
    pub(super) const PASSED: [Self; 5] =
        [Self::Desks, Self::Elsewhere, Self::People, Self::Units, Self::Bodies];

    /// The word in addresses and at the end of message keys.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::First => "first",
            Self::Passed => "passed",
            Self::Desks => "desks",
            Self::Elsewhere => "elsewhere",
            Self::People => "people",
            Self::Units => "units",
            Self::Bodies => "bodies",
            Self::Visits => "visits",
            Self::Contacts => "contacts",
            Self::Documents => "documents",
            Self::Fees => "fees",
        }
    }

    /// What a word asks for; the usual figure where it asks for nothing known.
    pub(super) fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|what| what.word() == word).unwrap_or_default()
    }

    /// How much of it some counts hold.
    pub(super) const fn of(self, counts: Counts) -> i64 {
        match self {
            Self::Ended => counts.ended,
            Self::First => counts.first,
            Self::Passed => counts.desks + counts.elsewhere + counts.people + counts.units + counts.bodies,
            Self::Desks => counts.desks,
            Self::Elsewhere => counts.elsewhere,
            Self::People => counts.people,
            Self::Units => counts.units,
            Self::Bodies => counts.bodies,
            Self::Visits => counts.visits,
            Self::Contacts => counts.contacts,
            Self::Documents => counts.documents,
            Self::Fees => counts.cents,
        }
    }

    /// The outcomes of the visits it is made of; none where it is made of cases alone.
    pub(super) const fn outcomes(self) -> Option<[&'static str; 3]> {
        match self {
            Self::Ended | Self::Visits => Some(["solved", "redirected", "refused"]),
            Self::First => Some(["solved", "solved", "solved"]),
            Self::Passed => Some(["transferred", "redirected", "redirected"]),
            Self::Desks => Some(["transferred", "transferred", "transferred"]),
            Self::Elsewhere => Some(["redirected", "redirected", "redirected"]),
            _ => None,
        }
    }

    /// Whether cases are among what it is made of.
    pub(super) const fn has_cases(self) -> bool {
        !matches!(self, Self::Desks | Self::Elsewhere)
    }
}

/// The share solved at the first contact; `None` where nothing ended.
pub(super) fn first_share(counts: Counts) -> Option<f64> {
    average(counts.first, counts)
}

/// So much for each matter that ended; `None` where none did.
#[expect(clippy::cast_precision_loss, reason = "counts of matters stay far below 2^52")]
pub(super) fn average(sum: i64, counts: Counts) -> Option<f64> {
    (counts.ended > 0).then(|| sum as f64 / counts.ended as f64)
}

/// Where a list goes on: after a visit or a case of a day. Written `20778-v-id` or `20778-c-id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct After {
    pub(super) day: i64,
    pub(super) is_case: bool,
    pub(super) id: Uuid,
}

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.day, if self.is_case { "c" } else { "v" }, self.id.simple())
    }
}

impl FromStr for After {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '-');
        let mut next = || parts.next().ok_or(());
        let day = next()?.parse().map_err(|_| ())?;
        let is_case = match next()? {
            "c" => true,
            "v" => false,
            _ => return Err(()),
        };
        Ok(Self { day, is_case, id: next()?.parse().map_err(|_| ())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_asked_for_by_its_word() {
        for what in What::ALL {
            assert_eq!(What::parse(what.word()), what);
        }
        assert_eq!(What::parse("hearsay"), What::Ended);
    }

    /// I-15: however it was passed on, it counts; I-30: the share is of what ended.
    #[test]
    fn figures_are_what_their_definitions_say() {
        let counts = Counts { ended: 8, first: 6, desks: 1, elsewhere: 2, units: 3, ..Counts::default() };
        assert_eq!(What::Passed.of(counts), 6);
        assert_eq!(What::PASSED.into_iter().map(|what| what.of(counts)).sum::<i64>(), 6);
        assert_eq!(first_share(counts), Some(0.75));
        assert_eq!(first_share(Counts::default()), None);
    }

    #[test]
    fn a_place_in_a_list_is_read_as_it_was_written() {
        for is_case in [true, false] {
            let place = After { day: 20_778, is_case, id: Uuid::from_u128(7) };
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        assert_eq!("20778-x-7".parse::<After>(), Err(()));
    }
}
