//! The video file of a job: its clip, and a box that players ignore.

use std::{
    hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher},
    iter,
};

/// The length of the size and type of an MP4 box.
const BOX_HEADER: usize = 8;

/// The length of the video of a job in bytes, which is at least `size`.
pub(super) fn length(id: &str, clip: &[u8], size: usize) -> usize {
    size.max(clip.len() + BOX_HEADER + id.len())
}

/// The video of the job `id`. It differs from that of any other job and does not repeat itself, so that a
/// range at the wrong position is detected.
pub(super) fn of_job(id: &str, clip: &[u8], size: usize) -> Vec<u8> {
    let length = length(id, clip, size);
    let box_length = u32::try_from(length - clip.len()).expect("the builder has checked the size");
    let mut video = Vec::with_capacity(length + size_of::<u64>());
    video.extend_from_slice(clip);
    video.extend_from_slice(&box_length.to_be_bytes());
    video.extend_from_slice(b"free");
    video.extend_from_slice(id.as_bytes());
    for word in noise(id).take((length - video.len()).div_ceil(size_of::<u64>())) {
        video.extend_from_slice(&word.to_be_bytes());
    }
    video.truncate(length);
    video
}

/// A pseudorandom sequence that depends only on the id, with the constants of Knuth's MMIX generator.
fn noise(id: &str) -> impl Iterator<Item = u64> {
    let seed = BuildHasherDefault::<DefaultHasher>::default().hash_one(id);
    iter::successors(Some(seed), |word| {
        Some(word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
    })
}
