//! The pages: questions, non-conformities, contact persons, one's own absences.

mod absence;
mod contacts;
pub(crate) mod nonconformities;
mod promised;
mod requests;

use solits_i18n::Words;
use solits_web::{Guard, Notice, Routes};

/// The routes of staff. Everybody who works here may be asked, may ask and may report.
pub(crate) fn routes() -> Routes {
    const STAFF: Guard = Guard::SignedIn;
    const WORK: Guard = Guard::Right("cases.work");
    const READ: Guard = Guard::Right(nonconformities::READ);
    Routes::new()
        .get("/requests", STAFF, requests::list::show)
        .get("/requests/fragment", STAFF, requests::list::fragment)
        .get("/requests/new", STAFF, requests::ask::form)
        .creates("/requests", STAFF, requests::ask::create)
        .get("/requests/meeting", STAFF, requests::meeting::form)
        .creates("/requests/meeting", STAFF, requests::meeting::create)
        .get("/requests/{request}", STAFF, requests::show::show)
        .get("/requests/{request}/fragment", STAFF, requests::show::fragment)
        .post("/requests/{request}/answer", STAFF, requests::change::answer)
        .post("/requests/{request}/partly", STAFF, requests::change::partly)
        .post("/requests/{request}/pass-on", STAFF, requests::change::pass_on)
        .post("/requests/{request}/attend", STAFF, requests::change::attend)
        .post("/requests/{request}/withdraw", STAFF, requests::change::withdraw)
        .get("/cases/{case}/ask", WORK, requests::ask::form_in_case)
        .creates("/cases/{case}/ask", WORK, requests::ask::create_in_case)
        .get("/nonconformities", STAFF, nonconformities::list::show)
        .get("/nonconformities/figures", READ, nonconformities::figures::show)
        .get("/nonconformities/new", STAFF, nonconformities::report::form)
        .creates("/nonconformities", STAFF, nonconformities::report::create)
        .get("/nonconformities/{nonconformity}", STAFF, nonconformities::show::show)
        .post("/nonconformities/{nonconformity}/steps", STAFF, nonconformities::show::act)
        .post("/nonconformities/{nonconformity}/send", STAFF, nonconformities::show::send)
        .get("/contacts", STAFF, contacts::show)
        .get("/absence", STAFF, absence::show)
        .creates("/absence", STAFF, absence::propose)
        .post("/absence/prepared", STAFF, absence::prepare)
        .post("/absence/proposals/{proposal}", STAFF, absence::decide)
}

/// What was just done, from the closed list of words an address may name.
fn notice(key: Option<&str>, words: Words) -> Option<Notice> {
    let text = match key? {
        "asked" => words.t("colleagues-notice-asked"),
        "answered" => words.t("colleagues-notice-answered"),
        "partly" => words.t("colleagues-notice-partly"),
        "passed-on" => words.t("colleagues-notice-passed-on"),
        "withdrawn" => words.t("colleagues-notice-withdrawn"),
        "invited" => words.t("colleagues-notice-invited"),
        "reported" => words.t("colleagues-notice-reported"),
        "kept" => words.t("colleagues-notice-kept"),
        "saved" => words.t("colleagues-notice-saved"),
        "proposed" => words.t("colleagues-notice-proposed"),
        _ => return None,
    };
    Some(Notice { kind: "good", text, undo: None })
}
