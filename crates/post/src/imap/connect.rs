//! Connecting to an IMAP server and signing in.

use async_imap::{
    Client,
    imap_proto::{Capability, RequestId, Response, Status},
};
use tokio::io::AsyncWriteExt as _;

use super::{
    Account,
    answer::{Step, failed, farewell, step, understood},
    guard::Guarded,
};
use crate::{
    Grant, Login, Net, Proof, Secret, Security,
    net::within,
    trouble::{Trouble, TroubleKind},
};

/// The library logs what it sends, passwords among it, at the level of traces. The features of `log` that this crate asks
/// for leave that level out of the program.
const _: () = assert!(matches!(log::STATIC_MAX_LEVEL, log::LevelFilter::Debug));

/// Connects and hears the server's greeting, up to the point where the connection is as safe as it is meant to be.
pub(super) async fn greet(account: &Account, net: &Net, limit: usize) -> Result<Client<Guarded>, Trouble> {
    let server = &account.server;
    let plain = net.connect(server).await?;
    match server.security {
        Security::Tls => greeted(Guarded::new(net.secure(server, plain).await?, limit), net).await,
        Security::PlainOnLoopback => greeted(Guarded::new(plain, limit), net).await,
        Security::StartTls => {
            let mut client = greeted(plain, net).await?;
            let offered =
                within(net.timeouts.answer, client.run_command_and_check_ok("STARTTLS", None)).await?;
            offered.map_err(|error| Trouble { kind: TroubleKind::Tls, ..failed(&error) })?;
            // What was read ahead in the clear is thrown away with the client.
            let secured = net.secure(server, client.into_inner()).await?;
            Ok(Client::new(Guarded::new(secured, limit)))
        }
    }
}

async fn greeted<W>(wire: W, net: &Net) -> Result<Client<W>, Trouble>
where
    W: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + std::fmt::Debug + Send,
{
    let mut client = Client::new(wire);
    let greeting = understood(within(net.timeouts.answer, client.read_response()).await?)?;
    farewell(greeting.parsed())?;
    match greeting.parsed() {
        Response::Data { status: Status::Ok, .. } => Ok(client),
        // A server that thinks we have signed in already would be spoken to in the clear.
        _ => Err(Trouble::new(TroubleKind::Garbled, "the server does not greet as an IMAP server does")),
    }
}

pub(super) async fn sign_in(
    client: Client<Guarded>,
    login: &Login,
    net: &Net,
) -> Result<async_imap::Session<Guarded>, Trouble> {
    match &login.proof {
        Proof::Password(password) => by_password(client, &login.user, password, net).await,
        Proof::Grant(grant) => by_token(client, &login.user, grant, net).await,
    }
}

async fn by_password(
    client: Client<Guarded>,
    user: &str,
    password: &Secret,
    net: &Net,
) -> Result<async_imap::Session<Guarded>, Trouble> {
    let signed_in = if user.is_ascii() && password.expose().is_ascii() {
        within(net.timeouts.answer, client.login(user, password.expose())).await?
    } else {
        // Words in quotes are ASCII; this way has no such bound.
        within(net.timeouts.answer, client.authenticate("PLAIN", Plain { user, password })).await?
    };
    signed_in.map_err(|(error, _)| not_signed_in(&error, password))
}

/// Signs in with the token in hand; one that is refused is asked for anew, once.
async fn by_token(
    mut client: Client<Guarded>,
    user: &str,
    grant: &Grant,
    net: &Net,
) -> Result<async_imap::Session<Guarded>, Trouble> {
    let mut is_last = false;
    let way = offered(&mut client, net).await?;
    loop {
        let token = net.token(grant).await?;
        let bearer = Bearer { way, user, token: &token.secret, has_shown: false };
        let shown = within(net.timeouts.answer, client.authenticate(way.word(), bearer)).await?;
        let (error, back) = match shown {
            Ok(session) => return Ok(session),
            Err(refused) => refused,
        };
        let trouble = not_signed_in(&error, &token.secret);
        // Without an answer of the server nothing is known of the token.
        if trouble.kind != TroubleKind::SignIn {
            return Err(trouble);
        }
        net.forget(grant, &token.secret).await;
        if token.is_new || is_last {
            return Err(trouble);
        }
        client = back;
        is_last = true;
    }
}

fn not_signed_in(error: &async_imap::error::Error, secret: &Secret) -> Trouble {
    let trouble = failed(error);
    let kind = if trouble.kind == TroubleKind::Refused { TroubleKind::SignIn } else { trouble.kind };
    Trouble { kind, words: secret.blot(&trouble.words), ..trouble }
}

/// Asks which way of showing a token the server offers. The library asks for nothing before the sign-in.
async fn offered(client: &mut Client<Guarded>, net: &Net) -> Result<Way, Trouble> {
    let tag = RequestId("C1".to_owned());
    let asked = async {
        let wire = client.get_mut();
        wire.write_all(b"C1 CAPABILITY\r\n").await?;
        wire.flush().await
    };
    within(net.timeouts.answer, asked).await?.map_err(|error| Trouble::io(&error))?;
    let mut offered = None;
    loop {
        let response = understood(within(net.timeouts.answer, client.read_response()).await?)?;
        farewell(response.parsed())?;
        if let Response::Capabilities(words) = response.parsed() {
            offered = Way::ALL.into_iter().find(|way| {
                words.iter().any(
                    |offer| matches!(offer, Capability::Auth(word) if word.eq_ignore_ascii_case(way.word())),
                )
            });
        }
        if let Step::Done(done) = step(response.parsed(), &tag) {
            done?;
            break;
        }
    }
    offered.ok_or_else(|| Trouble::new(TroubleKind::SignIn, "the server offers no sign-in with tokens"))
}

/// User and password in one answer (RFC 4616).
struct Plain<'a> {
    user: &'a str,
    password: &'a Secret,
}

impl async_imap::Authenticator for Plain<'_> {
    type Response = String;
    fn process(&mut self, _: &[u8]) -> String {
        format!("\0{}\0{}", self.user, self.password.expose())
    }
}

/// A way of showing a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// As Google and Microsoft do.
    Xoauth2,
    /// RFC 7628.
    Bearer,
}

impl Way {
    /// All of them, the more usual one first.
    const ALL: [Self; 2] = [Self::Xoauth2, Self::Bearer];

    const fn word(self) -> &'static str {
        match self {
            Self::Xoauth2 => "XOAUTH2",
            Self::Bearer => "OAUTHBEARER",
        }
    }
}

/// User and token in one answer.
struct Bearer<'a> {
    way: Way,
    user: &'a str,
    token: &'a Secret,
    has_shown: bool,
}

impl async_imap::Authenticator for Bearer<'_> {
    type Response = String;
    fn process(&mut self, _: &[u8]) -> String {
        let is_asked_again = std::mem::replace(&mut self.has_shown, true);
        let token = self.token.expose();
        match self.way {
            // What is asked after the token is why it is refused; the refusal itself comes after this answer.
            Way::Xoauth2 if is_asked_again => String::new(),
            Way::Bearer if is_asked_again => "\u{1}".to_owned(),
            Way::Xoauth2 => format!("user={}\u{1}auth=Bearer {token}\u{1}\u{1}", self.user),
            Way::Bearer => {
                let user = self.user.replace('=', "=3D").replace(',', "=2C");
                format!("n,a={user},\u{1}auth=Bearer {token}\u{1}\u{1}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use async_imap::Authenticator as _;

    use super::*;

    #[test]
    fn a_token_is_shown_once_and_its_refusal_heard_to_the_end() {
        let token = Secret::new("t.1".to_owned());
        let answers = |way, user| {
            let mut bearer = Bearer { way, user, token: &token, has_shown: false };
            [bearer.process(b""), bearer.process(b"{\"status\":\"401\"}")]
        };
        assert_eq!(
            answers(Way::Xoauth2, "info@example.lv"),
            ["user=info@example.lv\u{1}auth=Bearer t.1\u{1}\u{1}", ""]
        );
        assert_eq!(
            answers(Way::Bearer, "in,fo=@example.lv"),
            ["n,a=in=2Cfo=3D@example.lv,\u{1}auth=Bearer t.1\u{1}\u{1}", "\u{1}"]
        );
    }
}
