//! What is done with bytes of strangers, and what must hold afterwards. The fuzz targets call it with whatever they think
//! of; a test of `crates/mail` calls it with the kept corpus and damaged copies of it.

use solits_mail::{Address, Keys, Own, automatic, belongs, classify, guess, limits, quoting, read, shown};

/// A whole letter, as it comes from a server.
pub fn mail(bytes: &[u8]) {
    let letter = read(bytes);
    assert_eq!(letter.size, bytes.len());
    for line in [&letter.subject].into_iter().chain(letter.fields.iter().map(|(_, value)| value)) {
        assert!(!line.contains(['\r', '\n', '\0']), "a line that is several: {line:?}");
    }
    for attachment in &letter.attachments {
        assert!(!attachment.name.is_empty() && !attachment.name.contains(['/', '\\', '\0', '\n']));
        assert_eq!(attachment.content(bytes).len(), attachment.size);
    }
    assert!(letter.attachments.len() <= limits::PARTS * 2);
    assert!(letter.to.len() <= limits::ADDRESSES);
    if let Some(html) = &letter.html {
        harmless(html.markup(), |src| src.starts_with("cid:"));
    }
    if let Some(shown) = shown(&letter, bytes, "picture") {
        harmless(shown.markup(), is_picture);
    }
    whole(&letter.text);
    let keys = Keys::new("mail.example", 1, [7; 32]);
    automatic(&letter, &Own::default(), &keys);
    belongs(&letter, &keys);
    classify(&letter, &[]);
    guess(&letter.text);
}

/// What stands in an address field.
pub fn address(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(address) = Address::parse(&text) {
        for part in [address.local(), address.domain(), address.name()] {
            assert!(!part.contains(['\r', '\n', '\0']), "{part:?}");
        }
        assert!(!address.domain().is_empty() && !address.local().is_empty());
        assert!(!address.to_string().contains(['\r', '\n', '\0', '<', '>']), "{address}");
        // A local part that stands between quotes is another one without them.
        let is_plain =
            address.local().chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        let again = Address::parse(&format!("{}@{}", address.local(), address.domain()));
        if let Some(again) = again.filter(|_| is_plain) {
            assert_eq!(again.key(), address.key(), "the same mailbox however it is written");
        }
    }
    // The same bytes as the field of a letter: nothing of it makes another field.
    let mut letter = b"From: ".to_vec();
    letter.extend(bytes.iter().filter(|byte| !matches!(**byte, b'\r' | b'\n')));
    letter.extend(b"\r\n\r\nLabdien\r\n");
    mail(&letter);
}

/// The formatted text of a letter.
pub fn html(bytes: &[u8]) {
    let mut letter = b"From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".to_vec();
    letter.extend_from_slice(bytes);
    mail(&letter);
}

/// The plain text of a letter, to be split into what is new and what was quoted.
pub fn quoting(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    whole(&text);
    let new = quoting::new_text(&text);
    assert!(new.len() <= text.len() + 1, "nothing is added to what somebody wrote");
}

/// The pieces of a text are the text: not a letter is lost.
fn whole(text: &str) {
    let pieces: String = quoting::split(text)
        .into_iter()
        .map(|piece| text.get(piece.range).expect("a piece lies within"))
        .collect();
    assert_eq!(pieces, text);
}

/// No script, no event handler, no form, nothing loaded from elsewhere: what is not known to be harmless is not there.
fn harmless(markup: &str, is_source: fn(&str) -> bool) {
    const BANNED: [&str; 16] = [
        "script", "style", "iframe", "object", "embed", "form", "input", "button", "svg", "math", "link",
        "meta", "base", "video", "audio", "template",
    ];
    for tag in markup.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or_default()) {
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(!name.is_empty() && !BANNED.contains(&name.as_str()), "<{tag}> in {markup}");
        let mut attributes = tag.trim_start_matches('/').get(name.len()..).unwrap_or_default().split('"');
        while let (Some(attribute), Some(value)) = (attributes.next(), attributes.next()) {
            let value = value.to_ascii_lowercase();
            let sound = match attribute.trim().trim_end_matches('=') {
                "href" => {
                    ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| value.starts_with(scheme))
                }
                "src" => is_source(&value),
                "alt" | "colspan" | "rowspan" | "start" | "target" | "rel" => true,
                "class" => value == "target",
                "dir" => value == "ltr",
                _ => false,
            };
            assert!(sound, "{attribute}=\"{value}\" in {markup}");
        }
    }
}

/// Whether an address holds a picture of points in itself, and nothing else.
fn is_picture(src: &str) -> bool {
    let kinds = ["png", "jpeg", "gif", "webp"];
    kinds.iter().any(|kind| {
        src.strip_prefix(&format!("data:image/{kind};base64,"))
            .is_some_and(|coded| coded.chars().all(|c| c.is_ascii_alphanumeric() || "+/=".contains(c)))
    })
}
