//! Carries signals to the other nodes of a PostgreSQL database after the commit.
//!
//! A notification within a transaction would make PostgreSQL commit all such transactions one after the other, each with
//! a flush of its own: eight counters would wait in a line for the disk.

use sqlx::{PgExecutor, PgPool};
use tokio::sync::{mpsc, oneshot};

use crate::{DbError, Signal};

/// The channel on which nodes hear each other.
pub(crate) const CHANNEL: &str = "solits";

/// A notification holds some 8,000 letters.
const SIGNALS_IN_ONE: usize = 50;

enum Message {
    Signals(Vec<Signal>),
    /// Everything before this has been sent.
    Finish(oneshot::Sender<()>),
}

/// The way to the other nodes.
#[derive(Clone, Debug)]
pub(crate) struct Messenger(mpsc::UnboundedSender<Message>);

impl Messenger {
    /// Starts to carry signals of `node` in the background, until every handle is gone.
    pub(crate) fn start(pool: PgPool, node: &str) -> Self {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let node = node.to_owned();
        tokio::spawn(async move {
            let mut waiting = Vec::new();
            while receiver.recv_many(&mut waiting, 1_000).await > 0 {
                let (mut signals, mut finished) = (Vec::<Signal>::new(), Vec::new());
                for message in waiting.drain(..) {
                    match message {
                        // What several transactions said while the last notification was on its way is said once.
                        Message::Signals(more) => {
                            for signal in more {
                                if !signals.contains(&signal) {
                                    signals.push(signal);
                                }
                            }
                        }
                        Message::Finish(done) => finished.push(done),
                    }
                }
                for payload in payloads(&node, &signals) {
                    if let Err(error) = notify(&pool, &payload).await {
                        tracing::warn!(%error, "other nodes could not be told of a change");
                    }
                }
                for done in finished {
                    // Nobody waits any more: nothing to tell.
                    let _ = done.send(());
                }
            }
        });
        Self(sender)
    }

    /// Sends signals on their way; they arrive in the order of the calls.
    pub(crate) fn send(&self, signals: Vec<Signal>) {
        if !signals.is_empty() {
            // The other end is gone only when the runtime is.
            let _ = self.0.send(Message::Signals(signals));
        }
    }

    /// Waits until everything sent so far is on its way.
    pub(crate) async fn finish(&self) {
        let (done, finished) = oneshot::channel();
        if self.0.send(Message::Finish(done)).is_ok() {
            let _ = finished.await;
        }
    }
}

/// The notifications that carry `signals` of `node`.
pub(crate) fn payloads(node: &str, signals: &[Signal]) -> Vec<String> {
    let text = |signals: &[Signal]| signals.iter().map(Signal::encode).collect::<Vec<_>>().join("\n");
    signals.chunks(SIGNALS_IN_ONE).map(|some| format!("{node} {}", text(some))).collect()
}

/// Says `payload` to all nodes.
pub(crate) async fn notify(executor: impl PgExecutor<'_>, payload: &str) -> Result<(), DbError> {
    sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(payload).execute(executor).await?;
    Ok(())
}
