//! Letters to people who work here, as `solits_colleagues` writes them: handed to the server of a mailbox, retried, never
//! twice under another name. They belong to no case and are no part of what clients and the institution write.

use solits_colleagues::{Ended, StaffLetter, end_letter, hold_letter, is_letter_due, put_off_letter};
use solits_kernel::{InstitutionId, Scope};
use solits_mail::{Address, LOOP_FIELD};
use solits_post::{
    MailAddress, Mailbox as Correspondent, Outgoing, compose,
    retry::{self, Next},
    smtp::{self, Failure, Outlook, Stage, Why},
};
use solits_web::App;

use crate::{CorrespondenceError, Post, model::Mailbox, store, unsent};

/// A node that has a letter in hand and dies lets go of it after this long: longer than any server takes.
const HELD_MINUTES: i64 = 12;

/// Hands over the letter to an employee that has been due longest; whether there was one.
///
/// While the institution has no mailbox in use they wait.
///
/// # Errors
/// Where the database fails.
pub async fn send_inside(
    app: &App,
    institution: InstitutionId,
    post: &Post,
) -> Result<bool, CorrespondenceError> {
    let now = app.clock.now();
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    if !is_letter_due(&mut tx, now).await? {
        return Ok(false);
    }
    let mailboxes = store::list_mailboxes(&mut tx).await?;
    drop(tx);
    let Some(mailbox) = mailboxes.iter().find(|one| one.is_active) else { return Ok(false) };
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let Some(letter) = hold_letter(&mut tx, now, now.plus_minutes(HELD_MINUTES)).await? else {
        return Ok(false);
    };
    tx.commit().await?;
    let outcome = match written(mailbox, &mailboxes, &letter) {
        Ok((to, raw)) => match post.relay(mailbox) {
            // Without an address to return to, so that nothing can answer it (RFC 3834).
            Ok(relay) => smtp::send(&relay, &post.net, None, &to, &raw)
                .await
                .map(|accepted| format!("{} {}", accepted.code, accepted.words)),
            Err(failure) => Err(failure),
        },
        Err(why) => Err(Failure::before(Stage::Recipient, why)),
    };
    note(app, institution, &letter, outcome).await?;
    Ok(true)
}

/// The address and the bytes of a letter, or why there is none.
fn written(mailbox: &Mailbox, own: &[Mailbox], letter: &StaffLetter) -> Result<(MailAddress, Vec<u8>), Why> {
    let key = |text: &str| Address::parse(text).map(|address| address.key());
    // What comes to a mailbox of the institution becomes a case.
    if own.iter().any(|one| key(&one.address) == key(&letter.recipient)) {
        return Err(Why::OwnMailbox);
    }
    let ours = MailAddress::parse(&mailbox.address).map_err(|_| Why::Settings)?;
    let to = MailAddress::parse(&letter.recipient).map_err(|_| Why::NotAnAddress)?;
    let host = mailbox.address.split('@').next_back().unwrap_or("localhost");
    let name = format!("{}.staff@{host}", letter.id);
    let from = Correspondent::new(&mailbox.name, ours).map_err(|_| Why::Settings)?;
    let recipient = Correspondent::new("", to.clone()).map_err(|_| Why::NotAnAddress)?;
    let fields = [
        ("Auto-Submitted", "auto-generated".to_owned()),
        ("X-Auto-Response-Suppress", "All".to_owned()),
        (LOOP_FIELD, "1".to_owned()),
    ];
    let raw = compose(&Outgoing {
        from: &from,
        to: &recipient,
        reply_to: None,
        subject: &letter.subject,
        text: &letter.text,
        attachments: &[],
        date: letter.written_at,
        message_id: Some(&name),
        in_reply_to: None,
        references: &[],
        fields: &fields,
    })
    .map_err(|_| Why::Unwritten)?;
    Ok((to, raw))
}

async fn note(
    app: &App,
    institution: InstitutionId,
    letter: &StaffLetter,
    outcome: Result<String, Failure>,
) -> Result<(), CorrespondenceError> {
    let now = app.clock.now();
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    match outcome {
        Ok(said) => end_letter(&mut tx, letter.id, Ended::Sent, &said, now).await?,
        Err(failure) => {
            let said = unsent::keep(&failure);
            let attempts = u32::try_from(letter.tries).unwrap_or(u32::MAX);
            let next = if failure.outlook == Outlook::Permanent {
                Next::GiveUp
            } else {
                retry::next(retry::first_tried(letter.written_at, attempts, now), attempts, now)
            };
            match next {
                Next::At(then) => put_off_letter(&mut tx, letter.id, then, &said).await?,
                Next::GiveUp => end_letter(&mut tx, letter.id, Ended::GivenUp, &said, now).await?,
            }
            tracing::warn!(
                letter = %letter.id, why = %failure.why, code = failure.code,
                "a letter to an employee was not accepted"
            );
        }
    }
    tx.commit().await?;
    Ok(())
}
