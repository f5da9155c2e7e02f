//! `/cases/{case}/nature`: what a case is by law and by standard, as the program proposes and a person confirms; where else
//! it may belong.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
};
use solits_access::{Look, look};
use solits_colleagues::{Choices, ColleagueError, Refusal, Report};
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{CaseId, Lang, Text};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};
use solits_written::{
    classify,
    nature::{Form as LegalForm, Matter, Nature, Way},
};

use super::{
    conversation::own_lines,
    draft::{Asked, Draft, notice},
};
use crate::{
    CorrespondenceError,
    intake::{self, Hint, KeptReason, Why},
    store::{self, NatureRow},
};

/// A clock of the case in words.
struct ClockView {
    sentence: String,
    limit: String,
    due: String,
    date: String,
    why: String,
    leads: bool,
}

#[derive(Template)]
#[template(path = "correspondence/nature.html")]
struct View {
    page: Page,
    case: CaseId,
    reference: String,
    subject: String,
    version: i64,
    way: String,
    received: String,
    registered: String,
    confirmed: String,
    reasons: Vec<String>,
    doubts: Vec<String>,
    forms: Vec<(String, String)>,
    matters: Vec<(String, String)>,
    clocks: Vec<ClockView>,
    /// What a non-conformity can be reported as, beside what the case is.
    report: Choices,
    /// The words of the client that speak of one; empty for none.
    speaks: String,
    is_live: bool,
    is_stale: bool,
    draft: Draft,
}

/// Whether a person may say that a colleague asks: the letter shows an employee's address, or was found to be a colleague's.
fn may_be_internal(row: &NatureRow, hint: Option<&Hint>) -> bool {
    row.form == LegalForm::Internal.code() || matches!(hint, Some(Hint::Colleague(_)))
}

/// The forms that it can have.
fn forms(words: Words, row: &NatureRow, hint: Option<&Hint>) -> Vec<(String, String)> {
    let offered =
        LegalForm::ALL.into_iter().filter(|form| *form != LegalForm::Internal || may_be_internal(row, hint));
    offered.map(|form| (form.code().to_owned(), said(words, &form.words()))).collect()
}

/// What it can be about; what it is taken for now is always among them.
fn matters_of(words: Words, row: &NatureRow, hint: Option<&Hint>) -> Vec<(String, String)> {
    let is_offered = |matter: &Matter| {
        row.matter == matter.code() || *matter == Matter::InternalRequest && may_be_internal(row, hint)
    };
    let others = [Matter::InternalRequest, Matter::NonConformity].into_iter().filter(is_offered);
    let mut all = matters(words);
    all.extend(others.map(|matter| (matter.code().to_owned(), said(words, &matter.words()))));
    all
}

/// What something from outside can be about.
pub(super) fn matters(words: Words) -> Vec<(String, String)> {
    let of_clients = Matter::ALL
        .into_iter()
        .filter(|matter| !matches!(matter, Matter::InternalRequest | Matter::NonConformity));
    of_clients.map(|matter| (matter.code().to_owned(), said(words, &matter.words()))).collect()
}

fn said(words: Words, text: &Text) -> String {
    text.get(words.0).to_owned()
}

/// Reasons or doubts as they are kept, in one language.
pub(super) fn kept(json: &str, words: Words) -> Vec<String> {
    let all: Vec<KeptReason> = serde_json::from_str(json).unwrap_or_default();
    all.into_iter().map(|one| if words.0 == Lang::Lv { one.lv } else { one.en }).collect()
}

/// What is yet to be confirmed, with what the author's address suggests.
pub(super) fn doubts(row: &NatureRow, hint: Option<&Hint>, words: Words) -> Vec<String> {
    let mut all = kept(&row.doubts, words);
    all.extend(hint.map(|hint| said(words, &hint.words())));
    all
}

/// Why a case may belong to another; empty where that one is named.
pub(super) fn why_words(why: Why, words: Words) -> String {
    match why {
        Why::Named => String::new(),
        Why::Thread => words.t("correspondence-may-belong-thread"),
        Why::Author => words.t("correspondence-may-belong-author"),
    }
}

/// The subject and the text with which the case began.
async fn began(tx: &mut Tx, id: CaseId) -> Result<(String, String), WebError> {
    let Some(first) = store::find_first_message(tx, id).await? else { return Ok(<_>::default()) };
    let message = store::find_message(tx, id, first).await?;
    Ok(message.map(|message| (message.subject, message.text)).unwrap_or_default())
}

/// `GET /cases/{case}/nature`
pub(crate) async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let row = intake::nature_row(&mut tx, &case).await?.ok_or(WebError::NotFound)?;
    let (subject, text) = began(&mut tx, id).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let found = format!("{subject}\n{}", own_lines(&text).join("\n"));
    let draft = Draft::filled(&[
        ("form", row.form),
        ("matter", row.matter),
        ("found", intake::shortened(&found, solits_colleagues::MOST_TEXT)),
        // Nobody has looked yet whether it is so.
        ("possible", "1".to_owned()),
    ]);
    let mut view = view(&cx, id, draft, false).await?;
    view.page.notice = notice(asked.notice.as_deref(), cx.words);
    html(&view)
}

async fn view(cx: &EmployeeCx, id: CaseId, draft: Draft, is_stale: bool) -> Result<View, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let row = intake::nature_row(&mut tx, &case).await?.ok_or(WebError::NotFound)?;
    let incoming = store::list_incoming(&mut tx, id).await?;
    let confirmed = confirmed_by(&mut tx, cx, &row).await?;
    let clocks = clocks(&mut tx, cx, id).await?;
    let hint = intake::hint_of(&mut tx, id, &row).await?;
    let (subject, text) = began(&mut tx, id).await?;
    let report = solits_colleagues::list_choices(&mut tx, &cx.app, cx.at, words).await?;
    drop(tx);
    let in_doubt = hint.as_ref().filter(|_| row.confirmed_at.is_none());
    Ok(View {
        report,
        speaks: classify::nonconformity(&subject, &text).unwrap_or_default(),
        case: id,
        subject: case.subject.clone(),
        version: case.version,
        way: Way::parse(&row.way)
            .map(|way| words.t(&format!("correspondence-way-{}", way.code())))
            .unwrap_or_default(),
        received: words.moment(incoming.first().map_or(case.opened_at, |message| message.at)),
        registered: words.moment(case.opened_at),
        confirmed,
        reasons: kept(&row.reasons, words),
        doubts: doubts(&row, in_doubt, words),
        forms: forms(words, &row, hint.as_ref()),
        matters: matters_of(words, &row, hint.as_ref()),
        clocks,
        is_live: case.status.is_live(),
        is_stale,
        draft,
        page: cx.page(words.ta("correspondence-nature-of", &[("reference", case.reference.as_str().into())])),
        reference: case.reference,
    })
}

async fn confirmed_by(tx: &mut Tx, cx: &EmployeeCx, row: &NatureRow) -> Result<String, WebError> {
    let (Some(at), Some(by)) = (row.confirmed_at, row.confirmed_by) else { return Ok(String::new()) };
    let name = solits_organisation::find_employee(tx, by).await?.map(|one| one.name).unwrap_or_default();
    let when = cx.words.moment(at);
    Ok(cx.words.ta("correspondence-nature-confirmed", &[("who", name.into()), ("when", when.into())]))
}

/// Law and promise, the nearest first; it leads.
async fn clocks(tx: &mut Tx, cx: &EmployeeCx, id: CaseId) -> Result<Vec<ClockView>, WebError> {
    use solits_standard::model::Limit;
    let loaded = cx.app.heart.loaded(tx).await?;
    let mut owed = solits_cases::list_obligations(tx, id).await?;
    owed.retain(solits_obligation::Obligation::is_live);
    owed.sort_by_key(|one| (one.due_at, one.id));
    let clock = |(place, one): (usize, solits_obligation::Obligation)| {
        let promise = loaded.versions.get(one.standard)?.promise(&one.norm)?;
        Some(ClockView {
            sentence: promise.text.get(cx.words.0).to_owned(),
            limit: cx.words.t(match promise.limit {
                Limit::Law => "correspondence-limit-law",
                Limit::Promise => "correspondence-limit-own",
            }),
            due: cx.words.due(one.due_at, cx.at),
            date: cx.words.date(one.due_at.plus_millis(-1).day()),
            why: one.why.as_ref().map(|why| why.sentence(cx.words.0)).unwrap_or_default(),
            leads: place == 0,
        })
    };
    Ok(owed.into_iter().enumerate().filter_map(clock).collect())
}

/// What was said that it is, of what the page offers.
async fn said_nature(cx: &EmployeeCx, id: CaseId, draft: &mut Draft) -> Result<Option<Nature>, WebError> {
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let row = intake::nature_row(&mut tx, &case).await?.ok_or(WebError::NotFound)?;
    let hint = intake::hint_of(&mut tx, id, &row).await?;
    drop(tx);
    let forms = forms(cx.words, &row, hint.as_ref());
    let matters = matters_of(cx.words, &row, hint.as_ref());
    let is_among = |offered: &[(String, String)], code: &str| offered.iter().any(|(one, _)| one == code);
    let form =
        draft.chosen("form", |code| LegalForm::parse(code).filter(|_| is_among(&forms, code)), cx.words);
    let matter =
        draft.chosen("matter", |code| Matter::parse(code).filter(|_| is_among(&matters, code)), cx.words);
    let (Some(form), Some(matter)) = (form, matter) else { return Ok(None) };
    if (form == LegalForm::Internal) != (matter == Matter::InternalRequest) {
        draft.refuse("matter", cx.words.t("correspondence-nature-pair"));
        return Ok(None);
    }
    Ok(Some(Nature { form, matter }))
}

/// The non-conformity that is to be reported beside it; `None` for none.
fn said_report(cx: &EmployeeCx, id: CaseId, draft: &mut Draft) -> Option<Report> {
    let kind = draft.get("report").to_owned();
    if kind.is_empty() {
        return None;
    }
    Some(Report {
        kind,
        found: draft.text("found", solits_colleagues::MOST_TEXT, cx.words),
        is_possible: draft.ticked("possible", "1"),
        place: format!("/cases/{id}/letters"),
        case: Some(id),
        unit: draft.get("unit").parse().ok(),
        // The version of the case keeps it from being sent twice.
        key: String::new(),
    })
}

/// `POST /cases/{case}/nature`: confirmed or corrected. The clocks follow, counted from receipt; a non-conformity in it is
/// reported in the same step.
pub(crate) async fn say(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let version: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let mut draft = Draft::of(fields);
    let nature = said_nature(&cx, id, &mut draft).await?;
    let report = said_report(&cx, id, &mut draft);
    let Some(nature) = nature.filter(|_| draft.errors.is_empty()) else {
        return refused(&cx, id, draft, false, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = cx.write().await?;
    match intake::say_nature(&mut tx, &cx.app, &cx.actor(), id, version, nature).await {
        Ok(_) => {
            // What is found to be a complaint is hidden from whoever has no part in it, also from whoever found it.
            let is_seen = solits_cases::find(&mut tx, id).await?.is_some();
            let done = if report.is_some() { "nature-reported" } else { "nature-said" };
            if let Some(report) = report {
                let wrong = if is_seen {
                    match solits_colleagues::report(&mut tx, &cx.app, &cx.actor(), report).await {
                        Ok(_) => None,
                        Err(ColleagueError::Refused(refusal)) => Some((field_of(refusal), refusal.key())),
                        Err(error) => return Err(error.into()),
                    }
                } else {
                    Some(("report", "correspondence-nature-report-hidden"))
                };
                if let Some((field, key)) = wrong {
                    drop(tx);
                    draft.refuse(field, cx.words.t(key));
                    return refused(&cx, id, draft, false, StatusCode::UNPROCESSABLE_ENTITY).await;
                }
            }
            tx.commit().await?;
            let there = format!("/cases/{id}/nature?notice={done}");
            Ok(see_other(if is_seen { &there } else { "/letters?notice=written-down" }))
        }
        Err(CorrespondenceError::Case(solits_cases::CaseError::Stale(_))) => {
            drop(tx);
            refused(&cx, id, draft, true, StatusCode::CONFLICT).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The field that a refused report is about.
const fn field_of(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::UnitMissing => "unit",
        Refusal::BadText => "found",
        _ => "report",
    }
}

async fn refused(
    cx: &EmployeeCx,
    id: CaseId,
    draft: Draft,
    is_stale: bool,
    status: StatusCode,
) -> PageResult {
    let mut response = html(&view(cx, id, draft, is_stale).await?)?;
    *response.status_mut() = status;
    Ok(response)
}

/// `POST /cases/{case}/join`: what was said here belongs to another case.
pub(crate) async fn join(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let version: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let into: CaseId = fields.parse("into").ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    intake::join_cases(&mut tx, &cx.app, &cx.actor(), id, version, into).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/cases/{into}/letters?notice=joined")))
}

/// `POST /cases/{case}/leave`: it is a matter of its own.
pub(crate) async fn leave(cx: EmployeeCx, Path(id): Path<CaseId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    intake::leave_as_new(&mut tx, &cx.app, &cx.actor(), id).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/cases/{id}/letters?notice=left-as-new")))
}
