//! What somebody typed whose session had ended, on its way through the steps of signing in, and the page on which they
//! say whether it is to be sent after all. Nothing is sent by itself.
//!
//! Every form of the way in carries it in hidden fields, so a step that would lead on by an address shows the next page
//! itself instead. Whoever signs in as somebody else is led on as always and never sees it.

use askama::Template;
use axum::http::HeaderMap;
use solits_web::{
    EmployeeCx, Ended, Form, Held, LangCx, Page, PageResult, Parcel, Sending, WayIn, WebError, html,
    see_other,
};

use crate::{
    actions::{Started, with_cookie},
    back, pages,
    pages::SignInView,
};

inventory::submit! { WayIn(way_in) }

/// The way in for somebody whose session had ended when they sent a form.
fn way_in(cx: &LangCx, ended: Ended) -> PageResult {
    let mut view = SignInView::of(cx, String::new(), String::new());
    view.is_too_large = ended.parcel.is_none();
    let page = html(&view.holding(ended.parcel))?;
    // Whoever said nothing of a page goes on where their day begins.
    let place = Some(ended.page.as_str()).filter(|place| *place != "/");
    Ok(back::remember(&cx.app, page, place))
}

/// `POST /sign-in/held`: the first step again, for whoever has to take another way than the one they began.
pub(crate) async fn begin_again(cx: LangCx, Form(fields): Form) -> PageResult {
    let parcel = Parcel::of(&cx.app, &fields, cx.at).await?;
    html(&SignInView::of(&cx, String::new(), String::new()).holding(parcel))
}

/// The second step of a session that has just begun.
pub(crate) async fn second_step(cx: &LangCx, started: &Started, parcel: Option<Parcel>) -> PageResult {
    if parcel.is_none() {
        return Ok(with_cookie(see_other("/sign-in/second"), &started.cookie));
    }
    let me = EmployeeCx::entered(cx, &started.secret).await?.ok_or(WebError::SignInNeeded)?;
    Ok(with_cookie(pages::show_second(&me, parcel).await?, &started.cookie))
}

/// The first page after signing in: what is to be sent after all, where the same person typed it, or wherever they go on.
pub(crate) async fn go_on(
    cx: &LangCx,
    headers: &HeaderMap,
    rights: &[&str],
    started: &Started,
    parcel: Option<Parcel>,
) -> PageResult {
    if let Some(parcel) = parcel {
        let me = EmployeeCx::entered(cx, &started.secret).await?.ok_or(WebError::SignInNeeded)?;
        if parcel.held.is_of(&me.me) {
            let page = html(&HeldView::of(&me, parcel.held))?;
            return Ok(back::forget(&cx.app, with_cookie(page, &started.cookie)));
        }
    }
    Ok(back::go_on(&cx.app, headers, rights, &started.cookie))
}

#[derive(Template)]
#[template(path = "access/held.html")]
struct HeldView {
    page: Page,
    lead: String,
    held: Held,
    /// What of it is text, for whoever wants to read what they are about to send.
    texts: Vec<String>,
    is_in_parts: bool,
    /// The page it was typed on.
    back: String,
}

impl HeldView {
    fn of(cx: &EmployeeCx, held: Held) -> Self {
        let texts = held.fields.iter().map(|(_, value)| value.trim());
        let texts = texts.filter(|value| value.contains(char::is_whitespace)).map(str::to_owned).collect();
        let back = back::own(&held.page).unwrap_or("/").to_owned();
        let mut page = cx.page(cx.words.t("access-held-title"));
        other_language_at(&mut page, &back);
        Self {
            page,
            lead: cx.words.t(lead(&held.action)),
            texts,
            is_in_parts: held.sending == Sending::Parts,
            back,
            held,
        }
    }
}

/// Where the link to the other language leads from a page that answers a form: such a page has no address of its own.
pub(crate) fn other_language_at(page: &mut Page, path: &str) {
    if let Some((_, question)) = page.other_lang_href.split_once('?') {
        page.other_lang_href = format!("{path}?{question}");
    }
}

/// Where the first step is shown in the other language to whoever carries something on. A link would leave it behind without
/// a word, so the page has none.
pub(crate) fn other_language_by_form(page: &mut Page) -> String {
    let link = std::mem::take(&mut page.other_lang_href);
    link.split_once('?').map(|(_, question)| format!("/sign-in/held?{question}")).unwrap_or_default()
}

/// What was about to be sent, in words, as far as its address tells.
fn lead(action: &str) -> &'static str {
    let path = action.split('?').next().unwrap_or_default();
    match path.rsplit('/').next() {
        Some("reply") => "access-held-reply",
        Some("notes") => "access-held-note",
        _ => "access-held-form",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_about_to_be_sent_is_named_where_its_address_tells() {
        assert_eq!(lead("/cases/7/reply?lang=en"), "access-held-reply");
        assert_eq!(lead("/cases/7/notes"), "access-held-note");
        assert_eq!(lead("/setup/rooms"), "access-held-form");
    }
}
