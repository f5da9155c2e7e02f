//! `solits journal …`: does the chain hold, also against what was delivered outside?

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, bail};
use clap::Subcommand;
use solits_journal::{
    Head, HeadBreak, PublicKey, read_head_line, read_public_keys, verify_chain, verify_head,
};
use solits_kernel::{InstitutionId, Scope};

use crate::{
    Place, heads,
    run::{open, say},
};

/// Commands on the journal.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Walks the chain of seals and finds any edit, gap or reorder; exit 1 when there is one.
    ///
    /// With --head it also compares the chain with the heads that were delivered outside, which finds what somebody with
    /// power over the database changed and sealed anew.
    Verify {
        #[command(flatten)]
        place: Place,
        /// The heads that `solits serve --journal-head` delivered: a journal-head.jsonl that was kept outside.
        #[arg(long, value_name = "FILE")]
        head: Option<PathBuf>,
        /// The public keys; without it the file journal-head.pub beside the heads. Better one that was kept apart.
        #[arg(long, value_name = "FILE", requires = "head")]
        public_key: Option<PathBuf>,
    },
    /// Prints the public key with which the signed heads of this node are checked; the key is made on first use.
    Key {
        /// Folder for the data, in which the secret key is kept.
        #[arg(long, default_value = "data", env = "SOLITS_DATA")]
        data: PathBuf,
    },
}

/// `solits journal …`.
pub(crate) async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Verify { place, head, public_key } => {
            let heads = head.map(|head| Delivered::read(&head, public_key.as_deref())).transpose()?;
            verify(&place, heads).await
        }
        Command::Key { data } => {
            say(heads::secret_key(&data)?.public());
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// What was found in a file of heads.
struct Delivered {
    /// The heads whose signature fits.
    heads: BTreeMap<InstitutionId, Vec<Head>>,
    /// Lines that say nothing, and why.
    faults: Vec<String>,
}

impl Delivered {
    fn read(file: &Path, keys: Option<&Path>) -> anyhow::Result<Self> {
        let keys_file = keys.map_or_else(|| file.with_file_name(heads::KEYS), Path::to_owned);
        let text = fs::read_to_string(file)
            .with_context(|| format!("the heads {} cannot be read", file.display()))?;
        let keys = fs::read_to_string(&keys_file).with_context(|| {
            format!(
                "the public key {} cannot be read: name one with --public-key, or make a file of what `solits journal \
                 key` prints",
                keys_file.display()
            )
        })?;
        let keys = read_public_keys(&keys).with_context(|| format!("{}", keys_file.display()))?;
        let delivered = Self::of(&text, &keys);
        if delivered.heads.is_empty() && delivered.faults.is_empty() {
            bail!("{} holds no head", file.display());
        }
        Ok(delivered)
    }

    fn of(text: &str, keys: &[PublicKey]) -> Self {
        let mut delivered = Self { heads: BTreeMap::new(), faults: Vec::new() };
        for (line, number) in text.lines().zip(1..) {
            match read_head_line(line, keys) {
                Ok(head) => delivered.heads.entry(head.institution).or_default().push(head),
                Err(error) => delivered.faults.push(format!("head, line {number}: {error}")),
            }
        }
        delivered
    }
}

async fn verify(place: &Place, delivered: Option<Delivered>) -> anyhow::Result<ExitCode> {
    let db = open(place).await?;
    let mut tx = db.read_global().await?;
    let institutions = solits_journal::institutions(&mut tx).await?;
    drop(tx);
    let mut holds = true;
    for institution in &institutions {
        let mut tx = db.read(Scope::of_job(*institution)).await?;
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
        if let Some(delivered) = &delivered {
            let Some(heads) = delivered.heads.get(institution) else {
                say(format_args!(
                    "institution {institution}: no head was delivered, so nothing outside was compared"
                ));
                continue;
            };
            match verify_head(&mut tx, heads).await? {
                Ok(held) => say(format_args!(
                    "institution {institution}: {} heads agree, up to seal {} and entry {}",
                    held.heads, held.seal, held.last_n
                )),
                Err(broken) => {
                    holds = false;
                    say(format_args!("institution {institution}: {}", in_words(&broken)));
                }
            }
        }
    }
    for (institution, _) in delivered.iter().flat_map(|delivered| &delivered.heads) {
        if !institutions.contains(institution) {
            holds = false;
            say(format_args!(
                "institution {institution}: heads were delivered, but the database has none such"
            ));
        }
    }
    for fault in delivered.iter().flat_map(|delivered| &delivered.faults) {
        holds = false;
        say(fault);
    }
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn in_words(broken: &HeadBreak) -> String {
    let HeadBreak { head, held, now } = broken;
    let now = now.as_ref().map_or_else(
        || "now there is no such seal".to_owned(),
        |(last_n, hash)| format!("now it ends at entry {last_n} with {hash}"),
    );
    format!(
        "the journal DIFFERS from the head of {}: seal {} ended at entry {} with {}, {now}; changed after entry {} (seal {}), \
         which still agrees, and not later than entry {}",
        head.at, head.seal, head.last_n, head.hash, held.last_n, held.seal, head.last_n
    )
}
