//! The services of a visit in the database.

use serde::{Deserialize, Serialize};
use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, ServiceId, TicketId, Timestamp};

row! {
    /// One service of a visit: to come, being served, or a period of service that is over.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    pub(crate) struct Period {
        pub(crate) position: i64, pub(crate) service_id: Option<ServiceId>, pub(crate) started_at: Option<Timestamp>,
        pub(crate) ended_at: Option<Timestamp>,
    }
}

/// The periods of a visit with several services, in their order; none for a visit with one.
pub(crate) async fn list(tx: &mut Tx, ticket: TicketId) -> Result<Vec<Period>, DbError> {
    sql!(
        "SELECT position, service_id, started_at, ended_at FROM visit_services
          WHERE institution_id = $1 AND ticket_id = $2 ORDER BY position"
    )
    .bind(ticket)
    .all(tx)
    .await
}

/// Stores the periods of a visit as they are now.
pub(crate) async fn save(tx: &mut Tx, ticket: TicketId, periods: &[Period]) -> Result<(), DbError> {
    sql!("DELETE FROM visit_services WHERE institution_id = $1 AND ticket_id = $2")
        .bind(ticket)
        .run(tx)
        .await?;
    for period in periods {
        sql!(
            "INSERT INTO visit_services (institution_id, ticket_id, position, service_id, started_at, ended_at)
             VALUES ($1, $2, $3, $4, $5, $6)"
        )
        .bind(ticket)
        .bind(period.position)
        .bind(period.service_id)
        .bind(period.started_at)
        .bind(period.ended_at)
        .run(tx)
        .await?;
    }
    Ok(())
}

row! {
    /// A period of a visit, with the ticket and when that ended.
    pub(crate) struct PeriodOfDay {
        pub(crate) ticket_id: TicketId, pub(crate) visit_ended_at: Option<Timestamp>, pub(crate) position: i64,
        pub(crate) service_id: Option<ServiceId>, pub(crate) started_at: Option<Timestamp>,
        pub(crate) ended_at: Option<Timestamp>,
    }
}

/// The periods of all visits with several services at a branch on a day.
pub(crate) async fn list_of_day(
    tx: &mut Tx,
    branch: BranchId,
    day: i64,
) -> Result<Vec<PeriodOfDay>, DbError> {
    sql!(
        "SELECT v.ticket_id, t.ended_at AS visit_ended_at, v.position, v.service_id, v.started_at, v.ended_at
           FROM tickets t JOIN visit_services v ON v.institution_id = t.institution_id AND v.ticket_id = t.id
          WHERE t.institution_id = $1 AND t.branch_id = $2 AND t.day = $3
          ORDER BY v.ticket_id, v.position"
    )
    .bind(branch)
    .bind(day)
    .all(tx)
    .await
}

/// Whether the institution gives this service today.
pub(crate) async fn is_given(tx: &mut Tx, service: ServiceId) -> Result<bool, DbError> {
    let count = sql!(
        "SELECT count(*) AS value FROM services WHERE institution_id = $1 AND id = $2 AND active = TRUE"
    )
    .bind(service)
    .scalar::<i64>(tx)
    .await?;
    Ok(count.unwrap_or_default() > 0)
}
