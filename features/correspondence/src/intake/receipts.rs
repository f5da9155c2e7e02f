//! What the client is told on receipt, and told again later.

use std::sync::LazyLock;

use solits_calendar::Term;
use solits_cases::{Case, Opened};
use solits_db::Tx;
use solits_kernel::{BranchId, EmployeeId, ServiceId, Text, Timestamp};
use solits_organisation::Deadline;
use solits_standard::Standard;
use solits_web::App;
use solits_written::{
    clock::{Intake, clocks},
    law::Laws,
    nature::{Nature, Way},
    receipt::{self, Receipt},
};

use super::{Contact, nature_of};
use crate::{CorrespondenceError, store};

/// The terms of laws, read once.
static LAWS: LazyLock<Laws> = LazyLock::new(Laws::known);

/// What a receipt is about.
struct Given<'a> {
    nature: Nature,
    way: Way,
    received: Timestamp,
    branch: BranchId,
    service: Option<ServiceId>,
    /// Who answers for it; `None` where that is not known yet, or hidden from whoever hands it in.
    owner: Option<EmployeeId>,
    reference: &'a str,
    /// The secret of the client's link; `None` where it is not known any more.
    code: Option<&'a str>,
}

/// What the client is told on receipt of what `owner` answers for.
pub(crate) async fn receipt_of(
    tx: &mut Tx,
    app: &App,
    contact: &Contact,
    nature: Nature,
    opened: &Opened,
    owner: Option<EmployeeId>,
) -> Result<Receipt, CorrespondenceError> {
    let given = Given {
        nature,
        way: contact.way,
        received: contact.received,
        branch: contact.branch,
        service: contact.service,
        owner,
        reference: &opened.reference,
        code: Some(&opened.code),
    };
    made(tx, app, &given).await
}

/// What a client is told again of a case that came in writing, as of its receipt; `None` for one that did not.
pub(crate) async fn receipt_again(
    tx: &mut Tx,
    app: &App,
    case: &Case,
    received: Timestamp,
) -> Result<Option<Receipt>, CorrespondenceError> {
    let Some((nature, way)) = store::find_nature(tx, case.id).await?.as_ref().and_then(nature_of) else {
        return Ok(None);
    };
    let given = Given {
        nature,
        way,
        received,
        branch: case.branch,
        service: case.service,
        owner: Some(case.owner),
        reference: &case.reference,
        code: None,
    };
    Ok(Some(made(tx, app, &given).await?))
}

async fn made(tx: &mut Tx, app: &App, given: &Given<'_>) -> Result<Receipt, CorrespondenceError> {
    let service = match given.service {
        Some(service) => solits_organisation::find_service(tx, service).await?,
        None => None,
    };
    let service_deadline = service.as_ref().and_then(|one| one.deadline.as_ref()).and_then(term_of);
    let intake = Intake { nature: given.nature, way: given.way, received: given.received, service_deadline };
    let loaded = app.heart.loaded(tx).await?;
    let standard = loaded.standard(given.received).map(|(_, standard)| standard);
    let all = loaded
        .calendar(Some(given.branch))
        .zip(standard.as_ref())
        .map(|(calendar, standard)| clocks(&intake, &calendar, standard, &LAWS))
        .unwrap_or_default();
    let held = held(tx, given.owner, standard.as_deref()).await?;
    let institution = solits_organisation::find_institution(tx).await?;
    let page = institution
        .as_ref()
        .zip(given.code)
        .map(|(own, code)| format!("{}/i/{}/case/{code}", app.config.public_url, own.code));
    let name = service.map(|service| service.name);
    let facts = receipt::Facts {
        intake: &intake,
        reference: given.reference,
        service: name.as_ref(),
        own_words: None,
        holder: held.unit.as_ref().or(institution.as_ref().map(|own| &own.name)),
        page: page.as_deref(),
        complaint_to: held.complaint_to.as_ref(),
    };
    Ok(receipt::receipt(&facts, &all))
}

/// Where a case lies, without anybody's name.
#[derive(Default)]
struct Held {
    /// The unit that holds it; `None` where its owner works in none.
    unit: Option<Text>,
    /// The role that decides on a complaint about a delay.
    complaint_to: Option<Text>,
}

async fn held(
    tx: &mut Tx,
    owner: Option<EmployeeId>,
    standard: Option<&Standard>,
) -> Result<Held, CorrespondenceError> {
    let Some(owner) = owner else { return Ok(Held::default()) };
    let Some(employee) = solits_organisation::find_employee(tx, owner).await? else {
        return Ok(Held::default());
    };
    let unit = solits_organisation::find_unit_of(tx, owner).await?;
    let complaint_to =
        standard.and_then(|standard| solits_feedback::first_decider(standard, &employee, unit.as_ref()));
    Ok(Held { unit: unit.map(|unit| Text::new(unit.name, "")), complaint_to })
}

/// The term of a service card.
fn term_of(deadline: &Deadline) -> Option<Term> {
    match deadline.unit.as_str() {
        "working_days" => Some(Term::WorkingDays(deadline.count)),
        "calendar_days" => Some(Term::CalendarDays { days: deadline.count, roll: true }),
        "months" => Some(Term::Months(deadline.count)),
        "opening_hours" => Some(Term::OpeningHours(deadline.count)),
        _ => None,
    }
}
