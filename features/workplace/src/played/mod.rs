//! A day of a branch to be played: `GET /floor/day`. At each of its moments it shows who waited, what each counter did
//! and what happened in the minutes before, so that a supervisor can see how a wait came about.

mod course;
mod store;

use std::collections::HashMap;

use askama::Template;
use axum::extract::Query;
use jiff::{ToSpan as _, civil::Date};
use solits_i18n::Words;
use solits_kernel::{BranchId, CounterId, LineId, TicketId, Timestamp, day_number};
use solits_organisation::{Branch, list_lines};
use solits_standard::event::EventKind;
use solits_web::{EmployeeCx, Page, PageResult, html};

use self::{
    course::{DeskDay, Doing, Happening, Place, Walk},
    store::{EntryRow, When},
};
use crate::{
    desk::figures,
    floor::{Choice, choices, chosen},
    model::standing,
};

/// The slider and the links go on by so many minutes.
const STEP_MINUTES: i64 = 5;
/// The picture has a bar for so many minutes.
const BAR_MINUTES: i64 = 15;
const WAITING_HEIGHT: usize = 60;
const OPEN_HEIGHT: usize = 20;
/// Nobody reads more of a few minutes.
const MOST_HAPPENINGS: usize = 20;

/// A bar of the picture, which shows the busiest of its moments, and the same in the table with a link.
struct BarView {
    x: i64,
    height: usize,
    open_height: usize,
    kind: &'static str,
    time: String,
    waiting: usize,
    longest: String,
    open: usize,
    href: String,
    here: bool,
}

/// Somebody who waited at the moment.
struct WaiterView {
    number: String,
    line: String,
    kind: &'static str,
    waited: String,
}

/// A counter at the moment.
struct DeskView {
    number: String,
    state: &'static str,
    words: String,
    ticket: String,
    line: String,
    since: String,
}

/// Something that happened in the minutes before.
struct EventView {
    time: String,
    subject: String,
    words: String,
    counter: String,
}

/// The moment the page shows.
struct MomentView {
    minute: i64,
    time: String,
    summary: String,
    waiting: Vec<WaiterView>,
    desks: Vec<DeskView>,
    events: Vec<EventView>,
    cursor: i64,
    /// Links to the moments around it; empty at the ends of the day.
    first: String,
    back: String,
    forward: String,
    last: String,
}

/// The day the slider runs over.
struct DayView {
    from: i64,
    until: i64,
    /// Of the picture, a unit for each minute.
    width: i64,
    from_time: String,
    until_time: String,
    bars: Vec<BarView>,
    moment: MomentView,
}

#[derive(Template)]
#[template(path = "workplace/day.html")]
struct PlayedView {
    page: Page,
    branches: Vec<Choice>,
    branch: BranchId,
    branch_name: String,
    date: Date,
    day_words: String,
    earlier: String,
    later: String,
    step: i64,
    day: Option<DayView>,
}

/// Everything known of the day.
struct Record {
    words: Words,
    href: String,
    midnight: Timestamp,
    /// Now, of today: nothing is known of what comes after.
    latest: Option<Timestamp>,
    happenings: Vec<Happening>,
    desks: Vec<DeskDay>,
    tickets: HashMap<TicketId, (String, LineId)>,
    lines: HashMap<LineId, String>,
    limit_minutes: i64,
}

/// `GET /floor/day?branch=…&date=2026-11-20&at=645`: a moment of a day, `at` in minutes since midnight.
pub(crate) async fn show(cx: EmployeeCx, Query(query): Query<HashMap<String, String>>) -> PageResult {
    let mut tx = cx.read().await?;
    let (branches, branch) = chosen(&mut tx, &cx, &query).await?;
    let today = cx.at.day();
    let date =
        query.get("date").and_then(|text| text.parse::<Date>().ok()).map_or(today, |day| day.min(today));
    let href = |date: Date| format!("/floor/day?branch={}&date={date}", branch.id);
    let midnight = Timestamp::in_riga(date, jiff::civil::Time::MIN);
    let entries = store::list_entries(&mut tx, branch.id, day_number(date)).await?;
    let when = if date == today { When::Today } else { When::Before };
    let end = Timestamp::in_riga(date.saturating_add(1.day()), jiff::civil::Time::MIN);
    let mut desks = store::list_desks(&mut tx, branch.id, midnight, end, when).await?;
    let happenings = happenings_of(&entries);
    if when == When::Before {
        for desk in &mut desks {
            desk.open_while_it_worked(&happenings);
        }
    }
    let lines = list_lines(&mut tx).await?;
    let record = Record {
        words: cx.words,
        href: href(date),
        midnight,
        latest: if when == When::Today { Some(cx.at) } else { None },
        happenings,
        desks,
        tickets: entries
            .iter()
            .map(|row| (row.ticket, (format!("{} {:03}", row.letter, row.number), row.line_id)))
            .collect(),
        lines: lines.into_iter().map(|line| (line.id, line.name.get(cx.words.0).to_owned())).collect(),
        limit_minutes: figures(&cx, &mut tx).await?.wait_minutes,
    };
    let wanted = query.get("at").and_then(|text| text.parse::<i64>().ok());
    let day = span(&record, &branch).map(|(from, until)| day_view(&record, from, until, wanted));
    let view = PlayedView {
        page: cx.page(cx.words.t("workplace-day")),
        branch_name: branch.name.get(cx.words.0).to_owned(),
        branches: choices(&cx, branches, branch.id),
        branch: branch.id,
        day_words: cx.words.day(date),
        earlier: href(date.saturating_sub(1.day())),
        later: if date < today { href(date.saturating_add(1.day())) } else { String::new() },
        date,
        step: STEP_MINUTES,
        day,
    };
    html(&view)
}

/// The entries in the order of their instants, those left off that came after the day, such as a corrected time.
fn happenings_of(entries: &[EntryRow]) -> Vec<Happening> {
    let mut happenings: Vec<Happening> = entries.iter().filter_map(EntryRow::happening).collect();
    happenings.sort_by_key(|one| (one.at, one.n));
    happenings
}

/// From which minute of the day to which there is something to see, in whole steps; `None` where nothing happened.
///
/// The last step is not left off: of today it shows the present instant.
fn span(record: &Record, branch: &Branch) -> Option<(i64, i64)> {
    let minute = |at: Timestamp| at.since(record.midnight) / 60_000;
    let turns = record.desks.iter().flat_map(|desk| desk.turns.iter().map(|(at, _)| *at));
    let opening = branch
        .calendar
        .next_opening(record.midnight)
        .map(|span| span.opens)
        .filter(|opens| opens.day() == record.midnight.day());
    let seen = record.happenings.iter().map(|one| one.at).chain(turns);
    let first = seen.clone().min()?;
    let from = minute(opening.map_or(first, |opens| opens.min(first))).max(0) / BAR_MINUTES * BAR_MINUTES;
    let last = record.latest.or_else(|| seen.max())?;
    let minutes = (last.since(record.midnight.plus_minutes(from)) + 59_999) / 60_000;
    let until = from + (minutes.max(0) + STEP_MINUTES - 1) / STEP_MINUTES * STEP_MINUTES;
    Some((from, until.min(24 * 60 - STEP_MINUTES)))
}

fn day_view(record: &Record, from: i64, until: i64, wanted: Option<i64>) -> DayView {
    let wanted = wanted.unwrap_or(until).clamp(from, until);
    let minute = from + (wanted - from) / STEP_MINUTES * STEP_MINUTES;
    DayView {
        from,
        until,
        width: (until - from).max(BAR_MINUTES),
        from_time: record.words.time(record.at(from)),
        until_time: record.words.time(record.at(until)),
        bars: bars(record, from, until, minute),
        moment: moment(record, from, until, minute),
    }
}

impl Record {
    /// The instant of a step; the last of today has not come to its end.
    fn at(&self, minute: i64) -> Timestamp {
        let at = self.midnight.plus_minutes(minute);
        self.latest.map_or(at, |latest| at.min(latest))
    }
    fn moment_href(&self, minute: i64) -> String {
        format!("{}&at={minute}#moment", self.href)
    }
    fn ticket(&self, id: TicketId) -> (String, String) {
        let known = self.tickets.get(&id);
        let line = known.and_then(|(_, line)| self.lines.get(line)).cloned().unwrap_or_default();
        (known.map(|(number, _)| number.clone()).unwrap_or_default(), line)
    }
    fn counter_words(&self, number: i64) -> String {
        self.words.ta("workplace-counter", &[("number", number.into())])
    }
    fn open_at(&self, at: Timestamp) -> usize {
        self.desks.iter().filter(|desk| desk.doing(at) == Doing::Open).count()
    }
}

/// What a quarter hour shows: the most who waited at once, the longest wait, and how many counters were open then.
#[derive(Clone, Copy, Default)]
struct Quarter {
    waiting: usize,
    longest: i64,
    open: usize,
}

impl Quarter {
    fn with(self, moment: Self) -> Self {
        let busiest = if moment.waiting >= self.waiting { moment } else { self };
        Self { longest: self.longest.max(moment.longest), ..busiest }
    }
}

fn bars(record: &Record, from: i64, until: i64, minute: i64) -> Vec<BarView> {
    let mut walk = Walk::new(&record.happenings);
    let count = ((until - from + BAR_MINUTES - 1) / BAR_MINUTES).max(1);
    let mut quarters = vec![Quarter::default(); usize::try_from(count).unwrap_or(1)];
    for step in 0..=(until - from) / STEP_MINUTES {
        let at = record.at(from + step * STEP_MINUTES);
        let waits = waits(&walk.to(at), at);
        let longest = waits.iter().map(|(_, waited)| *waited).max().unwrap_or_default();
        let moment = Quarter { waiting: waits.len(), longest, open: record.open_at(at) };
        // The end of the day belongs to its last quarter hour.
        let index = (step * STEP_MINUTES / BAR_MINUTES).min(count - 1);
        if let Some(quarter) = usize::try_from(index).ok().and_then(|index| quarters.get_mut(index)) {
            *quarter = quarter.with(moment);
        }
    }
    let most_waiting = quarters.iter().map(|quarter| quarter.waiting).max().unwrap_or(0).max(1);
    let most_open = quarters.iter().map(|quarter| quarter.open).max().unwrap_or(0).max(1);
    (0..)
        .map(|index| index * BAR_MINUTES)
        .zip(quarters)
        .map(|(x, Quarter { waiting, longest, open })| {
            let point = from + x;
            let is_last = point + BAR_MINUTES >= until;
            BarView {
                x: x + 1,
                height: waiting * WAITING_HEIGHT / most_waiting,
                open_height: open * OPEN_HEIGHT / most_open,
                kind: standing(longest, record.limit_minutes).name(),
                time: record.words.time(record.at(point)),
                waiting,
                longest: if waiting == 0 { String::new() } else { record.words.duration(longest) },
                open,
                href: record.moment_href(point),
                here: point <= minute && (minute < point + BAR_MINUTES || is_last),
            }
        })
        .collect()
}

/// Who waited and how long, the longest first.
fn waits(places: &[(TicketId, Place)], at: Timestamp) -> Vec<(TicketId, i64)> {
    let mut waits: Vec<(TicketId, i64)> = places
        .iter()
        .filter_map(|(ticket, place)| match place {
            Place::Waiting(since) => Some((*ticket, at.since(*since).max(0))),
            _ => None,
        })
        .collect();
    waits.sort_by_key(|(ticket, waited)| (std::cmp::Reverse(*waited), *ticket));
    waits
}

fn moment(record: &Record, from: i64, until: i64, minute: i64) -> MomentView {
    let at = record.at(minute);
    let places = Walk::new(&record.happenings).to(at);
    let waits = waits(&places, at);
    let open = record.open_at(at);
    let waiting = record.words.n("workplace-day-waiting", waits.len());
    let counters = record.words.ta("workplace-day-open", &[("count", record.words.number(open).into())]);
    let near = |minute: i64| {
        if (from..=until).contains(&minute) { record.moment_href(minute) } else { String::new() }
    };
    MomentView {
        minute,
        time: record.words.time(at),
        summary: format!("{waiting} · {counters}"),
        waiting: waits
            .into_iter()
            .map(|(ticket, waited)| {
                let (number, line) = record.ticket(ticket);
                let kind = standing(waited, record.limit_minutes).name();
                WaiterView { number, line, kind, waited: record.words.duration(waited) }
            })
            .collect(),
        desks: record.desks.iter().map(|desk| desk_view(record, desk, &places, at)).collect(),
        events: events(record, at),
        cursor: minute - from,
        first: if minute == from { String::new() } else { record.moment_href(from) },
        back: near(minute - STEP_MINUTES),
        forward: near(minute + STEP_MINUTES),
        last: if minute == until { String::new() } else { record.moment_href(until) },
    }
}

fn desk_view(record: &Record, desk: &DeskDay, places: &[(TicketId, Place)], at: Timestamp) -> DeskView {
    let here = places.iter().find_map(|(ticket, place)| match place {
        Place::Called(counter, since) if *counter == desk.id => Some((*ticket, *since, "workplace-calling")),
        Place::Served(counter, since) if *counter == desk.id => {
            Some((*ticket, *since, "workplace-state-busy"))
        }
        _ => None,
    });
    let (ticket, line) = here.map(|(ticket, ..)| record.ticket(ticket)).unwrap_or_default();
    let (state, key) = match (desk.doing(at), here) {
        (_, Some((_, _, key))) => ("busy", key),
        (Doing::Open, None) => ("free", "workplace-state-free"),
        (Doing::Paused, None) => ("paused", "workplace-state-paused"),
        (Doing::BackOffice, None) => ("paused", "workplace-pause-back-office"),
        (Doing::Closed, None) => ("closed", "workplace-state-closed"),
    };
    DeskView {
        number: record.counter_words(desk.number),
        state,
        words: record.words.t(key),
        ticket,
        line,
        since: here.map(|(_, since, _)| record.words.duration(at.since(since).max(0))).unwrap_or_default(),
    }
}

/// What happened in the step before the moment, the latest first.
fn events(record: &Record, at: Timestamp) -> Vec<EventView> {
    let after = at.plus_minutes(-STEP_MINUTES);
    let words = |kind: EventKind| {
        let (latvian, english) = kind.words();
        if record.words.0 == solits_kernel::Lang::En { english } else { latvian }.to_owned()
    };
    let counter = |id: Option<CounterId>| {
        let number = record.desks.iter().find(|desk| Some(desk.id) == id).map(|desk| desk.number);
        number.map(|number| record.counter_words(number)).unwrap_or_default()
    };
    let mut events: Vec<(Timestamp, EventView)> = record
        .happenings
        .iter()
        .filter(|one| after < one.at && one.at <= at)
        .map(|one| {
            let subject = record.ticket(one.ticket).0;
            let time = record.words.time(one.at);
            (one.at, EventView { time, subject, words: words(one.kind), counter: counter(one.counter) })
        })
        .collect();
    for desk in &record.desks {
        for (turned, doing) in desk.turns.iter().filter(|(turned, _)| after < *turned && *turned <= at) {
            let kind = match doing {
                Doing::Open => EventKind::CounterOpened,
                Doing::Paused => EventKind::CounterPaused,
                Doing::BackOffice => EventKind::CounterBackOffice,
                Doing::Closed => EventKind::CounterClosed,
            };
            let (time, subject) = (record.words.time(*turned), record.counter_words(desk.number));
            events.push((*turned, EventView { time, subject, words: words(kind), counter: String::new() }));
        }
    }
    events.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    events.into_iter().take(MOST_HAPPENINGS).map(|(_, view)| view).collect()
}
