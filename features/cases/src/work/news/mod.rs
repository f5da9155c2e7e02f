//! How a client wants to hear where the case stands (I-33), and what a person has to tell them: by text message, letter,
//! telephone or e-address the program tells nobody anything itself.

pub(crate) mod actions;
mod lang;
pub(crate) mod model;
pub(crate) mod page;
pub(crate) mod sent;
pub(crate) mod shown;
pub(crate) mod store;

pub use actions::put_news;
pub use lang::client_lang;
pub use model::{Hearing, HearingWrong, NewsBy, TypedHearing, hearing_of};
pub use page::langs as news_langs;
pub use store::{NewNews, News, Untold, find_hearing, find_news, keep_hearing, list_untold};
