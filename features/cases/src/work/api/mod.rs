//! The parts of a case for other programs.

use solits_web::Routes;

/// The routes of other programs.
pub(crate) fn routes() -> Routes {
    Routes::new()
}
