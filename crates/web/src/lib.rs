//! Pages, forms, sign-in state and live updates: what every room's screens stand on.
//!
//! A route exists only through [`Routes`], which demands its guard; a handler asks for the context its guard provides
//! ([`EmployeeCx`], [`DeviceCx`], [`PublicCx`], [`ApiCx`]) and opens its transaction through it, so that every statement
//! is bound to one institution.

// Templates name functions of this crate by its name, in this crate as in every room.
extern crate self as solits_web;

mod address;
mod api;
mod app;
mod assets;
mod cx;
mod draft;
mod error;
mod events;
mod form;
mod guard;
mod headers;
mod held;
mod idempotency;
mod limit;
mod limits;
mod live;
mod once;
mod own;
mod pace;
mod page;
mod qr;
mod rights;
mod routes;
mod secret;
mod serve;
mod session;
mod standing;
mod streams;
mod tag;
mod traffic;
mod upload;

pub use address::{ClientAddress, Network, NotANetwork};
pub use api::{Answers, ApiDoc, Json, JsonWithFiles, Schema, Tagged, openapi, schema};
pub use app::{App, AppConfig};
pub use assets::asset;
pub use cx::{ApiCx, DeviceCx, EmployeeCx, LangCx, PublicCx};
pub use draft::{Draft, text_wrong, unprocessable, with_status};
pub use error::{PageResult, WebError, WrongField};
pub use events::{SEALED, event_routes};
pub use form::{Fields, Form};
pub use guard::{DeviceKind, Guard, device_cookie, session_cookie};
pub use held::{Ended, Held, Parcel, Sending, WayIn};
pub use idempotency::{forget_old_keys, recall, remember};
pub use limit::Limiter;
pub use limits::{Limits, NotLimits};
pub use live::live_response;
pub use once::Once;
pub use pace::Pace;
pub use page::{NavItem, Notice, Page, PageKind, PageUser, UndoForm, html, see_other};
pub use qr::qr_svg;
pub use rights::{KEEP_FEEDBACK, ROLES, Right, Role, rights_of};
pub use routes::{Repeated, Route, Routes};
pub use serve::{Listening, serve};
pub use session::{SignedIn, Strength, hash_secret};
pub use standing::Standing;
pub use streams::{Listener, StreamPlace, Streams};
pub use tag::{IfMatch, Tag, json_text, show_json, show_text};
pub use traffic::Traffic;
pub use upload::{Incoming, MOST_FILE, MOST_FILES, SentFile, TooMuch, saved};

/// Bytes as small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
