//! `/callbacks`: the calls still to be made, a new one, and the result of one.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_cases::Urgency;
use solits_i18n::Words;
use solits_kernel::CaseId;
use solits_organisation::list_branches;
use solits_web::{EmployeeCx, Form, Notice, Once, Page, PageResult, WebError, html, see_other};

use super::{
    actions,
    form::{self, Typed, read},
    model::{AnswerBy, CallResult, Phone},
    store::{self, CallbackId, CallbackRow},
};
use crate::people::People;

/// Rows of the list; more would not be read.
const MOST: i64 = 100;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    of: String,
    #[serde(default)]
    case: String,
    /// The number a client's letter names.
    #[serde(default)]
    phone: String,
    #[serde(default)]
    notice: String,
}

struct Row {
    href: String,
    phone: String,
    question: String,
    who: String,
    line: String,
    due: String,
    badge: &'static str,
    tries: String,
}

#[derive(Template)]
#[template(path = "inbox/callbacks.html")]
struct ListView {
    page: Page,
    of_all: bool,
    groups: Vec<(String, Vec<Row>)>,
}

/// `GET /callbacks`: one's own, or everybody's with `?of=all`.
pub(crate) async fn list(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let of_all = asked.of == "all";
    let mut tx = cx.read().await?;
    let people = People::read(&mut tx, cx.me.employee, cx.at, cx.words).await?;
    let who = (!of_all).then_some(cx.me.employee);
    let calls = store::list_open(&mut tx, who, MOST).await?;
    drop(tx);
    if !calls.is_empty() {
        look(cx.write().await?, &cx.app, &cx.actor(), Look::List(calls.len())).await?;
    }
    let groups = grouped(calls, cx.words)
        .into_iter()
        .map(|(heading, calls)| (heading, calls.into_iter().map(|call| row(&cx, &people, call)).collect()));
    let mut page = cx.page(cx.words.t("inbox-callbacks"));
    page.live = Some(format!("/live?topics=employee:{}", cx.me.employee));
    page.notice = (asked.notice == "saved").then(|| saved(cx.words));
    html(&ListView { page, of_all, groups: groups.collect() })
}

/// What was promised first, then what was missed, line by line (G-16).
fn grouped(calls: Vec<CallbackRow>, words: Words) -> Vec<(String, Vec<CallbackRow>)> {
    let (missed, promised): (Vec<_>, Vec<_>) = calls.into_iter().partition(|call| call.is_missed == 1);
    let mut by_line: BTreeMap<String, Vec<CallbackRow>> = BTreeMap::new();
    for call in missed {
        by_line.entry(call.line.clone()).or_default().push(call);
    }
    let missed = by_line.into_iter().map(|(line, calls)| {
        let heading = words.t("inbox-callback-missed");
        (if line.is_empty() { heading } else { format!("{heading} · {line}") }, calls)
    });
    let promised = (!promised.is_empty()).then(|| (words.t("inbox-callback-promised"), promised));
    promised.into_iter().chain(missed).collect()
}

fn saved(words: Words) -> Notice {
    Notice { kind: "good", text: words.t("inbox-callback-saved"), undo: None }
}

fn row(cx: &EmployeeCx, people: &People, call: CallbackRow) -> Row {
    let words = cx.words;
    Row {
        href: format!("/callbacks/{}", call.id),
        who: people.name(call.employee_id),
        due: match call.promised_at {
            Some(promised) => words.due(promised, cx.at),
            None => words.moment(call.made_at),
        },
        badge: call.promised_at.map_or("plain", |promised| Urgency::of(promised, cx.at).badge()),
        tries: if call.tries > 0 { words.n("inbox-callback-tries", call.tries) } else { String::new() },
        phone: call.phone,
        question: call.question,
        line: call.line,
    }
}

#[derive(Template)]
#[template(path = "inbox/callback_new.html")]
struct FormView {
    page: Page,
    typed: Typed,
    case: String,
    reference: String,
    people: Vec<(String, String)>,
    branches: Vec<(String, String)>,
    ways: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
}

/// `GET /callbacks/new`, also from a case whose client asks for an answer by telephone (G-20).
pub(crate) async fn form(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let mut pairs = vec![
        ("what".to_owned(), "promised".to_owned()),
        ("answer_by".to_owned(), AnswerBy::Phone.name().to_owned()),
        ("employee".to_owned(), cx.me.employee.to_string()),
        ("branch".to_owned(), cx.me.branch.map(|branch| branch.to_string()).unwrap_or_default()),
        ("day".to_owned(), cx.at.day().to_string()),
    ];
    if let Ok(id) = asked.case.parse::<CaseId>() {
        let mut tx = cx.read().await?;
        let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
        drop(tx);
        look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
        if Phone::parse(&asked.phone).is_some() {
            pairs.push(("phone".to_owned(), asked.phone));
        } else if Phone::parse(&case.client_contact).is_some() {
            pairs.push(("phone".to_owned(), case.client_contact));
        }
        pairs.push(("client_name".to_owned(), case.client_name));
        pairs.push(("question".to_owned(), case.subject));
        pairs.push(("case".to_owned(), id.to_string()));
    }
    form_page(&cx, Typed { fields: pairs.into(), errors: Vec::new() }, StatusCode::OK).await
}

async fn form_page(cx: &EmployeeCx, typed: Typed, status: StatusCode) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let people = People::read(&mut tx, cx.me.employee, cx.at, words).await?;
    let branches = list_branches(&mut tx).await?;
    let case = match typed.get("case").parse::<CaseId>() {
        Ok(id) => solits_cases::find(&mut tx, id).await?,
        Err(_) => None,
    };
    drop(tx);
    let view = FormView {
        case: case.as_ref().map(|case| case.id.to_string()).unwrap_or_default(),
        reference: case.map(|case| case.reference).unwrap_or_default(),
        people: people.options(),
        branches: branches.iter().map(|one| (one.id.to_string(), one.name.get(words.0).to_owned())).collect(),
        ways: AnswerBy::ALL.map(|way| (way.name().to_owned(), words.t(way.label()))).into(),
        kinds: vec![
            ("promised".to_owned(), words.t("inbox-callback-what-promised")),
            ("missed".to_owned(), words.t("inbox-callback-what-missed")),
        ],
        page: cx.page(words.t("inbox-callback-new")),
        typed,
    };
    Ok((status, html(&view)?).into_response())
}

/// `POST /callbacks`
pub(crate) async fn add(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let once = Once::of("callback.add", &fields);
    let mut typed = Typed { fields, errors: Vec::new() };
    let Some(new) = read(cx.words, cx.at, &mut typed) else {
        return form_page(&cx, typed, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = cx.write().await?;
    if let Some(before) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&before));
    }
    let id = actions::add(&mut tx, &cx.app, &cx.actor(), cx.words, &new).await?;
    let address = format!("/callbacks/{id}?notice=saved");
    once.made(&mut tx, &address).await?;
    tx.commit().await?;
    Ok(see_other(&address))
}

#[derive(Template)]
#[template(path = "inbox/callback.html")]
struct ShowView {
    page: Page,
    id: CallbackId,
    case: CaseId,
    reference: String,
    client: String,
    phone: String,
    question: String,
    line: String,
    who: String,
    way: String,
    due: String,
    badge: &'static str,
    date: String,
    tries: String,
    ended: String,
    results: Vec<(String, String)>,
    /// Words for a text message to whoever called in vain (G-17); empty for a call that was promised.
    text_message: String,
    typed: Typed,
}

/// `GET /callbacks/{id}`
pub(crate) async fn show(
    cx: EmployeeCx,
    Path(id): Path<CallbackId>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let notice = (asked.notice == "saved").then(|| saved(cx.words));
    show_page(&cx, id, Typed::default(), notice, StatusCode::OK).await
}

async fn show_page(
    cx: &EmployeeCx,
    id: CallbackId,
    typed: Typed,
    notice: Option<Notice>,
    status: StatusCode,
) -> Result<Response, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let call = store::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let case = solits_cases::find(&mut tx, call.case_id).await?.ok_or(WebError::NotFound)?;
    let people = People::read(&mut tx, cx.me.employee, cx.at, words).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case.id)).await?;
    let mut page = cx.page(words.t("inbox-callback"));
    page.notice = notice;
    let result = call.result.as_deref().and_then(CallResult::parse);
    let view = ShowView {
        id,
        case: case.id,
        client: case.client_name,
        reference: case.reference,
        who: people.name(call.employee_id),
        way: AnswerBy::parse(&call.answer_by).map(|way| words.t(way.label())).unwrap_or_default(),
        due: match call.promised_at {
            Some(promised) if call.ended_at.is_none() => words.due(promised, cx.at),
            Some(promised) => words.moment(promised),
            None => words.t("inbox-as-fast-as-possible"),
        },
        badge: match call.promised_at {
            Some(promised) if call.ended_at.is_none() => Urgency::of(promised, cx.at).badge(),
            _ => "plain",
        },
        date: call.promised_at.map(|promised| words.date(promised.day())).unwrap_or_default(),
        tries: if call.tries > 0 { words.n("inbox-callback-tries", call.tries) } else { String::new() },
        ended: result
            .map(|result| words.ta("inbox-callback-ended", &[("result", words.t(result.label()).into())]))
            .unwrap_or_default(),
        text_message: if call.is_missed == 1 {
            let name = people.name(cx.me.employee);
            words.ta("inbox-callback-text-message", &[("name", name.as_str().into())])
        } else {
            String::new()
        },
        results: CallResult::ALL.map(|one| (one.name().to_owned(), words.t(one.label()))).into(),
        phone: call.phone,
        question: call.question,
        line: call.line,
        typed,
        page,
    };
    Ok((status, html(&view)?).into_response())
}

/// `POST /callbacks/{id}/result`
pub(crate) async fn finish(cx: EmployeeCx, Path(id): Path<CallbackId>, Form(fields): Form) -> PageResult {
    let mut typed = Typed { fields, errors: Vec::new() };
    let Some((result, went)) = form::result(cx.words, &mut typed) else {
        return show_page(&cx, id, typed, None, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = cx.write().await?;
    let call = store::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    solits_cases::find(&mut tx, call.case_id).await?.ok_or(WebError::NotFound)?;
    if !actions::finish(&mut tx, &cx.app, &cx.actor(), cx.words, &call, result, &went).await? {
        drop(tx);
        return show_page(&cx, id, typed, None, StatusCode::CONFLICT).await;
    }
    tx.commit().await?;
    let back = if result.ends() { "/callbacks".to_owned() } else { format!("/callbacks/{id}") };
    Ok(see_other(&format!("{back}?notice=saved")))
}
