//! The bounds of a piece of work: which institution, and within it which branches.

use crate::{BranchId, InstitutionId};

/// What of an institution may be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// The whole institution.
    All,
    /// Only these branches.
    Branches(Vec<BranchId>),
}

/// The institution a piece of work belongs to. Every transaction is opened with one, and every statement binds it.
///
/// There is no scope of "all institutions": work over several opens one transaction for each. Only the extractor that
/// has authenticated a request, or a named job, makes one; the checks of `xtask tidy` hold other code to that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    institution: InstitutionId,
    visibility: Visibility,
}

impl Scope {
    /// The scope of an authenticated request.
    pub const fn of_request(institution: InstitutionId, visibility: Visibility) -> Self {
        Self { institution, visibility }
    }

    /// The scope of a named job over one institution; the name appears in the job's journal entries.
    pub const fn of_job(institution: InstitutionId) -> Self {
        Self { institution, visibility: Visibility::All }
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
