//! `/standard/drafts/{draft}/preview`: the draft as staff and as the public will see it, were it in force.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use solits_i18n::Words;
use solits_standard::{
    Effective, Origin, ServedClient, Standard,
    edit::{self, Kind},
    model::{Moment, Norm, NormKind},
};
use solits_web::{EmployeeCx, Page, PageResult, html};

use super::{Frame, Here, found, live_page};
use crate::{
    actions::shipped,
    editor::{actions, model::checked},
    public::Whole,
    wording::{kept_words, origin_words},
};

/// A line of the preview.
struct Line {
    source: String,
    heading: String,
    text: String,
    /// What the program does about it, or that it is an example.
    note: String,
}

/// Lines under one heading.
struct Section {
    heading: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "standards/editor_preview.html")]
struct PreviewView {
    page: Page,
    frame: Frame,
    /// `staff` or `public`.
    eyes: &'static str,
    title: String,
    /// What staff see.
    sections: Vec<Section>,
    /// What everybody reads, on the page where they will; `None` to the eyes of staff.
    whole: Option<Whole>,
    /// Whether the text can be understood at all.
    is_understood: bool,
}

/// `GET /standard/drafts/{draft}/preview?as=public`
pub(in crate::editor) async fn show(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let words = cx.words;
    let eyes = if query.get("as").map(String::as_str) == Some("public") { "public" } else { "staff" };
    let mut tx = cx.read().await?;
    let found = found(&mut tx, draft).await?;
    let text = actions::text_of(&mut tx, draft, found.state).await?;
    let standard = compiled(&text);
    let (sections, whole) = match &standard {
        Some(standard) if eyes == "public" => (Vec::new(), Some(Whole::of_draft(words, standard)?)),
        Some(standard) => (staff(words, standard), None),
        None => (Vec::new(), None),
    };
    html(&PreviewView {
        frame: Frame::read(&cx, &mut tx, &found, Here::Preview, "").await?,
        page: live_page(&cx, draft, words.t("standards-edit-preview"), &query),
        eyes,
        title: standard.as_ref().map_or_else(
            || found.title.clone(),
            |standard| standard.file().identity.title.get(words.0).to_owned(),
        ),
        is_understood: standard.is_some(),
        whole,
        sections: sections.into_iter().filter(|section| !section.lines.is_empty()).collect(),
    })
}

/// The standard of a draft's text over its baseline; `None` where it cannot be understood yet.
fn compiled(text: &str) -> Option<Standard> {
    let base = checked(text).standard?.extends;
    Standard::compile(text, base.as_deref().and_then(shipped)).ok()
}

fn norm_line(words: Words, standard: &Standard, norm: &Effective<Norm>) -> Line {
    let Norm { text, title, kind, example, .. } = &norm.value;
    Line {
        source: origin_words(words, standard, &norm.origin),
        heading: title.as_ref().map(|title| title.get(words.0).to_owned()).unwrap_or_default(),
        text: text.get(words.0).to_owned(),
        note: if *example { words.t("standards-example") } else { kept_words(words, kind) },
    }
}

fn section(heading: String, lines: impl Iterator<Item = Line>) -> Section {
    Section { heading, lines: lines.collect() }
}

/// What staff see at each moment of work, and what the program does by itself.
fn staff(words: Words, standard: &Standard) -> Vec<Section> {
    let mut sections: Vec<Section> =
        moments().into_iter().map(|(moment, heading)| at_moment(words, standard, moment, &heading)).collect();
    let of_kind = |wanted: fn(&NormKind) -> bool| {
        let norms = standard.norms().iter().filter(move |norm| wanted(&norm.value.kind));
        norms.map(|norm| norm_line(words, standard, norm))
    };
    sections.push(section(
        words.t("standards-promises"),
        of_kind(|kind| matches!(kind, NormKind::Promise { .. })),
    ));
    sections.push(section(words.t("standards-rules"), of_kind(|kind| matches!(kind, NormKind::Rule { .. }))));
    sections
}

fn at_moment(words: Words, standard: &Standard, moment: Moment, heading: &solits_kernel::Text) -> Section {
    let lang = words.0;
    let mut lines: Vec<Line> = Vec::new();
    for list in standard.situations_at(moment, ServedClient::External) {
        lines.extend(list.actions.iter().map(|action| {
            let results: Vec<&str> = action.results.iter().map(|result| result.text.get(lang)).collect();
            Line {
                source: origin_words(
                    words,
                    standard,
                    &Origin { paragraph: action.paragraph.clone(), ..list.origin.clone() },
                ),
                heading: action.text.get(lang).to_owned(),
                text: results.join("; "),
                note: String::new(),
            }
        }));
    }
    lines.extend(
        standard
            .guides_at(moment)
            .filter(|norm| moment == Moment::Always || !is_always(&norm.value.kind))
            .map(|norm| norm_line(words, standard, norm)),
    );
    let heading = crate::editor::inputs::said(heading, lang);
    Section { heading: words.ta("standards-edit-at-moment", &[("moment", heading.into())]), lines }
}

/// Whether a reminder stands at every moment, and so in a section of its own.
fn is_always(kind: &NormKind) -> bool {
    matches!(kind, NormKind::Guide { shown_at } if shown_at.contains(&Moment::Always))
}

/// The moments of work with what they are called.
fn moments() -> Vec<(Moment, solits_kernel::Text)> {
    let field = edit::list("norm").and_then(|list| list.fields.iter().find(|field| field.key == "shown_at"));
    let Some(Kind::Choices(choices)) = field.map(|field| &field.kind) else { return Vec::new() };
    let moment = |choice: &edit::Choice| {
        let word = serde_json::Value::String(choice.word.to_owned());
        Some((serde_json::from_value(word).ok()?, choice.label.clone()))
    };
    choices.iter().filter_map(moment).collect()
}

#[cfg(test)]
mod tests {
    use solits_kernel::Lang;

    use super::*;

    #[test]
    fn staff_see_what_a_moment_asks_of_them() {
        assert_eq!(moments().len(), 14, "every moment has a name");
        let standard = compiled(shipped("vzd-2014").unwrap()).unwrap();
        let sections = staff(Words::new(Lang::Lv), &standard);
        assert!(sections.iter().filter(|section| !section.lines.is_empty()).count() > 3);
    }
}
