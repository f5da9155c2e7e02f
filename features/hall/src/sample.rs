//! A hall for tests: read from a database once, then changed as the test needs it.

use solits_journal::{Actor, By};
use solits_kernel::{Clock, Random, Timestamp};
use solits_queue::{Hall, Take, Ticket};
use solits_testkit::Fixture;
use solits_web::{App, AppConfig};

/// So many minutes after ten in the morning of a working day.
pub(crate) fn minute(minutes: i64) -> Timestamp {
    Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap().plus_minutes(minutes)
}

/// A hall with so many clients in one line, a minute apart, and so many open counters with nobody at them; read when
/// the last client has come.
pub(crate) async fn hall(clients: i64, counters: u64) -> (Hall, Vec<Ticket>) {
    let test = solits_testkit::sqlite().await;
    let fixture = Fixture::new(&test.db, counters).await;
    let app = App::new(test.db.clone(), Clock::standing(minute(0)), Random::seeded(1), AppConfig::default());
    let mut tx = test.db.write(fixture.scope()).await.unwrap();
    let mut tickets = Vec::new();
    for n in 0..clients {
        let take = Take {
            branch: fixture.branch,
            line: fixture.lines[0],
            priority: false,
            internal: false,
            party: 1,
            service: None,
            booked_for: None,
            announced_high: None,
            key: String::new(),
        };
        let actor = Actor { by: By::Client, at: minute(n) };
        tickets.push(solits_queue::take(&mut tx, &app, &actor, take).await.unwrap().ticket);
    }
    let hall = solits_queue::hall(&mut tx, &app, fixture.branch, minute(clients)).await.unwrap();
    tx.commit().await.unwrap();
    (hall, tickets)
}
