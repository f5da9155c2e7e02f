//! Letters beyond the limits of `security.md` §7: what is left out is said, and nothing grows with what was sent.

use solits_mail::{Letter, limits, quoting, read};

fn codes(letter: &Letter) -> Vec<&'static str> {
    letter.attention.iter().map(solits_mail::Attention::code).collect()
}

fn html(source: &str) -> Letter {
    read(format!("From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{source}").as_bytes())
}

#[test]
fn of_a_letter_that_is_too_large_the_fields_are_read() {
    let mut raw = b"From: a@b.example\r\nSubject: Liels\r\nMessage-ID: <1@b.example>\r\n\r\n".to_vec();
    raw.resize(limits::LETTER_BYTES + 1, b'a');
    let letter = read(&raw);
    assert_eq!((letter.subject.as_str(), letter.text.as_str()), ("Liels", ""));
    assert_eq!(letter.identity(), "1@b.example");
    assert!(codes(&letter).contains(&"too-large"));
}

#[test]
fn of_formatted_text_that_is_too_long_the_words_are_shown() {
    let letter = html(&format!(
        "<p>Sākums</p><style>p {{}}</style>{}<p>Beigas</p>",
        "<p>vidus</p>".repeat(limits::HTML_BYTES / 12 + 1)
    ));
    assert!(letter.html.is_none());
    assert!(
        letter.text.starts_with("Sākums") && letter.text.ends_with("Beigas") && !letter.text.contains("p {")
    );
    assert_eq!(codes(&letter), ["html-too-much"]);
}

#[test]
fn formatted_text_of_one_kind_of_tag_does_not_grow() {
    for piece in [
        "<p",
        "<b><p>x",
        "<table><td>",
        "<a href=x>",
        "<li><ul>",
        "<b><i></b>",
        "<a><b><table><tr>",
        "</p>",
        "<!--",
        "<p a b c ",
    ] {
        let letter = html(&piece.repeat(30_000 / piece.len()));
        let length = letter.html.map_or(0, |html| html.markup().len());
        assert!(length <= 2 * limits::HTML_BYTES, "{piece}: {length}");
    }
}

#[test]
fn parts_are_bounded_over_all_readings() {
    let kinds: String = (0..10)
        .map(|n| format!("Content-Type: multipart/mixed; boundary=b; x={n}\r\n"))
        .collect::<Vec<_>>()
        .concat();
    let raw = format!("From: a@b.example\r\n{kinds}\r\n{}", "--b\r\n\r\nx\r\n".repeat(50_000));
    let letter = read(raw.as_bytes());
    assert!(letter.attachments.len() <= limits::PARTS, "{}", letter.attachments.len());
    assert!(codes(&letter).contains(&"too-many-parts"));
}

#[test]
fn letters_in_letters_without_end_are_read_to_the_depth_that_is_allowed() {
    let raw = format!("From: a@b.example\r\n{}", "Content-Type: message/rfc822\r\n\r\n".repeat(10_000));
    let letter = read(raw.as_bytes());
    assert!(letter.attachments.len() <= limits::DEPTH + 1, "{}", letter.attachments.len());
    assert!(codes(&letter).contains(&"too-deep"));
}

#[test]
fn a_text_of_many_odd_lines_is_cut_without_loss() {
    for line in
        ["> a\n\n", "\n", "--b\n", "From: a\nSent: b\n", "On 2026 wrote:\n", "-- \n", "____________\n"]
    {
        let text = line.repeat(20_000);
        let together: String = quoting::split(&text).iter().map(|piece| &text[piece.range.clone()]).collect();
        assert!(together == text, "{line}");
    }
}
