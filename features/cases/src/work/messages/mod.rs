//! What was written between the client and the institution, as the timeline of a case shows it. The conversation itself,
//! with its files, has its own page in the room of correspondence.

pub(crate) mod store;

use solits_i18n::Words;
use solits_kernel::CaseId;

use crate::timeline::{Names, Part, Told, Who, lines};
use store::Message;

/// Lines of a message that the timeline shows; the rest is read in the conversation.
const MOST_LINES: usize = 12;

/// A message in words. `known` are the texts that stand in the timeline already.
pub(crate) fn told(
    case: CaseId,
    message: &Message,
    known: &[&str],
    words: Words,
    names: &impl Names,
) -> Told {
    let is_ours = message.direction == "out";
    let is_known = known.iter().any(|text| text.trim() == message.text.trim());
    let mut shown = if is_known { Vec::new() } else { lines(&message.text) };
    if shown.len() > MOST_LINES {
        shown.truncate(MOST_LINES);
        shown.push(words.t("cases-message-more"));
    }
    Told {
        when: words.moment(message.at),
        datetime: message.at.to_string(),
        kind: "message",
        part: Part::Message,
        by: match message.employee_id {
            Some(employee) => Who::Employee(employee),
            None if is_ours => Who::Program,
            None => Who::Client,
        },
        who: match message.employee_id {
            Some(employee) => names.employee(employee),
            None if is_ours => words.t("cases-who-program"),
            None if message.author_name.is_empty() => message.author_address.clone(),
            None => message.author_name.clone(),
        },
        what: words.t(if is_ours { "cases-message-out" } else { "cases-message-in" }),
        detail: message.subject.clone(),
        href: format!("/cases/{case}/letters"),
        lines: shown,
        audience: words.t("cases-seen-by-client"),
        is_ours,
        version: None,
    }
}
