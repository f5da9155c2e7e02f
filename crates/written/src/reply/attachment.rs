//! An attachment that is mentioned and not there.

use solits_kernel::Text;

use super::{Draft, Finding, Place, Remark, Weight, offset, own_lines, remark};
use solits_kernel::fold;

/// How words that speak of an attachment begin, folded.
const BEGINNINGS: [&str; 5] = ["pielikum", "pievienoj", "pievienot", "attach", "enclos"];

pub(super) fn review(draft: &Draft, remarks: &mut Vec<Remark>) {
    if !draft.attachments.is_empty() {
        return;
    }
    let mention = draft
        .texts()
        .into_iter()
        .find_map(|(part, text)| mentioned(text).map(|(start, end)| Place { part, start, end }));
    if let Some(place) = mention {
        remarks.push(remark(
            Weight::AsksToConfirm,
            Finding::AttachmentMissing,
            Some(place),
            Text::new(
                "Tekstā minēts pielikums, bet nekas nav pievienots.",
                "The text mentions an attachment, and nothing is attached.",
            ),
        ));
    }
}

/// The first word that speaks of an attachment of this reply, unless it says there is none.
fn mentioned(text: &str) -> Option<(usize, usize)> {
    for (line_start, line) in own_lines(text) {
        let mut before = String::new();
        for word in line.split_whitespace() {
            let plain = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
            let speaks = BEGINNINGS.iter().any(|beginning| plain.starts_with(beginning));
            if speaks && before != "bez" && before != "without" && before != "jusu" && before != "your" {
                let start = line_start + offset(word, line);
                return Some((start, start + word.len()));
            }
            before = plain;
        }
    }
    None
}
