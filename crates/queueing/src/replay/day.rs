//! The day itself: arrivals, counters opening and closing, calls by the rules of `order`, announcements by `announce`.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use solits_kernel::{CounterId, EmployeeId, LineId, TicketId, Timestamp};

use super::Settings;
use super::hall::{Group, Hall, SHORTEST_SERVICE, last_open};
use super::read::Arrival;
use crate::announce::{Announcement, Announcer, DeskNow, DeskState, View};
use crate::draw::Draw;
use crate::measure::{MINUTE, millis};
use crate::order::{self, ClientKind, Desk, LineChoice, PriorityClass, RecentCalls, Skills, Waiting};

/// What became of one arrival.
pub(super) struct Visit {
    /// What the client was told on arrival.
    pub(super) announced: Announcement,
    /// When the client was called, in milliseconds from midnight; `None` where nobody did.
    pub(super) called_at: Option<i64>,
}

/// Runs the day; one visit for each arrival, in the same order.
pub(super) fn run(arrivals: &[Arrival], hall: &Hall, settings: &Settings) -> Vec<Visit> {
    let mut day = Day::new(arrivals, hall, settings);
    while let Some(Reverse((at, event))) = day.events.pop() {
        match event {
            Event::ServiceEnds { group, desk } => day.end_service(at, group, desk),
            Event::Counters { group, open } => day.set_counters(at, group, open),
            Event::Arrives { arrival } => day.arrive(at, arrival),
        }
    }
    day.visits
}

/// What happens next; at one instant services end first, then counters change, then clients arrive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    ServiceEnds { group: usize, desk: usize },
    Counters { group: usize, open: u32 },
    Arrives { arrival: usize },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Closed,
    Free,
    Serving {
        arrival: usize,
        since: i64,
    },
    /// Finishes the present client and closes.
    Last {
        arrival: usize,
        since: i64,
    },
}

struct Counter {
    desk: Desk,
    state: State,
    recent: RecentCalls,
}

/// A group of counters at work.
struct Hatch {
    lines: Vec<LineId>,
    counters: Vec<Counter>,
    waiting: Vec<Waiting>,
    /// After this instant a counter stays open only while somebody waits.
    last_open: i64,
}

struct Day<'a> {
    arrivals: &'a [Arrival],
    hall: &'a Hall,
    settings: &'a Settings,
    hatches: Vec<Hatch>,
    announcer: Announcer,
    events: BinaryHeap<Reverse<(i64, Event)>>,
    visits: Vec<Visit>,
}

impl<'a> Day<'a> {
    fn new(arrivals: &'a [Arrival], hall: &'a Hall, settings: &'a Settings) -> Self {
        let mut events: BinaryHeap<_> = arrivals
            .iter()
            .enumerate()
            .map(|(index, arrival)| Reverse((arrival.at, Event::Arrives { arrival: index })))
            .collect();
        for (index, group) in hall.groups.iter().enumerate() {
            events.extend(
                group
                    .counters
                    .iter()
                    .map(|(at, open)| Reverse((*at, Event::Counters { group: index, open: *open }))),
            );
        }
        Self {
            arrivals,
            hall,
            settings,
            hatches: hall.groups.iter().map(Hatch::new).collect(),
            announcer: Announcer::new(settings.announce),
            events,
            visits: Vec::with_capacity(arrivals.len()),
        }
    }

    fn arrive(&mut self, at: i64, arrival: usize) {
        let (line, group) = self.line_of(arrival);
        for line in &self.hall.groups[group].lines {
            if let Some(mean) = self.hall.stated_at(*line, at) {
                self.announcer.expect_service(line_id(*line), mean);
            }
        }
        let waiting = self.ticket(arrival, line, at);
        let view = {
            let hatch = &self.hatches[group];
            View::of(&self.settings.policy, &self.open_desks(group), instant(at), &hatch.waiting, &waiting)
        };
        self.visits.push(Visit { announced: self.announcer.announce(&view), called_at: None });
        let hatch = &mut self.hatches[group];
        hatch.waiting.push(waiting);
        if at >= hatch.last_open && hatch.open() == 0 {
            hatch.counter(0).state = State::Free;
        }
        self.call(at, group);
    }

    fn set_counters(&mut self, at: i64, group: usize, open: u32) {
        let hatch = &mut self.hatches[group];
        let mut wanted = usize::try_from(open).unwrap_or(usize::MAX);
        if wanted == 0 && at >= hatch.last_open && !hatch.waiting.is_empty() {
            wanted = 1;
        }
        hatch.open_to(wanted);
        self.call(at, group);
    }

    fn end_service(&mut self, at: i64, group: usize, desk: usize) {
        let counter = self.hatches[group].counter(desk);
        let (arrival, since, after) = match counter.state {
            State::Serving { arrival, since } => (arrival, since, State::Free),
            State::Last { arrival, since } => (arrival, since, State::Closed),
            State::Closed | State::Free => return,
        };
        counter.state = after;
        let (line, _) = self.line_of(arrival);
        self.announcer.record_service(line_id(line), at - since);
        self.call(at, group);
        let hatch = &mut self.hatches[group];
        if at >= hatch.last_open {
            // Time is over: who has nobody left to serve goes home.
            let left = hatch.counters.iter_mut().filter(|counter| counter.state == State::Free);
            left.for_each(|counter| counter.state = State::Closed);
        }
    }

    /// Lets every free counter of the group call.
    fn call(&mut self, at: i64, group: usize) {
        for index in 0..self.hatches[group].counters.len() {
            let hatch = &mut self.hatches[group];
            let counter = &hatch.counters[index];
            if counter.state != State::Free {
                continue;
            }
            let chosen = order::next(
                &self.settings.policy,
                &counter.desk,
                instant(at),
                &hatch.waiting,
                counter.recent,
            );
            let Some(choice) = chosen else { continue };
            let Some(place) = hatch.waiting.iter().position(|waiting| waiting.ticket == choice.ticket) else {
                continue;
            };
            hatch.waiting.swap_remove(place);
            let arrival = index_of(choice.ticket);
            let counter = hatch.counter(index);
            counter.recent = counter.recent.after(&choice.reason);
            counter.state = State::Serving { arrival, since: at };
            let ends = at.saturating_add(self.service(arrival));
            self.events.push(Reverse((ends, Event::ServiceEnds { group, desk: index })));
            let visit = &mut self.visits[arrival];
            visit.called_at = Some(at);
            self.announcer.record(&visit.announced, at - self.arrivals[arrival].at);
        }
    }

    /// The length of the service of an arrival: given, or drawn for this arrival alone.
    fn service(&self, arrival: usize) -> i64 {
        let (line, _) = self.line_of(arrival);
        let Arrival { at, service_minutes, .. } = self.arrivals[arrival];
        let minutes = service_minutes.unwrap_or_else(|| {
            let mean = self.hall.drawn_mean(line, at, self.settings);
            Draw::of(self.settings.seed, arrival as u64).log_normal(mean, self.settings.variation)
        });
        millis(minutes).clamp(SHORTEST_SERVICE, 24 * 60 * MINUTE)
    }

    fn line_of(&self, arrival: usize) -> (usize, usize) {
        let code = &self.arrivals[arrival].line;
        let line = self.hall.lines.iter().position(|line| line.code == *code).unwrap_or_default();
        (line, self.hall.lines[line].group)
    }

    fn ticket(&self, arrival: usize, line: usize, at: i64) -> Waiting {
        let priority = self.arrivals[arrival].priority;
        Waiting {
            ticket: id(arrival),
            number: format!("{} {:03}", self.hall.lines[line].code, arrival + 1),
            line: line_id(line),
            service: None,
            class: if priority { PriorityClass::Priority } else { PriorityClass::None },
            booked_for: None,
            first_waiting_at: instant(at),
            offered_from: instant(at),
            for_counter: None,
            for_employee: None,
            returned_by: None,
            client: ClientKind::External,
            late: None,
        }
    }

    fn open_desks(&self, group: usize) -> Vec<DeskNow> {
        let open = self.hatches[group].counters.iter().filter_map(|counter| {
            let state = match counter.state {
                State::Free => DeskState::Free,
                State::Serving { arrival, since } => {
                    DeskState::Serving { line: line_id(self.line_of(arrival).0), since: instant(since) }
                }
                State::Closed | State::Last { .. } => return None,
            };
            Some(DeskNow { desk: counter.desk.clone(), state })
        });
        open.collect()
    }
}

impl Hatch {
    fn new(group: &Group) -> Self {
        Self {
            lines: group.lines.iter().map(|line| line_id(*line)).collect(),
            counters: Vec::new(),
            waiting: Vec::new(),
            last_open: last_open(group),
        }
    }

    /// The counter of an index, made when it is first needed.
    fn counter(&mut self, index: usize) -> &mut Counter {
        while self.counters.len() <= index {
            let number = self.counters.len();
            let desk = Desk {
                counter: counter_id(number),
                employee: employee_id(number),
                lines: self.lines.clone(),
                choice: LineChoice::Equal,
                skills: Skills::All,
            };
            self.counters.push(Counter { desk, state: State::Closed, recent: RecentCalls::default() });
        }
        &mut self.counters[index]
    }

    fn open(&self) -> usize {
        self.counters
            .iter()
            .filter(|counter| matches!(counter.state, State::Free | State::Serving { .. }))
            .count()
    }

    /// Opens or closes counters until so many are open.
    fn open_to(&mut self, wanted: usize) {
        while self.open() < wanted {
            let last = self.counters.iter().position(|counter| matches!(counter.state, State::Last { .. }));
            let closed = self.counters.iter().position(|counter| counter.state == State::Closed);
            let index = last.or(closed).unwrap_or(self.counters.len());
            let counter = self.counter(index);
            counter.state = match counter.state {
                State::Last { arrival, since } => State::Serving { arrival, since },
                _ => State::Free,
            };
        }
        while self.open() > wanted {
            let free = self.counters.iter().rposition(|counter| counter.state == State::Free);
            let busy =
                self.counters.iter().rposition(|counter| matches!(counter.state, State::Serving { .. }));
            let Some(index) = free.or(busy) else { return };
            let counter = &mut self.counters[index];
            counter.state = match counter.state {
                State::Serving { arrival, since } => State::Last { arrival, since },
                _ => State::Closed,
            };
        }
    }
}

/// The replay's day has no date; its instants count from midnight.
fn instant(at: i64) -> Timestamp {
    Timestamp::from_millis(at)
}

/// Ids of a replay are plain numbers, so that ties fall in the order of the file.
fn id(number: usize) -> TicketId {
    TicketId::new(uuid(number))
}
fn line_id(number: usize) -> LineId {
    LineId::new(uuid(number))
}
fn counter_id(number: usize) -> CounterId {
    CounterId::new(uuid(number))
}
fn employee_id(number: usize) -> EmployeeId {
    EmployeeId::new(uuid(number))
}
fn uuid(number: usize) -> uuid::Uuid {
    uuid::Uuid::from_u128(number as u128)
}
fn index_of(ticket: TicketId) -> usize {
    usize::try_from(ticket.uuid().as_u128()).unwrap_or_default()
}
