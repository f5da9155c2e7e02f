//! `/acquaintance/team`: who has not signed, since when, and what the official can do about it.

use askama::Template;
use axum::extract::Query;
use jiff::civil::Date;
use serde::Deserialize;
use solits_journal::Loaded;
use solits_kernel::{EmployeeId, day_number, day_of_number, fold};
use solits_web::{EmployeeCx, Fields, Form, Page, PageResult, WebError, html, see_other, text_wrong};

use super::{Names, notice, own, reason_words, sees, state_words, unprocessable};
use crate::{
    actions::{self, AcquaintanceError, Readiness},
    model::{Duty, State},
    store,
    sweep::asks_for_explanation,
};

/// Where a sheet is kept is said in so many characters.
const MOST_KEPT: usize = 200;

/// An open duty of somebody.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a row shows or leaves out, each apart from the others"
)]
struct Row {
    employee: EmployeeId,
    name: String,
    post: String,
    why: String,
    since: String,
    due: String,
    late: bool,
    official: String,
    /// When it was explained; empty while it was not.
    explained: String,
    reminded: String,
    escalated: String,
    /// The one who looks answers for it.
    mine: bool,
    remindable: bool,
    /// A signature on paper may be recorded: nothing has to be explained before.
    paper_possible: bool,
}

/// The form of a signature on paper as it was typed, and what is wrong with it.
#[derive(Default)]
struct Typed {
    employee: Option<EmployeeId>,
    signed_on: String,
    kept: String,
    errors: Vec<(String, String)>,
}

impl Typed {
    fn is_of(&self, employee: &EmployeeId) -> bool {
        self.employee == Some(*employee)
    }
    /// What was typed about somebody; `instead` where it was about another.
    fn get<'a>(&'a self, employee: &EmployeeId, value: &'a str, instead: &'a str) -> &'a str {
        if self.is_of(employee) { value } else { instead }
    }
    fn error(&self, field: &str) -> &str {
        let found = self.errors.iter().find(|(name, _)| name == field);
        found.map(|(_, words)| words.as_str()).unwrap_or_default()
    }
}

/// Somebody who is done with the version in force.
struct Done {
    name: String,
    state: String,
}

#[derive(Template)]
#[template(path = "acquaintance/team.html")]
struct TeamView {
    page: Page,
    document: String,
    told: String,
    explain: bool,
    rows: Vec<Row>,
    done: Vec<Done>,
    sheet: String,
    typed: Typed,
    today: String,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    notice: Option<String>,
}

/// `GET /acquaintance/team`
pub(crate) async fn show(cx: EmployeeCx, Query(address): Query<Address>) -> PageResult {
    view(&cx, address.notice.as_deref(), Typed::default()).await
}

async fn view(cx: &EmployeeCx, told: Option<&str>, typed: Typed) -> PageResult {
    let words = cx.words;
    let mut page = cx.page(words.t("acquaintance-team"));
    page.notice = notice(told, words);
    let today = cx.at.day().to_string();
    let mut tx = cx.read().await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let Some((number, standard)) = loaded.standard(cx.at) else {
        let (document, told, sheet) = (String::new(), String::new(), String::new());
        return html(&TeamView {
            page,
            document,
            told,
            explain: false,
            rows: Vec::new(),
            done: Vec::new(),
            sheet,
            typed,
            today,
        });
    };
    let names = Names::load(&mut tx).await?;
    let mut duties = store::list_about(&mut tx, number).await?;
    // In the minute after a version entered into force what is open may still be about the one before.
    duties.retain(|duty| {
        let shown = duty.state == State::Open || duty.key.standard == number;
        shown && duty.key.employee != cx.me.employee && sees(cx, duty)
    });
    duties.sort_by_cached_key(|duty| (duty.due_on, fold(names.of(Some(duty.key.employee)))));
    let (open, ended): (Vec<Duty>, Vec<Duty>) =
        duties.into_iter().partition(|duty| duty.state == State::Open);
    let signed = ended.iter().filter(|duty| matches!(duty.state, State::Signed(_))).count();
    // Of somebody with another post since, the open duty counts.
    let is_open = |employee| open.iter().any(|duty| duty.key.employee == employee);
    let mut done: Vec<Done> = ended
        .iter()
        .filter(|duty| !is_open(duty.key.employee))
        .map(|duty| Done {
            name: names.of(Some(duty.key.employee)).to_owned(),
            state: state_words(words, duty),
        })
        .collect();
    done.sort_by_cached_key(|one| fold(&one.name));
    let signed = i64::try_from(signed).unwrap_or_default();
    html(&TeamView {
        page,
        document: own::document(words, &standard),
        told: words.na("acquaintance-team-told", open.len(), &[("signed", signed.into())]),
        explain: asks_for_explanation(&standard),
        rows: open.iter().map(|duty| row(cx, duty, &names, &loaded)).collect(),
        done,
        sheet: format!("/acquaintance/sheet/{number}"),
        typed,
        today,
    })
}

fn row(cx: &EmployeeCx, duty: &Duty, names: &Names, loaded: &Loaded) -> Row {
    let words = cx.words;
    let today = cx.at.day();
    let on =
        |done: Option<crate::model::Done>| done.map(|done| words.date(done.at.day())).unwrap_or_default();
    let mine = duty.is_answered_for_by(cx.me.employee);
    Row {
        employee: duty.key.employee,
        name: names.of(Some(duty.key.employee)).to_owned(),
        post: duty.place.post.clone(),
        why: reason_words(words, duty.reason),
        since: words.date(duty.opened_at.day()),
        due: words.date(day_of_number(duty.due_on)),
        late: duty.is_late(day_number(today)),
        official: names.of(duty.explainer).to_owned(),
        explained: on(duty.explained),
        reminded: on(duty.reminded),
        escalated: duty.escalated.map(|done| names.of(done.who).to_owned()).unwrap_or_default(),
        paper_possible: mine
            && loaded
                .versions
                .get(duty.key.standard)
                .is_some_and(|standard| Readiness::of(duty, standard) == Readiness::Ready),
        mine,
        remindable: mine && duty.reminded.is_none_or(|done| done.at.day() < today),
    }
}

/// `POST /acquaintance/team/explained`
pub(crate) async fn explained(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let employee = employee(&fields)?;
    let mut tx = cx.write().await?;
    actions::explain(&mut tx, &cx.app, &cx.actor(), employee).await?;
    tx.commit().await?;
    Ok(see_other("/acquaintance/team?notice=explained"))
}

/// `POST /acquaintance/team/reminded`
pub(crate) async fn reminded(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let employee = employee(&fields)?;
    let mut tx = cx.write().await?;
    actions::remind(&mut tx, &cx.app, &cx.actor(), employee).await?;
    tx.commit().await?;
    Ok(see_other("/acquaintance/team?notice=reminded"))
}

/// `POST /acquaintance/team/on-paper`: somebody has signed the printed sheet.
pub(crate) async fn on_paper(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let employee = employee(&fields)?;
    let words = cx.words;
    let mut errors = Vec::new();
    let signed_on = fields.parse::<Date>("signed_on").filter(|day| *day <= cx.at.day());
    if signed_on.is_none() {
        errors.push(("signed_on".to_owned(), words.t("acquaintance-paper-day-wrong")));
    }
    let kept = fields.text("kept", MOST_KEPT).unwrap_or_else(|error| {
        let why = text_wrong(error, words);
        errors.push(("kept".to_owned(), why));
        String::new()
    });
    let Some(signed_on) = signed_on.filter(|_| errors.is_empty()) else {
        return refuse(&cx, employee, &fields, errors).await;
    };
    let mut tx = cx.write().await?;
    match actions::sign_on_paper(&mut tx, &cx.app, &cx.actor(), employee, signed_on, &kept).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other("/acquaintance/team?notice=paper"))
        }
        Err(AcquaintanceError::BeforeAdoption(day)) => {
            drop(tx);
            let why = words.ta("acquaintance-paper-day-early", &[("day", words.date(day).into())]);
            refuse(&cx, employee, &fields, vec![("signed_on".to_owned(), why)]).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The page with what was typed about a signature on paper and what is wrong with it.
async fn refuse(
    cx: &EmployeeCx,
    employee: EmployeeId,
    fields: &Fields,
    errors: Vec<(String, String)>,
) -> PageResult {
    let typed = Typed {
        employee: Some(employee),
        signed_on: fields.get("signed_on").to_owned(),
        kept: fields.get("kept").to_owned(),
        errors,
    };
    Ok(unprocessable(view(cx, None, typed).await?))
}

fn employee(fields: &Fields) -> Result<EmployeeId, WebError> {
    fields.parse("employee").ok_or(WebError::BadRequest)
}
