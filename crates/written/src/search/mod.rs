//! The words by which something is found again: in any Latvian ending, with or without diacritics, and numbers in any
//! spelling.
//!
//! A text becomes [`SearchTerm`]s; each holds several forms, because a word typed without diacritics can stand for more
//! than one. A query term and a term of a document mean the same when they share a form. What a document is found by
//! ([`index_terms`]) holds a little more than what a query asks for ([`search_terms`]): the number of a case is found
//! without its year, but a query that names the year does not find another year's.

mod mark;
mod number;
mod stem;
mod tokens;

pub use mark::{Marker, Piece};
pub use number::{PhoneNumber, phone_number};
pub use stem::stems;

use tokens::{Token, half_typed_phone, tokens};

/// One thing that is looked for, or by which something is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchTerm {
    /// What it is.
    pub kind: TermKind,
    /// Its forms, the likeliest first; never empty.
    pub forms: Vec<String>,
}

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TermKind {
    /// A word; its forms are stems.
    Word,
    /// A number of a case, of a ticket, of a house.
    Number,
    /// A telephone number; its form is the international one, `+37129123456`.
    Phone,
    /// A personal code, eleven digits. Looking for one is recorded with its reason, so a caller asks before it does.
    PersonalCode,
}

/// What a query asks for, in its order. Each term must be found for the whole to be.
pub fn search_terms(text: &str) -> Vec<SearchTerm> {
    tokens(text).into_iter().map(Token::asked).collect()
}

/// By what a text is found, in its order.
pub fn index_terms(text: &str) -> Vec<SearchTerm> {
    tokens(text).into_iter().map(Token::indexed).collect()
}

/// What a query asks for while it is being typed: the last word may be unfinished, so the letters typed so far count as
/// they are, and a match is one that begins with them.
pub fn typed_terms(text: &str) -> Vec<SearchTerm> {
    if let Some((before, digits)) = half_typed_phone(text) {
        let mut terms = search_terms(before);
        terms.push(SearchTerm { kind: TermKind::Phone, forms: vec![digits] });
        return terms;
    }
    let mut all = tokens(text);
    let is_finished = text.ends_with(char::is_whitespace);
    let last = if is_finished { None } else { all.pop() };
    let mut terms: Vec<SearchTerm> = all.into_iter().map(Token::asked).collect();
    terms.extend(last.map(Token::begun));
    terms
}

/// Whether a document is found by a query: every term asked for meets one of the document's.
pub fn meets(query: &str, document: &str) -> bool {
    let found_by = index_terms(document);
    search_terms(query)
        .iter()
        .all(|asked| found_by.iter().any(|term| term.forms.iter().any(|form| asked.forms.contains(form))))
}

/// As [`meets`], for a query that is still being typed.
pub fn meets_typed(query: &str, document: &str) -> bool {
    let found_by = index_terms(document);
    let terms = typed_terms(query);
    let is_finished = query.ends_with(char::is_whitespace);
    let last = if is_finished { usize::MAX } else { terms.len().saturating_sub(1) };
    terms.iter().enumerate().all(|(place, asked)| {
        found_by.iter().flat_map(|term| &term.forms).any(|form| {
            asked.forms.iter().any(|one| form == one || (place == last && form.starts_with(one.as_str())))
        })
    })
}
