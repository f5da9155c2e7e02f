//! What the entries of one ticket or one case say of its way: plain functions.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;
use solits_kernel::{BranchId, EmployeeId};
use solits_standard::event::EventKind;
use uuid::Uuid;

use crate::store::{StoredEntry, day_number};

/// Where and by whom something of a matter happened.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Local day, days since 1970-01-01.
    pub day: i64,
    /// Where.
    pub branch: BranchId,
    /// Who did it; nobody's id for the program.
    pub employee: EmployeeId,
    /// How the client came with it.
    pub channel: String,
}

/// What is counted of matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Matters that have their answer, or of which the client was told that there is none here.
    pub ended: i64,
    /// Of these, solved at the first contact (I-30).
    pub first: i64,
    /// Clients passed on to another desk during a visit (I-15).
    pub desks: i64,
    /// Clients sent from the desk to somebody else who is competent.
    pub elsewhere: i64,
    /// Matters passed on to another employee.
    pub people: i64,
    /// Matters handed over to another unit.
    pub units: i64,
    /// Matters passed on to another institution, whole or in part.
    pub bodies: i64,
    /// How often clients had to come for the matters that ended (I-27).
    pub visits: i64,
    /// How often they wrote or called.
    pub contacts: i64,
    /// Files they handed in.
    pub documents: i64,
    /// What they paid, in cents.
    pub cents: i64,
}

impl Counts {
    /// Adds what another counts.
    pub const fn add(&mut self, other: Self) {
        self.ended += other.ended;
        self.first += other.first;
        self.desks += other.desks;
        self.elsewhere += other.elsewhere;
        self.people += other.people;
        self.units += other.units;
        self.bodies += other.bodies;
        self.visits += other.visits;
        self.contacts += other.contacts;
        self.documents += other.documents;
        self.cents += other.cents;
    }

    /// Takes away what another counts.
    pub const fn subtract(&mut self, other: Self) {
        self.ended -= other.ended;
        self.first -= other.first;
        self.desks -= other.desks;
        self.elsewhere -= other.elsewhere;
        self.people -= other.people;
        self.units -= other.units;
        self.bodies -= other.bodies;
        self.visits -= other.visits;
        self.contacts -= other.contacts;
        self.documents -= other.documents;
        self.cents -= other.cents;
    }

    /// Whether nothing is counted.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// What a subject adds to the counts, by place.
pub type Added = BTreeMap<Place, Counts>;

/// What an entry says beside its columns, as far as the way of a matter needs it.
#[derive(Default, Deserialize)]
struct Said {
    outcome: Option<String>,
    contact: Option<Uuid>,
    employee: Option<Uuid>,
    undoes: Option<i64>,
    kind: Option<String>,
    channel: Option<String>,
    what: Option<String>,
    place: Option<String>,
    owner: Option<Uuid>,
    files: Option<i64>,
    cents: Option<i64>,
}

/// What the entries of one ticket or one case, oldest first, add to the counts.
///
/// What was taken back has not happened. Of a case that is neither a question nor an order nor a request nothing is counted:
/// a count of complaints would tell of them whom they concern. Nor of one that became part of another.
pub fn added(entries: &[StoredEntry]) -> Added {
    let said: Vec<Said> =
        entries.iter().map(|entry| serde_json::from_str(&entry.facts).unwrap_or_default()).collect();
    let undone: HashSet<i64> = said.iter().filter_map(|said| said.undoes).collect();
    let happened = || entries.iter().zip(&said).filter(|(entry, _)| !undone.contains(&entry.n));
    let mut case = Case::default();
    let mut added = Added::new();
    for (entry, said) in happened() {
        let Some(kind) = EventKind::parse(&entry.kind) else { continue };
        of_visit(kind, entry, said, &mut added);
        case.follow(kind, entry, said);
    }
    case.finish(&mut added);
    added.retain(|_, counts| !counts.is_nothing());
    added
}

/// What a case has asked of the client so far (I-27), by its entries, oldest first: visits, contacts, documents and cents. Of a
/// case of any kind, for whoever may see it.
pub fn asked_of_client(entries: &[StoredEntry]) -> Counts {
    let mut case = Case::default();
    for entry in entries {
        let said = serde_json::from_str(&entry.facts).unwrap_or_default();
        if let Some(kind) = EventKind::parse(&entry.kind) {
            case.follow(kind, entry, &said);
        }
    }
    case.costs
}

fn count(added: &mut Added, place: Option<Place>, counts: Counts) {
    if let Some(place) = place {
        added.entry(place).or_default().add(counts);
    }
}

fn place(entry: &StoredEntry, employee: Option<Uuid>, channel: &str) -> Option<Place> {
    let by_actor = entry.actor_id.filter(|_| entry.actor == "e");
    Some(Place {
        day: day_number(entry.at),
        branch: entry.branch_id?,
        employee: EmployeeId::new(employee.or(by_actor).unwrap_or_default()),
        channel: channel.to_owned(),
    })
}

/// The channel of whoever comes in person.
const VISIT: &str = "visit";

/// A visit is one contact, also where the client was passed on to another desk in it. What goes on as a case is counted
/// there; a visit that was broken off has no result.
fn of_visit(kind: EventKind, entry: &StoredEntry, said: &Said, added: &mut Added) {
    let counts = match (kind, said.outcome.as_deref()) {
        (EventKind::TicketFinished, Some("solved")) => {
            Counts { ended: 1, first: 1, visits: 1, ..Counts::default() }
        }
        (EventKind::TicketFinished, Some("redirected")) => {
            Counts { ended: 1, elsewhere: 1, visits: 1, ..Counts::default() }
        }
        (EventKind::TicketFinished, Some("refused")) => Counts { ended: 1, visits: 1, ..Counts::default() },
        // Somebody who was called and not yet served has met nobody.
        (EventKind::TicketTransferred, _) if said.contact.is_some() => {
            Counts { desks: 1, ..Counts::default() }
        }
        _ => return,
    };
    count(added, place(entry, said.employee, VISIT), counts);
}

/// How far a case has come.
#[derive(Default)]
struct Case {
    opened: Option<solits_kernel::Timestamp>,
    kind: String,
    channel: String,
    is_part_of_another: bool,
    is_reopened: bool,
    /// Where and when it had its first answer, and whether it was one.
    end: Option<(Place, bool)>,
    /// How often the client had turned to us by then.
    turned: i64,
    costs: Counts,
    passed: Added,
}

impl Case {
    fn follow(&mut self, kind: EventKind, entry: &StoredEntry, said: &Said) {
        match kind {
            EventKind::CaseOpened => self.open(entry, said),
            EventKind::CaseClassified => {
                if let Some(kind) = &said.kind {
                    self.kind.clone_from(kind);
                }
            }
            EventKind::CaseJoined => self.is_part_of_another = true,
            // The message that opened the case is told of twice, at one instant.
            EventKind::MessageReceived if self.opened != Some(entry.at) => {
                self.costs.contacts += 1;
                self.costs.documents += said.files.unwrap_or_default();
            }
            EventKind::CasePaid => self.costs.cents += said.cents.unwrap_or_default(),
            // Whoever fetches documents at the counter comes for them.
            EventKind::CaseHandedOut if said.place.as_deref() == Some("counter") => self.costs.visits += 1,
            // Whoever takes a case up themselves passes it on to nobody.
            EventKind::CaseAssigned if said.owner.is_some() && said.owner == entry.actor_id => {}
            EventKind::CaseAssigned => self.pass(entry, Counts { people: 1, ..Counts::default() }),
            EventKind::CaseHandedOver => self.pass(entry, Counts { units: 1, ..Counts::default() }),
            EventKind::CaseReferred => self.pass(entry, Counts { bodies: 1, ..Counts::default() }),
            EventKind::CaseForwarded => {
                self.pass(entry, Counts { bodies: 1, ..Counts::default() });
                self.end(entry, false);
            }
            EventKind::CaseRefused | EventKind::CaseClosed => self.end(entry, false),
            EventKind::CaseAnswered | EventKind::MessageAnswered => self.end(entry, true),
            EventKind::CaseReopened if said.what.as_deref() == Some("reply_taken_back") => self.end = None,
            EventKind::CaseReopened => self.is_reopened = true,
            _ => {}
        }
    }

    fn open(&mut self, entry: &StoredEntry, said: &Said) {
        self.opened = Some(entry.at);
        self.kind = said.kind.clone().unwrap_or_default();
        self.channel = said.channel.clone().unwrap_or_else(|| VISIT.to_owned());
        if self.is_spoken() && self.channel == VISIT {
            self.costs.visits += 1;
        } else {
            self.costs.contacts += 1;
        }
        self.costs.documents += said.files.unwrap_or_default();
    }

    /// Whether the client was spoken with: then a case means that the first contact was not enough.
    fn is_spoken(&self) -> bool {
        matches!(self.channel.as_str(), VISIT | "phone" | "site_visit" | "trust_line")
    }

    fn pass(&mut self, entry: &StoredEntry, counts: Counts) {
        count(&mut self.passed, place(entry, None, &self.channel), counts);
    }

    fn end(&mut self, entry: &StoredEntry, is_answer: bool) {
        if self.end.is_none() {
            self.turned = self.costs.visits + self.costs.contacts;
            self.end = place(entry, None, &self.channel).map(|place| (place, is_answer));
        }
    }

    fn finish(self, added: &mut Added) {
        let is_counted = matches!(self.kind.as_str(), "question" | "order" | "request");
        if self.opened.is_none() || !is_counted || self.is_part_of_another {
            return;
        }
        let is_spoken = self.is_spoken();
        for (place, counts) in self.passed {
            count(added, Some(place), counts);
        }
        if let Some((place, is_answer)) = self.end {
            let is_first = is_answer && !is_spoken && self.turned == 1 && !self.is_reopened;
            count(added, Some(place), Counts { ended: 1, first: i64::from(is_first), ..self.costs });
        }
    }
}
