//! Where somebody goes on who signs in again: the page on which their session ended, as its link to the sign-in names it.
//!
//! Signing in takes several steps, so the browser keeps the place. It is only ever a path of this program, and a page judges
//! anew who may see it: whoever signs in instead of them learns nothing there.

use axum::{
    http::{HeaderMap, header},
    response::Response,
};
use solits_web::{App, see_other};

use crate::{
    actions::{cookie, with_cookie},
    demo::first_page,
};

/// So long somebody has to sign in.
const SECONDS: u64 = 30 * 60;
/// Longest place.
const MOST: usize = 200;

const fn name(tls: bool) -> &'static str {
    if tls { "__Host-back" } else { "back" }
}

/// A path of this program, and nothing that a browser could take for another host or read as two cookies.
pub(crate) fn own(place: &str) -> Option<&str> {
    let is_plain =
        place.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_'));
    let is_own = place.starts_with('/') && !place.starts_with("//") && !place.starts_with("/sign-");
    (is_plain && is_own && place.len() <= MOST).then_some(place)
}

/// The value of a cookie by name.
pub(crate) fn value_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// Has the browser keep the place for whoever signs in next.
pub(crate) fn remember(app: &App, page: Response, place: Option<&str>) -> Response {
    match place.and_then(own) {
        Some(place) => with_cookie(page, &cookie(app, name(app.config.tls), place, SECONDS)),
        None => page,
    }
}

/// The first page after signing in: the place the browser kept, else where this person's day begins.
pub(crate) fn go_on(app: &App, headers: &HeaderMap, rights: &[&str], session: &str) -> Response {
    match value_of(headers, name(app.config.tls)).and_then(own) {
        Some(place) => forget(app, with_cookie(see_other(place), session)),
        None => with_cookie(see_other(first_page(rights)), session),
    }
}

/// Has the browser forget the place: whoever signed in has gone on.
pub(crate) fn forget(app: &App, page: Response) -> Response {
    with_cookie(page, &cookie(app, name(app.config.tls), "", 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_of_this_program_is_gone_back_to() {
        assert_eq!(own("/cases/0b8d/reply"), Some("/cases/0b8d/reply"));
        for other in
            ["", "cases", "//evil.example", "/\\evil.example", "/a;b", "/a\r\nb", "/sign-out", "/%2f"]
        {
            assert_eq!(own(other), None, "{other}");
        }
        assert_eq!(own(&format!("/{}", "a".repeat(MOST))), None);
    }
}
