//! What a day is: working, free, and why.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use solits_kernel::Text;

use crate::{
    Feed, Holiday, Timetable, Transfers,
    holidays::{days_after, is_holiday, is_weekend, substitute_on},
};

/// What a day is in an institution's calendar, with the reason.
///
/// This is about work, not about opening: a branch may be closed on a working day and open on a free one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// An ordinary working day.
    Working,
    /// A day worked in place of another that was made free.
    WorkedInstead {
        /// The day that was made free.
        of: Date,
    },
    /// A day the institution itself declared worked.
    OwnWorking {
        /// The day it stands in for, if any.
        of: Option<Date>,
        /// Why.
        reason: Text,
    },
    /// A Saturday or Sunday that is no holiday.
    Weekend,
    /// A public holiday.
    Holiday(Holiday),
    /// A holiday of one year only.
    OneOffHoliday(Text),
    /// A working day that is free because the holiday fell on a weekend.
    Substitute(Holiday),
    /// A working day made free by a transfer.
    MovedOff {
        /// The day on which it is worked.
        to: Date,
    },
    /// A day the institution itself declared free.
    OwnDayOff(Text),
}

impl DayKind {
    /// Whether people work on such a day.
    pub const fn is_worked(&self) -> bool {
        matches!(self, Self::Working | Self::WorkedInstead { .. } | Self::OwnWorking { .. })
    }

    /// The day whose hours are kept on a day worked in its place.
    pub const fn stands_in_for(&self) -> Option<Date> {
        match self {
            Self::WorkedInstead { of } | Self::OwnWorking { of: Some(of), .. } => Some(*of),
            _ => None,
        }
    }
}

/// Why a working day is shorter than others (Labour Law, section 135).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shortened {
    /// The next day is a holiday, even if on a weekend.
    BeforeHoliday {
        /// The holiday.
        holiday: Date,
    },
    /// The day is worked in place of one that would have been short: the shortening travels with the transfer.
    Carried {
        /// The day that would have been short.
        from: Date,
    },
}

/// A day on which the institution departs from the general calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnDay {
    /// The day.
    pub date: Date,
    /// What it is instead.
    pub kind: OwnDayKind,
    /// Why, as clients read it.
    pub reason: Text,
}

/// What an institution makes of a day of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnDayKind {
    /// Free.
    Off,
    /// Worked.
    Worked {
        /// The day it stands in for: that weekday's hours are kept, and its shortening travels along.
        instead_of: Option<Date>,
    },
}

/// What `day` is. The institution's own word goes first, then the law, then transfers, then the week.
pub(crate) fn kind_of(day: Date, timetable: &Timetable) -> DayKind {
    let feed = &timetable.feed;
    own_kind(day, timetable)
        .or_else(|| free_by_law(day, feed))
        .or_else(|| transferred(day, timetable))
        .unwrap_or(if is_weekend(day) { DayKind::Weekend } else { DayKind::Working })
}

fn own_kind(day: Date, timetable: &Timetable) -> Option<DayKind> {
    let own = timetable.own_days.iter().rev().find(|own| own.date == day)?;
    Some(match own.kind {
        OwnDayKind::Off => DayKind::OwnDayOff(own.reason.clone()),
        OwnDayKind::Worked { instead_of } => {
            DayKind::OwnWorking { of: instead_of, reason: own.reason.clone() }
        }
    })
}

fn free_by_law(day: Date, feed: &Feed) -> Option<DayKind> {
    Holiday::on(day, feed)
        .map(DayKind::Holiday)
        .or_else(|| feed.one_off_on(day).map(|holiday| DayKind::OneOffHoliday(holiday.name.clone())))
        .or_else(|| substitute_on(day, feed).map(DayKind::Substitute))
}

fn transferred(day: Date, timetable: &Timetable) -> Option<DayKind> {
    match timetable.settings.transfers {
        Transfers::Ignore => None,
        Transfers::Follow => timetable
            .feed
            .transferred_off(day)
            .map(|transfer| DayKind::MovedOff { to: transfer.worked })
            .or_else(|| {
                timetable.feed.transferred_to(day).map(|transfer| DayKind::WorkedInstead { of: transfer.off })
            }),
    }
}

/// Why the worked day `day` of `kind` is short; `None` on a full or free day.
pub(crate) fn shortened(day: Date, kind: &DayKind, feed: &Feed) -> Option<Shortened> {
    if !kind.is_worked() {
        return None;
    }
    // Where both reasons hold, the day would have been short wherever the work had gone, so that one is named.
    let carried = kind.stands_in_for().filter(|&from| is_holiday(days_after(from, 1), feed));
    let holiday = days_after(day, 1);
    carried
        .map(|from| Shortened::Carried { from })
        .or_else(|| is_holiday(holiday, feed).then_some(Shortened::BeforeHoliday { holiday }))
}
