//! A contact as the timeline of its case shows it.

use solits_i18n::Words;
use solits_journal::channel_name;
use solits_kernel::CaseId;
use solits_standard::model::ChannelKind;

use super::{model::Outcome, store::Contact};
use crate::{
    pages::channel_words,
    store::channel_of,
    timeline::{Names, Part, Told, Who},
};

/// A contact in words: a visit when it began, an answer when it left or was told (H-27).
pub(crate) fn told(case: CaseId, contact: &Contact, words: Words, names: &impl Names) -> Told {
    // A month after a visit its ticket is known no more (security §11), and what was said in writing takes no time.
    let is_visit = contact.ticket_id.is_some()
        || (contact.channel == channel_name(ChannelKind::Visit) && contact.started_at < contact.ended_at);
    let at = if is_visit { contact.started_at } else { contact.ended_at };
    let took = contact.ended_at.since(contact.started_at).max(0);
    let outcome = Outcome::parse(&contact.outcome).map(|outcome| outcome.words(words));
    let details = [outcome, is_visit.then(|| words.duration(took))];
    Told {
        when: words.moment(at),
        datetime: at.to_string(),
        kind: "contact",
        part: Part::Contact,
        by: contact.employee_id.map_or(Who::Program, Who::Employee),
        who: contact.employee_id.map(|employee| names.employee(employee)).unwrap_or_default(),
        what: if is_visit {
            words.t("cases-contact-visit")
        } else {
            let channel = channel_of(&contact.channel).map(|channel| channel_words(channel, words));
            words.ta("cases-contact-by", &[("channel", channel.unwrap_or_default().into())])
        },
        detail: details.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        // What was said in writing is read in the conversation; of a visit the case itself is what is left.
        href: if is_visit { String::new() } else { format!("/cases/{case}/letters") },
        lines: Vec::new(),
        audience: String::new(),
        is_ours: true,
        version: None,
    }
}
