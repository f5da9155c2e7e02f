//! Running the program: database, background work, the accept loop, and an orderly end.

use std::{io::Write as _, net::SocketAddr, process::ExitCode, time::Duration};

use anyhow::{Context as _, bail};
use solits_db::{Db, migrate};
use solits_journal::RollUp;
use solits_kernel::{Clock, InstitutionId, Random, Scope};
use solits_web::{App, AppConfig, Listening};
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use crate::{Place, routes};

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
        let file = place.data.join("solits.sqlite");
        Db::open_file(&file)
            .await
            .with_context(|| format!("the database {} cannot be opened", file.display()))?
    };
    migrate(&db).await.context("the tables cannot be brought up to date")?;
    Ok(db)
}

/// `solits serve`.
pub(crate) async fn serve(
    place: &Place,
    listen: SocketAddr,
    behind_tls_proxy: bool,
    public_url: Option<String>,
    api_per_minute: u32,
) -> anyhow::Result<ExitCode> {
    if !listen.ip().is_loopback() && !behind_tls_proxy {
        bail!(
            "without TLS the program answers on this machine only: listen on 127.0.0.1, or say --behind-tls-proxy \
             when a proxy in front of it speaks TLS with the clients"
        );
    }
    let db = open(place).await?;
    let listening =
        Listening::bind(listen).await.with_context(|| format!("{listen} cannot be listened on"))?;
    let address = listening.address()?;
    let public_url = public_url.unwrap_or_else(|| format!("http://{address}"));
    let config = AppConfig { demo: false, tls: behind_tls_proxy, api_per_minute, public_url };
    let app = App::new(db, Clock::System, Random::System, config);
    until_stopped(app, listening).await
}

/// Serves and works in the background until the program is told to stop.
pub(crate) async fn until_stopped(app: App, listening: Listening) -> anyhow::Result<ExitCode> {
    let (stop, stopped) = watch::channel(false);
    let work = tokio::spawn(background(app.clone(), stopped.clone()));
    let address = listening.address()?;
    let router = routes::all().into_router(&app);
    let serving = tokio::spawn(solits_web::serve(listening, router, stopped));
    say(format_args!("listening on http://{address}"));
    asked_to_stop().await;
    let _ = stop.send(true);
    let _ = serving.await;
    let _ = work.await;
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = match signal(SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(error) => {
            tracing::warn!(%error, "the signal to stop cannot be heard");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
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
        round = round.wrapping_add(1);
    }
    listening.abort();
}

/// The institutions of this database.
pub(crate) async fn institutions(app: &App) -> anyhow::Result<Vec<InstitutionId>> {
    let mut tx = app.db.read_global().await?;
    Ok(solits_journal::institutions(&mut tx).await?)
}

async fn work_once(app: &App, institution: InstitutionId, round: u32) -> anyhow::Result<()> {
    solits_journal::tick(&app.db, &app.heart, institution, app.clock.now()).await?;
    seal_all(app, institution).await?;
    roll_up(app, institution).await?;
    if round.is_multiple_of(5) {
        solits_workplace::run_day(app, institution).await?;
    }
    Ok(())
}

/// Seals everything that is not sealed yet.
pub(crate) async fn seal_all(app: &App, institution: InstitutionId) -> anyhow::Result<()> {
    loop {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        let sealed = solits_journal::seal(&mut tx, app.clock.now()).await?;
        tx.commit().await?;
        if sealed == 0 {
            return Ok(());
        }
    }
}

/// A backlog of durations, as an older database brings it, is worked off in steps of so many transactions: the timer must
/// not wait for it.
const ROLL_UPS_A_ROUND: usize = 20;

/// Adds what was sealed to the durations of visits.
pub(crate) async fn roll_up(app: &App, institution: InstitutionId) -> anyhow::Result<()> {
    for _ in 0..ROLL_UPS_A_ROUND {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        let rolled_up = solits_journal::roll_up(&mut tx).await?;
        tx.commit().await?;
        if rolled_up == RollUp::Done {
            break;
        }
    }
    Ok(())
}
