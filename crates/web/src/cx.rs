//! What a handler is given: who asks, in which language, and the way to a transaction of their institution.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{HeaderMap, request::Parts},
};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Actor, By};
use solits_kernel::{
    BranchId, DeviceId, EmployeeId, InstitutionId, Lang, Scope, Timestamp, Viewer, Visibility,
};

use crate::{
    App, Page, PageKind, SignedIn, WebError,
    form::public_token,
    idempotency::key_of_caller,
    session::{self, DeviceRow, TokenRow},
};

/// The language of a request, the address it asked for, and the moment it came.
#[derive(Clone, Debug)]
pub struct LangCx {
    /// Everything.
    pub app: App,
    /// Texts in the language asked for.
    pub words: Words,
    /// When the request came.
    pub at: Timestamp,
    pub(crate) path: String,
    pub(crate) theme: Option<&'static str>,
    /// Token of forms without a session.
    pub(crate) form_token: String,
}

/// The language chosen by `?lang=`, else by cookie, else Latvian.
pub(crate) fn lang_of(uri: &axum::http::Uri, headers: &axum::http::HeaderMap) -> Lang {
    chosen_lang(uri, headers).unwrap_or_default()
}

/// The language of an answer to another program: chosen as on a page, else the first that it accepts, else Latvian.
pub(crate) fn lang_of_program(uri: &axum::http::Uri, headers: &axum::http::HeaderMap) -> Lang {
    let accepted = headers.get(axum::http::header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    chosen_lang(uri, headers).or_else(|| accepted.and_then(accepted_lang)).unwrap_or_default()
}

/// The language of ours that `Accept-Language` (RFC 9110, 12.5.4) likes best; of two it likes alike, the one named first.
fn accepted_lang(header: &str) -> Option<Lang> {
    let mut best: Option<(f32, Lang)> = None;
    for one in header.split(',') {
        let mut parts = one.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default().split('-').next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.trim().parse().ok()).unwrap_or(1.0);
        let Some(lang) = Lang::parse(&tag).filter(|_| weight > 0.0) else { continue };
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

fn chosen_lang(uri: &axum::http::Uri, headers: &axum::http::HeaderMap) -> Option<Lang> {
    let from_query = uri.query().and_then(|query| {
        query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find_map(|(key, value)| (key == "lang").then(|| Lang::parse(value))?)
    });
    from_query.or_else(|| cookie_value(headers, "lang").and_then(Lang::parse))
}

fn cookie_value<'a>(headers: &'a axum::http::HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(axum::http::header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

impl FromRequestParts<App> for LangCx {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let theme = match cookie_value(&parts.headers, "theme") {
            Some("dark") => Some("dark"),
            Some("light") => Some("light"),
            _ => None,
        };
        let at = app.clock.now();
        Ok(Self {
            app: app.clone(),
            words: Words::new(lang_of(&parts.uri, &parts.headers)).read_at(at),
            at,
            path: parts.uri.path().to_owned(),
            theme,
            form_token: public_token(app, at).await?,
        })
    }
}

impl LangCx {
    /// A public page that belongs to no institution yet.
    pub fn page_public(&self, title: impl Into<String>) -> Page {
        self.page(PageKind::Public, title.into())
    }

    fn page(&self, kind: PageKind, title: String) -> Page {
        Page::new(self, kind, title, self.form_token.clone())
    }
}

/// A signed-in employee's request.
#[derive(Clone, Debug)]
pub struct EmployeeCx {
    /// Language and moment.
    pub lang: LangCx,
    /// Everything.
    pub app: App,
    /// Texts in the employee's language.
    pub words: Words,
    /// Who asks.
    pub me: Arc<SignedIn>,
    /// When the request came.
    pub at: Timestamp,
}

impl FromRequestParts<App> for EmployeeCx {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let me = parts.extensions.get::<Arc<SignedIn>>().cloned().ok_or(WebError::SignInNeeded)?;
        let lang = LangCx::from_request_parts(parts, app).await?;
        Ok(Self { app: app.clone(), words: lang.words, at: lang.at, lang, me })
    }
}

impl EmployeeCx {
    /// Who acts and when, for the journal.
    pub fn actor(&self) -> Actor {
        Actor { by: By::Employee(self.me.employee), at: self.at }
    }
    /// A transaction that only reads.
    pub async fn read(&self) -> Result<Tx, WebError> {
        Ok(self.app.read(self.me.scope()).await?)
    }
    /// A transaction that changes. Open it after the whole request has been read.
    pub async fn write(&self) -> Result<Tx, WebError> {
        Ok(self.app.write(self.me.scope()).await?)
    }
    /// A staff page.
    pub fn page(&self, title: impl Into<String>) -> Page {
        self.lang.page(PageKind::Staff, title.into()).for_employee(&self.me, self.words)
    }
    /// Refuses unless the right is held.
    pub fn demand(&self, right: &'static str) -> Result<(), WebError> {
        if self.me.may(right) { Ok(()) } else { Err(WebError::Forbidden(right)) }
    }
}

/// A paired device's request.
#[derive(Clone, Debug)]
pub struct DeviceCx {
    /// Language and moment.
    pub lang: LangCx,
    /// Everything.
    pub app: App,
    /// Texts in the language chosen at the device.
    pub words: Words,
    /// The institution.
    pub institution: InstitutionId,
    /// Its code in public addresses.
    pub institution_code: String,
    /// Its name in the language chosen.
    pub institution_name: String,
    /// The device.
    pub device: DeviceId,
    /// The one branch it belongs to.
    pub branch: BranchId,
    /// When the request came.
    pub at: Timestamp,
}

impl FromRequestParts<App> for DeviceCx {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let row = parts.extensions.get::<Arc<DeviceRow>>().cloned().ok_or(WebError::PairingNeeded)?;
        let lang = LangCx::from_request_parts(parts, app).await?;
        let institution_name = session::name_in(lang.words.0, &row.name_lv, &row.name_en).to_owned();
        Ok(Self {
            app: app.clone(),
            words: lang.words,
            at: lang.at,
            lang,
            institution: row.institution_id,
            institution_code: row.code.clone(),
            institution_name,
            device: row.id,
            branch: row.branch_id,
        })
    }
}

impl DeviceCx {
    /// Who acts and when.
    pub fn actor(&self) -> Actor {
        Actor { by: By::Device(self.device), at: self.at }
    }
    fn scope(&self) -> Scope {
        Scope::of_request(self.institution, Visibility::Branches(vec![self.branch]))
    }
    /// A transaction that only reads.
    pub async fn read(&self) -> Result<Tx, WebError> {
        Ok(self.app.read(self.scope()).await?)
    }
    /// A transaction that changes.
    pub async fn write(&self) -> Result<Tx, WebError> {
        Ok(self.app.write(self.scope()).await?)
    }
    /// A page of this device.
    pub fn page(&self, kind: PageKind, title: impl Into<String>) -> Page {
        let mut page = self.lang.page(kind, title.into());
        page.institution.clone_from(&self.institution_name);
        page
    }
}

/// A request by anyone, to the pages of the institution that the address names as `{institution}`.
#[derive(Clone, Debug)]
pub struct PublicCx {
    /// Language and moment.
    pub lang: LangCx,
    /// Everything.
    pub app: App,
    /// Texts in the language chosen.
    pub words: Words,
    /// The institution.
    pub institution: InstitutionId,
    /// Its code in addresses.
    pub code: String,
    /// Its name in the language chosen.
    pub institution_name: String,
    /// When the request came.
    pub at: Timestamp,
}

impl FromRequestParts<App> for PublicCx {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| WebError::NotFound)?;
        let code = params
            .iter()
            .find_map(|(key, value)| (key == "institution").then(|| value.to_owned()))
            .ok_or(WebError::NotFound)?;
        let lang = LangCx::from_request_parts(parts, app).await?;
        let row = session::find_institution(app, &code).await?.ok_or(WebError::NotFound)?;
        let institution_name = session::name_in(lang.words.0, &row.name_lv, &row.name_en).to_owned();
        Ok(Self {
            app: app.clone(),
            words: lang.words,
            at: lang.at,
            lang,
            institution: row.id,
            code,
            institution_name,
        })
    }
}

impl PublicCx {
    /// The client acts.
    pub const fn actor(&self) -> Actor {
        Actor { by: By::Client, at: self.at }
    }
    /// A transaction that only reads.
    pub async fn read(&self) -> Result<Tx, WebError> {
        Ok(self.app.read(Scope::of_request(self.institution, Visibility::All)).await?)
    }
    /// A transaction that changes.
    pub async fn write(&self) -> Result<Tx, WebError> {
        Ok(self.app.write(Scope::of_request(self.institution, Visibility::All)).await?)
    }
    /// A public page.
    pub fn page(&self, title: impl Into<String>) -> Page {
        let mut page = self.lang.page(PageKind::Public, title.into());
        page.institution.clone_from(&self.institution_name);
        page.institution_code.clone_from(&self.code);
        page
    }
}

/// Another program's request, or a signed-in employee's through the API.
#[derive(Clone, Debug)]
pub struct ApiCx {
    /// Everything.
    pub app: App,
    /// The institution.
    pub institution: InstitutionId,
    /// Who acts.
    pub by: By,
    /// The employee's counter, when an employee calls.
    pub me: Option<Arc<SignedIn>>,
    /// Texts in the language that the caller accepts.
    pub words: Words,
    /// When the request came.
    pub at: Timestamp,
    /// What of complaints and claims is there for the caller.
    viewer: Viewer,
    /// The scopes of another program, with blanks between them; none for an employee, who has rights.
    scopes: Arc<str>,
}

/// The scope with which another program sees complaints and claims; without it they are not there for it.
pub(crate) const CONFIDENTIAL: &str = "feedback.read";

/// What a token sees: nothing is its own, since the id of a token is nobody's who works here.
fn viewer_of(token: &TokenRow) -> Viewer {
    let keeps_feedback = token.scopes.split(' ').any(|held| held == CONFIDENTIAL);
    Viewer::Employee { id: EmployeeId::new(token.id.uuid()), keeps_feedback }
}

impl FromRequestParts<App> for ApiCx {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let at = app.clock.now();
        let words = Words::new(lang_of_program(&parts.uri, &parts.headers)).read_at(at);
        if let Some(token) = parts.extensions.get::<Arc<TokenRow>>() {
            let (institution, by) = (token.institution_id, By::Token(token.id));
            let (scopes, viewer) = (Arc::from(token.scopes.as_str()), viewer_of(token));
            return Ok(Self { app: app.clone(), institution, by, me: None, words, at, viewer, scopes });
        }
        let me = parts.extensions.get::<Arc<SignedIn>>().cloned().ok_or(WebError::SignInNeeded)?;
        Ok(Self {
            app: app.clone(),
            institution: me.institution,
            by: By::Employee(me.employee),
            viewer: me.scope().viewer(),
            me: Some(me),
            words,
            at,
            scopes: Arc::from(""),
        })
    }
}

impl ApiCx {
    /// Who acts and when.
    pub const fn actor(&self) -> Actor {
        Actor { by: self.by, at: self.at }
    }
    /// Whether the caller may do more than its route asks for: a scope of another program, a right of an employee.
    pub fn may(&self, scope: &str) -> bool {
        match &self.me {
            Some(me) => me.may(scope),
            None => self.scopes.split(' ').any(|held| held == scope),
        }
    }
    /// What this caller sees: an employee as on the pages; another program what its token says.
    pub fn scope(&self) -> Scope {
        Scope::of_request(self.institution, Visibility::All).seen_by(self.viewer)
    }
    /// The key that came with the call, under which its result is kept; empty for none.
    pub fn key(&self, headers: &HeaderMap) -> String {
        key_of_caller(self.by, headers)
    }
    /// A transaction that only reads.
    pub async fn read(&self) -> Result<Tx, WebError> {
        Ok(self.app.read(self.scope()).await?)
    }
    /// A transaction that changes, with the database's own error, for a call that is tried again on a conflict.
    pub async fn write_db(&self) -> Result<Tx, solits_db::DbError> {
        self.app.write(self.scope()).await
    }
    /// A transaction that changes.
    pub async fn write(&self) -> Result<Tx, WebError> {
        Ok(self.app.write(self.scope()).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_answered_in_the_language_it_likes_best_of_ours() {
        for (header, expected) in [
            ("en", Some(Lang::En)),
            ("en-GB, lv;q=0.8", Some(Lang::En)),
            ("de, lv;q=0.5, en;q=0.4", Some(Lang::Lv)),
            ("lv;q=0.3, EN;q=0.9", Some(Lang::En)),
            ("lv, en", Some(Lang::Lv)),
            ("en;q=0", None),
            ("de, *", None),
            ("", None),
        ] {
            assert_eq!(accepted_lang(header), expected, "{header:?}");
        }
    }
}
