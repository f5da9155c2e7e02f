//! When a decision is awaited.

use crate::model::{Kind, Status};

/// Whether the decision on a case of a kind is still awaited, by the stage that its line in the register has come to; a line
/// that is not there yet has come to none.
pub(crate) fn is_awaited(kind: Kind, stage: Option<&str>) -> bool {
    kind.is_decided_on() && matches!(stage, None | Some("received" | "registered"))
}

/// Whether what awaits a decision goes on awaiting it in another case of that kind and state.
pub(crate) const fn goes_on_in(kind: Kind, status: Status) -> bool {
    kind.is_decided_on() && status.is_live()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECIDED_ON: [Kind; 3] = [Kind::Complaint, Kind::Claim, Kind::Suggestion];

    #[test]
    fn a_decision_is_awaited_until_the_register_has_one_or_the_author_takes_it_back() {
        for kind in DECIDED_ON {
            for stage in [None, Some("received"), Some("registered")] {
                assert!(is_awaited(kind, stage), "{kind:?} {stage:?}");
            }
            for stage in ["examined", "answered", "closed"] {
                assert!(!is_awaited(kind, Some(stage)), "{kind:?} {stage}");
            }
        }
    }

    #[test]
    fn nobody_decides_on_praise_or_on_a_question() {
        for kind in Kind::ALL.into_iter().filter(|kind| !DECIDED_ON.contains(kind)) {
            assert!(!is_awaited(kind, None) && !is_awaited(kind, Some("received")), "{kind:?}");
        }
    }

    #[test]
    fn what_awaits_a_decision_goes_on_only_in_an_open_case_that_is_decided_on() {
        assert!(goes_on_in(Kind::Claim, Status::Open) && goes_on_in(Kind::Suggestion, Status::WaitingClient));
        assert!(!goes_on_in(Kind::Complaint, Status::Answered));
        assert!(!goes_on_in(Kind::Request, Status::Open) && !goes_on_in(Kind::Praise, Status::Open));
    }
}
