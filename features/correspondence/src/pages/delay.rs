//! `/cases/{case}/letters/delay`: the answer is not possible in time, and the client is told when it comes (H-06, I-07);
//! and `/cases/{case}/letters/insult`: an insulting letter gets the reason for which it is not considered (H-17).
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::Path;
use solits_access::{Look, look};
use solits_kernel::CaseId;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::draft::{Draft, unprocessable};
use crate::{
    actions::{
        around::{Around, around, plain},
        delay::{self, Delay, Insult, Told, proposed, reached, usual_way},
        words::Purpose,
    },
    hand::Hand,
};

#[derive(Template)]
#[template(path = "correspondence/delay.html")]
struct View {
    page: Page,
    case: CaseId,
    reference: String,
    version: i64,
    /// The ways there are, with the usual one chosen.
    ways: Vec<(String, String)>,
    due: String,
    is_insult: bool,
    draft: Draft,
}

/// `GET /cases/{case}/letters/delay`
pub(crate) async fn form(cx: EmployeeCx, Path(id): Path<CaseId>) -> PageResult {
    begin(&cx, id, Purpose::Delay).await
}

/// `GET /cases/{case}/letters/insult`
pub(crate) async fn insult_form(cx: EmployeeCx, Path(id): Path<CaseId>) -> PageResult {
    begin(&cx, id, Purpose::Insult).await
}

async fn begin(cx: &EmployeeCx, id: CaseId, purpose: Purpose) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let mut tx = cx.read().await?;
    let hand = Hand::of(cx);
    let around = around(&mut tx, &hand, id).await?;
    drop(tx);
    let text = proposed(&hand, &around, purpose);
    let next = around.calendar.as_ref().and_then(|calendar| {
        let due = around.case.due_at.map_or(cx.at, |due| if due > cx.at { due } else { cx.at });
        calendar.working_day_after(due.day(), 2)
    });
    let draft = Draft::filled(&[
        ("new_date", next.map(|day| day.to_string()).unwrap_or_default()),
        ("text", text),
        ("postal", around.window()),
        ("way", usual_way(&around).to_owned()),
    ]);
    view(cx, &around, draft, purpose)
}

fn view(cx: &EmployeeCx, around: &Around, draft: Draft, purpose: Purpose) -> PageResult {
    let words = cx.words;
    let mut ways = Vec::new();
    if let Some(address) = reached(around) {
        ways.push((
            "email".to_owned(),
            words.ta("correspondence-delay-email", &[("address", plain(address).into())]),
        ));
    }
    ways.push(("paper".to_owned(), words.t("correspondence-delay-paper")));
    ways.push(("page".to_owned(), words.t("correspondence-delay-page")));
    let is_insult = purpose == Purpose::Insult;
    let title = words.t(if is_insult { "correspondence-insult" } else { "correspondence-delay" });
    html(&View {
        case: around.case.id,
        reference: around.case.reference.clone(),
        version: around.case.version,
        ways,
        due: around.case.due_at.map(|due| words.moment(due)).unwrap_or_default(),
        is_insult,
        draft,
        page: cx.page(title),
    })
}

/// `POST /cases/{case}/letters/delay`
pub(crate) async fn tell(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let version: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let (hand, mut draft) = (Hand::of(&cx), Draft::of(fields));
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &hand, id).await?;
    drop(tx);
    let Some(delay) = Delay::typed(&hand, &around, &mut draft) else {
        return Ok(unprocessable(view(&cx, &around, draft, Purpose::Delay)?));
    };
    let mut tx = cx.write().await?;
    let told = delay::tell(&mut tx, &hand, &around, version, delay).await?;
    tx.commit().await?;
    Ok(see_other(&next(id, &told, "delay-told")))
}

/// Where the page goes on.
fn next(case: CaseId, told: &Told, on_page: &str) -> String {
    match told {
        Told::Email(_) => format!("/cases/{case}/letters?notice=sent"),
        Told::Paper(message) => format!("/cases/{case}/letters/{message}/print"),
        Told::Page => format!("/cases/{case}/letters?notice={on_page}"),
    }
}

/// `POST /cases/{case}/letters/insult`
pub(crate) async fn insult(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let version: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let (hand, mut draft) = (Hand::of(&cx), Draft::of(fields));
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &hand, id).await?;
    drop(tx);
    let Some(insult) = Insult::typed(&hand, &around, &mut draft) else {
        return Ok(unprocessable(view(&cx, &around, draft, Purpose::Insult)?));
    };
    let mut tx = cx.write().await?;
    let told = delay::insult(&mut tx, &hand, &around, version, insult).await?;
    tx.commit().await?;
    Ok(see_other(&next(id, &told, "saved")))
}
