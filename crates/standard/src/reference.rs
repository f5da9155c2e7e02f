//! The lists in the reference for authors (`docs/standard-file.md`): events, rules, parameters, words. They are made
//! from the program, so that the reference cannot say otherwise than the program does.

use std::fmt::Write as _;

use solits_kernel::Lang;

use crate::{
    coverage::KeptBy,
    event::{EventKind, Subject},
    parameter::{self, Silent},
    rules::{PLANNED, RULES},
    words,
};

/// The reference with each list between its marks (`<!-- events -->` … `<!-- /events -->`) made anew.
pub fn fill(reference: &str) -> String {
    let lists: [(&str, String); 4] =
        [("events", events()), ("rules", rules()), ("parameters", parameters()), ("coverage", coverage())];
    lists.iter().fold(reference.to_owned(), |text, (name, list)| between(&text, name, list))
}

fn between(text: &str, name: &str, list: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let Some((before, rest)) = text.split_once(&open) else { return text.to_owned() };
    let Some((_, after)) = rest.split_once(&close) else { return text.to_owned() };
    format!("{before}{open}\n\n{list}\n{close}{after}")
}

fn events() -> String {
    let mut out = "| Event | About | What happened | | Recorded |\n|---|---|---|---|---|\n".to_owned();
    // The clock's own entries are not for standards to name.
    for kind in EventKind::ALL.iter().filter(|kind| kind.subject() != Subject::Obligation) {
        let (lv, en) = kind.words();
        let (_, about) = kind.subject().words();
        let recorded = if kind.is_recorded() { "yes" } else { "later" };
        let _ = writeln!(out, "| `{}` | {about} | {lv} | {en} | {recorded} |", kind.name());
    }
    out
}

fn rules() -> String {
    let mut out = "| Rule | What the program does | |\n|---|---|---|\n".to_owned();
    for rule in RULES {
        let _ = writeln!(out, "| `{}` | {} | {} |", rule.name, rule.lv, rule.en);
    }
    out.push_str("\nPlanned; a norm that names one is on paper until the program has the ability:\n\n");
    out.push_str("| Rule | What it waits for | |\n|---|---|---|\n");
    for rule in PLANNED {
        let _ = writeln!(out, "| `{}` | {} | {} |", rule.name, rule.lv, rule.en);
    }
    out
}

fn parameters() -> String {
    let mut out = String::new();
    for group in parameter::groups() {
        let _ = write!(out, "### {} ({})\n\n", group.en, group.lv);
        out.push_str("| Parameter | What it is | | Value | When silent |\n|---|---|---|---|---|\n");
        for definition in group.definitions {
            let value = definition.kind.words().en;
            let silent = match definition.silent {
                Silent::NoRule => "–".to_owned(),
                Silent::Int(number) => number.to_string(),
                Silent::Bool(answer) => words::yes_no(answer).en,
                Silent::Word(word) => format!("`{word}`"),
            };
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {value} | {silent} |",
                definition.name, definition.lv, definition.en
            );
        }
        out.push('\n');
    }
    out
}

fn coverage() -> String {
    let mut out = "| Word | Latvian | English |\n|---|---|---|\n".to_owned();
    for way in KeptBy::ALL {
        let name = serde_json::to_value(way)
            .ok()
            .and_then(|name| name.as_str().map(str::to_owned))
            .unwrap_or_default();
        let _ = writeln!(out, "| `{name}` | {} | {} |", way.word(Lang::Lv), way.word(Lang::En));
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    const REFERENCE: &str = include_str!("../../../docs/standard-file.md");

    /// When this fails: `cargo run -p solits-standard --example reference docs/standard-file.md`.
    #[test]
    fn the_lists_in_the_reference_are_those_of_the_program() {
        for name in ["events", "rules", "parameters", "coverage"] {
            assert!(REFERENCE.contains(&format!("<!-- {name} -->")), "the mark of {name} is missing");
        }
        let filled = fill(REFERENCE);
        let differing = filled.lines().zip(REFERENCE.lines()).find(|(made, written)| made != written);
        assert_eq!(differing, None);
        assert_eq!(filled.lines().count(), REFERENCE.lines().count());
    }

    /// Every example in the reference, put together, is a file that the checker accepts.
    #[test]
    fn the_examples_in_the_reference_are_right() {
        let examples: Vec<&str> = REFERENCE
            .split("```toml\n")
            .skip(1)
            .map(|rest| rest.split("```").next().unwrap_or_default())
            .collect();
        let file = examples.join("\n");
        let checked = crate::check(&file, "reference.toml", &|_| None::<Arc<_>>);
        let wrong: Vec<String> = checked
            .findings
            .iter()
            .filter(|finding| finding.severity != crate::Severity::Note)
            .map(|finding| finding.in_language(Lang::En).to_string())
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(checked.standard.is_some());
    }
}
