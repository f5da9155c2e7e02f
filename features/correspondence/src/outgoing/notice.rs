//! Notices of the program about a case, in fixed words: where it stands, what was done, what is asked next.
//!
//! A notice never repeats what came, goes to parties of the case alone, and is not written where it could go round in
//! circles or flood somebody (security §8, RFC 3834).

use solits_cases::Case;
use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::{Lang, Text};
use solits_mail::{Address, Own};
use solits_web::App;

use super::{Letter, is_too_much, mailbox_for, write};
use crate::{
    CorrespondenceError,
    model::{Mailbox, MessageId, OutKind},
    store,
};

/// The words of a notice, in both languages; nothing of the client's may stand in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The subject line without the case's number, which is put after it.
    pub subject: Text,
    /// The lines of the text between greeting and the institution's name.
    pub lines: Vec<Text>,
}

/// What became of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noticed {
    /// It waits in the outbox.
    Written(MessageId),
    /// It was not written.
    Not(WhyNot),
}

/// Why a notice was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// The institution has no mailbox in use.
    NoMailbox,
    /// The address is no party of the case, or letters to it come back.
    NotReachable,
    /// Behind the address is a machine, or the institution itself.
    Machine,
    /// The address or the institution has had its share.
    TooMany,
    /// No letter can be written to the address.
    Unwritable,
}

/// Writes a notice to a party of a case into the outbox; it leaves after the commit.
///
/// # Errors
/// Where the database fails. A notice that may not be written is no error: the answer says why.
pub async fn notice(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    case: &Case,
    to: &Address,
    notice: &Notice,
    lang: Lang,
) -> Result<Noticed, CorrespondenceError> {
    let mailboxes = store::list_mailboxes(tx).await?;
    let Some(mailbox) = mailbox_for(&mailboxes, case.branch) else {
        return Ok(Noticed::Not(WhyNot::NoMailbox));
    };
    if is_machine(to, &mailboxes) {
        return Ok(Noticed::Not(WhyNot::Machine));
    }
    let key = to.key();
    let parties = store::list_parties(tx, case.id).await?;
    if !parties.iter().any(|party| party.address.key() == key && !party.is_unreachable) {
        return Ok(Noticed::Not(WhyNot::NotReachable));
    }
    if is_too_much(tx, &key, actor.at, case.id).await? {
        return Ok(Noticed::Not(WhyNot::TooMany));
    }
    let institution =
        solits_organisation::find_institution(tx).await?.ok_or(CorrespondenceError::NotFound)?;
    let letter = Letter {
        case: case.id,
        kind: OutKind::Notice,
        to,
        subject: notice.subject.get(lang).to_owned(),
        text: text_of(notice, &institution.name, lang),
        answers: None,
        not_before: actor.at,
        files: Vec::new(),
        planned_at: None,
        scheduled_at: None,
    };
    match write(tx, app, actor, mailbox, &case.reference, letter).await {
        Ok(message) => Ok(Noticed::Written(message)),
        Err(CorrespondenceError::Unwritable(words)) => {
            tracing::info!(case = %case.id, words, "no notice can be written");
            Ok(Noticed::Not(WhyNot::Unwritable))
        }
        Err(error) => Err(error),
    }
}

fn text_of(notice: &Notice, institution: &Text, lang: Lang) -> String {
    let greeting = Text::new("Labdien!", "Hello,");
    let mut lines = vec![greeting.get(lang).to_owned(), String::new()];
    lines.extend(notice.lines.iter().map(|line| line.get(lang).to_owned()));
    lines.push(String::new());
    lines.push(institution.get(lang).to_owned());
    lines.join("\n")
}

/// Whether a letter to the address would reach nobody: an address of ours, or one behind which machines stand.
fn is_machine(address: &Address, mailboxes: &[Mailbox]) -> bool {
    const NAMES: [&str; 9] = [
        "mailer-daemon",
        "postmaster",
        "noreply",
        "no-reply",
        "donotreply",
        "do-not-reply",
        "nereply",
        "bounce",
        "bounces",
    ];
    let own = Own {
        addresses: mailboxes
            .iter()
            .filter_map(|one| Address::parse(&one.address))
            .map(|one| one.key())
            .collect(),
        ..Own::default()
    };
    let local = address.local().to_lowercase();
    let name = local.split(['+', '=']).next().unwrap_or_default();
    own.holds(address) || NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_notice_goes_where_a_machine_reads() {
        let machine = |text: &str| is_machine(&Address::parse(text).unwrap(), &[]);
        assert!(machine("MAILER-DAEMON@example.org"));
        assert!(machine("noreply+17@example.org"));
        assert!(!machine("anna@example.org"));
    }
}
