//! The first things an administrator adds, from the overview of the set-up.

use axum::extract::Query;
use solits_calendar::{DayHours, Timetable, WeeklyHours};
use solits_db::Tx;
use solits_kernel::{BranchId, LineId, Text};
use solits_web::{DeviceKind, EmployeeCx, Form, Guard, Once, PageResult, ROLES, Routes, WebError, see_other};

use crate::{
    actions::{self, NewBranch, NewEmployee, NewService, SetupError},
    editing::{
        draft::{Draft, is_address, unprocessable},
        once::created,
    },
    facts,
    model::{Deadline, IdentityCheck, ServiceCard},
    overview::{Adding, Wanted, view},
};

/// The pages of this room.
pub(crate) fn routes() -> Routes {
    const MANAGE: Guard = Guard::Right("setup.manage");
    Routes::new()
        .get("/setup", MANAGE, show)
        .creates("/setup/branch", MANAGE, add_branch)
        .creates("/setup/line", MANAGE, add_line)
        .creates("/setup/counter", MANAGE, add_counter)
        .creates("/setup/service", MANAGE, add_service)
        .creates("/setup/employee", MANAGE, add_employee)
        .creates("/setup/device", MANAGE, add_device)
}

impl From<SetupError> for WebError {
    fn from(error: SetupError) -> Self {
        match error {
            SetupError::Taken => Self::Conflict("organisation-taken"),
            SetupError::NotFound => Self::NotFound,
            SetupError::Changed => Self::Conflict("organisation-changed"),
            SetupError::InUse => Self::Conflict("organisation-in-use"),
            SetupError::LastAdministrator => Self::Refused("organisation-last-administrator"),
            SetupError::Db(error) => Self::Db(error),
            SetupError::Journal(error) => Self::Journal(error),
        }
    }
}

async fn show(cx: EmployeeCx, Query(wanted): Query<Wanted>) -> PageResult {
    view(&cx, &wanted, Adding::default(), String::new()).await
}

/// The overview again with the form as it was typed and what is wrong beside its fields.
async fn refuse(cx: &EmployeeCx, form: &'static str, draft: Draft) -> PageResult {
    Ok(unprocessable(view(cx, &Wanted::default(), Adding::of(form, draft), String::new()).await?))
}

/// What a form says when another thing has that code, letter or number already.
struct IfTaken {
    form: &'static str,
    field: &'static str,
    key: &'static str,
}

/// The overview after something was added, or why it could not be.
async fn added<T>(
    cx: &EmployeeCx,
    (tx, once): (Tx, Once),
    mut draft: Draft,
    made: Result<T, SetupError>,
    taken: IfTaken,
) -> PageResult {
    match made {
        Ok(_) => created(tx, &once, "/setup").await,
        Err(SetupError::Taken) => {
            drop(tx);
            draft.refuse(taken.field, cx.words.t(taken.key));
            refuse(cx, taken.form, draft).await
        }
        Err(error) => Err(error.into()),
    }
}

/// A name in English, which is the Latvian one until somebody translates it.
fn english(draft: &mut Draft, most: usize, name: &str, cx: &EmployeeCx) -> String {
    let typed = draft.optional_text("name_en", most, cx.words);
    if typed.is_empty() { name.to_owned() } else { typed }
}

/// A code in addresses: small letters, digits and hyphens.
fn is_code(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// `POST /setup/branch`: with the same hours on every working day to begin with.
async fn add_branch(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let code = draft.text("code", 40, cx.words);
    if !code.is_empty() && !is_code(&code) {
        draft.refuse("code", cx.words.t("organisation-code-wrong"));
    }
    let name = draft.text("name", 120, cx.words);
    let branch = NewBranch {
        code,
        name: Text::new(name.clone(), name),
        address: draft.optional_text("address", 200, cx.words),
        phone: draft.optional_text("phone", 60, cx.words),
        email: String::new(),
        queue_device: true,
        position: 0,
    };
    let hours = draft.get("hours").replace('–', "-").parse::<DayHours>();
    if hours.is_err() {
        draft.refuse("hours", cx.words.t("organisation-hours-wrong"));
    }
    let Some(hours) = hours.ok().filter(|_| draft.errors.is_empty()) else {
        return refuse(&cx, "branch", draft).await;
    };
    let once = draft.once("branch.add");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    let timetable = Timetable::new(1, WeeklyHours::weekdays(&hours));
    let timetable = crate::days::days_of_others(&mut tx, timetable).await?;
    let made = actions::create_branch(&mut tx, &cx.app, &cx.actor(), &branch, timetable).await;
    let taken = IfTaken { form: "branch", field: "code", key: "organisation-taken" };
    added(&cx, (tx, once), draft, made, taken).await
}

/// `POST /setup/line`: offered in every branch there is.
async fn add_line(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let letter = draft.get("letter").trim().to_uppercase();
    if letter.chars().count() != 1 || !letter.chars().all(char::is_alphabetic) {
        draft.refuse("letter", cx.words.t("organisation-letter-wrong"));
    }
    let name = draft.text("name", 120, cx.words);
    let english = english(&mut draft, 120, &name, &cx);
    if !draft.errors.is_empty() {
        return refuse(&cx, "line", draft).await;
    }
    let once = draft.once("line.add");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    let branches = facts::list_branches(&mut tx).await?;
    let position = i64::try_from(facts::list_lines(&mut tx).await?.len()).unwrap_or_default() + 1;
    let actor = cx.actor();
    let made =
        match actions::create_line(&mut tx, &cx.app, &actor, &letter, &Text::new(name, english), position)
            .await
        {
            Ok(line) => {
                let mut offered = Ok(());
                for branch in branches {
                    offered =
                        offered.and(actions::offer_line(&mut tx, &cx.app, &actor, branch.id, line).await);
                }
                offered
            }
            Err(error) => Err(error),
        };
    let taken = IfTaken { form: "line", field: "letter", key: "organisation-letter-taken" };
    added(&cx, (tx, once), draft, made, taken).await
}

/// `POST /setup/counter`: serves every line there is.
async fn add_counter(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let branch: BranchId = draft.get("branch").parse().map_err(|_| WebError::BadRequest)?;
    let number = draft.whole("number", 1, 999, cx.words);
    if !draft.errors.is_empty() {
        return refuse(&cx, "counter", draft).await;
    }
    let once = draft.once("counter.add");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    facts::find_branch(&mut tx, branch).await?.ok_or(WebError::NotFound)?;
    let lines: Vec<LineId> = facts::list_lines(&mut tx).await?.into_iter().map(|line| line.id).collect();
    let actor = cx.actor();
    for line in &lines {
        actions::offer_line(&mut tx, &cx.app, &actor, branch, *line).await?;
    }
    let made = actions::create_counter(&mut tx, &cx.app, &actor, branch, number, &lines).await;
    let taken = IfTaken { form: "counter", field: "number", key: "organisation-number-taken" };
    added(&cx, (tx, once), draft, made, taken).await
}

/// `POST /setup/service`
async fn add_service(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let code = draft.text("code", 20, cx.words);
    let name = draft.text("name", 160, cx.words);
    let english = english(&mut draft, 160, &name, &cx);
    let documents = draft.optional_text("documents", 2_000, cx.words);
    let documents = documents.lines().map(str::trim).filter(|line| !line.is_empty());
    let documents = documents.map(|line| Text::new(line, line)).collect();
    let deadline = if draft.get("days").trim().is_empty() {
        None
    } else {
        Some(Deadline { unit: "working_days".to_owned(), count: draft.whole("days", 1, 400, cx.words) })
    };
    let service = NewService {
        code,
        line: draft.get("line").parse().ok(),
        name: Text::new(name, english),
        card: ServiceCard { documents, ..ServiceCard::default() },
        deadline,
        price_cents: None,
        identity_check: IdentityCheck::Ask,
        usual_minutes: draft.whole("minutes", 1, 240, cx.words),
        owner: Some(cx.me.employee),
    };
    if !draft.errors.is_empty() {
        return refuse(&cx, "service", draft).await;
    }
    let once = draft.once("service.add");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    let made = actions::create_service(&mut tx, &cx.app, &cx.actor(), &service).await;
    let taken = IfTaken { form: "service", field: "code", key: "organisation-taken" };
    added(&cx, (tx, once), draft, made, taken).await
}

/// `POST /setup/employee`: adds a person and shows the link by which they choose a password.
async fn add_employee(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let known = |role: &&str| ROLES.iter().any(|one| one.name == *role);
    let person = NewEmployee {
        name: draft.text("name", 120, cx.words),
        email: draft.text("email", 200, cx.words),
        post: draft.optional_text("post", 120, cx.words),
        branch: draft.get("branch").parse().ok(),
        supervisor: Some(cx.me.employee),
        levels: vec![1],
        roles: draft.all("role").filter(known).map(str::to_owned).collect(),
        ..NewEmployee::default()
    };
    if !person.email.is_empty() && !is_address(&person.email) {
        draft.refuse("email", cx.words.t("organisation-address-wrong"));
    }
    if !draft.errors.is_empty() {
        return refuse(&cx, "employee", draft).await;
    }
    let once = draft.once("employee.add");
    let mut tx = cx.write().await?;
    if let Some(link) = once.made_before(&mut tx, cx.at).await? {
        return told_link(&cx, link).await;
    }
    let employee = match actions::create_employee(&mut tx, &cx.app, &cx.actor(), &person).await {
        Ok(employee) => employee,
        Err(SetupError::Taken) => {
            drop(tx);
            draft.refuse("email", cx.words.t("organisation-email-taken"));
            return refuse(&cx, "employee", draft).await;
        }
        Err(error) => return Err(error.into()),
    };
    let secret = actions::invite(&mut tx, &cx.app, &cx.actor(), employee).await?;
    let link = crate::invitations::link(&cx.app.config.public_url, &secret);
    once.made(&mut tx, &link).await?;
    tx.commit().await?;
    told_link(&cx, link).await
}

async fn told_link(cx: &EmployeeCx, link: String) -> PageResult {
    told(cx, cx.words.ta("organisation-invited", &[("link", link.into())])).await
}

/// The overview with what was just made and is shown only now.
async fn told(cx: &EmployeeCx, what: String) -> PageResult {
    view(cx, &Wanted::default(), Adding::default(), what).await
}

/// `POST /setup/device`: makes a kiosk or display and shows its pairing code.
async fn add_device(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let branch: BranchId = fields.parse("branch").ok_or(WebError::BadRequest)?;
    let kind = match fields.get("kind") {
        "kiosk" => DeviceKind::Kiosk,
        "display" => DeviceKind::Display,
        _ => return Err(WebError::BadRequest),
    };
    let once = Once::of("device.add", &fields);
    let mut tx = cx.write().await?;
    if let Some(code) = once.made_before(&mut tx, cx.at).await? {
        return told_code(&cx, code).await;
    }
    facts::find_branch(&mut tx, branch).await?.ok_or(WebError::NotFound)?;
    let (_, code) = actions::create_device(&mut tx, &cx.app, &cx.actor(), branch, kind, kind.name()).await?;
    once.made(&mut tx, &code).await?;
    tx.commit().await?;
    told_code(&cx, code).await
}

async fn told_code(cx: &EmployeeCx, code: String) -> PageResult {
    told(cx, cx.words.ta("organisation-paired", &[("code", code.into())])).await
}
