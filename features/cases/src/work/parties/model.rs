//! People of a case, as data.

use serde::Deserialize;
use solits_kernel::{EmployeeId, Timestamp};
use uuid::Uuid;

use crate::{model::Refusal, work::named};

named! {
    /// What somebody is in a case.
    pub enum Role {
        /// Whose matter it is.
        Applicant "applicant" "cases-party-applicant";
        /// Acts for the applicant.
        Representative "representative" "cases-party-representative";
        /// Is concerned by it.
        ThirdParty "third_party" "cases-party-third";
    }
}

named! {
    /// On what a representative acts.
    pub enum Basis {
        /// A power of attorney.
        PowerOfAttorney "power_of_attorney" "cases-basis-power";
        /// An authorisation of the institution's own form.
        Authorisation "authorisation" "cases-basis-authorisation";
        /// A parent or a guardian.
        Guardian "guardian" "cases-basis-guardian";
        /// The right to represent a legal person.
        Officer "officer" "cases-basis-officer";
        /// An advocate with a warrant.
        Advocate "advocate" "cases-basis-advocate";
        /// A decision of a court or an insolvency administrator.
        Court "court" "cases-basis-court";
    }
}

named! {
    /// How an identity was established; no copy of a document is kept (I-12).
    pub enum Verified {
        /// A passport or an identity card was shown.
        Document "document" "cases-verified-document";
        /// A secure electronic signature.
        Signature "signature" "cases-verified-signature";
        /// The e-address or a state sign-in.
        Electronic "electronic" "cases-verified-electronic";
        /// Questions only the person can answer.
        Questions "questions" "cases-verified-questions";
        /// The service does not demand it.
        NotNeeded "not_needed" "cases-verified-not-needed";
    }
}

named! {
    /// How somebody is best reached.
    pub enum Reached {
        /// By telephone.
        Phone "phone" "cases-reached-phone";
        /// By e-mail.
        Email "email" "cases-reached-email";
        /// By letter.
        Letter "letter" "cases-reached-letter";
        /// By the e-address.
        EAddress "e_address" "cases-reached-e-address";
        /// In person.
        Visit "visit" "cases-reached-visit";
    }
}

/// What is written down of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Details {
    /// What the person is in the case.
    pub role: Role,
    /// Name and surname, or the name of a legal person.
    #[schemars(length(max = 120))]
    pub name: String,
    /// Telephone.
    #[serde(default)]
    #[schemars(length(max = 120))]
    pub phone: String,
    /// E-mail.
    #[serde(default)]
    #[schemars(length(max = 120))]
    pub email: String,
    /// Postal address.
    #[serde(default)]
    #[schemars(length(max = 300))]
    pub address: String,
    /// How the person is best reached.
    #[serde(default)]
    pub best: Option<Reached>,
    /// On what a representative acts.
    #[serde(default)]
    pub basis: Option<Basis>,
    /// Number and date of the document that says so.
    #[serde(default)]
    #[schemars(length(max = 300))]
    pub basis_document: String,
    /// How the identity was established.
    #[serde(default)]
    pub verified: Option<Verified>,
}

/// Somebody who takes part in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Id.
    pub id: Uuid,
    /// What is written down.
    pub details: Details,
    /// When and by whom the identity was established.
    pub verified: Option<(Timestamp, Option<EmployeeId>)>,
    /// When somebody last asked whether the contacts are right.
    pub checked_at: Option<Timestamp>,
    /// When the part in the case ended.
    pub ended_at: Option<Timestamp>,
}

/// What is wrong with a detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// An e-mail without `@` and a domain.
    Email,
    /// A telephone number with fewer than seven digits, or with letters.
    Phone,
    /// A representative without a basis (I-13).
    Basis,
    /// The best way to be reached has no address given.
    Best,
}

impl Details {
    /// What is wrong with them (I-24, I-28); empty for nothing.
    pub(crate) fn wrongs(&self) -> Vec<Wrong> {
        let mut wrongs = Vec::new();
        if !self.email.is_empty() && !is_email(&self.email) {
            wrongs.push(Wrong::Email);
        }
        if !self.phone.is_empty() && !is_phone(&self.phone) {
            wrongs.push(Wrong::Phone);
        }
        if self.role == Role::Representative && self.basis.is_none() {
            wrongs.push(Wrong::Basis);
        }
        let missing = match self.best {
            Some(Reached::Phone) => self.phone.is_empty(),
            Some(Reached::Email) => self.email.is_empty(),
            Some(Reached::Letter) => self.address.is_empty(),
            Some(Reached::EAddress | Reached::Visit) | None => false,
        };
        if missing {
            wrongs.push(Wrong::Best);
        }
        wrongs
    }

    /// The first thing that stands against them, for whoever sends no form.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        self.wrongs().first().map(|wrong| match wrong {
            Wrong::Basis => Refusal::NotRepresented,
            Wrong::Email | Wrong::Phone | Wrong::Best => Refusal::BadText,
        })
    }

    /// The names of the fields in which two differ, for the journal, which holds no words of a person.
    pub(crate) fn changed(&self, before: &Self) -> String {
        [
            ("role", self.role != before.role),
            ("name", self.name != before.name),
            ("phone", self.phone != before.phone),
            ("email", self.email != before.email),
            ("address", self.address != before.address),
            ("best", self.best != before.best),
            ("basis", self.basis != before.basis),
            ("basis_document", self.basis_document != before.basis_document),
            ("verified", self.verified != before.verified),
        ]
        .iter()
        .filter_map(|(name, differs)| differs.then_some(*name))
        .collect::<Vec<_>>()
        .join(",")
    }
}

/// Whether a text can be an e-mail address.
pub(crate) fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && domain.contains('.') && !text.chars().any(char::is_whitespace)
    })
}

/// Whether a text can be a telephone number.
pub(crate) fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 7 && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-()./".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somebody() -> Details {
        Details {
            role: Role::Applicant,
            name: "Jānis Kalns".to_owned(),
            phone: "+371 26 123 456".to_owned(),
            email: "janis@example.lv".to_owned(),
            address: String::new(),
            best: Some(Reached::Phone),
            basis: None,
            basis_document: String::new(),
            verified: None,
        }
    }

    #[test]
    fn a_representative_states_on_what_they_act() {
        let representative = Details { role: Role::Representative, ..somebody() };
        assert_eq!(representative.wrongs(), [Wrong::Basis]);
        assert_eq!(representative.refusal(), Some(Refusal::NotRepresented));
        assert_eq!(Details { basis: Some(Basis::PowerOfAttorney), ..representative }.wrongs(), []);
    }

    #[test]
    fn a_contact_that_cannot_be_one_is_refused() {
        assert_eq!(somebody().wrongs(), []);
        assert_eq!(Details { email: "janis.example".to_owned(), ..somebody() }.wrongs(), [Wrong::Email]);
        assert_eq!(Details { phone: "112".to_owned(), ..somebody() }.wrongs(), [Wrong::Phone]);
        assert_eq!(Details { best: Some(Reached::Letter), ..somebody() }.wrongs(), [Wrong::Best]);
    }

    #[test]
    fn the_journal_learns_which_fields_changed_and_not_what_they_say() {
        let moved = Details { address: "Liepu iela 3".to_owned(), phone: String::new(), ..somebody() };
        assert_eq!(moved.changed(&somebody()), "phone,address");
    }
}
