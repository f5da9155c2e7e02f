//! `/i/{institution}/case/message`: what a client and the institution wrote to each other in the client's own case, with
//! the files, and a form for more. The way in is the one of the case's page.

use askama::Template;
use axum::{extract::Path, http::HeaderMap};
use solits_cases::Case;
use solits_db::Tx;
use solits_i18n::Words;
use solits_web::{ClientAddress, Incoming, Notice, Page, PageResult, PublicCx, WebError, html, see_other};

use super::{
    blocked::ScanView,
    draft::{Draft, unprocessable},
    saved,
};
use crate::{
    actions::enclose::content_of,
    model::MessageId,
    portal::{
        attachments,
        joining::{self, Joined},
    },
    store::{self, FileLine, HoldsLine, MessageRow, OutLine},
};

const MOST_TEXT: usize = 8_000;
const HOUR_MS: i64 = 60 * 60_000;

struct FileView {
    href: String,
    name: String,
    size: String,
    scan: ScanView,
    holds: Vec<String>,
}

struct Said {
    is_ours: bool,
    who: String,
    when: String,
    subject: String,
    lines: Vec<String>,
    files: Vec<FileView>,
}

struct KeptView {
    place: i64,
    name: String,
}

#[derive(Template)]
#[template(path = "correspondence/client.html")]
struct View {
    page: Page,
    reference: String,
    base: String,
    said: Vec<Said>,
    key: String,
    kept: Vec<KeptView>,
    accept: String,
    is_over: bool,
    draft: Draft,
}

/// `GET /i/{institution}/case/message`
pub(crate) async fn show(cx: PublicCx, headers: HeaderMap) -> PageResult {
    let mut tx = cx.read().await?;
    let Some(case) = solits_cases::case_of_client(&mut tx, &cx, &headers).await? else {
        return Ok(see_other(&format!("/i/{}/case", cx.code)));
    };
    let key = cx.app.random.code(20);
    page(&cx, tx, case, key, Draft::default()).await
}

async fn page(cx: &PublicCx, tx: Tx, case: Case, key: String, draft: Draft) -> PageResult {
    told_page(cx, tx, case, key, draft, None).await
}

/// The page with what was typed, and what is to be said of all of it.
async fn told_page(
    cx: &PublicCx,
    mut tx: Tx,
    case: Case,
    key: String,
    draft: Draft,
    notice: Option<Notice>,
) -> PageResult {
    let words = cx.words;
    let messages = store::list_messages(&mut tx, case.id).await?;
    let files = store::list_files(&mut tx, case.id).await?;
    let holds = store::list_holds(&mut tx, case.id).await?;
    let leaving = store::list_leaving_of(&mut tx, case.id).await?;
    let kept = match attachments::form_hash(&key) {
        Some(form) => store::list_kept(&mut tx, &form).await?,
        None => Vec::new(),
    };
    drop(tx);
    let base = format!("/i/{}", cx.code);
    let shown = messages.into_iter().filter(|message| is_shown(message, &leaving, cx));
    let mut page = cx.page(words.t("correspondence-client-title"));
    page.notice = notice;
    html(&View {
        page,
        said: shown.map(|message| said(message, &files, &holds, &base, words)).collect(),
        kept: kept.into_iter().map(|file| KeptView { place: file.place, name: file.name }).collect(),
        accept: attachments::accepted(),
        is_over: !case.status.is_live(),
        reference: case.reference,
        base,
        key,
        draft,
    })
}

/// A letter of ours is shown once it has left: until then whoever wrote it may take it back.
fn is_shown(message: &MessageRow, leaving: &[OutLine], cx: &PublicCx) -> bool {
    let Some(line) = leaving.iter().find(|line| line.id == message.id) else { return true };
    match line.state.as_str() {
        "taken_back" => false,
        "waiting" => line.not_before <= cx.at,
        _ => true,
    }
}

fn said(message: MessageRow, files: &[FileLine], holds: &[HoldsLine], base: &str, words: Words) -> Said {
    let is_ours = message.direction == "out";
    let own = files.iter().filter(|file| file.message_id == message.id);
    let files = own.map(|file| FileView {
        href: format!("{base}/case/files/{}/{}", message.id, file.place),
        name: file.name.clone(),
        size: words.ta("correspondence-size", &[("kilobytes", (file.size / 1024 + 1).into())]),
        scan: ScanView::of(&file.scan, words),
        holds: holds
            .iter()
            .filter(|one| one.message_id == message.id && one.place == file.place)
            .flat_map(|one| one.holds.lines().map(str::to_owned))
            .collect(),
    });
    Said {
        files: files.collect(),
        who: words.t(if is_ours { "correspondence-client-we" } else { "correspondence-client-you" }),
        when: words.moment(message.at),
        subject: message.subject,
        lines: message.text.lines().map(str::to_owned).collect(),
        is_ours,
    }
}

/// `POST /i/{institution}/case/message`
pub(crate) async fn send(
    cx: PublicCx,
    source: ClientAddress,
    headers: HeaderMap,
    mut incoming: Incoming,
) -> PageResult {
    let mut tx = cx.read().await?;
    let Some(case) = solits_cases::case_of_client(&mut tx, &cx, &headers).await? else {
        return Ok(see_other(&format!("/i/{}/case", cx.code)));
    };
    drop(tx);
    let refused = attachments::take(&cx.app, cx.institution, &source, &mut incoming).await?;
    let fields = incoming.fields().await?;
    let key = fields.get("key").to_owned();
    let form = attachments::form_hash(&key).ok_or(WebError::BadRequest)?;
    let mut draft = Draft::of(fields);
    for file in &refused {
        draft.refuse(&file.field, file.words(cx.words));
    }
    let mut tx = cx.write().await?;
    for place in draft.all("drop").filter_map(|place| place.parse().ok()).collect::<Vec<i64>>() {
        store::drop_kept(&mut tx, &form, place).await?;
    }
    let kept = store::list_kept(&mut tx, &form).await?;
    let text = draft.optional_text("text", MOST_TEXT, cx.words);
    if text.is_empty() && kept.is_empty() && draft.errors.is_empty() {
        draft.refuse("text", cx.words.t("correspondence-client-nothing"));
    }
    if !draft.errors.is_empty() {
        tx.commit().await?;
        let tx = cx.read().await?;
        return Ok(unprocessable(page(&cx, tx, case, key, draft).await?));
    }
    let name = format!("case-message:{}:{source}", cx.institution);
    if let Err(refusal) = cx.app.limiter.take(&name, cx.app.config.limits.case_messages, HOUR_MS, cx.at) {
        tx.commit().await?;
        let tx = cx.read().await?;
        let notice = Some(refusal.notice_for_client(cx.words));
        let page = told_page(&cx, tx, case, key, draft, notice).await?;
        return Ok(refusal.on_page(page));
    }
    let text = if text.is_empty() { cx.words.t("correspondence-client-only-files") } else { text };
    let joined = joining::join(&mut tx, &cx.app, &cx.actor(), &case, &text, &form).await?;
    tx.commit().await?;
    if joined == Joined::NoRoom {
        draft.refuse("files", Joined::no_room(&cx.app, cx.words));
        let tx = cx.read().await?;
        return Ok(unprocessable(page(&cx, tx, case, key, draft).await?));
    }
    Ok(see_other(&format!("/i/{}/case/view?notice=sent", cx.code)))
}

/// `GET /i/{institution}/case/files/{message}/{place}`: a file of the client's own case, to be saved.
pub(crate) async fn file(
    cx: PublicCx,
    headers: HeaderMap,
    Path((_, message, place)): Path<(String, MessageId, i64)>,
) -> PageResult {
    let mut tx = cx.read().await?;
    let case = solits_cases::case_of_client(&mut tx, &cx, &headers).await?.ok_or(WebError::NotFound)?;
    let leaving = store::list_leaving_of(&mut tx, case.id).await?;
    let messages = store::list_messages(&mut tx, case.id).await?;
    let own = messages.iter().find(|one| one.id == message).ok_or(WebError::NotFound)?;
    if !is_shown(own, &leaving, &cx) {
        return Err(WebError::NotFound);
    }
    let found = store::find_file(&mut tx, case.id, message, place).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    let name = found.name.clone();
    saved(&name, content_of(found, place).await?)
}
