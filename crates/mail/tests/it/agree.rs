//! A second reader, written by others, sees the same in ordinary letters.

use mail_parser::{MessageParser, MimeHeaders as _};
use solits_mail::{Address, read};

use crate::table::{Row, rows};

/// Letters in which the second reader sees less or something else, and why.
const OTHERWISE: &[(&str, &str)] = &[
    ("picture-in-text", "it leaves out what stands for a picture"),
    ("odd-attributes", "it leaves out where a link leads"),
    ("subject-cut-in-letter", "it reads encoded words one by one"),
    ("charset-in-page", "it does not look for the character set inside a page"),
    ("own-charset-name", "it does not know this name"),
    ("ascii-with-letters", "it takes the word ASCII for true"),
    ("at-in-quotes", "it leaves the address in its quotation marks"),
    ("route-before-address", "it keeps the route"),
];

#[test]
fn both_see_the_same_sender_subject_and_files_in_ordinary_letters() {
    let ordinary =
        |row: &Row| row.attention == "–" && !OTHERWISE.iter().any(|(file, _)| row.file.contains(file));
    let rows: Vec<Row> = rows().into_iter().filter(ordinary).collect();
    let wrong: Vec<String> = rows.iter().flat_map(differences).collect();
    assert!(rows.len() > 100 && wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn differences(row: &Row) -> Vec<String> {
    let Some(other) = MessageParser::default().parse(&row.raw) else { return Vec::new() };
    let letter = read(&row.raw);
    let address =
        other.from().and_then(|from| from.first()).and_then(|from| from.address()).and_then(Address::parse);
    let sent = other.date().map(|date| date.to_timestamp() * 1000);
    let mut pairs = vec![
        ("subject", letter.subject.clone(), other.subject().unwrap_or_default().trim().to_owned()),
        (
            "from",
            format!("{:?}", letter.from.first().map(Address::key)),
            format!("{:?}", address.map(|from| from.key())),
        ),
        ("date", format!("{:?}", letter.date.map(solits_kernel::Timestamp::millis)), format!("{sent:?}")),
    ];
    if let Some(text) =
        other.body_text(0).filter(|_| other.html_body == other.text_body && other.text_body.len() == 1)
    {
        pairs.push(("text", words(&letter.text), words(&text)));
    }
    let own: Vec<&str> = letter.attachments.iter().map(|file| file.name.trim_start_matches('_')).collect();
    for name in other.attachments().filter_map(|part| part.attachment_name()) {
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        if name.len() <= 120 && !own.contains(&name) {
            pairs.push(("file", own.join(", "), name.to_owned()));
        }
    }
    pairs
        .into_iter()
        .filter(|(_, own, other)| own != other)
        .map(|(what, own, other)| format!("{} {what}: {own} / {other}", row.file))
        .collect()
}

fn words(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}
