//! The client at the desk: what is being done, and with which card.

use solits_db::Tx;
use solits_i18n::Words;
use solits_organisation::{
    CardReader, IdentityCheck, Service, card_parts, deadline_words, list_services, price_figure,
};
use solits_queue::{Hall, Status, Ticket};
use solits_web::{EmployeeCx, WebError};

use super::Figures;
use crate::{
    model::seconds_to_no_show,
    view::{Present, ServiceCardView},
    visit::visit_view,
};

pub(super) async fn present(
    cx: &EmployeeCx,
    tx: &mut Tx,
    hall: &Hall,
    ticket: &Ticket,
    figures: &Figures,
) -> Result<(Option<Present>, String), WebError> {
    let note = solits_queue::desk_note(tx, ticket.id).await?;
    let called = ticket.status == Status::Called;
    let since =
        if called { ticket.recalled_at.or(ticket.called_at) } else { ticket.started_at }.unwrap_or(cx.at);
    let all = list_services(tx).await?;
    let visit = visit_view(tx, cx.words, hall, ticket, &all, cx.at).await?;
    let of_line: Vec<_> = all.into_iter().filter(|service| service.line == Some(ticket.line)).collect();
    let only = if let [only] = of_line.as_slice() { Some(only.id) } else { None };
    let case = solits_cases::latest_of_ticket(tx, ticket.id)
        .await?
        .map(|case| (case.id.to_string(), case.reference))
        .unwrap_or_default();
    let mut services: Vec<ServiceCardView> = of_line
        .into_iter()
        .map(|service| ServiceCardView {
            name: service.name.get(cx.words.0).to_owned(),
            id: service.id.to_string(),
            wanted: ticket.service.or(only) == Some(service.id),
            description: service.card.description.get(cx.words.0).to_owned(),
            parts: card_parts(cx.words, &service, CardReader::Staff),
            price_words: service.card.price_words.get(cx.words.0).to_owned(),
            facts: facts(cx.words, &service),
        })
        .collect();
    // What the client has come for stands first.
    services.sort_by_key(|service| !service.wanted);
    let present = Present {
        id: ticket.id,
        number: ticket.display(),
        line: hall.line(ticket.line).map(|line| line.name.get(cx.words.0).to_owned()).unwrap_or_default(),
        called,
        marks: marks(cx.words, ticket),
        party: ticket.party,
        elapsed_seconds: cx.at.since(since).max(0) / 1000,
        since: since.to_string(),
        clock: cx.words.stopwatch(cx.at.since(since).max(0)),
        no_show_in: if called {
            seconds_to_no_show(ticket.called_at.unwrap_or(cx.at), figures.no_show_seconds, cx.at)
        } else {
            -1
        },
        note: note.note,
        identity: match note.identity_checked {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        },
        identity_unsaid: solits_queue::is_identity_unsaid(tx, ticket).await?,
        services,
        visit,
        case_service: ticket.service.or(only).map(|id| id.to_string()).unwrap_or_default(),
        case,
    };
    Ok((Some(present), note.ticked))
}

/// What sets the client apart, in words.
fn marks(words: Words, ticket: &Ticket) -> Vec<String> {
    let all = [(ticket.priority, "workplace-priority"), (ticket.internal, "workplace-internal")];
    all.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| words.t(key)).collect()
}

/// What is asked first about a service, in one line: price, deadline, and whether the identity must be checked.
fn facts(words: Words, service: &Service) -> String {
    let price = price_figure(words, service);
    let deadline = service.deadline.as_ref().map(|deadline| deadline_words(words, deadline));
    let must = service.identity_check == IdentityCheck::Must;
    let identity = must.then(|| words.t("workplace-identity-must"));
    [Some(price), deadline, identity].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
