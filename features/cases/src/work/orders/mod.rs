//! Orders, from intake to hand-out (I-01): purpose, price from the card, way of payment and its confirmation, format and
//! place of delivery, and who received the documents.

pub(crate) mod actions;
pub(crate) mod list;
pub(crate) mod model;
pub(crate) mod page;
pub(crate) mod store;

use solits_web::Routes;

pub(crate) fn routes() -> Routes {
    page::routes().merge(list::routes())
}
