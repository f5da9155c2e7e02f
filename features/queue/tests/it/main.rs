//! The line on both engines.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod clerks;
mod durations;
mod field;
mod help;
mod identity;
mod services;
mod skills;
mod together;
mod visit;

use solits_db::{Db, Tx, sql};
use solits_journal::{Actor, By};
use solits_kernel::{Clock, EmployeeId, Random, ServiceId, Timestamp};
use solits_queue::Take;
use solits_testkit::Fixture;
use solits_web::{App, AppConfig};

/// Ten in the morning of a working day.
fn ten_o_clock() -> Timestamp {
    Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap()
}

fn app(db: &Db) -> App {
    let config = AppConfig::default();
    App::new(db.clone(), Clock::standing(ten_o_clock()), Random::seeded(1), config)
}

fn client(at: Timestamp) -> Actor {
    Actor { by: By::Client, at }
}

fn clerk(employee: EmployeeId, at: Timestamp) -> Actor {
    Actor { by: By::Employee(employee), at }
}

fn a_ticket(fixture: &Fixture) -> Take {
    Take {
        branch: fixture.branch,
        line: fixture.lines[0],
        priority: false,
        internal: false,
        party: 1,
        service: None,
        booked_for: None,
        announced_high: None,
        key: String::new(),
    }
}

/// A service of the first line.
async fn a_service(tx: &mut Tx, fixture: &Fixture, number: u128) -> ServiceId {
    let id = ServiceId::new(uuid::Uuid::from_u128(number));
    sql!(
        "INSERT INTO services (institution_id, id, code, line_id, name_lv, name_en, name_folded, card, identity_check,
                usual_minutes, active)
         VALUES ($1, $2, $3, $4, $3, $3, $3, '{}', 'no', 10, TRUE)"
    )
    .bind(id)
    .bind(format!("S{number}"))
    .bind(fixture.lines[0])
    .run(tx)
    .await
    .unwrap();
    id
}
