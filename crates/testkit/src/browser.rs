//! Pages of a room as somebody asks for them who is signed in under a short name: the name is the secret of the session and
//! the token of its forms, too.

use std::{future::poll_fn, pin::Pin};

use axum::{
    Router,
    body::{Body, HttpBody as _, to_bytes},
    http::{HeaderMap, Request, StatusCode, header, request::Builder},
};
use solits_db::{Db, Tx, sql};
use solits_kernel::{EmployeeId, Scope, Timestamp};
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::CANARY;

/// More than this no page of a test is long, in bytes.
const MOST: usize = 20 * 1024 * 1024;

/// Signs somebody in with a passkey under a short name. `hash` is what the program keeps of that name as a secret,
/// `number` is the session's own.
pub async fn sign_in(
    tx: &mut Tx,
    number: u128,
    who: &str,
    hash: Vec<u8>,
    employee: EmployeeId,
    at: Timestamp,
) {
    sql!(
        "INSERT INTO sessions (institution_id, id, token_hash, employee_id, csrf, strength, created_at, seen_at)
         VALUES ($1, $2, $3, $4, $5, 'passkey', $6, $6)"
    )
    .bind(Uuid::from_u128(number))
    .bind(hash)
    .bind(employee)
    .bind(who)
    .bind(at)
    .run(tx)
    .await
    .expect("a session");
}

/// Lets everybody who is signed in have done so just now: a session lasts a day.
pub async fn sign_in_anew(db: &Db, scope: Scope, at: Timestamp) {
    let mut tx = db.write(scope).await.expect("a transaction");
    let renewed = sql!("UPDATE sessions SET created_at = $2, seen_at = $2 WHERE institution_id = $1");
    renewed.bind(at).run(&mut tx).await.expect("sessions");
    tx.commit().await.expect("sessions are renewed");
}

/// How many entries of a kind the journal has, by the name it is stored under.
pub async fn count_entries(db: &Db, scope: Scope, kind: &str) -> i64 {
    let mut tx = db.read(scope).await.expect("a transaction");
    let count = sql!("SELECT count(*) AS value FROM journal WHERE institution_id = $1 AND kind = $2");
    count.bind(kind).scalar(&mut tx).await.expect("the journal").unwrap_or_default()
}

/// A request for a page.
pub fn page(who: &str, path: &str) -> Request<Body> {
    let request = Request::builder().uri(path).header(header::COOKIE, format!("s={who}"));
    request.body(Body::empty()).expect("a request")
}

/// A form that one of our own pages sends, still without its body.
pub fn sent(who: &str, path: &str) -> Builder {
    Request::builder()
        .method("POST")
        .uri(path)
        .header(header::COOKIE, format!("s={who}"))
        .header("sec-fetch-site", "same-origin")
        .header(header::ORIGIN, "http://localhost")
        .header(header::HOST, "localhost")
}

/// A form of a page with its fields as they are sent: `reason=x&day=2026-11-23`.
pub fn form(who: &str, path: &str, fields: &str) -> Request<Body> {
    sent(who, path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("csrf={who}&{fields}")))
        .expect("a request")
}

/// Fields as a form sends them.
pub fn fields(of: &[(&str, &str)]) -> String {
    of.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

/// A value as a form sends it.
fn encoded(value: &str) -> String {
    use std::fmt::Write as _;
    value.bytes().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "%{byte:02X}");
        text
    })
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// The body as a text.
    pub body: String,
    /// Where it leads, if anywhere.
    pub location: Option<String>,
}

/// Asks a room. An answer that shows a word of the other institution, or a text that is missing, fails the test.
pub async fn ask(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, MOST).await.expect("a body").to_vec();
    let body = String::from_utf8_lossy(&bytes).into_owned();
    assert!(!body.contains(CANARY), "another institution's word is in the answer");
    assert!(!body.contains('⟦'), "a text is missing: {body}");
    let location = parts.headers.get(header::LOCATION);
    let location = location.and_then(|value| value.to_str().ok()).map(str::to_owned);
    Answer { status: parts.status, headers: parts.headers, bytes, body, location }
}

/// A stream of events that goes on.
#[derive(Debug)]
pub struct Events(Body);

/// Begins to listen to a stream of events.
pub async fn listen(router: Router, request: Request<Body>) -> Events {
    let response = router.oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK, "a stream");
    Events(response.into_body())
}

impl Events {
    /// Waits until the stream says this. One that has nothing to say shows that it lives every few seconds; when it has
    /// done so several times, the test fails.
    pub async fn hears(&mut self, text: &str) {
        let mut beats = 0;
        while beats < 4 {
            let frame = poll_fn(|cx| Pin::new(&mut self.0).poll_frame(cx)).await;
            let data = frame.and_then(Result::ok).and_then(|frame| frame.into_data().ok());
            let said = data.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
            assert!(!said.is_empty(), "the stream has ended before it said {text}");
            if said.contains(text) {
                return;
            }
            beats += i32::from(said.contains("beat"));
        }
        panic!("the stream says nothing of {text}");
    }
}

impl Answer {
    /// The body has this text.
    #[track_caller]
    pub fn shows(&self, text: &str) -> &Self {
        assert!(self.body.contains(text), "{text} is not in {}", self.body);
        self
    }
    /// The body does not have this text.
    #[track_caller]
    pub fn hides(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "{text} is in {}", self.body);
        self
    }
    /// The address to which a form that was taken leads.
    #[track_caller]
    pub fn taken(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.location.as_deref().unwrap_or_default()
    }
    /// A form that was refused, with the page again.
    #[track_caller]
    pub fn refused(&self) -> &Self {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", self.body);
        self
    }
    /// A header; empty where it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
    /// What follows a text up to the next sign that is neither letter, digit nor dash: an id in an address.
    #[track_caller]
    pub fn after(&self, text: &str) -> String {
        let (_, rest) =
            self.body.split_once(text).unwrap_or_else(|| panic!("{text} is not in {}", self.body));
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
    }
}
