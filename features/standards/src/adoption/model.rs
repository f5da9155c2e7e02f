//! The approval chain as what has been done and what is left: a plain function.

use solits_standard::model::{Approval, ApprovalAct};

use crate::store::Version;

/// A step of the chain and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Done by whoever added the draft.
    Drafting,
    /// Recorded.
    Done,
    /// To be recorded before the version can be adopted.
    Awaited,
    /// The last signature: adoption itself.
    Adoption,
    /// Neither recorded nor awaited: the version was put in force when the institution was set up.
    Unrecorded,
}

/// Where each step of the chain stands, when the steps at these places are recorded.
///
/// The last post that signs or approves is the one that adopts; without such a post the chain is coordination alone.
pub(crate) fn steps(chain: &[Approval], recorded: &[usize]) -> Vec<Step> {
    let last = chain.iter().rposition(|step| matches!(step.act, ApprovalAct::Signs | ApprovalAct::Approves));
    let step = |(place, approval): (usize, &Approval)| match approval.act {
        ApprovalAct::Drafts => Step::Drafting,
        _ if Some(place) == last => Step::Adoption,
        _ if recorded.contains(&place) => Step::Done,
        _ => Step::Awaited,
    };
    chain.iter().enumerate().map(step).collect()
}

/// Where each step of a version's chain stands, when the steps at these places are recorded; a version of the foundation
/// awaits nothing.
pub(crate) fn steps_of(version: &Version, chain: &[Approval], recorded: &[usize]) -> Vec<Step> {
    let mut steps = steps(chain, recorded);
    if version.is_of_foundation() {
        for step in steps.iter_mut().filter(|step| **step != Step::Done) {
            *step = Step::Unrecorded;
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(acts: &[ApprovalAct]) -> Vec<Approval> {
        acts.iter().map(|act| Approval { post: solits_standard::model::Text::default(), act: *act }).collect()
    }

    /// VZD 1-01/20: four posts coordinate, then the director-general signs.
    #[test]
    fn every_coordination_is_awaited_and_the_last_signature_is_adoption() {
        use ApprovalAct::{Coordinates, Drafts, Signs};
        let chain = chain(&[Drafts, Coordinates, Coordinates, Signs]);
        assert_eq!(steps(&chain, &[]), [Step::Drafting, Step::Awaited, Step::Awaited, Step::Adoption]);
        assert_eq!(steps(&chain, &[2]), [Step::Drafting, Step::Awaited, Step::Done, Step::Adoption]);
    }

    #[test]
    fn of_two_signatures_the_first_is_awaited() {
        let chain = chain(&[ApprovalAct::Signs, ApprovalAct::Approves]);
        assert_eq!(steps(&chain, &[]), [Step::Awaited, Step::Adoption]);
    }
}
