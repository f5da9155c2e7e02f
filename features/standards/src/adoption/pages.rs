//! The parts of a version's page that are about its approval and what it repeals, and what is done there.

use axum::extract::Path;
use solits_i18n::Words;
use solits_journal::Loaded;
use solits_kernel::{EmployeeId, Timestamp};
use solits_standard::{Standard, model::ApprovalAct};
use solits_web::{EmployeeCx, Form, PageResult, WebError, see_other};

use super::{
    actions::record_step,
    model::{Step, steps_of},
    store::Approval,
};
use crate::store::Version;

/// The longest note of a step.
pub(crate) const LONGEST_NOTE: usize = 300;

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
    version: &Version,
    standard: &Standard,
    recorded: &[Approval],
    name: &(dyn Fn(Option<EmployeeId>) -> String + Sync),
) -> Vec<StepLine> {
    let chain = &standard.file().identity.approval_chain;
    let places: Vec<usize> = recorded.iter().filter_map(|row| usize::try_from(row.place).ok()).collect();
    let line = |((place, approval), step): ((usize, &solits_standard::model::Approval), Step)| {
        let row = recorded.iter().find(|row| usize::try_from(row.place) == Ok(place));
        let (kind, standing) = match step {
            Step::Drafting | Step::Done => ("good", words.t("standards-step-done")),
            Step::Awaited => ("soon", words.t("standards-step-awaited")),
            Step::Adoption => ("plain", words.t("standards-step-adoption")),
            Step::Unrecorded => ("plain", words.t("standards-step-unrecorded")),
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
    chain.iter().enumerate().zip(steps_of(version, chain, &places)).map(line).collect()
}

fn noted(words: Words, row: &Approval, name: &(dyn Fn(Option<EmployeeId>) -> String + Sync)) -> String {
    let gaps = [
        ("note", row.note.as_str().into()),
        ("name", name(row.recorded_by).into()),
        ("day", words.day(row.recorded_at.day()).into()),
    ];
    words.ta("standards-step-note", &gaps)
}

/// `POST /standard/{number}/approve`: a post of the chain has done its part.
pub(crate) async fn approve(cx: EmployeeCx, Path(number): Path<i64>, Form(fields): Form) -> PageResult {
    let place: usize = fields.get("place").parse().map_err(|_| WebError::BadRequest)?;
    let Ok(note) = fields.text("note", LONGEST_NOTE) else {
        return Err(WebError::Refused("standards-step-who"));
    };
    let mut tx = cx.write().await?;
    if record_step(&mut tx, &cx.app, &cx.actor(), number, place, &note).await? {
        tx.commit().await?;
    }
    Ok(see_other(&format!("/standard/{number}?notice=step")))
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
