//! Rules for SQL: where it may stand, and that every statement names the institution whose data it reads.

use std::collections::BTreeMap;

use super::{
    File, Problem,
    source::{code_lines, is_test_file},
};

/// Halls that stand on the database, and the programs that fill one.
pub(super) const PLACES: &[&str] =
    &["crates/db/", "crates/journal/", "crates/web/src/", "crates/testkit/", "xtask/"];

/// Rooms that stand before any institution, and why.
const BEFORE_ANY_INSTITUTION: &[(&str, &str)] = &[
    ("features/access/", "a sign-in, an invitation or a pairing code tells which institution is meant"),
    ("features/organisation/", "institutions are made here"),
];

/// SQL stands in `store.rs` and `facts.rs` of a room (or in files of a folder of that name), and in the halls that
/// work on the database.
pub(crate) fn lies_in_its_place(file: &File) -> Vec<Problem> {
    if !file.is("rs") || is_test_file(&file.path) || starts_with_any(&file.path, PLACES) {
        return Vec::new();
    }
    let has_its_place = is_named(&file.path, "store") || is_named(&file.path, "facts");
    let before_any = BEFORE_ANY_INSTITUTION.iter().any(|(start, _)| file.path.starts_with(start));
    let mut problems = Vec::new();
    for (line, code) in code_lines(&file.text) {
        if code.contains("sql!(") && !has_its_place {
            problems.push(Problem::new(file, line, "SQL stands in store.rs and facts.rs of a room"));
        }
        if code.contains("global_sql!(") && !before_any {
            problems.push(Problem::new(
                file,
                line,
                "a statement of no institution: only halls and the way in need one",
            ));
        }
    }
    problems
}

/// A statement of [`sql!`] that reads a table names its institution: `institution_id = $1`, or first of all among the
/// columns it inserts. A joined table needs its own mention, or rows of another institution would be joined.
pub(crate) fn names_the_institution(file: &File) -> Vec<Problem> {
    if !file.is("rs") || file.path.starts_with("crates/db/") || file.path.starts_with("xtask/") {
        return Vec::new();
    }
    statements(&file.text)
        .into_iter()
        .filter_map(|(line, text)| fault_of(&text).map(|fault| Problem::new(file, line, fault)))
        .collect()
}

fn fault_of(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || "(),;".contains(c)).filter(|w| !w.is_empty()).collect();
    let tables = tables(&words);
    if tables.is_empty() {
        return None;
    }
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bound = ["institution_id = $1", "id = $1"].iter().any(|said| flat.contains(said))
        || ["VALUES ($1", "SELECT $1,"].iter().any(|said| flat.contains(said))
            && flat.contains("(institution_id,");
    if !bound {
        return Some("the statement does not bind institution_id to $1".to_owned());
    }
    let asked = tables.iter().filter(|table| **table != "institutions").count();
    let mentions = flat.matches("institution_id").count();
    (mentions < asked)
        .then(|| format!("{asked} tables ({}), {mentions} mentions of institution_id", tables.join(", ")))
}

/// What SQLite calls the values of a JSON list: no table, though it stands where one does.
const OPENED_LIST: &str = "json_each";

/// The tables that a statement reads or changes, as often as it names them.
fn tables<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (index, pair) in words.windows(2).enumerate() {
        let (word, next) = (pair[0], pair[1]);
        let before = index.checked_sub(1).map_or("", |at| words[at]);
        let names = match word {
            "FROM" => before != "DISTINCT",
            "JOIN" | "INTO" => true,
            "UPDATE" => before != "DO" && before != "FOR",
            _ => false,
        };
        let is_name = next.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        // A part of the statement itself, with or without the names of its columns.
        let is_part = words.windows(2).any(|pair| pair == [next, "AS"] || pair == ["RECURSIVE", next]);
        if names && is_name && !is_part && next != OPENED_LIST {
            found.push(next);
        }
    }
    found
}

/// The file whose macros every room may put into its statements.
const OF_ALL_ROOMS: &str = include_str!("../../../crates/db/src/sight.rs");

/// The texts of every `sql!` with the line each begins on; two where the engines have one each.
pub(super) fn statements(text: &str) -> Vec<(usize, String)> {
    let code: String = text
        .lines()
        .map(|line| if line.trim_start().starts_with("//") { "" } else { line })
        .flat_map(|line| [line, "\n"])
        .collect();
    let mut parts = parts(&code);
    parts.extend(self::parts(OF_ALL_ROOMS));
    let mut found = Vec::new();
    for (at, _) in code.match_indices("sql!(") {
        let is_global = code[..at].ends_with("global_");
        if is_global || code[..at].ends_with('`') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        found.extend(texts(&code[at + "sql!(".len()..], &parts).into_iter().map(|text| (line, text)));
    }
    found
}

/// The macros of a file that stand for a part of a statement, with the texts of that part.
fn parts(code: &str) -> BTreeMap<&str, String> {
    code.split("macro_rules! ")
        .skip(1)
        .filter_map(|made| {
            let (name, rest) = made.split_once(|c: char| c.is_whitespace() || c == '{')?;
            let (_, body) = rest.split_once("=> {")?;
            let body = body.split_once("\n}").map_or(body, |(body, _)| body);
            let (mut text, mut chars) = (String::new(), body.chars());
            while let Some(c) = chars.next() {
                if c == '"' {
                    text.push_str(&literal(&mut chars));
                }
            }
            Some((name, text))
        })
        .collect()
}

/// The texts of a statement up to the bracket that closes it; those in square brackets are one, put together from texts and
/// from the parts of their file.
fn texts(code: &str, parts: &BTreeMap<&str, String>) -> Vec<String> {
    let (mut found, mut depth, mut chars) = (Vec::new(), 1, code.chars());
    let (mut joined, mut word) = (None::<String>, String::new());
    while let Some(c) = chars.next() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '[' => joined = Some(String::new()),
            ']' => found.extend(joined.take()),
            '"' => match &mut joined {
                Some(joined) => joined.push_str(&literal(&mut chars)),
                None => found.push(literal(&mut chars)),
            },
            '!' => {
                if let (Some(joined), Some(part)) = (&mut joined, parts.get(word.as_str())) {
                    joined.push_str(part);
                }
            }
            _ => {}
        }
        if c.is_ascii_lowercase() || c == '_' {
            word.push(c);
        } else {
            word.clear();
        }
        if depth == 0 {
            break;
        }
    }
    found
}

fn literal(chars: &mut std::str::Chars<'_>) -> String {
    let mut text = String::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => text.extend(chars.next().filter(|next| *next != '\n')),
            _ => text.push(c),
        }
    }
    text
}

fn is_named(path: &str, name: &str) -> bool {
    path.ends_with(&format!("/{name}.rs")) || path.contains(&format!("/src/{name}/"))
}

pub(super) fn starts_with_any(path: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| path.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::{super::samples::lines, *};

    #[test]
    fn sql_outside_the_store_is_found() {
        let text = "fn f() {\n    sql!(\"SELECT 1\")\n}";
        assert_eq!(lines(lies_in_its_place, "features/hall/src/kiosk.rs", text), [2]);
        for path in
            ["features/hall/src/store.rs", "features/hall/src/facts/day.rs", "crates/journal/src/seal.rs"]
        {
            assert!(lines(lies_in_its_place, path, text).is_empty(), "{path}");
        }
    }

    #[test]
    fn a_statement_of_no_institution_is_left_to_the_way_in() {
        let text = "global_sql!(\"SELECT id FROM institutions\")";
        assert_eq!(lines(lies_in_its_place, "features/queue/src/store.rs", text), [1]);
        assert!(lines(lies_in_its_place, "features/access/src/store.rs", text).is_empty());
    }

    #[test]
    fn the_values_of_a_list_are_no_table() {
        let own =
            "SELECT n FROM journal WHERE institution_id = $1 AND kind IN (SELECT value FROM json_each($2))";
        assert_eq!(fault(own), None);
    }

    fn fault(statement: &str) -> Option<String> {
        fault_of(statement)
    }

    #[test]
    fn a_statement_that_forgets_the_institution_is_found() {
        assert!(fault("SELECT id FROM tickets WHERE id = $2").is_some());
        assert!(fault("UPDATE tickets SET status = $2 WHERE id = $3").is_some());
        assert!(fault("DELETE FROM tickets WHERE day < $2").is_some());
        assert!(fault("INSERT INTO tickets (id, letter) VALUES ($2, $3)").is_some());
        assert_eq!(fault("SELECT id FROM tickets WHERE institution_id = $1 AND id = $2"), None);
        assert_eq!(fault("INSERT INTO tickets (institution_id, id) VALUES ($1, $2)"), None);
        assert_eq!(fault("INSERT INTO tickets (institution_id, id) SELECT $1, nextval('n')"), None);
        assert_eq!(fault("SELECT name_lv FROM institutions WHERE id = $1"), None);
        assert_eq!(fault("SELECT pg_advisory_xact_lock($2)"), None);
    }

    #[test]
    fn a_joined_table_needs_its_own_institution() {
        let joined =
            "SELECT t.id FROM tickets t JOIN lines l ON l.id = t.line_id WHERE t.institution_id = $1";
        assert!(fault(joined).is_some_and(|fault| fault.contains("tickets, lines")));
        let right = "SELECT t.id FROM tickets t JOIN lines l ON l.institution_id = t.institution_id AND l.id = t.line_id
                      WHERE t.institution_id = $1 FOR UPDATE";
        assert_eq!(fault(right), None);
    }

    #[test]
    fn a_part_named_in_the_statement_itself_is_no_table() {
        let text = "WITH last AS (SELECT max(n) FROM journal WHERE institution_id = $1) SELECT n FROM last";
        assert_eq!(fault(text), None);
    }

    #[test]
    fn a_statement_put_together_from_parts_is_read_as_one() {
        let text = "macro_rules! own {\n    () => {\n        \" WHERE institution_id = $1\"\n    };\n}\n\nlet a = sql!(\n    sqlite [\"SELECT id FROM tickets INDEXED BY x\", own!()],\n    pg [\"SELECT id FROM tickets\", \" WHERE id = $2\"]\n);\n";
        assert_eq!(lines(names_the_institution, "features/queue/src/store.rs", text), [7]);
        assert_eq!(
            statements(text).into_iter().map(|(_, text)| text).collect::<Vec<_>>(),
            [
                "SELECT id FROM tickets INDEXED BY x WHERE institution_id = $1",
                "SELECT id FROM tickets WHERE id = $2"
            ]
        );
    }

    #[test]
    fn both_texts_of_a_statement_are_read() {
        let text = "\nlet a = sql!(\n    sqlite \"SELECT id FROM tickets WHERE institution_id = $1\",\n    pg \"SELECT id FROM tickets\"\n);";
        assert_eq!(lines(names_the_institution, "features/queue/src/store.rs", text), [2]);
    }
}
