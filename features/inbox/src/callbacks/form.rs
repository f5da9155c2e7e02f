//! The form of a call that was missed or promised back.

use jiff::civil::{Date, Time};
use solits_i18n::Words;
use solits_kernel::{TextError, Timestamp};
use solits_web::Fields;

use super::{
    actions::{NewCallback, Went},
    model::{AnswerBy, CallResult, Phone},
};

const MOST_QUESTION: usize = 2_000;
const MOST_NAME: usize = 120;
const MOST_SAID: usize = 8_000;

/// A form as it was typed, and what is wrong with it.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    pub(crate) fields: Fields,
    /// Field and words.
    pub(crate) errors: Vec<(String, String)>,
}

impl Typed {
    /// What was typed.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.fields.get(name)
    }
    /// What is wrong with a field; empty for nothing.
    pub(crate) fn error(&self, name: &str) -> &str {
        self.errors
            .iter()
            .find_map(|(field, words)| (field == name).then_some(words.as_str()))
            .unwrap_or_default()
    }
    pub(crate) fn refuse(&mut self, field: &str, words: String) {
        self.errors.push((field.to_owned(), words));
    }
    /// A cleaned text that may be absent, or an empty one and the reason beside the field.
    pub(crate) fn text(&mut self, field: &str, most: usize, words: Words) -> String {
        match self.fields.text_or_empty(field, most) {
            Ok(text) => text,
            Err(error) => {
                let why = match error {
                    TextError::TooLong(most) => words.ta("common-field-too-long", &[("most", most.into())]),
                    TextError::Empty | TextError::Control => words.t("common-field-not-understood"),
                };
                self.refuse(field, why);
                String::new()
            }
        }
    }
}

/// What a complete form asks for; nothing where something is missing, which is said beside the field.
pub(crate) fn read(words: Words, now: Timestamp, typed: &mut Typed) -> Option<NewCallback> {
    let is_missed = typed.get("what") == "missed";
    let answer_by = if is_missed { Some(AnswerBy::Phone) } else { AnswerBy::parse(typed.get("answer_by")) };
    let question = typed.text("question", MOST_QUESTION, words);
    let client_name = typed.text("client_name", MOST_NAME, words);
    let line = typed.text("line", MOST_NAME, words);
    let email = typed.text("email", MOST_NAME, words);
    let phone = phone(typed, answer_by, is_missed, words);
    let promised_at = if is_missed { None } else { promise(words, now, typed) };
    if answer_by == Some(AnswerBy::Email) && !looks_like_address(&email) {
        typed.refuse("email", words.t("inbox-callback-email-wrong"));
    }
    if !is_missed && question.is_empty() && typed.error("question").is_empty() {
        typed.refuse("question", words.t("common-field-empty"));
    }
    // G-14: an apology comes before the promise.
    if !is_missed && typed.get("apology") != "1" {
        typed.refuse("apology", words.t("inbox-callback-apology-missing"));
    }
    let (employee, branch) = (typed.fields.parse("employee"), typed.fields.parse("branch"));
    for (field, is_absent) in
        [("employee", employee.is_none()), ("branch", branch.is_none()), ("answer_by", answer_by.is_none())]
    {
        if is_absent {
            typed.refuse(field, words.t("common-field-choose"));
        }
    }
    if !typed.errors.is_empty() {
        return None;
    }
    Some(NewCallback {
        case: typed.fields.parse("case"),
        phone,
        email,
        client_name,
        question,
        line,
        answer_by: answer_by?,
        is_missed,
        promised_at,
        employee: employee?,
        branch: branch?,
    })
}

/// The result of a call and how it went; nothing where something is missing, which is said beside the field.
pub(crate) fn result(words: Words, typed: &mut Typed) -> Option<(CallResult, Went)> {
    let said = typed.text("said", MOST_SAID, words);
    let result = CallResult::parse(typed.get("result"));
    match result {
        None => typed.refuse("result", words.t("common-field-choose")),
        Some(result) if result.answers() && said.is_empty() && typed.errors.is_empty() => {
            typed.refuse("said", words.t("common-field-empty"));
        }
        Some(_) => {}
    }
    // Before anything of the case is told, whoever is on the line is made sure of (G-28).
    if result == Some(CallResult::Reached) && typed.get("right_person") != "1" {
        typed.refuse("right_person", words.t("inbox-callback-right-person-missing"));
    }
    let result = result.filter(|_| typed.errors.is_empty())?;
    let went = Went {
        said,
        is_right_person: typed.get("right_person") == "1",
        has_left_contact: typed.get("left_contact") == "1",
    };
    Some((result, went))
}

/// The number as it is dialled. One from abroad is not called back: another way is offered (vzd 21.1, 31).
fn phone(typed: &mut Typed, answer_by: Option<AnswerBy>, is_missed: bool, words: Words) -> String {
    let wanted = answer_by == Some(AnswerBy::Phone);
    let is_abroad = typed.get("abroad") == "1";
    match Phone::parse(typed.get("phone")) {
        None if !wanted && typed.get("phone").trim().is_empty() => String::new(),
        None => {
            typed.refuse("phone", words.t("inbox-callback-phone-wrong"));
            String::new()
        }
        // A missed call from abroad is written down all the same: an e-mail or a message answers it.
        Some(phone) => {
            if wanted && !is_missed && (is_abroad || matches!(phone, Phone::Foreign(_))) {
                typed.refuse("phone", words.t("inbox-callback-phone-foreign"));
            }
            phone.dialled()
        }
    }
}

/// The time that was told to the client.
fn promise(words: Words, now: Timestamp, typed: &mut Typed) -> Option<Timestamp> {
    let day: Option<Date> = typed.get("day").trim().parse().ok();
    let time: Option<Time> = typed.get("time").trim().parse().ok();
    let (Some(day), Some(time)) = (day, time) else {
        typed.refuse("day", words.t("inbox-callback-when-missing"));
        return None;
    };
    let promised = Timestamp::in_riga(day, time);
    if promised <= now {
        typed.refuse("day", words.t("inbox-callback-past"));
    }
    Some(promised)
}

fn looks_like_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
        && !text.contains(char::is_whitespace)
}
