//! Pictures of text on a coloured background.

use font8x8::UnicodeFonts as _;

use super::h264::MACROBLOCK;

/// The width and height of a character in pixels.
const GLYPH: usize = 8;

/// The brightness of text.
const TEXT: u8 = 235;

/// A picture whose colour is the same everywhere, and whose brightness is that of the background or of text.
#[derive(Clone)]
pub struct Picture {
    pub columns: usize,
    rows: usize,
    luma: Vec<u8>,
    background: u8,
    /// Cb and Cr of every pixel.
    pub chroma: [u8; 2],
}

impl Picture {
    /// An empty picture of this size in macroblocks.
    pub fn new(columns: usize, rows: usize, background: u8, chroma: [u8; 2]) -> Self {
        let luma = vec![background; columns * rows * MACROBLOCK * MACROBLOCK];
        Self { columns, rows, luma, background, chroma }
    }

    /// The number of characters in a line.
    pub fn line_length(&self) -> usize {
        self.columns * MACROBLOCK / GLYPH
    }

    /// Writes text into a line, from a position on. There is a line for each row of macroblocks. What does not fit is
    /// cut off, and what the font lacks is a question mark.
    pub fn write(&mut self, line: usize, position: usize, text: &str) {
        let top = line * MACROBLOCK + (MACROBLOCK - GLYPH) / 2;
        for (position, character) in (position..self.line_length()).zip(text.chars()) {
            for (y, pixels) in glyph(character).into_iter().enumerate() {
                for x in (0..GLYPH).filter(|x| pixels >> x & 1 == 1) {
                    let at = (top + y) * self.width() + position * GLYPH + x;
                    self.luma[at] = TEXT;
                }
            }
        }
    }

    /// The columns and rows of all macroblocks, in the order of encoding.
    pub fn macroblocks(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let columns = self.columns;
        (0..self.rows).flat_map(move |row| (0..columns).map(move |column| (column, row)))
    }

    /// The brightness of the pixels of a macroblock, line by line.
    pub fn samples(&self, column: usize, row: usize) -> impl Iterator<Item = &[u8]> {
        let lines = row * MACROBLOCK..(row + 1) * MACROBLOCK;
        lines.map(move |y| &self.luma[y * self.width() + column * MACROBLOCK..][..MACROBLOCK])
    }

    /// Whether a macroblock is only background, and so are the pixels beside it, to the left and above.
    pub fn is_flat(&self, column: usize, row: usize) -> bool {
        let (left, top) = (column * MACROBLOCK, row * MACROBLOCK);
        let mut lines = self.samples(column, row);
        let above = top.checked_sub(1).map(|y| &self.luma[y * self.width() + left..][..MACROBLOCK]);
        let beside = |x| (top..top + MACROBLOCK).all(|y| self.luma[y * self.width() + x] == self.background);
        lines.all(|line| line == [self.background; MACROBLOCK])
            && above.is_none_or(|line| line == [self.background; MACROBLOCK])
            && left.checked_sub(1).is_none_or(beside)
    }

    fn width(&self) -> usize {
        self.columns * MACROBLOCK
    }
}

/// The rows of a character; the lowest bit is the leftmost pixel.
fn glyph(character: char) -> [u8; GLYPH] {
    let fonts = [
        font8x8::BASIC_FONTS.get(character),
        font8x8::LATIN_FONTS.get(character),
        font8x8::GREEK_FONTS.get(character),
        font8x8::HIRAGANA_FONTS.get(character),
        font8x8::BLOCK_FONTS.get(character),
        font8x8::BASIC_FONTS.get('?'),
    ];
    fonts.into_iter().flatten().next().unwrap_or_default()
}
