//! `GET /i/{institution}/standard` and `/i/{institution}/standard/{number}`: a version for everybody to read, the whole of
//! it, every paragraph with a link of its own and every public promise with what is kept of it.

use askama::Template;
use axum::extract::Path;
use solits_i18n::Words;
use solits_standard::{Standard, diff};
use solits_web::{Page, PageResult, PublicCx, WebError, html};

use super::{
    Addresses,
    figures::{Memory, Published},
    meaning::sorts,
    paragraphs::{Chapter, Promised, chapters, promised},
    store,
    versions::{Span, Standing, before, spans},
};

/// A name and what stands under it.
type Fact = (String, String);

/// What changed against the version before.
struct Changes {
    heading: String,
    lines: Vec<String>,
}

/// What has to be known before reading: that a version is no longer in force, or not yet. Kind of message, words, and
/// where they lead with the words of the link.
struct Standpoint {
    kind: &'static str,
    text: String,
    href: String,
    link: String,
}

/// A version with every paragraph, as it stands on the page.
#[derive(Default)]
pub(crate) struct Whole {
    /// Who issued it, and what it is; empty where there is none.
    pub(crate) facts: Vec<(String, String)>,
    /// Its promises, contents and paragraphs.
    pub(crate) body: String,
}

#[derive(Template)]
#[template(path = "standards/_public_whole.html")]
struct WholeView {
    words: Words,
    promised: Vec<Promised>,
    /// Whether figures are shown beside the promises.
    has_figures: bool,
    chapters: Vec<Chapter>,
    /// What the sorts of entries mean.
    sorts: Vec<(String, String)>,
}

impl Whole {
    fn of(
        words: Words,
        standard: &Standard,
        span: Option<&Span>,
        published: Option<&Published>,
    ) -> Result<Self, WebError> {
        let view = WholeView {
            words,
            promised: promised(words, standard, published),
            has_figures: published.is_some(),
            chapters: chapters(words, standard, published),
            sorts: sorts(words),
        };
        Ok(Self { facts: facts(words, standard, span), body: view.render()? })
    }

    /// A standard that is still being written, as everybody would read it: without figures and without a day.
    pub(crate) fn of_draft(words: Words, standard: &Standard) -> Result<Self, WebError> {
        Self::of(words, standard, None, None)
    }
}

#[derive(Template)]
#[template(path = "standards/public.html")]
struct PublicView {
    page: Page,
    standpoints: Vec<Standpoint>,
    whole: Whole,
    changes: Option<Changes>,
    addresses: Addresses,
    is_in_force: bool,
}

/// `GET /i/{institution}/standard`: the version in force.
pub(crate) async fn in_force(cx: PublicCx, memory: Memory) -> PageResult {
    let mut tx = cx.read().await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let spans = spans(store::list_adopted(&mut tx).await?);
    let words = cx.words;
    let addresses = Addresses::of(&cx.code);
    let Some((number, standard)) = loaded.standard(cx.at) else {
        return html(&PublicView {
            page: cx.page(words.t("standards-title")),
            standpoints: announced(words, &spans, &addresses, cx.at),
            whole: Whole::default(),
            changes: None,
            addresses,
            is_in_force: true,
        });
    };
    let published = memory.published(&mut tx, &cx.app.heart, cx.at).await?;
    drop(tx);
    let span = spans.iter().find(|span| span.number == number);
    html(&PublicView {
        page: cx.page(title(words, &standard)),
        standpoints: announced(words, &spans, &addresses, cx.at),
        whole: Whole::of(words, &standard, span, Some(&published))?,
        changes: None,
        addresses,
        is_in_force: true,
    })
}

/// `GET /i/{institution}/standard/{number}`: any version that was adopted, with what it changed.
pub(crate) async fn version(
    cx: PublicCx,
    Path((_, number)): Path<(String, String)>,
    memory: Memory,
) -> PageResult {
    let number: i64 = number.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = cx.read().await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let spans = spans(store::list_adopted(&mut tx).await?);
    let span = spans.iter().find(|span| span.number == number).ok_or(WebError::NotFound)?;
    let standard = loaded.versions.get(number).ok_or(WebError::NotFound)?;
    let standing = span.standing(cx.at);
    let published = match standing {
        Standing::InForce => Some(memory.published(&mut tx, &cx.app.heart, cx.at).await?),
        Standing::ToCome | Standing::Past | Standing::Never => None,
    };
    drop(tx);
    let words = cx.words;
    let addresses = Addresses::of(&cx.code);
    let earlier = before(&spans, number).and_then(|span| Some((span, loaded.versions.get(span.number)?)));
    let changes = earlier.map(|(span, earlier)| Changes {
        heading: words.ta("standards-public-changes", &[("version", span.version.as_str().into())]),
        lines: diff(earlier, standard).iter().map(|one| one.words.get(words.0).to_owned()).collect(),
    });
    html(&PublicView {
        page: cx.page(format!("{}, {}", title(words, standard), span.version)),
        standpoints: standpoint(words, span, standing, &addresses).into_iter().collect(),
        whole: Whole::of(words, standard, Some(span), published.as_deref())?,
        changes,
        addresses,
        is_in_force: standing == Standing::InForce,
    })
}

fn title(words: Words, standard: &Standard) -> String {
    standard.file().identity.title.get(words.0).to_owned()
}

/// The versions that are adopted and whose day is still to come.
fn announced(
    words: Words,
    spans: &[Span],
    addresses: &Addresses,
    at: solits_kernel::Timestamp,
) -> Vec<Standpoint> {
    let to_come = spans.iter().filter(|span| span.standing(at) == Standing::ToCome);
    to_come
        .map(|span| Standpoint {
            kind: "soon",
            text: words.ta("standards-public-announced", &[("day", span.begins(words).into())]),
            href: addresses.version(span.number),
            link: words.ta("standards-public-read-version", &[("version", span.version.as_str().into())]),
        })
        .collect()
}

/// What a reader of one version has to know first; nothing where it is the one in force.
fn standpoint(words: Words, span: &Span, standing: Standing, addresses: &Addresses) -> Option<Standpoint> {
    let text = match standing {
        Standing::InForce => return None,
        Standing::ToCome => words.ta("standards-public-to-come", &[("day", span.begins(words).into())]),
        Standing::Past => words.ta("standards-public-past", &[("time", span.words(words).into())]),
        Standing::Never => words.t("standards-public-never"),
    };
    let link = words.t("standards-public-current");
    Some(Standpoint { kind: "soon", text, href: addresses.standard.clone(), link })
}

fn facts(words: Words, standard: &Standard, span: Option<&Span>) -> Vec<Fact> {
    let file = standard.file();
    let identity = &file.identity;
    let mut facts = vec![
        (words.t("standards-issuer"), identity.issuer.get(words.0).to_owned()),
        (words.t("standards-version"), identity.version.clone()),
    ];
    facts.extend(identity.number.clone().map(|number| (words.t("standards-number"), number)));
    facts.extend(span.map(|span| (words.t("standards-public-in-force"), span.words(words))));
    let base = file.extends.as_deref().map(|base| standard.title_of(base, words.0).to_owned());
    facts.extend(base.map(|title| (words.t("standards-builds-on"), title)));
    facts.push((words.t("standards-field"), file.scope.field.get(words.0).to_owned()));
    let bases: Vec<String> = identity
        .legal_basis
        .iter()
        .map(|basis| format!("{}, {}", basis.act.get(words.0), basis.provision))
        .collect();
    if !bases.is_empty() {
        facts.push((words.t("standards-legal-basis"), bases.join("; ")));
    }
    facts
}
