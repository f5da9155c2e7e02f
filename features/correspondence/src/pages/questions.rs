//! Questions and answers that everybody may read (D-28): the public page, and the page on which an employee releases one.

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use solits_cases::{Case, Kind};
use solits_i18n::Words;
use solits_journal::{Entry, record};
use solits_kernel::{CaseId, Lang};
use solits_standard::event::EventKind;
use solits_web::{EmployeeCx, Form, Page, PageResult, PublicCx, WebError, html, see_other};

use super::draft::{Draft, unprocessable};
use crate::store::{self, PublishedQuestion};

const A_PAGE: i64 = 20;
const MOST_QUESTION: usize = 1_000;
const MOST_ANSWER: usize = 8_000;

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
    let case = question(&cx, id).await?;
    let mut tx = cx.read().await?;
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

/// The case, if it is a question that its own people may release.
async fn question(cx: &EmployeeCx, id: CaseId) -> Result<Case, WebError> {
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    if case.kind == Kind::Question { Ok(case) } else { Err(WebError::NotFound) }
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
    let case = question(&cx, id).await?;
    let words = cx.words;
    let mut draft = Draft::of(fields);
    let asked = draft.text("question", MOST_QUESTION, words);
    let answer = draft.text("answer", MOST_ANSWER, words);
    for (field, text) in [("question", &asked), ("answer", &answer)] {
        if let Some(found) = personal(text, &case) {
            draft.refuse(field, words.ta("correspondence-publish-personal", &[("found", found.into())]));
        }
    }
    if draft.get("checked") != "1" {
        draft.refuse("checked", words.t("correspondence-publish-check-first"));
    }
    let mut tx = cx.write().await?;
    if !draft.errors.is_empty() {
        let published = store::find_published(&mut tx, id).await?;
        drop(tx);
        return Ok(unprocessable(page(&cx, &case, published.as_ref(), draft)?));
    }
    let lang = crate::outgoing::language_of(&asked);
    store::publish(&mut tx, id, lang, &asked, &answer, cx.me.employee, cx.at).await?;
    let entry = Entry::new(EventKind::QuestionPublished, id, Some(case.branch)).with("channel", "website");
    record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
    solits_cases::refresh_due(&mut tx, id).await?;
    tx.signal(format!("case:{id}"));
    tx.commit().await?;
    Ok(see_other(&format!("/cases/{id}/letters?notice=published")))
}

/// `POST /cases/{case}/publish/withdraw`
pub(crate) async fn withdraw(cx: EmployeeCx, Path(id): Path<CaseId>, Form(_): Form) -> PageResult {
    let case = question(&cx, id).await?;
    let mut tx = cx.write().await?;
    if store::withdraw(&mut tx, id, cx.at).await? {
        let entry =
            Entry::new(EventKind::CaseNoted, id, Some(case.branch)).with("what", "question_withdrawn");
        record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
        tx.signal(format!("case:{id}"));
        tx.commit().await?;
    }
    Ok(see_other(&format!("/cases/{id}/letters?notice=withdrawn")))
}

/// Something in a text that names the client: the name or contact of the case, an address of e-mail, a telephone number or
/// a personal code. It is a net, not a judgement: an employee reads the text anyway.
fn personal(text: &str, case: &Case) -> Option<String> {
    let folded = solits_kernel::fold(text);
    let named = case.client_name.split_whitespace().filter(|part| part.chars().count() > 3);
    for part in named.chain((!case.client_contact.is_empty()).then_some(case.client_contact.as_str())) {
        let part_folded = solits_kernel::fold(part);
        if folded.contains(&part_folded) {
            return Some(part.to_owned());
        }
    }
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '<' | '>'));
    words
        .map(|word| word.trim_matches(['.', ':', '!', '?']))
        .find(|word| looks_personal(word))
        .map(str::to_owned)
}

/// Whether a word is an e-mail address, a personal code or a telephone number.
fn looks_personal(word: &str) -> bool {
    let is_mail = word.split_once('@').is_some_and(|(local, host)| !local.is_empty() && host.contains('.'));
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let only = |allowed: &str| word.chars().all(|c| c.is_ascii_digit() || allowed.contains(c));
    let is_code = digits == 11 && only("-");
    let is_phone = digits == 8 && only("") && word.starts_with(['2', '6']) || digits == 11 && only("+");
    is_mail || is_code || is_phone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_codes_and_telephone_numbers_are_noticed_and_dates_and_prices_are_not() {
        for personal in ["anna@example.lv", "120780-12345", "12078012345", "26123456", "+37126123456"] {
            assert!(looks_personal(personal), "{personal}");
        }
        for plain in ["22.11.2026", "14,23", "2026-000123", "LV-1010", "10:30", "50003032065a"] {
            assert!(!looks_personal(plain), "{plain}");
        }
    }
}
