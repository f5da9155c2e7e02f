//! Every letter of the corpus against its row.

use solits_mail::{
    Attachment, Belonging, Keys, Letter, Marked, Own, Place, automatic, belongs, classify, guess, quoting,
    read,
};

use crate::table::{Row, count, rows};

pub(crate) fn keys() -> Keys {
    Keys::new("mail.ads.example", 1, [7; 32]).and_older(2, [9; 32])
}

pub(crate) fn own() -> Own {
    Own { addresses: vec!["info@ads.example".to_owned()], ..Own::default() }
}

#[test]
fn every_letter_comes_out_as_its_row_says() {
    let mut wrong = Vec::new();
    for row in rows() {
        let letter = read(&row.raw);
        for (what, found, expected) in facts(&row, &letter) {
            if expected != "*" && found != expected {
                wrong.push(format!("{} {what}:\n    found    {found}\n    expected {expected}", row.file));
            }
        }
        wrong.extend(text(&row, &letter));
    }
    assert!(wrong.is_empty(), "\n{}\n{} facts", wrong.join("\n"), wrong.len());
}

#[test]
fn every_letter_has_a_row_and_there_are_enough_of_them() {
    let rows = rows();
    assert_eq!(rows.len(), count());
    assert!(rows.len() >= 280, "{} letters", rows.len());
}

#[test]
fn the_bytes_of_every_attachment_can_be_had_again() {
    use sha2::{Digest as _, Sha256};
    for row in rows() {
        for attachment in read(&row.raw).attachments {
            let bytes = attachment.content(&row.raw);
            assert_eq!(bytes.len(), attachment.size, "{} {}", row.file, attachment.name);
            assert_eq!(<[u8; 32]>::from(Sha256::digest(&bytes)), attachment.digest, "{}", row.file);
        }
    }
}

fn facts(row: &Row, letter: &Letter) -> Vec<(&'static str, String, String)> {
    let some = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let codes = |codes: Vec<&str>| some(codes.join(" "));
    let mut attention: Vec<&str> = letter.attention.iter().map(solits_mail::Attention::code).collect();
    attention.sort_unstable();
    let mut machine: Vec<&str> =
        automatic(letter, &own(), &keys()).iter().map(solits_mail::Automatic::code).collect();
    machine.sort_unstable();
    let legal = classify(letter, &["zinas@portals.example".to_owned()]).legal.code();
    let language = guess(&letter.text).language.map_or("–", solits_mail::Language::code);
    let files: Vec<String> = letter.attachments.iter().map(file).collect();
    vec![
        ("from", some(letter.author().map(ToString::to_string).unwrap_or_default()), row.from.clone()),
        ("subject", some(letter.subject.clone()), row.subject.clone()),
        ("files", some(files.join(" · ")), row.files.clone()),
        ("attention", codes(attention), row.attention.clone()),
        ("machine", codes(machine), row.machine.clone()),
        ("belongs", belonging(&belongs(letter, &keys())), row.belongs.clone()),
        ("by law", legal.to_owned(), row.legal.clone()),
        ("language", language.to_owned(), row.language.clone()),
    ]
}

fn file(attachment: &Attachment) -> String {
    let place = match (attachment.place, attachment.within) {
        (_, Some(within)) => format!(" (within {})", within + 1),
        (Place::Beside, None) => String::new(),
        (Place::InText, None) => " (in text)".to_owned(),
        (Place::AnotherReading, None) => " (another reading)".to_owned(),
        (Place::Outside, None) => " (outside)".to_owned(),
    };
    format!("{} = {:?}{place}", attachment.name, attachment.found)
}

fn belonging(belonging: &Belonging) -> String {
    let marked = |all: &[Marked]| {
        let names: Vec<&str> = all
            .iter()
            .map(|mark| match mark {
                Marked::Case(_) => "case",
                Marked::Reference(_) => "number",
            })
            .collect();
        names.join(" ")
    };
    match belonging {
        Belonging::New => "new".to_owned(),
        Belonging::Hints(_) => "hints".to_owned(),
        Belonging::Marked(all) => marked(all),
        Belonging::Contradicts(_) => "contradicts".to_owned(),
    }
}

/// What is wrong with the text: pieces that are missing or out of order, or not to be new.
fn text(row: &Row, letter: &Letter) -> Vec<String> {
    let new = quoting::new_text(&letter.text);
    let mut wrong = Vec::new();
    let mut from = 0;
    for piece in row.text.split(" · ").filter(|piece| !matches!(*piece, "–" | "*")) {
        if let Some(old) = piece.strip_prefix('¬') {
            if new.contains(old) {
                wrong.push(format!("{} new text holds “{old}”:\n{new}", row.file));
            }
        } else if let Some(at) = letter.text.get(from..).and_then(|rest| rest.find(piece)) {
            from += at + piece.len();
        } else {
            wrong.push(format!("{} text lacks “{piece}”:\n{}", row.file, letter.text));
        }
    }
    if row.text == "–" && !letter.text.trim().is_empty() {
        wrong.push(format!("{} has a text:\n{}", row.file, letter.text));
    }
    wrong
}
