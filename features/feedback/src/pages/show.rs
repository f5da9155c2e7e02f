//! `GET /feedback/{case}`: where a piece of feedback stands, who decides and why, and the one step that comes next.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::extract::{Path, Query};
use jiff::civil::DateTime;
use serde::Deserialize;
use solits_access::{Look, look};
use solits_cases::Case;
use solits_db::Tx;
use solits_kernel::CaseId;
use solits_structure::{Gap, Outcome};
use solits_web::{EmployeeCx, KEEP_FEEDBACK, Page, PageResult, WebError, html};
use solits_written::{
    feedback::{Author, Decider, Finding, MOST_TIMES, Stage},
    nature::FeedbackKind,
};

use super::{
    form::{self, Options, Typed},
    notice, reception, register,
    view::{self, Fact, StepView, channel_words},
};
use crate::{
    actions::may_register,
    context::Context,
    model::{Record, Standing, What, register_of},
    store::{self, Offered},
};

/// What is missing where the ladder names nobody, and where it is mended.
struct GapView {
    sentence: String,
    mend: String,
    href: String,
}

/// What may be done by whoever looks.
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Can {
    register: bool,
    rule: bool,
    tell: bool,
    next: bool,
    offer: bool,
    close: bool,
    publish: bool,
}

#[derive(Template)]
#[template(path = "feedback/show.html")]
struct ShowView {
    page: Page,
    case: CaseId,
    reference: String,
    kind: &'static str,
    kind_words: String,
    subject: String,
    standing: String,
    badge: &'static str,
    facts: Vec<Fact>,
    hint: String,
    gap: Option<GapView>,
    steps: Vec<StepView>,
    can: Can,
    is_registered: bool,
    is_examined_kind: bool,
    version: i64,
    typed: Typed,
    times: [(&'static str, &'static str); MOST_TIMES],
    whats: Options,
    employees: Options,
    units: Options,
    services: Options,
    norms: Options,
    findings: Options,
    causes: Options,
    verdicts: Options,
    heard: Options,
    effects: Options,
    reasons: Options,
    askers: Options,
    answered_in_case: bool,
    reply: String,
}

/// What the address says was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    notice: Option<String>,
}

/// `GET /feedback/{case}`
pub(crate) async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, id, Typed::default(), asked.notice.as_deref()).await
}

/// The page, with what was typed and refused.
pub(super) async fn page(cx: &EmployeeCx, id: CaseId, typed: Typed, told: Option<&str>) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let kind = register_of(case.kind).ok_or(WebError::NotFound)?;
    // Nothing is changed by looking: what nobody has taken in is shown as it will be taken in.
    let record = match store::find(&mut tx, id).await? {
        Some(record) => record,
        None => Record::untaken(&case, kind),
    };
    let context = Context::load(&mut tx, &cx.app, cx.at).await?;
    let services = solits_organisation::list_services(&mut tx).await?;
    let offered = store::find_reception(&mut tx, id).await?;
    let proposed = match solits_organisation::find_branch(&mut tx, case.branch).await? {
        Some(branch) => {
            let receives = solits_organisation::find_reception_calendar(&mut tx, &branch).await?;
            reception::proposed(Some(receives.as_deref().unwrap_or(&branch.calendar)), cx.at)
        }
        None => Vec::new(),
    };
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let standing = record.standing();
    let answered_in_case =
        case.answered_at.is_some_and(|at| record.way.ruling().is_some() && at >= ruled_at(&record));
    let kind_words = words.t(&format!("feedback-kind-{}", kind.code()));
    let mut page =
        register::noticed(cx.page(format!("{kind_words} {}", case.reference)), notice(told, words));
    page.live = Some(format!("/live?topics=case:{id}"));
    let option = |code: &str, key: &str| (code.to_owned(), words.t(key));
    let can = can(cx, &case, &record, answered_in_case);
    let typed = if typed.has("csrf") { typed } else { filled(&record, &offered, &proposed, cx) };
    html(&ShowView {
        case: id,
        reference: case.reference.clone(),
        kind: kind.code(),
        kind_words,
        subject: case.subject.clone(),
        standing: words.t(&format!("feedback-standing-{}", standing.code())),
        badge: standing.badge(),
        facts: facts(cx, &context, &case, &record, &offered),
        hint: hint(cx, &context, &record),
        gap: gap(cx, &context, &record),
        steps: view::steps(words, &context, &record, cx.me.employee),
        can: Can { offer: offered.reception.may_be_offered_anew(cx.at) && can.offer, ..can },
        is_registered: record.concern.is_some(),
        is_examined_kind: kind.is_examined(),
        version: record.version,
        times: reception::FIELDS,
        whats: What::ALL.map(|one| option(one.code(), &format!("feedback-what-{}", one.code()))).to_vec(),
        employees: form::employees(&context),
        units: form::units(&context),
        services: form::services(&services, words),
        norms: form::norms(&context, words),
        findings: Finding::ALL
            .map(|one| option(one.code(), &format!("feedback-finding-{}", one.code())))
            .to_vec(),
        causes: register::causes(words),
        verdicts: ["taken_up", "later", "not_taken_up"]
            .map(|code| option(code, &format!("feedback-verdict-{code}")))
            .to_vec(),
        heard: vec![option("1", "feedback-heard"), option("0", "feedback-not-heard")],
        effects: ["done", "done_without_effect", "not_done"]
            .map(|code| (code.to_owned(), words.t(&format!("feedback-effect-{code}"))))
            .to_vec(),
        reasons: close_reasons(&record)
            .into_iter()
            .map(|code| (code.to_owned(), words.t(&format!("feedback-close-{code}"))))
            .collect(),
        askers: vec![option("client", "feedback-by-client"), option("handler", "feedback-by-handler")],
        answered_in_case,
        reply: format!("/cases/{id}/reply"),
        typed,
        page,
    })
}

/// What the forms begin with.
fn filled(record: &Record, offered: &Offered, proposed: &[DateTime], cx: &EmployeeCx) -> Typed {
    let concern = record.concern.as_ref();
    let id = |id: Option<String>| id.unwrap_or_default();
    let published = record.published.as_ref();
    let mut values = vec![
        ("what", concern.map_or("", |concern| concern.what.code()).to_owned()),
        ("employee", id(concern.and_then(|concern| concern.employee).map(|id| id.to_string()))),
        ("unit", id(concern.and_then(|concern| concern.unit).map(|id| id.to_string()))),
        ("service", id(concern.and_then(|concern| concern.service).map(|id| id.to_string()))),
        ("decision", concern.map(|concern| concern.decision.clone()).unwrap_or_default()),
        ("norm", record.norm.clone()),
        ("anonymous", if record.way.author == Author::Anonymous { "1".to_owned() } else { String::new() }),
        ("breached", record.norm.clone()),
        ("owner", cx.me.employee.to_string()),
        ("reception", cx.words.t("feedback-reception-words")),
        ("published_lv", published.map(|one| one.text.lv.clone()).unwrap_or_default()),
        ("published_en", published.map(|one| one.text.en.clone()).unwrap_or_default()),
        ("place", offered.place.clone()),
    ];
    for ((day, hour), at) in reception::FIELDS.into_iter().zip(proposed) {
        values.extend([(day, at.date().to_string()), (hour, at.strftime("%H:%M").to_string())]);
    }
    Typed::filled(&values)
}

fn ruled_at(record: &Record) -> solits_kernel::Timestamp {
    let last = record.steps.last().and_then(|step| step.ruled.as_ref());
    last.map_or(record.way.received, |ruled| ruled.at)
}

fn facts(cx: &EmployeeCx, context: &Context, case: &Case, record: &Record, offered: &Offered) -> Vec<Fact> {
    let words = cx.words;
    let mut facts = vec![
        (words.t("feedback-received"), words.moment(case.opened_at)),
        (words.t("feedback-channel"), channel_words(&solits_journal::channel_name(case.channel), words)),
        (
            words.t("feedback-author"),
            if case.client_name.is_empty() {
                words.t("feedback-author-unknown")
            } else {
                case.client_name.clone()
            },
        ),
        (words.t("feedback-owner"), context.name(Some(case.owner)).to_owned()),
    ];
    if let Some(concern) = &record.concern {
        let about =
            register::about(words, context, Some(concern.what.code()), concern.employee, concern.unit);
        let about =
            if concern.decision.is_empty() { about } else { format!("{about}; {}", concern.decision) };
        facts.push((words.t("feedback-concerns"), about));
    }
    if !record.norm.is_empty() {
        facts.push((words.t("feedback-said-breached"), form::norm_words(context, words, &record.norm)));
    }
    if let Some((at, by)) = record.registered {
        let by = [("name", context.name(Some(by)).into()), ("moment", words.moment(at).into())];
        facts.push((words.t("feedback-registered"), words.ta("feedback-by-at", &by)));
    }
    if let Some(at) = record.reception_offered {
        facts.push((words.t("feedback-reception-offered"), words.moment(at)));
    }
    let times = offered.reception.times().iter().map(|at| words.moment(*at)).collect::<Vec<_>>().join(", ");
    if let Some(at) = offered.reception.chosen() {
        let told = format!("{}, {}", reception::time_words(at, words), offered.place);
        facts.push((words.t("feedback-reception-chosen"), told));
    } else if !times.is_empty() {
        facts.push((words.t("feedback-reception-times"), times));
    }
    if let Some(published) = &record.published {
        let text = format!("{} ({})", published.text.get(words.0), words.day(published.at.day()));
        facts.push((words.t("feedback-published"), text));
    }
    facts
}

/// The one sentence about what comes next.
fn hint(cx: &EmployeeCx, context: &Context, record: &Record) -> String {
    let words = cx.words;
    let decides = |key: &str| {
        let who =
            record.way.decider().map(|decider| view::decider_words(decider, context)).unwrap_or_default();
        words.ta(key, &[("name", who.into())])
    };
    match record.standing() {
        Standing::ToRegister => match context.forward_to() {
            Some(role) => words.ta("feedback-hint-register-to", &[("role", role.get(words.0).into())]),
            None => words.t("feedback-hint-register"),
        },
        Standing::NobodyDecides => words.t("feedback-hint-nobody"),
        Standing::Examined => match record.way.decider() {
            Some(Decider::Outside(_)) => decides("feedback-hint-outside"),
            Some(Decider::Body(_)) => decides("feedback-hint-body"),
            _ if record.way.kind == FeedbackKind::Praise => words.t("feedback-hint-praise"),
            _ if record.way.kind == FeedbackKind::Suggestion => decides("feedback-hint-weigh"),
            _ => decides("feedback-hint-examine"),
        },
        Standing::ToTell if record.way.author == Author::Anonymous => words.t("feedback-hint-anonymous"),
        Standing::ToTell => words.t("feedback-hint-tell"),
        Standing::Told if record.way.kind.is_examined() => words.t("feedback-hint-told"),
        Standing::Told => words.t("feedback-hint-told-other"),
        Standing::Closed if record.way.is_joined() => {
            let joined = register::joined_words(words, record.joined_to.as_deref());
            words.ta("feedback-hint-joined", &[("joined", joined.into())])
        }
        Standing::Closed => words.t("feedback-hint-closed"),
    }
}

fn gap(cx: &EmployeeCx, context: &Context, record: &Record) -> Option<GapView> {
    if record.standing() != Standing::NobodyDecides {
        return None;
    }
    let day = context.day();
    let gap = match context.decision(&record.way, &day).outcome {
        Outcome::Nobody(gap) => gap,
        // The organisation was mended meanwhile: registering once more finds who decides.
        Outcome::Decides(_) | Outcome::LastResort(_) => return None,
    };
    Some(gap_view(cx, &gap))
}

fn gap_view(cx: &EmployeeCx, gap: &Gap) -> GapView {
    GapView {
        sentence: gap.sentence().get(cx.words.0).to_owned(),
        mend: gap.mend().get(cx.words.0).to_owned(),
        href: if cx.me.may("setup.manage") { solits_organisation::way_to_mend(gap) } else { String::new() },
    }
}

fn can(cx: &EmployeeCx, case: &Case, record: &Record, answered_in_case: bool) -> Can {
    let me = cx.me.employee;
    let keeps = cx.me.may(KEEP_FEEDBACK);
    let decides = match record.way.decider() {
        Some(Decider::People(people)) => people.contains(&me),
        Some(Decider::Body(_)) => keeps || case.owner == me,
        Some(Decider::Outside(_)) | None => false,
    };
    let handles = keeps || case.owner == me || record.deciders().contains(&me);
    let stage = &record.way.stage;
    Can {
        register: may_register(case, me, keeps)
            && !record.is_ruled()
            && !matches!(stage, Stage::Closed { .. }),
        rule: decides && matches!(stage, Stage::Registered { .. }),
        tell: handles && matches!(stage, Stage::Examined { .. }),
        next: handles
            && !record.way.is_joined()
            && record.way.kind.is_examined()
            && (record.way.ruling().is_some() || matches!(stage, Stage::Closed { .. } if record.is_ruled())),
        offer: handles
            && (record.way.offers_reception() || answered_in_case && record.way.kind.is_examined()),
        close: handles && !close_reasons(record).is_empty(),
        publish: keeps && record.way.ruling().is_some() && record.way.kind != FeedbackKind::Praise,
    }
}

/// The reasons for which it can be closed as it stands.
fn close_reasons(record: &Record) -> Vec<&'static str> {
    let is_anonymous = record.way.author == Author::Anonymous;
    match &record.way.stage {
        Stage::Closed { .. } => Vec::new(),
        Stage::Answered { .. } => vec!["settled", "withdrawn"],
        Stage::Examined { .. } if is_anonymous => vec!["nobody_to_answer", "withdrawn"],
        Stage::Registered { .. } if matches!(record.way.decider(), Some(Decider::Outside(_))) => {
            vec!["outside", "withdrawn"]
        }
        Stage::Examined { .. } | Stage::Registered { .. } | Stage::Received => vec!["withdrawn"],
    }
}

/// Context for a form: the case is there for whoever asks.
pub(super) async fn context(cx: &EmployeeCx, tx: &mut Tx) -> Result<Context, WebError> {
    Ok(Context::load(tx, &cx.app, cx.at).await?)
}
