//! `/cases/{case}/news`: how the client wants to hear of the case, what is to be told them by a person, and what was.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use solits_kernel::{CaseId, Lang};
use solits_web::{EmployeeCx, Form, Page, PageResult, Routes, WebError, html, see_other};
use uuid::Uuid;

use super::{
    actions::{self, Told},
    model::{MOST_REACH, NewsBy, TypedHearing, hearing_of},
    shown::NewsPart,
    store,
};
use crate::{
    pages::{Draft, WORK},
    work::part::{Asked, Head, Part, Seen, Settled, settle, version, with},
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/cases/{case}/news", WORK, show).post("/cases/{case}/news", WORK, change).post(
        "/cases/{case}/news/{news}/told",
        WORK,
        told,
    )
}

#[derive(Template)]
#[template(path = "cases/news.html")]
struct View {
    page: Page,
    head: Head,
    id: CaseId,
    draft: Draft,
    news: NewsPart,
    contact: String,
    choices: Vec<(String, String)>,
    langs: Vec<(String, String)>,
}

async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, id, asked.draft(), Seen::Present).await
}

async fn page(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let Part { page, head, whole, directory } =
        Part::read(cx, &mut tx, id, ("cases-news", "cases-news-lead"), seen, &draft).await?;
    let hearing = store::find_hearing(&mut tx, id).await?;
    let news = NewsPart::read(&mut tx, cx, &whole.case, &directory).await?;
    drop(tx);
    Part::looked(cx, id).await?;
    let draft = match hearing {
        Some(hearing) if !draft.is_typed() => Draft {
            notice: draft.notice,
            ..Draft::filled(&[
                ("tell", hearing.by.name().to_owned()),
                ("tell_to", hearing.reach(&whole.case.client_contact).to_owned()),
                ("tell_lang", hearing.lang.code().to_owned()),
            ])
        },
        None if !draft.is_typed() => {
            Draft { notice: draft.notice, ..Draft::filled(&[("tell_to", whole.case.client_contact.clone())]) }
        }
        _ => draft,
    };
    html(&View {
        id,
        news,
        contact: whole.case.client_contact,
        choices: NewsBy::options(cx.words),
        langs: langs(cx.words),
        page,
        head,
        draft,
    })
}

/// The languages in which a client is told.
pub fn langs(words: solits_i18n::Words) -> Vec<(String, String)> {
    [(Lang::Lv, "cases-news-lang-lv"), (Lang::En, "cases-news-lang-en")]
        .map(|(lang, key)| (lang.code().to_owned(), words.t(key)))
        .to_vec()
}

/// `POST /cases/{case}/news`: the client wants to hear otherwise.
async fn change(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let contact = match crate::find(&mut cx.read().await?, id).await? {
        Some(case) => case.client_contact,
        None => return Err(WebError::NotFound),
    };
    draft.optional_text("tell_to", MOST_REACH, cx.words);
    if NewsBy::parse(draft.get("tell")).is_none() {
        draft.refuse("tell", cx.words.t("common-field-choose"));
    }
    let typed = TypedHearing {
        by: draft.get("tell"),
        to: draft.get("tell_to"),
        lang: draft.get("tell_lang"),
        contact: &contact,
    };
    let hearing = match hearing_of(&typed, cx.at) {
        Ok(hearing) => hearing.filter(|_| draft.errors.is_empty()),
        Err(wrong) => {
            draft.errors.retain(|(field, _)| field != wrong.field());
            draft.refuse(wrong.field(), cx.words.t(wrong.key()));
            None
        }
    };
    let Some(hearing) = hearing else {
        return Ok(with(page(&cx, id, draft, Seen::Present).await?, StatusCode::UNPROCESSABLE_ENTITY));
    };
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = actions::set_hearing(&mut tx, &cx.app, &cx.actor(), of, hearing).await;
    match settle(&cx, tx, draft, done, "tell").await? {
        Settled::Done(_) => Ok(see_other(&format!("/cases/{id}/news?notice=kept"))),
        Settled::Again(draft, seen, status) => Ok(with(page(&cx, id, draft, seen).await?, status)),
    }
}

/// `POST /cases/{case}/news/{news}/told`: somebody has told it.
async fn told(cx: EmployeeCx, Path((id, news)): Path<(CaseId, Uuid)>, Form(fields): Form) -> PageResult {
    let how = NewsBy::parse(fields.get("how")).filter(|how| how.is_by_hand()).ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    match actions::told(&mut tx, &cx.app, &cx.actor(), (id, news), how).await? {
        Told::Now => {
            tx.commit().await?;
            Ok(see_other(&format!("/cases/{id}?notice=news-told")))
        }
        Told::Before => Err(WebError::Conflict("cases-news-told-before")),
    }
}
