//! The card of a service in words, for whoever reads it: clients on the web (C-03, C-10), staff at the desk (C-19).
//! Only what the institution has written is there.

use solits_calendar::words::{Unit, count};
use solits_i18n::Words;
use solits_journal::channel_name;
use solits_kernel::Text;

use crate::{
    editing::channel,
    model::{Deadline, Service, ServiceCard},
};

/// For whom a card is put into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardReader {
    /// Anybody, on a public page.
    Client,
    /// Somebody who serves: with the questions that lead to the right service (C-14).
    Staff,
}

/// How the lines of a part stand under its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardForm {
    /// One after another, in any order.
    List,
    /// In this order: the course of a service.
    Steps,
}

/// A part of a card: a heading and at least one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardPart {
    /// What the lines are.
    pub heading: String,
    /// How they stand.
    pub form: CardForm,
    /// What was written, in the reader's language.
    pub lines: Vec<String>,
}

impl CardPart {
    /// Whether the order of the lines matters.
    pub fn in_order(&self) -> bool {
        self.form == CardForm::Steps && self.lines.len() > 1
    }
}

/// The filled parts of a card below its description, price and deadline, in the order in which one asks for them: who, how, with
/// what, where, what comes of it, on what basis.
pub fn card_parts(words: Words, service: &Service, reader: CardReader) -> Vec<CardPart> {
    let card = &service.card;
    let one = |text: &Text| vec![text.get(words.0).to_owned()];
    let many = |texts: &[Text]| texts.iter().map(|text| text.get(words.0).to_owned()).collect();
    let questions = match reader {
        CardReader::Staff => many(&card.questions),
        CardReader::Client => Vec::new(),
    };
    [
        ("organisation-card-questions", CardForm::List, questions),
        ("organisation-who", CardForm::List, one(&card.who)),
        ("organisation-card-steps", CardForm::Steps, many(&card.steps)),
        ("organisation-card-documents", CardForm::List, many(&card.documents)),
        ("organisation-channels", CardForm::List, channels(words, card)),
        ("organisation-card-payment", CardForm::List, card.payment.clone()),
        ("organisation-result", CardForm::List, one(&card.result)),
        ("organisation-card-delivery", CardForm::List, card.delivery.clone()),
        ("organisation-card-warnings", CardForm::List, many(&card.warnings)),
        ("organisation-card-legal-basis", CardForm::List, card.legal_basis.clone()),
        ("organisation-card-contact", CardForm::List, vec![card.contact.clone()]),
    ]
    .into_iter()
    .filter_map(|(key, form, lines)| part(words.t(key), form, lines))
    .collect()
}

/// A part of what is not empty; `None` where nothing is left.
fn part(heading: String, form: CardForm, mut lines: Vec<String>) -> Option<CardPart> {
    lines.retain(|line| !line.trim().is_empty());
    (!lines.is_empty()).then_some(CardPart { heading, form, lines })
}

/// The channels in words, in the order in which set-up lists them; a stored name nobody knows is left out.
fn channels(words: Words, card: &ServiceCard) -> Vec<String> {
    channel::OF_SERVICES
        .into_iter()
        .filter(|known| card.channels.contains(&channel_name(*known)))
        .map(|known| channel::words_of(known, words))
        .collect()
}

/// Within what a service is done, in words (C-04).
pub fn deadline_words(words: Words, deadline: &Deadline) -> String {
    let unit = match deadline.unit.as_str() {
        "working_days" => Unit::WorkingDay,
        "calendar_days" => Unit::CalendarDay,
        "months" => Unit::Month,
        _ => Unit::OpeningHour,
    };
    count(deadline.count, unit, words.0)
}

/// What a service costs, as its card says it: in the card's own words where it has some, else the figure (C-04).
pub fn price_words(words: Words, service: &Service) -> String {
    let written = service.card.price_words.get(words.0);
    if written.is_empty() { price_figure(words, service) } else { written.to_owned() }
}

/// The price of a service without the words of its card: one that has none is free.
pub fn price_figure(words: Words, service: &Service) -> String {
    match service.price_cents {
        None | Some(0) => words.t("organisation-price-free"),
        Some(cents) => {
            #[expect(clippy::cast_precision_loss, reason = "prices are far below 2^53 cents")]
            let euros = cents as f64 / 100.0;
            format!("{}\u{a0}€", words.decimal(euros, 2))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::IdentityCheck;
    use solits_kernel::{Lang, ServiceId};
    use uuid::Uuid;

    fn service(card: ServiceCard) -> Service {
        Service {
            id: ServiceId::new(Uuid::from_u128(1)),
            code: "IZZ".to_owned(),
            line: None,
            name: Text::new("Izziņa", "Statement"),
            card,
            deadline: None,
            price_cents: None,
            identity_check: IdentityCheck::No,
            usual_minutes: 10,
            owner: None,
        }
    }

    #[test]
    fn a_card_nobody_has_filled_has_no_parts() {
        let blank = ServiceCard { payment: vec![" ".to_owned()], ..ServiceCard::default() };
        assert_eq!(card_parts(Words::new(Lang::Lv), &service(blank), CardReader::Staff), []);
    }

    #[test]
    fn questions_that_lead_to_a_service_are_for_those_who_serve() {
        let card = ServiceCard {
            questions: vec![Text::new("Kam izziņa vajadzīga?", "What is it for?")],
            ..ServiceCard::default()
        };
        let service = service(card);
        assert_eq!(card_parts(Words::new(Lang::En), &service, CardReader::Client), []);
        let parts = card_parts(Words::new(Lang::En), &service, CardReader::Staff);
        assert_eq!(parts[0].lines, ["What is it for?"]);
    }

    /// C-04: what it costs is told before anybody asks for it, also where it costs nothing.
    #[test]
    fn the_words_of_a_card_say_what_a_service_costs_and_one_without_a_price_is_free() {
        let costs = |price_cents, lv: &str| {
            let card = ServiceCard { price_words: Text::new(lv, ""), ..ServiceCard::default() };
            let service = Service { price_cents, ..service(card) };
            price_words(Words::new(Lang::Lv), &service).replace('\u{a0}', " ")
        };
        assert_eq!(costs(None, ""), "bez maksas");
        assert_eq!(costs(Some(0), ""), "bez maksas");
        assert_eq!(costs(Some(427), ""), "4,27 €");
        assert_eq!(costs(Some(427), "4,27 € par katru lapu"), "4,27 € par katru lapu");
    }

    /// C-03, C-04 and C-10: how a service is received, within what and through which channels.
    #[test]
    fn steps_keep_their_order_while_channels_and_the_deadline_are_put_into_words() {
        let card = ServiceCard {
            steps: vec![Text::new("Iesniedz", "Apply"), Text::new("Saņem", "Receive")],
            channels: vec!["phone".to_owned(), "pigeon".to_owned(), "visit".to_owned()],
            ..ServiceCard::default()
        };
        let parts = card_parts(Words::new(Lang::En), &service(card), CardReader::Client);
        let said: Vec<_> = parts.iter().map(|part| (part.in_order(), part.lines.join(", "))).collect();
        assert_eq!(said, [(true, "Apply, Receive".to_owned()), (false, "In person, Phone".to_owned())]);
        let deadline = Deadline { unit: "working_days".to_owned(), count: 5 };
        assert_eq!(deadline_words(Words::new(Lang::En), &deadline).replace('\u{a0}', " "), "5 working days");
    }
}
