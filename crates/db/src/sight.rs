//! Who may know of a case, as parts of statements: the rule stands here once, and every room that lists something of cases
//! puts it into its own statement. What it means is told in the documentation of the room of cases.

use solits_kernel::Viewer;

use crate::{Sql, Statement};

/// Part of a statement: 1 where whoever looks may know of the case `c`, otherwise 0.
///
/// Takes the numbers of two values that follow each other and are bound by [`Statement::bind_viewer`]:
/// `sql!(["SELECT c.id FROM cases c WHERE c.institution_id = $1 AND ", solits_db::case_sight!(2, 3), " = 1"])`
#[macro_export]
macro_rules! case_sight {
    ($viewer:literal, $sees_confidential:literal) => {
        concat!(
            "coalesce((SELECT s.may FROM case_sight s WHERE s.institution_id = $1 AND s.case_id = c.id AND s.employee_id = $",
            $viewer,
            "), CASE WHEN c.kind IN ('complaint', 'claim') AND c.owner_id <> $",
            $viewer,
            " THEN CAST($",
            $sees_confidential,
            " AS BIGINT) ELSE 1 END)"
        )
    };
}

/// Part of a statement: whether a case is not hidden from somebody, for what is confidential by nothing else than that.
///
/// Takes the column with the case and the number of the value that is bound to [`Viewer::id`]. Where the column holds no
/// case, nothing is hidden.
#[macro_export]
macro_rules! not_hidden {
    ($case:literal, $viewer:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM case_sight s WHERE s.institution_id = $1 AND s.may = 0 AND s.case_id = ",
            $case,
            " AND s.employee_id = $",
            $viewer,
            ")"
        )
    };
}

/// Part of a statement: true where whoever looks may know of a subject of the journal that is a case, hangs on one or has to
/// do with none.
///
/// Takes the column with the subject and the numbers of two values that follow each other and are bound by
/// [`Statement::bind_viewer`]. What colleagues ask each other out of a case is hidden only from whom the case is hidden.
#[macro_export]
macro_rules! subject_sight {
    ($subject:literal, $viewer:literal, $sees_confidential:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM cases c WHERE c.institution_id = $1 AND c.id = ",
            $subject,
            " AND ",
            $crate::case_sight!($viewer, $sees_confidential),
            " <> 1)
            AND coalesce((SELECT CASE WHEN p.asked = 0 THEN ",
            $crate::case_sight!($viewer, $sees_confidential),
            " ELSE coalesce((SELECT s.may FROM case_sight s WHERE s.institution_id = $1 AND s.case_id = p.case_id AND s.employee_id = $",
            $viewer,
            "), 1) END
                FROM case_subjects p CROSS JOIN cases c
               WHERE p.institution_id = $1 AND p.subject_id = ",
            $subject,
            " AND c.institution_id = $1 AND c.id = p.case_id), 1) <> 0"
        )
    };
}

impl Sql {
    /// Binds who looks; see [`Statement::bind_viewer`].
    pub fn bind_viewer(self, viewer: Viewer) -> Statement {
        self.statement().bind_viewer(viewer)
    }
}

impl Statement {
    /// Binds the next two values: who looks, and whether they see what is confidential. [`case_sight!`] asks for both.
    #[must_use]
    pub fn bind_viewer(self, viewer: Viewer) -> Self {
        self.bind(viewer.id()).bind(i64::from(viewer.sees_confidential()))
    }
}
