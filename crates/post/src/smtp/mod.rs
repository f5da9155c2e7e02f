//! Handing letters in over SMTP.

mod greeted;
mod why;

use std::{borrow::Cow, error::Error as _, time::Duration};

use lettre::{
    Address,
    transport::smtp::{
        Error,
        authentication::{Credentials, Mechanism},
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter},
        response::Response,
    },
};

use crate::{
    Grant, Login, MailAddress, Net, Proof, Secret, Security, Server,
    net::within,
    trouble::{Trouble, TroubleKind, one_line},
};

pub use why::Why;

/// The server that letters are handed to.
#[derive(Clone)]
pub struct Relay {
    /// Where it is.
    pub server: Server,
    /// Who we are to it; `None` where it knows us by our address.
    pub login: Option<Login>,
    /// The name we greet it with: this machine's full name.
    pub hello: String,
}

/// The relay has taken the letter over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Its code, 250 as a rule.
    pub code: u16,
    /// Its words, which often hold the letter's number in its queue.
    pub words: String,
}

/// The relay has not, or we do not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}: {words}")]
pub struct Failure {
    /// What follows for the letter.
    pub outlook: Outlook,
    /// How far it came.
    pub stage: Stage,
    /// The server's code, if it gave one.
    pub code: Option<u16>,
    /// What kept the letter here, for a sentence in the reader's language.
    pub why: Why,
    /// What the server itself said; empty where it said nothing. One line, at most 300 characters.
    pub words: String,
}

/// What follows for a letter that was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outlook {
    /// Try again later ([`crate::retry`]). It certainly was not delivered.
    Temporary,
    /// Try again later. The connection was lost after the last byte: the letter may have been delivered, and the next
    /// attempt may be a second copy. Its id is the same, by which most mailboxes know a copy.
    Unknown,
    /// The server refuses this letter or recipient for good; trying again is of no use.
    Permanent,
}

/// How far a letter came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Finding, connecting, securing, greeting.
    Connection,
    /// User and password.
    SignIn,
    /// The envelope's sender.
    Sender,
    /// The recipient.
    Recipient,
    /// The letter itself.
    Content,
}

/// How long we wait for a farewell; the letter is over there already.
const FAREWELL: Duration = Duration::from_secs(2);

/// Hands one letter to one recipient. `from` is the envelope's sender, `None` for a machine's letter, which nobody may
/// answer (`security.md` §8). The bytes go out as they are, but that lone line feeds and returns become whole line
/// ends: what one server takes for the end of a letter and another does not has carried letters into letters.
///
/// Each call is a connection of its own. Dropping the future may leave the letter delivered or not, as [`Outlook::Unknown`].
pub async fn send(
    relay: &Relay,
    net: &Net,
    from: Option<&MailAddress>,
    to: &MailAddress,
    raw: &[u8],
) -> Result<Accepted, Failure> {
    let mut dialogue = Dialogue { connection: open(relay, net).await?, answer: net.timeouts.answer };
    if let Some(login) = &relay.login {
        dialogue.sign_in(login, net).await?;
    }
    let raw = whole_lines(raw);
    dialogue.sender(from, to, &raw).await?;
    dialogue.say(Stage::Recipient, Rcpt::new(to.inner().clone(), Vec::new())).await?;
    dialogue.say(Stage::Content, Data).await?;
    let accepted = dialogue.content(&raw, net.timeouts.accept).await?;
    // Whatever comes now, the letter is accepted.
    let _ = within(FAREWELL, dialogue.connection.quit()).await;
    Ok(accepted)
}

async fn open(relay: &Relay, net: &Net) -> Result<AsyncSmtpConnection, Failure> {
    let lost = |trouble: Trouble| Failure::of(Stage::Connection, trouble);
    if relay.hello.is_empty() || relay.hello.contains(|c: char| !c.is_ascii_graphic()) {
        return Err(lost(Trouble::new(TroubleKind::Settings, "the name to greet with is no host name")));
    }
    let plain = net.connect(&relay.server).await.map_err(lost)?;
    let wire: Box<dyn lettre::transport::smtp::client::AsyncTokioStream> = match relay.server.security {
        Security::PlainOnLoopback => Box::new(plain),
        Security::Tls => {
            Box::new(greeted::Greeted::silent(net.secure(&relay.server, plain).await.map_err(lost)?))
        }
        Security::StartTls => {
            let plain = within(net.timeouts.answer, greeted::start_tls(plain, &relay.hello)).await;
            let plain = plain.and_then(|started| started).map_err(lost)?;
            Box::new(greeted::Greeted::repeating(net.secure(&relay.server, plain).await.map_err(lost)?))
        }
    };
    let hello = ClientId::Domain(relay.hello.clone());
    within(net.timeouts.answer, AsyncSmtpConnection::connect_with_transport(wire, &hello))
        .await
        .map_err(lost)?
        // A server that does not want to speak refuses us, not the letter.
        .map_err(|error| Failure { outlook: Outlook::Temporary, ..Failure::from(Stage::Connection, &error) })
}

struct Dialogue {
    connection: AsyncSmtpConnection,
    answer: Duration,
}

impl Dialogue {
    async fn sign_in(&mut self, login: &Login, net: &Net) -> Result<(), Failure> {
        match &login.proof {
            Proof::Password(password) => {
                self.show(&[Mechanism::Plain, Mechanism::Login], &login.user, password).await
            }
            Proof::Grant(grant) => self.sign_in_by_token(&login.user, grant, net).await,
        }
    }

    /// Signs in with the token in hand; one that is refused is asked for anew, once.
    async fn sign_in_by_token(&mut self, user: &str, grant: &Grant, net: &Net) -> Result<(), Failure> {
        let mut is_last = false;
        loop {
            let token = net.token(grant).await.map_err(|trouble| Failure::of(Stage::SignIn, trouble))?;
            let Err(failure) = self.show(&[Mechanism::Xoauth2], user, &token.secret).await else {
                return Ok(());
            };
            // Without an answer of the server nothing is known of the token.
            if failure.code.is_none() {
                return Err(failure);
            }
            net.forget(grant, &token.secret).await;
            if token.is_new || is_last {
                return Err(failure);
            }
            is_last = true;
        }
    }

    async fn show(&mut self, ways: &[Mechanism], user: &str, secret: &Secret) -> Result<(), Failure> {
        let lost = |trouble: Trouble| Failure::of(Stage::SignIn, trouble);
        let credentials = Credentials::new(user.to_owned(), secret.expose().to_owned());
        let done = self.connection.auth(ways, &credentials);
        let mut done = within(self.answer, done).await.map_err(lost)?;
        // The reason why a token is refused comes as a question, the refusal itself after an empty answer to it; the
        // client for SMTP knows no such question.
        let is_asked = ways.contains(&Mechanism::Xoauth2)
            && self.connection.server_info().supports_auth_mechanism(Mechanism::Xoauth2)
            && done.as_ref().is_err_and(Error::is_client);
        if is_asked {
            let heard = within(self.answer, self.connection.command("\r\n")).await.map_err(lost)?;
            if heard.is_err() {
                done = heard;
            }
        }
        // A wrong password is mended by an administrator, and the letter then goes.
        done.map(drop).map_err(|error| {
            let failure = Failure::from(Stage::SignIn, &error);
            Failure { outlook: Outlook::Temporary, words: secret.blot(&failure.words), ..failure }
        })
    }

    async fn sender(
        &mut self,
        from: Option<&MailAddress>,
        to: &MailAddress,
        raw: &[u8],
    ) -> Result<(), Failure> {
        let server = self.connection.server_info();
        let mut parameters = Vec::new();
        if !raw.is_ascii() {
            if !server.supports_feature(Extension::EightBitMime) {
                return Err(Failure::before(Stage::Sender, Why::LetterNotAscii));
            }
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        if !(to.as_str().is_ascii() && from.is_none_or(|from| from.as_str().is_ascii())) {
            if !server.supports_feature(Extension::SmtpUtfEight) {
                return Err(Failure::before(Stage::Sender, Why::AddressNotAscii));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        let from: Option<Address> = from.map(|from| from.inner().clone());
        let said = self.say(Stage::Sender, Mail::new(from, parameters)).await;
        // 530: sign in first; 535 and 538: not this way. These are about us, not about the letter.
        said.map(drop).map_err(|failure| match failure.code {
            Some(530 | 535 | 538) => Failure { outlook: Outlook::Temporary, why: Why::SignIn, ..failure },
            _ => failure,
        })
    }

    async fn say(&mut self, stage: Stage, command: impl std::fmt::Display) -> Result<Response, Failure> {
        within(self.answer, self.connection.command(command))
            .await
            .map_err(|trouble| Failure::of(stage, trouble))?
            .map_err(|error| Failure::from(stage, &error))
    }

    async fn content(&mut self, raw: &[u8], limit: Duration) -> Result<Accepted, Failure> {
        let unknown =
            |failure: Failure| Failure { outlook: Outlook::Unknown, why: Why::Uncertain, ..failure };
        // The client ends the last line itself.
        let raw = raw.strip_suffix(b"\r\n").unwrap_or(raw);
        match within(limit, self.connection.message(raw)).await {
            Ok(Ok(response)) => Ok(Accepted {
                code: response.code().into(),
                words: one_line(&response.message().collect::<Vec<_>>().join(" ")),
            }),
            Ok(Err(error)) if error.status().is_some() => Err(Failure::from(Stage::Content, &error)),
            Ok(Err(error)) => Err(unknown(Failure::from(Stage::Content, &error))),
            Err(trouble) => Err(unknown(Failure::of(Stage::Content, trouble))),
        }
    }
}

impl Failure {
    /// A letter that is not handed in at all, for a reason of ours.
    pub fn before(stage: Stage, why: Why) -> Self {
        Self { outlook: Outlook::Permanent, stage, code: None, why, words: String::new() }
    }

    fn of(stage: Stage, trouble: Trouble) -> Self {
        // Of what goes wrong with a connection only a refusal is told in the server's words.
        let words = if trouble.kind == TroubleKind::Refused { trouble.words } else { String::new() };
        Self { outlook: Outlook::Temporary, stage, code: None, why: Why::of(trouble.kind), words }
    }

    fn from(stage: Stage, error: &Error) -> Self {
        let outlook = if error.is_permanent() { Outlook::Permanent } else { Outlook::Temporary };
        let words = match error.source() {
            Some(source) if error.status().is_some() => one_line(&source.to_string()),
            _ => String::new(),
        };
        let code = error.status().map(u16::from);
        Self { outlook, stage, code, why: Why::from(stage, error), words }
    }

    /// What the server itself said, with its code; empty where it said nothing.
    pub fn answer(&self) -> String {
        match self.code {
            Some(code) => format!("{code} {}", self.words).trim_end().to_owned(),
            None => self.words.clone(),
        }
    }
}

/// The letter with every line ended by return and line feed.
fn whole_lines(raw: &[u8]) -> Cow<'_, [u8]> {
    let is_whole = |at: usize| match raw[at] {
        b'\n' => at > 0 && raw[at - 1] == b'\r',
        b'\r' => raw.get(at + 1) == Some(&b'\n'),
        _ => true,
    };
    if (0..raw.len()).all(is_whole) {
        return Cow::Borrowed(raw);
    }
    let mut mended = Vec::with_capacity(raw.len() + raw.len() / 32);
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\r' => {
                bytes.next_if_eq(&b'\n');
                mended.extend_from_slice(b"\r\n");
            }
            b'\n' => mended.extend_from_slice(b"\r\n"),
            other => mended.push(other),
        }
    }
    Cow::Owned(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_server_said_is_told_as_its_answer() {
        let failure = |code, words: &str| Failure {
            code,
            words: words.to_owned(),
            ..Failure::before(Stage::Recipient, Why::Recipient)
        };
        assert_eq!(failure(Some(550), "5.1.1 no such user").answer(), "550 5.1.1 no such user");
        assert_eq!(failure(Some(550), "").answer(), "550");
        assert_eq!(failure(None, "").answer(), "");
        let lost = |kind| Failure::of(Stage::Connection, Trouble::quoting(kind, "454 4.7.0 not now"));
        assert_eq!(lost(TroubleKind::Refused).answer(), "454 4.7.0 not now");
        assert_eq!(lost(TroubleKind::Unreachable).answer(), "", "the system's words are not the server's");
    }

    #[test]
    fn lone_line_feeds_and_returns_become_whole_line_ends() {
        assert_eq!(&*whole_lines(b"a\nb\rc\r\nd\r\r\n\n.\n"), b"a\r\nb\r\nc\r\nd\r\n\r\n\r\n.\r\n");
        assert!(matches!(whole_lines(b"a\r\n.b\r\n"), Cow::Borrowed(_)));
    }
}
