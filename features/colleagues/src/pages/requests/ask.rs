//! Asking a colleague, from a case or without one: whom, what, what was looked up already, and by when the standard promises
//! the answer.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_cases::Case;
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{CaseId, EmployeeId};
use solits_structure::Day;
use solits_web::{Draft, EmployeeCx, Form, Page, PageResult, WebError, html, see_other, unprocessable};

use super::{Names, with_substitute};
use crate::{
    actions::{
        ColleagueError, MOST_LINE, MOST_TEXT,
        answer::last_moment,
        ask::{self, Ask, Setting, Whom, promised_if_asked, shown},
    },
    model::{
        Refusal,
        request::{Part, RequestKind},
    },
};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Who is asked, where another page knows it.
    to: String,
}

/// People, units or services that can be asked.
pub(super) struct Group {
    label: String,
    options: Vec<(String, String)>,
}

struct PartShown {
    name: &'static str,
    label: String,
    words: String,
    is_ticked: bool,
}

/// The case in which one asks.
struct InCase {
    href: String,
    reference: String,
    is_confidential: bool,
    parts: Vec<PartShown>,
}

/// By when an answer is promised.
struct Limit {
    sentence: String,
    by: String,
    why: String,
}

#[derive(Template)]
#[template(path = "colleagues/ask.html")]
struct AskView {
    page: Page,
    action: String,
    case: Option<InCase>,
    groups: Vec<Group>,
    limits: Vec<Limit>,
    draft: Draft,
}

/// `GET /requests/new`
pub(crate) async fn form(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let mut tx = cx.read().await?;
    page(&cx, &mut tx, None, Draft::filled(&[("to", asked.to)])).await
}

/// `GET /cases/{case}/ask`
pub(crate) async fn form_in_case(
    cx: EmployeeCx,
    Path(id): Path<CaseId>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let ticked =
        Part::ALL.into_iter().filter(|part| part.at_first()).map(|part| ("show", part.name().to_owned()));
    let pairs: Vec<(&str, String)> = ticked.chain([("to", asked.to)]).collect();
    let shown = page(&cx, &mut tx, Some(&case), Draft::filled(&pairs)).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    Ok(shown)
}

async fn page(cx: &EmployeeCx, tx: &mut Tx, case: Option<&Case>, draft: Draft) -> Result<Response, WebError> {
    let words = cx.words;
    let setting = Setting::read(tx).await?;
    let day = setting.structure.on(cx.at.day());
    let loaded = cx.app.heart.loaded(tx).await?;
    let standard = loaded.standard(cx.at).map(|(_, standard)| standard);
    let branch = setting.employee(cx.me.employee).and_then(|me| me.branch);
    let limits = promised_if_asked(&loaded, branch, cx.at).into_iter().filter_map(|one| {
        let promise = standard.as_ref()?.promise(&one.norm)?;
        Some(Limit {
            sentence: format!("{} ({})", promise.text.get(words.0), promise.origin.paragraph),
            by: format!("{}, {}", words.due(one.due_at, cx.at), words.date(last_moment(one.due_at).day())),
            why: one.why.map(|why| why.sentence(words.0)).unwrap_or_default(),
        })
    });
    let limits = limits.collect();
    let case = match case {
        Some(case) => Some(in_case(tx, case, &draft, words).await?),
        None => None,
    };
    let services = solits_organisation::list_services(tx).await?;
    let names = Names::of_all(&setting.employees, words);
    html(&AskView {
        page: cx.page(words.t("colleagues-ask")),
        action: case.as_ref().map_or_else(|| "/requests".to_owned(), |case| format!("{}/ask", case.href)),
        groups: groups(cx, &setting, &day, &names, &services),
        case,
        limits,
        draft,
    })
}

async fn in_case(tx: &mut Tx, case: &Case, draft: &Draft, words: Words) -> Result<InCase, WebError> {
    let all = shown(tx, case, &Part::ALL, words).await?;
    Ok(InCase {
        href: format!("/cases/{}", case.id),
        reference: case.reference.clone(),
        is_confidential: case.kind.is_confidential(),
        parts: all
            .into_iter()
            .map(|one| PartShown {
                name: one.part.name(),
                label: part_words(one.part, words),
                is_ticked: draft.ticked("show", one.part.name()),
                words: one.words,
            })
            .collect(),
    })
}

/// A part of a case in words.
pub(super) fn part_words(part: Part, words: Words) -> String {
    words.t(match part {
        Part::Number => "colleagues-part-number",
        Part::Subject => "colleagues-part-subject",
        Part::Service => "colleagues-part-service",
        Part::Due => "colleagues-part-due",
        Part::ClientName => "colleagues-part-client-name",
        Part::ClientContact => "colleagues-part-client-contact",
    })
}

fn groups(
    cx: &EmployeeCx,
    setting: &Setting,
    day: &Day<'_>,
    names: &Names,
    services: &[solits_organisation::Service],
) -> Vec<Group> {
    let words = cx.words;
    let me = cx.me.employee;
    let answers = |whom: Whom| whom.meant(day, &setting.services).filter(|meant| *meant != me);
    let with_name = |name: &str, meant: EmployeeId| {
        let who = with_substitute(meant, names, day, words);
        words.ta("colleagues-meant", &[("name", name.into()), ("who", who.into())])
    };
    let units = day.units().filter_map(|unit| {
        let whom = Whom::Unit(unit.id);
        Some((whom.value(), with_name(&unit.name, answers(whom)?)))
    });
    let services = services.iter().filter_map(|service| {
        let whom = Whom::Service(service.id);
        Some((whom.value(), with_name(service.name.get(words.0), answers(whom)?)))
    });
    let all = [
        ("colleagues-group-units", units.collect()),
        ("colleagues-group-services", services.collect()),
        ("colleagues-group-people", people(cx, setting, day, names)),
    ];
    all.into_iter()
        .filter(|(_, options): &(_, Vec<_>)| !options.is_empty())
        .map(|(key, options)| Group { label: words.t(key), options })
        .collect()
}

/// Everybody else who works here, with post and whoever stands in.
pub(super) fn people(
    cx: &EmployeeCx,
    setting: &Setting,
    day: &Day<'_>,
    names: &Names,
) -> Vec<(String, String)> {
    let others = setting.employees.iter().filter(|one| one.id != cx.me.employee && day.works(one.id));
    others
        .map(|one| {
            let who = with_substitute(one.id, names, day, cx.words);
            let label = if one.post.is_empty() { who } else { format!("{who} — {}", one.post) };
            (Whom::Person(one.id).value(), label)
        })
        .collect()
}

/// `POST /requests`
pub(crate) async fn create(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    make(cx, None, Draft::of(fields)).await
}

/// `POST /cases/{case}/ask`
pub(crate) async fn create_in_case(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    make(cx, Some(id), Draft::of(fields)).await
}

async fn make(cx: EmployeeCx, case: Option<CaseId>, mut draft: Draft) -> PageResult {
    let to = Whom::parse(draft.get("to"));
    if to.is_none() {
        draft.refuse("to", cx.words.t("common-field-choose"));
    }
    let topic = draft.text("topic", MOST_LINE, cx.words);
    let question = draft.text("question", MOST_TEXT, cx.words);
    let checked = draft.optional_text("checked", MOST_TEXT, cx.words);
    let (Some(to), true) = (to, draft.errors.is_empty()) else { return again(&cx, case, draft).await };
    let once = draft.once("colleague.ask");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    let parts: Vec<&str> = draft.all("show").collect();
    let asked = Ask {
        kind: RequestKind::Question,
        case,
        to,
        topic,
        question,
        checked,
        meets_at: None,
        place: String::new(),
        key: String::new(),
    };
    match ask::ask(&mut tx, &cx.app, &cx.actor(), asked, &parts).await {
        Ok(id) => {
            let page = format!("/requests/{id}?notice=asked");
            once.made(&mut tx, &page).await?;
            tx.commit().await?;
            Ok(see_other(&page))
        }
        Err(ColleagueError::Refused(refusal)) => {
            drop(tx);
            draft.refuse(field_of(refusal), cx.words.t(refusal.key()));
            again(&cx, case, draft).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Beside which field a refusal is said.
const fn field_of(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::BadText => "question",
        Refusal::BadDate => "on",
        _ => "to",
    }
}

async fn again(cx: &EmployeeCx, case: Option<CaseId>, draft: Draft) -> PageResult {
    let mut tx = cx.read().await?;
    let case = match case {
        Some(id) => Some(solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?),
        None => None,
    };
    let shown = page(cx, &mut tx, case.as_ref(), draft).await?;
    Ok(unprocessable(shown))
}
