//! A question to a colleague or an invitation to a meeting: its states, and what may happen to it in each (area J).

use serde::{Deserialize, Serialize};
use solits_kernel::{BranchId, CaseId, EmployeeId, Id, ServiceId, Timestamp, UnitId};
use solits_structure::Day;
use uuid::Uuid;

use super::Refusal;

/// A question to a colleague.
#[derive(Debug)]
pub enum RequestRecord {}
/// The id of a question to a colleague.
pub type RequestId = Id<RequestRecord>;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// An opinion or information (vzd 26; J-01).
    Question,
    /// Attendance at a meeting (J-03).
    Meeting,
}

impl RequestKind {
    /// As stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Meeting => "meeting",
        }
    }
    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::Question, Self::Meeting].into_iter().find(|kind| kind.name() == name)
    }
}

/// Where a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nothing was said yet.
    Open,
    /// It was explained why the full answer comes later, and when (J-02).
    Partly { until: Timestamp },
    /// Answered.
    Answered { at: Timestamp },
    /// The asker needs it no more.
    Withdrawn { at: Timestamp },
}

impl Standing {
    /// As stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Partly { .. } => "partly",
            Self::Answered { .. } => "answered",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
    /// Whether an answer is still owed.
    pub(crate) const fn is_live(self) -> bool {
        matches!(self, Self::Open | Self::Partly { .. })
    }
    pub(crate) const fn ended_at(self) -> Option<Timestamp> {
        match self {
            Self::Open | Self::Partly { .. } => None,
            Self::Answered { at } | Self::Withdrawn { at } => Some(at),
        }
    }
    pub(crate) const fn until(self) -> Option<Timestamp> {
        match self {
            Self::Partly { until } => Some(until),
            _ => None,
        }
    }
}

/// A part of a case that the asker chose to show, with its words as they were then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Shown {
    pub(crate) part: Part,
    pub(crate) words: String,
}

/// What of a case can be shown to whoever is asked. Nothing that says who the client is is shown unless it is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Part {
    Number,
    Subject,
    Service,
    Due,
    ClientName,
    ClientContact,
}

impl Part {
    /// All parts, in the order in which the form offers them.
    pub(crate) const ALL: [Self; 6] =
        [Self::Number, Self::Subject, Self::Service, Self::Due, Self::ClientName, Self::ClientContact];

    /// The name of its box in the form.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Subject => "subject",
            Self::Service => "service",
            Self::Due => "due",
            Self::ClientName => "client_name",
            Self::ClientContact => "client_contact",
        }
    }
    /// Whether it is ticked when the form is opened: what names nobody.
    pub(crate) const fn at_first(self) -> bool {
        matches!(self, Self::Number | Self::Service | Self::Due)
    }
}

/// A question to a colleague.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) id: RequestId,
    pub(crate) kind: RequestKind,
    pub(crate) case: Option<CaseId>,
    pub(crate) topic: String,
    pub(crate) question: String,
    pub(crate) checked: String,
    pub(crate) shown: Vec<Shown>,
    /// Whose answer it is; while away, whoever stands in.
    pub(crate) addressee: EmployeeId,
    pub(crate) unit: Option<UnitId>,
    pub(crate) service: Option<ServiceId>,
    pub(crate) copied_to: Option<EmployeeId>,
    pub(crate) branch: Option<BranchId>,
    pub(crate) meets_at: Option<Timestamp>,
    pub(crate) place: String,
    pub(crate) asked_by: EmployeeId,
    pub(crate) asked_at: Timestamp,
    pub(crate) due_at: Option<Timestamp>,
    pub(crate) standing: Standing,
    pub(crate) version: i64,
}

impl Request {
    fn live(self) -> Result<Self, Refusal> {
        if self.standing.is_live() { Ok(self) } else { Err(Refusal::Ended) }
    }

    /// Is answered, or the invitation is.
    pub(crate) fn answer(self, at: Timestamp) -> Result<Self, Refusal> {
        let mut request = self.live()?;
        request.standing = Standing::Answered { at };
        request.version += 1;
        Ok(request)
    }

    /// The full answer comes later.
    pub(crate) fn partly(self, until: Timestamp) -> Result<Self, Refusal> {
        let mut request = self.live()?;
        request.standing = Standing::Partly { until };
        request.version += 1;
        Ok(request)
    }

    /// Becomes somebody else's to answer; the limit stays.
    pub(crate) fn pass_on(self, to: EmployeeId) -> Result<Self, Refusal> {
        let mut request = self.live()?;
        if to == request.asked_by || to == request.addressee {
            return Err(Refusal::Oneself);
        }
        request.addressee = to;
        request.version += 1;
        Ok(request)
    }

    /// The asker needs it no more.
    pub(crate) fn withdraw(self, at: Timestamp) -> Result<Self, Refusal> {
        let mut request = self.live()?;
        request.standing = Standing::Withdrawn { at };
        request.version += 1;
        Ok(request)
    }

    /// What somebody is to this question on a day; nothing for whoever has no part in it.
    pub(crate) fn part_of(&self, me: EmployeeId, day: &Day<'_>) -> Option<PartIn> {
        if me == self.addressee || day.acting_for(self.addressee) == Some(me) {
            return Some(PartIn::Answers);
        }
        if me == self.asked_by {
            return Some(PartIn::Asked);
        }
        (self.copied_to == Some(me)).then_some(PartIn::Told)
    }
}

/// What somebody is to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartIn {
    /// Answers it, as the addressee or in their place.
    Answers,
    /// Asked it.
    Asked,
    /// Is told as the manager of the addressee (J-04).
    Told,
}

/// What was said to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Said {
    /// The answer.
    Answered,
    /// Why the full answer comes later, and when.
    Partly,
    /// That somebody else answers.
    PassedOn,
    /// Comes to the meeting.
    Attends,
    /// Does not come, and why.
    Declines,
    /// It is not needed any more.
    Withdrawn,
}

impl Said {
    /// As stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Partly => "partly",
            Self::PassedOn => "passed_on",
            Self::Attends => "attends",
            Self::Declines => "declines",
            Self::Withdrawn => "withdrawn",
        }
    }
    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::Answered, Self::Partly, Self::PassedOn, Self::Attends, Self::Declines, Self::Withdrawn]
            .into_iter()
            .find(|said| said.name() == name)
    }
}

/// Something said to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) id: Uuid,
    pub(crate) at: Timestamp,
    pub(crate) by: EmployeeId,
    pub(crate) said: Said,
    pub(crate) text: String,
    pub(crate) to: Option<EmployeeId>,
    pub(crate) until: Option<Timestamp>,
}

/// The order of lists: the nearest limit first, those without one last, then by age.
pub(crate) fn due_first(requests: &mut [Request]) {
    requests.sort_by_key(|one| (one.due_at.is_none(), one.due_at, one.asked_at, one.id));
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use solits_structure::{Absence, During, Person, Structure};

    use super::*;

    fn person(number: u128) -> EmployeeId {
        EmployeeId::new(Uuid::from_u128(number))
    }

    fn a_request() -> Request {
        Request {
            id: RequestId::new(Uuid::from_u128(9)),
            kind: RequestKind::Question,
            case: None,
            topic: "Ielu remonts".to_owned(),
            question: "Kad remontēs Liepu ielu?".to_owned(),
            checked: String::new(),
            shown: Vec::new(),
            addressee: person(2),
            unit: None,
            service: None,
            copied_to: Some(person(4)),
            branch: None,
            meets_at: None,
            place: String::new(),
            asked_by: person(1),
            asked_at: Timestamp::from_millis(0),
            due_at: None,
            standing: Standing::Open,
            version: 1,
        }
    }

    const NOW: Timestamp = Timestamp::from_millis(5_000);

    #[test]
    fn an_answered_question_is_not_answered_again() {
        let answered = a_request().answer(NOW).unwrap();
        assert_eq!((answered.standing, answered.version), (Standing::Answered { at: NOW }, 2));
        assert_eq!(answered.clone().answer(NOW), Err(Refusal::Ended));
        assert_eq!(answered.withdraw(NOW), Err(Refusal::Ended));
    }

    /// J-02: an explanation with a date leaves the answer owed.
    #[test]
    fn whoever_explains_that_the_answer_comes_later_still_owes_it() {
        let partly = a_request().partly(NOW).unwrap();
        assert!(partly.standing.is_live());
        assert_eq!(partly.standing.until(), Some(NOW));
        assert!(partly.answer(NOW).is_ok());
    }

    #[test]
    fn a_question_goes_neither_back_to_who_asked_nor_to_who_has_it() {
        assert_eq!(a_request().pass_on(person(1)), Err(Refusal::Oneself));
        assert_eq!(a_request().pass_on(person(2)), Err(Refusal::Oneself));
        assert_eq!(a_request().pass_on(person(3)).unwrap().addressee, person(3));
    }

    /// B-27, H-25: the substitute answers while the person is away, and nobody else may.
    #[test]
    fn the_substitute_has_part_in_a_question_only_while_the_person_is_away() {
        let people = (1..=4).map(|number| Person {
            id: person(number),
            name: number.to_string(),
            employed: During::ALWAYS,
        });
        let absence = Absence {
            employee: person(2),
            during: During::days(date(2026, 11, 23), date(2026, 11, 24)),
            substitute: Some(person(3)),
        };
        let structure =
            Structure { people: people.collect(), absences: vec![absence], ..Structure::default() };
        let part = |who, day| a_request().part_of(person(who), &structure.on(day));
        let (away, back) = (date(2026, 11, 24), date(2026, 11, 25));
        assert_eq!(part(3, away), Some(PartIn::Answers));
        assert_eq!(part(3, back), None);
        assert_eq!(part(2, back), Some(PartIn::Answers));
        assert_eq!((part(1, away), part(4, away)), (Some(PartIn::Asked), Some(PartIn::Told)));
        assert_eq!(part(5, away), None);
    }

    #[test]
    fn nothing_that_says_who_the_client_is_is_shown_unless_it_is_chosen() {
        let at_first: Vec<Part> = Part::ALL.into_iter().filter(|part| part.at_first()).collect();
        assert_eq!(at_first, [Part::Number, Part::Service, Part::Due]);
    }

    #[test]
    fn what_is_due_comes_first_and_what_has_no_limit_last() {
        let due = |number, due: Option<i64>| Request {
            id: RequestId::new(Uuid::from_u128(number)),
            due_at: due.map(Timestamp::from_millis),
            ..a_request()
        };
        let mut all = [due(1, None), due(2, Some(20)), due(3, Some(10))];
        due_first(&mut all);
        assert_eq!(all.map(|one| one.id.uuid().as_u128()), [3, 2, 1]);
    }

    #[test]
    fn every_stored_word_is_read_back() {
        for said in
            [Said::Answered, Said::Partly, Said::PassedOn, Said::Attends, Said::Declines, Said::Withdrawn]
        {
            assert_eq!(Said::parse(said.name()), Some(said));
        }
        assert_eq!(RequestKind::parse("meeting"), Some(RequestKind::Meeting));
    }
}
