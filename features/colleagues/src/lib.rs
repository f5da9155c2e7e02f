//! What employees ask of each other: opinions of contact persons, and non-conformities on their way to whoever removes them
//! (areas J and L of the catalogue).

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> solits_web::Routes {
    solits_web::Routes::new()
}
