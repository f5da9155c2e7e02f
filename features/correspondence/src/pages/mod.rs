//! The pages of correspondence: mailboxes, letters that need a person, the conversation of a case.

mod aside;
mod blocked;
mod client;
mod conversation;
mod delay;
mod draft;
mod enclosed;
mod failing;
mod formatted;
mod forward;
mod given;
mod holds;
mod letters;
mod mailboxes;
mod meeting;
mod nature;
mod outbox;
mod portal;
mod print;
mod questions;
mod reply;
mod returned;
mod templates;
mod terms;
mod unsent;
mod words;
mod written_down;

use solits_web::{Guard, PageResult, Routes};

/// The right to see and work on cases.
const WORK: Guard = Guard::Right("cases.work");
/// The right to set the institution up.
const MANAGE: Guard = Guard::Right("setup.manage");

/// The right to say how long things are kept.
const KEEP: Guard = Guard::Right("record.keep");

/// The routes of this room.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/setup/mailboxes", MANAGE, mailboxes::list)
        .creates("/setup/mailboxes", MANAGE, mailboxes::add)
        .get("/setup/mailboxes/{id}", MANAGE, mailboxes::show)
        .post("/setup/mailboxes/{id}", MANAGE, mailboxes::save)
        .get("/setup/blocked", MANAGE, blocked::list)
        .post("/setup/blocked", MANAGE, blocked::settle)
        .get("/setup/kept", KEEP, terms::show)
        .post("/setup/kept/holds", KEEP, holds::hold)
        .post("/setup/kept/holds/{case}/let-go", KEEP, holds::let_go)
        .post("/setup/kept/{kind}", KEEP, terms::change)
        .post("/setup/kept/{kind}/confirm", KEEP, terms::confirm)
        .get("/letters", WORK, letters::list)
        .get("/letters/new", WORK, written_down::form)
        .post("/letters/new", WORK, written_down::send)
        .takes_its_time()
        .get("/letters/fragment", WORK, letters::fragment)
        .post("/letters/seen-to", WORK, letters::see_to_several)
        .post("/letters/undo", WORK, letters::undo)
        .get("/letters/{id}", WORK, letters::show)
        .post("/letters/{id}/open", WORK, letters::open)
        .post("/letters/{id}/seen-to", WORK, letters::seen_to)
        .post("/letters/{id}/take-up", WORK, letters::take_up)
        .get("/letters/{id}/original", WORK, letters::original)
        .get("/cases/{case}/letters", WORK, conversation::show)
        .get("/cases/{case}/nature", WORK, nature::show)
        .post("/cases/{case}/nature", WORK, nature::say)
        .post("/cases/{case}/join", WORK, nature::join)
        .post("/cases/{case}/leave", WORK, nature::leave)
        .get("/cases/{case}/paper", WORK, written_down::show_paper)
        .get("/cases/{case}/letters/{message}/original", WORK, enclosed::original)
        .get("/cases/{case}/letters/{message}/files/{place}", WORK, enclosed::file)
        .get("/cases/{case}/letters/{message}/formatted", WORK, formatted::show)
        .creates("/cases/{case}/letters/{message}/meeting", WORK, meeting::answer)
        .post("/cases/{case}/letters/{message}/take-back", WORK, reply::take_back)
        .get("/cases/{case}/reply", WORK, reply::form)
        .post("/cases/{case}/reply", WORK, reply::submit)
        .takes_its_time()
        .post("/cases/{case}/reply/keep", WORK, reply::keep)
        .get("/cases/{case}/letters/delay", WORK, delay::form)
        .post("/cases/{case}/letters/delay", WORK, delay::tell)
        .get("/cases/{case}/letters/forward", WORK, forward::form)
        .post("/cases/{case}/letters/forward", WORK, forward::send)
        .get("/cases/{case}/letters/given", WORK, given::form)
        .post("/cases/{case}/letters/given", WORK, given::register)
        .takes_its_time()
        .get("/cases/{case}/letters/insult", WORK, delay::insult_form)
        .post("/cases/{case}/letters/insult", WORK, delay::insult)
        .get("/cases/{case}/letters/{message}/print", WORK, print::show)
        .get("/cases/{case}/letters/{message}/letter.pdf", WORK, print::pdf)
        .post("/cases/{case}/letters/{message}/posted", WORK, print::posted)
        .get("/cases/{case}/news/{news}/print", WORK, print::news)
        .get("/cases/{case}/news/{news}/letter.pdf", WORK, print::news_pdf)
        .get("/cases/{case}/letters/{message}/returned", WORK, returned::show)
        .post("/cases/{case}/letters/{message}/returned", WORK, returned::settle)
        .get("/cases/{case}/letters/{message}/again", WORK, outbox::again_form)
        .post("/cases/{case}/letters/{message}/again", WORK, outbox::again)
        .post("/cases/{case}/letters/{message}/move", WORK, outbox::move_to)
        .get("/outbox", WORK, outbox::list)
        .get("/templates", WORK, templates::list_mine)
        .creates("/templates", WORK, templates::add_mine)
        .get("/templates/{id}", WORK, templates::show_mine)
        .post("/templates/{id}", WORK, templates::save_mine)
        .get("/setup/templates", MANAGE, templates::list)
        .creates("/setup/templates", MANAGE, templates::add)
        .get("/setup/templates/{id}", MANAGE, templates::show)
        .post("/setup/templates/{id}", MANAGE, templates::save)
        .get("/setup/words", MANAGE, words::list)
        .post("/setup/words", MANAGE, words::save)
        .get("/i/{institution}/write", Guard::Public, portal::choose)
        .get("/i/{institution}/write/{matter}", Guard::Public, portal::form)
        .post("/i/{institution}/write/{matter}", Guard::Public, portal::send)
        .takes_its_time()
        .get("/i/{institution}/confirm/{code}", Guard::Public, portal::confirm_door)
        .post("/i/{institution}/confirm/{code}", Guard::Public, portal::confirm_press)
        .get("/i/{institution}/case/message", Guard::Public, client::show)
        .post("/i/{institution}/case/message", Guard::Public, client::send)
        .takes_its_time()
        .get("/i/{institution}/case/files/{message}/{place}", Guard::Public, client::file)
        .get("/i/{institution}/questions", Guard::Public, questions::list)
        .get("/cases/{case}/publish", WORK, questions::form)
        .post("/cases/{case}/publish", WORK, questions::publish)
        .post("/cases/{case}/publish/withdraw", WORK, questions::withdraw)
}

/// Bytes of somebody else's, always to be saved and never shown in a page of ours (security §6).
fn saved(name: &str, content: Vec<u8>) -> PageResult {
    solits_web::saved(name, "application/octet-stream", content)
}
