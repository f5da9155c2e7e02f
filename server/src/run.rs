//! Running the program: database, background work, the accept loop, and an orderly end.

use std::{
    io::Write as _,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use anyhow::{Context as _, bail};
use clap::Args;
use solits_correspondence::Post;
use solits_db::{Db, migrate};
use solits_evaluation::Replanning;
use solits_integration::Outlet;
use solits_journal::{By, RollUp, Walls};
use solits_kernel::{Clock, InstitutionId, Random, Scope};
use solits_post::{Net, Reach, Timeouts, Tokens, Trust, scan::Scanner};
use solits_web::{App, AppConfig, Limits, Listening, Network, SEALED};
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use crate::{
    Place,
    heads::{self, Delivery, HeadOptions},
    place, routes,
};

/// Log lines go to standard error, so that standard output stays for what was asked.
pub(crate) fn start_log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,solits=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).json().init();
}

/// Prints why the program could not do what was asked, with every cause.
pub(crate) fn fail(error: &anyhow::Error) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "solits: {error:#}");
    ExitCode::FAILURE
}

/// Prints a line of the answer; a reader who has gone away is no failure.
pub(crate) fn say(text: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Opens the database of a place and brings its tables up to date.
pub(crate) async fn open(place: &Place) -> anyhow::Result<Db> {
    let db = if let Some(address) = &place.database {
        Db::open(address).await.context("the database cannot be reached")?
    } else {
        std::fs::create_dir_all(&place.data)
            .with_context(|| format!("the folder {} cannot be made", place.data.display()))?;
        place::share(&place.data)?;
        let file = place.data.join("solits.sqlite");
        Db::open_file(&file)
            .await
            .with_context(|| format!("the database {} cannot be opened", file.display()))?
    };
    migrate(&db).await.context("the tables cannot be brought up to date")?;
    Ok(db)
}

/// Refuses a second service on an embedded database for as long as this is held: what one service keeps in memory, and
/// the live events of its screens, would not reach the other. Several nodes work together on PostgreSQL.
pub(crate) fn only_service(place: &Place) -> anyhow::Result<Option<place::Alone>> {
    if place.database.is_some() {
        return Ok(None);
    }
    std::fs::create_dir_all(&place.data)
        .with_context(|| format!("the folder {} cannot be made", place.data.display()))?;
    place::serve(&place.data).map(Some)
}

/// What `solits serve` may be told beside where the data are and where to listen.
#[derive(Args, Debug)]
pub(crate) struct ServeOptions {
    /// A proxy in front of the program speaks TLS with the clients.
    #[arg(long)]
    behind_tls_proxy: bool,
    /// Address or network of a proxy whose X-Forwarded-For is believed, as 10.0.0.0/8; may be said several times, or with
    /// commas. Behind a TLS proxy it is this machine, unless others are named.
    #[arg(long, value_name = "CIDR", value_delimiter = ',', env = "SOLITS_TRUSTED_PROXY")]
    trusted_proxy: Vec<Network>,
    /// Address under which clients reach the program, for QR codes.
    #[arg(long)]
    public_url: Option<String>,
    /// Other limits than the usual ones, as searches=120,exports=20; an unknown name is answered with the list of names.
    #[arg(long, value_name = "NAME=NUMBER,…", env = "SOLITS_LIMITS")]
    limits: Option<Limits>,
    #[command(flatten)]
    post: PostOptions,
    /// Where clamd listens, as tcp:127.0.0.1:3310 or unix:/run/clamav/clamd.ctl; without it files are not scanned.
    #[arg(long, value_name = "PLACE", env = "SOLITS_SCANNER")]
    scanner: Option<Scanner>,
    #[command(flatten)]
    webhooks: WebhookOptions,
    #[command(flatten)]
    head: HeadOptions,
}

/// How other programs are called.
#[derive(Args, Debug, Default)]
#[expect(clippy::struct_field_names, reason = "the options are named so among those of everything else")]
pub(crate) struct WebhookOptions {
    /// File with the keys from which the secrets of webhooks are made; `webhooks.key` in the data folder unless said, and
    /// made when it is not there. Several nodes need the same.
    #[arg(long, value_name = "FILE", env = "SOLITS_WEBHOOK_KEY")]
    webhook_key: Option<PathBuf>,
    /// Network inside the house in which programs may be called, as 10.1.0.0/16, or this machine, as 127.0.0.1; may be
    /// said several times, or with commas. Without it only public addresses are called.
    #[arg(long, value_name = "CIDR", value_delimiter = ',', env = "SOLITS_WEBHOOK_NETWORK")]
    webhook_network: Vec<String>,
    /// File with certificates (PEM) that are trusted beside those of the operating system: the house's own authority.
    #[arg(long, value_name = "FILE", env = "SOLITS_WEBHOOK_AUTHORITY")]
    webhook_authority: Option<PathBuf>,
}

impl WebhookOptions {
    fn outlet(self, data: &Path) -> anyhow::Result<Outlet> {
        let reach = Reach::listed(self.webhook_network.iter().map(String::as_str))
            .context("--webhook-network is not understood: name networks as 10.1.0.0/16")?;
        let more = match &self.webhook_authority {
            Some(file) => std::fs::read_to_string(file)
                .with_context(|| format!("the certificates {} cannot be read", file.display()))?,
            None => String::new(),
        };
        let file = self.webhook_key.unwrap_or_else(|| data.join("webhooks.key"));
        let keys = solits_integration::Keys::open(&file, &Random::System)
            .with_context(|| format!("the keys of webhooks {} cannot be used", file.display()))?;
        Ok(Outlet { keys, net: Some(solits_integration::Net::new(reach, &more)) })
    }
}

/// How mail servers are reached.
#[derive(Args, Debug, Default)]
pub(crate) struct PostOptions {
    /// Folder with the passwords of mailboxes, one file for each, named after its user; `mail` in the data folder unless
    /// said.
    #[arg(long, value_name = "DIR", env = "SOLITS_MAIL_SECRETS")]
    mail_secrets: Option<PathBuf>,
    /// Network inside the house in which mail servers may be reached, as 10.1.0.0/16; may be said several times, or with
    /// commas. Without it only public addresses are connected to.
    #[arg(long, value_name = "CIDR", value_delimiter = ',', env = "SOLITS_MAIL_NETWORK")]
    mail_network: Vec<String>,
}

impl PostOptions {
    fn post(self, data: &Path) -> anyhow::Result<Post> {
        let reach = Reach::listed(self.mail_network.iter().map(String::as_str))
            .context("--mail-network is not understood: name networks as 10.1.0.0/16")?;
        let net =
            Net { reach, trust: Trust::system(), timeouts: Timeouts::default(), tokens: Tokens::default() };
        let hello =
            std::fs::read_to_string("/etc/hostname").map(|name| name.trim().to_owned()).unwrap_or_default();
        let hello = if hello.is_empty() { "localhost".to_owned() } else { hello };
        Ok(Post {
            secrets: self.mail_secrets.unwrap_or_else(|| data.join("mail")),
            net: Arc::new(net),
            hello,
        })
    }
}

impl ServeOptions {
    fn config(self, listening: SocketAddr) -> AppConfig {
        let trusted_proxies = if self.behind_tls_proxy && self.trusted_proxy.is_empty() {
            Network::of_this_machine().to_vec()
        } else {
            self.trusted_proxy
        };
        AppConfig {
            demo: false,
            tls: self.behind_tls_proxy,
            public_url: self.public_url.unwrap_or_else(|| format!("http://{listening}")),
            trusted_proxies,
            limits: self.limits.unwrap_or_default(),
        }
    }
}

/// `solits serve`.
pub(crate) async fn serve(
    place: &Place,
    listen: SocketAddr,
    mut options: ServeOptions,
) -> anyhow::Result<ExitCode> {
    if !listen.ip().is_loopback() && !options.behind_tls_proxy {
        bail!(
            "without TLS the program answers on this machine only: listen on 127.0.0.1, or say --behind-tls-proxy \
             when a proxy in front of it speaks TLS with the clients"
        );
    }
    let delivery = options.head.prepare(&place.data)?;
    let post = std::mem::take(&mut options.post).post(&place.data)?;
    let scanner = options.scanner.take();
    let outlet = std::mem::take(&mut options.webhooks).outlet(&place.data)?;
    let _service = only_service(place)?;
    let db = open(place).await?;
    if walls(&db).await? == Walls::LetPast {
        tracing::warn!("{LET_PAST}");
    }
    let listening =
        Listening::bind(listen).await.with_context(|| format!("{listen} cannot be listened on"))?;
    let address = listening.address()?;
    let config = options.config(address);
    let app = App::new(db, Clock::System, Random::System, config);
    until_told(app, listening, delivery, Outside { post: Some(post), scanner, outlet: Arc::new(outlet) })
        .await
}

/// What the log and `solits check` say of a database user that no policy of rows holds.
pub(crate) const LET_PAST: &str = "the PostgreSQL user is a superuser or has BYPASSRLS, so the policies that keep the rows of \
     institutions apart do not hold; work as an ordinary user that owns the tables, or say ALTER ROLE … NOSUPERUSER \
     NOBYPASSRLS";

/// Whether the database's own walls between institutions hold.
pub(crate) async fn walls(db: &Db) -> anyhow::Result<Walls> {
    let mut tx = db.read_global().await?;
    Ok(solits_journal::walls(&mut tx).await?)
}

/// The same as [`until_told`] for a demonstration, which calls no other program and keeps no key.
pub(crate) async fn until_stopped(
    app: App,
    listening: Listening,
    delivery: Option<Delivery>,
    post: Option<Post>,
) -> anyhow::Result<ExitCode> {
    let outlet = Outlet { keys: solits_integration::Keys::fresh(&app.random), net: None };
    until_told(app, listening, delivery, Outside { post, scanner: None, outlet: Arc::new(outlet) }).await
}

/// What the program speaks to outside.
struct Outside {
    post: Option<Post>,
    scanner: Option<Scanner>,
    outlet: Arc<Outlet>,
}

/// Serves and works in the background until the program is told to stop.
async fn until_told(
    app: App,
    listening: Listening,
    delivery: Option<Delivery>,
    Outside { post, scanner, outlet }: Outside,
) -> anyhow::Result<ExitCode> {
    let (stop, stopped) = watch::channel(false);
    let work = tokio::spawn(background(app.clone(), stopped.clone()));
    // Apart from the timer, which must not wait for somebody else's mail server.
    let writing =
        post.map(|post| tokio::spawn(solits_correspondence::run(app.clone(), post, stopped.clone())));
    // Apart as well: a large file takes the scanner a while.
    let scanning = scanner.map(|scanner| {
        tokio::spawn(solits_correspondence::run_scanner(app.clone(), scanner, stopped.clone()))
    });
    // And so is this: a receiver may take its time.
    let calling = tokio::spawn(solits_integration::run(app.clone(), Arc::clone(&outlet), stopped.clone()));
    // Apart from the other work, which must not wait for a folder outside.
    let delivering = delivery.map(|delivery| tokio::spawn(heads::deliver(app.clone(), delivery)));
    let address = listening.address()?;
    let router = routes::serving(Some(&outlet)).into_router(&app);
    let proxies = app.config.trusted_proxies.clone();
    let limits = app.config.limits;
    let serving = tokio::spawn(solits_web::serve(listening, router, proxies, limits, stopped));
    let stop_asked = asked_to_stop();
    say(format_args!("listening on http://{address}"));
    stop_asked.await;
    let _ = stop.send(true);
    if let Some(delivering) = delivering {
        delivering.abort();
    }
    let _ = serving.await;
    let _ = work.await;
    // A call that is just being handed over is let go of; its receiver drops the second one by its id.
    calling.abort();
    let _ = calling.await;
    if let Some(scanning) = scanning {
        // What is just being scanned is shown to the scanner again.
        scanning.abort();
        let _ = scanning.await;
    }
    if let Some(writing) = writing {
        // Letters that are just being handed over are let go of; another node, or the next start, sends them.
        writing.abort();
        let _ = writing.await;
    }
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Ends when the program is told to stop. It listens from the moment of the call, not from when it is first waited for:
/// whoever reads the line with the address may say stop at once.
fn asked_to_stop() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let ears = signal(SignalKind::terminate()).and_then(|told| Ok((told, signal(SignalKind::interrupt())?)));
    async move {
        match ears {
            Ok((mut terminate, mut interrupt)) => {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
            }
            Err(error) => {
                tracing::warn!(%error, "the signal to stop cannot be heard");
                std::future::pending::<()>().await;
            }
        }
    }
}

/// The timer, the sealer and the day of each branch, every second; the ear for other nodes all the time.
async fn background(app: App, mut stopped: watch::Receiver<bool>) {
    let listening = tokio::spawn({
        let app = app.clone();
        async move {
            loop {
                if let Err(error) = app.db.listen().await {
                    tracing::warn!(%error, "signals of other nodes cannot be heard; trying again");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                } else {
                    return;
                }
            }
        }
    });
    let mut round = 0_u32;
    loop {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            _ = stopped.changed() => break,
        }
        let institutions = match institutions(&app).await {
            Ok(institutions) => institutions,
            Err(error) => {
                tracing::warn!(error = format!("{error:#}"), "the institutions cannot be read");
                continue;
            }
        };
        for institution in institutions {
            if let Err(error) = work_once(&app, institution, round).await {
                tracing::warn!(error = format!("{error:#}"), %institution, "background work failed; trying again");
            }
        }
        app.traffic.came_round(app.clock.now());
        round = round.wrapping_add(1);
    }
    listening.abort();
}

/// The institutions of this database.
pub(crate) async fn institutions(app: &App) -> anyhow::Result<Vec<InstitutionId>> {
    let mut tx = app.db.read_global().await?;
    Ok(solits_journal::institutions(&mut tx).await?)
}

async fn tell_clients(app: &App, institution: InstitutionId) -> anyhow::Result<()> {
    while solits_correspondence::tell_next(app, institution).await? {}
    Ok(())
}

async fn work_once(app: &App, institution: InstitutionId, round: u32) -> anyhow::Result<()> {
    let reports = solits_promises::Reports::default();
    solits_journal::tick_telling(&app.db, &app.heart, institution, app.clock.now(), &reports).await?;
    solits_inbox::keep_inbox(app, institution).await?;
    seal_all(app, institution).await?;
    roll_up(app, institution).await?;
    solits_search::follow(app, institution).await?;
    solits_integration::follow(app, institution).await?;
    // Not with the post: much of it is told by people, also where no letter leaves. What cannot be told holds up nothing else.
    if let Err(error) = tell_clients(app, institution).await {
        tracing::warn!(%error, "clients cannot be told what has happened to their cases; trying again");
    }
    if round.is_multiple_of(5) {
        solits_workplace::run_day(app, institution).await?;
        solits_hall::post_notices(app, institution).await?;
    }
    if round.is_multiple_of(60) {
        solits_web::forget_old_keys(app, institution).await?;
        solits_evaluation::keep_plan(app, institution, By::Program, Replanning::WhenChanged).await?;
        solits_acquaintance::keep_duties(app, institution, By::Program).await?;
        solits_organisation::keep_changes(app, institution).await?;
        solits_feedback::keep_feedback(app, institution).await?;
    }
    if round.is_multiple_of(60 * 60) {
        solits_access::keep_terms(app, institution).await?;
        solits_integration::keep_calls(app, institution).await?;
        solits_correspondence::keep_letters(app, institution).await?;
    }
    Ok(())
}

/// Seals everything that is not sealed yet.
pub(crate) async fn seal_all(app: &App, institution: InstitutionId) -> anyhow::Result<()> {
    // Its transaction ends here: whoever writes has waited for it, and the reading and hashing is done beside them.
    let upto = solits_journal::complete_up_to(&mut app.db.write(Scope::of_job(institution)).await?).await?;
    loop {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        let sealed = solits_journal::seal(&mut tx, upto, app.clock.now()).await?;
        if sealed > 0 {
            // Programs that follow the journal are told what is sealed.
            tx.signal(SEALED);
        }
        tx.commit().await?;
        if sealed == 0 {
            return Ok(());
        }
    }
}

/// A backlog of durations, as an older database brings it, is worked off in steps of so many transactions: the timer must
/// not wait for it.
const ROLL_UPS_A_ROUND: usize = 20;

/// The same of matters, in smaller steps: nobody waits for their figures.
const MATTERS_A_ROUND: usize = 5;

/// Adds what was sealed to the durations of visits, and to what is counted of matters.
pub(crate) async fn roll_up(app: &App, institution: InstitutionId) -> anyhow::Result<()> {
    for _ in 0..ROLL_UPS_A_ROUND {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        let rolled_up = solits_journal::roll_up(&mut tx).await?;
        tx.commit().await?;
        if rolled_up == RollUp::Done {
            break;
        }
    }
    for _ in 0..MATTERS_A_ROUND {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        let rolled_up = solits_journal::matters::roll_up(&mut tx).await?;
        tx.commit().await?;
        if rolled_up == RollUp::Done {
            break;
        }
    }
    Ok(())
}
