//! The program `solits`: configuration, wiring and commands. What it does lies in the rooms under `features/`.

mod commands;
mod demo;
mod heads;
mod metrics;
mod place;
mod routes;
mod run;
mod simulate;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use solits_queueing::replay::Means;

/// A request makes hundreds of small pieces of memory, a trial of promises millions (`docs/decisions/0016`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs a public institution's customer service to its own standard, and proves that the standard is kept.
#[derive(Parser)]
#[command(name = "solits", version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

/// Where the data are.
#[derive(Args, Clone, Debug)]
pub(crate) struct Place {
    /// Folder for the data; the embedded database is made in it.
    #[arg(long, default_value = "data", env = "SOLITS_DATA")]
    data: PathBuf,
    /// Address of a PostgreSQL database (postgres://…) instead of the embedded one.
    #[arg(long, env = "SOLITS_DATABASE")]
    database: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Runs a fictional institution with a year of history and a live day, in a fresh folder.
    Demo {
        /// Address to listen on; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// Folder for the data; a temporary one, removed at the end, when absent.
        #[arg(long)]
        data: Option<PathBuf>,
        /// Address of an empty PostgreSQL database instead of the embedded one.
        #[arg(long)]
        database: Option<String>,
        /// Days of history.
        #[arg(long, default_value_t = 365)]
        days: i64,
        /// Listen on an address that others can reach, although anybody can sign in as anybody.
        #[arg(long)]
        open_to_everyone: bool,
        /// Keep the hall still: no simulated clients.
        #[arg(long)]
        quiet: bool,
    },
    /// Runs the program.
    Serve {
        #[command(flatten)]
        place: Place,
        /// Address to listen on; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        #[command(flatten)]
        options: Box<run::ServeOptions>,
    },
    /// Administrators.
    Admin {
        #[command(subcommand)]
        command: commands::admin::Command,
    },
    /// Tokens of other programs.
    Token {
        #[command(subcommand)]
        command: commands::admin::TokenCommand,
    },
    /// Standard files.
    Standard {
        #[command(subcommand)]
        command: commands::standard::Command,
    },
    /// Prints every route with its guard.
    Routes {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Prints every stored field.
    Fields {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Checks schema, keys and chain, and that obligations and measures equal a recomputation from the journal.
    Check {
        #[command(flatten)]
        place: Place,
    },
    /// The journal: its chain, its head kept outside, and the key of the head.
    Journal {
        #[command(subcommand)]
        command: commands::journal::Command,
    },
    /// Writes a copy of the embedded database, also while the program runs.
    Backup {
        #[command(flatten)]
        place: Place,
        /// The file to write.
        to: PathBuf,
    },
    /// Puts a copy back in place of the database; refused while the program runs on it.
    Restore {
        #[command(flatten)]
        place: Place,
        /// The copy.
        from: PathBuf,
    },
    /// Makes the file of the embedded database as small as what is in it; the program must be stopped.
    Compact {
        #[command(flatten)]
        place: Place,
    },
    /// Fills a database with a deterministic history.
    Simulate {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        extent: simulate::Extent,
        #[command(flatten)]
        standards: simulate::StandardOptions,
    },
    /// Replays a day of a real hall through the same queue and reports the waits.
    Replay {
        /// Arrivals: `time,line,line_name` and optional priority and service minutes.
        arrivals: PathBuf,
        /// State through the day: open counters and mean service minutes.
        #[arg(long)]
        state: Option<PathBuf>,
        /// Standard file whose wait promise is judged.
        #[arg(long)]
        standard: Option<PathBuf>,
        /// Take the state file's mean service times as they are stated, also where the day itself contradicts them.
        #[arg(long)]
        means_as_stated: bool,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    run::start_log();
    // The embedded engine works inside the tasks, so that a few threads more than cores keep the others answering while
    // one of them reads long or waits for the disk.
    let threads = 2 * std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let runtime =
        match tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return run::fail(&error.into()),
        };
    match runtime.block_on(dispatch(cli.command)) {
        Ok(code) => code,
        Err(error) => run::fail(&error),
    }
}

async fn dispatch(command: Option<Command>) -> anyhow::Result<ExitCode> {
    let command = command.unwrap_or(Command::Demo {
        listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
        data: None,
        database: None,
        days: 365,
        open_to_everyone: false,
        quiet: false,
    });
    match command {
        Command::Demo { listen, data, database, days, open_to_everyone, quiet } => {
            demo::run(demo::Options { listen, data, database, days, open_to_everyone, quiet }).await
        }
        Command::Serve { place, listen, options } => run::serve(&place, listen, *options).await,
        Command::Admin { command } => commands::admin::run(command).await,
        Command::Token { command } => commands::admin::run_token(command).await,
        Command::Standard { command } => commands::standard::run(command),
        Command::Routes { json } => commands::tables::routes(json),
        Command::Fields { json } => commands::tables::fields(json).await,
        Command::Check { place } => commands::check::run(&place).await,
        Command::Journal { command } => commands::journal::run(command).await,
        Command::Backup { place, to } => commands::backup::backup(&place, &to).await,
        Command::Restore { place, from } => commands::backup::restore(&place, &from).await,
        Command::Compact { place } => commands::compact::run(&place).await,
        Command::Simulate { place, extent, standards } => simulate::run(&place, &extent, &standards).await,
        Command::Replay { arrivals, state, standard, means_as_stated } => {
            let means = if means_as_stated { Means::AsStated } else { Means::default() };
            commands::replay::run(&arrivals, state.as_deref(), standard.as_deref(), means)
        }
    }
}
