//! What somebody typed whose session had ended when they pressed the button of a form.
//!
//! Nothing of it is stored. The page of the way in carries it in hidden fields from step to step, sealed by the secret of
//! forms, and whoever signs in is asked whether it is to be sent after all. The seal says whose it is: the person of the
//! ended session, and only where the form itself was made in that session. To anybody else it is never shown, and where it
//! cannot be told whose it is, nothing is carried at all.

use std::sync::Arc;

use axum::{
    body::to_bytes,
    extract::{DefaultBodyLimit, FromRequest as _, FromRequestParts as _, Multipart, Request},
    http::{Method, header},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use solits_kernel::{EmployeeId, InstitutionId, Timestamp};
use subtle::ConstantTimeEq as _;

use crate::{
    App, EmployeeCx, Fields, Guard, LangCx, PageResult, SignedIn, WebError, form,
    guard::{cookie, session_cookie},
    session::{self, EndedRow},
    upload::{MOST_FIELDS, MOST_SENT},
};

/// The field that carries what was typed, and the one that seals it.
const FIELDS: [&str; 2] = ["held", "held_seal"];
/// So long after it was typed it may still be sent.
const KEPT_MS: i64 = 12 * 3_600_000;
/// What a form of the way in holds beside it, at most: an address, a password, the answer of a passkey.
const BESIDE: usize = 16 * 1024;
/// So much of a form is read to tell its sender that it is too large to be carried; a browser listens to no answer that
/// comes in the middle of what it sends.
const MOST_READ: usize = 4 * 1024 * 1024;
/// Longest path, with what stands behind its question mark.
const LONGEST_PATH: usize = 500;

/// A form that was not taken, because its sender's session had ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Whose session it was.
    pub employee: EmployeeId,
    institution: InstitutionId,
    at: i64,
    /// Where it was to be sent: a route of ours, because this request had come to it.
    pub action: String,
    /// The path of the page it stood on, as the browser says.
    pub page: String,
    /// How a form is sent there.
    pub sending: Sending,
    /// The fields in which files had been chosen. The files themselves are not carried.
    pub files: Vec<String>,
    /// What was typed, in order, without what belongs to the session or is nobody's to carry.
    pub fields: Vec<(String, String)>,
}

/// How a form is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sending {
    /// As a line of names and values.
    Plain,
    /// In parts, as forms with files are.
    Parts,
}

impl Sending {
    fn of(request: &Request) -> Option<Self> {
        let kind = text_of(request, &header::CONTENT_TYPE)?;
        if kind.starts_with("application/x-www-form-urlencoded") {
            Some(Self::Plain)
        } else if kind.starts_with("multipart/form-data") {
            Some(Self::Parts)
        } else {
            None
        }
    }
}

impl Held {
    /// Whether this person typed it.
    pub fn is_of(&self, me: &SignedIn) -> bool {
        self.employee == me.employee && self.institution == me.institution
    }
}

/// What was typed, as the pages of the way in carry it on. There is none whose seal is not ours or whose time is over.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// What is in it.
    pub held: Held,
    /// The value of the field `held`.
    pub text: String,
    /// The value of the field `held_seal`.
    pub seal: String,
}

impl Parcel {
    /// The parcel that a form of the way in has brought along, if any.
    pub async fn of(app: &App, fields: &Fields, now: Timestamp) -> Result<Option<Self>, WebError> {
        let [text, seal] = FIELDS.map(|name| fields.get(name).to_owned());
        if text.is_empty() {
            return Ok(None);
        }
        let secret = app.form_secret.shared(&app.db, now).await?;
        if !bool::from(seal_of(secret, &text).as_bytes().ct_eq(seal.as_bytes())) {
            return Ok(None);
        }
        let held = serde_json::from_str::<Held>(&text).ok();
        let held = held.filter(|held| (0..=KEPT_MS).contains(&now.millis().saturating_sub(held.at)));
        Ok(held.map(|held| Self { held, text, seal }))
    }

    /// Packs what was typed; `None` when it is more than a form of the way in can bring back.
    async fn pack(app: &App, held: Held, now: Timestamp) -> Result<Option<Self>, WebError> {
        let text = serde_json::to_string(&held).map_err(|error| WebError::Unforeseen(error.to_string()))?;
        if sent_length(&text) > form::MOST_BYTES - BESIDE {
            return Ok(None);
        }
        let seal = seal_of(app.form_secret.shared(&app.db, now).await?, &text);
        Ok(Some(Self { held, text, seal }))
    }
}

/// How many bytes a value takes in a form that is sent.
fn sent_length(text: &str) -> usize {
    let takes_one =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'-' | b'.' | b'_' | b' ');
    text.bytes().map(|byte| if takes_one(byte) { 1 } else { 3 }).sum()
}

/// The seal of a text. It is hashed twice, so that nobody lengthens a text whose seal they have.
fn seal_of(secret: &[u8], text: &str) -> String {
    let hash = |parts: [&[u8]; 3]| {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part);
        }
        hash.finalize()
    };
    let inner = hash([secret, b"held by a page: ", text.as_bytes()]);
    crate::hex(&hash([secret, b"held by a page, sealed: ", &inner[..]])[..])
}

/// What the way in shows to somebody whose session had ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// What they typed; `None` when it is more than can be carried.
    pub parcel: Option<Parcel>,
    /// The path of the page they typed it on, as the browser says.
    pub page: String,
}

/// The page of the way in. The room that has it names it here; the guard, which stands below all rooms, asks for it.
#[derive(Debug)]
pub struct WayIn(pub fn(&LangCx, Ended) -> PageResult);

inventory::collect!(WayIn);

impl EmployeeCx {
    /// The same request, as whoever has signed in by it; `None` where there is no such session.
    pub async fn entered(lang: &LangCx, secret: &str) -> Result<Option<Self>, WebError> {
        let me = session::find(&lang.app, secret, true).await?;
        Ok(me.map(|me| Self {
            app: lang.app.clone(),
            words: lang.words,
            at: lang.at,
            lang: lang.clone(),
            me: Arc::new(me),
        }))
    }
}

/// Whether a request is a form that a person has sent by a button: no call of a script, which keeps what it sends itself,
/// and nothing that changes how one comes in, which holds passwords.
pub(crate) fn may_be_held(guard: Guard, request: &Request) -> bool {
    let path = request.uri().path();
    let is_sent_by_a_person = text_of(request, "sec-fetch-mode").is_none_or(|mode| mode == "navigate")
        && text_of(request, &header::ACCEPT).is_none_or(|kinds| kinds.contains("text/html"))
        && !request.headers().contains_key("x-refresh");
    matches!(guard, Guard::SignedIn | Guard::Right(_))
        && request.method() == Method::POST
        && is_sent_by_a_person
        && !path.starts_with("/account")
        && !path.starts_with("/sign-")
        && Sending::of(request).is_some()
}

fn text_of(request: &Request, name: impl header::AsHeaderName) -> Option<&str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

/// Answers a form whose sender's session has ended: with the way in, which carries what was typed, or as anybody is
/// answered who is not signed in.
pub(crate) async fn answer(app: &App, request: Request) -> Response {
    match hold(app, request).await {
        Ok(Some(page)) => crate::with_status(page, axum::http::StatusCode::UNAUTHORIZED),
        Ok(None) => WebError::SignInNeeded.into_response(),
        Err(error) => error.into_response(),
    }
}

async fn hold(app: &App, request: Request) -> Result<Option<Response>, WebError> {
    let Some(WayIn(show)) = inventory::iter::<WayIn>.into_iter().next() else { return Ok(None) };
    let Some(sending) = Sending::of(&request) else { return Ok(None) };
    let Some(secret) = cookie(&request, session_cookie(app.config.tls)).map(str::to_owned) else {
        return Ok(None);
    };
    let Some(ended) = session::find_ended(app, &secret).await? else { return Ok(None) };
    let action = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let page = page_of(&request);
    let (mut parts, body) = request.into_parts();
    let cx = LangCx::from_request_parts(&mut parts, app).await?;
    let sent = match sending {
        Sending::Plain => read_plain(Request::from_parts(parts, body)).await?,
        Sending::Parts => read_parts(Request::from_parts(parts, body), app).await?,
    };
    let parcel = match sent {
        Some(sent) => {
            // A form of an earlier session on this browser may be somebody else's.
            if !sent.is_from(&ended) {
                return Ok(None);
            }
            if action.len() > LONGEST_PATH {
                None
            } else {
                let held = sent.held(&ended, sending, (action, page.clone()), cx.at);
                Parcel::pack(app, held, cx.at).await?
            }
        }
        None => None,
    };
    show(&cx, Ended { parcel, page }).map(Some)
}

/// The path of the page that a form stood on, as the browser says; the front door where it says nothing.
fn page_of(request: &Request) -> String {
    let said = text_of(request, &header::REFERER).unwrap_or_default();
    let path = said.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map(|(_, path)| path);
    let path = path.unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
    let path = if path.len() > LONGEST_PATH { "" } else { path };
    format!("/{path}")
}

/// A form as it came.
#[derive(Default)]
struct Sent {
    pairs: Vec<(String, String)>,
    /// The fields in which files were chosen.
    files: Vec<String>,
}

impl Sent {
    fn is_from(&self, ended: &EndedRow) -> bool {
        let token = self.pairs.iter().find_map(|(name, value)| (name == "csrf").then_some(value.as_str()));
        bool::from(token.unwrap_or_default().as_bytes().ct_eq(ended.csrf.as_bytes()))
    }

    fn held(
        self,
        ended: &EndedRow,
        sending: Sending,
        (action, page): (String, String),
        at: Timestamp,
    ) -> Held {
        let fields = self.pairs.into_iter().filter(|(name, _)| !is_never_carried(name)).collect();
        Held {
            employee: ended.employee_id,
            institution: ended.institution_id,
            at: at.millis(),
            action,
            page,
            sending,
            files: self.files,
            fields,
        }
    }
}

/// What belongs to the session that has ended, or is to be typed anew each time.
fn is_never_carried(name: &str) -> bool {
    name == "csrf" || name == "credential" || name.contains("password") || FIELDS.contains(&name)
}

/// Reads names and values; `None` when there is more than a form may have.
async fn read_plain(request: Request) -> Result<Option<Sent>, WebError> {
    let Ok(bytes) = to_bytes(request.into_body(), MOST_READ).await else { return Ok(None) };
    if bytes.len() > form::MOST_BYTES {
        return Ok(None);
    }
    let pairs = form::form_pairs(&bytes).ok_or(WebError::BadRequest)?;
    Ok(Some(Sent { pairs, files: Vec::new() }))
}

/// Reads the fields of a form in parts and passes over its files; `None` when there is more than a form may have.
async fn read_parts(mut request: Request, app: &App) -> Result<Option<Sent>, WebError> {
    DefaultBodyLimit::max(MOST_SENT).apply(&mut request);
    let mut parts = Multipart::from_request(request, app).await.map_err(|_| WebError::BadRequest)?;
    let (mut sent, mut read) = (Sent::default(), 0);
    loop {
        let Ok(part) = parts.next_field().await else { return Ok(None) };
        let Some(mut part) = part else { break };
        let field = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let mut bytes = Vec::new();
        loop {
            let Ok(piece) = part.chunk().await else { return Ok(None) };
            let Some(piece) = piece else { break };
            if file.is_none() {
                read += piece.len();
                if read <= form::MOST_BYTES {
                    bytes.extend_from_slice(&piece);
                }
            }
        }
        match file {
            // A browser sends a nameless empty file where none was chosen.
            Some(name) if name.is_empty() || sent.files.contains(&field) => {}
            Some(_) => sent.files.push(field),
            None if read > form::MOST_BYTES => {}
            None => {
                let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
                sent.pairs.push((field, text.ok_or(WebError::BadRequest)?));
            }
        }
        if sent.pairs.len() + sent.files.len() > MOST_FIELDS {
            return Ok(None);
        }
    }
    Ok((read <= form::MOST_BYTES).then_some(sent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_fits_its_text_and_its_program_alone() {
        let seal = seal_of(b"ours", "{}");
        assert_eq!(seal, seal_of(b"ours", "{}"));
        assert_ne!(seal, seal_of(b"ours", "{} "));
        assert_ne!(seal, seal_of(b"another's", "{}"));
    }

    #[test]
    fn what_a_value_takes_in_a_form_is_counted_as_it_is_sent() {
        assert_eq!(sent_length("a b-c"), 5);
        assert_eq!(sent_length("ā\""), 9);
    }

    #[test]
    fn the_page_of_a_form_is_a_path_without_its_host_and_its_question() {
        let page = |referer: &str| {
            let request = axum::http::Request::builder().header(header::REFERER, referer);
            page_of(&request.body(axum::body::Body::empty()).unwrap())
        };
        assert_eq!(page("https://solits.example/cases/7/reply?lang=en#f-main"), "/cases/7/reply");
        assert_eq!(page("https://solits.example"), "/");
        assert_eq!(page("nonsense"), "/");
    }
}
