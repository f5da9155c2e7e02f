//! The bounds of a piece of work: which institution, and within it which branches.

use crate::{BranchId, EmployeeId, InstitutionId};

/// What of an institution may be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// The whole institution.
    All,
    /// Only these branches.
    Branches(Vec<BranchId>),
}

/// Who looks, as far as it decides what is confidential: a complaint is absent, not merely hidden, for whom it concerns
/// and for whoever has no part in it (security §5, area K).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// The program itself, or a client with the code of a case: nothing is confidential.
    Program,
    /// An employee.
    Employee {
        /// Who.
        id: EmployeeId,
        /// Whether the work of the employee is to keep the registers of feedback.
        keeps_feedback: bool,
    },
}

impl Viewer {
    /// The employee who looks; an id nobody has for the program.
    pub const fn id(self) -> EmployeeId {
        match self {
            Self::Program => EmployeeId::new(uuid::Uuid::nil()),
            Self::Employee { id, .. } => id,
        }
    }

    /// Whether what is confidential is seen unless it concerns the viewer.
    pub const fn sees_confidential(self) -> bool {
        match self {
            Self::Program => true,
            Self::Employee { keeps_feedback, .. } => keeps_feedback,
        }
    }
}

/// The institution a piece of work belongs to. Every transaction is opened with one, and every statement binds it.
///
/// There is no scope of "all institutions": work over several opens one transaction for each. Only the extractor that
/// has authenticated a request, or a named job, makes one; the checks of `xtask tidy` hold other code to that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    institution: InstitutionId,
    visibility: Visibility,
    viewer: Viewer,
}

impl Scope {
    /// The scope of an authenticated request.
    pub const fn of_request(institution: InstitutionId, visibility: Visibility) -> Self {
        Self { institution, visibility, viewer: Viewer::Program }
    }

    /// The scope of a named job over one institution; the name appears in the job's journal entries.
    pub const fn of_job(institution: InstitutionId) -> Self {
        Self { institution, visibility: Visibility::All, viewer: Viewer::Program }
    }

    /// The same scope as somebody sees it.
    #[must_use]
    pub const fn seen_by(mut self, viewer: Viewer) -> Self {
        self.viewer = viewer;
        self
    }

    /// Who looks.
    pub const fn viewer(&self) -> Viewer {
        self.viewer
    }

    /// The institution all statements of this work are bound to.
    pub const fn institution(&self) -> InstitutionId {
        self.institution
    }

    /// Whether the branch lies within this scope.
    pub fn sees(&self, branch: BranchId) -> bool {
        match &self.visibility {
            Visibility::All => true,
            Visibility::Branches(branches) => branches.contains(&branch),
        }
    }

    /// The branches this work is limited to.
    pub const fn visibility(&self) -> &Visibility {
        &self.visibility
    }
}
