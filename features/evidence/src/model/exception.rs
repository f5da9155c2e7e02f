//! An exception from a norm: where, why, by whom, from when until when. It is shown beside what is counted and changes
//! none of it.

use solits_kernel::{BranchId, EmployeeId, Id, ServiceId, Timestamp};

use super::period::Period;

/// An entry of the register of exceptions.
pub(crate) enum ExceptionKind {}
/// The id of an exception.
pub(crate) type ExceptionId = Id<ExceptionKind>;

/// An exception that ends within so many days is told in time to be lengthened or left to end.
const SOON_DAYS: i64 = 14;

/// Where an exception holds; nowhere named is everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) branch: Option<BranchId>,
    pub(crate) service: Option<ServiceId>,
}

impl Place {
    /// Whether something may happen that lies in both.
    pub(crate) fn meets(self, other: Self) -> bool {
        let branch = self.branch.is_none() || other.branch.is_none() || self.branch == other.branch;
        let service = self.service.is_none() || other.service.is_none() || self.service == other.service;
        branch && service
    }
}

/// That an exception was ended before its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Revoked {
    pub(crate) at: Timestamp,
    pub(crate) by: EmployeeId,
    pub(crate) because: String,
}

/// An exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Exception {
    pub(crate) id: ExceptionId,
    pub(crate) norm: String,
    pub(crate) place: Place,
    pub(crate) reason: String,
    pub(crate) days: Period,
    pub(crate) allowed_at: Timestamp,
    pub(crate) allowed_by: EmployeeId,
    pub(crate) revoked: Option<Revoked>,
}

/// Where an exception stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It begins later.
    Ahead,
    /// It holds.
    Holds,
    /// It holds, and its last day is near.
    EndsSoon,
    /// Its last day has passed.
    Expired,
    /// It was ended before.
    Revoked,
}

impl Exception {
    /// Where it stands on a day.
    pub(crate) fn on(&self, today: i64) -> Standing {
        match () {
            () if self.revoked.is_some() => Standing::Revoked,
            () if self.days.until < today => Standing::Expired,
            () if self.days.from > today => Standing::Ahead,
            () if self.days.until - today <= SOON_DAYS => Standing::EndsSoon,
            () => Standing::Holds,
        }
    }

    /// Whether it may still be ended.
    pub(crate) fn can_be_revoked(&self, today: i64) -> bool {
        matches!(self.on(today), Standing::Ahead | Standing::Holds | Standing::EndsSoon)
    }

    /// The days on which it held: up to the one on which it was revoked, none where that was before its first.
    pub(crate) fn held(&self) -> Option<Period> {
        let until = match &self.revoked {
            Some(revoked) => solits_kernel::day_number(revoked.at.day()).min(self.days.until),
            None => self.days.until,
        };
        (until >= self.days.from).then_some(Period { from: self.days.from, until })
    }

    /// Whether it held on a day of a period.
    pub(crate) fn held_in(&self, period: Period) -> bool {
        self.held().is_some_and(|held| held.meets(period))
    }

    /// Whether two exceptions hold for the same norm, at the same place, on the same day.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let days = self.held().zip(other.held()).is_some_and(|(one, two)| one.meets(two));
        self.id != other.id && self.norm == other.norm && self.place.meets(other.place) && days
    }
}

#[cfg(test)]
mod tests {
    use solits_kernel::{day_number, day_of_number};
    use uuid::Uuid;

    use super::*;

    const TODAY: i64 = 20_778;

    fn branch(number: u128) -> Place {
        Place { branch: Some(BranchId::new(Uuid::from_u128(number))), service: None }
    }

    fn service(number: u128) -> Place {
        Place { branch: None, service: Some(ServiceId::new(Uuid::from_u128(number))) }
    }

    fn exception(number: u128, place: Place, from: i64, until: i64) -> Exception {
        Exception {
            id: ExceptionId::new(Uuid::from_u128(number)),
            norm: "wait".to_owned(),
            place,
            reason: "remonts".to_owned(),
            days: Period { from: TODAY + from, until: TODAY + until },
            allowed_at: Timestamp::from_millis(0),
            allowed_by: EmployeeId::new(Uuid::from_u128(1)),
            revoked: None,
        }
    }

    fn revoked(mut exception: Exception, day: i64) -> Exception {
        let at = Timestamp::in_riga(day_of_number(TODAY + day), jiff::civil::time(12, 0, 0, 0));
        assert_eq!(day_number(at.day()), TODAY + day);
        exception.revoked =
            Some(Revoked { at, by: EmployeeId::new(Uuid::from_u128(2)), because: "beidzies".to_owned() });
        exception
    }

    #[test]
    fn an_exception_is_ahead_then_holds_then_ends_soon_then_is_expired() {
        let at = |from, until| exception(1, Place::default(), from, until).on(TODAY);
        assert_eq!(at(1, 30), Standing::Ahead);
        assert_eq!(at(0, 15), Standing::Holds);
        assert_eq!(at(-3, 14), Standing::EndsSoon);
        // The last day counts.
        assert_eq!(at(-3, 0), Standing::EndsSoon);
        assert_eq!(at(-3, -1), Standing::Expired);
    }

    #[test]
    fn a_revoked_one_held_up_to_the_day_of_revocation() {
        let one = revoked(exception(1, Place::default(), -10, 10), -2);
        assert_eq!(one.on(TODAY), Standing::Revoked);
        assert!(!one.can_be_revoked(TODAY));
        assert!(one.held_in(Period { from: TODAY - 2, until: TODAY }));
        assert!(!one.held_in(Period { from: TODAY - 1, until: TODAY }));
        // Revoked before it began, it never held.
        assert_eq!(revoked(exception(1, Place::default(), 5, 10), 0).held(), None);
    }

    #[test]
    fn two_overlap_where_place_and_days_meet() {
        let here = exception(1, branch(7), 0, 10);
        assert!(here.overlaps(&exception(2, Place::default(), 10, 20)), "everywhere is here too");
        assert!(here.overlaps(&exception(2, service(9), 5, 6)), "a service may be asked for here");
        assert!(!here.overlaps(&exception(2, branch(8), 0, 10)), "another branch");
        assert!(!here.overlaps(&exception(2, branch(7), 11, 12)), "other days");
        assert!(!here.overlaps(&here.clone()), "itself");
        let other = Exception { norm: "call".to_owned(), ..exception(2, branch(7), 0, 10) };
        assert!(!here.overlaps(&other), "another norm");
    }
}
