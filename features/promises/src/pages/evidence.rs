//! `GET /obligations/{id}?day=…`: one obligation with its evidence line by line.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::{Path, Query};
use serde_json::Value;
use solits_calendar::Why;
use solits_i18n::Words;
use solits_journal::{ObligationRow, StoredEntry, list_entries_of};
use solits_kernel::{Lang, ObligationId, Timestamp};
use solits_organisation::list_branches;
use solits_standard::{CompiledPromise, Standard, event::EventKind};
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};

use super::{branch_name, loaded, state_of};
use crate::{figure::source, reports::said_of, store};

struct EntryLine {
    /// RFC 3339, for the `datetime` of the time.
    instant: String,
    at: String,
    words: String,
    facts: String,
    /// What the entry did to this obligation; empty when nothing.
    mark: String,
}

#[derive(Template)]
#[template(path = "promises/obligation.html")]
struct EvidenceView {
    page: Page,
    sentence: String,
    source: String,
    standard: String,
    here: String,
    state: String,
    kind: &'static str,
    branch: String,
    opened: String,
    due: String,
    closed: String,
    /// Why it is no longer owed; empty when it is or was.
    waived: String,
    why: String,
    /// To whom it was reported, one sentence for each report.
    reports: Vec<String>,
    entries: Vec<EntryLine>,
}

/// The most entries a page shows: a visit or a case has tens, an employee's or a branch's year may have more.
const MOST_ENTRIES: usize = 200;

pub(crate) async fn evidence(
    cx: EmployeeCx,
    Path(id): Path<ObligationId>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let words = cx.words;
    let day = query.get("day").and_then(|day| day.parse().ok()).ok_or(WebError::NotFound)?;
    let mut tx = cx.read().await?;
    let row = store::find_obligation(&mut tx, day, id).await?.ok_or(WebError::NotFound)?;
    let loaded = loaded(&mut tx, &cx.app).await?;
    let standard = loaded.versions.get(row.standard);
    let promise = standard.and_then(|standard| standard.promise(&row.norm));
    let branches = list_branches(&mut tx).await?;
    let entries = list_entries_of(&mut tx, row.subject_id).await?;
    let reports = said_of(&mut tx, words, standard.map(AsRef::as_ref), (row.day, id), &entries).await?;
    let lang = words.0;
    let why = row.why.as_ref().and_then(|why| serde_json::from_str::<Why>(&why.0).ok());
    let (state, kind) = state_of(words, &row);
    html(&EvidenceView {
        page: cx.page(words.t("promises-evidence")),
        sentence: promise.map(|promise| promise.text.get(lang).to_owned()).unwrap_or_default(),
        source: cited(words, standard.map(AsRef::as_ref), promise),
        standard: standard
            .map(|standard| {
                let identity = &standard.file().identity;
                format!("{}, {}", identity.title.get(lang), identity.version)
            })
            .unwrap_or_default(),
        here: format!("/promises/{}", row.norm),
        state,
        kind,
        branch: branch_name(words, &branches, row.branch_id.map(Into::into)),
        opened: moment(words, row.opened_at),
        due: moment(words, row.due_at),
        closed: row.met_late_at.or(row.closed_at).map(|at| moment(words, at)).unwrap_or_default(),
        waived: promise.map(|promise| waived(lang, promise, &row)).unwrap_or_default(),
        why: why.map(|why| why.sentence(lang)).unwrap_or_default(),
        reports,
        entries: told(&entries, &row).map(|entry| line(words, entry, &row)).collect(),
    })
}

fn cited(words: Words, standard: Option<&Standard>, promise: Option<&CompiledPromise>) -> String {
    standard
        .zip(promise)
        .map(|(standard, promise)| source(words, standard, &promise.origin))
        .unwrap_or_default()
}

/// The words of the waiver that ended it: kept in Latvian, told in the reader's language where the standard has it.
fn waived(lang: Lang, promise: &CompiledPromise, row: &ObligationRow) -> String {
    let Some(reason) = row.reason.as_deref().filter(|_| row.state == "waived") else { return String::new() };
    let waiver = promise.waived_by.iter().find(|waiver| waiver.reason.lv == reason);
    waiver.map_or(reason, |waiver| waiver.reason.get(lang)).to_owned()
}

/// The entries that tell the story: all of a short one, else those between opening and end.
fn told<'a>(
    entries: &'a [StoredEntry],
    row: &ObligationRow,
) -> impl Iterator<Item = &'a StoredEntry> + use<'a> {
    let all = entries.len() <= MOST_ENTRIES;
    let (first, last) = (row.opened_n, row.closed_n.unwrap_or(i64::MAX));
    entries.iter().filter(move |entry| all || (first..=last).contains(&entry.n)).take(MOST_ENTRIES)
}

/// Day and time to the second: what is evidence is exact.
fn moment(words: Words, at: Timestamp) -> String {
    format!("{} {}", words.on(at.day()), seconds(words.0, at))
}

fn seconds(lang: Lang, at: Timestamp) -> String {
    let form = if lang == Lang::En { "%-H:%M:%S" } else { "%-H.%M.%S" };
    at.to_riga().strftime(form).to_string()
}

fn line(words: Words, entry: &StoredEntry, row: &ObligationRow) -> EntryLine {
    let kind = EventKind::parse(&entry.kind);
    let mark = if entry.n == row.opened_n {
        words.t("promises-mark-opened")
    } else if row.closed_n == Some(entry.n) {
        words.t("promises-mark-closed")
    } else {
        String::new()
    };
    EntryLine {
        instant: entry.at.to_string(),
        at: moment(words, entry.at),
        words: kind.map_or_else(
            || entry.kind.clone(),
            |kind| if words.0 == Lang::En { kind.words().1 } else { kind.words().0 }.to_owned(),
        ),
        facts: facts_words(words, &entry.facts),
        mark,
    }
}

/// The facts that a person can read: what has words of its own. Ids, settings and the program's own words stay in the
/// journal.
fn facts_words(words: Words, facts: &str) -> String {
    let facts: BTreeMap<String, Value> = serde_json::from_str(facts).unwrap_or_default();
    facts.iter().filter_map(|(name, value)| fact_words(words, name, value)).collect::<Vec<_>>().join(", ")
}

fn fact_words(words: Words, name: &str, value: &Value) -> Option<String> {
    match (name, value) {
        ("number" | "reference", Value::String(number)) => Some(number.clone()),
        ("priority", Value::Bool(true)) => Some(words.t("promises-fact-priority")),
        ("internal", Value::Bool(true)) => Some(words.t("promises-fact-internal")),
        ("booked", Value::Bool(true)) => Some(words.t("promises-fact-booked")),
        ("out_of_order", Value::Bool(true)) => Some(words.t("promises-fact-out-of-order")),
        ("inaccurate", Value::Bool(true)) => Some(words.t("promises-fact-inaccurate")),
        ("waited_ms", Value::Number(ms)) => {
            Some(words.ta("promises-fact-waited", &[("time", words.stopwatch(ms.as_i64()?).into())]))
        }
        ("served_ms", Value::Number(ms)) => {
            Some(words.ta("promises-fact-served", &[("time", words.stopwatch(ms.as_i64()?).into())]))
        }
        ("announced_high", Value::Number(minutes)) => {
            Some(words.ta("promises-fact-announced", &[("minutes", minutes.as_i64()?.into())]))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_told_in_words_and_ids_are_not_told() {
        let facts = r#"{"number":"A 014","priority":true,"line":"019aa7a1-0000-7000-8000-000000000000","waited_ms":252000}"#;
        assert_eq!(facts_words(Words::new(Lang::Lv), facts), "A 014, ar priekšroku, gaidīja 4:12");
        assert_eq!(facts_words(Words::new(Lang::Lv), r#"{"priority":false,"what":"calendar"}"#), "");
        assert_eq!(facts_words(Words::new(Lang::En), "not json"), "");
    }

    #[test]
    fn evidence_names_the_second() {
        let at = Timestamp::parse("2026-11-21T08:05:09.000Z").unwrap();
        assert_eq!(moment(Words::new(Lang::Lv), at), "21. novembrī 10.05.09");
        assert_eq!(moment(Words::new(Lang::En), at), "21 November 10:05:09");
    }
}
