//! Being written.
use solits_web::Routes;
/// Routes.
pub fn routes() -> Routes {
    Routes::new()
}
