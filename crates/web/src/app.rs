//! What every request can reach.

use std::{ops::Deref, sync::Arc};

use solits_db::Db;
use solits_journal::Heart;
use solits_kernel::{Clock, Random};

use crate::{Limiter, Network, StreamLimits, Streams, secret::FormSecret};

/// Settings of the program that pages depend on.
#[derive(Clone, Debug)]
pub struct AppConfig {
    /// One click signs in as any demo person.
    pub demo: bool,
    /// Whether clients reach us over TLS (through a proxy in front): cookies are then marked so.
    pub tls: bool,
    /// How many calls a minute another program may make with one token.
    pub api_per_minute: u32,
    /// The address under which clients reach the program, for QR codes; without a trailing slash.
    pub public_url: String,
    /// Whose word counts about where a request comes from: the proxies in front of the program.
    pub trusted_proxies: Vec<Network>,
    /// How many streams of events may be open at once.
    pub streams: StreamLimits,
}

impl Default for AppConfig {
    fn default() -> Self {
        Self {
            demo: false,
            tls: false,
            api_per_minute: 600,
            public_url: String::new(),
            trusted_proxies: Vec::new(),
            streams: StreamLimits::default(),
        }
    }
}

/// Database, clock, randomness, memory of standards: what a handler works with. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App(Arc<Inner>);

/// What an [`App`] holds.
#[derive(Debug)]
pub struct Inner {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Ids and secrets.
    pub random: Random,
    /// Standards and calendars.
    pub heart: Heart,
    /// Settings.
    pub config: AppConfig,
    /// Limits on how often something may be asked.
    pub limiter: Limiter,
    /// The streams of events that are open.
    pub streams: Streams,
    /// Signs the tokens of forms without a session.
    pub(crate) form_secret: FormSecret,
}

impl App {
    /// Puts the parts together.
    pub fn new(db: Db, clock: Clock, random: Random, config: AppConfig) -> Self {
        let heart = Heart::new(&db);
        let form_secret = FormSecret::new(&random);
        let (limiter, streams) = (Limiter::default(), Streams::default());
        Self(Arc::new(Inner { db, clock, random, heart, config, limiter, streams, form_secret }))
    }
}

impl Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}
