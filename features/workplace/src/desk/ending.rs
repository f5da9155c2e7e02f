//! How a service ended, as the desk's form says it: read once for the end of a visit and for the turn to another service.

use solits_i18n::Words;
use solits_kernel::{CaseId, TextError};
use solits_queue::Outcome;
use solits_web::{Fields, WebError};

/// The most characters of each field about an outcome.
const MOST: usize = 500;

/// A field as it was typed, with what is wrong about it; the words are empty where nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Typed {
    pub(crate) value: String,
    pub(crate) error: String,
}

/// A form about an outcome, as it is shown: empty, or with what was typed and what is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ending {
    /// The word of the chosen outcome; empty where none is chosen.
    pub(crate) outcome: String,
    /// To whom the client was sent.
    pub(crate) to: Typed,
    /// How to reach them.
    pub(crate) contact: Typed,
    /// Why it was refused or broken off.
    pub(crate) reason: Typed,
    /// What the client can do next.
    pub(crate) next: Typed,
    /// Whether the tick that calls the next client was taken away.
    pub(crate) stays: bool,
    /// The service that was to come next, of the turn to another service.
    pub(crate) service: String,
}

impl Ending {
    /// The form in which `outcome` is chosen and nothing is typed; empty where that outcome demands no words.
    pub(crate) fn chosen(outcome: &str) -> Self {
        let outcome = Some(outcome).filter(|outcome| demands(outcome)).unwrap_or_default();
        Self { outcome: outcome.to_owned(), ..Self::default() }
    }

    /// Whether the chosen outcome demands words.
    pub(crate) fn asks(&self) -> bool {
        demands(&self.outcome)
    }

    fn is_wrong(&self) -> bool {
        [&self.to, &self.contact, &self.reason, &self.next].iter().any(|typed| !typed.error.is_empty())
    }
}

/// Whether an outcome demands words: to whom, or why and what next.
pub(crate) fn demands(outcome: &str) -> bool {
    matches!(outcome, "redirected" | "refused" | "broken_off")
}

/// What a form says of the end of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// Everything that the outcome demands.
    Outcome(Outcome),
    /// An outcome that demands words, chosen in a form that did not ask for them yet.
    Chosen(Ending),
    /// Something demanded is missing or too long.
    Wrong(Ending),
    /// No word of the form.
    Nothing,
}

/// Which of the desk's two forms about an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormOf {
    /// The end of the visit: it asks for words once the outcome is chosen.
    Visit,
    /// The turn to another service: it has all fields at once, with names of their own.
    Service,
}

impl FormOf {
    fn name(self, field: &str) -> String {
        match self {
            Self::Visit => field.to_owned(),
            Self::Service => format!("left_{field}"),
        }
    }
}

/// Reads how a service ended.
pub(crate) fn said(words: Words, fields: &Fields, form: FormOf) -> Result<Said, WebError> {
    let outcome = fields.get("outcome");
    if outcome == "case_opened" {
        let case: CaseId = fields.parse("case").ok_or(WebError::Refused("queue-incomplete"))?;
        return Ok(Said::Outcome(Outcome::CaseOpened { case }));
    }
    if !demands(outcome) {
        return Ok(if outcome == "solved" { Said::Outcome(Outcome::Solved) } else { Said::Nothing });
    }
    let asked = |field: &str| match outcome {
        "redirected" => matches!(field, "to" | "contact"),
        "refused" => matches!(field, "reason" | "next"),
        _ => field == "reason",
    };
    let shown = |field: &str| asked(field) && fields.has(&form.name(field));
    if form == FormOf::Visit && !["to", "contact", "reason", "next"].into_iter().any(shown) {
        return Ok(Said::Chosen(Ending { stays: !fields.has("call_next"), ..Ending::chosen(outcome) }));
    }
    // What belongs to another outcome stays as it was typed and is not judged.
    let typed = |field: &'static str, missing: &'static str| match fields.text(&form.name(field), MOST) {
        Ok(value) => Typed { value, error: String::new() },
        Err(wrong) => Typed {
            value: fields.get(&form.name(field)).to_owned(),
            error: if asked(field) { wrong_words(words, &wrong, missing) } else { String::new() },
        },
    };
    let ending = Ending {
        outcome: outcome.to_owned(),
        to: typed("to", "workplace-to-missing"),
        contact: typed("contact", "workplace-contact-missing"),
        reason: typed("reason", "workplace-reason-missing"),
        next: typed("next", "workplace-what-next-missing"),
        stays: !fields.has("call_next"),
        service: fields.get("service").to_owned(),
    };
    if ending.is_wrong() {
        return Ok(Said::Wrong(ending));
    }
    let Ending { to, contact, reason, next, .. } = ending;
    Ok(Said::Outcome(match outcome {
        "redirected" => Outcome::Redirected { to: to.value, contact: contact.value },
        "refused" => Outcome::Refused { reason: reason.value, next: next.value },
        _ => Outcome::BrokenOff { reason: reason.value },
    }))
}

fn wrong_words(words: Words, wrong: &TextError, missing: &'static str) -> String {
    match wrong {
        TextError::Empty => words.t(missing),
        TextError::TooLong(_) => words.ta("workplace-too-long", &[("most", MOST.into())]),
        TextError::Control => words.t("workplace-strange-letters"),
    }
}

#[cfg(test)]
mod tests {
    use solits_kernel::Lang;

    use super::*;

    fn said_of(pairs: &[(&str, &str)], form: FormOf) -> Said {
        let pairs: Vec<_> =
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        said(Words::new(Lang::Lv), &Fields::from(pairs), form).unwrap()
    }

    #[test]
    fn only_what_the_chosen_outcome_demands_is_missed() {
        let Said::Wrong(ending) = said_of(
            &[("outcome", "refused"), ("reason", " "), ("next", "Pie jurista"), ("to", "")],
            FormOf::Visit,
        ) else {
            panic!("the reason is missing");
        };
        assert!(!ending.reason.error.is_empty());
        assert_eq!((ending.next.value.as_str(), ending.next.error.as_str()), ("Pie jurista", ""));
        assert_eq!((ending.to.error.as_str(), ending.contact.error.as_str()), ("", ""));
    }

    #[test]
    fn an_outcome_chosen_before_its_fields_are_shown_is_asked_about_and_not_blamed() {
        let said = said_of(&[("outcome", "redirected"), ("call_next", "1")], FormOf::Visit);
        assert_eq!(said, Said::Chosen(Ending::chosen("redirected")));
    }

    #[test]
    fn a_field_has_the_name_of_its_form() {
        let both = [("outcome", "broken_off"), ("reason", ""), ("left_reason", "agresija")];
        assert_eq!(
            said_of(&both, FormOf::Service),
            Said::Outcome(Outcome::BrokenOff { reason: "agresija".to_owned() })
        );
        assert!(matches!(said_of(&both, FormOf::Visit), Said::Wrong(_)));
    }

    #[test]
    fn more_than_fits_is_said_and_kept() {
        let long = "a".repeat(MOST + 1);
        let Said::Wrong(ending) = said_of(&[("outcome", "broken_off"), ("reason", &long)], FormOf::Visit)
        else {
            panic!("too long");
        };
        assert_eq!(ending.reason.value, long);
    }
}
