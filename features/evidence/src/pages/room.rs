//! `/evidence/room`: how much room files of evidence take and may take.

use askama::Template;
use axum::extract::Query;
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_web::{EmployeeCx, Form, Page, PageResult, html, see_other};

use super::{
    Notified,
    parts::{Typed, notice, unprocessable},
    said,
};
use crate::{
    actions,
    model::room::{Room, read_megabytes},
    store,
};

#[derive(Template)]
#[template(path = "evidence/room.html")]
struct RoomView {
    page: Page,
    used: String,
    most: String,
    typed: Typed,
}

/// The room of the institution's files.
pub(super) async fn load(tx: &mut Tx) -> Result<Room, DbError> {
    Ok(Room::of(store::sum_sizes(tx).await?, store::find_room(tx).await?))
}

/// What is used and what may be, in words.
pub(super) fn told(words: Words, room: Room) -> String {
    let args =
        [("used", said::bytes(words, room.used).into()), ("most", said::bytes(words, room.most()).into())];
    words.ta("evidence-room-told", &args)
}

/// `GET /evidence/room`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Notified>) -> PageResult {
    page(&cx, asked.notice.as_deref(), None).await
}

async fn page(cx: &EmployeeCx, done: Option<&str>, typed: Option<Typed>) -> PageResult {
    let words = cx.words;
    let mut page = cx.page(words.t("evidence-room"));
    page.notice = notice(done, words);
    let room = load(&mut cx.read().await?).await?;
    html(&RoomView {
        page,
        used: said::bytes(words, room.used),
        most: said::bytes(words, room.most()),
        typed: typed.unwrap_or_else(|| Typed::filled(&[("megabytes", room.megabytes.to_string())])),
    })
}

/// `POST /evidence/room`
pub(crate) async fn change(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut typed = Typed::new(fields);
    let Some(megabytes) = read_megabytes(typed.get("megabytes")) else {
        typed.refuse("megabytes", cx.words.t("evidence-room-wrong"));
        return Ok(unprocessable(page(&cx, None, Some(typed)).await?));
    };
    let mut tx = cx.write().await?;
    actions::allow_room(&mut tx, &cx.app, &cx.actor(), megabytes).await?;
    tx.commit().await?;
    Ok(see_other("/evidence/room?notice=room"))
}
