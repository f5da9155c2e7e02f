//! Asking a colleague, and inviting to a meeting.

use std::collections::BTreeSet;

use solits_calendar::Why;
use solits_cases::Case;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Actor, Entry, Loaded, record};
use solits_kernel::{BranchId, CaseId, EmployeeId, Lang, ServiceId, Timestamp, UnitId, clean};
use solits_obligation::{Event, apply};
use solits_organisation::Employee;
use solits_standard::event::EventKind;
use solits_structure::{Day, Holder, Structure};
use solits_web::{App, recall, remember};
use uuid::Uuid;

use super::{
    ColleagueError, MOST_LINE, MOST_TEXT, hidden_from,
    letter::{self, unless_hidden},
    person, tell, write_in_case,
};
use crate::{
    model::{
        Refusal,
        request::{Part, Request, RequestId, RequestKind, Shown, Standing},
    },
    store::requests,
};

/// The role whose holders give opinions (B-05).
pub(crate) const CONTACT_PERSON: &str = "contact_person";

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// A person.
    Person(EmployeeId),
    /// The contact person of a unit, else whoever leads it.
    Unit(UnitId),
    /// Whoever answers for a service.
    Service(ServiceId),
}

impl Whom {
    /// As forms send it.
    pub(crate) fn value(self) -> String {
        match self {
            Self::Person(id) => format!("person:{id}"),
            Self::Unit(id) => format!("unit:{id}"),
            Self::Service(id) => format!("service:{id}"),
        }
    }
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        match kind {
            "person" => Some(Self::Person(id.parse().ok()?)),
            "unit" => Some(Self::Unit(id.parse().ok()?)),
            "service" => Some(Self::Service(id.parse().ok()?)),
            _ => None,
        }
    }
    /// The person who is meant on a day.
    pub(crate) fn meant(self, day: &Day<'_>, services: &[(ServiceId, EmployeeId)]) -> Option<EmployeeId> {
        match self {
            Self::Person(id) => day.works(id).then_some(id),
            Self::Unit(unit) => contact_of(unit, day),
            Self::Service(id) => {
                let owner = services.iter().find(|(service, _)| *service == id).map(|(_, owner)| *owner)?;
                day.works(owner).then_some(owner)
            }
        }
    }
}

/// The contact person of a unit, the longest named first; else whoever leads it.
fn contact_of(unit: UnitId, day: &Day<'_>) -> Option<EmployeeId> {
    let named = day.holdings(CONTACT_PERSON).iter().find_map(|holding| match &holding.holder {
        Holder::Person(id) if holding.within == Some(unit) || day.unit_of(*id) == Some(unit) => {
            day.works(*id).then_some(*id)
        }
        _ => None,
    });
    named.or_else(|| day.leader(unit).map(|(_, head)| head))
}

/// A question to be asked.
#[derive(Clone, Debug)]
pub struct Ask {
    /// A question or an invitation.
    pub kind: RequestKind,
    /// The case it is about. Whoever asks must see it.
    pub case: Option<CaseId>,
    /// Who is asked.
    pub to: Whom,
    /// What it is about, in a line of at most 200 characters.
    pub topic: String,
    /// The question, at most 4000 characters.
    pub question: String,
    /// What was looked up already; may be empty.
    pub checked: String,
    /// Of a meeting, when.
    pub meets_at: Option<Timestamp>,
    /// Of a meeting, where; may be empty.
    pub place: String,
    /// Repeats with the same key give the same question; empty for none.
    pub key: String,
}

/// What is known before something is asked.
#[derive(Debug)]
pub(crate) struct Setting {
    pub(crate) structure: Structure,
    pub(crate) employees: Vec<Employee>,
    /// Services somebody answers for.
    pub(crate) services: Vec<(ServiceId, EmployeeId)>,
}

impl Setting {
    /// Reads it.
    pub(crate) async fn read(tx: &mut Tx) -> Result<Self, ColleagueError> {
        let services = solits_organisation::list_services(tx).await?;
        Ok(Self {
            structure: solits_organisation::find_structure(tx).await?,
            employees: solits_organisation::list_employees(tx).await?,
            services: services.iter().filter_map(|service| Some((service.id, service.owner?))).collect(),
        })
    }

    pub(crate) fn employee(&self, id: EmployeeId) -> Option<&Employee> {
        self.employees.iter().find(|one| one.id == id)
    }

    /// The branch whose calendar counts the time of an answer: that of whoever answers, else of whoever asked.
    pub(crate) fn branch(&self, addressee: EmployeeId, asker: EmployeeId) -> Option<BranchId> {
        let of = |id| self.employee(id).and_then(|one| one.branch);
        of(addressee).or_else(|| of(asker))
    }
}

/// Who would be asked, with everybody who would read the question; refused where one of them may not know of the case.
pub(crate) fn addressee(
    to: Whom,
    asker: EmployeeId,
    setting: &Setting,
    day: &Day<'_>,
    hidden_from: &BTreeSet<EmployeeId>,
) -> Result<EmployeeId, Refusal> {
    let meant = to.meant(day, &setting.services).ok_or(Refusal::NoSuchEmployee)?;
    if meant == asker {
        return Err(Refusal::Oneself);
    }
    if hidden_from.contains(&meant) {
        return Err(Refusal::Concerned);
    }
    let acting = day.acting_for(meant).ok_or(Refusal::Away)?;
    if hidden_from.contains(&acting) {
        return Err(Refusal::Concerned);
    }
    Ok(meant)
}

/// The manager who is told where somebody of another unit is asked, if the standard wants it (J-04). Of a confidential case
/// no manager is told.
pub(crate) fn told_manager(
    addressee: EmployeeId,
    asker: EmployeeId,
    case: Option<&Case>,
    loaded: &Loaded,
    day: &Day<'_>,
    at: Timestamp,
) -> Option<EmployeeId> {
    let (_, standard) = loaded.standard(at)?;
    let wanted = standard.bool("internal.cc_manager").is_some_and(|told| told.value);
    let of_one_unit = day.unit_of(addressee) == day.unit_of(asker);
    if !wanted || of_one_unit || case.is_some_and(|case| case.kind.is_confidential()) {
        return None;
    }
    day.superior(addressee).filter(|manager| *manager != asker)
}

/// By when an answer is promised, and why.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PromisedBy {
    pub(crate) norm: String,
    pub(crate) due_at: Timestamp,
    pub(crate) why: Option<Why>,
}

/// By when the standard would have a question answered that was asked at this moment; the nearest limit first.
pub(crate) fn promised_if_asked(loaded: &Loaded, branch: Option<BranchId>, at: Timestamp) -> Vec<PromisedBy> {
    let Some(calendars) = loaded.calendars(branch) else { return Vec::new() };
    let event = Event {
        n: 0,
        at,
        kind: EventKind::InternalAsked,
        subject: Uuid::nil(),
        branch,
        employee: None,
        facts: [("kind".to_owned(), solits_standard::model::Fact::Word("question".to_owned()))].into(),
    };
    let changes = apply(&loaded.versions, calendars.by_channel(), &[], &event);
    let mut promised: Vec<PromisedBy> = changes
        .into_iter()
        .filter_map(|change| change.after)
        .map(|one| PromisedBy { norm: one.norm, due_at: one.due_at, why: one.why })
        .collect();
    promised.sort_by_key(|one| one.due_at);
    promised
}

/// What of a case is shown, in words; parts the case does not have are left out.
pub(crate) async fn shown(
    tx: &mut Tx,
    case: &Case,
    parts: &[Part],
    words: Words,
) -> Result<Vec<Shown>, ColleagueError> {
    let service = match case.service {
        Some(id) => solits_organisation::find_service(tx, id).await?,
        None => None,
    };
    let words_of = |part: Part| match part {
        Part::Number => case.reference.clone(),
        Part::Subject => case.subject.clone(),
        Part::Service => service.as_ref().map(|one| one.name.get(words.0).to_owned()).unwrap_or_default(),
        Part::Due => case.due_at.map(|due| words.moment(due)).unwrap_or_default(),
        Part::ClientName => case.client_name.clone(),
        Part::ClientContact => case.client_contact.clone(),
    };
    let all = parts.iter().map(|part| Shown { part: *part, words: words_of(*part) });
    Ok(all.filter(|one| !one.words.is_empty()).collect())
}

/// Asks a colleague. Whoever is asked sees the question and these parts of the case, and no more of it than they may anyway;
/// nobody is asked whom the case concerns.
pub async fn ask(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    ask: Ask,
    parts: &[&str],
) -> Result<RequestId, ColleagueError> {
    let asker = person(actor)?;
    if let Some(before) = recall(tx, "colleague.ask", &ask.key).await? {
        return before.parse().map_err(|_| ColleagueError::NotFound);
    }
    let case = match ask.case {
        Some(id) => Some(solits_cases::find(tx, id).await?.ok_or(ColleagueError::NotFound)?),
        None => None,
    };
    let hidden_from = match ask.case {
        Some(id) => hidden_from(tx, id).await?,
        None => BTreeSet::new(),
    };
    let setting = Setting::read(tx).await?;
    let day = setting.structure.on(actor.at.day());
    let addressee = addressee(ask.to, asker, &setting, &day, &hidden_from)?;
    let loaded = app.heart.loaded(tx).await?;
    let chosen: Vec<Part> = Part::ALL.into_iter().filter(|part| parts.contains(&part.name())).collect();
    let words = Words::new(Lang::Lv).read_at(actor.at);
    let request = Request {
        id: app.random.id(actor.at),
        kind: ask.kind,
        case: ask.case,
        topic: clean(&ask.topic, MOST_LINE)?,
        question: clean(&ask.question, MOST_TEXT)?,
        checked: clean_or_empty(&ask.checked, MOST_TEXT)?,
        shown: match &case {
            Some(case) => shown(tx, case, &chosen, words).await?,
            None => Vec::new(),
        },
        addressee,
        unit: if let Whom::Unit(unit) = ask.to { Some(unit) } else { None },
        service: if let Whom::Service(service) = ask.to { Some(service) } else { None },
        copied_to: unless_hidden(
            told_manager(addressee, asker, case.as_ref(), &loaded, &day, actor.at),
            &hidden_from,
        ),
        branch: setting.branch(addressee, asker),
        meets_at: ask.meets_at.filter(|_| ask.kind == RequestKind::Meeting),
        place: clean_or_empty(&ask.place, MOST_LINE)?,
        asked_by: asker,
        asked_at: actor.at,
        due_at: None,
        standing: Standing::Open,
        version: 1,
    };
    if ask.kind == RequestKind::Meeting && request.meets_at.is_none_or(|meets| meets <= actor.at) {
        return Err(Refusal::BadDate.into());
    }
    remember(tx, "colleague.ask", &ask.key, &request.id.to_string(), actor.at).await?;
    requests::insert(tx, &request).await?;
    let entry = Entry::new(EventKind::InternalAsked, request.id, request.branch)
        .with("kind", request.kind.name())
        .with("to", request.addressee)
        .with("case", request.case)
        .with("copied_to", request.copied_to);
    record(tx, &app.heart, actor, entry).await?;
    let due = requests::update_due(tx, request.id).await?;
    letter::of_question(tx, app, actor, &request, due, &day).await?;
    if let Some(case) = request.case {
        let args = [
            ("name", day.name(addressee).into()),
            ("topic", request.topic.as_str().into()),
            ("question", request.question.as_str().into()),
        ];
        write_in_case(tx, app, actor, case, words.ta("colleagues-note-asked", &args)).await?;
    }
    tell(tx, readers(&request, &day));
    Ok(request.id)
}

/// Everybody whose lists show the question today.
pub(super) fn readers(request: &Request, day: &Day<'_>) -> BTreeSet<EmployeeId> {
    let mut all = BTreeSet::from([request.addressee, request.asked_by]);
    all.extend(day.acting_for(request.addressee));
    all.extend(request.copied_to);
    all
}

fn clean_or_empty(text: &str, most: usize) -> Result<String, ColleagueError> {
    if text.trim().is_empty() { Ok(String::new()) } else { Ok(clean(text, most)?) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_a_form_names_is_read_back() {
        let id = Uuid::from_u128(7);
        for whom in [
            Whom::Person(EmployeeId::new(id)),
            Whom::Unit(UnitId::new(id)),
            Whom::Service(ServiceId::new(id)),
        ] {
            assert_eq!(Whom::parse(&whom.value()), Some(whom));
        }
        assert_eq!(Whom::parse("person:"), None);
        assert_eq!(Whom::parse("branch:7"), None);
    }
}
