//! The services of the present visit: what it is about, what else is needed, and the time each took.

use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{ServiceId, Timestamp};
use solits_organisation::{Service, find_service};
use solits_queue::{Hall, Outcome, Progress, Ticket, VisitService};
use solits_web::{EmployeeCx, Form, PageResult, WebError, see_other};

use crate::desk::{Again, FormOf, Said, asked_or, desk_of, likely_outcome, said, show_again};

/// A service of the visit as the desk shows it.
pub(crate) struct VisitServiceView {
    /// Set where the desk can turn to it.
    pub(crate) begin: String,
    pub(crate) name: String,
    pub(crate) state: String,
    pub(crate) is_now: bool,
}

/// What the desk shows about the services of a visit.
pub(crate) struct VisitView {
    /// What is being served, in words; empty where nobody has named it.
    pub(crate) present: String,
    /// Whether it can still be named.
    pub(crate) can_name: bool,
    /// All services of a visit with several.
    pub(crate) services: Vec<VisitServiceView>,
    /// How many are still to come.
    pub(crate) to_come: usize,
    /// What can be added, value and words.
    pub(crate) options: Vec<(String, String)>,
}

/// Reads what the desk shows about the services of the present visit.
pub(crate) async fn visit_view(
    tx: &mut Tx,
    words: Words,
    hall: &Hall,
    ticket: &Ticket,
    services: &[Service],
    at: Timestamp,
) -> Result<VisitView, WebError> {
    let visit = solits_queue::visit_services(tx, ticket, at).await?;
    let here = |service: &&Service| service.line.is_none_or(|line| hall.line(line).is_some());
    Ok(VisitView {
        present: ticket.service.map(|id| service_name(words, services, Some(id))).unwrap_or_default(),
        can_name: ticket.service.is_none(),
        to_come: visit.iter().filter(|one| one.progress == Progress::ToCome).count(),
        services: visit.iter().map(|one| visit_service(words, services, one)).collect(),
        options: services
            .iter()
            .filter(here)
            .filter(|service| ticket.service != Some(service.id))
            .map(|service| (service.id.to_string(), service.name.get(words.0).to_owned()))
            .collect(),
    })
}

fn visit_service(words: Words, services: &[Service], one: &VisitService) -> VisitServiceView {
    let took = words.duration(one.serve_ms);
    VisitServiceView {
        begin: match (one.progress, one.service) {
            (Progress::ToCome | Progress::Served, Some(id)) => id.to_string(),
            _ => String::new(),
        },
        name: service_name(words, services, one.service),
        state: match one.progress {
            Progress::ToCome => words.t("workplace-service-to-come"),
            Progress::Now => words.ta("workplace-service-now", &[("time", took.as_str().into())]),
            Progress::Served => words.ta("workplace-service-served", &[("time", took.as_str().into())]),
        },
        is_now: one.progress == Progress::Now,
    }
}

/// What a service is called; one that nobody named has its own words.
pub(crate) fn service_name(words: Words, services: &[Service], id: Option<ServiceId>) -> String {
    services
        .iter()
        .find(|service| Some(service.id) == id)
        .map_or_else(|| words.t("workplace-service-unnamed"), |service| service.name.get(words.0).to_owned())
}

/// The services of a past visit in one line each: name and time.
pub(crate) fn took_words(words: Words, services: &[Service], visit: &[VisitService]) -> Vec<String> {
    visit
        .iter()
        .map(|one| {
            let name = service_name(words, services, one.service);
            match one.progress {
                Progress::ToCome => format!("{name}: {}", words.t("workplace-service-not-served")),
                _ => format!("{name}: {}", words.duration(one.serve_ms)),
            }
        })
        .collect()
}

/// `POST /workplace/service`: another service of the same visit, for later or now, or the name of the present one.
pub(crate) async fn service(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let service: ServiceId = fields.parse("service").ok_or(WebError::Refused("workplace-choose-service"))?;
    let mut tx = cx.write().await?;
    find_service(&mut tx, service).await?.ok_or(WebError::NotFound)?;
    let counter = desk_of(&cx, &mut tx).await?;
    if solits_queue::hold_present(&mut tx, counter).await? != fields.parse("ticket") {
        return Err(WebError::Conflict("queue-changed"));
    }
    let (app, actor) = (&cx.app, cx.actor());
    let notice = match fields.get("when") {
        "later" => {
            solits_queue::add_service(&mut tx, app, &actor, counter, service).await?;
            "service-added"
        }
        "now" => {
            let left = match said(cx.words, &fields, FormOf::Service)? {
                Said::Outcome(left) => left,
                Said::Chosen(switch) | Said::Wrong(switch) => {
                    drop(tx);
                    return show_again(&cx, Again { switch, ..Again::default() }).await;
                }
                // The press did not ask.
                Said::Nothing => match fields.parse("ticket") {
                    Some(ticket) => likely_outcome(&mut tx, ticket).await?,
                    None => Outcome::Solved,
                },
            };
            if let Err(error) =
                solits_queue::switch_service(&mut tx, app, &actor, counter, service, &left).await
            {
                return asked_or(error);
            }
            "service-now"
        }
        "name" => {
            solits_queue::name_service(&mut tx, app, &actor, counter, service).await?;
            "saved"
        }
        _ => return Err(WebError::BadRequest),
    };
    tx.commit().await?;
    Ok(see_other(&format!("/workplace?notice={notice}")))
}
