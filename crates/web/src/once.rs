//! A form that creates something is answered once: a double click, a retry or a lost answer shows what the first sending
//! made, and makes nothing more.

use std::fmt::Write as _;

use solits_db::{DbError, Tx, sql};
use solits_kernel::Timestamp;

use crate::{Fields, hash_secret, hex, recall};

/// The field of a form that tells one rendering of it from another.
const FIELD: &str = "once";
/// Bytes of the hash that stand in the database for a sending.
const KEY_BYTES: usize = 20;

/// One sending of a form that creates something: what it was rendered with and everything that was typed.
///
/// Whoever goes back to the page and types something else sends another form, so nothing typed is ever swallowed.
#[derive(Clone, Debug)]
pub struct Once {
    action: &'static str,
    /// Everything sent; empty for a form without a key, which is answered anew each time.
    sent: String,
}

impl Once {
    /// The sending of a form of some action, as `unit.add`.
    pub fn of(action: &'static str, fields: &Fields) -> Self {
        let mut sent = String::new();
        if !fields.get(FIELD).is_empty() {
            for (name, value) in fields.pairs() {
                // Lengths keep "a" and "bc" apart from "ab" and "c".
                let _ = write!(sent, "{}:{name}{}:{value}", name.len(), value.len());
            }
        }
        Self { action, sent }
    }

    /// What stands in the database in place of the sending, which also unseals its result.
    fn key(&self) -> String {
        hex(&hash_secret(&format!("form key {}", self.sent))[..KEY_BYTES])
    }

    /// What the first sending made; `None` for the first, which then is being answered by this transaction and by no
    /// other: whoever sends the same form meanwhile waits here for its end.
    ///
    /// Ask before anything that the first sending may have changed is looked at.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn made_before(&self, tx: &mut Tx, at: Timestamp) -> Result<Option<String>, DbError> {
        if self.sent.is_empty() {
            return Ok(None);
        }
        let key = self.key();
        let claimed = sql!(
            "INSERT INTO idempotency (institution_id, key, action, result, at) VALUES ($1, $2, $3, '', $4)
             ON CONFLICT DO NOTHING"
        )
        .bind(key.as_str())
        .bind(self.action)
        .bind(at)
        .run(tx)
        .await?;
        if claimed == 1 {
            return Ok(None);
        }
        let kept = recall(tx, self.action, &key).await?.unwrap_or_default();
        unsealed(&kept, &self.sent)
            .map(Some)
            .ok_or_else(|| DbError::Corrupt(format!("the result of {} cannot be read", self.action)))
    }

    /// Keeps what was made: the page the person is led to, or what is shown only now. It can be read again with the same
    /// sending alone, so that a link or a secret does not lie in the database.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn made(&self, tx: &mut Tx, result: &str) -> Result<(), DbError> {
        if self.sent.is_empty() {
            return Ok(());
        }
        sql!("UPDATE idempotency SET result = $4 WHERE institution_id = $1 AND key = $2 AND action = $3")
            .bind(self.key())
            .bind(self.action)
            .bind(sealed(result, &self.sent))
            .run(tx)
            .await?;
        Ok(())
    }
}

/// Bytes without end that only whoever has the sending can make.
fn pad(sent: &str) -> impl Iterator<Item = u8> {
    (0_u32..).flat_map(move |part| hash_secret(&format!("form pad {part} {sent}")))
}

fn sealed(result: &str, sent: &str) -> String {
    let bytes: Vec<u8> = result.bytes().zip(pad(sent)).map(|(byte, pad)| byte ^ pad).collect();
    hex(&bytes)
}

fn unsealed(kept: &str, sent: &str) -> Option<String> {
    let bytes = (0..kept.len()).step_by(2).map(|at| u8::from_str_radix(kept.get(at..at + 2)?, 16).ok());
    let bytes: Vec<u8> = bytes.collect::<Option<_>>()?;
    String::from_utf8(bytes.into_iter().zip(pad(sent)).map(|(byte, pad)| byte ^ pad).collect()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sending(pairs: &[(&str, &str)]) -> Once {
        let pairs: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Once::of("test.add", &pairs.into())
    }

    #[test]
    fn another_text_in_the_same_rendered_form_is_another_sending() {
        let first = sending(&[("once", "K"), ("name", "A")]);
        assert_eq!(first.key(), sending(&[("once", "K"), ("name", "A")]).key());
        assert_ne!(first.key(), sending(&[("once", "K"), ("name", "B")]).key());
        assert_ne!(first.key(), sending(&[("once", "L"), ("name", "A")]).key());
        assert_ne!(
            sending(&[("once", "K"), ("a", "bc")]).key(),
            sending(&[("once", "K"), ("ab", "c")]).key()
        );
    }

    #[test]
    fn a_form_without_a_key_is_no_sending_that_could_be_repeated() {
        assert!(sending(&[("name", "A")]).sent.is_empty());
    }

    #[test]
    fn what_is_kept_opens_with_its_own_sending_alone() {
        let text = format!("https://iestāde.example/invite/{}", "0123456789abcdef".repeat(4));
        let kept = sealed(&text, "A");
        assert!(!kept.contains("invite"));
        assert_eq!(unsealed(&kept, "A"), Some(text.clone()));
        assert_ne!(unsealed(&kept, "B"), Some(text));
        assert_eq!(unsealed("zz", "A"), None);
    }
}
