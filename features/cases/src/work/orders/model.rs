//! An order as data, and what is wrong with one.

use serde::Deserialize;
use solits_kernel::{CaseId, EmployeeId, Timestamp};

use crate::{model::Refusal, work::named};

named! {
    /// How the client pays (I-08).
    pub enum Payment {
        /// By card at the terminal.
        Card "card" "cases-payment-card";
        /// In cash.
        Cash "cash" "cases-payment-cash";
        /// By a transfer at a post office or a bank.
        Transfer "transfer" "cases-payment-transfer";
        /// In the internet bank.
        InternetBank "internet_bank" "cases-payment-internet-bank";
    }
}

named! {
    /// By what a payment was confirmed (I-09).
    pub enum Confirmation {
        /// The receipt of the terminal.
        Terminal "terminal" "cases-confirmed-terminal";
        /// The account of the institution shows it.
        Account "account" "cases-confirmed-account";
        /// The client showed a payment order executed by a bank.
        PaymentOrder "payment_order" "cases-confirmed-order";
        /// Finance confirmed it by telephone, while power or the internet was out.
        FinanceByPhone "finance_by_phone" "cases-confirmed-phone";
    }
}

named! {
    /// In what form the result is delivered (I-10).
    pub enum Format {
        /// Electronically.
        Electronic "electronic" "cases-format-electronic";
        /// On paper.
        Paper "paper" "cases-format-paper";
    }
}

named! {
    /// Where it is delivered (I-10).
    pub enum Place {
        /// At the counter.
        Counter "counter" "cases-place-counter";
        /// By post.
        Post "post" "cases-place-post";
        /// By e-mail.
        Email "email" "cases-place-email";
        /// To the e-address.
        EAddress "e_address" "cases-place-e-address";
        /// In the self-service portal.
        Portal "portal" "cases-place-portal";
    }
}

named! {
    /// In what part somebody received the documents (I-11).
    pub enum ReceivedAs {
        /// The client.
        Client "client" "cases-received-client";
        /// Somebody who represents the client.
        Representative "representative" "cases-received-representative";
    }
}

named! {
    /// What shows that the documents were received (I-11).
    pub enum Proof {
        /// A signature on the slip.
        Signature "signature" "cases-proof-signature";
        /// A secure electronic signature.
        ElectronicSignature "electronic_signature" "cases-proof-electronic";
        /// A delivery report of the e-address or the portal.
        DeliveryReport "delivery_report" "cases-proof-report";
        /// A registered letter.
        Registered "registered" "cases-proof-registered";
    }
}

/// What is agreed on an order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// What the client needs it for.
    #[schemars(length(max = 300))]
    pub purpose: String,
    /// Price in euro cents; 0 for free of charge. Absent: that of the service card.
    #[serde(default)]
    pub price_cents: Option<i64>,
    /// Why the price is another than the card's.
    #[serde(default)]
    #[schemars(length(max = 300))]
    pub price_why: String,
    /// How the client pays.
    #[serde(default)]
    pub payment: Option<Payment>,
    /// In what form it is delivered.
    #[serde(default)]
    pub format: Option<Format>,
    /// Where it is delivered.
    #[serde(default)]
    pub place: Option<Place>,
    /// Address or other words about the place.
    #[serde(default)]
    #[schemars(length(max = 300))]
    pub place_words: String,
}

/// A payment that was confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// By what.
    pub how: Confirmation,
    /// Number of the receipt; of a confirmation by telephone, who confirmed it and what was out.
    pub words: String,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<EmployeeId>,
}

/// Documents that were handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<EmployeeId>,
    /// To whom.
    pub to: String,
    /// In what part.
    pub received_as: ReceivedAs,
    /// On what a representative acted; empty for the client.
    pub basis: String,
    /// What shows it.
    pub proof: Proof,
}

/// A delay that somebody saw coming (I-06).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delay {
    /// When it was seen.
    pub at: Timestamp,
    /// Who was warned.
    pub to: EmployeeId,
    /// Why.
    pub words: String,
}

/// An order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its case.
    pub case: CaseId,
    /// What is agreed; its price is always there.
    pub terms: Terms,
    /// The payment, once it is confirmed.
    pub paid: Option<Paid>,
    /// The hand-out.
    pub handed: Option<Handed>,
    /// A delay that is expected.
    pub delay: Option<Delay>,
}

/// What is wrong with an order (I-28).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    NoPurpose,
    NoService,
    PriceUnexplained,
    NoPayment,
    NoFormat,
    NoPlace,
    NoAddress,
    PaperByWire,
    PaidNothing,
}

impl Fault {
    /// In words.
    pub(crate) fn words(self, words: solits_i18n::Words) -> String {
        words.t(match self {
            Self::NoPurpose => "cases-fault-purpose",
            Self::NoService => "cases-fault-service",
            Self::PriceUnexplained => "cases-price-unexplained",
            Self::NoPayment => "cases-fault-payment",
            Self::NoFormat => "cases-fault-format",
            Self::NoPlace => "cases-fault-place",
            Self::NoAddress => "cases-fault-address",
            Self::PaperByWire => "cases-fault-paper",
            Self::PaidNothing => "cases-fault-paid-nothing",
        })
    }
}

impl Order {
    /// What it costs, in euro cents.
    pub fn price_cents(&self) -> i64 {
        self.terms.price_cents.unwrap_or_default()
    }

    /// Whether a payment is still to be confirmed (I-09).
    pub fn is_unpaid(&self) -> bool {
        self.price_cents() > 0 && self.paid.is_none()
    }

    /// What keeps the documents from being handed out; `None` for nothing.
    pub(crate) fn hold(&self) -> Option<Refusal> {
        if self.handed.is_some() {
            return Some(Refusal::HandedOut);
        }
        self.is_unpaid().then_some(Refusal::PaymentMissing)
    }

    /// What is wrong with its data, for the daily self-check. `card` is the price of the service card; `None` for a case
    /// without a service.
    pub(crate) fn faults(&self, card: Option<i64>) -> Vec<Fault> {
        let terms = &self.terms;
        let mut faults = Vec::new();
        if terms.purpose.is_empty() {
            faults.push(Fault::NoPurpose);
        }
        match card {
            None => faults.push(Fault::NoService),
            Some(card) if card != self.price_cents() && terms.price_why.is_empty() => {
                faults.push(Fault::PriceUnexplained);
            }
            Some(_) => {}
        }
        if self.price_cents() > 0 && terms.payment.is_none() {
            faults.push(Fault::NoPayment);
        }
        if self.price_cents() == 0 && self.paid.is_some() {
            faults.push(Fault::PaidNothing);
        }
        match terms.format {
            None => faults.push(Fault::NoFormat),
            Some(Format::Paper)
                if matches!(terms.place, Some(Place::Email | Place::EAddress | Place::Portal)) =>
            {
                faults.push(Fault::PaperByWire);
            }
            Some(_) => {}
        }
        match terms.place {
            None => faults.push(Fault::NoPlace),
            Some(Place::Post | Place::Email) if terms.place_words.is_empty() => faults.push(Fault::NoAddress),
            Some(_) => {}
        }
        faults
    }
}

/// A price as people type it, `12,50` or `12.5`, in euro cents; `None` for anything else. Empty is no price.
pub(crate) fn price_of(text: &str) -> Option<i64> {
    let (euros, cents) = match text.trim().split_once([',', '.']) {
        Some((euros, cents)) => (euros, cents),
        None => (text.trim(), ""),
    };
    let is_figures = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if euros.is_empty() || euros.len() > 7 || cents.len() > 2 || !is_figures(euros) || !is_figures(cents) {
        return None;
    }
    let cents: i64 = match cents.len() {
        0 => 0,
        1 => cents.parse::<i64>().ok()? * 10,
        _ => cents.parse().ok()?,
    };
    Some(euros.parse::<i64>().ok()? * 100 + cents)
}

/// A price as a form shows it.
pub(crate) fn price_text(cents: i64) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn an_order() -> Order {
        Order {
            case: CaseId::new(Uuid::from_u128(1)),
            terms: Terms {
                purpose: "Bankai".to_owned(),
                price_cents: Some(1_250),
                price_why: String::new(),
                payment: Some(Payment::Card),
                format: Some(Format::Paper),
                place: Some(Place::Counter),
                place_words: String::new(),
            },
            paid: None,
            handed: None,
            delay: None,
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "as an order keeps it")]
    fn paid() -> Option<Paid> {
        Some(Paid {
            how: Confirmation::Terminal,
            words: String::new(),
            at: Timestamp::from_millis(1),
            by: None,
        })
    }

    /// I-09: nothing is handed out before its payment is confirmed; what costs nothing needs none.
    #[test]
    fn an_order_is_handed_out_once_and_only_when_it_is_paid() {
        assert_eq!(an_order().hold(), Some(Refusal::PaymentMissing));
        let paid = Order { paid: paid(), ..an_order() };
        assert_eq!(paid.hold(), None);
        let mut free = an_order();
        free.terms.price_cents = Some(0);
        assert_eq!(free.hold(), None);
        let handed = Handed {
            at: Timestamp::from_millis(2),
            by: None,
            to: "Jānis Kalns".to_owned(),
            received_as: ReceivedAs::Client,
            basis: String::new(),
            proof: Proof::Signature,
        };
        assert_eq!(Order { handed: Some(handed), ..paid }.hold(), Some(Refusal::HandedOut));
    }

    #[test]
    fn an_order_with_complete_data_has_no_faults() {
        assert_eq!(an_order().faults(Some(1_250)), []);
    }

    #[test]
    fn what_is_missing_or_does_not_fit_is_named() {
        let mut order = an_order();
        order.terms = Terms {
            purpose: String::new(),
            price_cents: Some(900),
            price_why: String::new(),
            payment: None,
            format: Some(Format::Paper),
            place: Some(Place::Email),
            place_words: String::new(),
        };
        assert_eq!(
            order.faults(Some(1_250)),
            [
                Fault::NoPurpose,
                Fault::PriceUnexplained,
                Fault::NoPayment,
                Fault::PaperByWire,
                Fault::NoAddress
            ]
        );
        order.terms.price_why = "atvieglojums".to_owned();
        assert!(!order.faults(Some(1_250)).contains(&Fault::PriceUnexplained));
        assert!(order.faults(None).contains(&Fault::NoService));
    }

    #[test]
    fn a_price_is_read_as_people_write_it() {
        for (text, cents) in [("12,50", Some(1_250)), ("12.5", Some(1_250)), ("0", Some(0)), ("7", Some(700))]
        {
            assert_eq!(price_of(text), cents, "{text}");
        }
        for text in ["", "-1", "12,505", "divi", "1 000"] {
            assert_eq!(price_of(text), None, "{text}");
        }
        assert_eq!(price_text(1_205), "12,05");
    }
}
