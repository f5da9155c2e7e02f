//! A letter of ours on paper, in the institution's style, and news that a client wants by letter: alike for the page to
//! print, for the file, and for other programs.

use jiff::civil::Date;
use solits_calendar::words::{Form as DayForm, YearShown, date_in};
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{CaseId, Lang, Text};
use solits_paper::Letter;
use solits_web::WebError;
use uuid::Uuid;

use super::around::{Around, around};
use crate::{
    hand::Hand,
    model::{MessageId, OutKind},
    store::{self, Paper},
};

/// A letter of ours with what is known of its way.
pub(crate) struct OnPaper {
    pub(crate) letter: Letter,
    pub(crate) paper: Option<Paper>,
    /// Who gave it to the post.
    pub(crate) poster: String,
}

/// What stands on every letter of the institution about a case, in a language; the rest is empty.
async fn headed(tx: &mut Tx, around: &Around, lang: Lang, day: Date) -> Result<Letter, WebError> {
    let profile = &around.institution.profile;
    let particulars =
        [&profile.registration, &profile.address, &profile.phone, &profile.email, &profile.website];
    let reference = around.case.reference.clone();
    let number = Words::new(lang).t("correspondence-print-number");
    Ok(Letter {
        lang: lang.code().to_owned(),
        parent: profile.parent_body.get(lang).to_owned(),
        institution: around.institution.name.get(lang).to_owned(),
        particulars: particulars.into_iter().filter(|one| !one.is_empty()).cloned().collect(),
        logo: solits_organisation::find_mark(tx).await?,
        facts: format!("{} · {number} {reference}", dated(day, lang)),
        reference,
        day: (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs()),
        ..Letter::default()
    })
}

/// The letter as it stands on paper, in its own language; nothing for whoever may not see the case.
pub(crate) async fn on_paper(
    tx: &mut Tx,
    hand: &Hand,
    case: CaseId,
    message: MessageId,
) -> Result<OnPaper, WebError> {
    let around = around(tx, hand, case).await?;
    let written = store::find_our_letter(tx, case, message).await?.ok_or(WebError::NotFound)?;
    let paper = store::find_paper(tx, case, message).await?;
    let files = store::list_files(tx, case).await?;
    // Institutions write to each other in the language of the state.
    let lang = if written.kind == OutKind::Forward.code() { Lang::Lv } else { around.lang };
    let letter = headed(tx, &around, lang, written.at.day()).await?;
    let poster = match paper.as_ref().and_then(|paper| paper.posted_by) {
        Some(by) => solits_organisation::find_employee(tx, by).await?.map(|one| one.name),
        None => None,
    };
    let window = paper.as_ref().map_or_else(|| written.recipient.clone(), |paper| paper.addressee.clone());
    let files: Vec<String> =
        files.into_iter().filter(|file| file.message_id == message).map(|file| file.name).collect();
    let enclosed = match files.as_slice() {
        [] => String::new(),
        files => format!("{} {}", Words::new(lang).t("correspondence-print-files"), files.join(", ")),
    };
    let paragraph = |text: &str| text.lines().map(str::to_owned).collect();
    let letter = Letter {
        window: window.lines().map(str::to_owned).collect(),
        subject: on_its_own(&written.subject).to_owned(),
        paragraphs: written.text.split("\n\n").map(paragraph).collect(),
        enclosed,
        ..letter
    };
    Ok(OnPaper { letter, paper, poster: poster.unwrap_or_default() })
}

/// What a client is to be told, as a letter; nothing for whoever may not see the case.
pub(crate) async fn news_on_paper(
    tx: &mut Tx,
    hand: &Hand,
    case: CaseId,
    news: Uuid,
) -> Result<Letter, WebError> {
    let around = around(tx, hand, case).await?;
    let news = solits_cases::find_news(tx, case, news).await?.ok_or(WebError::NotFound)?;
    let hearing = solits_cases::find_hearing(tx, case).await?;
    let lang = hearing.map_or(around.lang, |hearing| hearing.lang);
    let letter = headed(tx, &around, lang, hand.at.day()).await?;
    let greeting = Text::new("Labdien!", "Hello,").get(lang).to_owned();
    let mut paragraphs = vec![vec![greeting]];
    paragraphs.extend(news.text.lines().map(|line| vec![line.to_owned()]));
    paragraphs.push(around.signature_lines());
    Ok(Letter {
        window: around.window().lines().map(str::to_owned).collect(),
        subject: Text::new("Par Jūsu lietu", "About your case").get(lang).to_owned(),
        paragraphs,
        ..letter
    })
}

/// The letter as pages ready to be printed: the name of the file, and its bytes.
pub(crate) async fn pdf(letter: Letter) -> Result<(String, Vec<u8>), WebError> {
    let name = format!("{}.pdf", letter.reference.replace('/', "-"));
    // A long letter takes some milliseconds of computing, during which others shall not wait.
    let written = tokio::task::spawn_blocking(move || solits_paper::write(&letter)).await;
    let bytes = written
        .map_err(|error| WebError::Unforeseen(error.to_string()))?
        .map_err(|error| WebError::Unforeseen(error.to_string()))?;
    Ok((name, bytes))
}

/// The day of a letter: "2026. gada 21. novembrī", "21 November 2026".
fn dated(day: Date, lang: Lang) -> String {
    let form = if lang == Lang::Lv { DayForm::When } else { DayForm::What };
    date_in(day, form, YearShown::Shown, lang)
}

/// A subject without what e-mail puts before it.
fn on_its_own(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some((mark, after)) = rest.split_once(':')
        && ["re", "fw", "fwd"].iter().any(|one| mark.eq_ignore_ascii_case(one))
    {
        rest = after.trim_start();
    }
    if rest.is_empty() { subject } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_on_paper_has_the_year_in_its_day_and_no_marks_of_email_in_its_subject() {
        let day = Date::constant(2026, 11, 21);
        assert_eq!(dated(day, Lang::Lv), "2026. gada 21. novembrī");
        assert_eq!(dated(day, Lang::En), "21 November 2026");
        assert_eq!(on_its_own("Re: RE: Fwd: Par žogu"), "Par žogu");
        assert_eq!(on_its_own("Reģistrs"), "Reģistrs");
        assert_eq!(on_its_own("Re:"), "Re:");
    }
}
