//! One search over everything a person may see: cases, what was written in them, names, numbers and telephones.

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> solits_web::Routes {
    solits_web::Routes::new()
}
