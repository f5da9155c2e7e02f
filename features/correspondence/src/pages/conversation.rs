//! `/cases/{case}/letters`: what was said in a case, by either side, with the files and how our letters fare.

use askama::Template;
use axum::extract::{Path, Query};
use solits_access::{Look, look};
use solits_i18n::Words;
use solits_kernel::{CaseId, Timestamp};
use solits_web::{EmployeeCx, Page, PageResult, UndoForm, WebError, html};
use solits_written::{
    nature::{Form as LegalForm, Matter, Way},
    wish::{Reach, call_wish},
};

use super::{
    aside::{self, ClientView},
    blocked::ScanView,
    draft::{Asked, Draft, notice},
    meeting::{self, MeetingView},
    nature::{doubts, kept, why_words},
    returned,
    unsent::{self, Told},
};
use crate::{
    actions::meeting::Said as SaidHere,
    intake,
    store::{self, FileLine, MessageRow, OutLine, Paper},
};

struct FileView {
    href: String,
    name: String,
    size: String,
    scan: ScanView,
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
    /// Where it stands as it was formatted; empty where it came as plain text.
    formatted: String,
    attention: Vec<String>,
    fate: String,
    badge: &'static str,
    /// Why it has not left; empty where it has, and where nobody has tried yet.
    told: Told,
    /// Where it can be taken back while it has not left; empty where it cannot.
    take_back: String,
    /// Where it stands as a page to print; empty for the client's own.
    print: String,
}

struct NatureView {
    way: String,
    form: String,
    matter: String,
    reasons: Vec<String>,
    doubts: Vec<String>,
    is_confirmed: bool,
}

/// A case that this one may belong to.
struct OtherView {
    id: CaseId,
    reference: String,
    subject: String,
    /// Why it may; empty where it is named.
    why: String,
}

/// A letter of ours that did not arrive.
struct ReturnedView {
    href: String,
    recipient: String,
    when: String,
    reason: String,
    settled: String,
}

/// The client asks to be called.
struct WishView {
    words: String,
    /// Where the call is written down; empty where the answer goes by e-mail.
    href: String,
}

struct PartyView {
    address: String,
    is_unreachable: bool,
}

#[derive(Template)]
#[template(path = "correspondence/conversation.html")]
struct View {
    page: Page,
    /// What a frame with a letter may do.
    sandbox: &'static str,
    case: CaseId,
    reference: String,
    said: Vec<Said>,
    nature: Option<NatureView>,
    may_belong: Vec<OtherView>,
    /// Where what was said here has gone; empty while it is here.
    joined_into: String,
    joined_reference: String,
    version: i64,
    /// Bodies that a part of the matter is for.
    referred: Vec<String>,
    /// Those nobody has seen to, first; then those that are settled.
    returned: Vec<ReturnedView>,
    wish: Option<WishView>,
    meetings: Vec<MeetingView>,
    /// What is wrong with what was typed into a form of the page.
    errors: Vec<(String, String)>,
    is_live: bool,
    /// Whether an answer may have been given: it is not before a decision that is awaited.
    may_be_answered: bool,
    parties: Vec<PartyView>,
    client: ClientView,
}

/// `GET /cases/{case}/letters`
pub(crate) async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, id, asked.notice.as_deref(), &Draft::default()).await
}

/// The page, with what was just done and what was typed.
pub(super) async fn page(cx: &EmployeeCx, id: CaseId, done: Option<&str>, draft: &Draft) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let words = cx.words;
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let messages = store::list_messages(&mut tx, id).await?;
    let files = store::list_files(&mut tx, id).await?;
    let leaving = store::list_leaving_of(&mut tx, id).await?;
    let papers = store::list_papers(&mut tx, id).await?;
    let returned = store::list_returned_of(&mut tx, id).await?;
    let nature = intake::nature_row(&mut tx, &case).await?;
    let awaits_ruling = solits_cases::awaits_ruling(&mut tx, &case).await?;
    let parties = store::list_parties(&mut tx, id).await?;
    let client = aside::client_view(&mut tx, cx, &case).await?;
    let may_belong = match nature.as_ref().filter(|_| case.status != solits_cases::Status::Closed) {
        Some(nature) => intake::may_belong(&mut tx, id, &nature.may_belong).await?,
        None => Vec::new(),
    };
    let hint = match nature.as_ref().filter(|nature| nature.confirmed_at.is_none()) {
        Some(nature) => intake::hint_of(&mut tx, id, nature).await?,
        None => None,
    };
    // Where it went is told to whoever may see that case.
    let joined = match store::find_join(&mut tx, id).await? {
        Some(into) => solits_cases::find(&mut tx, into).await?,
        None => None,
    };
    let referred = store::list_bodies(&mut tx, id).await?;
    let here = SaidHere { messages: &messages, files: &files, leaving: &leaving };
    let meetings = meeting::views(&mut tx, words, &case, here, draft).await?;
    drop(tx);
    let mut page =
        cx.page(words.ta("correspondence-of-case", &[("reference", case.reference.as_str().into())]));
    page.notice = notice(done, words);
    // What was just sent can be taken back where it is told, for as long as it has not left.
    let last = leaving
        .iter()
        .rev()
        .find(|line| line.state == "waiting" && line.not_before > cx.at && line.kind == "reply");
    if let (Some("sent"), Some(line), Some(notice)) = (done, last, page.notice.as_mut()) {
        notice.undo = Some(UndoForm {
            action: format!("/cases/{id}/letters/{}/take-back", line.id),
            label: words.t("correspondence-take-back"),
            seconds: line.not_before.since(cx.at) / 1000,
            fields: Vec::new(),
        });
    }
    page.live = Some(format!("/live?topics=case:{id}"));
    let is_live = case.status.is_live();
    html(&View {
        sandbox: super::formatted::SANDBOX,
        wish: wish(id, &messages, words).filter(|_| is_live),
        meetings,
        errors: draft.errors.clone(),
        is_live,
        may_be_answered: is_live && !awaits_ruling,
        returned: returned.iter().map(|one| returned_view(id, one, words)).collect(),
        said: messages
            .into_iter()
            .map(|message| {
                let came_back = returned.iter().any(|one| one.id == message.id);
                let one = said(cx, id, message, &files, &leaving, &papers);
                // What the relay took and the reader's server did not is not with the reader.
                if came_back {
                    Said { fate: words.t("correspondence-unreachable"), badge: "late", ..one }
                } else {
                    one
                }
            })
            .collect(),
        nature: nature.map(|nature| nature_view(&nature, hint.as_ref(), words)),
        may_belong: may_belong
            .into_iter()
            .map(|(case, why)| OtherView {
                id: case.id,
                reference: case.reference,
                subject: case.subject,
                why: why_words(why, words),
            })
            .collect(),
        joined_into: joined.as_ref().map(|into| format!("/cases/{}/letters", into.id)).unwrap_or_default(),
        joined_reference: joined.map(|into| into.reference).unwrap_or_default(),
        version: case.version,
        referred,
        parties: parties
            .into_iter()
            .map(|party| PartyView {
                address: format!("{}@{}", party.address.local(), party.address.shown_domain()),
                is_unreachable: party.is_unreachable,
            })
            .collect(),
        client,
        case: id,
        reference: case.reference,
        page,
    })
}

fn said(
    cx: &EmployeeCx,
    case: CaseId,
    message: MessageRow,
    files: &[FileLine],
    leaving: &[OutLine],
    papers: &[Paper],
) -> Said {
    let words = cx.words;
    let is_ours = message.direction == "out";
    let (lines, rest) = if is_ours { (lines(&message.text), Vec::new()) } else { split(&message.text) };
    let own = |file: &&FileLine| file.message_id == message.id;
    // A letter that holds something blocked is shown as text alone.
    let is_blocked = files.iter().filter(own).any(FileLine::is_blocked);
    let files = files.iter().filter(own).map(|file| FileView {
        href: format!("/cases/{case}/letters/{}/files/{}", message.id, file.place),
        name: file.name.clone(),
        size: words.ta("correspondence-size", &[("kilobytes", (file.size / 1024 + 1).into())]),
        scan: ScanView::of(&file.scan, words),
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
    let paper = papers.iter().find(|paper| paper.id == message.id);
    let still_here = fate.filter(|line| matches!(line.state.as_str(), "waiting" | "given_up"));
    let told = still_here.map(|line| unsent::told(&line.state, &line.said, words)).unwrap_or_default();
    let (fate, badge) = match (fate, paper.map(|paper| paper.posted_at)) {
        (Some(line), _) => fate_words(line, cx.at, words),
        (None, Some(Some(at))) => {
            (words.ta("correspondence-posted-at", &[("at", words.moment(at).into())]), "good")
        }
        (None, Some(None)) => (words.t("correspondence-to-post"), "soon"),
        // Given without the program, and registered here.
        (None, None) if is_ours => (words.t(&format!("correspondence-way-{}", message.way)), "plain"),
        (None, None) => <_>::default(),
    };
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
        formatted: if message.letter_id.is_some() && message.is_formatted != Some(0) && !is_blocked {
            format!("/cases/{case}/letters/{}/formatted", message.id)
        } else {
            String::new()
        },
        original: message
            .letter_id
            .filter(|_| !is_blocked)
            .map(|_| format!("/cases/{case}/letters/{}/original", message.id))
            .unwrap_or_default(),
        attention: message.attention.split(',').filter_map(|code| attention(code, words)).collect(),
        fate,
        badge,
        told,
        take_back,
        print: if is_ours { format!("/cases/{case}/letters/{}/print", message.id) } else { String::new() },
    }
}

/// What whoever reads a letter should know before trusting it.
fn attention(code: &str, words: Words) -> Option<String> {
    Some(solits_mail::Attention::of(code)?.words().get(words.0).to_owned())
}

fn returned_view(case: CaseId, one: &store::Returned, words: Words) -> ReturnedView {
    ReturnedView {
        href: format!("/cases/{case}/letters/{}/returned", one.id),
        recipient: one.recipient.clone(),
        when: words.moment(one.at),
        reason: returned::reason_words(&one.reason, words),
        settled: returned::settled_words(one, "", words),
    }
}

/// What the client's last letter asks for, where it wants an answer by telephone (G-20) and nobody has written since.
fn wish(case: CaseId, messages: &[MessageRow], words: Words) -> Option<WishView> {
    let last = messages.iter().rfind(|one| one.is_automatic == 0)?;
    if last.direction != "in" {
        return None;
    }
    let wish = call_wish(&own_words(&last.text))?;
    let number = wish.number.clone().unwrap_or_default();
    let args = [("number", number.as_str().into())];
    let said = match (wish.reach, number.is_empty()) {
        (Reach::Home, true) => words.t("correspondence-wish-call-without"),
        (Reach::Home, false) => words.ta("correspondence-wish-call", &args),
        (Reach::Foreign, _) => words.ta("correspondence-wish-foreign", &args),
        (Reach::Roaming, _) => words.t("correspondence-wish-roaming"),
    };
    let href = if wish.is_answered_in_writing() {
        String::new()
    } else {
        format!("/callbacks/new?case={case}&phone={}", number.replace('+', "%2B"))
    };
    Some(WishView { words: said, href })
}

fn fate_words(line: &OutLine, now: Timestamp, words: Words) -> (String, &'static str) {
    match line.state.as_str() {
        "sent" => (words.t("correspondence-sent"), "good"),
        "given_up" => (words.t("correspondence-given-up"), "late"),
        "taken_back" => (words.t("correspondence-taken-back"), "plain"),
        _ if line.tries > 0 => (words.t("correspondence-waiting"), "soon"),
        // One that leaves in some seconds leaves now.
        _ if line.not_before > now.plus_minutes(1) => {
            let at = words.moment(line.not_before);
            (words.ta("correspondence-waiting-until", &[("at", at.into())]), "plain")
        }
        _ => (words.t("correspondence-waiting"), "plain"),
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// What is new in a message, line by line.
pub(super) fn own_lines(text: &str) -> Vec<String> {
    split(text).0
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

/// What the author wrote, the signature too: telephone numbers stand there.
fn own_words(text: &str) -> String {
    use solits_mail::quoting::Kind;
    let pieces = solits_mail::quoting::split(text).into_iter();
    let own = pieces.filter(|piece| matches!(piece.kind, Kind::New | Kind::Signature));
    own.filter_map(|piece| text.get(piece.range)).collect()
}

fn nature_view(nature: &store::NatureRow, hint: Option<&intake::Hint>, words: Words) -> NatureView {
    let said =
        |text: Option<solits_kernel::Text>| text.map(|text| text.get(words.0).to_owned()).unwrap_or_default();
    NatureView {
        way: Way::parse(&nature.way)
            .map_or_else(String::new, |way| words.t(&format!("correspondence-way-{}", way.code()))),
        form: said(LegalForm::parse(&nature.form).map(LegalForm::words)),
        matter: said(Matter::parse(&nature.matter).map(Matter::words)),
        reasons: kept(&nature.reasons, words),
        doubts: doubts(nature, hint, words),
        is_confirmed: nature.confirmed_at.is_some(),
    }
}
