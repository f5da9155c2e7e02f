//! The screen itself, whole and as the part that is alive.

use std::collections::HashMap;

use askama::Template as _;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{Html, IntoResponse as _},
};
use solits_acquaintance::waiting_line;
use solits_db::Tx;
use solits_kernel::day_number;
use solits_organisation::find_branch;
use solits_queue::{CounterView, Hall, Party, Status, Ticket};
use solits_standard::{ServedClient, model::Moment as At};
use solits_web::{EmployeeCx, Notice, Page, PageResult, UndoForm, WebError, html};

use super::{
    Figures,
    asked::moments,
    branch_of,
    call_form::{CallForm, reason_options},
    ending::{Ending, Typed},
    figures, midnight, own_counter,
    present::present,
    sit::start_page,
};
use crate::{
    back_office::{Activity, back_office_since},
    colleague::{ColleagueForm, line_options, typed_party},
    help::help_view,
    model::standing,
    store,
    view::{AwayPart, DeskPart, DueView, Queued, Target, WorkplaceView},
};

/// `GET /workplace`
pub(crate) async fn show(cx: EmployeeCx, Query(query): Query<HashMap<String, String>>) -> PageResult {
    let mut tx = cx.read().await?;
    let hall = solits_queue::hall(&mut tx, &cx.app, branch_of(&cx)?, cx.at).await?;
    let Some(counter) = own_counter(&cx, &hall) else {
        return start_page(&cx, &mut tx, &hall, String::new()).await;
    };
    let figures = figures(&cx, &mut tx).await?;
    let again = Again::asked(&query, counter);
    let mut page = page(&cx, &mut tx, &hall, counter).await?;
    page.live = Some(format!("/live?topics=branch:{}", hall.branch));
    if let Some(key) =
        query.get("notice").filter(|key| key.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
    {
        let undo = counter.undo_until.filter(|until| *until > cx.at).map(|_| UndoForm {
            action: "/workplace/undo".to_owned(),
            label: cx.words.t("common-undo"),
            seconds: figures.undo_seconds,
            fields: Vec::new(),
        });
        if let Some(text) = colleague_words(&cx, &hall, &query).or_else(|| notice_words(&cx, key)) {
            page.notice = Some(Notice { kind: "good", text, undo });
        }
    }
    let source = again.source(counter);
    whole(&cx, &mut tx, page, &hall, counter, &figures, again, source).await
}

/// The desk as it was sent, with what was typed and, beside it, what is wrong. It is not renewed by itself: what was typed
/// stands until it is sent again.
pub(crate) async fn show_again(cx: &EmployeeCx, again: Again) -> PageResult {
    let mut tx = cx.read().await?;
    let hall = solits_queue::hall(&mut tx, &cx.app, branch_of(cx)?, cx.at).await?;
    let counter = own_counter(cx, &hall).ok_or(WebError::Conflict("workplace-no-counter"))?;
    let figures = figures(cx, &mut tx).await?;
    let page = page(cx, &mut tx, &hall, counter).await?;
    let answer = whole(cx, &mut tx, page, &hall, counter, &figures, again, String::new()).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response())
}

async fn page(cx: &EmployeeCx, tx: &mut Tx, hall: &Hall, counter: &CounterView) -> Result<Page, WebError> {
    let mut page = cx.page(cx.words.t("workplace-title"));
    if let Some(user) = &mut page.user {
        user.branch = find_branch(tx, hall.branch)
            .await?
            .map(|branch| branch.name.get(cx.words.0).to_owned())
            .unwrap_or_default();
        user.counter = cx.words.ta("workplace-counter", &[("number", counter.number.into())]);
    }
    Ok(page)
}

#[expect(clippy::too_many_arguments, reason = "everything that was read for the page")]
async fn whole(
    cx: &EmployeeCx,
    tx: &mut Tx,
    page: Page,
    hall: &Hall,
    counter: &CounterView,
    figures: &Figures,
    again: Again,
    source: String,
) -> PageResult {
    let part = part(cx, tx, &page, hall, counter, figures, again).await?;
    let acquaintance = waiting_line(tx, cx.words, cx.me.employee).await?;
    html(&WorkplaceView { page, topics: format!("branch:{}", hall.branch), source, part, acquaintance })
}

/// The number that was just given to a colleague.
fn colleague_words(cx: &EmployeeCx, hall: &Hall, query: &HashMap<String, String>) -> Option<String> {
    let ticket = hall.ticket(query.get("ticket")?.parse().ok()?)?;
    Some(cx.words.ta("workplace-done-colleague", &[("number", ticket.display().into())]))
}

fn notice_words(cx: &EmployeeCx, key: &str) -> Option<String> {
    let key = match key {
        "next" => "workplace-done-next",
        "nobody" => "workplace-done-nobody",
        "finished" => "workplace-done-finished",
        "parked" => "workplace-done-parked",
        "transferred" => "workplace-done-transferred",
        "no-show" => "workplace-done-no-show",
        "mistake" => "workplace-done-mistake",
        "undone" => "workplace-done-undone",
        "help" => "workplace-done-help",
        "saved" => "workplace-done-saved",
        "written-down" => "workplace-done-written-down",
        "service-added" => "workplace-done-service-added",
        "service-now" => "workplace-done-service-now",
        _ => return None,
    };
    Some(cx.words.t(key))
}

/// `GET /workplace/fragment`
pub(crate) async fn fragment(cx: EmployeeCx, Query(query): Query<HashMap<String, String>>) -> PageResult {
    let mut tx = cx.read().await?;
    let hall = solits_queue::hall(&mut tx, &cx.app, branch_of(&cx)?, cx.at).await?;
    let Some(counter) = own_counter(&cx, &hall) else {
        // The desk was closed meanwhile, perhaps in the other browser.
        let part = AwayPart { words: cx.words };
        return Ok(Html(part.render()?).into_response());
    };
    let figures = figures(&cx, &mut tx).await?;
    let page = cx.page(String::new());
    let again = Again { finish: Again::asked(&query, counter).finish, ..Again::default() };
    let part = part(&cx, &mut tx, &page, &hall, counter, &figures, again).await?;
    Ok(Html(part).into_response())
}

/// What the last press left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Nothing.
    #[default]
    Nothing,
    /// A word on the client's identity.
    Identity,
}

/// What the desk shows again of what was pressed or typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Again {
    /// What the last press left out.
    pub(crate) asked: Asked,
    /// The end of the visit.
    pub(crate) finish: Ending,
    /// The turn to another service.
    pub(crate) switch: Ending,
    /// The call of a certain client.
    pub(crate) call: CallForm,
    /// A colleague's ticket.
    pub(crate) colleague: ColleagueForm,
    /// How many stand at the desk; as the ticket says where nothing is typed.
    pub(crate) party: Typed,
}

impl Again {
    /// What the address asks for. An outcome is chosen for one client and never for the next.
    fn asked(query: &HashMap<String, String>, counter: &CounterView) -> Self {
        let get = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
        let is_here = counter.ticket.is_some() && counter.ticket == get("ticket").parse().ok();
        Self {
            asked: if get("ask") == "identity" { Asked::Identity } else { Asked::Nothing },
            finish: Ending::chosen(if is_here { get("finish") } else { "" }),
            ..Self::default()
        }
    }

    /// Where the part that is alive is fetched from, with the outcome that is chosen.
    fn source(&self, counter: &CounterView) -> String {
        match counter.ticket.filter(|_| self.finish.asks()) {
            Some(ticket) => {
                format!("/workplace/fragment?finish={}&ticket={ticket}", self.finish.outcome)
            }
            None => "/workplace/fragment".to_owned(),
        }
    }
}

async fn part(
    cx: &EmployeeCx,
    tx: &mut Tx,
    page: &Page,
    hall: &Hall,
    counter: &CounterView,
    figures: &Figures,
    again: Again,
) -> Result<String, WebError> {
    let ticket = counter.ticket.and_then(|id| hall.ticket(id));
    let moment = match ticket.map(|ticket| ticket.status) {
        Some(Status::Called) => At::ClientCalled,
        Some(_) => At::Serving,
        None => At::Idle,
    };
    let served = if ticket.is_some_and(|ticket| ticket.internal) {
        ServedClient::Internal
    } else {
        ServedClient::External
    };
    let (present, done) = match ticket {
        Some(ticket) => present(cx, tx, hall, ticket, figures).await?,
        None => (None, String::new()),
    };
    let order = solits_queue::call_order(hall, counter.id);
    let queue: Vec<Queued> = order
        .iter()
        .enumerate()
        .filter_map(|(index, choice)| {
            Some(queued(
                cx,
                hall,
                hall.ticket(choice.ticket)?,
                choice.reason.sentence(cx.words.0),
                index == 0,
                figures,
            ))
        })
        .collect();
    let aside = hall
        .tickets
        .iter()
        .filter(|ticket| matches!(ticket.status, Status::NoShow | Status::Parked))
        .map(|ticket| {
            queued(
                cx,
                hall,
                ticket,
                cx.words.t(if ticket.status == Status::Parked {
                    "workplace-is-parked"
                } else {
                    "workplace-is-no-show"
                }),
                false,
                figures,
            )
        })
        .collect();
    let elsewhere: Vec<String> = solits_queue::not_for_counter(hall, counter.id)
        .into_iter()
        .filter_map(|id| Some(hall.ticket(id)?.display()))
        .collect();
    let next_words = match (queue.first(), counter.state.as_str()) {
        (Some(next), "open") => cx.words.ta(
            "workplace-next-would-be",
            &[("number", next.number.as_str().into()), ("reason", next.reason.as_str().into())],
        ),
        (None, _) => cx.words.t("workplace-nobody-waits"),
        _ => String::new(),
    };
    let due = solits_cases::list_due(tx, cx.me.employee, cx.at, 6)
        .await?
        .into_iter()
        .map(|case| DueView {
            href: format!("/cases/{}", case.id),
            text: format!("{} {}", case.reference, case.subject),
            due: case.due_at.map_or_else(|| cx.words.t("workplace-due-soon"), |due| cx.words.due(due, cx.at)),
            late: case.due_at.is_some_and(|due| due < cx.at),
        })
        .collect();
    let targets = targets(cx, hall, counter);
    let branch_day = store::find_branch_day(tx, hall.branch, day_number(cx.at.day())).await?;
    let warning = branch_day
        .as_ref()
        .and_then(|day| day.closing_warned_at)
        .filter(|_| branch_day.as_ref().is_some_and(|day| day.ended_at.is_none()));
    let paused = counter.state != "open";
    let pause_words = if paused {
        let reason = counter.pause_reason.as_deref().unwrap_or("other");
        let reason = cx.words.t(reason_key(reason));
        match counter.resume_at {
            Some(until) => cx.words.ta(
                "workplace-paused-until",
                &[("reason", reason.into()), ("until", cx.words.time(until).into())],
            ),
            None => cx.words.ta("workplace-paused", &[("reason", reason.into())]),
        }
    } else {
        String::new()
    };
    let back_office = back_office_since(tx, cx.words, hall.branch, midnight(cx.at), cx.at)
        .await?
        .into_iter()
        .find(|one| one.employee == cx.me.employee);
    let part = DeskPart {
        help: help_view(cx, tx, hall.branch, "/workplace/help").await?,
        page,
        words: cx.words,
        present,
        paused,
        pause_words,
        break_minutes: solits_queue::break_minutes(tx, &cx.app, cx.at).await?,
        next_words,
        moments: moments(cx.words, figures.standard.as_deref(), moment, served, &done),
        ask_error: match again.asked {
            Asked::Nothing => String::new(),
            Asked::Identity => cx.words.t("workplace-identity-unsaid"),
        },
        finish: again.finish,
        switch: again.switch,
        call: again.call,
        reasons: reason_options(cx.words),
        colleague: again.colleague,
        party: match ticket.and_then(|ticket| Party::new(ticket.party)) {
            Some(party) if again.party.error.is_empty() => typed_party(party),
            _ => again.party,
        },
        queue,
        aside,
        elsewhere,
        due,
        back_office,
        activities: Activity::ALL.map(|one| (one.name(), cx.words.t(one.key()))),
        targets,
        lines: line_options(cx, hall),
        doors: branch_day.as_ref().is_some_and(|day| day.doors_opened_at.is_none()),
        warning: warning.map(|_| cx.words.t("workplace-closing-warning")).unwrap_or_default(),
    };
    Ok(part.render()?)
}

/// Reasons of a pause, as the form offers them.
fn reason_key(reason: &str) -> &'static str {
    match reason {
        "lunch" => "workplace-pause-lunch",
        "urgent" => "workplace-pause-urgent",
        "outage" => "workplace-pause-outage",
        "hard_conversation" => "workplace-pause-hard",
        work if work.starts_with("back_office") => Activity::of(work).key(),
        _ => "workplace-pause-other",
    }
}

fn queued(
    cx: &EmployeeCx,
    hall: &Hall,
    ticket: &Ticket,
    reason: String,
    next: bool,
    figures: &Figures,
) -> Queued {
    let waited = cx.at.since(ticket.waiting_since).max(0);
    Queued {
        id: ticket.id,
        number: ticket.display(),
        line: hall.line(ticket.line).map(|line| line.name.get(cx.words.0).to_owned()).unwrap_or_default(),
        waited: cx.words.duration(waited),
        standing: standing(waited, figures.wait_minutes).name(),
        reason,
        priority: ticket.priority,
        internal: ticket.internal,
        party: ticket.party,
        next,
    }
}

fn targets(cx: &EmployeeCx, hall: &Hall, own: &CounterView) -> Vec<Target> {
    let lines = hall.lines.iter().map(|line| Target {
        value: format!("line:{}", line.id),
        label: line.name.get(cx.words.0).to_owned(),
    });
    let counters = hall.counters.iter().filter(|counter| counter.id != own.id).map(|counter| Target {
        value: format!("counter:{}", counter.id),
        label: cx.words.ta("workplace-counter", &[("number", counter.number.into())]),
    });
    let people = hall.counters.iter().filter(|counter| counter.id != own.id).filter_map(|counter| {
        Some(Target {
            value: format!("employee:{}", counter.employee?),
            label: counter.employee_name.clone(),
        })
    });
    lines.chain(counters).chain(people).collect()
}
