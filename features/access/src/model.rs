//! Passwords: what is accepted, how they are kept.

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::SaltString,
};

/// Fewest characters of a password.
pub(crate) const SHORTEST: usize = 12;
/// Most characters of a password.
pub(crate) const LONGEST: usize = 128;

/// Words that make a long password easy to guess all the same.
const COMMON: &[&str] = &[
    "password", "parole", "qwerty", "asdfgh", "123456", "111111", "letmein", "welcome", "sveiki", "admin",
    "ezermala", "solits", "latvija", "iloveyou", "dators", "vasara", "ziema",
];

/// Why a password is not accepted; the message key says it to the person.
pub(crate) fn refuse(password: &str, institution: &str) -> Option<&'static str> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some("access-password-short");
    }
    if length > LONGEST {
        return Some("access-password-long");
    }
    let folded = solits_kernel::fold(password);
    // What is left once the common words are taken out has to be a password by itself.
    let mut rest = folded.clone();
    let own = solits_kernel::fold(institution);
    for word in COMMON.iter().copied().chain(own.split_whitespace().filter(|word| word.len() > 3)) {
        rest = rest.replace(word, "");
    }
    let mut kinds: Vec<char> = rest.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    (rest.chars().count() < 6 || kinds.len() < 4).then_some("access-password-common")
}

/// The same for a password typed twice.
pub(crate) fn refuse_pair(password: &str, again: &str, institution: &str) -> Option<&'static str> {
    refuse(password, institution).or_else(|| (password != again).then_some("access-password-differs"))
}

fn argon2() -> Argon2<'static> {
    // 19 MiB, two passes, one lane.
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
}

/// The form in which a password is kept; its parameters are part of it.
pub(crate) fn hash(password: &str, salt: &[u8; 16]) -> Option<String> {
    let salt = SaltString::encode_b64(salt).ok()?;
    argon2().hash_password(password.as_bytes(), &salt).ok().map(|hash| hash.to_string())
}

/// A hash that no password fits, so that an unknown person costs the same work as a known one.
pub(crate) const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29saXRzc29saXRzc29s$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Whether the password fits the hash.
pub(crate) fn verify(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|parsed| argon2().verify_password(password.as_bytes(), &parsed).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_not_made_of_common_words() {
        assert_eq!(refuse("īsa parole", "Ezermala"), Some("access-password-short"));
        assert_eq!(refuse("parole123456", "Ezermala"), Some("access-password-common"));
        assert_eq!(refuse("Ezermalasnovads1", "Ezermalas novads"), Some("access-password-common"));
        assert_eq!(refuse("aaaaaaaaaaaaaaaa", "Ezermala"), Some("access-password-common"));
        assert_eq!(refuse(&"ab1c".repeat(40), "Ezermala"), Some("access-password-long"));
        assert_eq!(refuse("zaļš zirgs ēd mākoņus", "Ezermala"), None);
    }

    #[test]
    fn only_the_right_password_fits() {
        let kept = hash("zaļš zirgs ēd mākoņus", &[7; 16]).unwrap();
        assert!(verify("zaļš zirgs ēd mākoņus", &kept));
        assert!(!verify("zaļš zirgs ēd mākoni", &kept));
        assert!(!verify("", NOBODY));
    }
}
