//! What several counters that call at the same instant need, read and written for all of them at once.

use std::collections::{BTreeMap, HashSet};

use solits_db::{DbError, Engine, Tx, row, sql};
use solits_kernel::{CounterId, EmployeeId, LineId, ServiceId, TicketId, Timestamp};
use solits_queueing::order::{Desk, LineChoice, Skills};
use uuid::Uuid;

use super::{Claimed, CounterRow, claim_first};

/// The ids of a list of thirty-two digits each, as SQLite keeps them: short ids in few bytes.
macro_rules! listed {
    () => {
        "(SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END)
            FROM json_each("
    };
}

fn id_list(ids: impl Iterator<Item = Uuid>) -> String {
    let digits: Vec<String> = ids.map(|id| format!("\"{}\"", id.simple())).collect();
    format!("[{}]", digits.join(","))
}

/// Finds counters and holds them, always in the same order, so that two transactions never wait for each other.
pub(crate) async fn hold_counters(tx: &mut Tx, ids: &[CounterId]) -> Result<Vec<CounterRow>, DbError> {
    // SQLite has one writer: whoever is here holds everything.
    sql!(
        sqlite ["SELECT id, branch_id, number, state, state_since, pause_reason, resume_at, employee_id, ticket_id,
                        favoured_in_a_row, undo, undo_until
                   FROM counters WHERE institution_id = $1 AND id IN ", listed!(), "$2)) AND active = TRUE ORDER BY id"],
        pg ["SELECT id, branch_id, number, state, state_since, pause_reason, resume_at, employee_id, ticket_id,
                    favoured_in_a_row, undo, undo_until
               FROM counters
              WHERE institution_id = $1 AND id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID)))
                AND active = TRUE ORDER BY id FOR UPDATE"]
    )
    .bind(id_list(ids.iter().map(|id| id.uuid())))
    .all(tx)
    .await
}

row! {
    struct Served {
        counter: Option<CounterId>, line: Option<LineId>, employee: Option<EmployeeId>, service: Option<ServiceId>,
    }
}

/// The desks of those who work at these counters: the lines they serve and what they can do, in one reading.
pub(crate) async fn list_desks(
    tx: &mut Tx,
    who: &[(CounterId, EmployeeId)],
) -> Result<BTreeMap<CounterId, Desk>, DbError> {
    let rows = sql!(
        sqlite ["SELECT counter_id AS counter, line_id AS line, NULL AS employee, NULL AS service FROM counter_lines
                  WHERE institution_id = $1 AND counter_id IN ", listed!(), "$2))
                 UNION ALL
                SELECT NULL AS counter, NULL AS line, employee_id AS employee, service_id AS service FROM employee_skills
                 WHERE institution_id = $1 AND employee_id IN ", listed!(), "$3))
                 ORDER BY line"],
        pg ["SELECT counter_id AS counter, line_id AS line, NULL AS employee, NULL AS service FROM counter_lines
              WHERE institution_id = $1
                AND counter_id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID)))
             UNION ALL
             SELECT NULL AS counter, NULL AS line, employee_id AS employee, service_id AS service FROM employee_skills
              WHERE institution_id = $1
                AND employee_id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($3 AS JSON)) AS UUID)))
              ORDER BY line"]
    )
    .bind(id_list(who.iter().map(|(counter, _)| counter.uuid())))
    .bind(id_list(who.iter().map(|(_, employee)| employee.uuid())))
    .all::<Served>(tx)
    .await?;
    let desk = |&(counter, employee): &(CounterId, EmployeeId)| {
        let own = rows.iter().filter(|row| row.counter == Some(counter));
        let can = rows.iter().filter(|row| row.employee == Some(employee));
        let services: Vec<ServiceId> = can.filter_map(|row| row.service).collect();
        Desk {
            counter,
            employee,
            lines: own.filter_map(|row| row.line).collect(),
            choice: LineChoice::Equal,
            skills: if services.is_empty() { Skills::All } else { Skills::Only(services) },
        }
    };
    Ok(who.iter().map(|who| (who.0, desk(who))).collect())
}

/// A waiting ticket for a counter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim {
    pub(crate) ticket: TicketId,
    pub(crate) counter: CounterId,
    pub(crate) employee: EmployeeId,
    pub(crate) at: Timestamp,
}

/// Claims waiting tickets, each for its counter. Returns those that were free: nobody waits for another's decision.
pub(crate) async fn claim_all(tx: &mut Tx, claims: &[Claim]) -> Result<HashSet<TicketId>, DbError> {
    if tx.engine() == Engine::Sqlite {
        let mut claimed = HashSet::new();
        for one in claims {
            claimed.extend(claim_first(tx, &[one.ticket], one.counter, one.employee, one.at).await?);
        }
        return Ok(claimed);
    }
    let instants: Vec<String> = claims.iter().map(|one| one.at.millis().to_string()).collect();
    let claimed = sql!(
        sqlite "SELECT id FROM tickets WHERE institution_id = $1 AND id = $2 AND coalesce($3, $4, $5, $6) IS NULL",
        pg "UPDATE tickets SET status = 'called', called_at = c.at, counter_id = c.counter_id, employee_id = c.employee_id,
                   wait_ms = wait_ms + greatest(c.at - greatest(offered_from, taken_at), 0)
              FROM (SELECT t.id, w.counter_id, w.employee_id, w.at
                      FROM tickets t,
                           unnest(ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID)),
                                  ARRAY(SELECT CAST(json_array_elements_text(CAST($3 AS JSON)) AS UUID)),
                                  ARRAY(SELECT CAST(json_array_elements_text(CAST($4 AS JSON)) AS UUID)),
                                  CAST(string_to_array($5, ',') AS BIGINT[])) AS w (id, counter_id, employee_id, at)
                     WHERE t.institution_id = $1 AND t.id = w.id AND t.status = $6
                       FOR UPDATE OF t SKIP LOCKED) AS c
             WHERE tickets.institution_id = $1 AND tickets.id = c.id
            RETURNING tickets.id"
    )
    .bind(id_list(claims.iter().map(|one| one.ticket.uuid())))
    .bind(id_list(claims.iter().map(|one| one.counter.uuid())))
    .bind(id_list(claims.iter().map(|one| one.employee.uuid())))
    .bind(instants.join(","))
    .bind("waiting")
    .all::<Claimed>(tx)
    .await?;
    Ok(claimed.into_iter().map(|claimed| claimed.id).collect())
}
