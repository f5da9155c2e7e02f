//! Signals that something changed, to every listener of every node.
//!
//! A signal says only *what* changed; whoever hears it fetches the state again under its own rights, so that a lost
//! signal heals itself with the next one.

use std::sync::Arc;

use solits_kernel::{InstitutionId, Random};
use tokio::sync::broadcast::{
    self,
    error::{RecvError, TryRecvError},
};

/// Something of an institution changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// The institution.
    pub institution: InstitutionId,
    /// What changed: `branch:<id>`, `ticket:<id>`, `sessions` …
    pub topic: String,
}

impl Signal {
    pub(crate) fn encode(&self) -> String {
        format!("{} {}", self.institution, self.topic)
    }
    pub(crate) fn decode(text: &str) -> Option<Self> {
        let (institution, topic) = text.split_once(' ')?;
        Some(Self { institution: InstitutionId(institution.parse().ok()?), topic: topic.to_owned() })
    }
}

#[derive(Clone, Debug)]
enum Heard {
    Signal(Signal),
    /// The other nodes could not be heard for a while: anything may have changed.
    Silence,
}

/// Hears the signals of one node's hub.
#[derive(Debug)]
pub struct Ear(broadcast::Receiver<Heard>);

impl Ear {
    /// The next signal. `Lagged` says that some were missed, because this listener was slow or because other nodes could
    /// not be heard for a while: whatever it keeps has to be fetched again.
    pub async fn recv(&mut self) -> Result<Signal, RecvError> {
        match self.0.recv().await? {
            Heard::Signal(signal) => Ok(signal),
            Heard::Silence => Err(RecvError::Lagged(0)),
        }
    }
    /// The next signal if there is one already; see [`Ear::recv`].
    pub fn try_recv(&mut self) -> Result<Signal, TryRecvError> {
        match self.0.try_recv()? {
            Heard::Signal(signal) => Ok(signal),
            Heard::Silence => Err(TryRecvError::Lagged(0)),
        }
    }
}

/// The hub of one node.
#[derive(Clone, Debug)]
pub struct Live {
    sender: broadcast::Sender<Heard>,
    /// Tells this node's signals from those of others.
    node: Arc<str>,
}

impl Live {
    pub(crate) fn new() -> Self {
        // A listener that falls this far behind is told so and fetches everything again.
        let node = Random::System.secret();
        Self { sender: broadcast::channel(4096).0, node: node[..16].into() }
    }
    pub(crate) fn node(&self) -> &str {
        &self.node
    }
    /// Listens from now on.
    pub fn subscribe(&self) -> Ear {
        Ear(self.sender.subscribe())
    }
    /// How many listen.
    pub fn listeners(&self) -> usize {
        self.sender.receiver_count()
    }
    /// Tells this node's listeners.
    pub fn publish(&self, signal: Signal) {
        // An error only says that nobody listens.
        let _ = self.sender.send(Heard::Signal(signal));
    }
    /// Tells this node's listeners that signals of other nodes were missed.
    pub(crate) fn missed(&self) {
        let _ = self.sender.send(Heard::Silence);
    }
}
