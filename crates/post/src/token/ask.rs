//! Asking for a token (RFC 6749 §4.4): one request over one connection, to the one address that was set down. HTTP is
//! spoken by hyper, which resolves nothing, follows nothing and keeps nothing.

use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::{Request, body::Bytes, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::task::JoinSet;

use super::Grant;
use crate::{
    Net, Secret, Security,
    net::{Wire, within},
    trouble::{Trouble, TroubleKind},
};

/// Bytes of an answer's head, and of its body.
const HEAD_BYTES: usize = 16 * 1024;
const BODY_BYTES: usize = 64 * 1024;

/// How long a token is used whose server does not say how long it holds.
const UNSAID: u64 = 5 * 60;
/// No token is used for longer.
const LONGEST: u64 = 24 * 60 * 60;

/// A token, and how long it holds from now on.
pub(super) struct Given {
    pub(super) token: Secret,
    pub(super) holds: Duration,
}

/// Asks for a token. That the grant is refused is trouble with signing in, everything else trouble with tokens.
pub(super) async fn ask(grant: &Grant, net: &Net) -> Result<Given, Trouble> {
    let asked = within(net.timeouts.connect, ask_at_leisure(grant, net)).await;
    let (status, body) = asked
        .and_then(|asked| asked)
        .map_err(|trouble| told(grant, TroubleKind::Token, &trouble.to_string()))?;
    understood(grant, status, &body)
}

async fn ask_at_leisure(grant: &Grant, net: &Net) -> Result<(u16, Bytes), Trouble> {
    let request = grant.request()?;
    let server = &grant.place.server;
    let plain = net.connect(server).await?;
    let wire: Box<dyn Wire> = match server.security {
        Security::PlainOnLoopback => Box::new(plain),
        Security::Tls | Security::StartTls => Box::new(net.secure(server, plain).await?),
    };
    let mut http = http1::Builder::new();
    http.title_case_headers(true).max_buf_size(HEAD_BYTES);
    let (mut sender, connection) =
        http.handshake(TokioIo::new(wire)).await.map_err(|error| broken(&error))?;
    // Ends with this call, also where its time is over.
    let mut driving = JoinSet::new();
    driving.spawn(connection);
    let answer = sender.send_request(request).await.map_err(|error| broken(&error))?;
    let status = answer.status().as_u16();
    let body = Limited::new(answer.into_body(), BODY_BYTES).collect().await;
    let body = body.map_err(|_| Trouble::new(TroubleKind::Garbled, "the answer broke off or is too long"))?;
    Ok((status, body.to_bytes()))
}

fn broken(error: &hyper::Error) -> Trouble {
    if error.is_parse() {
        Trouble::new(TroubleKind::Garbled, "the answer could not be understood")
    } else {
        Trouble::new(TroubleKind::Cut, "the connection ended")
    }
}

impl Grant {
    fn request(&self) -> Result<Request<String>, Trouble> {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("grant_type", "client_credentials")
            .append_pair("client_id", &self.client_id)
            .append_pair("client_secret", self.client_secret.expose());
        if let Some(scope) = &self.scope {
            form.append_pair("scope", scope);
        }
        Request::post(self.place.path.as_str())
            .header(header::HOST, self.place.authority())
            .header(header::USER_AGENT, "Solits")
            .header(header::ACCEPT, "application/json")
            .header(header::CONNECTION, "close")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.finish())
            .map_err(|_| Trouble::new(TroubleKind::Settings, "no request can be made of the address"))
    }
}

/// Trouble in words that name who gives the tokens: whoever reads them would look at the mail server. A secret that was
/// repeated is blotted out, also as it was sent.
fn told(grant: &Grant, kind: TroubleKind, words: &str) -> Trouble {
    let secret = &grant.client_secret;
    let sent = Secret::new(form_urlencoded::byte_serialize(secret.expose().as_bytes()).collect());
    let words = sent.blot(&secret.blot(words));
    Trouble::quoting(kind, &format!("{}: {words}", grant.place.server.host))
}

fn understood(grant: &Grant, status: u16, body: &[u8]) -> Result<Given, Trouble> {
    let answer: Value = serde_json::from_slice(body).unwrap_or_default();
    if (200..300).contains(&status) {
        return given(&answer)
            .ok_or_else(|| told(grant, TroubleKind::Token, "the answer holds no token that can be used"));
    }
    // A refusal names its reason (RFC 6749 §5.2).
    let reason = said(&answer, "error");
    if (400..500).contains(&status) && !reason.is_empty() {
        let words = format!("{reason} {}", said(&answer, "error_description"));
        return Err(told(grant, TroubleKind::SignIn, &words));
    }
    Err(told(grant, TroubleKind::Token, &format!("HTTP {status}")))
}

fn said<'a>(answer: &'a Value, name: &str) -> &'a str {
    answer.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn given(answer: &Value) -> Option<Given> {
    let token = said(answer, "access_token");
    let kind = said(answer, "token_type");
    let is_sound = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    if !is_sound || !(kind.is_empty() || kind.eq_ignore_ascii_case("bearer")) {
        return None;
    }
    let seconds = answer.get("expires_in").and_then(number).unwrap_or(UNSAID).min(LONGEST);
    Some(Given { token: Secret::new(token.to_owned()), holds: Duration::from_secs(seconds) })
}

/// A number; some servers put it in quotes.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Proof;

    fn grant() -> Grant {
        let text = "token_url = \"https://login.example/t?v=2\"\nclient_id = \"a b\"\nclient_secret = \"ž&=1\"\nscope = \"s/.default\"";
        let Ok(Proof::Grant(grant)) = Proof::read(text) else { panic!("the text is sound") };
        grant
    }

    #[test]
    fn a_request_is_a_form() {
        let request = grant().request().unwrap();
        assert_eq!((request.method().as_str(), request.uri().to_string().as_str()), ("POST", "/t?v=2"));
        assert_eq!(request.headers()["host"], "login.example");
        assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
        assert_eq!(
            request.body(),
            "grant_type=client_credentials&client_id=a+b&client_secret=%C5%BE%26%3D1&scope=s%2F.default"
        );
    }

    fn holds(body: &str) -> Option<(String, u64)> {
        let given = understood(&grant(), 200, body.as_bytes()).ok()?;
        Some((given.token.expose().to_owned(), given.holds.as_secs()))
    }

    #[test]
    fn an_answer_holds_a_token_and_how_long_it_holds() {
        let sound = |seconds| Some(("t.1".to_owned(), seconds));
        assert_eq!(
            holds(r#"{"access_token":"t.1","token_type":"Bearer","expires_in":3599,"x":[]}"#),
            sound(3599)
        );
        assert_eq!(holds(r#"{"access_token":"t.1","expires_in":"3599"}"#), sound(3599));
        assert_eq!(holds(r#"{"access_token":"t.1"}"#), sound(UNSAID));
        assert_eq!(holds(r#"{"access_token":"t.1","expires_in":99999999999999}"#), sound(LONGEST));
        for unsound in [
            "",
            "<html>",
            "{}",
            r#"{"access_token":""}"#,
            r#"{"access_token":"a\u0001b"}"#,
            r#"{"access_token":"a","token_type":"mac"}"#,
        ] {
            assert_eq!(holds(unsound), None, "{unsound}");
        }
    }

    #[test]
    fn a_refused_grant_is_told_from_a_server_that_cannot_and_a_repeated_secret_is_blotted_out() {
        let trouble = |status, body: &str| understood(&grant(), status, body.as_bytes()).err().unwrap();
        let refused =
            trouble(401, r#"{"error":"invalid_client","error_description":"no:\r\nž&=1 or %C5%BE%26%3D1"}"#);
        assert_eq!(
            (refused.kind, refused.words.as_str(), refused.is_ours),
            (TroubleKind::SignIn, "login.example: invalid_client no: ••• or •••", false)
        );
        for (status, body) in [(503, r#"{"error":"x"}"#), (404, "<html>"), (302, "{}"), (200, "{}")] {
            let trouble = trouble(status, body);
            assert_eq!(trouble.kind, TroubleKind::Token, "{status}");
            assert!(trouble.words.starts_with("login.example: "), "{trouble}");
        }
    }
}
