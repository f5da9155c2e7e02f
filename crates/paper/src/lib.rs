//! Letters on paper: a letter of the institution as a PDF ready to be printed, page by page, in its style (H-09, H-21).
//!
//! What stands where is decided by [`layout`], a plain function that can be looked at without a PDF; [`write`] draws it.
//! The file is PDF/A-2a and PDF/UA-1: it can be kept for good, and a screen reader reads it in its order. Only where a text
//! holds a character that the letters of the institution's type do not have is it an ordinary PDF.

mod draw;
mod layout;
mod logo;
mod measure;

pub use draw::write;
pub use layout::{Line, Page, Role, layout};
pub use logo::{Logo, LogoError};
pub use measure::Weight;
use thiserror::Error;

/// A letter as it is to stand on paper. Lines are texts without line breaks.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// Language of the letter, `lv` or `en`.
    pub lang: String,
    /// Whom the institution belongs to; empty where nobody.
    pub parent: String,
    /// Name of the institution.
    pub institution: String,
    /// Registration number, address, telephone … of the institution.
    pub particulars: Vec<String>,
    /// The institution's mark.
    pub logo: Option<Logo>,
    /// Name and address, as they show through the window of an envelope.
    pub window: Vec<String>,
    /// Day and number of the letter.
    pub facts: String,
    /// What it is about.
    pub subject: String,
    /// The text: paragraphs of lines.
    pub paragraphs: Vec<Vec<String>>,
    /// What is enclosed, in words; empty where nothing is.
    pub enclosed: String,
    /// What stands at the foot of each page of several, before the number of the page: the number of the case.
    pub reference: String,
    /// Year, month and day of the letter.
    pub day: (u16, u8, u8),
}

/// Why a letter could not be put on paper.
#[derive(Debug, Error)]
pub enum PaperError {
    /// The program's own type could not be read.
    #[error("the type of letters cannot be read")]
    Type,
    /// The PDF could not be written.
    #[error("a letter could not be written as PDF: {0}")]
    Unwritable(String),
}
