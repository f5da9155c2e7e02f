//! Suggestions as cards show them, and who answers each.

use std::collections::HashMap;

use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_kernel::EmployeeId;

use crate::{
    model::{
        given::Owner,
        suggestion::{Suggestion, SuggestionId, Target, Verdict},
    },
    pages::{parts::Here, said},
    store::{self, VersionRow},
};

/// A suggestion as a card shows it.
pub(super) struct Card {
    pub(super) id: SuggestionId,
    /// The paragraph, and what it is called where it is a norm.
    pub(super) about: String,
    /// The badge of where it stands.
    pub(super) kind: &'static str,
    pub(super) standing: String,
    pub(super) proposal: String,
    /// By whom and when.
    pub(super) by: String,
    /// The version it is about.
    pub(super) version: String,
    /// What was answered; empty while nothing is.
    pub(super) answer: String,
    pub(super) answered: String,
    /// The version into which it was taken up; empty where that is not said.
    pub(super) taken_up: String,
    /// Whether it was accepted and nobody has said yet in which version it is.
    pub(super) can_be_taken_up: bool,
    /// An answer that was typed and refused, with what is wrong with it.
    pub(super) typed: String,
    pub(super) error: String,
}

/// What cards are made from.
pub(super) struct Cards<'a> {
    words: Words,
    here: &'a Here,
    owners: HashMap<String, Owner>,
    versions: Vec<VersionRow>,
    today: solits_structure::Day<'a>,
}

impl<'a> Cards<'a> {
    pub(super) async fn load(words: Words, tx: &mut Tx, here: &'a Here) -> Result<Self, DbError> {
        let owners = store::list_owners(tx).await?.into_iter().map(|one| (one.norm, one.owner)).collect();
        let today = here.structure.on(solits_kernel::day_of_number(here.today));
        Ok(Self { words, here, owners, versions: store::list_versions(tx).await?, today })
    }

    /// Those who answer for the norm of a suggestion today; nobody for a paragraph that is none.
    pub(super) fn responsible(&self, target: &Target) -> Vec<EmployeeId> {
        self.here.norm(&target.norm).map(|norm| self.people(norm)).unwrap_or_default()
    }

    /// Whether somebody answers for any norm.
    pub(super) fn is_responsible_for_any(&self, id: EmployeeId) -> bool {
        self.here.standard.norms().iter().any(|norm| self.people(&norm.value).contains(&id))
    }

    fn people(&self, norm: &solits_standard::model::Norm) -> Vec<EmployeeId> {
        let (words, here) = (self.words, self.here);
        said::answering(words, here, &here.standard, norm, self.owners.get(&norm.id), &self.today).people
    }

    fn version(&self, number: i64) -> String {
        let known = self.versions.iter().find(|row| row.number == number);
        known.map_or_else(|| number.to_string(), |row| format!("{} ({})", row.version, row.document))
    }

    pub(super) fn card(&self, one: &Suggestion) -> Card {
        let (words, here) = (self.words, self.here);
        let by_on = |id, at| {
            let args = [("name", here.names.of(Some(id)).into()), ("day", said::day_of(words, at).into())];
            words.ta("evidence-by-on", &args)
        };
        let source = said::source(words, &here.standard, &one.target.origin);
        let answer = one.answer.as_ref();
        let (kind, standing) = match answer.map(|answer| answer.verdict) {
            None => ("soon", words.t("evidence-suggestion-waits")),
            Some(Verdict::Accepted) => ("good", words.t("evidence-suggestion-accepted")),
            Some(Verdict::Declined) => ("plain", words.t("evidence-suggestion-declined")),
        };
        Card {
            id: one.id,
            about: if one.target.norm.is_empty() {
                source
            } else {
                format!("{source}: {}", here.heading(words, &one.target.norm))
            },
            kind,
            standing,
            proposal: one.proposal.clone(),
            by: by_on(one.proposed_by, one.proposed_at),
            version: self.version(one.version),
            answer: answer.map(|answer| answer.words.clone()).unwrap_or_default(),
            answered: answer.map(|answer| by_on(answer.by, answer.at)).unwrap_or_default(),
            taken_up: answer
                .and_then(|answer| answer.taken_up_in)
                .map(|number| self.version(number))
                .unwrap_or_default(),
            can_be_taken_up: answer
                .is_some_and(|answer| answer.verdict == Verdict::Accepted && answer.taken_up_in.is_none()),
            typed: String::new(),
            error: String::new(),
        }
    }
}
