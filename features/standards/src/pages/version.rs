//! `GET /standard/versions` and `/standard/{number}`: the versions, what each changes in words, and its way into force.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use jiff::civil::{Date, Time};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::list_entries_of;
use solits_kernel::Timestamp;
use solits_standard::{Standard, diff, event::EventKind};
use solits_web::{EmployeeCx, Fields, Form, Notice, Page, PageResult, WebError, html, see_other};

use super::{Names, Tab, headline, in_force, tabs};
use crate::{
    actions::{self, Adoption, StandardsError, compiled, subject},
    adoption::{
        Delivered, Missing, MissingView, Nevertheless, Objection, RepealedLine, StepLine, delivered,
        list_approvals, repealed, step_lines,
    },
    store::{self, Version},
    wording::{Standing, compared_with},
};

/// The longest reason to adopt although something is missing.
const LONGEST_REASON: usize = 500;

struct VersionLine {
    href: String,
    name: String,
    standing: String,
    kind: &'static str,
    uploaded: String,
    adopted: String,
    from: String,
}

#[derive(Template)]
#[template(path = "standards/versions.html")]
struct VersionsView {
    page: Page,
    headline: String,
    tabs: Vec<Tab>,
    versions: Vec<VersionLine>,
    repealed: Vec<RepealedLine>,
    may_draft: bool,
}

/// `GET /standard/versions`
pub(crate) async fn versions(cx: EmployeeCx) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let in_force = in_force(&cx, &mut tx).await?;
    let number = in_force.as_ref().map(|one| one.number);
    let names = Names::of(&mut tx).await?;
    let versions = store::list_versions(&mut tx).await?;
    let lines = versions.iter().map(|version| {
        let standing = Standing::of(version, number, cx.at);
        VersionLine {
            href: format!("/standard/{}", version.number),
            name: format!("{} {}", version.document, version.version),
            standing: standing.words(words),
            kind: standing.badge(),
            uploaded: by(words, &names, Some(version.uploaded_at), version.uploaded_by),
            adopted: by(words, &names, version.adopted_at, version.adopted_by),
            from: version.in_force_from.map(|from| day_and_time(words, from)).unwrap_or_default(),
        }
    });
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let name = |id| names.name(words, Some(id));
    html(&VersionsView {
        repealed: repealed(words, &versions, &loaded, cx.at, &name),
        page: cx.page(words.t("standards-versions")),
        headline: headline(words, in_force.as_ref()),
        tabs: tabs(words, "/standard/versions"),
        versions: lines.collect(),
        may_draft: cx.me.may("standards.draft"),
    })
}

/// Who did it and when; empty where it has not been done.
fn by(words: Words, names: &Names, at: Option<Timestamp>, who: Option<solits_kernel::EmployeeId>) -> String {
    at.map(|at| format!("{}, {}", names.name(words, who), day_and_time(words, at))).unwrap_or_default()
}

/// A day with its year, and the time: versions lie years apart.
fn day_and_time(words: Words, at: Timestamp) -> String {
    format!("{} {}", words.day(at.day()), words.time(at))
}

#[derive(Template)]
#[template(path = "standards/version.html")]
struct VersionView {
    page: Page,
    number: i64,
    standing: String,
    kind: &'static str,
    uploaded: String,
    adopted: String,
    from: String,
    /// Against which version the changes are told; empty where there is none.
    against: String,
    changes: Vec<String>,
    source: String,
    steps: Vec<StepLine>,
    /// Whether the reader may record a step.
    may_record: bool,
    /// Acts that it repeals.
    repeals: Vec<String>,
    delivered: Option<Delivered>,
    /// Whether it can still be adopted.
    is_draft: bool,
    /// What the organisation lacks on the day it enters into force; of a version in force that is the structure's page.
    missing: Option<MissingView>,
    /// That it was adopted although something was missing, and why; empty where nothing was.
    passed_over: String,
    /// Where its promises are tried on what happened.
    lab: String,
    adoption: AdoptionForm,
}

/// Whether the reader can put the version in force.
enum AdoptionForm {
    /// It is no draft.
    Closed,
    /// The reader has not the right, or uploaded it: words that say so.
    NotYou(String),
    /// A day to choose, and where something is missing a reason to write: then `seen` says what is before the eyes.
    Open { day: String, time: String, reason: String, error: String, reason_error: String, seen: String },
}

/// What a form that was refused had in it.
#[derive(Default)]
struct Refused {
    day: String,
    time: String,
    reason: String,
    error: String,
    reason_error: String,
}

/// `GET /standard/{number}`; `?on=` looks at what is missing on another day.
pub(crate) async fn version(
    cx: EmployeeCx,
    Path(number): Path<i64>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let notice = match query.get("notice").map(String::as_str) {
        Some("uploaded") => Some(cx.words.t("standards-notice-uploaded")),
        Some("step") => Some(cx.words.t("standards-notice-step")),
        Some("seen") => Some(cx.words.t("standards-notice-seen")),
        Some("adopted") => Some(cx.words.t("standards-notice-adopted")),
        _ => None,
    };
    let on = query.get("on").cloned().unwrap_or_default();
    let mut view = view(&cx, number, Refused { day: on, ..Refused::default() }).await?;
    view.page.notice = notice.map(|text| Notice { kind: "good", text, undo: None });
    html(&view)
}

async fn view(cx: &EmployeeCx, number: i64, refused: Refused) -> Result<VersionView, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let in_force = in_force(cx, &mut tx).await?.map(|one| one.number);
    let versions = store::list_versions(&mut tx).await?;
    let version = versions.iter().find(|version| version.number == number).ok_or(WebError::NotFound)?;
    let names = Names::of(&mut tx).await?;
    let standard = compiled(version)?;
    let before = compared_with(&versions, version, in_force, cx.at);
    let changes = match before.map(compiled).transpose()? {
        Some(before) => {
            diff(&before, &standard).iter().map(|change| change.words.get(words.0).to_owned()).collect()
        }
        None => Vec::new(),
    };
    let standing = Standing::of(version, in_force, cx.at);
    let name = |id| names.name(words, id);
    let steps = step_lines(words, version, &standard, &list_approvals(&mut tx, number).await?, &name);
    let is_awaited = steps.iter().any(|step| step.is_awaited);
    let title = standard.file().identity.title.get(words.0).to_owned();
    let day = day_of(cx, version, &refused.day);
    let missing = missing_on(&mut tx, cx, version, &standard, day).await?;
    Ok(VersionView {
        page: cx.page(format!("{title}, {}", version.version)),
        number,
        standing: standing.words(words),
        kind: standing.badge(),
        uploaded: by(words, &names, Some(version.uploaded_at), version.uploaded_by),
        adopted: by(words, &names, version.adopted_at, version.adopted_by),
        from: version.in_force_from.map(|from| day_and_time(words, from)).unwrap_or_default(),
        against: before
            .map(|before| {
                let name = format!("{} {}", before.document, before.version);
                words.ta("standards-against", &[("version", name.into())])
            })
            .unwrap_or_default(),
        changes,
        passed_over: passed_over(&mut tx, words, version).await?,
        missing: missing.as_ref().map(|missing| MissingView::of(words, &standard, missing, day)),
        adoption: adoption(cx, version, is_awaited, missing.as_ref(), refused),
        is_draft: version.status == "draft",
        steps,
        may_record: version.status == "draft" && cx.me.may("standards.draft"),
        repeals: standard.file().identity.repeals.clone(),
        delivered: delivered(cx, &mut tx, number).await?,
        source: version.source.clone(),
        lab: format!("/standard/{number}/lab"),
    })
}

/// The day on which a version is looked at: its own, the one that is asked for, else tomorrow.
fn day_of(cx: &EmployeeCx, version: &Version, asked: &str) -> Date {
    let tomorrow = || cx.at.day().tomorrow().unwrap_or_else(|_| cx.at.day());
    let own = version.in_force_from.map(Timestamp::day);
    own.or_else(|| asked.trim().parse().ok()).unwrap_or_else(tomorrow)
}

/// What is missing on the day a version enters into force; of one that is in force or was, nothing is asked.
async fn missing_on(
    tx: &mut Tx,
    cx: &EmployeeCx,
    version: &Version,
    standard: &Standard,
    day: Date,
) -> Result<Option<Missing>, WebError> {
    let is_to_come = version.in_force_from.is_none_or(|from| from > cx.at);
    if !is_to_come {
        return Ok(None);
    }
    Ok(Some(Missing::on(tx, standard, day).await?))
}

/// That a version was adopted although something was missing, in the words of whoever adopted it.
async fn passed_over(tx: &mut Tx, words: Words, version: &Version) -> Result<String, WebError> {
    if version.adopted_at.is_none() {
        return Ok(String::new());
    }
    let entries = list_entries_of(tx, subject(version.number)).await?;
    let adopted = entries.iter().rfind(|entry| entry.kind == EventKind::StandardAdopted.name());
    let facts: Option<HashMap<String, serde_json::Value>> =
        adopted.and_then(|entry| serde_json::from_str(&entry.facts).ok());
    let fact = |name: &str| facts.as_ref().and_then(|facts| facts.get(name));
    let reason = fact("reason").and_then(serde_json::Value::as_str);
    let gaps = fact("gaps").and_then(serde_json::Value::as_i64).unwrap_or_default();
    Ok(reason.map_or_else(String::new, |reason| {
        words.na("standards-passed-over", gaps, &[("reason", reason.into())])
    }))
}

fn adoption(
    cx: &EmployeeCx,
    version: &Version,
    is_awaited: bool,
    missing: Option<&Missing>,
    refused: Refused,
) -> AdoptionForm {
    let words = cx.words;
    if version.status != "draft" {
        return AdoptionForm::Closed;
    }
    if !cx.me.may("standards.adopt") {
        return AdoptionForm::NotYou(words.t("standards-others-adopt"));
    }
    match version.uploaded_by {
        None => AdoptionForm::NotYou(format!(
            "{} {}",
            words.t("standards-no-person"),
            words.t("standards-no-person-do")
        )),
        Some(uploader) if uploader == cx.me.employee => AdoptionForm::NotYou(format!(
            "{} {}",
            words.t("standards-same-person"),
            words.t("standards-same-person-do")
        )),
        Some(_) if is_awaited => AdoptionForm::NotYou(format!(
            "{} {}",
            words.t("standards-steps-missing"),
            words.t("standards-steps-missing-do")
        )),
        Some(_) => {
            let day = if refused.day.is_empty() { day_of(cx, version, "").to_string() } else { refused.day };
            let Refused { time, reason, error, reason_error, .. } = refused;
            let seen = missing.filter(|missing| !missing.is_empty()).map(Missing::fingerprint);
            AdoptionForm::Open { day, time, reason, error, reason_error, seen: seen.unwrap_or_default() }
        }
    }
}

/// `POST /standard/{number}/adopt`: in force from the beginning of a day, or at once when the day is today.
pub(crate) async fn adopt(cx: EmployeeCx, Path(number): Path<i64>, Form(fields): Form) -> PageResult {
    let Some(from) = from_of(&fields, cx.at) else {
        return refuse(&cx, number, &fields, Field::Day, "standards-day-unreadable").await;
    };
    let Ok(reason) = fields.text_or_empty("reason", LONGEST_REASON) else {
        return refuse(&cx, number, &fields, Field::Reason, "standards-gaps-reason-long").await;
    };
    let nevertheless = Nevertheless { reason, seen: fields.get("seen").to_owned() };
    let mut tx = cx.write().await?;
    let by = Adoption::ByTwoPeople(Some(nevertheless));
    match actions::adopt(&mut tx, &cx.app, &cx.actor(), number, from, by).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("/standard/{number}?notice=adopted")))
        }
        Err(StandardsError::InThePast) => {
            drop(tx);
            refuse(&cx, number, &fields, Field::Day, "standards-in-the-past").await
        }
        Err(StandardsError::Gaps(objection, _)) => {
            drop(tx);
            let (field, key) = match objection {
                Objection::NobodyDecides => (Field::Day, "standards-gaps-bar"),
                Objection::NotPassedOver => (Field::Reason, "standards-gaps"),
                Objection::Otherwise => (Field::Reason, "standards-gaps-otherwise"),
            };
            refuse(&cx, number, &fields, field, key).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The instant from which the version is to be in force: the beginning of the day where no time is said, at once where that
/// day is today. `None` for a day or a time that cannot be read.
fn from_of(fields: &Fields, now: Timestamp) -> Option<Timestamp> {
    let day: Date = fields.get("day").trim().parse().ok()?;
    let time = fields.get("time").trim();
    Some(if !time.is_empty() {
        Timestamp::in_riga(day, time.parse::<Time>().ok()?)
    } else if day == now.day() {
        now
    } else {
        Timestamp::in_riga(day, Time::midnight())
    })
}

/// The field of the form beside which an error is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Day,
    Reason,
}

async fn refuse(
    cx: &EmployeeCx,
    number: i64,
    fields: &Fields,
    field: Field,
    key: &str,
) -> Result<Response, WebError> {
    let error = |of: Field| if of == field { cx.words.t(key) } else { String::new() };
    let refused = Refused {
        day: fields.get("day").to_owned(),
        time: fields.get("time").to_owned(),
        reason: fields.get("reason").to_owned(),
        error: error(Field::Day),
        reason_error: error(Field::Reason),
    };
    let page = html(&view(cx, number, refused).await?)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_chosen_for_today_is_in_force_at_once_and_for_another_day_from_its_beginning() {
        let now = Timestamp::parse("2026-11-21T10:00:00.000Z").unwrap();
        let from = |day: &str| from_of(&Fields::from(vec![("day".to_owned(), day.to_owned())]), now);
        let at = |time: &str| {
            let fields = [("day", "2026-12-01"), ("time", time)];
            from_of(
                &Fields::from(fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()),
                now,
            )
        };
        assert_eq!(at("08:30"), Timestamp::parse("2026-12-01T06:30:00.000Z"));
        assert_eq!(at("pusdeviņos"), None);
        assert_eq!(from("2026-11-21"), Some(now));
        assert_eq!(from("2026-12-01"), Timestamp::parse("2026-11-30T22:00:00.000Z"));
        assert_eq!(from("rīt"), None);
    }
}
