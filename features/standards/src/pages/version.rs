//! `GET /standard/versions` and `/standard/{number}`: the versions, what each changes in words, and its way into force.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use jiff::civil::{Date, Time};
use solits_i18n::Words;
use solits_kernel::Timestamp;
use solits_standard::{Standard, diff};
use solits_web::{EmployeeCx, Fields, Form, Notice, Page, PageResult, WebError, html, see_other};

use super::{Names, Tab, headline, in_force, tabs};
use crate::{
    actions::{self, Adoption, StandardsError},
    adoption::{Delivered, RepealedLine, StepLine, delivered, list_approvals, repealed, step_lines},
    store::{self, Version},
    wording::{Standing, compared_with},
};

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
    /// A day to choose.
    Open { day: String, time: String, error: String },
}

/// What a form that was refused had in it.
#[derive(Default)]
struct Refused {
    day: String,
    time: String,
    error: String,
}

/// `GET /standard/{number}`
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
    let mut view = view(&cx, number, Refused::default()).await?;
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
    let name = |id| names.name(words, Some(id));
    let steps = step_lines(words, &standard, &list_approvals(&mut tx, number).await?, &name);
    let is_awaited = steps.iter().any(|step| step.is_awaited);
    let title = standard.file().identity.title.get(words.0).to_owned();
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
        adoption: adoption(cx, version, is_awaited, refused),
        steps,
        may_record: version.status == "draft" && cx.me.may("standards.draft"),
        repeals: standard.file().identity.repeals.clone(),
        delivered: delivered(cx, &mut tx, number, &name).await?,
        source: version.source.clone(),
        lab: format!("/standard/{number}/lab"),
    })
}

/// What was once taken stays readable; a version that is not was damaged.
fn compiled(version: &Version) -> Result<Standard, WebError> {
    Standard::compile(&version.source, version.baseline.as_deref())
        .map_err(|error| WebError::Unforeseen(format!("version {}: {error}", version.number)))
}

fn adoption(cx: &EmployeeCx, version: &Version, is_awaited: bool, refused: Refused) -> AdoptionForm {
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
            let tomorrow = cx.at.day().tomorrow().unwrap_or_else(|_| cx.at.day());
            let day = if refused.day.is_empty() { tomorrow.to_string() } else { refused.day };
            AdoptionForm::Open { day, time: refused.time, error: refused.error }
        }
    }
}

/// `POST /standard/{number}/adopt`: in force from the beginning of a day, or at once when the day is today.
pub(crate) async fn adopt(cx: EmployeeCx, Path(number): Path<i64>, Form(fields): Form) -> PageResult {
    let Some(from) = from_of(&fields, cx.at) else {
        return refuse(&cx, number, &fields, "standards-day-unreadable").await;
    };
    let mut tx = cx.write().await?;
    match actions::adopt(&mut tx, &cx.app, &cx.actor(), number, from, Adoption::ByTwoPeople).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("/standard/{number}?notice=adopted")))
        }
        Err(StandardsError::InThePast) => {
            drop(tx);
            refuse(&cx, number, &fields, "standards-in-the-past").await
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

async fn refuse(cx: &EmployeeCx, number: i64, fields: &Fields, key: &str) -> Result<Response, WebError> {
    let refused = Refused {
        day: fields.get("day").to_owned(),
        time: fields.get("time").to_owned(),
        error: cx.words.t(key),
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
