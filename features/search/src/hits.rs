//! A case that was found, and where in it.

use std::collections::HashMap;

use solits_db::{DbError, Tx};
use solits_kernel::{CaseId, Timestamp};
use solits_written::search::{Marker, Piece};

use crate::{
    question::Question,
    store::{self, CaseRow, PartyRow, TextRow},
};

/// Letters of the piece of text that is shown.
const EXCERPT: usize = 170;

/// A case that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Id.
    pub id: CaseId,
    /// Number for people.
    pub reference: String,
    /// `question`, `order` …
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// `open`, `waiting_client`, `answered` or `closed`.
    pub status: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The nearest limit.
    pub due_at: Option<Timestamp>,
    /// Where it was found beside number and subject; `None` where those say it all.
    pub found: Option<Place>,
}

/// Where in a case it was found.
#[derive(Clone, Debug)]
pub struct Place {
    /// What it is.
    pub what: What,
    /// When it was written; `None` for who the client is.
    pub at: Option<Timestamp>,
    /// The text around it.
    pub pieces: Vec<Piece>,
}

/// What a text of a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The client's name or contact.
    Client,
    /// Another party's.
    Party,
    /// A message that came.
    Received,
    /// A message that was sent.
    Sent,
    /// A note.
    Note,
}

impl What {
    /// As programs are told it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Party => "party",
            Self::Received => "received",
            Self::Sent => "sent",
            Self::Note => "note",
        }
    }
}

/// Reads where the cases of a page were found.
pub(crate) async fn read(tx: &mut Tx, question: &Question, rows: Vec<CaseRow>) -> Result<Vec<Hit>, DbError> {
    let unsaid: Vec<i64> =
        rows.iter().filter(|row| !is_said(&question.marker, row)).map(|row| row.number).collect();
    let mut places: HashMap<i64, Vec<Source>> = HashMap::new();
    if !unsaid.is_empty() {
        for row in store::list_parties(tx, &unsaid).await? {
            places.entry(row.number).or_default().push(Source::of_party(&row));
        }
        for row in store::list_texts(tx, &unsaid).await? {
            places.entry(row.number).or_default().push(Source::of_text(row));
        }
    }
    let hit = |row: CaseRow| {
        let mut sources = places.remove(&row.number).unwrap_or_default();
        if unsaid.contains(&row.number) {
            let client = format!("{} {}", row.client_name, row.client_contact);
            sources.insert(0, Source { what: What::Client, at: None, text: client.trim().to_owned() });
        }
        Hit {
            found: place(&question.marker, sources),
            id: row.id,
            reference: row.reference,
            kind: row.kind,
            subject: row.subject,
            status: row.status,
            opened_at: row.opened_at,
            due_at: row.due_at,
        }
    };
    Ok(rows.into_iter().map(hit).collect())
}

/// Whether number and subject together show all that was asked for.
fn is_said(marker: &Marker, row: &CaseRow) -> bool {
    marker.is_met_by(&format!("{} {}", row.reference, row.subject))
}

/// A text of a case.
struct Source {
    what: What,
    at: Option<Timestamp>,
    text: String,
}

impl Source {
    fn of_party(row: &PartyRow) -> Self {
        let known = [&row.name, &row.phone, &row.email, &row.address];
        let known: Vec<&str> =
            known.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        Self { what: What::Party, at: None, text: known.join(" ") }
    }

    fn of_text(row: TextRow) -> Self {
        let what = match row.what.as_str() {
            "in" => What::Received,
            "out" => What::Sent,
            _ => What::Note,
        };
        Self { what, at: Some(row.at), text: row.text }
    }
}

/// The text that shows most of what was asked for, the first of them where several show as much.
fn place(marker: &Marker, sources: Vec<Source>) -> Option<Place> {
    let counted = sources.into_iter().map(|source| (marker.count(&source.text), source));
    let (_, best) = counted.filter(|(count, _)| *count > 0).fold(
        None,
        |best: Option<(usize, Source)>, one| match best {
            Some(best) if best.0 >= one.0 => Some(best),
            _ => Some(one),
        },
    )?;
    Some(Place { what: best.what, at: best.at, pieces: marker.excerpt(&best.text, EXCERPT)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(what: What, text: &str) -> Source {
        Source { what, at: None, text: text.to_owned() }
    }

    #[test]
    fn the_text_that_shows_most_of_the_question_is_shown() {
        let marker = Marker::of("ielas segums");
        let place = place(
            &marker,
            vec![
                source(What::Client, "Anna Liepa"),
                source(What::Sent, "Iela ir plaša."),
                source(What::Received, "Ielas segumu lūdzu salabot."),
                source(What::Note, "Ielas segums: nodots."),
            ],
        );
        assert_eq!(place.unwrap().what, What::Received);
        assert!(super::place(&marker, vec![source(What::Client, "Anna Liepa")]).is_none());
    }
}
