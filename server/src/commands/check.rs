//! `solits check`: does everything stored agree?

use std::process::ExitCode;

use solits_journal::{Heart, Walls, recompute, verify_chain};
use solits_kernel::Scope;

use crate::{
    Place,
    run::{LET_PAST, open, say, walls},
};

/// Checks everything and says the first thirty differences; exit 1 when there is one.
pub(crate) async fn run(place: &Place) -> anyhow::Result<ExitCode> {
    let db = open(place).await?;
    let heart = Heart::new(&db);
    let mut tx = db.read_global().await?;
    let institutions = solits_journal::institutions(&mut tx).await?;
    drop(tx);
    let mut sound = db.is_sound().await?;
    say(if sound { "tables and keys: sound" } else { "tables and keys: DAMAGED" });
    // A weakness of the setting up, not a damage of the record: said, and no reason to fail.
    if walls(&db).await? == Walls::LetPast {
        say(format_args!("WARNING: {LET_PAST}"));
    }
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
