//! `GET /standard/coverage`: how each paragraph is kept alive, and which are only on paper.

use askama::Template;
use solits_i18n::Words;
use solits_standard::{Coverage, KeptBy, Standard, coverage::missing_event, model::NormKind};
use solits_web::{EmployeeCx, Page, PageResult, html};

use super::{Tab, headline, in_force, tabs};
use crate::{store, wording::paragraph_words};

struct Line {
    paragraph: String,
    /// The last of several paragraphs that say the same; empty where there is one.
    last: String,
    kept_by: String,
    kind: &'static str,
    /// The norms that come from it.
    norms: Vec<NormLink>,
    missing: String,
}

/// A norm: its heading, and the address where what became of it is seen; empty where the reader has none.
struct NormLink {
    heading: String,
    href: String,
}

/// The paragraphs of one document.
struct Document {
    title: String,
    summary: String,
    counts: Vec<(String, usize)>,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "standards/coverage.html")]
struct CoverageView {
    page: Page,
    headline: String,
    tabs: Vec<Tab>,
    documents: Vec<Document>,
}

pub(crate) async fn coverage(cx: EmployeeCx) -> PageResult {
    let mut tx = cx.read().await?;
    let in_force = in_force(&cx, &mut tx).await?;
    let mut documents = Vec::new();
    if let Some(one) = &in_force {
        let way = |norm: &str| href(&cx, &one.standard, norm);
        documents.push(document(cx.words, &one.standard, way));
        // The baseline obliges too; its paragraphs are those of the text it had when the version was checked.
        let version = store::find_version(&mut tx, one.number).await?;
        let baseline =
            version.and_then(|version| version.baseline).and_then(|text| Standard::compile(&text, None).ok());
        documents.extend(baseline.as_ref().map(|baseline| document(cx.words, baseline, way)));
    }
    html(&CoverageView {
        page: cx.page(cx.words.t("standards-coverage")),
        headline: headline(cx.words, in_force.as_ref()),
        tabs: tabs(cx.words, "/standard/coverage"),
        documents,
    })
}

/// Where a norm of the standard in force is seen: what was promised and kept where a clock runs, else its evidence; nothing
/// for who may see neither, for an example, and for a norm of the baseline that does not hold here.
fn href(cx: &EmployeeCx, in_force: &Standard, id: &str) -> String {
    let Some(norm) = in_force.norms().iter().find(|norm| norm.value.id == id && !norm.value.example) else {
        return String::new();
    };
    let is_measured = match &norm.value.kind {
        NormKind::Promise { promise } => missing_event(promise).is_none(),
        _ => false,
    };
    if is_measured && in_force.promise(id).is_some() && cx.me.may("measures.read") {
        format!("/promises/{id}")
    } else if cx.me.may("evidence.read") {
        format!("/evidence/norms/{id}")
    } else {
        String::new()
    }
}

fn document(words: Words, standard: &Standard, href: impl Fn(&str) -> String) -> Document {
    let covered = solits_standard::coverage(standard.file());
    let link = |id: &String| {
        let norm = standard.norms().iter().find(|norm| norm.value.id == *id);
        let heading = norm.map_or_else(|| id.clone(), |norm| norm.value.heading().get(words.0).to_owned());
        NormLink { heading, href: href(id) }
    };
    Document {
        title: standard.file().identity.title.get(words.0).to_owned(),
        summary: summary(words, &covered),
        counts: KeptBy::ALL
            .into_iter()
            .map(|way| {
                (
                    way.word(words.0).to_owned(),
                    covered.items.iter().filter(|item| item.kept_by == way).count(),
                )
            })
            .filter(|(_, count)| *count > 0)
            .collect(),
        lines: joined(
            covered
                .items
                .iter()
                .map(|item| Line {
                    last: String::new(),
                    paragraph: paragraph_words(words, &item.paragraph),
                    kept_by: item.kept_by.word(words.0).to_owned(),
                    kind: badge(item.kept_by),
                    norms: item.norms.iter().map(link).collect(),
                    missing: item
                        .missing
                        .as_ref()
                        .map(|text| text.get(words.0).to_owned())
                        .unwrap_or_default(),
                })
                .collect(),
        ),
    }
}

/// Paragraphs one after another that are kept in the same way, without a norm of their own, as one line.
fn joined(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    for line in lines {
        match joined.last_mut().filter(|last| last.says_the_same(&line)) {
            Some(last) => last.last = line.paragraph,
            None => joined.push(line),
        }
    }
    joined
}

impl Line {
    fn says_the_same(&self, other: &Self) -> bool {
        self.norms.is_empty()
            && other.norms.is_empty()
            && self.kept_by == other.kept_by
            && self.missing == other.missing
    }
}

const fn badge(kept_by: KeptBy) -> &'static str {
    match kept_by {
        KeptBy::Measured | KeptBy::Enforced => "good",
        KeptBy::OnlyOnPaper => "soon",
        _ => "plain",
    }
}

/// The coverage of a document in one sentence.
pub(super) fn summary(words: Words, covered: &Coverage) -> String {
    let count = |number: usize| i64::try_from(number).unwrap_or_default();
    let alive = count(covered.paragraphs - covered.only_on_paper);
    words.na(
        "standards-coverage-summary",
        count(covered.paragraphs),
        &[("alive", alive.into()), ("paper", count(covered.only_on_paper).into())],
    )
}
