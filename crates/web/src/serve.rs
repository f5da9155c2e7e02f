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

use crate::{Limits, Network};

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
/// How long a client may take to send its headers.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);

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
    let from_one = usize::try_from(limits.connections_from_one).unwrap_or(usize::MAX);
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
        let is_proxy = proxies.iter().any(|network| network.contains(peer.ip()));
        // A proxy brings everybody, so only the first limit counts for it.
        let from_this = if is_proxy { in_all } else { from_one };
        let Some(place) = Place::take(&counted, peer.ip(), in_all, from_this) else {
            turn_away(stream, &turned_away);
            continue;
        };
        let _ = stream.set_nodelay(true);
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
                .header_read_timeout(HEADER_TIMEOUT)
                .max_headers(64)
                .max_buf_size(32 * 1024)
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

    #[tokio::test]
    async fn beyond_the_limit_a_connection_is_told_when_to_come_again() {
        let listening = Listening::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let address = listening.address().unwrap();
        let router = Router::new().route("/", get(async || "here"));
        let limits = Limits { connections_from_one: 1, ..Limits::default() };
        let (_stop, stopped) = watch::channel(false);
        let serving = tokio::spawn(serve(listening, router, Vec::new(), limits, stopped));
        let (first, answer) = ask(address).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        let (_, answer) = ask(address).await;
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
        assert!(answer.contains("Retry-After: 10\r\n"), "{answer}");
        drop(first);
        // The place is given back when the server has seen the end of the first connection.
        while ask(address).await.1.starts_with("HTTP/1.1 503") {}
        serving.abort();
    }
}
