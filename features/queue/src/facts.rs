//! What other rooms may know of the line: the hall right now, a ticket's place, the wait that may honestly be announced.

use std::collections::HashMap;

use solits_db::{DbError, Tx, row, sql};
use solits_journal::JournalError;
use solits_kernel::{BranchId, CounterId, EmployeeId, Lang, LineId, ServiceId, TicketId, Timestamp};
use solits_queueing::{
    announce::{AnnounceSettings, Announcement, Announcer, DeskNow, DeskState, View, Wait},
    closing::{Advice, ClosingRule, Forecast, LastClient, LineLoad, advise, forecast},
    order::{Choice, Desk, LineChoice, Policy, RecentCalls, Skills, Waiting, next, rank_all},
};
use solits_standard::Standard;
use solits_web::App;

use crate::{
    model::{Status, Ticket, policy_of},
    store::{self, DeskNote},
};

/// A ticket with the words a screen needs.
pub type TicketView = Ticket;

/// A counter as screens show it.
#[derive(Clone, Debug)]
pub struct CounterView {
    /// Id.
    pub id: CounterId,
    /// Number on the sign.
    pub number: i64,
    /// `closed`, `open`, `paused` or `back_office`.
    pub state: String,
    /// Since when.
    pub since: Timestamp,
    /// Why paused.
    pub pause_reason: Option<String>,
    /// Until when paused.
    pub resume_at: Option<Timestamp>,
    /// Who works there.
    pub employee: Option<EmployeeId>,
    /// That person's name, for staff screens only.
    pub employee_name: String,
    /// The ticket there.
    pub ticket: Option<TicketId>,
    /// Lines it serves.
    pub lines: Vec<LineId>,
    /// What whoever works there can do.
    pub skills: Skills,
    /// Until when the last action can be taken back.
    pub undo_until: Option<Timestamp>,
    pub(crate) favoured_in_a_row: i64,
}

impl CounterView {
    fn desk(&self, employee: EmployeeId) -> Desk {
        Desk {
            counter: self.id,
            employee,
            lines: self.lines.clone(),
            choice: LineChoice::Equal,
            skills: self.skills.clone(),
        }
    }
}

/// A line as screens show it.
#[derive(Clone, Debug)]
pub struct LineView {
    /// Id.
    pub id: LineId,
    /// Letter of its tickets.
    pub letter: String,
    /// Names in both languages.
    pub name: solits_kernel::Text,
    /// Usual length of a service in minutes, from what was served lately.
    pub usual_minutes: f64,
}

/// The hall of a branch right now.
#[derive(Clone, Debug)]
pub struct Hall {
    /// The branch.
    pub branch: BranchId,
    /// When this was read.
    pub at: Timestamp,
    /// Everyone in the hall, by the time they came.
    pub tickets: Vec<Ticket>,
    /// Counters by number.
    pub counters: Vec<CounterView>,
    /// Lines in their order.
    pub lines: Vec<LineView>,
    /// The discipline in force.
    pub policy: Policy,
}

impl Hall {
    /// The tickets in one state.
    pub fn in_state(&self, status: Status) -> impl Iterator<Item = &Ticket> {
        self.tickets.iter().filter(move |ticket| ticket.status == status)
    }
    /// The tickets waiting, as the discipline sees them.
    pub fn waiting(&self) -> Vec<Waiting> {
        self.in_state(Status::Waiting).map(Ticket::waiting).collect()
    }
    /// The ticket of that id.
    pub fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.iter().find(|ticket| ticket.id == id)
    }
    /// The counter of that id.
    pub fn counter(&self, id: CounterId) -> Option<&CounterView> {
        self.counters.iter().find(|counter| counter.id == id)
    }
    /// The line of that id.
    pub fn line(&self, id: LineId) -> Option<&LineView> {
        self.lines.iter().find(|line| line.id == id)
    }
    /// The counters that are open, and what they are doing.
    fn desks(&self) -> Vec<DeskNow> {
        self.counters
            .iter()
            .filter(|counter| counter.state == "open")
            .filter_map(|counter| {
                let state = match counter.ticket.and_then(|id| self.ticket(id)) {
                    Some(ticket) => {
                        let since = ticket.started_at.or(ticket.called_at).unwrap_or(self.at);
                        DeskState::Serving { line: ticket.line, since: since.min(self.at) }
                    }
                    None => DeskState::Free,
                };
                Some(DeskNow { desk: counter.desk(counter.employee?), state })
            })
            .collect()
    }
    fn announcer(&self) -> Announcer {
        let mut announcer = Announcer::new(AnnounceSettings::default());
        for line in &self.lines {
            announcer.expect_service(line.id, line.usual_minutes);
        }
        announcer
    }
    fn newcomer(&self, line: LineId, priority: bool) -> Waiting {
        use solits_queueing::order::{ClientKind, PriorityClass};
        Waiting {
            ticket: TicketId::new(uuid::Uuid::max()),
            number: String::new(),
            line,
            service: None,
            class: if priority { PriorityClass::Priority } else { PriorityClass::None },
            booked_for: None,
            first_waiting_at: self.at,
            offered_from: self.at,
            for_counter: None,
            for_employee: None,
            returned_by: None,
            client: ClientKind::External,
            late: None,
        }
    }
    /// The wait that may be announced to somebody who would join `line` now.
    pub fn announce(&self, line: LineId, priority: bool) -> Announcement {
        let view =
            View::of(&self.policy, &self.desks(), self.at, &self.waiting(), &self.newcomer(line, priority));
        self.announcer().announce(&view)
    }
    /// The wait that may be announced to somebody who is waiting.
    pub fn announce_for(&self, ticket: &Ticket) -> Announcement {
        let view = View::of(&self.policy, &self.desks(), self.at, &self.waiting(), &ticket.waiting());
        self.announcer().announce(&view)
    }
    /// Whether all who have come can be served before closing.
    pub fn closing_forecast(&self, standard: Option<&Standard>, closes_at: Timestamp) -> Vec<Forecast> {
        let waiting = self.waiting();
        let loads: Vec<LineLoad> = self
            .lines
            .iter()
            .map(|line| LineLoad {
                line: line.id,
                waiting: waiting.iter().filter(|waiting| waiting.line == line.id).count(),
                mean_service_minutes: line.usual_minutes,
            })
            .collect();
        forecast(&closing_rule(standard), self.at, closes_at, &loads, &self.desks())
    }
    /// What to do about a client who would take a ticket now.
    pub fn advise(
        &self,
        standard: Option<&Standard>,
        closes_at: Timestamp,
        line: LineId,
        wait: Wait,
    ) -> Advice {
        let minutes = self.line(line).map_or(10.0, |line| line.usual_minutes);
        advise(&closing_rule(standard), self.at, closes_at, wait, minutes)
    }
}

/// How closing is handled by the standard in force.
fn closing_rule(standard: Option<&Standard>) -> ClosingRule {
    let word = standard.and_then(|standard| standard.word("closing.last_client_policy"));
    let cutoff = standard
        .and_then(|standard| standard.int("closing.cutoff_minutes"))
        .map_or(5, |minutes| minutes.value);
    let last_client = match word.map(|word| word.value) {
        Some("all_served_within_hours") => LastClient::WithinHours,
        Some("cutoff") => LastClient::CutOff { minutes: cutoff },
        _ => LastClient::ServeAfterHours,
    };
    let spare = standard
        .and_then(|standard| standard.int("queue.warn_before_closing_minutes"))
        .map_or(10, |minutes| minutes.value);
    ClosingRule { last_client, tolerance_minutes: 0, spare_minutes: spare }
}

row! {
    struct NameRow { id: EmployeeId, name: String }
}

/// Reads the hall of a branch.
pub async fn hall(tx: &mut Tx, app: &App, branch: BranchId, now: Timestamp) -> Result<Hall, JournalError> {
    let loaded = app.heart.loaded(tx).await?;
    let policy = policy_of(loaded.standard(now).map(|(_, standard)| standard).as_deref());
    let tickets = store::list_live(tx, branch).await?;
    let mut lines_of: HashMap<CounterId, Vec<LineId>> = HashMap::new();
    for row in store::list_counter_lines(tx, branch).await? {
        lines_of.entry(row.counter_id).or_default().push(row.line_id);
    }
    let names = names_at(tx, branch).await?;
    let mut skills: HashMap<EmployeeId, Vec<ServiceId>> = HashMap::new();
    for row in store::list_skills_at(tx, branch).await? {
        skills.entry(row.employee_id).or_default().push(row.service_id);
    }
    let counters = store::list_counters(tx, branch)
        .await?
        .into_iter()
        .map(|row| CounterView {
            lines: lines_of.remove(&row.id).unwrap_or_default(),
            skills: row.employee_id.and_then(|id| skills.remove(&id)).map_or(Skills::All, Skills::Only),
            employee_name: row.employee_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
            id: row.id,
            number: row.number,
            state: row.state,
            since: row.state_since,
            pause_reason: row.pause_reason,
            resume_at: row.resume_at,
            employee: row.employee_id,
            ticket: row.ticket_id,
            undo_until: row.undo_until,
            favoured_in_a_row: row.favoured_in_a_row,
        })
        .collect();
    let usual = usual_minutes(tx, branch, now).await?;
    let lines = store::list_lines(tx, branch)
        .await?
        .into_iter()
        .map(|row| LineView {
            usual_minutes: usual
                .get(&row.id)
                .copied()
                .unwrap_or(AnnounceSettings::default().usual_service_minutes),
            id: row.id,
            letter: row.letter,
            name: solits_kernel::Text::new(row.name_lv, row.name_en),
        })
        .collect();
    Ok(Hall { branch, at: now, tickets, counters, lines, policy })
}

async fn names_at(tx: &mut Tx, branch: BranchId) -> Result<HashMap<EmployeeId, String>, DbError> {
    let rows = sql!(
        "SELECT e.id, e.name FROM counters c
           JOIN employees e ON e.institution_id = c.institution_id AND e.id = c.employee_id
          WHERE c.institution_id = $1 AND c.branch_id = $2"
    )
    .bind(branch)
    .all::<NameRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// How many days back the usual length of a service is taken from.
const USUAL_DAYS: i64 = 14;

async fn usual_minutes(
    tx: &mut Tx,
    branch: BranchId,
    now: Timestamp,
) -> Result<HashMap<LineId, f64>, DbError> {
    let today = solits_kernel::day_number(now.day());
    let mut served: HashMap<LineId, (u64, u64)> = HashMap::new();
    for (_, cells) in solits_journal::durations_of_days(tx, branch, today - USUAL_DAYS, today).await? {
        for (line, _, parts) in cells.iter() {
            let sum = served.entry(line).or_default();
            *sum = (sum.0 + parts.serve.count(), sum.1 + parts.serve.total_ms());
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of two weeks fit")]
    let mean = |count: u64, total_ms: u64| total_ms as f64 / count as f64 / 60_000.0;
    Ok(served
        .into_iter()
        .filter(|(_, (count, _))| *count > 0)
        .map(|(line, (count, total_ms))| (line, mean(count, total_ms).clamp(0.5, 240.0)))
        .collect())
}

/// The ticket, if the institution has it.
pub async fn find_ticket(tx: &mut Tx, id: TicketId) -> Result<Option<Ticket>, DbError> {
    store::find(tx, id).await
}

/// Everybody whom a counter may call, in order, each with the reason.
pub fn call_order(hall: &Hall, counter: CounterId) -> Vec<Choice> {
    let Some((view, employee)) = hall.counter(counter).and_then(|view| Some((view, view.employee?))) else {
        return Vec::new();
    };
    let recent = RecentCalls { fast_in_a_row: u32::try_from(view.favoured_in_a_row).unwrap_or(0) };
    rank_all(&hall.policy, &view.desk(employee), hall.at, &hall.waiting(), recent)
}

/// Who would be next at a counter, and why.
pub fn next_at(hall: &Hall, counter: CounterId) -> Option<Choice> {
    let view = hall.counter(counter)?;
    let recent = RecentCalls { fast_in_a_row: u32::try_from(view.favoured_in_a_row).unwrap_or(0) };
    next(&hall.policy, &view.desk(view.employee?), hall.at, &hall.waiting(), recent)
}

/// Who waits in the lines of a counter for a service that whoever works there does not give.
pub fn not_for_counter(hall: &Hall, counter: CounterId) -> Vec<TicketId> {
    let Some((view, employee)) = hall.counter(counter).and_then(|view| Some((view, view.employee?))) else {
        return Vec::new();
    };
    let desk = view.desk(employee);
    hall.in_state(Status::Waiting)
        .filter(|ticket| desk.lacks_the_service_of(&ticket.waiting()))
        .map(|ticket| ticket.id)
        .collect()
}

/// How many wait for a service that is given at no open counter, though their line is served, or for a counter or employee
/// that is gone.
pub fn waiting_in_vain(hall: &Hall) -> usize {
    let open: Vec<&CounterView> = hall.counters.iter().filter(|counter| counter.state == "open").collect();
    let is_staffed = |counter: &&CounterView| counter.state != "closed";
    hall.in_state(Status::Waiting)
        .filter(|ticket| {
            if let Some(own) = ticket.for_counter {
                return !hall.counters.iter().filter(is_staffed).any(|counter| counter.id == own);
            }
            if let Some(own) = ticket.for_employee {
                return !hall.counters.iter().filter(is_staffed).any(|counter| counter.employee == Some(own));
            }
            let mut of_line = open.iter().filter(|counter| counter.lines.contains(&ticket.line)).peekable();
            of_line.peek().is_some() && !of_line.any(|counter| counter.skills.cover(ticket.service))
        })
        .count()
}

/// How many clients go before a waiting ticket at the counter that would reach it first.
pub fn place_in_line(hall: &Hall, ticket: &Ticket) -> usize {
    let serving: Vec<&CounterView> =
        hall.counters.iter().filter(|counter| counter.lines.contains(&ticket.line)).collect();
    let open: Vec<&&CounterView> = serving.iter().filter(|counter| counter.state == "open").collect();
    let waiting = hall.waiting();
    let position = |counter: &CounterView| {
        let employee = counter.employee.unwrap_or(EmployeeId::new(uuid::Uuid::nil()));
        let recent = RecentCalls { fast_in_a_row: u32::try_from(counter.favoured_in_a_row).unwrap_or(0) };
        rank_all(&hall.policy, &counter.desk(employee), hall.at, &waiting, recent)
            .iter()
            .position(|choice| choice.ticket == ticket.id)
    };
    let best = if open.is_empty() {
        serving.iter().filter_map(|counter| position(counter)).min()
    } else {
        open.iter().filter_map(|counter| position(counter)).min()
    };
    best.unwrap_or_else(|| {
        waiting
            .iter()
            .filter(|other| other.line == ticket.line && other.first_waiting_at < ticket.waiting_since)
            .count()
    })
}

/// The honest range for each line of the hall, for somebody who would join it now.
pub fn ranges(hall: &Hall, priority: bool) -> Vec<(LineId, Announcement)> {
    hall.lines.iter().map(|line| (line.id, hall.announce(line.id, priority))).collect()
}

/// Why one waiting client goes before another at a counter, in one sentence without personal data.
pub fn why_before(
    hall: &Hall,
    counter: CounterId,
    first: TicketId,
    second: TicketId,
    lang: Lang,
) -> Option<String> {
    let view = hall.counter(counter)?;
    let waiting = hall.waiting();
    let find = |id| waiting.iter().find(|waiting| waiting.ticket == id);
    let recent = RecentCalls { fast_in_a_row: u32::try_from(view.favoured_in_a_row).unwrap_or(0) };
    solits_queueing::order::why_before(
        &hall.policy,
        &view.desk(view.employee?),
        hall.at,
        find(first)?,
        find(second)?,
        recent,
    )
    .map(|why| why.sentence(lang))
}

/// What is being written at the desk about a client.
pub async fn desk_note(tx: &mut Tx, ticket: TicketId) -> Result<DeskNote, DbError> {
    Ok(store::find_note(tx, ticket).await?.unwrap_or_default())
}

/// Keeps what is being written at the desk about a client.
pub async fn keep_desk_note(tx: &mut Tx, ticket: TicketId, note: &DeskNote) -> Result<(), DbError> {
    store::save_note(tx, ticket, note).await
}
