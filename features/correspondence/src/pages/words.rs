//! `/setup/words`: how the institution spells what no dictionary knows.

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use solits_journal::{Entry, record};
use solits_standard::event::EventKind;
use solits_web::{EmployeeCx, Form, Page, PageResult, html, see_other};
use uuid::Uuid;

use super::draft::{Draft, notice, unprocessable};
use crate::store;

const MOST_WORD: usize = 60;

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct AskedWord {
    #[serde(default)]
    notice: Option<String>,
    /// A word to begin with, from a reply in which it was marked.
    #[serde(default)]
    word: String,
}

#[derive(Template)]
#[template(path = "correspondence/words.html")]
struct View {
    page: Page,
    words: Vec<String>,
    draft: Draft,
}

/// `GET /setup/words`
pub(crate) async fn list(cx: EmployeeCx, Query(asked): Query<AskedWord>) -> PageResult {
    let word: String = asked.word.chars().take(MOST_WORD).collect();
    show(&cx, Draft::filled(&[("word", word)]), asked.notice.as_deref()).await
}

async fn show(cx: &EmployeeCx, draft: Draft, said: Option<&str>) -> PageResult {
    let mut tx = cx.read().await?;
    let words = store::list_words(&mut tx).await?;
    drop(tx);
    let mut page = cx.page(cx.words.t("correspondence-words"));
    page.notice = notice(said, cx.words);
    html(&View { page, words, draft })
}

/// `POST /setup/words`: a word is added, or one is removed.
pub(crate) async fn save(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let removed = draft.get("remove").to_owned();
    let mut tx = cx.write().await?;
    let what = if removed.is_empty() {
        let word = draft.text("word", MOST_WORD, cx.words);
        let is_word = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
        if draft.errors.is_empty() && !is_word {
            draft.refuse("word", cx.words.t("correspondence-word-one"));
        }
        if !draft.errors.is_empty() {
            return Ok(unprocessable(show(&cx, draft, None).await?));
        }
        store::insert_word(&mut tx, &word, cx.me.employee, cx.at).await?.then_some("word.added")
    } else {
        store::delete_word(&mut tx, &removed).await?.then_some("word.removed")
    };
    if let Some(what) = what {
        let entry = Entry::new(EventKind::SetupChanged, Uuid::nil(), None).with("what", what);
        record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
    }
    tx.commit().await?;
    Ok(see_other("/setup/words?notice=saved"))
}
