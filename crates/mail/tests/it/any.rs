//! What holds for any bytes whatever.

use proptest::{collection::vec, prelude::*, sample::select};
use sha2::{Digest as _, Sha256};
use solits_mail::{Address, Keys, Letter, automatic, belongs, classify, guess, limits, quoting, read};

use crate::{
    corpus::{keys, own},
    table::rows,
};

/// Everything that is done with a letter, and what must hold afterwards.
pub(crate) fn check(raw: &[u8]) -> Letter {
    let letter = read(raw);
    assert_eq!(
        letter.digest,
        <[u8; 32]>::from(Sha256::digest(raw)),
        "the letter is found again by its raw bytes"
    );
    assert_eq!(letter.size, raw.len());
    if let Some(html) = &letter.html {
        assert_harmless(html.markup());
    }
    for line in [&letter.subject].into_iter().chain(letter.fields.iter().map(|(_, value)| value)) {
        assert!(!line.contains(['\r', '\n', '\0']), "{line:?}");
    }
    for attachment in &letter.attachments {
        assert!(!attachment.name.is_empty() && !attachment.name.contains(['/', '\\', '\0', '\n']));
        assert!(attachment.name.chars().count() <= 130, "{}", attachment.name);
        assert_eq!(attachment.content(raw).len(), attachment.size);
    }
    assert!(letter.attachments.len() <= limits::PARTS * 2);
    assert!(letter.to.len() <= limits::ADDRESSES);
    for address in letter.from.iter().chain(&letter.to).chain(&letter.reply_to) {
        assert!(!address.to_string().contains(['\r', '\n', '\0', '<', '>']), "{address}");
    }
    assert_whole(&letter.text);
    automatic(&letter, &own(), &keys());
    belongs(&letter, &keys());
    classify(&letter, &[]);
    guess(&letter.text);
    for attention in &letter.attention {
        assert!(!attention.words().lv.is_empty() && !attention.words().en.is_empty());
    }
    letter
}

/// No script, no event handler, no form, nothing loaded from elsewhere (`security.md` §7).
fn assert_harmless(markup: &str) {
    for tag in markup.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or_default()) {
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(ALLOWED.contains(&name.as_str()), "<{tag}> in {markup}");
        let mut attributes = tag.trim_start_matches('/').get(name.len()..).unwrap_or_default().split('"');
        while let (Some(attribute), Some(value)) = (attributes.next(), attributes.next()) {
            let attribute = attribute.trim().trim_end_matches('=');
            let sound = match attribute {
                "href" => ["http:", "https:", "mailto:", "tel:"]
                    .iter()
                    .any(|s| value.to_ascii_lowercase().starts_with(s)),
                "src" => value.to_ascii_lowercase().starts_with("cid:"),
                "alt" | "colspan" | "rowspan" | "start" | "target" | "rel" => true,
                _ => false,
            };
            assert!(sound, "{attribute}=\"{value}\" in {markup}");
        }
    }
}

const ALLOWED: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// The pieces of a text in their order are the text.
fn assert_whole(text: &str) {
    let pieces = quoting::split(text);
    let together: String = pieces.iter().map(|piece| &text[piece.range.clone()]).collect();
    assert_eq!(together, text);
    assert!(
        pieces.windows(2).all(|two| two[0].kind != two[1].kind && two[0].range.end == two[1].range.start)
    );
    assert!(text.trim().is_empty() || !quoting::new_text(text).is_empty());
}

#[test]
fn every_letter_of_the_corpus_holds_it() {
    for row in rows() {
        check(&row.raw);
    }
}

/// Lines of which letters are made.
fn line() -> impl Strategy<Value = String> {
    select(vec![
        "From: Anna <a@b.example>",
        "To: x@y.example,",
        "Subject: =?utf-8?B?xIA=?=",
        "Content-Type: multipart/mixed; boundary=b",
        "Content-Type: multipart/alternative; boundary=\"c\"; boundary=b",
        "Content-Type: text/html; charset=utf-16",
        "Content-Type: message/rfc822",
        "Content-Transfer-Encoding: base64",
        "Content-Transfer-Encoding: quoted-printable",
        "Content-Disposition: attachment; filename*0*=utf-8''%C4; filename*1=x.pdf",
        "--b",
        "--b--",
        "--c",
        "--c--",
        "",
        "",
        " folded",
        "> citāts",
        "On Mon, Nov 16, 2026 Anna <a@b.example> wrote:",
        "No: A",
        "Nosūtīts: B",
        "Kam: C",
        "-- ",
        "Ar cieņu,",
        "=C4=80=",
        "UEsDBA==",
        "<p onclick=x>A<b><i>",
        "<a href='javascript:x'>",
        "<svg><style><!--",
        "</style>--><img src=x onerror=y>",
        "In-Reply-To: <a@b> <c",
        "Auto-Submitted: auto-replied",
        "\u{202e}\0",
    ])
    .prop_map(str::to_owned)
}

/// Pieces of which formatted text is made, so that they meet in odd ways.
fn markup() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "--!>",
        "<p",
        "<a ",
        "<svg>",
        "</svg>",
        "<math>",
        "<mtext>",
        "<style>",
        "</style>",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<noscript>",
        "<template>",
        "</template>",
        "<table>",
        "<td>",
        "<select>",
        "<img ",
        "src=",
        "href=",
        "onerror=alert(1)",
        "\"",
        "'",
        "`",
        "=",
        "/",
        " ",
        "\n",
        "\0",
        "&lt;",
        "&#60;",
        "&#x3c;img",
        "javascript:",
        "https://e.invalid/",
        "cid:x",
        "<![CDATA[",
        "]]>",
        "<?",
        "<frameset>",
        "<base ",
        "<form>",
        "<textarea>",
        "<plaintext>",
        "<xmp>",
        "ā",
        "\u{fffd}",
        "style=",
        "x",
        "<b><i>",
        "<div>",
        "</p>",
    ]);
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_read(raw in vec(any::<u8>(), 0..2000)) {
        check(&raw);
    }

    #[test]
    fn lines_of_letters_in_any_order_are_read(lines in vec(line(), 0..60), end in select(vec!["\r\n", "\n", "\r"])) {
        check(lines.join(end).as_bytes());
    }

    #[test]
    fn formatted_text_is_harmless_however_it_is_made(html in markup()) {
        let letter = check(format!("From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}").as_bytes());
        prop_assert!(letter.html.is_some());
    }

    #[test]
    fn cleaning_what_was_cleaned_changes_nothing_more(html in markup()) {
        let letter = |html: &str| read(format!("From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}").as_bytes());
        let once = letter(&html).html.map(|html| html.markup().to_owned()).unwrap_or_default();
        let twice = letter(&once).html.map(|html| html.markup().to_owned()).unwrap_or_default();
        let thrice = letter(&twice).html.map(|html| html.markup().to_owned()).unwrap_or_default();
        prop_assert_eq!(twice, thrice);
    }

    #[test]
    fn cutting_a_text_loses_nothing(lines in vec(line(), 0..40)) {
        assert_whole(&lines.join("\n"));
    }

    #[test]
    fn an_address_that_was_read_is_read_again_as_itself(local in "[a-z0-9][a-z0-9.+_-]{0,20}[a-z0-9]", host in "[a-z]{1,10}\\.example") {
        let address = Address::parse(&format!("Vārds <{local}@{host}>"));
        let again = address.as_ref().and_then(|address| Address::parse(&address.to_string()));
        prop_assert!(address.zip(again).is_some_and(|(one, other)| one.same_mailbox(&other)));
    }

    #[test]
    fn nobody_makes_a_mark_of_ours_without_the_key(secret in any::<[u8; 32]>(), case in any::<u128>(), sent in any::<u128>()) {
        prop_assume!(secret != [7; 32]);
        let (case, sent) = (solits_kernel::CaseId::new(uuid::Uuid::from_u128(case)), uuid::Uuid::from_u128(sent));
        let forger = Keys::new("mail.ads.example", 1, secret);
        let id = forger.message_id(case, sent, solits_mail::Author::Person).expect("a key is there");
        let raw = format!("From: a@b.example\r\nIn-Reply-To: <{}>\r\n\r\nx", id.as_str());
        prop_assert!(!matches!(belongs(&read(raw.as_bytes()), &keys()), solits_mail::Belonging::Marked(_)));
        prop_assert!(matches!(belongs(&read(raw.as_bytes()), &forger), solits_mail::Belonging::Marked(_)));
    }
}
