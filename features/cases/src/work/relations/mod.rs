//! Cases that belong together: linked, similar earlier ones (I-21), two that become one, and one that becomes two (H-19).
//! Whoever relates two cases sees both.

pub(crate) mod actions;
pub(crate) mod merge;
mod page;
pub(crate) mod split;
pub(crate) mod store;

use solits_web::Routes;

pub(crate) fn routes() -> Routes {
    page::routes().merge(split::routes())
}
