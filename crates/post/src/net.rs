//! Connecting to the one configured server.

use std::{fmt, io, net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpStream, lookup_host},
    time::timeout,
};
use tokio_rustls::{
    client::TlsStream,
    rustls::{self, pki_types::ServerName},
};

use crate::{
    Proof, Reach, Tokens, Trust,
    trouble::{Trouble, TroubleKind},
};

/// A server as an administrator has entered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its name or address. The certificate must be for it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How what is said to it is protected.
    pub security: Security,
}

/// How what is said to a server is protected. There is no fall-back from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (IMAP 993, SMTP 465).
    Tls,
    /// TLS after a command (IMAP 143, SMTP 587); a server that does not offer it is refused.
    StartTls,
    /// None, and therefore only to this machine itself: a relay beside the program.
    PlainOnLoopback,
}

/// Who we are to a server.
#[derive(Clone)]
pub struct Login {
    /// The user.
    pub user: String,
    /// What proves it: a password, or tokens.
    pub proof: Proof,
}

/// What connections out are made with; the same for all accounts.
#[derive(Clone)]
pub struct Net {
    /// Which addresses may be connected to.
    pub reach: Reach,
    /// Whose certificates are believed.
    pub trust: Trust,
    /// How long a server may take.
    pub timeouts: Timeouts,
    /// The tokens in hand, for mailboxes that sign in with them.
    pub tokens: Tokens,
}

/// How long a server may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// To be found, connected to and secured; 10 seconds.
    pub connect: Duration,
    /// To say the next thing; a minute.
    pub answer: Duration,
    /// To take a letter over after its last byte; 5 minutes, since giving up early means sending it twice.
    pub accept: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_mins(1),
            accept: Duration::from_mins(5),
        }
    }
}

/// Either kind of connection.
pub(crate) trait Wire: AsyncRead + AsyncWrite + Send + Sync + Unpin + fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Send + Sync + Unpin + fmt::Debug> Wire for T {}

impl Net {
    /// Connects to the server at an address it resolves to and that may be reached; nothing is said yet.
    pub(crate) async fn connect(&self, server: &Server) -> Result<TcpStream, Trouble> {
        within(self.timeouts.connect, self.connect_at_leisure(server)).await?
    }

    async fn connect_at_leisure(&self, server: &Server) -> Result<TcpStream, Trouble> {
        let resolved = lookup_host((server.host.as_str(), server.port))
            .await
            .map_err(|_| Trouble::new(TroubleKind::Address, "the host has no address"))?;
        let permitted: Vec<SocketAddr> = resolved.filter(|address| self.permits(server, *address)).collect();
        let mut last =
            Trouble::new(TroubleKind::NotPermitted, "the host has no address that may be connected to");
        for address in permitted {
            match TcpStream::connect(address).await {
                Ok(stream) => {
                    keep_alive(&stream);
                    return Ok(stream);
                }
                Err(error) => last = Trouble::quoting(TroubleKind::Unreachable, &error.to_string()),
            }
        }
        Err(last)
    }

    fn permits(&self, server: &Server, address: SocketAddr) -> bool {
        let may_be_plain =
            server.security != Security::PlainOnLoopback || address.ip().to_canonical().is_loopback();
        may_be_plain && self.reach.permits(address.ip())
    }

    /// Secures a connection; the server must prove to be the configured host.
    pub(crate) async fn secure(
        &self,
        server: &Server,
        stream: TcpStream,
    ) -> Result<TlsStream<TcpStream>, Trouble> {
        let name = ServerName::try_from(server.host.clone()).map_err(|_| {
            Trouble::new(TroubleKind::Settings, "the host is no name a certificate could be for")
        })?;
        within(self.timeouts.connect, self.trust.connector().connect(name, stream))
            .await?
            .map_err(|error| Trouble::quoting(unsecured(&error), &error.to_string()))
    }
}

/// Whether the server did not prove who it is, or could not be spoken to in secret at all.
fn unsecured(error: &io::Error) -> TroubleKind {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InvalidCertificate(_)) => TroubleKind::Certificate,
        _ => TroubleKind::Tls,
    }
}

/// Has the system notice in some minutes that the other side is gone, also while nothing is said for half an hour.
fn keep_alive(stream: &TcpStream) {
    let probes =
        socket2::TcpKeepalive::new().with_time(Duration::from_mins(1)).with_interval(Duration::from_secs(20));
    // Where the system cannot, the next command notices.
    let _ = socket2::SockRef::from(stream).set_tcp_keepalive(&probes);
    let _ = stream.set_nodelay(true);
}

/// The outcome of something a server does, or that it did not come in time.
pub(crate) async fn within<T>(limit: Duration, doing: impl Future<Output = T>) -> Result<T, Trouble> {
    timeout(limit, doing)
        .await
        .map_err(|_| Trouble::new(TroubleKind::Silence, "the server did not answer in time"))
}
