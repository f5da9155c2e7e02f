//! The layers every response passes: security headers, the page of an error in the request's language, the language
//! cookie, the request id, and the last resort when a handler panics.

use askama::Template;
use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse as _, Response},
    routing::get,
};
use solits_i18n::Words;

use crate::{
    App, Page, PageKind, WebError, assets,
    cx::{LangCx, lang_of, lang_of_program},
    error::{About, Problem, wants_json},
};

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; media-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
    object-src 'none'; frame-ancestors 'none'; report-to csp";

const FIXED: &[(&str, &str)] = &[
    ("content-security-policy", CSP),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    ),
];

pub(crate) fn wrap(router: Router<App>, app: &App) -> Router {
    router
        .route("/assets/{*path}", get(assets::serve))
        .fallback(|| async { WebError::NotFound })
        .method_not_allowed_fallback(|| async { WebError::MethodNotAllowed })
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), finish))
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(last_resort))
        .with_state(app.clone())
}

/// A handler that panics is a mistake of ours: the caller learns nothing of the inside and the process lives on.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands the panic over")]
fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let message =
        panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    WebError::Unforeseen(format!("a handler panicked: {}", message.unwrap_or("unknown"))).into_response()
}

/// Even what finishes an answer may fail.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands the panic over")]
fn last_resort(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let message =
        panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(message = message.unwrap_or("unknown"), "an answer could not be finished");
    let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    for (name, value) in FIXED {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorView {
    page: Page,
    heading: String,
    text: String,
    missing: Option<&'static str>,
    request_id: String,
}

async fn finish(State(app): State<App>, request: Request, next: Next) -> Response {
    let json = wants_json(&request);
    let lang_of = if json { lang_of_program } else { lang_of };
    let lang = lang_of(request.uri(), request.headers());
    let chosen =
        request.uri().query().is_some_and(|query| query.split('&').any(|pair| pair.starts_with("lang=")));
    let path = request.uri().path().to_owned();
    let public = path.starts_with("/i/");
    let request_id = app.random.code(12);
    let (method, route) = (request.method().clone(), request.extensions().get::<MatchedPath>().cloned());
    // A stopwatch, which no clock of a test or demonstration has to move.
    let begun = tokio::time::Instant::now();
    let mut response = next.run(request).await;
    let route = route.as_ref().map(MatchedPath::as_str);
    app.traffic.answered(&method, route, response.status(), begun.elapsed());
    let problem = response.extensions_mut().remove::<Problem>().or_else(|| unexplained(&response));
    if let Some(problem) = problem {
        response = render(&app, &response, &problem, lang, json, &path, &request_id);
    }
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    let referrer = if public { "no-referrer" } else { "same-origin" };
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static(referrer));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if app.config.tls {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    // Pages set their clocks by this, so that a demonstration shows one time everywhere.
    let now = jiff::Timestamp::from(app.clock.now()).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(date) = HeaderValue::from_str(&now) {
        headers.insert(header::DATE, date);
    }
    if let Ok(id) = HeaderValue::from_str(&request_id) {
        headers.insert("x-request-id", id);
    }
    if chosen {
        let secure = if app.config.tls { "; Secure" } else { "" };
        let cookie =
            format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}", lang.code());
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, value);
        }
    }
    response
}

/// The problem of an answer that the framework refused in words of its own, before a handler saw the request: an id that
/// is none, a query that cannot be read.
fn unexplained(response: &Response) -> Option<Problem> {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_plain = kind.is_none_or(|kind| kind.starts_with("text/plain"));
    let error = match response.status() {
        _ if !is_plain => return None,
        StatusCode::NOT_FOUND => WebError::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => WebError::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => WebError::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => WebError::UnsupportedMedia,
        status if status.is_client_error() => WebError::BadRequest,
        _ => return None,
    };
    Some(error.parts().1)
}

fn render(
    app: &App,
    response: &Response,
    problem: &Problem,
    lang: solits_kernel::Lang,
    json: bool,
    path: &str,
    request_id: &str,
) -> Response {
    let status = response.status();
    let words = Words::new(lang);
    let mut rendered = if json {
        let mut body = serde_json::json!({
            "type": format!("urn:solits:problem:{}", problem.key.trim_start_matches("error-")),
            "title": words.t(problem.key),
            "status": status.as_u16(),
            "detail": problem.detail(words),
            "instance": format!("urn:solits:request:{request_id}"),
        });
        // For the program itself, which reads no sentences.
        if let Some(right) = problem.about.right() {
            body["right"] = right.into();
        }
        if let About::Fields(fields) = &problem.about {
            body["errors"] = serde_json::json!(fields);
        }
        let kind = (header::CONTENT_TYPE, "application/problem+json");
        (status, [kind, (header::CONTENT_LANGUAGE, lang.code())], body.to_string()).into_response()
    } else {
        // A page about an error has no forms, and must not need the database.
        let cx = LangCx {
            app: app.clone(),
            words,
            at: app.clock.now(),
            path: path.to_owned(),
            theme: None,
            form_token: String::new(),
        };
        let heading = words.t(problem.key);
        let view = ErrorView {
            page: Page::new(&cx, PageKind::Public, heading.clone(), String::new()),
            text: problem.advice(words, path),
            heading,
            missing: problem.about.right(),
            request_id: request_id.to_owned(),
        };
        match view.render() {
            Ok(html) => (status, axum::response::Html(html)).into_response(),
            Err(_) => status.into_response(),
        }
    };
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = response.headers().get(&name) {
            rendered.headers_mut().insert(name, value.clone());
        }
    }
    rendered
}
