//! `/cases/{case}/letters/delay`: the answer is not possible in time, and the client is told when it comes (H-06, I-07);
//! and `/cases/{case}/letters/insult`: an insulting letter gets the reason for which it is not considered (H-17).
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::Path;
use solits_access::{Look, look};
use solits_i18n::Words;
use solits_kernel::CaseId;
use solits_web::{EmployeeCx, Fields, Form, Page, PageResult, WebError, html, see_other};

use super::{
    draft::{Draft, unprocessable},
    reply::of_letter,
};
use crate::{
    actions::{
        around::{Around, around, plain},
        compose::{Looked, weigh},
        delay::{self, Delay, Insult, Told, proposed, reached},
        parts::{Mend, Parts},
        ways::{Reads, page_tells, usual_way},
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
    /// Whether nobody is told before the decision that is awaited that their letter is not considered.
    awaits_ruling: bool,
    asks_rereading: bool,
    /// What the standard and the dictionary say of the text; empty before anybody asked.
    part: String,
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
        ("way", usual_way(&around, purpose).to_owned()),
        ("told_on", cx.at.day().to_string()),
    ]);
    view(cx, &around, draft, purpose, None)
}

/// The ways by which the client can be told, each saying what happens by it.
fn ways(around: &Around, purpose: Purpose, words: Words) -> Vec<(String, String)> {
    let mut ways = Vec::new();
    if let Some(address) = reached(around) {
        ways.push((
            "email".to_owned(),
            words.ta("correspondence-delay-email", &[("address", plain(address).into())]),
        ));
    }
    ways.push(("paper".to_owned(), words.t("correspondence-delay-paper")));
    if let Some(address) = page_tells(around) {
        let label = if address.is_empty() {
            words.t("correspondence-delay-page")
        } else {
            words.ta("correspondence-delay-news", &[("address", address.into())])
        };
        ways.push(("page".to_owned(), label));
    }
    if purpose == Purpose::Delay {
        ways.push(("phone".to_owned(), words.t("correspondence-delay-phone")));
    }
    ways
}

fn view(
    cx: &EmployeeCx,
    around: &Around,
    draft: Draft,
    purpose: Purpose,
    looked: Option<(&str, &Looked)>,
) -> PageResult {
    let words = cx.words;
    let is_insult = purpose == Purpose::Insult;
    let page = cx.page(words.t(if is_insult { "correspondence-insult" } else { "correspondence-delay" }));
    let part = match looked {
        Some(looked) => of_letter(cx, &page, around, &draft, looked)?,
        None => String::new(),
    };
    html(&View {
        case: around.case.id,
        reference: around.case.reference.clone(),
        version: around.case.version,
        ways: ways(around, purpose, words),
        due: around.case.due_at.map(|due| words.moment(due)).unwrap_or_default(),
        is_insult,
        awaits_ruling: around.awaits_ruling,
        asks_rereading: around.rules.rereading.is_some(),
        part,
        draft,
        page,
    })
}

/// Whether the text is only to be looked over, or mended, and nothing leaves yet.
fn only_looks(fields: &Fields) -> bool {
    fields.has("look") || fields.has("mend")
}

/// The form with the piece of text mended that a button named.
fn mended(fields: Fields) -> Fields {
    let value = fields.get("mend").to_owned();
    let Some(mend) = Mend::parse(&value) else { return fields };
    let mut parts = Parts { main: fields.get("text").replace("\r\n", "\n"), ..Parts::default() };
    parts.mend(&mend);
    let mut pairs: Vec<(String, String)> = fields
        .pairs()
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "text" | "mend"))
        .cloned()
        .collect();
    pairs.push(("text".to_owned(), parts.main));
    pairs.into()
}

/// `POST /cases/{case}/letters/delay`
pub(crate) async fn tell(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let version: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let looks = only_looks(&fields);
    let (hand, mut draft) = (Hand::of(&cx), Draft::of(mended(fields)));
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &hand, id).await?;
    drop(tx);
    let Some(mut delay) = Delay::typed(&hand, &around, &mut draft) else {
        return Ok(unprocessable(view(&cx, &around, draft, Purpose::Delay, None)?));
    };
    let reads = delay.reads();
    let looked = delay.written.look(&around, &draft, reads).await?;
    if looks {
        return view(&cx, &around, draft, Purpose::Delay, Some((delay.written.text.as_str(), &looked)));
    }
    weigh(&around, &mut draft, &looked, cx.words);
    if !draft.errors.is_empty() {
        let seen = Some((delay.written.text.as_str(), &looked));
        return Ok(unprocessable(view(&cx, &around, draft, Purpose::Delay, seen)?));
    }
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
        Told::Phone(_) => format!("/cases/{case}/letters?notice=saved"),
    }
}

/// `POST /cases/{case}/letters/insult`
pub(crate) async fn insult(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let version: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let looks = only_looks(&fields);
    let (hand, mut draft) = (Hand::of(&cx), Draft::of(mended(fields)));
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &hand, id).await?;
    drop(tx);
    let Some(mut insult) = Insult::typed(&hand, &around, &mut draft) else {
        return Ok(unprocessable(view(&cx, &around, draft, Purpose::Insult, None)?));
    };
    // Whoever reads it on the page reads the signature there too.
    let looked = insult.written.look(&around, &draft, Reads::Letter).await?;
    if looks {
        return view(&cx, &around, draft, Purpose::Insult, Some((insult.written.text.as_str(), &looked)));
    }
    weigh(&around, &mut draft, &looked, cx.words);
    if !draft.errors.is_empty() {
        let seen = Some((insult.written.text.as_str(), &looked));
        return Ok(unprocessable(view(&cx, &around, draft, Purpose::Insult, seen)?));
    }
    let mut tx = cx.write().await?;
    let told = delay::insult(&mut tx, &hand, &around, version, insult).await?;
    tx.commit().await?;
    Ok(see_other(&next(id, &told, "saved")))
}
