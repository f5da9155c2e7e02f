//! `GET /standard`: every norm in force by kind, each with the paragraph it comes from.

use askama::Template;
use solits_i18n::Words;
use solits_standard::{
    Effective, Standard, coverage,
    model::{KindWord, Norm},
};
use solits_web::{EmployeeCx, Page, PageResult, html};

use super::{Tab, headline, in_force, tabs};
use crate::wording::{kept_words, origin_words};

/// A norm as it is read.
pub(super) struct NormLine {
    pub(super) id: String,
    pub(super) source: String,
    pub(super) heading: String,
    pub(super) text: String,
    pub(super) kept: String,
    /// Offered as an example, obliging nobody.
    pub(super) example: bool,
}

/// Norms of one kind.
struct Group {
    id: &'static str,
    heading: String,
    norms: Vec<NormLine>,
}

#[derive(Template)]
#[template(path = "standards/norms.html")]
struct NormsView {
    page: Page,
    headline: String,
    tabs: Vec<Tab>,
    summary: String,
    groups: Vec<Group>,
    may_draft: bool,
}

pub(crate) async fn norms(cx: EmployeeCx) -> PageResult {
    let mut tx = cx.read().await?;
    let in_force = in_force(&cx, &mut tx).await?;
    let standard = in_force.as_ref().map(|one| &*one.standard);
    html(&NormsView {
        page: cx.page(cx.words.t("standards-title")),
        headline: headline(cx.words, in_force.as_ref()),
        tabs: tabs(cx.words, "/standard"),
        summary: standard
            .map(|standard| super::coverage::summary(cx.words, &coverage(standard.file())))
            .unwrap_or_default(),
        groups: standard.map(|standard| groups(cx.words, standard)).unwrap_or_default(),
        may_draft: cx.me.may("standards.draft"),
    })
}

fn groups(words: Words, standard: &Standard) -> Vec<Group> {
    [
        (KindWord::Promise, "promises", words.t("standards-promises")),
        (KindWord::Rule, "rules", words.t("standards-rules")),
        (KindWord::Guide, "guides", words.t("standards-guides")),
        (KindWord::Publish, "published", words.t("standards-published")),
    ]
    .into_iter()
    .map(|(kind, id, heading)| Group {
        id,
        heading,
        norms: standard
            .norms()
            .iter()
            .filter(|norm| norm.value.kind.word() == kind)
            .map(|norm| line(words, standard, norm))
            .collect(),
    })
    .filter(|group| !group.norms.is_empty())
    .collect()
}

/// A norm with what the program does about it.
pub(super) fn line(words: Words, standard: &Standard, norm: &Effective<Norm>) -> NormLine {
    let Norm { id, text, title, kind, example, .. } = &norm.value;
    NormLine {
        id: id.clone(),
        source: origin_words(words, standard, &norm.origin),
        heading: title.as_ref().map(|title| title.get(words.0).to_owned()).unwrap_or_default(),
        text: text.get(words.0).to_owned(),
        kept: kept_words(words, kind),
        example: *example,
    }
}
