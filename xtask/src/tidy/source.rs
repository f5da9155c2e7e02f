//! Rules for any file, and for what a room's model and scopes may do.

use super::{File, Problem};

/// Longer files are hardly ever about one thing.
const MOST_LINES: usize = 1_000;

/// No file is longer than anyone would read.
pub(crate) fn is_not_too_long(file: &File) -> Vec<Problem> {
    let lines = file.text.lines().count();
    if lines <= MOST_LINES {
        return Vec::new();
    }
    vec![Problem::new(
        file,
        lines,
        format!("{lines} lines: is there a second subject in it? At most {MOST_LINES}"),
    )]
}

/// Examples in documentation are not compiled (`doctest = false`: a run for each crate, and tests show the same), so no
/// block of Rust stands there; one of anything else says what it is.
pub(crate) fn documentation_holds_no_program(file: &File) -> Vec<Problem> {
    if !file.is("rs") {
        return Vec::new();
    }
    let mut is_open = false;
    let mut problems = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let line = line.trim_start();
        let words = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"));
        let Some(kind) = words.and_then(|words| words.trim().strip_prefix("```")) else { continue };
        if !is_open && matches!(kind, "" | "rust") {
            problems.push(Problem::new(
                file,
                index + 1,
                "nobody compiles this: write a test, or say what it is",
            ));
        }
        is_open = !is_open;
    }
    problems
}

/// What would make a model depend on more than what it is given, and what it is called in words.
const IMPURE: &[(&str, &str)] = &[
    ("async ", "waits"),
    (".await", "waits"),
    ("sql!(", "holds SQL"),
    ("solits_db", "knows the database"),
    ("solits_web", "knows HTTP"),
    ("axum::", "knows HTTP"),
    ("Clock", "reads the clock"),
    ("std::fs", "reads files"),
];

/// `model.rs` and the files of a `model/` decide from what they are given: no waiting, no SQL, no HTTP, no clock.
pub(crate) fn model_is_pure(file: &File) -> Vec<Problem> {
    let in_room = file.path.starts_with("features/") && file.path.contains("/src/");
    if !in_room || !(file.path.ends_with("/model.rs") || file.path.contains("/model/")) {
        return Vec::new();
    }
    code_lines(&file.text)
        .flat_map(|(line, code)| {
            IMPURE
                .iter()
                .filter(move |(sign, _)| code.contains(sign))
                .map(move |(sign, does)| (line, sign, does))
        })
        .map(|(line, sign, does)| {
            Problem::new(file, line, format!("a model that {does} (`{}`)", sign.trim()))
        })
        .collect()
}

/// Only the extractor that has authenticated a request makes the scope of a request.
pub(crate) fn scopes_of_requests_are_made_in_web(file: &File) -> Vec<Problem> {
    let allowed = ["crates/web/src/", "crates/kernel/src/", "crates/testkit/", "xtask/"];
    if is_test_file(&file.path) || allowed.iter().any(|start| file.path.starts_with(start)) {
        return Vec::new();
    }
    code_lines(&file.text)
        .filter(|(_, code)| code.contains("Scope::of_request"))
        .map(|(line, _)| {
            Problem::new(file, line, "a scope of a request is made by solits_web alone; a job uses of_job")
        })
        .collect()
}

/// Whether a file holds tests only.
pub(crate) fn is_test_file(path: &str) -> bool {
    path.contains("/tests/") || path.contains("/benches/") || path.starts_with("benches/")
}

/// The lines of a Rust file with their numbers, without comments and without the tests at its end.
pub(crate) fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[cfg(test)]
mod tests {
    use super::{super::samples::lines, *};

    #[test]
    fn a_model_may_not_wait_or_ask_the_database() {
        let text = "//! sql!( in a comment\nfn f() {}\nasync fn g() { sql!(\"\") }\n#[cfg(test)]\nmod tests { async fn t() {} }";
        assert_eq!(lines(model_is_pure, "features/queue/src/model.rs", text), [3, 3]);
        assert_eq!(lines(model_is_pure, "features/queue/src/model/order.rs", text), [3, 3]);
        assert!(lines(model_is_pure, "features/queue/src/store.rs", text).is_empty());
    }

    #[test]
    fn an_example_in_documentation_is_no_program() {
        let text = "//! ```text\n//! one\n//! ```\n/// ```\n/// f();\n/// ```\nlet a = \"```\";";
        assert_eq!(lines(documentation_holds_no_program, "crates/web/src/cx.rs", text), [4]);
        assert!(lines(documentation_holds_no_program, "docs/api.md", "```\na\n```").is_empty());
    }

    #[test]
    fn a_room_makes_no_scope_of_a_request() {
        let text = "let scope = Scope::of_request(a, b);";
        assert_eq!(lines(scopes_of_requests_are_made_in_web, "features/hall/src/kiosk.rs", text), [1]);
        assert!(lines(scopes_of_requests_are_made_in_web, "crates/web/src/cx.rs", text).is_empty());
        assert!(lines(scopes_of_requests_are_made_in_web, "features/hall/tests/it/main.rs", text).is_empty());
    }

    #[test]
    fn a_file_may_have_a_thousand_lines_and_no_more() {
        assert!(lines(is_not_too_long, "crates/web/assets/solits.css", &"a\n".repeat(1_000)).is_empty());
        assert_eq!(lines(is_not_too_long, "crates/web/assets/solits.css", &"a\n".repeat(1_001)), [1_001]);
    }
}
