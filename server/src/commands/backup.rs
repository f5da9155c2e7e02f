//! Copies of the embedded database. PostgreSQL has its own tools for that, and the messages say so.

use std::{path::Path, process::ExitCode};

use anyhow::{Context as _, bail};
use solits_db::Db;

use crate::{
    Place, place,
    run::{open, say},
};

/// Writes a copy, also while the program runs: the copy is of one instant.
pub(crate) async fn backup(place: &Place, to: &Path) -> anyhow::Result<ExitCode> {
    if place.database.is_some() {
        bail!("copies of a PostgreSQL database are made with pg_dump, and put back with pg_restore");
    }
    if to.exists() {
        bail!("{} is there already; name a new file", to.display());
    }
    let db = open(place).await?;
    db.copy_to(to).await.with_context(|| format!("the copy {} could not be written", to.display()))?;
    db.close().await;
    say(format_args!("copied to {}", to.display()));
    Ok(ExitCode::SUCCESS)
}

/// Puts a copy in place of the database. The database that was there is kept beside it.
pub(crate) async fn restore_checked(place: &Place, from: &Path) -> anyhow::Result<ExitCode> {
    let copy = Db::open_file(from).await.with_context(|| format!("{} is not a database", from.display()))?;
    if !copy.is_sound().await? {
        bail!("{} is damaged and was not put in place", from.display());
    }
    copy.close().await;
    std::fs::create_dir_all(&place.data)?;
    let alone = place::alone(&place.data)?;
    let file = place.data.join("solits.sqlite");
    if file.exists() {
        let old = Db::open_file(&file).await?;
        // Everything still in the log goes into the file before it is set aside.
        old.close().await;
        let aside = place.data.join("solits.sqlite.before-restore");
        std::fs::rename(&file, &aside)
            .with_context(|| format!("{} could not be set aside", file.display()))?;
        for suffix in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(place.data.join(format!("solits.sqlite{suffix}")));
        }
        say(format_args!("the database that was there is now {}", aside.display()));
    }
    std::fs::copy(from, &file).with_context(|| format!("{} could not be copied", from.display()))?;
    drop(alone);
    say(format_args!("restored from {}", from.display()));
    Ok(ExitCode::SUCCESS)
}

/// `solits restore`.
pub(crate) async fn restore(place: &Place, from: &Path) -> anyhow::Result<ExitCode> {
    if place.database.is_some() {
        bail!("copies of a PostgreSQL database are put back with pg_restore");
    }
    restore_checked(place, from).await
}
