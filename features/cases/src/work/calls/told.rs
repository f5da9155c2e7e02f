//! A call as the timeline of its case shows it.

use solits_i18n::Words;
use solits_kernel::Timestamp;
use solits_standard::event::EventKind;

use super::store::Call;
use crate::timeline::{Happening, Names, Part, Told, Who};

/// What is told of a call beside its own entries in the journal: that the client called in vain, and how it ended where no
/// promise was kept by it.
pub(crate) fn told(call: &Call, happenings: &[Happening], words: Words, names: &impl Names) -> Vec<Told> {
    let missed = (call.is_missed == 1).then(|| Told {
        by: Who::Client,
        who: words.t("cases-who-client"),
        what: words.t("cases-call-missed"),
        is_ours: false,
        ..line(call, call.made_at, words)
    });
    let is_told = |happening: &Happening| {
        matches!(happening.kind, EventKind::CallBackMade | EventKind::CasePromiseKept)
            && happening.callback() == Some(call.id)
    };
    let ended = call.ended_at.filter(|_| !happenings.iter().any(is_told)).map(|ended| Told {
        by: Who::Employee(call.employee_id),
        who: names.employee(call.employee_id),
        what: words.t("cases-call-ended"),
        detail: result_words(call, words),
        ..line(call, ended, words)
    });
    missed.into_iter().chain(ended).collect()
}

fn line(call: &Call, at: Timestamp, words: Words) -> Told {
    Told {
        when: words.moment(at),
        datetime: at.to_string(),
        kind: "call",
        part: Part::Contact,
        by: Who::Program,
        who: String::new(),
        what: String::new(),
        detail: call.phone.clone(),
        href: format!("/callbacks/{}", call.id),
        lines: Vec::new(),
        audience: String::new(),
        is_ours: true,
        version: None,
    }
}

/// How a call ended, with its number.
fn result_words(call: &Call, words: Words) -> String {
    let result = match call.result.as_deref() {
        Some("reached") => words.t("cases-call-reached"),
        Some("sms") => words.t("cases-call-sms"),
        Some("email") => words.t("cases-call-email"),
        Some("came") => words.t("cases-call-came"),
        Some("wrong_number") => words.t("cases-call-wrong-number"),
        _ => String::new(),
    };
    let parts = [result, call.phone.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
