//! The form of a service: what a client is asked before writing for it (C-23).

use serde::{Deserialize, Serialize};
use solits_kernel::Text;

/// Fields of one form.
pub(crate) const MOST_FIELDS: usize = 30;
/// Possible answers of one field.
pub(crate) const MOST_CHOICES: usize = 30;

/// What is asked for in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A line.
    Short,
    /// Several lines.
    Long,
    /// A number, whole or with decimals.
    Number,
    /// A day.
    Date,
    /// One of several answers.
    Choice,
    /// Yes or no.
    YesNo,
    /// A file.
    File,
}

impl FieldKind {
    /// All, as forms offer them.
    pub const ALL: [Self; 7] =
        [Self::Short, Self::Long, Self::Number, Self::Date, Self::Choice, Self::YesNo, Self::File];

    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Long => "long",
            Self::Number => "number",
            Self::Date => "date",
            Self::Choice => "choice",
            Self::YesNo => "yes_no",
            Self::File => "file",
        }
    }

    /// The kind of a stored name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// Its id within the form: it stays when the field is moved or renamed.
    pub id: String,
    /// What is asked for.
    pub kind: FieldKind,
    /// The question.
    pub label: Text,
    /// What helps to answer it; may be empty.
    pub help: Text,
    /// Whether nothing is sent without it.
    pub is_required: bool,
    /// The possible answers of a choice.
    pub choices: Vec<Text>,
}

/// The form of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceForm {
    /// Its fields, in order.
    pub fields: Vec<FormField>,
    /// Rises with every change; 0 for a service that never had a form.
    pub version: i64,
}

/// Which way a field is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Up,
    Down,
}

impl ServiceForm {
    /// The field of that id.
    pub fn field(&self, id: &str) -> Option<&FormField> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// An id that no field of this form has had: one more than the highest.
    pub(crate) fn free_id(&self) -> String {
        let number = |field: &FormField| field.id.strip_prefix('f')?.parse::<u32>().ok();
        let highest = self.fields.iter().filter_map(number).max().unwrap_or_default();
        format!("f{}", highest.saturating_add(1))
    }

    /// With a field put in: in place of the one with its id, or at the end.
    pub(crate) fn put(mut self, field: FormField) -> Self {
        match self.fields.iter_mut().find(|old| old.id == field.id) {
            Some(old) => *old = field,
            None => self.fields.push(field),
        }
        self
    }

    /// Without a field.
    pub(crate) fn without(mut self, id: &str) -> Self {
        self.fields.retain(|field| field.id != id);
        self
    }

    /// With a field one place further up or down; at the end it stays.
    pub(crate) fn moved(mut self, id: &str, way: Way) -> Self {
        let Some(at) = self.fields.iter().position(|field| field.id == id) else { return self };
        let to = match way {
            Way::Up => at.saturating_sub(1),
            Way::Down => (at + 1).min(self.fields.len().saturating_sub(1)),
        };
        self.fields.swap(at, to);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(id: &str) -> FormField {
        FormField {
            id: id.to_owned(),
            kind: FieldKind::Short,
            label: Text::new("Adrese", "Address"),
            help: Text::default(),
            is_required: true,
            choices: Vec::new(),
        }
    }

    fn ids(form: &ServiceForm) -> Vec<&str> {
        form.fields.iter().map(|field| field.id.as_str()).collect()
    }

    #[test]
    fn a_field_moves_one_place_at_a_time_and_stays_at_the_ends() {
        let form = ServiceForm::default().put(field("f1")).put(field("f2")).put(field("f3"));
        assert_eq!(ids(&form.clone().moved("f3", Way::Up)), ["f1", "f3", "f2"]);
        assert_eq!(ids(&form.clone().moved("f1", Way::Up)), ["f1", "f2", "f3"]);
        assert_eq!(ids(&form.clone().moved("f3", Way::Down)), ["f1", "f2", "f3"]);
        assert_eq!(ids(&form.moved("nobody", Way::Up)), ["f1", "f2", "f3"]);
    }

    #[test]
    fn a_field_that_is_changed_keeps_its_place_and_a_new_one_gets_an_id_of_its_own() {
        let form = ServiceForm::default().put(field("f1")).put(field("f2"));
        assert_eq!(form.free_id(), "f3");
        let renamed = FormField { label: Text::new("Iela", "Street"), ..field("f1") };
        let form = form.put(renamed);
        assert_eq!((ids(&form), form.fields[0].label.lv.as_str()), (vec!["f1", "f2"], "Iela"));
        assert_eq!(ids(&form.without("f1")), ["f2"]);
    }
}
