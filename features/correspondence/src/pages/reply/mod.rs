//! `/cases/{case}/reply`: a reply in the order the standard prescribes, looked over before it leaves.
//!
//! What is typed is kept as it is sent, and every few seconds where there is script: a refused reply, a look at what the
//! standard says of it, and a draft left for tomorrow are all the author's own. A letter stays for some seconds, or until
//! the moment its author has chosen, and can be taken back until then.

mod files;
mod keep;
mod looked;
mod view;

use axum::{extract::Path, response::Response};
use solits_access::{Look, look};
use solits_db::Tx;
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use solits_web::{EmployeeCx, Fields, Form, Incoming, PageResult, WebError, see_other};
use solits_written::reply::Finding;

pub(super) use self::looked::of_letter;
use self::view::Shown;
use super::draft::{Draft, unprocessable};
use crate::{
    actions::{
        around::{Around, around},
        compose::{Sends, judge, look_over, where_to},
        leave::{self, Leave, Left},
        parts::{Mend, Parts},
        words::insert_template,
    },
    hand::Hand,
    model::{MessageId, TemplateId},
    store,
};

/// What was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Press {
    /// Keep it and say what the standard thinks of it.
    Look,
    /// Let it leave by e-mail.
    Send,
    /// Make a letter on paper of it.
    Print,
    /// Put a template into it.
    Insert(Option<TemplateId>),
    /// Replace a piece of text.
    Mend(String),
    /// Add a phrase the standard recommends.
    Say(String),
    /// Exchange the draft with what another window had typed.
    Restore,
    /// Let go of what another window had typed.
    Drop,
    /// Take a file away.
    Remove(i64),
    /// Add a file of the case, or those chosen in the form.
    Attach(Option<(MessageId, i64)>),
}

impl Press {
    fn of(fields: &Fields) -> Self {
        let given = |name: &str| Some(fields.get(name).to_owned()).filter(|value| !value.is_empty());
        if fields.has("send") {
            Self::Send
        } else if fields.has("print") {
            Self::Print
        } else if fields.has("insert") {
            Self::Insert(fields.parse("template"))
        } else if let Some(mend) = given("mend") {
            Self::Mend(mend)
        } else if let Some(say) = given("say") {
            Self::Say(say)
        } else if fields.has("restore") {
            Self::Restore
        } else if fields.has("drop") {
            Self::Drop
        } else if let Some(place) = fields.parse("remove") {
            Self::Remove(place)
        } else if fields.has("attach") {
            let earlier = fields.get("earlier").split_once('/');
            Self::Attach(
                earlier.and_then(|(message, place)| Some((message.parse().ok()?, place.parse().ok()?))),
            )
        } else {
            Self::Look
        }
    }

    /// How the reply is to leave.
    const fn sends(&self) -> Sends {
        match self {
            Self::Send => Sends::Email,
            Self::Print => Sends::Paper,
            _ => Sends::NotYet,
        }
    }
}

/// `GET /cases/{case}/reply`
pub(crate) async fn form(cx: EmployeeCx, Path(id): Path<CaseId>) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &Hand::of(&cx), id).await?;
    let kept = store::find_reply(&mut tx, id, cx.me.employee).await?;
    let shelf = files::shelf(&mut tx, &cx, id).await?;
    drop(tx);
    let draft = if let Some(kept) = &kept {
        keep::draft_of(kept)
    } else {
        let parts = around.beginning();
        Draft::filled(&[
            ("subject", parts.subject),
            ("opening", parts.opening),
            ("main", parts.main),
            ("ending", parts.ending),
        ])
    };
    let shown = Shown { remarks: None, misspelt: Some(Vec::new()), kept, shelf };
    view::page(&cx, &around, draft, &shown)
}

/// `POST /cases/{case}/reply`: kept, looked over, changed, or sent, by the button that was pressed.
pub(crate) async fn submit(cx: EmployeeCx, Path(id): Path<CaseId>, mut incoming: Incoming) -> PageResult {
    let mut sent = Vec::new();
    while let Some(file) = incoming.next_file().await? {
        sent.push(file);
    }
    let fields = incoming.fields().await?;
    let version: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let press = Press::of(&fields);
    let hand = Hand::of(&cx);
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &hand, id).await?;
    drop(tx);
    let mut parts = Parts::of(&fields);
    pressed(&press, &mut parts, &around, &hand);
    let mut draft = with_parts(&fields, &parts);
    let leaving = where_to(press.sends(), &around, &mut draft, cx.words);
    let kept = keep::keep(&cx, &around, &mut draft, &parts, &leaving, &press).await?;
    files::change(&cx, &around, &mut draft, &press, sent).await?;
    let mut tx = cx.read().await?;
    let shelf = files::shelf(&mut tx, &cx, id).await?;
    drop(tx);
    // After an exchange the texts are the other window's.
    if press == Press::Restore
        && let Some(kept) = &kept
    {
        parts = keep::parts_of(kept);
        draft = with_parts(&fields, &parts);
    }
    let names: Vec<String> = shelf.files.iter().map(|file| file.name.clone()).collect();
    let looked = look_over(&around, &draft, &parts, &leaving, &names).await?;
    if press.sends() != Sends::NotYet {
        let sends_at = judge(&hand, &around, &mut draft, &parts, &looked);
        // What another window typed is shown before anything leaves.
        let is_displaced = kept.as_ref().is_some_and(|kept| !kept.displaced.is_empty());
        if is_displaced && !draft.get("seen_displaced").contains('1') {
            draft.refuse("displaced", cx.words.t("correspondence-reply-displaced-first"));
        }
        if draft.errors.is_empty()
            && let Some(sends_at) = sends_at
        {
            let misspelt = looked.misspelt.map_or(0, |found| found.len());
            let (around, parts, leaving) = (&around, &parts, &leaving);
            let files = Vec::new();
            let leave = Leave { around, parts, leaving, version, sends_at, misspelt, files };
            return send(&cx, &hand, leave).await;
        }
        let shown = Shown { remarks: Some(looked.remarks), misspelt: looked.misspelt, kept, shelf };
        return Ok(unprocessable(view::page(&cx, &around, draft, &shown)?));
    }
    let is_wrong = !draft.errors.is_empty();
    let shown = Shown { remarks: Some(looked.remarks), misspelt: looked.misspelt, kept, shelf };
    let page = view::page(&cx, &around, draft, &shown)?;
    Ok(if is_wrong { unprocessable(page) } else { page })
}

/// Lets it leave, with the files of its author's draft.
async fn send(cx: &EmployeeCx, hand: &Hand, leave: Leave<'_>) -> PageResult {
    let (id, sends_at) = (leave.around.case.id, leave.sends_at);
    let mut tx = cx.write().await?;
    let files = store::read_draft_files(&mut tx, id, cx.me.employee).await?;
    match leave::leave(&mut tx, hand, Leave { files, ..leave }).await? {
        Left::Paper(message) => {
            store::forget_reply(&mut tx, id, cx.me.employee).await?;
            tx.commit().await?;
            Ok(see_other(&format!("/cases/{id}/letters/{message}/print")))
        }
        Left::Letters { is_later, .. } => {
            keep_until_it_leaves(&mut tx, id, cx.me.employee, sends_at).await?;
            tx.commit().await?;
            Ok(letters_of(id, if is_later { "scheduled" } else { "sent" }))
        }
    }
}

/// The draft stays until the letter has left, so that one taken back is whole again.
async fn keep_until_it_leaves(
    tx: &mut Tx,
    case: CaseId,
    author: EmployeeId,
    leaves_at: Timestamp,
) -> Result<(), WebError> {
    if let Some(kept) = store::find_reply(tx, case, author).await? {
        let kept = store::KeptReply { leaves_at: Some(leaves_at), displaced: String::new(), ..kept };
        store::keep_reply(tx, case, author, &kept).await?;
    }
    Ok(())
}

/// `POST /cases/{case}/letters/{message}/take-back`: while it has not left.
pub(crate) async fn take_back(
    cx: EmployeeCx,
    Path((case, message)): Path<(CaseId, MessageId)>,
    Form(_): Form,
) -> PageResult {
    let mut tx = cx.write().await?;
    leave::take_back(&mut tx, &Hand::of(&cx), case, message).await?;
    tx.commit().await?;
    Ok(letters_of(case, "taken-back"))
}

/// `POST /cases/{case}/reply/keep`: what is typed is kept while its author goes on typing, and looked over.
pub(crate) async fn keep(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &Hand::of(&cx), id).await?;
    drop(tx);
    let parts = Parts::of(&fields);
    let mut draft = with_parts(&fields, &parts);
    let is_whole = fields.has("looked");
    let leaving = where_to(Sends::NotYet, &around, &mut draft, cx.words);
    draft.errors.clear();
    let kept = keep::keep(&cx, &around, &mut draft, &parts, &leaving, &Press::Look).await?;
    let mut tx = cx.read().await?;
    let shelf = files::shelf(&mut tx, &cx, id).await?;
    drop(tx);
    let names: Vec<String> = shelf.files.iter().map(|file| file.name.clone()).collect();
    let mut looked = look_over(&around, &draft, &parts, &leaving, &names).await?;
    if !is_whole {
        // What is not there yet is no mistake of somebody who is still writing.
        looked.remarks.retain(|remark| {
            matches!(
                remark.finding,
                Finding::PhraseToAvoid(_) | Finding::PlaceholderLeft(_) | Finding::SmallYou
            )
        });
    }
    let shown = Shown { remarks: Some(looked.remarks), misspelt: looked.misspelt, kept, shelf };
    looked::fragment(&cx, &around, &draft, &shown, is_whole)
}

/// What a button did to the texts.
fn pressed(press: &Press, parts: &mut Parts, around: &Around, hand: &Hand) {
    match press {
        Press::Mend(value) => {
            if let Some(mend) = Mend::parse(value) {
                parts.mend(&mend);
            }
        }
        Press::Say(value) => {
            if let Some(words) = view::phrase(around, value) {
                parts.append("ending", &words);
            }
        }
        Press::Insert(Some(id)) => {
            insert_template(parts, around, hand, *id);
        }
        _ => {}
    }
}

/// The form as it was typed, with the texts as they are now.
fn with_parts(fields: &Fields, parts: &Parts) -> Draft {
    let mut pairs: Vec<(String, String)> = fields
        .pairs()
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "subject" | "opening" | "main" | "ending"))
        .cloned()
        .collect();
    pairs.extend(parts.each().map(|(_, name, text)| (name.to_owned(), text.to_owned())));
    Draft::of(pairs.into())
}

/// Where the letters of a case are.
fn letters_of(case: CaseId, notice: &str) -> Response {
    see_other(&format!("/cases/{case}/letters?notice={notice}"))
}
