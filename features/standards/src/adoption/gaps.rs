//! What the organisation lacks on the day on which a version is to enter into force, and what it takes to adopt it all the
//! same (K-23).
//!
//! Most of what is missing can be put right later, and an institution may have its grounds to go ahead: whoever adopts then
//! says why, and the reason stands in the journal. One thing cannot wait. Where nobody decides on a complaint, the first
//! client who complains has nobody to turn to, while the standard promises an answer. It is also always in the hands of
//! whoever adopts: naming a body outside mends it without a word changed in the document.

use jiff::civil::Date;
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_organisation::{find_structure, way_to_mend};
use solits_standard::Standard;
use solits_structure::{Gap, gaps};
use solits_web::Tag;

use crate::wording::origin_words;

/// So many gaps are written out; the rest is counted.
const SHOWN: usize = 40;

/// What is missing on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// What leaves a complaint without anybody who decides on it; adoption is refused.
    pub barring: Vec<Gap>,
    /// What can be passed over with a reason.
    pub passable: Vec<Gap>,
}

/// The will to adopt although something is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nevertheless {
    /// Why, in the words of whoever adopts.
    pub reason: String,
    /// [`Missing::fingerprint`] of what they had before their eyes.
    pub seen: String,
}

/// Why a version is not adopted as things stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objection {
    /// Nobody decides on some complaint.
    NobodyDecides,
    /// Something is missing, and no reason is given to go ahead.
    NotPassedOver,
    /// A reason is given, but for something else than what is missing now.
    Otherwise,
}

impl Missing {
    /// Sorts gaps; `has_last_resort` says whether a body outside is named on the day. A document without a ladder, such as
    /// vzd 29, bars only without one: with it, every complaint still has somewhere to go.
    pub(crate) fn of(all: Vec<Gap>, has_last_resort: bool) -> Self {
        let bars = |gap: &Gap| match gap {
            Gap::NobodyDecides { .. } => true,
            Gap::NoLadder => !has_last_resort,
            _ => false,
        };
        let (barring, passable) = all.into_iter().partition(bars);
        Self { barring, passable }
    }

    /// What `standard` names on `day` and nobody is.
    pub(crate) async fn on(tx: &mut Tx, standard: &Standard, day: Date) -> Result<Self, DbError> {
        let structure = find_structure(tx).await?;
        Ok(Self::of(gaps(standard, &structure, day), structure.on(day).last_resort().is_some()))
    }

    /// Whether everything is there.
    pub const fn is_empty(&self) -> bool {
        self.barring.is_empty() && self.passable.is_empty()
    }

    /// How much is missing.
    pub const fn len(&self) -> usize {
        self.barring.len() + self.passable.len()
    }

    /// One word for exactly what is missing, so that a reason is given for what was seen.
    pub fn fingerprint(&self) -> String {
        let all = self.barring.iter().chain(&self.passable);
        let text: Vec<String> = all.map(|gap| gap.sentence().lv).collect();
        Tag::of_text(&text.join("\n")).as_str().trim_matches('"').to_owned()
    }

    /// Whether a version may be adopted: nothing is missing, or what is missing is consciously passed over.
    pub(crate) fn allows(&self, nevertheless: Option<&Nevertheless>) -> Result<(), Objection> {
        if self.is_empty() {
            return Ok(());
        }
        if !self.barring.is_empty() {
            return Err(Objection::NobodyDecides);
        }
        let given = nevertheless.filter(|given| !given.reason.trim().is_empty());
        match given.ok_or(Objection::NotPassedOver)? {
            given if given.seen == self.fingerprint() => Ok(()),
            _ => Err(Objection::Otherwise),
        }
    }

    /// The roles that are not filled, each once, as the journal names them.
    pub(crate) fn roles(&self) -> String {
        let mut roles: Vec<&str> =
            self.passable.iter().filter_map(Gap::role).map(|role| role.id.as_str()).collect();
        roles.sort_unstable();
        roles.dedup();
        roles.join(" ")
    }
}

/// A gap as it is shown: what is missing, where the standard names it, and what mends it where.
pub(crate) struct GapLine {
    pub(crate) sentence: String,
    /// The role with its paragraph; empty for what is about no one role.
    pub(crate) named: String,
    pub(crate) mend: String,
    pub(crate) way: String,
}

/// What is missing on a day, as it is shown.
pub(crate) struct MissingView {
    /// The day, as a field of a form has it and in words.
    pub(crate) day: String,
    pub(crate) on: String,
    /// Empty where nothing is missing.
    pub(crate) count: String,
    pub(crate) barring: Vec<GapLine>,
    pub(crate) passable: Vec<GapLine>,
    /// How many more there are, in words; empty for none.
    pub(crate) more: String,
}

impl MissingView {
    pub(crate) fn of(words: Words, standard: &Standard, missing: &Missing, day: Date) -> Self {
        let line = |gap: &Gap| line(words, standard, gap);
        let more = missing.len().saturating_sub(SHOWN);
        let barring: Vec<GapLine> = missing.barring.iter().take(SHOWN).map(line).collect();
        let left = SHOWN.saturating_sub(barring.len());
        Self {
            day: day.to_string(),
            on: words.day(day),
            count: if missing.is_empty() {
                String::new()
            } else {
                words.n("standards-missing", missing.len())
            },
            passable: missing.passable.iter().take(left).map(line).collect(),
            barring,
            more: if more == 0 { String::new() } else { words.n("standards-missing-more", more) },
        }
    }
}

fn line(words: Words, standard: &Standard, gap: &Gap) -> GapLine {
    let roles = &standard.lists().roles;
    let role = gap.role().and_then(|named| roles.iter().find(|role| role.value.id == named.id));
    let named = role.map(|role| {
        let origin = origin_words(words, standard, &role.origin);
        format!("{}, {origin}", role.value.title.get(words.0))
    });
    GapLine {
        sentence: gap.sentence().get(words.0).to_owned(),
        named: named.unwrap_or_default(),
        mend: gap.mend().get(words.0).to_owned(),
        way: way_to_mend(gap),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role_missing() -> Gap {
        Gap::UnknownRole { id: "council".to_owned() }
    }

    fn given(missing: &Missing, reason: &str) -> Nevertheless {
        Nevertheless { reason: reason.to_owned(), seen: missing.fingerprint() }
    }

    #[test]
    fn nothing_missing_needs_no_reason() {
        assert_eq!(Missing::default().allows(None), Ok(()));
    }

    #[test]
    fn what_is_missing_is_passed_over_with_a_reason_for_what_was_seen() {
        let missing = Missing::of(vec![role_missing()], false);
        assert_eq!(missing.allows(None), Err(Objection::NotPassedOver));
        assert_eq!(missing.allows(Some(&given(&missing, " "))), Err(Objection::NotPassedOver));
        assert_eq!(missing.allows(Some(&given(&missing, "vadītāju ieceļ 1. decembrī"))), Ok(()));
        let other = Missing::of(vec![Gap::NoRoute { kind: "delay".to_owned() }], false);
        assert_eq!(missing.allows(Some(&given(&other, "tā nolemts"))), Err(Objection::Otherwise));
    }

    /// K-23; Aknīste 13 leaves a complaint about the executive director without a decider.
    #[test]
    fn a_complaint_without_a_decider_is_passed_over_by_no_reason() {
        let missing = Missing::of(vec![Gap::NobodyDecides { about: None }, role_missing()], true);
        assert_eq!(missing.allows(Some(&given(&missing, "tā nolemts"))), Err(Objection::NobodyDecides));
    }

    /// vzd 29 has no ladder.
    #[test]
    fn a_document_without_a_ladder_bars_only_where_no_body_outside_is_named() {
        let without = Missing::of(vec![Gap::NoLadder], false);
        assert_eq!(without.allows(Some(&given(&without, "tā nolemts"))), Err(Objection::NobodyDecides));
        let with = Missing::of(vec![Gap::NoLadder], true);
        assert_eq!(with.allows(Some(&given(&with, "tā nolemts"))), Ok(()));
    }
}
