//! `/requests/meeting`: inviting colleagues to a meeting; each confirms or declines with a reason (J-03).

use askama::Template;
use axum::response::Response;
use jiff::civil::{Date, Time};
use solits_kernel::Timestamp;
use solits_web::{Draft, EmployeeCx, Form, Page, PageResult, WebError, html, see_other, unprocessable};

use super::{Names, ask::people};
use crate::{
    actions::{
        ColleagueError, MOST_LINE, MOST_TEXT,
        ask::{Setting, Whom},
        invite::{MOST_PEOPLE, Meeting, invite},
    },
    model::Refusal,
};

/// Where whoever invited is led.
const DONE: &str = "/requests?list=from_me&notice=invited";

struct Person {
    value: String,
    label: String,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "colleagues/meeting.html")]
struct MeetingView {
    page: Page,
    people: Vec<Person>,
    draft: Draft,
}

/// `GET /requests/meeting`
pub(crate) async fn form(cx: EmployeeCx) -> PageResult {
    page(&cx, Draft::default()).await
}

async fn page(cx: &EmployeeCx, draft: Draft) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let setting = Setting::read(&mut tx).await?;
    drop(tx);
    let day = setting.structure.on(cx.at.day());
    let names = Names::of_all(&setting.employees, cx.words);
    let people = people(cx, &setting, &day, &names).into_iter().map(|(value, label)| Person {
        is_ticked: draft.ticked("people", &value),
        value,
        label,
    });
    let people = people.collect();
    html(&MeetingView { page: cx.page(cx.words.t("colleagues-invite")), people, draft })
}

/// `POST /requests/meeting`
pub(crate) async fn create(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let words = cx.words;
    let mut draft = Draft::of(fields);
    let people: Vec<Whom> = draft.all("people").filter_map(Whom::parse).take(MOST_PEOPLE).collect();
    if people.is_empty() {
        draft.refuse("people", words.t("common-field-choose"));
    }
    let topic = draft.text("topic", MOST_LINE, words);
    let question = draft.text("question", MOST_TEXT, words);
    let place = draft.optional_text("place", MOST_LINE, words);
    let meets_at = moment(&draft).filter(|meets| *meets > cx.at);
    if meets_at.is_none() {
        draft.refuse("on", words.t("colleagues-meeting-when-wrong"));
    }
    let Some(meets_at) = meets_at.filter(|_| draft.errors.is_empty()) else {
        return Ok(unprocessable(page(&cx, draft).await?));
    };
    let meeting = Meeting { topic, question, meets_at, place };
    let once = draft.once("colleague.invite");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    match invite(&mut tx, &cx.app, &cx.actor(), &meeting, &people).await {
        Ok(_) => {}
        Err(ColleagueError::Refused(refusal)) => {
            drop(tx);
            let field = if refusal == Refusal::BadDate { "on" } else { "people" };
            draft.refuse(field, words.t(refusal.key()));
            return Ok(unprocessable(page(&cx, draft).await?));
        }
        Err(error) => return Err(error.into()),
    }
    once.made(&mut tx, DONE).await?;
    tx.commit().await?;
    Ok(see_other(DONE))
}

fn moment(draft: &Draft) -> Option<Timestamp> {
    let on: Date = draft.get("on").trim().parse().ok()?;
    let at: Time = draft.get("at").trim().parse().ok()?;
    Some(Timestamp::in_riga(on, at))
}
