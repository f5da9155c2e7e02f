//! Walking a parsed file along its shape: unknown and missing keys, wrong types and words, missing languages.
//!
//! What is reported is taken out where that leaves something to look at, so that a slip in one key does not hide what
//! is wrong with the rest of its table.

use std::ops::Range;

use solits_kernel::Text;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    report::Report,
    shape::{self, Shape, Table},
    suggest,
};
use crate::{event::EventKind, words};

const NO_PARAGRAPH: (&str, &str) =
    ("nav norādīts punkts, no kura tas nāk", "the paragraph it comes from is not given");

/// Whether a value is as it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Fits,
    Wrong,
}

/// Walks a whole file.
pub(super) fn file(report: &mut Report<'_>, shape: &Table, root: &mut DeTable<'_>) {
    table(report, shape, root, 0..0);
}

fn value(report: &mut Report<'_>, shape: &Shape, key: &str, node: &mut Spanned<DeValue<'_>>) -> Verdict {
    let span = node.span();
    match (shape, node.get_mut()) {
        (Shape::Any, _) | (Shape::Bool, DeValue::Boolean(_)) | (Shape::Number, DeValue::Float(_)) => {
            Verdict::Fits
        }
        (Shape::Int { least, most }, DeValue::Integer(number)) => {
            match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) if (*least..=*most).contains(&number) => Verdict::Fits,
                _ => out_of_bounds(report, span, *least),
            }
        }
        (Shape::Number, DeValue::Integer(_)) => Verdict::Fits,
        (Shape::String, DeValue::String(text)) => not_empty(report, span, key, text),
        (Shape::Date, DeValue::Datetime(date)) if date.time.is_none() => Verdict::Fits,
        (Shape::Date, DeValue::String(text)) if text.parse::<jiff::civil::Date>().is_ok() => Verdict::Fits,
        (Shape::Words(choices), DeValue::String(word)) => {
            word_of(report, span, key, word, choices.iter().map(String::as_str))
        }
        (Shape::Event, DeValue::String(name)) => event(report, span, name),
        (Shape::Text, DeValue::Table(text)) => both_languages(report, text, span),
        (Shape::List(item), DeValue::Array(items)) => list(report, item, key, items, &span),
        (Shape::Map(item), DeValue::Table(entries)) => map(report, item, entries),
        (Shape::Table(shape), DeValue::Table(entries)) => table(report, shape, entries, span),
        (Shape::Either(shapes), _) => either(report, shapes, key, node),
        (_, found) => wrong_type(report, span, key, &shape.words(), found),
    }
}

fn table(report: &mut Report<'_>, shape: &Table, entries: &mut DeTable<'_>, span: Range<usize>) -> Verdict {
    let outer = report.paragraph.clone();
    if let Some(paragraph) = paragraph_of(entries) {
        report.paragraph = Some(paragraph);
    }
    let mut verdict = Verdict::Fits;
    let mut remove = Vec::new();
    for (name, node) in entries.iter_mut() {
        let Some(key) = shape.keys.get(name.get_ref().as_ref()) else {
            unknown_key(report, name.span(), name.get_ref(), shape);
            remove.push(name.clone());
            continue;
        };
        if value(report, &key.shape, name.get_ref(), node) == Verdict::Wrong {
            if key.required {
                verdict = Verdict::Wrong;
            } else {
                remove.push(name.clone());
            }
        }
    }
    for name in remove {
        report.take_out(&span, name.get_ref());
        entries.remove(name.get_ref().as_ref());
    }
    for (name, key) in &shape.keys {
        if key.required && !entries.contains_key(name.as_str()) {
            missing_key(report, span.clone(), name, &key.shape);
            verdict = Verdict::Wrong;
        }
    }
    report.paragraph = outer;
    verdict
}

/// The paragraph a table cites.
fn paragraph_of(entries: &DeTable<'_>) -> Option<String> {
    let first = |node: &Spanned<DeValue<'_>>| match node.get_ref() {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Array(items) => {
            items.iter().next().and_then(|item| item.get_ref().as_str().map(str::to_owned))
        }
        _ => None,
    };
    let cited = entries.get("paragraph").or_else(|| entries.get("paragraphs")).and_then(first)?;
    (!cited.trim().is_empty()).then_some(cited)
}

fn list(
    report: &mut Report<'_>,
    item: &Shape,
    key: &str,
    items: &mut toml::de::DeArray<'_>,
    span: &Range<usize>,
) -> Verdict {
    if items.is_empty()
        && matches!(key, "paragraphs" | "shown_at" | "shown_on" | "about" | "action" | "result")
    {
        let name = words::quoted(key);
        report.error(
            span.clone(),
            format!("saraksts {} ir tukšs", name.lv),
            format!("the list {} is empty", name.en),
        );
        return Verdict::Wrong;
    }
    let mut verdict = Verdict::Fits;
    for node in items.iter_mut() {
        if value(report, item, key, node) == Verdict::Wrong {
            verdict = Verdict::Wrong;
        }
    }
    // A list of whole tables is read entry by entry, so that one bad entry does not hide the others.
    if matches!(item, Shape::Table(_)) { Verdict::Fits } else { verdict }
}

fn map(report: &mut Report<'_>, item: &Shape, entries: &mut DeTable<'_>) -> Verdict {
    let mut remove = Vec::new();
    for (name, node) in entries.iter_mut() {
        if value(report, item, name.get_ref(), node) == Verdict::Wrong {
            remove.push(name.clone());
        }
    }
    for name in remove {
        entries.remove(name.get_ref().as_ref());
    }
    Verdict::Fits
}

fn both_languages(report: &mut Report<'_>, text: &mut DeTable<'_>, span: Range<usize>) -> Verdict {
    let keys = ["lv", "en"];
    let mut verdict = Verdict::Fits;
    let mut remove = Vec::new();
    for (name, node) in text.iter_mut() {
        if !keys.contains(&name.get_ref().as_ref()) {
            let quoted = words::quoted(name.get_ref());
            report
                .error(
                    name.span(),
                    format!("tekstam nav valodas {}", quoted.lv),
                    format!("a text has no language {}", quoted.en),
                )
                .meant = suggest::meant(name.get_ref(), keys);
            remove.push(name.clone());
        } else if !node.get_ref().is_str() {
            let found = found(node.get_ref());
            report.error(
                node.span(),
                format!("te jābūt tekstam pēdiņās, bet ir {}", found.lv),
                format!("this must be a text in quotes, but is {}", found.en),
            );
            verdict = Verdict::Wrong;
        }
    }
    for name in remove {
        text.remove(name.get_ref().as_ref());
    }
    let is_written = |language: &str| {
        text.get(language)
            .is_some_and(|node| node.get_ref().as_str().is_none_or(|text| !text.trim().is_empty()))
    };
    if !is_written("lv") {
        report.error(span, "trūkst latviešu teksta", "the Latvian text is missing").meant(Text::new(
            "saistošais ir latviešu teksts: lv = \"…\"",
            "the Latvian text binds: lv = \"…\"",
        ));
        verdict = Verdict::Wrong;
    } else if !is_written("en") {
        report
            .warn(span, "trūkst angļu teksta", "the English text is missing")
            .meant(Text::new("līdz tam rāda latviešu tekstu", "until then the Latvian text is shown"));
    }
    verdict
}

fn either(report: &mut Report<'_>, shapes: &[Shape], key: &str, node: &mut Spanned<DeValue<'_>>) -> Verdict {
    let tables: Vec<&Table> = shapes
        .iter()
        .filter_map(|shape| if let Shape::Table(table) = shape { Some(table) } else { None })
        .collect();
    let span = node.span();
    if let DeValue::Table(entries) = node.get_mut()
        && !tables.is_empty()
    {
        return one_of_tables(report, &tables, entries, span);
    }
    let fitting = shapes.iter().find(|shape| accepts(shape, node.get_ref()));
    match fitting {
        Some(shape) => value(report, shape, key, node),
        None => wrong_type(report, span, key, &shape::either_words(shapes), node.get_ref()),
    }
}

/// Whether a value is of the type the shape wants, be it right or wrong.
fn accepts(shape: &Shape, node: &DeValue<'_>) -> bool {
    match shape {
        Shape::Any => true,
        Shape::Bool => node.is_bool(),
        Shape::Int { .. } => node.is_integer(),
        Shape::Number => node.is_integer() || node.is_float(),
        Shape::String | Shape::Words(_) | Shape::Event => node.is_str(),
        Shape::Date => node.is_datetime() || node.is_str(),
        Shape::List(_) => node.is_array(),
        Shape::Text | Shape::Map(_) | Shape::Table(_) => node.is_table(),
        Shape::Either(shapes) => shapes.iter().any(|shape| accepts(shape, node)),
    }
}

/// A table that may be one of several, told apart by the key it holds: `{ minutes = 15 }`.
fn one_of_tables(
    report: &mut Report<'_>,
    tables: &[&Table],
    entries: &mut DeTable<'_>,
    span: Range<usize>,
) -> Verdict {
    let chosen: Vec<&Table> = tables
        .iter()
        .copied()
        .filter(|table| table.keys.keys().any(|key| entries.contains_key(key.as_str())))
        .collect();
    match (chosen.as_slice(), tables) {
        ([only], _) | ([], [only]) => table(report, only, entries, span),
        ([], _) => {
            let known: Vec<&str> =
                tables.iter().flat_map(|table| table.keys.keys().map(String::as_str)).collect();
            for (name, _) in entries.iter() {
                let quoted = words::quoted(name.get_ref());
                report
                    .error(
                        name.span(),
                        format!("nav zināms {}", quoted.lv),
                        format!("{} is not known here", quoted.en),
                    )
                    .meant = suggest::meant(name.get_ref(), known.iter().copied());
            }
            if entries.is_empty() {
                report.error(span, "iekavas ir tukšas", "the braces are empty").meant =
                    suggest::allowed(known);
            }
            Verdict::Wrong
        }
        (several, _) => {
            let names: Vec<&str> = several
                .iter()
                .flat_map(|table| table.keys.keys().map(String::as_str))
                .filter(|key| entries.contains_key(*key))
                .collect();
            let names = words::list(names);
            report.error(
                span,
                format!("te var būt tikai viens no laukiem {}", names.lv),
                format!("only one of {} can stand here", names.en),
            );
            Verdict::Wrong
        }
    }
}

fn word_of<'a>(
    report: &mut Report<'_>,
    span: Range<usize>,
    key: &str,
    word: &str,
    choices: impl Iterator<Item = &'a str> + Clone,
) -> Verdict {
    if choices.clone().any(|choice| choice == word) {
        return Verdict::Fits;
    }
    let (word_words, key) = (words::quoted(word), words::quoted(key));
    report
        .error(
            span,
            format!("laukam {} nav vērtības {}", key.lv, word_words.lv),
            format!("the field {} has no value {}", key.en, word_words.en),
        )
        .meant = suggest::meant(word, choices);
    Verdict::Wrong
}

fn event(report: &mut Report<'_>, span: Range<usize>, name: &str) -> Verdict {
    if EventKind::parse(name).is_some() {
        return Verdict::Fits;
    }
    let quoted = words::quoted(name);
    let finding = report.error(
        span,
        format!("nav zināms notikums {}", quoted.lv),
        format!("the event {} is not known", quoted.en),
    );
    let names = EventKind::ALL.iter().map(|kind| kind.name());
    finding.meant = suggest::nearest(name, names).and_then(EventKind::parse).map_or_else(
        || {
            Some(Text::new(
                "notikumu saraksts ir docs/standard-file.md",
                "the list of events is in docs/standard-file.md",
            ))
        },
        |kind| {
            let (quoted, (lv, en)) = (words::quoted(kind.name()), kind.words());
            Some(Text::new(
                format!("varbūt domāts {} ({lv})?", quoted.lv),
                format!("did you mean {} ({en})?", quoted.en),
            ))
        },
    );
    Verdict::Wrong
}

fn not_empty(report: &mut Report<'_>, span: Range<usize>, key: &str, text: &str) -> Verdict {
    if !text.trim().is_empty() {
        return Verdict::Fits;
    }
    if matches!(key, "paragraph" | "paragraphs") {
        report.error(span, NO_PARAGRAPH.0, NO_PARAGRAPH.1);
    } else {
        let key = words::quoted(key);
        report.error(span, format!("lauks {} ir tukšs", key.lv), format!("the field {} is empty", key.en));
    }
    Verdict::Wrong
}

fn out_of_bounds(report: &mut Report<'_>, span: Range<usize>, least: i64) -> Verdict {
    if least >= 0 {
        report.error(span, "skaitlis ir negatīvs vai pārāk liels", "the number is negative or too large");
    } else {
        report.error(span, "skaitlis ir pārāk liels", "the number is too large");
    }
    Verdict::Wrong
}

fn unknown_key(report: &mut Report<'_>, span: Range<usize>, name: &str, shape: &Table) {
    let quoted = words::quoted(name);
    report
        .error(
            span,
            format!("nav zināms lauks {}", quoted.lv),
            format!("the field {} is not known", quoted.en),
        )
        .meant = suggest::meant(name, shape.keys.keys().map(String::as_str));
}

fn missing_key(report: &mut Report<'_>, span: Range<usize>, name: &str, shape: &Shape) {
    if matches!(name, "paragraph" | "paragraphs") {
        report.error(span, NO_PARAGRAPH.0, NO_PARAGRAPH.1);
        return;
    }
    let quoted = words::quoted(name);
    report
        .error(span, format!("trūkst lauka {}", quoted.lv), format!("the field {} is missing", quoted.en))
        .meant(expected(&shape.words()));
}

fn wrong_type(
    report: &mut Report<'_>,
    span: Range<usize>,
    key: &str,
    wanted: &Text,
    node: &DeValue<'_>,
) -> Verdict {
    let (key, found) = (words::quoted(key), found(node));
    report
        .error(
            span,
            format!("lauka {} vērtība ir {}", key.lv, found.lv),
            format!("the value of {} is {}", key.en, found.en),
        )
        .meant(expected(wanted));
    Verdict::Wrong
}

fn expected(words: &Text) -> Text {
    Text::new(format!("te jābūt: {}", words.lv), format!("this must be: {}", words.en))
}

/// What a value is, in words.
fn found(node: &DeValue<'_>) -> Text {
    match node {
        DeValue::String(_) => Text::new("teksts", "a text"),
        DeValue::Integer(_) => Text::new("vesels skaitlis", "a whole number"),
        DeValue::Float(_) => Text::new("skaitlis ar daļu", "a number with a fraction"),
        DeValue::Boolean(_) => Text::new("jā vai nē (true, false)", "yes or no (true, false)"),
        DeValue::Datetime(_) => Text::new("laiks", "a date or time"),
        DeValue::Array(_) => Text::new("saraksts", "a list"),
        DeValue::Table(_) => Text::new("tabula", "a table"),
    }
}
