//! The closed words of the format with what they mean, for people who choose among them.

use solits_kernel::Text;

use super::Words;
use crate::{
    event::{EventKind, Subject},
    model::ChannelKind,
    rules::{PLANNED, RULES},
};

/// A word that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word in the file.
    pub word: &'static str,
    /// What it means.
    pub label: Text,
}

impl Choice {
    pub(super) fn new(word: &'static str, lv: &str, en: &str) -> Self {
        Self { word, label: Text::new(lv, en) }
    }
}

fn all(words: &[(&'static str, &'static str, &'static str)]) -> Vec<Choice> {
    words.iter().map(|(word, lv, en)| Choice::new(word, lv, en)).collect()
}

pub(super) fn act_kinds() -> Vec<Choice> {
    all(&[
        ("internal_rules", "iekšējie noteikumi", "internal rules"),
        ("order", "rīkojums", "order"),
        ("procedure", "kārtība", "procedure"),
        ("handbook", "rokasgrāmata", "handbook"),
        ("municipal_standard", "pašvaldības standarts", "standard of a municipality"),
        ("centre_rules", "apkalpošanas centra noteikumi", "rules of a service centre"),
        ("methodology", "metodika", "methodology"),
    ])
}

pub(super) fn levels_of_document() -> Vec<Choice> {
    all(&[
        ("national", "visai valstij", "for the whole state"),
        ("institution", "vienai iestādei", "for one institution"),
    ])
}

pub(super) fn statuses() -> Vec<Choice> {
    all(&[
        ("draft", "projekts", "draft"),
        ("working_version", "darba versija", "working version"),
        ("living", "pastāvīgi papildināms", "living document"),
        ("adopted", "pieņemts", "adopted"),
        ("in_force", "spēkā", "in force"),
        ("repealed", "zaudējis spēku", "repealed"),
    ])
}

pub(super) fn approval_acts() -> Vec<Choice> {
    all(&[
        ("drafts", "sagatavo", "drafts"),
        ("coordinates", "saskaņo", "coordinates"),
        ("signs", "paraksta", "signs"),
        ("approves", "apstiprina", "approves"),
    ])
}

pub(super) fn holders() -> Vec<Choice> {
    all(&[
        ("named", "cilvēki, kuriem iestāde lomu piešķir", "the people to whom the institution gives it"),
        (
            "own_manager",
            "tā darbinieka vadītājs, par kuru ir runa",
            "the manager of the employee whom the matter concerns",
        ),
    ])
}

pub(super) fn norm_kinds() -> Vec<Choice> {
    all(&[
        ("promise", "solījums: to mēra ar termiņu", "a promise: measured by a clock"),
        ("rule", "noteikums: to nodrošina programma", "a rule: the program keeps it"),
        ("guide", "vadlīnija: to rāda darbiniekam īstajā brīdī", "a guide: shown to staff when it matters"),
        ("publish", "publicējams: to redz sabiedrība", "to be published: the public sees it"),
    ])
}

pub(super) fn moments() -> Vec<Choice> {
    all(&[
        ("before_opening", "pirms darba laika", "before opening"),
        ("client_called", "klients aicināts", "the client is called"),
        ("serving", "apkalpo", "serving"),
        ("finishing", "apkalpošanas beigās", "finishing"),
        ("idle", "klientu nav", "no clients"),
        ("closing", "slēdzot", "closing"),
        ("phone", "pa tālruni", "on the phone"),
        ("mail", "sarakstē", "in writing"),
        ("case", "strādājot ar lietu", "working on a case"),
        ("field_visit", "izbraukumā", "on a field visit"),
        ("conflict", "konfliktā", "in a conflict"),
        ("outage", "traucējumu laikā", "in an outage"),
        ("colleague", "saskarsmē ar kolēģi", "with a colleague"),
        ("always", "vienmēr", "always"),
    ])
}

pub(super) fn surfaces() -> Vec<Choice> {
    all(&[
        ("promise_page", "solījumu lapā", "on the page of promises"),
        ("kiosk", "talonu automātā", "on the kiosk"),
        ("display", "zāles ekrānā", "on the display of the hall"),
        ("ticket", "uz talona", "on the ticket"),
        ("stand", "informācijas stendā", "on the information stand"),
        ("website", "tīmekļvietnē", "on the website"),
        ("case_page", "lietas lapā klientam", "on the client's page of a case"),
        ("branch_page", "filiāles lapā", "on the page of the branch"),
    ])
}

pub(super) fn limits() -> Vec<Choice> {
    all(&[
        ("promise", "iestādes pašas solījums", "the institution's own promise"),
        ("law", "likums", "a law"),
    ])
}

pub(super) fn forces() -> Vec<Choice> {
    all(&[
        ("owed", "jāpilda: neizpildīts ir pārkāpts", "owed: one that is not kept is broken"),
        ("aim", "tiecas: mēra, bet nesola", "an aim: measured, not promised"),
    ])
}

pub(super) fn channels() -> Vec<Choice> {
    const WORDS: [(&str, ChannelKind); 13] = [
        ("visit", ChannelKind::Visit),
        ("phone", ChannelKind::Phone),
        ("email", ChannelKind::Email),
        ("letter", ChannelKind::Letter),
        ("portal", ChannelKind::Portal),
        ("e_address", ChannelKind::EAddress),
        ("website", ChannelKind::Website),
        ("fax", ChannelKind::Fax),
        ("sms", ChannelKind::Sms),
        ("site_visit", ChannelKind::SiteVisit),
        ("trust_line", ChannelKind::TrustLine),
        ("internal", ChannelKind::Internal),
        ("all", ChannelKind::All),
    ];
    WORDS.into_iter().map(|(word, kind)| Choice { word, label: kind.words() }).collect()
}

pub(super) fn methods() -> Vec<Choice> {
    all(&[
        ("self_check", "paškontrole", "self-check"),
        ("observation", "novērošana", "observation"),
        ("inspection_visit", "kontrolbrauciens", "inspection visit"),
        ("mystery_client", "slēptais klients", "mystery client"),
        ("interview", "intervija vai grupas saruna", "interview or group talk"),
        ("recording_review", "sarunu ierakstu noklausīšanās", "listening to recorded calls"),
        ("test", "zināšanu pārbaude", "test"),
        ("survey", "aptauja", "survey"),
        ("report", "pārskats", "report"),
        ("order_data_review", "pasūtījumu datu pārbaude", "review of order data"),
        ("queue_review", "rindas datu pārbaude", "review of queue data"),
    ])
}

/// The periods of a frequency, and of a term whose unit is `every`.
pub fn periods() -> Vec<Choice> {
    all(&[
        ("working_day", "darba dienā", "working day"),
        ("week", "nedēļā", "week"),
        ("month", "mēnesī", "month"),
        ("quarter", "ceturksnī", "quarter"),
        ("year", "gadā", "year"),
    ])
}

pub(super) fn comparators() -> Vec<Choice> {
    all(&[
        ("<=", "ne vairāk kā", "at most"),
        (">=", "vismaz", "at least"),
        (">", "vairāk nekā", "more than"),
        ("=", "tieši", "exactly"),
        ("average", "vidējais", "the average"),
        ("count", "skaits", "a count"),
    ])
}

pub(super) fn rules() -> Vec<Choice> {
    let ours = RULES.iter().map(|rule| Choice::new(rule.name, rule.lv, rule.en));
    let planned = PLANNED.iter().map(|rule| {
        Choice::new(rule.name, &format!("vēl nav: {}", rule.lv), &format!("not yet: {}", rule.en))
    });
    ours.chain(planned).collect()
}

/// The events a standard may name; the clock's own are not among them.
pub(super) fn events() -> Vec<Choice> {
    EventKind::ALL
        .iter()
        .filter(|kind| kind.subject() != Subject::Obligation)
        .map(|kind| {
            let ((lv, en), (about_lv, about_en)) = (kind.words(), kind.subject().words());
            Choice::new(kind.name(), &format!("{about_lv}: {lv}"), &format!("{about_en}: {en}"))
        })
        .collect()
}

/// The words of a term for its input `.unit`, in the order of length. `.amount` is a whole number, but nothing for
/// `service_deadline` and one of [`periods`] for `every`.
pub fn term_units() -> Vec<Choice> {
    let units: [(&str, Words); 14] = [
        ("at_once", ("nekavējoties (pieļautās minūtes)", "at once (minutes allowed)")),
        ("seconds", ("sekundes", "seconds")),
        ("rings", ("tālruņa signāli", "rings of the phone")),
        ("minutes", ("minūtes", "minutes")),
        ("opening_minutes", ("minūtes apkalpošanas laikā", "minutes of opening time")),
        ("opening_hours", ("stundas apkalpošanas laikā", "hours of opening time")),
        ("working_days", ("darba dienas", "working days")),
        ("calendar_days", ("kalendāra dienas", "calendar days")),
        ("months", ("mēneši", "months")),
        ("before_event.minutes", ("minūtes pirms paredzētā brīža", "minutes before the planned moment")),
        (
            "before_event.calendar_days",
            ("kalendāra dienas pirms paredzētā brīža", "calendar days before the planned moment"),
        ),
        (
            "before_event.working_days",
            ("darba dienas pirms paredzētā brīža", "working days before the planned moment"),
        ),
        ("every", ("reizi periodā", "once in every period")),
        ("service_deadline", ("pakalpojuma kartes termiņš", "the deadline on the service's card")),
    ];
    units.into_iter().map(|(word, (lv, en))| Choice::new(word, lv, en)).collect()
}
