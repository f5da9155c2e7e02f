//! Addresses a letter of ours can go to or come from.

use std::fmt;

use lettre::Address;

/// An address a letter can go to or come from. Its host is in ASCII (`xn--…` for other letters).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MailAddress(Address);

/// An address with the name shown beside it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mailbox {
    name: String,
    address: MailAddress,
}

/// Why a text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no e-mail address, or its name holds a line break")]
pub struct NotAnAddress;

impl MailAddress {
    /// Reads `local@host`. Blanks, brackets, control characters and quoted local parts are refused: none is needed, and
    /// each has been a way around somebody's checks.
    pub fn parse(text: &str) -> Result<Self, NotAnAddress> {
        let (local, host) = text.rsplit_once('@').ok_or(NotAnAddress)?;
        let is_odd = |c: char| c.is_control() || c.is_whitespace() || "<>\"@(),:;\\".contains(c);
        if text.len() > 254 || local.chars().any(is_odd) {
            return Err(NotAnAddress);
        }
        let host = idna::domain_to_ascii_strict(host).map_err(|_| NotAnAddress)?;
        Address::new(local, host).map(Self).map_err(|_| NotAnAddress)
    }

    /// `local@host`.
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }

    pub(crate) fn inner(&self) -> &Address {
        &self.0
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Mailbox {
    /// An address with the name shown beside it; the name may be empty.
    pub fn new(name: &str, address: MailAddress) -> Result<Self, NotAnAddress> {
        if name.chars().any(char::is_control) {
            return Err(NotAnAddress);
        }
        Ok(Self { name: name.trim().to_owned(), address })
    }

    /// The address.
    pub fn address(&self) -> &MailAddress {
        &self.address
    }

    pub(crate) fn to_lettre(&self) -> lettre::message::Mailbox {
        let name = (!self.name.is_empty()).then(|| self.name.clone());
        lettre::message::Mailbox::new(name, self.address.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_its_host_is_in_ascii() {
        assert_eq!(
            MailAddress::parse("Anna.Berzina+1@pasts.example").unwrap().as_str(),
            "Anna.Berzina+1@pasts.example"
        );
        let turned = MailAddress::parse("info@ādaži.lv").unwrap();
        assert!(turned.as_str().starts_with("info@xn--") && turned.as_str().is_ascii(), "{turned}");
    }

    #[test]
    fn what_could_carry_a_command_is_no_address() {
        for text in [
            "",
            "anna",
            "@host.lv",
            "anna@",
            "an na@host.lv",
            "anna@host.lv\r\nRCPT TO:<b@host.lv>",
            "anna\0@host.lv",
            "<anna@host.lv>",
            "\"anna\"@host.lv",
            "a@b@host.lv",
            "anna@host.lv>",
            "anna@ho st.lv",
            "anna\n@host.lv",
        ] {
            assert_eq!(MailAddress::parse(text), Err(NotAnAddress), "{text:?}");
        }
    }
}
