//! How far somebody has come in signing in, and how far their rights demand that they come (security §3).

use solits_web::Strength;

/// What a person has shown of themselves in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reached {
    /// The password: opens the second step.
    Password,
    /// Password and six digits of somebody who needs a passkey: opens the page that adds it, and nothing else.
    DigitsBeforePasskey,
    /// What is enough for this person, in this way.
    Enough(Strength),
}

impl Reached {
    /// What the session opens.
    pub(crate) const fn strength(self) -> Strength {
        match self {
            Self::Password | Self::DigitsBeforePasskey => Strength::Password,
            Self::Enough(strength) => strength,
        }
    }
    /// What right digits after a password are worth to somebody with these rights.
    pub(crate) fn by_digits(rights: &[&str]) -> Self {
        if needs_passkey(rights) { Self::DigitsBeforePasskey } else { Self::Enough(Strength::SecondFactor) }
    }
}

/// Rights that open only to what cannot be told to anybody on the phone: setting up, and reading who looked at whom.
const PRIVILEGED: &[&str] = &["setup.manage", "record.read"];

/// Whether these rights demand a passkey. Sign-in with the institution's own directory will be another way, where it
/// proves more than a password.
pub(crate) fn needs_passkey(rights: &[&str]) -> bool {
    rights.iter().any(|right| PRIVILEGED.contains(right))
}

/// What a person has to come in with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Factors {
    pub(crate) digits: Has,
    pub(crate) passkey: Has,
    /// Whether this session has already been shown right digits.
    pub(crate) digits_shown: Has,
}

/// Whether there is such a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Has {
    No,
    Yes,
}

impl From<bool> for Has {
    fn from(is: bool) -> Self {
        if is { Self::Yes } else { Self::No }
    }
}

/// What completes signing in after a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Nothing has been chosen yet: an authenticator or a passkey is taken into use.
    Choose,
    /// Six digits.
    Digits,
    /// Only the passkey there is: a password must not bring a new authenticator past it.
    Passkey,
    /// A passkey is added: nothing less is enough for this person.
    AddPasskey,
}

impl Way {
    /// The way of a person with these rights.
    pub(crate) fn of(rights: &[&str], has: Factors) -> Self {
        match (needs_passkey(rights), has.passkey, has.digits) {
            (true, Has::Yes, _) | (false, Has::Yes, Has::No) => Self::Passkey,
            (true, Has::No, Has::Yes) if has.digits_shown == Has::No => Self::Digits,
            (true, Has::No, _) => Self::AddPasskey,
            (false, _, Has::Yes) => Self::Digits,
            (false, Has::No, Has::No) => Self::Choose,
        }
    }
    /// Whether a passkey may be added after nothing but a password and what was shown since.
    pub(crate) const fn adds_passkey(self) -> bool {
        matches!(self, Self::Choose | Self::AddPasskey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(rights: &[&str], digits: bool, passkey: bool, digits_shown: bool) -> Way {
        let has =
            Factors { digits: digits.into(), passkey: passkey.into(), digits_shown: digits_shown.into() };
        Way::of(rights, has)
    }

    #[test]
    fn an_administrator_comes_in_by_a_passkey_alone() {
        let administrator = solits_web::rights_of(&["administrator".to_owned()]);
        assert_eq!(way(&administrator, false, false, false), Way::AddPasskey);
        assert_eq!(
            way(&administrator, true, false, false),
            Way::Digits,
            "whoever has digits shows them first"
        );
        assert_eq!(way(&administrator, true, false, true), Way::AddPasskey);
        assert_eq!(way(&administrator, true, true, true), Way::Passkey, "digits do not replace the passkey");
        assert_eq!(way(&administrator, false, true, false), Way::Passkey);
        assert_eq!(Reached::by_digits(&administrator).strength(), Strength::Password);
    }

    #[test]
    fn whoever_serves_chooses_digits_or_a_passkey() {
        let specialist = solits_web::rights_of(&["service_specialist".to_owned()]);
        assert_eq!(way(&specialist, false, false, false), Way::Choose);
        assert_eq!(way(&specialist, true, false, false), Way::Digits);
        assert_eq!(way(&specialist, true, true, false), Way::Digits);
        assert_eq!(way(&specialist, false, true, false), Way::Passkey);
        assert!(!Way::Digits.adds_passkey() && !Way::Passkey.adds_passkey());
        assert_eq!(Reached::by_digits(&specialist).strength(), Strength::SecondFactor);
    }
}
