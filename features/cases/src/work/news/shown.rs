//! What a page shows of what a client is to be told.

use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_standard::event::EventKind;
use solits_web::EmployeeCx;
use uuid::Uuid;

use super::{
    model::{Hearing, NewsBy},
    store::{self, News},
};
use crate::{model::Case, pages::Directory, timeline::Names as _};

/// Something that somebody has to tell the client.
pub(crate) struct ToTell {
    pub(crate) id: Uuid,
    /// What happened, and when.
    pub(crate) what: String,
    pub(crate) when: String,
    pub(crate) text: String,
    /// Where it stands as a letter; empty where the way is another one.
    pub(crate) print: String,
}

/// What the client of a case is to be told and was, with how they want to hear.
pub(crate) struct NewsPart {
    /// How the client wants to hear and where, in a line; empty where nobody has asked.
    pub(crate) hearing: String,
    pub(crate) to_tell: Vec<ToTell>,
    /// What was told, in lines.
    pub(crate) told: Vec<String>,
    /// The ways in which it may have been told, and the one that was wished.
    pub(crate) ways: Vec<(String, String)>,
    pub(crate) way: &'static str,
}

impl NewsPart {
    /// Reads it.
    pub(crate) async fn read(
        tx: &mut Tx,
        cx: &EmployeeCx,
        case: &Case,
        directory: &Directory,
    ) -> Result<Self, DbError> {
        let words = cx.words;
        let hearing = store::find_hearing(tx, case.id).await?;
        let news = store::list_news(tx, case.id).await?;
        let by = hearing.as_ref().map_or(NewsBy::None, |hearing| hearing.by);
        let (told, open): (Vec<News>, Vec<News>) = news.into_iter().partition(|one| one.told_at.is_some());
        let to_tell = |one: News| ToTell {
            what: event_words(&one.kind, words),
            when: words.moment(one.at),
            print: if by == NewsBy::Letter {
                format!("/cases/{}/news/{}/print", case.id, one.id)
            } else {
                String::new()
            },
            id: one.id,
            text: one.text,
        };
        Ok(Self {
            hearing: hearing.map(|hearing| hearing_words(&hearing, case, words)).unwrap_or_default(),
            to_tell: open.into_iter().filter(|_| by != NewsBy::None).map(to_tell).collect(),
            told: told.iter().map(|one| told_words(one, words, directory)).collect(),
            ways: NewsBy::BY_HAND.map(|way| (way.name().to_owned(), way.words(words))).to_vec(),
            way: if by.is_by_hand() { by.name() } else { NewsBy::Phone.name() },
        })
    }
}

/// How the client wants to hear, and where.
pub(crate) fn hearing_words(hearing: &Hearing, case: &Case, words: Words) -> String {
    let way = hearing.by.words(words);
    match hearing.reach(&case.client_contact) {
        "" => way,
        reach => format!("{way} – {reach}"),
    }
}

/// What happened, as the journal names it.
fn event_words(kind: &str, words: Words) -> String {
    let Some(kind) = EventKind::parse(kind) else { return String::new() };
    let (lv, en) = kind.words();
    let said = if words.0 == solits_kernel::Lang::En { en } else { lv };
    let mut letters = said.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn told_words(one: &News, words: Words, directory: &Directory) -> String {
    let parts = [
        Some(event_words(&one.kind, words)),
        one.told_at.map(|at| words.moment(at)),
        one.told_how.as_deref().and_then(NewsBy::parse).map(|way| way.words(words)),
        one.told_by.map(|who| directory.employee(who)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
