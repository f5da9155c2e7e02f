//! Everything along a case in its order: what happened, what was written, who met or called whom, and what was promised by
//! when; and the parts of it that can be read alone.

use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_kernel::CaseId;
use solits_obligation::Obligation;

use super::whole::{Directory, Whole};
use crate::{
    promised,
    timeline::{Part, Told, for_staff},
    work::{calls, contacts, messages},
};

/// From so many entries on a timeline offers its parts.
const MANY: usize = 12;
/// Where the evidence of an obligation stands; another right opens it than cases.
const EVIDENCE: &str = "/obligations/";

/// What stands beside the journal of a case: read once, for the timeline and for the cards.
#[derive(Debug)]
pub(crate) struct Beside {
    pub(crate) written: Vec<messages::store::Message>,
    pub(crate) contacts: Vec<contacts::store::Contact>,
    pub(crate) calls: Vec<calls::store::Call>,
}

impl Beside {
    /// Reads it.
    pub(crate) async fn read(tx: &mut Tx, case: CaseId) -> Result<Self, DbError> {
        Ok(Self {
            written: messages::store::list(tx, case).await?,
            contacts: contacts::store::list(tx, case).await?,
            calls: calls::store::list(tx, case).await?,
        })
    }
}

/// Everything in its order.
pub(crate) fn timeline(whole: &Whole, beside: &Beside, words: Words, directory: &Directory) -> Vec<Told> {
    let case = whole.case.id;
    let mut all = for_staff(&whole.happenings, &whole.notes, words, directory);
    let known: Vec<&str> = whole.notes.iter().map(|note| note.text.as_str()).collect();
    all.extend(beside.written.iter().map(|one| messages::told(case, one, &known, words, directory)));
    all.extend(beside.contacts.iter().map(|one| contacts::told::told(case, one, words, directory)));
    all.extend(
        beside.calls.iter().flat_map(|one| calls::told::told(one, &whole.happenings, words, directory)),
    );
    all.extend(whole.obligations.iter().flat_map(|one| promised::told(one, &whole.loaded, words)));
    for told in &mut all {
        name_day(told, &whole.obligations);
    }
    // Of what happened at one instant the order stays.
    all.sort_by(|one, other| one.datetime.cmp(&other.datetime));
    all
}

/// An entry of the journal names the obligation it is about without its day: with it the line leads to the evidence, and
/// nowhere where the obligation is not told of any more.
fn name_day(told: &mut Told, obligations: &[Obligation]) {
    let Some(id) = told.href.strip_prefix(EVIDENCE).filter(|id| !id.contains('?')) else { return };
    let found = obligations.iter().find(|one| one.id.to_string() == id);
    told.href = found.map(promised::evidence).unwrap_or_default();
}

/// A part of the timeline as its page offers it.
pub(crate) struct Offered {
    pub(crate) words: String,
    pub(crate) href: String,
    pub(crate) is_shown: bool,
}

/// The parts that a timeline offers: those it has, where it is long or one of them is shown.
pub(crate) fn offered(case: CaseId, all: &[Told], shown: Option<Part>, words: Words) -> Vec<Offered> {
    if all.len() < MANY && shown.is_none() {
        return Vec::new();
    }
    let whole = Offered {
        words: words.t("cases-show-all"),
        href: format!("/cases/{case}"),
        is_shown: shown.is_none(),
    };
    let parts = Part::ALL
        .into_iter()
        .filter(|part| shown == Some(*part) || all.iter().any(|told| told.part == *part))
        .map(|part| Offered {
            words: words.t(part.key()),
            href: format!("/cases/{case}?show={}", part.name()),
            is_shown: shown == Some(part),
        });
    std::iter::once(whole).chain(parts).collect()
}

/// One part of a timeline, or all of it.
pub(crate) fn only(all: Vec<Told>, part: Option<Part>) -> Vec<Told> {
    match part {
        Some(part) => all.into_iter().filter(|told| told.part == part).collect(),
        None => all,
    }
}

/// A timeline whose lines lead nowhere that the reader may not go.
pub(crate) fn without_evidence(all: Vec<Told>) -> Vec<Told> {
    let cut = |told: Told| {
        if told.href.starts_with(EVIDENCE) { Told { href: String::new(), ..told } } else { told }
    };
    all.into_iter().map(cut).collect()
}
