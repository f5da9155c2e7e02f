//! A form as it was typed and what is wrong with it, and the lists its fields choose from.

use jiff::civil::Date;
use solits_i18n::Words;
use solits_organisation::Service;
use solits_web::{Fields, text_wrong};

use crate::{
    actions::given::{self, MOST_DECISION, Named, Wrong},
    context::Context,
    model::{Concern, What},
};

/// A form as it was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    fields: Fields,
    /// Field and words.
    pub(crate) errors: Vec<(String, String)>,
}

impl Typed {
    pub(crate) fn of(fields: Fields) -> Self {
        Self { fields, errors: Vec::new() }
    }
    /// A form that holds these values.
    pub(crate) fn filled(values: &[(&str, String)]) -> Self {
        let pairs: Vec<_> = values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Self::of(pairs.into())
    }
    pub(crate) fn get(&self, field: &str) -> &str {
        self.fields.get(field)
    }
    pub(crate) fn has(&self, field: &str) -> bool {
        self.fields.has(field)
    }
    pub(crate) fn error(&self, field: &str) -> &str {
        self.errors.iter().find(|(name, _)| name == field).map_or("", |(_, words)| words.as_str())
    }
    pub(crate) fn refuse(&mut self, field: &str, words: String) {
        self.errors.push((field.to_owned(), words));
    }
    /// A cleaned text, or an empty one and the reason beside the field.
    pub(crate) fn text(&mut self, field: &str, most: usize, words: Words) -> String {
        match self.fields.text(field, most) {
            Ok(text) => text,
            Err(error) => {
                self.refuse(field, text_wrong(error, words));
                String::new()
            }
        }
    }
    /// The same for a text that may be absent.
    pub(crate) fn text_or_empty(&mut self, field: &str, most: usize, words: Words) -> String {
        match self.fields.text_or_empty(field, most) {
            Ok(text) => text,
            Err(error) => {
                self.refuse(field, text_wrong(error, words));
                String::new()
            }
        }
    }
    /// A day that is not over.
    pub(crate) fn day(&mut self, field: &str, context: &Context, words: Words) -> Option<Date> {
        let Ok(day) = self.get(field).trim().parse::<Date>() else {
            self.refuse(field, words.t("common-field-not-understood"));
            return None;
        };
        self.sound(field, given::to_come(context, day), words)
    }

    /// What was given where it is sound, else the reason beside the field.
    pub(crate) fn sound<T>(&mut self, field: &str, given: Result<T, Wrong>, words: Words) -> Option<T> {
        match given {
            Ok(value) => Some(value),
            Err(wrong) => {
                let key = match wrong {
                    Wrong::Employee | Wrong::Unit | Wrong::Service | Wrong::Norm | Wrong::Cause => {
                        "common-field-choose"
                    }
                    other => other.key(),
                };
                self.refuse(field, words.t(key));
                None
            }
        }
    }

    /// Whom or what feedback concerns, as the fields say; each that is missing is named.
    pub(crate) fn concern(
        &mut self,
        context: &Context,
        services: &[Service],
        words: Words,
    ) -> Option<Concern> {
        let Some(what) = What::parse(self.get("what")) else {
            self.refuse("what", words.t("common-field-choose"));
            return None;
        };
        let decision =
            if what == What::Decision { self.text("decision", MOST_DECISION, words) } else { String::new() };
        let named = Named {
            what,
            employee: self.get("employee").parse().ok(),
            unit: self.get("unit").parse().ok(),
            service: self.get("service").parse().ok(),
            decision,
        };
        let concern = match named.concern(context, services) {
            Ok(concern) => concern,
            Err(wrong) => {
                let field = match wrong {
                    Wrong::Employee => "employee",
                    Wrong::Service => "service",
                    _ => "unit",
                };
                return self.sound(field, Err(wrong), words);
            }
        };
        self.errors.is_empty().then_some(concern)
    }

    /// The norm said to be breached, where it is one of the standard in force; empty for none.
    pub(crate) fn norm(&mut self, context: &Context, words: Words) -> String {
        let norm = given::norm(context, self.get("norm"));
        self.sound("norm", norm, words).unwrap_or_default()
    }
}

/// Value and words of a choice.
pub(crate) type Options = Vec<(String, String)>;

/// The employees who work here.
pub(crate) fn employees(context: &Context) -> Options {
    let works = context.employees.iter().filter(|one| one.active);
    works
        .map(|one| {
            let shown =
                if one.post.is_empty() { one.name.clone() } else { format!("{} ({})", one.name, one.post) };
            (one.id.to_string(), shown)
        })
        .collect()
}

/// The units.
pub(crate) fn units(context: &Context) -> Options {
    context.structure.units.iter().map(|unit| (unit.id.to_string(), unit.name.clone())).collect()
}

/// The services.
pub(crate) fn services(services: &[Service], words: Words) -> Options {
    services.iter().map(|one| (one.id.to_string(), one.name.get(words.0).to_owned())).collect()
}

/// The principles and norms of the standard in force, by paragraph (K-13).
pub(crate) fn norms(context: &Context, words: Words) -> Options {
    let Some(standard) = &context.standard else { return Vec::new() };
    let principles = standard.lists().principles.iter().map(|one| {
        let (paragraph, name) = (&one.value.paragraph, one.value.name.get(words.0));
        (format!("principle:{paragraph}"), format!("{paragraph} {name}"))
    });
    let norms = standard.norms().iter().map(|one| {
        let norm = &one.value;
        let text: String = norm.text.get(words.0).chars().take(90).collect();
        let cut = if norm.text.get(words.0).chars().count() > 90 { "…" } else { "" };
        (norm.id.clone(), format!("{} {text}{cut}", norm.paragraphs.join(", ")))
    });
    principles.chain(norms).collect()
}

/// What a stored norm is called; its id where the standard in force has it no more.
pub(crate) fn norm_words(context: &Context, words: Words, id: &str) -> String {
    let all = norms(context, words);
    all.into_iter().find(|(own, _)| own == id).map_or_else(|| id.to_owned(), |(_, words)| words)
}
