//! The corpus with damage, the same at every run: what a broken gateway or a patient attacker would send.

use crate::{any::check, table::rows};

/// Damaged copies of each letter.
const ROUNDS: u64 = 6;

/// Numbers that look random and are the same at every run (SplitMix64).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap_or(0)
    }
}

/// One damage: a byte changed, bytes cut out, bytes doubled, bytes of another letter put in, the end cut off.
pub(crate) fn damage(raw: &mut Vec<u8>, other: &[u8], numbers: &mut Numbers) {
    let (at, length) = (numbers.below(raw.len()), numbers.below(200));
    let end = (at + length).min(raw.len());
    match numbers.below(5) {
        0 if !raw.is_empty() => raw[at] = numbers.next().to_le_bytes()[0],
        1 => drop(raw.drain(at..end)),
        2 => {
            let copy = raw[at..end].to_vec();
            raw.splice(at..at, copy);
        }
        3 => {
            let from = numbers.below(other.len());
            let piece = other[from..(from + length).min(other.len())].to_vec();
            raw.splice(at..at, piece);
        }
        _ => raw.truncate(at.max(raw.len() / 2)),
    }
}

#[test]
fn damaged_letters_are_read_and_harmless() {
    let rows = rows();
    let mut numbers = Numbers(20_261_116);
    for row in &rows {
        // The long ones cost time and have little in them that could break.
        if row.raw.len() > 40_000 {
            continue;
        }
        for _ in 0..ROUNDS {
            let mut raw = row.raw.clone();
            let other = &rows[numbers.below(rows.len())].raw;
            for _ in 0..=numbers.below(4) {
                damage(&mut raw, other, &mut numbers);
            }
            check(&raw);
        }
    }
}
