//! The list a specialist works from: what is due first, whose it is, who is already writing, and what can be done to several
//! at once.

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> solits_web::Routes {
    solits_web::Routes::new()
}
