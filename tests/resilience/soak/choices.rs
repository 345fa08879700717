//! Choices that look random, and depend on the seed and their subject only.

use std::fmt::Display;

use crate::support::random::Random;

pub struct Choices(Random);

impl Choices {
    /// Choices about one subject; those about another do not change them.
    pub fn new(seed: u64, subject: impl Display) -> Self {
        // FNV-1a, which is the same in every version of Rust.
        let hash = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        Self(Random(format!("{seed} {subject}").bytes().fold(0xcbf2_9ce4_8422_2325, hash)))
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0.below(end)
    }

    pub fn one_of<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        self.0.one_of(values)
    }

    pub fn is_within(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}
