//! How much room files of evidence take, and how much they may.

/// A megabyte in bytes.
const MEGABYTE: i64 = 1024 * 1024;
/// So many megabytes files may take where the institution has said nothing.
const USUAL: i64 = 2048;
/// The fewest and the most megabytes that can be allowed.
pub(crate) const ALLOWED: std::ops::RangeInclusive<i64> = 10..=1_000_000;

/// The room of an institution's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Room {
    /// In bytes.
    pub(crate) used: i64,
    /// In megabytes.
    pub(crate) megabytes: i64,
}

impl Room {
    /// With so many bytes used and what the institution allows.
    pub(crate) fn of(used: i64, megabytes: Option<i64>) -> Self {
        Self { used, megabytes: megabytes.unwrap_or(USUAL) }
    }
    /// What may be used, in bytes.
    pub(crate) const fn most(self) -> i64 {
        self.megabytes.saturating_mul(MEGABYTE)
    }
    /// Whether a file of so many bytes fits.
    pub(crate) const fn has_place_for(self, size: i64) -> bool {
        size <= self.most().saturating_sub(self.used)
    }
}

/// The megabytes that somebody typed; `None` where that is no number that can be allowed.
pub(crate) fn read_megabytes(typed: &str) -> Option<i64> {
    let digits: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    digits.parse().ok().filter(|megabytes| ALLOWED.contains(megabytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_fits_to_the_last_byte_and_not_beyond() {
        let room = Room::of(9 * MEGABYTE, Some(10));
        assert!(room.has_place_for(MEGABYTE) && !room.has_place_for(MEGABYTE + 1));
        // Less was allowed afterwards than is used already.
        assert!(!Room::of(11 * MEGABYTE, Some(10)).has_place_for(1));
        assert_eq!(Room::of(0, None).megabytes, 2048);
    }

    #[test]
    fn what_is_typed_is_a_whole_number_that_can_be_allowed() {
        assert_eq!(
            ["10", "1 000 000", " 2048 "].map(read_megabytes),
            [Some(10), Some(1_000_000), Some(2048)]
        );
        assert_eq!(["9", "1000001", "2,5", "", "-20"].map(read_megabytes), [None; 5]);
    }
}
