//! Which open cases a list that is narrowed by words has: those whose number, subject, people, telephone or e-mail answer,
//! also where the index has not read them yet.

use std::collections::HashMap;

use solits_db::{DbError, Tx};
use solits_kernel::CaseId;

use crate::{find::meeting, postings::Numbers, question::Question, store, words::OPEN};

/// Entries about cases that are read beside the index: what is done within some seconds.
const MOST_UNREAD: i64 = 100;
/// Entries looked through for them.
const WINDOW: i64 = 5_000;

/// Open cases that answer a question. Nothing is said of who may see them: a list asks that of the cases themselves.
#[derive(Clone, Debug, Default)]
pub struct Answering {
    numbers: Numbers,
    /// Whether those answer that the index has still to read again.
    unread: HashMap<CaseId, bool>,
}

/// Open cases that answer a question by what a line of a list says of them.
pub async fn answering(tx: &mut Tx, question: &Question) -> Result<Answering, DbError> {
    let mut numbers = Numbers::default();
    let open = store::list_of_word(tx, OPEN, 0).await?;
    // What is open is seldom old: words of cases from before the oldest of it are not read.
    if let Some(first) = open.first_block() {
        numbers = meeting(tx, &question.terms, first, |term| &term.line).await?.unwrap_or_default();
        numbers.keep(&open);
    }
    let upto = store::find_progress(tx).await?.upto_n;
    let mut unread = HashMap::new();
    for case in store::list_unread(tx, upto, WINDOW, MOST_UNREAD).await? {
        let words = store::find_document(tx, case).await?.map(|document| document.words());
        let is_met = |words| question.terms.iter().all(|term| term.is_met_in_line(words));
        let answers = !question.terms.is_empty() && words.as_ref().is_some_and(is_met);
        unread.insert(case, answers);
    }
    Ok(Answering { numbers, unread })
}

impl Answering {
    /// All of them, while they are no more than `most`.
    pub async fn few(&self, tx: &mut Tx, most: usize) -> Result<Option<Vec<CaseId>>, DbError> {
        if self.numbers.len() > most {
            return Ok(None);
        }
        let numbers: Vec<i64> = self.numbers.latest_first().collect();
        let mut cases = if numbers.is_empty() { Vec::new() } else { store::list_ids(tx, &numbers).await? };
        cases.retain(|case| !self.unread.contains_key(case));
        cases.extend(self.unread.iter().filter(|(_, answers)| **answers).map(|(case, _)| *case));
        Ok(Some(cases))
    }

    /// Whether a case is one of them; `number` is the one the index gave it.
    pub fn has(&self, case: CaseId, number: Option<i64>) -> bool {
        let known = || number.is_some_and(|number| self.numbers.has(number));
        self.unread.get(&case).copied().unwrap_or_else(known)
    }
}
