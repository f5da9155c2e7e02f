//! The keys from which secrets of webhooks are made. They lie in a file outside the database and its backup; the database
//! holds only the name of the key and how many secrets a webhook has had (`security.md` §9).

use std::{
    fs, io, io::Write as _, os::unix::fs::OpenOptionsExt as _, os::unix::fs::PermissionsExt as _, path::Path,
};

use ring::{digest, hmac};
use solits_kernel::{InstitutionId, Random};

use super::{
    model::{SecretOf, WebhookId},
    signature::hex,
};

/// What every secret begins with, so that a secret that has leaked is known for what it is.
const BEGINNING: &str = "whsec_";
/// Letters of a key's name.
const NAME: usize = 12;

/// The keys, the oldest first; new secrets are made from the last.
pub struct Keys(Vec<Key>);

struct Key {
    name: String,
    bytes: [u8; 32],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|key| &key.name)).finish()
    }
}

impl Keys {
    /// Reads a file of keys, one a line as 64 hexadecimal digits; makes it with one key when it is not there. A file that
    /// others can read is refused.
    pub fn open(file: &Path, random: &Random) -> io::Result<Self> {
        if !file.exists() {
            make(file, random)?;
        }
        let rights = fs::metadata(file)?.permissions().mode() & 0o777;
        if rights & 0o077 != 0 {
            let why = format!("others can read the keys of webhooks (the rights are {rights:o}): chmod 600");
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
        }
        let text = fs::read_to_string(file)?;
        Self::read(&text)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "the file holds no keys of webhooks"))
    }

    /// Reads the lines of such a file; `None` where one is no key, or there is none.
    pub fn read(text: &str) -> Option<Self> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let keys: Vec<Key> = lines.map(Key::read).collect::<Option<_>>()?;
        (!keys.is_empty()).then_some(Self(keys))
    }

    /// A key that nobody keeps: what is signed with it counts until the program ends, as in a demonstration.
    pub fn fresh(random: &Random) -> Self {
        Self(Key::read(&hex(&random.bytes::<32>())).into_iter().collect())
    }

    /// The name of the key by which new secrets are made.
    pub(crate) fn newest(&self) -> &str {
        self.0.last().map(|key| key.name.as_str()).unwrap_or_default()
    }

    /// The secret of a webhook; `None` where its key is not here.
    pub(crate) fn secret(
        &self,
        institution: InstitutionId,
        webhook: WebhookId,
        of: &SecretOf,
    ) -> Option<String> {
        let key = self.0.iter().find(|key| key.name == of.key)?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key.bytes);
        let which = format!("webhook {} {webhook} {}", institution.0, of.number);
        Some(format!("{BEGINNING}{}", hex(hmac::sign(&key, which.as_bytes()).as_ref())))
    }
}

impl Key {
    fn read(line: &str) -> Option<Self> {
        if line.len() != 64 || !line.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(line.get(2 * place..2 * place + 2)?, 16).ok()?;
        }
        // The name tells keys apart and gives nothing of them away.
        let name = hex(digest::digest(&digest::SHA256, &[b"name of ", &bytes[..]].concat()).as_ref());
        Some(Self { name: name[..NAME].to_owned(), bytes })
    }
}

/// Writes a new key beside its place and links it there, so that it is whole or absent, and the first of two nodes wins.
fn make(file: &Path, random: &Random) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = file.with_extension(random.code(12));
    let mut written = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
    written.write_all(format!("{}\n", hex(&random.bytes::<32>())).as_bytes())?;
    written.sync_all()?;
    let linked = fs::hard_link(&beside, file);
    fs::remove_file(&beside)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn secret(keys: &Keys, institution: i64, webhook: u128, key: &str, number: i64) -> Option<String> {
        let of = SecretOf { key: key.to_owned(), number };
        keys.secret(InstitutionId(institution), WebhookId::new(Uuid::from_u128(webhook)), &of)
    }

    #[test]
    fn each_webhook_and_each_renewal_has_a_secret_of_its_own() {
        let keys = Keys::read(&"ab".repeat(32)).unwrap();
        let name = keys.newest().to_owned();
        let first = secret(&keys, 1, 1, &name, 1).unwrap();
        assert!(first.starts_with("whsec_") && first.len() == 6 + 64);
        assert_eq!(Some(&first), secret(&keys, 1, 1, &name, 1).as_ref());
        for other in [(2, 1, 1), (1, 2, 1), (1, 1, 2)] {
            assert_ne!(Some(&first), secret(&keys, other.0, other.1, &name, other.2).as_ref());
        }
    }

    #[test]
    fn after_a_new_key_the_secrets_made_from_the_old_one_stay() {
        let old = Keys::read(&"ab".repeat(32)).unwrap();
        let both = Keys::read(&format!("# vecā\n{}\n\n{}\n", "ab".repeat(32), "cd".repeat(32))).unwrap();
        assert_ne!(old.newest(), both.newest());
        assert_eq!(secret(&old, 1, 1, old.newest(), 1), secret(&both, 1, 1, old.newest(), 1));
        assert_eq!(secret(&old, 1, 1, both.newest(), 1), None);
    }

    #[test]
    fn a_file_is_made_once_for_its_owner_alone_and_refused_where_others_can_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("webhooks.key");
        let first = Keys::open(&file, &Random::System).unwrap();
        assert_eq!(Keys::open(&file, &Random::System).unwrap().newest(), first.newest());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(!format!("{first:?}").contains(&fs::read_to_string(&file).unwrap().trim()[..32]));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        assert_eq!(Keys::open(&file, &Random::System).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "abcd", &"zz".repeat(32), &format!("{}\nx", "ab".repeat(32))] {
            assert!(Keys::read(text).is_none(), "{text:?}");
        }
    }
}
