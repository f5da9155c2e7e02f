//! `solits check` and `solits journal verify`: does the record hold?

use std::process::ExitCode;

use clap::Subcommand;
use solits_journal::{Heart, recompute, verify_chain};
use solits_kernel::Scope;

use crate::{
    Place,
    run::{open, say},
};

/// Commands on the journal.
#[derive(Subcommand)]
pub(crate) enum JournalCommand {
    /// Walks the chain of seals and finds any edit, gap or reorder.
    Verify {
        #[command(flatten)]
        place: Place,
    },
}

/// Checks everything and says the first thirty differences; exit 1 when there is one.
pub(crate) async fn run(place: &Place) -> anyhow::Result<ExitCode> {
    let db = open(place).await?;
    let heart = Heart::new(&db);
    let mut tx = db.read_global().await?;
    let institutions = solits_journal::institutions(&mut tx).await?;
    drop(tx);
    let mut sound = db.is_sound().await?;
    say(if sound { "tables and keys: sound" } else { "tables and keys: DAMAGED" });
    for institution in institutions {
        let mut tx = db.read(Scope::of_job(institution)).await?;
        match verify_chain(&mut tx).await? {
            Ok(sealed) => say(format_args!("institution {institution}: chain of {sealed} entries holds")),
            Err(broken) => {
                sound = false;
                say(format_args!("institution {institution}: chain BROKEN: {broken:?}"));
            }
        }
        let (entries, differences) = recompute(&mut tx, &heart).await?;
        say(format_args!(
            "institution {institution}: {entries} entries replayed, {} differences",
            differences.len()
        ));
        for difference in differences.iter().take(30) {
            sound = false;
            say(format_args!(
                "  {}\n    stored:     {}\n    recomputed: {}",
                difference.what, difference.stored, difference.recomputed
            ));
        }
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `solits journal …`.
pub(crate) async fn journal(command: JournalCommand) -> anyhow::Result<ExitCode> {
    let JournalCommand::Verify { place } = command;
    let db = open(&place).await?;
    let mut tx = db.read_global().await?;
    let institutions = solits_journal::institutions(&mut tx).await?;
    drop(tx);
    let mut holds = true;
    for institution in institutions {
        let mut tx = db.read(Scope::of_job(institution)).await?;
        match verify_chain(&mut tx).await? {
            Ok(sealed) => {
                say(format_args!("institution {institution}: {sealed} sealed entries, the chain holds"));
            }
            Err(broken) => {
                holds = false;
                say(format_args!(
                    "institution {institution}: seal {} does not agree with the entries after {} up to {}: {} then, {} now",
                    broken.seal, broken.after_n, broken.last_n, broken.entries.0, broken.entries.1
                ));
            }
        }
    }
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
