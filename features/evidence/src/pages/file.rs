//! `/evidence/files/{id}`: a file that was given as evidence, always to be saved, never shown in a page of ours.

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, header},
    response::IntoResponse as _,
};
use solits_access::{Look, look};
use solits_web::{EmployeeCx, PageResult, WebError};

use super::KEEP;
use crate::{model::given::EvidenceId, store};

/// Nothing in a file of somebody else's may run, load or be framed.
const CSP: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";

/// `GET /evidence/files/{id}`. What was withdrawn is given to those who keep evidence only. A file may show people, so the
/// access record says who saved it, before it is given.
pub(crate) async fn download(cx: EmployeeCx, Path(id): Path<EvidenceId>) -> PageResult {
    let mut tx = cx.read().await?;
    let evidence = store::find_evidence(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let file = evidence.file.ok_or(WebError::NotFound)?;
    if evidence.withdrawn.is_some() {
        cx.demand(KEEP)?;
    }
    let content = store::find_content(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Evidence(id.uuid())).await?;
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.media.name()));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let disposition = HeaderValue::from_str(&disposition(&file.name))
        .map_err(|_| WebError::Unforeseen("a file's name that no header takes".to_owned()))?;
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok((headers, content).into_response())
}

/// `Content-Disposition` with the name in both forms of RFC 6266.
fn disposition(name: &str) -> String {
    use std::fmt::Write as _;
    let plain: String = solits_kernel::fold(name)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latvian_name_arrives_whole_and_no_quote_leaves_the_header() {
        assert_eq!(
            disposition("Zāles \"foto\".png"),
            "attachment; filename=\"zales _foto_.png\"; filename*=UTF-8''Z%C4%81les%20%22foto%22.png"
        );
    }
}
