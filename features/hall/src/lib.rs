//! What stands in the public hall: the kiosk, the display, the branch's page on the web, and the ticket's own page.
//!
//! Nothing here asks who somebody is. Which ticket is next, what wait may be announced and what happens to a ticket is
//! the room `queue`'s; this room shows it, and lets clients take a ticket, ask for more time, leave and come back.

mod board;
mod device;
mod display;
mod doors;
mod fairness;
mod help;
mod hours;
mod issue;
mod kiosk;
mod memory;
mod phone;
mod place;
#[cfg(test)]
mod sample;
mod snapshot;
mod stand;
mod standing;
mod store;
mod wording;

use axum::{
    extract::{Path, Query},
    http::HeaderMap,
};
use solits_web::{ClientAddress, DeviceCx, DeviceKind, Form, Guard, PublicCx, Routes};

pub use board::post_notices;
use snapshot::Shared;

solits_i18n::catalogue!("messages");

const KIOSK: Guard = Guard::Device(DeviceKind::Kiosk);
const DISPLAY: Guard = Guard::Device(DeviceKind::Display);

/// The routes of this room. Each call makes a memory of its own, for the one program that serves them.
pub fn routes() -> Routes {
    let shared = Shared::new();
    /// A handler that is given the memory beside what it asks for itself.
    macro_rules! with {
        ($handler:path: $($name:ident: $type:ty),*) => {{
            let shared = shared.clone();
            move |$($name: $type),*| $handler($($name,)* shared.clone())
        }};
    }
    Routes::new()
        .get(
            "/kiosk",
            KIOSK,
            with!(kiosk::start: cx: DeviceCx, headers: HeaderMap, shown: Query<kiosk::Shown>),
        )
        .get(
            "/kiosk/priority",
            KIOSK,
            with!(kiosk::priority: cx: DeviceCx, headers: HeaderMap, shown: Query<kiosk::Shown>),
        )
        .get(
            "/kiosk/fragment",
            KIOSK,
            with!(kiosk::fragment: cx: DeviceCx, headers: HeaderMap, shown: Query<kiosk::Shown>),
        )
        .get("/kiosk/live", KIOSK, with!(kiosk::live: cx: DeviceCx))
        .get("/kiosk/help", KIOSK, with!(help::show: cx: DeviceCx))
        .get("/kiosk/help/fragment", KIOSK, with!(help::fragment: cx: DeviceCx))
        .post("/kiosk/help", KIOSK, help::ask)
        .get("/kiosk/other-ways", KIOSK, with!(kiosk::other_ways: cx: DeviceCx, wanted: Query<kiosk::Wanted>))
        .post("/kiosk/ticket", KIOSK, kiosk::take)
        .get("/kiosk/ticket/{ticket}", KIOSK, with!(kiosk::ticket: cx: DeviceCx, ticket: Path<String>))
        .get("/display", DISPLAY, with!(display::show: cx: DeviceCx, headers: HeaderMap))
        .get("/display/fragment", DISPLAY, with!(display::fragment: cx: DeviceCx, headers: HeaderMap))
        .get("/display/notices", DISPLAY, with!(display::notices_fragment: cx: DeviceCx))
        .get("/display/live", DISPLAY, with!(display::live: cx: DeviceCx))
        .get("/i/{institution}", Guard::Public, place::institution)
        .get(
            "/i/{institution}/branch/{branch}",
            Guard::Public,
            with!(place::show: cx: PublicCx, path: Path<(String, String)>, outcome: Query<place::Outcome>),
        )
        .get(
            "/i/{institution}/branch/{branch}/fragment",
            Guard::Public,
            with!(place::fragment: cx: PublicCx, path: Path<(String, String)>),
        )
        .get(
            "/i/{institution}/branch/{branch}/live",
            Guard::Public,
            with!(place::live: cx: PublicCx, path: Path<(String, String)>, address: ClientAddress),
        )
        .get("/i/{institution}/branch/{branch}/stand", Guard::Public, stand::show)
        .post(
            "/i/{institution}/branch/{branch}/ticket",
            Guard::Public,
            with!(place::take: cx: PublicCx, path: Path<(String, String)>, address: ClientAddress, form: Form),
        )
        .get(
            "/i/{institution}/ticket/{ticket}",
            Guard::Public,
            with!(phone::show: cx: PublicCx, path: phone::TicketPath, done: Query<phone::Done>),
        )
        .get(
            "/i/{institution}/ticket/{ticket}/fragment",
            Guard::Public,
            with!(phone::fragment: cx: PublicCx, path: phone::TicketPath),
        )
        .get(
            "/i/{institution}/ticket/{ticket}/live",
            Guard::Public,
            with!(phone::live: cx: PublicCx, path: phone::TicketPath, address: ClientAddress),
        )
        .post("/i/{institution}/ticket/{ticket}/more-time", Guard::Public, phone::more_time)
        .post("/i/{institution}/ticket/{ticket}/return", Guard::Public, phone::come_back)
        .get("/i/{institution}/ticket/{ticket}/leave", Guard::Public, phone::ask_to_leave)
        .post("/i/{institution}/ticket/{ticket}/leave", Guard::Public, phone::leave)
        .merge(board::routes())
}
