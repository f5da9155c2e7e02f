//! `/setup/import`: a file is looked at, shown row by row, and imported as it was shown.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_web::{EmployeeCx, Notice, Page, PageResult, WebError, html, see_other};

use super::{
    actions,
    employees::{self, EmployeePlan},
    file::{self, FileError, MOST_ROWS, Row},
    plan::{Counts, Difference, Fault, Plan, Problem, What},
    services::{self, ServicePlan},
    table::{HeadingError, Kind, Table},
    upload::{Sent, Upload},
};
use crate::{
    actions::SetupError,
    editing::draft::unprocessable,
    invitations::{self, Waiting},
};

/// A row as it is shown.
struct ShownStep {
    row: usize,
    label: String,
    badge: (&'static str, String),
    differences: Vec<String>,
}

/// A fault as it is shown: its place, what stands there, what is wrong and what was probably meant.
struct ShownProblem {
    row: usize,
    column: &'static str,
    typed: String,
    what: String,
    meant: String,
}

/// What a file would do.
struct Preview {
    kind: &'static str,
    steps: Vec<ShownStep>,
    problems: Vec<ShownProblem>,
    counts: [String; 3],
    unknown: String,
    /// The rows and what was shown of them, to be sent back; empty when there is nothing to import.
    rows: String,
    fingerprint: String,
    /// Whether the institution changed between looking and importing.
    stale: bool,
}

#[derive(Template)]
#[template(path = "organisation/import.html")]
struct ImportView {
    page: Page,
    kinds: Vec<(&'static str, String)>,
    kind: &'static str,
    error: String,
    errors: Vec<(&'static str, String)>,
    preview: Option<Preview>,
    /// After an import: those who cannot sign in yet.
    waiting: Vec<Waiting>,
}

/// What the address says of an import that was done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Told {
    notice: Option<String>,
    added: usize,
    changed: usize,
}

fn view(cx: &EmployeeCx, kind: Kind, error: String, preview: Option<Preview>) -> ImportView {
    let words = cx.words;
    ImportView {
        page: cx.page(words.t("organisation-import")),
        kinds: vec![
            (Kind::Employees.name(), words.t("organisation-import-employees")),
            (Kind::Services.name(), words.t("organisation-import-services")),
        ],
        kind: kind.name(),
        errors: if error.is_empty() { Vec::new() } else { vec![("file", error.clone())] },
        error,
        preview,
        waiting: Vec::new(),
    }
}

/// `GET /setup/import`
pub(crate) async fn show(cx: EmployeeCx, Query(told): Query<Told>) -> PageResult {
    let mut view = view(&cx, Kind::Employees, String::new(), None);
    if told.notice.as_deref() == Some("imported") {
        let count = |count: usize| i64::try_from(count).unwrap_or_default();
        let counts = [("added", count(told.added).into()), ("changed", count(told.changed).into())];
        let text = cx.words.ta("organisation-import-done", &counts);
        view.page.notice = Some(Notice { kind: "good", text, undo: None });
        let mut tx = cx.read().await?;
        let waiting = invitations::store::list_waiting(&mut tx).await?;
        view.waiting = invitations::shown(waiting, cx.at, cx.words);
        view.waiting.retain(|one| one.needs_link);
    }
    html(&view)
}

/// `POST /setup/import`: looks at a file and writes nothing.
pub(crate) async fn check(cx: EmployeeCx, form: Upload) -> PageResult {
    let kind = Kind::parse(form.fields.get("kind")).ok_or(WebError::BadRequest)?;
    let rows = match form.file {
        Some(Sent::Whole(bytes)) if !bytes.is_empty() => file::read(&bytes),
        Some(Sent::TooBig) => Err(FileError::TooBig),
        _ => return refuse(&cx, kind, cx.words.t("organisation-import-no-file")),
    };
    let rows = match rows {
        Ok(rows) => rows,
        Err(error) => return refuse(&cx, kind, file_words(&error, cx.words)),
    };
    let table = match Table::of(kind, &rows) {
        Ok(table) => table,
        Err(error) => return refuse(&cx, kind, heading_words(&error, cx.words)),
    };
    let mut tx = cx.read().await?;
    let planned = Planned::of(&mut tx, kind, &table, cx.words).await?;
    let preview = planned.preview(kind, &rows, &table, cx.words)?;
    html(&view(&cx, kind, String::new(), Some(preview)))
}

/// `POST /setup/import/apply`: does what was shown, if it would still be the same.
pub(crate) async fn apply(cx: EmployeeCx, form: Upload) -> PageResult {
    let kind = Kind::parse(form.fields.get("kind")).ok_or(WebError::BadRequest)?;
    let rows: Vec<Row> = serde_json::from_str(form.fields.get("rows")).map_err(|_| WebError::BadRequest)?;
    let rows = file::checked(rows).map_err(|_| WebError::BadRequest)?;
    let table = Table::of(kind, &rows).map_err(|_| WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    let planned = Planned::of(&mut tx, kind, &table, cx.words).await?;
    let counts = planned.counts();
    let nothing_left = planned.problems().is_empty() && counts.added + counts.changed == 0;
    if nothing_left {
        // Pressed twice, or imported by a colleague: everything is as the file says.
        return Ok(see_other("/setup/import?notice=imported"));
    }
    if planned.problems().is_empty() && planned.fingerprint() == form.fields.get("fingerprint") {
        match planned.import(&mut tx, &cx).await {
            Ok(()) => {
                tx.commit().await?;
                let Counts { added, changed, .. } = counts;
                let told = format!("/setup/import?notice=imported&added={added}&changed={changed}");
                return Ok(see_other(&told));
            }
            // Somebody took an address or a code, or the last colleague's role, at this very moment.
            Err(SetupError::Taken | SetupError::NotFound | SetupError::LastAdministrator) => {}
            Err(error) => return Err(error.into()),
        }
    }
    drop(tx);
    let mut tx = cx.read().await?;
    let planned = Planned::of(&mut tx, kind, &table, cx.words).await?;
    let mut preview = planned.preview(kind, &rows, &table, cx.words)?;
    preview.stale = true;
    Ok(unprocessable(html(&view(&cx, kind, String::new(), Some(preview)))?))
}

fn refuse(cx: &EmployeeCx, kind: Kind, error: String) -> PageResult {
    Ok(unprocessable(html(&view(cx, kind, error, None))?))
}

fn file_words(error: &FileError, words: Words) -> String {
    match error {
        FileError::TooBig => words.t("organisation-import-too-big"),
        FileError::TooManyRows => {
            let most = i64::try_from(MOST_ROWS).unwrap_or_default();
            words.ta("organisation-import-too-many", &[("most", most.into())])
        }
        FileError::NotUnderstood => words.t("organisation-import-not-understood"),
        FileError::Empty => words.t("organisation-import-empty"),
    }
}

fn heading_words(error: &HeadingError, words: Words) -> String {
    let (key, column) = match error {
        HeadingError::Missing(column) => ("organisation-import-no-heading", column),
        HeadingError::Twice(column) => ("organisation-import-heading-twice", column),
    };
    words.ta(key, &[("column", column.heading(words.0).into())])
}

/// A plan of either kind.
enum Planned {
    Employees(EmployeePlan),
    Services(ServicePlan),
}

impl Planned {
    async fn of(tx: &mut Tx, kind: Kind, table: &Table, words: Words) -> Result<Self, WebError> {
        Ok(match kind {
            Kind::Employees => {
                let known = actions::known_to_employees(tx, words.0).await?;
                Self::Employees(employees::plan(table, &known, words.0))
            }
            Kind::Services => {
                let known = actions::known_to_services(tx, words.0).await?;
                Self::Services(services::plan(table, &known, words.0))
            }
        })
    }

    async fn import(&self, tx: &mut Tx, cx: &EmployeeCx) -> Result<(), SetupError> {
        match self {
            Self::Employees(plan) => actions::import_employees(tx, &cx.app, &cx.actor(), plan).await,
            Self::Services(plan) => actions::import_services(tx, &cx.app, &cx.actor(), plan).await,
        }
    }

    fn problems(&self) -> &[Problem] {
        match self {
            Self::Employees(plan) => &plan.problems,
            Self::Services(plan) => &plan.problems,
        }
    }

    fn counts(&self) -> Counts {
        match self {
            Self::Employees(plan) => plan.counts(),
            Self::Services(plan) => plan.counts(),
        }
    }

    fn fingerprint(&self) -> String {
        match self {
            Self::Employees(plan) => plan.fingerprint(),
            Self::Services(plan) => plan.fingerprint(),
        }
    }

    fn preview(&self, kind: Kind, rows: &[Row], table: &Table, words: Words) -> Result<Preview, WebError> {
        let counts = self.counts();
        let importable = self.problems().is_empty() && counts.added + counts.changed > 0;
        let rows = if importable { serde_json::to_string(rows) } else { Ok(String::new()) };
        Ok(Preview {
            kind: kind.name(),
            steps: match self {
                Self::Employees(plan) => shown_steps(plan, words),
                Self::Services(plan) => shown_steps(plan, words),
            },
            problems: self.problems().iter().map(|problem| shown_problem(problem, words)).collect(),
            counts: [
                words.n("organisation-import-added", counts.added),
                words.n("organisation-import-changed", counts.changed),
                words.n("organisation-import-kept", counts.kept),
            ],
            unknown: table.unknown.join(", "),
            rows: rows.map_err(|_| WebError::BadRequest)?,
            fingerprint: self.fingerprint(),
            stale: false,
        })
    }
}

/// The rows of a plan: those with a fault stand in the list of faults instead.
fn shown_steps<I, T>(plan: &Plan<I, T>, words: Words) -> Vec<ShownStep> {
    let wrong: std::collections::HashSet<usize> = plan.problems.iter().map(|problem| problem.row).collect();
    plan.steps
        .iter()
        .filter(|step| !wrong.contains(&step.row))
        .map(|step| ShownStep {
            row: step.row,
            label: step.label.clone(),
            badge: match step.what {
                What::Add => ("good", words.t("organisation-import-add")),
                What::Change(_) => ("soon", words.t("organisation-import-change")),
                What::Keep => ("plain", words.t("organisation-import-keep")),
            },
            differences: match step.what {
                What::Keep => Vec::new(),
                What::Add | What::Change(_) => {
                    step.differences.iter().map(|one| difference_words(one, words)).collect()
                }
            },
        })
        .collect()
}

fn difference_words(difference: &Difference, words: Words) -> String {
    let column = difference.column.heading(words.0);
    if difference.was.is_empty() {
        return format!("{column}: {}", difference.becomes);
    }
    format!("{column}: {} → {}", difference.was, difference.becomes)
}

fn shown_problem(problem: &Problem, words: Words) -> ShownProblem {
    let (what, meant) = fault_words(&problem.fault, words);
    ShownProblem {
        row: problem.row,
        column: problem.column.heading(words.0),
        typed: problem.typed.clone(),
        what,
        meant,
    }
}

/// What is wrong, and what to do about it.
fn fault_words(fault: &Fault, words: Words) -> (String, String) {
    let whole = |number: usize| i64::try_from(number).unwrap_or_default();
    match fault {
        Fault::Missing => (words.t("common-field-empty"), words.t("organisation-import-fill")),
        Fault::TooLong(most) => {
            (words.ta("common-field-too-long", &[("most", whole(*most).into())]), String::new())
        }
        Fault::NotText => (words.t("common-field-not-understood"), String::new()),
        Fault::Address => (words.t("organisation-address-wrong"), String::new()),
        Fault::Twice(row) => {
            (words.ta("organisation-import-twice", &[("row", whole(*row).into())]), String::new())
        }
        Fault::Unknown(known) => {
            let names = known.join(", ");
            let key = match known.len() {
                0 => "organisation-import-none-there",
                1 => "organisation-import-meant",
                _ => "organisation-import-there-are",
            };
            (words.t("organisation-import-unknown"), words.ta(key, &[("names", names.into())]))
        }
        Fault::Several => (words.t("organisation-import-several"), String::new()),
        Fault::Nobody => (words.t("organisation-import-nobody"), words.t("organisation-import-nobody-do")),
        Fault::Closed => (words.t("organisation-import-closed"), words.t("organisation-import-closed-do")),
        Fault::Number { least, most } => {
            let limits = [("least", (*least).into()), ("most", (*most).into())];
            (words.ta("organisation-number-within", &limits), String::new())
        }
        Fault::Price => (words.t("organisation-price-wrong"), String::new()),
        Fault::Circle => (words.t("organisation-supervisor-circle"), String::new()),
        Fault::LastAdministrator => (words.t("organisation-last-administrator"), String::new()),
    }
}
