//! How a paragraph is found: a link made from its citation, and its place in the order of its document. Plain functions.

use std::{cmp::Ordering, collections::HashMap, fmt::Write as _};

use solits_standard::Origin;

/// The link of a paragraph within the page: `p-12-3` for 12.3, `p-handbook:beh_9` for one of a baseline.
///
/// It is made from the citation alone, never from the place on the page, so that a link once copied keeps leading to the
/// same paragraph. No two citations have the same link.
pub(super) fn anchor(own: &str, origin: &Origin) -> String {
    let paragraph = written(&origin.paragraph);
    if origin.document == own {
        format!("p-{paragraph}")
    } else {
        format!("p-{}:{paragraph}", origin.document)
    }
}

/// A paragraph in letters that an address carries as they are.
fn written(paragraph: &str) -> String {
    let mut text = String::new();
    for letter in paragraph.chars() {
        match letter {
            '.' => text.push('-'),
            '-' => text.push('_'),
            '/' => text.push('/'),
            plain if plain.is_ascii_alphanumeric() => text.push(plain),
            other => {
                let _ = write!(text, ".{:x}", u32::from(other));
            }
        }
    }
    text
}

/// A piece of a paragraph's citation: "P2/s6.2" has a word, a number, a word and two numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Number(u64),
    Word(&'a str),
}

fn pieces(paragraph: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for part in paragraph.split(|letter: char| !letter.is_alphanumeric()) {
        let mut rest = part;
        while let Some(first) = rest.chars().next() {
            let digits = first.is_ascii_digit();
            let end = rest.find(|letter: char| letter.is_ascii_digit() != digits).unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            pieces.push(if digits {
                Piece::Number(piece.parse().unwrap_or(u64::MAX))
            } else {
                Piece::Word(piece)
            });
            rest = after;
        }
    }
    pieces
}

/// What stands before the numbered paragraphs of a document, and what after all others.
const FIRST: &[&str] = &["header", "pre"];
const LAST: &[&str] = &["annex", "foot", "end", "sign"];

/// The order of paragraphs in one document.
///
/// Numbers go by their size, 9 before 10. Parts without a number go in the order in which the document names them.
#[derive(Debug, Default)]
pub(super) struct DocumentOrder<'a> {
    named: HashMap<&'a str, usize>,
}

impl<'a> DocumentOrder<'a> {
    /// The order that follows from paragraphs as the document names them.
    pub(super) fn of(paragraphs: impl IntoIterator<Item = &'a str>) -> Self {
        let mut named = HashMap::new();
        for piece in paragraphs.into_iter().flat_map(pieces) {
            if let Piece::Word(word) = piece {
                let next = named.len();
                named.entry(word).or_insert(next);
            }
        }
        Self { named }
    }

    /// Which of two paragraphs stands first.
    pub(super) fn compare(&self, one: &str, other: &str) -> Ordering {
        let key = |paragraph| -> Vec<(usize, u64)> {
            pieces(paragraph).iter().map(|piece| self.rank(piece)).collect()
        };
        key(one).cmp(&key(other)).then_with(|| one.cmp(other))
    }

    fn rank(&self, piece: &Piece<'_>) -> (usize, u64) {
        const NUMBERS: usize = 10;
        const NAMED: usize = 100;
        match piece {
            Piece::Number(number) => (NUMBERS, *number),
            Piece::Word(word) => {
                let place = |list: &[&str]| list.iter().position(|known| known == word);
                let after = || place(LAST).map(|place| usize::MAX - LAST.len() + place);
                let named = || NAMED + self.named.get(word).copied().unwrap_or(self.named.len());
                (place(FIRST).or_else(after).unwrap_or_else(named), 0)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(document: &str, paragraph: &str) -> Origin {
        Origin { document: document.to_owned(), paragraph: paragraph.to_owned() }
    }

    #[test]
    fn a_link_is_made_from_the_citation() {
        let link = |document, paragraph| anchor("ezermala", &origin(document, paragraph));
        assert_eq!(link("ezermala", "12.3"), "p-12-3");
        assert_eq!(link("ezermala", "P2/s6.2"), "p-P2/s6-2");
        assert_eq!(link("handbook", "beh-9"), "p-handbook:beh_9");
    }

    #[test]
    fn no_two_citations_share_a_link() {
        let citations = ["2.3", "2-3", "2.3-2", "2.3.2", "2 3", "23", "2/3"];
        let mut links: Vec<_> = citations.map(|one| anchor("guidelines", &origin("guidelines", one))).into();
        links.sort();
        links.dedup();
        assert_eq!(links.len(), citations.len());
    }

    #[test]
    fn paragraphs_stand_in_the_order_of_their_document() {
        let named = ["val-1", "svc-1", "beh-1", "P1/c1", "P2/s1", "2.2-princ-1", "2.2-kpi-1"];
        let order = DocumentOrder::of(named);
        let mut shown = [
            "sign",
            "beh-10",
            "beh-9",
            "10",
            "9.10",
            "9.9",
            "9",
            "val-2",
            "header",
            "end",
            "svc-1",
            "P2/s10.1",
            "P2/s9",
            "2.2-kpi-1",
            "2.2-princ-2",
            "2.2",
            "P1/c2",
            "pre-1",
        ];
        shown.sort_by(|one, other| order.compare(one, other));
        let expected = [
            "header",
            "pre-1",
            "2.2",
            "2.2-princ-2",
            "2.2-kpi-1",
            "9",
            "9.9",
            "9.10",
            "10",
            "val-2",
            "svc-1",
            "beh-9",
            "beh-10",
            "P1/c2",
            "P2/s9",
            "P2/s10.1",
            "end",
            "sign",
        ];
        assert_eq!(shown, expected);
    }
}
