//! Changing the institution's particulars.

use solits_db::Tx;
use solits_journal::{Actor, Entry, Heart, record};
use solits_kernel::Text;
use solits_paper::Logo;
use solits_standard::event::EventKind;
use solits_web::App;
use uuid::Uuid;

use super::store;
use crate::{actions::SetupError, model::InstitutionProfile};

/// Changes the institution's name and particulars. Its code in public addresses stays: links and codes on paper lead there.
pub(crate) async fn change_institution(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    name: &Text,
    profile: &InstitutionProfile,
) -> Result<(), SetupError> {
    let profile = serde_json::to_string(profile).unwrap_or_default();
    if !store::update(tx, name, &profile).await? {
        return Err(SetupError::NotFound);
    }
    Heart::changed(tx);
    // The institution's own number is no id of a thing; its entry belongs to none.
    let entry = Entry::new(EventKind::SetupChanged, Uuid::nil(), None).with("what", "institution.profile");
    record(tx, &app.heart, actor, entry).await?;
    Ok(())
}

/// Keeps the institution's mark, or takes it away.
pub(crate) async fn change_mark(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mark: Option<&Logo>,
) -> Result<(), SetupError> {
    match mark {
        Some(mark) => store::keep_mark(tx, mark.bytes(), actor.at).await?,
        // Two who take it away at once have both got what they wanted.
        None if !store::remove_mark(tx).await? => return Ok(()),
        None => {}
    }
    let entry = Entry::new(EventKind::SetupChanged, Uuid::nil(), None).with("what", "institution.mark");
    record(tx, &app.heart, actor, entry).await?;
    Ok(())
}
