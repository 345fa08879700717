//! The file that a job makes: the sample, and a box that no player shows.

use std::{
    hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher},
    iter,
};

use super::VIDEO;

/// Size and type of an MP4 box.
const BOX_HEADER: usize = 8;

/// The length in bytes of a job's video, where at least `size` are wanted.
pub(super) fn length(id: &str, size: usize) -> usize {
    size.max(VIDEO.len() + BOX_HEADER + id.len())
}

/// The video of the job `id`: unlike that of any other, and without repetition, so that a part of
/// it that stands in the wrong place is found.
pub(super) fn of_job(id: &str, size: usize) -> Vec<u8> {
    let length = length(id, size);
    let box_length = u32::try_from(length - VIDEO.len()).expect("the builder has checked the size");
    let mut video = Vec::with_capacity(length + size_of::<u64>());
    video.extend_from_slice(VIDEO);
    video.extend_from_slice(&box_length.to_be_bytes());
    video.extend_from_slice(b"free");
    video.extend_from_slice(id.as_bytes());
    for word in noise(id).take((length - video.len()).div_ceil(size_of::<u64>())) {
        video.extend_from_slice(&word.to_be_bytes());
    }
    video.truncate(length);
    video
}

/// Words that come of the id alone; the numbers are those of Knuth's MMIX.
fn noise(id: &str) -> impl Iterator<Item = u64> {
    let seed = BuildHasherDefault::<DefaultHasher>::default().hash_one(id);
    iter::successors(Some(seed), |word| {
        Some(word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
    })
}
