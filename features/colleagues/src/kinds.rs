//! The types of non-conformities, in the words of the standard.

use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::Timestamp;
use solits_standard::Standard;
use solits_web::App;

use crate::{
    actions::ColleagueError,
    model::{nonconformity::OTHER, way},
};

/// What a form that reports a non-conformity offers, each with its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The types, what the standard does not name last.
    pub kinds: Vec<(String, String)>,
    /// The units, where a type goes to somebody else in each; else empty.
    pub units: Vec<(String, String)>,
}

/// What may be reported at a moment, and where.
pub async fn list_choices(
    tx: &mut Tx,
    app: &App,
    at: Timestamp,
    words: Words,
) -> Result<Choices, ColleagueError> {
    let structure = solits_organisation::find_structure(tx).await?;
    let day = structure.on(at.day());
    let standard = app.heart.loaded(tx).await?.standard(at).map(|(_, standard)| standard);
    let known = standard.as_deref().map(|standard| way::kinds(standard, &day)).unwrap_or_default();
    let mut kinds: Vec<(String, String)> = known
        .iter()
        .map(|kind| (kind.id.clone(), kind_words(&kind.id, standard.as_deref(), words)))
        .collect();
    kinds.push((OTHER.to_owned(), words.t("colleagues-kind-other")));
    let mut units: Vec<(String, String)> = if known.iter().any(|kind| kind.by_unit) {
        day.units().map(|unit| (unit.id.to_string(), unit.name.clone())).collect()
    } else {
        Vec::new()
    };
    units.sort_by_cached_key(|(_, name)| solits_kernel::fold(name));
    Ok(Choices { kinds, units })
}

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
