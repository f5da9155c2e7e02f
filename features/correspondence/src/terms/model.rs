//! How long what nobody needs is kept: what may be removed when, and who may change that.

use jiff::{ToSpan as _, civil::Time};
use solits_kernel::{EmployeeId, Timestamp};

/// How long a request for a shorter time waits for the second person.
pub(crate) const CONFIRM_MINUTES: i64 = 24 * 60;

/// What is kept for a time of its own (security §11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A reply that somebody began and left lying.
    Draft,
    /// A letter that came to no case: automatic mail, what could not be read, what came twice.
    Letter,
    /// What a client said of a case in their own words; the scores stay, they name nobody.
    Survey,
    /// The number on which a client was called back; that there was a call, and how it ended, stays.
    Call,
    /// When an employee was signed in, and how.
    Session,
    /// The account of somebody who left; their initials stay.
    Account,
    /// What ties a visit to the person who came; the numbers stay.
    Ticket,
    /// What a client wanted to be called back about; that there was a call, and how it ended, stays.
    Callback,
    /// How an employee judged the own work of a day.
    Evaluation,
    /// What is personal in a closed case, with its letters and files.
    Case,
    /// The same of complaints and claims, whose registers stay.
    Complaint,
}

impl Kind {
    /// All, in the order in which they are shown.
    pub(crate) const ALL: [Self; 11] = [
        Self::Draft,
        Self::Letter,
        Self::Ticket,
        Self::Survey,
        Self::Call,
        Self::Callback,
        Self::Evaluation,
        Self::Session,
        Self::Account,
        Self::Case,
        Self::Complaint,
    ];

    /// As stored and in forms.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Letter => "letter",
            Self::Survey => "survey",
            Self::Call => "call",
            Self::Session => "session",
            Self::Account => "account",
            Self::Ticket => "ticket",
            Self::Callback => "callback",
            Self::Evaluation => "evaluation",
            Self::Case => "case",
            Self::Complaint => "complaint",
        }
    }

    /// The one of a code.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Where the institution has said nothing: thirty days for a draft and for what ties a visit to a person, ninety for mail
    /// that was not placed and for the number of a call, a year for the words of a survey, for what a call was about, for
    /// sign-ins and for the accounts of those who left, three for the evaluation of an employee, five after closing for a
    /// case and for a complaint (security §11).
    pub(crate) const fn usual(self) -> Term {
        let days = match self {
            Self::Draft | Self::Ticket => 30,
            Self::Letter | Self::Call => 90,
            Self::Survey | Self::Callback | Self::Session | Self::Account => 365,
            Self::Evaluation => 3 * 365,
            Self::Case | Self::Complaint => 5 * 365,
        };
        Term { days, is_held: false }
    }

    /// The fewest and the most days that may be said. Nobody loses over a weekend what they began, or over a holiday what a
    /// person has still to look at. A case is there for a year at least: its client may come back to it, and the answer may
    /// be disputed.
    pub(crate) const fn limits(self) -> (i64, i64) {
        match self {
            Self::Draft | Self::Ticket => (7, 365),
            Self::Letter
            | Self::Survey
            | Self::Call
            | Self::Callback
            | Self::Evaluation
            | Self::Session
            | Self::Account => (30, 3650),
            Self::Case | Self::Complaint => (365, 7300),
        }
    }
}

/// How long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    /// Days since it was last touched, since it came, since it ended, since it was last used, since its owner left, or since it
    /// was closed.
    pub(crate) days: i64,
    /// Nothing is removed at all while somebody may have to see it: a dispute, an inspection.
    pub(crate) is_held: bool,
}

impl Term {
    /// The first instant from which things are still kept: whole days of Riga. `None` while nothing may be removed.
    pub(crate) fn kept_from(self, now: Timestamp) -> Option<Timestamp> {
        let day = now.day().saturating_sub(self.days.days());
        (!self.is_held).then(|| Timestamp::in_riga(day, Time::MIN))
    }

    /// The same so many days from now: what goes until then, as far as nothing happens to it.
    pub(crate) fn kept_from_in(self, now: Timestamp, days: i64) -> Option<Timestamp> {
        let day = now.day().saturating_sub((self.days - days).days());
        (!self.is_held).then(|| Timestamp::in_riga(day, Time::MIN))
    }

    /// When something of that moment goes: the night in which [`Self::kept_from`] passes it.
    pub(crate) fn goes_on(self, of: Timestamp) -> Option<jiff::civil::Date> {
        (!self.is_held).then(|| of.day().saturating_add((self.days + 1).days()))
    }

    /// Whether everything that `other` keeps is kept by this one as well. Only a change to such a term is one person's
    /// to make (security §5).
    pub(crate) const fn keeps_as_much_as(self, other: Self) -> bool {
        self.days >= other.days && (self.is_held || !other.is_held)
    }
}

/// The term in force, and the one that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) kind: Kind,
    pub(crate) term: Term,
    pub(crate) asked: Option<Asked>,
}

/// A term that keeps less, until another person confirms it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) term: Term,
    pub(crate) by: EmployeeId,
    /// The name of who asked.
    pub(crate) name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    /// Security §11: a draft and a ticket's link to a person thirty days, mail that could not be placed ninety, the words of a
    /// survey a year, the number of a caller ninety days, what a call was about a year, sign-ins a year, an account a year
    /// after leaving, the evaluation of an employee three years, cases and complaints five years after closing.
    #[test]
    fn without_a_word_of_the_institution_the_terms_are_those_of_the_document() {
        assert_eq!(Kind::Draft.usual(), Term { days: 30, is_held: false });
        assert_eq!(Kind::Letter.usual(), Term { days: 90, is_held: false });
        assert_eq!(Kind::Survey.usual(), Term { days: 365, is_held: false });
        assert_eq!(Kind::Call.usual(), Term { days: 90, is_held: false });
        assert_eq!(Kind::Session.usual(), Term { days: 365, is_held: false });
        assert_eq!(Kind::Account.usual(), Term { days: 365, is_held: false });
        assert_eq!(Kind::Ticket.usual(), Term { days: 30, is_held: false });
        assert_eq!(Kind::Callback.usual(), Term { days: 365, is_held: false });
        assert_eq!(Kind::Evaluation.usual(), Term { days: 1095, is_held: false });
        assert_eq!(Kind::Case.usual(), Term { days: 5 * 365, is_held: false });
        assert_eq!(Kind::Complaint.usual(), Term { days: 5 * 365, is_held: false });
        for kind in Kind::ALL {
            let (fewest, most) = kind.limits();
            assert!((fewest..=most).contains(&kind.usual().days));
            assert_eq!(Kind::parse(kind.code()), Some(kind));
        }
    }

    #[test]
    fn things_are_kept_for_whole_days_of_riga() {
        let term = Term { days: 30, is_held: false };
        // In summer Riga is three hours ahead, in winter two; the clocks change on 25 October 2026.
        let now = at("2026-11-10T10:00:00.000Z");
        assert_eq!(term.kept_from(now), Some(at("2026-10-10T21:00:00.000Z")));
        assert_eq!(Term { is_held: true, ..term }.kept_from(now), None);
    }

    /// What goes in thirty days is what the run of that day finds, whatever the clocks do in between.
    #[test]
    fn what_goes_soon_is_what_a_later_run_finds() {
        let term = Term { days: 1825, is_held: false };
        let now = at("2026-10-10T10:00:00.000Z");
        assert_eq!(term.kept_from_in(now, 30), term.kept_from(at("2026-11-09T10:00:00.000Z")));
        assert_eq!(term.kept_from_in(now, 0), term.kept_from(now));
        assert_eq!(Term { is_held: true, ..term }.kept_from_in(now, 30), None);
    }

    /// A term of 365 days is one of days and not of calendar years: a leap day within it counts as any other.
    #[test]
    fn a_leap_day_counts_as_any_other() {
        let term = Term { days: 365, is_held: false };
        assert_eq!(term.kept_from(at("2028-02-29T10:00:00.000Z")), Some(at("2027-02-28T22:00:00.000Z")));
        assert_eq!(term.kept_from(at("2029-02-28T10:00:00.000Z")), Some(at("2028-02-28T22:00:00.000Z")));
    }

    #[test]
    fn the_day_on_which_something_goes_is_the_first_on_which_it_is_not_kept() {
        let term = Term { days: 30, is_held: false };
        for hour in ["00:00:00.000", "09:30:00.000", "21:59:59.999", "22:00:00.000", "23:30:00.000"] {
            let touched = at(&format!("2026-11-16T{hour}Z"));
            let goes = term.goes_on(touched).unwrap();
            let before = Timestamp::in_riga(goes.yesterday().unwrap(), Time::constant(23, 59, 0, 0));
            let after = Timestamp::in_riga(goes, Time::MIN);
            assert!(term.kept_from(before).unwrap() <= touched, "{hour}");
            assert!(term.kept_from(after).unwrap() > touched, "{hour}");
        }
    }

    #[test]
    fn one_person_keeps_longer_and_holds_and_never_the_other_way() {
        let term = |days, is_held| Term { days, is_held };
        assert!(term(30, false).keeps_as_much_as(term(30, false)));
        assert!(term(31, false).keeps_as_much_as(term(30, false)));
        assert!(term(30, true).keeps_as_much_as(term(30, false)));
        assert!(!term(29, true).keeps_as_much_as(term(30, true)));
        assert!(
            !term(90, false).keeps_as_much_as(term(30, true)),
            "the end of a hold lets go of what was held"
        );
    }
}
