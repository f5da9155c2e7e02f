//! `/inbox/bulk`: something is done to the chosen rows; `/inbox/undo` takes it back.

use solits_cases::Unanswered;
use solits_web::{EmployeeCx, Fields, Form, PageResult, WebError, see_other, text_wrong};
use uuid::Uuid;

use super::list::{Typed, address, refused};
use crate::{
    act::{Act, MOST_PICKED, Pick},
    ground::Ground,
    people::People,
};

/// Longest reason and longest next step, as on the page of a case.
pub(crate) const MOST_REASON: usize = 8_000;
pub(crate) const MOST_STEP: usize = 300;

/// `POST /inbox/bulk`
pub(crate) async fn run(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut picks: Vec<Pick> = Vec::new();
    for pick in fields.all("pick").filter_map(|pick| pick.parse::<Pick>().ok()).take(MOST_PICKED) {
        // A row that a form sends twice is one case all the same.
        if picks.iter().all(|one| one.case != pick.case) {
            picks.push(pick);
        }
    }
    let mut errors = Vec::new();
    let act = read(&cx, &fields, &mut errors)?;
    if picks.is_empty() {
        errors.push(("pick".to_owned(), cx.words.t("inbox-nothing-picked")));
    }
    let back = fields.get("back").to_owned();
    let Some(act) = act.filter(|_| errors.is_empty()) else {
        return refused(&cx, &back, Typed { fields, picks, errors }).await;
    };
    let mut tx = cx.read().await?;
    let people = People::read(&mut tx, cx.me.employee, cx.at, cx.words).await?;
    drop(tx);
    let batch = ground(&cx, &people).run(&act, &picks).await?;
    Ok(see_other(&address(&back, batch)))
}

fn ground<'a>(cx: &'a EmployeeCx, people: &'a People) -> Ground<'a> {
    Ground {
        app: &cx.app,
        scope: cx.me.scope(),
        actor: cx.actor(),
        me: cx.me.employee,
        may_assign: cx.me.may("cases.assign"),
        people,
    }
}

/// What the pressed button means, with what it needs; nothing where that is missing, which is said beside the field.
fn read(
    cx: &EmployeeCx,
    fields: &Fields,
    errors: &mut Vec<(String, String)>,
) -> Result<Option<Act>, WebError> {
    let words = cx.words;
    let mut text = |field: &str, most: usize| match fields.text(field, most) {
        Ok(text) => Some(text),
        Err(error) => {
            let why = text_wrong(error, words);
            errors.push((field.to_owned(), why));
            None
        }
    };
    Ok(match fields.get("act") {
        "claim" => Some(Act::Claim),
        "release" => Some(Act::Release),
        "seen" => Some(Act::Seen),
        "close" => text("reason", MOST_REASON)
            .map(|reason| Act::Close(reason, Unanswered::of(fields.get("unanswered")))),
        "step" => text("step", MOST_STEP).map(Act::Step),
        "assign" => {
            let to = fields.parse("colleague");
            if to.is_none() {
                errors.push(("colleague".to_owned(), words.t("common-field-choose")));
            }
            to.map(Act::Assign)
        }
        _ => return Err(WebError::BadRequest),
    })
}

/// `POST /inbox/undo`
pub(crate) async fn undo(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let batch: Uuid = fields.parse("batch").ok_or(WebError::BadRequest)?;
    let mut tx = cx.read().await?;
    let people = People::read(&mut tx, cx.me.employee, cx.at, cx.words).await?;
    drop(tx);
    ground(&cx, &people).undo(batch).await?;
    Ok(see_other(&address(fields.get("back"), batch)))
}
