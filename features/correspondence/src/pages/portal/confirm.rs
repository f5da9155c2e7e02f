//! `/i/{institution}/confirm/{code}`: whoever got the letter says that the address is theirs. What mail scanners fetch shows
//! a button and changes nothing.

use askama::Template;
use axum::extract::Path;
use solits_web::{ClientAddress, Form, Page, PageResult, PublicCx, html};

use super::unprocessable;
use crate::portal::confirming::{self, Confirmed};

/// In what the tries from one source are counted (security §10).
const TRIES_MS: i64 = 10 * 60_000;

#[derive(Template)]
#[template(path = "correspondence/portal_confirm.html")]
struct View {
    page: Page,
    base: String,
    /// Whether the button has been pressed.
    is_pressed: bool,
    /// The number of the case; empty where the link was of no use.
    reference: String,
    /// Whether the receipt is on its way.
    receipt: bool,
}

fn view(cx: &PublicCx, outcome: Option<Confirmed>) -> PageResult {
    let is_pressed = outcome.is_some();
    let (reference, receipt) = match outcome {
        Some(Confirmed::Now { reference, receipt }) => (reference, receipt),
        Some(Confirmed::Dead) | None => (String::new(), false),
    };
    let page = cx.page(cx.words.t("correspondence-confirm"));
    html(&View { page, base: format!("/i/{}", cx.code), is_pressed, reference, receipt })
}

/// `GET /i/{institution}/confirm/{code}`: a button, whatever the code is.
pub(crate) async fn door(cx: PublicCx) -> PageResult {
    view(&cx, None)
}

/// `POST /i/{institution}/confirm/{code}`
pub(crate) async fn press(
    cx: PublicCx,
    source: ClientAddress,
    Path((_, secret)): Path<(String, String)>,
    Form(_): Form,
) -> PageResult {
    let name = format!("confirm:{}:{source}", cx.institution);
    cx.app.limiter.take(&name, cx.app.config.limits.case_codes, TRIES_MS, cx.at)?;
    let mut tx = cx.write().await?;
    let outcome = confirming::confirm(&mut tx, &cx.app, &cx.actor(), &secret).await?;
    tx.commit().await?;
    let is_dead = outcome == Confirmed::Dead;
    let page = view(&cx, Some(outcome))?;
    Ok(if is_dead { unprocessable(page) } else { page })
}
