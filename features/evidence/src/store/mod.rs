//! Owners, exceptions, evidence and results in the database, and what is read for the binder.

mod evidence;
mod exceptions;
mod figures;
mod goals;
mod owners;
mod suggestions;
mod versions;

pub(crate) use evidence::{
    count_evidence, find_content, find_evidence, find_room, insert_content, insert_evidence, list_evidence,
    list_evidence_of, set_room, sum_sizes, withdraw,
};
pub(crate) use exceptions::{find_exception, insert_exception, list_exceptions, list_exceptions_of, revoke};
pub(crate) use figures::{Counts, sum_of_norm, sum_of_period};
pub(crate) use goals::{insert_result, list_results};
pub(crate) use owners::{end_owner, insert_owner, list_owners, list_owners_of};
pub(crate) use suggestions::{
    answer, find_suggestion, insert_suggestion, list_answered, list_suggestions_by, list_unanswered, take_up,
};
pub(crate) use versions::{VersionRow, list_versions};
