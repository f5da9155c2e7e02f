//! What the checker finds, and how it is shown.

use std::fmt;

use serde::Serialize;
use solits_kernel::{Lang, Text};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The file cannot enter into force.
    Error,
    /// The file can enter into force, but someone should look.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// The word for it.
    pub const fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Error, Lang::Lv) => "kļūda",
            (Self::Error, Lang::En) => "error",
            (Self::Warning, Lang::Lv) => "brīdinājums",
            (Self::Warning, Lang::En) => "warning",
            (Self::Note, Lang::Lv) => "piezīme",
            (Self::Note, Lang::En) => "note",
        }
    }
}

/// Something found in a file, with its place and in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// How many characters it covers of what is shown of its line; at least 1.
    pub length: usize,
    /// The line as it stands in the file; of a long one the piece around the column, with `…` in the place of the first
    /// and the last character where the line goes on.
    pub source_line: String,
    /// The column with which the piece of the line begins, from 1.
    pub shown_from: usize,
    /// What is wrong.
    pub what: Text,
    /// What was probably meant, or what is allowed.
    pub meant: Option<Text>,
    /// The paragraph of the document that the entry cites.
    pub paragraph: Option<String>,
}

impl Finding {
    /// Adds what was probably meant.
    pub(super) fn meant(&mut self, meant: Text) -> &mut Self {
        self.meant = Some(meant);
        self
    }

    /// The mark that stands under [`Self::source_line`].
    pub fn mark(&self) -> String {
        format!("{}{}", " ".repeat(self.column.saturating_sub(self.shown_from)), "^".repeat(self.length))
    }

    /// The finding in a language: place, words, the line and a mark under it.
    pub const fn in_language(&self, lang: Lang) -> InLanguage<'_> {
        InLanguage { finding: self, lang }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.in_language(Lang::Lv).fmt(f)
    }
}

/// A finding to be shown in a language.
#[derive(Clone, Copy, Debug)]
pub struct InLanguage<'a> {
    finding: &'a Finding,
    lang: Lang,
}

impl fmt::Display for InLanguage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { finding, lang } = self;
        let Finding { file, line, column, source_line, .. } = finding;
        let what = finding.what.get(*lang);
        writeln!(f, "{file}:{line}:{column}: {}: {what}", finding.severity.word(*lang))?;
        let gutter = line.to_string().len();
        writeln!(f, "  {line} | {source_line}")?;
        write!(f, "  {:gutter$} | {}", "", finding.mark())?;
        if let Some(meant) = &finding.meant {
            write!(f, "\n  {:gutter$} = {}", "", meant.get(*lang))?;
        }
        if let Some(paragraph) = &finding.paragraph {
            match lang {
                Lang::Lv => write!(f, "\n  {:gutter$} = punkts: {paragraph}", "")?,
                Lang::En => write!(f, "\n  {:gutter$} = paragraph: {paragraph}", "")?,
            }
        }
        Ok(())
    }
}
