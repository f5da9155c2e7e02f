//! A case: what happened on the left, what is promised on the right, what to do next on top.
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
use solits_access::{Look, has_opened, look};
use solits_db::{DbError, Tx};
use solits_kernel::{CaseId, Lang};
use solits_organisation::Service;
use solits_web::{EmployeeCx, Page, PageResult, WebError, html, see_other};

use super::{
    ASSIGN, Draft, Whole,
    asked::{Asked as AskedOfStaff, asked},
    channel_words,
    course::{Beside, Offered, offered, only, timeline, without_evidence},
    erased, notice,
    whole::{Directory, status_badge, status_words},
};
use crate::{
    actions::{AnsweredBy, Unanswered},
    model::{Case, Primary, Receipt, Status},
    promised::{Promised, Reader, promised, receipt},
    timeline::{Names as _, Part, Told, is_acknowledged, received_at},
    work::{Summary, made},
};

/// How long the open page of a case refreshes itself on the record of its opening: a day at work.
const OPEN_MINUTES: i64 = 12 * 60;

/// Entries of the timeline on one page; the newest are on the last.
const PER_PAGE: usize = 50;

/// The right to see how promises were kept, with the evidence of each.
const MEASURES: &str = "measures.read";

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    notice: Option<String>,
    /// Which page of the timeline, from 1; by default the last.
    page: Option<usize>,
    /// Which part of the timeline; by default all of it.
    show: Option<String>,
}

/// Which of the timeline is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Wanted {
    part: Option<Part>,
    page: Option<usize>,
}

impl Asked {
    fn wanted(&self) -> Wanted {
        Wanted { part: self.show.as_deref().and_then(Part::parse), page: self.page }
    }
}

/// Which version whoever acted had before their eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// This one: the page is shown for the first time, or a form was refused for what was typed.
    Present,
    /// An earlier one: what happened since is shown, with what was typed still there.
    Version(i64),
}

/// What can be done with a case by a form of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Acknowledge,
    /// Write, which answers nothing before a decision that is awaited.
    Write,
    Answer,
    /// Go to the register, where it is decided on before anything else ends it.
    Decide,
    Close,
    Reopen,
    Assign,
    Service,
}

/// The forms to show, and which of them stands out.
struct Can {
    primary: Act,
    acts: Vec<Act>,
}

impl Can {
    fn of(whole: &Whole, may_assign: bool, owed: Receipt, summary: &Summary) -> Self {
        let (status, awaits) = (whole.case.status, summary.awaits_ruling);
        let possible = [
            (Act::Acknowledge, status.is_live() && !is_acknowledged(&whole.happenings)),
            (Act::Write, status.is_live()),
            (Act::Answer, status.is_live() && !awaits),
            (Act::Decide, awaits),
            (Act::Close, status != Status::Closed && !awaits),
            (Act::Reopen, !status.is_live() && summary.merged_into.is_none()),
            (Act::Assign, status != Status::Closed && may_assign),
            (Act::Service, status.is_live()),
        ];
        Self {
            primary: match Primary::of(status, owed) {
                Primary::Answer | Primary::Close if awaits => Act::Decide,
                Primary::Acknowledge => Act::Acknowledge,
                Primary::Answer => Act::Answer,
                Primary::Close => Act::Close,
                Primary::Reopen => Act::Reopen,
            },
            acts: possible.into_iter().filter_map(|(act, is_possible)| is_possible.then_some(act)).collect(),
        }
    }
    fn may(&self, act: Act) -> bool {
        self.acts.contains(&act)
    }
    /// Whether the act is the one that stands out.
    fn first(&self, act: Act) -> bool {
        self.primary == act
    }
}

#[derive(Template)]
#[template(path = "cases/show.html")]
struct ShowView {
    page: Page,
    id: CaseId,
    reference: String,
    version: i64,
    subject: String,
    kind: String,
    status: String,
    badge: &'static str,
    owner: String,
    next_step: String,
    own_next_step: String,
    told_date: String,
    service: String,
    services: Vec<(String, String)>,
    chosen_service: String,
    branch: String,
    channel: String,
    /// When what it is about came in, where that was before it was opened; empty otherwise.
    received: String,
    opened: String,
    /// How an answer may have reached the client.
    ways: Vec<(String, String)>,
    unanswered: Vec<(String, String)>,
    client_name: String,
    client_contact: String,
    /// How the way to writing a reply looks: it stands out where there is an address to write to.
    reply_kind: &'static str,
    timeline: Vec<Told>,
    /// The parts of a long timeline; empty for a short one.
    parts: Vec<Offered>,
    /// Where the newest page of what is shown is fetched anew.
    source: String,
    /// Which page of the timeline is shown, of how many.
    number: usize,
    pages: usize,
    pager_href: String,
    summary: Summary,
    promises: Vec<Promised>,
    is_waiting: bool,
    draft: Draft,
    since: Vec<Told>,
    is_stale: bool,
    can: Can,
    owners: Vec<(String, String)>,
    chosen_owner: String,
    asked: Vec<AskedOfStaff>,
}

/// Whether the answer is a letter: there is an address to write to.
fn is_written_to(case: &Case) -> bool {
    case.status.is_live() && case.client_contact.contains('@')
}

#[derive(Template)]
#[template(path = "cases/timeline.html")]
struct TimelineView {
    timeline: Vec<Told>,
}

/// `GET /cases/{case}`
pub(crate) async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    let found = crate::find_kept(&mut cx.read().await?, id).await?;
    if let Some((case, erased_at)) = found.as_ref().and_then(|case| Some((case, case.erased_at?))) {
        return erased::page(&cx, case, erased_at).await;
    }
    if found.is_none()
        && let Some(case) = of_promise(&cx, id).await?
    {
        return Ok(see_other(&format!("/cases/{case}/promises")));
    }
    let wanted = asked.wanted();
    let draft = Draft { notice: asked.notice, ..Draft::default() };
    shown(&cx, id, draft, Seen::Present, wanted).await
}

/// The journal knows what was promised to a client by the promise's own id, which so leads to its case.
async fn of_promise(cx: &EmployeeCx, id: CaseId) -> Result<Option<CaseId>, WebError> {
    let mut tx = cx.read().await?;
    Ok(made::store::find_case(&mut tx, id.uuid()).await?)
}

/// `GET /cases/{case}/fragment`: the timeline alone.
pub(crate) async fn fragment(
    cx: EmployeeCx,
    Path(id): Path<CaseId>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = cx.read().await?;
    let whole = Whole::read(&mut tx, &cx.app, id).await?;
    let directory = Directory::read(&mut tx, whole.loaded.clone(), cx.at, cx.words).await?;
    let beside = Beside::read(&mut tx, id).await?;
    let all = only(told_to(&cx, &whole, &beside, &directory), asked.wanted().part);
    let timeline = all.rchunks(PER_PAGE).next().map(<[Told]>::to_vec).unwrap_or_default();
    let since = cx.at.plus_minutes(-OPEN_MINUTES);
    let is_recorded = has_opened(&mut tx, cx.me.employee, id, since).await?;
    drop(tx);
    if !is_recorded {
        look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    }
    html(&TimelineView { timeline })
}

/// The timeline of a case as whoever is signed in may follow it.
fn told_to(cx: &EmployeeCx, whole: &Whole, beside: &Beside, directory: &Directory) -> Vec<Told> {
    let all = timeline(whole, beside, cx.words, directory);
    if cx.me.may(MEASURES) { all } else { without_evidence(all) }
}

/// The page of a case, with what was typed and what is wrong with it.
pub(crate) async fn page(
    cx: &EmployeeCx,
    id: CaseId,
    draft: Draft,
    seen: Seen,
) -> Result<Response, WebError> {
    shown(cx, id, draft, seen, Wanted::default()).await
}

async fn shown(
    cx: &EmployeeCx,
    id: CaseId,
    draft: Draft,
    seen: Seen,
    wanted: Wanted,
) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let whole = Whole::read(&mut tx, &cx.app, id).await?;
    let directory = Directory::read(&mut tx, whole.loaded.clone(), cx.at, cx.words).await?;
    let beside = Beside::read(&mut tx, id).await?;
    let summary = Summary::read(&mut tx, cx, &whole, &directory, &beside).await?;
    let services = services(&mut tx, &whole, cx.words.0).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let all = told_to(cx, &whole, &beside, &directory);
    html(&view(cx, &whole, &directory, (draft, seen), (summary, services), (all, wanted)))
}

/// The services to choose from: those offered now, and the one that the case has, should it not be offered any more.
async fn services(tx: &mut Tx, whole: &Whole, lang: Lang) -> Result<Vec<(String, String)>, DbError> {
    let offered = solits_organisation::list_services(tx).await?;
    let gone = whole.service.as_ref().filter(|own| offered.iter().all(|service| service.id != own.id));
    let named = |service: &Service| (service.id.to_string(), service.name.get(lang).to_owned());
    Ok(gone.into_iter().chain(&offered).map(named).collect())
}

/// The service that the form shows as chosen: the one sent with it, otherwise that of the case.
fn chosen_service(draft: &Draft, case: &Case) -> String {
    let sent = draft.fields.pairs().iter().find(|(name, _)| name == "service");
    sent.map_or_else(
        || case.service.map(|service| service.to_string()).unwrap_or_default(),
        |(_, typed)| typed.clone(),
    )
}

/// Whether somebody may pass the case on: its owner gives it away, anybody may take one whose owner has left, and a
/// supervisor decides over all.
pub(crate) fn may_assign(cx: &EmployeeCx, whole: &Whole, directory: &Directory) -> bool {
    cx.me.may(ASSIGN) || whole.case.owner == cx.me.employee || !directory.is_active(whole.case.owner)
}

fn view(
    cx: &EmployeeCx,
    whole: &Whole,
    directory: &Directory,
    (draft, seen): (Draft, Seen),
    (summary, services): (Summary, Vec<(String, String)>),
    (all, wanted): (Vec<Told>, Wanted),
) -> ShowView {
    let (words, case) = (cx.words, &whole.case);
    let mut page = cx.page(words.ta("cases-page-title", &[("reference", case.reference.as_str().into())]));
    page.live = Some(format!("/live?topics=case:{}", case.id));
    page.notice = notice(draft.notice.as_deref(), words);
    let since: Vec<Told> = match seen {
        Seen::Present => Vec::new(),
        Seen::Version(version) => {
            all.iter().filter(|told| told.version.is_some_and(|made| made > version)).cloned().collect()
        }
    };
    let parts = offered(case.id, &all, wanted.part, words);
    let all = only(all, wanted.part);
    let show = wanted.part.map(|part| format!("show={}", part.name())).unwrap_or_default();
    let pages = all.len().div_ceil(PER_PAGE).max(1);
    let number = wanted.page.unwrap_or(pages).clamp(1, pages);
    // Counted from the newest, so that the last page is a full one.
    let timeline = all.rchunks(PER_PAGE).nth(pages - number).map(<[Told]>::to_vec).unwrap_or_default();
    let owed = receipt(&whole.obligations, &whole.loaded);
    let chosen_owner = match draft.get("owner") {
        "" => case.owner.to_string(),
        typed => typed.to_owned(),
    };
    let standard = whole.loaded.standard(cx.at).filter(|_| case.status != Status::Closed);
    ShowView {
        // A closed case asks nothing more of anybody.
        asked: standard.map(|(_, standard)| asked(words, &standard)).unwrap_or_default(),
        id: case.id,
        reference: case.reference.clone(),
        version: case.version,
        subject: case.subject.clone(),
        kind: words.t(&format!("cases-kind-{}", case.kind.name())),
        status: status_words(case.status, words),
        badge: status_badge(case.status),
        owner: directory.employee(case.owner),
        next_step: whole.next_step(words),
        own_next_step: if draft.is_typed() {
            draft.get("next_step").to_owned()
        } else {
            case.next_step.clone()
        },
        told_date: whole.told_date(words),
        service: whole.service_name(words.0),
        services,
        chosen_service: chosen_service(&draft, case),
        branch: whole.branch.as_ref().map(|branch| branch.name.get(words.0).to_owned()).unwrap_or_default(),
        channel: channel_words(case.channel, words),
        received: received_at(&whole.happenings).map(|at| words.moment(at)).unwrap_or_default(),
        opened: words.moment(case.opened_at),
        ways: AnsweredBy::options(words),
        unanswered: Unanswered::options(words),
        client_name: case.client_name.clone(),
        client_contact: case.client_contact.clone(),
        // Before a decision the way to it stands out.
        reply_kind: if is_written_to(case) && !summary.awaits_ruling { "primary" } else { "plain" },
        promises: promised(whole.obligations.clone(), &whole.loaded, words, cx.at, Reader::Staff),
        is_waiting: if draft.is_typed() {
            draft.get("waits") == "1"
        } else {
            case.status == Status::WaitingClient
        },
        is_stale: seen != Seen::Present,
        can: Can::of(whole, may_assign(cx, whole, directory), owed, &summary),
        owners: directory.options(),
        chosen_owner,
        timeline,
        number,
        pages,
        pager_href: match show.as_str() {
            "" => format!("/cases/{}?page=", case.id),
            show => format!("/cases/{}?{show}&page=", case.id),
        },
        source: match show.as_str() {
            "" => format!("/cases/{}/fragment", case.id),
            show => format!("/cases/{}/fragment?{show}", case.id),
        },
        parts,
        summary,
        since,
        draft,
        page,
    }
}
