//! Where a letter comes from beyond its author: from a portal that passes messages on, or from a colleague.
//!
//! A From is a claim (security §7). It counts where the mailbox's own server has found that it holds; else it is said to a
//! person, who looks.

use solits_db::Tx;
use solits_kernel::{CaseId, Text};
use solits_mail::{Letter, Verdict, authentication, is_portal};
use solits_written::nature::Way;

use crate::{
    CorrespondenceError,
    model::Mailbox,
    store::{self, NatureRow},
};

/// By which way a letter came: through a portal where it is from one of the mailbox's portals and the mailbox's own server
/// has found that its author is who it says.
pub(super) fn way_of(mailbox: &Mailbox, letter: &Letter) -> Way {
    let [author] = letter.from.as_slice() else { return Way::Email };
    let is_said = is_portal(author, &mailbox.portals);
    let holds = || {
        !mailbox.own_server.is_empty() && authentication(letter, &mailbox.own_server).dmarc == Verdict::Pass
    };
    if is_said && holds() { Way::StatePortal } else { Way::Email }
}

/// What the address of the author of a case that came by letter suggests, until a person has said what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    /// It is the address of one of the mailbox's portals.
    Portal(String),
    /// It is the address of an employee.
    Colleague(String),
}

impl Hint {
    /// The question to whoever looks.
    pub(crate) fn words(&self) -> Text {
        match self {
            Self::Portal(address) => Text::new(
                format!(
                    "Vai tā ir portāla ziņa? Kā sūtītājs norādīta portāla adrese {address}, bet mūsu serveris to nav apliecinājis."
                ),
                format!(
                    "Is it a portal's message? It shows the portal's address {address} as its sender, which our server has not found to hold."
                ),
            ),
            Self::Colleague(address) => Text::new(
                format!(
                    "Vai raksta kolēģis? Kā sūtītājs norādīta darbinieka adrese {address}; tas jāpārbauda, pirms apstiprina."
                ),
                format!(
                    "Is it a colleague's? It shows the employee's address {address} as its sender, which is to be checked before it is confirmed."
                ),
            ),
        }
    }
}

/// What the address of the author of a case suggests; nothing of a case that did not come as a letter.
pub(crate) async fn hint_of(
    tx: &mut Tx,
    case: CaseId,
    nature: &NatureRow,
) -> Result<Option<Hint>, CorrespondenceError> {
    if Way::parse(&nature.way) != Some(Way::Email) {
        return Ok(None);
    }
    let Some(letter) = store::find_first_letter(tx, case).await? else { return Ok(None) };
    let Some(author) = solits_mail::Address::parse(&letter.author) else { return Ok(None) };
    if solits_organisation::is_employee_address(tx, &letter.author).await? {
        return Ok(Some(Hint::Colleague(letter.author)));
    }
    let mailbox = store::find_mailbox(tx, letter.mailbox_id).await?;
    let is_said = mailbox.is_some_and(|mailbox| is_portal(&author, &mailbox.portals));
    Ok(is_said.then_some(Hint::Portal(letter.author)))
}
