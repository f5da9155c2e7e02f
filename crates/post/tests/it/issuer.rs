//! Who gives tokens, and says to mail servers whether one holds.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use http_body_util::BodyExt as _;
use hyper::{
    Request, Response, StatusCode,
    body::Incoming,
    header::{self, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use solits_post::Proof;
use tokio::{net::TcpListener, task::JoinHandle};

/// What the program shows to get a token.
pub(crate) const CLIENT_SECRET: &str = "melnais~runcis";

pub(crate) struct Issuer {
    pub(crate) port: u16,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

struct State {
    /// Seconds that a token holds.
    holds: u64,
    given: usize,
    valid: Vec<String>,
    /// What was asked for.
    scopes: Vec<String>,
}

impl State {
    fn answer(&mut self, path: &str, form: &HashMap<String, String>) -> (StatusCode, Value) {
        let said = |name: &str| form.get(name).cloned().unwrap_or_default();
        match path {
            "/token" if said("client_secret") == CLIENT_SECRET && said("client_id") == "solits" => {
                assert_eq!(said("grant_type"), "client_credentials");
                self.given += 1;
                self.scopes.push(said("scope"));
                let token = format!("token-{}", self.given);
                self.valid.push(token.clone());
                let given = json!({"access_token": token, "token_type": "Bearer", "expires_in": self.holds});
                (StatusCode::OK, given)
            }
            "/token" => {
                let words = format!("{} is not your secret", said("client_secret"));
                let refused = json!({"error": "invalid_client", "error_description": words});
                (StatusCode::UNAUTHORIZED, refused)
            }
            "/introspect" if self.valid.contains(&said("token")) => {
                (StatusCode::OK, json!({"active": true, "username": "test"}))
            }
            "/introspect" => (StatusCode::OK, json!({"active": false})),
            "/long" => (StatusCode::OK, json!({"access_token": "x".repeat(70 * 1024)})),
            _ => (StatusCode::FOUND, json!({})),
        }
    }
}

impl Issuer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let beginning = State { holds: 3600, given: 0, valid: Vec::new(), scopes: Vec::new() };
        let state = Arc::new(Mutex::new(beginning));
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                let service = service_fn(move |request| answer(request, Arc::clone(&state)));
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Self { port, state, task }
    }

    /// From now on tokens hold for so many seconds.
    pub(crate) fn hold_for(&self, seconds: u64) {
        self.state.lock().unwrap().holds = seconds;
    }

    /// No token that was given holds any more.
    pub(crate) fn revoke(&self) {
        self.state.lock().unwrap().valid.clear();
    }

    /// How many tokens were given.
    pub(crate) fn given(&self) -> usize {
        self.state.lock().unwrap().given
    }

    /// What the tokens were to be for.
    pub(crate) fn scopes(&self) -> Vec<String> {
        self.state.lock().unwrap().scopes.clone()
    }

    /// What a mailbox signs in with that gets its tokens here.
    pub(crate) fn proof(&self) -> Proof {
        proof(&format!("http://127.0.0.1:{}/token", self.port), CLIENT_SECRET)
    }
}

impl Drop for Issuer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What a file says that names this address and secret.
pub(crate) fn proof(url: &str, secret: &str) -> Proof {
    let text = format!(
        "# tokens\ntoken_url = \"{url}\"\nclient_id = \"solits\"\nclient_secret = \"{secret}\"\nscope = \"https://mail.example/.default\"\n"
    );
    Proof::read(&text).unwrap()
}

async fn answer(
    request: Request<Incoming>,
    state: Arc<Mutex<State>>,
) -> Result<Response<String>, hyper::Error> {
    let path = request.uri().path().to_owned();
    let body = request.into_body().collect().await?.to_bytes();
    let form: HashMap<String, String> = form_urlencoded::parse(&body).into_owned().collect();
    let (status, value) = state.lock().unwrap().answer(&path, &form);
    let mut response = Response::new(value.to_string());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if status == StatusCode::FOUND {
        response.headers_mut().insert(header::LOCATION, HeaderValue::from_static("/token"));
    }
    Ok(response)
}
