//! Changing the days of all branches at once.

use jiff::civil::Date;
use solits_calendar::{
    Calendar, Feed, FestivalClosing, MovedDayOff, OneOffHoliday, Timetable, Transfer, Transfers,
    WorkedSaturday,
};
use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::BranchId;
use solits_standard::model::ChannelKind;
use solits_web::App;

use crate::{
    actions::{SetupError, set_calendar},
    editing::{actions::hours_of, store},
};

/// A change of the days of every branch.
#[derive(Clone, Debug)]
pub(crate) enum DaysChange {
    /// Somebody has looked at the calendar of a year and it can be counted with.
    Confirm(i16),
    /// A working day made free and worked on another (Labour Law, section 133(4)).
    Transfer(Transfer),
    /// A holiday of one year only.
    Holiday(OneOffHoliday),
    /// The closing day of the festival.
    Festival(FestivalClosing),
    /// What is on a day, or is worked for it, is taken back.
    Remove(Date),
    /// How transfers are counted, which the law leaves open.
    Count(Transfers, WorkedSaturday, MovedDayOff),
}

impl DaysChange {
    /// The timetable after the change.
    pub(crate) fn made_in(&self, mut timetable: Timetable) -> Timetable {
        let feed = &mut timetable.feed;
        match self {
            Self::Confirm(year) => drop(timetable.years.insert(*year)),
            Self::Transfer(transfer) => {
                feed.transfers.retain(|one| one.off != transfer.off);
                feed.transfers.push(transfer.clone());
            }
            Self::Holiday(holiday) => {
                feed.one_off_holidays.retain(|one| one.date != holiday.date);
                feed.one_off_holidays.push(holiday.clone());
            }
            // A year has one closing day: a new one takes the place of the old.
            Self::Festival(closing) => {
                feed.festival_closings.retain(|one| one.date.year() != closing.date.year());
                feed.festival_closings.push(closing.clone());
            }
            Self::Remove(date) => {
                feed.transfers.retain(|one| one.off != *date);
                feed.one_off_holidays.retain(|one| one.date != *date);
                feed.festival_closings.retain(|one| one.date != *date);
            }
            Self::Count(transfers, saturday, moved) => {
                timetable.settings.transfers = *transfers;
                timetable.settings.worked_saturday = *saturday;
                timetable.settings.moved_day_off = *moved;
            }
        }
        timetable
    }
}

/// The calendars of all branches, closed ones too, in their order.
pub(crate) async fn calendars(tx: &mut Tx) -> Result<Vec<(BranchId, Calendar)>, SetupError> {
    let mut all = Vec::new();
    for row in store::list_branches(tx).await? {
        let branch = BranchId::new(row.id);
        let hours = hours_of(tx, branch, ChannelKind::Visit).await?.ok_or(SetupError::NotFound)?;
        all.push((branch, Calendar::new(hours.timetable)));
    }
    Ok(all)
}

/// Makes a change in every branch that differs by it, each with a new version of its calendar and its entry in the
/// journal. What was counted before stays as it was.
pub(crate) async fn change_days(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    change: &DaysChange,
) -> Result<(), SetupError> {
    for (branch, calendar) in calendars(tx).await? {
        let was = calendar.timetable().clone();
        let timetable = change.made_in(was.clone());
        if timetable != was {
            set_calendar(tx, app, actor, branch, timetable).await?;
        }
    }
    Ok(())
}

/// The timetable of a branch to be made, with the days that the institution's other branches keep.
pub(crate) async fn days_of_others(tx: &mut Tx, timetable: Timetable) -> Result<Timetable, SetupError> {
    let Some(first) = store::list_branches(tx).await?.into_iter().next() else { return Ok(timetable) };
    let hours = hours_of(tx, BranchId::new(first.id), ChannelKind::Visit).await?;
    Ok(match hours {
        // What the institution has said of its own days is common; days of one branch alone are not.
        Some(hours) => Timetable { own_days: Vec::new(), ..timetable.with_days_of(&hours.timetable) },
        None => timetable,
    })
}

/// What all branches say together: every fed-in day of any, and the years that all have confirmed.
pub(crate) fn together(calendars: &[(BranchId, Calendar)]) -> Option<Timetable> {
    let ((_, first), others) = calendars.split_first()?;
    let mut sum = first.timetable().clone();
    for (_, calendar) in others {
        let timetable = calendar.timetable();
        sum.feed = std::mem::take::<Feed>(&mut sum.feed).with(timetable.feed.clone());
        sum.years.retain(|year| timetable.years.contains(year));
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use solits_calendar::{DayHours, WeeklyHours};

    use super::*;

    fn timetable() -> Timetable {
        let hours: DayHours = "09:00-17:00".parse().unwrap();
        Timetable::new(1, WeeklyHours::weekdays(&hours))
    }

    /// Labour Law, section 133(4): the day that is made free is free, the Saturday in its place is worked.
    #[test]
    fn a_transfer_frees_one_day_and_works_another_until_it_is_taken_back() {
        let (off, worked) = (date(2027, 6, 25), date(2027, 6, 19));
        let transfer = Transfer { off, worked, source: "Rīkojums".to_owned() };
        let moved = Calendar::new(DaysChange::Transfer(transfer).made_in(timetable()));
        assert!(!moved.is_working_day(off) && moved.is_working_day(worked));
        let back = Calendar::new(DaysChange::Remove(off).made_in(moved.timetable().clone()));
        assert!(back.is_working_day(off) && !back.is_working_day(worked));
    }

    #[test]
    fn a_confirmed_year_is_warned_of_no_more() {
        let today = date(2026, 11, 21);
        assert!(!Calendar::new(timetable()).warnings(today).is_empty());
        let confirmed = DaysChange::Confirm(2027).made_in(timetable());
        assert!(Calendar::new(confirmed).warnings(today).is_empty());
    }

    #[test]
    fn a_year_counts_as_confirmed_when_every_branch_has_it_and_no_day_of_one_is_lost() {
        let ours = DaysChange::Confirm(2027).made_in(timetable());
        let holiday = OneOffHoliday {
            date: date(2027, 5, 10),
            name: solits_kernel::Text::new("Diena", "Day"),
            source: "Likums".to_owned(),
        };
        let theirs = DaysChange::Holiday(holiday).made_in(timetable());
        let branch = |number| BranchId::new(uuid::Uuid::from_u128(number));
        let sum = together(&[(branch(1), Calendar::new(ours)), (branch(2), Calendar::new(theirs))]).unwrap();
        assert!(!sum.years.contains(&2027) && sum.years.contains(&2026));
        assert!(sum.feed.one_off_on(date(2027, 5, 10)).is_some());
    }
}
