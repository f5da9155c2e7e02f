//! Questions and answers that everybody may read (D-28): the public page, and the page on which an employee releases one.

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use solits_cases::Case;
use solits_i18n::Words;
use solits_kernel::{CaseId, Lang};
use solits_web::{EmployeeCx, Form, Page, PageResult, PublicCx, html, see_other};

use super::draft::{Draft, unprocessable};
use crate::{
    actions::published,
    store::{self, PublishedQuestion},
};

const A_PAGE: i64 = 20;

struct Shown {
    anchor: String,
    lang: &'static str,
    question: Vec<String>,
    answer: Vec<String>,
    when: String,
}

#[derive(Template)]
#[template(path = "correspondence/questions.html")]
struct ListView {
    page: Page,
    base: String,
    shown: Vec<Shown>,
    number: i64,
    pages: i64,
    pager_href: String,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    page: Option<i64>,
}

/// `GET /i/{institution}/questions`
pub(crate) async fn list(cx: PublicCx, Query(asked): Query<Asked>) -> PageResult {
    let mut tx = cx.read().await?;
    let count = store::count_published(&mut tx).await?;
    let pages = (count + A_PAGE - 1) / A_PAGE;
    let number = asked.page.unwrap_or(1).clamp(1, pages.max(1));
    let published = store::list_published(&mut tx, (number - 1) * A_PAGE, A_PAGE).await?;
    drop(tx);
    html(&ListView {
        page: cx.page(cx.words.t("correspondence-questions")),
        base: format!("/i/{}", cx.code),
        shown: published.iter().map(|one| shown(one, cx.words)).collect(),
        number,
        pages,
        pager_href: format!("/i/{}/questions?page=", cx.code),
    })
}

fn shown(one: &PublishedQuestion, words: Words) -> Shown {
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    Shown {
        // A running id of its own would tell how many there were; the instant tells nothing that is not shown.
        anchor: format!("q{}", one.published_at.millis()),
        lang: Lang::parse(&one.lang).unwrap_or_default().code(),
        question: lines(&one.question),
        answer: lines(&one.answer),
        when: words.day(one.published_at.day()),
    }
}

#[derive(Template)]
#[template(path = "correspondence/question_publish.html")]
struct PublishView {
    page: Page,
    case: CaseId,
    reference: String,
    is_published: bool,
    published: String,
    draft: Draft,
}

/// `GET /cases/{case}/publish`
pub(crate) async fn form(cx: EmployeeCx, Path(id): Path<CaseId>) -> PageResult {
    let mut tx = cx.read().await?;
    let case = published::question(&mut tx, id).await?;
    let messages = store::list_messages(&mut tx, id).await?;
    let published = store::find_published(&mut tx, id).await?;
    drop(tx);
    let asked = messages.iter().find(|message| message.direction == "in");
    let (asked, answer) = match &published {
        Some(one) => (one.question.clone(), one.answer.clone()),
        None => (
            asked.map(|message| message.text.clone()).unwrap_or_default(),
            case.answer.clone().unwrap_or_default(),
        ),
    };
    let draft = Draft::filled(&[("question", asked), ("answer", answer)]);
    page(&cx, &case, published.as_ref(), draft)
}

fn page(cx: &EmployeeCx, case: &Case, published: Option<&PublishedQuestion>, draft: Draft) -> PageResult {
    let public = published.filter(|one| one.withdrawn_at.is_none());
    html(&PublishView {
        page: cx.page(cx.words.t("correspondence-publish")),
        case: case.id,
        reference: case.reference.clone(),
        is_published: public.is_some(),
        published: public.map(|one| cx.words.moment(one.published_at)).unwrap_or_default(),
        draft,
    })
}

/// `POST /cases/{case}/publish`
pub(crate) async fn publish(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let case = published::question(&mut tx, id).await?;
    let mut draft = Draft::of(fields);
    let Some(texts) = published::typed(&mut draft, &case, cx.words) else {
        let there = store::find_published(&mut tx, id).await?;
        drop(tx);
        return Ok(unprocessable(page(&cx, &case, there.as_ref(), draft)?));
    };
    published::publish(&mut tx, &cx.app, &cx.actor(), cx.me.employee, &case, &texts).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/cases/{id}/letters?notice=published")))
}

/// `POST /cases/{case}/publish/withdraw`
pub(crate) async fn withdraw(cx: EmployeeCx, Path(id): Path<CaseId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let case = published::question(&mut tx, id).await?;
    published::withdraw(&mut tx, &cx.app, &cx.actor(), &case).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/cases/{id}/letters?notice=withdrawn")))
}
