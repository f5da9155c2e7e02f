//! Making the file of the embedded database as small as what is in it.

use std::{
    fs::{self, File},
    path::Path,
    process::ExitCode,
};

use anyhow::{Context as _, bail};
use solits_db::Db;

use crate::{Place, place, run::say};

/// `solits compact`: writes the database anew beside its file and puts it in its place. A crash on the way leaves the old
/// file or the new one, each whole.
pub(crate) async fn run(place: &Place) -> anyhow::Result<ExitCode> {
    if place.database.is_some() {
        bail!(
            "PostgreSQL keeps its files small by itself (autovacuum); by hand its own tools do it: VACUUM, or VACUUM FULL \
             while the program is stopped"
        );
    }
    let file = place.data.join("solits.sqlite");
    if !file.exists() {
        bail!("there is no database in {}", place.data.display());
    }
    let alone = place::alone(&place.data)?;
    let compact = place.data.join("solits.sqlite.compact");
    if compact.exists() {
        // Left by one that did not come to its end.
        fs::remove_file(&compact)?;
    }
    let before = write_anew(&file, &compact).await?;
    if !Db::open_file(&compact).await?.is_sound().await? {
        bail!("{} is damaged: see `solits check`; nothing was changed", file.display());
    }
    put_in_place(&compact, &file, &place.data)?;
    let after = fs::metadata(&file)?.len();
    drop(alone);
    say(format_args!("{} before, {} after", megabytes(before), megabytes(after)));
    Ok(ExitCode::SUCCESS)
}

/// Writes what is in the database into a new file. Returns the size of the old one with all that its log held.
async fn write_anew(file: &Path, compact: &Path) -> anyhow::Result<u64> {
    let db = Db::open_file(file).await.with_context(|| format!("{} cannot be opened", file.display()))?;
    db.copy_to(compact).await.with_context(|| format!("{} could not be written", compact.display()))?;
    db.close().await;
    Ok(fs::metadata(file)?.len())
}

fn put_in_place(compact: &Path, file: &Path, folder: &Path) -> anyhow::Result<()> {
    let log = file.with_extension("sqlite-wal");
    if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        // Beside another file the log would be taken for its own.
        bail!("{} is still in use; nothing was changed", log.display());
    }
    fs::set_permissions(compact, fs::metadata(file)?.permissions())?;
    File::open(compact)?.sync_all()?;
    for own in ["sqlite.compact-wal", "sqlite.compact-shm", "sqlite-wal", "sqlite-shm"] {
        let _ = fs::remove_file(file.with_extension(own));
    }
    fs::rename(compact, file).with_context(|| format!("{} could not be replaced", file.display()))?;
    File::open(folder)?.sync_all()?;
    Ok(())
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{:02} MB", bytes / 1_000_000, bytes % 1_000_000 / 10_000)
}

#[cfg(test)]
mod tests {
    use super::megabytes;

    #[test]
    fn sizes_are_said_in_megabytes() {
        assert_eq!(megabytes(12_345_678), "12.34 MB");
        assert_eq!(megabytes(1_050_000), "1.05 MB");
    }
}
