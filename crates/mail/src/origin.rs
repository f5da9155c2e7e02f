//! Where a letter comes from, as far as our own server looked.

use crate::{automatic::Own, letter::Letter};

/// What a check of origin found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was checked, or the result proves nothing.
    #[default]
    Unknown,
    /// It holds.
    Pass,
    /// It does not.
    Fail,
}

/// What our own server found out about a letter (RFC 8601).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Authentication {
    /// Whether the sending server may send for the envelope's host.
    pub spf: Verdict,
    /// Whether a signature of a host holds.
    pub dkim: Verdict,
    /// Whether one of both goes with the author who is shown.
    pub dmarc: Verdict,
}

/// What `server`, our own, wrote down. Results of any other are claims of strangers and do not count.
///
/// The server has to remove fields that come from outside under its name, as RFC 8601 §5 demands; of several the topmost
/// counts, which is the one added last.
pub fn authentication(letter: &Letter, server: &str) -> Authentication {
    let results =
        letter.fields.iter().filter(|(name, _)| name == "authentication-results").map(|(_, value)| value);
    let own = |value: &&String| {
        let id = value.split(';').next().unwrap_or_default();
        id.split_whitespace().next().is_some_and(|id| id.eq_ignore_ascii_case(server))
    };
    let Some(value) = results.into_iter().find(own) else { return Authentication::default() };
    let verdict = |method: &str| {
        let results = value.split(';').skip(1).filter_map(|result| result.trim().split_once('='));
        let mut own =
            results.filter(|(name, _)| name.trim().eq_ignore_ascii_case(method)).map(|(_, result)| {
                match result.split([' ', '(', '\t']).next().unwrap_or_default().to_ascii_lowercase().as_str()
                {
                    "pass" => Verdict::Pass,
                    "fail" | "softfail" | "permerror" => Verdict::Fail,
                    _ => Verdict::Unknown,
                }
            });
        // Of several signatures one that holds is enough.
        let first = own.next().unwrap_or_default();
        if own.any(|verdict| verdict == Verdict::Pass) { Verdict::Pass } else { first }
    };
    Authentication { spf: verdict("spf"), dkim: verdict("dkim"), dmarc: verdict("dmarc") }
}

/// Whether a letter from outside shows an address or a name of the institution's own. A mail never acts as staff, whatever
/// it shows; this is for the warning beside it.
pub fn poses_as_us(letter: &Letter, own: &Own) -> bool {
    letter.from.iter().chain(&letter.sender).any(|address| {
        let name = solits_kernel::fold(address.name());
        own.holds(address)
            || !name.is_empty() && own.names.iter().any(|own| name.contains(&solits_kernel::fold(own)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    fn check(fields: &str, expected: [Verdict; 3]) {
        let letter = read(format!("{fields}From: a@b.example\r\n\r\nx").as_bytes());
        let found = authentication(&letter, "mx.ads.example");
        assert_eq!([found.spf, found.dkim, found.dmarc], expected, "{fields}");
    }

    #[test]
    fn only_what_our_own_server_wrote_counts() {
        use Verdict::{Fail, Pass, Unknown};
        let own = "Authentication-Results: mx.ads.example; spf=pass smtp.mailfrom=b.example; dkim=fail (bad) header.d=x; dkim=pass header.d=b.example; dmarc=fail\r\n";
        check(own, [Pass, Pass, Fail]);
        check("Authentication-Results: evil.invalid; spf=pass; dkim=pass; dmarc=pass\r\n", [Unknown; 3]);
        check("Authentication-Results: mx.ads.example 1; none\r\n", [Unknown; 3]);
        let below = format!("Authentication-Results: mx.ads.example; dmarc=none\r\n{own}");
        check(&below, [Unknown; 3]);
    }

    #[test]
    fn a_stranger_with_the_name_of_the_institution_poses_as_it() {
        let own = Own { names: vec!["Ādu novada pašvaldība".into()], ..Own::default() };
        let poses = |from: &str| poses_as_us(&read(format!("From: {from}\r\n\r\nx").as_bytes()), &own);
        assert!(poses("\"ADU NOVADA PASVALDIBA, kase\" <x@evil.invalid>"));
        assert!(!poses("Anna <anna@pasts.example>"));
    }
}
