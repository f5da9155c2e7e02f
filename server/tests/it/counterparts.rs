//! What staff do on a page another program does by a call, or it stands here why not. Whoever adds a form meets this test.

use std::collections::BTreeSet;

use crate::walk::routes;

/// Actions of pages whose call has another address than the page; of all others it is that of the page under `/api/v1`.
const ELSEWHERE: &[(&str, &str)] = &[
    ("/cases/{case}/ask", "POST /api/v1/requests"),
    ("/cases/{case}/extend", "POST /api/v1/cases/{case}/extensions"),
    ("/cases/{case}/letters/forward", "POST /api/v1/cases/{case}/forward"),
    ("/cases/{case}/letters/given", "POST /api/v1/cases/{case}/given"),
    ("/cases/{case}/letters/{message}/again", "POST /api/v1/cases/{case}/messages/{message}/again"),
    ("/cases/{case}/letters/{message}/move", "POST /api/v1/cases/{case}/messages/{message}/move"),
    ("/cases/{case}/letters/{message}/posted", "POST /api/v1/cases/{case}/messages/{message}/posted"),
    ("/cases/{case}/letters/{message}/returned", "POST /api/v1/cases/{case}/messages/{message}/returned"),
    ("/cases/{case}/letters/{message}/take-back", "POST /api/v1/cases/{case}/messages/{message}/take-back"),
    ("/cases/{case}/pause", "POST /api/v1/cases/{case}/pauses"),
    ("/cases/{case}/refer", "POST /api/v1/cases/{case}/referrals"),
    ("/cases/{case}/refuse", "POST /api/v1/cases/{case}/refusal"),
    ("/cases/{case}/reply", "POST /api/v1/cases/{case}/replies"),
    ("/cases/{case}/resume", "POST /api/v1/cases/{case}/pauses/end"),
    ("/exports", "GET /api/v1/exports/{what}"),
    ("/letters/new", "POST /api/v1/letters"),
    ("/letters/seen-to", "POST /api/v1/letters/{letter}/seen-to"),
    ("/letters/undo", "POST /api/v1/letters/{letter}/take-up"),
    ("/person", "GET /api/v1/person"),
    ("/person/file", "GET /api/v1/person"),
    ("/person/print", "GET /api/v1/person"),
    ("/requests/{request}/answer", "POST /api/v1/requests/{request}/answers"),
    ("/setup/absences", "POST /api/v1/absences"),
    ("/setup/absences/{id}/end", "POST /api/v1/absences/{absence}/end"),
    ("/setup/institution/mark", "PUT /api/v1/institution/mark"),
    ("/setup/institution/mark/remove", "DELETE /api/v1/institution/mark"),
    ("/setup/templates", "POST /api/v1/templates"),
    ("/setup/templates/{id}", "POST /api/v1/templates/{template}"),
    ("/setup/webhooks", "POST /api/v1/webhooks"),
    (
        "/setup/webhooks/{webhook}/calls/{number}/again",
        "POST /api/v1/webhooks/{webhook}/calls/{number}/again",
    ),
    ("/setup/webhooks/{webhook}/off", "POST /api/v1/webhooks/{webhook}/off"),
    ("/setup/webhooks/{webhook}/on", "POST /api/v1/webhooks/{webhook}/on"),
    ("/setup/webhooks/{webhook}/remove", "DELETE /api/v1/webhooks/{webhook}"),
    ("/setup/webhooks/{webhook}/secret", "POST /api/v1/webhooks/{webhook}/secret"),
    ("/setup/webhooks/{webhook}/try", "POST /api/v1/webhooks/{webhook}/try"),
    ("/standard/drafts/{draft}/send", "POST /api/v1/standards/drafts/{draft}/send"),
    ("/standard/drafts/{draft}/text", "POST /api/v1/standards/drafts/{draft}/text"),
    ("/standard/drafts/{draft}/text/check", "GET /api/v1/standards/drafts/{draft}/check"),
    ("/standard/upload", "POST /api/v1/standards"),
    ("/standard/{number}/adopt", "POST /api/v1/standards/{number}/adopt"),
    ("/standard/{number}/approve", "POST /api/v1/standards/{number}/approve"),
    ("/workplace/close", "POST /api/v1/counters/{counter}/close"),
    ("/workplace/finish", "POST /api/v1/counters/{counter}/finish"),
    ("/workplace/next", "POST /api/v1/counters/{counter}/call-next"),
    ("/workplace/no-show", "POST /api/v1/counters/{counter}/no-show"),
    ("/workplace/park", "POST /api/v1/counters/{counter}/park"),
    ("/workplace/recall", "POST /api/v1/counters/{counter}/recall"),
    ("/workplace/service", "POST /api/v1/counters/{counter}/add-service"),
    ("/workplace/sit", "POST /api/v1/counters/{counter}/open"),
    ("/workplace/start", "POST /api/v1/counters/{counter}/start"),
    ("/workplace/transfer", "POST /api/v1/counters/{counter}/transfer"),
];

/// Actions that are people's alone, each with the reason; a star stands for whatever follows.
const PEOPLE_ALONE: &[(&str, &str)] = &[
    (
        "/absence*",
        "asked for and agreed between an employee and their manager; /api/v1/absences notes what is agreed",
    ),
    ("/account/*", "one's own way to sign in"),
    ("/acquaintance*", "a person says what they themselves have read"),
    ("/cases/{case}/letters/insult", "a person judges that a letter insults"),
    ("/cases/{case}/letters/{message}/meeting", "an invitation by calendar is answered by whoever it is for"),
    ("/cases/{case}/reply/keep", "drafts are their author's alone"),
    ("/evidence/*", "people answer for how the standard is kept"),
    ("/floor/*", "whoever stands in the hall sees what happens there"),
    ("/inbox/presence/{case}", "says that a person is looking at this moment"),
    ("/inbox/views*", "one's own saved views"),
    ("/me/calendar*", "one's own address of a calendar"),
    ("/plan/*", "a person signs what they did of the plan of the standard"),
    ("/reports/seen", "a person says what they themselves have read"),
    ("/setup/access-record/*", "how long the record of looks is kept"),
    ("/setup/blocked", "set-up: an administrator judges what the scanner has found"),
    ("/setup/branch*", "set-up"),
    ("/setup/calendar/*", "set-up"),
    ("/setup/counter*", "set-up"),
    ("/setup/device*", "set-up"),
    ("/setup/display*", "set-up"),
    ("/setup/employee*", "set-up: who may do what"),
    ("/setup/import*", "set-up"),
    ("/setup/institution", "set-up"),
    ("/setup/invitations", "set-up: who may sign in"),
    ("/setup/kept/*", "how long things are kept"),
    ("/setup/line*", "set-up"),
    ("/setup/mailboxes*", "set-up: passwords of mailboxes lie in files of the server"),
    ("/setup/service*", "set-up"),
    ("/setup/sign-in/*", "set-up: who may sign in"),
    ("/setup/structure/*", "set-up"),
    ("/setup/substitutes*", "set-up"),
    ("/setup/tokens*", "no token makes another"),
    ("/setup/units*", "set-up"),
    ("/setup/webhooks/{webhook}", "a program makes a webhook anew"),
    ("/setup/words", "set-up: what the institution spells its own way"),
    ("/standard/drafts", "a program begins no working copy"),
    ("/standard/drafts/{draft}/clash", "people write together; a program saves the whole text"),
    ("/standard/drafts/{draft}/entry", "people write together; a program saves the whole text"),
    ("/standard/drafts/{draft}/here", "says where a person writes at this moment"),
    ("/standard/drafts/{draft}/history/{state}", "people write together; a program saves the whole text"),
    ("/standard/drafts/{draft}/item", "people write together; a program saves the whole text"),
    ("/standard/drafts/{draft}/put-away", "people write together; a program saves the whole text"),
    ("/standard/{number}/lab*", "a trial of a draft, which whoever decides on it looks at"),
    ("/standard/{number}/seen", "a person says what they themselves have read"),
    ("/suggestions*", "between an employee and whoever answers them"),
    ("/workplace/back", "of the desk itself, with whoever sits there"),
    ("/workplace/call", "of the desk itself, with whoever sits there"),
    ("/workplace/colleague", "of the desk itself, with whoever sits there"),
    ("/workplace/doors", "of the desk itself, with whoever sits there"),
    ("/workplace/help", "of the desk itself, with whoever sits there"),
    ("/workplace/identity", "of the desk itself, with whoever sits there"),
    ("/workplace/mistake", "of the desk itself, with whoever sits there"),
    ("/workplace/note", "of the desk itself, with whoever sits there"),
    ("/workplace/party", "of the desk itself, with whoever sits there"),
    ("/workplace/pause", "of the desk itself, with whoever sits there"),
    ("/workplace/resume", "of the desk itself, with whoever sits there"),
    ("/workplace/undo", "of the desk itself, with whoever sits there"),
];

/// A path whatever its parameters are called.
fn plain(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// Whether a line of people's own actions means a path.
fn means(line: &str, path: &str) -> bool {
    match line.strip_suffix('*') {
        Some(beginning) => plain(path).starts_with(&plain(beginning)),
        None => plain(line) == plain(path),
    }
}

#[test]
fn what_staff_do_on_a_page_another_program_does_by_a_call_or_it_is_said_why_not() {
    let table = routes();
    let call = |method: &str, path: &str| format!("{method} {}", plain(path));
    let calls: BTreeSet<String> = table
        .iter()
        .filter(|route| route.guard == "api")
        .map(|route| call(&route.method, &route.path))
        .collect();
    let pages: BTreeSet<&str> = table
        .iter()
        .filter(|route| route.method != "GET" && matches!(route.guard.as_str(), "right" | "signed_in"))
        .map(|route| route.path.as_str())
        .collect();
    assert!(pages.len() > 150, "only {} actions of pages", pages.len());

    let has_call = |page: &str| {
        let named = ELSEWHERE.iter().any(|(from, _)| plain(from) == plain(page));
        named || calls.contains(&call("POST", &format!("/api/v1{page}")))
    };
    let is_alone = |page: &str| PEOPLE_ALONE.iter().any(|(line, _)| means(line, page));
    let without: Vec<&str> =
        pages.iter().copied().filter(|page| !has_call(page) && !is_alone(page)).collect();
    assert!(without.is_empty(), "neither a call nor a reason why not:\n{}", without.join("\n"));

    // Neither list says what is not so any more.
    for (page, to) in ELSEWHERE {
        assert!(pages.iter().any(|one| plain(one) == plain(page)), "there is no action {page}");
        let (method, path) = to.split_once(' ').unwrap();
        assert!(calls.contains(&call(method, path)), "there is no call {to}");
    }
    for (line, reason) in PEOPLE_ALONE {
        let is_met = pages.iter().any(|page| means(line, page) && !has_call(page));
        assert!(is_met, "{line} ({reason}) is no action without a call");
    }
}
