//! What other rooms may know of feedback: the registers, and the figures.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, CaseId, EmployeeId, ServiceId, Timestamp, UnitId};
use solits_written::nature::FeedbackKind;

use crate::model::{CauseKind, Standing, case_kind};

/// What of a register is asked for.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Which register.
    pub kind: FeedbackKind,
    /// Where it stands.
    pub standing: Option<Standing>,
    /// The unit it concerns.
    pub unit: Option<UnitId>,
    /// The service it was about, or that it concerns.
    pub service: Option<ServiceId>,
    /// How it came, as cases store it: `visit`, `trust_line` …
    pub channel: Option<String>,
    /// The kind of cause that was found.
    pub cause: Option<CauseKind>,
    /// Received at or after this instant …
    pub from: Timestamp,
    /// … and before this one.
    pub until: Timestamp,
    /// What stands in the register below this case.
    pub before: Option<CaseId>,
}

row! {
    /// A line of a register (K-01, K-02).
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct RegisterLine {
        /// The case.
        pub case_id: CaseId,
        /// The number for people.
        pub reference: String,
        /// `complaint`, `claim`, `suggestion` or `praise`.
        pub kind: String,
        /// What it is about, in a line.
        pub subject: String,
        /// The author; empty where nobody knows.
        pub client_name: String,
        /// How it came.
        pub channel: String,
        /// Where.
        pub branch_id: BranchId,
        /// The service of the case.
        pub service_id: Option<ServiceId>,
        /// When it came.
        pub opened_at: Timestamp,
        /// The nearest limit still owed.
        pub due_at: Option<Timestamp>,
        /// Who sees to it.
        pub owner_id: EmployeeId,
        /// The stored stage; absent before it was taken in.
        pub stage: Option<String>,
        /// What it concerns, as stored; absent or empty before somebody has said so.
        pub concern: Option<String>,
        /// The employee it concerns.
        pub employee_id: Option<EmployeeId>,
        /// The unit it concerns.
        pub unit_id: Option<UnitId>,
        /// `justified`, `partly_justified` or `unjustified`.
        pub finding: Option<String>,
        /// `taken_up`, `later`, `not_taken_up` or `thanks`.
        pub verdict: Option<String>,
        /// The kind of cause; absent or empty where none was found.
        pub cause_kind: Option<String>,
        /// When its case became part of another.
        pub joined_at: Option<Timestamp>,
        /// The number of that other case, where whoever looks may see it.
        pub joined_to: Option<String>,
    }
}

impl RegisterLine {
    /// Where it stands.
    pub fn standing(&self) -> Standing {
        if self.joined_at.is_some() {
            return Standing::Closed;
        }
        Standing::of(self.stage.as_deref(), self.concern.as_deref())
    }
}

/// The lines of a register that whoever looks may see, the latest first. A case stands in the register of its kind from the
/// moment it is opened, however it came.
pub async fn list_register(tx: &mut Tx, filter: &Filter, most: i64) -> Result<Vec<RegisterLine>, DbError> {
    let (stage, concerned) = stored(filter.standing);
    sql!(
        ["SELECT c.id AS case_id, c.reference, c.kind, c.subject, c.client_name, c.channel, c.branch_id, c.service_id,
                c.opened_at, c.due_at, c.owner_id, f.stage, f.concern, f.employee_id, f.unit_id, r.finding, r.verdict,
                r.cause_kind, j.at AS joined_at,
                (SELECT c.reference FROM cases c WHERE c.institution_id = $1 AND c.id = j.into_id
                    AND ", solits_db::case_sight!(11, 12), " = 1) AS joined_to
           FROM cases c
           LEFT JOIN case_joins j ON j.institution_id = $1 AND j.case_id = c.id
           LEFT JOIN feedback f ON f.institution_id = $1 AND f.case_id = c.id
           LEFT JOIN feedback_rungs r ON r.institution_id = $1 AND r.case_id = f.case_id AND r.place = f.rung
          WHERE c.institution_id = $1 AND c.kind IN ('complaint', 'claim', 'suggestion', 'praise') AND c.kind = $2
            AND c.opened_at >= $3 AND c.opened_at < $4
            AND (CAST($5 AS TEXT) IS NULL 
                 OR CASE WHEN j.case_id IS NULL THEN coalesce(f.stage, 'received') ELSE 'closed' END = $5)
            AND (CAST($6 AS BIGINT) IS NULL OR CASE WHEN coalesce(f.concern, '') = '' THEN 0 ELSE 1 END = $6)
            AND (CAST($7 AS UUID) IS NULL OR f.unit_id = $7)
            AND (CAST($8 AS UUID) IS NULL OR c.service_id = $8 OR f.service_id = $8)
            AND (CAST($9 AS TEXT) IS NULL OR c.channel = $9)
            AND (CAST($10 AS TEXT) IS NULL OR r.cause_kind = $10)
            AND ", solits_db::case_sight!(11, 12), " = 1
            AND (CAST($14 AS UUID) IS NULL OR EXISTS (
                SELECT 1 FROM cases b WHERE b.institution_id = $1 AND b.id = $14
                   AND (c.opened_at < b.opened_at OR c.opened_at = b.opened_at AND c.id < b.id)))
          ORDER BY c.opened_at DESC, c.id DESC LIMIT $13"]
    )
    .bind(case_kind(filter.kind).name())
    .bind(filter.from)
    .bind(filter.until)
    .bind(stage)
    .bind(concerned)
    .bind(filter.unit)
    .bind(filter.service)
    .bind(filter.channel.as_deref())
    .bind(filter.cause.map(CauseKind::code))
    .bind_viewer(tx.viewer())
    .bind(most)
    .bind(filter.before)
    .all(tx)
    .await
}

/// The stored stage of a standing, and whether somebody has said what it concerns.
const fn stored(standing: Option<Standing>) -> (Option<&'static str>, Option<i64>) {
    match standing {
        None => (None, None),
        Some(Standing::ToRegister) => (Some("received"), Some(0)),
        Some(Standing::NobodyDecides) => (Some("received"), Some(1)),
        Some(Standing::Examined) => (Some("registered"), None),
        Some(Standing::ToTell) => (Some("examined"), None),
        Some(Standing::Told) => (Some("answered"), None),
        Some(Standing::Closed) => (Some("closed"), None),
    }
}

row! {
    struct CountRow { kind: String, open: i64, all_of: i64 }
}

/// How much of each register whoever looks may see: what is neither closed nor part of another case, and everything received since an instant.
pub(crate) async fn count_registers(
    tx: &mut Tx,
    since: Timestamp,
) -> Result<Vec<(String, i64, i64)>, DbError> {
    let rows = sql!(
        ["SELECT c.kind, CAST(sum(CASE WHEN j.case_id IS NOT NULL OR coalesce(f.stage, 'received') = 'closed'
                                     THEN 0 ELSE 1 END) AS BIGINT) AS open,
                count(*) AS all_of
           FROM cases c
           LEFT JOIN case_joins j ON j.institution_id = $1 AND j.case_id = c.id
           LEFT JOIN feedback f ON f.institution_id = $1 AND f.case_id = c.id
          WHERE c.institution_id = $1 AND c.kind IN ('complaint', 'claim', 'suggestion', 'praise') AND c.opened_at >= $2
            AND ", solits_db::case_sight!(3, 4), " = 1
          GROUP BY c.kind"]
    )
    .bind(since)
    .bind_viewer(tx.viewer())
    .all::<CountRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.kind, row.open, row.all_of)).collect())
}

row! {
    /// Feedback as the figures count it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) struct Counted {
        pub(crate) kind: String, pub(crate) channel: String, pub(crate) branch_id: BranchId,
        pub(crate) service_id: Option<ServiceId>, pub(crate) opened_at: Timestamp,
        pub(crate) employee_id: Option<EmployeeId>, pub(crate) unit_id: Option<UnitId>,
        pub(crate) finding: Option<String>, pub(crate) cause_kind: Option<String>,
        /// 1: whoever looks may see the case itself.
        pub(crate) seen: i64,
    }
}

/// Everything received in a time with what was last found, but what is hidden from whoever looks: what one rung has found
/// stands until a higher one finds something else. A manager counts the justified complaints of the
/// unit without seeing each of them (K-11).
pub(crate) async fn list_counted(
    tx: &mut Tx,
    from: Timestamp,
    until: Timestamp,
    most: i64,
) -> Result<Vec<Counted>, DbError> {
    sql!(
        ["SELECT c.kind, c.channel, c.branch_id, coalesce(f.service_id, c.service_id) AS service_id, c.opened_at,
                f.employee_id, f.unit_id, r.finding, r.cause_kind,
                CAST(", solits_db::case_sight!(4, 5), " AS BIGINT) AS seen
           FROM cases c
           LEFT JOIN feedback f ON f.institution_id = $1 AND f.case_id = c.id
           LEFT JOIN feedback_rungs r ON r.institution_id = $1 AND r.case_id = f.case_id
                AND r.place = (SELECT max(d.place) FROM feedback_rungs d
                                WHERE d.institution_id = $1 AND d.case_id = f.case_id AND d.finding IS NOT NULL)
          WHERE c.institution_id = $1 AND c.kind IN ('complaint', 'claim', 'suggestion', 'praise')
            AND c.opened_at >= $2 AND c.opened_at < $3
            AND ", solits_db::not_hidden!("c.id", 4), "
          ORDER BY c.opened_at, c.id LIMIT $6"]
    )
    .bind(from)
    .bind(until)
    .bind_viewer(tx.viewer())
    .bind(most)
    .all(tx)
    .await
}

row! {
    /// Praise of somebody (K-22).
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Praise {
        /// The case.
        pub case_id: CaseId,
        /// When it came.
        pub opened_at: Timestamp,
        /// What it says, in a line.
        pub subject: String,
        /// What its author wrote or said; empty where that was one line.
        pub text: String,
    }
}

/// The praise of an employee, the latest first.
pub async fn list_praise(tx: &mut Tx, employee: EmployeeId, most: i64) -> Result<Vec<Praise>, DbError> {
    sql!([
        "SELECT c.id AS case_id, c.opened_at, c.subject,
                COALESCE((SELECT m.text FROM messages m
                           WHERE m.institution_id = $1 AND m.case_id = c.id AND m.direction = 'in'
                           ORDER BY m.at, m.id LIMIT 1),
                         (SELECT n.text FROM case_notes n
                           WHERE n.institution_id = $1 AND n.case_id = c.id AND n.audience = 'client'
                           ORDER BY n.at, n.id LIMIT 1), '') AS text
           FROM feedback_concerned k JOIN cases c ON c.institution_id = $1 AND c.id = k.case_id
          WHERE k.institution_id = $1 AND k.employee_id = $2 AND c.kind = 'praise'
            AND ",
        solits_db::case_sight!(3, 4),
        " = 1
          ORDER BY c.opened_at DESC, c.id DESC LIMIT $5"
    ])
    .bind(employee)
    .bind_viewer(tx.viewer())
    .bind(most)
    .all(tx)
    .await
}
