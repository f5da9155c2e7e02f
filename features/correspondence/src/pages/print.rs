//! `/cases/{case}/letters/{message}/print`: a letter of ours on paper, in the institution's style, as a page and as PDF;
//! and giving it to the post.

use askama::Template;
use axum::extract::{Path, Query};
use jiff::civil::Date;
use solits_access::{Look, look};
use solits_calendar::words::{Form as DayForm, YearShown, date_in};
use solits_cases::Consultation;
use solits_i18n::Words;
use solits_journal::{Entry, record};
use solits_kernel::{CaseId, Lang};
use solits_paper::Letter;
use solits_standard::{event::EventKind, model::ChannelKind};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    draft::{Asked, notice},
    reply::around,
};
use crate::{
    model::MessageId,
    store::{self, Paper},
};

#[derive(Template)]
#[template(path = "correspondence/print.html")]
struct View {
    page: Page,
    case: CaseId,
    message: MessageId,
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

/// The letter as it stands on paper, in its own language.
async fn on_paper(cx: &EmployeeCx, case: CaseId, message: MessageId) -> Result<OnPaper, WebError> {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let mut tx = cx.read().await?;
    let around = around(&mut tx, cx, case).await?;
    let written = store::find_our_letter(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    let paper = store::find_paper(&mut tx, case, message).await?;
    let files = store::list_files(&mut tx, case).await?;
    let logo = solits_organisation::find_mark(&mut tx).await?;
    let poster = match paper.as_ref().and_then(|paper| paper.posted_by) {
        Some(by) => solits_organisation::find_employee(&mut tx, by).await?.map(|one| one.name),
        None => None,
    };
    drop(tx);
    let (lang, words) = (around.lang, Words(around.lang));
    let profile = &around.institution.profile;
    let particulars =
        [&profile.registration, &profile.address, &profile.phone, &profile.email, &profile.website];
    let window = paper.as_ref().map_or_else(|| written.recipient.clone(), |paper| paper.addressee.clone());
    let files: Vec<String> =
        files.into_iter().filter(|file| file.message_id == message).map(|file| file.name).collect();
    let enclosed = match files.as_slice() {
        [] => String::new(),
        files => format!("{} {}", words.t("correspondence-print-files"), files.join(", ")),
    };
    let day = written.at.day();
    let reference = around.case.reference.clone();
    let letter = Letter {
        lang: lang.code().to_owned(),
        parent: profile.parent_body.get(lang).to_owned(),
        institution: around.institution.name.get(lang).to_owned(),
        particulars: particulars.into_iter().filter(|one| !one.is_empty()).cloned().collect(),
        logo,
        window: window.lines().map(str::to_owned).collect(),
        facts: format!("{} · {} {reference}", dated(day, lang), words.t("correspondence-print-number")),
        subject: on_its_own(&written.subject).to_owned(),
        paragraphs: written
            .text
            .split("\n\n")
            .map(|paragraph| paragraph.lines().map(str::to_owned).collect())
            .collect(),
        enclosed,
        reference,
        day: (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs()),
    };
    Ok(OnPaper { letter, paper, poster: poster.unwrap_or_default() })
}

/// The day of a letter: "2026. gada 21. novembrī", "21 November 2026".
fn dated(day: Date, lang: Lang) -> String {
    let form = if lang == Lang::Lv { DayForm::When } else { DayForm::What };
    date_in(day, form, YearShown::Shown, lang)
}

/// A subject without what e-mail puts before it.
fn on_its_own(subject: &str) -> &str {
    let marks = ["re:", "fw:", "fwd:"];
    let mut rest = subject.trim();
    while let Some(mark) = marks.iter().find(|mark| {
        rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark))
    }) {
        rest = rest[mark.len()..].trim_start();
    }
    if rest.is_empty() { subject } else { rest }
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
    let mut page =
        cx.page(words.ta("correspondence-print-of", &[("reference", letter.reference.as_str().into())]));
    page.notice = notice(asked.notice.as_deref(), words);
    html(&View {
        case,
        message,
        waits: paper.is_some_and(|paper| paper.posted_at.is_none()),
        posted: posted.unwrap_or_default(),
        letter,
        page,
    })
}

/// `GET /cases/{case}/letters/{message}/letter.pdf`: the same letter as pages ready to be printed.
pub(crate) async fn pdf(cx: EmployeeCx, Path((case, message)): Path<(CaseId, MessageId)>) -> PageResult {
    let OnPaper { letter, .. } = on_paper(&cx, case, message).await?;
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
    let found = solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
    let paper = store::find_paper(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    if !store::post_paper(&mut tx, message, cx.me.employee, cx.at).await? {
        return Err(WebError::Conflict("correspondence-print-posted-before"));
    }
    let entry = Entry::new(EventKind::MessagePosted, case, Some(found.branch)).with("message", message);
    record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
    let kind = match paper.planned_at {
        Some(_) => EventKind::MessageDelayTold,
        None => EventKind::MessageAnswered,
    };
    let entry = Entry::new(kind, case, Some(found.branch)).with("message", message);
    let entry = match paper.planned_at {
        Some(planned) => entry.with("planned_at", planned),
        None => entry,
    };
    record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
    solits_cases::refresh_due(&mut tx, case).await?;
    if kind == EventKind::MessageAnswered
        && let Some(written) = store::find_written(&mut tx, case, message).await?
    {
        let consultation = Consultation {
            case,
            channel: ChannelKind::Letter,
            employee: written.employee_id,
            began: written.at,
            ended: cx.at,
        };
        solits_cases::consulted(&mut tx, consultation).await?;
    }
    tx.signal(format!("case:{case}"));
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
