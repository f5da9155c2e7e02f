//! `/cases/{case}/letters/{message}/meeting`: the reply to an invitation to a meeting that came by letter, from the page of
//! the letters (Ādaži 10.2).

use axum::extract::Path;
use solits_cases::Case;
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::CaseId;
use solits_mail::invitation::{Attendance, When};
use solits_web::{Draft, EmployeeCx, Form, PageResult, WebError, see_other, unprocessable};

use super::conversation;
use crate::{
    actions::{
        around::{around, plain},
        meeting::{
            Given, Invited, Reply, Said, field, find_invited, list_given, list_invited, overtaken, reply,
            when_words,
        },
    },
    hand::Hand,
    model::MessageId,
};

/// An invitation on the page of the letters.
pub(super) struct MeetingView {
    pub(super) id: MessageId,
    pub(super) what: String,
    pub(super) when: String,
    pub(super) place: String,
    pub(super) who: String,
    /// What should be known before replying.
    pub(super) notes: Vec<String>,
    /// What was replied, or that it is called off; empty while a reply is owed.
    pub(super) standing: String,
    pub(super) badge: &'static str,
    /// The case with the letter by which that became so, and what leads there; empty where it is not to be seen.
    pub(super) elsewhere: String,
    pub(super) elsewhere_words: String,
    /// Where the reply goes; empty where nothing is to be replied.
    pub(super) action: String,
    pub(super) reason_field: String,
    pub(super) reason: String,
    pub(super) reason_error: String,
    pub(super) confirm_field: String,
    /// Why the address has to be confirmed; empty where nobody has to.
    pub(super) warning: String,
}

/// The invitations of a case, with what was typed into their forms.
pub(super) async fn views(
    tx: &mut Tx,
    words: Words,
    case: &Case,
    said: Said<'_>,
    draft: &Draft,
) -> Result<Vec<MeetingView>, WebError> {
    let all = list_invited(tx, case.id, said).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let given = list_given(tx, case.id, said).await?;
    let mut views = Vec::new();
    for invited in &all {
        let given = invited.given(&given);
        let by = match given.and_then(|given| given.by) {
            Some(by) => solits_organisation::find_employee(tx, by).await?.map(|one| one.name),
            None => None,
        };
        let (standing, badge) = standing(invited, given, by.as_deref().unwrap_or_default(), words);
        let elsewhere = elsewhere(tx, case, invited).await?;
        let is_owed = standing.is_empty() && case.status.is_live() && invited.is_reachable();
        let (reason_field, confirm_field) =
            (field("reason", invited.message), field("confirm", invited.message));
        let organizer = &invited.meeting.organizer;
        views.push(MeetingView {
            id: invited.message,
            what: invited.meeting.summary.clone(),
            when: invited.meeting.when.as_ref().map(|when| when_words(when, words)).unwrap_or_default(),
            place: invited.meeting.location.clone(),
            who: match organizer.name() {
                "" => plain(organizer),
                name => format!("{name} <{}>", plain(organizer)),
            },
            notes: notes(invited, words),
            standing,
            badge,
            elsewhere: elsewhere
                .as_ref()
                .map(|there| format!("/cases/{}/letters", there.id))
                .unwrap_or_default(),
            elsewhere_words: elsewhere
                .map(|there| {
                    words.ta("correspondence-meeting-there", &[("reference", there.reference.into())])
                })
                .unwrap_or_default(),
            action: if is_owed {
                format!("/cases/{}/letters/{}/meeting", case.id, invited.message)
            } else {
                String::new()
            },
            reason: draft.get(&reason_field).to_owned(),
            reason_error: draft.error(&reason_field).to_owned(),
            warning: draft.error(&confirm_field).to_owned(),
            reason_field,
            confirm_field,
        });
    }
    Ok(views)
}

/// The other case to which whoever invites wrote anew, where whoever looks may see it.
async fn elsewhere(tx: &mut Tx, case: &Case, invited: &Invited) -> Result<Option<Case>, WebError> {
    match invited.later.as_ref().and_then(|later| later.case).filter(|there| *there != case.id) {
        Some(there) => Ok(solits_cases::find(tx, there).await?),
        None => Ok(None),
    }
}

fn standing(invited: &Invited, given: Option<&Given>, by: &str, words: Words) -> (String, &'static str) {
    if let Some(later) = &invited.later {
        return (later.words(words), "plain");
    }
    if invited.meeting.is_cancelled() {
        return (words.t("correspondence-meeting-called-off"), "plain");
    }
    let Some(given) = given else { return (String::new(), "plain") };
    let args = [("who", by.into()), ("at", words.moment(given.at).into())];
    match given.attendance {
        Attendance::Accepted => (words.ta("correspondence-meeting-accepted", &args), "good"),
        Attendance::Declined => (words.ta("correspondence-meeting-declined", &args), "plain"),
    }
}

fn notes(invited: &Invited, words: Words) -> Vec<String> {
    let mut notes = Vec::new();
    if invited.meeting.repeats {
        notes.push(words.t("correspondence-meeting-repeats"));
    }
    if let Some(When::Moments { foreign_zone, .. }) = &invited.meeting.when
        && !foreign_zone.is_empty()
    {
        notes.push(words.ta("correspondence-meeting-zone", &[("zone", foreign_zone.into())]));
    }
    if !invited.is_reachable() {
        notes.push(words.t("correspondence-meeting-unreachable"));
    }
    notes
}

/// `POST /cases/{case}/letters/{message}/meeting`
pub(crate) async fn answer(
    cx: EmployeeCx,
    Path((case, message)): Path<(CaseId, MessageId)>,
    Form(fields): Form,
) -> PageResult {
    let version: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let (hand, mut draft) = (Hand::of(&cx), Draft::of(fields));
    let attendance = match draft.get("answer") {
        "accept" => Attendance::Accepted,
        "decline" => Attendance::Declined,
        _ => return Err(WebError::BadRequest),
    };
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &hand, case).await?;
    let invited = find_invited(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    let Some(typed) = Reply::typed(&hand, &around, &invited, attendance, &mut draft) else {
        return Ok(unprocessable(conversation::page(&cx, case, None, &draft).await?));
    };
    let once = draft.once("meeting.answer");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    let mut refused = overtaken(&mut tx, case, &invited, cx.words).await?;
    if refused.is_none() {
        match reply(&mut tx, &hand, &around, version, &invited, &typed).await {
            Ok(_) => {}
            // Somebody was faster, or the client has written: what was typed stays, beside what is so now.
            Err(WebError::Conflict(_)) => refused = Some(cx.words.t("correspondence-meeting-changed")),
            Err(error) => return Err(error),
        }
    }
    if let Some(why) = refused {
        drop(tx);
        draft.refuse(&field("reason", message), why);
        return Ok(unprocessable(conversation::page(&cx, case, None, &draft).await?));
    }
    let done = format!("/cases/{case}/letters?notice=sent");
    once.made(&mut tx, &done).await?;
    tx.commit().await?;
    Ok(see_other(&done))
}
