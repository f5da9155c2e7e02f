//! Passwords.

use zeroize::Zeroizing;

/// A password. It cannot be printed, and its memory is overwritten when it is dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a password in.
    pub fn new(password: String) -> Self {
        Self(Zeroizing::new(password))
    }

    /// Whether the other is the same password.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }

    /// The password itself, for the server alone.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// The text with the password, should a server have repeated it, blotted out.
    pub(crate) fn blot(&self, text: &str) -> String {
        if self.0.is_empty() { text.to_owned() } else { text.replace(self.0.as_str(), "•••") }
    }
}
