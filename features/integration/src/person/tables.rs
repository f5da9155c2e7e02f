//! Every table with personal fields: given, and how its rows are found from the person, or not given, and why. A test of the
//! program walks through the list of stored fields (`solits fields`) and fails where a table stands in neither.

/// Tables whose rows are given, and how they are found from a person.
pub const GIVEN: &[(&str, &str)] = &[
    ("cases", "the contact of the client; of cases of others only the number and the days"),
    ("case_people", "the telephone or the address of whoever takes part"),
    ("case_parties", "the address"),
    ("case_contacts", "the case, where the person is its client"),
    ("case_surveys", "the case, where the person is its client"),
    ("case_news", "the case, where the person is its client"),
    ("case_notes", "the case, where the person is its client; internal ones where nobody else takes part"),
    ("contacts", "the case, where the person is its client; notes where nobody else takes part"),
    ("desk_notes", "the visit that led to the case, where nobody else takes part"),
    ("case_promises", "the case, where the person is its client"),
    ("case_orders", "the case, where the person is its client; free words where nobody else takes part"),
    ("case_referrals", "the case, where the person is its client"),
    ("case_sources", "the case, where the person is its client and nobody else takes part"),
    ("messages", "the address or the name of whoever wrote or got the message"),
    ("message_answers", "the message"),
    ("message_files", "the message: name, size, digest and address"),
    ("paper_letters", "the message"),
    ("returned_letters", "the message"),
    ("outbox", "the message; what was handed over is the message itself"),
    ("callbacks", "the telephone"),
    ("letters", "the address of the author; the original is at its address"),
    ("letter_parts", "the letter, as part of its original"),
    ("feedback", "the case, where the person is its client"),
    (
        "feedback_rungs",
        "the case, where the person is its client: findings and what was asked, without the other side",
    ),
    ("feedback_receptions", "the case, where the person is its client"),
    (
        "access_entries",
        "the case, where the person is its client: days, what and purposes, without who looked",
    ),
];

/// Why a table is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It tells of employees and of how they work.
    Staff,
    /// It repeats what is given, so that it is found.
    Index,
    /// It was not sent by whoever wrote it.
    Unsent,
    /// Nothing in it leads to a person: only a digest of a form or a letter is kept.
    Unlinked,
    /// Employees talk to each other in it; somebody reads it before it is given, at the page of the case.
    Colleagues,
    /// It protects whom a complaint concerns.
    Concerned,
}

impl Why {
    /// In the order in which a page tells them.
    pub const ALL: [Self; 6] =
        [Self::Colleagues, Self::Concerned, Self::Unsent, Self::Unlinked, Self::Index, Self::Staff];

    /// In message keys and in the file.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Index => "index",
            Self::Unsent => "unsent",
            Self::Unlinked => "unlinked",
            Self::Colleagues => "colleagues",
            Self::Concerned => "concerned",
        }
    }
}

/// Tables that are not given, and why.
pub const NOT_GIVEN: &[(&str, Why)] = &[
    ("employees", Why::Staff),
    ("passkeys", Why::Staff),
    ("sessions", Why::Staff),
    ("password_resets", Why::Staff),
    ("self_checks", Why::Staff),
    ("norm_evidence", Why::Staff),
    ("evidence_files", Why::Staff),
    ("kept_terms", Why::Staff),
    ("reply_templates", Why::Staff),
    ("staff_letters", Why::Staff),
    ("absence_proposals", Why::Staff),
    ("absence_preparations", Why::Staff),
    ("inbox_presence", Why::Staff),
    ("inbox_seen", Why::Staff),
    ("inbox_claims", Why::Staff),
    ("inbox_views", Why::Staff),
    ("inbox_batches", Why::Staff),
    ("standard_suggestions", Why::Staff),
    ("calendar_feeds", Why::Staff),
    ("case_joins", Why::Staff),
    ("case_links", Why::Staff),
    ("case_conflicts", Why::Staff),
    ("case_holds", Why::Staff),
    ("search_cases", Why::Index),
    ("search_others", Why::Index),
    ("search_words", Why::Index),
    ("reply_drafts", Why::Unsent),
    ("reply_files", Why::Unsent),
    ("portal_files", Why::Unlinked),
    ("letter_meetings", Why::Unlinked),
    ("internal_requests", Why::Colleagues),
    ("internal_replies", Why::Colleagues),
    ("nonconformities", Why::Colleagues),
    ("nonconformity_steps", Why::Colleagues),
    ("feedback_concerned", Why::Concerned),
    ("feedback_deciders", Why::Concerned),
    ("feedback_measures", Why::Concerned),
    ("case_sight", Why::Concerned),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_table_is_given_or_not_and_never_both() {
        let given: BTreeSet<&str> = GIVEN.iter().map(|(table, _)| *table).collect();
        let kept: BTreeSet<&str> = NOT_GIVEN.iter().map(|(table, _)| *table).collect();
        assert_eq!((given.len(), kept.len()), (GIVEN.len(), NOT_GIVEN.len()), "a table stands there twice");
        assert_eq!(given.intersection(&kept).count(), 0);
    }
}
