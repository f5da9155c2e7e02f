//! How mail programs lead in what they quote, and how letters end: in Latvian, English and Russian.

use std::ops::Range;

use super::Kind;

/// Lines that lead in everything after them.
pub(super) struct Block {
    /// How many lines they are.
    pub(super) lines: usize,
    /// What follows.
    pub(super) kind: Kind,
}

/// Ends of a line after which a quotation follows: *wrote*, *rakstīja*, *написал*.
const WROTE: &[&str] = &[
    "wrote:",
    "writes:",
    "rakstīja:",
    "raksta:",
    "uzrakstīja:",
    "rakstija:",
    "написал:",
    "написала:",
    "написал(а):",
    "пишет:",
    "писал:",
    "писала:",
    "написали:",
];

/// Beginnings of a line by which web mail leads in a quotation: *quoting Anna:*.
const QUOTING: &[&str] = &["citējot ", "citēju ", "citēts ", "quoting ", "цитирую "];

/// Lines after which the quoted letter begins.
const ORIGINAL: &[&str] = &[
    "original message",
    "original appointment",
    "sākotnējā ziņa",
    "sākotnējais ziņojums",
    "oriģinālā ziņa",
    "oriģinālais ziņojums",
    "sākotnējā vēstule",
    "исходное сообщение",
    "оригинальное сообщение",
    "reply message",
];

/// Lines after which a letter that is passed on begins.
const FORWARDED: &[&str] = &[
    "forwarded message",
    "forwarded by",
    "begin forwarded message",
    "pārsūtīta ziņa",
    "pārsūtītā ziņa",
    "pārsūtītais ziņojums",
    "pārsūtīts ziņojums",
    "pārsūtītā vēstule",
    "пересылаемое сообщение",
    "пересланное сообщение",
    "пересланное письмо",
    "начало переадресованного сообщения",
];

/// First words of the fields that Outlook writes before what it quotes.
const FROM: &[&str] = &["from:", "no:", "от:", "sūtītājs:", "kas:", "*from:*", "*no:*", "от кого:"];
const SENT: &[&str] = &[
    "sent:",
    "date:",
    "nosūtīts:",
    "nosūtīja:",
    "datums:",
    "sūtīts:",
    "отправлено:",
    "дата:",
    "*sent:*",
    "*nosūtīts:*",
    "*date:*",
];
const OTHER: &[&str] = &[
    "to:",
    "cc:",
    "subject:",
    "kam:",
    "kopija:",
    "temats:",
    "tēma:",
    "кому:",
    "тема:",
    "копия:",
    "*to:*",
    "*subject:*",
    "*kam:*",
    "*temats:*",
];

/// Words with which a letter ends before the name.
const CLOSING: &[&str] = &[
    "ar cieņu",
    "ar cienu",
    "cieņā",
    "ar sveicieniem",
    "ar laba vēlējumiem",
    "ar labiem vēlējumiem",
    "jauku dienu vēlot",
    "sveicieni",
    "best regards",
    "kind regards",
    "regards",
    "yours sincerely",
    "yours faithfully",
    "sincerely",
    "many thanks",
    "с уважением",
    "всего доброго",
    "с наилучшими пожеланиями",
];

/// What telephones write under a letter.
const TELEPHONE: &[&str] = &[
    "sent from my",
    "sent from outlook",
    "sent from mail for",
    "sent via",
    "get outlook for",
    "nosūtīts no",
    "sūtīts no",
    "nosūtīts, izmantojot",
    "sūtīts, izmantojot",
    "отправлено с",
    "отправлено из",
    "iegūstiet outlook",
];

/// The lines, counted from the beginning of `before`, that lead in a quotation which begins right after them.
pub(super) fn before(before: &[&str]) -> Option<Range<usize>> {
    let last = before.iter().rposition(|line| !line.is_empty())?;
    let ends = |line: &str| {
        ends_with_wrote(line) || line.ends_with("> :") || line.ends_with(">:") || is_quoting(line)
    };
    if !ends(before[last]) {
        return None;
    }
    // The line is long and programs break it: it began where a day, a date or a word such as *On* stands.
    let first = (last.saturating_sub(2)..=last)
        .rev()
        .take_while(|at| !before[*at].is_empty())
        .find(|at| dated(before[*at]));
    Some(first.unwrap_or(last)..before.len())
}

/// The lines at the beginning of `lines` after which all is quoted or passed on.
pub(super) fn block(lines: &[&str]) -> Option<Block> {
    let first = lines.first().filter(|line| !line.is_empty())?;
    let ruled = first.starts_with("--") || first.starts_with("==");
    if ruled || first.ends_with(':') {
        let bare = first.trim_matches(['-', '_', '=', ' ', ':', '>']).to_lowercase();
        if ruled && ORIGINAL.contains(&bare.as_str()) {
            return Some(Block { lines: 1 + fields(&lines[1..]), kind: Kind::Quoted });
        }
        if FORWARDED.iter().any(|word| bare.starts_with(word)) {
            return Some(Block { lines: 1 + fields(&lines[1..]), kind: Kind::Forwarded });
        }
    }
    let skip = usize::from(is_rule(first));
    let count = fields(lines.get(skip..).unwrap_or_default());
    if count >= 3 {
        return Some(Block { lines: skip + count, kind: Kind::Quoted });
    }
    if !begins_lead(first) {
        return None;
    }
    let wraps = lines.iter().take(3).position(|line| ends_with_wrote(line))?;
    let leads = lines.iter().take(wraps + 1).all(|line| !line.is_empty());
    leads.then_some(Block { lines: wraps + 1, kind: Kind::Quoted })
}

/// How many lines at the beginning are fields of a quoted letter: who, when, and at least one more.
fn fields(lines: &[&str]) -> usize {
    let begins = |line: &&str, words: &[&str]| {
        let line = line.to_lowercase();
        words.iter().any(|word| line.starts_with(word))
    };
    let blank = lines.iter().take_while(|line| line.is_empty()).count();
    let rest = lines.get(blank..).unwrap_or_default();
    if !rest.first().is_some_and(|line| begins(line, FROM)) {
        return 0;
    }
    let field = |line: &&&str| begins(line, FROM) || begins(line, SENT) || begins(line, OTHER);
    let count = rest.iter().take_while(field).count();
    let dated = rest.iter().take(count).any(|line| begins(line, SENT));
    if dated && count >= 3 { blank + count } else { 0 }
}

/// A line of nothing but dashes or underscores, as Outlook draws it.
fn is_rule(line: &str) -> bool {
    line.len() >= 10 && (line.chars().all(|c| c == '_') || line.chars().all(|c| c == '-'))
}

fn is_quoting(line: &str) -> bool {
    line.ends_with(':') && starts_with_any_of(line, QUOTING)
}

fn starts_with_any_of(line: &str, beginnings: &[&str]) -> bool {
    let line = line.to_lowercase();
    beginnings.iter().any(|beginning| line.starts_with(beginning))
}

fn ends_with_wrote(line: &str) -> bool {
    let lower = line.to_lowercase();
    WROTE.iter().any(|end| {
        lower.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '>', ')', ',']))
    })
}

/// Whether a line may begin *On Monday, … wrote:* or be all of it.
fn begins_lead(line: &str) -> bool {
    dated(line)
        || ends_with_wrote(line)
            && (line.contains('@') || line.chars().filter(char::is_ascii_digit).count() >= 6)
}

/// Whether a line begins with a day or a date.
fn dated(line: &str) -> bool {
    let lower = line.trim_start_matches(['>', ' ']).to_lowercase();
    let starts = [
        "on ",
        "le ",
        "pirmd",
        "otrd",
        "trešd",
        "ceturtd",
        "piektd",
        "sestd",
        "svētd",
        "пн,",
        "вт,",
        "ср,",
        "чт,",
        "пт,",
        "сб,",
        "вс,",
        "понедельник",
        "вторник",
        "среда",
        "четверг",
        "пятница",
        "суббота",
        "воскресенье",
    ];
    let digits = lower.chars().filter(char::is_ascii_digit).count();
    starts.iter().any(|start| lower.starts_with(start)) && digits > 0
        || lower.starts_with(|c: char| c.is_ascii_digit()) && digits >= 6
}

/// Where the signature begins in a stretch of what is new.
pub(super) fn signature(lines: &[&str]) -> Option<usize> {
    // RFC 3676 §4.3: two dashes and a blank; editors cut the blank.
    if let Some(at) = lines.iter().position(|line| *line == "--" || *line == "—") {
        return Some(at);
    }
    let filled: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_empty()).collect();
    let last = filled.iter().rev().take(12).copied();
    let closing = last.clone().find(|at| is_closing(lines[*at]));
    let telephone = last.take(3).find(|at| starts_with_any(lines[*at], TELEPHONE));
    let at = match (closing, telephone) {
        (Some(closing), Some(telephone)) => Some(closing.min(telephone)),
        (closing, telephone) => closing.or(telephone),
    }?;
    // A letter of nothing but a signature is a letter: someone may have written just that.
    filled.first().is_some_and(|first| *first < at).then_some(at)
}

/// A short line of its own: *Ar cieņu,* and perhaps a name.
fn is_closing(line: &str) -> bool {
    line.chars().count() <= 50 && starts_with_any(line, CLOSING)
}

fn starts_with_any(line: &str, words: &[&str]) -> bool {
    let line = line.to_lowercase();
    words
        .iter()
        .any(|word| line.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, new_text, split};

    fn check(text: &str, expected: &[(Kind, &str)]) {
        let pieces: Vec<(Kind, &str)> =
            split(text).iter().map(|p| (p.kind, &text[p.range.clone()])).collect();
        assert_eq!(pieces, expected, "{text}");
    }

    #[test]
    fn a_quotation_in_the_middle_leaves_answers_before_and_after_it_new() {
        check(
            "Labdien!\n\n2026-11-16 10:15, Anna Bērziņa rakstīja:\n> Vai drīkst?\n>\n> Cikos?\nJā, drīkst.\n> Kur?\nRīgā.\n",
            &[
                (Kind::New, "Labdien!\n\n"),
                (Kind::Lead, "2026-11-16 10:15, Anna Bērziņa rakstīja:\n"),
                (Kind::Quoted, "> Vai drīkst?\n>\n> Cikos?\n"),
                (Kind::New, "Jā, drīkst.\n"),
                (Kind::Quoted, "> Kur?\n"),
                (Kind::New, "Rīgā.\n"),
            ],
        );
    }

    #[test]
    fn a_lead_broken_over_lines_is_one_lead() {
        check(
            "Paldies.\n\nOn Mon, Nov 16, 2026 at 10:15 AM Klientu centrs\n<info@ads.example> wrote:\n\n> Labdien!\n",
            &[
                (Kind::New, "Paldies.\n\n"),
                (
                    Kind::Lead,
                    "On Mon, Nov 16, 2026 at 10:15 AM Klientu centrs\n<info@ads.example> wrote:\n\n",
                ),
                (Kind::Quoted, "> Labdien!\n"),
            ],
        );
    }

    #[test]
    fn outlook_leads_in_all_that_follows_in_three_languages() {
        for (from, sent, to, subject) in [
            ("From:", "Sent:", "To:", "Subject:"),
            ("No:", "Nosūtīts:", "Kam:", "Temats:"),
            ("От:", "Отправлено:", "Кому:", "Тема:"),
        ] {
            let lead = format!(
                "________________________________\n{from} A <a@b.example>\n{sent} 16.11.2026 10:15\n{to} B\n{subject} X\n"
            );
            let text = format!("Jā.\n{lead}\nVecais teksts\n");
            check(&text, &[(Kind::New, "Jā.\n"), (Kind::Lead, &lead), (Kind::Quoted, "\nVecais teksts\n")]);
        }
    }

    #[test]
    fn what_is_passed_on_is_not_folded() {
        let text = "Lūdzu skatīt.\n---------- Forwarded message ---------\nFrom: A <a@b.example>\nDate: Mon\nSubject: X\nTo: <c@d.example>\n\nTeksts\n";
        let kinds: Vec<Kind> = split(text).iter().map(|piece| piece.kind).collect();
        assert_eq!(kinds, [Kind::New, Kind::Lead, Kind::Forwarded]);
        assert!(new_text(text).ends_with("Teksts"));
    }

    #[test]
    fn a_signature_is_the_end_of_what_is_new() {
        check(
            "Vai esat atvērti?\n\nAr cieņu,\nAnna Bērziņa\nTālr. 67000000\n",
            &[
                (Kind::New, "Vai esat atvērti?\n\n"),
                (Kind::Signature, "Ar cieņu,\nAnna Bērziņa\nTālr. 67000000\n"),
            ],
        );
        check("Jā\n-- \nAnna\n", &[(Kind::New, "Jā\n"), (Kind::Signature, "-- \nAnna\n")]);
        check(
            "Jā\n\nNosūtīts no mana iPhone",
            &[(Kind::New, "Jā\n\n"), (Kind::Signature, "Nosūtīts no mana iPhone")],
        );
    }

    #[test]
    fn a_sentence_about_regards_is_not_a_signature() {
        check(
            "Ar cieņu izturamies pret visiem klientiem un gaidām atbildi drīz.\n",
            &[(Kind::New, "Ar cieņu izturamies pret visiem klientiem un gaidām atbildi drīz.\n")],
        );
        check("Paldies!\n", &[(Kind::New, "Paldies!\n")]);
    }

    #[test]
    fn fields_in_an_ordinary_list_lead_in_nothing() {
        check("Kam: Annai\nTemats: zeme\n", &[(Kind::New, "Kam: Annai\nTemats: zeme\n")]);
    }
}
