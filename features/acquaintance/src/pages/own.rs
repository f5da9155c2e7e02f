//! `/acquaintance`: what is to be read and signed, and what one has signed.

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{TextError, day_number, day_of_number};
use solits_organisation::{Employee, find_employee, find_structure};
use solits_standard::Standard;
use solits_web::{EmployeeCx, Fields, Form, Page, PageResult, WebError, html, see_other};

use super::{Names, notice, reason_words, sees_all, state_words, unprocessable};
use crate::{
    actions::{self, AcquaintanceError, Readiness},
    model::{Duty, State},
    people,
    questions::{About, Question},
    reading::{self, Line, Section},
    store,
};

/// Remarks are at most so many characters.
const MOST_REMARKS: usize = 500;

/// An answer to choose, and whether it was.
struct Answer {
    text: String,
    chosen: bool,
}

/// A question as it is asked.
struct Asked {
    name: String,
    text: String,
    answers: Vec<Answer>,
    error: String,
}

/// The version that is to be signed.
struct Open {
    title: String,
    version: String,
    why: String,
    due: String,
    late: bool,
    told: Vec<String>,
    explain_first: String,
    changes_heading: String,
    changes: Vec<String>,
    own: Vec<Line>,
    sections: Vec<Section>,
    questions: Vec<Asked>,
    remarks: String,
    read: bool,
    errors: Vec<(String, String)>,
}

impl Open {
    fn error(&self, field: &str) -> &str {
        let found = self.errors.iter().find(|(name, _)| name == field);
        found.map(|(_, words)| words.as_str()).unwrap_or_default()
    }
}

/// A duty of one's own.
struct Past {
    document: String,
    why: String,
    state: String,
    sheet: String,
}

#[derive(Template)]
#[template(path = "acquaintance/own.html")]
struct OwnView {
    page: Page,
    open: Option<Open>,
    past: Vec<Past>,
    team: bool,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    notice: Option<String>,
}

/// What was typed and refused.
#[derive(Default)]
struct Typed {
    fields: Fields,
    errors: Vec<(String, String)>,
    wrong: Vec<usize>,
}

/// `GET /acquaintance`
pub(crate) async fn show(cx: EmployeeCx, Query(address): Query<Address>) -> PageResult {
    page(&cx, address.notice.as_deref(), Typed::default()).await
}

/// `POST /acquaintance`: signs the version in force.
pub(crate) async fn sign(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut errors = Vec::new();
    if !fields.has("read") {
        errors.push(("read".to_owned(), cx.words.t("acquaintance-read-needed")));
    }
    let remarks = fields.text_or_empty("remarks", MOST_REMARKS).unwrap_or_else(|error| {
        let why = match error {
            TextError::TooLong(most) => cx.words.ta("common-field-too-long", &[("most", most.into())]),
            _ => cx.words.t("common-field-not-understood"),
        };
        errors.push(("remarks".to_owned(), why));
        String::new()
    });
    if !errors.is_empty() {
        return Ok(unprocessable(page(&cx, None, Typed { fields, errors, wrong: Vec::new() }).await?));
    }
    let answers = answers(&fields);
    let mut tx = cx.write().await?;
    match actions::sign(&mut tx, &cx.app, &cx.actor(), &answers, &remarks).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other("/acquaintance?notice=signed"))
        }
        Err(AcquaintanceError::Wrong(wrong)) => {
            drop(tx);
            Ok(unprocessable(page(&cx, None, Typed { fields, errors, wrong }).await?))
        }
        Err(error) => Err(error.into()),
    }
}

/// The answers in the order of the questions; a question that was left out has none.
fn answers(fields: &Fields) -> Vec<Option<usize>> {
    let asked = (0..).take_while(|place| fields.has(&format!("asked{place}")));
    asked.map(|place| fields.parse(&format!("q{place}"))).collect()
}

async fn page(cx: &EmployeeCx, told: Option<&str>, typed: Typed) -> PageResult {
    let (me, words) = (cx.me.employee, cx.words);
    let mut tx = cx.read().await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let duties = store::list_of(&mut tx, me).await?;
    let employee = find_employee(&mut tx, me).await?.ok_or(WebError::NotFound)?;
    let open = duties.iter().find(|duty| duty.state == State::Open);
    let standard_of = |number: i64| loaded.versions.get(number);
    let answers_for = match loaded.standard(cx.at) {
        Some((number, _)) => {
            store::list_about(&mut tx, number).await?.iter().any(|d| d.is_answered_for_by(me))
        }
        None => false,
    };
    let open = match open.and_then(|duty| Some((duty, standard_of(duty.key.standard)?))) {
        Some((duty, standard)) => {
            let signed = duties.iter().find(|one| matches!(one.state, State::Signed(_)));
            let before = signed.and_then(|one| standard_of(one.key.standard));
            let given = Given { duty, standard, before: before.map(AsRef::as_ref), employee: &employee };
            Some(given.open(&mut tx, cx, typed).await?)
        }
        None => None,
    };
    let past = |duty: &Duty| Past {
        document: standard_of(duty.key.standard)
            .map_or_else(String::new, |standard| document(words, standard)),
        why: reason_words(words, duty.reason),
        state: state_words(words, duty),
        sheet: format!("/acquaintance/sheet/{}", duty.key.standard),
    };
    let past = duties.iter().filter(|duty| duty.state != State::Open).map(past).collect();
    let mut page = cx.page(words.t("acquaintance-own"));
    page.notice = notice(told, words);
    html(&OwnView { open, past, team: answers_for || sees_all(cx), page })
}

/// The title of a document with its version.
pub(super) fn document(words: Words, standard: &Standard) -> String {
    let identity = &standard.file().identity;
    format!("{}, {}", identity.title.get(words.0), identity.version)
}

/// What an open duty is shown with.
struct Given<'a> {
    duty: &'a Duty,
    standard: &'a Standard,
    /// The version signed last.
    before: Option<&'a Standard>,
    employee: &'a Employee,
}

impl Given<'_> {
    async fn open(&self, tx: &mut Tx, cx: &EmployeeCx, typed: Typed) -> Result<Open, WebError> {
        let (duty, standard, words) = (self.duty, self.standard, cx.words);
        let structure = find_structure(tx).await?;
        let day = structure.on(cx.at.day());
        let names = Names::load(tx).await?;
        let roles = people::roles_of(self.employee, &day);
        let questions = actions::questions_of(duty, standard, self.employee);
        let explain_first = match Readiness::of(duty, standard) {
            Readiness::Ready => String::new(),
            Readiness::ExplainFirst => {
                words.ta("acquaintance-explain-first-by", &[("name", names.of(duty.explainer).into())])
            }
        };
        let identity = &standard.file().identity;
        let mut errors = typed.errors;
        let asked: Vec<Asked> = questions
            .iter()
            .enumerate()
            .map(|(place, question)| {
                let wrong = typed.wrong.contains(&place);
                asked(words, standard, question, (place, wrong), &typed.fields)
            })
            .collect();
        errors.extend(
            asked.iter().filter(|one| !one.error.is_empty()).map(|one| (one.name.clone(), one.error.clone())),
        );
        let changes = self.before.map(|before| reading::changes(words, before, standard)).unwrap_or_default();
        Ok(Open {
            title: identity.title.get(words.0).to_owned(),
            version: identity.version.clone(),
            why: reason_words(words, duty.reason),
            due: words.day(day_of_number(duty.due_on)),
            late: duty.is_late(day_number(cx.at.day())),
            told: self.told(words, &names),
            explain_first,
            changes_heading: words.n("acquaintance-changes", changes.len()),
            changes,
            own: reading::own(words, standard, &roles, &self.employee.levels),
            sections: reading::whole(words, standard),
            questions: asked,
            remarks: typed.fields.get("remarks").to_owned(),
            read: typed.fields.has("read"),
            errors,
        })
    }

    /// Who explains it, who did, and who reminded.
    fn told(&self, words: Words, names: &Names) -> Vec<String> {
        let duty = self.duty;
        let mut told = Vec::new();
        match (duty.explained, duty.explainer) {
            (Some(done), _) => told.push(words.ta(
                "acquaintance-explained-by",
                &[("name", names.of(done.who).into()), ("day", words.on(done.at.day()).into())],
            )),
            (None, Some(official)) => {
                let role = people::named_role(self.standard).map(|role| role.title.get(words.0).to_owned());
                let name = names.of(Some(official));
                let who = role.map_or_else(|| name.to_owned(), |role| format!("{name} ({role})"));
                told.push(words.ta("acquaintance-explains", &[("name", who.into())]));
            }
            (None, None) => told.push(words.t("acquaintance-nobody-explains")),
        }
        told.extend(duty.reminded.map(|done| {
            let args = [("name", names.of(done.who).into()), ("day", words.on(done.at.day()).into())];
            words.ta("acquaintance-reminded-by", &args)
        }));
        told
    }
}

fn asked(
    words: Words,
    standard: &Standard,
    question: &Question,
    (place, wrong): (usize, bool),
    fields: &Fields,
) -> Asked {
    let name = format!("q{place}");
    let text = match &question.about {
        About::Figure(title) => words.ta("acquaintance-ask-figure", &[("title", title.get(words.0).into())]),
        About::Situation(action) => {
            words.ta("acquaintance-ask-situation", &[("action", action.get(words.0).into())])
        }
    };
    let source = reading::source(words, standard, &question.origin);
    let given: Option<usize> = fields.parse(&name);
    Asked {
        error: if wrong {
            words.ta("acquaintance-read-again", &[("paragraph", source.into())])
        } else {
            String::new()
        },
        text,
        answers: question
            .answers
            .iter()
            .enumerate()
            .map(|(value, answer)| Answer {
                text: answer.get(words.0).to_owned(),
                chosen: given == Some(value),
            })
            .collect(),
        name,
    }
}
