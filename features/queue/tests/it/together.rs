//! Desks that call at the same instant are answered together, and each as if it had asked in its turn.

use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use solits_db::sql;
use solits_journal::{Actor, Heart, recompute};
use solits_kernel::{Lang, ServiceId, Timestamp};
use solits_queue::{Done, Outcome, QueueError, Take, Then};
use solits_testkit::{Fixture, TestDb, on_both, postgres, sqlite};
use solits_web::App;
use tokio::task::JoinSet;

use crate::{a_service, a_ticket, app, clerk, client, ten_o_clock};

const DESKS: u64 = 6;
const ROUNDS: i64 = 25;

/// Who comes before the desks call.
#[derive(Clone, Copy, Debug)]
struct Comes {
    line: usize,
    how: How,
    asks_for_service: bool,
}

#[derive(Clone, Copy, Debug)]
enum How {
    AsUsual,
    WithPriority,
    FromWithin,
    /// Booked for a time so many minutes from now.
    Booked(i64),
    /// Missed a call and came back.
    Late,
}

fn comes() -> impl Strategy<Value = Comes> {
    let how = prop_oneof![
        10 => Just(How::AsUsual),
        2 => Just(How::WithPriority),
        2 => Just(How::FromWithin),
        2 => (-20_i64..20).prop_map(How::Booked),
        1 => Just(How::Late),
    ];
    (0..2_usize, how, prop::bool::weighted(0.2)).prop_map(|(line, how, asks_for_service)| Comes {
        line,
        how,
        asks_for_service,
    })
}

/// What was answered, as two halls can be compared by it.
fn said(done: Result<Done, QueueError>) -> String {
    match done {
        Ok(Done { called: Some((ticket, choice)), .. }) => {
            format!("{} {} {}", ticket.display(), ticket.wait_ms, choice.reason.sentence(Lang::En))
        }
        Ok(_) => "nobody".to_owned(),
        Err(error) => error.to_string(),
    }
}

struct World {
    test: TestDb,
    fixture: Fixture,
    app: App,
    service: ServiceId,
}

impl World {
    /// A hall in which one desk does not give everything, and another is closed.
    async fn new(test: TestDb) -> Self {
        let fixture = Fixture::new(&test.db, DESKS).await;
        let app = app(&test.db);
        let mut tx = test.db.write(fixture.scope()).await.unwrap();
        let service = a_service(&mut tx, &fixture, 1).await;
        let other = a_service(&mut tx, &fixture, 2).await;
        sql!("INSERT INTO employee_skills (institution_id, employee_id, service_id) VALUES ($1, $2, $3)")
            .bind(fixture.employees[2])
            .bind(other)
            .run(&mut tx)
            .await
            .unwrap();
        let closes = clerk(fixture.employees[4], ten_o_clock());
        solits_queue::close_counter(&mut tx, &app, &closes, fixture.counters[4]).await.unwrap();
        tx.commit().await.unwrap();
        Self { test, fixture, app, service }
    }

    fn clerk(&self, desk: usize, at: Timestamp) -> Actor {
        clerk(self.fixture.employees[desk], at)
    }

    async fn come(&self, all: &[Comes], at: Timestamp) {
        let mut tx = self.test.db.write(self.fixture.scope()).await.unwrap();
        for (one, second) in all.iter().zip(0..) {
            let at = at.plus_seconds(second);
            let take = Take {
                line: self.fixture.lines[one.line],
                priority: matches!(one.how, How::WithPriority),
                internal: matches!(one.how, How::FromWithin),
                service: one.asks_for_service.then_some(self.service),
                booked_for: if let How::Booked(minutes) = one.how {
                    Some(at.plus_minutes(minutes))
                } else {
                    None
                },
                ..a_ticket(&self.fixture)
            };
            let took = solits_queue::take(&mut tx, &self.app, &client(at), take).await.unwrap();
            if matches!(one.how, How::Late) {
                sql!("UPDATE tickets SET behind = 1, ordinary = FALSE WHERE institution_id = $1 AND id = $2")
                    .bind(took.ticket.id)
                    .run(&mut tx)
                    .await
                    .unwrap();
            }
        }
        tx.commit().await.unwrap();
    }

    async fn call_one_after_another(&self, at: Timestamp) -> Vec<String> {
        let mut answers = Vec::new();
        for (desk, counter) in self.fixture.counters.iter().enumerate() {
            let mut tx = self.test.db.write(self.fixture.scope()).await.unwrap();
            let done = solits_queue::call(&mut tx, &self.app, &self.clerk(desk, at), *counter, None).await;
            if done.is_ok() {
                tx.commit().await.unwrap();
            }
            answers.push(said(done));
        }
        answers
    }

    /// All desks ask before any of them is answered: the test has one thread.
    async fn call_at_once(&self, at: Timestamp) -> Vec<String> {
        let mut asking = JoinSet::new();
        for (desk, counter) in self.fixture.counters.iter().copied().enumerate() {
            let (app, institution, actor) =
                (self.app.clone(), self.fixture.institution, self.clerk(desk, at));
            asking.spawn(async move {
                (desk, said(solits_queue::call_with_others(&app, institution, actor, counter).await))
            });
        }
        let mut answers = asking.join_all().await;
        answers.sort_unstable();
        answers.into_iter().map(|(_, said)| said).collect()
    }

    /// All but one of the desks end with whom they have.
    async fn finish(&self, round: i64, at: Timestamp) {
        for (desk, counter) in self.fixture.counters.iter().enumerate() {
            if usize::try_from(round).unwrap() % self.fixture.counters.len() == desk {
                continue;
            }
            let mut tx = self.test.db.write(self.fixture.scope()).await.unwrap();
            let actor = self.clerk(desk, at);
            let done =
                solits_queue::finish(&mut tx, &self.app, &actor, *counter, &Outcome::Solved, Then::Stay)
                    .await;
            match done {
                Ok(_) => tx.commit().await.unwrap(),
                Err(error) => assert!(matches!(error, QueueError::NobodyHere), "{error}"),
            }
        }
    }
}

#[tokio::test]
async fn desks_that_call_at_the_same_instant_are_answered_as_if_one_after_another() {
    on_both(|test| async move {
        let other = if test.engine == "sqlite" { sqlite().await } else { postgres().await };
        let (one, together) = (World::new(test).await, World::new(other).await);
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[5; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let mut reasons = std::collections::BTreeSet::new();
        for round in 0..ROUNDS {
            let all = prop::collection::vec(comes(), 0..9).new_tree(&mut runner).unwrap().current();
            let at = ten_o_clock().plus_minutes(round * 4);
            let mut answers = Vec::new();
            for world in [&one, &together] {
                world.come(&all, at).await;
            }
            let at = at.plus_minutes(2);
            answers.push(one.call_one_after_another(at).await);
            answers.push(together.call_at_once(at).await);
            assert_eq!(answers[1], answers[0], "{} round {round} {all:?}", one.test.engine);
            reasons.extend(answers.concat().into_iter().map(|said| {
                said.chars().filter(|letter| letter.is_alphabetic() || *letter == ' ').collect::<String>()
            }));
            for world in [&one, &together] {
                world.finish(round, at.plus_minutes(1)).await;
            }
        }
        assert!(reasons.len() > 6, "the desks had different reasons: {reasons:?}");
        for world in [&one, &together] {
            let mut tx = world.test.db.write(world.fixture.scope()).await.unwrap();
            let (entries, differences) = recompute(&mut tx, &Heart::new(&world.test.db)).await.unwrap();
            assert!(entries > 100);
            assert_eq!(differences, vec![], "{}", world.test.engine);
        }
    })
    .await;
}

#[tokio::test]
async fn a_call_made_together_with_others_is_taken_back_alone() {
    on_both(|test| async move {
        let world = World::new(test).await;
        let comes = Comes { line: 0, how: How::AsUsual, asks_for_service: false };
        world.come(&[comes; 3], ten_o_clock()).await;
        let at = ten_o_clock().plus_minutes(2);
        let answers = world.call_at_once(at).await;
        assert!(answers[0].starts_with("A 001") && answers[1].starts_with("A 002"), "{answers:?}");
        assert_eq!(answers[4], QueueError::NotOpen.to_string());
        let mut tx = world.test.db.write(world.fixture.scope()).await.unwrap();
        let back = world.clerk(0, at.plus_seconds(3));
        solits_queue::undo(&mut tx, &world.app, &back, world.fixture.counters[0]).await.unwrap();
        tx.commit().await.unwrap();
        let again = world.call_at_once(at.plus_seconds(5)).await;
        assert!(again[0].starts_with("A 001"), "who was called first is first again: {again:?}");
        assert_eq!(again[1], QueueError::NotFinished.to_string(), "the others have whom they had");
        assert_eq!(again[3], "nobody");
    })
    .await;
}
