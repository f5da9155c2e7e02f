//! Set-up on the screen: what is still missing before the first client can be served, what there is, and the first things
//! an administrator adds.

use askama::Template;
use axum::{http::StatusCode, response::IntoResponse as _};
use solits_kernel::{BranchId, Lang};
use solits_web::{DeviceKind, EmployeeCx, Form, Guard, Page, PageResult, ROLES, Routes, WebError, html};

use crate::{
    actions::{self, NewEmployee, SetupError},
    facts,
};

/// The pages of this room.
pub(crate) fn routes() -> Routes {
    const MANAGE: Guard = Guard::Right("setup.manage");
    Routes::new().get("/setup", MANAGE, show).post("/setup/employee", MANAGE, add_employee).post(
        "/setup/device",
        MANAGE,
        add_device,
    )
}

impl From<SetupError> for WebError {
    fn from(error: SetupError) -> Self {
        match error {
            SetupError::Taken => Self::Conflict("organisation-taken"),
            SetupError::NotFound => Self::NotFound,
            SetupError::Changed => Self::Conflict("queue-changed"),
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

struct Pair {
    first: String,
    second: String,
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
    lines: Vec<Pair>,
    services: Vec<Pair>,
    employees: Vec<Pair>,
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
    let services = facts::list_services(&mut tx).await?;
    let employees = facts::list_employees(&mut tx).await?;
    let standard = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).is_some();
    let serving =
        employees.iter().any(|one| one.active && one.roles.iter().any(|role| role == "service_specialist"));
    let todo = |key: &str, done| Missing { text: cx.words.t(key), done };
    let missing = vec![
        todo("organisation-need-standard", standard),
        todo("organisation-need-branch", !branches.is_empty()),
        todo("organisation-need-line", !lines.is_empty()),
        todo("organisation-need-service", !services.is_empty()),
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
            .map(|line| Pair { first: line.letter, second: line.name.get(lang).to_owned() })
            .collect(),
        services: services
            .into_iter()
            .map(|service| Pair { first: service.code.clone(), second: service.name.get(lang).to_owned() })
            .collect(),
        employees: employees
            .into_iter()
            .filter(|one| one.active)
            .map(|one| Pair { second: format!("{} · {}", one.post, one.email), first: one.name })
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
    let link = format!("{}/invite/{secret}", cx.app.config.public_url);
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
