//! Non-conformities: reporting from any page, the register, one report, the figures.

pub(super) mod figures;
pub(super) mod list;
pub(super) mod report;
pub(super) mod show;

use solits_i18n::Words;
use solits_standard::Standard;

use crate::model::nonconformity::{OTHER, Stage};

/// The right to see the whole register.
pub(crate) const READ: &str = "evidence.read";
/// The right to close and pass on what others answer for.
pub(crate) const KEEP: &str = "evidence.keep";

/// A type in the words of the standard, with its paragraph.
fn kind_words(kind: &str, standard: Option<&Standard>, words: Words) -> String {
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
fn short_kind(kind: &str, standard: Option<&Standard>, words: Words) -> String {
    if kind == OTHER {
        return words.t("colleagues-kind-other-short");
    }
    let whole = kind_words(kind, standard, words);
    whole.split([',', ':']).next().unwrap_or(&whole).trim().to_owned()
}

/// A stage in words.
fn stage_words(stage: Stage, words: Words) -> String {
    words.t(match stage {
        Stage::Unrouted => "colleagues-stage-unrouted",
        Stage::Reported => "colleagues-stage-reported",
        Stage::Received => "colleagues-stage-received",
        Stage::Remedied => "colleagues-stage-remedied",
        Stage::Closed => "colleagues-stage-closed",
    })
}
