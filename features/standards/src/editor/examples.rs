//! How the shipped documents put the same: read once, told in the words of the form.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use solits_i18n::Words;
use solits_kernel::Lang;
use solits_standard::edit::{self, Address, Example, Field, Item, List, Naming};

use super::{
    inputs::{Filling, Input, Piece, Shape, names, pieces},
    model::{SHIPPED, shipped_texts, shipped_titles},
    place::find,
};
use crate::actions::shipped;

/// An entry of a shipped document.
pub(super) struct Shown {
    /// The document and the paragraph.
    pub(super) from: String,
    pub(super) heading: String,
    /// What its fields are called and say.
    pub(super) facts: Vec<(String, String)>,
}

/// The entries of the shipped documents.
static ITEMS: LazyLock<Vec<(&'static str, Vec<Item>)>> = LazyLock::new(|| {
    let items = |id: &'static str| Some((id, edit::items(shipped(id)?).ok()?));
    SHIPPED.into_iter().filter_map(items).collect()
});

/// The entries of a shipped document; none for one that is not shipped.
pub(super) fn items_of(document: &str) -> &'static [Item] {
    ITEMS.iter().find(|(id, _)| *id == document).map_or(&[], |(_, items)| items)
}

/// The examples of each list that were asked for: the documents do not change while the program runs.
static CHOSEN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);

/// Examples by the key of their list.
type Known = HashMap<&'static str, Arc<[Example]>>;

fn chosen(list: &'static List) -> Arc<[Example]> {
    let mut known = CHOSEN.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(known.entry(list.key).or_insert_with(|| edit::examples(list.key, &shipped_texts()).into()))
}

/// How others put an entry of this list; of a parameter, those that set the same one.
pub(super) fn examples(list: &'static List, fields: &[Field], at: &Address, words: Words) -> Vec<Shown> {
    if list.naming != Naming::Key {
        return chosen(list)
            .iter()
            .map(|example| shown(fields, &example.document, &example.item, words))
            .collect();
    }
    let same = ITEMS.iter().filter_map(|(document, items)| Some((document, find(items, at)?)));
    same.map(|(document, item)| shown(fields, document, item, words)).collect()
}

fn shown(fields: &[Field], document: &str, item: &Item, words: Words) -> Shown {
    let lang = words.0;
    let titles = shipped_titles(lang);
    let title = titles.iter().find(|(id, _)| *id == document).map_or(document, |(_, title)| title.as_str());
    let paragraph = item.paragraph();
    let known = |list: &str| names(list, lang, items_of(document));
    let nothing = BTreeMap::new();
    let filling = Filling { words, values: &item.values, errors: &nothing, names: &known };
    let facts = pieces(fields, &filling).into_iter().filter_map(|piece| match piece {
        Piece::Input(input) if !input.value.is_empty() && is_of_language(&input.name, lang) => {
            Some((input.label.clone(), said(&input)))
        }
        _ => None,
    });
    Shown {
        from: if paragraph.is_empty() { title.to_owned() } else { format!("{title}, {paragraph}") },
        heading: item.heading(lang),
        facts: facts.collect(),
    }
}

/// What an input says: the words of what is chosen, else the value.
fn said(input: &Input) -> String {
    match &input.shape {
        Shape::Select(options) => options
            .iter()
            .find(|(value, _)| *value == input.value)
            .map_or_else(|| input.value.clone(), |(_, words)| words.clone()),
        Shape::Ticks(options) => {
            let chosen = options.iter().filter(|(_, _, is_chosen)| *is_chosen);
            chosen.map(|(_, words, _)| words.as_str()).collect::<Vec<_>>().join("; ")
        }
        Shape::Line | Shape::Short | Shape::Area(_) => input.value.clone(),
    }
}

/// Whether a value is shown to a reader of a language: of a text in two languages, only theirs.
fn is_of_language(name: &str, lang: Lang) -> bool {
    let other = match lang {
        Lang::Lv => "en",
        Lang::En => "lv",
    };
    name.rsplit('.').next() != Some(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_tells_where_it_is_from_and_what_was_chosen_in_words() {
        let list = edit::list("norm").unwrap();
        let fields = edit::fields(list, "");
        let examples = examples(list, &fields, &Address::named("norm", "any"), Words::new(Lang::Lv));
        assert_eq!(examples.len(), 5);
        let facts: Vec<&(String, String)> = examples.iter().flat_map(|example| &example.facts).collect();
        assert!(facts.iter().all(|(_, said)| said != "promise" && said != "ticket.taken"), "{facts:?}");
        assert!(examples.iter().all(|example| !example.from.is_empty() && !example.heading.is_empty()));
    }

    #[test]
    fn a_value_is_shown_as_other_documents_set_it() {
        let list = edit::list("parameters").unwrap();
        let at = Address::named("parameters", "queue.no_show_seconds");
        let fields = edit::fields(list, "queue.no_show_seconds");
        let examples = examples(list, &fields, &at, Words::new(Lang::En));
        assert!(
            examples.iter().all(|example| example.facts.iter().any(|(_, said)| said.parse::<u32>().is_ok()))
        );
    }
}
