//! The signature of a call: HMAC-SHA-256 over the moment it leaves and its body, so that neither can be changed and an old
//! call cannot be sent again later.

use ring::hmac;
use solits_kernel::Timestamp;

/// The header that carries it.
pub(crate) const HEADER: &str = "Solits-Signature";

/// `t=` seconds since 1970 `,v1=` the signature of `t`, a full stop and the body, in small hexadecimal digits.
pub(crate) fn sign(secret: &str, at: Timestamp, body: &str) -> String {
    let seconds = at.millis().div_euclid(1_000);
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let tag = hmac::sign(&key, format!("{seconds}.{body}").as_bytes());
    format!("t={seconds},v1={}", hex(tag.as_ref()))
}

/// Bytes as small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed by another program: `hmac.new(secret, b"1795000000." + body, "sha256").hexdigest()`.
    #[test]
    fn a_signature_is_the_one_another_program_computes() {
        let at = Timestamp::from_millis(1_795_000_000_999);
        assert_eq!(
            sign("whsec_0123456789abcdef", at, r#"{"id":"testa-7"}"#),
            "t=1795000000,v1=a138a438ebe0d5c77bb9e16e0950c2497e27ceaeb99a46c90014e90f220a1503"
        );
        assert_eq!(
            sign("", at, ""),
            "t=1795000000,v1=c8d312888b1669890bfb16ff1fcd02cb398228ec20a15180d070108f71d36fd2"
        );
    }

    #[test]
    fn another_moment_body_or_secret_has_another_signature() {
        let at = Timestamp::from_millis(1_795_000_000_000);
        let first = sign("a", at, "b");
        assert_eq!(first, sign("a", at, "b"));
        for other in [sign("a", at.plus_seconds(1), "b"), sign("a", at, "c"), sign("b", at, "b")] {
            assert_ne!(first, other);
        }
    }
}
