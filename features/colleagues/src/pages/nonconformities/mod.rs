//! Non-conformities: reporting from any page, the register, one report, the figures.

pub(super) mod figures;
pub(super) mod list;
pub(super) mod report;
pub(super) mod show;

use solits_i18n::Words;

use crate::{
    kinds::{kind_words, short_kind},
    model::nonconformity::Stage,
};

/// The right to see the whole register.
pub(crate) const READ: &str = "evidence.read";
/// The right to close and pass on what others answer for.
pub(crate) const KEEP: &str = "evidence.keep";

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
