//! What is found in other rooms beside cases: questions between colleagues, non-conformities, letters that wait without a
//! case, colleagues, norms of the standard. Each is as much as whoever looks may open anyway. The first three are found by
//! the index ([`beside`]); colleagues and norms are few and are read as they stand.

use solits_colleagues::Colleague;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::Heart;
use solits_kernel::{EmployeeId, Timestamp};
use solits_standard::{
    Effective, Standard,
    model::{Norm, NormKind},
};
use solits_web::WebError;
use solits_written::search::{Marker, Piece};

use crate::{beside, find::MOST_COUNTED, question::Question, words::Other};

/// Letters of the piece of text that is shown.
const EXCERPT: usize = 170;

/// Who looks, and what they may.
pub(crate) struct Reader<'a> {
    /// The employee; `None` for another program.
    pub(crate) me: Option<EmployeeId>,
    /// Whether they hold a right, or another program a scope.
    pub(crate) may: &'a (dyn Fn(&str) -> bool + Sync),
    pub(crate) words: Words,
    pub(crate) at: Timestamp,
    pub(crate) heart: &'a Heart,
}

/// Where something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Room {
    Questions,
    Reports,
    Letters,
    Colleagues,
    Norms,
}

impl Room {
    /// As programs are told it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Questions => "requests",
            Self::Reports => "nonconformities",
            Self::Letters => "letters",
            Self::Colleagues => "colleagues",
            Self::Norms => "norms",
        }
    }

    /// What stands over what was found there.
    pub(crate) const fn heading(self) -> &'static str {
        match self {
            Self::Questions => "search-questions",
            Self::Reports => "search-reports",
            Self::Letters => "search-letters",
            Self::Colleagues => "search-colleagues",
            Self::Norms => "search-norms",
        }
    }

    /// Where all of them are.
    pub(crate) const fn list(self) -> &'static str {
        match self {
            Self::Questions => "/requests",
            Self::Reports => "/nonconformities",
            Self::Letters => "/letters",
            Self::Colleagues => "/contacts",
            Self::Norms => "/standard",
        }
    }

    /// Whether it may name clients, so that having found it is recorded.
    pub(crate) const fn names_clients(self) -> bool {
        matches!(self, Self::Questions | Self::Reports | Self::Letters)
    }

    /// What the index reads of it; `None` where it is read as it stands.
    const fn indexed(self) -> Option<Other> {
        match self {
            Self::Questions => Some(Other::Question),
            Self::Reports => Some(Other::Report),
            Self::Letters => Some(Other::Letter),
            Self::Colleagues | Self::Norms => None,
        }
    }
}

/// Something that has a page, with the words by which it is found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) title: String,
    /// What it is, in a word or two.
    pub(crate) what: String,
    /// Another way to write its number; empty for none.
    pub(crate) number: String,
    pub(crate) texts: Vec<String>,
}

impl Source {
    /// Whether what is shown anyway holds all that was asked for.
    pub(crate) fn is_said(&self, marker: &Marker) -> bool {
        marker.is_met_by(&format!("{} {} {}", self.title, self.what, self.number))
    }

    fn is_met(&self, marker: &Marker) -> bool {
        let said = [self.title.as_str(), &self.what, &self.number];
        marker.is_met_by(&format!("{} {}", said.join(" "), self.texts.join(" ")))
    }

    /// The piece of text that shows most of what was asked for; nothing where title and kind say it.
    pub(crate) fn excerpt(&self, marker: &Marker) -> Vec<Piece> {
        if self.is_said(marker) {
            return Vec::new();
        }
        let best = self.texts.iter().rev().max_by_key(|text| marker.count(text));
        best.and_then(|text| marker.excerpt(text, EXCERPT)).unwrap_or_default()
    }
}

/// What was found in a room.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) room: Room,
    /// What says it in its title first; no more of it than [`MOST_COUNTED`].
    pub(crate) sources: Vec<Source>,
    /// Whether there is more than that.
    pub(crate) has_more: bool,
}

/// What other rooms have for a question, each room that has anything. A personal code finds nothing.
pub(crate) async fn find(
    tx: &mut Tx,
    question: &Question,
    reader: &Reader<'_>,
) -> Result<Vec<Found>, WebError> {
    let mut found = Vec::new();
    if question.held_a_personal_code {
        return Ok(found);
    }
    for room in [Room::Questions, Room::Reports, Room::Letters, Room::Colleagues, Room::Norms] {
        let mut sources = match room.indexed() {
            Some(other) => beside::find(tx, other, question, reader).await?,
            None => read(tx, room, question, reader).await?,
        };
        let has_more = sources.len() > MOST_COUNTED;
        sources.truncate(MOST_COUNTED);
        if !sources.is_empty() {
            found.push(Found { room, sources, has_more });
        }
    }
    Ok(found)
}

/// What answers a question in a room that is read as it stands, what says it in its title first.
async fn read(
    tx: &mut Tx,
    room: Room,
    question: &Question,
    reader: &Reader<'_>,
) -> Result<Vec<Source>, WebError> {
    let all = sources(tx, room, reader).await?;
    let mut met: Vec<Source> = all.into_iter().filter(|source| source.is_met(&question.marker)).collect();
    met.sort_by_cached_key(|source| !source.is_said(&question.marker));
    Ok(met)
}

/// All that whoever looks may open of a room that is read as it stands.
async fn sources(tx: &mut Tx, room: Room, reader: &Reader<'_>) -> Result<Vec<Source>, WebError> {
    let words = reader.words;
    let may = |right: &str| (reader.may)(right);
    Ok(match room {
        Room::Colleagues if reader.me.is_some() || may("setup.read") => {
            let all = solits_colleagues::list_colleagues(tx, words, reader.at).await?;
            all.into_iter().filter_map(|one| colleague(one, reader.me)).collect()
        }
        Room::Norms if may("standards.read") => {
            let loaded = reader.heart.loaded(tx).await?;
            let in_force = loaded.standard(reader.at).map(|(_, standard)| standard);
            let reads_measures = may("measures.read");
            let norms = in_force.iter().flat_map(|standard| {
                standard.norms().iter().map(move |one| norm(one, standard, words, reads_measures))
            });
            norms.collect()
        }
        Room::Questions | Room::Reports | Room::Letters | Room::Colleagues | Room::Norms => Vec::new(),
    })
}

/// A colleague: whoever is asked about something leads to the list of contact persons, anybody else to being asked.
fn colleague(one: Colleague, me: Option<EmployeeId>) -> Option<Source> {
    let is_contact = !one.topics.is_empty();
    if !is_contact && me == Some(one.id) {
        return None;
    }
    let href = if is_contact {
        format!("/contacts?q={}", crate::page::percent(&one.name))
    } else {
        format!("/requests/new?to=person:{}", one.id)
    };
    let what = [one.post, one.unit, one.phone.clone()];
    Some(Source {
        href,
        id: one.id.to_string(),
        title: one.name,
        what: what.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
        texts: vec![one.topics.join(", "), one.email],
        ..Source::default()
    })
}

/// A norm: a promise leads to what was kept of it for whoever reads measures, any other to its place in the standard.
fn norm(one: &Effective<Norm>, standard: &Standard, words: Words, reads_measures: bool) -> Source {
    let Norm { id, text, kind, .. } = &one.value;
    let has_figures = reads_measures && matches!(kind, NormKind::Promise { .. });
    let paragraph = one.origin.paragraph.as_str();
    let is_number = paragraph.chars().all(|c| c.is_ascii_digit() || c == '.');
    let paragraph = if is_number {
        words.ta("search-paragraph", &[("paragraph", paragraph.into())])
    } else {
        paragraph.to_owned()
    };
    let is_own = one.origin.document == standard.file().id;
    Source {
        href: if has_figures { format!("/promises/{id}") } else { format!("/standard#{id}") },
        id: id.clone(),
        title: one.value.heading().get(words.0).to_owned(),
        what: if is_own { paragraph } else { format!("{}, {paragraph}", one.origin.document) },
        texts: vec![text.get(words.0).to_owned()],
        ..Source::default()
    }
}
