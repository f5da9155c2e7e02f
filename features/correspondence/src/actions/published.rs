//! Questions that everybody may read (D-28): looked over, published and taken back.

use solits_cases::{Case, Kind};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{CaseId, EmployeeId};
use solits_standard::event::EventKind;
use solits_web::{App, Draft, WebError};

use crate::store;

const MOST_QUESTION: usize = 1_000;
const MOST_ANSWER: usize = 8_000;

/// A question with its answer, as everybody will read them.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    pub(crate) question: String,
    pub(crate) answer: String,
}

/// The case, if it is a question that its own people may release.
pub(crate) async fn question(tx: &mut Tx, id: CaseId) -> Result<Case, WebError> {
    let case = solits_cases::find(tx, id).await?.ok_or(WebError::NotFound)?;
    if case.kind == Kind::Question { Ok(case) } else { Err(WebError::NotFound) }
}

/// The texts as they were typed, or nothing and the reasons beside the fields. A person has said that they name nobody.
pub(crate) fn typed(draft: &mut Draft, case: &Case, words: Words) -> Option<Texts> {
    let question = draft.text("question", MOST_QUESTION, words);
    let answer = draft.text("answer", MOST_ANSWER, words);
    for (field, text) in [("question", &question), ("answer", &answer)] {
        if let Some(found) = personal(text, case) {
            draft.refuse(field, words.ta("correspondence-publish-personal", &[("found", found.into())]));
        }
    }
    if draft.get("checked") != "1" {
        draft.refuse("checked", words.t("correspondence-publish-check-first"));
    }
    draft.errors.is_empty().then_some(Texts { question, answer })
}

/// Publishes them; what was published of the case before is replaced.
pub(crate) async fn publish(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    by: EmployeeId,
    case: &Case,
    texts: &Texts,
) -> Result<(), WebError> {
    let lang = crate::outgoing::language_of(&texts.question);
    store::publish(tx, case.id, lang, &texts.question, &texts.answer, by, actor.at).await?;
    let entry =
        Entry::new(EventKind::QuestionPublished, case.id, Some(case.branch)).with("channel", "website");
    record(tx, &app.heart, actor, entry).await?;
    solits_cases::refresh_due(tx, case.id).await?;
    tx.signal(format!("case:{}", case.id));
    Ok(())
}

/// Takes a question off the public page; one that is not there stays as it is.
pub(crate) async fn withdraw(tx: &mut Tx, app: &App, actor: &Actor, case: &Case) -> Result<(), WebError> {
    if store::withdraw(tx, case.id, actor.at).await? {
        let entry =
            Entry::new(EventKind::CaseNoted, case.id, Some(case.branch)).with("what", "question_withdrawn");
        record(tx, &app.heart, actor, entry).await?;
        tx.signal(format!("case:{}", case.id));
    }
    Ok(())
}

/// Something in a text that names the client: the name or contact of the case, an address of e-mail, a telephone number or
/// a personal code. It is a net, not a judgement: an employee reads the text anyway.
fn personal(text: &str, case: &Case) -> Option<String> {
    let folded = solits_kernel::fold(text);
    let named = case.client_name.split_whitespace().filter(|part| part.chars().count() > 3);
    for part in named.chain((!case.client_contact.is_empty()).then_some(case.client_contact.as_str())) {
        let part_folded = solits_kernel::fold(part);
        if folded.contains(&part_folded) {
            return Some(part.to_owned());
        }
    }
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '<' | '>'));
    words
        .map(|word| word.trim_matches(['.', ':', '!', '?']))
        .find(|word| looks_personal(word))
        .map(str::to_owned)
}

/// Whether a word is an e-mail address, a personal code or a telephone number.
fn looks_personal(word: &str) -> bool {
    let is_mail = word.split_once('@').is_some_and(|(local, host)| !local.is_empty() && host.contains('.'));
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let only = |allowed: &str| word.chars().all(|c| c.is_ascii_digit() || allowed.contains(c));
    let is_code = digits == 11 && only("-");
    let is_phone = digits == 8 && only("") && word.starts_with(['2', '6']) || digits == 11 && only("+");
    is_mail || is_code || is_phone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_codes_and_telephone_numbers_are_noticed_and_dates_and_prices_are_not() {
        for personal in ["anna@example.lv", "120780-12345", "12078012345", "26123456", "+37126123456"] {
            assert!(looks_personal(personal), "{personal}");
        }
        for plain in ["22.11.2026", "14,23", "2026-000123", "LV-1010", "10:30", "50003032065a"] {
            assert!(!looks_personal(plain), "{plain}");
        }
    }
}
