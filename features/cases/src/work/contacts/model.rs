//! How a consultation came out, and which of two are one.

use sha2::{Digest as _, Sha256};
use solits_i18n::Words;
use solits_journal::channel_name;
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use solits_standard::{event::EventKind, model::ChannelKind};
use uuid::{Builder, Uuid};

use crate::timeline::Happening;

/// How a contact came out, at the counter as in writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Answered.
    Solved,
    /// It became a case.
    CaseOpened,
    /// The client was told who is competent.
    Redirected,
    /// Refused, with the reasons.
    Refused,
    /// A colleague went on with it.
    Transferred,
    /// Put off.
    Parked,
    /// Ended before its end.
    BrokenOff,
}

impl Outcome {
    const ALL: [Self; 7] = [
        Self::Solved,
        Self::CaseOpened,
        Self::Redirected,
        Self::Refused,
        Self::Transferred,
        Self::Parked,
        Self::BrokenOff,
    ];

    /// As stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Solved => "solved",
            Self::CaseOpened => "case_opened",
            Self::Redirected => "redirected",
            Self::Refused => "refused",
            Self::Transferred => "transferred",
            Self::Parked => "parked",
            Self::BrokenOff => "broken_off",
        }
    }

    /// The one of a stored name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }

    /// In words.
    pub(crate) fn words(self, words: Words) -> String {
        words.t(match self {
            Self::Solved => "cases-outcome-solved",
            Self::CaseOpened => "cases-outcome-case-opened",
            Self::Redirected => "cases-outcome-redirected",
            Self::Refused => "cases-outcome-refused",
            Self::Transferred => "cases-outcome-transferred",
            Self::Parked => "cases-outcome-parked",
            Self::BrokenOff => "cases-outcome-broken-off",
        })
    }
}

/// How an answer came out, by what has happened to the case since an answer became owed: the client was refused, sent to the
/// competent body, or answered; a letter before a decision that is awaited puts the answer off. A part that another body
/// decides does not change that the rest was answered (H-19).
pub(crate) fn outcome(happenings: &[Happening]) -> Outcome {
    let owed =
        |kind| matches!(kind, EventKind::CaseOpened | EventKind::CaseReopened | EventKind::MessageReceived);
    let since = happenings.iter().rposition(|one| owed(one.kind)).map_or(0, |at| at + 1);
    let since = happenings.get(since..).unwrap_or_default();
    let last_word = since.iter().rfind(|one| one.kind == EventKind::CaseAnswered || one.precedes_ruling());
    if since.iter().any(|one| one.kind == EventKind::CaseRefused || one.refuses_insult()) {
        Outcome::Refused
    } else if since.iter().any(|one| one.kind == EventKind::CaseForwarded) {
        Outcome::Redirected
    } else if last_word.is_some_and(Happening::precedes_ruling) {
        Outcome::Parked
    } else {
        Outcome::Solved
    }
}

/// The id of a consultation. One answer that leaves for several addresses is one consultation, also where two nodes hand the
/// letters over at once; ids follow the clock, as all of this table do.
pub(crate) fn id_of(
    case: CaseId,
    employee: Option<EmployeeId>,
    channel: ChannelKind,
    began: Timestamp,
) -> Uuid {
    let whose = employee.map(|employee| employee.to_string()).unwrap_or_default();
    let digest = Sha256::digest(format!("consultation {case} {whose} {}", channel_name(channel)));
    let mut bytes = [0; 10];
    bytes.copy_from_slice(&digest[..10]);
    let millis = u64::try_from(began.millis()).unwrap_or_default();
    Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use solits_journal::StoredEntry;

    use super::*;
    use crate::timeline::happenings;

    fn check(entries: &[(EventKind, &str)], expected: Outcome) {
        let entries: Vec<StoredEntry> = entries
            .iter()
            .zip(1..)
            .map(|((kind, facts), n)| StoredEntry {
                n,
                at: Timestamp::from_millis(n),
                kind: kind.name().to_owned(),
                subject_id: Uuid::nil(),
                actor: "p".to_owned(),
                actor_id: None,
                branch_id: None,
                facts: (*facts).to_owned(),
            })
            .collect();
        assert_eq!(outcome(&happenings(&entries)), expected, "{entries:?}");
    }

    /// H-27: the outcome of a consultation.
    #[test]
    fn an_answer_solves_unless_it_refuses_or_names_who_is_competent() {
        use EventKind::{
            CaseAnswered, CaseForwarded, CaseNoted, CaseOpened, CaseReferred, CaseRefused, CaseReopened,
            MessageReceived,
        };
        let insult = r#"{"what":"insulting_not_considered"}"#;
        let looked = r#"{"what":"reply_looked_over"}"#;
        check(&[], Outcome::Solved);
        check(&[(CaseOpened, "{}"), (CaseAnswered, "{}"), (CaseNoted, looked)], Outcome::Solved);
        check(&[(CaseOpened, "{}"), (CaseReferred, "{}"), (CaseAnswered, "{}")], Outcome::Solved);
        let before = r#"{"what":"written_before_ruling"}"#;
        check(&[(CaseOpened, "{}"), (CaseNoted, before), (CaseNoted, looked)], Outcome::Parked);
        check(&[(CaseOpened, "{}"), (CaseNoted, before), (CaseAnswered, "{}")], Outcome::Solved);
        check(&[(CaseOpened, "{}"), (CaseForwarded, "{}")], Outcome::Redirected);
        check(&[(CaseOpened, "{}"), (CaseRefused, "{}"), (CaseAnswered, "{}")], Outcome::Refused);
        check(&[(CaseOpened, "{}"), (CaseAnswered, "{}"), (CaseNoted, insult)], Outcome::Refused);
        // What came out of the answer before does not stick to the next one.
        for again in [CaseReopened, MessageReceived] {
            check(
                &[(CaseOpened, "{}"), (CaseRefused, "{}"), (again, "{}"), (CaseAnswered, "{}")],
                Outcome::Solved,
            );
        }
    }

    #[test]
    fn an_answer_to_two_addresses_is_one_consultation_and_two_answers_are_two() {
        let (case, anna) = (CaseId::new(Uuid::from_u128(1)), Some(EmployeeId::new(Uuid::from_u128(2))));
        let at = Timestamp::from_millis(1_795_000_000_000);
        let id = id_of(case, anna, ChannelKind::Email, at);
        assert_eq!(id, id_of(case, anna, ChannelKind::Email, at));
        assert_ne!(id, id_of(case, anna, ChannelKind::Email, at.plus_millis(1)));
        assert_ne!(id, id_of(case, anna, ChannelKind::Letter, at));
        assert_ne!(id, id_of(case, None, ChannelKind::Email, at));
        assert!(id < id_of(case, None, ChannelKind::Email, at.plus_millis(1)), "ids follow the clock");
    }
}
