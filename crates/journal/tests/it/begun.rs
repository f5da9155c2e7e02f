//! Subjects that one transaction makes or holds and lets much happen to: stored as if each thing had happened by itself.

use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use solits_db::{row, sql};
use solits_journal::{Actor, By, Entry, Heart, begins, holds, list_entries_of, recompute, record};
use solits_kernel::Timestamp;
use solits_standard::event::EventKind;
use solits_testkit::{Fixture, TestDb, on_both};
use uuid::Uuid;

/// So many transactions are tried on each engine.
const TRIES: u128 = 40;
/// Subjects made by each.
const SUBJECTS: u128 = 3;

#[derive(Clone, Copy, Debug)]
enum What {
    /// Something happens to one of the subjects, minutes later.
    Happens(u128, EventKind, i64),
    /// The last thing that happened to it is taken back.
    TakenBack(u128),
    /// Whatever waits is stored.
    Settled,
}

fn what() -> impl Strategy<Value = What> {
    let kinds = prop::sample::select(vec![
        EventKind::TicketCalled,
        EventKind::TicketFinished,
        EventKind::TicketNoShow,
        EventKind::TicketLeft,
        EventKind::TicketRecalled,
        EventKind::TicketStarted,
    ]);
    prop_oneof![
        8 => (0..SUBJECTS, kinds, 0_i64..20).prop_map(|(subject, kind, after)| What::Happens(subject, kind, after)),
        1 => (0..SUBJECTS).prop_map(What::TakenBack),
        1 => Just(What::Settled),
    ]
}

row! {
    /// What is owed, without what differs between two subjects.
    #[derive(Debug, PartialEq)]
    struct Owed {
        norm: String, state: String, opened_at: Timestamp, due_at: Timestamp, closed_at: Option<Timestamp>,
        met_late_at: Option<Timestamp>, look_at: Option<Timestamp>
    }
}

/// What the transaction says of the subjects to which it lets things happen.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Says {
    Nothing,
    /// That it makes them.
    Begins,
    /// That it holds them; another made them.
    Holds,
}

struct World {
    database: TestDb,
    fixture: Fixture,
    heart: Heart,
}

impl World {
    /// Lets it all happen to subjects counted from `first`.
    async fn play(&self, first: u128, all: &[What], says: Says) {
        let branch = Some(self.fixture.branch);
        let mut at = Timestamp::parse("2026-11-23T07:00:00.000Z").unwrap();
        let by = By::Employee(self.fixture.employees[0]);
        let mut last = [0_i64; SUBJECTS as usize];
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        for subject in 0..SUBJECTS {
            let id = Uuid::from_u128(first + subject);
            if says == Says::Begins {
                begins(&mut tx, id);
            }
            let taken = Entry::new(EventKind::TicketTaken, id, branch);
            last[subject as usize] = record(&mut tx, &self.heart, &Actor { by, at }, taken).await.unwrap();
        }
        if says == Says::Holds {
            tx.commit().await.unwrap();
            tx = self.database.db.write(self.fixture.scope()).await.unwrap();
            let all: Vec<Uuid> = (0..SUBJECTS).map(|subject| Uuid::from_u128(first + subject)).collect();
            holds(&mut tx, &all).await.unwrap();
        }
        for one in all {
            let (subject, kind) = match *one {
                What::Happens(subject, kind, after) => {
                    at = at.plus_minutes(after);
                    (subject, kind)
                }
                What::TakenBack(subject) => (subject, EventKind::TicketUndone),
                What::Settled => {
                    tx.settle().await.unwrap();
                    continue;
                }
            };
            let entry = Entry::new(kind, Uuid::from_u128(first + subject), branch);
            let undoes = (kind == EventKind::TicketUndone).then_some(last[subject as usize]);
            let entry = entry.with("undoes", undoes);
            last[subject as usize] = record(&mut tx, &self.heart, &Actor { by, at }, entry).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    async fn owed(&self, subject: u128) -> Vec<Owed> {
        let mut tx = self.database.db.read(self.fixture.scope()).await.unwrap();
        sql!(
            "SELECT norm, state, opened_at, due_at, closed_at, met_late_at, look_at FROM obligations
              WHERE institution_id = $1 AND subject_id = $2 ORDER BY opened_n, norm"
        )
        .bind(Uuid::from_u128(subject))
        .all(&mut tx)
        .await
        .unwrap()
    }

    async fn happened(&self, subject: u128) -> Vec<(String, Timestamp)> {
        let mut tx = self.database.db.read(self.fixture.scope()).await.unwrap();
        let entries = list_entries_of(&mut tx, Uuid::from_u128(subject)).await.unwrap();
        entries.into_iter().map(|entry| (entry.kind, entry.at)).collect()
    }
}

#[tokio::test]
async fn what_waits_with_its_subject_is_stored_as_if_it_had_not() {
    on_both(|database| async move {
        let fixture = Fixture::new(&database.db, 1).await;
        let heart = Heart::new(&database.db);
        let world = World { database, fixture, heart };
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[3; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let mut ended = 0;
        for number in 0..TRIES {
            let all = prop::collection::vec(what(), 0..25).new_tree(&mut runner).unwrap().current();
            let ways = [Says::Nothing, Says::Begins, Says::Holds];
            let of = |way: usize| (way as u128 + 1) * 1_000_000 + number * SUBJECTS;
            for (way, says) in ways.into_iter().enumerate() {
                world.play(of(way), &all, says).await;
            }
            for (subject, way) in (0..SUBJECTS).flat_map(|subject| [(subject, 1), (subject, 2)]) {
                let (owed, engine) = (world.owed(of(way) + subject).await, world.database.engine);
                assert_eq!(owed, world.owed(of(0) + subject).await, "{engine} {:?} {all:?}", ways[way]);
                ended += owed.iter().filter(|one| one.state != "open").count();
                let happened = world.happened(of(way) + subject).await;
                assert_eq!(happened, world.happened(of(0) + subject).await, "{engine} {:?}", ways[way]);
            }
        }
        assert!(ended > 20, "promises ended while they waited: {ended}");
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        let (_, differences) = recompute(&mut tx, &Heart::new(&world.database.db)).await.unwrap();
        assert_eq!(differences, vec![], "{}", world.database.engine);
        drop(tx);
    })
    .await;
}
