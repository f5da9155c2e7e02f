//! Journeys across rooms against the real program, as other programs and strangers meet it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod check;
mod concerned;
mod contract;
mod counterparts;
mod events;
mod heads;
mod http;
mod keys;
mod kills;
mod metrics;
mod nodes;
mod packaging;
mod place;
mod plans;
mod program;
mod programs;
mod standards;
mod statements;
mod strangers;
mod streams;
mod versions;
mod walk;

use solits_db::{Db, Tx, sql};
use solits_kernel::{EmployeeId, InstitutionId, Scope};
use solits_web::hash_secret;

/// Makes a token of the institution and returns its secret.
async fn a_token(db: &Db, institution: InstitutionId, scopes: &str) -> String {
    another_token(db, institution, 9, scopes).await
}

/// Makes one of several tokens of an institution, told apart by their numbers.
async fn another_token(db: &Db, institution: InstitutionId, number: u64, scopes: &str) -> String {
    let secret = format!("token-{number}-of-{institution}");
    let mut tx = db.write(Scope::of_job(institution)).await.unwrap();
    sql!("INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at) VALUES ($1, $2, 'test', $3, $4, 0)")
        .bind(uuid::Uuid::from_u64_pair(number, institution.0.unsigned_abs()))
        .bind(hash_secret(&secret))
        .bind(scopes)
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    secret
}

/// Gives an employee one role and a session, and returns the cookie's secret.
async fn a_session(tx: &mut Tx, employee: EmployeeId, role: Option<&str>, now_ms: i64) -> String {
    let secret = format!("session-of-{employee}");
    sql!("DELETE FROM employee_roles WHERE institution_id = $1 AND employee_id = $2")
        .bind(employee)
        .run(tx)
        .await
        .unwrap();
    if let Some(role) = role {
        sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, $3)")
            .bind(employee)
            .bind(role)
            .run(tx)
            .await
            .unwrap();
    }
    sql!(
        "INSERT INTO sessions (institution_id, id, token_hash, employee_id, csrf, strength, created_at, seen_at)
         VALUES ($1, $2, $3, $4, 'csrf', 'second_factor', $5, $5)"
    )
    .bind(employee.uuid())
    .bind(hash_secret(&secret))
    .bind(employee)
    .bind(now_ms)
    .run(tx)
    .await
    .unwrap();
    secret
}
