//! Sets of case numbers, as the index keeps them: in blocks of 4,096 numbers, so that adding a case to a word writes half a
//! kilobyte at most, however many cases the word has.

use std::collections::BTreeMap;

/// Numbers in a block.
const BLOCK: i64 = 4_096;
/// Words of 64 bits in a block.
const WIDTH: usize = 64;
/// Bytes of a block that is kept as bits.
const BITS: usize = WIDTH * 8;
/// Up to so many numbers a block is kept as a list, two bytes each.
const MOST_LISTED: usize = BITS / 2 - 1;

/// Which numbers of a block there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block([u64; WIDTH]);

impl Block {
    pub(crate) const fn empty() -> Self {
        Self([0; WIDTH])
    }

    /// From its stored form; `None` for what is none.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let mut block = Self::empty();
        if bytes.len() == BITS {
            for (word, eight) in block.0.iter_mut().zip(bytes.chunks_exact(8)) {
                *word = u64::from_le_bytes(eight.try_into().ok()?);
            }
            return Some(block);
        }
        for two in bytes.chunks(2) {
            let place = u16::from_le_bytes(two.try_into().ok()?);
            if i64::from(place) >= BLOCK {
                return None;
            }
            block.insert(place);
        }
        Some(block)
    }

    /// As it is stored.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        if self.len() > MOST_LISTED {
            return self.0.iter().flat_map(|word| word.to_le_bytes()).collect();
        }
        let mut places: Vec<u16> = self.places_down().collect();
        places.reverse();
        places.iter().flat_map(|place| place.to_le_bytes()).collect()
    }

    pub(crate) fn insert(&mut self, place: u16) {
        if let Some(word) = self.0.get_mut(usize::from(place) / 64) {
            *word |= 1 << (place % 64);
        }
    }

    pub(crate) fn remove(&mut self, place: u16) {
        if let Some(word) = self.0.get_mut(usize::from(place) / 64) {
            *word &= !(1 << (place % 64));
        }
    }

    fn has(&self, place: u16) -> bool {
        self.0.get(usize::from(place) / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    fn zip(&mut self, other: &Self, with: impl Fn(u64, u64) -> u64) {
        for (own, theirs) in self.0.iter_mut().zip(&other.0) {
            *own = with(*own, *theirs);
        }
    }

    /// The places, the highest first.
    fn places_down(&self) -> impl Iterator<Item = u16> {
        let words: Vec<(u16, u64)> = (0_u16..).zip(self.0).filter(|(_, bits)| *bits != 0).collect();
        words.into_iter().rev().flat_map(|(at, bits)| {
            let mut left = bits;
            std::iter::from_fn(move || {
                let highest = u16::try_from(left.checked_ilog2()?).ok()?;
                left &= !(1 << highest);
                Some(at * 64 + highest)
            })
        })
    }
}

/// The block of a number, and its place there.
pub(crate) fn place_of(number: i64) -> (i64, u16) {
    (number.div_euclid(BLOCK), u16::try_from(number.rem_euclid(BLOCK)).unwrap_or_default())
}

/// A set of case numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers(BTreeMap<i64, Block>);

impl Numbers {
    /// Adds what a block holds.
    pub(crate) fn add(&mut self, block: i64, numbers: &Block) {
        self.0.entry(block).or_insert_with(Block::empty).zip(numbers, |own, theirs| own | theirs);
    }

    pub(crate) fn add_all(&mut self, other: &Self) {
        for (block, numbers) in &other.0 {
            self.add(*block, numbers);
        }
    }

    /// Keeps what both have.
    pub(crate) fn keep(&mut self, other: &Self) {
        self.0.retain(|block, numbers| {
            other.0.get(block).is_some_and(|theirs| {
                numbers.zip(theirs, |own, theirs| own & theirs);
                !numbers.is_empty()
            })
        });
    }

    /// Takes out what the other has.
    pub(crate) fn take_out(&mut self, other: &Self) {
        self.0.retain(|block, numbers| {
            if let Some(theirs) = other.0.get(block) {
                numbers.zip(theirs, |own, theirs| own & !theirs);
            }
            !numbers.is_empty()
        });
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.values().all(Block::is_empty)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.values().map(Block::len).sum()
    }

    /// Whether a number is among them.
    pub(crate) fn has(&self, number: i64) -> bool {
        let (block, place) = place_of(number);
        self.0.get(&block).is_some_and(|block| block.has(place))
    }

    /// The block of the lowest number.
    pub(crate) fn first_block(&self) -> Option<i64> {
        self.0.keys().next().copied()
    }

    /// The numbers, the latest first.
    pub(crate) fn latest_first(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.iter().rev().flat_map(|(block, numbers)| {
            let first = block * BLOCK;
            numbers.places_down().map(move |place| first + i64::from(place))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(of: &[i64]) -> Numbers {
        let mut all = Numbers::default();
        for number in of {
            let (block, place) = place_of(*number);
            let mut one = Block::empty();
            one.insert(place);
            all.add(block, &one);
        }
        all
    }

    #[test]
    fn a_block_is_read_as_it_was_stored_whether_its_cases_are_few_or_many() {
        for step in [1, 2, 7, 16, 17, 500, 5_000] {
            let mut block = Block::empty();
            (0..4_096).step_by(step).for_each(|place| block.insert(place));
            let bytes = block.to_bytes();
            assert!(bytes.len() <= BITS);
            assert_eq!(Block::read(&bytes), Some(block));
        }
        assert_eq!(Block::read(&[]), Some(Block::empty()));
        assert_eq!(Block::read(&[1]), None, "half a place");
        assert_eq!(Block::read(&[0, 0x10]), None, "a place beyond the block");
    }

    #[test]
    fn a_list_never_has_the_length_of_bits() {
        let mut block = Block::empty();
        for place in 0..4_096 {
            block.insert(place);
            assert_eq!(Block::read(&block.to_bytes()).as_ref(), Some(&block), "{place}");
        }
        for place in 0..4_096 {
            block.remove(place);
            assert_eq!(Block::read(&block.to_bytes()).as_ref(), Some(&block), "{place}");
        }
        assert!(block.is_empty());
    }

    #[test]
    fn the_latest_come_first_over_blocks() {
        let all = numbers(&[1, 63, 64, 4_095, 4_096, 9_000]);
        assert_eq!(all.latest_first().collect::<Vec<_>>(), [9_000, 4_096, 4_095, 64, 63, 1]);
        assert_eq!((all.len(), all.first_block()), (6, Some(0)));
        assert!(all.has(4_096) && all.has(63) && !all.has(62) && !all.has(20_000));
    }

    #[test]
    fn what_both_have_is_kept_and_what_is_hidden_is_taken_out() {
        let mut both = numbers(&[1, 5_000, 9_000]);
        both.keep(&numbers(&[1, 9_000, 9_001]));
        assert_eq!(both, numbers(&[1, 9_000]));
        both.take_out(&numbers(&[9_000]));
        assert_eq!(both, numbers(&[1]));
        both.take_out(&numbers(&[1]));
        assert!(both.is_empty());
        both.add_all(&numbers(&[7]));
        assert_eq!(both.latest_first().collect::<Vec<_>>(), [7]);
    }
}
