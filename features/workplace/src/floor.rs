//! The supervisor's floor: what is about to be broken, who works on what, who waits how long, and what to put right.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::Query,
    response::{Html, IntoResponse as _},
};
use solits_db::Tx;
use solits_kernel::{BranchId, CounterId, TicketId, day_number};
use solits_organisation::{Branch, list_branches, list_services};
use solits_promises::unseen_reports;
use solits_queue::{Hall, OutOfTurnCall, Reason, Status, WrongTime};
use solits_web::{EmployeeCx, Form, Notice, PageResult, WebError, html, see_other};

use crate::{
    back_office::{BackOfficeView, back_office_since},
    colleague::{ColleagueForm, line_options},
    desk::{figures, midnight, reason_key},
    help::{HelpView, help_view},
    model::standing,
    sentences::{Sentence, sentences},
    store,
    today::{TodayView, today_view},
    visit::took_words,
};

/// A line's picture has no more bars; whoever came later is counted in words.
const MOST_BARS: usize = 30;

struct CounterCard {
    id: CounterId,
    number: String,
    state: &'static str,
    state_words: String,
    employee: String,
    ticket: String,
    line: String,
    elapsed: String,
    usual: String,
    stuck: bool,
}

struct Bar {
    x: i64,
    height: i64,
    kind: &'static str,
    title: String,
}

struct LineCard {
    name: String,
    count: String,
    longest: String,
    bars: Vec<Bar>,
    /// Of the picture, in its own units.
    width: i64,
    limit_y: i64,
    waiting: Vec<(String, String)>,
}

struct FinishedRow {
    id: TicketId,
    number: String,
    line: String,
    ended: String,
    took: String,
    /// Each service with its time, of a visit with several.
    services: Vec<String>,
    inaccurate: bool,
}

/// A call out of turn.
struct OutOfTurnRow {
    time: String,
    number: String,
    counter: String,
    employee: String,
    why: String,
}

#[derive(Template)]
#[template(path = "workplace/_floor.html")]
struct FloorPart<'a> {
    page: &'a solits_web::Page,
    words: solits_i18n::Words,
    help: Option<HelpView>,
    sentences: Vec<Sentence>,
    counters: Vec<CounterCard>,
    lines: Vec<LineCard>,
    /// The lines a colleague can be put into.
    colleague_lines: Vec<(String, String)>,
    colleague: ColleagueForm,
    finished: Vec<FinishedRow>,
    out_of_turn: Vec<OutOfTurnRow>,
    back_office: Vec<BackOfficeView>,
    kiosks: Vec<store::Kiosk>,
    branch: BranchId,
    /// The promised wait, in words.
    limit: String,
    today: TodayView,
}

/// A branch to choose from.
pub(crate) struct Choice {
    pub(crate) id: BranchId,
    pub(crate) name: String,
    pub(crate) current: bool,
}

#[derive(Template)]
#[template(path = "workplace/floor.html")]
struct FloorView {
    page: solits_web::Page,
    branches: Vec<Choice>,
    branch: BranchId,
    branch_name: String,
    part: String,
    /// How many late promises were reported to whoever looks and not yet seen; empty for none.
    late: String,
    newest: Vec<LateRow>,
}

/// A late promise that was reported: its words, and its evidence where the reader may see it.
struct LateRow {
    sentence: String,
    told: String,
    href: String,
}

/// All branches, and the one the address asks for: otherwise that of the employee, or the first.
pub(crate) async fn chosen(
    tx: &mut Tx,
    cx: &EmployeeCx,
    query: &HashMap<String, String>,
) -> Result<(Vec<Branch>, Branch), WebError> {
    let branches = list_branches(tx).await?;
    let wanted = query.get("branch").and_then(|text| text.parse::<BranchId>().ok());
    let branch = match wanted {
        Some(id) => branches.iter().find(|branch| branch.id == id).ok_or(WebError::NotFound)?,
        None => branches
            .iter()
            .find(|branch| Some(branch.id) == cx.me.branch)
            .or_else(|| branches.first())
            .ok_or(WebError::Conflict("workplace-no-branch"))?,
    }
    .clone();
    Ok((branches, branch))
}

/// `GET /floor?branch=…`
pub(crate) async fn show(cx: EmployeeCx, Query(query): Query<HashMap<String, String>>) -> PageResult {
    let mut tx = cx.read().await?;
    let (branches, branch) = chosen(&mut tx, &cx, &query).await?;
    let mut page = cx.page(cx.words.t("workplace-floor"));
    page.live = Some(format!("/live?topics=branch:{}", branch.id));
    if let Some(ticket) = query.get("colleague").and_then(|id| id.parse().ok())
        && let Some(ticket) = solits_queue::find_ticket(&mut tx, ticket).await?
    {
        let text = cx.words.ta("workplace-done-colleague", &[("number", ticket.display().into())]);
        page.notice = Some(Notice { kind: "good", text, undo: None });
    }
    whole(&cx, &mut tx, page, branches, branch, ColleagueForm::default()).await
}

/// The floor with the form as it was typed, and what is wrong with it. It is not renewed by itself: what was typed stands.
pub(crate) async fn show_again(cx: &EmployeeCx, branch: BranchId, colleague: ColleagueForm) -> PageResult {
    let mut tx = cx.read().await?;
    let query = HashMap::from([("branch".to_owned(), branch.to_string())]);
    let (branches, branch) = chosen(&mut tx, cx, &query).await?;
    let page = cx.page(cx.words.t("workplace-floor"));
    whole(cx, &mut tx, page, branches, branch, colleague).await
}

async fn whole(
    cx: &EmployeeCx,
    tx: &mut Tx,
    page: solits_web::Page,
    branches: Vec<Branch>,
    branch: Branch,
    colleague: ColleagueForm,
) -> PageResult {
    let part = part(cx, tx, &page, &branch, colleague).await?;
    let (branch_name, branch) = (branch.name.get(cx.words.0).to_owned(), branch.id);
    let reports = unseen_reports(tx, &cx.app, cx.words, cx.me.employee, 3).await?;
    let may_read = cx.me.may("measures.read");
    let newest = reports.newest.into_iter().map(|one| LateRow {
        told: cx.words.moment(one.told_at),
        href: if may_read { one.href } else { String::new() },
        sentence: one.sentence,
    });
    let late =
        if reports.count == 0 { String::new() } else { cx.words.n("workplace-reports", reports.count) };
    html(&FloorView {
        newest: newest.collect(),
        late,
        page,
        branches: choices(cx, branches, branch),
        branch,
        branch_name,
        part,
    })
}

/// The branches with the chosen one marked.
pub(crate) fn choices(cx: &EmployeeCx, branches: Vec<Branch>, chosen: BranchId) -> Vec<Choice> {
    branches
        .into_iter()
        .map(|one| Choice {
            current: one.id == chosen,
            name: one.name.get(cx.words.0).to_owned(),
            id: one.id,
        })
        .collect()
}

/// `GET /floor/fragment?branch=…`
pub(crate) async fn fragment(cx: EmployeeCx, Query(query): Query<HashMap<String, String>>) -> PageResult {
    let mut tx = cx.read().await?;
    let (_, branch) = chosen(&mut tx, &cx, &query).await?;
    let page = cx.page(String::new());
    Ok(Html(part(&cx, &mut tx, &page, &branch, ColleagueForm::default()).await?).into_response())
}

async fn part(
    cx: &EmployeeCx,
    tx: &mut Tx,
    page: &solits_web::Page,
    branch: &Branch,
    colleague: ColleagueForm,
) -> Result<String, WebError> {
    let hall = solits_queue::hall(tx, &cx.app, branch.id, cx.at).await?;
    let figures = figures(cx, tx).await?;
    let today = day_number(cx.at.day());
    let visits = solits_queue::visits_of_day(tx, branch.id, today, cx.at).await?;
    let services = if visits.is_empty() { Vec::new() } else { list_services(tx).await? };
    let finished = store::list_finished(tx, branch.id, today, 12)
        .await?
        .into_iter()
        .map(|row| FinishedRow {
            number: format!("{} {:03}", row.letter, row.number),
            line: line_name(cx, &hall, row.line_id),
            ended: cx.words.time(row.ended_at),
            took: cx.words.duration(row.serve_ms),
            services: visits
                .get(&row.id)
                .map(|visit| took_words(cx.words, &services, visit))
                .unwrap_or_default(),
            inaccurate: row.inaccurate,
            id: row.id,
        })
        .collect();
    let out_of_turn = solits_queue::out_of_turn_calls(tx, branch.id, midnight(cx.at), 10)
        .await?
        .into_iter()
        .map(|call| out_of_turn_row(cx, &hall, call))
        .collect();
    let part = FloorPart {
        help: help_view(cx, tx, branch.id, "/floor/help").await?,
        colleague_lines: line_options(cx, &hall),
        colleague,
        page,
        words: cx.words,
        sentences: sentences(cx, &hall, branch, &figures),
        counters: hall.counters.iter().map(|counter| card(cx, &hall, counter)).collect(),
        lines: hall.lines.iter().map(|line| line_card(cx, &hall, line, figures.wait_minutes)).collect(),
        finished,
        out_of_turn,
        back_office: back_office_since(tx, cx.words, branch.id, midnight(cx.at), cx.at).await?,
        kiosks: store::list_kiosks(tx, branch.id).await?,
        branch: branch.id,
        limit: cx.words.ta("workplace-line-limit", &[("minutes", figures.wait_minutes.into())]),
        today: today_view(cx, tx, branch, &hall, figures.wait_minutes).await?,
    };
    Ok(part.render()?)
}

fn out_of_turn_row(cx: &EmployeeCx, hall: &Hall, call: OutOfTurnCall) -> OutOfTurnRow {
    let counter = call.counter.and_then(|id| hall.counter(id));
    OutOfTurnRow {
        time: cx.words.time(call.at),
        number: call.number,
        counter: counter
            .map(|counter| cx.words.ta("workplace-counter", &[("number", counter.number.into())]))
            .unwrap_or_default(),
        employee: call.employee,
        why: match call.reason {
            Reason::Word(word, note) if note.is_empty() => cx.words.t(reason_key(word)),
            Reason::Word(_, note) => note,
            Reason::Written(words) => words,
        },
    }
}

fn line_name(cx: &EmployeeCx, hall: &Hall, id: solits_kernel::LineId) -> String {
    hall.line(id).map(|line| line.name.get(cx.words.0).to_owned()).unwrap_or_default()
}

fn card(cx: &EmployeeCx, hall: &Hall, counter: &solits_queue::CounterView) -> CounterCard {
    let ticket = counter.ticket.and_then(|id| hall.ticket(id));
    let usual = ticket.and_then(|ticket| hall.line(ticket.line)).map_or(10.0, |line| line.usual_minutes);
    let since = ticket.and_then(|ticket| ticket.started_at.or(ticket.called_at)).unwrap_or(counter.since);
    let elapsed_ms = cx.at.since(since).max(0);
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a day")]
    let over = ticket.is_some() && elapsed_ms as f64 > usual * 60_000.0 * 2.0;
    let state = match counter.state.as_str() {
        "closed" => "closed",
        "paused" | "back_office" => "paused",
        _ if over => "over",
        _ if ticket.is_none() => "free",
        _ => "busy",
    };
    CounterCard {
        id: counter.id,
        number: cx.words.ta("workplace-counter", &[("number", counter.number.into())]),
        state,
        state_words: cx.words.t(match state {
            "closed" => "workplace-state-closed",
            "paused" => "workplace-state-paused",
            "over" => "workplace-state-over",
            "free" => "workplace-state-free",
            _ => "workplace-state-busy",
        }),
        employee: counter.employee_name.clone(),
        ticket: ticket.map(solits_queue::Ticket::display).unwrap_or_default(),
        line: ticket.map(|ticket| line_name(cx, hall, ticket.line)).unwrap_or_default(),
        elapsed: cx.words.duration(elapsed_ms),
        usual: if ticket.is_some() { cx.words.decimal(usual, 0) } else { String::new() },
        stuck: over,
    }
}

fn line_card(cx: &EmployeeCx, hall: &Hall, line: &solits_queue::LineView, limit_minutes: i64) -> LineCard {
    let mut waits: Vec<(String, i64)> = hall
        .in_state(Status::Waiting)
        .filter(|ticket| ticket.line == line.id)
        .map(|ticket| (ticket.display(), cx.at.since(ticket.waiting_since).max(0)))
        .collect();
    waits.sort_by_key(|(_, waited)| std::cmp::Reverse(*waited));
    // The picture is twice the limit high; whoever waits longer reaches its top.
    let height = |waited: i64| (waited * 30 / (limit_minutes.max(1) * 60_000)).clamp(1, 60);
    let bars = (0..)
        .zip(waits.iter().take(MOST_BARS))
        .map(|(index, (number, waited))| Bar {
            x: index * 10 + 1,
            height: height(*waited),
            kind: standing(*waited, limit_minutes).name(),
            title: format!("{number}: {}", cx.words.duration(*waited)),
        })
        .collect();
    LineCard {
        name: format!("{} · {}", line.letter, line.name.get(cx.words.0)),
        count: cx.words.n("common-clients", waits.len()),
        longest: waits.first().map(|(_, waited)| cx.words.duration(*waited)).unwrap_or_default(),
        // A few bars keep their width; a long line makes them narrower.
        width: (i64::try_from(waits.len().min(MOST_BARS)).unwrap_or(0) * 10).max(120),
        bars,
        limit_y: 60 - 30,
        waiting: waits.into_iter().map(|(number, waited)| (number, cx.words.duration(waited))).collect(),
    }
}

/// `POST /floor/end`: ends a service that was left open; its time is marked as not to be trusted.
pub(crate) async fn end_stuck(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let counter: CounterId = fields.parse("counter").ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    let ticket = solits_queue::end_stuck(&mut tx, &cx.app, &cx.actor(), counter).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/floor?branch={}", ticket.branch)))
}

/// `POST /floor/correct`: *this time is wrong*; the original stays in the journal.
pub(crate) async fn correct(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let ticket: TicketId = fields.parse("ticket").ok_or(WebError::BadRequest)?;
    let minutes: i64 = fields.parse("minutes").ok_or(WebError::Refused("workplace-minutes"))?;
    let reason = WrongTime::parse(fields.get("reason")).ok_or(WebError::Refused("queue-incomplete"))?;
    let mut tx = cx.write().await?;
    let ticket = solits_queue::correct_time(&mut tx, &cx.app, &cx.actor(), ticket, minutes, reason).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/floor?branch={}", ticket.branch)))
}
