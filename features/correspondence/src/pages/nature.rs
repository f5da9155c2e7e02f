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
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{CaseId, Lang, Text};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};
use solits_written::nature::{Form as LegalForm, Matter, Nature, Way};

use super::draft::{Asked, Draft, notice};
use crate::{
    CorrespondenceError,
    intake::{self, KeptReason},
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
    is_live: bool,
    is_stale: bool,
    draft: Draft,
}

/// The forms that something from outside can have.
fn forms(words: Words) -> Vec<(String, String)> {
    let of_clients = LegalForm::ALL.into_iter().filter(|form| *form != LegalForm::Internal);
    of_clients.map(|form| (form.code().to_owned(), said(words, &form.words()))).collect()
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

/// `GET /cases/{case}/nature`
pub(crate) async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    let mut tx = cx.read().await?;
    solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let row = store::find_nature(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let draft = Draft::filled(&[("form", row.form), ("matter", row.matter)]);
    let mut view = view(&cx, id, draft, false).await?;
    view.page.notice = notice(asked.notice.as_deref(), cx.words);
    html(&view)
}

async fn view(cx: &EmployeeCx, id: CaseId, draft: Draft, is_stale: bool) -> Result<View, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let row = store::find_nature(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let incoming = store::list_incoming(&mut tx, id).await?;
    let confirmed = confirmed_by(&mut tx, cx, &row).await?;
    let clocks = clocks(&mut tx, cx, id).await?;
    drop(tx);
    Ok(View {
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
        doubts: kept(&row.doubts, words),
        forms: forms(words),
        matters: matters(words),
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

/// `POST /cases/{case}/nature`: confirmed or corrected. The clocks follow, counted from receipt.
pub(crate) async fn say(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let version: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let mut draft = Draft::of(fields);
    let form = draft.chosen(
        "form",
        |code| LegalForm::parse(code).filter(|one| *one != LegalForm::Internal),
        cx.words,
    );
    let matter = draft.chosen("matter", Matter::parse, cx.words);
    let (Some(form), Some(matter)) = (form, matter) else {
        return refused(&cx, id, draft, false, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = cx.write().await?;
    let nature = Nature { form, matter };
    match intake::say_nature(&mut tx, &cx.app, &cx.actor(), id, version, nature).await {
        Ok(_) => {
            // What is found to be a complaint is hidden from whoever has no part in it, also from whoever found it.
            let is_seen = solits_cases::find(&mut tx, id).await?.is_some();
            tx.commit().await?;
            let there = format!("/cases/{id}/nature?notice=nature-said");
            Ok(see_other(if is_seen { &there } else { "/letters?notice=written-down" }))
        }
        Err(CorrespondenceError::Case(solits_cases::CaseError::Stale(_))) => {
            drop(tx);
            refused(&cx, id, draft, true, StatusCode::CONFLICT).await
        }
        Err(error) => Err(error.into()),
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
