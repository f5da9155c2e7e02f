//! Webhooks: addresses of other programs that are called, signed, when something happens.

mod api;
mod change;
mod follow;
mod keys;
pub(crate) mod model;
mod net;
mod pages;
mod sending;
mod signature;

use std::sync::Arc;

use solits_web::Routes;

pub use follow::{Followed, follow};
pub use keys::Keys;
pub use net::Net;
pub(crate) use signature::hex;

pub use sending::{Delivered, deliver_next, keep_calls, run};

/// By what calls are signed, and how their receivers are reached.
#[derive(Debug)]
pub struct Outlet {
    /// The keys of secrets.
    pub keys: Keys,
    /// The way out; without one calls are written down and none leaves, as in a demonstration.
    pub net: Option<Net>,
}

/// The routes of webhooks. Without an outlet they can be looked at, and none can be made.
pub(crate) fn routes(outlet: Option<&Arc<Outlet>>) -> Routes {
    pages::routes(outlet).merge(api::routes(outlet))
}
