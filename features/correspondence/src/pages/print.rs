//! `/cases/{case}/letters/{message}/print`: a letter of ours on paper, in the institution's style; and giving it to the
//! post.

use askama::Template;
use axum::extract::{Path, Query};
use solits_access::{Look, look};
use solits_cases::Consultation;
use solits_journal::{Entry, record};
use solits_kernel::CaseId;
use solits_standard::{event::EventKind, model::ChannelKind};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    draft::{Asked, notice},
    reply::around,
};
use crate::{model::MessageId, store};

#[derive(Template)]
#[template(path = "correspondence/print.html")]
struct View {
    page: Page,
    case: CaseId,
    message: MessageId,
    institution: String,
    parent: String,
    particulars: Vec<String>,
    window: Vec<String>,
    place_and_day: String,
    reference: String,
    subject: String,
    paragraphs: Vec<Vec<String>>,
    files: Vec<String>,
    /// Whether it goes by post and has not been given to it yet.
    waits: bool,
    posted: String,
}

/// `GET /cases/{case}/letters/{message}/print`
pub(crate) async fn show(
    cx: EmployeeCx,
    Path((case, message)): Path<(CaseId, MessageId)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let words = cx.words;
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &cx, case).await?;
    let written = store::find_our_letter(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    let paper = store::find_paper(&mut tx, case, message).await?;
    let files = store::list_files(&mut tx, case).await?;
    let poster = match paper.as_ref().and_then(|paper| paper.posted_by) {
        Some(by) => solits_organisation::find_employee(&mut tx, by).await?.map(|one| one.name),
        None => None,
    };
    drop(tx);
    let lang = around.lang;
    let profile = &around.institution.profile;
    let particulars =
        [&profile.registration, &profile.address, &profile.phone, &profile.email, &profile.website];
    let window = paper.as_ref().map_or_else(|| written.recipient.clone(), |paper| paper.addressee.clone());
    let sent_when = paper.as_ref().and_then(|paper| paper.posted_at).map(|at| {
        words.ta(
            "correspondence-print-posted",
            &[("at", words.moment(at).into()), ("by", poster.unwrap_or_default().into())],
        )
    });
    let mut page =
        cx.page(words.ta("correspondence-print-of", &[("reference", around.case.reference.as_str().into())]));
    page.notice = notice(asked.notice.as_deref(), words);
    html(&View {
        case,
        message,
        institution: around.institution.name.get(lang).to_owned(),
        parent: profile.parent_body.get(lang).to_owned(),
        particulars: particulars.into_iter().filter(|one| !one.is_empty()).cloned().collect(),
        window: window.lines().map(str::to_owned).collect(),
        place_and_day: words.date(written.at.day()),
        reference: around.case.reference.clone(),
        subject: written.subject,
        paragraphs: written
            .text
            .split("\n\n")
            .map(|paragraph| paragraph.lines().map(str::to_owned).collect())
            .collect(),
        files: files.into_iter().filter(|file| file.message_id == message).map(|file| file.name).collect(),
        waits: paper.is_some_and(|paper| paper.posted_at.is_none()),
        posted: sent_when.unwrap_or_default(),
        page,
    })
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
