//! The documents that come with the program: their titles in the reader's language, and how their paragraphs are cited.

use std::{collections::HashMap, sync::LazyLock};

use solits_i18n::Words;
use solits_kernel::Lang;
use solits_standard::{Origin, Standard};

use crate::{actions::shipped, wording::paragraph_words};

/// What is known of a document that comes with the program.
struct Known {
    title: solits_kernel::Text,
    /// Its paragraphs as it names them, with which its parts without numbers are put in order.
    paragraphs: Vec<String>,
}

/// The documents that come with the program; a baseline is always one of them.
static KNOWN: LazyLock<HashMap<&'static str, Known>> = LazyLock::new(|| {
    const IDS: &[&str] = &["handbook", "guidelines", "vzd-2014", "adazi-2023", "akniste-2017", "ezermala"];
    let known = |id: &&'static str| {
        let standard = Standard::compile(shipped(id)?, shipped("handbook")).ok()?;
        let title = solits_kernel::Text::from(&standard.file().identity.title);
        Some((*id, Known { title, paragraphs: named(&standard) }))
    };
    IDS.iter().filter_map(known).collect()
});

/// The paragraphs of a document as it names them: its scope and principles first, then its norms.
fn named(standard: &Standard) -> Vec<String> {
    let lists = standard.lists();
    let principles = lists.principles.iter().map(|one| &one.origin);
    let norms = standard.norms().iter().map(|one| &one.origin);
    let own = principles.chain(norms).filter(|origin| origin.document == standard.file().id);
    standard
        .file()
        .scope
        .paragraphs
        .iter()
        .cloned()
        .chain(own.map(|origin| origin.paragraph.clone()))
        .collect()
}

/// The paragraphs of a document that comes with the program, as it names them; none of another.
pub(super) fn paragraphs_named(document: &str) -> &'static [String] {
    KNOWN.get(document).map(|known| known.paragraphs.as_slice()).unwrap_or_default()
}

/// The title of a document of a standard, in the reader's language; its short name where the title is not known.
pub(super) fn document_title(lang: Lang, standard: &Standard, document: &str) -> String {
    if document == standard.file().id {
        return standard.file().identity.title.get(lang).to_owned();
    }
    KNOWN.get(document).map_or_else(|| document.to_owned(), |known| known.title.get(lang).to_owned())
}

/// A paragraph as it is cited: with the title of its document where that is not the standard itself.
pub(super) fn cited(words: Words, standard: &Standard, origin: &Origin) -> String {
    let paragraph = paragraph_words(words, &origin.paragraph);
    if origin.document == standard.file().id {
        paragraph
    } else {
        format!("{}, {paragraph}", document_title(words.0, standard, &origin.document))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_baseline_is_cited_by_its_title_in_the_readers_language() {
        let standard = Standard::compile(shipped("ezermala").unwrap(), shipped("handbook")).unwrap();
        let origin = Origin { document: "handbook".to_owned(), paragraph: "beh-9".to_owned() };
        assert_eq!(cited(Words(Lang::Lv), &standard, &origin), "Klientu apkalpošanas rokasgrāmata, beh-9");
        assert_eq!(cited(Words(Lang::En), &standard, &origin), "Customer-service handbook, beh-9");
        let own = Origin { document: "ezermala".to_owned(), paragraph: "13".to_owned() };
        assert_eq!(cited(Words(Lang::Lv), &standard, &own), "13. punkts");
    }
}
