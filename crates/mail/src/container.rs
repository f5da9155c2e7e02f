//! The documents in a signed container (`.edoc`, `.asice`), listed and never unpacked (`security.md` §6).
//!
//! A container is a ZIP; its directory says what is inside and is read alone. What the directory says is compared with what
//! stands before each entry, because programs that trust the one or the other would open different documents.

use solits_kernel::Text;

use crate::{attention::Notes, filename, sniff::FileType};

/// Entries of a container.
const ENTRIES: usize = 1000;
/// Bytes of all entries together, unpacked.
const UNPACKED: u64 = 200 * 1024 * 1024;
/// How many times larger than packed an entry may become.
const RATIO: u64 = 100;

/// What a signed container holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    /// The documents that were signed.
    pub documents: Vec<Document>,
    /// How many files of signatures it holds. They were not verified.
    pub signatures: usize,
}

/// A document in a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// A name made safe; its path is not kept.
    pub name: String,
    /// Bytes when unpacked, as the directory says.
    pub size: u64,
}

/// Why the documents of a container are not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no container or a damaged one.
    NoContainer,
    /// More entries than anyone signs.
    TooMany,
    /// It would take too much room when unpacked.
    TooLarge,
    /// An entry is under a password.
    Locked,
    /// An entry leads elsewhere instead of holding a document.
    Link,
    /// The directory and the entries contradict each other.
    Contradiction,
}

impl Refusal {
    /// The reason in words.
    pub fn words(self) -> Text {
        let (lv, en) = match self {
            Self::NoContainer => {
                ("Tas nav nolasāms parakstīts konteiners.", "This is not a readable signed container.")
            }
            Self::TooMany => ("Konteinerā ir pārāk daudz failu.", "The container holds too many files."),
            Self::TooLarge => {
                ("Konteiners atvērts būtu pārāk liels.", "The container would be too large when unpacked.")
            }
            Self::Locked => {
                ("Konteinera fails ir slēgts ar paroli.", "A file of the container is under a password.")
            }
            Self::Link => {
                ("Konteinerā ir saite, nevis dokuments.", "The container holds a link instead of a document.")
            }
            Self::Contradiction => ("Konteinera saturs ir pretrunīgs.", "The container contradicts itself."),
        };
        Text::new(lv, en)
    }
}

/// Lists the documents of a signed container.
pub fn documents(bytes: &[u8]) -> Result<Container, Refusal> {
    if FileType::of(bytes) != FileType::Asice {
        return Err(Refusal::NoContainer);
    }
    let mut container = Container { documents: Vec::new(), signatures: 0 };
    let mut unpacked = 0u64;
    for entry in directory(bytes)? {
        entry.check(bytes)?;
        unpacked = unpacked.saturating_add(entry.unpacked);
        if unpacked > UNPACKED {
            return Err(Refusal::TooLarge);
        }
        container.take(&entry);
    }
    Ok(container)
}

impl Container {
    /// Sorts an entry: signatures and what belongs to the container itself lie in `META-INF` (ETSI EN 319 162-1 §4.4).
    fn take(&mut self, entry: &Entry<'_>) {
        let name = String::from_utf8_lossy(entry.name);
        let lower = name.to_lowercase();
        if lower.starts_with("meta-inf/") {
            self.signatures += usize::from(lower.contains("signature"));
        } else if lower != "mimetype" && !lower.ends_with('/') {
            let number = self.documents.len() + 1;
            let name = filename::safe(Some(&name), number, FileType::Unknown, &mut Notes::default());
            self.documents.push(Document { name, size: entry.unpacked });
        }
    }
}

/// An entry of the directory.
struct Entry<'a> {
    name: &'a [u8],
    flags: u16,
    packed: u64,
    unpacked: u64,
    mode: u32,
    at: usize,
}

impl Entry<'_> {
    fn check(&self, bytes: &[u8]) -> Result<(), Refusal> {
        if self.flags & 1 == 1 {
            return Err(Refusal::Locked);
        }
        // The upper half of the attributes holds the mode of Unix; this kind is a symbolic link.
        if self.mode >> 16 & 0o170_000 == 0o120_000 {
            return Err(Refusal::Link);
        }
        if self.unpacked > RATIO.saturating_mul(self.packed.max(1)) {
            return Err(Refusal::TooLarge);
        }
        let before = Fixed::at(bytes, self.at, b"PK\x03\x04").ok_or(Refusal::Contradiction)?;
        let length = usize::from(before.short(26).ok_or(Refusal::Contradiction)?);
        if before.bytes.get(30..30 + length) == Some(self.name) {
            Ok(())
        } else {
            Err(Refusal::Contradiction)
        }
    }
}

/// The entries of the directory at the end (APPNOTE.TXT §4.3.12, §4.3.16).
fn directory(bytes: &[u8]) -> Result<Vec<Entry<'_>>, Refusal> {
    let from = bytes.len().saturating_sub(22 + 0xffff);
    let tail = bytes.get(from..).unwrap_or_default();
    let end = tail.windows(4).rposition(|four| four == b"PK\x05\x06").ok_or(Refusal::NoContainer)?;
    let end = Fixed { bytes: tail.get(end..).unwrap_or_default() };
    let count = usize::from(end.short(10).ok_or(Refusal::NoContainer)?);
    // 0xffff means that the true number stands elsewhere: more entries than are listed.
    if count > ENTRIES {
        return Err(Refusal::TooMany);
    }
    let mut at = end.position(16).ok_or(Refusal::NoContainer)?;
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        let (entry, length) = entry(bytes, at).ok_or(Refusal::NoContainer)?;
        entries.push(entry);
        at += length;
    }
    if bytes.get(at..at + 4) == Some(b"PK\x01\x02") {
        return Err(Refusal::Contradiction);
    }
    Ok(entries)
}

/// The entry at a place, and how long it is.
fn entry(bytes: &[u8], at: usize) -> Option<(Entry<'_>, usize)> {
    let fixed = Fixed::at(bytes, at, b"PK\x01\x02")?;
    let lengths = [fixed.short(28)?, fixed.short(30)?, fixed.short(32)?].map(usize::from);
    let entry = Entry {
        name: fixed.bytes.get(46..46 + lengths[0])?,
        flags: fixed.short(8)?,
        packed: u64::from(fixed.long(20)?),
        unpacked: u64::from(fixed.long(24)?),
        mode: fixed.long(38)?,
        at: fixed.position(42)?,
    };
    Some((entry, 46 + lengths.iter().sum::<usize>()))
}

/// Numbers at fixed places, the least byte first.
struct Fixed<'a> {
    bytes: &'a [u8],
}

impl<'a> Fixed<'a> {
    fn at(bytes: &'a [u8], at: usize, magic: &[u8]) -> Option<Self> {
        bytes.get(at..).filter(|bytes| bytes.starts_with(magic)).map(|bytes| Self { bytes })
    }
    fn short(&self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(self.bytes.get(at..at + 2)?.try_into().ok()?))
    }
    fn long(&self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.bytes.get(at..at + 4)?.try_into().ok()?))
    }
    fn position(&self, at: usize) -> Option<usize> {
        usize::try_from(self.long(at)?).ok()
    }
}
