//! `solits routes` and `solits fields`: the tables other programs and reviewers read.

use std::process::ExitCode;

use serde_json::json;
use solits_db::{Db, migrate};
use solits_web::{Guard, Repeated};

use crate::{routes, run::say};

/// Who may use a route, in one word each.
pub(crate) fn guard_words(guard: Guard) -> (&'static str, Option<&'static str>) {
    match guard {
        Guard::Public => ("public", None),
        Guard::HalfSignedIn => ("half_signed_in", None),
        Guard::SignedIn => ("signed_in", None),
        Guard::Right(right) => ("right", Some(right)),
        Guard::Device(kind) => ("device", Some(kind.name())),
        Guard::Api(scope) => ("api", Some(scope)),
    }
}

/// Prints every route.
pub(crate) fn routes(as_json: bool) -> anyhow::Result<ExitCode> {
    let table = routes::all();
    if as_json {
        let rows: Vec<_> = table
            .table()
            .iter()
            .map(|route| {
                let (guard, needs) = guard_words(route.guard);
                let once = route.repeated == Repeated::Once;
                json!({ "method": route.method.as_str(), "path": route.path, "guard": guard, "needs": needs, "once": once })
            })
            .collect();
        say(serde_json::to_string_pretty(&rows)?);
    } else {
        for route in table.table() {
            let (guard, needs) = guard_words(route.guard);
            say(format_args!("{:6} {:55} {guard} {}", route.method, route.path, needs.unwrap_or_default()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints every stored field, as a fresh database has them.
pub(crate) async fn fields(as_json: bool) -> anyhow::Result<ExitCode> {
    let folder = std::env::temp_dir().join(format!("solits-fields-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let db = Db::open_file(&folder.join("fields.sqlite")).await?;
    migrate(&db).await?;
    let columns = db.columns().await?;
    db.close().await;
    std::fs::remove_dir_all(&folder)?;
    if as_json {
        let rows: Vec<_> = columns
            .iter()
            .map(|(table, column, kind)| json!({ "table": table, "field": column, "type": kind, "personal": is_personal(table, column) }))
            .collect();
        say(serde_json::to_string_pretty(&rows)?);
    } else {
        for (table, column, kind) in &columns {
            let mark = if is_personal(table, column) { "personal" } else { "" };
            say(format_args!("{table:22} {column:24} {kind:10} {mark}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Fields that hold data about a person.
#[expect(clippy::unnested_or_patterns, reason = "one line for each table")]
fn is_personal(table: &str, column: &str) -> bool {
    matches!(
        (table, column),
        ("employees", "name" | "name_folded" | "email" | "phone" | "post")
            | (
                "cases",
                "client_name" | "client_contact" | "subject" | "subject_folded" | "answer" | "next_step"
            )
            | ("case_notes" | "passkeys", "text" | "name")
            | ("contacts" | "desk_notes", "note")
            // How an employee judges the own work.
            | ("self_checks", "employee_id" | "holds" | "note")
            // What somebody gives as evidence may show people.
            | ("norm_evidence", "note" | "file_name")
            | ("evidence_files", "content")
            // What clients and the institution write to each other.
            | ("letter_parts", "bytes")
            | ("letter_meetings", "meeting_hash")
            | ("letters", "raw" | "author" | "subject" | "seen_to_by" | "seen_to_note")
            | ("messages", "author_name" | "author_address" | "recipient" | "subject" | "text" | "employee_id")
            | ("message_files", "name" | "content" | "holds")
            // What residents send on the public pages, and where they are written to.
            | ("portal_files", "name" | "content" | "holds")
            | ("message_answers", "value")
            | ("case_contacts", "postal" | "reach")
            | ("case_news", "text" | "told_by")
            | ("case_surveys", "words")
            // Why a case is kept beyond its term, and who says so.
            | ("case_holds", "reason" | "held_by" | "lifted_by" | "lifted_why")
            // Who asked that something is kept for a shorter time.
            | ("kept_terms", "asked_by")
            | ("case_parties", "address" | "address_key" | "name")
            // Whom a client is told to address, and for what.
            | ("case_referrals", "part" | "reason" | "contacts" | "address" | "employee_id")
            | ("case_joins", "employee_id")
            // Who takes part in a case, what they ordered, and what stands against somebody deciding it.
            | (
                "case_people",
                "name" | "phone" | "email" | "address" | "basis" | "basis_document" | "verified_how" | "verified_by"
                    | "checked_by"
            )
            | (
                "case_orders",
                "purpose" | "price_why" | "paid_words" | "paid_by" | "place_words" | "handed_to" | "handed_basis"
                    | "handed_by" | "delay_to" | "delay_words"
            )
            | ("case_sources", "text" | "place" | "employee_id")
            | ("case_promises", "text" | "employee_id")
            | ("case_links", "employee_id")
            | ("case_conflicts", "employee_id" | "kind" | "text" | "passed_to")
            | ("outbox", "recipient" | "recipient_key" | "raw" | "said")
            | (
                "reply_drafts",
                "subject" | "opening" | "main" | "ending" | "employee_id" | "recipient" | "displaced" | "choices"
            )
            | ("reply_files", "name" | "content" | "employee_id")
            | ("reply_templates", "employee_id")
            | ("paper_letters", "addressee")
            | ("returned_letters", "said" | "settled_by")
            // The words by which a client's case is found.
            | ("search_cases" | "search_others", "words")
            | ("search_words", "word")
            // What colleagues ask, answer and report, and when somebody is away.
            | ("internal_requests", "topic" | "question" | "checked" | "shown" | "asked_by" | "addressee_id")
            | ("internal_replies", "text" | "employee_id")
            | ("nonconformities", "found" | "remedy" | "closing" | "reported_by" | "copied_to")
            | ("nonconformity_steps", "text" | "employee_id")
            | ("staff_letters", "employee_id" | "recipient" | "subject" | "text" | "said")
            | ("absence_proposals", "employee_id" | "from_on" | "until_on" | "reason")
            | ("absence_preparations", "employee_id" | "from_on" | "forward_to")
            // Who is to be called back about what; who looks at which case, and what they do to several.
            | ("callbacks", "phone" | "question" | "employee_id")
            | ("inbox_presence" | "inbox_seen" | "inbox_claims" | "inbox_views", "employee_id")
            | ("inbox_batches", "employee_id" | "said")
            // What was said and found of people, and from whom it is hidden.
            | ("feedback", "employee_id" | "decision" | "registered_by" | "stage_by" | "published_by")
            | ("feedback_concerned" | "feedback_deciders" | "case_sight", "employee_id")
            | ("feedback_rungs", "facts" | "other_side" | "cause" | "reasons" | "ruled_by" | "request")
            | ("feedback_measures", "what" | "owner_id" | "checked_by")
            | ("feedback_receptions", "place")
            // What an employee thinks of the standard.
            | ("standard_suggestions", "proposal" | "answer" | "proposed_by")
            // Whose due dates are read where.
            | ("calendar_feeds", "employee_id" | "name" | "read_at")
            // Who looked at whose data, and when: about the employee and about the client.
            | ("access_entries", "employee_id" | "case_id" | "at" | "what" | "purpose")
            // What says of an employee how and when they come in.
            | ("passkeys", "employee_id" | "credential" | "credential_hash" | "created_at" | "used_at" | "warned_at")
            | ("sessions", "digits_at")
            | ("password_resets", "employee_id" | "asked_by" | "confirmed_by")
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use solits_integration::{GIVEN, NOT_GIVEN};

    use super::*;

    /// Security §11: everything in every table is given to whoever it is about, or it is said why not.
    #[tokio::test]
    async fn every_table_with_personal_fields_is_given_to_a_person_or_it_is_said_why_not() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_file(&folder.path().join("fields.sqlite")).await.unwrap();
        migrate(&db).await.unwrap();
        let personal: BTreeSet<String> = db
            .columns()
            .await
            .unwrap()
            .into_iter()
            .filter(|(table, column, _)| is_personal(table, column))
            .map(|(table, _, _)| table)
            .collect();
        db.close().await;
        let listed: BTreeSet<&str> =
            GIVEN.iter().map(|(table, _)| *table).chain(NOT_GIVEN.iter().map(|(table, _)| *table)).collect();
        let lost: Vec<&String> = personal.iter().filter(|table| !listed.contains(table.as_str())).collect();
        assert!(lost.is_empty(), "neither given to a person nor said why not: {lost:?}");
        let gone: Vec<&&str> = listed.iter().filter(|table| !personal.contains(**table)).collect();
        assert!(gone.is_empty(), "these have no personal fields: {gone:?}");
    }
}
