//! Finds messages that are missing, doubled, unknown or no longer used.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use solits_kernel::Lang;

use crate::Catalogue;

/// Everything wrong with the catalogues linked into this program, given the keys it uses as pairs of file and key.
/// Empty when all is well.
///
/// A used key may hold one `*`, which stands for any text: `error-*` or `*-do`, as [`keys_in`] finds them where a key
/// is put together.
pub fn check_catalogues(used_keys: &[(String, String)]) -> Vec<String> {
    let mut catalogues: Vec<_> = inventory::iter::<Catalogue>.into_iter().copied().collect();
    catalogues.sort_by_key(|catalogue| catalogue.room);
    check(&catalogues, used_keys)
}

/// The keys that a template or a source file uses: what is given to `t`, `ta`, `n` and `na`, `*` in the place of what
/// a `format!` fills in, and every text that is a key of some catalogue, as in a table of navigation entries.
pub fn keys_in(source: &str) -> Vec<String> {
    static KNOWN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let catalogues = inventory::iter::<Catalogue>.into_iter();
        catalogues.flat_map(|catalogue| messages(catalogue.lv).0.into_keys()).collect()
    });
    keys_with(source, |text| KNOWN.contains(text))
}

fn keys_with(source: &str, known: impl Fn(&str) -> bool) -> Vec<String> {
    // Every quotation mark is tried as a beginning: a lone one, as in a character, then puts nothing out of step.
    let marks: Vec<usize> = source.match_indices('"').map(|(at, _)| at).collect();
    let keys: BTreeSet<String> = marks
        .windows(2)
        .filter_map(|mark| {
            let key = as_key(&source[mark[0] + 1..mark[1]])?;
            (is_asked(&source[..mark[0]]) || known(&key)).then_some(key)
        })
        .collect();
    keys.into_iter().collect()
}

/// Whether a text after `before` is the first argument of one of the functions of [`crate::Words`].
fn is_asked(before: &str) -> bool {
    let before = before.trim_end();
    let before = before.strip_suffix("&format!(").unwrap_or(before).trim_end();
    [".t(", ".ta(", ".n(", ".na("].iter().any(|call| before.ends_with(call))
}

/// A text as a key, with `*` for a `{…}` in it; `None` for anything that could not be one.
fn as_key(text: &str) -> Option<String> {
    let (head, tail) = match text.split_once('{') {
        None => (text, None),
        Some((head, rest)) => (head, Some(rest.split_once('}')?.1)),
    };
    let fits = |part: &str| part.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    let key = tail.map_or_else(|| head.to_owned(), |tail| format!("{head}*{tail}"));
    (key.contains('-') && fits(head) && tail.is_none_or(fits)).then_some(key)
}

/// Keys of one text with the gaps each of them has, and what could not be read.
fn messages(text: &str) -> (BTreeMap<String, BTreeSet<String>>, Vec<String>) {
    let (resource, errors) = match FluentResource::try_new(text.to_owned()) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors.iter().map(ToString::to_string).collect()),
    };
    let found = resource.entries().filter_map(|entry| match entry {
        Entry::Message(message) => {
            let mut gaps = BTreeSet::new();
            if let Some(pattern) = &message.value {
                gather(pattern, &mut gaps);
            }
            Some((message.id.name.to_owned(), gaps))
        }
        _ => None,
    });
    (found.collect(), errors)
}

fn gather(pattern: &Pattern<&str>, gaps: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                gather_inline(inline, gaps);
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                gather_inline(selector, gaps);
                for variant in variants {
                    gather(&variant.value, gaps);
                }
            }
            PatternElement::TextElement { .. } => {}
        }
    }
}

fn gather_inline(inline: &InlineExpression<&str>, gaps: &mut BTreeSet<String>) {
    if let InlineExpression::VariableReference { id } = inline {
        gaps.insert(id.name.to_owned());
    }
}

fn check(catalogues: &[Catalogue], used_keys: &[(String, String)]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut home: BTreeMap<String, &str> = BTreeMap::new();
    for catalogue in catalogues {
        let [lv, en] = Lang::ALL.map(|lang| {
            let (found, errors) = messages(catalogue.text(lang));
            problems.extend(
                errors.iter().map(|error| format!("{}/{}.ftl: {error}", catalogue.room, lang.code())),
            );
            found
        });
        for (key, gaps) in &lv {
            match en.get(key) {
                None => problems.push(format!("{}: {key} is missing in English", catalogue.room)),
                // English may do without the plural form, never without what is to be told.
                Some(other) if without_form(gaps) != without_form(other) => {
                    problems.push(format!("{}: {key} has other gaps in English", catalogue.room));
                }
                Some(_) => {}
            }
        }
        problems.extend(
            en.keys()
                .filter(|key| !lv.contains_key(*key))
                .map(|key| format!("{}: {key} is missing in Latvian", catalogue.room)),
        );
        for key in lv.into_keys().chain(en.into_keys()).collect::<BTreeSet<_>>() {
            match home.get(&key) {
                Some(other) => {
                    problems.push(format!("{key} is defined in {other} and in {}", catalogue.room));
                }
                None => {
                    home.insert(key, catalogue.room);
                }
            }
        }
    }
    problems.extend(
        used_keys
            .iter()
            .filter(|(_, used)| !home.keys().any(|key| matches(used, key)))
            .map(|(file, used)| format!("{file}: {used} is in no catalogue")),
    );
    problems.extend(
        home.iter()
            .filter(|(key, _)| !used_keys.iter().any(|(_, used)| matches(used, key)))
            .map(|(key, room)| format!("{room}: {key} is not used")),
    );
    problems
}

fn without_form(gaps: &BTreeSet<String>) -> Vec<&String> {
    gaps.iter().filter(|gap| *gap != "category").collect()
}

fn matches(used: &str, key: &str) -> bool {
    match used.split_once('*') {
        None => used == key,
        Some((head, tail)) => {
            key.len() >= head.len() + tail.len() && key.starts_with(head) && key.ends_with(tail)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(keys: &[&str]) -> Vec<(String, String)> {
        keys.iter().map(|key| ("page.html".to_owned(), (*key).to_owned())).collect()
    }

    #[test]
    fn each_kind_of_mistake_is_named() {
        let one =
            Catalogue { room: "one", lv: "a-x = A\na-y = { $n }\na-z = Z", en: "a-x = A\na-y = B\na-w = W" };
        let two = Catalogue { room: "two", lv: "a-x = A", en: "a-x = A" };
        let problems = check(&[one, two], &used(&["a-x", "a-y", "a-q", "a-z"]));
        assert_eq!(
            problems,
            [
                "one: a-y has other gaps in English",
                "one: a-z is missing in English",
                "one: a-w is missing in Latvian",
                "a-x is defined in one and in two",
                "page.html: a-q is in no catalogue",
                "one: a-w is not used",
            ]
        );
    }

    #[test]
    fn a_key_put_together_uses_all_that_fit() {
        let room = Catalogue { room: "one", lv: "a-x = A\na-x-do = B", en: "a-x = A\na-x-do = B" };
        assert_eq!(check(&[room], &used(&["a-x", "*-do"])), Vec::<String>::new());
        assert_eq!(check(&[room], &used(&["a-*"])), Vec::<String>::new());
    }

    #[test]
    fn keys_are_found_in_templates_and_in_source() {
        let source = r#"
            {{ page.words.t("common-save") }} {{ page.words.ta( "queue-called", [("counter", x)]) }}
            words.t(&format!("state-{}", name)); words.n("common-clients", 3);
            ("/floor", "nav-floor", "queue.supervise") "some-class" "#;
        let found = keys_with(source, |text| text == "nav-floor");
        assert_eq!(found, ["common-clients", "common-save", "nav-floor", "queue-called", "state-*"]);
    }

    #[test]
    fn a_faulty_entry_is_reported() {
        let room = Catalogue { room: "one", lv: "a-x = {", en: "a-x = A" };
        assert!(check(&[room], &[]).iter().any(|problem| problem.starts_with("one/lv.ftl: ")));
    }

    #[test]
    fn the_common_words_are_complete_in_both_languages() {
        let everything = [("all".to_owned(), "*".to_owned())];
        assert_eq!(check_catalogues(&everything), Vec::<String>::new());
    }
}
