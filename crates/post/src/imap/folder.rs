//! Names of folders as the protocol writes them (RFC 3501 §5.1.3).

use base64::{
    Engine as _,
    alphabet::IMAP_MUTF7,
    engine::{GeneralPurpose, general_purpose::NO_PAD},
};

const CODE: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);

/// The name in modified UTF-7 and quotes. A name with control characters must have been refused before.
pub(super) fn quoted(name: &str) -> String {
    let mut written = String::from("\"");
    let mut foreign: Vec<u8> = Vec::new();
    for c in name.chars() {
        if !c.is_ascii() {
            let mut units = [0; 2];
            foreign.extend(c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
            continue;
        }
        flush(&mut written, &mut foreign);
        match c {
            '&' => written.push_str("&-"),
            '"' | '\\' => written.extend(['\\', c]),
            c => written.push(c),
        }
    }
    flush(&mut written, &mut foreign);
    written.push('"');
    written
}

fn flush(written: &mut String, foreign: &mut Vec<u8>) {
    if !foreign.is_empty() {
        written.push('&');
        written.push_str(&CODE.encode(&foreign));
        written.push('-');
        foreign.clear();
    }
}

/// Whether two names are of one folder: letters count, except in the one that every account has.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one == other || (one.eq_ignore_ascii_case("INBOX") && other.eq_ignore_ascii_case("INBOX"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_in_the_protocols_own_way() {
        assert_eq!(quoted("INBOX"), "\"INBOX\"");
        assert_eq!(quoted("Iesūtnes"), "\"Ies&AWs-tnes\"");
        assert_eq!(quoted("a & b"), "\"a &- b\"");
        // The example of the RFC.
        assert_eq!(quoted("~peter/mail/台北/日本語"), "\"~peter/mail/&U,BTFw-/&ZeVnLIqe-\"");
        assert_eq!(quoted("so \"called\" \\"), "\"so \\\"called\\\" \\\\\"");
        assert_eq!(quoted("😀"), "\"&2D3eAA-\"");
    }

    #[test]
    fn the_inbox_is_the_same_in_any_case_and_no_other_is() {
        assert!(is_same("Inbox", "INBOX") && is_same("Arhīvs", "Arhīvs"));
        assert!(!is_same("Done", "done"));
    }
}
