//! Whose opening time a promise is counted in: the channel's own, where the branch says that it has one.

use std::sync::Arc;

use solits_calendar::{Calendar, DayHours, Timetable, WeeklyHours};
use solits_kernel::Timestamp;
use solits_obligation::{Calendars, apply};
use solits_standard::{
    event::EventKind::CaseOpened,
    model::{ChannelKind, Fact},
};

use crate::{at, event, versions, with};

/// A branch that is open from 8 to 18 and answers the phone from 9 to 16 (Guidelines 2.2-chan-3: a phone is published
/// with its own hours).
fn hours(hours: &str) -> Arc<Calendar> {
    let day: DayHours = hours.parse().unwrap();
    Arc::new(Calendar::new(Timetable::new(1, WeeklyHours::weekdays(&day))))
}

/// When a promise falls due that begins at 15:00, on a day on which the phone is answered until 16:00.
fn due(channel: &str, within: &str, came_by: &str) -> Timestamp {
    let promise = format!(
        "[[norm]]\nid = \"answer\"\nparagraphs = [\"1\"]\ntext = {{ lv = \"Solījums\", en = \"Promise\" }}\n\
         kind = \"promise\"\n[norm.promise]\nchannel = \"{channel}\"\nstarts = \"case.opened\"\n\
         within = {within}\nmet_by = [\"case.answered\"]\n"
    );
    let (branch, channels) = (hours("08:00-18:00"), [(ChannelKind::Phone, hours("09:00-16:00"))]);
    let calendars = Calendars { branch: &branch, channels: &channels };
    let opened = with(event(1, at(15, 0), CaseOpened), "channel", Fact::Word(came_by.to_owned()));
    let changes = apply(&versions(&promise), calendars, &[], &opened);
    assert_eq!(changes.len(), 1);
    changes[0].after.as_ref().unwrap().due_at
}

/// Guidelines 2.2-chan-3, D-05: opening time on the phone is the phone's; the second hour is that of the next morning.
#[test]
fn two_opening_hours_of_the_phone_run_over_into_its_next_morning() {
    let next_morning = at(9, 0).plus_seconds(24 * 3600 + 3600);
    assert_eq!(due("phone", "{ opening_hours = 2 }", "phone"), next_morning);
    assert_eq!(due("phone", "{ opening_minutes = 120 }", "phone"), next_morning);
}

/// D-06: a channel that says nothing of its own keeps the hours of the branch.
#[test]
fn a_channel_without_hours_of_its_own_keeps_those_of_the_branch() {
    assert_eq!(due("email", "{ opening_hours = 2 }", "phone"), at(17, 0));
    assert_eq!(due("visit", "{ opening_hours = 2 }", "visit"), at(17, 0));
}

/// D-01: a promise of all channels is counted in the hours of the channel the client came by.
#[test]
fn a_promise_of_all_channels_is_counted_in_the_hours_of_the_one_the_client_came_by() {
    assert_eq!(due("all", "{ opening_hours = 2 }", "phone"), at(9, 0).plus_seconds(25 * 3600));
    assert_eq!(due("all", "{ opening_hours = 2 }", "visit"), at(17, 0));
}

/// Handbook beh-10: working days are days of the institution, whatever the hours of a channel.
#[test]
fn days_and_plain_minutes_do_not_depend_on_the_hours_of_a_channel() {
    assert_eq!(due("phone", "{ minutes = 120 }", "phone"), at(17, 0));
    // Tuesday, 17 November, is an hour shorter: the next day is a holiday (Labour Law, section 135).
    let branch_closes = at(17, 0).plus_seconds(24 * 3600);
    assert_eq!(due("phone", "{ working_days = 1 }", "phone"), branch_closes);
}
