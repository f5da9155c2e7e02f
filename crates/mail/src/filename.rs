//! Names of files, made safe for any system that stores or shows them.

use crate::{
    attention::Notes,
    sniff::{FileType, extension},
    words,
};

/// The longest name kept, in characters.
const LONGEST: usize = 120;

/// A name without path, controls, hidden characters or what some system refuses; made from the kind where none is left.
///
/// The name is only a label (`security.md` §6): files are stored under names of our own.
pub(crate) fn safe(given: Option<&str>, number: usize, found: FileType, notes: &mut Notes) -> String {
    let given = words::tidy(given.unwrap_or_default(), notes);
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c })
        .collect();
    let plain = plain.trim_matches(['.', ' ', '~']);
    if plain.is_empty() {
        return format!("{number}.{}", found.extension());
    }
    let plain = if is_reserved(plain) { format!("_{plain}") } else { plain.to_owned() };
    shortened(&plain)
}

/// The name of a part that was given none: by what its sender says it is, where its bytes can be that and tell less, or
/// else by its bytes.
pub(crate) fn unnamed(claimed: &str, number: usize, found: FileType) -> String {
    match claimed {
        // Invitations to meetings and what becomes of them; the parts of most programs have no name.
        "text/calendar" if found == FileType::Text => "kalendārs.ics".to_owned(),
        "message/global" => format!("{number}.eml"),
        letter if letter.starts_with("message/rfc822") => format!("{number}.eml"),
        _ => format!("{number}.{}", found.extension()),
    }
}

/// Devices of Windows answer to these names with any extension.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

/// Cuts in the middle, so that the extension stays.
fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let extension: String = extension(name).chars().take(10).collect();
    let stem: String = name.chars().take(LONGEST - 12).collect();
    format!("{stem}….{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, expected: &str) {
        assert_eq!(safe(Some(given), 1, FileType::Pdf, &mut Notes::default()), expected, "{given}");
    }

    #[test]
    fn a_name_loses_its_path_and_what_systems_refuse() {
        check("C:\\Users\\Anna\\līgums.pdf", "līgums.pdf");
        check("../../etc/passwd", "passwd");
        check("a<b>:c?.txt", "a_b__c_.txt");
        check(".htaccess", "htaccess");
        check("CON.txt", "_CON.txt");
        check("Contract.txt", "Contract.txt");
        check("...", "1.pdf");
        check("", "1.pdf");
    }

    #[test]
    fn a_part_without_a_name_is_called_by_what_it_is() {
        assert_eq!(unnamed("text/calendar", 1, FileType::Text), "kalendārs.ics");
        assert_eq!(unnamed("text/calendar", 2, FileType::Program), "2.bin");
        assert_eq!(unnamed("text/calendar", 2, FileType::Html), "2.html");
        assert_eq!(unnamed("message/rfc822", 3, FileType::Text), "3.eml");
        assert_eq!(unnamed("text/plain", 1, FileType::Text), "1.txt");
    }

    #[test]
    fn a_name_that_turns_its_direction_shows_its_true_end() {
        check("rekins\u{202e}fdp.exe", "rekinsfdp.exe");
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let name = safe(Some(&format!("{}.pdf", "a".repeat(500))), 1, FileType::Pdf, &mut Notes::default());
        assert!(name.ends_with("….pdf") && name.chars().count() <= LONGEST, "{name}");
    }
}
