//! A standard is adopted in the middle of a history that nobody arranged.

use std::collections::BTreeMap;

use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use solits_db::{row, sql};
use solits_journal::{Actor, By, Entry, Heart, recompute, record, tick};
use solits_kernel::{EmployeeId, Timestamp};
use solits_standard::event::EventKind;
use solits_testkit::{Fixture, STANDARD, TestDb, on_both};
use uuid::Uuid;

/// So many histories are played on each engine; each has a database of its own.
const HISTORIES: usize = 12;
/// Tickets of a history.
const TICKETS: u128 = 4;

/// What happens next in a history.
#[derive(Clone, Copy, Debug)]
struct Step {
    /// Milliseconds after the step before.
    after: i64,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    /// Something happens to a ticket, done by one of the employees.
    Happens(EventKind, u128, usize),
    /// The last thing that happened to a ticket is taken back.
    TakenBack(u128),
    /// The timer looks.
    Look,
}

/// A history with the place of the step about whose instant the second version enters into force, and how far from it.
#[derive(Clone, Debug)]
struct History {
    steps: Vec<Step>,
    change_at: usize,
    /// In milliseconds: the instant before, that very instant, the one after.
    aside: i64,
}

fn step() -> impl Strategy<Value = Step> {
    let kinds = prop::sample::select(vec![
        EventKind::TicketTaken,
        EventKind::TicketCalled,
        EventKind::TicketCalled,
        EventKind::TicketFinished,
        EventKind::TicketNoShow,
        EventKind::TicketLeft,
    ]);
    let happens = (kinds, 0..TICKETS, 0_usize..2)
        .prop_map(|(kind, ticket, employee)| What::Happens(kind, ticket, employee));
    let what = prop_oneof![
        8 => happens,
        1 => (0..TICKETS).prop_map(What::TakenBack),
        3 => Just(What::Look),
    ];
    // Many things at one instant, others hours later: limits of 3, 15 and 18 minutes lie between.
    let after = prop_oneof![2 => Just(0_i64), 4 => 1_i64..400_000, 1 => 400_000_i64..9_000_000];
    (after, what).prop_map(|(after, what)| Step { after, what })
}

fn history() -> impl Strategy<Value = History> {
    (prop::collection::vec(step(), 4..60), any::<prop::sample::Index>(), -1_i64..=1).prop_map(
        |(steps, place, aside)| {
            let change_at = place.index(steps.len());
            History { steps, change_at, aside }
        },
    )
}

/// The promise of the service beside that of the wait, told upwards before its limit.
const SERVE: &str = r#"
[[norm]]
id = "serve"
paragraphs = ["6"]
text = { lv = "Klientu apkalpo 30 minūtēs.", en = "A client is served within 30 minutes." }
kind = "promise"
[norm.promise]
starts = "ticket.called"
within = { opening_minutes = 30 }
met_by = ["ticket.finished", "ticket.no_show"]
escalate = [{ to = "bureau_head", at_percent = 50 }]
public = true
channel = "visit"
"#;

/// What the second version says: a shorter wait, another promise kept as it was.
fn second() -> String {
    format!(
        "{}{SERVE}",
        STANDARD.replace("minutes = 15", "minutes = 3").replace("version = \"1\"", "version = \"2\"")
    )
}

/// Nine in the morning of a Monday.
fn morning() -> Timestamp {
    Timestamp::parse("2026-11-23T07:00:00.000Z").unwrap()
}

struct World {
    database: TestDb,
    fixture: Fixture,
    heart: Heart,
}

impl World {
    async fn new(database: TestDb) -> Self {
        let fixture = Fixture::new(&database.db, 2).await;
        let mut tx = database.db.write(fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET source = $2 WHERE institution_id = $1")
            .bind(format!("{STANDARD}{SERVE}"))
            .run(&mut tx)
            .await
            .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let heart = Heart::new(&database.db);
        Self { database, fixture, heart }
    }

    /// A second version is adopted that enters into force then.
    async fn adopt(&self, now: Timestamp, in_force_from: Timestamp) {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO standards (institution_id, number, document, version, source, status, uploaded_at, adopted_at, in_force_from)
             VALUES ($1, 2, 'testa', '2', $2, 'adopted', $3, $3, $4)"
        )
        .bind(second())
        .bind(now)
        .bind(in_force_from)
        .run(&mut tx)
        .await
        .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
    }

    async fn take(&self, what: What, now: Timestamp, last: &mut BTreeMap<u128, i64>) {
        let (kind, ticket, employee) = match what {
            What::Happens(kind, ticket, employee) => (kind, ticket, employee),
            What::TakenBack(ticket) => (EventKind::TicketUndone, ticket, 0),
            What::Look => {
                tick(&self.database.db, &self.heart, self.fixture.institution, now).await.unwrap();
                return;
            }
        };
        let undoes = last.get(&ticket).copied();
        if kind == EventKind::TicketUndone && undoes.is_none() {
            return;
        }
        let by: EmployeeId = self.fixture.employees[employee];
        let actor = Actor { by: By::Employee(by), at: now };
        let entry = Entry::new(kind, Uuid::from_u128(1_000 + ticket), Some(self.fixture.branch));
        let entry = if kind == EventKind::TicketUndone { entry.with("undoes", undoes) } else { entry };
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        let n = record(&mut tx, &self.heart, &actor, entry).await.unwrap();
        tx.commit().await.unwrap();
        if kind == EventKind::TicketUndone {
            last.remove(&ticket);
        } else {
            last.insert(ticket, n);
        }
    }
}

row! {
    struct Owed { standard: i64, state: String, opened_at: Timestamp }
}
row! {
    struct Sum { standard: i64, met: i64, breached: i64, waived: i64 }
}

/// Plays a history and holds what is stored against what the journal gives.
async fn play(database: TestDb, history: &History) -> [usize; 2] {
    let world = World::new(database).await;
    let at_step = |place: usize| {
        let millis: i64 = history.steps[..=place].iter().map(|step| step.after).sum();
        Timestamp::from_millis(morning().millis() + millis)
    };
    let change = Timestamp::from_millis(at_step(history.change_at).millis() + history.aside);
    let mut last = BTreeMap::new();
    let mut is_adopted = false;
    for (place, step) in history.steps.iter().enumerate() {
        let now = at_step(place);
        // Adopted in advance: nothing is put in force for what has passed.
        if !is_adopted && now >= change {
            world.adopt(Timestamp::from_millis(change.millis() - 1), change).await;
            is_adopted = true;
        }
        world.take(step.what, now, &mut last).await;
    }
    if !is_adopted {
        world.adopt(morning(), change).await;
    }
    let end = at_step(history.steps.len() - 1).plus_minutes(24 * 60);
    tick(&world.database.db, &world.heart, world.fixture.institution, end).await.unwrap();

    let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
    // A memory of its own, as another node or `solits check` has.
    let (_, differences) = recompute(&mut tx, &Heart::new(&world.database.db)).await.unwrap();
    assert_eq!(differences, vec![], "{} {history:?}", world.database.engine);
    let owed: Vec<Owed> =
        sql!("SELECT standard, state, opened_at FROM obligations WHERE institution_id = $1")
            .all(&mut tx)
            .await
            .unwrap();
    for one in &owed {
        let version = if one.opened_at < change { 1 } else { 2 };
        assert_eq!(one.standard, version, "{} {history:?}", world.database.engine);
    }
    let sums: Vec<Sum> = sql!(
        "SELECT standard, CAST(sum(met) AS BIGINT) AS met, CAST(sum(breached) AS BIGINT) AS breached,
                CAST(sum(waived) AS BIGINT) AS waived
           FROM measures WHERE institution_id = $1 GROUP BY standard ORDER BY standard"
    )
    .all(&mut tx)
    .await
    .unwrap();
    for sum in sums {
        let count = |state: &str| {
            let of = |one: &&Owed| one.standard == sum.standard && one.state == state;
            i64::try_from(owed.iter().filter(of).count()).unwrap()
        };
        let counted = (count("met"), count("breached"), count("waived"));
        assert_eq!((sum.met, sum.breached, sum.waived), counted, "{} {history:?}", world.database.engine);
    }
    [1, 2].map(|version| owed.iter().filter(|one| one.standard == version).count())
}

/// Adoption falls anywhere in histories that nobody arranged: before, at and after what happens, down to the millisecond.
/// What is stored is always what the journal gives, and each version owes what began while it was in force.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whenever_a_version_is_adopted_a_recomputation_finds_what_is_stored() {
    on_both(|first| async move {
        let engine = first.engine;
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let mut owed = [0, 0];
        let mut database = Some(first);
        for _ in 0..HISTORIES {
            let history = history().new_tree(&mut runner).unwrap().current();
            let own = match database.take() {
                Some(database) => database,
                None if engine == "sqlite" => solits_testkit::sqlite().await,
                None => solits_testkit::postgres().await,
            };
            let found = play(own, &history).await;
            owed = [owed[0] + found[0], owed[1] + found[1]];
        }
        // The histories are not empty on either side of the change.
        assert!(owed[0] > 20 && owed[1] > 20, "{owed:?}");
    })
    .await;
}
