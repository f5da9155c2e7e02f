//! How a client wants to hear of a case, as another program says it.

use schemars::JsonSchema;
use serde::Deserialize;
use solits_i18n::Words;
use solits_kernel::{Lang, Timestamp, clean};
use solits_web::{WebError, WrongField};

use super::model::{Hearing, MOST_REACH, NewsBy, TypedHearing, hearing_of};
use crate::actions::CaseError;

/// How the client wants to hear of the case; they were asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HearingBody {
    by: NewsBy,
    /// Address or number; by default the contact of the case. A letter needs a postal address; the e-address needs nothing,
    /// and none is kept.
    #[serde(default)]
    #[schemars(length(max = 300))]
    to: String,
    /// In which language; by default Latvian.
    #[serde(default)]
    lang: Option<Tongue>,
}

/// A language in which clients are told.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Tongue {
    Lv,
    En,
}

impl HearingBody {
    /// As it is kept, by the rules of the form; `contact` is that of the case.
    pub(crate) fn read(&self, contact: &str, at: Timestamp, words: Words) -> Result<Hearing, WebError> {
        let to = if self.to.trim().is_empty() {
            String::new()
        } else {
            clean(&self.to, MOST_REACH).map_err(CaseError::from)?
        };
        let lang = match self.lang {
            Some(Tongue::En) => Lang::En,
            Some(Tongue::Lv) | None => Lang::Lv,
        };
        let typed = TypedHearing { by: self.by.code(), to: &to, lang: lang.code(), contact };
        match hearing_of(&typed, at) {
            Ok(Some(hearing)) => Ok(hearing),
            Ok(None) => Err(WebError::BadRequest),
            Err(wrong) => {
                let text = words.t(wrong.key());
                Err(WebError::Fields(vec![WrongField { field: "news.to".to_owned(), text, confirm: None }]))
            }
        }
    }
}
