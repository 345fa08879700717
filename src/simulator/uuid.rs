//! Ids in the format of the service that are the same in every run.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// The id with this number among the ids of a kind, which are others with another seed.
pub(super) fn uuid(seed: u64, kind: &str, number: usize) -> String {
    // Seeds that follow each other must not lead to the same ids in another order.
    let number = number as u64 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let word = |salt: &str| {
        let mut hasher = DefaultHasher::new();
        (kind, salt, number).hash(&mut hasher);
        hasher.finish()
    };
    let (a, b) = (word("high"), word("low"));
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xfff,
        0x8000 | ((b >> 48) & 0x3fff),
        b & 0xffff_ffff_ffff
    )
}
