//! What is found in other rooms beside cases: questions between colleagues, non-conformities, letters that wait without a
//! case, colleagues, norms of the standard. Each is as much as whoever looks may open anyway; only the latest of each are
//! read, so that the search stays as quick as it is however many there are.

use solits_colleagues::{Colleague, MOST_WRITTEN, Whose, Written, kind_name};
use solits_correspondence::{Depth, MOST_WAITING, WaitingLetter};
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

use crate::question::{Question, Typing};

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
    pub(crate) typing: Typing,
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

    /// How many of the latest are looked through; `None` where all of them are.
    const fn most(self) -> Option<i64> {
        match self {
            Self::Questions | Self::Reports => Some(MOST_WRITTEN),
            Self::Letters => Some(MOST_WAITING),
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
    number: String,
    texts: Vec<String>,
}

impl Source {
    /// Whether what is shown anyway holds all that was asked for.
    fn is_said(&self, marker: &Marker) -> bool {
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
    /// All of it, what says it in its title first.
    pub(crate) sources: Vec<Source>,
    /// So many of the latest were looked through, and there may be older ones; `None` where all were.
    pub(crate) only_latest: Option<i64>,
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
        let sources = sources(tx, room, reader).await?;
        let read = i64::try_from(sources.len()).unwrap_or(i64::MAX);
        let only_latest = room.most().filter(|most| read >= *most);
        let mut met: Vec<Source> =
            sources.into_iter().filter(|source| source.is_met(&question.marker)).collect();
        met.sort_by_cached_key(|source| !source.is_said(&question.marker));
        if !met.is_empty() {
            found.push(Found { room, sources: met, only_latest });
        }
    }
    Ok(found)
}

/// All of a room that whoever looks may open, as far as it is looked through.
async fn sources(tx: &mut Tx, room: Room, reader: &Reader<'_>) -> Result<Vec<Source>, WebError> {
    let words = reader.words;
    let may = |right: &str| (reader.may)(right);
    Ok(match room {
        Room::Questions => match whose(tx, reader, "requests.read", None).await? {
            Some(whose) => {
                let all = solits_colleagues::list_questions(tx, &whose).await?;
                all.into_iter().map(|one| question(one, words)).collect()
            }
            None => Vec::new(),
        },
        Room::Reports => match whose(tx, reader, "nonconformities.read", Some("evidence.read")).await? {
            Some(whose) => {
                let all = solits_colleagues::list_reports(tx, &whose).await?;
                let loaded = reader.heart.loaded(tx).await?;
                let source = |one: Written| {
                    let standard = loaded.versions.get(one.standard).cloned();
                    let kind = kind_name(&one.kind, standard.as_deref(), words);
                    report(one, kind, words)
                };
                all.into_iter().map(source).collect()
            }
            None => Vec::new(),
        },
        Room::Letters if may(if reader.me.is_some() { "cases.work" } else { "messages.read" }) => {
            let depth = if reader.typing == Typing::Sent { Depth::Text } else { Depth::Heading };
            let all = solits_correspondence::list_waiting_letters(tx, depth).await?;
            all.into_iter().map(|one| letter(one, words)).collect()
        }
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
        Room::Letters | Room::Colleagues | Room::Norms => Vec::new(),
    })
}

/// Whose questions or reports are read: an employee's own, or all for who keeps the register by a right of theirs, and all
/// for another program with the scope; `None` for one without.
async fn whose(
    tx: &mut Tx,
    reader: &Reader<'_>,
    scope: &str,
    register: Option<&str>,
) -> Result<Option<Whose>, WebError> {
    let Some(me) = reader.me else { return Ok((reader.may)(scope).then_some(Whose::All)) };
    if register.is_some_and(|right| (reader.may)(right)) {
        return Ok(Some(Whose::All));
    }
    Ok(Some(Whose::of(tx, me, reader.at).await?))
}

fn question(one: Written, words: Words) -> Source {
    let state = words.t(match one.state.as_str() {
        "open" => "colleagues-standing-open",
        "partly" => "colleagues-standing-partly",
        "answered" => "colleagues-standing-answered",
        _ => "colleagues-standing-withdrawn",
    });
    Source {
        href: format!("/requests/{}", one.id),
        id: one.id.to_string(),
        what: format!("{state} · {}", words.date(one.at.day())),
        title: one.title,
        texts: one.texts,
        ..Source::default()
    }
}

/// A non-conformity; what its type is called finds it as well, and is shown where nothing else was met.
fn report(one: Written, kind: String, words: Words) -> Source {
    let state = words.t(match one.state.as_str() {
        "unrouted" => "colleagues-stage-unrouted",
        "reported" => "colleagues-stage-reported",
        "received" => "colleagues-stage-received",
        "remedied" => "colleagues-stage-remedied",
        _ => "colleagues-stage-closed",
    });
    // What was found may be several lines; the first says what it is.
    let title = one.title.lines().next().unwrap_or_default().to_owned();
    Source {
        href: format!("/nonconformities/{}", one.id),
        id: one.id.to_string(),
        what: format!("{} · {state}", one.reference),
        // The letter before it is a word of its own in what somebody types.
        number: one.reference.replacen('-', " ", 1),
        title,
        texts: [one.title].into_iter().chain(one.texts).chain([kind]).collect(),
    }
}

fn letter(one: WaitingLetter, words: Words) -> Source {
    let known = |text: String, key: &str| if text.is_empty() { words.t(key) } else { text };
    let author = known(one.author, "correspondence-author-unknown");
    Source {
        href: format!("/letters/{}", one.id),
        id: one.id.to_string(),
        title: known(one.subject, "correspondence-no-subject"),
        what: format!("{author} · {}", words.moment(one.received_at)),
        texts: vec![one.text],
        ..Source::default()
    }
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
