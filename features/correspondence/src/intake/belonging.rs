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

/// The latest cases of a known author whose letter goes on with a conversation that is not known here: one from before this
/// program, perhaps. A person says whether it belongs to one of them.
pub(super) async fn old_threads(tx: &mut Tx, letter: &Letter) -> Result<Vec<String>, CorrespondenceError> {
    let goes_on = !letter.in_reply_to.is_empty() || !letter.references.is_empty();
    let Some(author) = letter.author().filter(|_| goes_on) else { return Ok(Vec::new()) };
    let known = store::list_cases_of_party(tx, &author.key(), MOST_ASKED).await?;
    Ok(known.into_iter().map(|known| known.reference).collect())
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
