//! Why somebody looked, as far as the program can know it (security §9): from what ties the reader to the case at that
//! moment, never from what the reader says.

use solits_kernel::EmployeeId;

use super::{Look, Reader};

/// Why somebody looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A client was at their counter.
    Visit,
    /// The case is theirs.
    Owner,
    /// They are the direct supervisor of whoever has the case.
    Supervision,
    /// They looked for a case.
    Search,
    /// Another program, for what its token was made for.
    Program,
    /// They watch over the record.
    Oversight,
}

impl Purpose {
    const ALL: [Self; 6] =
        [Self::Visit, Self::Owner, Self::Supervision, Self::Search, Self::Program, Self::Oversight];

    /// As stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Owner => "owner",
            Self::Supervision => "supervision",
            Self::Search => "search",
            Self::Program => "program",
            Self::Oversight => "oversight",
        }
    }
    /// From its stored form.
    pub(crate) fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.name() == name)
    }
    /// The message that says it.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Visit => "access-purpose-visit",
            Self::Owner => "access-purpose-owner",
            Self::Supervision => "access-purpose-supervision",
            Self::Search => "access-purpose-search",
            Self::Program => "access-purpose-program",
            Self::Oversight => "access-purpose-oversight",
        }
    }
}

/// What ties an employee to what they look at, at that moment.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ties {
    /// Who has the case.
    pub(crate) owner: Option<EmployeeId>,
    /// The direct supervisor of whoever has it.
    pub(crate) supervisor: Option<EmployeeId>,
    /// Whether a client is called to their counter or served there.
    pub(crate) at_desk: AtDesk,
}

/// Whether somebody has a client at their counter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum AtDesk {
    #[default]
    Nobody,
    Client,
}

/// Why a reader looks; `None` where nothing ties them to it.
pub(crate) fn purpose(reader: Reader, look: Look, ties: Ties) -> Option<Purpose> {
    let employee = match reader {
        Reader::Token(_) => return Some(Purpose::Program),
        Reader::Employee(id) => id,
    };
    let in_visit = (ties.at_desk == AtDesk::Client).then_some(Purpose::Visit);
    match look {
        Look::Case(_) | Look::Receipt(_) if ties.owner == Some(employee) => Some(Purpose::Owner),
        Look::Case(_) | Look::Receipt(_) if in_visit.is_none() => {
            (ties.supervisor == Some(employee)).then_some(Purpose::Supervision)
        }
        Look::Case(_) | Look::Receipt(_) => in_visit,
        Look::Search(_) | Look::List(_) => in_visit.or(Some(Purpose::Search)),
        Look::Record(_) => Some(Purpose::Oversight),
        // Nothing says for what a file is saved; what is taken for a person says it by its name.
        Look::Evidence(_) | Look::Export(_) | Look::Person(_) | Look::PersonCase(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use solits_kernel::{CaseId, TokenId};
    use uuid::Uuid;

    use super::*;

    const CASE: Look = Look::Case(CaseId::new(Uuid::from_u128(1)));

    fn person(number: u128) -> EmployeeId {
        EmployeeId::new(Uuid::from_u128(number))
    }

    fn check(look: Look, reader: u128, at_desk: AtDesk, expected: Option<Purpose>) {
        let ties = Ties { owner: Some(person(1)), supervisor: Some(person(2)), at_desk };
        assert_eq!(purpose(Reader::Employee(person(reader)), look, ties), expected);
    }

    #[test]
    fn a_look_has_the_purpose_that_ties_its_reader_to_the_case() {
        check(CASE, 1, AtDesk::Nobody, Some(Purpose::Owner));
        check(CASE, 1, AtDesk::Client, Some(Purpose::Owner));
        check(CASE, 2, AtDesk::Nobody, Some(Purpose::Supervision));
        check(CASE, 2, AtDesk::Client, Some(Purpose::Visit));
        check(CASE, 3, AtDesk::Client, Some(Purpose::Visit));
        check(CASE, 3, AtDesk::Nobody, None);
        check(Look::Search(4), 3, AtDesk::Nobody, Some(Purpose::Search));
        check(Look::Search(4), 3, AtDesk::Client, Some(Purpose::Visit));
        check(Look::Record(4), 3, AtDesk::Client, Some(Purpose::Oversight));
        let token = Reader::Token(TokenId::new(Uuid::from_u128(9)));
        assert_eq!(purpose(token, CASE, Ties::default()), Some(Purpose::Program));
    }

    #[test]
    fn every_purpose_is_read_as_it_is_stored() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::read(purpose.name()), Some(purpose));
        }
    }
}
