//! `/setup/mailboxes`: which mailboxes the institution has, how each stands, and how it is reached.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::{Path, Query};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Entry, record};
use solits_kernel::{BranchId, EmployeeId};
use solits_mail::Address;
use solits_standard::event::EventKind;
use solits_web::{EmployeeCx, Form, Once, Page, PageResult, WebError, html, see_other};

use super::{
    draft::{Asked, Draft, notice, unprocessable},
    failing,
};
use crate::{
    model::{Mailbox, MailboxId, Security, Server, Standing},
    store,
};

/// Longest name, address or host.
const MOST: usize = 200;
/// Where somebody is led who has added a mailbox.
const MADE: &str = "/setup/mailboxes?notice=saved";
/// Most folders, and the longest list of their names.
const MOST_FOLDERS: usize = 20;
const MOST_FOLDER_TEXT: usize = 2_000;
/// Most portals, and the longest list of them.
const MOST_PORTALS: usize = 50;
const MOST_PORTAL_TEXT: usize = 5_000;

struct Line {
    href: String,
    name: String,
    address: String,
    badge: &'static str,
    standing: String,
    words: String,
    /// When it was last known to be read.
    checked: String,
}

#[derive(Template)]
#[template(path = "correspondence/mailboxes.html")]
struct ListView {
    page: Page,
    lines: Vec<Line>,
    form: FormView,
}

#[derive(Template)]
#[template(path = "correspondence/mailbox.html")]
struct OneView {
    page: Page,
    id: MailboxId,
    standing: Line,
    form: FormView,
}

/// What the form of a mailbox is drawn from.
struct FormView {
    draft: Draft,
    branches: Vec<(String, String)>,
    keepers: Vec<(String, String)>,
    securities: Vec<(String, String)>,
}

async fn form_of(tx: &mut Tx, draft: Draft, words: Words) -> Result<FormView, WebError> {
    let branches = solits_organisation::list_branches(tx).await?;
    let employees = solits_organisation::list_employees(tx).await?;
    Ok(FormView {
        draft,
        branches: branches
            .into_iter()
            .map(|branch| (branch.id.to_string(), branch.name.get(words.0).to_owned()))
            .collect(),
        keepers: employees
            .into_iter()
            .filter(|one| one.active)
            .map(|one| (one.id.to_string(), one.name))
            .collect(),
        securities: Security::ALL
            .into_iter()
            .map(|one| {
                let label = match one {
                    Security::Tls => words.t("correspondence-security-tls"),
                    Security::StartTls => words.t("correspondence-security-start-tls"),
                    Security::Plain => words.t("correspondence-security-plain"),
                };
                (one.code().to_owned(), label)
            })
            .collect(),
    })
}

fn line(mailbox: &Mailbox, words: Words) -> Line {
    let (badge, standing, said) = match &mailbox.standing {
        _ if !mailbox.is_active => ("plain", words.t("correspondence-standing-off"), String::new()),
        Standing::New => ("plain", words.t("correspondence-standing-new"), String::new()),
        Standing::Connected { since } => {
            let since = words.moment(*since);
            ("good", words.ta("correspondence-standing-connected", &[("since", since.into())]), String::new())
        }
        Standing::Failing { since, words: said } => {
            let since = words.moment(*since);
            let standing = words.ta("correspondence-standing-failing", &[("since", since.into())]);
            ("late", standing, failing::told(mailbox, said, words))
        }
    };
    Line {
        href: format!("/setup/mailboxes/{}", mailbox.id),
        name: mailbox.name.clone(),
        address: mailbox.address.clone(),
        badge,
        standing,
        words: said,
        checked: super::letters::check(mailbox, words).words,
    }
}

/// `GET /setup/mailboxes`
pub(crate) async fn list(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let usual = Draft::filled(&[
        ("folders", "INBOX".to_owned()),
        ("in_port", "993".to_owned()),
        ("out_port", "465".to_owned()),
        ("is_active", "1".to_owned()),
    ]);
    list_page(&cx, usual, asked.notice.as_deref()).await
}

async fn list_page(cx: &EmployeeCx, draft: Draft, told: Option<&str>) -> PageResult {
    let mut tx = cx.read().await?;
    let mailboxes = store::list_mailboxes(&mut tx).await?;
    let mut page = cx.page(cx.words.t("correspondence-mailboxes"));
    page.notice = notice(told, cx.words);
    let form = form_of(&mut tx, draft, cx.words).await?;
    html(&ListView { lines: mailboxes.iter().map(|mailbox| line(mailbox, cx.words)).collect(), form, page })
}

/// `POST /setup/mailboxes`
pub(crate) async fn add(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let once = Once::of("mailbox.add", &fields);
    let mut draft = Draft::of(fields);
    let id: MailboxId = cx.app.random.id(cx.at);
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    let typed = typed(&mut tx, &mut draft, id, 1, cx.words).await?;
    let Some((mailbox, key)) = typed else {
        drop(tx);
        return Ok(unprocessable(list_page(&cx, draft, None).await?));
    };
    match store::insert_mailbox(&mut tx, &mailbox, &key, cx.at).await {
        Ok(()) => {}
        Err(error) if error.conflict().is_some() => {
            drop(tx);
            draft.refuse("address", cx.words.t("correspondence-address-taken"));
            return Ok(unprocessable(list_page(&cx, draft, None).await?));
        }
        Err(error) => return Err(error.into()),
    }
    once.made(&mut tx, MADE).await?;
    changed(&cx, tx, &mailbox, "mailbox.added").await?;
    Ok(see_other(MADE))
}

/// `GET /setup/mailboxes/{id}`
pub(crate) async fn show(
    cx: EmployeeCx,
    Path(id): Path<MailboxId>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = cx.read().await?;
    let mailbox = store::find_mailbox(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    let draft = Draft::filled(&[
        ("name", mailbox.name.clone()),
        ("address", mailbox.address.clone()),
        ("branch", mailbox.branch.to_string()),
        ("keeper", mailbox.keeper.to_string()),
        ("in_host", mailbox.incoming.host.clone()),
        ("in_port", mailbox.incoming.port.to_string()),
        ("in_security", mailbox.incoming.security.code().to_owned()),
        ("folders", mailbox.folders.join("\n")),
        ("out_host", mailbox.outgoing.host.clone()),
        ("out_port", mailbox.outgoing.port.to_string()),
        ("out_security", mailbox.outgoing.security.code().to_owned()),
        ("login", mailbox.login.clone()),
        ("portals", mailbox.portals.join("\n")),
        ("own_server", mailbox.own_server.clone()),
        ("is_active", if mailbox.is_active { "1".to_owned() } else { String::new() }),
        ("version", mailbox.version.to_string()),
    ]);
    one_page(&cx, id, draft, asked.notice.as_deref()).await
}

async fn one_page(cx: &EmployeeCx, id: MailboxId, draft: Draft, told: Option<&str>) -> PageResult {
    let mut tx = cx.read().await?;
    let mailbox = store::find_mailbox(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let mut page = cx.page(mailbox.name.clone());
    page.notice = notice(told, cx.words);
    let form = form_of(&mut tx, draft, cx.words).await?;
    html(&OneView { id, standing: line(&mailbox, cx.words), form, page })
}

/// `POST /setup/mailboxes/{id}`
pub(crate) async fn save(cx: EmployeeCx, Path(id): Path<MailboxId>, Form(fields): Form) -> PageResult {
    let seen: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let mut draft = Draft::of(fields);
    let mut tx = cx.write().await?;
    store::find_mailbox(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let typed = typed(&mut tx, &mut draft, id, seen + 1, cx.words).await?;
    let Some((mailbox, key)) = typed else {
        drop(tx);
        return Ok(unprocessable(one_page(&cx, id, draft, None).await?));
    };
    match store::update_mailbox(&mut tx, &mailbox, &key, seen).await {
        Ok(true) => {}
        Ok(false) => return Err(WebError::Conflict("correspondence-stale")),
        Err(error) if error.conflict().is_some() => {
            drop(tx);
            draft.refuse("address", cx.words.t("correspondence-address-taken"));
            return Ok(unprocessable(one_page(&cx, id, draft, None).await?));
        }
        Err(error) => return Err(error.into()),
    }
    changed(&cx, tx, &mailbox, "mailbox.changed").await?;
    Ok(see_other(&format!("/setup/mailboxes/{id}?notice=saved")))
}

/// Journals the change, without what a server is called or who signs in there.
async fn changed(cx: &EmployeeCx, mut tx: Tx, mailbox: &Mailbox, what: &str) -> Result<(), WebError> {
    let entry = Entry::new(EventKind::SetupChanged, mailbox.id, Some(mailbox.branch))
        .with("what", what)
        .with("version", mailbox.version);
    record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
    tx.signal("mailboxes");
    Ok(tx.commit().await?)
}

/// The mailbox as it was typed, with the key of its address; `None` where something is wrong with it.
async fn typed(
    tx: &mut Tx,
    draft: &mut Draft,
    id: MailboxId,
    version: i64,
    words: Words,
) -> Result<Option<(Mailbox, String)>, WebError> {
    let name = draft.text("name", MOST, words);
    let address = draft.text("address", MOST, words);
    let key = Address::parse(&address).map(|address| address.key());
    if key.is_none() && draft.error("address").is_empty() {
        draft.refuse("address", words.t("correspondence-address-wrong"));
    }
    let branch: Option<BranchId> = draft.chosen("branch", |text| text.parse().ok(), words);
    let keeper: Option<EmployeeId> = draft.chosen("keeper", |text| text.parse().ok(), words);
    if let Some(branch) = branch
        && solits_organisation::find_branch(tx, branch).await?.is_none()
    {
        return Err(WebError::NotFound);
    }
    if let Some(keeper) = keeper
        && solits_organisation::find_employee(tx, keeper).await?.is_none_or(|one| !one.active)
    {
        return Err(WebError::NotFound);
    }
    let incoming = server(draft, "in", words);
    let outgoing = server(draft, "out", words);
    let folders = draft.text("folders", MOST_FOLDER_TEXT, words);
    let folders: Vec<String> =
        folders.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    if folders.len() > MOST_FOLDERS {
        draft.refuse("folders", words.ta("correspondence-folders-most", &[("most", MOST_FOLDERS.into())]));
    }
    let login = draft.text("login", MOST, words);
    let portals = portals(draft, words);
    let own_server = own_server(draft, words);
    let all = (key, branch, keeper, incoming, outgoing);
    let (Some(key), Some(branch), Some(keeper), Some(incoming), Some(outgoing)) = all else {
        return Ok(None);
    };
    if !draft.errors.is_empty() {
        return Ok(None);
    }
    let is_active = draft.get("is_active") == "1";
    let standing = Standing::New;
    let mailbox = Mailbox {
        id,
        name,
        address,
        branch,
        keeper,
        incoming,
        folders,
        outgoing,
        login,
        portals,
        own_server,
        is_active,
        standing,
        checked_at: None,
        version,
    };
    Ok(Some((mailbox, key)))
}

/// The portals as letters are compared with them: addresses in one form, hosts in their ASCII form.
fn portals(draft: &mut Draft, words: Words) -> Vec<String> {
    let typed = draft.optional_text("portals", MOST_PORTAL_TEXT, words);
    let mut portals: Vec<String> = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let host = line.strip_prefix('@').unwrap_or(line);
        let portal = if host.contains('@') {
            Address::parse(host).map(|address| address.key())
        } else {
            let host = Address::parse(&format!("x@{host}")).map(|address| address.domain().to_owned());
            host.filter(|host| host.contains('.'))
        };
        match portal {
            Some(portal) if portals.contains(&portal) => {}
            Some(portal) => portals.push(portal),
            None => {
                draft.refuse("portals", words.ta("correspondence-portals-wrong", &[("line", line.into())]));
                break;
            }
        }
    }
    if portals.len() > MOST_PORTALS {
        draft.refuse("portals", words.ta("correspondence-portals-most", &[("most", MOST_PORTALS.into())]));
    }
    portals
}

/// The name of the mailbox's own server in what it writes down of senders: one word.
fn own_server(draft: &mut Draft, words: Words) -> String {
    let name = draft.optional_text("own_server", MOST, words);
    if name.contains([' ', ';']) {
        draft.refuse("own_server", words.t("correspondence-own-server-wrong"));
    }
    name
}

fn server(draft: &mut Draft, which: &str, words: Words) -> Option<Server> {
    let host = draft.text(&format!("{which}_host"), MOST, words);
    let port =
        draft.chosen(&format!("{which}_port"), |text| text.parse().ok().filter(|port| *port > 0), words);
    let security = draft.chosen(&format!("{which}_security"), Security::parse, words);
    Some(Server { host, port: port?, security: security? })
}
