//! The accept loop: our own, because the limits on slow and many connections belong here.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
};
use tower::ServiceExt as _;

use crate::{Limits, Network, address::source};

/// How many connections at a time are told that there is no place for them; beyond these they are only closed, so that a
/// flood cannot cost more than it does.
const MOST_TURNED_AWAY: usize = 64;
/// How long one of these may take to hear it.
const TURN_AWAY_TIMEOUT: Duration = Duration::from_secs(2);
/// What they are told, whatever they came to ask. It is too early to know the language; the end of the connection is the
/// end of the answer.
const FULL: &str = "HTTP/1.1 503 Service Unavailable\r\n\
    Retry-After: 10\r\n\
    Connection: close\r\n\
    Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Content-Security-Policy: default-src 'none'\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\
    \r\n\
    Šobrīd mums ir pārāk daudz savienojumu. Mēģiniet vēlreiz pēc 10 sekundēm.\n\
    We have too many connections just now. Try again in 10 seconds.\n";
/// How many headers a request may have, and how long all of them may be together.
const MOST_HEADERS: usize = 64;
const MOST_HEADER_BYTES: usize = 32 * 1024;
/// After so long what was sent and never acknowledged has nobody to read it: a client that went away without a word gives
/// its connection back, and the place of its stream. Streams say something every few seconds.
#[cfg(target_os = "linux")]
const UNHEARD: Duration = Duration::from_mins(1);

/// A bound address, about to serve.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
}

impl Listening {
    /// Binds an address; port 0 takes a free one.
    pub async fn bind(address: SocketAddr) -> std::io::Result<Self> {
        Ok(Self { listener: TcpListener::bind(address).await? })
    }
    /// The address bound.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

#[derive(Debug, Default)]
struct Counted {
    all: usize,
    by_source: HashMap<IpAddr, usize>,
}

struct Place(Arc<Mutex<Counted>>, IpAddr);

impl Place {
    fn take(
        counted: &Arc<Mutex<Counted>>,
        source: IpAddr,
        most: usize,
        most_from_one: usize,
    ) -> Option<Self> {
        let mut inner = counted.lock().unwrap_or_else(PoisonError::into_inner);
        let from_one = inner.by_source.get(&source).copied().unwrap_or_default();
        if inner.all >= most || from_one >= most_from_one {
            return None;
        }
        inner.all += 1;
        inner.by_source.insert(source, from_one + 1);
        Some(Self(counted.clone(), source))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.all -= 1;
        if let Some(count) = inner.by_source.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                inner.by_source.remove(&self.1);
            }
        }
    }
}

/// How many connections the source of a peer may have. A proxy brings everybody, and on the machine itself stands a proxy
/// or whoever works there, so only the limit of all counts for them.
fn most_from(peer: IpAddr, proxies: &[Network], limits: Limits) -> usize {
    let is_own = peer.to_canonical().is_loopback() || proxies.iter().any(|proxy| proxy.contains(peer));
    let most = if is_own { limits.connections } else { limits.connections_from_one };
    usize::try_from(most).unwrap_or(usize::MAX)
}

/// Serves until `stop` says so.
pub async fn serve(
    listening: Listening,
    router: Router,
    proxies: Vec<Network>,
    limits: Limits,
    mut stop: watch::Receiver<bool>,
) {
    let counted = Arc::new(Mutex::new(Counted::default()));
    let turned_away = Arc::new(Semaphore::new(MOST_TURNED_AWAY));
    let in_all = usize::try_from(limits.connections).unwrap_or(usize::MAX);
    let header_timeout = Duration::from_secs(limits.header_seconds.into());
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listening.listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, most likely: wait for some to be given back.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            _ = stop.changed() => return,
        };
        let from_this = most_from(peer.ip(), &proxies, limits);
        let Some(place) = Place::take(&counted, source(peer.ip()), in_all, from_this) else {
            turn_away(stream, &turned_away);
            continue;
        };
        let _ = stream.set_nodelay(true);
        // Where the system cannot, its own patience of a quarter of an hour holds.
        #[cfg(target_os = "linux")]
        let _ = socket2::SockRef::from(&stream).set_tcp_user_timeout(Some(UNHEARD));
        let router = router.clone();
        let mut stop = stop.clone();
        tokio::spawn(async move {
            let _place = place;
            let service = hyper::service::service_fn(move |request: Request<Incoming>| {
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(ConnectInfo(peer));
                router.clone().oneshot(request)
            });
            let connection = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(header_timeout)
                .max_headers(MOST_HEADERS)
                .max_buf_size(MOST_HEADER_BYTES)
                .serve_connection(TokioIo::new(stream), service);
            tokio::select! {
                // A client that goes away or speaks no HTTP is no event.
                _ = connection => {}
                _ = stop.changed() => {}
            }
        });
    }
}

/// Says to a connection that there is no place for it, unless too many are being told so already.
fn turn_away(mut stream: TcpStream, turned_away: &Arc<Semaphore>) {
    let Ok(turn) = Arc::clone(turned_away).try_acquire_owned() else { return };
    tokio::spawn(async move {
        let _turn = turn;
        let told = async {
            stream.write_all(FULL.as_bytes()).await?;
            stream.shutdown().await?;
            // What is left unread when a connection is closed takes the answer with it.
            let mut rest = [0_u8; 1_024];
            while stream.read(&mut rest).await? > 0 {}
            Ok::<(), std::io::Error>(())
        };
        // Whoever does not listen is not waited for.
        let _ = tokio::time::timeout(TURN_AWAY_TIMEOUT, told).await;
    });
}

#[cfg(test)]
mod tests {
    use axum::routing::get;

    use super::*;

    /// Asks on a connection of its own, which stays open; the answer, at least to the end of its headers.
    async fn ask(address: SocketAddr) -> (TcpStream, String) {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        while !answer.contains("\r\n\r\n") {
            let mut some = [0_u8; 1_024];
            let read = stream.read(&mut some).await.unwrap();
            assert!(read > 0, "the connection was closed without an answer");
            answer.push_str(&String::from_utf8_lossy(&some[..read]));
        }
        (stream, answer)
    }

    /// A server on a free port, until the channel is dropped.
    async fn serving(limits: Limits) -> (SocketAddr, watch::Sender<bool>) {
        let listening = Listening::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let address = listening.address().unwrap();
        let router = Router::new().route("/", get(async || "here"));
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(serve(listening, router, Vec::new(), limits, stopped));
        (address, stop)
    }

    /// The first line of the answer to a request with so many headers, each of so many letters.
    async fn answered(address: SocketAddr, headers: usize, letters: usize) -> String {
        use std::fmt::Write as _;
        let mut stream = TcpStream::connect(address).await.unwrap();
        let mut request = "GET / HTTP/1.1\r\n".to_owned();
        for number in 0..headers {
            let _ = write!(request, "x-{number}: {}\r\n", "a".repeat(letters));
        }
        request.push_str("\r\n");
        // The server may stop listening before all of it is written.
        let _ = stream.write_all(request.as_bytes()).await;
        let mut some = [0_u8; 1_024];
        let read = stream.read(&mut some).await.unwrap_or_default();
        String::from_utf8_lossy(&some[..read]).lines().next().unwrap_or_default().to_owned()
    }

    #[tokio::test]
    async fn more_or_longer_headers_than_anybody_needs_are_refused() {
        let (address, _stop) = serving(Limits::default()).await;
        assert_eq!(answered(address, MOST_HEADERS, 10).await, "HTTP/1.1 200 OK");
        assert_eq!(
            answered(address, MOST_HEADERS + 1, 10).await,
            "HTTP/1.1 431 Request Header Fields Too Large"
        );
        assert_eq!(answered(address, 1, 16 * 1024).await, "HTTP/1.1 200 OK");
        // The last read before the limit may go beyond it. What is read of an answer to somebody who is still sending may be
        // nothing at all.
        assert_ne!(answered(address, 1, 512 * 1024).await, "HTTP/1.1 200 OK");
    }

    #[tokio::test]
    async fn whoever_never_finishes_the_headers_is_let_go_of() {
        let (address, _stop) = serving(Limits { header_seconds: 1, ..Limits::default() }).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: here\r\n").await.unwrap();
        let mut rest = Vec::new();
        // How the end is told does not matter; that it comes does.
        let ended = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut rest)).await;
        assert!(ended.is_ok(), "the connection is still open");
    }

    #[test]
    fn one_source_takes_no_more_places_than_are_its_own() {
        let limits = Limits::default();
        let proxies: [Network; 1] = ["10.20.0.0/16".parse().unwrap()];
        let most = |source: &str| most_from(source.parse().unwrap(), &proxies, limits);
        assert_eq!((most("203.0.113.1"), most("2001:db8::1")), (64, 64));
        assert_eq!((most("10.20.0.5"), most("::ffff:10.20.0.5")), (4_096, 4_096));
        assert_eq!((most("127.0.0.1"), most("::1"), most("::ffff:127.0.0.1")), (4_096, 4_096, 4_096));

        let counted = Arc::new(Mutex::new(Counted::default()));
        let take = |source: &str| Place::take(&counted, source.parse().unwrap(), 5, 2);
        let held = [take("203.0.113.1"), take("203.0.113.1"), take("203.0.113.2")];
        assert!(held.iter().all(Option::is_some));
        assert!(take("203.0.113.1").is_none(), "a third of one source");
        let more = [take("203.0.113.3"), take("203.0.113.4")];
        assert!(more.iter().all(Option::is_some));
        assert!(take("203.0.113.5").is_none(), "a sixth of all");
        drop(held);
        assert!(take("203.0.113.1").is_some(), "the places were not given back");
    }

    #[tokio::test]
    async fn beyond_the_limit_a_connection_is_told_when_to_come_again() {
        let (address, _stop) = serving(Limits { connections: 1, ..Limits::default() }).await;
        let (first, answer) = ask(address).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        let (_, answer) = ask(address).await;
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
        assert!(answer.contains("Retry-After: 10\r\n"), "{answer}");
        drop(first);
        // The place is given back when the server has seen the end of the first connection.
        while ask(address).await.1.starts_with("HTTP/1.1 503") {}
    }
}
