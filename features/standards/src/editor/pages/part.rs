//! `/standard/drafts/{draft}/part/{part}`: one component of the standard, explained, with its lists.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::IntoResponse as _,
};
use solits_i18n::Words;
use solits_kernel::Lang;
use solits_standard::{
    Finding, Severity,
    edit::{self, Address, Item, List, Naming},
    parameter,
};
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};

use super::{Frame, Here, found, live_page};
use crate::editor::{actions, entry, inputs::said, model::checked, place::encoded};

/// An entry of a list.
struct EntryLine {
    href: String,
    heading: String,
    paragraph: String,
    /// How many mistakes and remarks it has, in words; empty for none.
    remarks: String,
    kind: &'static str,
}

/// A list of a component.
struct ListView {
    key: &'static str,
    title: String,
    one: String,
    help: String,
    /// The table stands once: it is written, not added.
    stands_once: bool,
    entries: Vec<EntryLine>,
    /// What a new one is called: asked for in a line, chosen from these, or not asked for.
    names: Vec<(String, String)>,
    asks_name: bool,
    name_hint: String,
    /// How its input is called.
    name_input: String,
    /// What was typed as the name of a new one, and why it was refused.
    name: String,
    error: String,
}

/// A new entry that was refused: its list, what was typed as its name, and why.
pub(super) struct Refusal<'a> {
    pub(super) list: &'a str,
    pub(super) name: &'a str,
    pub(super) error: String,
}

#[derive(Template)]
#[template(path = "standards/editor_part.html")]
struct PartView {
    page: Page,
    frame: Frame,
    explanation: String,
    seen: i64,
    lists: Vec<ListView>,
    errors: Vec<(String, String)>,
    /// The next component: address and title; empty after the last.
    next_href: String,
    next: String,
}

/// `GET /standard/drafts/{draft}/part/{part}`
pub(in crate::editor) async fn show(
    cx: EmployeeCx,
    Path((draft, part)): Path<(i64, String)>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    html(&view(&cx, draft, &part, &query, None).await?)
}

/// The part again, with a new entry that could not be added.
pub(super) async fn refuse(cx: &EmployeeCx, draft: i64, part: &str, refusal: &Refusal<'_>) -> PageResult {
    let page = html(&view(cx, draft, part, &HashMap::new(), Some(refusal)).await?)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn view(
    cx: &EmployeeCx,
    draft: i64,
    part: &str,
    query: &HashMap<String, String>,
    refusal: Option<&Refusal<'_>>,
) -> Result<PartView, WebError> {
    let words = cx.words;
    let lang = words.0;
    let place = edit::form().iter().position(|component| component.key == part).ok_or(WebError::NotFound)?;
    let component = &edit::form()[place];
    let next = edit::form().get(place + 1);
    let mut tx = cx.read().await?;
    let found = found(&mut tx, draft).await?;
    let text = actions::text_of(&mut tx, draft, found.state).await?;
    let items = entry::read(&text);
    let remarks = Remarks::of(&text);
    let lists = component.lists.iter().map(|list| {
        let mut view = list_view(words, draft, list, &items, &remarks);
        if let Some(refusal) = refusal.filter(|refusal| refusal.list == list.key) {
            refusal.name.clone_into(&mut view.name);
            view.error.clone_from(&refusal.error);
        }
        view
    });
    Ok(PartView {
        frame: Frame::read(cx, &mut tx, &found, Here::Overview, "").await?,
        page: live_page(cx, draft, component.title.get(lang).to_owned(), query),
        explanation: component.explanation.get(lang).to_owned(),
        seen: found.state,
        lists: lists.collect(),
        errors: refusal
            .map(|refusal| (format!("name-{}", refusal.list), refusal.error.clone()))
            .into_iter()
            .collect(),
        next_href: next.map(|next| format!("/standard/drafts/{draft}/part/{}", next.key)).unwrap_or_default(),
        next: next.map(|next| next.title.get(lang).to_owned()).unwrap_or_default(),
    })
}

fn list_view(words: Words, draft: i64, list: &'static List, items: &[Item], remarks: &Remarks) -> ListView {
    let lang = words.0;
    let of_list: Vec<&Item> = items.iter().filter(|item| item.address.list == list.key).collect();
    let entry = |item: &&Item| {
        let count = remarks.by_item.get(&item.address).copied().unwrap_or_default();
        EntryLine {
            href: format!("/standard/drafts/{draft}/item?at={}", encoded(&item.address.to_string())),
            heading: if list.naming == Naming::Once { said(&list.one, lang) } else { item.heading(lang) },
            paragraph: item.paragraph().to_owned(),
            remarks: count.words(words),
            kind: count.kind(),
        }
    };
    ListView {
        key: list.key,
        title: list.title.get(lang).to_owned(),
        one: list.one.get(lang).to_lowercase(),
        help: list.help.get(lang).to_owned(),
        stands_once: list.naming == Naming::Once,
        entries: of_list.iter().map(entry).collect(),
        names: if list.naming == Naming::Key { unset(&of_list, lang) } else { Vec::new() },
        asks_name: matches!(list.naming, Naming::Field(_)),
        name_hint: match list.naming {
            Naming::Field(field) => list
                .fields
                .iter()
                .find(|one| one.key == field)
                .map(|field| field.help.get(lang).to_owned())
                .unwrap_or_default(),
            _ => String::new(),
        },
        name_input: format!("name-{}", list.key),
        name: String::new(),
        error: String::new(),
    }
}

/// The parameters that the draft does not set yet.
fn unset(set: &[&Item], lang: Lang) -> Vec<(String, String)> {
    let is_set = |name: &str| set.iter().any(|item| item.address == Address::named("parameters", name));
    let mut names: Vec<(String, String)> = parameter::all()
        .filter(|definition| !is_set(definition.name))
        .map(|definition| (definition.name.to_owned(), definition.title().get(lang).to_owned()))
        .collect();
    names.sort_by(|one, other| one.1.cmp(&other.1));
    names
}

/// How many mistakes and remarks something has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) mistakes: usize,
    pub(super) others: usize,
}

impl Count {
    pub(super) fn words(self, words: Words) -> String {
        match self {
            Self { mistakes: 0, others: 0 } => String::new(),
            Self { mistakes: 0, others } => words.n("standards-edit-remarks", others),
            Self { mistakes, .. } => words.n("standards-edit-mistakes", mistakes),
        }
    }
    pub(super) const fn kind(self) -> &'static str {
        match self {
            Self { mistakes: 0, others: 0 } => "good",
            Self { mistakes: 0, .. } => "soon",
            _ => "late",
        }
    }
    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.mistakes += 1,
            Severity::Warning | Severity::Note => self.others += 1,
        }
    }
}

/// The checker's findings by the entries they belong to.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    pub(super) by_item: BTreeMap<Address, Count>,
    pub(super) findings: Vec<(Finding, Option<edit::Place>)>,
}

impl Remarks {
    pub(super) fn of(text: &str) -> Self {
        let findings = checked(text).findings;
        let places = edit::places(text, &findings);
        let mut by_item: BTreeMap<Address, Count> = BTreeMap::new();
        for (finding, place) in findings.iter().zip(&places) {
            if let Some(place) = place {
                by_item.entry(place.item.clone()).or_default().add(finding.severity);
            }
        }
        Self { by_item, findings: findings.into_iter().zip(places).collect() }
    }

    /// How many a component has.
    pub(super) fn of_component(&self, component: &edit::Component) -> Count {
        let is_of = |address: &Address| component.lists.iter().any(|list| list.key == address.list);
        self.by_item.iter().filter(|(address, _)| is_of(address)).fold(Count::default(), |sum, (_, count)| {
            Count { mistakes: sum.mistakes + count.mistakes, others: sum.others + count.others }
        })
    }
}
