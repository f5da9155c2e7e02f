//! By which way a client is told something that somebody has written, and what that asks of the text.

use jiff::civil::Date;
use solits_cases::NewsBy;
use solits_web::{Draft, WebError};
use solits_written::reply::Finding;

use super::{
    around::{Around, Leaving},
    compose::{Looked, MOST_WINDOW, look_over},
    delay::reached,
    parts::Parts,
    words::Purpose,
};
use crate::hand::Hand;

const MOST_SAID: usize = 2_000;

/// How the client is told.
pub(crate) enum Way {
    /// A letter by e-mail.
    Email,
    /// A letter on paper, with the lines of the envelope's window.
    Paper(String),
    /// On the page behind the code, of which the client hears as they chose.
    Page,
    /// Somebody has told it already.
    Phone(Spoken),
}

/// What was told by telephone.
pub(crate) struct Spoken {
    pub(crate) day: Date,
    pub(crate) words: String,
}

/// How a text comes to the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    /// As a letter that somebody signs.
    Letter,
    /// On their page, without a signature.
    Page,
    /// It was said to them.
    Heard,
}

/// A text on its way to the client.
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) way: Way,
    /// Words the dictionary does not know, which its author has let stand.
    pub(crate) misspelt: usize,
}

impl Written {
    /// Looks it over as every letter is.
    pub(crate) async fn look(
        &mut self,
        around: &Around,
        draft: &Draft,
        reads: Reads,
    ) -> Result<Looked, WebError> {
        let looked = look_over_text(around, draft, &self.text, &self.leaving(around), reads).await?;
        self.misspelt = looked.misspelt.as_ref().map_or(0, Vec::len);
        Ok(looked)
    }

    fn leaving(&self, around: &Around) -> Leaving {
        match &self.way {
            Way::Email => Leaving::Email(reached(around).cloned().into_iter().collect()),
            Way::Paper(window) => Leaving::Paper(window.clone()),
            Way::Page | Way::Phone(_) => Leaving::Paper(around.case.client_name.clone()),
        }
    }
}

/// Looks over a text that is no reply in its four parts: what a reply would lack in its order is no fault of it.
pub(crate) async fn look_over_text(
    around: &Around,
    draft: &Draft,
    text: &str,
    leaving: &Leaving,
    reads: Reads,
) -> Result<Looked, WebError> {
    let parts = Parts { main: text.to_owned(), ..Parts::default() };
    let mut looked = look_over(around, draft, &parts, leaving, &[]).await?;
    looked.remarks.retain(|remark| asks(&remark.finding, reads));
    Ok(looked)
}

const fn asks(finding: &Finding, reads: Reads) -> bool {
    match finding {
        Finding::SignatureField(_) => matches!(reads, Reads::Letter),
        Finding::NotReread => !matches!(reads, Reads::Heard),
        Finding::NoRecipient
        | Finding::PartMissing(_)
        | Finding::NoGreeting
        | Finding::GreetingForm(_)
        | Finding::NoReference
        | Finding::NoNextStep
        | Finding::NoInvitation => false,
        _ => true,
    }
}

/// Where the client hears that something new stands on their page: an address of e-mail, or empty where they look there
/// themselves. `None` where nobody would tell them, or a person has to.
pub(crate) fn page_tells(around: &Around) -> Option<String> {
    let contact = &around.case.client_contact;
    match &around.hearing {
        Some(hearing) => match hearing.by {
            NewsBy::Email => hearing.confirmed_at.map(|_| hearing.reach(contact).to_owned()),
            NewsBy::None => Some(String::new()),
            NewsBy::Sms | NewsBy::Letter | NewsBy::Phone | NewsBy::EAddress => None,
        },
        // Whoever left nothing to reach them by has the code and nothing else.
        None => Some(String::new()).filter(|_| contact.trim().is_empty() && around.parties.is_empty()),
    }
}

/// E-mail where it reaches the client, else paper where there is an address, else the page where the client hears of it.
pub(crate) fn usual_way(around: &Around, purpose: Purpose) -> &'static str {
    if reached(around).is_some() {
        "email"
    } else if around.has_postal() {
        "paper"
    } else if page_tells(around).is_some() {
        "page"
    } else if purpose == Purpose::Delay {
        "phone"
    } else {
        "paper"
    }
}

/// The way that was chosen, or the reason beside the field.
pub(crate) fn way_of(hand: &Hand, draft: &mut Draft, around: &Around, purpose: Purpose) -> Option<Way> {
    let words = hand.words;
    match draft.get("way") {
        "email" if reached(around).is_some() => Some(Way::Email),
        "page" if page_tells(around).is_some() => Some(Way::Page),
        "phone" if purpose == Purpose::Delay => spoken(hand, draft, around).map(Way::Phone),
        "paper" => {
            let window = draft.text("postal", MOST_WINDOW, words);
            Some(Way::Paper(window)).filter(|_| draft.error("postal").is_empty())
        }
        "page" => {
            draft.refuse("way", words.t("correspondence-delay-page-tells-nobody"));
            None
        }
        _ => {
            draft.refuse("way", words.t("common-field-not-understood"));
            None
        }
    }
}

/// What was said and when: not to come, and not before the case was.
fn spoken(hand: &Hand, draft: &mut Draft, around: &Around) -> Option<Spoken> {
    let words = draft.text("said", MOST_SAID, hand.words);
    let day: Option<Date> = draft.get("told_on").trim().parse().ok();
    let day = day.filter(|day| *day <= hand.at.day() && *day >= around.case.opened_at.day());
    if day.is_none() {
        draft.refuse("told_on", hand.words.t("correspondence-delay-told-on-wrong"));
    }
    day.filter(|_| draft.error("said").is_empty()).map(|day| Spoken { day, words })
}
