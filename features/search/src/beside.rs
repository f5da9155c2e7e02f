//! What the index finds beside cases: questions between colleagues, reports of non-conformities and letters that wait without
//! a case. The index says which may answer; each is looked up again in its room, which says what whoever looks may open.

use std::collections::{BTreeSet, HashMap};

use solits_colleagues::{Whose, Written, kind_name};
use solits_correspondence::{LetterId, UnsearchedLetter, WaitingLetter};
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_journal::{Heart, JournalError};
use solits_kernel::Lang;
use solits_web::WebError;
use uuid::Uuid;

use crate::{
    find::{MOST_COUNTED, meeting},
    postings::Numbers,
    question::{Question, Term},
    rooms::{Reader, Source},
    store,
    words::{Document, Other, part_of},
};

/// Looked up in one statement.
const AT_ONCE: usize = 128;
/// Letters that are read whole to show where they were found.
const MOST_READ: usize = 8;

/// What of a kind answers a question and may be opened by whoever looks: what says it in its title first, the latest first;
/// one more than are counted, where there are so many.
pub(crate) async fn find(
    tx: &mut Tx,
    other: Other,
    question: &Question,
    reader: &Reader<'_>,
) -> Result<Vec<Source>, WebError> {
    let Some(whose) = whose(tx, other, reader).await? else { return Ok(Vec::new()) };
    let order = order(tx, other, question, &whose).await?;
    let mut wanted = order.iter().flat_map(Numbers::latest_first);
    let mut sources = Vec::new();
    while sources.len() <= MOST_COUNTED {
        let some: Vec<i64> = wanted.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            break;
        }
        let rows = store::list_others(tx, &some).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.subject_id).collect();
        let mut found = look_up(tx, other, &ids, &whose, reader).await?;
        let places: HashMap<i64, Uuid> = rows.into_iter().map(|row| (row.number, row.subject_id)).collect();
        sources.extend(some.iter().filter_map(|number| places.get(number)).filter_map(|id| found.remove(id)));
    }
    if other == Other::Letter {
        read_letters(tx, question, &mut sources).await?;
    }
    Ok(sources)
}

/// Whose are read: an employee's own, or all for who keeps the register by a right of theirs, and all for another program
/// with the scope; `None` for one without. Letters are read by whoever works on cases.
async fn whose(tx: &mut Tx, other: Other, reader: &Reader<'_>) -> Result<Option<Whose>, WebError> {
    let (scope, register) = match other {
        Other::Question => ("requests.read", None),
        Other::Report => ("nonconformities.read", Some("evidence.read")),
        Other::Letter => {
            let right = if reader.me.is_some() { "cases.work" } else { "messages.read" };
            return Ok((reader.may)(right).then_some(Whose::All));
        }
    };
    let Some(me) = reader.me else { return Ok((reader.may)(scope).then_some(Whose::All)) };
    if register.is_some_and(|right| (reader.may)(right)) {
        return Ok(Some(Whose::All));
    }
    Ok(Some(Whose::of(tx, me, reader.at).await?))
}

/// The sets of the index that answer a question, the best first. Those in which nobody of `whose` has a part are left out, so
/// that a hundred thousand questions of others cost nothing; the rooms are asked once more for all that is left.
async fn order(
    tx: &mut Tx,
    other: Other,
    question: &Question,
    whose: &Whose,
) -> Result<Vec<Numbers>, DbError> {
    let terms: Vec<Term> = question.terms.iter().map(|term| term.met_by(other)).collect();
    let Some(mut all) = meeting(tx, &terms, 0, |term| &term.anywhere).await? else {
        return Ok(Vec::new());
    };
    if let Whose::Of { me, acting_for } = whose {
        let mut theirs = Numbers::default();
        for employee in [*me].iter().chain(acting_for) {
            theirs.add_all(&store::list_of_word(tx, &other.word(&part_of(*employee)), 0).await?);
        }
        all.keep(&theirs);
    }
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut titled = meeting(tx, &terms, 0, |term| &term.subject).await?.unwrap_or_default();
    titled.keep(&all);
    all.take_out(&titled);
    Ok(vec![titled, all])
}

/// Those of some that whoever looks may open.
async fn look_up(
    tx: &mut Tx,
    other: Other,
    ids: &[Uuid],
    whose: &Whose,
    reader: &Reader<'_>,
) -> Result<HashMap<Uuid, Source>, WebError> {
    let words = reader.words;
    Ok(match other {
        Other::Question => {
            let found = solits_colleagues::list_questions(tx, whose, ids).await?;
            found.into_iter().map(|one| (one.id, question(one, words))).collect()
        }
        Other::Report => {
            let found = solits_colleagues::list_reports(tx, whose, ids).await?;
            let loaded = reader.heart.loaded(tx).await?;
            let source = |one: Written| {
                let standard = loaded.versions.get(one.standard).cloned();
                let kind = kind_name(&one.kind, standard.as_deref(), words);
                (one.id, report(one, kind, words))
            };
            found.into_iter().map(source).collect()
        }
        Other::Letter => {
            let ids: Vec<LetterId> = ids.iter().map(|id| LetterId::new(*id)).collect();
            let found = solits_correspondence::list_waiting_letters(tx, &ids).await?;
            found.into_iter().map(|one| (one.id.uuid(), letter(one, words))).collect()
        }
    })
}

/// Reads what is written in the first letters that were not found by what is shown of them anyway.
async fn read_letters(tx: &mut Tx, question: &Question, sources: &mut [Source]) -> Result<(), DbError> {
    let unsaid: Vec<LetterId> = sources
        .iter()
        .take(MOST_READ)
        .filter(|source| !source.is_said(&question.marker))
        .filter_map(|source| source.id.parse().ok())
        .collect();
    if unsaid.is_empty() {
        return Ok(());
    }
    for (id, text) in solits_correspondence::read_waiting_letters(tx, &unsaid).await? {
        let id = id.to_string();
        if let Some(source) = sources.iter_mut().find(|source| source.id == id) {
            source.texts.push(text);
        }
    }
    Ok(())
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
        number: spaced(&one.reference),
        title,
        texts: [one.title].into_iter().chain(one.texts).chain([kind]).collect(),
    }
}

/// The number of a report as it is typed as well: the letter before it is a word of its own.
fn spaced(reference: &str) -> String {
    reference.replacen('-', " ", 1)
}

fn letter(one: WaitingLetter, words: Words) -> Source {
    let known = |text: String, key: &str| if text.is_empty() { words.t(key) } else { text };
    let author = known(one.author, "correspondence-author-unknown");
    Source {
        href: format!("/letters/{}", one.id),
        id: one.id.to_string(),
        title: known(one.subject, "correspondence-no-subject"),
        what: format!("{author} · {}", words.moment(one.received_at)),
        ..Source::default()
    }
}

/// The words by which a question is found; `None` where there is none of that id.
pub(crate) async fn words_of_question(tx: &mut Tx, id: Uuid) -> Result<Option<BTreeSet<String>>, DbError> {
    let found = solits_colleagues::list_questions(tx, &Whose::All, &[id]).await?;
    let document = |one: Written| Document {
        subject: one.title,
        texts: one.texts,
        parts: one.parts,
        ..Document::default()
    };
    Ok(found.into_iter().next().map(|one| document(one).words_of(Other::Question)))
}

/// The words by which a report is found, what its type is called among them; `None` where there is none of that id.
pub(crate) async fn words_of_report(
    tx: &mut Tx,
    heart: &Heart,
    id: Uuid,
) -> Result<Option<BTreeSet<String>>, JournalError> {
    let Some(one) = solits_colleagues::list_reports(tx, &Whose::All, &[id]).await?.into_iter().next() else {
        return Ok(None);
    };
    let loaded = heart.loaded(tx).await?;
    let standard = loaded.versions.get(one.standard).cloned();
    let kinds = [Lang::Lv, Lang::En].map(|lang| kind_name(&one.kind, standard.as_deref(), Words::new(lang)));
    let document = Document {
        texts: [spaced(&one.reference), one.reference].into_iter().chain(kinds).chain(one.texts).collect(),
        subject: one.title,
        parts: one.parts,
        ..Document::default()
    };
    Ok(Some(document.words_of(Other::Report)))
}

/// The words by which a letter is found; `None` where it no longer waits without a case.
pub(crate) fn words_of_letter(read: &UnsearchedLetter) -> Option<BTreeSet<String>> {
    let letter = read.letter.as_ref()?;
    let document = Document {
        subject: letter.subject.clone(),
        names: vec![letter.author.clone()],
        texts: vec![read.text.clone()],
        ..Document::default()
    };
    Some(document.words_of(Other::Letter))
}
