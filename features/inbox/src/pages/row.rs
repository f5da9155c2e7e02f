//! A row of the list, in words.

use solits_cases::{Status, Urgency};
use solits_kernel::Timestamp;
use solits_web::EmployeeCx;

use crate::{
    act::Pick,
    people::People,
    presence::{self, Present},
    store::{AtCase, Letter, Line},
};

/// An open case as a row.
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) reply: String,
    pub(crate) pick: String,
    pub(crate) is_picked: bool,
    pub(crate) reference: String,
    pub(crate) subject: String,
    pub(crate) kind: String,
    pub(crate) client: String,
    pub(crate) owner: String,
    pub(crate) is_mine: bool,
    pub(crate) is_new: bool,
    pub(crate) waits: bool,
    pub(crate) may_take: bool,
    pub(crate) may_release: bool,
    pub(crate) badge: &'static str,
    pub(crate) due: String,
    pub(crate) date: String,
    pub(crate) why: String,
    pub(crate) last: String,
    pub(crate) present: Vec<Present>,
    pub(crate) class: &'static str,
}

/// A letter that belongs to no case yet, as a row.
pub(crate) struct LetterRow {
    pub(crate) id: String,
    pub(crate) subject: String,
    pub(crate) author: String,
    pub(crate) keeper: String,
    pub(crate) received: String,
}

/// What rows are made with.
pub(crate) struct Making<'a> {
    pub(crate) cx: &'a EmployeeCx,
    pub(crate) people: &'a People,
    pub(crate) present: &'a [AtCase],
    pub(crate) picked: &'a [Pick],
}

impl Making<'_> {
    /// A case in words.
    pub(crate) fn row(&self, line: Line) -> Row {
        let (words, now, me) = (self.cx.words, self.cx.at, self.cx.me.employee);
        let urgency = line.due_at.map(|due| Urgency::of(due, now));
        let (due, date) = match line.due_at {
            Some(due) => (words.due(due, now), words.date(last_moment(due).day())),
            // Without a limit the age says how long the client has been waiting (I-05).
            None => (
                words.t("inbox-as-fast-as-possible"),
                words.ta("inbox-opened-on", &[("date", words.on(line.opened_at.day()).into())]),
            ),
        };
        let client = [&line.client_name, &line.client_contact].into_iter().find(|text| !text.is_empty());
        let is_mine = line.owner == me;
        let reserved = line.kind.is_confidential() && !self.cx.me.scope().viewer().sees_confidential();
        let may_take = self.cx.me.may("cases.assign") || self.people.reach.may_take(line.owner);
        Row {
            pick: Pick { case: line.id, version: line.version, owner: line.owner }.value(),
            is_picked: self.picked.iter().any(|pick| pick.case == line.id),
            href: format!("/cases/{}", line.id),
            reply: format!("/cases/{}/reply", line.id),
            kind: words.t(&format!("cases-kind-{}", line.kind.name())),
            client: client.cloned().unwrap_or_else(|| words.t("inbox-anonymous")),
            owner: if is_mine { words.t("inbox-me") } else { self.people.name(line.owner) },
            is_mine,
            is_new: line.seen != Some(line.version),
            waits: line.status == Status::WaitingClient,
            may_take: !is_mine && may_take && !reserved,
            may_release: is_mine && line.claimed_from.is_some(),
            badge: urgency.map_or("plain", Urgency::badge),
            why: line.why.map(|why| why.sentence(words.0)).unwrap_or_default(),
            last: words.moment(line.last_at.unwrap_or(line.opened_at)),
            present: presence::at_case(self.present, line.id, me, self.people, words),
            class: match urgency {
                Some(Urgency::Late) => "is-late",
                Some(Urgency::Soon) => "is-soon",
                _ => "",
            },
            id: line.id.to_string(),
            reference: line.reference,
            subject: line.subject,
            due,
            date,
        }
    }

    /// A letter in words.
    pub(crate) fn letter(&self, letter: Letter) -> LetterRow {
        let words = self.cx.words;
        LetterRow {
            id: letter.id.to_string(),
            subject: if letter.subject.is_empty() { words.t("inbox-no-subject") } else { letter.subject },
            author: if letter.author.is_empty() { words.t("inbox-anonymous") } else { letter.author },
            keeper: self.people.name(letter.keeper_id),
            received: words.moment(letter.received_at),
        }
    }
}

/// The last moment before a limit: its day is the day people mean.
fn last_moment(due: Timestamp) -> Timestamp {
    due.plus_millis(-1)
}
