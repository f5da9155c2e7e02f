//! What the forms of the institution's days ask for, with what is wrong beside each field.

use jiff::civil::Date;
use solits_calendar::{
    Calendar, FestivalClosing, MovedDayOff, OneOffHoliday, Transfer, Transfers, WorkedSaturday,
};
use solits_i18n::Words;

use super::actions::DaysChange;
use crate::editing::{draft::Draft, hours::read_date};

/// Characters of the act a day rests on.
const MOST_SOURCE: usize = 200;
/// Characters of a holiday's name.
const MOST_NAME: usize = 160;

/// A transferred day: working now, worked on a day that is free now.
pub(super) fn transfer(
    draft: &mut Draft,
    calendar: &Calendar,
    today: Date,
    words: Words,
) -> Option<DaysChange> {
    let off = read_date(draft, "off", today, words);
    let worked = read_date(draft, "worked", today, words);
    let source = draft.text("transfer_source", MOST_SOURCE, words);
    let (off, worked) = (off?, worked?);
    if !calendar.is_working_day(off) {
        draft.refuse("off", words.t("organisation-transfer-free"));
    }
    if calendar.is_working_day(worked) {
        draft.refuse("worked", words.t("organisation-transfer-worked"));
    }
    Some(DaysChange::Transfer(Transfer { off, worked, source })).filter(|_| draft.errors.is_empty())
}

/// A holiday of one year.
pub(super) fn holiday(draft: &mut Draft, today: Date, words: Words) -> Option<DaysChange> {
    let date = read_date(draft, "holiday", today, words);
    let name = draft.both("holiday_name", MOST_NAME, words);
    let source = draft.text("holiday_source", MOST_SOURCE, words);
    Some(DaysChange::Holiday(OneOffHoliday { date: date?, name, source })).filter(|_| draft.errors.is_empty())
}

/// The closing day of the festival.
pub(super) fn festival(draft: &mut Draft, today: Date, words: Words) -> Option<DaysChange> {
    let date = read_date(draft, "festival", today, words);
    let source = draft.text("festival_source", MOST_SOURCE, words);
    Some(DaysChange::Festival(FestivalClosing { date: date?, source })).filter(|_| draft.errors.is_empty())
}

/// How transfers are counted.
pub(super) fn counting(draft: &Draft) -> DaysChange {
    DaysChange::Count(
        if draft.has("transfers") { Transfers::Follow } else { Transfers::Ignore },
        if draft.has("saturday") { WorkedSaturday::Counts } else { WorkedSaturday::DoesNotCount },
        if draft.has("moved") { MovedDayOff::RollsPeriods } else { MovedDayOff::DoesNotRoll },
    )
}
