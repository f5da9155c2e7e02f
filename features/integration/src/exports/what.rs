//! The tables that can be taken, and what their columns are called.

use solits_written::nature::FeedbackKind;

use super::matters;

/// What can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Cases,
    Register(FeedbackKind),
    Obligations,
    /// The client's way: what `/matters` counts.
    Matters,
}

impl What {
    pub(super) const ALL: [Self; 7] = [
        Self::Cases,
        Self::Register(FeedbackKind::Complaint),
        Self::Register(FeedbackKind::Claim),
        Self::Register(FeedbackKind::Suggestion),
        Self::Register(FeedbackKind::Praise),
        Self::Obligations,
        Self::Matters,
    ];

    /// In addresses, names of files and message keys.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::Register(kind) => kind.code(),
            Self::Obligations => "obligations",
            Self::Matters => "matters",
        }
    }

    pub(super) fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.code() == code)
    }

    /// The right it takes to see it.
    pub(super) const fn right(self) -> &'static str {
        match self {
            Self::Cases | Self::Register(_) => "cases.work",
            Self::Obligations | Self::Matters => "measures.read",
        }
    }

    /// Whether its lines say what a case is about.
    pub(super) const fn has_subjects(self) -> bool {
        !matches!(self, Self::Obligations | Self::Matters)
    }

    /// The heads of its columns, as messages.
    pub(super) const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Cases => &[
                "integration-column-number",
                "integration-column-kind",
                "integration-column-service",
                "integration-column-branch",
                "integration-column-owner",
                "integration-column-channel",
                "integration-column-status",
                "integration-column-received",
                "integration-column-due",
                "integration-column-answered",
                "integration-column-closed",
                "integration-column-subject",
            ],
            Self::Register(_) => &[
                "integration-column-number",
                "integration-column-service",
                "integration-column-branch",
                "integration-column-owner",
                "integration-column-channel",
                "integration-column-concern",
                "integration-column-status",
                "integration-column-finding",
                "integration-column-cause",
                "integration-column-received",
                "integration-column-due",
                "integration-column-subject",
            ],
            Self::Obligations => &[
                "integration-column-promise-id",
                "integration-column-promise",
                "integration-column-branch",
                "integration-column-channel",
                "integration-column-state",
                "integration-column-received",
                "integration-column-due",
                "integration-column-ended",
                "integration-column-late",
            ],
            Self::Matters => matters::COLUMNS,
        }
    }
}
