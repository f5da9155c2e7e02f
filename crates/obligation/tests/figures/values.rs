//! What stands in a document under a name: each is asked with its paragraph, which must be the document's own.

use std::collections::BTreeSet;

use jiff::civil::Date;
use solits_standard::{
    Origin, coverage,
    model::{ActKind, ParameterItem, StandardLevel, Status},
};

use crate::builders::Document;

fn cites(origin: &Origin, document: Document, paragraph: &str) {
    assert_eq!((origin.document.as_str(), origin.paragraph.as_str()), (document.id(), paragraph));
}

/// The items of a list, in Latvian.
pub fn items(document: Document, name: &str, paragraph: &str) -> Vec<String> {
    let standard = document.standard();
    let list = standard.list(name).unwrap_or_else(|| panic!("{name} is not in force"));
    cites(&list.origin, document, paragraph);
    list.value
        .iter()
        .map(|item| match item {
            ParameterItem::Int(number) => number.to_string(),
            ParameterItem::Word(word) => word.clone(),
            ParameterItem::Text(text) => text.lv.clone(),
        })
        .collect()
}

/// A text, in Latvian.
pub fn words(document: Document, name: &str, paragraph: &str) -> String {
    let standard = document.standard();
    let text = standard.text(name).unwrap_or_else(|| panic!("{name} is not in force"));
    cites(&text.origin, document, paragraph);
    text.value.lv
}

/// A word of the format or the short name of a role.
pub fn word(document: Document, name: &str, paragraph: &str) -> String {
    let standard = document.standard();
    let word = standard.word(name).unwrap_or_else(|| panic!("{name} is not in force"));
    cites(&word.origin, document, paragraph);
    word.value.to_owned()
}

/// Whether the document says yes.
pub fn yes(document: Document, name: &str, paragraph: &str) -> bool {
    let standard = document.standard();
    let said = standard.bool(name).unwrap_or_else(|| panic!("{name} is not in force"));
    cites(&said.origin, document, paragraph);
    said.value
}

/// The rungs of the complaint ladder: paragraph, whom the complaint is about, who decides.
pub fn rungs(document: Document) -> Vec<String> {
    let standard = document.standard();
    standard
        .lists()
        .ladder
        .iter()
        .map(|rung| {
            cites(&rung.origin, document, &rung.value.paragraph);
            format!("{}: {} > {}", rung.value.paragraph, rung.value.about.join(", "), rung.value.decided_by)
        })
        .collect()
}

/// How many sub-paragraphs some paragraphs have.
pub struct Subs(pub &'static [(&'static str, u8)]);

/// The file has the document's paragraphs from 1 on, their sub-paragraphs and the parts without a number, and no more.
pub fn assert_paragraphs(document: Document, last: u8, subs: &Subs, parts: &[&str], count: usize) {
    let expected: BTreeSet<String> = (1..=last)
        .map(|number| number.to_string())
        .chain(subs.0.iter().flat_map(|(above, many)| (1..=*many).map(move |sub| format!("{above}.{sub}"))))
        .chain(parts.iter().map(|part| (*part).to_owned()))
        .collect();
    assert_eq!(expected.len(), count);
    let items = coverage(document.standard().file()).items;
    let found: BTreeSet<String> = items.into_iter().map(|item| item.paragraph).collect();
    assert_eq!(found, expected);
}

/// An institution's act in force, with its days of adoption and of entry into force and the acts it repeals.
pub fn assert_identity(document: Document, kind: ActKind, days: (Option<Date>, Date), repeals: &[&str]) {
    let standard = document.standard();
    let identity = &standard.file().identity;
    assert_eq!((identity.kind, identity.level), (kind, StandardLevel::Institution));
    assert_eq!(
        (identity.status, identity.adopted, identity.in_force),
        (Status::InForce, days.0, Some(days.1))
    );
    assert_eq!(identity.repeals, repeals);
}
