//! The calls of correspondence, with what the description says of them.

use axum::http::Method;
use solits_web::{Answers, ApiDoc, Routes, Schema, Tagged, schema};

use super::{
    bodies::{
        LetterBody, LettersBody, MessageBody, MessagesBody, NatureBody, OpenedBody, OutboxBody, StateBody,
        TakenBody, WrittenBody,
    },
    client, forward, institution, letters, messages, natures, outbox, paper, publish, reply,
    sent::{
        AgainBody, DelayBody, DoneBody, ForwardBody, GivenBody, JoinBody, MoveBody, ReplyBody, SayNatureBody,
        SeenToNowBody, SettleBody, WrittenDownBody,
    },
    told,
};

pub(super) const READS: &str = "messages.read";
pub(super) const WRITES: &str = "messages.write";

pub(super) fn shows(summary: &'static str, answer: Schema) -> ApiDoc {
    ApiDoc { summary, response: Some(answer), ..ApiDoc::default() }
}

fn file(summary: &'static str, media: &'static str) -> ApiDoc {
    let bytes: Schema = || serde_json::json!({ "type": "string", "format": "binary" });
    ApiDoc { answers: Answers::File(media), ..shows(summary, bytes) }
}

pub(super) fn does(summary: &'static str, request: Schema, answer: Schema) -> ApiDoc {
    ApiDoc { request: Some(request), ..shows(summary, answer) }
}

/// A change in a case.
fn changes(summary: &'static str, request: Schema) -> ApiDoc {
    ApiDoc { tagged: Tagged::Guarded, ..does(summary, request, schema::<WrittenBody>) }
}

/// A change of what a case is.
fn turns(summary: &'static str, request: Schema) -> ApiDoc {
    ApiDoc { tagged: Tagged::Guarded, ..does(summary, request, schema::<StateBody>) }
}

/// The routes of other programs.
pub(crate) fn routes() -> Routes {
    conversation()
        .merge(on_paper())
        .merge(fates())
        .merge(coming())
        .merge(leaving())
        .merge(client::routes())
        .merge(publish::routes())
        .merge(institution::routes())
}

/// What was said in a case, and what is said now.
fn conversation() -> Routes {
    let (messages_of, message) = ("/api/v1/cases/{case}/messages", "/api/v1/cases/{case}/messages/{message}");
    let listed = ApiDoc {
        query: &[("from", "How many of the oldest are passed over")],
        ..shows("What was said in a case, oldest first", schema::<MessagesBody>)
    };
    let one = shows("A message of a case", schema::<MessageBody>);
    let original = file("A letter of a client as it came", "message/rfc822");
    let enclosed = file("A file of a message, to be saved", "application/octet-stream");
    let replied = changes("Reply to the client", schema::<ReplyBody>);
    let delayed = changes(
        "Tell the client that the answer comes later; the new day is an obligation",
        schema::<DelayBody>,
    );
    let passed = changes(
        "Forward a whole case to the competent body with a letter; the case is closed",
        schema::<ForwardBody>,
    );
    let given = changes("Register an answer that was given elsewhere", schema::<GivenBody>);
    Routes::new()
        .api(Method::GET, messages_of, READS, listed, messages::list)
        .api(Method::GET, message, READS, one, messages::show)
        .api(
            Method::GET,
            "/api/v1/cases/{case}/messages/{message}/original",
            READS,
            original,
            messages::original,
        )
        .api(
            Method::GET,
            "/api/v1/cases/{case}/messages/{message}/files/{place}",
            READS,
            enclosed,
            messages::file,
        )
        .api(Method::POST, "/api/v1/cases/{case}/replies", WRITES, replied, reply::reply)
        .takes_its_time()
        .api(Method::POST, "/api/v1/cases/{case}/letters/delay", WRITES, delayed, told::delay)
        .api(Method::POST, "/api/v1/cases/{case}/given", WRITES, given, told::given)
        .takes_its_time()
        .api(Method::POST, "/api/v1/cases/{case}/forward", WRITES, passed, forward::forward)
}

/// Our letters as pages ready to be printed.
fn on_paper() -> Routes {
    let printed = |summary| ApiDoc {
        query: &[(
            "employee",
            "Id of the employee for whom it is fetched; a signed-in employee acts for themselves",
        )],
        ..file(summary, "application/pdf")
    };
    let letter = printed("A letter of ours in the institution's style, ready to be printed");
    let news = printed("What a client is to be told, as a letter ready to be printed");
    Routes::new()
        .api(Method::GET, "/api/v1/cases/{case}/letters/{message}/letter.pdf", READS, letter, paper::letter)
        .api(Method::GET, "/api/v1/cases/{case}/news/{news}/letter.pdf", READS, news, paper::news)
}

/// What becomes of our letters.
fn fates() -> Routes {
    let back = changes("Take a letter back that has not left", schema::<DoneBody>);
    let moved = changes("Choose another moment for a letter that leaves later", schema::<MoveBody>);
    let again = changes("Send a letter once more", schema::<AgainBody>);
    let posted = changes("Note that a letter on paper was given to the post", schema::<DoneBody>);
    let settled = changes("Say what was done about a letter that did not arrive", schema::<SettleBody>);
    Routes::new()
        .api(
            Method::POST,
            "/api/v1/cases/{case}/messages/{message}/take-back",
            WRITES,
            back,
            reply::take_back,
        )
        .api(Method::POST, "/api/v1/cases/{case}/messages/{message}/move", WRITES, moved, reply::move_to)
        .api(Method::POST, "/api/v1/cases/{case}/messages/{message}/again", WRITES, again, reply::again)
        .api(Method::POST, "/api/v1/cases/{case}/messages/{message}/posted", WRITES, posted, reply::posted)
        .api(
            Method::POST,
            "/api/v1/cases/{case}/messages/{message}/returned",
            WRITES,
            settled,
            reply::returned,
        )
}

/// Letters that belong to no case yet, and what cases are.
fn coming() -> Routes {
    let aside = ApiDoc {
        query: &[
            ("state", "needs_attention, set_aside or seen_to; without it all that nobody has seen to"),
            ("before", "Letters that stand after this one"),
        ],
        ..shows("Letters that belong to no case, the latest first", schema::<LettersBody>)
    };
    let original = file("A letter that belongs to no case, as it came", "message/rfc822");
    let one = shows("A letter that belongs to no case", schema::<LetterBody>);
    let seen_to = does(
        "Say that a letter needs no case, and why; it can be found and taken up again",
        schema::<SeenToNowBody>,
        schema::<LetterBody>,
    );
    let taken_up = does("Take a letter up again that was seen to", schema::<DoneBody>, schema::<LetterBody>);
    let opened = does("Open a case for a letter", schema::<DoneBody>, schema::<OpenedBody>);
    let taken = does(
        "Write down what came on paper, over the e-address, at the counter or by telephone",
        schema::<WrittenDownBody>,
        schema::<TakenBody>,
    );
    let nature = shows("What a case is by law and by standard", schema::<NatureBody>);
    let said = turns("Confirm or correct what a case is", schema::<SayNatureBody>);
    let joined =
        turns("Make a case part of the one it belongs to; answers with that one", schema::<JoinBody>);
    let left = turns("Say that a case is a matter of its own", schema::<DoneBody>);
    Routes::new()
        .api(Method::GET, "/api/v1/letters", READS, aside, letters::list)
        .api(Method::GET, "/api/v1/letters/{letter}", READS, one, letters::show)
        .api(Method::POST, "/api/v1/letters/{letter}/seen-to", WRITES, seen_to, letters::seen_to)
        .api(Method::POST, "/api/v1/letters/{letter}/take-up", WRITES, taken_up, letters::take_up)
        .api(Method::GET, "/api/v1/letters/{letter}/original", READS, original, letters::original)
        .api(Method::POST, "/api/v1/letters/{letter}/open", WRITES, opened, letters::open)
        .api(Method::POST, "/api/v1/letters", WRITES, taken, letters::write_down)
        .takes_its_time()
        .api(Method::GET, "/api/v1/cases/{case}/nature", READS, nature, natures::show)
        .api(Method::POST, "/api/v1/cases/{case}/nature", WRITES, said, natures::say)
        .api(Method::POST, "/api/v1/cases/{case}/join", WRITES, joined, natures::join)
        .api(Method::POST, "/api/v1/cases/{case}/leave", WRITES, left, natures::leave)
}

/// What is to leave.
fn leaving() -> Routes {
    let listed = ApiDoc {
        query: &[
            ("state", "waiting (without it), tried, sent, given_up or taken_back"),
            ("before", "Letters written before this one"),
        ],
        ..shows("Our letters by what became of them, the latest first", schema::<OutboxBody>)
    };
    Routes::new().api(Method::GET, "/api/v1/outbox", READS, listed, outbox::list)
}
