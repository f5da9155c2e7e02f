//! The specialist's screen: `GET /workplace` and one small form for each verb.

use std::collections::HashMap;

use askama::Template as _;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{Html, IntoResponse as _, Response},
};
use solits_db::Tx;
use solits_journal::{Entry, record};
use solits_kernel::{BranchId, CaseId, CounterId, EmployeeId, LineId, TicketId, Timestamp, day_number};
use solits_organisation::{
    CardReader, IdentityCheck, card_parts, deadline_words, find_branch, list_services,
};
use solits_queue::{CounterView, DeskNote, Done, Hall, Outcome, Status, Then, Ticket, TransferTo};
use solits_standard::{ServedClient, Standard, event::EventKind, model::Moment as At};
use solits_web::{EmployeeCx, Form, Notice, PageResult, UndoForm, WebError, html, see_other};

use crate::{
    help::help_view,
    model::{seconds_to_no_show, standing},
    store,
    view::{
        AwayPart, Check, DeskPart, DueView, Moment, Present, Queued, Seat, ServiceCardView, StartView,
        Target, WorkplaceView,
    },
    visit::visit_view,
};

/// What the standard says about figures of the desk, or the program's own where it is silent.
pub(crate) struct Figures {
    pub(crate) standard: Option<std::sync::Arc<Standard>>,
    pub(crate) no_show_seconds: i64,
    pub(crate) undo_seconds: i64,
    pub(crate) wait_minutes: i64,
}

pub(crate) async fn figures(cx: &EmployeeCx, tx: &mut Tx) -> Result<Figures, WebError> {
    let standard = cx.app.heart.loaded(tx).await?.standard(cx.at).map(|(_, standard)| standard);
    let int = |name: &str, otherwise| {
        standard.as_ref().and_then(|standard| standard.int(name)).map_or(otherwise, |value| value.value)
    };
    let wait_minutes = standard
        .as_ref()
        .and_then(|standard| {
            standard.promises_starting_on(EventKind::TicketTaken).find_map(|promise| match promise.within {
                solits_standard::model::Within::Minutes(minutes)
                    if matches!(promise.starts, solits_standard::model::Trigger::Event(_)) =>
                {
                    Some(minutes)
                }
                _ => None,
            })
        })
        .unwrap_or(15);
    Ok(Figures {
        no_show_seconds: int("queue.no_show_seconds", 60),
        undo_seconds: int("queue.undo_seconds", 8),
        wait_minutes,
        standard,
    })
}

fn branch_of(cx: &EmployeeCx) -> Result<BranchId, WebError> {
    cx.me.branch.ok_or(WebError::Conflict("workplace-no-branch"))
}

/// The counter this person sits at, whichever browser asks: a desk opened in two browsers is one desk.
fn own_counter<'a>(cx: &EmployeeCx, hall: &'a Hall) -> Option<&'a CounterView> {
    hall.counters.iter().find(|counter| counter.employee == Some(cx.me.employee))
}

pub(crate) async fn desk_of(cx: &EmployeeCx, tx: &mut Tx) -> Result<CounterId, WebError> {
    let hall = solits_queue::hall(tx, &cx.app, branch_of(cx)?, cx.at).await?;
    own_counter(cx, &hall).map(|counter| counter.id).ok_or(WebError::Conflict("workplace-no-counter"))
}

/// `GET /workplace`
pub(crate) async fn show(cx: EmployeeCx, Query(query): Query<HashMap<String, String>>) -> PageResult {
    let mut tx = cx.read().await?;
    let branch = branch_of(&cx)?;
    let hall = solits_queue::hall(&mut tx, &cx.app, branch, cx.at).await?;
    let Some(counter) = own_counter(&cx, &hall) else {
        return start_page(&cx, &mut tx, &hall, String::new()).await;
    };
    let figures = figures(&cx, &mut tx).await?;
    let mut page = cx.page(cx.words.t("workplace-title"));
    let topics = format!("branch:{branch}");
    page.live = Some(format!("/live?topics={topics}"));
    if let Some(user) = &mut page.user {
        user.branch = find_branch(&mut tx, branch)
            .await?
            .map(|branch| branch.name.get(cx.words.0).to_owned())
            .unwrap_or_default();
        user.counter = cx.words.ta("workplace-counter", &[("number", counter.number.into())]);
    }
    if let Some(key) =
        query.get("notice").filter(|key| key.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
    {
        let undo = counter.undo_until.filter(|until| *until > cx.at).map(|_| UndoForm {
            action: "/workplace/undo".to_owned(),
            label: cx.words.t("common-undo"),
            seconds: figures.undo_seconds,
            fields: Vec::new(),
        });
        if let Some(text) = notice_words(&cx, key) {
            page.notice = Some(Notice { kind: "good", text, undo });
        }
    }
    let part = part(&cx, &mut tx, &page, &hall, counter, &figures).await?;
    html(&WorkplaceView { page, topics, part })
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
        "service-added" => "workplace-done-service-added",
        "service-now" => "workplace-done-service-now",
        _ => return None,
    };
    Some(cx.words.t(key))
}

/// `GET /workplace/fragment`
pub(crate) async fn fragment(cx: EmployeeCx) -> PageResult {
    let mut tx = cx.read().await?;
    let hall = solits_queue::hall(&mut tx, &cx.app, branch_of(&cx)?, cx.at).await?;
    let Some(counter) = own_counter(&cx, &hall) else {
        // The desk was closed meanwhile, perhaps in the other browser.
        let part = AwayPart { words: cx.words };
        return Ok(Html(part.render()?).into_response());
    };
    let figures = figures(&cx, &mut tx).await?;
    let page = cx.page(String::new());
    Ok(Html(part(&cx, &mut tx, &page, &hall, counter, &figures).await?).into_response())
}

async fn part(
    cx: &EmployeeCx,
    tx: &mut Tx,
    page: &solits_web::Page,
    hall: &Hall,
    counter: &CounterView,
    figures: &Figures,
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
            due: case.due_at.map(|due| cx.words.due(due, cx.at)).unwrap_or_default(),
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
    let part = DeskPart {
        help: help_view(cx, tx, hall.branch, "/workplace/help").await?,
        page,
        words: cx.words,
        present,
        paused,
        pause_words,
        break_minutes: solits_queue::break_minutes(tx, &cx.app, cx.at).await?,
        next_words,
        moments: moments(cx, figures.standard.as_deref(), moment, served, &done),
        queue,
        aside,
        elsewhere,
        due,
        targets,
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
        "back_office" => "workplace-pause-back-office",
        _ => "workplace-pause-other",
    }
}

async fn present(
    cx: &EmployeeCx,
    tx: &mut Tx,
    hall: &Hall,
    ticket: &Ticket,
    figures: &Figures,
) -> Result<(Option<Present>, String), WebError> {
    let note = solits_queue::desk_note(tx, ticket.id).await?;
    let called = ticket.status == Status::Called;
    let since =
        if called { ticket.recalled_at.or(ticket.called_at) } else { ticket.started_at }.unwrap_or(cx.at);
    let all = list_services(tx).await?;
    let visit = visit_view(tx, cx.words, hall, ticket, &all, cx.at).await?;
    let of_line: Vec<_> = all.into_iter().filter(|service| service.line == Some(ticket.line)).collect();
    let only = if let [only] = of_line.as_slice() { Some(only.id) } else { None };
    let case = solits_cases::latest_of_ticket(tx, ticket.id)
        .await?
        .map(|case| (case.id.to_string(), case.reference))
        .unwrap_or_default();
    let services = of_line
        .into_iter()
        .map(|service| ServiceCardView {
            name: service.name.get(cx.words.0).to_owned(),
            id: service.id.to_string(),
            wanted: ticket.service.or(only) == Some(service.id),
            description: service.card.description.get(cx.words.0).to_owned(),
            parts: card_parts(cx.words, &service, CardReader::Staff),
            price_words: service.card.price_words.get(cx.words.0).to_owned(),
            price: match service.price_cents {
                #[expect(clippy::cast_precision_loss, reason = "a price")]
                Some(cents) => format!("{} €", cx.words.decimal(cents as f64 / 100.0, 2)),
                None => cx.words.t("workplace-free"),
            },
            deadline: service
                .deadline
                .map(|deadline| deadline_words(cx.words, &deadline))
                .unwrap_or_default(),
            identity: match service.identity_check {
                IdentityCheck::No => "no",
                IdentityCheck::Ask => "ask",
                IdentityCheck::Must => "must",
            },
        })
        .collect();
    let present = Present {
        id: ticket.id,
        number: ticket.display(),
        line: hall.line(ticket.line).map(|line| line.name.get(cx.words.0).to_owned()).unwrap_or_default(),
        called,
        priority: ticket.priority,
        party: ticket.party,
        elapsed_seconds: cx.at.since(since).max(0) / 1000,
        since: since.to_string(),
        clock: cx.words.stopwatch(cx.at.since(since).max(0)),
        no_show_in: if called {
            seconds_to_no_show(ticket.called_at.unwrap_or(cx.at), figures.no_show_seconds, cx.at)
        } else {
            -1
        },
        note: note.note,
        identity: match note.identity_checked {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        },
        services,
        visit,
        case_service: ticket.service.or(only).map(|id| id.to_string()).unwrap_or_default(),
        case,
    };
    Ok((Some(present), note.ticked))
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

/// What the standard in force asks at a moment, as lists to tick.
fn moments(
    cx: &EmployeeCx,
    standard: Option<&Standard>,
    moment: At,
    served: ServedClient,
    ticked: &str,
) -> Vec<Moment> {
    let Some(standard) = standard else { return Vec::new() };
    let lang = cx.words.0;
    let is_ticked = |id: &str| ticked.split(' ').any(|one| one == id);
    let mut moments: Vec<Moment> = standard
        .situations_at(moment, served)
        .into_iter()
        .map(|list| Moment {
            title: list.situation.title.get(lang).to_owned(),
            source: format!("{} {}", list.origin.document, list.origin.paragraph),
            impression: list
                .situation
                .impression
                .as_ref()
                .map(|text| text.get(lang).to_owned())
                .unwrap_or_default(),
            checks: list
                .actions
                .iter()
                .flat_map(|action| &action.results)
                .map(|result| Check {
                    id: result.id.clone(),
                    text: result.text.get(lang).to_owned(),
                    ticked: is_ticked(&result.id),
                })
                .collect(),
        })
        .collect();
    let guides: Vec<Check> = standard
        .guides_at(moment)
        .map(|norm| Check {
            id: norm.value.id.clone(),
            text: norm.value.text.get(lang).to_owned(),
            ticked: is_ticked(&norm.value.id),
        })
        .collect();
    if !guides.is_empty() {
        moments.push(Moment {
            title: cx.words.t("workplace-guides"),
            source: String::new(),
            impression: String::new(),
            checks: guides,
        });
    }
    moments
}

async fn start_page(cx: &EmployeeCx, tx: &mut Tx, hall: &Hall, error: String) -> PageResult {
    let figures = figures(cx, tx).await?;
    let branch = find_branch(tx, hall.branch)
        .await?
        .map(|branch| branch.name.get(cx.words.0).to_owned())
        .unwrap_or_default();
    let today = day_number(cx.at.day());
    let checked = store::find_day_check(tx, cx.me.employee, today).await?.is_some();
    let branch_day = store::find_branch_day(tx, hall.branch, today).await?;
    let seats = hall
        .counters
        .iter()
        .map(|counter| Seat {
            id: counter.id,
            number: counter.number,
            taken_by: if counter.state == "closed" { String::new() } else { counter.employee_name.clone() },
            lines: counter
                .lines
                .iter()
                .filter_map(|id| hall.line(*id))
                .map(|line| line.name.get(cx.words.0).to_owned())
                .collect::<Vec<_>>()
                .join(", "),
        })
        .collect();
    let status = if error.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = StartView {
        page: cx.page(cx.words.t("workplace-start")),
        branch,
        moments: moments(cx, figures.standard.as_deref(), At::BeforeOpening, ServedClient::External, ""),
        checked,
        seats,
        doors: branch_day.is_some_and(|day| day.doors_opened_at.is_none()),
        error,
    };
    Ok((status, html(&view)?).into_response())
}

/// `POST /workplace/sit`: confirms the checks of the day and opens a counter (E-23).
pub(crate) async fn sit(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let counter: CounterId = fields.parse("counter").ok_or(WebError::BadRequest)?;
    let today = day_number(cx.at.day());
    let mut tx = cx.write().await?;
    if store::find_day_check(&mut tx, cx.me.employee, today).await?.is_none() {
        if !fields.has("checked") {
            let hall = solits_queue::hall(&mut tx, &cx.app, branch_of(&cx)?, cx.at).await?;
            return start_page(&cx, &mut tx, &hall, cx.words.t("workplace-check-first")).await;
        }
        let ticked = fields.all("tick").collect::<Vec<_>>().join(" ");
        store::insert_day_check(&mut tx, cx.me.employee, today, &ticked, cx.at).await?;
        record(
            &mut tx,
            &cx.app.heart,
            &cx.actor(),
            Entry::new(EventKind::ChecklistDone, cx.me.employee, cx.me.branch),
        )
        .await?;
    }
    solits_queue::open_counter(&mut tx, &cx.app, &cx.actor(), counter, cx.me.employee).await?;
    store::set_session_counter(&mut tx, cx.me.session, Some(counter)).await?;
    tx.commit().await?;
    Ok(see_other("/workplace"))
}

/// `POST /workplace/doors`: the doors are open.
pub(crate) async fn doors(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let branch = branch_of(&cx)?;
    let today = day_number(cx.at.day());
    let mut tx = cx.write().await?;
    let day = store::find_branch_day(&mut tx, branch, today).await?.ok_or(WebError::NotFound)?;
    if store::open_doors(&mut tx, branch, today, cx.at).await? {
        record(
            &mut tx,
            &cx.app.heart,
            &cx.actor(),
            Entry::new(EventKind::BranchDoorsOpened, day.id, Some(branch)),
        )
        .await?;
        tx.signal(format!("branch:{branch}"));
    }
    tx.commit().await?;
    Ok(see_other("/workplace"))
}

fn after(done: &Done) -> Response {
    see_other(if done.called.is_some() { "/workplace?notice=next" } else { "/workplace?notice=nobody" })
}

/// `POST /workplace/next`: the key of the day. Finishes the present client with the likely outcome and calls the next.
pub(crate) async fn next(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let hall = solits_queue::hall(&mut tx, &cx.app, branch_of(&cx)?, cx.at).await?;
    let counter = own_counter(&cx, &hall).ok_or(WebError::Conflict("workplace-no-counter"))?;
    let here = solits_queue::hold_present(&mut tx, counter.id).await?;
    if here != fields.parse("ticket") {
        // The other browser at this desk, or the first press, has done it already.
        return Ok(see_other("/workplace"));
    }
    let done = if let Some(here) = here {
        let outcome = likely_outcome(&mut tx, here).await?;
        solits_queue::finish(&mut tx, &cx.app, &cx.actor(), counter.id, &outcome, Then::CallNext).await?
    } else {
        solits_queue::call(&mut tx, &cx.app, &cx.actor(), counter.id, None).await?
    };
    tx.commit().await?;
    Ok(after(&done))
}

/// Solved, or the case that was opened during the visit.
pub(crate) async fn likely_outcome(tx: &mut Tx, ticket: TicketId) -> Result<Outcome, WebError> {
    let case = solits_cases::latest_of_ticket(tx, ticket).await?;
    Ok(case.map_or(Outcome::Solved, |case| Outcome::CaseOpened { case: case.id }))
}

/// `POST /workplace/finish`: with an outcome of one's own choosing.
pub(crate) async fn finish(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let outcome = match fields.get("outcome") {
        "redirected" => {
            Outcome::Redirected { to: fields.get("to").to_owned(), contact: fields.get("contact").to_owned() }
        }
        "refused" => {
            Outcome::Refused { reason: fields.get("reason").to_owned(), next: fields.get("next").to_owned() }
        }
        "broken_off" => Outcome::BrokenOff { reason: fields.get("reason").to_owned() },
        "case_opened" => match fields.parse::<CaseId>("case") {
            Some(case) => Outcome::CaseOpened { case },
            None => return Err(WebError::Refused("queue-incomplete")),
        },
        _ => Outcome::Solved,
    };
    let then = if fields.has("call_next") { Then::CallNext } else { Then::Stay };
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    if solits_queue::hold_present(&mut tx, counter).await? != fields.parse("ticket") {
        return Err(WebError::Conflict("queue-changed"));
    }
    let done = solits_queue::finish(&mut tx, &cx.app, &cx.actor(), counter, &outcome, then).await?;
    tx.commit().await?;
    Ok(if done.called.is_some() { after(&done) } else { see_other("/workplace?notice=finished") })
}

/// `POST /workplace/call`: a certain client out of order, with a reason that is kept.
pub(crate) async fn call(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let ticket = fields.parse("ticket").ok_or(WebError::BadRequest)?;
    let reason = fields.text("reason", 80).map_err(|_| WebError::Refused("queue-incomplete"))?;
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    let done = solits_queue::call(&mut tx, &cx.app, &cx.actor(), counter, Some((ticket, &reason))).await?;
    tx.commit().await?;
    Ok(after(&done))
}

/// `POST /workplace/back`: somebody who did not come, or was parked, is here.
pub(crate) async fn back(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let ticket = fields.parse("ticket").ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    solits_queue::return_to_line(&mut tx, &cx.app, &cx.actor(), ticket).await?;
    tx.commit().await?;
    Ok(see_other("/workplace"))
}

/// `POST /workplace/start`: the called client is here.
pub(crate) async fn start(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::start(&mut tx, &cx.app, &cx.actor(), counter).await?;
    tx.commit().await?;
    Ok(see_other("/workplace"))
}

/// `POST /workplace/recall`
pub(crate) async fn recall(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::recall(&mut tx, &cx.app, &cx.actor(), counter).await?;
    tx.commit().await?;
    Ok(see_other("/workplace"))
}

/// `POST /workplace/no-show`
pub(crate) async fn no_show(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::no_show(&mut tx, &cx.app, &cx.actor(), counter, Then::CallNext).await?;
    tx.commit().await?;
    Ok(see_other("/workplace?notice=no-show"))
}

/// `POST /workplace/park`
pub(crate) async fn park(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::park(&mut tx, &cx.app, &cx.actor(), counter, fields.parse("minutes").unwrap_or(10)).await?;
    tx.commit().await?;
    Ok(see_other("/workplace?notice=parked"))
}

/// `POST /workplace/transfer`
pub(crate) async fn transfer(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let (kind, id) = fields.get("to").split_once(':').ok_or(WebError::BadRequest)?;
    let bad = |_| WebError::BadRequest;
    let to = match kind {
        "line" => TransferTo::Line(id.parse::<LineId>().map_err(bad)?),
        "counter" => TransferTo::Counter(id.parse::<CounterId>().map_err(bad)?),
        "employee" => TransferTo::Employee(id.parse::<EmployeeId>().map_err(bad)?),
        _ => return Err(WebError::BadRequest),
    };
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::transfer(&mut tx, &cx.app, &cx.actor(), counter, to).await?;
    tx.commit().await?;
    Ok(see_other("/workplace?notice=transferred"))
}

/// `POST /workplace/mistake`
pub(crate) async fn mistake(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::issued_by_mistake(&mut tx, &cx.app, &cx.actor(), counter).await?;
    tx.commit().await?;
    Ok(see_other("/workplace?notice=mistake"))
}

/// `POST /workplace/undo`
pub(crate) async fn undo(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::undo(&mut tx, &cx.app, &cx.actor(), counter).await?;
    tx.commit().await?;
    Ok(see_other("/workplace?notice=undone"))
}

/// `POST /workplace/note`: what is being written about the present client, and what was ticked.
pub(crate) async fn note(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let hall = solits_queue::hall(&mut tx, &cx.app, branch_of(&cx)?, cx.at).await?;
    let ticket = own_counter(&cx, &hall)
        .and_then(|counter| counter.ticket)
        .ok_or(WebError::Conflict("queue-nobody-here"))?;
    let note = DeskNote {
        note: fields
            .text_or_empty("note", 4_000)
            .map_err(|_| WebError::Refused("workplace-note-too-long"))?,
        ticked: fields.all("tick").collect::<Vec<_>>().join(" "),
        identity_checked: match fields.get("identity") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
    };
    solits_queue::keep_desk_note(&mut tx, ticket, &note).await?;
    tx.commit().await?;
    Ok(see_other("/workplace?notice=saved"))
}

/// `POST /workplace/pause`: with a reason and the time of return; after a hard conversation the standard's break.
pub(crate) async fn pause(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    match fields.get("reason") {
        "hard_conversation" => drop(solits_queue::break_after(&mut tx, &cx.app, &cx.actor(), counter).await?),
        reason @ ("lunch" | "urgent" | "outage" | "back_office" | "other") => {
            solits_queue::pause(&mut tx, &cx.app, &cx.actor(), counter, reason, fields.parse("minutes"))
                .await?;
        }
        _ => return Err(WebError::BadRequest),
    }
    tx.commit().await?;
    Ok(see_other("/workplace"))
}

/// `POST /workplace/resume`
pub(crate) async fn resume(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::open_counter(&mut tx, &cx.app, &cx.actor(), counter, cx.me.employee).await?;
    tx.commit().await?;
    Ok(see_other("/workplace"))
}

/// `POST /workplace/close`
pub(crate) async fn close(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::close_counter(&mut tx, &cx.app, &cx.actor(), counter).await?;
    store::set_session_counter(&mut tx, cx.me.session, None).await?;
    tx.commit().await?;
    Ok(see_other("/workplace"))
}

/// The start of the local day, for what is counted by days.
pub(crate) fn midnight(at: Timestamp) -> Timestamp {
    Timestamp::in_riga(at.day(), jiff::civil::Time::MIN)
}
