//! Cases of a simulated history: opened at the desk, acknowledged, answered and closed on later days.

use std::collections::BTreeMap;

use jiff::civil::Date;
use solits_calendar::Calendar;
use solits_db::{IntoArg as _, Tx};
use solits_kernel::{BranchId, CaseId, EmployeeId, ServiceId, TicketId, Timestamp};
use solits_queueing::draw::Draw;
use solits_standard::{event::EventKind, model::Fact};
use solits_web::{App, hash_secret};

use super::{
    Occurrence,
    clients::{self, Asked},
    day::Visit,
    write::Writer,
};

struct SimulatedCase {
    id: CaseId,
    reference: String,
    service: ServiceId,
    branch: BranchId,
    owner: EmployeeId,
    ticket: TicketId,
    opened_at: Timestamp,
    answered_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    written: bool,
}

/// All cases so far, and what happens to them later.
pub(crate) struct Cases {
    seed: u64,
    /// What clients ask for, by the service.
    asked: BTreeMap<ServiceId, Asked>,
    all: Vec<SimulatedCase>,
    later: BTreeMap<(Date, u64), (Timestamp, EventKind, usize)>,
    order: u64,
    numbers: BTreeMap<i16, i64>,
    unwritten_from: usize,
}

impl Cases {
    pub(crate) const fn new(seed: u64, asked: BTreeMap<ServiceId, Asked>) -> Self {
        Self {
            seed,
            asked,
            all: Vec::new(),
            later: BTreeMap::new(),
            order: 0,
            numbers: BTreeMap::new(),
            unwritten_from: 0,
        }
    }

    /// Opens a case at the end of a visit and plans what becomes of it.
    #[expect(clippy::too_many_arguments, reason = "what a case takes over from its visit")]
    pub(crate) fn open(
        &mut self,
        app: &App,
        branch: BranchId,
        owner: EmployeeId,
        visit: &Visit,
        ticket: TicketId,
        at: Timestamp,
        draw: &mut Draw,
        calendar: &Calendar,
    ) -> usize {
        let index = self.all.len();
        let year = at.day().year();
        let number = self.numbers.entry(year).or_default();
        *number += 1;
        self.all.push(SimulatedCase {
            id: app.random.id(at),
            reference: format!("{year}-{number:06}"),
            service: visit.service,
            branch,
            owner,
            ticket,
            opened_at: at,
            answered_at: None,
            closed_at: None,
            written: false,
        });
        #[expect(clippy::cast_possible_truncation, reason = "a few days")]
        let days = (1.0 + draw.exponential(2.2)).min(25.0) as i64;
        let acknowledged = if draw.unit() < 0.96 { 0 } else { 2 };
        for (after, kind) in [
            (acknowledged, EventKind::CaseAcknowledged),
            (days, EventKind::CaseAnswered),
            (days + 3, EventKind::CaseClosed),
        ] {
            let day = if after == 0 {
                at.day()
            } else {
                calendar.working_day_after(at.day(), after).unwrap_or_else(|| at.day())
            };
            #[expect(clippy::cast_possible_truncation, reason = "minutes of a day")]
            let minute = (draw.unit() * 360.0) as i64;
            let when = if after == 0 {
                at.plus_minutes(4)
            } else {
                Timestamp::in_riga(day, jiff::civil::time(9, 30, 0, 0)).plus_minutes(minute)
            };
            self.order += 1;
            self.later.insert((day, self.order), (when, kind, index));
        }
        index
    }

    pub(crate) fn id(&self, case: usize) -> CaseId {
        self.all[case].id
    }

    /// The event that opens a case.
    pub(crate) fn opening(&self, case: usize) -> Occurrence {
        let one = &self.all[case];
        let facts = BTreeMap::from([
            ("kind".to_owned(), Fact::Word("request".to_owned())),
            ("service".to_owned(), Fact::Word(one.service.to_string())),
            ("deadline_unit".to_owned(), Fact::Word("working_days".to_owned())),
            ("deadline_count".to_owned(), Fact::Int(10)),
        ]);
        self.occurrence(case, one.opened_at, EventKind::CaseOpened, facts)
    }

    fn occurrence(
        &self,
        case: usize,
        at: Timestamp,
        kind: EventKind,
        facts: BTreeMap<String, Fact>,
    ) -> Occurrence {
        let one = &self.all[case];
        Occurrence {
            at,
            kind,
            subject: one.id.uuid(),
            branch: Some(one.branch),
            employee: Some(one.owner),
            facts,
            case: Some(case),
        }
    }

    /// What happens on a day to cases opened before it. Same-day events of cases opened today come with the next call,
    /// when their time of day has passed unnoticed; so they are kept for the day they were planned on.
    pub(crate) fn due_on(&mut self, date: Date) -> Vec<Occurrence> {
        let rest = self.later.split_off(&(date.tomorrow().unwrap_or(date), 0));
        let due = std::mem::replace(&mut self.later, rest);
        let floor = Timestamp::in_riga(date, jiff::civil::time(0, 5, 0, 0));
        due.into_values()
            .map(|(at, kind, case)| self.occurrence(case, at.max(floor), kind, BTreeMap::new()))
            .collect()
    }

    /// Keeps what an event means for the case's row.
    pub(crate) fn note(&mut self, case: usize, kind: EventKind, at: Timestamp) {
        match kind {
            EventKind::CaseAnswered => self.all[case].answered_at = Some(at),
            EventKind::CaseClosed => self.all[case].closed_at = Some(at),
            _ => {}
        }
    }

    /// Writes the rows of cases that nothing will change any more.
    pub(crate) async fn write_closed(&mut self, writer: &mut Writer, tx: &mut Tx) -> anyhow::Result<()> {
        for index in self.unwritten_from..self.all.len() {
            if self.all[index].closed_at.is_some() && !self.all[index].written {
                self.push(index, writer);
                if writer.cases.is_full() {
                    writer.cases.flush(tx).await?;
                }
            }
        }
        while self.all.get(self.unwritten_from).is_some_and(|case| case.written) {
            self.unwritten_from += 1;
        }
        Ok(())
    }

    /// Writes the rows of all other cases as they stand.
    pub(crate) async fn write_all(&mut self, writer: &mut Writer, tx: &mut Tx) -> anyhow::Result<()> {
        for index in self.unwritten_from..self.all.len() {
            if !self.all[index].written {
                self.push(index, writer);
                if writer.cases.is_full() {
                    writer.cases.flush(tx).await?;
                }
            }
        }
        Ok(())
    }

    /// The last number of each year, so that new cases continue after them.
    pub(crate) async fn write_numbers(&self, tx: &mut Tx) -> anyhow::Result<()> {
        let mut bulk = solits_db::Bulk::new("case_numbers", &["institution_id", "year", "last"]);
        for (year, last) in &self.numbers {
            bulk.push([i64::from(*year).into_arg(), (*last).into_arg()]);
        }
        Ok(bulk.flush(tx).await?)
    }

    fn push(&mut self, index: usize, writer: &mut Writer) {
        let case = &mut self.all[index];
        case.written = true;
        let status = match (case.closed_at, case.answered_at) {
            (Some(_), _) => "closed",
            (None, Some(_)) => "answered",
            _ => "open",
        };
        // Nobody holds the codes of simulated clients, so any hash will do, as long as no two are alike.
        let code = hash_secret(&format!("{}:{}", self.seed, case.id));
        // Drawn apart from the day itself: what clients are called changes nothing of what happens.
        let mut draw = Draw::of(self.seed, index as u64);
        let client = clients::name(&mut draw);
        let (subject, folded) = self.asked.get(&case.service).map_or(("", ""), |asked| asked.one(&mut draw));
        writer.cases.push([
            case.id.into_arg(),
            case.reference.as_str().into_arg(),
            code.clone().into_arg(),
            code.into_arg(),
            "request".into_arg(),
            subject.into_arg(),
            folded.into_arg(),
            case.service.into_arg(),
            case.branch.into_arg(),
            case.owner.into_arg(),
            case.owner.into_arg(),
            case.ticket.into_arg(),
            client.into_arg(),
            "".into_arg(),
            "visit".into_arg(),
            status.into_arg(),
            "".into_arg(),
            case.opened_at.into_arg(),
            writer.due_of(case.id.uuid()).into_arg(),
            case.answered_at.into_arg(),
            case.closed_at.into_arg(),
            1_i64.into_arg(),
        ]);
    }
}
