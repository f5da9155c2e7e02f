//! Signals that something changed, to every listener of every node.
//!
//! A signal says only *what* changed; whoever hears it fetches the state again under its own rights, so that a lost
//! signal heals itself with the next one.

use std::sync::Arc;

use solits_kernel::{InstitutionId, Random};
use tokio::sync::broadcast;

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

/// The hub of one node.
#[derive(Clone, Debug)]
pub struct Live {
    sender: broadcast::Sender<Signal>,
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
    pub fn subscribe(&self) -> broadcast::Receiver<Signal> {
        self.sender.subscribe()
    }
    /// How many listen.
    pub fn listeners(&self) -> usize {
        self.sender.receiver_count()
    }
    /// Tells this node's listeners.
    pub fn publish(&self, signal: Signal) {
        // An error only says that nobody listens.
        let _ = self.sender.send(signal);
    }
}
