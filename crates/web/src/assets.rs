//! Styles, scripts, fonts and icons: part of the program, under an address that changes with their content.
//!
//! A page and what it loads are of one version: the address names all assets together, so that a browser never joins the
//! styles of one version with the scripts of another, and keeps for a year what it has loaded once.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

use crate::WebError;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

/// How many digits of the hash stand in an address.
const VERSION_DIGITS: usize = 16;

/// The content of all assets in one short hash; a program begun anew after one has changed has another.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Assets::iter().collect();
    names.sort();
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        if let Some(file) = Assets::get(&name) {
            hash.update(file.metadata.sha256_hash());
        }
    }
    let mut digits = crate::hex(&hash.finalize());
    digits.truncate(VERSION_DIGITS);
    digits
});

/// The address of a style sheet, script, font or icon, by its name below `assets`; a page uses no other.
///
/// What an asset loads itself, it names relative to its own address.
pub fn asset(name: &str) -> String {
    format!("/assets/{}/{name}", *VERSION)
}

/// How long an answer may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keep {
    /// The address holds this content and never another.
    Forever,
    /// Asked for by a page of another version, or without one: the browser asks again each time.
    Never,
}

impl Keep {
    const fn header(self) -> &'static str {
        match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Never => "no-cache",
        }
    }
}

/// The name of an asset and how long it may be kept, by the part of the address after `/assets/`.
fn named<'a>(path: &'a str, version: &str) -> (&'a str, Keep) {
    match path.split_once('/') {
        Some((first, name)) if first == version => (name, Keep::Forever),
        // While nodes are renewed one after another, or in a page left open: the name still finds its file.
        Some((first, name))
            if first.len() == VERSION_DIGITS && first.bytes().all(|one| one.is_ascii_hexdigit()) =>
        {
            (name, Keep::Never)
        }
        _ => (path, Keep::Never),
    }
}

pub(crate) async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Result<Response, WebError> {
    let (name, keep) = named(&path, &VERSION);
    let file = Assets::get(name).ok_or(WebError::NotFound)?;
    let hash = file.metadata.sha256_hash();
    let tag = format!("\"{}\"", crate::hex(&hash[..12]));
    let fixed = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, keep.header().to_owned())];
    if headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(tag.as_str()) {
        return Ok((StatusCode::NOT_MODIFIED, fixed).into_response());
    }
    let kind = match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        _ => "text/plain; charset=utf-8",
    };
    Ok((fixed, [(header::CONTENT_TYPE, kind)], file.data.into_owned()).into_response())
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, http::Request, routing::get};
    use tower::ServiceExt as _;

    use super::*;

    async fn ask(address: &str) -> (StatusCode, String) {
        let router: Router = Router::new().route("/assets/{*path}", get(serve));
        let answer = router.oneshot(Request::get(address).body(Body::empty()).unwrap()).await.unwrap();
        let kept =
            answer.headers().get(header::CACHE_CONTROL).map(|value| value.to_str().unwrap().to_owned());
        (answer.status(), kept.unwrap_or_default())
    }

    #[tokio::test]
    async fn what_a_page_names_is_kept_for_a_year() {
        let (status, kept) = ask(&asset("solits.css")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(kept.contains("immutable") && kept.contains("max-age=31536000"), "{kept}");
    }

    #[tokio::test]
    async fn an_address_of_another_version_is_answered_and_never_kept() {
        for address in ["/assets/0123456789abcdef/solits.css", "/assets/solits.css"] {
            assert_eq!(ask(address).await, (StatusCode::OK, "no-cache".to_owned()), "{address}");
        }
    }

    #[test]
    fn style_sheets_name_what_they_load_relative_to_themselves() {
        for name in Assets::iter().filter(|name| name.ends_with(".css")) {
            let sheet = String::from_utf8(Assets::get(&name).unwrap().data.into_owned()).unwrap();
            assert!(
                !sheet.contains("url(\"/") && !sheet.contains("url('/") && !sheet.contains("url(/"),
                "{name}"
            );
        }
    }
}
