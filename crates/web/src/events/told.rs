//! What of an entry another program is told.
//!
//! The journal holds no personal data, but it does say which employee did what and why. Who acts is never told, nor any
//! fact that names an employee or can hold words somebody typed; a fact that nobody has looked at stays inside.

use serde::Serialize;
use serde_json::{Map, Value, json};
use solits_journal::StoredEntry;
use uuid::Uuid;

/// An entry as it goes out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Told {
    /// RFC 3339.
    at: String,
    pub(super) kind: String,
    subject: Uuid,
    branch: Option<Uuid>,
    facts: Map<String, Value>,
}

/// Facts that go out: ids of things, times, counts, words of closed lists.
///
/// Left out on purpose: `employee`, `owner`, `from`, `to_employee`, `head`, `roles` (who works on what), `reason` and
/// `out_of_order_reason` (of a pause, or typed by a supervisor), `strength` (how somebody signed in), `note` and `contact`.
const FACTS: &[&str] = &[
    "after_ms",
    "announced_high",
    "answered",
    "audience",
    "booked",
    "channel",
    "corrected_ms",
    "counter",
    "deadline_count",
    "deadline_unit",
    "document",
    "in_force_from",
    "inaccurate",
    "internal",
    "kind",
    "late",
    "leaves_at",
    "line",
    "minutes",
    "norm",
    "number",
    "obligation",
    "original_ms",
    "out_of_order",
    "outcome",
    "party",
    "planned_at",
    "priority",
    "served_ms",
    "service",
    "state",
    "status",
    "to",
    "to_counter",
    "undoes",
    "undoes_at",
    "until",
    "version",
    "waited_ms",
    "walked_ms",
    "was",
    "was_due_at",
    "what",
];

/// What is told of an entry; `None` for what concerns only an employee: their checklists, their signing in.
pub(super) fn told(entry: &StoredEntry) -> Option<Told> {
    let facts: Map<String, Value> = serde_json::from_str(&entry.facts).unwrap_or_default();
    let of_a_session =
        facts.get("what").and_then(Value::as_str).is_some_and(|what| what.starts_with("session."));
    if entry.kind.starts_with("employee.") || of_a_session {
        return None;
    }
    Some(Told {
        at: entry.at.to_string(),
        kind: entry.kind.clone(),
        subject: entry.subject_id,
        branch: entry.branch_id.map(solits_kernel::BranchId::uuid),
        facts: facts.into_iter().filter(|(name, _)| FACTS.contains(&name.as_str())).collect(),
    })
}

/// The schema of an event's data.
pub(super) fn schema() -> Value {
    json!({ "type": "object", "required": ["at", "kind", "subject", "branch", "facts"], "properties": {
        "at": { "type": "string", "format": "date-time" },
        "kind": { "type": "string", "description": "Also the name of the event: ticket.called, case.opened …" },
        "subject": { "type": "string", "format": "uuid", "description": "Id of the ticket, case, counter … it happened to." },
        "branch": { "type": ["string", "null"], "format": "uuid" },
        "facts": { "type": "object", "description": "Ids, times, counts and words of closed lists; nothing about people." },
    } })
}

#[cfg(test)]
mod tests {
    use solits_kernel::Timestamp;

    use super::*;

    fn entry(kind: &str, facts: &str) -> StoredEntry {
        StoredEntry {
            n: 1,
            at: Timestamp::from_millis(0),
            kind: kind.to_owned(),
            subject_id: Uuid::nil(),
            actor: "e".to_owned(),
            actor_id: Some(Uuid::from_u128(77)),
            branch_id: None,
            facts: facts.to_owned(),
        }
    }

    #[test]
    fn neither_who_acts_nor_whom_a_fact_names_nor_typed_words_go_out() {
        let stored = entry(
            "ticket.called",
            r#"{"counter":"c","employee":"e","out_of_order_reason":"Jānis steidzas","unheard_of":1,"waited_ms":5}"#,
        );
        let told = serde_json::to_value(told(&stored).unwrap()).unwrap();
        assert_eq!(told["facts"], json!({ "counter": "c", "waited_ms": 5 }));
        assert!(!told.to_string().contains(&Uuid::from_u128(77).to_string()));
        assert_eq!(told["kind"], "ticket.called");
    }

    #[test]
    fn what_concerns_only_an_employee_is_not_told() {
        assert_eq!(told(&entry("employee.checklist_done", "{}")), None);
        assert_eq!(told(&entry("institution.changed", r#"{"what":"session.started"}"#)), None);
        assert!(told(&entry("institution.changed", r#"{"what":"branch.hours"}"#)).is_some());
    }
}
