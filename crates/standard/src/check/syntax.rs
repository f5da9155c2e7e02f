//! Mistakes of writing (TOML), in plain words.

use std::collections::HashSet;

use super::report::Report;

/// What the parser says, by how it begins, and the same in words for people who do not know the parser.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "duplicate key",
        "lauks šeit jau ir; katru lauku raksta vienreiz",
        "the field is already there; each is written once",
    ),
    (
        "string values must be quoted",
        "vērtība nav saprotama: tekstam vajag pēdiņas, starp vērtībām vajag komatu",
        "the value makes no sense: a text needs quotes, values need a comma between them",
    ),
    (
        "unclosed table",
        "tabulas virsrakstam trūkst beigu iekavas „]”",
        "the heading of the table lacks its closing `]`",
    ),
    (
        "unclosed array table",
        "tabulas virsrakstam trūkst beigu iekavu „]]”",
        "the heading of the table lacks its closing `]]`",
    ),
    ("unclosed array", "sarakstam trūkst beigu iekavas „]”", "the list lacks its closing `]`"),
    ("unclosed inline table", "iekavām „{” trūkst beigu iekavas „}”", "`{` lacks its closing `}`"),
    (
        "key with no value",
        "laukam nav vērtības: trūkst „=” un vērtības",
        "the field has no value: `=` and a value are missing",
    ),
    ("missing value for key", "pēc „=” trūkst vērtības", "after `=` the value is missing"),
    ("missing value", "trūkst vērtības", "a value is missing"),
    ("missing key", "trūkst lauka nosaukuma", "the name of the field is missing"),
    ("extra `=`", "viens „=” par daudz", "one `=` too many"),
    ("extra comma", "viens komats par daudz", "one comma too many"),
    ("missing comma", "starp vērtībām trūkst komata", "a comma is missing between the values"),
    ("missing assignment", "starp nosaukumu un vērtību trūkst „=”", "`=` is missing between name and value"),
    ("extra assignment", "viens „=” par daudz", "one `=` too many"),
    ("unexpected `=` in array", "sarakstā nevar būt „=”", "a list cannot hold `=`"),
    (
        "unquoted keys cannot be empty",
        "trūkst lauka nosaukuma pirms „=”",
        "the name of the field before `=` is missing",
    ),
    (
        "invalid unquoted key",
        "nosaukumā ir zīme, kuras dēļ tas jāliek pēdiņās",
        "the name holds a character for which it must stand in quotes",
    ),
    ("invalid boolean", "te jābūt true vai false", "this must be true or false"),
    ("invalid literal string", "tekstam trūkst beigu pēdiņas", "the text lacks its closing quote"),
    ("invalid basic string", "tekstam trūkst beigu pēdiņas", "the text lacks its closing quote"),
    ("invalid multi-line", "garajam tekstam trūkst beigu pēdiņu", "the long text lacks its closing quotes"),
    (
        "invalid date",
        "tādas dienas nav; ja tas ir teksts, vajag pēdiņas",
        "there is no such day; a text needs quotes",
    ),
    (
        "invalid time",
        "tāda laika nav; ja tas ir teksts, vajag pēdiņas",
        "there is no such time; a text needs quotes",
    ),
    (
        "invalid integer",
        "tas nav skaitlis; ja tas ir teksts, vajag pēdiņas",
        "this is no number; a text needs quotes",
    ),
    (
        "invalid float",
        "tas nav skaitlis; ja tas ir teksts, vajag pēdiņas",
        "this is no number; a text needs quotes",
    ),
    ("missing opening quote", "tekstam trūkst sākuma pēdiņas", "the text lacks its opening quote"),
    ("missing escaped value", "aiz „\\” ir nederīga zīme", "the character after `\\` is not allowed"),
    ("too few unicode", "aiz „\\u” trūkst ciparu", "digits are missing after `\\u`"),
    ("unexpected leading zero", "skaitlis nevar sākties ar nulli", "a number cannot begin with a zero"),
    ("invalid comment character", "piezīmē ir neredzama zīme", "the comment holds an invisible character"),
    (
        "unexpected content",
        "rindā ir kas lieks; katram laukam sava rinda",
        "something is too much on the line; each field has its own",
    ),
    (
        "unexpected key or value",
        "rindā ir kas lieks; katram laukam sava rinda",
        "something is too much on the line",
    ),
    ("recursion limit", "iekavas ir pārāk dziļi cita citā", "brackets are nested too deeply"),
    ("cannot recurse", "iekavas ir pārāk dziļi cita citā", "brackets are nested too deeply"),
];

/// Reports the parser's errors, one for each line. Returns the lines.
pub(super) fn report(report: &mut Report<'_>, errors: &[toml::de::Error]) -> HashSet<usize> {
    let mut lines = HashSet::new();
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let line = report.line_of(span.start);
        // One slip makes the parser stumble several times; the first stumble says it best.
        if !lines.insert(line) {
            continue;
        }
        let message = error.message();
        if span.is_empty() && message.starts_with("string values") {
            report.error(span, "pēc „=” trūkst vērtības", "after `=` the value is missing");
            continue;
        }
        let (lv, en) = WORDS.iter().find(|(begins, ..)| message.starts_with(begins)).map_or_else(
            || (format!("pieraksta kļūda ({message})"), format!("mistake of writing ({message})")),
            |(_, lv, en)| ((*lv).to_owned(), (*en).to_owned()),
        );
        report.error(span, lv, en);
    }
    lines
}
