//! Set-up on the screen: what is still missing before the first client can be served, what there is, and the first things
//! an administrator adds.

use askama::Template;
use axum::{http::StatusCode, response::IntoResponse as _};
use solits_calendar::{DayHours, Timetable, WeeklyHours};
use solits_db::Tx;
use solits_kernel::{BranchId, Lang, LineId, Text};
use solits_web::{
    DeviceKind, EmployeeCx, Form, Guard, Page, PageResult, ROLES, Routes, WebError, html, see_other,
};

use crate::{
    actions::{self, NewBranch, NewEmployee, NewService, SetupError},
    editing::store::{self, NamedRow},
    facts,
    model::{Deadline, IdentityCheck, ServiceCard},
};

/// The pages of this room.
pub(crate) fn routes() -> Routes {
    const MANAGE: Guard = Guard::Right("setup.manage");
    Routes::new()
        .get("/setup", MANAGE, show)
        .post("/setup/branch", MANAGE, add_branch)
        .post("/setup/line", MANAGE, add_line)
        .post("/setup/counter", MANAGE, add_counter)
        .post("/setup/service", MANAGE, add_service)
        .post("/setup/employee", MANAGE, add_employee)
        .post("/setup/device", MANAGE, add_device)
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

struct Missing {
    text: String,
    done: bool,
}

struct BranchCard {
    id: BranchId,
    name: String,
    address: String,
    today: String,
    warnings: Vec<String>,
}

/// A thing in a list with the way to its own page.
struct Entry {
    href: String,
    first: String,
    second: String,
    closed: bool,
}

/// The pages of things that may be out of use, with what they are called.
fn entries(room: &str, rows: Vec<NamedRow>, lang: Lang) -> Vec<Entry> {
    rows.into_iter()
        .map(|row| Entry {
            href: format!("/setup/{room}/{}", row.id),
            second: Text::new(row.name_lv, row.name_en).get(lang).to_owned(),
            first: row.code,
            closed: !row.active,
        })
        .collect()
}

struct LineChoice {
    id: LineId,
    letter: String,
    name: String,
}

#[derive(Default)]
struct Typed {
    name: String,
    email: String,
    post: String,
    error: String,
}

#[derive(Template)]
#[template(path = "organisation/setup.html")]
struct SetupView {
    page: Page,
    missing: Vec<Missing>,
    branches: Vec<BranchCard>,
    lines: Vec<LineChoice>,
    closed_branches: Vec<Entry>,
    all_lines: Vec<Entry>,
    services: Vec<Entry>,
    employees: Vec<Entry>,
    roles: Vec<(String, String)>,
    typed: Typed,
    told: String,
}

async fn show(cx: EmployeeCx) -> PageResult {
    view(&cx, Typed::default(), String::new()).await
}

async fn view(cx: &EmployeeCx, typed: Typed, told: String) -> PageResult {
    let lang = cx.words.0;
    let mut tx = cx.read().await?;
    let branches = facts::list_branches(&mut tx).await?;
    let lines = facts::list_lines(&mut tx).await?;
    let services = store::list_services(&mut tx).await?;
    let all_lines = store::list_lines(&mut tx).await?;
    let mut closed_branches = store::list_branches(&mut tx).await?;
    closed_branches.retain(|branch| !branch.active);
    let employees = facts::list_employees(&mut tx).await?;
    let standard = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).is_some();
    let serving =
        employees.iter().any(|one| one.active && one.roles.iter().any(|role| role == "service_specialist"));
    let todo = |key: &str, done| Missing { text: cx.words.t(key), done };
    let missing = vec![
        todo("organisation-need-standard", standard),
        todo("organisation-need-branch", !branches.is_empty()),
        todo("organisation-need-line", !lines.is_empty()),
        todo("organisation-need-service", services.iter().any(|service| service.active)),
        todo("organisation-need-specialist", serving),
    ];
    let today = cx.at.day();
    let view = SetupView {
        missing,
        branches: branches
            .iter()
            .map(|branch| BranchCard {
                id: branch.id,
                name: branch.name.get(lang).to_owned(),
                address: branch.address.clone(),
                today: branch
                    .calendar
                    .opening_intervals(today)
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(", "),
                warnings: branch
                    .calendar
                    .warnings(today)
                    .iter()
                    .map(|warning| warning.sentence(lang))
                    .collect(),
            })
            .collect(),
        lines: lines
            .into_iter()
            .map(|line| LineChoice { id: line.id, name: line.name.get(lang).to_owned(), letter: line.letter })
            .collect(),
        closed_branches: entries("branches", closed_branches, lang),
        all_lines: entries("lines", all_lines, lang),
        services: entries("services", services, lang),
        employees: employees
            .into_iter()
            .map(|one| Entry {
                href: format!("/setup/employees/{}", one.id),
                second: format!("{} · {}", one.post, one.email),
                first: one.name,
                closed: !one.active,
            })
            .collect(),
        roles: ROLES
            .iter()
            .map(|role| {
                (role.name.to_owned(), if lang == Lang::En { role.title.1 } else { role.title.0 }.to_owned())
            })
            .collect(),
        page: cx.page(cx.words.t("organisation-title")),
        typed,
        told,
    };
    html(&view)
}

/// The page again with what is wrong said on top; what was typed is in the browser's own way back.
async fn refuse(cx: &EmployeeCx, key: &str) -> PageResult {
    let typed = Typed { error: cx.words.t(key), ..Typed::default() };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, view(cx, typed, String::new()).await?).into_response())
}

/// The page after something was added, or why it could not be.
async fn added<T>(cx: &EmployeeCx, tx: Tx, made: Result<T, SetupError>) -> PageResult {
    match made {
        Ok(_) => {
            tx.commit().await?;
            Ok(see_other("/setup"))
        }
        Err(SetupError::Taken) => {
            drop(tx);
            refuse(cx, "organisation-taken").await
        }
        Err(error) => Err(error.into()),
    }
}

/// A code in addresses: small letters, digits and hyphens.
fn is_code(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// `POST /setup/branch`: with the same hours on every working day to begin with.
async fn add_branch(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let code = fields.get("code").trim().to_owned();
    let Ok(name) = fields.text("name", 120) else { return refuse(&cx, "organisation-name-needed").await };
    if !is_code(&code) {
        return refuse(&cx, "organisation-code-wrong").await;
    }
    let Ok(hours) = fields.get("hours").replace('–', "-").parse::<DayHours>() else {
        return refuse(&cx, "organisation-hours-wrong").await;
    };
    let short = |field: &str| fields.text_or_empty(field, 200).unwrap_or_default();
    let branch = NewBranch {
        code,
        name: Text::new(name.clone(), name),
        address: short("address"),
        phone: short("phone"),
        email: String::new(),
        queue_device: true,
        position: 0,
    };
    let mut tx = cx.write().await?;
    let timetable = Timetable::new(1, WeeklyHours::weekdays(&hours));
    let made = actions::create_branch(&mut tx, &cx.app, &cx.actor(), &branch, timetable).await;
    added(&cx, tx, made).await
}

/// `POST /setup/line`: offered in every branch there is.
async fn add_line(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let letter = fields.get("letter").trim().to_uppercase();
    let Ok(name) = fields.text("name", 120) else { return refuse(&cx, "organisation-name-needed").await };
    if letter.chars().count() != 1 || !letter.chars().all(char::is_alphabetic) {
        return refuse(&cx, "organisation-letter-wrong").await;
    }
    let english = fields.text("name_en", 120).unwrap_or_else(|_| name.clone());
    let mut tx = cx.write().await?;
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
    added(&cx, tx, made).await
}

/// `POST /setup/counter`: serves every line there is.
async fn add_counter(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let branch: BranchId = fields.parse("branch").ok_or(WebError::BadRequest)?;
    let Some(number) = fields.parse::<i64>("number").filter(|number| (1..=999).contains(number)) else {
        return refuse(&cx, "organisation-number-wrong").await;
    };
    let mut tx = cx.write().await?;
    facts::find_branch(&mut tx, branch).await?.ok_or(WebError::NotFound)?;
    let lines: Vec<LineId> = facts::list_lines(&mut tx).await?.into_iter().map(|line| line.id).collect();
    let actor = cx.actor();
    for line in &lines {
        actions::offer_line(&mut tx, &cx.app, &actor, branch, *line).await?;
    }
    let made = actions::create_counter(&mut tx, &cx.app, &actor, branch, number, &lines).await;
    added(&cx, tx, made).await
}

/// `POST /setup/service`
async fn add_service(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let (Ok(code), Ok(name)) = (fields.text("code", 20), fields.text("name", 160)) else {
        return refuse(&cx, "organisation-name-needed").await;
    };
    let english = fields.text("name_en", 160).unwrap_or_else(|_| name.clone());
    let documents = fields.get("documents").lines().map(str::trim).filter(|line| !line.is_empty());
    let service = NewService {
        code,
        line: fields.parse("line"),
        name: Text::new(name, english),
        card: ServiceCard {
            documents: documents.map(|line| Text::new(line, line)).collect(),
            ..ServiceCard::default()
        },
        deadline: fields
            .parse::<i64>("days")
            .filter(|days| (1..=400).contains(days))
            .map(|count| Deadline { unit: "working_days".to_owned(), count }),
        price_cents: None,
        identity_check: IdentityCheck::parse(fields.get("identity")).unwrap_or(IdentityCheck::Ask),
        usual_minutes: fields.parse::<i64>("minutes").unwrap_or(10).clamp(1, 240),
        owner: Some(cx.me.employee),
    };
    let mut tx = cx.write().await?;
    let made = actions::create_service(&mut tx, &cx.app, &cx.actor(), &service).await;
    added(&cx, tx, made).await
}

/// `POST /setup/employee`: adds a person and shows the link by which they choose a password.
async fn add_employee(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let typed = |error: &str| Typed {
        name: fields.get("name").to_owned(),
        email: fields.get("email").to_owned(),
        post: fields.get("post").to_owned(),
        error: cx.words.t(error),
    };
    let (Ok(name), Ok(email)) = (fields.text("name", 120), fields.text("email", 200)) else {
        return Ok((
            StatusCode::UNPROCESSABLE_ENTITY,
            view(&cx, typed("organisation-name-and-email"), String::new()).await?,
        )
            .into_response());
    };
    if !email.contains('@') {
        return Ok((
            StatusCode::UNPROCESSABLE_ENTITY,
            view(&cx, typed("organisation-name-and-email"), String::new()).await?,
        )
            .into_response());
    }
    let known = |role: &&str| ROLES.iter().any(|one| one.name == *role);
    let person = NewEmployee {
        name,
        email,
        post: fields.text_or_empty("post", 120).unwrap_or_default(),
        branch: fields.parse("branch"),
        supervisor: Some(cx.me.employee),
        levels: vec![1],
        roles: fields.all("role").filter(known).map(str::to_owned).collect(),
        ..NewEmployee::default()
    };
    let mut tx = cx.write().await?;
    let employee = match actions::create_employee(&mut tx, &cx.app, &cx.actor(), &person).await {
        Ok(employee) => employee,
        Err(SetupError::Taken) => {
            drop(tx);
            let answer = view(&cx, typed("organisation-email-taken"), String::new()).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    let secret = actions::invite(&mut tx, &cx.app, &cx.actor(), employee).await?;
    tx.commit().await?;
    let link = crate::invitations::link(&cx.app.config.public_url, &secret);
    view(&cx, Typed::default(), cx.words.ta("organisation-invited", &[("link", link.into())])).await
}

/// `POST /setup/device`: makes a kiosk or display and shows its pairing code.
async fn add_device(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let branch: BranchId = fields.parse("branch").ok_or(WebError::BadRequest)?;
    let kind = match fields.get("kind") {
        "kiosk" => DeviceKind::Kiosk,
        "display" => DeviceKind::Display,
        _ => return Err(WebError::BadRequest),
    };
    let mut tx = cx.write().await?;
    facts::find_branch(&mut tx, branch).await?.ok_or(WebError::NotFound)?;
    let (_, code) = actions::create_device(&mut tx, &cx.app, &cx.actor(), branch, kind, kind.name()).await?;
    tx.commit().await?;
    view(&cx, Typed::default(), cx.words.ta("organisation-paired", &[("code", code.into())])).await
}
