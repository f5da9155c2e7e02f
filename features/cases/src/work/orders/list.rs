//! Orders that are not handed out, with what is wrong with their data, for the daily self-check (I-28); and those of which
//! a head was warned that they may be late (I-06).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_kernel::{EmployeeId, ServiceId};
use solits_web::{EmployeeCx, Page, PageResult, Routes, html};

use super::{
    model::Fault,
    store::{self, Waiting},
};
use crate::{
    model::Urgency,
    pages::{ASSIGN, Directory, WORK},
    timeline::Names as _,
};

/// Rows of the list.
const MOST: i64 = 200;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/cases/orders", WORK, show)
}

/// An order that is not handed out, looked over.
pub(crate) struct Checked {
    pub(crate) order: Waiting,
    /// What is wrong with its data; `None` where nothing was agreed on yet.
    pub(crate) faults: Option<Vec<Fault>>,
}

impl Checked {
    /// What is wrong, in words; none for an order that is right.
    pub(crate) fn words(&self, words: Words) -> Vec<String> {
        match &self.faults {
            None => vec![words.t("cases-fault-not-agreed")],
            Some(faults) => faults.iter().map(|fault| fault.words(words)).collect(),
        }
    }
}

/// The orders that are not handed out, of one owner or those of which somebody was warned, each looked over.
pub(crate) async fn check(
    tx: &mut Tx,
    owner: Option<EmployeeId>,
    warned: Option<EmployeeId>,
) -> Result<Vec<Checked>, DbError> {
    let waiting = store::list_waiting(tx, owner, warned, MOST).await?;
    let prices: BTreeMap<ServiceId, i64> = solits_organisation::list_services(tx)
        .await?
        .into_iter()
        .map(|service| (service.id, service.price_cents.unwrap_or_default()))
        .collect();
    let mut checked = Vec::new();
    for order in waiting {
        let card = order.service_id.and_then(|service| prices.get(&service).copied());
        let faults = store::find(tx, order.case_id).await?.map(|agreed| agreed.faults(card));
        checked.push(Checked { order, faults });
    }
    Ok(checked)
}

/// Which orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Which {
    #[default]
    Mine,
    Delays,
    All,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    list: Which,
}

struct Row {
    href: String,
    reference: String,
    subject: String,
    owner: String,
    badge: &'static str,
    due: String,
    faults: Vec<String>,
}

#[derive(Template)]
#[template(path = "cases/orders.html")]
struct View {
    page: Page,
    tabs: Vec<(&'static str, String, bool)>,
    faulty: Vec<Row>,
    fine: Vec<Row>,
}

async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let words = cx.words;
    let sees_all = cx.me.may(ASSIGN);
    let which = if asked.list == Which::All && !sees_all { Which::Mine } else { asked.list };
    let (owner, warned) = match which {
        Which::Mine => (Some(cx.me.employee), None),
        Which::Delays => (None, Some(cx.me.employee)),
        Which::All => (None, None),
    };
    let mut tx = cx.read().await?;
    let checked = check(&mut tx, owner, warned).await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let directory = Directory::read(&mut tx, loaded, cx.at, words).await?;
    let (mut with_faults, mut right) = (Vec::new(), Vec::new());
    for one in checked {
        let faults = one.words(words);
        let one = one.order;
        let row = Row {
            href: format!("/cases/{}/order", one.case_id),
            reference: one.reference,
            subject: one.subject,
            owner: directory.employee(one.owner_id),
            badge: one.due_at.map_or("plain", |due| Urgency::of(due, cx.at).badge()),
            due: one.due_at.map_or_else(|| words.t("cases-as-fast-as-possible"), |due| words.due(due, cx.at)),
            faults,
        };
        if row.faults.is_empty() { right.push(row) } else { with_faults.push(row) }
    }
    drop(tx);
    let mut tabs = vec![
        ("/cases/orders", words.t("cases-list-mine"), which == Which::Mine),
        ("/cases/orders?list=delays", words.t("cases-orders-delays"), which == Which::Delays),
    ];
    if sees_all {
        tabs.push(("/cases/orders?list=all", words.t("cases-orders-all"), which == Which::All));
    }
    html(&View { page: cx.page(words.t("cases-orders")), tabs, faulty: with_faults, fine: right })
}
