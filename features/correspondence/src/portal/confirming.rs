//! Whether an address belongs to whoever wrote: nothing goes to it but one fixed letter with a link, until the link was
//! followed (security §8, §10). The case does not wait for it.

use solits_cases::{Hearing, NewsBy, keep_hearing};
use solits_db::Tx;
use solits_journal::{Actor, By, Entry, record};
use solits_kernel::{CaseId, Lang, Text};
use solits_mail::Address;
use solits_standard::event::EventKind;
use solits_web::{App, hash_secret};
use solits_written::classify::Classification;

use crate::{
    CorrespondenceError,
    intake::{self, Taken},
    outgoing::{self, Notice, Noticed, mailbox_for},
    store,
};

/// A link that confirms an address is good for a week.
const GOOD_MINUTES: i64 = 7 * 24 * 60;
/// Characters of its secret: 130 bits.
const SECRET_LENGTH: usize = 26;

/// How a client can choose on the page for writing to hear where a case stands (I-33).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Channel {
    Email,
    Sms,
    Letter,
    Phone,
    EAddress,
    None,
}

impl Channel {
    pub(crate) const ALL: [Self; 6] =
        [Self::Email, Self::Sms, Self::Letter, Self::Phone, Self::EAddress, Self::None];

    /// As stored and in forms.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Letter => "letter",
            Self::Phone => "phone",
            Self::EAddress => "e_address",
            Self::None => "none",
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// As it is kept.
    const fn news_by(self) -> NewsBy {
        match self {
            Self::Email => NewsBy::Email,
            Self::Sms => NewsBy::Sms,
            Self::Letter => NewsBy::Letter,
            Self::Phone => NewsBy::Phone,
            Self::EAddress => NewsBy::EAddress,
            Self::None => NewsBy::None,
        }
    }
}

/// Keeps how the client wants to hear of the case, by telephone at a number of its own where one was given, and, for an e-mail address, asks it whether it is theirs. Whether a
/// letter with the link was written.
#[expect(clippy::too_many_arguments, reason = "what is known of how a client is reached")]
pub(crate) async fn begin(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    case: CaseId,
    channel: Channel,
    address: &str,
    number: &str,
    postal: &str,
    lang: Lang,
) -> Result<bool, CorrespondenceError> {
    let hearing = Hearing {
        by: channel.news_by(),
        address: number.to_owned(),
        postal: postal.to_owned(),
        lang,
        confirmed_at: None,
    };
    let to = Address::parse(address).filter(|_| channel == Channel::Email);
    let Some(to) = to else {
        keep_hearing(tx, case, &hearing, None).await?;
        return Ok(false);
    };
    let secret = app.random.code(SECRET_LENGTH);
    let until = actor.at.plus_minutes(GOOD_MINUTES);
    let confirm = Some((hash_secret(&secret), until));
    keep_hearing(tx, case, &hearing, confirm).await?;
    let institution =
        solits_organisation::find_institution(tx).await?.ok_or(CorrespondenceError::NotFound)?;
    let link = format!("{}/i/{}/confirm/{secret}", app.config.public_url, institution.code);
    let case = solits_cases::find(tx, case).await?.ok_or(CorrespondenceError::NotFound)?;
    let program = Actor { by: By::Program, at: actor.at };
    let written = outgoing::notice(tx, app, &program, &case, &to, &letter(&link), lang).await?;
    Ok(matches!(written, Noticed::Written(_)))
}

fn letter(link: &str) -> Notice {
    Notice {
        subject: Text::new("Apstipriniet e-pasta adresi", "Confirm your e-mail address"),
        lines: vec![
            Text::new(
                "Mūsu lapā kāds mums uzrakstīja un norādīja šo adresi ziņām par lietas gaitu.",
                "Somebody wrote to us on our page and gave this address for news of the case.",
            ),
            Text::new(
                "Ja tas bijāt Jūs, atveriet saiti un nospiediet pogu. Pēc tam šeit saņemsiet apstiprinājumu un ziņas:",
                "If it was you, open the link and press the button. You will then get the receipt and the news here:",
            ),
            Text::new(link, link),
            Text::new(
                "Ja tas nebijāt Jūs, nedariet neko: vairāk par šo lietu Jums nerakstīsim.",
                "If it was not you, do nothing: we will write no more about this case.",
            ),
        ],
    }
}

/// What became of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Confirmed {
    /// The address is known to be the client's; the receipt is on its way, if one could be written.
    Now { reference: String, receipt: bool },
    /// Wrong, used or too old: nobody is told which.
    Dead,
}

/// Follows a link: the address is the client's, and the receipt goes to it.
pub(crate) async fn confirm(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    secret: &str,
) -> Result<Confirmed, CorrespondenceError> {
    let Some(row) = store::confirm_contact(tx, hash_secret(secret), actor.at).await? else {
        return Ok(Confirmed::Dead);
    };
    let case = solits_cases::find(tx, row.case_id).await?.ok_or(CorrespondenceError::NotFound)?;
    let entry = Entry::new(EventKind::CasePartyChanged, case.id, Some(case.branch))
        .with("what", "address_confirmed")
        .with("channel", row.channel.as_str());
    record(tx, &app.heart, actor, entry).await?;
    let lang = Lang::parse(&row.lang).unwrap_or_default();
    let mailboxes = store::list_mailboxes(tx).await?;
    let to = Address::parse(&case.client_contact);
    let institution =
        solits_organisation::find_institution(tx).await?.ok_or(CorrespondenceError::NotFound)?;
    let page = format!("{}/i/{}/case", app.config.public_url, institution.code);
    let taken = again(tx, app, &case, page).await?;
    let receipt = match mailbox_for(&mailboxes, case.branch).zip(to.as_ref()).zip(taken) {
        Some(((mailbox, to), taken)) => {
            let program = Actor { by: By::Program, at: actor.at };
            outgoing::confirm(tx, app, &program, mailbox, &taken, to, None, lang).await?.is_some()
        }
        None => false,
    };
    tx.signal(format!("case:{}", case.id));
    Ok(Confirmed::Now { reference: case.reference, receipt })
}

/// The case as it was taken in, for its receipt. The secret of its link is not known any more: the receipt names the page
/// where the short code is typed.
async fn again(
    tx: &mut Tx,
    app: &App,
    case: &solits_cases::Case,
    page: String,
) -> Result<Option<Taken>, CorrespondenceError> {
    let nature = store::find_nature(tx, case.id).await?.as_ref().and_then(intake::nature_of);
    let receipt = intake::receipt_again(tx, app, case, case.opened_at).await?;
    let message = store::find_first_message(tx, case.id).await?;
    let Some((((nature, _), mut receipt), message)) = nature.zip(receipt).zip(message) else {
        return Ok(None);
    };
    receipt.page = Some(page);
    let opened = solits_cases::Opened {
        case: case.id,
        reference: case.reference.clone(),
        code: String::new(),
        short_code: String::new(),
    };
    let classification = Classification { nature, reasons: Vec::new(), to_confirm: Vec::new() };
    Ok(Some(Taken { opened, message, is_new: false, classification, receipt }))
}
