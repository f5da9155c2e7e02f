//! What the roll-ups say of visits is what their tickets say, whatever happened at the desk and whenever the job came by.

use std::collections::BTreeMap;

use solits_db::{Db, Tx, row, sql};
use solits_journal::{By, Parts, RollUp, durations_of_days, durations_of_months, recompute, roll_up, seal};
use solits_kernel::{CounterId, TicketId, Timestamp, TokenId, day_number, month_number};
use solits_queue::{Outcome, QueueError, Then, TransferTo, WrongTime};
use solits_queueing::draw::Draw;
use solits_testkit::{Fixture, TestDb, on_both};
use solits_web::App;
use uuid::Uuid;

use crate::{a_ticket, app, clerk, client, ten_o_clock};

row! {
    struct FinishedRow {
        line_id: Uuid, employee_id: Uuid, wait_ms: i64, walk_ms: i64, serve_ms: i64, taken_at: Timestamp, ended_at: Timestamp,
    }
}

/// Count and total of wait, walk, service and visit.
type Sums = [(u64, u64); 4];

fn sums(parts: &Parts) -> Sums {
    [&parts.wait, &parts.walk, &parts.serve, &parts.stay].map(|one| (one.count(), one.total_ms()))
}

/// Seals and counts everything so far, as the background does every second.
async fn come_by(db: &Db, fixture: &Fixture, at: Timestamp) {
    let mut tx = db.write(fixture.scope()).await.unwrap();
    while seal(&mut tx, i64::MAX, at).await.unwrap() > 0 {}
    while roll_up(&mut tx).await.unwrap() == RollUp::More {}
    tx.commit().await.unwrap();
}

/// What the tickets themselves say, by line and employee.
async fn of_tickets(tx: &mut Tx) -> BTreeMap<(Uuid, Uuid), Sums> {
    let rows = sql!(
        "SELECT line_id, employee_id, wait_ms, walk_ms, serve_ms, taken_at, ended_at FROM tickets
          WHERE institution_id = $1 AND status = 'finished'"
    )
    .all::<FinishedRow>(tx)
    .await
    .unwrap();
    let mut by_group: BTreeMap<(Uuid, Uuid), Sums> = BTreeMap::new();
    for row in rows {
        let group = by_group.entry((row.line_id, row.employee_id)).or_default();
        let stay_ms = row.ended_at.since(row.taken_at);
        for (sum, ms) in group.iter_mut().zip([row.wait_ms, row.walk_ms, row.serve_ms, stay_ms]) {
            *sum = (sum.0 + 1, sum.1 + u64::try_from(ms).unwrap());
        }
    }
    by_group
}

/// One step at a desk, sensible or refused; what is refused leaves nothing behind.
async fn step(app: &App, fixture: &Fixture, draw: &mut Draw, at: Timestamp) -> Result<(), QueueError> {
    let mut tx = app.db.write(fixture.scope()).await?;
    let desk = usize::from(draw.unit() < 0.5);
    let counter: CounterId = fixture.counters[desk];
    let mut actor = clerk(fixture.employees[desk], at);
    if draw.unit() < 0.1 {
        actor.by = By::Token(TokenId::new(Uuid::from_u128(9)));
    }
    let then = if draw.unit() < 0.5 { Then::CallNext } else { Then::Stay };
    let roll = draw.unit();
    if roll < 0.25 {
        let mut take = a_ticket(fixture);
        take.line = fixture.lines[usize::from(draw.unit() < 0.4)];
        solits_queue::take(&mut tx, app, &client(at), take).await?;
    } else if roll < 0.40 {
        solits_queue::call(&mut tx, app, &actor, counter, None).await?;
    } else if roll < 0.50 {
        solits_queue::start(&mut tx, app, &actor, counter).await?;
    } else if roll < 0.72 {
        solits_queue::finish(&mut tx, app, &actor, counter, &Outcome::Solved, then).await?;
    } else if roll < 0.80 {
        solits_queue::undo(&mut tx, app, &actor, counter).await?;
    } else if roll < 0.84 {
        solits_queue::transfer(&mut tx, app, &actor, counter, TransferTo::Line(fixture.lines[1])).await?;
    } else if roll < 0.87 {
        solits_queue::park(&mut tx, app, &actor, counter, 1).await?;
    } else if roll < 0.90 {
        solits_queue::no_show(&mut tx, app, &actor, counter, then).await?;
    } else if roll < 0.92 {
        solits_queue::end_stuck(&mut tx, app, &actor, counter).await?;
    } else {
        let id = any_ticket(&mut tx, draw).await;
        match id {
            Some(id) if roll < 0.95 => {
                solits_queue::correct_time(&mut tx, app, &actor, id, 7, WrongTime::LeftOpen).await?;
            }
            Some(id) if roll < 0.975 => {
                solits_queue::return_to_line(&mut tx, app, &actor, id).await?;
            }
            Some(id) => {
                solits_queue::more_time(&mut tx, app, &client(at), id).await?;
            }
            None => {}
        }
    }
    tx.commit().await?;
    Ok(())
}

async fn any_ticket(tx: &mut Tx, draw: &mut Draw) -> Option<TicketId> {
    row! {
        struct IdRow { id: TicketId }
    }
    let rows =
        sql!("SELECT id FROM tickets WHERE institution_id = $1 ORDER BY id").all::<IdRow>(tx).await.unwrap();
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a short list"
    )]
    let at = (draw.unit() * rows.len() as f64) as usize;
    rows.get(at).map(|row| row.id)
}

#[tokio::test]
async fn whatever_happens_at_the_desk_the_durations_are_those_of_the_tickets() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 2).await;
        let app = app(&db);
        let mut draw = Draw::of(7, 0);
        let mut at = ten_o_clock();
        let mut done = 0;
        for _ in 0..500 {
            #[expect(clippy::cast_possible_truncation, reason = "seconds of a wait")]
            let seconds = draw.exponential(20.0) as i64;
            // Now and then two steps fall in one instant.
            at = at.plus_seconds(seconds / 3);
            match step(&app, &fixture, &mut draw, at).await {
                Ok(()) => done += 1,
                Err(QueueError::Db(error)) => panic!("{error}"),
                Err(_) => {}
            }
            if draw.unit() < 0.1 {
                come_by(&db, &fixture, at).await;
            }
        }
        come_by(&db, &fixture, at).await;
        let mut tx = db.read(fixture.scope()).await.unwrap();
        let expected = of_tickets(&mut tx).await;
        let visits: u64 = expected.values().map(|sums| sums[0].0).sum();
        assert!(done > 200 && visits > 40, "{done} steps, {visits} visits");
        let day = day_number(at.day());
        let days = durations_of_days(&mut tx, fixture.branch, day, day).await.unwrap();
        let counted: BTreeMap<(Uuid, Uuid), Sums> = days[0]
            .1
            .iter()
            .map(|(line, employee, parts)| ((line.uuid(), employee.uuid()), sums(parts)))
            .collect();
        assert_eq!(counted, expected);
        let month = month_number(at.day());
        let months = durations_of_months(&mut tx, month, month, None).await.unwrap();
        assert_eq!(months[0].2.total(), days[0].1.total());
        let (_, differences) = recompute(&mut tx, &app.heart).await.unwrap();
        assert_eq!(differences, []);
    })
    .await;
}

#[tokio::test]
async fn a_finish_taken_back_leaves_no_durations_and_a_check_finds_a_changed_one() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 1).await;
        let app = app(&db);
        let (counter, anna) = (fixture.counters[0], fixture.employees[0]);
        let at = |minutes: i64| ten_o_clock().plus_minutes(minutes);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        solits_queue::take(&mut tx, &app, &client(at(0)), a_ticket(&fixture)).await.unwrap();
        solits_queue::call(&mut tx, &app, &clerk(anna, at(4)), counter, None).await.unwrap();
        let finish = |minutes: i64| clerk(anna, at(minutes));
        solits_queue::finish(&mut tx, &app, &finish(9), counter, &Outcome::Solved, Then::Stay).await.unwrap();
        tx.commit().await.unwrap();
        come_by(&db, &fixture, at(9)).await;
        let day = day_number(at(0).day());
        let count = async |db: &Db| {
            let mut tx = db.read(fixture.scope()).await.unwrap();
            let days = durations_of_days(&mut tx, fixture.branch, day, day).await.unwrap();
            days.iter().map(|(_, cells)| cells.total().count()).sum::<u64>()
        };
        assert_eq!(count(&db).await, 1);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        solits_queue::undo(&mut tx, &app, &finish(9), counter).await.unwrap();
        tx.commit().await.unwrap();
        come_by(&db, &fixture, at(9)).await;
        assert_eq!(count(&db).await, 0);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        solits_queue::finish(&mut tx, &app, &finish(11), counter, &Outcome::Solved, Then::Stay)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        come_by(&db, &fixture, at(11)).await;
        assert_eq!(count(&db).await, 1);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        assert_eq!(recompute(&mut tx, &app.heart).await.unwrap().1, []);
        sql!("DELETE FROM duration_months WHERE institution_id = $1").run(&mut tx).await.unwrap();
        let differences = recompute(&mut tx, &app.heart).await.unwrap().1;
        assert_eq!(differences.len(), 1);
        assert!(differences[0].what.contains("month") && differences[0].stored == "none", "{differences:?}");
    })
    .await;
}

#[tokio::test]
async fn nodes_that_come_by_at_the_same_time_count_each_visit_once() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 1).await;
        let app = app(&db);
        let (counter, anna) = (fixture.counters[0], fixture.employees[0]);
        for visit in 0..12 {
            let at = |minutes: i64| ten_o_clock().plus_minutes(visit * 20 + minutes);
            let mut tx = db.write(fixture.scope()).await.unwrap();
            solits_queue::take(&mut tx, &app, &client(at(0)), a_ticket(&fixture)).await.unwrap();
            solits_queue::call(&mut tx, &app, &clerk(anna, at(1)), counter, None).await.unwrap();
            let actor = clerk(anna, at(5));
            solits_queue::finish(&mut tx, &app, &actor, counter, &Outcome::Solved, Then::Stay).await.unwrap();
            tx.commit().await.unwrap();
            let nodes: Vec<_> = (0..4)
                .map(|_| {
                    let (db, fixture) = (db.clone(), fixture.clone());
                    tokio::spawn(async move { come_by(&db, &fixture, ten_o_clock()).await })
                })
                .collect();
            for node in nodes {
                node.await.unwrap();
            }
        }
        come_by(&db, &fixture, ten_o_clock()).await;
        let mut tx = db.read(fixture.scope()).await.unwrap();
        let day = day_number(ten_o_clock().day());
        let days = durations_of_days(&mut tx, fixture.branch, day, day).await.unwrap();
        assert_eq!(days[0].1.total().count(), 12);
        assert_eq!(recompute(&mut tx, &app.heart).await.unwrap().1, []);
    })
    .await;
}
