//! `/cases/{case}/reply`: a reply in the order the standard prescribes, looked over before it leaves.
//!
//! What is typed is kept as it is sent, and every few seconds where there is script: a refused reply, a look at what the
//! standard says of it, and a draft left for tomorrow are all the author's own. A letter stays for some seconds, or until
//! the moment its author has chosen, and can be taken back until then.

mod around;
mod files;
mod keep;
mod leave;
mod looked;
mod parts;
mod spelling;
mod view;

use axum::{extract::Path, response::Response};
use jiff::civil::{Date, Time};
use solits_access::{Look, look};
use solits_kernel::{CaseId, Timestamp};
use solits_mail::Address;
use solits_web::{EmployeeCx, Fields, Form, Incoming, PageResult, WebError, see_other};
use solits_written::reply::{Finding, Reading, Remark, fill, may_leave, review};

pub(crate) use around::{Around, around, plain};
pub(crate) use leave::{Carried, take_back, write_paper, write_paper_with};

use self::{
    around::Leaving,
    parts::{Mend, Parts},
    spelling::{Misspelt, misspelt},
    view::Shown,
};
use super::{
    draft::{Draft, unprocessable},
    templates,
};
use crate::{
    model::{MessageId, TemplateId},
    store,
};

/// Longest subject and longest part of a reply.
const MOST_SUBJECT: usize = 200;
const MOST_PART: usize = 8_000;
/// Longest address on an envelope.
const MOST_WINDOW: usize = 400;
/// The mark by which the spelling is confirmed.
const SPELLING: &str = "Spelling";

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

    const fn leaves(&self) -> bool {
        matches!(self, Self::Send | Self::Print)
    }
}

/// `GET /cases/{case}/reply`
pub(crate) async fn form(cx: EmployeeCx, Path(id): Path<CaseId>) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &cx, id).await?;
    let kept = store::find_reply(&mut tx, id, cx.me.employee).await?;
    let shelf = files::shelf(&mut tx, &cx, id).await?;
    drop(tx);
    let draft = if let Some(kept) = &kept {
        Draft::filled(&[
            ("subject", kept.subject.clone()),
            ("opening", kept.opening.clone()),
            ("main", kept.main.clone()),
            ("ending", kept.ending.clone()),
            ("to", kept.recipient.clone()),
        ])
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
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &cx, id).await?;
    drop(tx);
    let mut parts = Parts::of(&fields);
    pressed(&press, &mut parts, &around, &cx);
    let mut draft = with_parts(&fields, &parts);
    let leaving = where_to(&press, &around, &mut draft, &cx);
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
    let reading = if draft.get("reread") == "1" { Reading::Confirmed } else { Reading::Outstanding };
    let names: Vec<String> = shelf.files.iter().map(|file| file.name.clone()).collect();
    let remarks = review(&around.reply_of(&parts, &leaving, &names, reading), &around.rules);
    let misspelt = misspelt(&parts, around.lang, &around.own_words).await?;
    if press.leaves() {
        let sends_at = judge(&cx, &around, &mut draft, &parts, &remarks, misspelt.as_deref(), kept.as_ref());
        if draft.errors.is_empty()
            && let Some(sends_at) = sends_at
        {
            let count = misspelt.map_or(0, |found| found.len());
            let leave = leave::Leave {
                around: &around,
                parts: &parts,
                leaving: &leaving,
                version,
                sends_at,
                misspelt: count,
            };
            return leave::leave(&cx, leave).await;
        }
        let shown = Shown { remarks: Some(remarks), misspelt, kept, shelf };
        return Ok(unprocessable(view::page(&cx, &around, draft, &shown)?));
    }
    let is_wrong = !draft.errors.is_empty();
    let shown = Shown { remarks: Some(remarks), misspelt, kept, shelf };
    let page = view::page(&cx, &around, draft, &shown)?;
    Ok(if is_wrong { unprocessable(page) } else { page })
}

/// `POST /cases/{case}/reply/keep`: what is typed is kept while its author goes on typing, and looked over.
pub(crate) async fn keep(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &cx, id).await?;
    drop(tx);
    let parts = Parts::of(&fields);
    let mut draft = with_parts(&fields, &parts);
    let is_whole = fields.has("looked");
    let leaving = where_to(&Press::Look, &around, &mut draft, &cx);
    draft.errors.clear();
    let kept = keep::keep(&cx, &around, &mut draft, &parts, &leaving, &Press::Look).await?;
    let mut tx = cx.read().await?;
    let shelf = files::shelf(&mut tx, &cx, id).await?;
    drop(tx);
    let reading = if draft.get("reread") == "1" { Reading::Confirmed } else { Reading::Outstanding };
    let names: Vec<String> = shelf.files.iter().map(|file| file.name.clone()).collect();
    let mut remarks = review(&around.reply_of(&parts, &leaving, &names, reading), &around.rules);
    if !is_whole {
        // What is not there yet is no mistake of somebody who is still writing.
        remarks.retain(|remark| {
            matches!(
                remark.finding,
                Finding::PhraseToAvoid(_) | Finding::PlaceholderLeft(_) | Finding::SmallYou
            )
        });
    }
    let misspelt = misspelt(&parts, around.lang, &around.own_words).await?;
    let shown = Shown { remarks: Some(remarks), misspelt, kept, shelf };
    looked::fragment(&cx, &around, &draft, &shown, is_whole)
}

/// What a button did to the texts.
fn pressed(press: &Press, parts: &mut Parts, around: &Around, cx: &EmployeeCx) {
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
            let found = around.templates.iter().find(|template| template.id == *id);
            if let Some(template) = found {
                let values = templates::values(around, cx);
                parts.append("main", &fill(&template.main, &values).text);
                if !template.ending.is_empty() {
                    parts.ending = fill(&template.ending, &values).text;
                }
            }
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

/// To whom it goes. One party is meant without being chosen; of several, none.
fn where_to(press: &Press, around: &Around, draft: &mut Draft, cx: &EmployeeCx) -> Leaving {
    if *press == Press::Print {
        let window = draft.optional_text("postal", MOST_WINDOW, cx.words);
        if window.is_empty() && draft.error("postal").is_empty() {
            draft.refuse("postal", cx.words.t("correspondence-reply-postal-needed"));
        }
        return Leaving::Paper(window);
    }
    let chosen: Vec<String> =
        draft.all("to").flat_map(|value| value.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let parties = around.parties.iter().map(|party| &party.address);
    let mut to: Vec<Address> = parties.filter(|address| chosen.contains(&plain(address))).cloned().collect();
    let other = draft.get("other").trim().to_owned();
    if !other.is_empty() {
        match Address::parse(&other) {
            Some(address) if !to.iter().any(|one| one.same_mailbox(&address)) => to.push(address),
            Some(_) => {}
            None => draft.refuse("other", cx.words.t("correspondence-address-wrong")),
        }
    }
    if to.is_empty() && other.is_empty() && around.parties.len() == 1 {
        to.extend(around.parties.first().map(|party| party.address.clone()));
    }
    if *press == Press::Send && around.mailbox.is_none() {
        draft.refuse("to", cx.words.t("correspondence-reply-no-mailbox"));
    }
    if *press == Press::Send && to.is_empty() && draft.error("other").is_empty() {
        let field = if around.parties.len() > 1 { "to" } else { "other" };
        draft.refuse(field, cx.words.t("correspondence-reply-choose"));
    }
    Leaving::Email(to)
}

/// Says beside the fields what keeps a reply here; when it leaves where nothing does.
fn judge(
    cx: &EmployeeCx,
    around: &Around,
    draft: &mut Draft,
    parts: &Parts,
    remarks: &[Remark],
    misspelt: Option<&[Misspelt]>,
    kept: Option<&store::KeptReply>,
) -> Option<Timestamp> {
    let words = cx.words;
    let ticked: Vec<String> = draft.all("confirm").map(str::to_owned).collect();
    let confirmed: Vec<Finding> = remarks
        .iter()
        .filter(|remark| ticked.contains(&code_of(&remark.finding)))
        .map(|remark| remark.finding.clone())
        .collect();
    if remarks.iter().any(|remark| remark.finding == Finding::NotReread) {
        draft.refuse("reread", words.t("correspondence-reply-reread-first"));
    }
    let misspells = misspelt.is_some_and(|found| !found.is_empty());
    if misspells && around.rules.rereading.is_some() && !ticked.iter().any(|code| code == SPELLING) {
        draft.refuse("looked", words.t("correspondence-reply-spelling-first"));
    }
    // What another window typed is shown before anything leaves.
    if kept.is_some_and(|kept| !kept.displaced.is_empty()) && !draft.get("seen_displaced").contains('1') {
        draft.refuse("displaced", words.t("correspondence-reply-displaced-first"));
    }
    if !may_leave(remarks, &confirmed) && draft.error("reread").is_empty() {
        draft.refuse("looked", words.t("correspondence-reply-mend-first"));
    }
    if parts.subject.trim().is_empty() {
        draft.refuse("subject", words.t("common-field-empty"));
    }
    if !around.why_not(words).is_empty() {
        draft.refuse("looked", around.why_not(words));
    }
    moment(cx, draft)
}

/// When it leaves: after the seconds in which it can be taken back, or at the chosen moment.
fn moment(cx: &EmployeeCx, draft: &mut Draft) -> Option<Timestamp> {
    let soon = cx.at.plus_seconds(leave::UNDO_SECONDS);
    let (day, time) = (draft.get("leave_on").trim().to_owned(), draft.get("leave_at").trim().to_owned());
    if day.is_empty() && time.is_empty() {
        return Some(soon);
    }
    let parsed = day.parse::<Date>().ok().zip(time.parse::<Time>().ok());
    let Some((day, time)) = parsed else {
        draft.refuse("leave_on", cx.words.t("correspondence-reply-later-wrong"));
        return None;
    };
    let then = Timestamp::in_riga(day, time);
    let year = cx.at.plus_minutes(366 * 24 * 60);
    if then <= cx.at || then > year {
        draft.refuse("leave_on", cx.words.t("correspondence-reply-later-past"));
        return None;
    }
    Some(if then > soon { then } else { soon })
}

/// The name by which a remark is confirmed.
fn code_of(finding: &Finding) -> String {
    format!("{finding:?}").chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Where the letters of a case are.
fn letters_of(case: CaseId, notice: &str) -> Response {
    see_other(&format!("/cases/{case}/letters?notice={notice}"))
}
