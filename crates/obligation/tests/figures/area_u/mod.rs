//! Area U, cell by cell: what each document says by name, where it says it, and what the compiled standard yields for it.
//!
//! A cell that is silent has no row, and a parameter without a row fails: nothing is made up. Numbers, answers, words of
//! the format and short names of roles are compared whole. The files say texts in words of their own, so a text is
//! compared by what tells in it, and a list by the number and the order of its items and what tells in each.

use std::collections::BTreeMap;

use solits_standard::{
    Standard,
    model::{ParameterItem, ParameterValue},
};

mod adazi;
mod akniste;
mod guidelines;
mod handbook;
mod places;
mod vzd;

/// What a cell says.
#[derive(Clone, Copy, Debug)]
enum Said {
    Figure(i64),
    Answer(bool),
    /// A word of the format or the short name of a role.
    Word(&'static str),
    /// What the Latvian text tells.
    Text(&'static [&'static str]),
    /// What each item tells, in Latvian.
    Items(&'static [&'static str]),
}

/// A cell of the table that is not silent.
#[derive(Clone, Copy, Debug)]
struct Cell {
    name: &'static str,
    paragraph: &'static str,
    said: Said,
}

const fn figure(name: &'static str, paragraph: &'static str, figure: i64) -> Cell {
    Cell { name, paragraph, said: Said::Figure(figure) }
}
const fn yes(name: &'static str, paragraph: &'static str) -> Cell {
    Cell { name, paragraph, said: Said::Answer(true) }
}
const fn no(name: &'static str, paragraph: &'static str) -> Cell {
    Cell { name, paragraph, said: Said::Answer(false) }
}
const fn word(name: &'static str, paragraph: &'static str, word: &'static str) -> Cell {
    Cell { name, paragraph, said: Said::Word(word) }
}
const fn text(name: &'static str, paragraph: &'static str, parts: &'static [&'static str]) -> Cell {
    Cell { name, paragraph, said: Said::Text(parts) }
}
const fn items(name: &'static str, paragraph: &'static str, parts: &'static [&'static str]) -> Cell {
    Cell { name, paragraph, said: Said::Items(parts) }
}

impl Said {
    fn is(self, value: &ParameterValue) -> bool {
        match (self, value) {
            (Self::Figure(figure), ParameterValue::Int(found)) => figure == *found,
            (Self::Answer(answer), ParameterValue::Bool(found)) => answer == *found,
            (Self::Word(word), ParameterValue::Word(found)) => word == found,
            (Self::Text(parts), ParameterValue::Text(found)) => tells(&found.lv, parts),
            (Self::Items(parts), ParameterValue::List(found)) => {
                parts.len() == found.len()
                    && parts.iter().zip(found).all(|(part, item)| latvian(item).contains(part))
            }
            _ => false,
        }
    }
}

fn tells(text: &str, parts: &[&str]) -> bool {
    !parts.is_empty() && parts.iter().all(|part| text.contains(part))
}

fn latvian(item: &ParameterItem) -> String {
    match item {
        ParameterItem::Int(number) => number.to_string(),
        ParameterItem::Word(word) => word.clone(),
        ParameterItem::Text(text) => text.lv.clone(),
    }
}

/// The document's own parameters are these cells, each with its paragraph and its value, and no others.
fn assert_says(standard: &Standard, document: &str, cells: &[Cell]) {
    let mut found: BTreeMap<&str, _> =
        standard.parameters().filter(|(_, one)| one.origin.document == document).collect();
    let mut wrong = Vec::new();
    for cell in cells {
        match found.remove(cell.name) {
            None => wrong.push(format!("{} has no value of the document's own", cell.name)),
            Some(one) if one.origin.paragraph != cell.paragraph => {
                wrong.push(format!("{} cites {}, not {}", cell.name, one.origin.paragraph, cell.paragraph));
            }
            Some(one) if !cell.said.is(&one.value.value) => {
                wrong.push(format!("{} is {:?}, not {:?}", cell.name, one.value.value, cell.said));
            }
            Some(_) => {}
        }
    }
    wrong.extend(found.keys().map(|name| format!("{name} has no cell")));
    assert!(wrong.is_empty(), "{document}:\n{}", wrong.join("\n"));
}

/// What the document's norms say at a paragraph, in Latvian.
fn norms_at(standard: &Standard, document: &str, paragraph: &str) -> String {
    let norms = standard.norms().iter().filter(|norm| norm.origin.document == document);
    let at: Vec<_> = norms
        .filter(|norm| norm.value.paragraphs.iter().any(|one| one == paragraph))
        .map(|norm| norm.value.text.lv.as_str())
        .collect();
    at.join(" ")
}

/// What all these tables rest on: a cell holds for its own value alone.
#[test]
fn a_cell_is_not_another_number_answer_word_text_or_list() {
    use solits_standard::model::Text;
    let text = |lv: &str| ParameterValue::Text(Text { lv: lv.to_owned(), en: String::new() });
    let list = |items: &[&str]| {
        ParameterValue::List(items.iter().map(|item| ParameterItem::Word((*item).to_owned())).collect())
    };
    assert!(Said::Figure(2).is(&ParameterValue::Int(2)) && !Said::Figure(2).is(&ParameterValue::Int(3)));
    assert!(Said::Answer(true).is(&ParameterValue::Bool(true)));
    assert!(!Said::Answer(true).is(&ParameterValue::Bool(false)));
    assert!(!Said::Word("cutoff").is(&ParameterValue::Word("serve_after_hours".to_owned())));
    assert!(Said::Text(&["brīdina"]).is(&text("vispirms brīdina")));
    assert!(!Said::Text(&["brīdina", "beidz"]).is(&text("vispirms brīdina")));
    assert!(!Said::Text(&[]).is(&text("vispirms brīdina")));
    let (own, turned, shorter) = (list(&["vārds", "amats"]), list(&["amats", "vārds"]), list(&["vārds"]));
    let said = Said::Items(&["vārds", "amats"]);
    assert!(said.is(&own) && !said.is(&turned) && !said.is(&shorter));
}
