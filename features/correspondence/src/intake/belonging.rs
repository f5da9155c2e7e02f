//! Which case a letter speaks of: by its marks, by conversations that are known here, by a report about a letter of ours.

use solits_db::Tx;
use solits_kernel::CaseId;
use solits_mail::{Belonging, Hint, Keys, Letter, Marked, belongs};

use crate::{
    CorrespondenceError,
    model::{Belongs, Party},
    store,
};

/// So many cases are offered as those a letter may belong to.
const MOST_ASKED: i64 = 5;

/// The case that the first mark of a letter names, with its parties.
pub(super) async fn find_known(
    tx: &mut Tx,
    belonging: &Belonging,
) -> Result<Option<(Belongs, Vec<Party>)>, CorrespondenceError> {
    let Belonging::Marked(marked) = belonging else { return Ok(None) };
    let Some(first) = marked.first() else { return Ok(None) };
    let Some(known) = find_marked(tx, first).await? else { return Ok(None) };
    let parties = store::list_parties(tx, known.case).await?;
    Ok(Some((known, parties)))
}

async fn find_marked(tx: &mut Tx, marked: &Marked) -> Result<Option<Belongs>, CorrespondenceError> {
    Ok(match marked {
        Marked::Case(case) => store::find_case(tx, *case).await?,
        Marked::Reference(reference) => store::find_case_of_number(tx, reference).await?,
    })
}

/// The numbers of the cases that marks name.
pub(super) async fn known_numbers(
    tx: &mut Tx,
    marked: &[Marked],
) -> Result<Vec<String>, CorrespondenceError> {
    let mut numbers = Vec::new();
    for one in marked {
        numbers.extend(find_marked(tx, one).await?.map(|known| known.reference));
    }
    numbers.dedup();
    Ok(numbers)
}

/// Numbers of cases that hints speak of: those that exist, and those of conversations whose letters are messages here.
pub(super) async fn hints_of(tx: &mut Tx, hints: &[Hint]) -> Result<Vec<String>, CorrespondenceError> {
    let mut numbers = Vec::new();
    for hint in hints {
        let found = match hint {
            Hint::Number(reference) => store::find_case_of_number(tx, reference).await?,
            Hint::Conversation(names) => {
                let mut case = None;
                for name in names {
                    case = store::find_case_of_name(tx, name.as_str()).await?;
                    if case.is_some() {
                        break;
                    }
                }
                match case {
                    Some(case) => store::find_case(tx, case).await?,
                    None => None,
                }
            }
            Hint::FalseMark(_) => None,
        };
        numbers.extend(found.map(|known| known.reference));
    }
    numbers.dedup();
    Ok(numbers)
}

/// Why a letter may belong to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The letter names it, or a letter that is a message there.
    Named,
    /// A letter in it went on with the same conversation, which nobody here knows.
    Thread,
    /// It is one of the latest of the same author; nothing else speaks for it.
    Author,
}

impl Why {
    /// The word that stands before the number of a case, and a colon; none where the case is named.
    const fn word(self) -> &'static str {
        match self {
            Self::Named => "",
            Self::Thread => "thread",
            Self::Author => "author",
        }
    }

    /// The number of a case as it is kept, with why it is offered.
    fn keep(self, number: &str) -> String {
        match self {
            Self::Named => number.to_owned(),
            Self::Thread | Self::Author => format!("{}:{number}", self.word()),
        }
    }

    /// The number of a case, and why it is offered.
    pub(crate) fn read(kept: &str) -> (Self, &str) {
        let Some((word, number)) = kept.split_once(':') else { return (Self::Named, kept) };
        (if word == Self::Thread.word() { Self::Thread } else { Self::Author }, number)
    }
}

/// So many names of the conversation that a letter goes on with are kept and looked for.
const MOST_NAMES: usize = 20;

/// The names of the conversation that a letter goes on with, but for those only we can have made: the oldest, which later
/// letters repeat, and the latest.
pub(super) fn thread_of(letter: &Letter, keys: &Keys) -> Vec<String> {
    let oldest = letter.references.iter().take(MOST_NAMES / 2);
    let latest = letter.references.iter().skip(MOST_NAMES / 2).rev();
    let mut names: Vec<String> = Vec::new();
    for id in oldest.chain(&letter.in_reply_to).chain(latest).filter(|id| !keys.made(id)) {
        if names.len() < MOST_NAMES && names.iter().all(|name| name != id.as_str()) {
            names.push(id.as_str().to_owned());
        }
    }
    names
}

/// The cases that a person is asked about, with why: those that are named; those with a letter of the same conversation,
/// whoever wrote it; and where there are none, the latest cases of the author, as the conversation may be one from before
/// this program. A name of a letter is a claim, so that nothing joins by one.
pub(super) async fn asked_about(
    tx: &mut Tx,
    letter: &Letter,
    thread: &[String],
    named: Vec<String>,
) -> Result<Vec<String>, CorrespondenceError> {
    let mut asked = named;
    if !thread.is_empty() {
        for known in store::list_cases_of_thread(tx, thread, MOST_ASKED).await? {
            if !asked.contains(&known.reference) {
                asked.push(Why::Thread.keep(&known.reference));
            }
        }
    }
    let goes_on = !letter.in_reply_to.is_empty() || !letter.references.is_empty();
    if let Some(author) = letter.author().filter(|_| goes_on && asked.is_empty()) {
        let known = store::list_cases_of_party(tx, &author.key(), MOST_ASKED).await?;
        asked.extend(known.iter().map(|known| Why::Author.keep(&known.reference)));
    }
    Ok(asked)
}

/// The case of the letter of ours that a report is about.
pub(super) async fn reported(
    tx: &mut Tx,
    letter: &Letter,
    keys: &Keys,
) -> Result<Option<CaseId>, CorrespondenceError> {
    let Some(about) = letter.report.as_ref().and_then(|report| report.about.as_ref()) else {
        return Ok(None);
    };
    // Only a name that we could have made counts.
    let own =
        belongs(&Letter { in_reply_to: vec![about.clone()], references: Vec::new(), ..letter.clone() }, keys);
    let Belonging::Marked(marked) = own else { return Ok(None) };
    let Some(first) = marked.first() else { return Ok(None) };
    Ok(find_marked(tx, first).await?.map(|known| known.case))
}
