//! `GET /i/{institution}/promises`: the same for everybody, without people and without small counts.

use askama::Template;
use solits_web::{Page, PageResult, PublicCx, html};

use super::{
    in_force,
    list::{Months, figures},
    loaded,
};
use crate::figure::{Audience, Figure, month_of};

#[derive(Template)]
#[template(path = "promises/public.html")]
struct PublicView {
    page: Page,
    standard: String,
    standard_href: String,
    promises: Vec<Figure>,
}

/// Only whole months are published: a total that grew day by day would tell what one day added to it.
pub(crate) async fn public(cx: PublicCx) -> PageResult {
    let mut tx = cx.read().await?;
    let loaded = loaded(&mut tx, &cx.app).await?;
    let standard = in_force(&loaded, cx.at);
    let standard_href = format!("/i/{}/standard", cx.code);
    let months = Months { last: month_of(cx.at.day()) - 1, branch: None, own: None };
    let promises = match &standard {
        Some(standard) => {
            figures(&mut tx, cx.words, standard, months, Audience::Public, &standard_href).await?
        }
        None => Vec::new(),
    };
    html(&PublicView {
        page: cx.page(cx.words.t("promises-title")),
        standard: standard
            .map(|one| one.file().identity.title.get(cx.words.0).to_owned())
            .unwrap_or_default(),
        standard_href,
        promises,
    })
}
