//! The documents that come with the program: the order of their paragraphs, and how a paragraph is cited.

use std::{collections::HashMap, sync::LazyLock};

use solits_i18n::Words;
use solits_standard::{Origin, Standard};

use crate::{actions::shipped, wording::paragraph_words};

/// The paragraphs of the documents that come with the program, as they name them: with these the parts of a document without
/// numbers are put in order. A baseline is always one of them.
static KNOWN: LazyLock<HashMap<&'static str, Vec<String>>> = LazyLock::new(|| {
    const IDS: &[&str] = &["handbook", "guidelines", "vzd-2014", "adazi-2023", "akniste-2017", "ezermala"];
    let known = |id: &&'static str| {
        let standard = Standard::compile(shipped(id)?, shipped("handbook")).ok()?;
        Some((*id, named(&standard)))
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
    KNOWN.get(document).map(Vec::as_slice).unwrap_or_default()
}

/// A paragraph as it is cited: with the title of its document where that is not the standard itself.
pub(super) fn cited(words: Words, standard: &Standard, origin: &Origin) -> String {
    let paragraph = paragraph_words(words, &origin.paragraph);
    if origin.document == standard.file().id {
        paragraph
    } else {
        format!("{}, {paragraph}", standard.title_of(&origin.document, words.0))
    }
}

#[cfg(test)]
mod tests {
    use solits_kernel::Lang;

    use super::*;

    #[test]
    fn a_baseline_is_cited_by_its_title_in_the_readers_language() {
        let standard = Standard::compile(shipped("ezermala").unwrap(), shipped("handbook")).unwrap();
        let origin = Origin { document: "handbook".to_owned(), paragraph: "beh-9".to_owned() };
        assert_eq!(
            cited(Words::new(Lang::Lv), &standard, &origin),
            "Klientu apkalpošanas rokasgrāmata, beh-9"
        );
        assert_eq!(cited(Words::new(Lang::En), &standard, &origin), "Customer-service handbook, beh-9");
        let own = Origin { document: "ezermala".to_owned(), paragraph: "13".to_owned() };
        assert_eq!(cited(Words::new(Lang::Lv), &standard, &own), "13. punkts");
    }
}
