//! What colleagues ask of each other, as it is stored.

pub(crate) mod absences;
pub(crate) mod due;
pub(crate) mod letters;
pub(crate) mod nonconformities;
pub(crate) mod requests;
