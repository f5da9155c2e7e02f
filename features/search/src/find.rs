//! The search: sets of the index make an order, and the cases themselves say which of it there is for whoever looks.

use std::collections::{HashMap, HashSet};

use solits_db::{DbError, Tx};
use solits_kernel::Viewer;

use crate::{
    hits::{self, Hit},
    postings::Numbers,
    question::{Key, Question, Term},
    store::{self, CaseRow},
    words::{CONFIDENTIAL, OPEN, hidden_from, seen_by},
};

/// Cases counted; beyond them it is said that there are more.
pub(crate) const MOST_COUNTED: usize = 200;
/// Cases looked up in one statement.
const AT_ONCE: usize = 128;

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Cases of the page, the best first.
    pub hits: Vec<Hit>,
    /// How many there are in all, as far as they were counted.
    pub count: usize,
    /// Whether there are more than were counted.
    pub has_more: bool,
}

/// Cases that answer a question for whoever looks, the best first: `most` of them after the first `from`.
///
/// First a case of that very number, then cases of that very contact, then those with every word in the subject, then all
/// others; among equals open ones before closed ones, and the latest first.
pub async fn find(tx: &mut Tx, question: &Question, from: usize, most: usize) -> Result<Found, DbError> {
    let order = order(tx, question).await?;
    let mut rows = visible(tx, &order, MOST_COUNTED + 1).await?;
    let has_more = rows.len() > MOST_COUNTED;
    rows.truncate(MOST_COUNTED);
    let count = rows.len();
    let page: Vec<CaseRow> = rows.into_iter().skip(from).take(most).collect();
    Ok(Found { hits: hits::read(tx, question, page).await?, count, has_more })
}

/// The sets of the index that answer a question, the best first.
async fn order(tx: &mut Tx, question: &Question) -> Result<Vec<Numbers>, DbError> {
    let Some(all) = meeting(tx, &question.terms, 0, |term| &term.anywhere).await? else {
        return Ok(Vec::new());
    };
    let mut all = all;
    leave_out_hidden(tx, &mut all).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut best = Vec::new();
    for word in question.reference.iter().chain(&question.contact) {
        best.push(store::list_of_word(tx, word, 0).await?);
    }
    best.extend(meeting(tx, &question.terms, 0, |term| &term.subject).await?);
    let open = store::list_of_word(tx, OPEN, 0).await?;
    let mut order = Vec::new();
    for mut tier in best.into_iter().map(Some).chain([None]) {
        let mut these = tier.take().unwrap_or_else(|| all.clone());
        these.keep(&all);
        all.take_out(&these);
        let mut closed = these.clone();
        closed.take_out(&open);
        these.keep(&open);
        order.extend([these, closed]);
    }
    Ok(order)
}

/// Cases that meet every term, from a block on; `None` where a term has no words of that field, or there is none to meet.
pub(crate) async fn meeting(
    tx: &mut Tx,
    terms: &[Term],
    from: i64,
    field: impl Fn(&Term) -> &Vec<Key>,
) -> Result<Option<Numbers>, DbError> {
    let mut all: Option<Numbers> = None;
    for term in terms {
        let keys = field(term);
        if keys.is_empty() {
            return Ok(None);
        }
        let met = any(tx, keys, from).await?;
        match &mut all {
            None => all = Some(met),
            Some(all) => all.keep(&met),
        }
        if all.as_ref().is_some_and(Numbers::is_empty) {
            return Ok(all);
        }
    }
    Ok(all)
}

/// Cases of any of the words.
async fn any(tx: &mut Tx, keys: &[Key], from: i64) -> Result<Numbers, DbError> {
    let mut all = Numbers::default();
    for key in keys {
        let these = match key {
            Key::Word(word) => store::list_of_word(tx, word, from).await?,
            Key::Beginning(beginning) => store::list_of_beginning(tx, beginning, from).await?,
        };
        all.add_all(&these);
    }
    Ok(all)
}

/// Takes out what is hidden from whoever looks, so that a thousand complaints they may not see cost them nothing. The
/// cases themselves are asked once more for all that is left: the index may be a second behind.
async fn leave_out_hidden(tx: &mut Tx, all: &mut Numbers) -> Result<(), DbError> {
    let viewer = tx.viewer();
    if viewer == Viewer::Program {
        return Ok(());
    }
    if !viewer.sees_confidential() {
        let mut confidential = store::list_of_word(tx, CONFIDENTIAL, 0).await?;
        confidential.take_out(&store::list_of_word(tx, &seen_by(viewer.id()), 0).await?);
        all.take_out(&confidential);
    }
    all.take_out(&store::list_of_word(tx, &hidden_from(viewer.id()), 0).await?);
    Ok(())
}

/// Up to `most` cases in that order that are there for whoever looks.
async fn visible(tx: &mut Tx, order: &[Numbers], most: usize) -> Result<Vec<CaseRow>, DbError> {
    let mut wanted = order.iter().flat_map(Numbers::latest_first);
    let mut found = Vec::new();
    while found.len() < most {
        let some: Vec<i64> = wanted.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            break;
        }
        let rows = store::list_cases(tx, &some).await?;
        let mut known: HashMap<i64, CaseRow> = rows.into_iter().map(|row| (row.number, row)).collect();
        found.extend(some.iter().filter_map(|number| known.remove(number)));
    }
    found.truncate(most);
    Ok(found)
}

/// Cases of the people that a question names, the latest first; none where no name was asked for.
pub(crate) async fn of_people(tx: &mut Tx, question: &Question) -> Result<Vec<CaseRow>, DbError> {
    let Some(mut all) = meeting(tx, &question.terms, 0, |term| &term.name).await? else {
        return Ok(Vec::new());
    };
    leave_out_hidden(tx, &mut all).await?;
    let rows = visible(tx, &[all], MOST_COUNTED).await?;
    let mut seen = HashSet::new();
    Ok(rows.into_iter().filter(|row| seen.insert(row.number)).collect())
}
