//! The head of the chain, signed so that it can be kept where an administrator of the database cannot reach it.
//!
//! Who owns the database can rewrite an entry and every seal after it, and the chain holds again. A head that was
//! delivered before says what the hash at a seal was then, and no rewritten chain leads to it.

use std::{fmt, str::FromStr};

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{InstitutionId, Timestamp};
use thiserror::Error;

/// How long the node that took the work has for it before another node may take it, in minutes.
const LEASE_MINUTES: i64 = 1;

/// Where the chain of an institution stood at an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Whose journal.
    pub institution: InstitutionId,
    /// Number of the last seal.
    pub seal: i64,
    /// The last entry it covers.
    pub last_n: i64,
    /// Its hash, in hexadecimal.
    pub hash: String,
    /// When this head was signed.
    pub at: Timestamp,
}

impl Head {
    /// What is signed: each value on a line of its own behind its name, the key among them.
    fn canonical(&self, key: &str) -> String {
        let Self { institution, seal, last_n, hash, at } = self;
        format!(
            "solits journal head 1\ninstitution {institution}\nseal {seal}\nlast_n {last_n}\nhash {hash}\nat {at}\nkey {key}\n"
        )
    }

    /// The head as it is delivered.
    pub fn sign(self, key: &HeadKey) -> SignedHead {
        let id = key.public().id();
        let signature = hex(&key.0.sign(self.canonical(&id).as_bytes()).to_bytes());
        let Self { institution, seal, last_n, hash, at } = self;
        SignedHead { institution, seal, last_n, hash, at, key: id, signature }
    }
}

/// A head as it is delivered: one line of `journal-head.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields of a head stand with it")]
pub struct SignedHead {
    pub institution: InstitutionId,
    pub seal: i64,
    pub last_n: i64,
    pub hash: String,
    pub at: Timestamp,
    /// Id of the key it was signed with.
    pub key: String,
    /// Ed25519 over the canonical text, in hexadecimal.
    pub signature: String,
}

impl SignedHead {
    /// The line under which it is delivered, with its line break.
    pub fn line(&self) -> String {
        // Numbers and words only, which can always be written.
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }
}

/// The key heads are signed with. It has no form in which it could be logged.
pub struct HeadKey(SigningKey);

impl fmt::Debug for HeadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HeadKey({})", self.public().id())
    }
}

impl HeadKey {
    /// The key grown from 32 secret random bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// Reads the key as its file holds it: the seed in hexadecimal. `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        Some(Self::from_seed(&unhex(text.trim())?))
    }

    /// The key as its file holds it; a secret.
    pub fn secret_text(&self) -> String {
        hex(self.0.as_bytes()) + "\n"
    }

    /// What others check its signatures with.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }
}

/// What signatures are checked with; written as `ed25519`, the key's id and the key in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// The first 64 bits of its SHA-256, in hexadecimal.
    pub fn id(&self) -> String {
        hex(&Sha256::digest(self.0.as_bytes())[..8])
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ed25519 {} {}", self.id(), hex(self.0.as_bytes()))
    }
}

/// The text is no public key as `solits journal key` prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a public key as `solits journal key` prints it")]
pub struct NoPublicKey;

impl FromStr for PublicKey {
    type Err = NoPublicKey;

    fn from_str(text: &str) -> Result<Self, NoPublicKey> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let &["ed25519", id, key] = words.as_slice() else { return Err(NoPublicKey) };
        let bytes = unhex(key).ok_or(NoPublicKey)?;
        let key = VerifyingKey::from_bytes(&bytes).map(Self).map_err(|_| NoPublicKey)?;
        if key.id() == id { Ok(key) } else { Err(NoPublicKey) }
    }
}

/// Reads a file of public keys, one a line; nodes with data folders of their own have keys of their own.
pub fn read_public_keys(text: &str) -> Result<Vec<PublicKey>, NoPublicKey> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::parse).collect()
}

/// Why a delivered line says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HeadLineError {
    /// It was cut off or changed.
    #[error("it cannot be read")]
    Unreadable,
    /// None of the keys has this id.
    #[error("it was signed with the key {0}, which is not among the public keys")]
    UnknownKey(String),
    /// Something in it was changed, or it was never signed by the key it names.
    #[error("its signature does not fit")]
    Forged,
}

/// Reads a delivered line and checks its signature.
pub fn read_head_line(line: &str, keys: &[PublicKey]) -> Result<Head, HeadLineError> {
    let signed: SignedHead = serde_json::from_str(line).map_err(|_| HeadLineError::Unreadable)?;
    let SignedHead { institution, seal, last_n, hash, at, key: id, signature } = signed;
    let head = Head { institution, seal, last_n, hash, at };
    let Some(key) = keys.iter().find(|key| key.id() == id) else { return Err(HeadLineError::UnknownKey(id)) };
    let signature =
        unhex(&signature).map(|bytes| Signature::from_bytes(&bytes)).ok_or(HeadLineError::Forged)?;
    key.0.verify_strict(head.canonical(&id).as_bytes(), &signature).map_err(|_| HeadLineError::Forged)?;
    Ok(head)
}

row! {
    struct SealAt { number: i64, last_n: i64, hash: Vec<u8> }
}

row! {
    struct Due { next_at: Timestamp }
}

/// The head that is to be delivered now, if the transaction's institution is due and has anything sealed.
///
/// Whoever gets it has a minute to deliver it and to say so with [`head_delivered`]; meanwhile no other node gets it, and
/// after that another one does.
pub async fn next_head(tx: &mut Tx, now: Timestamp) -> Result<Option<Head>, DbError> {
    let Some(institution) = tx.institution() else { return Ok(None) };
    let last = sql!(
        "SELECT number, last_n, hash FROM journal_seals WHERE institution_id = $1 ORDER BY number DESC LIMIT 1"
    )
    .optional::<SealAt>(tx)
    .await?;
    let Some(last) = last else { return Ok(None) };
    let taken = sql!(
        "INSERT INTO journal_heads (institution_id, next_at) VALUES ($1, $2)
         ON CONFLICT (institution_id) DO UPDATE SET next_at = excluded.next_at WHERE journal_heads.next_at <= $3"
    )
    .bind(now.plus_minutes(LEASE_MINUTES))
    .bind(now)
    .run(tx)
    .await?;
    Ok((taken > 0).then(|| Head {
        institution,
        seal: last.number,
        last_n: last.last_n,
        hash: hex(&last.hash),
        at: now,
    }))
}

/// Whether [`next_head`] is worth a transaction that writes: most of the time nothing is due.
pub async fn head_is_due(tx: &mut Tx, now: Timestamp) -> Result<bool, DbError> {
    let due = sql!("SELECT next_at FROM journal_heads WHERE institution_id = $1").optional::<Due>(tx).await?;
    Ok(due.is_none_or(|due| due.next_at <= now))
}

/// Says that a head has been delivered and when the next one is due.
pub async fn head_delivered(tx: &mut Tx, next_at: Timestamp) -> Result<(), DbError> {
    sql!("UPDATE journal_heads SET next_at = $2 WHERE institution_id = $1").bind(next_at).run(tx).await?;
    Ok(())
}

/// Heads that agree with the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// How many.
    pub heads: usize,
    /// The seal of the latest; nothing up to it was changed since.
    pub seal: i64,
    /// The last entry it covers.
    pub last_n: i64,
}

/// The first head that the journal does not lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadBreak {
    /// What was delivered.
    pub head: Head,
    /// What agreed before it: the change lies after that seal.
    pub held: Held,
    /// Last entry and hash of that seal in the database now; `None` when there is no such seal.
    pub now: Option<(i64, String)>,
}

/// Compares heads of the transaction's institution with its seals, by number of seal. Whether the seals agree with the
/// entries is for [`verify_chain`](crate::verify_chain) to say: only both together say that nothing was changed.
pub async fn verify_head(tx: &mut Tx, heads: &[Head]) -> Result<Result<Held, HeadBreak>, DbError> {
    let mut in_order: Vec<&Head> = heads.iter().collect();
    in_order.sort_by_key(|head| (head.seal, head.at));
    let mut held = Held { heads: 0, seal: 0, last_n: 0 };
    for head in in_order {
        let now =
            sql!("SELECT number, last_n, hash FROM journal_seals WHERE institution_id = $1 AND number = $2")
                .bind(head.seal)
                .optional::<SealAt>(tx)
                .await?
                .map(|seal| (seal.last_n, hex(&seal.hash)));
        if now.as_ref().is_none_or(|(last_n, hash)| *last_n != head.last_n || *hash != head.hash) {
            return Ok(Err(HeadBreak { head: head.clone(), held, now }));
        }
        held = Held { heads: held.heads + 1, seal: head.seal, last_n: head.last_n };
    }
    Ok(Ok(held))
}

fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Exactly `N` bytes in small hexadecimal digits; `None` for anything else, so that a value has one way of being written.
fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits: Vec<u8> = text
        .chars()
        .map(|c| {
            c.to_digit(16).filter(|_| !c.is_ascii_uppercase()).and_then(|digit| u8::try_from(digit).ok())
        })
        .collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect();
    if digits.len() == N * 2 { bytes.try_into().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> Head {
        Head {
            institution: InstitutionId(1),
            seal: 7,
            last_n: 40,
            hash: "ab".repeat(32),
            at: Timestamp::parse("2026-11-21T12:00:00.000Z").unwrap(),
        }
    }

    fn key() -> HeadKey {
        HeadKey::from_seed(&[7; 32])
    }

    #[test]
    fn a_signed_line_reads_back_as_the_head_that_was_signed() {
        let line = head().sign(&key()).line();
        assert_eq!(read_head_line(line.trim_end(), &[key().public()]), Ok(head()));
    }

    #[test]
    fn a_change_of_any_value_of_a_line_is_found() {
        let line = head().sign(&key()).line();
        for (said, instead) in [
            (r#""institution":1"#, r#""institution":2"#),
            (r#""seal":7"#, r#""seal":8"#),
            (r#""last_n":40"#, r#""last_n":41"#),
            ("abab", "abac"),
            ("12:00:00", "13:00:00"),
        ] {
            let changed = line.replacen(said, instead, 1);
            assert_ne!(changed, line, "{said} does not stand in the line");
            assert_eq!(read_head_line(&changed, &[key().public()]), Err(HeadLineError::Forged), "{said}");
        }
    }

    #[test]
    fn a_line_of_another_key_or_cut_off_says_nothing() {
        let line = head().sign(&key()).line();
        let other = HeadKey::from_seed(&[8; 32]);
        let unknown = HeadLineError::UnknownKey(key().public().id());
        assert_eq!(read_head_line(&line, &[other.public()]), Err(unknown));
        assert_eq!(
            read_head_line(&line[..line.len() / 2], &[key().public()]),
            Err(HeadLineError::Unreadable)
        );
        // Signed anew by another key that calls itself by the id of the first.
        let mut forged = head().sign(&other);
        forged.key = key().public().id();
        assert_eq!(read_head_line(&forged.line(), &[key().public()]), Err(HeadLineError::Forged));
    }

    #[test]
    fn keys_are_written_and_read_and_a_wrong_one_is_refused() {
        let public = key().public();
        assert_eq!(public.to_string().parse(), Ok(public.clone()));
        assert_eq!(HeadKey::read(&key().secret_text()).unwrap().public(), public);
        assert!(HeadKey::read("too short").is_none());
        let wrong = public.to_string().replacen(&public.id(), "0000000000000000", 1);
        assert_eq!(wrong.parse::<PublicKey>(), Err(NoPublicKey));
        assert!(!format!("{:?}", key()).contains(key().secret_text().trim()), "a key shows its secret");
    }

    #[test]
    fn the_signature_is_the_one_of_rfc_8032() {
        // RFC 8032, 7.1, test 1: the public key of a known seed.
        let seed = unhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").unwrap();
        let public = HeadKey::from_seed(&seed).public().to_string();
        assert!(
            public.ends_with("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
            "{public}"
        );
    }
}
