//! Answers that look random, and are the same to the same question in every run.

use std::fmt::Display;

use crate::random::Random;

pub struct Dice(Random);

impl Dice {
    /// For one question; no answer to another changes it.
    pub fn new(seed: u64, question: impl Display) -> Self {
        // FNV-1a, which is the same in every version of Rust.
        let hash = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        Self(Random(format!("{seed} {question}").bytes().fold(0xcbf2_9ce4_8422_2325, hash)))
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
