//! Where a version of a standard applies: the whole institution, certain branches, certain services.

use std::collections::BTreeSet;

use solits_kernel::{BranchId, ServiceId};

use crate::apply::Event;

/// The field of application of a version: branches and services it is limited to.
///
/// Something is outside only where it is known to be: what happens at no branch, or names no service, is inside. A client
/// whose service nobody has named yet is promised no less for that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    branches: Option<BTreeSet<BranchId>>,
    services: Option<BTreeSet<ServiceId>>,
}

impl Field {
    /// Everything in the institution.
    pub fn everything() -> Self {
        Self::default()
    }

    /// Limited to branches.
    #[must_use]
    pub fn in_branches(self, branches: impl IntoIterator<Item = BranchId>) -> Self {
        Self { branches: Some(branches.into_iter().collect()), ..self }
    }

    /// Limited to services.
    #[must_use]
    pub fn of_services(self, services: impl IntoIterator<Item = ServiceId>) -> Self {
        Self { services: Some(services.into_iter().collect()), ..self }
    }

    /// Whether more must be known of an event than where it happened.
    pub const fn asks_facts(&self) -> bool {
        self.services.is_some()
    }

    /// Whether an event is inside.
    pub fn holds(&self, event: &Event) -> bool {
        let service = event.word("service").and_then(|id| id.parse().ok());
        is_inside(self.branches.as_ref(), event.branch) && is_inside(self.services.as_ref(), service)
    }
}

fn is_inside<T: Ord>(limit: Option<&BTreeSet<T>>, named: Option<T>) -> bool {
    match (limit, named) {
        (Some(limit), Some(named)) => limit.contains(&named),
        (None, _) | (_, None) => true,
    }
}
