//! Figures as they may be shown: plain functions.

/// Counts of one promise over some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) met: i64,
    pub(crate) breached: i64,
    pub(crate) waived: i64,
}

impl Kept {
    /// What was owed: kept or broken. What was waived counts neither way.
    pub(crate) const fn owed(self) -> i64 {
        self.met + self.breached
    }
    /// The share kept, 0 to 1; `None` where nothing was owed.
    pub(crate) fn share(self) -> Option<f64> {
        solits_obligation::kept_percent(self.met, self.breached).map(|percent| percent / 100.0)
    }
    pub(crate) const fn add(&mut self, other: Self) {
        self.met += other.met;
        self.breached += other.breached;
        self.waived += other.waived;
    }
}

/// Published counts below this are hidden.
pub(crate) const FEWEST: i64 = 5;

/// The months that may be published: a count below five is hidden, and when it is the only one, the next smallest with it,
/// so that the total does not reveal it.
pub(crate) fn publishable(months: &[Kept]) -> Vec<bool> {
    let hidden = |kept: &Kept| kept.owed() > 0 && kept.owed() < FEWEST;
    let mut shown: Vec<bool> = months.iter().map(|kept| !hidden(kept)).collect();
    if shown.iter().filter(|shown| !**shown).count() == 1 {
        let next = months
            .iter()
            .enumerate()
            .filter(|(index, kept)| shown[*index] && kept.owed() > 0)
            .min_by_key(|(_, kept)| kept.owed())
            .map(|(index, _)| index);
        if let Some(index) = next {
            shown[index] = false;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owed(met: i64) -> Kept {
        Kept { met, ..Kept::default() }
    }

    #[test]
    fn what_was_waived_counts_neither_for_nor_against() {
        let kept = Kept { met: 9, breached: 1, waived: 90 };
        assert_eq!((kept.owed(), kept.share()), (10, Some(0.9)));
        assert_eq!(Kept { waived: 3, ..Kept::default() }.share(), None);
    }

    #[test]
    fn a_small_count_is_hidden_together_with_one_that_would_reveal_it() {
        assert_eq!(publishable(&[owed(40), owed(3), owed(12), owed(0)]), [true, false, false, true]);
        assert_eq!(publishable(&[owed(40), owed(3), owed(4), owed(12)]), [true, false, false, true]);
        assert_eq!(publishable(&[owed(40), owed(0)]), [true, true]);
        assert_eq!(publishable(&[owed(2)]), [false]);
    }
}
