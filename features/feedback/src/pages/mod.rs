//! The pages: registers, a piece of feedback and its steps, taking down, one's own, figures, and what the public reads.

mod figures;
mod form;
mod higher;
mod mine;
mod new;
mod public;
mod reception;
mod register;
mod show;
mod steps;
mod view;

use solits_i18n::Words;
pub(crate) use solits_web::with_status;
use solits_web::{Guard, Notice, Routes};

/// The right to work on cases.
const WORK: Guard = Guard::Right("cases.work");

/// The routes of this room.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/feedback", WORK, register::show)
        .get("/feedback/new", WORK, new::form)
        .post("/feedback", WORK, new::create)
        .get("/feedback/mine", Guard::SignedIn, mine::show)
        .get("/feedback/figures", WORK, figures::show)
        .get("/feedback/{case}", WORK, show::show)
        .post("/feedback/{case}/register", WORK, steps::register)
        .post("/feedback/{case}/examine", WORK, steps::examine)
        .post("/feedback/{case}/told", WORK, steps::told)
        .post("/feedback/{case}/next", WORK, steps::next)
        .post("/feedback/{case}/reception", WORK, steps::reception)
        .post("/feedback/{case}/close", WORK, steps::close)
        .post("/feedback/{case}/measures/{number}", WORK, steps::check)
        .post("/feedback/{case}/publish", Guard::Right(solits_web::KEEP_FEEDBACK), steps::publish)
        .get("/i/{institution}/feedback", Guard::Public, public::show)
        .get("/i/{institution}/case/higher", Guard::Public, higher::show)
        .post("/i/{institution}/case/higher", Guard::Public, higher::ask)
        .get("/i/{institution}/case/reception", Guard::Public, reception::show)
        .post("/i/{institution}/case/reception", Guard::Public, reception::choose)
}

/// A tab of the room.
#[derive(Clone, Debug)]
pub(crate) struct Tab {
    pub(crate) href: String,
    pub(crate) label: String,
    pub(crate) current: bool,
}

/// The registers and the pages beside them. `counts` are those of the registers that are not closed; whoever `keeps` the
/// registers also gives people what is stored of them.
pub(crate) fn tabs(words: Words, here: &str, counts: &[(String, i64)], keeps: bool) -> Vec<Tab> {
    let mut tabs: Vec<Tab> = solits_written::nature::FeedbackKind::ALL
        .into_iter()
        .map(|kind| {
            let code = kind.code();
            let open = counts.iter().find(|(of, _)| of == code).map_or(0, |(_, open)| *open);
            let name = words.t(&format!("feedback-register-{code}"));
            Tab {
                href: format!("/feedback?kind={code}"),
                label: if open == 0 { name } else { format!("{name} ({})", words.number(open)) },
                current: here == code,
            }
        })
        .collect();
    for (href, key) in [("/feedback/figures", "feedback-figures"), ("/feedback/mine", "feedback-mine")] {
        tabs.push(Tab { href: href.to_owned(), label: words.t(key), current: here == href });
    }
    if keeps {
        tabs.push(Tab { href: "/person".to_owned(), label: words.t("feedback-person"), current: false });
    }
    tabs
}

/// What was just done, from the closed list of words an address may name.
pub(crate) fn notice(key: Option<&str>, words: Words) -> Option<Notice> {
    let key = match key? {
        "registered" => "feedback-notice-registered",
        "nobody" => "feedback-notice-nobody",
        "examined" => "feedback-notice-examined",
        "told" => "feedback-notice-told",
        "passed-on" => "feedback-notice-passed-on",
        "reception" => "feedback-notice-reception",
        "closed" => "feedback-notice-closed",
        "checked" => "feedback-notice-checked",
        "published" => "feedback-notice-published",
        "taken-back" => "feedback-notice-taken-back",
        _ => return None,
    };
    let kind = if key == "feedback-notice-nobody" { "late" } else { "good" };
    Some(Notice { kind, text: words.t(key), undo: None })
}
