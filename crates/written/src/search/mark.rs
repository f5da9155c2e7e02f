//! Showing where a text was found: its words that meet a query, and the piece of it where most of them stand.

use std::{collections::BTreeSet, ops::Range};

use solits_kernel::fold;

use super::{SearchTerm, TermKind, index_terms, search_terms, typed_terms};

/// A piece of a text that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The piece; all pieces together are the text.
    pub text: String,
    /// Whether it is one of the words that were looked for.
    pub is_found: bool,
}

/// A query, ready to be looked for in many texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    terms: Vec<SearchTerm>,
    /// The last term may be unfinished.
    is_typed: bool,
}

impl Marker {
    /// For a query as it was sent.
    pub fn of(query: &str) -> Self {
        Self { terms: search_terms(query), is_typed: false }
    }

    /// For a query that is still being typed.
    pub fn of_typed(query: &str) -> Self {
        Self { terms: typed_terms(query), is_typed: !query.ends_with(char::is_whitespace) }
    }

    /// How many different terms of the query stand in the text.
    pub fn count(&self, text: &str) -> usize {
        let met: BTreeSet<usize> = self.marks(text).into_iter().map(|mark| mark.term).collect();
        met.len()
    }

    /// Whether every term of the query stands in the text.
    pub fn is_met_by(&self, text: &str) -> bool {
        !self.terms.is_empty() && self.count(text) == self.terms.len()
    }

    /// The whole text in pieces.
    pub fn pieces(&self, text: &str) -> Vec<Piece> {
        cut(text, &self.marks(text))
    }

    /// About `most` characters of a text, on one line, around the place where most of the query stands together; `None`
    /// where nothing of it does.
    pub fn excerpt(&self, text: &str, most: usize) -> Option<Vec<Piece>> {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let marks = self.marks(&line);
        let first = best(&marks, most)?;
        let from = begin(&line, first.start, most / 4);
        let to = end(&line, from, most);
        let inside: Vec<Mark> = marks
            .into_iter()
            .filter(|mark| mark.at.start >= from && mark.at.end <= to)
            .map(|mark| Mark { at: mark.at.start - from..mark.at.end - from, term: mark.term })
            .collect();
        let mut pieces = cut(&line[from..to], &inside);
        let plain = |text: &str| Piece { text: text.to_owned(), is_found: false };
        if from > 0 {
            pieces.insert(0, plain("… "));
        }
        if to < line.len() {
            pieces.push(plain(" …"));
        }
        Some(pieces)
    }

    /// The places of the text that meet a term, in their order, none within another.
    fn marks(&self, text: &str) -> Vec<Mark> {
        spans(text)
            .into_iter()
            .filter_map(|at| self.term_of(&text[at.clone()]).map(|term| Mark { at, term }))
            .collect()
    }

    /// Which term of the query a word or a number of a text meets.
    fn term_of(&self, span: &str) -> Option<usize> {
        if !self.may_hold(span) {
            return None;
        }
        let forms: Vec<String> = index_terms(span).into_iter().flat_map(|term| term.forms).collect();
        let folded = fold(span);
        self.terms.iter().enumerate().find_map(|(place, term)| {
            let is_last = self.is_typed && place + 1 == self.terms.len();
            let is_met = forms.iter().any(|form| term.forms.contains(form))
                || is_last && begins(&folded, &forms, term);
            is_met.then_some(place)
        })
    }
}

impl Marker {
    /// Whether a span can meet any term. Stems leave the first letter alone, so most words of a long text are passed over
    /// without being brought to theirs.
    fn may_hold(&self, span: &str) -> bool {
        let is_word = span.chars().all(char::is_alphabetic);
        let Some(first) = span.chars().next().filter(|_| is_word) else { return true };
        let first = fold(first.encode_utf8(&mut [0; 4]));
        self.terms.iter().any(|term| term.forms.iter().any(|form| form.starts_with(&first)))
    }
}

/// The shortest beginning that counts while somebody types.
const SHORTEST_BEGINNING: usize = 3;

/// Whether a word or number begins with what was typed so far.
fn begins(folded: &str, forms: &[String], typed: &SearchTerm) -> bool {
    let longest = typed.forms.iter().max_by_key(|form| form.len());
    let Some(typed_so_far) = longest.filter(|form| form.chars().count() >= SHORTEST_BEGINNING) else {
        return false;
    };
    match typed.kind {
        TermKind::Word => folded.starts_with(typed_so_far.as_str()),
        TermKind::Phone | TermKind::Number => {
            forms.iter().any(|form| form.starts_with(typed_so_far.as_str()))
        }
        TermKind::PersonalCode => false,
    }
}

/// A place that meets a term of the query.
#[derive(Clone, Debug)]
struct Mark {
    at: Range<usize>,
    term: usize,
}

/// Words, and numbers with the separators people put between their digits.
fn spans(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let is_number = first.is_ascii_digit() || first == '+';
        if !is_number && !first.is_alphanumeric() {
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some((at, next)) = rest.peek().copied() {
            if !is_inside(next, is_number) {
                break;
            }
            // Separators belong to a number only between its digits.
            if next.is_ascii_digit() || !is_number {
                end = at + next.len_utf8();
            }
            rest.next();
        }
        found.push(start..end);
    }
    found
}

fn is_inside(c: char, is_number: bool) -> bool {
    if is_number {
        c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '(' | ')' | '\u{2011}')
    } else {
        c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || c == '-'
    }
}

/// The mark at which the stretch with the most different terms begins.
fn best(marks: &[Mark], most: usize) -> Option<Range<usize>> {
    let terms_from = |first: usize| {
        let within = |mark: &&Mark| mark.at.end <= marks[first].at.start + most;
        marks[first..].iter().take_while(within).map(|mark| mark.term).collect::<BTreeSet<_>>().len()
    };
    // The earliest of those that are equally good.
    let first = (0..marks.len()).max_by_key(|first| (terms_from(*first), usize::MAX - first))?;
    Some(marks[first].at.clone())
}

/// The beginning of the word about `before` bytes ahead of a place.
fn begin(line: &str, at: usize, before: usize) -> usize {
    let wanted = at.saturating_sub(before);
    if wanted == 0 {
        return 0;
    }
    line[..at].match_indices(' ').map(|(blank, _)| blank + 1).find(|after| *after >= wanted).unwrap_or(at)
}

/// The end of the last word within `most` bytes, at least one word.
fn end(line: &str, from: usize, most: usize) -> usize {
    if line.len() <= from + most {
        return line.len();
    }
    let blanks = line[from..].match_indices(' ').map(|(blank, _)| from + blank);
    blanks.take_while(|blank| *blank <= from + most).last().unwrap_or(line.len())
}

fn cut(text: &str, marks: &[Mark]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut push = |text: &str, is_found: bool| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), is_found });
        }
    };
    for mark in marks {
        push(&text[from..mark.at.start], false);
        push(&text[mark.at.clone()], true);
        from = mark.at.end;
    }
    push(&text[from..], false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces with the found ones in brackets.
    fn shown(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| if piece.is_found { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect()
    }

    #[test]
    fn words_in_any_ending_are_marked_and_the_text_stays_as_it_is() {
        for (query, text, expected) in [
            ("māja", "Divas mājas, viena maja.", "Divas [mājas], viena [maja]."),
            ("iestazu maksa", "Iestāde prasa maksu", "[Iestāde] prasa [maksu]"),
            ("29123456", "Zvanīt: +371 29 123 456, Annai", "Zvanīt: [+371 29 123 456], Annai"),
            ("2026-12", "Skat. lietu 2026-000012!", "Skat. lietu [2026-000012]!"),
            ("nekas", "Divas mājas", "Divas mājas"),
        ] {
            assert_eq!(shown(&Marker::of(query).pieces(text)), expected);
        }
    }

    #[test]
    fn while_a_word_is_typed_whatever_begins_with_it_is_marked() {
        assert_eq!(
            shown(&Marker::of_typed("deklar").pieces("Deklarēt, deklarācija")),
            "[Deklarēt], [deklarācija]"
        );
        assert_eq!(shown(&Marker::of_typed("deklar ").pieces("Deklarēt")), "Deklarēt");
        assert_eq!(shown(&Marker::of_typed("2912").pieces("tel. 29123456")), "tel. [29123456]");
    }

    #[test]
    fn an_excerpt_shows_where_most_of_the_query_stands_together() {
        let text =
            format!("Ceļš ir slikts. {} Lūdzu salabot ielas segumu pie skolas.", "Sveiki. ".repeat(60));
        let excerpt = shown(&Marker::of("iela segums").excerpt(&text, 60).unwrap());
        assert!(excerpt.contains("[ielas] [segumu]"), "{excerpt}");
        assert!(excerpt.starts_with("… ") && excerpt.chars().count() < 90, "{excerpt}");
        assert_eq!(Marker::of("nekas").excerpt(&text, 60), None);
        assert!(Marker::of("ielas ceļš").is_met_by(&text));
        assert!(!Marker::of("ielas upe").is_met_by(&text));
    }

    #[test]
    fn whatever_a_text_holds_its_pieces_are_the_text() {
        for text in ["", "—", "a\u{301}e\u{304}", "+ 12 - (", "12a-b 29-12", "š +371", "😀 māja 😀"] {
            let pieces = Marker::of("māja 12 +37129123456").pieces(text);
            assert_eq!(pieces.into_iter().map(|piece| piece.text).collect::<String>(), text);
            let _ = Marker::of_typed("māj").excerpt(text, 3);
        }
    }
}
