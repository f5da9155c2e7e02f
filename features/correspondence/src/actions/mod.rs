//! What is done in writing, alike from a page and from another program's call: a form or a call is looked over as a
//! [`Draft`](solits_web::Draft), and what nothing keeps here is written in one transaction.

pub(crate) mod addressees;
pub(crate) mod again;
pub(crate) mod around;
pub(crate) mod asked;
pub(crate) mod compose;
pub(crate) mod delay;
pub(crate) mod enclose;
pub(crate) mod forward;
pub(crate) mod given;
pub(crate) mod leave;
pub(crate) mod meeting;
pub(crate) mod on_paper;
pub(crate) mod parts;
pub(crate) mod posted;
pub(crate) mod published;
pub(crate) mod see_to;
pub(crate) mod settle;
pub(crate) mod spelling;
pub(crate) mod templates;
pub(crate) mod ways;
pub(crate) mod words;
pub(crate) mod written_down;
