//! The form of a service on the page for writing: its fields as they are shown, its answers as they are read.

use solits_i18n::Words;
use solits_organisation::{FieldKind, FormField, ServiceForm};

use super::Draft;
use crate::store::{Answer, KeptLine};

const MOST_LINE: usize = 300;
const MOST_LINES: usize = 4_000;

/// A field as it is shown.
pub(super) struct FieldView {
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) label: String,
    pub(super) help: String,
    /// What stands beside the label.
    pub(super) note: String,
    pub(super) value: String,
    pub(super) error: String,
    pub(super) choices: Vec<(String, String)>,
}

/// The name of a field in the form that is sent.
fn name_of(field: &FormField) -> String {
    format!("answer-{}", field.id)
}

/// The fields of a form, with what was typed.
pub(super) fn views(form: &ServiceForm, draft: &Draft, kept: &[KeptLine], words: Words) -> Vec<FieldView> {
    let view = |field: &FormField| {
        let name = name_of(field);
        let has_file = kept.iter().any(|file| file.field == name);
        FieldView {
            kind: field.kind.name(),
            label: field.label.get(words.0).to_owned(),
            help: field.help.get(words.0).to_owned(),
            note: match (field.is_required, has_file) {
                (_, true) => words.t("correspondence-file-is-there"),
                (false, false) => words.t("common-optional"),
                (true, false) => String::new(),
            },
            value: draft.get(&name).to_owned(),
            error: draft.error(&name).to_owned(),
            choices: choices(field, words),
            name,
        }
    };
    form.fields.iter().map(view).collect()
}

/// The answers of a choice: the stored value, and the words in the client's language.
fn choices(field: &FormField, words: Words) -> Vec<(String, String)> {
    match field.kind {
        FieldKind::YesNo => {
            let pair = |value: &str, key: &str| (value.to_owned(), words.t(key));
            vec![pair("yes", "correspondence-answer-yes"), pair("no", "correspondence-answer-no")]
        }
        FieldKind::Choice => (0..)
            .zip(&field.choices)
            .map(|(number, choice): (usize, _)| (number.to_string(), choice.get(words.0).to_owned()))
            .collect(),
        _ => Vec::new(),
    }
}

/// What was answered, in the language of the institution's work; what is wrong stands beside its field.
pub(super) fn read(draft: &mut Draft, form: &ServiceForm, kept: &[KeptLine], words: Words) -> Vec<Answer> {
    let mut answers = Vec::new();
    for field in &form.fields {
        let name = name_of(field);
        let Some(value) = value(draft, field, &name, kept, words) else { continue };
        if value.is_empty() {
            // A field in which something is wrong has said so itself.
            if field.is_required && draft.error(&name).is_empty() {
                draft.refuse(&name, words.t("common-field-empty"));
            }
            continue;
        }
        answers.push(Answer {
            field: field.id.clone(),
            kind: field.kind.name().to_owned(),
            label: field.label.lv.clone(),
            value,
        });
    }
    answers
}

/// What was answered in a field, empty for nothing; `None` where it cannot be read.
fn value(
    draft: &mut Draft,
    field: &FormField,
    name: &str,
    kept: &[KeptLine],
    words: Words,
) -> Option<String> {
    let refused = draft.errors.len();
    let text = match field.kind {
        FieldKind::Long => draft.optional_text(name, MOST_LINES, words),
        FieldKind::File => {
            let names = kept.iter().filter(|file| file.field == name).map(|file| file.name.as_str());
            names.collect::<Vec<_>>().join(", ")
        }
        _ => draft.optional_text(name, MOST_LINE, words),
    };
    if draft.errors.len() > refused {
        return None;
    }
    if text.is_empty() {
        return Some(text);
    }
    let understood = match field.kind {
        FieldKind::Short | FieldKind::Long | FieldKind::File => return Some(text),
        FieldKind::Number => number(&text).ok_or("correspondence-answer-number"),
        FieldKind::Date => day(&text).ok_or("correspondence-answer-date"),
        FieldKind::YesNo => match text.as_str() {
            "yes" => Ok("jā".to_owned()),
            "no" => Ok("nē".to_owned()),
            _ => Err("common-field-not-understood"),
        },
        FieldKind::Choice => {
            let chosen = text.parse::<usize>().ok().and_then(|number| field.choices.get(number));
            chosen.map(|choice| choice.lv.clone()).ok_or("common-field-not-understood")
        }
    };
    match understood {
        Ok(value) => Some(value),
        Err(key) => {
            draft.refuse(name, words.t(key));
            None
        }
    }
}

/// A number, with a comma or a point before its decimals, kept as it is written in Latvian.
fn number(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    let (whole, decimals) = digits.split_once([',', '.']).unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (all_digits(whole) && all_digits(decimals) && digits.len() <= 20).then(|| plain.replace('.', ","))
}

/// A day, as a browser sends it (`2026-11-22`) or as it is written in Latvian (`22.11.2026.`), in words.
fn day(text: &str) -> Option<String> {
    let date = text.parse::<jiff::civil::Date>().ok().or_else(|| {
        let mut parts = text.trim_end_matches('.').split('.').map(str::trim);
        let day = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let year = parts.next()?.trim_end_matches([' ', 'g']).parse().ok()?;
        jiff::civil::Date::new(year, month, day).ok()
    })?;
    Some(Words::new(solits_kernel::Lang::Lv).date(date))
}

/// The answers and the free text as one message, in the order of the form.
pub(super) fn text(answers: &[Answer], free: &str) -> String {
    let mut parts: Vec<String> = answers
        .iter()
        .map(|answer| {
            let between = if answer.value.contains('\n') { "\n" } else { " " };
            format!("{}:{between}{}", answer.label.trim_end_matches([':', '?']), answer.value)
        })
        .collect();
    if !free.is_empty() {
        if !parts.is_empty() {
            parts.push(String::new());
        }
        parts.push(free.to_owned());
    }
    parts.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_with_a_comma_or_a_point_and_words_are_none() {
        assert_eq!(number("12,5"), Some("12,5".to_owned()));
        assert_eq!(number("1 200.50"), Some("1200,50".to_owned()));
        for wrong in ["divi", "1e5", "1,2,3", "-", ",5", "+3"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_is_read_as_browsers_and_as_people_write_it() {
        assert_eq!(day("2026-11-22"), day("22.11.2026."));
        assert!(day("22.11.2026").is_some());
        assert_eq!(day("31.02.2026."), None);
        assert_eq!(day("rīt"), None);
    }

    #[test]
    fn answers_stand_before_the_free_text_one_a_line() {
        let answer = |label: &str, value: &str| Answer {
            field: "f1".to_owned(),
            kind: "short".to_owned(),
            label: label.to_owned(),
            value: value.to_owned(),
        };
        let answers = [answer("Adrese", "Liepu iela 1"), answer("Kas bojāts?", "Ceļš\nun zīme")];
        assert_eq!(
            text(&answers, "Paldies."),
            "Adrese: Liepu iela 1\nKas bojāts:\nCeļš\nun zīme\n\nPaldies."
        );
        assert_eq!(text(&[], "Paldies."), "Paldies.");
    }
}
