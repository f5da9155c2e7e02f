//! To whom a letter about a case can go: the parties of its conversation, and those whose address the case holds. An
//! employee chooses among them; nobody is written to because the case knows an address.

use solits_cases::{Correspondent, Hearing, NewsBy, PersonRole};
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::CaseId;
use solits_mail::Address;

use crate::{model::Party, store};

/// Whose an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The client's own.
    Client,
    /// Of somebody who acts for the client.
    Representative,
    /// Of somebody the matter concerns.
    ThirdPerson,
    /// Of somebody who wrote in the case, and whom nothing else names.
    Party,
}

impl Whose {
    pub(crate) fn words(self, words: Words) -> String {
        words.t(match self {
            Self::Client => "correspondence-addressee-client",
            Self::Representative => "correspondence-addressee-representative",
            Self::ThirdPerson => "correspondence-addressee-third",
            Self::Party => "correspondence-addressee-party",
        })
    }
}

/// Somebody a letter can go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Addressee {
    pub(crate) address: Address,
    pub(crate) whose: Whose,
    /// The name of a representative or a third person; empty where the case has none.
    pub(crate) name: String,
    /// Whether the last letter to it came back.
    pub(crate) is_unreachable: bool,
    is_party: bool,
}

/// What a case holds of addresses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    /// Telephone or e-mail of the client.
    pub(crate) contact: &'a str,
    pub(crate) hearing: Option<&'a Hearing>,
    pub(crate) parties: &'a [Party],
    pub(crate) people: &'a [Correspondent],
}

/// Those a letter can go to: first the parties, then the client's own addresses, then the people of the case; each once.
pub(crate) fn addressees(known: &Known<'_>) -> Vec<Addressee> {
    let party = |party: &Party| Addressee {
        address: party.address.clone(),
        whose: Whose::Party,
        name: String::new(),
        is_unreachable: party.is_unreachable,
        is_party: true,
    };
    let mut all: Vec<Addressee> = known.parties.iter().map(party).collect();
    for address in of_client(known) {
        say_whose(&mut all, address, Whose::Client, "");
    }
    for person in known.people {
        let whose = match person.role {
            PersonRole::Applicant => Whose::Client,
            PersonRole::Representative => Whose::Representative,
            PersonRole::ThirdParty => Whose::ThirdPerson,
        };
        if let Some(address) = Address::parse(&person.email) {
            say_whose(&mut all, address, whose, &person.name);
        }
    }
    // Who alone wrote in a case that knows no other address of its client is the client.
    let has_client = all.iter().any(|one| one.whose == Whose::Client);
    let mut parties = all.iter_mut().filter(|one| one.is_party);
    if let (Some(only), None, false) = (parties.next(), parties.next(), has_client)
        && only.whose == Whose::Party
    {
        only.whose = Whose::Client;
    }
    all
}

/// The contact of the case, and the address the client chose to hear at. One that was typed and that nobody has confirmed
/// may be anybody's: it is not the client's yet.
fn of_client(known: &Known<'_>) -> Vec<Address> {
    let chosen = known.hearing.filter(|one| one.by == NewsBy::Email && one.confirmed_at.is_some());
    let chosen = chosen.map(|one| one.reach(known.contact));
    [Some(known.contact), chosen].into_iter().flatten().filter_map(Address::parse).collect()
}

/// Says whose an address is. What is known of it first stays.
fn say_whose(all: &mut Vec<Addressee>, address: Address, whose: Whose, name: &str) {
    match all.iter_mut().find(|one| one.address.same_mailbox(&address)) {
        Some(known) if known.whose == Whose::Party => {
            known.whose = whose;
            name.clone_into(&mut known.name);
        }
        Some(_) => {}
        None => {
            let name = name.to_owned();
            all.push(Addressee { address, whose, name, is_unreachable: false, is_party: false });
        }
    }
}

/// Whoever is the client or acts for the client becomes a party with the first letter an employee writes to them, so that
/// their answer joins the case (security §7). A third person does not: what they write arrives as new.
pub(crate) fn become_party(tx: &mut Tx, case: CaseId, all: &[Addressee], to: &Address) {
    let known = all.iter().find(|one| one.address.same_mailbox(to));
    let belongs = |one: &&Addressee| matches!(one.whose, Whose::Client | Whose::Representative);
    if let Some(one) = known.filter(|one| !one.is_party).filter(belongs) {
        store::insert_party(tx, case, &one.address);
    }
}

#[cfg(test)]
mod tests {
    use solits_kernel::{Lang, Timestamp};

    use super::*;

    fn party(address: &str) -> Party {
        Party { address: Address::parse(address).unwrap(), is_unreachable: false }
    }

    fn person(role: PersonRole, email: &str) -> Correspondent {
        Correspondent { role, name: "Ilze Ozola".to_owned(), email: email.to_owned() }
    }

    #[track_caller]
    fn check(contact: &str, parties: &[Party], people: &[Correspondent], expected: &[(&str, Whose)]) {
        let all = addressees(&Known { contact, hearing: None, parties, people });
        let keys: Vec<(String, Whose)> = all.iter().map(|one| (one.address.key(), one.whose)).collect();
        let found: Vec<(&str, Whose)> = keys.iter().map(|(key, whose)| (key.as_str(), *whose)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_address_is_offered_once_by_what_the_case_knows_of_it() {
        check("29 111 222", &[], &[], &[]);
        check("anna@example.org", &[], &[], &[("anna@example.org", Whose::Client)]);
        check("", &[party("anna@example.org")], &[], &[("anna@example.org", Whose::Client)]);
        check(
            "anna@example.org",
            &[party("Anna@example.org")],
            &[
                person(PersonRole::Representative, "ilze@example.org"),
                person(PersonRole::Applicant, "anna@example.org"),
            ],
            &[("anna@example.org", Whose::Client), ("ilze@example.org", Whose::Representative)],
        );
        check(
            "anna@example.org",
            &[party("ilze@example.org"), party("janis@example.org")],
            &[person(PersonRole::ThirdParty, "ilze@example.org")],
            &[
                ("ilze@example.org", Whose::ThirdPerson),
                ("janis@example.org", Whose::Party),
                ("anna@example.org", Whose::Client),
            ],
        );
        check(
            "",
            &[party("ilze@example.org")],
            &[person(PersonRole::Representative, "ilze@example.org")],
            &[("ilze@example.org", Whose::Representative)],
        );
    }

    #[test]
    fn an_address_for_news_is_the_clients_once_it_is_known_to_be_theirs() {
        let offered = |confirmed_at: Option<Timestamp>| {
            let hearing = Hearing {
                by: NewsBy::Email,
                address: "anna@example.org".to_owned(),
                postal: String::new(),
                lang: Lang::Lv,
                confirmed_at,
            };
            let known = Known { contact: "67012345", hearing: Some(&hearing), parties: &[], people: &[] };
            addressees(&known).len()
        };
        assert_eq!((offered(None), offered(Some(Timestamp::from_millis(0)))), (0, 1));
    }
}
