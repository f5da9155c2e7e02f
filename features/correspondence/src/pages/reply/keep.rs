//! Keeping what is typed: the newer of two windows wins, and what it displaced is shown beside it.

use serde::{Deserialize, Serialize};
use solits_kernel::{Lang, clean};
use solits_web::{EmployeeCx, WebError};

use super::Press;
use crate::{
    actions::{
        around::{Around, Leaving, plain},
        compose::{MOST_PART, MOST_SUBJECT, MOST_WINDOW},
        parts::Parts,
    },
    pages::draft::Draft,
    store::{self, KeptReply},
};

/// The texts of a kept reply.
pub(super) fn parts_of(kept: &KeptReply) -> Parts {
    Parts {
        subject: kept.subject.clone(),
        opening: kept.opening.clone(),
        main: kept.main.clone(),
        ending: kept.ending.clone(),
    }
}

/// Longest address that is kept as it was typed, right or not yet.
const MOST_ADDRESS: usize = 254;
/// Longest day, time and name of a template, as a form sends them.
const MOST_WORD: usize = 40;

/// What else of the form its author has chosen. Neither the files, which are kept beside the draft, nor what confirms a
/// text as it stood: whoever comes back confirms it as it stands then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Choices {
    other: String,
    template: String,
    leave_on: String,
    leave_at: String,
    postal: String,
}

impl Choices {
    /// As they were typed; what is too long is not kept.
    fn typed(around: &Around, draft: &Draft, press: &Press) -> Self {
        let text = |name: &str, most: usize| clean(draft.get(name), most).unwrap_or_default();
        // A template that has been put into the letter is chosen no longer.
        let is_inserted = matches!(press, Press::Insert(Some(_)));
        Self {
            other: text("other", MOST_ADDRESS),
            template: if is_inserted { String::new() } else { text("template", MOST_WORD) },
            leave_on: text("leave_on", MOST_WORD),
            leave_at: text("leave_at", MOST_WORD),
            postal: own_window(around, draft),
        }
    }

    /// Those of a kept reply.
    fn kept(kept: &KeptReply) -> Self {
        serde_json::from_str(&kept.choices).unwrap_or_default()
    }

    /// As it is stored: nothing where nothing was chosen.
    fn stored(&self) -> String {
        if *self == Self::default() {
            return String::new();
        }
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What stands in the window of the envelope where its author has changed it. What the case says by itself is not kept, so
/// that a client who moves gets the letter at the new address.
pub(super) fn own_window(around: &Around, draft: &Draft) -> String {
    let typed = clean(draft.get("postal"), MOST_WINDOW).unwrap_or_default();
    if typed == clean(&around.window(), MOST_WINDOW).unwrap_or_default() { String::new() } else { typed }
}

/// The form as a kept reply left it.
pub(super) fn draft_of(kept: &KeptReply) -> Draft {
    let chosen = Choices::kept(kept);
    Draft::filled(&[
        ("subject", kept.subject.clone()),
        ("opening", kept.opening.clone()),
        ("main", kept.main.clone()),
        ("ending", kept.ending.clone()),
        ("to", kept.recipient.clone()),
        ("other", chosen.other),
        ("template", chosen.template),
        ("leave_on", chosen.leave_on),
        ("leave_at", chosen.leave_at),
        ("postal", chosen.postal),
    ])
}

/// Keeps the texts before anything is judged: whatever is wrong with them, they are not lost. What is too long is not
/// kept; the reason stands beside its field, and what was kept before is returned.
pub(super) async fn keep(
    cx: &EmployeeCx,
    around: &Around,
    draft: &mut Draft,
    parts: &Parts,
    leaving: &Leaving,
    press: &Press,
) -> Result<Option<KeptReply>, WebError> {
    let id = around.case.id;
    let typed = Parts {
        subject: draft.optional_text("subject", MOST_SUBJECT, cx.words),
        opening: draft.optional_text("opening", MOST_PART, cx.words),
        main: draft.optional_text("main", MOST_PART, cx.words),
        ending: draft.optional_text("ending", MOST_PART, cx.words),
    };
    let is_whole = parts.each().iter().all(|(_, name, _)| draft.error(name).is_empty());
    let mut tx = cx.write().await?;
    let before = store::find_reply(&mut tx, id, cx.me.employee).await?;
    if before.as_ref().is_some_and(|before| before.leaves_at.is_some()) {
        return Err(WebError::Conflict("correspondence-reply-leaving"));
    }
    if !is_whole {
        return Ok(before);
    }
    let seen: Option<i64> = draft.get("kept").parse().ok();
    let recipient = match leaving {
        Leaving::Email(to) => to.iter().map(plain).collect::<Vec<_>>().join("\n"),
        Leaving::Paper(_) => before.as_ref().map(|before| before.recipient.clone()).unwrap_or_default(),
    };
    let (typed, displaced) = exchange(press, seen, before.as_ref(), typed);
    let mut kept = KeptReply {
        lang: if around.lang == Lang::Lv { "lv" } else { "en" }.to_owned(),
        subject: typed.subject,
        opening: typed.opening,
        main: typed.main,
        ending: typed.ending,
        saved_at: cx.at,
        recipient,
        leaves_at: None,
        version: 0,
        displaced,
        choices: Choices::typed(around, draft, press).stored(),
    };
    kept.version = store::keep_reply(&mut tx, id, cx.me.employee, &kept).await?;
    tx.commit().await?;
    Ok(Some(kept))
}

/// The texts that are kept, and what they displaced as JSON.
fn exchange(press: &Press, seen: Option<i64>, before: Option<&KeptReply>, typed: Parts) -> (Parts, String) {
    let json = |parts: &Parts| serde_json::to_string(parts).unwrap_or_default();
    let Some(before) = before else { return (typed, String::new()) };
    let there: Option<Parts> = serde_json::from_str(&before.displaced).ok();
    match (press, there) {
        (Press::Restore, Some(other)) => return (other, json(&typed)),
        (Press::Drop, _) => return (typed, String::new()),
        _ => {}
    }
    let elsewhere = parts_of(before);
    let is_overtaken =
        seen.is_some_and(|seen| before.version > seen) && elsewhere.trimmed() != typed.trimmed();
    let displaced = if is_overtaken { json(&elsewhere) } else { before.displaced.clone() };
    (typed, displaced)
}

#[cfg(test)]
mod tests {
    use super::*;
    use solits_kernel::Timestamp;

    fn kept(main: &str, version: i64, displaced: &str) -> KeptReply {
        KeptReply {
            lang: "lv".to_owned(),
            subject: String::new(),
            opening: String::new(),
            main: main.to_owned(),
            ending: String::new(),
            saved_at: Timestamp::from_millis(0),
            recipient: String::new(),
            leaves_at: None,
            version,
            displaced: displaced.to_owned(),
            choices: String::new(),
        }
    }

    #[test]
    fn a_draft_of_before_or_without_choices_has_none() {
        assert_eq!(Choices::kept(&kept("", 1, "")), Choices::default());
        assert_eq!(Choices::default().stored(), "");
        let chosen = Choices { leave_on: "2026-11-17".to_owned(), ..Choices::default() };
        let there = KeptReply { choices: chosen.stored(), ..kept("", 1, "") };
        assert_eq!(draft_of(&there).get("leave_on"), "2026-11-17");
    }

    fn typed(main: &str) -> Parts {
        Parts { main: main.to_owned(), ..Parts::default() }
    }

    #[test]
    fn the_newer_window_wins_and_the_other_ones_words_stay() {
        let there = kept("Vecais logs", 3, "");
        let (now, displaced) = exchange(&Press::Look, Some(2), Some(&there), typed("Jaunais logs"));
        assert_eq!(now.main, "Jaunais logs");
        assert!(displaced.contains("Vecais logs"));
        let (_, displaced) = exchange(&Press::Look, Some(3), Some(&there), typed("Tālāk"));
        assert_eq!(displaced, "", "the same window goes on");
    }

    #[test]
    fn what_was_displaced_comes_back_in_exchange_or_is_let_go() {
        let other = serde_json::to_string(&typed("Otrs")).unwrap();
        let there = kept("Šis", 3, &other);
        let (now, displaced) = exchange(&Press::Restore, Some(3), Some(&there), typed("Šis"));
        assert_eq!(now.main, "Otrs");
        assert!(displaced.contains("Šis"));
        assert_eq!(exchange(&Press::Drop, Some(3), Some(&there), typed("Šis")).1, "");
    }
}
