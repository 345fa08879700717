//! The container of a video: recognized by its first bytes, and followed to its end.

use std::io::{self, Read, Seek, SeekFrom};

/// The number of bytes from which a container is recognized.
pub(super) const HEAD: usize = 512;

/// The maximum number of top-level boxes in an MP4 file. A video with a box for each frame has fewer.
const MAX_BOXES: usize = 1_000_000;

/// What the first bytes of a file contain instead of a video, or `None` for a video.
pub(super) fn other_than_video(head: &[u8]) -> Option<&'static str> {
    match infer::get(head).map(|kind| kind.mime_type()) {
        Some(mime_type) if mime_type.starts_with("video/") => None,
        Some(mime_type) => Some(mime_type),
        // The brand of an MP4 or MOV file may be unknown.
        None if box_type(head) == Some(*b"ftyp") => None,
        None => Some("text or unknown content"),
    }
}

fn box_type(header: &[u8]) -> Option<[u8; 4]> {
    header.get(4..8)?.try_into().ok()
}

/// Whether a file of `length` bytes is a complete MP4 or MOV file: its last top-level box ends where the file
/// ends, and it has boxes with the description and with the content of the video.
pub(super) fn is_complete_mp4(file: &mut (impl Read + Seek), length: u64) -> io::Result<bool> {
    let (mut at, mut has_description, mut has_content) = (0, false, false);
    for _ in 0..MAX_BOXES {
        if at == length {
            return Ok(has_description && has_content);
        }
        let Some((kind, size)) = read_box_header(file, at, length)? else { return Ok(false) };
        has_description |= &kind == b"moov";
        has_content |= matches!(&kind, b"mdat" | b"moof");
        at += size;
    }
    Ok(false)
}

/// The type and the size of the box at a position, or `None` if it does not end within the file, or if its end
/// is the end of the file, wherever that is.
fn read_box_header(
    file: &mut (impl Read + Seek),
    at: u64,
    length: u64,
) -> io::Result<Option<([u8; 4], u64)>> {
    let mut header = Vec::with_capacity(16);
    file.seek(SeekFrom::Start(at))?;
    file.by_ref().take((length - at).min(16)).read_to_end(&mut header)?;
    let size = |range| Some(header.get::<std::ops::Range<usize>>(range)?.iter().fold(0, shift_in));
    let size = match size(0..4) {
        // The size has 64 bits and follows the type.
        Some(1) => size(8..16).filter(|size| *size >= 16),
        size => size.filter(|size| *size >= 8),
    };
    Ok(box_type(&header).zip(size.filter(|size| *size <= length - at)))
}

fn shift_in(number: u64, byte: &u8) -> u64 {
    number << 8 | u64::from(*byte)
}
