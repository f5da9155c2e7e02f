//! Who works on the embedded database of a folder: services and commands share it, whoever replaces its file has it alone.
//!
//! The lock is the kernel's and goes with the process, however that ends: the file that carries it says nothing by being
//! there.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::ErrorKind,
    path::Path,
    sync::{Mutex, PoisonError},
};

use anyhow::{Context as _, bail};

/// The file in the folder of the data that carries the lock.
const LOCK: &str = "solits.lock";
/// The file that carries the lock of the one service.
const SERVICE: &str = "solits-service.lock";

/// What this process shares, until it ends.
static SHARED: Mutex<Vec<File>> = Mutex::new(Vec::new());

/// The folder belongs to whoever holds this, until it is dropped.
#[derive(Debug)]
pub(crate) struct Alone(File);

impl Drop for Alone {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

/// Shares the folder with other services and commands until this process ends. Refused while somebody has it alone.
pub(crate) fn share(data: &Path) -> anyhow::Result<()> {
    let lock = lock_file(data, LOCK)?;
    match lock.try_lock_shared() {
        Ok(()) => {
            SHARED.lock().unwrap_or_else(PoisonError::into_inner).push(lock);
            Ok(())
        }
        Err(TryLockError::WouldBlock) => {
            bail!(
                "the database in {} is just being restored or compacted; try again when that is done",
                data.display()
            )
        }
        Err(TryLockError::Error(error)) => Err(error).context("the folder of the data cannot be locked"),
    }
}

/// Takes the folder alone. Refused while a service or another command works on its database.
pub(crate) fn alone(data: &Path) -> anyhow::Result<Alone> {
    let lock = lock_file(data, LOCK)?;
    match lock.try_lock() {
        Ok(()) => Ok(Alone(lock)),
        Err(TryLockError::WouldBlock) => bail!(
            "a service or another command works on the database in {}: stop it first, with `systemctl stop solits` where \
             the service was installed; nothing was changed",
            data.display()
        ),
        Err(TryLockError::Error(error)) => Err(error).context("the folder of the data cannot be locked"),
    }
}

/// The one service on the database of the folder. Refused while another serves it.
pub(crate) fn serve(data: &Path) -> anyhow::Result<Alone> {
    let lock = lock_file(data, SERVICE)?;
    match lock.try_lock() {
        Ok(()) => Ok(Alone(lock)),
        Err(TryLockError::WouldBlock) => bail!(
            "another service already works on the database in {}: stop it first, or give this one a folder of its own with \
             --data; several services share a database on PostgreSQL only",
            data.display()
        ),
        Err(TryLockError::Error(error)) => Err(error).context("the folder of the data cannot be locked"),
    }
}

fn lock_file(data: &Path, name: &str) -> anyhow::Result<File> {
    let path = data.join(name);
    let opened = match File::open(&path) {
        // Two at once may make it; it stays empty.
        Err(error) if error.kind() == ErrorKind::NotFound => {
            OpenOptions::new().create(true).truncate(false).write(true).open(&path)
        }
        opened => opened,
    };
    opened.with_context(|| format!("the file {} cannot be opened", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_shared_or_held_alone_and_free_again_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let held = alone(folder.path()).unwrap();
        assert!(alone(folder.path()).is_err());
        assert!(share(folder.path()).unwrap_err().to_string().contains("try again"));
        drop(held);
        share(folder.path()).unwrap();
        share(folder.path()).unwrap();
        assert!(alone(folder.path()).unwrap_err().to_string().contains("stop it first"));
    }

    #[test]
    fn a_folder_is_served_once_and_commands_work_beside_the_service() {
        let folder = tempfile::tempdir().unwrap();
        let service = serve(folder.path()).unwrap();
        assert!(serve(folder.path()).unwrap_err().to_string().contains("PostgreSQL"));
        share(folder.path()).unwrap();
        drop(service);
        serve(folder.path()).unwrap();
    }
}
