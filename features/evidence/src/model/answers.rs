//! Who answers for a norm on a day: whom the institution named, else whom the standard names, else nobody.

use solits_kernel::{EmployeeId, Text, fold};
use solits_standard::{
    Standard,
    model::{Norm, Role},
};
use solits_structure::{About, Day, Gap, Who, resolve};

use super::given::Owner;

/// Who decided who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamedBy {
    /// The institution, on the page of owners.
    Institution,
    /// The standard, at the norm.
    Standard,
    /// The standard, for all norms: who controls that it is kept (`govern.controls`, A-33).
    Control,
}

/// Who answers for a norm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answers {
    /// As what: the title of a role or a post; empty for a person.
    pub(crate) title: Text,
    /// Who that is on the day; empty where it depends on the matter, for a body, and for a gap.
    pub(crate) people: Vec<EmployeeId>,
    /// Who decided it.
    pub(crate) by: NamedBy,
}

/// Why nobody answers for a norm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unanswered {
    /// Neither the institution nor the standard names anybody.
    NobodyNamed,
    /// The person who was named does not work here any more.
    PersonLeft,
    /// Nobody has the post.
    PostEmpty(String),
    /// The role is not filled.
    Role(Gap),
}

/// Who answers for `norm`, with what the institution named for it.
pub(crate) fn answers(
    standard: &Standard,
    norm: &Norm,
    named: Option<&Owner>,
    day: &Day<'_>,
) -> Result<Answers, Unanswered> {
    match (named, norm.owner.as_deref()) {
        (Some(Owner::Person(id)), _) if day.works(*id) => Ok(Answers {
            title: Text::new(String::new(), String::new()),
            people: vec![*id],
            by: NamedBy::Institution,
        }),
        (Some(Owner::Person(_)), _) => Err(Unanswered::PersonLeft),
        (Some(Owner::Post(title)), _) => of_post(title, day),
        (Some(Owner::Role(id)), _) => of_role(standard, id, NamedBy::Institution, day),
        (None, Some(role)) => of_role(standard, role, NamedBy::Standard, day),
        (None, None) => match standard.word("govern.controls") {
            Some(role) => of_role(standard, role.value, NamedBy::Control, day),
            None => Err(Unanswered::NobodyNamed),
        },
    }
}

fn of_post(title: &str, day: &Day<'_>) -> Result<Answers, Unanswered> {
    let wanted = fold(title);
    let has = |id| day.post(id).is_some_and(|post| fold(&post.title) == wanted);
    let people: Vec<EmployeeId> = day.people().map(|person| person.id).filter(|id| has(*id)).collect();
    if people.is_empty() {
        return Err(Unanswered::PostEmpty(title.to_owned()));
    }
    Ok(Answers { title: Text::new(title, title), people, by: NamedBy::Institution })
}

fn of_role(standard: &Standard, id: &str, by: NamedBy, day: &Day<'_>) -> Result<Answers, Unanswered> {
    let Some(role) = role(standard, id) else {
        return Err(Unanswered::Role(Gap::UnknownRole { id: id.to_owned() }));
    };
    let title = Text::from(&role.title);
    match resolve(role, About::Institution, day) {
        Ok(resolved) => match &resolved.who {
            Who::Body(_) => Ok(Answers { title, people: Vec::new(), by }),
            who => Ok(Answers { title, people: who.people().to_vec(), by }),
        },
        // Each employee's own manager answers for what that employee does: somebody does for everybody.
        Err(Gap::DependsOnMatter { .. }) => Ok(Answers { title, people: Vec::new(), by }),
        Err(gap) => Err(Unanswered::Role(gap)),
    }
}

/// A role of the standard by its id.
pub(crate) fn role<'a>(standard: &'a Standard, id: &str) -> Option<&'a Role> {
    standard.lists().roles.iter().map(|known| &known.value).find(|known| known.id == id)
}
