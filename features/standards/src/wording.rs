//! Values, paragraphs and kinds of norm as people read them: plain functions.

use solits_i18n::Words;
use solits_kernel::{Lang, Timestamp};
use solits_standard::{
    Origin, Standard,
    coverage::missing_event,
    event::EventKind,
    model::{NormKind, ParameterItem, ParameterValue, Promise},
    parameter::{self, Kind},
    rules, words as said,
};

use crate::store::Version;

/// A value in words: "60 sekundes", "jā", "90 %".
pub(crate) fn value_words(lang: Lang, name: &str, value: &ParameterValue) -> String {
    let kind = parameter::find(name).map(|definition| definition.kind);
    match (value, kind) {
        (ParameterValue::Bool(answer), _) => said::yes_no(*answer).get(lang).to_owned(),
        (ParameterValue::Int(number), Some(Kind::Int { unit, .. })) => {
            said::count(*number, unit).get(lang).to_owned()
        }
        (ParameterValue::Int(number), Some(Kind::Percent)) => format!("{number}\u{a0}%"),
        (ParameterValue::Int(number), _) => number.to_string(),
        (ParameterValue::Number(number), Some(Kind::Percent)) => said::percent(*number).get(lang).to_owned(),
        (ParameterValue::Number(number), _) => said::number(*number).get(lang).to_owned(),
        (ParameterValue::Word(word), Some(Kind::Word(choices))) => choices
            .iter()
            .find(|choice| choice.word == word)
            .map_or(word.as_str(), |choice| if lang == Lang::En { choice.en } else { choice.lv })
            .to_owned(),
        (ParameterValue::Word(word), _) => word.clone(),
        (ParameterValue::Text(text), _) => text.get(lang).to_owned(),
        (ParameterValue::List(items), _) => {
            items.iter().map(|item| item_words(lang, item)).collect::<Vec<_>>().join("; ")
        }
    }
}

fn item_words(lang: Lang, item: &ParameterItem) -> String {
    match item {
        ParameterItem::Int(number) => number.to_string(),
        ParameterItem::Word(word) => word.clone(),
        ParameterItem::Text(text) => text.get(lang).to_owned(),
    }
}

/// What an entry of the journal says happened.
pub(crate) fn said_of_entry(lang: Lang, kind: &str) -> String {
    EventKind::parse(kind).map_or_else(
        || kind.to_owned(),
        |kind| {
            let (lv, en) = kind.words();
            if lang == Lang::En { en } else { lv }.to_owned()
        },
    )
}

/// What a parameter is called, and its name where nothing better is known.
pub(crate) fn parameter_title(lang: Lang, name: &str) -> String {
    parameter::find(name)
        .map_or_else(|| name.to_owned(), |definition| definition.title().get(lang).to_owned())
}

/// A paragraph as it is cited: "13. punkts"; one that is no plain number as it stands.
pub(crate) fn paragraph_words(words: Words, paragraph: &str) -> String {
    if paragraph.chars().all(|letter| letter.is_ascii_digit() || letter == '.') {
        words.ta("standards-paragraph-cited", &[("paragraph", paragraph.into())])
    } else {
        paragraph.to_owned()
    }
}

/// Where a value comes from: the paragraph, with the document where it is not the standard itself.
pub(crate) fn origin_words(words: Words, standard: &Standard, origin: &Origin) -> String {
    let paragraph = paragraph_words(words, &origin.paragraph);
    if origin.document == standard.file().id {
        paragraph
    } else {
        format!("{}, {paragraph}", standard.title_of(&origin.document, words.0))
    }
}

/// What the program does about a norm; empty for what is only read.
pub(crate) fn kept_words(words: Words, kind: &NormKind) -> String {
    match kind {
        NormKind::Promise { promise } => promise_words(words, promise),
        NormKind::Rule { enforced_by } => match enforced_by.as_deref().and_then(rules::find) {
            Some(rule) if words.0 == Lang::En => rule.en.to_owned(),
            Some(rule) => rule.lv.to_owned(),
            None => words.t("standards-not-enforced"),
        },
        NormKind::Guide { .. } | NormKind::Publish { .. } => String::new(),
    }
}

fn promise_words(words: Words, promise: &Promise) -> String {
    if let Some(event) = missing_event(promise) {
        let (lv, en) = event.words();
        let event = if words.0 == Lang::En { en } else { lv };
        return words.ta("standards-not-recorded", &[("event", event.into())]);
    }
    words.ta(
        if promise.force.is_owed() { "standards-promised" } else { "standards-aimed" },
        &[
            ("term", said::term(&promise.within).get(words.0).into()),
            ("share", words.percent(promise.target_percent / 100.0).into()),
        ],
    )
}

/// Where a version stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nobody has adopted it.
    Draft,
    /// Adopted, and its day has not come.
    ToCome,
    /// In force.
    InForce,
    /// Another version took its place.
    Past,
}

impl Standing {
    /// Where a version stands at an instant at which `in_force` is the version in force.
    pub(crate) fn of(version: &Version, in_force: Option<i64>, at: Timestamp) -> Self {
        match version.in_force_from {
            _ if version.status == "draft" => Self::Draft,
            Some(from) if from > at => Self::ToCome,
            _ if Some(version.number) == in_force => Self::InForce,
            _ => Self::Past,
        }
    }

    /// The word for it.
    pub(crate) fn words(self, words: Words) -> String {
        words.t(match self {
            Self::Draft => "standards-status-draft",
            Self::ToCome => "standards-status-to-come",
            Self::InForce => "standards-status-in-force",
            Self::Past => "standards-status-past",
        })
    }

    /// The kind of its badge.
    pub(crate) const fn badge(self) -> &'static str {
        match self {
            Self::Draft => "brand",
            Self::ToCome => "soon",
            Self::InForce => "good",
            Self::Past => "plain",
        }
    }
}

/// The version against which another one is compared: the one in force for what is still to come, the one before for
/// what has been in force.
pub(crate) fn compared_with<'a>(
    versions: &'a [Version],
    version: &Version,
    in_force: Option<i64>,
    at: Timestamp,
) -> Option<&'a Version> {
    let other = |one: &&Version| one.number != version.number && one.status != "draft";
    match Standing::of(version, in_force, at) {
        Standing::Draft | Standing::ToCome => {
            versions.iter().filter(other).find(|one| Some(one.number) == in_force)
        }
        Standing::InForce | Standing::Past => versions
            .iter()
            .filter(other)
            .filter(|one| (one.in_force_from, one.number) < (version.in_force_from, version.number))
            .max_by_key(|one| (one.in_force_from, one.number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(number: i64, status: &str, from: Option<i64>) -> Version {
        Version {
            number,
            document: "testa".to_owned(),
            version: number.to_string(),
            source: String::new(),
            baseline: None,
            status: status.to_owned(),
            uploaded_at: Timestamp::from_millis(0),
            uploaded_by: None,
            adopted_at: None,
            adopted_by: None,
            in_force_from: from.map(Timestamp::from_millis),
            repealed_at: None,
        }
    }

    #[test]
    fn values_are_said_with_their_units() {
        let lv = |name, value| value_words(Lang::Lv, name, &value);
        assert_eq!(lv("queue.no_show_seconds", ParameterValue::Int(60)), "60 sekundes");
        assert_eq!(lv("queue.no_show_seconds", ParameterValue::Int(21)), "21 sekunde");
        assert_eq!(lv("queue.external_first", ParameterValue::Bool(true)), "jā");
        assert_eq!(value_words(Lang::En, "queue.external_first", &ParameterValue::Bool(false)), "no");
        assert_eq!(lv("unknown.name", ParameterValue::Int(3)), "3");
    }

    #[test]
    fn a_version_is_in_force_from_its_day() {
        let at = Timestamp::from_millis(100);
        let standing = |version: &Version| Standing::of(version, Some(2), at);
        assert_eq!(standing(&version(4, "draft", None)), Standing::Draft);
        assert_eq!(standing(&version(3, "adopted", Some(101))), Standing::ToCome);
        assert_eq!(standing(&version(2, "adopted", Some(50))), Standing::InForce);
        assert_eq!(standing(&version(1, "adopted", Some(10))), Standing::Past);
    }

    #[test]
    fn what_is_to_come_is_compared_with_what_is_in_force_and_what_was_with_the_one_before() {
        let versions = [
            version(4, "draft", None),
            version(3, "adopted", Some(101)),
            version(2, "adopted", Some(50)),
            version(1, "adopted", Some(10)),
        ];
        let at = Timestamp::from_millis(100);
        let against = |index: usize| {
            compared_with(&versions, &versions[index], Some(2), at).map(|version| version.number)
        };
        assert_eq!((against(0), against(1), against(2), against(3)), (Some(2), Some(2), Some(1), None));
    }
}
