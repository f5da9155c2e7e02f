//! The steps of a piece of feedback: each a form of its page.

use axum::{extract::Path, http::StatusCode, response::Response};
use solits_kernel::{CaseId, Text};
use solits_web::{EmployeeCx, Form, PageResult, WebError, see_other};
use solits_written::{
    feedback::{Author, Check, Effect, Finding, Measure, OtherSide, Ruling, SuggestionRuling, Verdict},
    nature::FeedbackKind,
};

use super::{form::Typed, reception, show, with_status};
use crate::{
    actions::{
        self, Details, FeedbackError, Found, MOST_TEXT,
        given::{self, Examined, Wrong},
    },
    context::Context,
    model::{AskedBy, CLOSED, CauseKind},
};

/// The page again with what was typed, and what is wrong with it.
async fn refused(cx: &EmployeeCx, id: CaseId, typed: Typed) -> PageResult {
    Ok(with_status(show::page(cx, id, typed, None).await?, StatusCode::UNPROCESSABLE_ENTITY))
}

fn version(typed: &Typed) -> Result<i64, WebError> {
    typed.get("version").trim().parse().map_err(|_| WebError::BadRequest)
}

fn done(id: CaseId, notice: &str) -> Response {
    see_other(&format!("/feedback/{id}?notice={notice}"))
}

/// `POST /feedback/{case}/register`
pub(crate) async fn register(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut typed = Typed::of(fields);
    let mut tx = cx.write().await?;
    let found = Found::seen(&mut tx, &cx.app, &cx.actor(), id, version(&typed)?).await?;
    let context = show::context(&cx, &mut tx).await?;
    let services = solits_organisation::list_services(&mut tx).await?;
    let concern = typed.concern(&context, &services, cx.words);
    let norm = typed.norm(&context, cx.words);
    let Some(concern) = concern.filter(|_| typed.errors.is_empty()) else {
        drop(tx);
        return refused(&cx, id, typed).await;
    };
    let author = if typed.has("anonymous") { Author::Anonymous } else { Author::Reachable };
    let kind = found.record.way.kind;
    let details = Details { concern, norm, author };
    let registered = actions::register(&mut tx, &cx.app, &cx.actor(), found, details).await?;
    // Whoever registered it may have no part in it from here on.
    let stays = solits_cases::find(&mut tx, id).await?.is_some();
    tx.commit().await?;
    let told = if registered.gap.is_some() { "nobody" } else { "registered" };
    if stays {
        Ok(done(id, told))
    } else {
        Ok(see_other(&format!("/feedback?kind={}&notice={told}", kind.code())))
    }
}

/// `POST /feedback/{case}/examine`: the finding on a complaint or a claim, the decision on a suggestion, thanks for praise.
pub(crate) async fn examine(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut typed = Typed::of(fields);
    let mut tx = cx.write().await?;
    let found = Found::seen(&mut tx, &cx.app, &cx.actor(), id, version(&typed)?).await?;
    actions::demand_handler(&tx, cx.me.employee, &found)?;
    let context = show::context(&cx, &mut tx).await?;
    let read = match found.record.way.kind {
        FeedbackKind::Complaint | FeedbackKind::Claim => examination(&mut typed, &cx, &context),
        FeedbackKind::Suggestion => suggestion(&mut typed, &cx, &context).map(|ruling| (ruling, None)),
        FeedbackKind::Praise => Some((Ruling::Thanks, None)),
    };
    let Some((ruling, cause)) = read.filter(|_| typed.errors.is_empty()) else {
        drop(tx);
        return refused(&cx, id, typed).await;
    };
    actions::examine(&mut tx, &cx.app, &cx.actor(), found, ruling, cause).await?;
    tx.commit().await?;
    Ok(done(id, "examined"))
}

fn examination(typed: &mut Typed, cx: &EmployeeCx, context: &Context) -> Option<(Ruling, Option<CauseKind>)> {
    let words = cx.words;
    let finding = Finding::parse(typed.get("finding"));
    if finding.is_none() {
        typed.refuse("finding", words.t("common-field-choose"));
    }
    let facts = typed.text("facts", MOST_TEXT, words);
    let heard = typed.get("heard").to_owned();
    if heard.is_empty() {
        typed.refuse("heard", words.t("common-field-choose"));
    }
    let side = typed.text("other_side", MOST_TEXT, words);
    let is_fault = finding.is_some_and(Finding::is_fault);
    let cause = if is_fault { typed.text("cause", MOST_TEXT, words) } else { String::new() };
    let measures = if is_fault { measure(typed, cx, context).into_iter().collect() } else { Vec::new() };
    let examined = Examined {
        finding: finding?,
        facts,
        other_side: if heard == "1" { OtherSide::Heard(side) } else { OtherSide::NotHeard(side) },
        breached: typed.get("breached").to_owned(),
        cause_kind: CauseKind::parse(typed.get("cause_kind")),
        cause,
        measures,
    };
    typed.sound("cause_kind", examined.ruling(), words)
}

fn suggestion(typed: &mut Typed, cx: &EmployeeCx, context: &Context) -> Option<Ruling> {
    let words = cx.words;
    let reasons = typed.text("reasons", MOST_TEXT, words);
    let verdict = match typed.get("verdict") {
        "taken_up" => measure(typed, cx, context).map(Verdict::TakenUp),
        "later" => typed.day("again", context, words).map(Verdict::Later),
        "not_taken_up" => Some(Verdict::NotTakenUp),
        _ => {
            typed.refuse("verdict", words.t("common-field-choose"));
            None
        }
    };
    Some(Ruling::Suggestion(SuggestionRuling { verdict: verdict?, reasons }))
}

/// What removes the cause, or carries the suggestion out.
fn measure(typed: &mut Typed, cx: &EmployeeCx, context: &Context) -> Option<Measure> {
    let words = cx.words;
    let what = typed.text("measure", MOST_TEXT, words);
    let owner = given::owner(context, typed.get("owner").parse().ok());
    let owner = typed.sound("owner", owner, words);
    let due = typed.day("due", context, words);
    Some(Measure { what, owner: owner?, due: due?, check: None })
}

/// `POST /feedback/{case}/told`: the author was told in another way than by a letter in the case.
pub(crate) async fn told(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let typed = Typed::of(fields);
    let mut tx = cx.write().await?;
    let found = Found::seen(&mut tx, &cx.app, &cx.actor(), id, version(&typed)?).await?;
    actions::demand_handler(&tx, cx.me.employee, &found)?;
    actions::told(&mut tx, &cx.app, &cx.actor(), found, cx.me.employee).await?;
    tx.commit().await?;
    Ok(done(id, "told"))
}

/// `POST /feedback/{case}/next`
pub(crate) async fn next(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut typed = Typed::of(fields);
    let mut tx = cx.write().await?;
    let found = Found::seen(&mut tx, &cx.app, &cx.actor(), id, version(&typed)?).await?;
    actions::demand_handler(&tx, cx.me.employee, &found)?;
    let asked_by = AskedBy::parse(typed.get("asked_by")).filter(|one| *one != AskedBy::Register);
    let Some(asked_by) = asked_by else {
        typed.refuse("asked_by", cx.words.t("common-field-choose"));
        drop(tx);
        return refused(&cx, id, typed).await;
    };
    let request = typed.text_or_empty("request", MOST_TEXT, cx.words);
    if !typed.errors.is_empty() {
        drop(tx);
        return refused(&cx, id, typed).await;
    }
    match actions::pass_on(&mut tx, &cx.app, &cx.actor(), found, asked_by, request).await {
        Ok(()) => {}
        Err(FeedbackError::Refused(refusal)) => {
            drop(tx);
            typed.refuse("asked_by", cx.words.t(actions::refusal_key(&refusal)));
            return refused(&cx, id, typed).await;
        }
        Err(error) => return Err(error.into()),
    }
    tx.commit().await?;
    Ok(done(id, "passed-on"))
}

/// `POST /feedback/{case}/reception`
pub(crate) async fn reception(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut typed = Typed::of(fields);
    let mut tx = cx.write().await?;
    let found = Found::seen(&mut tx, &cx.app, &cx.actor(), id, version(&typed)?).await?;
    actions::demand_handler(&tx, cx.me.employee, &found)?;
    let words = typed.text("reception", MOST_TEXT, cx.words);
    let calendar = cx.app.heart.loaded(&mut tx).await?.calendar(Some(found.case.branch));
    let offered = reception::offered(&mut typed, calendar.as_deref(), cx.at, cx.words);
    let Some(offered) = offered.filter(|_| typed.errors.is_empty()) else {
        drop(tx);
        return refused(&cx, id, typed).await;
    };
    actions::offer_reception(&mut tx, &cx.app, &cx.actor(), found, words, offered).await?;
    tx.commit().await?;
    Ok(done(id, "reception"))
}

/// `POST /feedback/{case}/close`
pub(crate) async fn close(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut typed = Typed::of(fields);
    let mut tx = cx.write().await?;
    let found = Found::seen(&mut tx, &cx.app, &cx.actor(), id, version(&typed)?).await?;
    actions::demand_handler(&tx, cx.me.employee, &found)?;
    let because = CLOSED.iter().find(|(_, code)| *code == typed.get("because")).map(|(because, _)| *because);
    if because.is_none() {
        typed.refuse("because", cx.words.t("common-field-choose"));
    }
    let words = if found.demands_words() {
        typed.text("words", MOST_TEXT, cx.words)
    } else {
        typed.text_or_empty("words", MOST_TEXT, cx.words)
    };
    let Some(because) = because.filter(|_| typed.errors.is_empty()) else {
        drop(tx);
        return refused(&cx, id, typed).await;
    };
    actions::close(&mut tx, &cx.app, &cx.actor(), found, because, &words).await?;
    tx.commit().await?;
    Ok(done(id, "closed"))
}

/// `POST /feedback/{case}/measures/{number}`: whether it was done, and helped.
pub(crate) async fn check(
    cx: EmployeeCx,
    Path((id, number)): Path<(CaseId, usize)>,
    Form(fields): Form,
) -> PageResult {
    let mut typed = Typed::of(fields);
    let mut tx = cx.write().await?;
    let found = Found::seen(&mut tx, &cx.app, &cx.actor(), id, version(&typed)?).await?;
    actions::demand_handler(&tx, cx.me.employee, &found)?;
    let effect = match typed.get("effect") {
        "done" => Some(Effect::Done),
        "done_without_effect" => Some(Effect::DoneWithoutEffect),
        "not_done" => Some(Effect::NotDone),
        _ => None,
    };
    let Some(effect) = effect else {
        typed.refuse("effect", cx.words.t("common-field-choose"));
        drop(tx);
        return refused(&cx, id, typed).await;
    };
    let check = Check { at: cx.at, by: cx.me.employee, effect };
    actions::check_measure(&mut tx, &cx.app, &cx.actor(), found, number, check).await?;
    tx.commit().await?;
    Ok(done(id, "checked"))
}

/// `POST /feedback/{case}/publish`: what was changed, in words that name nobody; an empty Latvian text takes it back.
pub(crate) async fn publish(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut typed = Typed::of(fields);
    let mut tx = cx.write().await?;
    let found = Found::seen(&mut tx, &cx.app, &cx.actor(), id, version(&typed)?).await?;
    let lv = typed.text_or_empty("published_lv", MOST_TEXT, cx.words);
    let en = typed.text_or_empty("published_en", MOST_TEXT, cx.words);
    for text in given::naming(&mut tx, &found, &[&lv, &en]).await? {
        let field = if text == lv { "published_lv" } else { "published_en" };
        typed.refuse(field, cx.words.t(Wrong::Named.key()));
    }
    if !typed.errors.is_empty() {
        drop(tx);
        return refused(&cx, id, typed).await;
    }
    let text = (!lv.is_empty()).then(|| Text::new(lv, en));
    let told = if text.is_some() { "published" } else { "taken-back" };
    actions::publish(&mut tx, &cx.app, &cx.actor(), found, text).await?;
    tx.commit().await?;
    Ok(done(id, told))
}
