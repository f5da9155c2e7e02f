//! `GET /i/{institution}/standard`: the standard in force for everybody to read, the whole of it, every norm and
//! every other entry with a link of its own.

use askama::Template;
use solits_i18n::Words;
use solits_standard::{Standard, model::NormKind};
use solits_web::{Page, PageResult, PublicCx, html};

use super::{
    InForce,
    norms::{NormLine, line},
};
use crate::wording::{origin_words, parameter_title, value_words};

/// A name and what stands under it.
type Fact = (String, String);

/// A principle or a duty: its name, its meaning, its paragraph.
struct Entry {
    name: String,
    text: String,
    source: String,
}

/// A part of the document below what is promised, opened by who wants to read it.
struct Part {
    id: &'static str,
    heading: String,
    entries: Vec<PartEntry>,
}

struct PartEntry {
    source: String,
    name: String,
    text: String,
    /// Offered as an example, obliging nobody.
    example: bool,
}

#[derive(Template)]
#[template(path = "standards/public.html")]
struct PublicView {
    page: Page,
    facts: Vec<Fact>,
    principles: Vec<Entry>,
    promised: Vec<NormLine>,
    others: Vec<NormLine>,
    duties: Vec<Entry>,
    parts: Vec<Part>,
    promises_href: String,
}

pub(crate) async fn public(cx: PublicCx) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let in_force = InForce::of(&*cx.app.heart.loaded(&mut tx).await?, cx.at);
    let standard = in_force.as_ref().map(|one| &*one.standard);
    let title = standard.map_or_else(
        || words.t("standards-title"),
        |standard| standard.file().identity.title.get(words.0).to_owned(),
    );
    let (promised, others) = standard.map(|standard| norms(words, standard)).unwrap_or_default();
    html(&PublicView {
        page: cx.page(title),
        facts: standard.map(|standard| facts(words, standard)).unwrap_or_default(),
        principles: standard.map(|standard| principles(words, standard)).unwrap_or_default(),
        duties: standard.map(|standard| duties(words, standard)).unwrap_or_default(),
        parts: standard.map(|standard| parts(words, standard)).unwrap_or_default(),
        promised,
        others,
        promises_href: format!("/i/{}/promises", cx.code),
    })
}

/// What is promised to the public, and everything else. What is promised among colleagues stands with the rest.
fn norms(words: Words, standard: &Standard) -> (Vec<NormLine>, Vec<NormLine>) {
    let (promised, others): (Vec<_>, Vec<_>) =
        standard.norms().iter().partition(|norm| match &norm.value.kind {
            NormKind::Promise { promise } => promise.public && !norm.value.example,
            _ => false,
        });
    let lines = |norms: Vec<_>| norms.into_iter().map(|norm| line(words, standard, norm)).collect();
    (lines(promised), lines(others))
}

fn facts(words: Words, standard: &Standard) -> Vec<Fact> {
    let file = standard.file();
    let identity = &file.identity;
    let mut facts = vec![
        (words.t("standards-issuer"), identity.issuer.get(words.0).to_owned()),
        (words.t("standards-version"), identity.version.clone()),
    ];
    facts.extend(identity.number.clone().map(|number| (words.t("standards-number"), number)));
    facts.extend(identity.in_force.map(|day| (words.t("standards-from"), words.day(day))));
    facts.extend(file.extends.clone().map(|base| (words.t("standards-builds-on"), base)));
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

fn principles(words: Words, standard: &Standard) -> Vec<Entry> {
    let cited = |origin| crate::wording::origin_words(words, standard, origin);
    standard
        .lists()
        .principles
        .iter()
        .map(|one| Entry {
            name: one.value.name.get(words.0).to_owned(),
            text: one.value.meaning.get(words.0).to_owned(),
            source: cited(&one.origin),
        })
        .collect()
}

fn duties(words: Words, standard: &Standard) -> Vec<Entry> {
    let cited = |origin| crate::wording::origin_words(words, standard, origin);
    standard
        .lists()
        .client_duties
        .iter()
        .map(|one| Entry {
            name: String::new(),
            text: one.value.text.get(words.0).to_owned(),
            source: cited(&one.origin),
        })
        .collect()
}

/// All that the document says besides: terms, channels, situations, values and the rest.
fn parts(words: Words, standard: &Standard) -> Vec<Part> {
    let lists = standard.parts().into_iter().map(|part| Part {
        id: part.id,
        heading: part.heading.get(words.0).to_owned(),
        entries: part
            .entries
            .iter()
            .map(|entry| PartEntry {
                source: origin_words(words, standard, &entry.origin),
                name: entry.name.get(words.0).to_owned(),
                text: entry.text.get(words.0).to_owned(),
                example: false,
            })
            .collect(),
    });
    let values =
        Part { id: "values", heading: words.t("standards-values"), entries: values(words, standard) };
    lists.chain([values]).filter(|part| !part.entries.is_empty()).collect()
}

fn values(words: Words, standard: &Standard) -> Vec<PartEntry> {
    standard
        .parameters()
        .map(|(name, one)| PartEntry {
            source: origin_words(words, standard, &one.origin),
            name: parameter_title(words.0, name),
            text: value_words(words.0, name, &one.value.value),
            example: one.value.example,
        })
        .collect()
}
