//! One question: what is asked, what was said, by when, and the forms of whoever answers.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::Loaded;
use solits_kernel::Timestamp;
use solits_standard::{ServedClient, Standard, model::Moment};
use solits_web::{Draft, EmployeeCx, Page, PageResult, WebError, html};

use super::{
    Names,
    ask::{part_words, people},
    letter_words, standing_words, with_substitute,
};
use crate::{
    actions::{answer::last_moment, ask::Setting},
    model::request::{PartIn, Reply, Request, RequestId, RequestKind, Said},
    pages::{
        notice,
        promised::{Promised, promised, urgency},
    },
    store::{letters, requests},
};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    notice: Option<String>,
}

/// Something said, in words.
struct SaidShown {
    when: String,
    datetime: String,
    who: String,
    what: String,
    text: String,
}

/// What the standard asks of whoever serves a colleague (J-05).
struct Practice {
    title: String,
    sentences: Vec<String>,
}

#[derive(Template)]
#[template(path = "colleagues/request.html")]
struct ShowView {
    page: Page,
    href: String,
    version: i64,
    topic: String,
    question: String,
    checked: String,
    is_meeting: bool,
    meets: String,
    place: String,
    asker: String,
    asked: String,
    addressee: String,
    copied_to: String,
    letters: Vec<String>,
    standing_badge: &'static str,
    standing: String,
    due_badge: &'static str,
    due: String,
    due_date: String,
    parts: Vec<(String, String)>,
    case_href: String,
    /// What the reader still has to do with it.
    part: Option<PartIn>,
    seen: Seen,
    said: Vec<SaidShown>,
    promises: Vec<Promised>,
    practice: Vec<Practice>,
    people: Vec<(String, String)>,
    draft: Draft,
}

#[derive(Template)]
#[template(path = "colleagues/_said.html")]
struct SaidView {
    page: Page,
    said: Vec<SaidShown>,
    due_badge: &'static str,
    due: String,
    due_date: String,
    standing_badge: &'static str,
    standing: String,
    promises: Vec<Promised>,
}

/// Whether whoever acted had the present version before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    Present,
    Earlier,
}

/// `GET /requests/{request}`
pub(crate) async fn show(
    cx: EmployeeCx,
    Path(id): Path<RequestId>,
    Query(asked): Query<Asked>,
) -> PageResult {
    page(&cx, id, Draft::default(), Seen::Present, asked.notice.as_deref()).await
}

/// `GET /requests/{request}/fragment`: what was said and what is owed.
pub(crate) async fn fragment(cx: EmployeeCx, Path(id): Path<RequestId>) -> PageResult {
    let view = view(&cx, id, Draft::default(), Seen::Present).await?;
    html(&SaidView {
        page: view.page,
        said: view.said,
        due_badge: view.due_badge,
        due: view.due,
        due_date: view.due_date,
        standing_badge: view.standing_badge,
        standing: view.standing,
        promises: view.promises,
    })
}

/// The page of a question, with what was typed and what is wrong with it.
pub(super) async fn page(
    cx: &EmployeeCx,
    id: RequestId,
    draft: Draft,
    seen: Seen,
    told: Option<&str>,
) -> Result<Response, WebError> {
    let mut view = view(cx, id, draft, seen).await?;
    view.page.notice = notice(told, cx.words);
    html(&view)
}

async fn view(cx: &EmployeeCx, id: RequestId, draft: Draft, seen: Seen) -> Result<ShowView, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let request = requests::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let setting = Setting::read(&mut tx).await?;
    let day = setting.structure.on(cx.at.day());
    let part = request.part_of(cx.me.employee, &day).ok_or(WebError::NotFound)?;
    let names = Names::of_all(&setting.employees, words);
    let replies = requests::list_replies(&mut tx, id).await?;
    let letters = letters::list_about(&mut tx, id.uuid()).await?;
    let obligations = requests::list_obligations(&mut tx, id.uuid()).await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let case_href = case_href(&mut tx, cx, &request).await?;
    drop(tx);
    let live = request.standing.is_live();
    let answers = part == PartIn::Answers && live;
    let (standing_badge, standing) = standing_words(request.standing, words);
    let due = request.due_at.filter(|_| live);
    let mut page = cx.page(words.ta("colleagues-request-title", &[("topic", request.topic.as_str().into())]));
    page.live = Some(format!("/live?topics=employee:{}", cx.me.employee));
    Ok(ShowView {
        href: format!("/requests/{id}"),
        version: request.version,
        is_meeting: request.kind == RequestKind::Meeting,
        meets: request.meets_at.map(|meets| words.moment(meets)).unwrap_or_default(),
        place: request.place.clone(),
        asker: names.of(request.asked_by),
        asked: words.moment(request.asked_at),
        addressee: with_substitute(request.addressee, &names, &day, words),
        copied_to: request.copied_to.map(|id| names.of(id)).unwrap_or_default(),
        letters: letters.iter().map(|one| letter_words(one, &names, words)).collect(),
        due_badge: due.map_or("plain", |due| urgency(due, cx.at)),
        due: due.map_or_else(|| as_fast(live, words), |due| words.due(due, cx.at)),
        due_date: due.map(|due| words.date(last_moment(due).day())).unwrap_or_default(),
        parts: request.shown.iter().map(|one| (part_words(one.part, words), one.words.clone())).collect(),
        part: Some(part).filter(|_| live),
        seen,
        said: replies.iter().map(|reply| said(reply, &names, words)).collect(),
        promises: promised(&obligations, &loaded, words, cx.at),
        practice: if answers { practice(&loaded, cx.at, words) } else { Vec::new() },
        people: if answers { others(cx, &setting, &day, &names, &request) } else { Vec::new() },
        standing_badge,
        standing,
        case_href,
        topic: request.topic,
        question: request.question,
        checked: request.checked,
        draft,
        page,
    })
}

fn as_fast(live: bool, words: Words) -> String {
    if live { words.t("colleagues-as-fast-as-possible") } else { String::new() }
}

/// The address of the case, for whoever sees it anyway.
async fn case_href(tx: &mut Tx, cx: &EmployeeCx, request: &Request) -> Result<String, WebError> {
    let Some(case) = request.case.filter(|_| cx.me.may("cases.work")) else { return Ok(String::new()) };
    let seen = solits_cases::find(tx, case).await?;
    Ok(seen.map(|case| format!("/cases/{}", case.id)).unwrap_or_default())
}

fn others(
    cx: &EmployeeCx,
    setting: &Setting,
    day: &solits_structure::Day<'_>,
    names: &Names,
    request: &Request,
) -> Vec<(String, String)> {
    let not = [request.asked_by, request.addressee].map(|id| format!("person:{id}"));
    people(cx, setting, day, names).into_iter().filter(|(value, _)| !not.contains(value)).collect()
}

fn said(reply: &Reply, names: &Names, words: Words) -> SaidShown {
    let what = match reply.said {
        Said::Answered => words.t("colleagues-said-answered"),
        Said::Attends => words.t("colleagues-said-attends"),
        Said::Declines => words.t("colleagues-said-declines"),
        Said::Withdrawn => words.t("colleagues-said-withdrawn"),
        Said::Partly => {
            let day = reply.until.map(|until| words.on(last_moment(until).day())).unwrap_or_default();
            words.ta("colleagues-said-partly", &[("day", day.into())])
        }
        Said::PassedOn => {
            let name = reply.to.map(|to| names.of(to)).unwrap_or_default();
            words.ta("colleagues-said-passed-on", &[("name", name.into())])
        }
    };
    SaidShown {
        when: words.moment(reply.at),
        datetime: reply.at.to_string(),
        who: names.of(reply.by),
        what,
        text: reply.text.clone(),
    }
}

/// The moments at which somebody serves a colleague.
const WITH_COLLEAGUES: [Moment; 5] =
    [Moment::Colleague, Moment::Mail, Moment::Phone, Moment::Serving, Moment::Conflict];

/// What the standard asks towards a colleague: the guides, then the starred actions of each situation.
fn practice(loaded: &Loaded, at: Timestamp, words: Words) -> Vec<Practice> {
    let Some((_, standard)) = loaded.standard(at) else { return Vec::new() };
    let mut all = Vec::new();
    let guides = guides(&standard, words);
    if !guides.is_empty() {
        all.push(Practice { title: words.t("colleagues-practice-guides"), sentences: guides });
    }
    let mut seen: Vec<String> = Vec::new();
    for moment in WITH_COLLEAGUES {
        for list in standard.situations_at(moment, ServedClient::Internal) {
            if seen.contains(&list.situation.number) {
                continue;
            }
            seen.push(list.situation.number.clone());
            let actions = list.actions.iter().map(|action| action.text.get(words.0).to_owned());
            all.push(Practice {
                title: list.situation.title.get(words.0).to_owned(),
                sentences: actions.collect(),
            });
        }
    }
    all
}

fn guides(standard: &Standard, words: Words) -> Vec<String> {
    use solits_standard::model::NormKind;
    let of_colleagues = |kind: &NormKind| matches!(kind, NormKind::Guide { shown_at } if shown_at.contains(&Moment::Colleague));
    standard
        .guides_at(Moment::Colleague)
        .filter(|norm| of_colleagues(&norm.value.kind))
        .map(|norm| format!("{} ({})", norm.value.text.get(words.0), norm.origin.paragraph))
        .collect()
}
