//! Spelling of a reply, off the threads that serve.

use solits_kernel::Lang;
use solits_spell::{Mistake, OwnWords};
use solits_web::WebError;

use super::parts::Parts;

/// A word that is spelt wrongly, and the field it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misspelt {
    pub(crate) field: &'static str,
    pub(crate) mistake: Mistake,
}

/// The words of a reply that neither the dictionary nor the institution knows; `None` without a dictionary.
pub(crate) async fn misspelt(
    parts: &Parts,
    lang: Lang,
    own: &OwnWords,
) -> Result<Option<Vec<Misspelt>>, WebError> {
    let (parts, own) = (parts.clone(), own.clone());
    let found = tokio::task::spawn_blocking(move || {
        let speller = solits_spell::speller(lang)?;
        let of_part = |(_, field, text): (_, &'static str, &str)| {
            speller.mistakes(text, &own).into_iter().map(move |mistake| Misspelt { field, mistake })
        };
        // The subject is the client's own words more often than not.
        Some(parts.each().into_iter().skip(1).flat_map(of_part).collect())
    });
    found.await.map_err(|error| WebError::Unforeseen(error.to_string()))
}
