//! A small institution for tests: one branch, two lines, counters with people behind them, and a standard in force.
//! Beside it stands a second institution full of canary words, which no answer may ever show.

use solits_db::{Db, Tx, global_sql, sql};
use solits_kernel::{BranchId, CounterId, EmployeeId, InstitutionId, LineId, Scope, Timestamp};
use uuid::Uuid;

/// The word that stands in every field of the other institution.
pub const CANARY: &str = "KANARIJPUTNS";

/// The standard of the test institution: waiting at most 15 minutes, with a report after the limit.
pub const STANDARD: &str = r#"
format = 1
id = "testa"

[identity]
title = { lv = "Testa standarts", en = "Test standard" }
kind = "municipal_standard"
level = "institution"
version = "1"
status = "in_force"
issuer = { lv = "Testa iestāde", en = "Test institution" }

[scope]
paragraphs = ["1"]
field = { lv = "Visa iestāde", en = "The whole institution" }
bound = [{ lv = "Visi darbinieki", en = "All employees" }]

[parameters]
"queue.no_show_seconds" = { value = 60, paragraph = "5" }
"queue.undo_seconds" = { value = 8, paragraph = "5" }

[[role]]
id = "bureau_head"
title = { lv = "biroja vadītājs", en = "bureau head" }
paragraph = "2"

[[norm]]
id = "wait"
paragraphs = ["4"]
text = { lv = "Klientu aicina 15 minūšu laikā.", en = "A client is called within 15 minutes." }
kind = "promise"
[norm.promise]
starts = "ticket.taken"
within = { minutes = 15 }
met_by = ["ticket.called"]
waived_by = [{ by = "ticket.left", reason = { lv = "klients aizgāja", en = "the client left" } }, { by = "ticket.issued_by_mistake", reason = { lv = "kļūda", en = "mistake" } }]
target_percent = 90.0
escalate = [{ to = "bureau_head", at_percent = 120 }]
public = true
channel = "visit"
"#;

/// What the fixture made.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// The institution under test.
    pub institution: InstitutionId,
    /// Its branch.
    pub branch: BranchId,
    /// Lines A and B.
    pub lines: Vec<LineId>,
    /// Counters, each serving both lines, open.
    pub counters: Vec<CounterId>,
    /// Who works at each.
    pub employees: Vec<EmployeeId>,
    /// The other institution's branch.
    pub other_branch: BranchId,
}

fn id(institution: i64, kind: u64, number: u64) -> Uuid {
    Uuid::from_u64_pair(u64::try_from(institution).unwrap_or_default() << 32 | kind, number)
}

impl Fixture {
    /// Makes both institutions with so many counters.
    pub async fn new(db: &Db, counters: u64) -> Self {
        let branch = make(db, 1, "testa", "Testa iestāde", counters).await;
        let other_branch = make(db, 2, "cita", CANARY, 1).await;
        Self {
            institution: InstitutionId(1),
            branch,
            lines: vec![LineId::new(id(1, 2, 1)), LineId::new(id(1, 2, 2))],
            counters: (1..=counters).map(|n| CounterId::new(id(1, 4, n))).collect(),
            employees: (1..=counters).map(|n| EmployeeId::new(id(1, 3, n))).collect(),
            other_branch,
        }
    }

    /// The scope of the institution under test.
    pub fn scope(&self) -> Scope {
        Scope::of_job(self.institution)
    }
}

async fn make(db: &Db, institution: i64, code: &str, name: &str, counters: u64) -> BranchId {
    let branch = BranchId::new(id(institution, 1, 1));
    let zero = Timestamp::from_millis(0);
    let mut tx = db.write_global().await.expect("a transaction");
    global_sql!(
        "INSERT INTO institutions (id, code, name_lv, name_en, profile, demo, created_at) VALUES ($1, $2, $3, $3, '{}', FALSE, 0)"
    )
    .bind(institution)
    .bind(code)
    .bind(name)
    .run(&mut tx)
    .await
    .expect("an institution");
    tx.enter(Scope::of_job(InstitutionId(institution)));
    let calendar = r#"{"version":1,"hours":{"monday":["00:00-24:00"],"tuesday":["00:00-24:00"],"wednesday":["00:00-24:00"],"thursday":["00:00-24:00"],"friday":["00:00-24:00"],"saturday":["00:00-24:00"],"sunday":["00:00-24:00"]}}"#;
    sql!(
        "INSERT INTO branches (institution_id, id, code, name_lv, name_en, address, phone, email, calendar, calendar_version,
                queue_device, position, active)
         VALUES ($1, $2, $3, $4, $4, $4, '', '', $5, 1, TRUE, 1, TRUE)"
    )
    .bind(branch)
    .bind(code)
    .bind(name)
    .bind(calendar)
    .run(&mut tx)
    .await
    .expect("a branch");
    sql!("INSERT INTO branch_calendars (institution_id, branch_id, version, calendar, valid_from) VALUES ($1, $2, 1, $3, 0)")
        .bind(branch)
        .bind(calendar)
        .run(&mut tx)
        .await
        .expect("a calendar");
    for (n, letter) in [(1, "A"), (2, "B")] {
        let line = LineId::new(id(institution, 2, n));
        sql!("INSERT INTO lines (institution_id, id, letter, name_lv, name_en, position, active) VALUES ($1, $2, $3, $4, $4, 1, TRUE)")
            .bind(line)
            .bind(letter)
            .bind(name)
            .run(&mut tx)
            .await
            .expect("a line");
        sql!("INSERT INTO branch_lines (institution_id, branch_id, line_id) VALUES ($1, $2, $3)")
            .bind(branch)
            .bind(line)
            .run(&mut tx)
            .await
            .expect("a line at the branch");
    }
    for n in 1..=counters {
        desk(&mut tx, institution, branch, name, n).await;
    }
    sql!(
        "INSERT INTO standards (institution_id, number, document, version, source, status, uploaded_at, adopted_at, in_force_from)
         VALUES ($1, 1, 'testa', '1', $2, 'in_force', $3, $3, $3)"
    )
    .bind(STANDARD)
    .bind(zero)
    .run(&mut tx)
    .await
    .expect("a standard");
    tx.commit().await.expect("the fixture is stored");
    branch
}

async fn desk(tx: &mut Tx, institution: i64, branch: BranchId, name: &str, n: u64) {
    let (employee, counter) = (id(institution, 3, n), id(institution, 4, n));
    sql!(
        "INSERT INTO employees (institution_id, id, name, name_folded, post, email, phone, branch_id, levels, language, active)
         VALUES ($1, $2, $3, $3, $3, $4, '', $5, '1', 'lv', TRUE)"
    )
    .bind(employee)
    .bind(name)
    .bind(format!("{n}@{institution}.example"))
    .bind(branch)
    .run(tx)
    .await
    .expect("an employee");
    sql!(
        "INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'service_specialist')"
    )
    .bind(employee)
    .run(tx)
    .await
    .expect("a role");
    sql!(
        "INSERT INTO counters (institution_id, id, branch_id, number, active, state, state_since, employee_id, favoured_in_a_row)
         VALUES ($1, $2, $3, $4, TRUE, 'open', 0, $5, 0)"
    )
    .bind(counter)
    .bind(branch)
    .bind(i64::try_from(n).unwrap_or_default())
    .bind(employee)
    .run(tx)
    .await
    .expect("a counter");
    for line in 1..=2 {
        sql!("INSERT INTO counter_lines (institution_id, counter_id, line_id) VALUES ($1, $2, $3)")
            .bind(counter)
            .bind(id(institution, 2, line))
            .run(tx)
            .await
            .expect("a line of the counter");
    }
}
