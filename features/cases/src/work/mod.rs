//! What a case holds and what can be done with it beyond answering: people, order, sources, promises made to the client,
//! pauses and longer terms, other cases, and passing it on.
//!
//! Each word has a folder: `model` (pure), `store`, `actions`, `page`. Every change raises the version of the case, so that
//! two people at once are told of each other, and writes its journal entry in the same transaction.

mod api;
pub(crate) mod calls;
pub(crate) mod contacts;
pub(crate) mod holds;
pub(crate) mod made;
pub(crate) mod messages;
pub(crate) mod news;
pub(crate) mod orders;
mod part;
pub(crate) mod parties;
pub(crate) mod passing;
pub(crate) mod pauses;
pub(crate) mod relations;
pub(crate) mod ruling;
pub(crate) mod sources;
mod summary;
pub(crate) mod visits;

use solits_web::Routes;

pub use made::actions::promise;
pub use passing::store::is_hidden_from;
pub use ruling::awaits_ruling;
pub(crate) use summary::Summary;

/// Declares a closed list of words: as stored and in the API, and the message that says each to people.
macro_rules! named {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$about:meta])* $variant:ident $word:literal $key:literal;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        $vis enum $name { $($(#[$about])* #[serde(rename = $word)] $variant),* }

        impl $name {
            /// As stored.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
            /// Of a stored name.
            pub(crate) fn parse(name: &str) -> Option<Self> {
                match name { $($word => Some(Self::$variant),)* _ => None }
            }
            /// In words.
            pub(crate) fn words(self, words: solits_i18n::Words) -> String {
                words.t(match self { $(Self::$variant => $key),* })
            }
            /// All of them, as a form offers them.
            pub(crate) fn options(words: solits_i18n::Words) -> Vec<(String, String)> {
                [$(Self::$variant),*].map(|one| (one.name().to_owned(), one.words(words))).to_vec()
            }
        }
    };
}
pub(crate) use named;

/// The routes of staff and of other programs.
pub(crate) fn routes() -> Routes {
    parties::page::routes()
        .merge(orders::routes())
        .merge(sources::page::routes())
        .merge(made::page::routes())
        .merge(pauses::page::routes())
        .merge(news::page::routes())
        .merge(relations::routes())
        .merge(passing::page::routes())
        .merge(api::routes())
}
