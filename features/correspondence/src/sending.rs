//! Handing letters of the outbox to the mail server: retried, visible, never twice under another name.

use std::{path::PathBuf, sync::Arc};

use solits_cases::Consultation;
use solits_journal::{Actor, By, Entry, record};
use solits_kernel::{InstitutionId, Scope, Timestamp};
use solits_mail::Unreached;
use solits_post::{
    Login, MailAddress, Net, Proof, Security as Reached, Server as PostServer, WrongGrant,
    retry::{self, Next},
    smtp::{self, Accepted, Failure, Outlook, Relay, Stage, Why},
};
use solits_standard::{event::EventKind, model::ChannelKind};
use solits_web::App;

use crate::{
    CorrespondenceError,
    bounces::{self, Returned},
    model::{Mailbox, OutKind, Security, Server},
    store::{self, Held},
    unsent::{self, Because},
};

/// A node that has a letter in hand and dies lets go of it after this long: longer than any server takes.
const HELD_MINUTES: i64 = 12;

/// Where the passwords of mailboxes lie, and how servers are reached.
#[derive(Clone)]
pub struct Post {
    /// A folder with one file for each mailbox, named after its login: a password, or how tokens are got.
    pub secrets: PathBuf,
    /// Which servers may be reached and whom they have to be.
    pub net: Arc<Net>,
    /// The name of this machine, as it greets servers.
    pub hello: String,
}

impl std::fmt::Debug for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Post").field("secrets", &self.secrets).finish_non_exhaustive()
    }
}

impl Post {
    /// Who we are to the servers of a mailbox, as its file says.
    pub(crate) fn login(&self, mailbox: &Mailbox) -> Result<Login, NoLogin> {
        let name: String = mailbox
            .login
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@') { c } else { '_' })
            .collect();
        if name.starts_with('.') {
            return Err(NoLogin::NoFile);
        }
        let text = std::fs::read_to_string(self.secrets.join(name)).map_err(|_| NoLogin::NoFile)?;
        let proof = Proof::read(&text).map_err(NoLogin::Grant)?;
        Ok(Login { user: mailbox.login.clone(), proof })
    }

    /// The way letters of a mailbox leave.
    pub(crate) fn relay(&self, mailbox: &Mailbox) -> Result<Relay, Failure> {
        // A relay beside the program knows us by our address; no password goes over an open line.
        let login = if mailbox.outgoing.security == Security::Plain {
            None
        } else {
            match self.login(mailbox) {
                Ok(login) => Some(login),
                Err(NoLogin::NoFile) => None,
                // Once an administrator has put the file right the letter goes.
                Err(NoLogin::Grant(_)) => {
                    let failure = Failure::before(Stage::SignIn, Why::Grant);
                    return Err(Failure { outlook: Outlook::Temporary, ..failure });
                }
            }
        };
        Ok(Relay { server: server_of(&mailbox.outgoing), login, hello: self.hello.clone() })
    }
}

/// Why nothing can be shown to the servers of a mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoLogin {
    /// There is no file that can be read.
    NoFile,
    /// The file says how tokens are got, in a way that cannot be understood.
    Grant(WrongGrant),
}

pub(crate) fn server_of(server: &Server) -> PostServer {
    let security = match server.security {
        Security::Tls => Reached::Tls,
        Security::StartTls => Reached::StartTls,
        Security::Plain => Reached::PlainOnLoopback,
    };
    PostServer { host: server.host.clone(), port: server.port, security }
}

/// Hands over the letter that has been due longest; whether there was one.
pub async fn send_next(
    app: &App,
    institution: InstitutionId,
    post: &Post,
) -> Result<bool, CorrespondenceError> {
    let now = app.clock.now();
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let Some(held) = store::hold_next(&mut tx, now, now.plus_minutes(HELD_MINUTES)).await? else {
        return Ok(false);
    };
    let mailbox =
        store::find_mailbox(&mut tx, held.mailbox_id).await?.ok_or(CorrespondenceError::NotFound)?;
    let stays =
        is_kept_back(&mut tx, app, &held, now).await? || before_leaving(&mut tx, app, &held, now).await?;
    tx.commit().await?;
    if stays {
        return Ok(true);
    }
    // A machine's letter is handed in without an address to return to, so that nothing can answer it (RFC 3834).
    let ours = MailAddress::parse(&mailbox.address).ok();
    let from = ours.as_ref().filter(|_| held.is_signed());
    let outcome = match (post.relay(&mailbox), MailAddress::parse(&held.recipient)) {
        (Ok(relay), Ok(to)) => smtp::send(&relay, &post.net, from, &to, &held.raw).await,
        (_, Err(_)) => Err(Failure::before(Stage::Recipient, Why::NotAnAddress)),
        (Err(failure), Ok(_)) => Err(failure),
    };
    note(app, institution, &mailbox, &held, outcome).await?;
    Ok(true)
}

/// A letter with a blocked file does not leave (security §6): its author finds the draft again, and the case says why.
/// Whether it is one.
async fn is_kept_back(
    tx: &mut solits_db::Tx,
    app: &App,
    held: &Held,
    now: Timestamp,
) -> Result<bool, CorrespondenceError> {
    if !store::has_blocked_file(tx, held.id).await? {
        return Ok(false);
    }
    store::end_leaving(tx, held.id, "given_up", Because::FileBlocked.code(), now).await?;
    let actor = Actor { by: By::Program, at: now };
    let what = Returned { id: held.id, case: held.case_id, key: &held.recipient_key };
    bounces::returned(tx, app, &actor, what, Unreached::OwnServer, "").await?;
    if let Some(employee) = store::find_author(tx, held.id).await?.and_then(|author| author.employee_id) {
        store::reopen_reply(tx, held.case_id, employee).await?;
        tx.signal(format!("employee:{employee}"));
    }
    tx.signal("outbox");
    tx.signal(format!("case:{}", held.case_id));
    Ok(true)
}

/// What has to be so before a letter is handed over for the first time: its author's draft is done with, and a letter
/// that was to leave later answers its case now. It stays here where the client has written since, or the case has ended:
/// its author is asked again. Whether it stays.
async fn before_leaving(
    tx: &mut solits_db::Tx,
    app: &App,
    held: &Held,
    now: Timestamp,
) -> Result<bool, CorrespondenceError> {
    if held.tries > 1 || held.kind() != Some(OutKind::Reply) {
        return Ok(false);
    }
    let Some(author) = store::find_author(tx, held.id).await? else { return Ok(false) };
    let Some(employee) = author.employee_id else { return Ok(false) };
    if held.scheduled_at.is_some() {
        let case = solits_cases::find(tx, held.case_id).await?.ok_or(CorrespondenceError::NotFound)?;
        // The second of two letters of one reply finds the case answered by the first.
        let is_answered_by_it = case.answered_at == Some(now) || case.answer.as_deref() == Some(&author.text);
        let why = if store::has_written_since(tx, held.case_id, held.written_at).await? {
            Some(Because::ClientWrote)
        } else if !case.status.is_live() && !is_answered_by_it {
            Some(Because::CaseEnded)
        } else {
            None
        };
        if let Some(why) = why {
            store::end_leaving(tx, held.id, "taken_back", why.code(), now).await?;
            store::reopen_reply(tx, held.case_id, employee).await?;
            tx.signal("outbox");
            tx.signal(format!("case:{}", held.case_id));
            tx.signal(format!("employee:{employee}"));
            return Ok(true);
        }
        if case.status.is_live() {
            let actor = Actor { by: By::Employee(employee), at: now };
            solits_cases::reply(tx, app, &actor, held.case_id, case.version, &author.text).await?;
        }
    }
    store::forget_sent_reply(tx, held.case_id, employee).await?;
    Ok(false)
}

async fn note(
    app: &App,
    institution: InstitutionId,
    mailbox: &Mailbox,
    held: &Held,
    outcome: Result<Accepted, Failure>,
) -> Result<(), CorrespondenceError> {
    let actor = Actor { by: By::Program, at: app.clock.now() };
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    match outcome {
        Ok(accepted) => {
            let said = format!("{} {}", accepted.code, accepted.words);
            if store::end_leaving(&mut tx, held.id, "sent", &said, actor.at).await? {
                left(&mut tx, app, &actor, mailbox, held).await?;
            }
        }
        Err(failure) => {
            let said = unsent::keep(&failure);
            let next = if failure.outlook == Outlook::Permanent {
                Next::GiveUp
            } else {
                tried_again(held, actor.at)
            };
            match next {
                Next::At(then) => store::put_off(&mut tx, held.id, then, &said).await?,
                Next::GiveUp => {
                    store::end_leaving(&mut tx, held.id, "given_up", &said, actor.at).await?;
                    let what = Returned { id: held.id, case: held.case_id, key: &held.recipient_key };
                    let answer = failure.answer();
                    bounces::returned(&mut tx, app, &actor, what, why(&failure), &answer).await?;
                }
            }
            tracing::warn!(
                message = %held.id, why = %failure.why, code = failure.code, "a letter was not accepted"
            );
        }
    }
    tx.signal("outbox");
    tx.signal(format!("case:{}", held.case_id));
    tx.commit().await?;
    Ok(())
}

/// When a letter that was not accepted for now is tried again. Days that passed before it was due, or before anybody tried,
/// are none of those in which it is tried.
fn tried_again(held: &Held, failed: Timestamp) -> Next {
    let attempts = u32::try_from(held.tries).unwrap_or(u32::MAX);
    retry::next(retry::first_tried(held.due_at(), attempts, failed), attempts, failed)
}

/// Why a letter is given up. What our own server says before it hears of the recipient is not the recipient's fault.
fn why(failure: &Failure) -> Unreached {
    match failure.stage {
        Stage::Connection | Stage::SignIn | Stage::Sender => Unreached::OwnServer,
        Stage::Recipient if failure.why == Why::NotAnAddress => Unreached::NoSuchAddress,
        Stage::Recipient | Stage::Content => match (Unreached::of("", &failure.answer()), failure.outlook) {
            (Unreached::Unknown, Outlook::Temporary | Outlook::Unknown) => Unreached::NotReached,
            (reason, _) => reason,
        },
    }
}

/// Records that a letter has left: a confirmation keeps the promise of one, and so does a reply, unless it leaves before a
/// decision that is awaited; what was passed on is with the other body.
async fn left(
    tx: &mut solits_db::Tx,
    app: &App,
    actor: &Actor,
    mailbox: &Mailbox,
    held: &Held,
) -> Result<(), CorrespondenceError> {
    let kind = match held.kind() {
        Some(OutKind::Receipt) => {
            solits_cases::acknowledge_by_program(tx, app, actor, held.case_id).await?;
            EventKind::MessageAcknowledged
        }
        Some(OutKind::Reply) => {
            let case = solits_cases::find(tx, held.case_id).await?.ok_or(CorrespondenceError::NotFound)?;
            if solits_cases::awaits_ruling(tx, &case).await? {
                // Before the decision nothing is answered by it; it is a contact all the same.
                return consulted(tx, held, actor.at).await;
            }
            EventKind::MessageAnswered
        }
        // Nobody is answered by it: the client was told when the case was passed on.
        Some(OutKind::Forward) => EventKind::MessageForwarded,
        Some(OutKind::Notice) if held.planned_at.is_some() => EventKind::MessageDelayTold,
        Some(OutKind::Notice) | None => return Ok(()),
    };
    let entry = Entry::new(kind, held.case_id, Some(mailbox.branch)).with("message", held.id);
    let entry = match held.planned_at {
        Some(planned) => entry.with("planned_at", planned),
        None => entry,
    };
    record(tx, &app.heart, actor, entry).await?;
    solits_cases::refresh_due(tx, held.case_id).await?;
    if kind == EventKind::MessageAnswered { consulted(tx, held, actor.at).await } else { Ok(()) }
}

/// The consultation that a letter is; one that left before and is sent once more is the same.
async fn consulted(tx: &mut solits_db::Tx, held: &Held, at: Timestamp) -> Result<(), CorrespondenceError> {
    if store::has_left_before(tx, held.case_id, held.id).await? {
        return Ok(());
    }
    let employee = store::find_author(tx, held.id).await?.and_then(|author| author.employee_id);
    let consultation = Consultation {
        case: held.case_id,
        channel: ChannelKind::Email,
        employee,
        began: held.written_at,
        ended: at,
    };
    solits_cases::consulted(tx, consultation).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use solits_kernel::{BranchId, EmployeeId};
    use solits_post::{Reach, Timeouts, Tokens, Trust};
    use uuid::Uuid;

    use super::*;
    use crate::model::{MailboxId, MessageId, Standing};

    /// A day in minutes.
    const DAY: i64 = 24 * 60;

    fn minute(minutes: i64) -> Timestamp {
        Timestamp::from_millis(1_795_000_000_000).plus_minutes(minutes)
    }

    /// A letter written at minute 0, with so many attempts.
    fn held(tries: i64, scheduled_at: Option<Timestamp>) -> Held {
        Held {
            id: MessageId::new(Uuid::nil()),
            mailbox_id: MailboxId::new(Uuid::nil()),
            case_id: solits_kernel::CaseId::new(Uuid::nil()),
            kind: "reply".to_owned(),
            recipient: "janis@example.org".to_owned(),
            recipient_key: "janis@example.org".to_owned(),
            raw: Vec::new(),
            written_at: minute(0),
            tries,
            planned_at: None,
            scheduled_at,
        }
    }

    #[test]
    fn a_letter_is_tried_for_three_days_from_its_first_attempt_on() {
        let then = Some(minute(10 * DAY));
        for (what, held, failed, next) in [
            ("ordinary", held(1, None), 0, Next::At(minute(1))),
            ("ordinary", held(20, None), 4111, Next::At(minute(3 * DAY))),
            ("ordinary", held(21, None), 3 * DAY, Next::GiveUp),
            ("for later", held(1, then), 10 * DAY, Next::At(minute(10 * DAY + 1))),
            ("for later", held(20, then), 10 * DAY + 4111, Next::At(minute(13 * DAY))),
            ("for later", held(21, then), 13 * DAY, Next::GiveUp),
            ("stood still", held(1, None), 5 * DAY, Next::At(minute(5 * DAY + 1))),
            ("stood still", held(20, None), 5 * DAY + 4111, Next::At(minute(8 * DAY))),
            ("stood still", held(21, None), 8 * DAY, Next::GiveUp),
        ] {
            assert_eq!(tried_again(&held, minute(failed)), next, "{what}, attempt {}", held.tries);
        }
    }

    fn mailbox(security: Security) -> Mailbox {
        let server = Server { host: "mail.testa.example".to_owned(), port: 587, security };
        Mailbox {
            id: MailboxId::new(Uuid::nil()),
            name: "Testa iestāde".to_owned(),
            address: "info@testa.example".to_owned(),
            branch: BranchId::new(Uuid::nil()),
            keeper: EmployeeId::new(Uuid::nil()),
            incoming: server.clone(),
            folders: vec!["INBOX".to_owned()],
            outgoing: server,
            login: "info".to_owned(),
            is_active: true,
            standing: Standing::New,
            checked_at: None,
            version: 1,
            portals: Vec::new(),
            own_server: String::new(),
        }
    }

    #[test]
    fn a_letter_waits_where_the_file_about_tokens_cannot_be_understood() {
        let folder = tempfile::tempdir().unwrap();
        let net = Net {
            reach: Reach::public(),
            trust: Trust::system(),
            timeouts: Timeouts::default(),
            tokens: Tokens::default(),
        };
        let post = Post {
            secrets: folder.path().to_owned(),
            net: Arc::new(net),
            hello: "solits.example".to_owned(),
        };
        let has_login = |security| post.relay(&mailbox(security)).map(|relay| relay.login.is_some());
        assert_eq!(has_login(Security::StartTls), Ok(false), "a server may know us by our address");
        std::fs::write(folder.path().join("info"), "token_url = \"https://login.example/t\"").unwrap();
        let failure = has_login(Security::StartTls).unwrap_err();
        assert_eq!(
            (failure.why, failure.outlook, failure.words.as_str()),
            (Why::Grant, Outlook::Temporary, "")
        );
        assert_eq!(has_login(Security::Plain), Ok(false), "nothing is shown over an open line");
        std::fs::write(folder.path().join("info"), "zilā govs\n").unwrap();
        assert_eq!(has_login(Security::StartTls), Ok(true));
    }

    #[test]
    fn only_what_the_server_said_of_the_recipient_is_held_against_the_address() {
        let given_up = |stage, reason, outlook, code, words: &str| {
            why(&Failure { outlook, stage, code, why: reason, words: words.to_owned() })
        };
        assert_eq!(
            given_up(Stage::Connection, Why::Unreachable, Outlook::Temporary, None, ""),
            Unreached::OwnServer
        );
        assert_eq!(
            given_up(Stage::Recipient, Why::Recipient, Outlook::Permanent, Some(550), "5.1.1 no such user"),
            Unreached::NoSuchAddress
        );
        assert_eq!(
            given_up(Stage::Content, Why::Uncertain, Outlook::Unknown, None, ""),
            Unreached::NotReached
        );
        let no_address = Failure::before(Stage::Recipient, Why::NotAnAddress);
        assert_eq!(why(&no_address), Unreached::NoSuchAddress);
    }
}
