//! Feedback in its four kinds: complaints and claims that climb the institution's ladder, suggestions that are decided on, praise
//! that reaches the praised (area K of the catalogue).

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> solits_web::Routes {
    solits_web::Routes::new()
}
