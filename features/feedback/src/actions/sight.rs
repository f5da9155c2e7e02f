//! Keeping in step who sees a piece of feedback: written down anew whenever it changes, and by a job when the organisation
//! does.

use std::collections::BTreeSet;

use solits_cases::Case;
use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::EmployeeId;
use solits_web::App;
use solits_written::{feedback::barred, nature::FeedbackKind};

use super::FeedbackError;
use crate::{context::Context, model::Record};

/// Writes down from whom the case is hidden, and who sees it beside its owner and the keepers: those who decide or have
/// decided, and of praise those it praises.
pub(crate) async fn apply(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    context: &Context,
    case: &Case,
    record: &Record,
) -> Result<(), FeedbackError> {
    let day = context.day();
    let hidden = barred(&record.way, &day);
    let mut seen: BTreeSet<EmployeeId> = record.deciders();
    if record.way.kind == FeedbackKind::Praise {
        seen.extend(record.way.concerned.iter().copied());
    }
    Ok(solits_cases::set_sight(tx, app, actor, case, &seen, &hidden).await?)
}
