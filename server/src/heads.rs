//! Delivering the signed head of the journal outside: the key, the files, and the work of the hour.

use std::{
    fs::{self, OpenOptions},
    io::{Read as _, Seek as _, SeekFrom, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, bail};
use clap::Args;
use solits_journal::{Head, HeadKey, PublicKey};
use solits_kernel::{InstitutionId, Random, Scope};
use solits_web::App;

use crate::run::institutions;

/// Name of the file that lines are added to.
const LINES: &str = "journal-head.jsonl";
/// Name of the file of public keys beside it.
pub(crate) const KEYS: &str = "journal-head.pub";
/// Name of the secret key in the folder of the data.
const SECRET: &str = "journal-head.key";

/// Where and how often the head is delivered.
#[derive(Args, Debug)]
pub(crate) struct HeadOptions {
    /// Folder outside the database, such as a mounted share, to which the signed head of the journal is added: the file
    /// journal-head.jsonl, with the public key beside it in journal-head.pub. The secret key stays in the data folder.
    #[arg(long, value_name = "DIR", env = "SOLITS_JOURNAL_HEAD")]
    journal_head: Option<PathBuf>,
    /// Minutes between two heads.
    #[arg(long, value_name = "MINUTES", default_value_t = 60, value_parser = clap::value_parser!(i64).range(1..=1440))]
    journal_head_minutes: i64,
}

/// A prepared way outside.
pub(crate) struct Delivery {
    folder: PathBuf,
    minutes: i64,
    key: HeadKey,
}

impl HeadOptions {
    /// Reads the key, made on first use; `None` when no head is to be delivered. Whether the folder can be written is found
    /// out with the first head, so that a share that is away does not keep clients from being served.
    pub(crate) fn prepare(&self, data: &Path) -> anyhow::Result<Option<Delivery>> {
        let Some(folder) = self.journal_head.clone() else { return Ok(None) };
        if std::path::absolute(data)? == std::path::absolute(&folder)? {
            bail!(
                "--journal-head names the folder of the data: a head kept there can be changed by whoever changes the \
                 journal, and the secret key must not go where the head goes; name another folder"
            );
        }
        Ok(Some(Delivery { folder, minutes: self.journal_head_minutes, key: secret_key(data)? }))
    }
}

/// The secret key in the folder of the data, made when there is none. A key that others can read is refused.
pub(crate) fn secret_key(data: &Path) -> anyhow::Result<HeadKey> {
    fs::create_dir_all(data).with_context(|| format!("the folder {} cannot be made", data.display()))?;
    let file = data.join(SECRET);
    if !file.exists() {
        make_key(data, &file).with_context(|| format!("the key {} cannot be made", file.display()))?;
    }
    let rights = fs::metadata(&file)?.permissions().mode() & 0o777;
    if rights & 0o077 != 0 {
        bail!(
            "others can read the key {} (its rights are {rights:o}): chmod 600 it, or move it away so that a new one is \
             made if somebody may have read it",
            file.display()
        );
    }
    let text =
        fs::read_to_string(&file).with_context(|| format!("the key {} cannot be read", file.display()))?;
    HeadKey::read(&text).with_context(|| format!("{} is no key", file.display()))
}

/// Writes a new key beside its place and links it there, so that it is whole or absent, and the first of two nodes wins.
fn make_key(data: &Path, file: &Path) -> anyhow::Result<()> {
    let beside = data.join(format!("{SECRET}.{}", Random::System.code(12)));
    let mut written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
    written.write_all(HeadKey::from_seed(&Random::System.bytes()).secret_text().as_bytes())?;
    written.sync_all()?;
    let linked = fs::hard_link(&beside, file);
    fs::remove_file(&beside)?;
    match linked {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error.into()),
        _ => Ok(()),
    }
}

/// Adds a public key to the file of public keys unless it is there.
fn publish(file: &Path, key: &PublicKey) -> anyhow::Result<()> {
    let line = key.to_string();
    let known = fs::read_to_string(file).is_ok_and(|text| text.lines().any(|known| known.trim() == line));
    if !known {
        append(file, &format!("{line}\n"))
            .with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(())
}

/// Adds a line to a file and returns once it is on the disk. A line that a power cut left unfinished stays alone.
fn append(file: &Path, line: &str) -> std::io::Result<()> {
    let mut open = OpenOptions::new().create(true).read(true).append(true).open(file)?;
    let mut last = [b'\n'];
    if open.metadata()?.len() > 0 {
        open.seek(SeekFrom::End(-1))?;
        open.read_exact(&mut last)?;
    }
    let line = if last == [b'\n'] { line.to_owned() } else { format!("\n{line}") };
    open.write_all(line.as_bytes())?;
    open.sync_all()
}

/// Delivers the head of each institution when it is due, for as long as the program runs.
pub(crate) async fn deliver(app: App, delivery: Delivery) {
    loop {
        match institutions(&app).await {
            Ok(institutions) => {
                for institution in institutions {
                    if let Err(error) = deliver_once(&app, &delivery, institution).await {
                        tracing::warn!(
                            error = format!("{error:#}"),
                            %institution,
                            "the head of the journal was not delivered; trying again in a minute"
                        );
                    }
                }
            }
            Err(error) => tracing::warn!(error = format!("{error:#}"), "the institutions cannot be read"),
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Takes the work of the hour if no other node has, and does it with no transaction open.
async fn deliver_once(app: &App, delivery: &Delivery, institution: InstitutionId) -> anyhow::Result<()> {
    let now = app.clock.now();
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    if !solits_journal::head_is_due(&mut tx, now).await? {
        return Ok(());
    }
    drop(tx);
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let head = solits_journal::next_head(&mut tx, now).await?;
    tx.commit().await?;
    let Some(head) = head else { return Ok(()) };
    write(delivery, head).await?;
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    solits_journal::head_delivered(&mut tx, now.plus_minutes(delivery.minutes)).await?;
    tx.commit().await?;
    Ok(())
}

async fn write(delivery: &Delivery, head: Head) -> anyhow::Result<()> {
    let (folder, public) = (delivery.folder.clone(), delivery.key.public());
    let line = head.sign(&delivery.key).line();
    let (written, wait) = tokio::sync::oneshot::channel();
    // A thread of its own: a share that is away holds the writer for good, and must hold neither the timer nor the end of
    // the program.
    std::thread::spawn(move || {
        let _ = written.send(write_out(&folder, &public, &line));
    });
    wait.await.context("the writer of the head is gone")?
}

fn write_out(folder: &Path, public: &PublicKey, line: &str) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    publish(&folder.join(KEYS), public)?;
    let file = folder.join(LINES);
    append(&file, line).with_context(|| format!("{} cannot be written", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(folder: &Path) -> HeadOptions {
        HeadOptions { journal_head: Some(folder.to_owned()), journal_head_minutes: 60 }
    }

    #[test]
    fn the_key_is_made_once_for_its_owner_alone_and_never_where_the_head_goes() {
        let (data, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let first = options(outside.path()).prepare(data.path()).unwrap().unwrap();
        let again = options(outside.path()).prepare(data.path()).unwrap().unwrap();
        assert_eq!(first.key.public(), again.key.public());
        let rights = fs::metadata(data.path().join(SECRET)).unwrap().permissions().mode();
        assert_eq!(rights & 0o777, 0o600);
        for _ in 0..2 {
            write_out(outside.path(), &first.key.public(), "a head\n").unwrap();
        }
        let mut names: Vec<_> =
            fs::read_dir(outside.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, [LINES, KEYS], "more than heads and public keys was written outside");
        let keys = fs::read_to_string(outside.path().join(KEYS)).unwrap();
        assert_eq!(keys.trim(), first.key.public().to_string(), "the key stands there once");
        assert!(options(data.path()).prepare(data.path()).is_err(), "the head may go where the key is");
    }

    #[test]
    fn a_key_that_others_can_read_is_refused() {
        let data = tempfile::tempdir().unwrap();
        secret_key(data.path()).unwrap();
        fs::set_permissions(data.path().join(SECRET), fs::Permissions::from_mode(0o640)).unwrap();
        let refused = secret_key(data.path()).unwrap_err().to_string();
        assert!(refused.contains("chmod 600"), "{refused}");
    }

    #[test]
    fn a_line_cut_off_by_a_power_cut_does_not_spoil_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(LINES);
        append(&file, "one\n").unwrap();
        fs::write(&file, "one\ntw").unwrap();
        append(&file, "three\n").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "one\ntw\nthree\n");
    }
}
