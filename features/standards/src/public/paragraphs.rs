//! A standard paragraph by paragraph, in the order of its documents: what each says, and in plain words what it means.

use std::collections::{BTreeMap, HashSet};

use solits_i18n::Words;
use solits_standard::{CompiledPromise, Origin, Standard, coverage::missing_event, model::NormKind};

use super::{
    citation::{DocumentOrder, anchor},
    documents::{cited, paragraphs_named},
    figures::{KeptWords, Published},
    meaning::{meaning, sort},
};
use crate::wording::{paragraph_words, parameter_title, value_words};

/// The paragraphs that come from one document.
pub(super) struct Chapter {
    /// Where it can be linked to.
    pub(super) id: String,
    /// The document's title in the reader's language.
    pub(super) title: String,
    /// Whether the document is a baseline under the standard.
    pub(super) is_baseline: bool,
    pub(super) paragraphs: Vec<Paragraph>,
}

/// A paragraph with a link of its own.
pub(super) struct Paragraph {
    pub(super) anchor: String,
    /// As it is cited: "12.3. punkts".
    pub(super) cited: String,
    pub(super) entries: Vec<Entry>,
}

/// One thing that a paragraph says.
#[derive(Default)]
pub(super) struct Entry {
    /// The id of the norm; empty for what is none.
    pub(super) id: String,
    /// Links of further paragraphs that say the same and have no place of their own.
    pub(super) also: Vec<String>,
    /// What it is: a promise, a term, a value.
    pub(super) sort: String,
    pub(super) heading: String,
    pub(super) text: String,
    /// In plain words, what comes of it; may be empty.
    pub(super) meaning: String,
    /// Offered as an example, obliging nobody.
    pub(super) is_example: bool,
    /// Beside a public promise: what is promised and kept.
    pub(super) kept: Option<KeptWords>,
}

/// A public promise as the list of promises has it.
pub(super) struct Promised {
    pub(super) text: String,
    /// The paragraph, with the title of its document where it is a baseline's.
    pub(super) cited: String,
    pub(super) href: String,
    pub(super) kept: Option<KeptWords>,
}

/// The promises that everybody is shown: owed, public, and no examples.
pub(super) fn public_promises(standard: &Standard) -> impl Iterator<Item = &CompiledPromise> {
    standard.promises().iter().filter(|promise| promise.public && promise.force.is_owed())
}

/// The public promises, each with what was kept of it; without figures where a version is not in force.
pub(super) fn promised(words: Words, standard: &Standard, published: Option<&Published>) -> Vec<Promised> {
    let own = standard.file().id.as_str();
    public_promises(standard)
        .map(|promise| Promised {
            text: promise.text.get(words.0).to_owned(),
            cited: cited(words, standard, &promise.origin),
            href: format!("#{}", anchor(own, &promise.origin)),
            kept: kept(words, standard, promise, published),
        })
        .collect()
}

fn kept(
    words: Words,
    standard: &Standard,
    promise: &CompiledPromise,
    published: Option<&Published>,
) -> Option<KeptWords> {
    let target = promise.target_percent / 100.0;
    let norm = standard.norms().iter().find(|norm| norm.value.id == promise.norm_id)?;
    let told = published?.told(words, &promise.norm_id, target);
    match &norm.value.kind {
        // A promise whose beginning or end nobody records has no cases, which must not read as if there were few.
        NormKind::Promise { promise } if missing_event(promise).is_some() => {
            let month = words.t("standards-public-not-measured");
            Some(KeptWords { month, running: String::new(), is_below: false, ..told })
        }
        _ => Some(told),
    }
}

/// The whole standard: the document itself, then what holds of each baseline under it.
pub(super) fn chapters(words: Words, standard: &Standard, published: Option<&Published>) -> Vec<Chapter> {
    let mut entries = Vec::new();
    scope(words, standard, &mut entries);
    principles(words, standard, &mut entries);
    norms(words, standard, published, &mut entries);
    lists(words, standard, &mut entries);
    values(words, standard, &mut entries);
    let own = standard.file().id.clone();
    standard
        .documents()
        .iter()
        .map(|document| {
            let (of_document, others) = std::mem::take(&mut entries)
                .into_iter()
                .partition(|(origin, _)| origin.document == *document);
            entries = others;
            Chapter {
                id: format!("d-{document}"),
                title: standard.title_of(document, words.0).to_owned(),
                is_baseline: *document != own,
                paragraphs: paragraphs(words, &own, document, of_document),
            }
        })
        .filter(|chapter| !chapter.paragraphs.is_empty())
        .collect()
}

type Found = (Origin, Entry);

/// Entries of one document, put together by paragraph, in the order of the document.
fn paragraphs(words: Words, own: &str, document: &str, entries: Vec<Found>) -> Vec<Paragraph> {
    let named: Vec<String> = paragraphs_named(document)
        .iter()
        .cloned()
        .chain(entries.iter().map(|(origin, _)| origin.paragraph.clone()))
        .collect();
    let order = DocumentOrder::of(named.iter().map(String::as_str));
    let mut by_paragraph: Vec<(Origin, Vec<Entry>)> = Vec::new();
    let mut places: BTreeMap<Origin, usize> = BTreeMap::new();
    for (origin, entry) in entries {
        let place = *places.entry(origin.clone()).or_insert_with(|| {
            by_paragraph.push((origin, Vec::new()));
            by_paragraph.len() - 1
        });
        by_paragraph[place].1.push(entry);
    }
    by_paragraph.sort_by(|one, other| order.compare(&one.0.paragraph, &other.0.paragraph));
    let mut shown: Vec<Paragraph> = by_paragraph
        .into_iter()
        .map(|(origin, entries)| Paragraph {
            anchor: anchor(own, &origin),
            cited: paragraph_words(words, &origin.paragraph),
            entries,
        })
        .collect();
    // A link stands on the page once.
    let mut taken: HashSet<String> = shown.iter().map(|one| one.anchor.clone()).collect();
    for entry in shown.iter_mut().flat_map(|one| one.entries.iter_mut()) {
        entry.also.retain(|link| taken.insert(link.clone()));
    }
    shown.iter_mut().for_each(say_sorts_once);
    shown
}

/// Of neighbours of the same sort only the first says it.
fn say_sorts_once(paragraph: &mut Paragraph) {
    let mut last = String::new();
    for entry in &mut paragraph.entries {
        if entry.sort == last {
            entry.sort.clear();
        } else {
            last.clone_from(&entry.sort);
        }
    }
}

/// What the document says of its own field.
fn scope(words: Words, standard: &Standard, entries: &mut Vec<Found>) {
    let file = standard.file();
    let Some(first) = file.scope.paragraphs.first() else { return };
    let origin = |paragraph: &str| Origin { document: file.id.clone(), paragraph: paragraph.to_owned() };
    let also = file.scope.paragraphs.iter().skip(1).map(|one| anchor(&file.id, &origin(one))).collect();
    let entry = Entry {
        also,
        sort: words.t("standards-field"),
        text: file.scope.field.get(words.0).to_owned(),
        ..Entry::default()
    };
    entries.push((origin(first), entry));
}

fn principles(words: Words, standard: &Standard, entries: &mut Vec<Found>) {
    entries.extend(standard.lists().principles.iter().map(|one| {
        let entry = Entry {
            sort: words.t("standards-public-principle"),
            heading: one.value.name.get(words.0).to_owned(),
            text: one.value.meaning.get(words.0).to_owned(),
            ..Entry::default()
        };
        (one.origin.clone(), entry)
    }));
}

fn norms(words: Words, standard: &Standard, published: Option<&Published>, entries: &mut Vec<Found>) {
    let own = standard.file().id.as_str();
    entries.extend(standard.norms().iter().map(|norm| {
        let promise =
            standard.promise(&norm.value.id).filter(|promise| promise.public && promise.force.is_owed());
        let also = norm.value.paragraphs.iter().skip(1);
        let link = |paragraph: &String| {
            anchor(own, &Origin { document: norm.origin.document.clone(), paragraph: paragraph.clone() })
        };
        let entry = Entry {
            id: norm.value.id.clone(),
            also: also.map(link).collect(),
            sort: sort(words, &norm.value.kind),
            heading: norm.value.title.as_ref().map(|title| title.get(words.0).to_owned()).unwrap_or_default(),
            text: norm.value.text.get(words.0).to_owned(),
            meaning: meaning(words, &norm.value.kind),
            is_example: norm.value.example,
            kept: promise.and_then(|promise| kept(words, standard, promise, published)),
        };
        (norm.origin.clone(), entry)
    }));
}

/// Terms, channels, situations and the other lists, and the duties of clients.
fn lists(words: Words, standard: &Standard, entries: &mut Vec<Found>) {
    for part in standard.parts() {
        let sort = part.heading.get(words.0).to_owned();
        entries.extend(part.entries.into_iter().map(|one| {
            let entry = Entry {
                sort: sort.clone(),
                heading: one.name.get(words.0).to_owned(),
                text: one.text.get(words.0).to_owned(),
                ..Entry::default()
            };
            (one.origin, entry)
        }));
    }
    entries.extend(standard.lists().client_duties.iter().map(|one| {
        let text = one.value.text.get(words.0).to_owned();
        let entry = Entry { sort: words.t("standards-duties"), text, ..Entry::default() };
        (one.origin.clone(), entry)
    }));
}

fn values(words: Words, standard: &Standard, entries: &mut Vec<Found>) {
    entries.extend(standard.parameters().map(|(name, one)| {
        let entry = Entry {
            sort: words.t("standards-public-value"),
            heading: parameter_title(words.0, name),
            text: value_words(words.0, name, &one.value.value),
            is_example: one.value.example,
            ..Entry::default()
        };
        (one.origin.clone(), entry)
    }));
}

#[cfg(test)]
mod tests {
    use solits_kernel::Lang;

    use super::*;
    use crate::actions::shipped;

    const LV: Words = Words::new(Lang::Lv);

    fn standard(id: &str) -> Standard {
        Standard::compile(shipped(id).unwrap(), shipped("handbook")).unwrap()
    }

    #[test]
    fn nothing_that_is_in_force_is_left_out_and_no_link_stands_twice() {
        for id in ["handbook", "guidelines", "vzd-2014", "adazi-2023", "akniste-2017", "ezermala"] {
            let standard = standard(id);
            let chapters = chapters(LV, &standard, None);
            let paragraphs: Vec<&Paragraph> = chapters.iter().flat_map(|one| &one.paragraphs).collect();
            let entries = || paragraphs.iter().flat_map(|one| &one.entries);
            let norms = entries().filter(|entry| !entry.id.is_empty()).count();
            assert_eq!(norms, standard.norms().len(), "{id}");
            let listed: usize = standard.parts().iter().map(|part| part.entries.len()).sum();
            let (lists, values) = (standard.lists(), standard.parameters().count());
            let others = lists.principles.len() + lists.client_duties.len() + listed + values;
            let scope = usize::from(!standard.file().scope.paragraphs.is_empty());
            assert_eq!(entries().count(), norms + others + scope, "{id}");
            let mut links: Vec<&str> = paragraphs.iter().map(|one| one.anchor.as_str()).collect();
            links.extend(entries().flat_map(|entry| &entry.also).map(String::as_str));
            links.extend(entries().map(|entry| entry.id.as_str()).filter(|id| !id.is_empty()));
            let count = links.len();
            links.sort_unstable();
            links.dedup();
            assert_eq!(links.len(), count, "{id}");
        }
    }

    #[test]
    fn paragraphs_stand_in_the_order_of_their_numbers() {
        let chapters = chapters(LV, &standard("adazi-2023"), None);
        assert_eq!(chapters[0].title, "Ādažu novada pašvaldības klientu apkalpošanas standarts");
        let own: Vec<&str> = chapters[0].paragraphs.iter().map(|one| one.anchor.as_str()).collect();
        let place = |anchor: &str| own.iter().position(|one| *one == anchor).unwrap();
        assert!(
            place("p-5-1-1") < place("p-6-2")
                && place("p-6-9") < place("p-6-10")
                && place("p-9-5") < place("p-10-1")
        );
        assert!(chapters[1].is_baseline && chapters[1].id == "d-handbook");
    }

    #[test]
    fn parts_of_the_handbook_stand_as_in_the_handbook_whatever_a_standard_leaves_of_them() {
        let chapters = chapters(LV, &standard("ezermala"), None);
        let baseline: Vec<&str> = chapters[1].paragraphs.iter().map(|one| one.anchor.as_str()).collect();
        let place = |anchor: &str| baseline.iter().position(|one| one.starts_with(anchor)).unwrap();
        let parts = ["pre", "val", "svc", "beh", "end"].map(|part| place(&format!("p-handbook:{part}")));
        assert!(parts.is_sorted(), "{baseline:?}");
    }

    #[test]
    fn a_promise_is_told_with_its_clock() {
        let standard = standard("ezermala");
        let chapters = chapters(LV, &standard, None);
        let entries = chapters.iter().flat_map(|one| &one.paragraphs).flat_map(|one| &one.entries);
        let wait = entries.into_iter().find(|entry| entry.id == "wait").unwrap();
        assert_eq!(wait.sort, "Solījums");
        assert!(
            wait.meaning.contains("15 minūtes") && wait.meaning.contains("talons izsniegts"),
            "{}",
            wait.meaning
        );
    }
}
