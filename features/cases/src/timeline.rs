//! What happened to a case, read from its journal entries and the texts they name.

use std::collections::{BTreeMap, BTreeSet};

use solits_i18n::Words;
use solits_journal::StoredEntry;
use solits_kernel::{EmployeeId, Lang, Timestamp};
use solits_standard::{event::EventKind, model::Fact};
use uuid::Uuid;

pub(crate) use crate::parts::Part;
use crate::{
    actions::{AnsweredBy, Unanswered},
    model::Audience,
    promised::last_moment,
    store::Note,
    work::news::model::NewsBy,
};

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// An employee.
    Employee(EmployeeId),
    /// The client.
    Client,
    /// Another program.
    OtherProgram,
    /// This program by itself.
    Program,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Happening {
    pub(crate) at: Timestamp,
    pub(crate) kind: EventKind,
    pub(crate) who: Who,
    /// Whether it was taken back before the client could know of it.
    is_undone: bool,
    facts: BTreeMap<String, Fact>,
}

impl Happening {
    fn word(&self, name: &str) -> Option<&str> {
        match self.facts.get(name) {
            Some(Fact::Word(word)) => Some(word),
            _ => None,
        }
    }
    fn int(&self, name: &str) -> Option<i64> {
        match self.facts.get(name) {
            Some(Fact::Int(number)) => Some(*number),
            _ => None,
        }
    }
    /// Whether the client may know of it at `now`: a letter can be taken back until it leaves, and then it was never said.
    pub(crate) fn is_said(&self, now: Timestamp) -> bool {
        !self.is_undone
            && self.int("undoes").is_none()
            && self.int("leaves_at").is_none_or(|leaves_at| leaves_at <= now.millis())
    }
    /// The version of the case that this made.
    pub(crate) fn version(&self) -> Option<i64> {
        self.int("version")
    }
    /// The text that belongs to it.
    fn note(&self) -> Option<Uuid> {
        self.word("note")?.parse().ok()
    }
    /// The owner it was passed to.
    fn owner(&self) -> Option<EmployeeId> {
        self.word("owner")?.parse().ok()
    }
    /// The date the client was told.
    pub(crate) fn told_until(&self) -> Option<Timestamp> {
        (self.kind == EventKind::CaseDelayTold)
            .then(|| self.int("planned_at").map(Timestamp::from_millis))
            .flatten()
    }
    /// Whether somebody took the case up themselves.
    pub(crate) fn is_taken_up(&self) -> bool {
        let Who::Employee(actor) = self.who else { return false };
        self.kind == EventKind::CaseAssigned && self.word("owner") == Some(actor.to_string().as_str())
    }
    /// The call it is about.
    pub(crate) fn callback(&self) -> Option<Uuid> {
        self.word("callback")?.parse().ok()
    }
    /// Where its evidence stands: at the call, or at the obligation, whose day is still to be named; empty for nowhere.
    fn evidence(&self) -> String {
        match (self.callback(), self.word("obligation")) {
            (Some(call), _) => format!("/callbacks/{call}"),
            (None, Some(obligation)) => format!("/obligations/{obligation}"),
            (None, None) => String::new(),
        }
    }
    /// The norm it is about.
    pub(crate) fn norm(&self) -> Option<&str> {
        self.word("norm")
    }
    /// How an answer reached the client, where somebody has named it.
    fn answered_by(&self) -> Option<AnsweredBy> {
        (self.kind == EventKind::CaseAnswered).then(|| self.word("way").and_then(AnsweredBy::parse)).flatten()
    }
    /// Why what the client wrote needs no answer.
    fn unanswered(&self) -> Option<Unanswered> {
        self.word("why").and_then(Unanswered::parse)
    }
    /// By which way news was told by a person.
    fn told_by(&self) -> Option<NewsBy> {
        (self.word("what") == Some("news_told")).then(|| self.word("how").and_then(NewsBy::parse)).flatten()
    }
    /// By which way the client has come to want news.
    fn news_by(&self) -> Option<NewsBy> {
        (self.word("what") == Some("news_by")).then(|| self.word("channel").and_then(NewsBy::parse)).flatten()
    }
    /// The role it was reported to.
    pub(crate) fn reported_to(&self) -> Option<&str> {
        self.word("to")
    }
    /// Whether it says that an insulting letter is not considered (H-17).
    pub(crate) fn refuses_insult(&self) -> bool {
        self.word("what") == Some("insulting_not_considered")
    }
    /// Whether it says that the client was written to before the decision (K-09).
    pub(crate) fn precedes_ruling(&self) -> bool {
        self.word("what") == Some("written_before_ruling")
    }
    /// What a note without words of its own is about, as a message.
    fn said_of(&self) -> Option<&'static str> {
        match self.word("what")? {
            "codes_renewed" => Some("cases-codes-renewed"),
            "written_before_ruling" => Some("cases-written-before-ruling"),
            "news_told" => Some("cases-news-was-told"),
            "news_by" => Some("cases-news-by-changed"),
            "service" => Some("cases-service-was-set"),
            _ => None,
        }
    }
    /// Whether it only moves a clock with something that is told by an entry of its own.
    fn moves_clock(&self) -> bool {
        self.facts.get("clock") == Some(&Fact::Bool(true))
    }
    /// The end that a longer term or a promise to the client names.
    fn planned(&self) -> Option<Timestamp> {
        matches!(self.kind, EventKind::CaseExtended | EventKind::CasePromised)
            .then(|| self.int("planned_at").map(Timestamp::from_millis))
            .flatten()
    }
    /// Whether it takes back what was promised to the client.
    fn takes_back(&self) -> bool {
        self.kind == EventKind::CasePromiseKept && self.facts.get("kept") == Some(&Fact::Bool(false))
    }
}

/// The entries of a case as happenings; one of a kind this program does not know is left out.
pub(crate) fn happenings(entries: &[StoredEntry]) -> Vec<Happening> {
    let facts: Vec<BTreeMap<String, Fact>> =
        entries.iter().map(|entry| serde_json::from_str(&entry.facts).unwrap_or_default()).collect();
    let undone: BTreeSet<i64> = facts
        .iter()
        .filter_map(|facts| match facts.get("undoes") {
            Some(Fact::Int(n)) => Some(*n),
            _ => None,
        })
        .collect();
    entries
        .iter()
        .zip(facts)
        .filter_map(|(entry, facts)| {
            Some(Happening {
                at: entry.at,
                kind: EventKind::parse(&entry.kind)?,
                who: match (entry.actor.as_str(), entry.actor_id) {
                    ("e", Some(id)) => Who::Employee(EmployeeId::new(id)),
                    ("c", _) => Who::Client,
                    ("t", _) => Who::OtherProgram,
                    _ => Who::Program,
                },
                is_undone: undone.contains(&entry.n),
                facts,
            })
        })
        .collect()
}

/// The last date the client was told since an answer became owed; none once the case has ended.
pub(crate) fn told_until(happenings: &[Happening]) -> Option<Timestamp> {
    happenings
        .iter()
        .rev()
        .filter(|happening| !happening.is_undone && happening.int("undoes").is_none())
        .take_while(|happening| {
            !matches!(
                happening.kind,
                EventKind::CaseReopened | EventKind::CaseAnswered | EventKind::CaseClosed
            )
        })
        .find_map(Happening::told_until)
}

/// When what the case is about reached the institution, where that was before it was opened.
pub(crate) fn received_at(happenings: &[Happening]) -> Option<Timestamp> {
    happenings
        .iter()
        .find(|happening| happening.kind == EventKind::CaseOpened)
        .and_then(|opened| opened.int("received_at"))
        .map(Timestamp::from_millis)
}

/// Whether the client has been told that the case was received.
pub(crate) fn is_acknowledged(happenings: &[Happening]) -> bool {
    happenings.iter().any(|happening| happening.kind == EventKind::CaseAcknowledged)
}

/// Something that happened, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// When, for people and for programs.
    pub(crate) when: String,
    pub(crate) datetime: String,
    /// The name of the event, or `message`, `contact`, `call`, and what is said of obligations beside their events.
    pub(crate) kind: &'static str,
    pub(crate) part: Part,
    pub(crate) by: Who,
    /// In words; empty where the reader need not be told.
    pub(crate) who: String,
    pub(crate) what: String,
    /// To whom, until when; empty for nothing.
    pub(crate) detail: String,
    /// Where its evidence stands; empty for nowhere.
    pub(crate) href: String,
    /// The text, line by line.
    pub(crate) lines: Vec<String>,
    /// Who reads the text; empty where the reader need not be told.
    pub(crate) audience: String,
    /// Whether somebody of the institution did it.
    pub(crate) is_ours: bool,
    pub(crate) version: Option<i64>,
}

/// What names ids in words.
pub(crate) trait Names {
    /// An employee.
    fn employee(&self, id: EmployeeId) -> String;
    /// A norm of the standard.
    fn norm(&self, id: &str) -> String;
    /// A role.
    fn role(&self, id: &str) -> String;
}

/// The timeline for staff: everything.
pub(crate) fn for_staff(
    happenings: &[Happening],
    notes: &[Note],
    words: Words,
    names: &impl Names,
) -> Vec<Told> {
    happenings
        .iter()
        .filter(|happening| !happening.moves_clock() && !is_told_by_the_case(happening, happenings))
        .map(|happening| {
            let note = note_of(happening, notes);
            let audience = note.map_or_else(String::new, |note| match note.audience {
                Audience::Internal => words.t("cases-seen-by-staff"),
                Audience::Client => words.t("cases-seen-by-client"),
            });
            let audience = if happening.is_undone { words.t("cases-was-taken-back") } else { audience };
            let who = match happening.who {
                Who::Employee(id) => names.employee(id),
                Who::Client => words.t("cases-who-client"),
                Who::OtherProgram => words.t("cases-who-other-program"),
                Who::Program => words.t("cases-who-program"),
            };
            let href = happening.evidence();
            Told { who, href, audience, ..told(happening, note, words, detail(happening, words, names)) }
        })
        .collect()
}

/// Whether the receipt of a letter was confirmed in the same step as that of its case: the client heard of it once.
fn is_told_by_the_case(happening: &Happening, all: &[Happening]) -> bool {
    happening.kind == EventKind::MessageAcknowledged
        && all.iter().any(|other| {
            other.kind == EventKind::CaseAcknowledged
                && (other.at, other.who) == (happening.at, happening.who)
        })
}

/// The timeline for the client: what concerns them, and no names.
pub(crate) fn for_client(happenings: &[Happening], notes: &[Note], words: Words) -> Vec<Told> {
    happenings
        .iter()
        .filter(|happening| !happening.moves_clock())
        .filter_map(|happening| {
            let note = note_of(happening, notes).filter(|note| note.audience == Audience::Client);
            let shown = match happening.kind {
                EventKind::CaseNoted => note.is_some(),
                EventKind::CaseOpened
                | EventKind::CaseAcknowledged
                | EventKind::CaseDelayTold
                | EventKind::CaseExtended
                | EventKind::CasePaused
                | EventKind::CaseResumed
                | EventKind::CasePromised
                | EventKind::CasePromiseKept
                | EventKind::CaseHandedOver
                | EventKind::CaseReferred
                | EventKind::CaseForwarded
                | EventKind::CasePaid
                | EventKind::CaseHandedOut
                | EventKind::CaseAnswered
                | EventKind::CaseClosed
                | EventKind::CaseReopened
                | EventKind::FeedbackPassedOn
                | EventKind::FeedbackReceptionOffered
                | EventKind::FeedbackReceptionChosen => true,
                _ => false,
            };
            let until = dates(happening, words).unwrap_or_default();
            shown.then(|| told(happening, note, words, until))
        })
        .collect()
}

/// What the client said of each answer: when, whether it was one, and in which words.
pub(crate) fn judged<'a>(
    happenings: &'a [Happening],
    notes: &'a [Note],
) -> impl Iterator<Item = (Timestamp, bool, &'a str)> {
    happenings.iter().filter(|one| one.kind == EventKind::CaseJudged).filter_map(|one| {
        let words = note_of(one, notes).map_or("", |note| note.text.as_str());
        Some((one.at, one.word("answered")? == "yes", words))
    })
}

fn note_of<'a>(happening: &Happening, notes: &'a [Note]) -> Option<&'a Note> {
    let id = happening.note()?;
    notes.iter().find(|note| note.id == id)
}

fn new_date(until: Timestamp, words: Words) -> String {
    words.ta("cases-new-date-is", &[("date", words.on(last_moment(until).day()).into())])
}

/// The new end of a term that was made longer, and the latest it may get; entries of before that was noted name the end alone.
fn extended(happening: &Happening, planned: Timestamp, words: Words) -> String {
    let date = new_date(planned, words);
    let Some(most) = happening.int("at_most").map(Timestamp::from_millis) else { return date };
    let most = words.on(last_moment(most).day());
    format!("{date}; {}", words.ta("cases-extended-most", &[("date", most.into())]))
}

/// The date that a happening names.
fn dates(happening: &Happening, words: Words) -> Option<String> {
    if let Some(until) = happening.told_until() {
        return Some(new_date(until, words));
    }
    let planned = happening.planned()?;
    if happening.kind == EventKind::CaseExtended {
        return Some(extended(happening, planned, words));
    }
    Some(words.ta("cases-made-until", &[("date", words.day(last_moment(planned).day()).into())]))
}

fn detail(happening: &Happening, words: Words, names: &impl Names) -> String {
    if let Some(date) = dates(happening, words) {
        return date;
    }
    match happening.kind {
        EventKind::CaseAssigned | EventKind::CaseOpened | EventKind::CaseHandedOver => happening
            .owner()
            .map(|owner| words.ta("cases-owner-is", &[("name", names.employee(owner).into())])),
        EventKind::CaseAnswered => happening.answered_by().map(|way| way.words(words)),
        EventKind::MessageNeedsNoAnswer => happening.unanswered().map(|why| why.words(words)),
        EventKind::CaseNoted => happening.told_by().map(|way| way.words(words)),
        EventKind::CasePartyChanged => happening.news_by().map(|way| way.words(words)),
        EventKind::ObligationBreached => happening.norm().map(|norm| names.norm(norm)),
        EventKind::ObligationEscalated => happening
            .reported_to()
            .map(|role| words.ta("cases-reported-to", &[("role", names.role(role).into())])),
        _ => None,
    }
    .unwrap_or_default()
}

fn told(happening: &Happening, note: Option<&Note>, words: Words, detail: String) -> Told {
    let (lv, en) = happening.kind.words();
    let what = if let Some(key) = happening.said_of() {
        words.t(key)
    } else if happening.takes_back() {
        words.t("cases-made-taken-back")
    } else {
        capitalised(if words.0 == Lang::En { en } else { lv })
    };
    Told {
        when: words.moment(happening.at),
        datetime: happening.at.to_string(),
        kind: happening.kind.name(),
        part: Part::of(happening.kind),
        by: happening.who,
        who: String::new(),
        what,
        detail,
        href: String::new(),
        lines: note.map(|note| lines(&note.text)).unwrap_or_default(),
        audience: String::new(),
        is_ours: happening.who != Who::Client,
        version: happening.version(),
    }
}

/// A text line by line, without empty ones.
pub(crate) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Nobody;
    impl Names for Nobody {
        fn employee(&self, _: EmployeeId) -> String {
            "Anna Bērziņa".to_owned()
        }
        fn norm(&self, id: &str) -> String {
            id.to_owned()
        }
        fn role(&self, id: &str) -> String {
            id.to_owned()
        }
    }

    fn happening(kind: EventKind, facts: &str) -> StoredEntry {
        StoredEntry {
            n: 1,
            at: Timestamp::from_millis(0),
            kind: kind.name().to_owned(),
            subject_id: Uuid::from_u128(1),
            actor: "e".to_owned(),
            actor_id: Some(Uuid::from_u128(2)),
            branch_id: None,
            facts: facts.to_owned(),
        }
    }

    fn note(id: u128, audience: Audience, text: &str) -> Note {
        Note {
            id: Uuid::from_u128(id),
            at: Timestamp::from_millis(0),
            employee: None,
            audience,
            text: text.to_owned(),
        }
    }

    fn a_history() -> (Vec<Happening>, Vec<Note>) {
        let internal = Uuid::from_u128(7);
        let client = Uuid::from_u128(8);
        let entries = [
            happening(EventKind::CaseOpened, r#"{"version":1}"#),
            happening(
                EventKind::CaseAssigned,
                r#"{"owner":"00000000-0000-0000-0000-000000000002","version":2}"#,
            ),
            happening(EventKind::CaseNoted, &format!(r#"{{"note":"{internal}","version":3}}"#)),
            happening(EventKind::CaseNoted, &format!(r#"{{"note":"{client}","version":4}}"#)),
            happening(EventKind::ObligationBreached, r#"{"norm":"answer"}"#),
        ];
        let notes = vec![
            note(7, Audience::Internal, "Zvanīt Kalnam"),
            note(8, Audience::Client, "Lūdzu,\n\natnesiet pasi."),
        ];
        (happenings(&entries), notes)
    }

    /// Security §1: nothing that stays with staff, and no names, on the client's page.
    #[test]
    fn the_client_reads_what_is_meant_for_them_and_no_names() {
        let (happenings, notes) = a_history();
        let told = for_client(&happenings, &notes, Words::new(Lang::Lv));
        assert_eq!(told.len(), 2);
        assert_eq!(told[1].lines, ["Lūdzu,", "atnesiet pasi."]);
        assert!(told.iter().all(|told| told.who.is_empty() && !told.detail.contains("Anna")));
    }

    #[test]
    fn staff_read_everything_and_who_else_reads_it() {
        let (happenings, notes) = a_history();
        let told = for_staff(&happenings, &notes, Words::new(Lang::En), &Nobody);
        assert_eq!(told.len(), 5);
        assert!(told[1].detail.contains("Anna Bērziņa"));
        assert_ne!(told[2].audience, told[3].audience);
        assert_eq!(told[4].detail, "answer");
    }

    #[test]
    fn a_receipt_of_letter_and_case_in_one_step_is_told_once_and_that_of_a_later_letter_again() {
        let mut later = happening(EventKind::MessageAcknowledged, "{}");
        later.at = Timestamp::from_millis(60_000);
        let entries = [
            happening(EventKind::CaseAcknowledged, "{}"),
            happening(EventKind::MessageAcknowledged, "{}"),
            later,
        ];
        let told = for_staff(&happenings(&entries), &[], Words::new(Lang::En), &Nobody);
        assert_eq!(told.len(), 2);
        assert_ne!(told[0].when, told[1].when);
    }

    #[test]
    fn the_date_told_last_counts_until_an_answer_is_given() {
        let delays = |end: Option<EventKind>| {
            let mut entries = vec![
                happening(EventKind::CaseDelayTold, r#"{"planned_at":1000}"#),
                happening(EventKind::CaseDelayTold, r#"{"planned_at":2000}"#),
            ];
            entries.extend(end.map(|kind| happening(kind, "{}")));
            told_until(&happenings(&entries))
        };
        assert_eq!(delays(None), Some(Timestamp::from_millis(2000)));
        assert_eq!(delays(Some(EventKind::CaseAnswered)), None);
        assert_eq!(delays(Some(EventKind::CaseReopened)), None);
    }

    /// H-19: that, and nobody's name.
    #[test]
    fn the_client_reads_that_another_unit_has_the_case() {
        let owner = r#"{"owner":"00000000-0000-0000-0000-000000000001"}"#;
        let entries = [happening(EventKind::CaseHandedOver, owner)];
        let told = for_client(&happenings(&entries), &[], Words::new(Lang::Lv));
        assert_eq!((told.len(), told[0].detail.as_str(), told[0].who.as_str()), (1, "", ""));
    }

    #[test]
    fn a_longer_term_names_its_new_end_and_the_latest_where_that_was_noted() {
        let at = |text: &str| Timestamp::parse(text).unwrap().millis();
        let until = at("2026-12-08T22:00:00.000Z");
        let most = at("2026-12-16T22:00:00.000Z");
        let entries = [
            happening(EventKind::CaseExtended, &format!(r#"{{"planned_at":{until}}}"#)),
            happening(EventKind::CaseExtended, &format!(r#"{{"planned_at":{until},"at_most":{most}}}"#)),
        ];
        let told = for_client(&happenings(&entries), &[], Words::new(Lang::Lv));
        assert_eq!(told[0].detail, "jaunais datums: 8. decembrī");
        assert_eq!(told[1].detail, "jaunais datums: 8. decembrī; galējais termiņš: 16. decembrī");
    }
}
