//! A row of the list, in words.

use solits_cases::{NewsBy, Status, Untold, Urgency};
use solits_colleagues::{Due, DueKind};
use solits_correspondence::Unsettled;
use solits_kernel::Timestamp;
use solits_mail::Unreached;
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
    /// Where the client is told when the answer will come.
    pub(crate) delay: String,
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

/// A row of the list.
pub(crate) enum Listed {
    /// An open case.
    Case(Box<Row>),
    /// What a colleague asks, or a non-conformity.
    Asked(Box<AskedRow>),
}

impl Listed {
    /// Whether it is a case: what clients wrote is looked at, and the record says so.
    pub(crate) const fn is_case(&self) -> bool {
        matches!(self, Self::Case(_))
    }
}

/// What a colleague asks, or a non-conformity, as a row.
pub(crate) struct AskedRow {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) reference: String,
    pub(crate) subject: String,
    pub(crate) kind: String,
    pub(crate) from: String,
    pub(crate) addressee: String,
    pub(crate) is_mine: bool,
    pub(crate) badge: &'static str,
    pub(crate) due: String,
    pub(crate) date: String,
    pub(crate) why: String,
    pub(crate) since: String,
    pub(crate) class: &'static str,
}

/// A letter that wants a person, as a row: one that belongs to no case yet, or one of ours that did not arrive.
pub(crate) struct LetterRow {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) label: String,
    pub(crate) badge: &'static str,
    pub(crate) state: String,
    pub(crate) why: String,
    pub(crate) kind: String,
    pub(crate) class: &'static str,
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
        let (due, date) = self.limit(line.due_at, line.opened_at);
        let client = [&line.client_name, &line.client_contact].into_iter().find(|text| !text.is_empty());
        let is_mine = line.owner == me;
        let reserved = line.kind.is_confidential() && !self.cx.me.scope().viewer().sees_confidential();
        let may_take = self.cx.me.may("cases.assign") || self.people.reach.may_take(line.owner);
        Row {
            pick: Pick { case: line.id, version: line.version, owner: line.owner }.value(),
            is_picked: self.picked.iter().any(|pick| pick.case == line.id),
            href: format!("/cases/{}", line.id),
            reply: format!("/cases/{}/reply", line.id),
            delay: format!("/cases/{}/letters/delay", line.id),
            kind: words.t(&format!("cases-kind-{}", line.kind.name())),
            client: client.cloned().unwrap_or_else(|| words.t("inbox-anonymous")),
            owner: if is_mine { words.t("inbox-me") } else { self.people.name(line.owner) },
            is_mine,
            is_new: line.seen != Some(line.version),
            waits: line.status == Status::WaitingClient,
            may_take: !is_mine && may_take && !reserved,
            may_release: is_mine && line.claimed_from.is_some(),
            badge: urgency.map_or("plain", Urgency::badge),
            why: line
                .why
                .zip(line.due_at)
                .map(|(why, due)| why.sentence_for(due, words.0))
                .unwrap_or_default(),
            last: words.moment(line.last_at.unwrap_or(line.opened_at)),
            present: presence::at_case(self.present, line.id, me, self.people, words),
            class: class_of(urgency),
            id: line.id.to_string(),
            reference: line.reference,
            subject: line.subject,
            due,
            date,
        }
    }

    /// The limit in words and its date. Without one the age says how long somebody has been waiting (I-05).
    fn limit(&self, due_at: Option<Timestamp>, since: Timestamp) -> (String, String) {
        let words = self.cx.words;
        match due_at {
            Some(due) => (words.due(due, self.cx.at), words.date(last_moment(due).day())),
            None => (
                words.t("inbox-as-fast-as-possible"),
                words.ta("inbox-opened-on", &[("date", words.on(since.day()).into())]),
            ),
        }
    }

    /// What a colleague asks, in words.
    pub(crate) fn asked(&self, asked: Due) -> AskedRow {
        let words = self.cx.words;
        let urgency = asked.due_at.map(|due| Urgency::of(due, self.cx.at));
        let (due, date) = self.limit(asked.due_at, asked.since);
        let is_mine = asked.addressee == self.cx.me.employee;
        let kind = match asked.kind {
            DueKind::Question => words.t("inbox-asked-question"),
            DueKind::Meeting => words.t("inbox-asked-meeting"),
            DueKind::Nonconformity => words.t("inbox-asked-nonconformity"),
        };
        let href = asked.href();
        // What has no number is opened by what it is, which is said once.
        let (reference, kind) =
            if asked.reference.is_empty() { (kind, String::new()) } else { (asked.reference, kind) };
        AskedRow {
            id: asked.id.to_string(),
            href,
            from: self.people.name(asked.from),
            addressee: if is_mine { words.t("inbox-me") } else { self.people.name(asked.addressee) },
            is_mine,
            badge: urgency.map_or("plain", Urgency::badge),
            why: asked.why.map(|why| why.sentence(words.0)).unwrap_or_default(),
            since: words.moment(asked.since),
            class: class_of(urgency),
            reference,
            subject: asked.subject,
            kind,
            due,
            date,
        }
    }

    /// A letter of ours that did not arrive, in words.
    pub(crate) fn returned(&self, returned: Unsettled) -> LetterRow {
        let words = self.cx.words;
        LetterRow {
            id: returned.id.to_string(),
            href: format!("/cases/{}/letters/{}/returned", returned.case_id, returned.id),
            label: returned.reference,
            badge: "late",
            state: words.t("inbox-returned"),
            why: Unreached::parse(&returned.reason).words().get(words.0).to_owned(),
            kind: words.t("inbox-returned-kind"),
            class: "is-late",
            subject: returned.subject,
            author: returned.recipient,
            keeper: if returned.owner_id == self.cx.me.employee {
                words.t("inbox-me")
            } else {
                self.people.name(returned.owner_id)
            },
            received: words.moment(returned.at),
        }
    }

    /// What a client is to be told by a person, in words.
    pub(crate) fn untold(&self, untold: Untold) -> LetterRow {
        let words = self.cx.words;
        LetterRow {
            id: untold.id.to_string(),
            href: format!("/cases/{}#news-{}", untold.case_id, untold.id),
            label: untold.reference,
            badge: "soon",
            state: words.t("inbox-untold"),
            why: untold.text,
            kind: NewsBy::of(&untold.channel).map(|by| by.label(words)).unwrap_or_default(),
            class: "is-soon",
            subject: untold.subject,
            author: if untold.client_name.is_empty() {
                words.t("inbox-anonymous")
            } else {
                untold.client_name
            },
            keeper: if untold.owner_id == self.cx.me.employee {
                words.t("inbox-me")
            } else {
                self.people.name(untold.owner_id)
            },
            received: words.moment(untold.at),
        }
    }

    /// A letter in words.
    pub(crate) fn letter(&self, letter: Letter) -> LetterRow {
        let words = self.cx.words;
        LetterRow {
            id: letter.id.to_string(),
            href: format!("/letters/{}", letter.id),
            label: words.t("inbox-letter"),
            badge: "soon",
            state: words.t("inbox-needs-person"),
            why: String::new(),
            kind: words.t("inbox-letter-kind"),
            class: "is-soon",
            subject: if letter.subject.is_empty() { words.t("inbox-no-subject") } else { letter.subject },
            author: if letter.author.is_empty() { words.t("inbox-anonymous") } else { letter.author },
            keeper: self.people.name(letter.keeper_id),
            received: words.moment(letter.received_at),
        }
    }
}

const fn class_of(urgency: Option<Urgency>) -> &'static str {
    match urgency {
        Some(Urgency::Late) => "is-late",
        Some(Urgency::Soon) => "is-soon",
        _ => "",
    }
}

/// The last moment before a limit: its day is the day people mean.
fn last_moment(due: Timestamp) -> Timestamp {
    due.plus_millis(-1)
}
