//! The clip that is the video of a job: it shows the prompt, the aspect ratio and the duration that were requested.

mod cache;
mod h264;
mod mp4;
mod picture;

use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

use serde_json::Value;

pub(super) use self::cache::Clips;

use self::{mp4::Track, picture::Picture};

/// The largest number of macroblocks in a row or a column, unless the aspect ratio requires more.
const LONGEST_SIDE: usize = 16;

/// The smallest number of macroblocks in a row or a column, so that there is a place for the text.
const SHORTEST_SIDE: usize = 5;

/// The largest number of macroblocks in a picture of level 2.
const MAX_MACROBLOCKS: usize = 396;

/// The longest duration in seconds. The longest of the service is shorter.
const LONGEST: u64 = 60;

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Clip {
    text: String,
    /// Width and height.
    ratio: (usize, usize),
    seconds: u64,
}

impl Clip {
    /// The clip for the body of a submission.
    pub fn new(body: &Value) -> Self {
        let seconds = match &body["duration"] {
            Value::String(text) => text.parse().ok(),
            other => other.as_u64(),
        };
        Self {
            text: text(body),
            ratio: body["aspect_ratio"].as_str().and_then(ratio).unwrap_or((16, 9)),
            seconds: seconds.unwrap_or(5).clamp(1, LONGEST),
        }
    }

    /// The MP4 file.
    pub fn file(&self) -> Vec<u8> {
        let title = self.title();
        let (columns, rows) = self.size();
        let pictures: Vec<_> = (1..=self.seconds).map(|second| self.at(&title, second)).collect();
        let following = pictures.windows(2).enumerate();
        let following = following.map(|(number, pair)| h264::frame(&pair[1], &pair[0], number + 1));
        Track {
            columns,
            rows,
            sequence_parameters: h264::sequence_parameters(columns, rows),
            picture_parameters: h264::picture_parameters(),
            frames: [h264::key_frame(&pictures[0])].into_iter().chain(following).collect(),
        }
        .into_file()
    }

    /// The size in macroblocks.
    fn size(&self) -> (usize, usize) {
        scaled(self.ratio)
    }

    /// The picture without the bar: the prompt, and in the line before the last the ratio and the duration.
    fn title(&self) -> Picture {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(&self.text);
        let [red, blue, ..] = hash.to_be_bytes();
        let (columns, rows) = self.size();
        // Dark, and any hue that is not too bright.
        let mut picture = Picture::new(columns, rows, 70, [96 + blue / 4, 96 + red / 4]);
        let length = picture.line_length() - 2;
        let mut lines = wrapped(&self.text, length);
        if lines.len() > rows - 3 {
            lines.truncate(rows - 3);
            let cut = lines.pop().unwrap_or_default();
            lines.push(cut.chars().take(length - 3).chain("...".chars()).collect());
        }
        for (number, line) in lines.iter().enumerate() {
            picture.write(number, 1, line);
        }
        let (width, height) = self.ratio;
        picture.write(rows - 2, 1, &format!("{width}:{height}  {} s", self.seconds));
        picture
    }

    /// The picture in a second: the bar is full in the last one.
    fn at(&self, title: &Picture, second: u64) -> Picture {
        let mut picture = title.clone();
        let (length, (_, rows)) = (picture.line_length() - 2, self.size());
        picture.write(rows - 1, 1, &"\u{2588}".repeat(length * second as usize / self.seconds as usize));
        picture
    }
}

/// What a job was asked for: its prompt, its prompts, or else its model.
fn text(body: &Value) -> String {
    let prompt = |value: &Value| value.as_str().or(value["prompt"].as_str()).map(str::to_owned);
    let prompts = body["multi_prompt"].as_array().into_iter().flatten().filter_map(prompt);
    let prompts = prompts.collect::<Vec<_>>().join(" / ");
    let text = prompt(&body["prompt"]).unwrap_or(prompts);
    if text.is_empty() { body["model"].as_str().unwrap_or_default().to_owned() } else { text }
}

/// An aspect ratio such as `16:9`, unless it is so extreme that no picture can show it.
fn ratio(text: &str) -> Option<(usize, usize)> {
    let (width, height) = text.split_once(':')?;
    let ratio = (width.parse().ok()?, height.parse().ok()?);
    let is_side = |side| (1..=MAX_MACROBLOCKS).contains(&side);
    let is_usable = |(columns, rows): (usize, usize)| {
        columns.min(rows) >= SHORTEST_SIDE && columns * rows <= MAX_MACROBLOCKS
    };
    (is_side(ratio.0) && is_side(ratio.1) && is_usable(scaled(ratio))).then_some(ratio)
}

/// The size of a picture of this aspect ratio in macroblocks.
fn scaled((width, height): (usize, usize)) -> (usize, usize) {
    let factor = (LONGEST_SIDE / width.max(height)).max(1);
    (width * factor, height * factor)
}

/// The words of a text in lines of at most this length. A longer word is cut.
fn wrapped(text: &str, length: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let word: String = word.chars().take(length).collect();
        let last = lines.last_mut().expect("there is a line");
        match last.chars().count() + 1 + word.chars().count() {
            _ if last.is_empty() => *last = word,
            total if total <= length => last.extend([" ", &word]),
            _ => lines.push(word),
        }
    }
    lines
}
