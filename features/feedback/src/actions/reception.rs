//! Offering the author of a complaint that is not settled a reception (K-16), and the author choosing a time of it.

use solits_cases::{Audience, NewNote, NextStepBy};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Actor, By, record};
use solits_kernel::{Lang, Timestamp};
use solits_standard::event::EventKind;
use solits_web::App;
use solits_written::feedback::{Refused, Stage};

use super::{FeedbackError, Found, entry, keep, person, ruling::told};
use crate::store::{self, Offered};

/// Offers the author a reception: words and times stand on the author's page. An answer in the case that the program has
/// not counted yet counts before that.
pub(crate) async fn offer_reception(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mut found: Found,
    words: String,
    offered: Offered,
) -> Result<(), FeedbackError> {
    if matches!(found.record.way.stage, Stage::Examined { .. }) {
        let id = found.case.id;
        told(tx, app, actor, found, person(actor)?).await?;
        found = Found::load(tx, app, actor, id).await?;
    }
    if !found.record.way.offers_reception() {
        return Err(Refused::WrongStage.into());
    }
    let note = NewNote {
        text: words,
        audience: Audience::Client,
        next_step_by: NextStepBy::Client,
        next_step: None,
    };
    solits_cases::note(tx, app, actor, found.case.id, found.case.version, note).await?;
    if !store::put_reception(tx, found.case.id, &offered, actor.at).await? {
        return Err(FeedbackError::Stale);
    }
    let seen = found.record.version;
    found.record.reception_offered = Some(actor.at);
    let count = i64::try_from(offered.reception.times().len()).unwrap_or(i64::MAX);
    let told = entry(EventKind::FeedbackReceptionOffered, &found.case).with("number", count);
    keep(tx, app, actor, &found.record, seen, told).await
}

/// The author chooses a time from their own page. The case is its owner's again, and the reception is promised in it: the
/// promise stands among what its owner owes, and in the calendar, until it is kept. Its owner is written to.
pub(crate) async fn choose_reception(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    found: Found,
    at: Timestamp,
    words: Words,
) -> Result<(), FeedbackError> {
    let id = found.case.id;
    let offered = store::find_reception(tx, id).await?;
    if !found.record.way.offers_reception() || offered.reception.choose(at, actor.at).is_none() {
        return Err(Refused::WrongStage.into());
    }
    if !store::choose_time(tx, id, at, actor.at).await? {
        return Err(FeedbackError::Stale);
    }
    let told = entry(EventKind::FeedbackReceptionChosen, &found.case).with("planned_at", at);
    record(tx, &app.heart, actor, told).await?;
    solits_cases::client_wrote(tx, app, actor, id).await?;
    let case = solits_cases::find(tx, id).await?.ok_or(FeedbackError::NotFound)?;
    let told = [("place", offered.place.as_str().into()), ("moment", words.moment(at).into())];
    let text = words.ta("feedback-reception-promise", &told);
    // The author chose; that the institution keeps the time free for them is the program's doing.
    let program = Actor { by: By::Program, at: actor.at };
    let local = at.to_riga();
    let when = (local.date(), Some(local.time()));
    solits_cases::promise(tx, app, &program, (id, case.version), &text, when).await?;
    let own = Words::new(Lang::Lv).read_at(actor.at);
    let named = [("reference", case.reference.as_str().into()), ("moment", own.moment(at).into())];
    let news = solits_colleagues::News {
        to: case.owner,
        because: solits_colleagues::Because::Feedback,
        about: id.uuid(),
        subject: own.ta("feedback-reception-letter-subject", &named),
        lines: vec![own.ta("feedback-reception-letter-text", &named)],
        path: format!("/feedback/{id}"),
    };
    solits_colleagues::write_to_employee(tx, app, &program, news).await?;
    tx.signal(format!("case:{id}"));
    Ok(())
}
