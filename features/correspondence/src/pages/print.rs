//! `/cases/{case}/letters/{message}/print`: a letter of ours on paper, in the institution's style, as a page and as PDF;
//! and giving it to the post. The same for news that a client wants by letter.

use askama::Template;
use axum::extract::{Path, Query};
use jiff::civil::Date;
use solits_access::{Look, look};
use solits_calendar::words::{Form as DayForm, YearShown, date_in};
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{CaseId, Lang, Text};
use solits_paper::Letter;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};
use uuid::Uuid;

use super::draft::{Asked, notice};
use crate::{
    actions::{
        around::{Around, around},
        posted,
    },
    hand::Hand,
    model::MessageId,
    store::{self, Paper},
};

#[derive(Template)]
#[template(path = "correspondence/print.html")]
struct View {
    page: Page,
    case: CaseId,
    /// The address of what is printed; `…/letter.pdf` is the file.
    of: String,
    letter: Letter,
    /// Whether it goes by post and has not been given to it yet.
    waits: bool,
    posted: String,
}

/// A letter of ours with what is known of its way.
struct OnPaper {
    letter: Letter,
    paper: Option<Paper>,
    /// Who gave it to the post.
    poster: String,
}

/// What stands on every letter of the institution about a case, in a language; the rest is empty.
async fn headed(tx: &mut Tx, around: &Around, lang: Lang, day: Date) -> Result<Letter, WebError> {
    let profile = &around.institution.profile;
    let particulars =
        [&profile.registration, &profile.address, &profile.phone, &profile.email, &profile.website];
    let reference = around.case.reference.clone();
    let number = Words(lang).t("correspondence-print-number");
    Ok(Letter {
        lang: lang.code().to_owned(),
        parent: profile.parent_body.get(lang).to_owned(),
        institution: around.institution.name.get(lang).to_owned(),
        particulars: particulars.into_iter().filter(|one| !one.is_empty()).cloned().collect(),
        logo: solits_organisation::find_mark(tx).await?,
        facts: format!("{} · {number} {reference}", dated(day, lang)),
        reference,
        day: (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs()),
        ..Letter::default()
    })
}

/// The letter as it stands on paper, in its own language.
async fn on_paper(cx: &EmployeeCx, case: CaseId, message: MessageId) -> Result<OnPaper, WebError> {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &Hand::of(cx), case).await?;
    let written = store::find_our_letter(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    let paper = store::find_paper(&mut tx, case, message).await?;
    let files = store::list_files(&mut tx, case).await?;
    let letter = headed(&mut tx, &around, around.lang, written.at.day()).await?;
    let poster = match paper.as_ref().and_then(|paper| paper.posted_by) {
        Some(by) => solits_organisation::find_employee(&mut tx, by).await?.map(|one| one.name),
        None => None,
    };
    drop(tx);
    let window = paper.as_ref().map_or_else(|| written.recipient.clone(), |paper| paper.addressee.clone());
    let files: Vec<String> =
        files.into_iter().filter(|file| file.message_id == message).map(|file| file.name).collect();
    let enclosed = match files.as_slice() {
        [] => String::new(),
        files => format!("{} {}", Words(around.lang).t("correspondence-print-files"), files.join(", ")),
    };
    let paragraph = |text: &str| text.lines().map(str::to_owned).collect();
    let letter = Letter {
        window: window.lines().map(str::to_owned).collect(),
        subject: on_its_own(&written.subject).to_owned(),
        paragraphs: written.text.split("\n\n").map(paragraph).collect(),
        enclosed,
        ..letter
    };
    Ok(OnPaper { letter, paper, poster: poster.unwrap_or_default() })
}

/// What a client is to be told, as a letter.
async fn news_on_paper(cx: &EmployeeCx, case: CaseId, news: Uuid) -> Result<Letter, WebError> {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &Hand::of(cx), case).await?;
    let news = solits_cases::find_news(&mut tx, case, news).await?.ok_or(WebError::NotFound)?;
    let hearing = solits_cases::find_hearing(&mut tx, case).await?;
    let lang = hearing.map_or(around.lang, |hearing| hearing.lang);
    let letter = headed(&mut tx, &around, lang, cx.at.day()).await?;
    drop(tx);
    let greeting = Text::new("Labdien!", "Hello,").get(lang).to_owned();
    let mut paragraphs = vec![vec![greeting]];
    paragraphs.extend(news.text.lines().map(|line| vec![line.to_owned()]));
    paragraphs.push(around.signature_lines());
    Ok(Letter {
        window: around.window().lines().map(str::to_owned).collect(),
        subject: Text::new("Par Jūsu lietu", "About your case").get(lang).to_owned(),
        paragraphs,
        ..letter
    })
}

/// The day of a letter: "2026. gada 21. novembrī", "21 November 2026".
fn dated(day: Date, lang: Lang) -> String {
    let form = if lang == Lang::Lv { DayForm::When } else { DayForm::What };
    date_in(day, form, YearShown::Shown, lang)
}

/// A subject without what e-mail puts before it.
fn on_its_own(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some((mark, after)) = rest.split_once(':')
        && ["re", "fw", "fwd"].iter().any(|one| mark.eq_ignore_ascii_case(one))
    {
        rest = after.trim_start();
    }
    if rest.is_empty() { subject } else { rest }
}

fn titled(cx: &EmployeeCx, letter: &Letter) -> Page {
    cx.page(cx.words.ta("correspondence-print-of", &[("reference", letter.reference.as_str().into())]))
}

/// `GET /cases/{case}/letters/{message}/print`
pub(crate) async fn show(
    cx: EmployeeCx,
    Path((case, message)): Path<(CaseId, MessageId)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let OnPaper { letter, paper, poster } = on_paper(&cx, case, message).await?;
    let words = cx.words;
    let posted = paper.as_ref().and_then(|paper| paper.posted_at).map(|at| {
        words.ta("correspondence-print-posted", &[("at", words.moment(at).into()), ("by", poster.into())])
    });
    let mut page = titled(&cx, &letter);
    page.notice = notice(asked.notice.as_deref(), words);
    html(&View {
        case,
        of: format!("/cases/{case}/letters/{message}"),
        waits: paper.is_some_and(|paper| paper.posted_at.is_none()),
        posted: posted.unwrap_or_default(),
        letter,
        page,
    })
}

/// `GET /cases/{case}/news/{news}/print`: what a client is to be told, as a letter.
pub(crate) async fn news(cx: EmployeeCx, Path((case, news)): Path<(CaseId, Uuid)>) -> PageResult {
    let letter = news_on_paper(&cx, case, news).await?;
    let (page, of) = (titled(&cx, &letter), format!("/cases/{case}/news/{news}"));
    html(&View { case, of, waits: false, posted: String::new(), letter, page })
}

/// `GET /cases/{case}/letters/{message}/letter.pdf`: the same letter as pages ready to be printed.
pub(crate) async fn pdf(cx: EmployeeCx, Path((case, message)): Path<(CaseId, MessageId)>) -> PageResult {
    file(on_paper(&cx, case, message).await?.letter).await
}

/// `GET /cases/{case}/news/{news}/letter.pdf`
pub(crate) async fn news_pdf(cx: EmployeeCx, Path((case, news)): Path<(CaseId, Uuid)>) -> PageResult {
    file(news_on_paper(&cx, case, news).await?).await
}

async fn file(letter: Letter) -> PageResult {
    let name = format!("{}.pdf", letter.reference.replace('/', "-"));
    // A long letter takes some milliseconds of computing, during which others shall not wait.
    let written = tokio::task::spawn_blocking(move || solits_paper::write(&letter)).await;
    let bytes = written
        .map_err(|error| WebError::Unforeseen(error.to_string()))?
        .map_err(|error| WebError::Unforeseen(error.to_string()))?;
    solits_web::saved(&name, "application/pdf", bytes)
}

/// `POST /cases/{case}/letters/{message}/posted`: the letter was given to the post (H-21).
pub(crate) async fn posted(
    cx: EmployeeCx,
    Path((case, message)): Path<(CaseId, MessageId)>,
    Form(_): Form,
) -> PageResult {
    let mut tx = cx.write().await?;
    posted::posted(&mut tx, &Hand::of(&cx), case, message).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/cases/{case}/letters/{message}/print?notice=posted")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_on_paper_has_the_year_in_its_day_and_no_marks_of_email_in_its_subject() {
        let day = Date::constant(2026, 11, 21);
        assert_eq!(dated(day, Lang::Lv), "2026. gada 21. novembrī");
        assert_eq!(dated(day, Lang::En), "21 November 2026");
        assert_eq!(on_its_own("Re: RE: Fwd: Par žogu"), "Par žogu");
        assert_eq!(on_its_own("Reģistrs"), "Reģistrs");
        assert_eq!(on_its_own("Re:"), "Re:");
    }
}
