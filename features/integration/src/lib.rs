//! What other programs get: signed calls when something happens, tables for spreadsheets, a calendar of due dates.

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> solits_web::Routes {
    solits_web::Routes::new()
}
