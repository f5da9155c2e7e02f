//! The page of an employee: post, place, roles, levels and skills; and that somebody has left.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use solits_db::Tx;
use solits_kernel::{EmployeeId, Lang, ServiceId};
use solits_web::{ClientAddress, EmployeeCx, Form, Page, PageResult, ROLES, WebError, html, see_other};

use super::{
    actions::{self, EmployeeChange, Use},
    draft::{Asked, Choice, Draft, choices, ids, is_address, notice, optional_id, unprocessable},
    store,
};
use crate::{
    actions::SetupError,
    facts,
    invitations::{self, Standing},
    model::Employee,
};

/// The highest involvement level any of the standards names is the fourth; one digit is kept for each.
const MOST_LEVEL: u8 = 9;

#[derive(Template)]
#[template(path = "organisation/employee.html")]
struct EmployeeView {
    page: Page,
    id: EmployeeId,
    active: bool,
    draft: Draft,
    units: Vec<(String, String)>,
    branches: Vec<(String, String)>,
    supervisors: Vec<(String, String)>,
    roles: Vec<Choice>,
    skills: Vec<Choice>,
    /// How far somebody without a password has come; `None` for those who choose their own or have left.
    invitation: Option<String>,
    /// The link that was just made, shown this once.
    link: String,
}

/// What the page says beside what is stored.
#[derive(Default)]
struct Told {
    typed: Option<Draft>,
    notice: Option<String>,
    link: String,
}

impl Told {
    fn notice(notice: Option<String>) -> Self {
        Self { notice, ..Self::default() }
    }
}

/// `GET /setup/employees/{id}`
pub(crate) async fn show(
    cx: EmployeeCx,
    Path(id): Path<EmployeeId>,
    Query(asked): Query<Asked>,
) -> PageResult {
    page(&cx, id, Told::notice(asked.notice)).await
}

async fn page(cx: &EmployeeCx, id: EmployeeId, told: Told) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let employee = facts::find_employee(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let skills = store::skills_of(&mut tx, id).await?;
    let services = store::list_services(&mut tx).await?;
    let branches = store::list_branches(&mut tx).await?;
    let units = store::list_units(&mut tx).await?;
    let colleagues = facts::list_employees(&mut tx).await?;
    let waiting = invitations::store::find_waiting(&mut tx, id).await?;
    let mut page = cx.page(employee.name.clone());
    page.notice = notice(told.notice.as_deref(), words);
    let draft = told.typed.unwrap_or_else(|| Draft::filled(pairs(&employee, &skills)));
    let view = EmployeeView {
        id,
        active: employee.active,
        invitation: waiting.map(|row| Standing::of(&row, cx.at).words(words)),
        link: told.link,
        units: units.into_iter().map(|unit| (unit.id.to_string(), unit.name)).collect(),
        branches: branches
            .iter()
            .filter(|branch| branch.active || draft.get("branch") == branch.id.to_string())
            .map(|branch| (branch.id.to_string(), branch.label(words.0)))
            .collect(),
        supervisors: colleagues
            .into_iter()
            .filter(|one| one.id != id && (one.active || draft.get("supervisor") == one.id.to_string()))
            .map(|one| (one.id.to_string(), one.name))
            .collect(),
        roles: ROLES
            .iter()
            .map(|role| Choice {
                value: role.name.to_owned(),
                label: if words.0 == Lang::En { role.title.1 } else { role.title.0 }.to_owned(),
                ticked: draft.ticked("role", role.name),
            })
            .collect(),
        skills: choices(&services, &draft, "skill", words),
        draft,
        page,
    };
    html(&view)
}

fn pairs(employee: &Employee, skills: &[ServiceId]) -> Vec<(String, String)> {
    let id = |id: Option<String>| id.unwrap_or_default();
    let levels: Vec<String> = employee.levels.iter().map(ToString::to_string).collect();
    let mut pairs: Vec<(String, String)> = [
        ("name", employee.name.clone()),
        ("post", employee.post.clone()),
        ("email", employee.email.clone()),
        ("phone", employee.phone.clone()),
        ("unit", id(employee.unit.map(|unit| unit.to_string()))),
        ("branch", id(employee.branch.map(|branch| branch.to_string()))),
        ("supervisor", id(employee.supervisor.map(|supervisor| supervisor.to_string()))),
        ("levels", levels.join(", ")),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec();
    pairs.extend(employee.roles.iter().map(|role| ("role".to_owned(), role.clone())));
    pairs.extend(skills.iter().map(|skill| ("skill".to_owned(), skill.to_string())));
    pairs
}

/// `POST /setup/employees/{id}`
pub(crate) async fn save(cx: EmployeeCx, Path(id): Path<EmployeeId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let mut tx = cx.write().await?;
    let was = facts::find_employee(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let change = read(&mut draft, &was, &cx)?;
    must_be_ours(&mut tx, &change).await?;
    if leads_back(&facts::list_employees(&mut tx).await?, id, change.supervisor) {
        draft.refuse("supervisor", cx.words.t("organisation-supervisor-circle"));
    }
    if draft.errors.is_empty() {
        let (field, key) = match actions::change_employee(&mut tx, &cx.app, &cx.actor(), id, &change).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(see_other(&format!("/setup/employees/{id}?notice=saved")));
            }
            Err(SetupError::Taken) => ("email", "organisation-email-taken"),
            Err(SetupError::LastAdministrator) => ("role", "organisation-last-administrator"),
            Err(error) => return Err(error.into()),
        };
        draft.refuse(field, cx.words.t(key));
    }
    drop(tx);
    Ok(unprocessable(page(&cx, id, Told { typed: Some(draft), ..Told::default() }).await?))
}

fn read(draft: &mut Draft, was: &Employee, cx: &EmployeeCx) -> Result<EmployeeChange, WebError> {
    let words = cx.words;
    let email = draft.text("email", 200, words);
    if !email.is_empty() && !is_address(&email) {
        draft.refuse("email", words.t("organisation-address-wrong"));
    }
    let Some(levels) = read_levels(draft.get("levels")) else {
        draft.refuse("levels", words.t("organisation-levels-wrong"));
        return Ok(EmployeeChange::default());
    };
    // A standard may name roles the form does not show; they stay.
    let unknown = was.roles.iter().filter(|role| ROLES.iter().all(|known| known.name != **role)).cloned();
    let mut roles: Vec<String> = ROLES
        .iter()
        .filter(|role| draft.ticked("role", role.name))
        .map(|role| role.name.to_owned())
        .chain(unknown)
        .collect();
    roles.sort_unstable();
    let mut skills: Vec<ServiceId> = ids(draft, "skill")?;
    skills.sort_unstable();
    skills.dedup();
    Ok(EmployeeChange {
        name: draft.text("name", 120, words),
        post: draft.optional_text("post", 120, words),
        email,
        phone: draft.optional_text("phone", 60, words),
        unit: optional_id(draft, "unit")?,
        branch: optional_id(draft, "branch")?,
        supervisor: optional_id(draft, "supervisor")?,
        levels,
        roles,
        skills,
    })
}

/// Levels written as digits with commas or blanks between; `None` when anything else stands there.
fn read_levels(typed: &str) -> Option<Vec<u8>> {
    let mut levels = typed
        .split([',', ' ', ';'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok().filter(|level| (1..=MOST_LEVEL).contains(level)))
        .collect::<Option<Vec<u8>>>()?;
    levels.sort_unstable();
    levels.dedup();
    Some(levels)
}

/// Refuses what does not belong to this institution, as if it were not there.
async fn must_be_ours(tx: &mut Tx, change: &EmployeeChange) -> Result<(), WebError> {
    if let Some(branch) = change.branch {
        store::find_branch(tx, branch).await?.ok_or(WebError::NotFound)?;
    }
    if let Some(supervisor) = change.supervisor {
        facts::find_employee(tx, supervisor).await?.ok_or(WebError::NotFound)?;
    }
    if let Some(unit) = change.unit
        && store::list_units(tx).await?.iter().all(|one| one.id != unit)
    {
        return Err(WebError::NotFound);
    }
    for skill in &change.skills {
        store::find_service_active(tx, *skill).await?.ok_or(WebError::NotFound)?;
    }
    Ok(())
}

/// Whether the way up from this supervisor comes back to the employee: then a report would never reach the top.
fn leads_back(all: &[Employee], id: EmployeeId, supervisor: Option<EmployeeId>) -> bool {
    let above: HashMap<EmployeeId, Option<EmployeeId>> =
        all.iter().map(|one| (one.id, one.supervisor)).collect();
    let mut next = supervisor;
    for _ in 0..=all.len() {
        match next {
            Some(one) if one == id => return true,
            Some(one) => next = above.get(&one).copied().flatten(),
            None => return false,
        }
    }
    false
}

/// `POST /setup/employees/{id}/active`
pub(crate) async fn set_active(cx: EmployeeCx, Path(id): Path<EmployeeId>, Form(fields): Form) -> PageResult {
    let wanted = Use::parse(fields.get("use")).ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    match actions::set_employee_use(&mut tx, &cx.app, &cx.actor(), id, wanted).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("/setup/employees/{id}?notice={}", wanted.notice())))
        }
        Err(SetupError::LastAdministrator) => {
            drop(tx);
            Ok(unprocessable(page(&cx, id, Told::notice(Some("last-administrator".to_owned()))).await?))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /setup/employees/{id}/invite`: a link for somebody who has no password, shown this once; an earlier one is void.
pub(crate) async fn invite(
    cx: EmployeeCx,
    source: ClientAddress,
    Path(id): Path<EmployeeId>,
    Form(_): Form,
) -> PageResult {
    let mut tx = cx.write().await?;
    facts::find_employee(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    if invitations::store::find_waiting(&mut tx, id).await?.is_none() {
        return Err(WebError::Conflict("organisation-not-waiting"));
    }
    invitations::count_link(&cx.app, source, id, cx.at)?;
    let secret = crate::actions::invite(&mut tx, &cx.app, &cx.actor(), id).await?;
    tx.commit().await?;
    let link = invitations::link(&cx.app.config.public_url, &secret);
    page(&cx, id, Told { link, ..Told::default() }).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_digits_in_any_order() {
        assert_eq!(read_levels("3, 1 2;1"), Some(vec![1, 2, 3]));
        assert_eq!(read_levels(""), Some(Vec::new()));
        assert_eq!(read_levels("0"), None);
        assert_eq!(read_levels("1, pirmais"), None);
    }
}
