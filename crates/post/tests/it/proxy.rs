//! A line between us and a server that can be cut.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// A line to a port of this machine.
pub(crate) struct Line {
    pub(crate) port: u16,
    /// Bytes the server has said over all connections.
    pub(crate) carried: Arc<AtomicUsize>,
    /// After how many bytes of the server each coming connection is cut; without an entry it is not.
    cuts: Arc<Mutex<Vec<usize>>>,
}

impl Line {
    /// A line whose first connections are cut after so many bytes of the server each.
    pub(crate) async fn to(port: u16, cuts: &[usize]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let line = Self {
            port: listener.local_addr().unwrap().port(),
            carried: Arc::default(),
            cuts: Arc::new(Mutex::new(cuts.iter().rev().copied().collect())),
        };
        let (carried, cuts) = (Arc::clone(&line.carried), Arc::clone(&line.cuts));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let cut = cuts.lock().unwrap().pop();
                tokio::spawn(carry(client, port, cut.unwrap_or(usize::MAX), Arc::clone(&carried)));
            }
        });
        line
    }

    pub(crate) fn carried(&self) -> usize {
        self.carried.load(Ordering::Relaxed)
    }

    pub(crate) fn cuts_left(&self) -> usize {
        self.cuts.lock().unwrap().len()
    }
}

async fn carry(client: TcpStream, port: u16, cut: usize, carried: Arc<AtomicUsize>) {
    let Ok(server) = TcpStream::connect(("127.0.0.1", port)).await else { return };
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let up = tokio::spawn(async move {
        let _ = tokio::io::copy(&mut from_client, &mut to_server).await;
    });
    let mut left = cut;
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(read) = from_server.read(&mut buffer).await {
        let passed = read.min(left);
        if read == 0 || to_client.write_all(&buffer[..passed]).await.is_err() {
            break;
        }
        carried.fetch_add(passed, Ordering::Relaxed);
        left -= passed;
        if left == 0 {
            break;
        }
    }
    // Both halves go, and with them the connections.
    up.abort();
}
