//! The two languages of the product, and text that exists in both.

use serde::{Deserialize, Serialize};

/// A language of the screens; Latvian is the default everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Latvian.
    #[default]
    Lv,
    /// English.
    En,
}

impl Lang {
    /// Both languages, Latvian first.
    pub const ALL: [Self; 2] = [Self::Lv, Self::En];

    /// The BCP 47 code, as in the `lang` attribute of a page.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Lv => "lv",
            Self::En => "en",
        }
    }

    /// The language of a code, `None` for any but `lv` and `en`.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }
}

/// A text in Latvian and English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The Latvian text; the one that binds.
    pub lv: String,
    /// The English text.
    #[serde(default)]
    pub en: String,
}

impl Text {
    /// A text from its two versions.
    pub fn new(lv: impl Into<String>, en: impl Into<String>) -> Self {
        Self { lv: lv.into(), en: en.into() }
    }

    /// The text in `lang`; Latvian where no English was written.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En if !self.en.is_empty() => &self.en,
            _ => &self.lv,
        }
    }
}
