//! `/cases/{case}/letters`: what was said in a case, by either side, with the files and how our letters fare.

use askama::Template;
use axum::extract::{Path, Query};
use solits_access::{Look, look};
use solits_i18n::Words;
use solits_kernel::{CaseId, Lang};
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};
use solits_written::nature::{Form as LegalForm, Matter, Way};

use super::{
    draft::{Asked, notice},
    saved,
};
use crate::{
    intake::KeptReason,
    model::MessageId,
    store::{self, FileLine, MessageRow, OutLine},
};

struct FileView {
    href: String,
    name: String,
    size: String,
}

struct Said {
    is_ours: bool,
    is_automatic: bool,
    who: String,
    when: String,
    subject: String,
    lines: Vec<String>,
    /// What was quoted or signed under it, folded away.
    rest: Vec<String>,
    files: Vec<FileView>,
    original: String,
    attention: Vec<String>,
    fate: String,
    badge: &'static str,
    /// Where it can be taken back while it has not left; empty where it cannot.
    take_back: String,
}

struct NatureView {
    way: String,
    form: String,
    matter: String,
    reasons: Vec<String>,
    doubts: Vec<String>,
    may_belong: Vec<String>,
}

struct PartyView {
    address: String,
    is_unreachable: bool,
}

#[derive(Template)]
#[template(path = "correspondence/conversation.html")]
struct View {
    page: Page,
    case: CaseId,
    reference: String,
    said: Vec<Said>,
    nature: Option<NatureView>,
    parties: Vec<PartyView>,
}

/// `GET /cases/{case}/letters`
pub(crate) async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let words = cx.words;
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let messages = store::list_messages(&mut tx, id).await?;
    let files = store::list_files(&mut tx, id).await?;
    let leaving = store::list_leaving_of(&mut tx, id).await?;
    let nature = store::find_nature(&mut tx, id).await?;
    let parties = store::list_parties(&mut tx, id).await?;
    drop(tx);
    let mut page =
        cx.page(words.ta("correspondence-of-case", &[("reference", case.reference.as_str().into())]));
    page.notice = notice(asked.notice.as_deref(), words);
    page.live = Some(format!("/live?topics=case:{id}"));
    html(&View {
        said: messages.into_iter().map(|message| said(&cx, id, message, &files, &leaving)).collect(),
        nature: nature.map(|nature| nature_view(&nature, words)),
        parties: parties
            .into_iter()
            .map(|party| PartyView {
                address: format!("{}@{}", party.address.local(), party.address.shown_domain()),
                is_unreachable: party.is_unreachable,
            })
            .collect(),
        case: id,
        reference: case.reference,
        page,
    })
}

fn said(cx: &EmployeeCx, case: CaseId, message: MessageRow, files: &[FileLine], leaving: &[OutLine]) -> Said {
    let words = cx.words;
    let is_ours = message.direction == "out";
    let (lines, rest) = if is_ours { (lines(&message.text), Vec::new()) } else { split(&message.text) };
    let own = |file: &&FileLine| file.message_id == message.id;
    let files = files.iter().filter(own).map(|file| FileView {
        href: format!("/cases/{case}/letters/{}/files/{}", message.id, file.place),
        name: file.name.clone(),
        size: words.ta("correspondence-size", &[("kilobytes", (file.size / 1024 + 1).into())]),
    });
    let fate = leaving.iter().find(|line| line.id == message.id);
    let mine = message.employee_id == Some(cx.me.employee);
    let waits =
        fate.is_some_and(|line| line.state == "waiting" && line.not_before > cx.at && line.tries == 0);
    let take_back = if mine && waits && message.is_automatic == 0 {
        format!("/cases/{case}/letters/{}/take-back", message.id)
    } else {
        String::new()
    };
    let (fate, badge) = fate.map(|line| fate_words(line, words)).unwrap_or_default();
    let from = match (message.author_name.is_empty(), message.author_address.is_empty()) {
        (false, false) => format!("{} <{}>", message.author_name, message.author_address),
        (false, true) => message.author_name,
        (true, false) => message.author_address,
        (true, true) => words.t("correspondence-author-unknown"),
    };
    let who = if is_ours { format!("{from} → {}", message.recipient) } else { from };
    Said {
        is_ours,
        is_automatic: message.is_automatic != 0,
        who,
        when: words.moment(message.at),
        subject: message.subject,
        lines,
        rest,
        files: files.collect(),
        original: message
            .letter_id
            .map(|_| format!("/cases/{case}/letters/{}/original", message.id))
            .unwrap_or_default(),
        attention: message.attention.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
        fate,
        badge,
        take_back,
    }
}

fn fate_words(line: &OutLine, words: Words) -> (String, &'static str) {
    match line.state.as_str() {
        "sent" => (words.t("correspondence-sent"), "good"),
        "given_up" => {
            (words.ta("correspondence-given-up-because", &[("said", line.said.as_str().into())]), "late")
        }
        "taken_back" => (words.t("correspondence-taken-back"), "plain"),
        _ if line.tries > 0 => {
            (words.ta("correspondence-waiting-because", &[("said", line.said.as_str().into())]), "soon")
        }
        _ => (words.t("correspondence-waiting"), "plain"),
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// What is new in a client's letter, and what was quoted or signed.
fn split(text: &str) -> (Vec<String>, Vec<String>) {
    use solits_mail::quoting::Kind;
    let (mut new, mut rest) = (String::new(), String::new());
    for piece in solits_mail::quoting::split(text) {
        let words = text.get(piece.range).unwrap_or_default();
        if matches!(piece.kind, Kind::New | Kind::Forwarded) {
            new.push_str(words);
        } else {
            rest.push_str(words);
        }
    }
    // A letter in which nothing is new is shown whole.
    if new.trim().is_empty() {
        (lines(text), Vec::new())
    } else {
        (lines(new.trim_end()), lines(rest.trim()))
    }
}

fn nature_view(nature: &store::NatureRow, words: Words) -> NatureView {
    let texts = |json: &str| -> Vec<String> {
        let all: Vec<KeptReason> = serde_json::from_str(json).unwrap_or_default();
        all.into_iter().map(|one| if words.0 == Lang::Lv { one.lv } else { one.en }).collect()
    };
    let said =
        |text: Option<solits_kernel::Text>| text.map(|text| text.get(words.0).to_owned()).unwrap_or_default();
    NatureView {
        way: Way::parse(&nature.way)
            .map_or_else(String::new, |way| words.t(&format!("correspondence-way-{}", way.code()))),
        form: said(LegalForm::parse(&nature.form).map(LegalForm::words)),
        matter: said(Matter::parse(&nature.matter).map(Matter::words)),
        reasons: texts(&nature.reasons),
        doubts: texts(&nature.doubts),
        may_belong: serde_json::from_str(&nature.may_belong).unwrap_or_default(),
    }
}

/// `GET /cases/{case}/letters/{message}/original`
pub(crate) async fn original(cx: EmployeeCx, Path((case, message)): Path<(CaseId, MessageId)>) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let mut tx = cx.read().await?;
    solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
    let raw = store::find_raw_of(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    saved(&format!("{message}.eml"), raw)
}

/// `GET /cases/{case}/letters/{message}/files/{place}`
pub(crate) async fn file(
    cx: EmployeeCx,
    Path((case, message, place)): Path<(CaseId, MessageId, i64)>,
) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let mut tx = cx.read().await?;
    solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
    let found = store::find_file(&mut tx, case, message, place).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    let content = match (found.content, found.raw) {
        (Some(content), _) => content,
        (None, Some(raw)) => attached(raw, place).await?,
        (None, None) => return Err(WebError::NotFound),
    };
    saved(&found.name, content)
}

/// The bytes of a file that lies in a letter.
async fn attached(raw: Vec<u8>, place: i64) -> Result<Vec<u8>, WebError> {
    let found = tokio::task::spawn_blocking(move || {
        let letter = solits_mail::read(&raw);
        let place = usize::try_from(place).ok()?;
        letter.attachments.get(place).map(|file| file.content(&raw))
    });
    found.await.map_err(|error| WebError::Unforeseen(error.to_string()))?.ok_or(WebError::NotFound)
}
