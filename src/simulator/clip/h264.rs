//! An encoder for H.264 (ITU-T H.264, Constrained Baseline) that knows three kinds of macroblocks: flat ones, which are
//! predicted from their neighbours without a residual; unchanged ones, which are skipped; and all others, which are sent
//! as samples (`I_PCM`). So pictures of flat areas and text are encoded without loss, in a few kilobytes.

use super::picture::Picture;

/// The width and height of a macroblock in pixels.
pub const MACROBLOCK: usize = 16;

/// The length of the frame numbers in the slice headers, in bits.
const FRAME_NUMBER_BITS: u32 = 4;

const SEQUENCE_PARAMETERS: u8 = 0x67;
const PICTURE_PARAMETERS: u8 = 0x68;
const KEY_FRAME: u8 = 0x65;
const FRAME: u8 = 0x61;

/// The sequence parameter set of pictures of this size in macroblocks.
pub fn sequence_parameters(columns: usize, rows: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.fixed(66, 8); // profile: baseline
    bits.fixed(0b1100_0000, 8); // and constrained baseline
    bits.fixed(20, 8); // level 2
    bits.ue(0); // id
    bits.ue(FRAME_NUMBER_BITS - 4);
    bits.ue(2); // output in the order of decoding
    bits.ue(1); // reference frames
    bits.fixed(0, 1); // no gaps of frame numbers
    bits.ue(columns as u32 - 1);
    bits.ue(rows as u32 - 1);
    bits.fixed(0b1100, 4); // frames only, 8x8 inference, no cropping, no usability information
    bits.into_unit(SEQUENCE_PARAMETERS)
}

/// The picture parameter set.
pub fn picture_parameters() -> Vec<u8> {
    let mut bits = Bits::default();
    bits.ue(0); // id
    bits.ue(0); // id of the sequence parameter set
    bits.fixed(0, 2); // CAVLC, no field order
    bits.ue(0); // slice groups
    bits.ue(0); // references in list 0
    bits.ue(0); // references in list 1
    bits.fixed(0, 3); // no weighted prediction
    (0..3).for_each(|_| bits.ue(0)); // quantization, which nothing uses
    bits.fixed(0b100, 3); // slices control the deblocking filter
    bits.into_unit(PICTURE_PARAMETERS)
}

/// The picture as a frame that needs no other one.
pub fn key_frame(picture: &Picture) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.ue(0); // first macroblock
    bits.ue(7); // intra slice
    bits.ue(0); // picture parameter set
    bits.fixed(0, FRAME_NUMBER_BITS);
    bits.ue(0); // id of the key frame
    bits.fixed(0, 2); // reference marking
    bits.ue(0); // quantization
    bits.ue(1); // no deblocking
    let has_samples = sent_as_samples(picture);
    for (number, (column, row)) in picture.macroblocks().enumerate() {
        if has_samples[number] {
            bits.samples(25, picture, column, row);
        } else {
            bits.ue(3); // the mean of the neighbours, no residual
            bits.ue(0); // colour likewise
            bits.ue(0); // quantization
            let left = column > 0 && has_samples[number - 1];
            let above = row > 0 && has_samples[number - picture.columns];
            let (code, length) = no_coefficients(left || above);
            bits.fixed(code, length);
        }
    }
    bits.into_unit(KEY_FRAME)
}

/// The picture as a frame after `previous`, with its number since the key frame.
pub fn frame(picture: &Picture, previous: &Picture, number: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.ue(0); // first macroblock
    bits.ue(5); // predicted slice
    bits.ue(0); // picture parameter set
    bits.fixed(number as u32 % (1 << FRAME_NUMBER_BITS), FRAME_NUMBER_BITS);
    bits.fixed(0, 3); // references and their marking
    bits.ue(0); // quantization
    bits.ue(1); // no deblocking
    let mut skipped = 0;
    for (column, row) in picture.macroblocks() {
        if picture.samples(column, row).eq(previous.samples(column, row)) {
            skipped += 1;
        } else {
            bits.ue(skipped);
            bits.samples(5 + 25, picture, column, row);
            skipped = 0;
        }
    }
    if skipped > 0 {
        bits.ue(skipped);
    }
    bits.into_unit(FRAME)
}

/// Whether each macroblock of a key frame is sent as samples, because the prediction from its neighbours would be
/// another one. The first one has no neighbours.
fn sent_as_samples(picture: &Picture) -> Vec<bool> {
    let macroblocks = picture.macroblocks();
    macroblocks.map(|(column, row)| (column, row) == (0, 0) || !picture.is_flat(column, row)).collect()
}

/// The code for no coefficients, which depends on the mean number of those of the macroblocks to the left and above. One
/// that is sent as samples counts as 16, and any other one as 0.
fn no_coefficients(has_samples_beside: bool) -> (u32, u32) {
    if has_samples_beside { (0b00_0011, 6) } else { (0b1, 1) }
}

/// A bit string that becomes a network abstraction layer unit.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    /// The number of bits in the last byte that are used, or 0 if all are.
    used: u32,
}

impl Bits {
    /// The lowest `count` bits of a value.
    fn fixed(&mut self, value: u32, count: u32) {
        for position in (0..count).rev() {
            if self.used == 0 {
                self.bytes.push(0);
            }
            let bit = (value >> position & 1) as u8;
            *self.bytes.last_mut().expect("one was added") |= bit << (7 - self.used);
            self.used = (self.used + 1) % 8;
        }
    }

    /// A number as an Exp-Golomb code. A signed 0 has the same code.
    fn ue(&mut self, number: u32) {
        let length = (number + 1).ilog2();
        self.fixed(0, length);
        self.fixed(number + 1, length + 1);
    }

    /// A macroblock as samples, with its type.
    fn samples(&mut self, kind: u32, picture: &Picture, column: usize, row: usize) {
        self.ue(kind);
        self.used = 0;
        picture.samples(column, row).for_each(|line| self.bytes.extend_from_slice(line));
        for value in picture.chroma {
            self.bytes.extend_from_slice(&[value; MACROBLOCK * MACROBLOCK / 4]);
        }
    }

    /// The unit: its header, and the bits with a stop bit. A byte is inserted where the bytes would look like the
    /// beginning of another unit.
    fn into_unit(mut self, header: u8) -> Vec<u8> {
        self.fixed(1, 1);
        let (mut unit, mut zeros) = (vec![header], 0);
        for byte in self.bytes {
            if zeros == 2 && byte <= 3 {
                unit.push(3);
                zeros = 0;
            }
            unit.push(byte);
            zeros = if byte == 0 { zeros + 1 } else { 0 };
        }
        unit
    }
}
