//! Connecting to an IMAP server and signing in.

use async_imap::{
    Client,
    imap_proto::{Response, Status},
};

use super::{
    Account,
    answer::{failed, farewell, understood},
    guard::Guarded,
};
use crate::{
    Login, Net, Security,
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
    let (user, password) = (login.user.as_str(), login.secret.expose());
    let signed_in = if user.is_ascii() && password.is_ascii() {
        within(net.timeouts.answer, client.login(user, password)).await?
    } else {
        // Words in quotes are ASCII; this way has no such bound.
        within(net.timeouts.answer, client.authenticate("PLAIN", Plain(login))).await?
    };
    signed_in.map_err(|(error, _)| {
        let trouble = failed(&error);
        let kind = if trouble.kind == TroubleKind::Refused { TroubleKind::SignIn } else { trouble.kind };
        Trouble { kind, words: login.secret.blot(&trouble.words), ..trouble }
    })
}

/// User and password in one answer (RFC 4616).
struct Plain<'a>(&'a Login);

impl async_imap::Authenticator for Plain<'_> {
    type Response = String;
    fn process(&mut self, _: &[u8]) -> String {
        format!("\0{}\0{}", self.0.user, self.0.secret.expose())
    }
}
