//! Evidence given by hand, results of goals, and the owner of a norm.

use solits_kernel::{EmployeeId, Id, Timestamp};

use super::{content::Media, period::Period};

/// A piece of evidence that somebody gave.
pub(crate) enum EvidenceKind {}
/// The id of a piece of evidence.
pub(crate) type EvidenceId = Id<EvidenceKind>;
/// A result of a goal.
pub(crate) enum ResultKind {}
/// The id of a result.
pub(crate) type ResultId = Id<ResultKind>;

/// What a piece of evidence shows: the guidelines' five kinds (2.3-evidence), or something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shows {
    /// What clients or staff said.
    Feedback,
    /// How satisfaction changes.
    Satisfaction,
    /// A plan to improve, and what came of it.
    Improvement,
    /// What was found when needs were studied.
    Needs,
    /// What was saved or earned.
    Savings,
    /// Something else.
    Other,
}

impl Shows {
    /// All, in the order of the guidelines.
    pub(crate) const ALL: [Self; 6] =
        [Self::Feedback, Self::Satisfaction, Self::Improvement, Self::Needs, Self::Savings, Self::Other];

    /// As stored and sent.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Feedback => "feedback",
            Self::Satisfaction => "satisfaction",
            Self::Improvement => "improvement",
            Self::Needs => "needs",
            Self::Savings => "savings",
            Self::Other => "other",
        }
    }
    /// The kind of a code.
    pub(crate) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A file of a piece of evidence, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// The name it came with: a label, nothing more.
    pub(crate) name: String,
    pub(crate) media: Media,
    /// In bytes.
    pub(crate) size: i64,
    /// SHA-256.
    pub(crate) hash: Vec<u8>,
}

impl File {
    /// The hash in hexadecimal digits.
    pub(crate) fn hash_words(&self) -> String {
        hex(&self.hash)
    }
}

/// Bytes as small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// That evidence was withdrawn; it stays to be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Withdrawn {
    pub(crate) at: Timestamp,
    pub(crate) by: EmployeeId,
    pub(crate) because: String,
}

/// A piece of evidence: a note, or a file with or without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub(crate) id: EvidenceId,
    pub(crate) norm: String,
    pub(crate) shows: Shows,
    pub(crate) days: Period,
    pub(crate) note: String,
    pub(crate) file: Option<File>,
    pub(crate) given_at: Timestamp,
    pub(crate) given_by: EmployeeId,
    pub(crate) withdrawn: Option<Withdrawn>,
}

impl Evidence {
    /// As stored: a note, a photo or a document.
    pub(crate) fn form(&self) -> &'static str {
        match &self.file {
            None => "note",
            Some(file) if file.media.is_picture() => "photo",
            Some(_) => "document",
        }
    }
}

/// Who answers for a norm, where the institution named somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A role of the standard, by its id: whoever holds it.
    Role(String),
    /// A post, in words: whoever has it.
    Post(String),
    /// A person.
    Person(EmployeeId),
}

impl Owner {
    /// As a form sends it: `role:unit_head`, `post:arhivārs`, `person:…`.
    pub(crate) fn value(&self) -> String {
        match self {
            Self::Role(id) => format!("role:{id}"),
            Self::Post(title) => format!("post:{title}"),
            Self::Person(id) => format!("person:{id}"),
        }
    }
    /// From what a form sent.
    pub(crate) fn read(value: &str) -> Option<Self> {
        match value.split_once(':')? {
            ("role", id) => Some(Self::Role(id.to_owned())),
            ("post", title) => Some(Self::Post(title.to_owned())),
            ("person", id) => id.parse().ok().map(Self::Person),
            _ => None,
        }
    }
    /// As stored.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Role(_) => "role",
            Self::Post(_) => "post",
            Self::Person(_) => "person",
        }
    }
}

/// An owner that somebody named, now or earlier.
pub(crate) enum OwnershipKind {}
/// The id of such an entry.
pub(crate) type OwnershipId = Id<OwnershipKind>;

/// That an owner was named for a norm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ownership {
    pub(crate) id: OwnershipId,
    pub(crate) norm: String,
    pub(crate) owner: Owner,
    pub(crate) set_at: Timestamp,
    pub(crate) set_by: EmployeeId,
    /// When another was named, or it was left to the standard again.
    pub(crate) ended_at: Option<Timestamp>,
}

/// A goal by what names it across versions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct GoalKey {
    pub(crate) document: String,
    pub(crate) paragraph: String,
    /// The group in Latvian.
    pub(crate) group: String,
}

/// What was reached of a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GoalResult {
    pub(crate) id: ResultId,
    pub(crate) goal: GoalKey,
    pub(crate) days: Period,
    /// Satisfaction in hundredths of a mark of five.
    pub(crate) mark: Option<i64>,
    pub(crate) result: String,
    pub(crate) source: String,
    pub(crate) entered_at: Timestamp,
    pub(crate) entered_by: EmployeeId,
}

/// A mark of five in hundredths, written with a comma or a point: "4,25"; `None` outside 1 to 5 or with more decimals.
pub(crate) fn read_mark(text: &str) -> Option<i64> {
    let text = text.trim().replace(',', ".");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    if rest.len() > 2 || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let hundredths: i64 = format!("{rest:0<2}").parse().ok()?;
    let mark = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(hundredths)?;
    (100..=500).contains(&mark).then_some(mark)
}

/// The results that count: of several for the same goal and days, the one entered last.
pub(crate) fn is_replaced(result: &GoalResult, all: &[GoalResult]) -> bool {
    all.iter().any(|other| {
        other.goal == result.goal
            && other.days == result.days
            && (other.entered_at, other.id) > (result.entered_at, result.id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_with_comma_or_point_and_only_between_one_and_five() {
        assert_eq!(read_mark("4,3"), Some(430));
        assert_eq!(read_mark(" 4.25 "), Some(425));
        assert_eq!(read_mark("5"), Some(500));
        for wrong in ["", "0,9", "5,01", "4,333", "četri", "4,3,1", "-4", "4.+1"] {
            assert_eq!(read_mark(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_kind_of_evidence_comes_back_from_its_code() {
        assert!(Shows::ALL.into_iter().all(|one| Shows::of(one.code()) == Some(one)));
    }
}
