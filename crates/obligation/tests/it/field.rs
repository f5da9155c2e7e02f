//! A standard limited to branches or services promises nothing outside them (A-07; guidelines 2.2-scope).

use proptest::prelude::*;
use solits_kernel::{BranchId, ServiceId, Timestamp};
use solits_obligation::{Event, Field, Versions, apply};
use solits_standard::{event::EventKind, model::Fact};
use uuid::Uuid;

use crate::{at, calendar, event, norm, standard, with};

fn branch(number: u128) -> BranchId {
    BranchId::new(Uuid::from_u128(number))
}

fn service(number: u128) -> ServiceId {
    ServiceId::new(Uuid::from_u128(number))
}

/// One promise of a wait, in force in a field.
fn limited(field: Field) -> Versions {
    let wait =
        norm("wait", "starts = \"ticket.taken\"\nwithin = { minutes = 15 }\nmet_by = [\"ticket.called\"]");
    let mut versions = Versions::default();
    versions.insert(1, Timestamp::from_millis(0), standard(&wait));
    versions.limit(1, field);
    versions
}

fn taken(at_branch: Option<u128>, of_service: Option<u128>) -> Event {
    let taken = Event { branch: at_branch.map(branch), ..event(1, at(10, 0), EventKind::TicketTaken) };
    match of_service {
        Some(number) => with(taken, "service", Fact::Word(service(number).to_string())),
        None => taken,
    }
}

fn promises(field: Field, event: &Event) -> usize {
    apply(&limited(field), &calendar(), &[], event).len()
}

/// Guidelines 2.2-scope: the whole institution or a branch.
#[test]
fn a_standard_of_one_branch_promises_nothing_in_another() {
    let here = Field::everything().in_branches([branch(1)]);
    assert_eq!(promises(here.clone(), &taken(Some(1), None)), 1);
    assert_eq!(promises(here, &taken(Some(2), None)), 0);
}

/// Guidelines 2.2-scope: certain services.
#[test]
fn a_standard_of_certain_services_promises_nothing_for_another() {
    let deeds = Field::everything().of_services([service(7)]);
    assert_eq!(promises(deeds.clone(), &taken(Some(1), Some(7))), 1);
    assert_eq!(promises(deeds.clone(), &taken(Some(1), Some(8))), 0);
    assert_eq!(promises(deeds, &taken(Some(1), None)), 1, "nobody has said that it is another service");
}

#[test]
fn what_was_promised_inside_is_met_wherever_it_ends() {
    let versions = limited(Field::everything().in_branches([branch(1)]));
    let opened = apply(&versions, &calendar(), &[], &taken(Some(1), None));
    let owed: Vec<_> = opened.into_iter().filter_map(|change| change.after).collect();
    let called = Event { branch: Some(branch(2)), ..event(2, at(10, 5), EventKind::TicketCalled) };
    assert_eq!(apply(&versions, &calendar(), &owed, &called).len(), 1);
}

proptest! {
    #[test]
    fn a_limit_never_adds_a_promise_and_takes_one_only_outside(
        branches in prop::collection::btree_set(0_u128..4, 0..4),
        services in prop::collection::btree_set(0_u128..4, 0..4),
        at_branch in prop::option::of(0_u128..4),
        of_service in prop::option::of(0_u128..4),
    ) {
        let field = Field::everything()
            .in_branches(branches.iter().copied().map(branch))
            .of_services(services.iter().copied().map(service));
        let event = taken(at_branch, of_service);
        let is_outside = at_branch.is_some_and(|one| !branches.contains(&one))
            || of_service.is_some_and(|one| !services.contains(&one));
        prop_assert_eq!(promises(Field::everything(), &event), 1);
        prop_assert_eq!(promises(field, &event), usize::from(!is_outside));
    }
}
