//! Who comes in: signing in and out, passkeys, invitations, forgotten passwords, sessions, devices, and the open door of
//! a demonstration; and the record of who looked at clients' data.
//!
//! One path decides the strength reached (`strength`): a password alone opens only the second step, and whoever sets up
//! or reads the access record needs a passkey. OpenID Connect will join here as another way: its callback will end in
//! `actions::start_session`, as the second step does.

mod account;
mod actions;
mod back;
mod demo;
mod front;
mod held;
mod model;
mod pages;
mod passkeys;
mod record;
mod reset;
mod store;
mod strength;

use solits_web::{Guard, Routes};

pub use record::{Look, has_opened, keep_terms, look, record_look};
pub use store::{count_old_sessions, forget_sessions};

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/", Guard::Public, front::front)
        .get("/live", Guard::SignedIn, front::live)
        .get("/demo", Guard::Public, demo::show)
        .post("/demo/person", Guard::Public, demo::sign_in)
        .post("/demo/device", Guard::Public, demo::pair)
        .get("/sign-in", Guard::Public, pages::sign_in)
        .post("/sign-in", Guard::Public, pages::check_password)
        .post("/sign-in/held", Guard::Public, held::begin_again)
        .get("/sign-in/second", Guard::HalfSignedIn, pages::second)
        .post("/sign-in/second", Guard::HalfSignedIn, pages::check_second)
        .get("/invite/{secret}", Guard::Public, pages::invitation)
        .post("/invite/{secret}", Guard::Public, pages::accept)
        .get("/device", Guard::Public, pages::device)
        .post("/device", Guard::Public, pages::pair)
        .get("/account", Guard::SignedIn, account::show)
        .post("/account/end", Guard::SignedIn, account::end_session)
        .post("/account/password", Guard::SignedIn, account::change_password)
        .post("/sign-out", Guard::HalfSignedIn, pages::sign_out)
        .merge(passkeys::routes())
        .merge(record::routes())
        .merge(reset::routes())
}
