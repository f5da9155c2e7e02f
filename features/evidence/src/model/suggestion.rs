//! Suggestions about the standard itself: what each is about, and who answers it.

use solits_kernel::{EmployeeId, Id, Text, Timestamp};
use solits_standard::{Origin, Standard};

/// A suggestion about the standard.
pub(crate) enum SuggestionKind {}
/// The id of a suggestion.
pub(crate) type SuggestionId = Id<SuggestionKind>;

/// What a suggestion is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// Where it stands.
    pub(crate) origin: Origin,
    /// The norm; empty for a paragraph that is none.
    pub(crate) norm: String,
}

impl Target {
    /// As a form sends it.
    pub(crate) fn value(&self) -> String {
        if self.norm.is_empty() {
            format!("at:{}:{}", self.origin.document, self.origin.paragraph)
        } else {
            format!("norm:{}", self.norm)
        }
    }
}

/// Everything in a standard that a suggestion can be about, each with what it is called: norms first, then paragraphs that
/// hold no norm, each once.
pub(crate) fn targets(standard: &Standard) -> Vec<(Target, Text)> {
    let mut all: Vec<(Target, Text)> = standard
        .norms()
        .iter()
        .map(|norm| {
            let target = Target { origin: norm.origin.clone(), norm: norm.value.id.clone() };
            (target, Text::from(norm.value.heading()))
        })
        .collect();
    let lists = standard.lists();
    let principles = lists.principles.iter().map(|one| (&one.origin, Text::from(&one.value.name)));
    let duties = lists.client_duties.iter().map(|one| (&one.origin, Text::from(&one.value.text)));
    let mut others: Vec<(Origin, Text)> =
        principles.chain(duties).map(|(origin, name)| (origin.clone(), name)).collect();
    others.extend(standard.parts().into_iter().flat_map(|part| part.entries).map(|entry| {
        let name = if entry.name.lv.is_empty() { entry.text } else { entry.name };
        (entry.origin, name)
    }));
    for (origin, name) in others {
        if all.iter().all(|(known, _)| known.origin != origin) {
            all.push((Target { origin, norm: String::new() }, name));
        }
    }
    all
}

/// What became of a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It will be taken up.
    Accepted,
    /// It will not.
    Declined,
}

impl Verdict {
    /// As stored and sent.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
        }
    }
    /// The verdict of a code.
    pub(crate) fn of(code: &str) -> Option<Self> {
        [Self::Accepted, Self::Declined].into_iter().find(|one| one.code() == code)
    }
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) verdict: Verdict,
    /// In words; never empty.
    pub(crate) words: String,
    pub(crate) at: Timestamp,
    pub(crate) by: EmployeeId,
    /// The number of the version into which it was taken up.
    pub(crate) taken_up_in: Option<i64>,
}

/// A suggestion with its answer, if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suggestion {
    pub(crate) id: SuggestionId,
    /// The number of the version that was in force.
    pub(crate) version: i64,
    pub(crate) target: Target,
    pub(crate) proposal: String,
    pub(crate) proposed_at: Timestamp,
    pub(crate) proposed_by: EmployeeId,
    pub(crate) answer: Option<Answer>,
}

/// Somebody who may answer suggestions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answerer {
    pub(crate) id: EmployeeId,
    /// Whether they write the standard: they answer whatever nobody else answers for.
    pub(crate) drafts: bool,
}

impl Answerer {
    /// Whether they answer this one, with those who answer for the norm it is about. Nobody judges what they proposed
    /// themselves.
    pub(crate) fn answers(self, suggestion: &Suggestion, responsible: &[EmployeeId]) -> bool {
        suggestion.proposed_by != self.id && (self.drafts || responsible.contains(&self.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(number: u128) -> EmployeeId {
        EmployeeId::new(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn the_owner_and_whoever_writes_the_standard_answer_but_nobody_answers_themselves() {
        let origin = Origin { document: "testa".to_owned(), paragraph: "4".to_owned() };
        let suggestion = Suggestion {
            id: SuggestionId::new(uuid::Uuid::from_u128(9)),
            version: 1,
            target: Target { origin, norm: "wait".to_owned() },
            proposal: "Divdesmit minūtes.".to_owned(),
            proposed_at: Timestamp::from_millis(0),
            proposed_by: person(1),
            answer: None,
        };
        let answers = |number, drafts, owners: &[EmployeeId]| {
            Answerer { id: person(number), drafts }.answers(&suggestion, owners)
        };
        assert!(answers(2, false, &[person(2)]) && answers(3, true, &[person(2)]) && answers(3, true, &[]));
        assert!(!answers(4, false, &[person(2)]));
        assert!(!answers(1, true, &[person(1)]));
    }
}
