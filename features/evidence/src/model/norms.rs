//! How a norm is kept alive, as far as the program can say by itself.

use solits_standard::{
    KeptBy,
    coverage::missing_event,
    model::{Norm, NormKind},
    rules,
};

/// How the program keeps a norm alive. An example obliges nobody: it is published with the rest.
pub(crate) fn kept_by(norm: &Norm) -> KeptBy {
    if norm.example {
        return KeptBy::Published;
    }
    let (way, keeps) = match &norm.kind {
        NormKind::Promise { promise } => (KeptBy::Measured, missing_event(promise).is_none()),
        NormKind::Rule { enforced_by } => {
            (KeptBy::Enforced, enforced_by.as_deref().and_then(rules::find).is_some())
        }
        NormKind::Guide { shown_at } => (KeptBy::Shown, shown_at.iter().any(|at| at.is_accompanied())),
        NormKind::Publish { shown_on } => (KeptBy::Published, shown_on.iter().any(|on| on.exists())),
    };
    if keeps { way } else { KeptBy::OnlyOnPaper }
}

/// Whether the program itself gathers evidence: figures of a promise, entries of a rule it enforces. What is only shown
/// or published needs somebody to say how it is lived (P-26).
pub(crate) const fn has_own_evidence(kept_by: KeptBy) -> bool {
    matches!(kept_by, KeptBy::Measured | KeptBy::Enforced)
}
