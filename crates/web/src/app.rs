//! What every request can reach.

use std::{ops::Deref, sync::Arc};

use solits_db::{Db, DbError, Tx};
use solits_journal::Heart;
use solits_kernel::{Clock, Random, Scope, Timestamp};

use crate::{
    Limiter, Limits, Network, Standing, Streams, Traffic, own::Own, secret::FormSecret, standing::Standings,
    traffic::Access,
};

/// Settings of the program that pages depend on.
#[derive(Clone, Debug, Default)]
pub struct AppConfig {
    /// One click signs in as any demo person.
    pub demo: bool,
    /// Whether clients reach us over TLS (through a proxy in front): cookies are then marked so.
    pub tls: bool,
    /// The address under which clients reach the program, for QR codes; without a trailing slash.
    pub public_url: String,
    /// Whose word counts about where a request comes from: the proxies in front of the program.
    pub trusted_proxies: Vec<Network>,
    /// How much may be asked and sent.
    pub limits: Limits,
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
    /// What this node has counted for a monitoring system.
    pub traffic: Traffic,
    standings: Standings,
    own: Own,
    /// Signs the tokens of forms without a session.
    pub(crate) form_secret: FormSecret,
}

impl App {
    /// Puts the parts together.
    pub fn new(db: Db, clock: Clock, random: Random, config: AppConfig) -> Self {
        let heart = Heart::new(&db);
        let form_secret = FormSecret::new(&random);
        let (limiter, streams) = (Limiter::default(), Streams::default());
        let (traffic, standings) = (Traffic::new(clock.now()), Standings::default());
        let own = Own::default();
        let inner = Inner {
            db,
            clock,
            random,
            heart,
            config,
            limiter,
            streams,
            traffic,
            standings,
            own,
            form_secret,
        };
        Self(Arc::new(inner))
    }

    /// Opens a transaction that only reads, and notes how long the request waited for it.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn read(&self, scope: Scope) -> Result<Tx, DbError> {
        self.traffic.waited(Access::Read, self.db.read(scope)).await
    }

    /// Opens a transaction that changes, and notes how long the request waited for it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn write(&self, scope: Scope) -> Result<Tx, DbError> {
        self.traffic.waited(Access::Write, self.db.write(scope)).await
    }

    /// What a room keeps in the memory of this node for as long as it runs, by its type; made when it is first asked for.
    pub fn own<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        self.own.of()
    }

    /// How the work of all institutions stands, at most some seconds old.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standing(&self, now: Timestamp) -> Result<Standing, DbError> {
        self.standings.get(&self.db, now).await
    }
}

impl Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}
