//! Words on the screen: catalogues of messages in Latvian and English, plural forms, numbers, times and durations.
//!
//! Every room writes its texts in `messages/lv.ftl` and `messages/en.ftl` and registers them with [`catalogue!`];
//! [`Words`] finds them by key in the language of the person who reads. A key belongs to one room and begins with its
//! name; what all rooms share begins with `common-` or `error-` and lives here.
//!
//! Days and deadlines in words come from the calendar, which also explains them. Texts an institution may reword do
//! not belong here.

mod catalogue;
mod check;
mod figures;
mod plural;
mod value;
mod words;

pub use catalogue::{Catalogue, missing_keys};
pub use check::{check_catalogues, keys_in};
pub use inventory;
pub use plural::{Category, category};
pub use value::{Value, Whole};
pub use words::Words;

catalogue!("messages");
