//! The types of non-conformities, in the words of the standard.

use solits_i18n::Words;
use solits_standard::Standard;

use crate::model::nonconformity::OTHER;

/// A type in the words of the standard, with its paragraph.
pub(crate) fn kind_words(kind: &str, standard: Option<&Standard>, words: Words) -> String {
    if kind == OTHER {
        return words.t("colleagues-kind-other");
    }
    let routes = standard.map(|standard| standard.lists().routes.as_slice()).unwrap_or_default();
    let route = routes.iter().find(|route| route.value.about == kind);
    route.map_or_else(
        || kind.to_owned(),
        |route| format!("{} ({})", route.value.text.get(words.0), route.value.paragraph),
    )
}

/// A type in few words: the standard's up to the first comma or colon.
pub(crate) fn short_kind(kind: &str, standard: Option<&Standard>, words: Words) -> String {
    if kind == OTHER {
        return words.t("colleagues-kind-other-short");
    }
    let whole = kind_words(kind, standard, words);
    whole.split([',', ':']).next().unwrap_or(&whole).trim().to_owned()
}

/// What a type is called: the words of the version of the standard that named it, without those that say to whom it goes.
pub fn kind_name(kind: &str, standard: Option<&Standard>, words: Words) -> String {
    let whole = kind_words(kind, standard, words);
    whole.split(':').next().unwrap_or(&whole).trim().to_owned()
}
