//! Who may use a route; every route states one of these.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::{App, Right, WebError, error::wants_json, form, held, session};

/// The kinds of device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum DeviceKind {
    Kiosk,
    Display,
}

impl DeviceKind {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Display => "display",
        }
    }
}

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Anyone; pages of an institution named in the address.
    Public,
    /// A person who has begun to sign in: the second step only.
    HalfSignedIn,
    /// Any signed-in employee.
    SignedIn,
    /// An employee with this right.
    Right(Right),
    /// A paired device of this kind.
    Device(DeviceKind),
    /// A bearer token with this scope, or a signed-in employee with the right of the same name.
    Api(Right),
}

/// The secret of a cookie by name.
pub(crate) fn cookie<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request
        .headers()
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The session cookie's name: bound to this host alone where the connection allows it.
pub const fn session_cookie(tls: bool) -> &'static str {
    if tls { "__Host-s" } else { "s" }
}
/// The device cookie's name.
pub const fn device_cookie(tls: bool) -> &'static str {
    if tls { "__Host-d" } else { "d" }
}

/// Lets a request through to its handler, or answers why not.
pub(crate) async fn check(
    State((app, guard)): State<(App, Guard)>,
    mut request: Request,
    next: Next,
) -> Response {
    match admit(&app, guard, &mut request).await {
        Ok(()) => next.run(request).await,
        // A person is shown the way in; a program is told no.
        Err(WebError::SignInNeeded) if !wants_json(&request) && request.method() == Method::GET => {
            crate::see_other("/sign-in").into_response()
        }
        // What they typed is not lost: the way in carries it. It happens seldom, so other requests make no room for it.
        Err(WebError::SignInNeeded) if held::may_be_held(guard, &request) => {
            Box::pin(held::answer(&app, request)).await
        }
        Err(error) => error.into_response(),
    }
}

async fn admit(app: &App, guard: Guard, request: &mut Request) -> Result<(), WebError> {
    form::check_origin(request)?;
    match guard {
        Guard::Public => Ok(()),
        Guard::HalfSignedIn | Guard::SignedIn | Guard::Right(_) => {
            let signed_in = signed_in(app, Asked::of(app, request)).await?;
            match guard {
                Guard::HalfSignedIn => {}
                _ if !signed_in.strength.is_enough() => return Err(WebError::SignInNeeded),
                Guard::Right(right) if !signed_in.may(right) => return Err(WebError::Forbidden(right)),
                _ => {}
            }
            request.extensions_mut().insert(Arc::new(signed_in));
            Ok(())
        }
        Guard::Device(kind) => {
            let secret =
                cookie(request, device_cookie(app.config.tls)).ok_or(WebError::PairingNeeded)?.to_owned();
            let device = session::find_device(app, &secret).await?.ok_or(WebError::PairingNeeded)?;
            if device.kind != kind.name() {
                return Err(WebError::PairingNeeded);
            }
            request.extensions_mut().insert(Arc::new(device));
            Ok(())
        }
        Guard::Api(scope) => {
            let bearer = request
                .headers()
                .get(header::AUTHORIZATION)
                .and_then(|value| value.to_str().ok())
                .and_then(|value| value.strip_prefix("Bearer "))
                .map(str::to_owned);
            let Some(secret) = bearer else {
                let signed_in = signed_in(app, Asked::of(app, request)).await?;
                if !signed_in.strength.is_enough() {
                    return Err(WebError::SignInNeeded);
                }
                if !signed_in.may(scope) {
                    return Err(WebError::Forbidden(scope));
                }
                form::check_header_token(request, &signed_in.csrf)?;
                request.extensions_mut().insert(Arc::new(signed_in));
                return Ok(());
            };
            let token = session::find_token(app, &secret).await?.ok_or(WebError::SignInNeeded)?;
            let now = app.clock.now();
            app.limiter.take(&format!("token:{}", token.id), app.config.limits.calls, 60_000, now)?;
            if !token.scopes.split(' ').any(|held| held == scope) {
                return Err(WebError::Forbidden(scope));
            }
            request.extensions_mut().insert(Arc::new(token));
            Ok(())
        }
    }
}

/// What of a request tells who asks; taken out first, because a body cannot be shared between threads.
struct Asked {
    secret: Option<String>,
    passive: bool,
}

impl Asked {
    fn of(app: &App, request: &Request) -> Self {
        Self {
            secret: cookie(request, session_cookie(app.config.tls)).map(str::to_owned),
            passive: request.headers().contains_key("x-refresh") || request.uri().path().ends_with("/live"),
        }
    }
}

async fn signed_in(app: &App, asked: Asked) -> Result<session::SignedIn, WebError> {
    let secret = asked.secret.ok_or(WebError::SignInNeeded)?;
    session::find(app, &secret, asked.passive).await?.ok_or(WebError::SignInNeeded)
}
