//! Signing in and out, invitations, one's own sessions, pairing a device.

use std::sync::LazyLock;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use solits_db::Tx;
use solits_kernel::Scope;
use solits_web::{
    App, ClientAddress, EmployeeCx, Form, LangCx, Page, PageResult, Parcel, WebError, hash_secret, html,
    qr_svg, see_other,
};
use tokio::sync::Semaphore;
use totp_rs::{Algorithm, Secret, TOTP};

use crate::{
    actions::{cookie, keep_password, pairing_cookie, start_session, with_cookie},
    back,
    demo::first_page,
    held, model,
    passkeys::{Passkeys, passkeys},
    store,
    strength::{Factors, Reached, Way},
};

#[derive(Template)]
#[template(path = "access/sign_in.html")]
pub(crate) struct SignInView {
    page: Page,
    email: String,
    error: String,
    done: String,
    demo: bool,
    passkeys: Passkeys,
    /// What was typed before a session ended, for whoever signs in again.
    held: Option<Parcel>,
    /// Where a form that carries it leads to the other language; empty where nothing is carried.
    other_language: String,
    /// Whether it was more than can be carried.
    pub(crate) is_too_large: bool,
}

impl SignInView {
    /// The form with what was typed and what is wrong.
    pub(crate) fn of(cx: &LangCx, email: String, error: String) -> Self {
        let mut page = cx.page_public(cx.words.t("access-sign-in"));
        held::other_language_at(&mut page, "/sign-in");
        Self {
            page,
            email,
            error,
            done: String::new(),
            demo: cx.app.config.demo,
            passkeys: Passkeys { list: Vec::new(), origin: crate::passkeys::origin(&cx.app) },
            held: None,
            other_language: String::new(),
            is_too_large: false,
        }
    }

    /// The same with what its forms carry on.
    pub(crate) fn holding(mut self, held: Option<Parcel>) -> Self {
        if held.is_some() {
            self.other_language = held::other_language_by_form(&mut self.page);
        }
        self.held = held;
        self
    }
}

/// What the address of the sign-in page carries.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    notice: Option<String>,
    /// The page on which a session ended.
    to: Option<String>,
}

/// The form to sign in.
pub(crate) async fn sign_in(cx: LangCx, Query(asked): Query<Asked>) -> PageResult {
    let mut view = SignInView::of(&cx, String::new(), String::new());
    if asked.notice.as_deref() == Some("password") {
        view.done = cx.words.t("access-notice-password-reset");
    }
    Ok(back::remember(&cx.app, html(&view)?, asked.to.as_deref()))
}

/// In what sign-ins are counted (security §10).
pub(crate) const QUARTER_MS: i64 = 15 * 60_000;
/// In what tries at a code of pairing are counted.
const PAIR_MS: i64 = 10 * 60_000;
/// At most two passwords are checked at a time, so that signing in cannot eat the machine.
static CHECKS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// Whether a password fits what is kept of it.
pub(crate) async fn fits(password: String, hash: String) -> bool {
    let Ok(_place) = CHECKS.acquire().await else { return false };
    tokio::task::spawn_blocking(move || model::verify(&password, &hash)).await.unwrap_or(false)
}

/// Checks the password. Known and unknown people get the same words, status and work.
pub(crate) async fn check_password(cx: LangCx, address: ClientAddress, Form(fields): Form) -> PageResult {
    let parcel = Parcel::of(&cx.app, &fields, cx.at).await?;
    let email = fields.get("email").trim().to_lowercase();
    let password = fields.get("password").to_owned();
    let limits = cx.app.config.limits;
    let limits = [
        (format!("sign-in:{email}"), limits.sign_in_account),
        (format!("sign-in-from:{address}"), limits.sign_in_source),
    ];
    for (name, most) in limits {
        if let Err(refusal) = cx.app.limiter.take(&name, most, QUARTER_MS, cx.at) {
            let view = SignInView::of(&cx, email, refusal.in_words(cx.words, "/sign-in"));
            return Ok(refusal.on_page(html(&view.holding(parcel))?));
        }
    }
    let mut tx = cx.app.db.read_global().await?;
    let candidates = store::list_by_email(&mut tx, &email).await?;
    drop(tx);
    let mut found = None;
    let mut checked = false;
    for candidate in candidates {
        if let Some(hash) = candidate.password_hash {
            checked = true;
            if fits(password.clone(), hash).await {
                found = Some((candidate.institution_id, candidate.id));
                break;
            }
        }
    }
    if !checked {
        fits(password, model::NOBODY.to_owned()).await;
    }
    let Some((institution, employee)) = found else {
        let view = SignInView::of(&cx, fields.get("email").to_owned(), cx.words.t("access-wrong"));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&view.holding(parcel))?).into_response());
    };
    let mut tx = cx.app.db.write(Scope::of_job(institution)).await?;
    let started = start_session(&mut tx, &cx.app, employee, Reached::Password, cx.at).await?;
    tx.commit().await?;
    held::second_step(&cx, &started, parcel).await
}

#[derive(Template)]
#[template(path = "access/second.html")]
struct SecondView {
    page: Page,
    /// The secret to be taken over into an authenticator, on the first time.
    secret: Option<String>,
    /// The same as a picture.
    qr: String,
    error: String,
    /// Where passkeys work, for whoever has to choose a second factor or has chosen a passkey.
    passkeys: Passkeys,
    way: Way,
    /// What was typed before a session ended.
    held: Option<Parcel>,
    /// Where a form that carries it leads to the first step in the other language; empty where nothing is carried.
    other_language: String,
    /// Token of forms that lead back to the first step, which is nobody's yet.
    first_csrf: String,
}

impl SecondView {
    /// The same with what its forms carry on.
    fn holding(mut self, held: Option<Parcel>) -> Self {
        if held.is_some() {
            self.other_language = held::other_language_by_form(&mut self.page);
        }
        self.held = held;
        self
    }
}

/// What completes this person's signing in.
pub(crate) fn way(cx: &EmployeeCx, found: &store::Second, passkeys: &Passkeys) -> Way {
    let has = Factors {
        digits: found.totp_secret.is_some().into(),
        passkey: (!passkeys.list.is_empty()).into(),
        digits_shown: found.digits_at.is_some().into(),
    };
    Way::of(&cx.me.rights, has)
}

fn totp(secret: &str, email: &str) -> Result<TOTP, WebError> {
    let bytes = Secret::Encoded(secret.to_owned()).to_bytes().map_err(|_| WebError::BadRequest)?;
    TOTP::new(Algorithm::SHA1, 6, 1, 30, bytes, Some("Solits".to_owned()), email.to_owned())
        .map_err(|_| WebError::BadRequest)
}

fn second_view(
    cx: &EmployeeCx,
    found: &store::Second,
    offered: &str,
    error: String,
    passkeys: Passkeys,
) -> Result<SecondView, WebError> {
    let way = way(cx, found, &passkeys);
    let secret = (way == Way::Choose).then(|| offered.to_owned());
    let qr = if secret.is_some() {
        qr_svg(&totp(offered, &found.email)?.get_url(), &cx.words.t("access-second-qr"))
    } else {
        String::new()
    };
    let mut page = cx.page(cx.words.t("access-second"));
    page.nav.clear();
    let first_csrf = cx.lang.page_public("").csrf;
    Ok(SecondView {
        page,
        secret,
        qr,
        error,
        passkeys,
        way,
        held: None,
        other_language: String::new(),
        first_csrf,
    })
}

fn new_totp_secret(app: &App) -> String {
    Secret::Raw(app.random.bytes::<20>().to_vec()).to_encoded().to_string()
}

/// What somebody who is on the way in has to come in with.
async fn factors(tx: &mut Tx, cx: &EmployeeCx) -> Result<(store::Second, Passkeys), WebError> {
    let found = store::find_second(tx, cx.me.employee, cx.me.session).await?.ok_or(WebError::NotFound)?;
    Ok((found, passkeys(tx, cx).await?))
}

/// The second step: a code of the authenticator, or taking one into use; for some a passkey and nothing else.
pub(crate) async fn second(cx: EmployeeCx) -> PageResult {
    if cx.me.strength.is_enough() {
        return Ok(see_other(first_page(&cx.me.rights)));
    }
    show_second(&cx, None).await
}

/// The page of the second step, with what its forms carry on.
pub(crate) async fn show_second(cx: &EmployeeCx, held: Option<Parcel>) -> PageResult {
    let mut tx = cx.read().await?;
    let (found, passkeys) = factors(&mut tx, cx).await?;
    let offered = new_totp_secret(&cx.app);
    html(&second_view(cx, &found, &offered, String::new(), passkeys)?.holding(held))
}

/// Checks the code; each is good once.
pub(crate) async fn check_second(cx: EmployeeCx, headers: HeaderMap, Form(fields): Form) -> PageResult {
    if cx.me.strength.is_enough() {
        return Ok(see_other(first_page(&cx.me.rights)));
    }
    let parcel = Parcel::of(&cx.app, &fields, cx.at).await?;
    let mut tx = cx.write().await?;
    let (found, passkeys) = factors(&mut tx, &cx).await?;
    if !matches!(way(&cx, &found, &passkeys), Way::Choose | Way::Digits) {
        return Err(WebError::Conflict("access-passkey-needed"));
    }
    let secret = found.totp_secret.clone().unwrap_or_else(|| fields.get("secret").to_owned());
    let most = cx.app.config.limits.sign_in_account;
    let name = format!("second:{}", cx.me.employee);
    if let Err(refusal) = cx.app.limiter.take(&name, most, QUARTER_MS, cx.at) {
        drop(tx);
        let error = refusal.in_words(cx.words, "/sign-in");
        let view = second_view(&cx, &found, &secret, error, passkeys)?.holding(parcel);
        return Ok(refusal.on_page(html(&view)?));
    }
    let code = fields.get("code").replace(' ', "");
    let now = u64::try_from(cx.at.millis() / 1000).unwrap_or_default();
    let totp = totp(&secret, &found.email)?;
    // One step back and forth for clocks that differ; the step that fits is the one used up.
    let step = [now.saturating_sub(30), now, now + 30]
        .into_iter()
        .find(|at| totp.generate(*at) == code)
        .and_then(|at| i64::try_from(at / 30).ok());
    let used = match step {
        Some(step) => store::use_step(&mut tx, cx.me.employee, &secret, step).await?,
        None => false,
    };
    if !used {
        drop(tx);
        let wrong = cx.words.t("access-second-wrong");
        let view = second_view(&cx, &found, &secret, wrong, passkeys)?.holding(parcel);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&view)?).into_response());
    }
    store::delete_session(&mut tx, cx.me.session, cx.me.employee).await?;
    let reached = Reached::by_digits(&cx.me.rights);
    let started = start_session(&mut tx, &cx.app, cx.me.employee, reached, cx.at).await?;
    tx.commit().await?;
    if reached.strength().is_enough() {
        return held::go_on(&cx.lang, &headers, &cx.me.rights, &started, parcel).await;
    }
    held::second_step(&cx.lang, &started, parcel).await
}

#[derive(Template)]
#[template(path = "access/invitation.html")]
struct InvitationView {
    page: Page,
    name: String,
    action: String,
    error: String,
}

/// The page of an invitation: choosing a password.
pub(crate) async fn invitation(cx: LangCx, Path(secret): Path<String>) -> PageResult {
    let mut tx = cx.app.db.read_global().await?;
    let invited =
        store::find_invitation(&mut tx, hash_secret(&secret), cx.at).await?.ok_or(WebError::NotFound)?;
    let action = format!("/invite/{secret}");
    html(&InvitationView {
        page: cx.page_public(cx.words.t("access-invitation")),
        name: invited.name,
        action,
        error: String::new(),
    })
}

/// Keeps the chosen password and uses the invitation up.
pub(crate) async fn accept(cx: LangCx, Path(secret): Path<String>, Form(fields): Form) -> PageResult {
    let mut tx = cx.app.db.read_global().await?;
    let invited =
        store::find_invitation(&mut tx, hash_secret(&secret), cx.at).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    let password = fields.get("password").to_owned();
    let refused = model::refuse_pair(&password, fields.get("again"), &invited.institution);
    if let Some(key) = refused {
        let view = InvitationView {
            page: cx.page_public(cx.words.t("access-invitation")),
            name: invited.name,
            action: format!("/invite/{secret}"),
            error: cx.words.t(key),
        };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&view)?).into_response());
    }
    let hash = keep_password(&cx.app, password).await?;
    let mut tx = cx.app.db.write(Scope::of_job(invited.institution_id)).await?;
    if store::delete_invitation(&mut tx, invited.employee_id).await? == 0 {
        return Err(WebError::NotFound);
    }
    store::set_password(&mut tx, invited.employee_id, &hash).await?;
    tx.commit().await?;
    Ok(see_other("/sign-in"))
}

#[derive(Template)]
#[template(path = "access/device.html")]
struct DeviceView {
    page: Page,
    error: String,
}

/// The form that pairs this browser as a kiosk or display.
pub(crate) async fn device(cx: LangCx) -> PageResult {
    html(&DeviceView { page: cx.page_public(cx.words.t("access-device")), error: String::new() })
}

/// Pairs this browser by a code that an administrator was shown.
pub(crate) async fn pair(cx: LangCx, address: ClientAddress, Form(fields): Form) -> PageResult {
    cx.app.limiter.take(&format!("pair:{address}"), cx.app.config.limits.device_codes, PAIR_MS, cx.at)?;
    let code = hash_secret(&fields.get("code").trim().to_uppercase().replace([' ', '-'], ""));
    let mut tx = cx.app.db.read_global().await?;
    let waiting = store::find_pairing(&mut tx, code.clone(), cx.at).await?;
    drop(tx);
    let secret = cx.app.random.secret();
    if let Some(waiting) = waiting {
        let mut tx = cx.app.db.write(Scope::of_job(waiting.institution_id)).await?;
        if store::pair(&mut tx, waiting.id, code, hash_secret(&secret), cx.at).await? {
            tx.commit().await?;
            let path = if waiting.kind == "kiosk" { "/kiosk" } else { "/display" };
            return Ok(with_cookie(see_other(path), &pairing_cookie(&cx.app, &secret)));
        }
    }
    let view = DeviceView {
        page: cx.page_public(cx.words.t("access-device")),
        error: cx.words.t("access-device-wrong"),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&view)?).into_response())
}

/// Signs out: the session ends everywhere, and the browser forgets what it kept.
pub(crate) async fn sign_out(cx: EmployeeCx, Form(_): Form) -> Result<Response, WebError> {
    let mut tx = cx.app.db.write(cx.me.scope()).await?;
    store::delete_session(&mut tx, cx.me.session, cx.me.employee).await?;
    tx.insist("sessions");
    tx.commit().await?;
    let mut response = see_other(if cx.app.config.demo { "/demo" } else { "/sign-in" });
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    let gone = cookie(&cx.app, solits_web::session_cookie(cx.app.config.tls), "", 0);
    if let Ok(value) = HeaderValue::from_str(&gone) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}
