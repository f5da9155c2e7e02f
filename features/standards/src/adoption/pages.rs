//! The parts of a version's page that are about its approval and distribution, and what is done there.

use axum::extract::Path;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Entry, Loaded, record};
use solits_kernel::{EmployeeId, Timestamp};
use solits_standard::{Standard, event::EventKind, model::ApprovalAct};
use solits_web::{EmployeeCx, Form, PageResult, WebError, see_other};

use super::{
    model::{Step, steps},
    store::{self, ApprovalRow},
};
use crate::{
    actions::subject,
    store::{Version, find_version},
};

/// The longest note of a step.
const LONGEST_NOTE: usize = 300;

/// A step of the chain as it is shown.
pub(crate) struct StepLine {
    pub(crate) place: usize,
    pub(crate) post: String,
    pub(crate) act: String,
    pub(crate) kind: &'static str,
    pub(crate) standing: String,
    /// What is known of it; empty for one that is not recorded.
    pub(crate) note: String,
    pub(crate) is_awaited: bool,
}

/// The chain of a version with what was recorded of it.
pub(crate) fn step_lines(
    words: Words,
    standard: &Standard,
    recorded: &[ApprovalRow],
    name: &(dyn Fn(EmployeeId) -> String + Sync),
) -> Vec<StepLine> {
    let chain = &standard.file().identity.approval_chain;
    let places: Vec<usize> = recorded.iter().filter_map(|row| usize::try_from(row.place).ok()).collect();
    let line = |((place, approval), step): ((usize, &solits_standard::model::Approval), Step)| {
        let row = recorded.iter().find(|row| usize::try_from(row.place) == Ok(place));
        let (kind, standing) = match step {
            Step::Drafting | Step::Done => ("good", words.t("standards-step-done")),
            Step::Awaited => ("soon", words.t("standards-step-awaited")),
            Step::Adoption => ("plain", words.t("standards-step-adoption")),
        };
        StepLine {
            place,
            post: approval.post.get(words.0).to_owned(),
            act: words.t(match approval.act {
                ApprovalAct::Drafts => "standards-act-drafts",
                ApprovalAct::Coordinates => "standards-act-coordinates",
                ApprovalAct::Signs => "standards-act-signs",
                ApprovalAct::Approves => "standards-act-approves",
            }),
            kind,
            standing,
            note: row.map(|row| noted(words, row, name)).unwrap_or_default(),
            is_awaited: step == Step::Awaited,
        }
    };
    chain.iter().enumerate().zip(steps(chain, &places)).map(line).collect()
}

fn noted(words: Words, row: &ApprovalRow, name: &(dyn Fn(EmployeeId) -> String + Sync)) -> String {
    let gaps = [
        ("note", row.note.as_str().into()),
        ("name", name(row.recorded_by).into()),
        ("day", words.day(row.recorded_at.day()).into()),
    ];
    words.ta("standards-step-note", &gaps)
}

/// `POST /standard/{number}/approve`: a post of the chain has done its part.
pub(crate) async fn approve(cx: EmployeeCx, Path(number): Path<i64>, Form(fields): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let version = find_version(&mut tx, number).await?.ok_or(WebError::NotFound)?;
    if version.status != "draft" {
        return Err(WebError::Conflict("standards-not-a-draft"));
    }
    let place: usize = fields.get("place").parse().map_err(|_| WebError::BadRequest)?;
    let Ok(note) = fields.text("note", LONGEST_NOTE) else {
        return Err(WebError::Refused("standards-step-who"));
    };
    if note.trim().is_empty() {
        return Err(WebError::Refused("standards-step-who"));
    }
    let standard = Standard::compile(&version.source, version.baseline.as_deref())
        .map_err(|error| WebError::Unforeseen(format!("version {number}: {error}")))?;
    let all = steps(&standard.file().identity.approval_chain, &[]);
    if all.get(place) != Some(&Step::Awaited) {
        return Err(WebError::NotFound);
    }
    let place = i64::try_from(place).unwrap_or_default();
    if store::insert_approval(&mut tx, number, place, note.trim(), cx.at, cx.me.employee).await? {
        let entry = Entry::new(EventKind::SetupChanged, subject(number), None)
            .with("what", "standard.step_recorded")
            .with("number", number)
            .with("place", place);
        record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
        tx.commit().await?;
    }
    Ok(see_other(&format!("/standard/{number}?notice=step")))
}

/// How a version was told.
pub(crate) struct Delivered {
    pub(crate) summary: String,
    /// Whether the reader was told and has not said yes.
    pub(crate) asks_me: bool,
    /// Name, when told, when seen.
    pub(crate) people: Vec<(String, String, String)>,
}

/// The log of who was told of a version; `None` where nobody was.
pub(crate) async fn delivered(
    cx: &EmployeeCx,
    tx: &mut Tx,
    number: i64,
    name: &(dyn Fn(EmployeeId) -> String + Sync),
) -> Result<Option<Delivered>, WebError> {
    let words = cx.words;
    let rows = store::list_deliveries(tx, number).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let seen = rows.iter().filter(|row| row.seen_at.is_some()).count();
    let gaps = [("seen", words.number(i64::try_from(seen).unwrap_or_default()).into())];
    let moment = |at: Timestamp| format!("{} {}", words.day(at.day()), words.time(at));
    let mut people: Vec<_> = rows
        .iter()
        .map(|row| (name(row.employee_id), moment(row.told_at), row.seen_at.map(moment).unwrap_or_default()))
        .collect();
    people.sort();
    Ok(Some(Delivered {
        summary: words.na("standards-told", rows.len(), &gaps),
        asks_me: rows.iter().any(|row| row.employee_id == cx.me.employee && row.seen_at.is_none()),
        people,
    }))
}

/// `POST /standard/{number}/seen`
pub(crate) async fn seen(cx: EmployeeCx, Path(number): Path<i64>) -> PageResult {
    let mut tx = cx.write().await?;
    if store::mark_seen(&mut tx, number, cx.me.employee, cx.at).await? {
        let entry = Entry::new(EventKind::SetupChanged, subject(number), None)
            .with("what", "standard.seen")
            .with("number", number);
        record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
        tx.commit().await?;
    }
    Ok(see_other(&format!("/standard/{number}?notice=seen")))
}

/// An act that a version repealed.
pub(crate) struct RepealedLine {
    pub(crate) act: String,
    pub(crate) by: String,
    pub(crate) href: String,
    pub(crate) from: String,
    pub(crate) who: String,
}

/// The acts that versions repealed when they entered into force, latest first.
pub(crate) fn repealed(
    words: Words,
    versions: &[Version],
    loaded: &Loaded,
    now: Timestamp,
    name: &(dyn Fn(EmployeeId) -> String + Sync),
) -> Vec<RepealedLine> {
    let in_force = versions.iter().filter_map(|version| {
        let from = version.in_force_from.filter(|from| *from <= now && version.status != "draft")?;
        Some((version, from, loaded.versions.get(version.number)?))
    });
    in_force
        .flat_map(|(version, from, standard)| {
            standard.file().identity.repeals.iter().map(move |act| RepealedLine {
                act: act.clone(),
                by: format!("{} {}", version.document, version.version),
                href: format!("/standard/{}", version.number),
                from: words.day(from.day()),
                who: version.adopted_by.map(name).unwrap_or_default(),
            })
        })
        .collect()
}
