//! A case, its states, and what may happen to it in each.

use solits_kernel::{BranchId, CaseId, EmployeeId, ServiceId, TicketId, Timestamp};
use solits_standard::model::ChannelKind;
use thiserror::Error;

pub use crate::kinds::{Audience, Kind, NextStepBy, Status};

/// What outlives a contact (*lieta*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Id.
    pub id: CaseId,
    /// The number for people: `2026-000123`. It opens nothing.
    pub reference: String,
    /// What the client came with.
    pub kind: Kind,
    /// What it is about, in a line.
    pub subject: String,
    /// The service asked for, where there is one.
    pub service: Option<ServiceId>,
    /// Where it was opened; its calendar counts the days.
    pub branch: BranchId,
    /// Who sees to it. A case is never without an owner.
    pub owner: EmployeeId,
    /// Who wrote it down; `None` when another program did.
    pub opened_by: Option<EmployeeId>,
    /// The ticket of the visit it came from.
    pub ticket: Option<TicketId>,
    /// The client's name; empty where the client stays anonymous.
    pub client_name: String,
    /// Telephone or e-mail; empty where the client stays anonymous.
    pub client_contact: String,
    /// How it came in.
    pub channel: ChannelKind,
    /// Where it stands.
    pub status: Status,
    /// What happens next, in the words of whoever works on it; empty for what usually comes next.
    pub next_step: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The nearest limit that is still owed; `None` for "as fast as possible" (C-04).
    pub due_at: Option<Timestamp>,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// The answer; earlier ones are among the notes.
    pub answer: Option<String>,
    /// Rises with every change: whoever changes an older one is told what happened meanwhile.
    pub version: i64,
    /// When its contents were erased, as its term was over; from then on nothing is written in it.
    pub erased_at: Option<Timestamp>,
}

/// Why an action does not fit the case as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// It has been answered or closed.
    #[error("the case is not open")]
    NotOpen,
    /// It is open already.
    #[error("the case is not ended")]
    NotEnded,
    /// It is closed.
    #[error("the case is closed")]
    Closed,
    /// Closing without an answer needs a reason (I-16).
    #[error("a case without an answer is not closed without a reason")]
    ReasonMissing,
    /// A new date lies in the past or on a day without work.
    #[error("the date is not one on which work is done")]
    BadDate,
    /// The employee does not work here, or not any more.
    #[error("the employee does not work here")]
    NoSuchEmployee,
    /// No such branch or service here.
    #[error("no such branch or service")]
    NoSuchPlace,
    /// A text is missing or too long.
    #[error("a text is missing or too long")]
    BadText,
    /// It has become part of another case, and goes on there.
    #[error("the case has become part of another")]
    Merged,
    /// Something promised to the client is neither done nor taken back (I-07).
    #[error("something promised to the client is still open")]
    PromisesOpen,
    /// A call to the client has no result yet (G-11).
    #[error("the client still waits for a call")]
    CallOpen,
    /// The case has no order.
    #[error("the case has no order")]
    NoOrder,
    /// Nothing is handed out before its payment is confirmed (I-09).
    #[error("the payment is not confirmed")]
    PaymentMissing,
    /// The order has been handed out.
    #[error("the order has been handed out")]
    HandedOut,
    /// An order that was paid keeps its price and its way of payment.
    #[error("the payment of the order is confirmed already")]
    OrderEnded,
    /// A price other than the card's needs a reason (I-08).
    #[error("the price differs from the card without a reason")]
    PriceUnexplained,
    /// Its work stands still already.
    #[error("the case is paused already")]
    Paused,
    /// Its work stands still, and nothing can begin to count.
    #[error("the work on the case stands still")]
    StandsStill,
    /// Its work does not stand still.
    #[error("the case is not paused")]
    NotPaused,
    /// The standard knows no longer term for this promise.
    #[error("the standard does not let this term be extended")]
    NotExtendable,
    /// The longer term is longer than may be.
    #[error("the new date is later than may be")]
    BeyondMost,
    /// A case and itself.
    #[error("the two cases are one")]
    SameCase,
    /// No other case of that number here.
    #[error("no such case")]
    NoSuchCase,
    /// Nobody made sure that two cases are of one client.
    #[error("the cases are not of the same client")]
    OtherClient,
    /// A confidential case and one that is not stay apart.
    #[error("one of the cases is confidential")]
    OtherSecrecy,
    /// Both have an order that is not handed out.
    #[error("both cases have an order")]
    TwoOrders,
    /// The organisation names nobody who could take it over.
    #[error("nobody is named who decides")]
    NobodyDecides,
    /// That employee has declared an interest in it (I-22).
    #[error("the employee declared a conflict of interest")]
    HasConflict,
    /// A complaint, a claim or a suggestion on which nobody has decided yet (K-05, K-09).
    #[error("nobody has decided on it yet")]
    Undecided,
    /// A representative without the basis of the representation (I-13).
    #[error("the basis of the representation is missing")]
    NotRepresented,
    /// Somebody holds it already.
    #[error("the case is held already")]
    Held,
    /// Nobody holds it.
    #[error("the case is not held")]
    NotHeld,
    /// Its contents were erased when its term was over.
    #[error("the contents of the case were erased")]
    Erased,
}

impl Case {
    /// Whether its nearest limit has passed.
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.status.is_live() && self.due_at.is_some_and(|due| now > due)
    }

    fn live(self) -> Result<Self, Refusal> {
        if self.status.is_live() { Ok(self) } else { Err(Refusal::NotOpen) }
    }

    /// The same case after a change to something that belongs to it.
    #[must_use]
    pub(crate) fn touched(self) -> Self {
        self.next_version()
    }

    fn next_version(mut self) -> Self {
        self.version += 1;
        self
    }

    /// Receipt has been confirmed to the client.
    pub fn acknowledge(self) -> Result<Self, Refusal> {
        Ok(self.live()?.next_version())
    }

    /// Something has been noted. A note may be added to a case in any state, but only in an open one does it say who has
    /// the next step.
    #[must_use]
    pub fn note(mut self, by: NextStepBy, next_step: Option<String>) -> Self {
        if self.status.is_live() {
            self.status = match by {
                NextStepBy::Us => Status::Open,
                NextStepBy::Client => Status::WaitingClient,
            };
            self.next_step = next_step.unwrap_or(self.next_step);
        }
        self.next_version()
    }

    /// Passes to another owner.
    pub fn assign(mut self, owner: EmployeeId) -> Result<Self, Refusal> {
        if self.status == Status::Closed {
            return Err(Refusal::Closed);
        }
        self.owner = owner;
        Ok(self.next_version())
    }

    /// The client has been told a later date (I-06). What was promised before stays promised.
    pub fn tell_delay(self) -> Result<Self, Refusal> {
        Ok(self.live()?.next_version())
    }

    /// The client has the answer.
    pub fn answer(self, answer: String, at: Timestamp) -> Result<Self, Refusal> {
        let mut case = self.live()?;
        case.status = Status::Answered;
        case.answered_at = Some(at);
        case.answer = Some(answer);
        case.next_step.clear();
        Ok(case.next_version())
    }

    /// Nothing more is owed. One that was not answered needs a reason, which the client reads (I-16).
    pub fn close(mut self, reason: Option<&str>, at: Timestamp) -> Result<Self, Refusal> {
        match self.status {
            Status::Closed => return Err(Refusal::Closed),
            Status::Open | Status::WaitingClient if reason.is_none() => return Err(Refusal::ReasonMissing),
            Status::Open | Status::WaitingClient | Status::Answered => {}
        }
        self.status = Status::Closed;
        self.closed_at = Some(at);
        self.next_step.clear();
        Ok(self.next_version())
    }

    /// Is taken up again by its owner; the earlier answer stays among the notes.
    pub fn reopen(mut self) -> Result<Self, Refusal> {
        if self.status.is_live() {
            return Err(Refusal::NotEnded);
        }
        self.status = Status::Open;
        self.answered_at = None;
        self.closed_at = None;
        self.answer = None;
        Ok(self.next_version())
    }
}

/// The one thing to do next, shown as the button that stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Primary {
    /// Confirm receipt: a promise about it is running.
    Acknowledge,
    /// Answer.
    Answer,
    /// Close what has been answered.
    Close,
    /// Take up again.
    Reopen,
}

impl Primary {
    /// What comes next for a case in this state.
    pub const fn of(status: Status, receipt: Receipt) -> Self {
        match (status, receipt) {
            (Status::Open | Status::WaitingClient, Receipt::Owed) => Self::Acknowledge,
            (Status::Open | Status::WaitingClient, Receipt::NotOwed) => Self::Answer,
            (Status::Answered, _) => Self::Close,
            (Status::Closed, _) => Self::Reopen,
        }
    }
}

/// Whether a confirmation of receipt has been promised and not been given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Receipt {
    Owed,
    NotOwed,
}

/// How pressing a limit is: the word and the colour beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Urgency {
    Calm,
    Soon,
    Late,
}

/// A limit within a day is near.
const SOON_MS: i64 = 24 * 3_600_000;

impl Urgency {
    /// The urgency of a limit at an instant.
    pub fn of(due: Timestamp, now: Timestamp) -> Self {
        match due.since(now) {
            left if left < 0 => Self::Late,
            left if left <= SOON_MS => Self::Soon,
            _ => Self::Calm,
        }
    }

    /// The kind of badge.
    pub const fn badge(self) -> &'static str {
        match self {
            Self::Calm => "plain",
            Self::Soon => "soon",
            Self::Late => "late",
        }
    }
}

/// The number for people: year and running number.
pub fn reference(year: i64, number: i64) -> String {
    format!("{year}-{number:06}")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use uuid::Uuid;

    pub(crate) fn a_case(status: Status) -> Case {
        Case {
            id: CaseId::new(Uuid::from_u128(1)),
            reference: reference(2026, 123),
            kind: Kind::Request,
            subject: "Dzīvesvietas deklarēšana".to_owned(),
            service: None,
            branch: BranchId::new(Uuid::from_u128(2)),
            owner: EmployeeId::new(Uuid::from_u128(3)),
            opened_by: None,
            ticket: None,
            client_name: String::new(),
            client_contact: String::new(),
            channel: ChannelKind::Visit,
            status,
            next_step: String::new(),
            opened_at: Timestamp::from_millis(0),
            due_at: Some(Timestamp::from_millis(1_000)),
            answered_at: None,
            closed_at: None,
            answer: None,
            version: 1,
            erased_at: None,
        }
    }

    const NOW: Timestamp = Timestamp::from_millis(2_000);

    #[test]
    fn an_answered_case_is_neither_answered_again_nor_late() {
        let answered = a_case(Status::Open).answer("Deklarēts.".to_owned(), NOW).unwrap();
        assert_eq!((answered.status, answered.version), (Status::Answered, 2));
        assert!(a_case(Status::Open).is_late(NOW) && !answered.is_late(NOW));
        assert_eq!(answered.answer("Vēlreiz".to_owned(), NOW), Err(Refusal::NotOpen));
    }

    /// I-16: a refusal states its reasons and what to do next.
    #[test]
    fn a_case_without_an_answer_is_closed_only_with_a_reason() {
        assert_eq!(a_case(Status::Open).close(None, NOW), Err(Refusal::ReasonMissing));
        assert_eq!(a_case(Status::Open).close(Some("Klients atsauca."), NOW).unwrap().status, Status::Closed);
        assert_eq!(a_case(Status::Answered).close(None, NOW).unwrap().closed_at, Some(NOW));
        assert_eq!(a_case(Status::Closed).close(None, NOW), Err(Refusal::Closed));
    }

    #[test]
    fn a_reopened_case_keeps_its_owner_and_owes_an_answer_again() {
        let closed = a_case(Status::Answered).close(None, NOW).unwrap();
        let owner = closed.owner;
        let reopened = closed.reopen().unwrap();
        assert_eq!((reopened.status, reopened.owner, reopened.answered_at), (Status::Open, owner, None));
        assert_eq!(reopened.reopen(), Err(Refusal::NotEnded));
    }

    #[test]
    fn a_note_to_an_ended_case_does_not_open_it_again() {
        for status in [Status::Answered, Status::Closed] {
            let noted = a_case(status).note(NextStepBy::Client, Some("Gaidām".to_owned()));
            assert_eq!((noted.status, noted.next_step.as_str(), noted.version), (status, "", 2));
        }
        let asked = a_case(Status::Open).note(NextStepBy::Client, None);
        assert_eq!(asked.status, Status::WaitingClient);
        assert_eq!(asked.note(NextStepBy::Us, None).status, Status::Open);
    }

    #[test]
    fn there_is_one_thing_to_do_next_in_every_state() {
        assert_eq!(Primary::of(Status::Open, Receipt::Owed), Primary::Acknowledge);
        assert_eq!(Primary::of(Status::WaitingClient, Receipt::NotOwed), Primary::Answer);
        assert_eq!(Primary::of(Status::Answered, Receipt::Owed), Primary::Close);
        assert_eq!(Primary::of(Status::Closed, Receipt::NotOwed), Primary::Reopen);
    }

    #[test]
    fn the_limit_itself_is_still_in_time() {
        let due = Timestamp::from_millis(100 * 3_600_000);
        assert_eq!(Urgency::of(due, due), Urgency::Soon);
        assert_eq!(Urgency::of(due, due.plus_millis(1)), Urgency::Late);
        assert_eq!(Urgency::of(due, due.plus_minutes(-24 * 60 - 1)), Urgency::Calm);
    }

    #[test]
    fn numbers_sort_as_they_were_given_within_a_year() {
        assert_eq!(reference(2026, 123), "2026-000123");
        assert!(reference(2026, 9) < reference(2026, 10));
    }

    #[test]
    fn every_stored_word_is_read_back() {
        assert!(Kind::ALL.iter().all(|kind| Kind::parse(kind.name()) == Some(*kind)));
        assert!(Status::ALL.iter().all(|status| Status::parse(status.name()) == Some(*status)));
    }
}
