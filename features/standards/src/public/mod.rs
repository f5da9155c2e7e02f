//! The standard for everybody: read paragraph by paragraph, its history, and a poster for the hall.
//!
//! Nothing here is about a draft, and nobody is named. Every page stands on the standards that are kept compiled in memory.

mod citation;
mod documents;
mod figures;
mod history;
mod hours;
mod kept;
mod meaning;
mod page;
mod paragraphs;
mod poster;
mod store;
mod versions;

use axum::extract::Path;
use solits_web::{Guard, PublicCx, Routes};

use figures::Memory;
pub(crate) use page::Whole;

/// The routes of the public pages. Each call makes a memory of its own, for the one program that serves them.
pub(crate) fn routes() -> Routes {
    let memory = Memory::default();
    let of_version = memory.clone();
    Routes::new()
        .get("/i/{institution}/standard", Guard::Public, move |cx: PublicCx| {
            page::in_force(cx, memory.clone())
        })
        .get("/i/{institution}/standard/history", Guard::Public, history::history)
        .get("/i/{institution}/standard/poster", Guard::Public, poster::poster)
        .get(
            "/i/{institution}/standard/{number}",
            Guard::Public,
            move |cx: PublicCx, path: Path<(String, String)>| page::version(cx, path, of_version.clone()),
        )
}

/// The addresses of an institution's public pages about its standard.
struct Addresses {
    standard: String,
    history: String,
    poster: String,
    promises: String,
}

impl Addresses {
    fn of(institution: &str) -> Self {
        let standard = format!("/i/{institution}/standard");
        Self {
            history: format!("{standard}/history"),
            poster: format!("{standard}/poster"),
            promises: format!("/i/{institution}/promises"),
            standard,
        }
    }

    fn version(&self, number: i64) -> String {
        format!("{}/{number}", self.standard)
    }
}
