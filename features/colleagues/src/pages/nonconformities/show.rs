//! One report: what was found, where it went, what was done, and the forms of whoever answers for it.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::EmployeeId;
use solits_web::{
    Draft, EmployeeCx, Form, Page, PageResult, WebError, html, see_other, unprocessable, with_status,
};

use super::{KEEP, READ, kind_words, stage_words};
use crate::{
    actions::{
        ColleagueError, MOST_TEXT,
        remedy::{self, Capacity, Deed, answers_for, has_part},
        report::{find_way, send_again},
    },
    model::{
        Refusal,
        nonconformity::{Certainty, Nonconformity, NonconformityId, Stage, StepTaken},
        way::Way,
    },
    pages::{
        notice,
        promised::{Promised, promised},
        requests::{Names, letter_words, with_substitute},
    },
    store::{letters, nonconformities, requests},
};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    notice: Option<String>,
}

struct Done {
    when: String,
    datetime: String,
    who: String,
    what: String,
    text: String,
}

/// What the reader is to a report and can do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    /// Answers for it.
    Answer,
    Receive,
    Remedy,
    PassOn,
    /// After a remedy.
    Close,
    /// Without one, which takes a reason.
    CloseWithout,
    Reopen,
}

impl ShowView {
    fn may(&self, act: Act) -> bool {
        self.can.contains(&act)
    }
}

/// What somebody can do with a report.
fn acts(one: &Nonconformity, answers: bool, keeps: bool, reported: bool) -> Vec<Act> {
    let under_way = matches!(one.stage, Stage::Reported | Stage::Received);
    let ended = matches!(one.stage, Stage::Remedied | Stage::Closed);
    [
        (Act::Answer, answers),
        (Act::Receive, answers && one.stage == Stage::Reported),
        (Act::Remedy, answers && under_way),
        (Act::PassOn, (answers || keeps) && under_way),
        (Act::CloseWithout, (answers || keeps) && under_way),
        (Act::Close, (answers || keeps) && one.stage == Stage::Remedied),
        (Act::Reopen, (answers || keeps || reported) && ended),
    ]
    .into_iter()
    .filter_map(|(act, may)| may.then_some(act))
    .collect()
}

/// Why a report has gone nowhere, and where that is mended.
struct Missing {
    why: String,
    /// The page; empty for whoever may not set anything up.
    mend: String,
    /// Somebody would receive it now.
    can_be_sent: bool,
}

#[derive(Template)]
#[template(path = "colleagues/nonconformity.html")]
struct ShowView {
    page: Page,
    href: String,
    version: i64,
    kind: String,
    is_possible: bool,
    found: String,
    badge: &'static str,
    stage: String,
    who: String,
    reported_by: String,
    found_at: String,
    received_at: String,
    copied_to: String,
    letters: Vec<String>,
    unit: String,
    place: String,
    case_href: String,
    missing: Option<Missing>,
    can: Vec<Act>,
    is_stale: bool,
    done: Vec<Done>,
    promises: Vec<Promised>,
    people: Vec<(String, String)>,
    draft: Draft,
}

/// `GET /nonconformities/{nonconformity}`
pub(crate) async fn show(
    cx: EmployeeCx,
    Path(id): Path<NonconformityId>,
    Query(asked): Query<Asked>,
) -> PageResult {
    page(&cx, id, Draft::default(), false, asked.notice.as_deref()).await
}

/// The report, for whoever has part in it or reads the register.
async fn find(
    tx: &mut Tx,
    cx: &EmployeeCx,
    id: NonconformityId,
    day: &solits_structure::Day<'_>,
) -> Result<Nonconformity, WebError> {
    let one = nonconformities::find(tx, id).await?.ok_or(WebError::NotFound)?;
    if has_part(&one, cx.me.employee, day) || cx.me.may(READ) { Ok(one) } else { Err(WebError::NotFound) }
}

async fn page(
    cx: &EmployeeCx,
    id: NonconformityId,
    draft: Draft,
    is_stale: bool,
    told: Option<&str>,
) -> Result<Response, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let structure = solits_organisation::find_structure(&mut tx).await?;
    let day = structure.on(cx.at.day());
    let one = find(&mut tx, cx, id, &day).await?;
    let employees = solits_organisation::list_employees(&mut tx).await?;
    let names = Names::of_all(&employees, words);
    let steps = nonconformities::list_steps(&mut tx, id).await?;
    let letters = letters::list_about(&mut tx, id.uuid()).await?;
    let obligations = requests::list_obligations(&mut tx, id.uuid()).await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let standard = loaded.versions.get(one.standard).cloned();
    let missing = missing(&mut tx, cx, &one).await?;
    let case_href = match one.case.filter(|_| cx.me.may("cases.work")) {
        Some(case) if solits_cases::find(&mut tx, case).await?.is_some() => format!("/cases/{case}"),
        _ => String::new(),
    };
    drop(tx);
    let (answers, keeps) = (answers_for(&one, cx.me.employee, &day), cx.me.may(KEEP));
    let can = acts(&one, answers, keeps, one.reported_by == cx.me.employee);
    let others = employees.iter().filter(|other| other.active && one.addressee != Some(other.id));
    let people = others.map(|other| (other.id.to_string(), other.name.clone()));
    let mut page =
        cx.page(words.ta("colleagues-report-title", &[("reference", one.reference.as_str().into())]));
    page.notice = notice(told, words);
    html(&ShowView {
        href: format!("/nonconformities/{id}"),
        version: one.version,
        kind: kind_words(&one.kind, standard.as_deref(), words),
        is_possible: one.certainty == Certainty::Possible,
        found: one.found.clone(),
        badge: one.stage.badge(),
        stage: stage_words(one.stage, words),
        who: match one.addressee {
            Some(addressee) => with_substitute(addressee, &names, &day, words),
            None if one.body.is_empty() => words.t("colleagues-nobody-yet"),
            None => one.body.clone(),
        },
        reported_by: names.of(one.reported_by),
        found_at: words.moment(one.found_at),
        received_at: one.received_at.map(|at| words.moment(at)).unwrap_or_default(),
        copied_to: one.copied_to.map(|manager| names.of(manager)).unwrap_or_default(),
        letters: letters.iter().map(|one| letter_words(one, &names, words)).collect(),
        unit: one.unit.map(|unit| day.unit_name(unit).to_owned()).unwrap_or_default(),
        place: one.place.clone(),
        people: if can.contains(&Act::PassOn) { people.collect() } else { Vec::new() },
        done: steps.iter().map(|step| done(step, &names, words)).collect(),
        promises: promised(&obligations, &loaded, words, cx.at),
        can,
        missing,
        case_href,
        is_stale,
        draft,
        page,
    })
}

async fn missing(tx: &mut Tx, cx: &EmployeeCx, one: &Nonconformity) -> Result<Option<Missing>, WebError> {
    if one.stage != Stage::Unrouted {
        return Ok(None);
    }
    Ok(Some(match find_way(tx, &cx.app, &cx.actor(), one).await {
        Ok(Way::Nowhere { why, mend }) => Missing {
            why: why.get(cx.words.0).to_owned(),
            mend: if cx.me.may("setup.manage") { mend } else { String::new() },
            can_be_sent: false,
        },
        Ok(Way::Person { .. } | Way::Body { .. }) => {
            Missing { why: cx.words.t("colleagues-mended"), mend: String::new(), can_be_sent: true }
        }
        Err(ColleagueError::Refused(refusal)) => {
            Missing { why: cx.words.t(refusal.key()), mend: String::new(), can_be_sent: false }
        }
        Err(error) => return Err(error.into()),
    }))
}

fn done(step: &StepTaken, names: &Names, words: Words) -> Done {
    let to = step.to.map(|to| names.of(to));
    let what = match (step.what.as_str(), to) {
        ("found", _) => words.t("colleagues-step-found"),
        ("routed", Some(name)) => words.ta("colleagues-step-routed", &[("name", name.into())]),
        ("routed", None) => words.t("colleagues-step-routed-outside"),
        ("unrouted", _) => words.t("colleagues-step-unrouted"),
        ("received", _) => words.t("colleagues-step-received"),
        ("passed_on", name) => {
            words.ta("colleagues-step-passed-on", &[("name", name.unwrap_or_default().into())])
        }
        ("remedied", _) => words.t("colleagues-step-remedied"),
        ("reopened", _) => words.t("colleagues-step-reopened"),
        _ => words.t("colleagues-step-closed"),
    };
    Done {
        when: words.moment(step.at),
        datetime: step.at.to_string(),
        who: names.of(step.by),
        what,
        // What was found stands above already.
        text: if step.what == "found" { String::new() } else { step.text.clone() },
    }
}

/// `POST /nonconformities/{nonconformity}/steps`
pub(crate) async fn act(cx: EmployeeCx, Path(id): Path<NonconformityId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let (deed, field) = match draft.get("deed") {
        "receive" => (Deed::Receive, "remedy"),
        "remedy" => (Deed::Remedy(draft.text("remedy", MOST_TEXT, cx.words)), "remedy"),
        "close" => (Deed::Close(draft.optional_text("closing", MOST_TEXT, cx.words)), "closing"),
        "reopen" => (Deed::Reopen(draft.text("again", MOST_TEXT, cx.words)), "again"),
        "pass_on" => {
            let text = draft.optional_text("note", MOST_TEXT, cx.words);
            if let Ok(to) = draft.get("to").parse::<EmployeeId>() {
                (Deed::PassOn { to, text }, "to")
            } else {
                draft.refuse("to", cx.words.t("common-field-choose"));
                (Deed::Receive, "to")
            }
        }
        _ => return Err(WebError::BadRequest),
    };
    if !draft.errors.is_empty() {
        let shown = page(&cx, id, draft, false, None).await?;
        return Ok(unprocessable(shown));
    }
    let mut tx = cx.write().await?;
    let capacity = if cx.me.may(KEEP) { Capacity::Keeper } else { Capacity::Part };
    let was_passed_on = matches!(deed, Deed::PassOn { .. });
    let done = remedy::act(&mut tx, &cx.app, &cx.actor(), id, draft.version(), deed, capacity).await;
    match done {
        Ok(()) => {
            tx.commit().await?;
            let to =
                if was_passed_on { "/nonconformities".to_owned() } else { format!("/nonconformities/{id}") };
            Ok(see_other(&format!("{to}?notice=saved")))
        }
        Err(ColleagueError::Stale | ColleagueError::Refused(Refusal::Ended | Refusal::NotEnded)) => {
            drop(tx);
            Ok(with_status(page(&cx, id, draft, true, None).await?, StatusCode::CONFLICT))
        }
        Err(ColleagueError::Refused(refusal)) => {
            drop(tx);
            draft.refuse(field, cx.words.t(refusal.key()));
            let shown = page(&cx, id, draft, false, None).await?;
            Ok(unprocessable(shown))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /nonconformities/{nonconformity}/send`
pub(crate) async fn send(cx: EmployeeCx, Path(id): Path<NonconformityId>, Form(fields): Form) -> PageResult {
    let draft = Draft::of(fields);
    let mut tx = cx.write().await?;
    let structure = solits_organisation::find_structure(&mut tx).await?;
    let day = structure.on(cx.at.day());
    find(&mut tx, &cx, id, &day).await?;
    send_again(&mut tx, &cx.app, &cx.actor(), id, draft.version()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/nonconformities/{id}?notice=reported")))
}
