//! `/absence`: one's own absences, what is to be prepared before each, the automatic reply ready to paste in both languages
//! (H-08, G-35), and asking for an absence, on which the direct manager decides.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use jiff::civil::Date;
use serde::Deserialize;
use solits_calendar::words::{Form as DayForm, YearShown, date_in};
use solits_i18n::Words;
use solits_kernel::{EmployeeId, Lang, day_number};
use solits_organisation::Employee;
use solits_web::{Draft, EmployeeCx, Form, Page, PageResult, WebError, html, see_other, unprocessable};

use super::{notice, requests::Names};
use crate::{
    actions::{
        ColleagueError,
        absence::{self as deeds, Decision},
    },
    model::{
        Refusal,
        absence::{
            Away, Preparation, Proposal, ProposalId, ProposalState, StandsIn, preparations, stood_in_for,
            to_come,
        },
    },
    store::absences::{self, Prepared},
};

/// Longest number to which calls go.
const MOST_NUMBER: usize = 60;
/// Where whoever asked for an absence is led.
const DONE: &str = "/absence?notice=proposed";

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    notice: Option<String>,
}

struct Item {
    words: String,
    is_done: bool,
}

struct AwayShown {
    key: String,
    days: String,
    is_now: bool,
    items: Vec<Item>,
    forward_to: String,
    is_text_set: bool,
    /// The automatic reply in Latvian and in English; empty where something it must say is missing.
    text_lv: String,
    text_en: String,
    /// What the reply cannot say yet; empty for nothing.
    text_missing: String,
}

struct ProposalShown {
    id: ProposalId,
    who: String,
    days: String,
    substitute: String,
    badge: &'static str,
    state: String,
    reason: String,
    is_open: bool,
}

#[derive(Template)]
#[template(path = "colleagues/absence.html")]
struct AbsenceView {
    page: Page,
    away: Vec<AwayShown>,
    /// For whom one stands in today, in words; empty for nobody.
    stands_in_for: String,
    proposals: Vec<ProposalShown>,
    to_decide: Vec<ProposalShown>,
    manager: String,
    people: Vec<(String, String)>,
    draft: Draft,
}

/// `GET /absence`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, Draft::default(), asked.notice.as_deref()).await
}

async fn page(cx: &EmployeeCx, draft: Draft, told: Option<&str>) -> Result<Response, WebError> {
    let words = cx.words;
    let (me, today) = (cx.me.employee, cx.at.day());
    let mut tx = cx.read().await?;
    let employees = solits_organisation::list_employees(&mut tx).await?;
    let structure = solits_organisation::find_structure(&mut tx).await?;
    let institution = solits_organisation::find_institution(&mut tx).await?.ok_or(WebError::NotFound)?;
    let prepared = absences::list_prepared(&mut tx, me).await?;
    let proposals = absences::list_of(&mut tx, me, day_number(today)).await?;
    let open = absences::list_open(&mut tx).await?;
    drop(tx);
    let day = structure.on(today);
    let names = Names::of_all(&employees, words);
    let by_id: HashMap<EmployeeId, &Employee> = employees.iter().map(|one| (one.id, one)).collect();
    let away = to_come(&structure, me, today).into_iter().map(|away| {
        let kept = prepared.iter().find(|one| one.from_on == day_number(away.from));
        shown(cx, &away, kept, &by_id, &institution.name)
    });
    let decides = |one: &&Proposal| {
        let manager = day.superior(one.employee);
        one.employee != me
            && manager.is_some_and(|manager| manager == me || day.acting_for(manager) == Some(me))
    };
    let stood_in: Vec<String> = stood_in_for(&day, me).into_iter().map(|id| names.of(id)).collect();
    let mut page = cx.page(words.t("colleagues-absence"));
    page.notice = notice(told, words);
    html(&AbsenceView {
        away: away.collect(),
        stands_in_for: stood_in.join(", "),
        proposals: proposals.iter().map(|one| proposal(one, &names, words)).collect(),
        to_decide: open.iter().filter(decides).map(|one| proposal(one, &names, words)).collect(),
        manager: day.superior(me).map(|manager| names.of(manager)).unwrap_or_default(),
        people: employees
            .iter()
            .filter(|one| one.active && one.id != me)
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect(),
        draft,
        page,
    })
}

/// Days in words.
fn days(from: Date, until: Date, words: Words) -> String {
    let label = |day| date_in(day, DayForm::What, YearShown::Shown, words.0);
    if from == until { label(from) } else { format!("{} – {}", label(from), label(until)) }
}

fn proposal(one: &Proposal, names: &Names, words: Words) -> ProposalShown {
    let (badge, state) = match one.state {
        ProposalState::Proposed => ("soon", words.t("colleagues-proposal-proposed")),
        ProposalState::Agreed => ("good", words.t("colleagues-proposal-agreed")),
        ProposalState::Declined => ("late", words.t("colleagues-proposal-declined")),
        ProposalState::Withdrawn => ("plain", words.t("colleagues-proposal-withdrawn")),
    };
    ProposalShown {
        id: one.id,
        who: names.of(one.employee),
        days: days(one.from, one.until, words),
        substitute: one.substitute.map(|id| names.of(id)).unwrap_or_default(),
        badge,
        state,
        reason: one.reason.clone(),
        is_open: one.state == ProposalState::Proposed,
    }
}

fn shown(
    cx: &EmployeeCx,
    away: &Away,
    kept: Option<&Prepared>,
    people: &HashMap<EmployeeId, &Employee>,
    institution: &solits_kernel::Text,
) -> AwayShown {
    let words = cx.words;
    let forward_to = kept.map(|kept| kept.forward_to.clone()).unwrap_or_default();
    let is_text_set = kept.is_some_and(|kept| kept.text_set_at.is_some());
    let items = preparations(away, &forward_to, is_text_set).map(|one| Item {
        words: match one.what {
            Preparation::Substitute => substitute_words(away, people, words),
            Preparation::Forwarding if forward_to.is_empty() => words.t("colleagues-prepare-forwarding"),
            Preparation::Forwarding => {
                words.ta("colleagues-prepared-forwarding", &[("number", forward_to.as_str().into())])
            }
            Preparation::Text => words.t("colleagues-prepare-text"),
        },
        is_done: one.is_done,
    });
    let substitute = match away.substitute {
        StandsIn::Person(id) => people.get(&id).copied(),
        StandsIn::Nobody | StandsIn::AwayToo(..) => None,
    };
    let reachable = substitute.filter(|one| !one.phone.is_empty() || !one.email.is_empty());
    let me = people.get(&cx.me.employee).copied();
    let text = |lang| match (reachable, me) {
        (Some(substitute), Some(me)) => out_of_office(away, me, substitute, institution, Words::new(lang)),
        _ => String::new(),
    };
    AwayShown {
        key: away.from.to_string(),
        days: days(away.from, away.until, words),
        is_now: away.from <= cx.at.day(),
        items: items.into(),
        text_lv: text(Lang::Lv),
        text_en: text(Lang::En),
        text_missing: match (substitute, reachable) {
            (_, Some(_)) => String::new(),
            (Some(one), None) => {
                words.ta("colleagues-text-without-contact", &[("name", one.name.as_str().into())])
            }
            (None, None) => words.t("colleagues-text-without-substitute"),
        },
        forward_to,
        is_text_set,
    }
}

fn substitute_words(away: &Away, people: &HashMap<EmployeeId, &Employee>, words: Words) -> String {
    let name = |id| people.get(&id).map(|one| one.name.clone()).unwrap_or_default();
    match away.substitute {
        StandsIn::Nobody => words.t("colleagues-prepare-substitute"),
        StandsIn::Person(id) => words.ta("colleagues-prepared-substitute", &[("name", name(id).into())]),
        StandsIn::AwayToo(id, day) => words.ta(
            "colleagues-substitute-away-too",
            &[("name", name(id).into()), ("day", words.on(day).into())],
        ),
    }
}

/// The automatic reply: the days of the absence, and who stands in with the way to reach them (H-08).
fn out_of_office(
    away: &Away,
    me: &Employee,
    substitute: &Employee,
    institution: &solits_kernel::Text,
    words: Words,
) -> String {
    let on = |day, form| date_in(day, form, YearShown::Shown, words.0);
    let contacts: Vec<String> = [
        (!substitute.phone.is_empty())
            .then(|| words.ta("colleagues-text-phone", &[("phone", substitute.phone.as_str().into())])),
        (!substitute.email.is_empty())
            .then(|| words.ta("colleagues-text-email", &[("email", substitute.email.as_str().into())])),
    ]
    .into_iter()
    .flatten()
    .collect();
    let post = |one: &Employee| if one.post.is_empty() { String::new() } else { format!(", {}", one.post) };
    let args = [
        ("from", on(away.from, DayForm::From).into()),
        ("until", on(away.until, DayForm::Until).into()),
        ("day", on(away.from, DayForm::When).into()),
        ("substitute", format!("{}{}", substitute.name, post(substitute)).into()),
        ("contacts", contacts.join(", ").into()),
    ];
    let body = if away.from == away.until {
        words.ta("colleagues-text-day", &args)
    } else {
        words.ta("colleagues-text-days", &args)
    };
    let greeting = words.t("colleagues-text-greeting");
    format!("{greeting}\n\n{body}\n\n{}{}\n{}", me.name, post(me), institution.get(words.0))
}

/// `POST /absence`: asks for an absence.
pub(crate) async fn propose(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let (from, until) = (read_day(&mut draft, "from", cx.words), read_day(&mut draft, "until", cx.words));
    let substitute: Option<EmployeeId> = match draft.get("substitute") {
        "" => None,
        id => Some(id.parse().map_err(|_| WebError::BadRequest)?),
    };
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        draft.refuse("until", cx.words.t("colleagues-days-wrong"));
    }
    let (Some(from), Some(until), true) = (from, until, draft.errors.is_empty()) else {
        return again(&cx, draft).await;
    };
    let once = draft.once("absence.propose");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    let proposal = Proposal {
        id: cx.app.random.id(cx.at),
        employee: cx.me.employee,
        from,
        until,
        substitute,
        proposed_at: cx.at,
        state: ProposalState::Proposed,
        reason: String::new(),
    };
    match deeds::propose(&mut tx, &cx.app, &cx.actor(), proposal).await {
        Ok(_) => {
            once.made(&mut tx, DONE).await?;
            tx.commit().await?;
            Ok(see_other(DONE))
        }
        Err(ColleagueError::Refused(refusal)) => {
            drop(tx);
            let field = if refusal == Refusal::BadDate { "from" } else { "substitute" };
            draft.refuse(field, cx.words.t(refusal.key()));
            again(&cx, draft).await
        }
        Err(error) => Err(error.into()),
    }
}

fn read_day(draft: &mut Draft, field: &str, words: Words) -> Option<Date> {
    let day = draft.get(field).trim().parse().ok();
    if day.is_none() {
        draft.refuse(field, words.t("colleagues-day-needed"));
    }
    day
}

async fn again(cx: &EmployeeCx, draft: Draft) -> PageResult {
    Ok(unprocessable(page(cx, draft, None).await?))
}

/// `POST /absence/prepared`: notes where calls go and that the automatic reply is set.
pub(crate) async fn prepare(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let from: Date = draft.get("absence").parse().map_err(|_| WebError::BadRequest)?;
    let forward_to = draft.optional_text("forward_to", MOST_NUMBER, cx.words);
    if !draft.errors.is_empty() {
        return again(&cx, draft).await;
    }
    let mut tx = cx.write().await?;
    let structure = solits_organisation::find_structure(&mut tx).await?;
    let away = to_come(&structure, cx.me.employee, cx.at.day());
    if away.iter().all(|away| away.from != from) {
        return Err(WebError::NotFound);
    }
    let text_set_at = draft.ticked("text_set", "1").then_some(cx.at);
    deeds::prepare(
        &mut tx,
        &cx.app,
        &cx.actor(),
        &Prepared { from_on: day_number(from), forward_to, text_set_at },
    )
    .await?;
    tx.commit().await?;
    Ok(see_other("/absence?notice=saved"))
}

/// `POST /absence/proposals/{proposal}`: the manager decides, or whoever asked withdraws.
pub(crate) async fn decide(cx: EmployeeCx, Path(id): Path<ProposalId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let decision = match draft.get("decision") {
        "agree" => Decision::Agree,
        "decline" => Decision::Decline(draft.get("reason").to_owned()),
        "withdraw" => Decision::Withdraw,
        _ => return Err(WebError::BadRequest),
    };
    let mut tx = cx.write().await?;
    match deeds::decide(&mut tx, &cx.app, &cx.actor(), id, decision).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other("/absence?notice=saved"))
        }
        Err(ColleagueError::Refused(refusal)) => {
            drop(tx);
            draft.refuse(&format!("reason-{id}"), cx.words.t(refusal.key()));
            again(&cx, draft).await
        }
        Err(error) => Err(error.into()),
    }
}
