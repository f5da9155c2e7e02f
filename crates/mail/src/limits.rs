//! How much of a letter is looked at (`security.md` §7); what is beyond stays in the raw letter, and the item says so.

/// A larger letter is kept and named, but only its fields are read.
pub const LETTER_BYTES: usize = 25 * 1024 * 1024;
/// Bytes of the fields before the text.
pub const FIELD_BYTES: usize = 64 * 1024;
/// Fields before the text.
pub const FIELDS: usize = 500;
/// Parts, counted over all depths and readings.
pub const PARTS: usize = 200;
/// How deep parts may lie in parts.
pub const DEPTH: usize = 16;
/// Bytes of formatted text; of more, the plain text is shown.
pub const HTML_BYTES: usize = 2 * 1024 * 1024;
/// Links in formatted text; of more, the plain text is shown.
pub const LINKS: usize = 1000;
/// Addresses kept of each field.
pub const ADDRESSES: usize = 20;

/// Bytes of a picture that is shown in formatted text.
pub const PICTURE_BYTES: usize = 2 * 1024 * 1024;
/// Bytes of all pictures of formatted text together, as they are written into it.
pub const PICTURES_BYTES: usize = 8 * 1024 * 1024;

/// Further readings of an ambiguous letter that are followed. Every one walks over its bytes again.
pub(crate) const READINGS: usize = 4;
/// Elements of formatted text that lie open at once. A tree builder walks up through them at every tag, so that depth
/// costs the square of its length.
pub(crate) const OPEN_ELEMENTS: usize = 200;
/// Formatting elements open at once: each paragraph repeats those that were never closed.
pub(crate) const OPEN_FORMATTING: usize = 24;
/// Tags of formatted text.
pub(crate) const TAGS: usize = 60_000;
/// Attributes of one tag, which are compared with each other.
pub(crate) const ATTRIBUTES: usize = 64;
/// Message-ids kept of a field.
pub(crate) const IDS: usize = 100;
