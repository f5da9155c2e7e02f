//! A deterministic history of any size: the same seed gives the same days, clients and cases, judged by the same heart as
//! real ones.

mod cases;
mod clients;
mod columns;
mod day;
mod write;

use std::{collections::BTreeMap, path::PathBuf, process::ExitCode, sync::Arc, time::Instant};

use anyhow::{Context as _, bail};
use clap::Args;
use jiff::{ToSpan as _, civil::Date};
use solits_calendar::Calendar;
use solits_db::{IntoArg as _, Tx};
use solits_journal::{Loaded, Visit as FinishedVisit, last_seal_of};
use solits_kernel::{
    Clock, ContactId, InstitutionId, LineId, Random, Scope, TicketId, Timestamp, day_number,
};
use solits_queue::policy_of;
use solits_queueing::draw::Draw;
use solits_standard::{event::EventKind, model::Fact};
use solits_web::{App, AppConfig};
use uuid::Uuid;

use crate::{
    Place, demo,
    run::{open, say},
};
use clients::Asked;
use day::{BranchWorld, End, LineWorld, Visit};
use write::Writer;

/// Which history is simulated.
#[derive(Args, Debug)]
pub(crate) struct Extent {
    /// The same seed gives the same history.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Days of history.
    #[arg(long, default_value_t = 365)]
    days: i64,
    /// The day before which it ends; today, unless named.
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// How many times the clients of two small branches.
    #[arg(long, default_value_t = 1.0)]
    scale: f64,
}

/// Under which standards a history is simulated.
#[derive(Args, Debug)]
pub(crate) struct StandardOptions {
    /// Standard file in force from the first day, instead of the demonstration's own.
    #[arg(long, value_name = "FILE")]
    standard: Option<PathBuf>,
    /// Standard file that takes its place within the history.
    #[arg(long, value_name = "FILE", requires = "then_from")]
    then: Option<PathBuf>,
    /// The day from which it does.
    #[arg(long, value_name = "DAY", requires = "then")]
    then_from: Option<Date>,
}

impl StandardOptions {
    fn read(&self) -> anyhow::Result<demo::Standards> {
        let text = |file: &PathBuf| {
            std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
        };
        let then = self.then.as_ref().map(text).transpose()?;
        Ok(demo::Standards {
            first: self.standard.as_ref().map(text).transpose()?,
            then: then.zip(self.then_from),
            ..demo::Standards::default()
        })
    }
}

/// `solits simulate`.
pub(crate) async fn run(
    place: &Place,
    &Extent { seed, days, until, scale }: &Extent,
    standards: &StandardOptions,
) -> anyhow::Result<ExitCode> {
    if !(0.01..=10_000.0).contains(&scale) || !(1..=20_000).contains(&days) {
        bail!("days lie between 1 and 20000, and the scale between 0.01 and 10000");
    }
    let standards = standards.read()?;
    let db = open(place).await?;
    let config = AppConfig { demo: true, ..AppConfig::default() };
    let app = App::new(db.clone(), Clock::System, Random::seeded(seed), config);
    if !crate::run::institutions(&app).await?.is_empty() {
        bail!("there are data already; a simulated history is written into an empty database");
    }
    let today = app.clock.now().day();
    let until = until.unwrap_or(today);
    if until > today {
        bail!("a history ends today at the latest, and {until} is still to come");
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded above")]
    let pairs = scale.floor().max(1.0) as usize;
    #[expect(clippy::cast_precision_loss, reason = "bounded above")]
    let share = scale / pairs as f64;
    let first = until.checked_sub(days.days())?;
    let institution = demo::found(&app, pairs, first, &standards).await?;
    let started = Instant::now();
    let contacts = history(&app, institution, seed, first, until, share, &mut |_, _| {}).await?;
    let seconds = started.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = contacts as f64 / seconds;
    say(format_args!("{contacts} contacts in {seconds:.1} s: {rate:.0} a second"));
    db.close().await;
    Ok(ExitCode::SUCCESS)
}

struct Site {
    world: BranchWorld,
    calendar: Arc<Calendar>,
    duty: Option<solits_kernel::EmployeeId>,
}

/// Writes the history of `[first, until)`. Returns the number of contacts.
pub(crate) async fn history(
    app: &App,
    institution: InstitutionId,
    seed: u64,
    first: Date,
    until: Date,
    scale: f64,
    progress: &mut dyn FnMut(Date, u64),
) -> anyhow::Result<u64> {
    let scope = Scope::of_job(institution);
    let mut tx = app.db.write(scope.clone()).await?;
    let loaded = app.heart.loaded(&mut tx).await?;
    let places = places(&mut tx, app, &loaded, scale).await?;
    let founded = Timestamp::in_riga(first, jiff::civil::time(0, 0, 0, 0));
    while solits_journal::seal(&mut tx, i64::MAX, founded).await? > 0 {}
    let seal = last_seal_of(&mut tx).await?;
    let n = solits_journal::last_n(&mut tx).await?;
    let mut writer = Writer::new(loaded.clone(), n, seal);
    let services = solits_organisation::list_services(&mut tx).await?;
    let asked = services.iter().map(|service| (service.id, Asked::about(&service.code))).collect();
    let mut cases = cases::Cases::new(seed, asked);
    let (mut contacts, mut in_transaction) = (0_u64, 0_u64);
    let mut date = first;
    while date < until {
        let policy = policy_of(
            loaded
                .standard(Timestamp::in_riga(date, jiff::civil::time(12, 0, 0, 0)))
                .map(|(_, s)| s)
                .as_deref(),
        );
        let mut events: Vec<Occurrence> = Vec::new();
        for (index, place) in places.iter().enumerate() {
            let midnight = Timestamp::in_riga(date, jiff::civil::time(0, 0, 0, 0));
            let opening = place.calendar.next_opening(midnight).filter(|span| span.opens.day() == date);
            let (Some(opening), Some(closes)) = (opening, place.calendar.closing_at(date)) else { continue };
            let opens = opening.opens;
            let mut draw =
                Draw::of(seed, u64::try_from(day_number(date)).unwrap_or_default() << 16 | index as u64);
            let visits = day::play(&place.world, &policy, opens, closes, &mut draw);
            doors(place, date, opens, closes, &mut draw, app, &mut events);
            for visit in visits {
                contacts += u64::from(matches!(visit.end, End::Served { .. }));
                in_transaction += 1;
                visit_rows(app, place, date, &visit, &mut draw, &mut writer, &mut cases, &mut events);
                if writer.tickets.is_full() {
                    writer.tickets.flush(&mut tx).await?;
                }
                if writer.contacts.is_full() {
                    writer.contacts.flush(&mut tx).await?;
                }
            }
        }
        events.extend(cases.due_on(date));
        events.sort_by_key(|event| event.at);
        for event in events {
            if let Some(case) = event.case {
                cases.note(case, event.kind, event.at);
            }
            writer
                .record(
                    &mut tx,
                    event.at,
                    event.kind,
                    event.subject,
                    event.branch,
                    event.employee,
                    event.facts,
                )
                .await?;
        }
        cases.write_closed(&mut writer, &mut tx).await?;
        writer.settle(&mut tx).await?;
        // A visit may still end after midnight.
        writer.write_days_before(&mut tx, day_number(date) - 1).await?;
        if in_transaction > 20_000 {
            writer.flush(&mut tx).await?;
            tx.commit().await?;
            tx = app.db.write(scope.clone()).await?;
            in_transaction = 0;
        }
        progress(date, contacts);
        date = date.tomorrow()?;
    }
    cases.write_all(&mut writer, &mut tx).await?;
    let end = Timestamp::in_riga(until, jiff::civil::time(0, 0, 0, 0));
    writer.finish(&mut tx, end).await?;
    solits_journal::continue_after(&mut tx, writer.last_n()).await?;
    cases.write_numbers(&mut tx).await?;
    tx.commit().await?;
    Ok(contacts)
}

/// Something that happens on a simulated day.
pub(crate) struct Occurrence {
    pub(crate) at: Timestamp,
    pub(crate) kind: EventKind,
    pub(crate) subject: Uuid,
    pub(crate) branch: Option<solits_kernel::BranchId>,
    pub(crate) employee: Option<solits_kernel::EmployeeId>,
    pub(crate) facts: BTreeMap<String, Fact>,
    pub(crate) case: Option<usize>,
}

async fn places(tx: &mut Tx, app: &App, loaded: &Loaded, scale: f64) -> anyhow::Result<Vec<Site>> {
    let employees = solits_organisation::list_employees(tx).await?;
    let services = solits_organisation::list_services(tx).await?;
    let mut places = Vec::new();
    for branch in solits_organisation::list_branches(tx).await? {
        let hall = solits_queue::hall(tx, app, branch.id, app.clock.now()).await?;
        let staff: Vec<_> = employees
            .iter()
            .filter(|one| {
                one.branch == Some(branch.id) && one.roles.iter().any(|role| role == "service_specialist")
            })
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "a handful of counters")]
        let clients_a_day = hall.counters.len() as f64 * 21.0 * scale;
        let weights = [1.0, 0.55, 0.4, 0.7];
        let lines = hall
            .lines
            .iter()
            .enumerate()
            .map(|(index, line)| LineWorld {
                id: line.id,
                letter: line.letter.clone(),
                services: services
                    .iter()
                    .filter(|service| service.line == Some(line.id))
                    .map(|service| {
                        #[expect(clippy::cast_precision_loss, reason = "minutes")]
                        let minutes = service.usual_minutes as f64;
                        (service.id, minutes)
                    })
                    .collect(),
                weight: weights[index % weights.len()],
            })
            .filter(|line| !line.services.is_empty())
            .collect();
        let desks = hall
            .counters
            .iter()
            .zip(&staff)
            .map(|(counter, one)| (counter.id, one.id, counter.lines.clone()))
            .collect();
        let calendar = loaded.calendar(Some(branch.id)).context("a branch without calendar")?;
        let duty = staff.first().map(|one| one.id);
        places.push(Site {
            world: BranchWorld { id: branch.id, lines, desks, clients_a_day },
            calendar,
            duty,
        });
    }
    Ok(places)
}

/// The day of the branch: it begins, the doors open, it ends.
fn doors(
    place: &Site,
    date: Date,
    opens: Timestamp,
    closes: Timestamp,
    draw: &mut Draw,
    app: &App,
    events: &mut Vec<Occurrence>,
) {
    let begins = opens.plus_minutes(-30);
    let subject = app.random.uuid(begins);
    let branch = Some(place.world.id);
    // Most days the doors open a little early; now and then somebody is late.
    let late = draw.unit() < 0.03;
    let seconds = draw.exponential(60.0).min(1200.0);
    #[expect(clippy::cast_possible_truncation, reason = "below twenty minutes")]
    let offset = if late { seconds as i64 + 5 } else { -(seconds as i64) - 125 };
    let mut push = |at, kind, employee, facts| {
        events.push(Occurrence { at, kind, subject, branch, employee, facts, case: None });
    };
    let planned = BTreeMap::from([("planned_at".to_owned(), Fact::Int(opens.millis()))]);
    push(begins, EventKind::BranchDayStarted, None, planned);
    push(opens.plus_seconds(offset), EventKind::BranchDoorsOpened, place.duty, BTreeMap::new());
    push(closes.plus_minutes(45), EventKind::BranchDayEnded, place.duty, BTreeMap::new());
    let _ = date;
}

#[expect(clippy::too_many_arguments, reason = "the parts of one visit meet here and nowhere else")]
fn visit_rows(
    app: &App,
    place: &Site,
    date: Date,
    visit: &Visit,
    draw: &mut Draw,
    writer: &mut Writer,
    cases: &mut cases::Cases,
    events: &mut Vec<Occurrence>,
) {
    let line = &place.world.lines[visit.line];
    let branch = Some(place.world.id);
    let ticket: TicketId = app.random.id(visit.taken_at);
    let mut push = |at, kind, employee, facts: Vec<(&str, Fact)>| {
        let facts = facts.into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect();
        events.push(Occurrence { at, kind, subject: ticket.uuid(), branch, employee, facts, case: None });
    };
    let line_fact = || Fact::Word(line.id.to_string());
    push(
        visit.taken_at,
        EventKind::TicketTaken,
        None,
        vec![
            ("line", line_fact()),
            ("number", Fact::Word(format!("{} {:03}", line.letter, visit.number))),
            ("priority", Fact::Bool(visit.priority)),
        ],
    );
    let mut row = Row { ticket, line: line.id, status: "left", ..Row::default() };
    match visit.end {
        End::Left { at } => {
            row.ended_at = Some(at);
            row.wait_ms = at.since(visit.taken_at);
            push(at, EventKind::TicketLeft, None, vec![("line", line_fact())]);
        }
        End::NoShow { desk, called_at, aside_at } => {
            let (counter, employee, _) = &place.world.desks[desk];
            row = Row {
                status: "unserved",
                called_at: Some(called_at),
                ended_at: Some(aside_at.plus_minutes(60)),
                wait_ms: called_at.since(visit.taken_at),
                walk_ms: aside_at.since(called_at),
                ..row
            };
            push(
                called_at,
                EventKind::TicketCalled,
                Some(*employee),
                called_facts(*counter, line.id, row.wait_ms),
            );
            push(
                aside_at,
                EventKind::TicketNoShow,
                Some(*employee),
                vec![("counter", Fact::Word(counter.to_string()))],
            );
        }
        End::Served { desk, called_at, started_at, ended_at } => {
            let (counter, employee, _) = &place.world.desks[desk];
            row = Row {
                status: "finished",
                called_at: Some(called_at),
                started_at: Some(started_at),
                ended_at: Some(ended_at),
                counter: Some(counter.uuid()),
                employee: Some(employee.uuid()),
                wait_ms: called_at.since(visit.taken_at),
                walk_ms: started_at.since(called_at),
                serve_ms: ended_at.since(started_at),
                ..row
            };
            let case = (draw.unit() < 0.09).then(|| {
                cases.open(app, place.world.id, *employee, visit, ticket, ended_at, draw, &place.calendar)
            });
            let outcome = match (case, draw.unit()) {
                (Some(_), _) => "case_opened",
                (None, roll) if roll < 0.05 => "redirected",
                (None, roll) if roll < 0.06 => "refused",
                _ => "solved",
            };
            row.outcome = Some(outcome);
            let contact: ContactId = app.random.id(ended_at);
            push(
                called_at,
                EventKind::TicketCalled,
                Some(*employee),
                called_facts(*counter, line.id, row.wait_ms),
            );
            push(
                started_at,
                EventKind::TicketStarted,
                Some(*employee),
                vec![("counter", Fact::Word(counter.to_string()))],
            );
            push(
                ended_at,
                EventKind::TicketFinished,
                Some(*employee),
                vec![("outcome", Fact::Word(outcome.to_owned())), ("served_ms", Fact::Int(row.serve_ms))],
            );
            if let Some(case) = case {
                events.push(cases.opening(case));
            }
            writer.add_visit(&FinishedVisit {
                branch: place.world.id,
                day: day_number(ended_at.day()),
                line: line.id,
                employee: *employee,
                wait_ms: row.wait_ms,
                walk_ms: row.walk_ms,
                serve_ms: row.serve_ms,
                stay_ms: ended_at.since(visit.taken_at),
            });
            writer.contacts.push([
                contact.into_arg(),
                "visit".into_arg(),
                place.world.id.into_arg(),
                (*employee).into_arg(),
                ticket.into_arg(),
                visit.service.into_arg(),
                case.map(|case| cases.id(case)).into_arg(),
                started_at.into_arg(),
                ended_at.into_arg(),
                outcome.into_arg(),
            ]);
        }
    }
    row.push(writer, place, date, visit);
}

fn called_facts(
    counter: solits_kernel::CounterId,
    line: LineId,
    waited_ms: i64,
) -> Vec<(&'static str, Fact)> {
    vec![
        ("counter", Fact::Word(counter.to_string())),
        ("line", Fact::Word(line.to_string())),
        ("waited_ms", Fact::Int(waited_ms)),
    ]
}

struct Row {
    ticket: TicketId,
    line: LineId,
    status: &'static str,
    called_at: Option<Timestamp>,
    started_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
    counter: Option<Uuid>,
    employee: Option<Uuid>,
    wait_ms: i64,
    walk_ms: i64,
    serve_ms: i64,
    outcome: Option<&'static str>,
}

impl Default for Row {
    fn default() -> Self {
        Self {
            ticket: TicketId::new(Uuid::nil()),
            line: LineId::new(Uuid::nil()),
            status: "left",
            called_at: None,
            started_at: None,
            ended_at: None,
            counter: None,
            employee: None,
            wait_ms: 0,
            walk_ms: 0,
            serve_ms: 0,
            outcome: None,
        }
    }
}

impl Row {
    fn push(&self, writer: &mut Writer, place: &Site, date: Date, visit: &Visit) {
        let line = &place.world.lines[visit.line];
        writer.tickets.push([
            self.ticket.into_arg(),
            place.world.id.into_arg(),
            day_number(date).into_arg(),
            self.line.into_arg(),
            line.letter.as_str().into_arg(),
            visit.number.into_arg(),
            self.status.into_arg(),
            visit.priority.into_arg(),
            false.into_arg(),
            visit.party.into_arg(),
            visit.service.into_arg(),
            visit.taken_at.into_arg(),
            visit.taken_at.into_arg(),
            visit.taken_at.into_arg(),
            0_i64.into_arg(),
            self.called_at.into_arg(),
            self.started_at.into_arg(),
            self.ended_at.into_arg(),
            self.counter.into_arg(),
            self.employee.into_arg(),
            self.wait_ms.into_arg(),
            self.walk_ms.into_arg(),
            self.serve_ms.into_arg(),
            self.outcome.into_arg(),
            false.into_arg(),
            (!visit.priority).into_arg(),
        ]);
    }
}
