//! The tables that a simulated history is written to: their columns, and what stands in each of a row.

use solits_db::{Arg, IntoArg as _};
use solits_journal::{ObligationRow, matters};
use uuid::Uuid;

/// Columns of the journal.
pub(super) const JOURNAL: &[&str] =
    &["institution_id", "n", "at", "kind", "subject_id", "actor", "actor_id", "branch_id", "facts"];
/// Columns of obligations.
pub(super) const OBLIGATIONS: &[&str] = &[
    "institution_id",
    "day",
    "id",
    "standard",
    "norm",
    "subject_id",
    "branch_id",
    "employee_id",
    "channel",
    "state",
    "opened_n",
    "opened_at",
    "due_at",
    "calendar_version",
    "closed_n",
    "closed_at",
    "met_late_at",
    "reason",
    "escalated",
    "look_at",
    "why",
];
/// Columns of seals.
pub(super) const SEALS: &[&str] = &["institution_id", "number", "last_n", "entries", "hash", "at"];
/// Columns of contacts.
pub(super) const CONTACTS: &[&str] = &[
    "institution_id",
    "id",
    "channel",
    "branch_id",
    "employee_id",
    "ticket_id",
    "service_id",
    "case_id",
    "started_at",
    "ended_at",
    "outcome",
];
/// Columns of tickets.
pub(super) const TICKETS: &[&str] = &[
    "institution_id",
    "id",
    "branch_id",
    "day",
    "line_id",
    "letter",
    "number",
    "status",
    "priority",
    "internal",
    "party",
    "service_id",
    "taken_at",
    "waiting_since",
    "offered_from",
    "behind",
    "called_at",
    "started_at",
    "ended_at",
    "counter_id",
    "employee_id",
    "wait_ms",
    "walk_ms",
    "serve_ms",
    "outcome",
    "inaccurate",
    "ordinary",
];
/// Columns of cases.
pub(super) const CASES: &[&str] = &[
    "institution_id",
    "id",
    "reference",
    "code_hash",
    "short_code_hash",
    "kind",
    "subject",
    "subject_folded",
    "service_id",
    "branch_id",
    "owner_id",
    "opened_by",
    "ticket_id",
    "client_name",
    "client_contact",
    "channel",
    "status",
    "next_step",
    "opened_at",
    "due_at",
    "answered_at",
    "closed_at",
    "version",
];
/// Columns of the sums of promises of a day.
pub(super) const MEASURES: &[&str] = &[
    "institution_id",
    "day",
    "norm",
    "standard",
    "branch_id",
    "channel",
    "employee_id",
    "met",
    "breached",
    "waived",
];
/// The same of a month.
pub(super) const MEASURE_MONTHS: &[&str] = &[
    "institution_id",
    "month",
    "norm",
    "standard",
    "branch_id",
    "channel",
    "employee_id",
    "met",
    "breached",
    "waived",
];
/// Columns of what a case adds to the counts of matters.
pub(super) const MATTER_CASE: &[&str] = &[
    "institution_id",
    "day",
    "case_id",
    "branch_id",
    "employee_id",
    "channel",
    "ended",
    "first",
    "desks",
    "elsewhere",
    "people",
    "units",
    "bodies",
    "visits",
    "contacts",
    "documents",
    "cents",
];
/// Columns of the counts of matters.
pub(super) const MATTER_DAY: &[&str] = &[
    "institution_id",
    "day",
    "branch_id",
    "employee_id",
    "channel",
    "ended",
    "first",
    "desks",
    "elsewhere",
    "people",
    "units",
    "bodies",
    "visits",
    "contacts",
    "documents",
    "cents",
];

/// An obligation, as a row.
pub(super) fn obligation_args(row: ObligationRow) -> [Arg; 20] {
    [
        row.day.into_arg(),
        row.id.into_arg(),
        row.standard.into_arg(),
        row.norm.into_arg(),
        row.subject_id.into_arg(),
        row.branch_id.into_arg(),
        row.employee_id.into_arg(),
        row.channel.into_arg(),
        row.state.into_arg(),
        row.opened_n.into_arg(),
        row.opened_at.into_arg(),
        row.due_at.into_arg(),
        row.calendar_version.into_arg(),
        row.closed_n.into_arg(),
        row.closed_at.into_arg(),
        row.met_late_at.into_arg(),
        row.reason.into_arg(),
        row.escalated.into_arg(),
        row.look_at.into_arg(),
        row.why.into_arg(),
    ]
}

/// What became of matters in a place on a day, as a row.
pub(super) fn day_args(place: &matters::Place, counts: matters::Counts) -> [Arg; 15] {
    let matters::Place { day, branch, employee, channel } = place;
    let matters::Counts { ended, first, desks, elsewhere, people, .. } = counts;
    let matters::Counts { units, bodies, visits, contacts, documents, cents, .. } = counts;
    [
        (*day).into_arg(),
        (*branch).into_arg(),
        (*employee).into_arg(),
        channel.as_str().into_arg(),
        ended.into_arg(),
        first.into_arg(),
        desks.into_arg(),
        elsewhere.into_arg(),
        people.into_arg(),
        units.into_arg(),
        bodies.into_arg(),
        visits.into_arg(),
        contacts.into_arg(),
        documents.into_arg(),
        cents.into_arg(),
    ]
}

/// What a case adds to them, as a row.
pub(super) fn case_args(case: Uuid, place: &matters::Place, counts: matters::Counts) -> [Arg; 16] {
    let [
        day,
        branch,
        employee,
        channel,
        ended,
        first,
        desks,
        elsewhere,
        people,
        units,
        bodies,
        visits,
        contacts,
        documents,
        cents,
    ] = day_args(place, counts);
    let id = case.into_arg();
    [
        day, id, branch, employee, channel, ended, first, desks, elsewhere, people, units, bodies, visits,
        contacts, documents, cents,
    ]
}
