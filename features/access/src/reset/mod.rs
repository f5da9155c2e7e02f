//! A forgotten password: an administrator makes a link and hands it over; whoever holds it chooses the password. The
//! administrator never knows it, and a link never leads past a second factor unless two people said that it may go.

mod hand_over;
mod store;
mod use_link;

use solits_web::{Guard, Routes};

/// How long a link is good (security §3).
const LINK_MINUTES: i64 = 10;
/// How long a request waits for the second person.
const CONFIRM_MINUTES: i64 = 24 * 60;

/// The routes of forgotten passwords.
pub(crate) fn routes() -> Routes {
    const MANAGE: Guard = Guard::Right("setup.manage");
    Routes::new()
        .get("/setup/sign-in", MANAGE, hand_over::show)
        .post("/setup/sign-in/reset", MANAGE, hand_over::reset)
        .post("/setup/sign-in/confirm", MANAGE, hand_over::confirm)
        .get("/reset/{secret}", Guard::Public, use_link::show)
        .post("/reset/{secret}", Guard::Public, use_link::choose)
}
