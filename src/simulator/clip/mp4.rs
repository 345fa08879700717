//! An MP4 file (ISO/IEC 14496-12) with one video track of H.264.

use super::h264::MACROBLOCK;

/// Units of time per second.
const TIMESCALE: u32 = 1000;

/// The identity matrix of the presentation, in fixed point.
const MATRIX: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

/// A video track.
pub struct Track {
    /// The size of its pictures in macroblocks.
    pub columns: usize,
    pub rows: usize,
    pub sequence_parameters: Vec<u8>,
    pub picture_parameters: Vec<u8>,
    /// Frames of one second each. Only the first is a key frame.
    pub frames: Vec<Vec<u8>>,
}

impl Track {
    /// The file. The index precedes the frames, so that a player can begin before it has the whole file.
    pub fn into_file(self) -> Vec<u8> {
        let kind = mp4_box(b"ftyp", &[b"isom", &0_u32.to_be_bytes(), b"isomavc1mp41"]);
        // The index has the same length wherever the frames are.
        let start = kind.len() + self.index(0).len() + 8;
        let frames: Vec<_> = self.frames.iter().map(|frame| sample(frame)).collect();
        [kind, self.index(start as u32), mp4_box(b"mdat", &[&frames.concat()])].concat()
    }

    fn duration(&self) -> u32 {
        self.frames.len() as u32 * TIMESCALE
    }

    fn index(&self, start: u32) -> Vec<u8> {
        let header = words(&[0, 0, 0, TIMESCALE, self.duration(), 0x1_0000, 0x0100_0000, 0, 0]);
        let end = words(&[0, 0, 0, 0, 0, 0, 2]);
        let header = mp4_box(b"mvhd", &[&header, &words(&MATRIX), &end]);
        mp4_box(b"moov", &[&header, &self.track(start)])
    }

    fn track(&self, start: u32) -> Vec<u8> {
        let header = words(&[0x3, 0, 0, 1, 0, self.duration(), 0, 0, 0, 0]);
        let size = words(&[self.columns, self.rows].map(|length| ((length * MACROBLOCK) as u32) << 16));
        let header = mp4_box(b"tkhd", &[&header, &words(&MATRIX), &size]);
        let media_header = mp4_box(b"mdhd", &[&words(&[0, 0, 0, TIMESCALE, self.duration(), 0x55c4_0000])]);
        let handler = mp4_box(b"hdlr", &[&words(&[0, 0]), b"vide", &words(&[0, 0, 0]), b"\0"]);
        let graphics = mp4_box(b"vmhd", &[&words(&[1, 0, 0])]);
        let location = mp4_box(b"url ", &[&words(&[1])]);
        let location = mp4_box(b"dinf", &[&mp4_box(b"dref", &[&words(&[0, 1]), &location])]);
        let information = mp4_box(b"minf", &[&graphics, &location, &self.samples(start)]);
        let media = mp4_box(b"mdia", &[&media_header, &handler, &information]);
        mp4_box(b"trak", &[&header, &media])
    }

    fn samples(&self, start: u32) -> Vec<u8> {
        let count = self.frames.len() as u32;
        let sizes: Vec<_> = self.frames.iter().map(|frame| sample(frame).len() as u32).collect();
        mp4_box(
            b"stbl",
            &[
                &self.description(),
                &mp4_box(b"stts", &[&words(&[0, 1, count, TIMESCALE])]),
                &mp4_box(b"stss", &[&words(&[0, 1, 1])]),
                &mp4_box(b"stsc", &[&words(&[0, 1, 1, count, 1])]),
                &mp4_box(b"stsz", &[&words(&[0, 0, count]), &words(&sizes)]),
                &mp4_box(b"stco", &[&words(&[0, 1, start])]),
            ],
        )
    }

    /// What a decoder needs before the first frame.
    fn description(&self) -> Vec<u8> {
        let (sequence, picture) = (&self.sequence_parameters, &self.picture_parameters);
        let length = |set: &[u8]| (set.len() as u16).to_be_bytes();
        // The profile and the level, as in the sequence parameter set; lengths of 4 bytes; a set of each kind.
        let sets = [
            &[1],
            &sequence[1..4],
            &[0xff, 0xe1],
            &length(sequence),
            sequence,
            &[1],
            &length(picture),
            picture,
        ];
        let configuration = mp4_box(b"avcC", &[&sets.concat()]);
        let size =
            [self.columns, self.rows].map(|length| ((length * MACROBLOCK) as u16).to_be_bytes()).concat();
        let entry = mp4_box(
            b"avc1",
            &[
                &words(&[0, 1, 0, 0, 0, 0]),
                &size,
                &words(&[0x48_0000, 0x48_0000, 0]), // 72 dots per inch
                &1_u16.to_be_bytes(),               // frames per sample
                &[0; 32],                           // the name of the compressor
                &[0, 0x18, 0xff, 0xff],             // colour depth, no colour table
                &configuration,
            ],
        );
        mp4_box(b"stsd", &[&words(&[0, 1]), &entry])
    }
}

/// A frame with its length.
fn sample(frame: &[u8]) -> Vec<u8> {
    [&(frame.len() as u32).to_be_bytes(), frame].concat()
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

fn mp4_box(kind: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    [&(content.len() as u32 + 8).to_be_bytes(), &kind[..], &content].concat()
}
