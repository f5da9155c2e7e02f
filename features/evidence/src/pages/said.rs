//! Sentences of the pages: plain functions.

use solits_calendar::words::{Form, YearShown, date_in};
use solits_i18n::Words;
use solits_kernel::{Timestamp, day_of_number};
use solits_standard::{KeptBy, Origin, Standard};

use super::parts::{Here, Names, Places};
use crate::{
    model::{
        answers::{Answers, NamedBy, Unanswered, answers},
        content::Unfit,
        exception::{Exception, Standing},
        given::{File, Owner, Shows},
        period::Period,
    },
    store::Counts,
};

/// The title of a document with its version.
pub(crate) fn document(words: Words, standard: &Standard) -> String {
    let identity = &standard.file().identity;
    format!("{}, {}", identity.title.get(words.0), identity.version)
}

/// A paragraph in words: "4. punkts" for a number, as it stands for anything else.
pub(crate) fn paragraph(words: Words, paragraph: &str) -> String {
    let is_number = paragraph.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    if is_number {
        words.ta("evidence-paragraph", &[("paragraph", paragraph.into())])
    } else {
        paragraph.to_owned()
    }
}

/// Where a statement comes from; with the document where it is not the standard itself.
pub(crate) fn source(words: Words, standard: &Standard, origin: &Origin) -> String {
    let paragraph = paragraph(words, &origin.paragraph);
    if origin.document == standard.file().id {
        paragraph
    } else {
        format!("{}, {paragraph}", standard.title_of(&origin.document, words.0))
    }
}

/// A day with its year.
pub(crate) fn day(words: Words, day: i64) -> String {
    date_in(day_of_number(day), Form::What, YearShown::Shown, words.0)
}

/// The day of an instant with its year.
pub(crate) fn day_of(words: Words, at: Timestamp) -> String {
    date_in(at.day(), Form::What, YearShown::Shown, words.0)
}

/// From one day to another; one day alone where they are the same.
pub(crate) fn period(words: Words, period: Period) -> String {
    if period.from == period.until {
        return day(words, period.from);
    }
    format!("{} – {}", day(words, period.from), day(words, period.until))
}

/// Who answers for a norm, as a table shows it.
pub(crate) struct Answering {
    /// Who; empty for a gap.
    pub(crate) who: String,
    /// Who decided it; empty for a gap.
    pub(crate) by: String,
    /// Why nobody does; empty where somebody does.
    pub(crate) gap: String,
    /// Those who answer, known by name.
    pub(crate) people: Vec<solits_kernel::EmployeeId>,
}

/// Who answers for a norm on the day of `here`.
pub(crate) fn answering(
    words: Words,
    here: &Here,
    standard: &Standard,
    norm: &solits_standard::model::Norm,
    named: Option<&Owner>,
    today: &solits_structure::Day<'_>,
) -> Answering {
    match answers(standard, norm, named, today) {
        Ok(found) => Answering {
            who: who(words, &found, &here.names),
            by: match found.by {
                NamedBy::Institution => words.t("evidence-by-institution"),
                NamedBy::Standard => words.t("evidence-by-standard"),
                NamedBy::Control => words.t("evidence-by-control"),
            },
            gap: String::new(),
            people: found.people,
        },
        Err(gap) => Answering {
            who: String::new(),
            by: String::new(),
            gap: gap_words(words, &gap),
            people: Vec::new(),
        },
    }
}

fn who(words: Words, found: &Answers, names: &Names) -> String {
    let title = found.title.get(words.0);
    let people = found.people.iter().map(|id| names.of(Some(*id))).collect::<Vec<_>>().join(", ");
    match (title.is_empty(), people.is_empty()) {
        (false, false) => format!("{title}: {people}"),
        (false, true) => title.to_owned(),
        (true, _) => people,
    }
}

fn gap_words(words: Words, gap: &Unanswered) -> String {
    match gap {
        Unanswered::NobodyNamed => words.t("evidence-gap-nobody"),
        Unanswered::PersonLeft => words.t("evidence-gap-left"),
        Unanswered::PostEmpty(title) => words.ta("evidence-gap-post", &[("post", title.as_str().into())]),
        Unanswered::Role(gap) => gap.sentence().get(words.0).to_owned(),
    }
}

/// An owner who was named, whoever that is today.
pub(crate) fn owner(words: Words, standard: &Standard, names: &Names, owner: &Owner) -> String {
    match owner {
        Owner::Person(id) => names.of(Some(*id)).to_owned(),
        Owner::Post(title) => title.clone(),
        Owner::Role(id) => crate::model::answers::role(standard, id)
            .map_or_else(|| id.clone(), |role| role.title.get(words.0).to_owned()),
    }
}

/// The badge of a way to keep a norm.
pub(crate) const fn kept_kind(kept_by: KeptBy) -> &'static str {
    match kept_by {
        KeptBy::Measured | KeptBy::Enforced => "good",
        KeptBy::OnlyOnPaper => "soon",
        _ => "plain",
    }
}

/// Figures of a promise: "kept 97,2 % of 812; broken 23; promised 90 %".
pub(crate) fn figures(words: Words, target_percent: f64, counts: Counts) -> String {
    let promised = words.percent(target_percent / 100.0);
    match counts.share() {
        Some(share) => words.na(
            "evidence-figures",
            counts.owed(),
            &[
                ("promised", promised.into()),
                ("share", words.percent(share).into()),
                ("met", words.number(counts.met).into()),
                ("breached", words.number(counts.breached).into()),
                ("waived", words.number(counts.waived).into()),
            ],
        ),
        None => words.ta("evidence-figures-none", &[("promised", promised.into())]),
    }
}

/// What a piece of evidence shows.
pub(crate) fn shows(words: Words, shows: Shows) -> String {
    match shows {
        Shows::Feedback => words.t("evidence-shows-feedback"),
        Shows::Satisfaction => words.t("evidence-shows-satisfaction"),
        Shows::Improvement => words.t("evidence-shows-improvement"),
        Shows::Needs => words.t("evidence-shows-needs"),
        Shows::Savings => words.t("evidence-shows-savings"),
        Shows::Other => words.t("evidence-shows-other"),
    }
}

/// Why a file is not taken.
pub(crate) fn unfit(words: Words, unfit: Unfit) -> String {
    match unfit {
        Unfit::Empty => words.t("evidence-file-empty"),
        Unfit::TooBig => words.t("evidence-file-too-big"),
        Unfit::Unknown => words.t("evidence-file-unknown"),
        Unfit::OtherName => words.t("evidence-file-other-name"),
        Unfit::Macros => words.t("evidence-file-macros"),
        Unfit::TooManyPixels => words.t("evidence-file-pixels"),
    }
}

/// The size of a file: "1,4 MB".
pub(crate) fn size(words: Words, file: &File) -> String {
    bytes(words, file.size)
}

/// So many bytes in words, rounded up to kilobytes.
pub(crate) fn bytes(words: Words, bytes: i64) -> String {
    let kilobytes = u32::try_from((bytes.max(0).saturating_add(1023)) / 1024).unwrap_or(u32::MAX);
    if kilobytes < 1024 {
        return format!("{}\u{a0}KB", words.number(i64::from(kilobytes)));
    }
    format!("{}\u{a0}MB", words.decimal(f64::from(kilobytes) / 1024.0, 1))
}

/// Where an exception stands: the kind of its badge and the words.
pub(crate) fn standing(words: Words, standing: Standing) -> (&'static str, String) {
    match standing {
        Standing::Ahead => ("plain", words.t("evidence-standing-ahead")),
        Standing::Holds => ("good", words.t("evidence-standing-holds")),
        Standing::EndsSoon => ("soon", words.t("evidence-standing-soon")),
        Standing::Expired => ("plain", words.t("evidence-standing-expired")),
        Standing::Revoked => ("plain", words.t("evidence-standing-revoked")),
    }
}

/// An exception in one line, as it stands beside a norm: where, when, by whom, why.
pub(crate) fn exception(words: Words, places: &Places, names: &Names, exception: &Exception) -> String {
    let mut said = words.ta(
        "evidence-exception-line",
        &[
            ("place", places.words(words, exception.place).into()),
            ("days", period(words, exception.days).into()),
            ("name", names.of(Some(exception.allowed_by)).into()),
            ("day", day_of(words, exception.allowed_at).into()),
            ("reason", exception.reason.as_str().into()),
        ],
    );
    if let Some(revoked) = &exception.revoked {
        said.push(' ');
        said.push_str(&words.ta(
            "evidence-revoked-by",
            &[
                ("name", names.of(Some(revoked.by)).into()),
                ("day", day_of(words, revoked.at).into()),
                ("because", revoked.because.as_str().into()),
            ],
        ));
    }
    said
}
