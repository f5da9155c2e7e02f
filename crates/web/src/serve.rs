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
use tokio::{net::TcpListener, sync::watch};
use tower::ServiceExt as _;

use crate::Network;

/// Connections at a time, in all and from one source; a hall behind one address fits. A proxy brings everybody, so only
/// the first counts for it.
const MOST_CONNECTIONS: usize = 4_096;
const MOST_FROM_ONE: usize = 2_048;
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
    fn take(counted: &Arc<Mutex<Counted>>, source: IpAddr, most_from_one: usize) -> Option<Self> {
        let mut inner = counted.lock().unwrap_or_else(PoisonError::into_inner);
        let from_one = inner.by_source.get(&source).copied().unwrap_or_default();
        if inner.all >= MOST_CONNECTIONS || from_one >= most_from_one {
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
    mut stop: watch::Receiver<bool>,
) {
    let counted = Arc::new(Mutex::new(Counted::default()));
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
        let most = if is_proxy { MOST_CONNECTIONS } else { MOST_FROM_ONE };
        let Some(place) = Place::take(&counted, peer.ip(), most) else { continue };
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
                .max_buf_size(64 * 1024)
                .serve_connection(TokioIo::new(stream), service);
            tokio::select! {
                // A client that goes away or speaks no HTTP is no event.
                _ = connection => {}
                _ = stop.changed() => {}
            }
        });
    }
}
