//! The day that goes on by itself: clients come, colleagues call and serve them, some leave. They act through the same
//! functions as the screens.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use solits_journal::{Actor, By};
use solits_kernel::{BranchId, CounterId, EmployeeId, InstitutionId, TicketId, Timestamp};
use solits_queue::{CounterView, Hall, Identity, Outcome, QueueError, Status, Take, Then};
use solits_queueing::draw::Draw;
use solits_web::App;

use super::scope;

/// Clients an hour for each counter.
const CLIENTS_AN_HOUR: f64 = 8.0;

struct Colleagues {
    draw: Draw,
    /// When each counter's present step is planned to end.
    until: HashMap<CounterId, Timestamp>,
    /// Called clients who will not come.
    absent: HashSet<TicketId>,
}

/// Moves the hall of every branch on, every second, until the program ends.
pub(crate) async fn come_and_go(app: App, institution: InstitutionId) {
    let mut colleagues = Colleagues {
        draw: Draw::new(u64::from_be_bytes(app.random.bytes())),
        until: HashMap::new(),
        absent: HashSet::new(),
    };
    let mut first = true;
    loop {
        if let Err(error) = step(&app, institution, &mut colleagues, first).await {
            tracing::warn!(error = format!("{error:#}"), "the simulated day stumbled; it goes on");
        }
        first = false;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn step(
    app: &App,
    institution: InstitutionId,
    people: &mut Colleagues,
    first: bool,
) -> anyhow::Result<()> {
    let mut tx = app.db.read(scope(institution)).await?;
    let branches = solits_organisation::list_branches(&mut tx).await?;
    let employees = solits_organisation::list_employees(&mut tx).await?;
    drop(tx);
    for branch in branches {
        let now = app.clock.now();
        if !branch.calendar.is_open(now) {
            continue;
        }
        let staff: Vec<EmployeeId> = employees
            .iter()
            .filter(|one| {
                one.branch == Some(branch.id) && one.roles.iter().any(|role| role == "service_specialist")
            })
            .map(|one| one.id)
            .collect();
        let mut tx = app.db.read(scope(institution)).await?;
        let hall = solits_queue::hall(&mut tx, app, branch.id, now).await?;
        drop(tx);
        arrive(app, institution, branch.id, &hall, people, first).await?;
        leave(app, institution, &hall, people).await?;
        // The first counter and its person are left to whoever tries the demonstration.
        for (index, counter) in hall.counters.iter().enumerate().skip(1) {
            if let Some(employee) = staff.get(index) {
                work(app, institution, &hall, counter, *employee, people).await?;
            }
        }
    }
    Ok(())
}

async fn arrive(
    app: &App,
    institution: InstitutionId,
    branch: BranchId,
    hall: &Hall,
    people: &mut Colleagues,
    first: bool,
) -> anyhow::Result<()> {
    #[expect(clippy::cast_precision_loss, reason = "a handful of counters")]
    let chance = hall.counters.len() as f64 * CLIENTS_AN_HOUR / 3600.0;
    let coming = if first { 5 } else { usize::from(people.draw.unit() < chance) };
    for _ in 0..coming {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a short list"
        )]
        let line = (people.draw.unit() * hall.lines.len() as f64) as usize;
        let Some(line) = hall.lines.get(line) else { continue };
        let priority = people.draw.unit() < 0.08;
        let announced = hall.announce(line.id, priority).wait.upper_minutes();
        let take = Take {
            branch,
            line: line.id,
            priority,
            internal: false,
            party: 1,
            service: None,
            booked_for: None,
            announced_high: announced,
            key: String::new(),
        };
        let mut tx = app.db.write(scope(institution)).await?;
        solits_queue::take(&mut tx, app, &Actor { by: By::Client, at: app.clock.now() }, take).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn leave(
    app: &App,
    institution: InstitutionId,
    hall: &Hall,
    people: &mut Colleagues,
) -> anyhow::Result<()> {
    for ticket in hall.in_state(Status::Waiting) {
        let patience_over = hall.at.since(ticket.taken_at) > 20 * 60_000;
        if patience_over && people.draw.unit() < 0.002 {
            let mut tx = app.db.write(scope(institution)).await?;
            let left =
                solits_queue::leave(&mut tx, app, &Actor { by: By::Client, at: app.clock.now() }, ticket.id)
                    .await;
            if left.is_ok() {
                tx.commit().await?;
            }
        }
    }
    Ok(())
}

async fn work(
    app: &App,
    institution: InstitutionId,
    hall: &Hall,
    counter: &CounterView,
    employee: EmployeeId,
    people: &mut Colleagues,
) -> anyhow::Result<()> {
    if counter.employee.is_some_and(|other| other != employee) {
        return Ok(());
    }
    let now = app.clock.now();
    let actor = Actor { by: By::Employee(employee), at: now };
    let ready = people.until.get(&counter.id).is_none_or(|until| *until <= now);
    if !ready {
        return Ok(());
    }
    let mut tx = app.db.write(scope(institution)).await?;
    let ticket = counter.ticket.and_then(|id| hall.ticket(id));
    let seconds = |people: &mut Colleagues, mean: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "minutes")]
        let seconds = people.draw.log_normal(mean, 0.6) as i64;
        now.plus_seconds(seconds.clamp(2, 1500))
    };
    let done: Result<(), QueueError> = match (counter.state.as_str(), ticket) {
        ("closed", _) => solits_queue::open_counter(&mut tx, app, &actor, counter.id, employee).await,
        ("open", None) => {
            let until = seconds(people, 14.0);
            people.until.insert(counter.id, until);
            let called = solits_queue::call(&mut tx, app, &actor, counter.id, None).await;
            if let Ok(Some((ticket, _))) = called.as_ref().map(|done| done.called.as_ref())
                && people.draw.unit() < 0.03
            {
                people.absent.insert(ticket.id);
            }
            called.map(drop)
        }
        ("open", Some(ticket)) if ticket.status == Status::Called => {
            if people.absent.contains(&ticket.id) {
                people.until.insert(counter.id, now.plus_seconds(5));
                match solits_queue::no_show(&mut tx, app, &actor, counter.id, Then::Stay).await {
                    Err(QueueError::TooEarly) => return Ok(()),
                    other => other.map(drop),
                }
            } else {
                let mean = hall.line(ticket.line).map_or(6.0, |line| line.usual_minutes) * 60.0;
                let until = seconds(people, mean);
                people.until.insert(counter.id, until);
                solits_queue::start(&mut tx, app, &actor, counter.id).await.map(drop)
            }
        }
        ("open", Some(ticket)) if ticket.status == Status::Serving => {
            let until = seconds(people, 20.0);
            people.until.insert(counter.id, until);
            if solits_queue::is_identity_unsaid(&mut tx, ticket).await? {
                solits_queue::say_identity(&mut tx, counter.id, Identity::Checked).await?;
            }
            solits_queue::finish(&mut tx, app, &actor, counter.id, &Outcome::Solved, Then::Stay)
                .await
                .map(drop)
        }
        _ => Ok(()),
    };
    match done {
        Ok(()) => tx.commit().await?,
        // Somebody who tries the demonstration was faster; the next second will tell.
        Err(error) => tracing::debug!(%error, "a simulated colleague stepped back"),
    }
    Ok(())
}
