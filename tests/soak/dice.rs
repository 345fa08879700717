//! Answers that look random, and are the same to the same question in every run.

use std::fmt::Display;

pub struct Dice(u64);

impl Dice {
    /// For one question; no answer to another changes it.
    pub fn new(seed: u64, question: impl Display) -> Self {
        // FNV-1a, which is the same in every version of Rust.
        let hash = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        Self(format!("{seed} {question}").bytes().fold(0xcbf2_9ce4_8422_2325, hash))
    }

    /// Splitmix64.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((word ^ (word >> 31)) % end as u64) as usize
    }

    pub fn one_of<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.below(values.len())]
    }

    pub fn is_within(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}
