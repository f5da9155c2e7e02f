//! A reception offered to the author of a complaint that is not settled (K-16): some times, of which the author chooses one.

use solits_kernel::Timestamp;

/// So many times are offered at once.
pub const MOST_TIMES: usize = 4;

/// Times of a reception.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reception {
    times: Vec<Timestamp>,
    chosen: Option<Timestamp>,
}

impl Reception {
    /// An offer as it is kept.
    pub const fn of(times: Vec<Timestamp>, chosen: Option<Timestamp>) -> Self {
        Self { times, chosen }
    }

    /// A new offer; `None` without a time, with more than [`MOST_TIMES`], with one twice, or with one that is past.
    pub fn offer(mut times: Vec<Timestamp>, now: Timestamp) -> Option<Self> {
        let count = times.len();
        times.sort_unstable();
        times.dedup();
        let is_sound = (1..=MOST_TIMES).contains(&count) && times.len() == count && times[0] > now;
        is_sound.then_some(Self { times, chosen: None })
    }

    /// All times, the first first.
    pub fn times(&self) -> &[Timestamp] {
        &self.times
    }

    /// The one the author chose.
    pub const fn chosen(&self) -> Option<Timestamp> {
        self.chosen
    }

    /// Those that can still be chosen: none once one is.
    pub fn open(&self, now: Timestamp) -> Vec<Timestamp> {
        let to_come = self.times.iter().copied().filter(|at| *at > now);
        if self.chosen.is_some() { Vec::new() } else { to_come.collect() }
    }

    /// The author chooses one; `None` where it is not among those that can be chosen.
    #[must_use]
    pub fn choose(self, at: Timestamp, now: Timestamp) -> Option<Self> {
        self.open(now).contains(&at).then_some(Self { chosen: Some(at), ..self })
    }

    /// Whether other times may be offered: not while the author counts on one that is to come.
    pub fn may_be_offered_anew(&self, now: Timestamp) -> bool {
        self.chosen.is_none_or(|at| at <= now)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_millis(minutes * 60_000)
    }

    /// K-16; VZD P2/s4.7 and 17.1: whoever is not satisfied is offered a reception.
    #[test]
    fn the_author_chooses_one_of_the_times_offered_once() {
        let offer = Reception::offer(vec![at(60), at(30)], at(0)).unwrap();
        assert_eq!(offer.times(), [at(30), at(60)]);
        assert_eq!(offer.clone().choose(at(45), at(0)), None, "not offered");
        assert_eq!(offer.open(at(30)), [at(60)], "what has begun cannot be chosen");
        assert!(offer.may_be_offered_anew(at(0)));
        let chosen = offer.choose(at(60), at(0)).unwrap();
        assert_eq!((chosen.chosen(), chosen.open(at(0))), (Some(at(60)), Vec::new()));
        assert!(!chosen.may_be_offered_anew(at(59)) && chosen.may_be_offered_anew(at(60)));
        assert_eq!(chosen.choose(at(30), at(0)), None, "it was chosen already");
    }

    #[test]
    fn an_offer_names_one_to_four_different_times_to_come() {
        for times in [vec![], vec![0], vec![5, 5], vec![1, 2, 3, 4, 5], vec![-1, 5]] {
            assert_eq!(Reception::offer(times.iter().copied().map(at).collect(), at(0)), None, "{times:?}");
        }
    }

    proptest! {
        /// Whatever is chosen was offered and is to come.
        #[test]
        fn only_what_is_offered_and_to_come_is_chosen(
            times in proptest::collection::vec(-5_i64..50, 0..6), now in -5_i64..50, wish in -5_i64..50,
        ) {
            let times: Vec<_> = times.into_iter().map(at).collect();
            let Some(offer) = Reception::offer(times.clone(), at(0)) else { return Ok(()) };
            let may = times.contains(&at(wish)) && wish > now;
            prop_assert_eq!(offer.choose(at(wish), at(now)).is_some(), may);
        }
    }
}
