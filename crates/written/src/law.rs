//! Terms that laws set for answers: which of them a contact has.

use jiff::civil::Date;

pub use solits_obligation::law::{Bound, LawDemand, LawExtension, LawTerm, Laws, LawsError, Subject};

use crate::nature::{Form, Matter, Nature};

/// The terms set on a matter received on that day.
pub fn on(laws: &Laws, nature: Nature, received: Date) -> impl Iterator<Item = &LawTerm> {
    subject(nature).into_iter().flat_map(move |subject| laws.on(subject, received))
}

/// The law under which a contact falls, if it does under any that sets a term. Requests for information and about one's own
/// data have laws of their own, whatever their form.
pub const fn subject(nature: Nature) -> Option<Subject> {
    match (nature.matter, nature.form) {
        (Matter::InformationRequest, _) => Some(Subject::InformationRequest),
        (Matter::DataSubjectRequest, _) => Some(Subject::DataSubjectRequest),
        (_, Form::Submission) => Some(Subject::Submission),
        _ => None,
    }
}
