//! The forms by which the first things are added, one of which may have come back with something to put right.

use crate::editing::draft::Draft;

/// The form that came back, if one did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Adding {
    /// `branch`, `line`, `counter`, `service`, `employee`; empty for none.
    form: &'static str,
    draft: Draft,
}

impl Adding {
    /// A form as it was typed.
    pub(crate) const fn of(form: &'static str, draft: Draft) -> Self {
        Self { form, draft }
    }

    /// Whether it is this form.
    pub(super) fn is(&self, form: &str) -> bool {
        self.form == form
    }

    /// What was typed into a field of a form, or what the form begins with.
    pub(super) fn value<'a>(&'a self, form: &str, field: &str, beginning: &'a str) -> &'a str {
        if self.is(form) { self.draft.get(field) } else { beginning }
    }

    /// What is wrong with a field; empty for nothing.
    pub(super) fn error(&self, form: &str, field: &str) -> &str {
        if self.is(form) { self.draft.error(field) } else { "" }
    }

    pub(super) fn ticked(&self, form: &str, field: &str, value: &str) -> bool {
        self.is(form) && self.draft.ticked(field, value)
    }

    /// All that is wrong, by the ids of the fields on the page.
    pub(super) fn errors(&self) -> Vec<(String, String)> {
        self.draft.errors.iter().map(|(field, why)| (id(self.form, field), why.clone())).collect()
    }
}

/// What tells a field from one of the same name in another form of the page.
pub(super) fn id(form: &str, field: &str) -> String {
    format!("{form}-{field}")
}
