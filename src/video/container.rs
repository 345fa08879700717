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

/// The top-level boxes of an MP4 or MOV file, as far as their headers were read. The file is complete if its last
/// box ends where the file ends, and if it has boxes with the description and with the content of the video.
#[derive(Default)]
struct Boxes {
    /// The position after the last box.
    end: u64,
    has_description: bool,
    has_content: bool,
}

impl Boxes {
    /// The maximum size of a header.
    const HEADER: usize = 16;

    /// Adds the box with a header. Returns `false` if it is no header, or if its box ends where the file ends,
    /// wherever that is.
    fn add(&mut self, header: &[u8]) -> bool {
        let size = |range| Some(header.get::<std::ops::Range<usize>>(range)?.iter().fold(0, shift_in));
        let size = match size(0..4) {
            // The size has 64 bits and follows the type.
            Some(1) => size(8..16).filter(|size| *size >= 16),
            size => size.filter(|size| *size >= 8),
        };
        let end = size.and_then(|size| self.end.checked_add(size));
        let Some((kind, end)) = box_type(header).zip(end) else { return false };
        self.has_description |= &kind == b"moov";
        self.has_content |= matches!(&kind, b"mdat" | b"moof");
        self.end = end;
        true
    }

    fn is_complete(&self, length: u64) -> bool {
        self.end == length && self.has_description && self.has_content
    }
}

fn shift_in(number: u64, byte: &u8) -> u64 {
    number << 8 | u64::from(*byte)
}

/// Whether a file of `length` bytes is a complete MP4 or MOV file.
pub(super) fn is_complete_mp4(file: &mut (impl Read + Seek), length: u64) -> io::Result<bool> {
    let mut boxes = Boxes::default();
    for _ in 0..MAX_BOXES {
        if boxes.end >= length {
            break;
        }
        let mut header = Vec::with_capacity(Boxes::HEADER);
        file.seek(SeekFrom::Start(boxes.end))?;
        file.by_ref().take((length - boxes.end).min(Boxes::HEADER as u64)).read_to_end(&mut header)?;
        if !boxes.add(&header) {
            return Ok(false);
        }
    }
    Ok(boxes.is_complete(length))
}

/// Follows the boxes of an MP4 or MOV file whose bytes arrive one after another.
#[derive(Default)]
pub(super) struct BoxScanner {
    boxes: Boxes,
    /// The number of bytes so far.
    position: u64,
    /// The bytes of the header after the last box.
    header: Vec<u8>,
    is_invalid: bool,
}

impl BoxScanner {
    pub fn push(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() && !self.is_invalid {
            let in_box = self.boxes.end.saturating_sub(self.position);
            let (skipped, rest) = bytes.split_at(in_box.min(bytes.len() as u64) as usize);
            self.position += skipped.len() as u64;
            bytes = self.push_header(rest);
        }
    }

    /// Takes the bytes of the next header, and returns those after it.
    fn push_header<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let (header, rest) = bytes.split_at(bytes.len().min(self.header_length() - self.header.len()));
        self.header.extend_from_slice(header);
        self.position += header.len() as u64;
        if self.header.len() == self.header_length() {
            self.is_invalid = !self.boxes.add(&self.header);
            self.header.clear();
        }
        rest
    }

    /// A header with a size of 64 bits is twice as long.
    fn header_length(&self) -> usize {
        if self.header.starts_with(&[0, 0, 0, 1]) { Boxes::HEADER } else { Boxes::HEADER / 2 }
    }

    /// Whether the bytes so far are a complete file.
    pub fn is_complete(&self) -> bool {
        !self.is_invalid && self.boxes.is_complete(self.position)
    }
}
