//! Suggestions for a model id that people abbreviated, mistyped or remember in part.

use std::cmp::Reverse;

use super::{Model, Task, Tier};

/// The number of characters that are compared, more than any id has. The time for a comparison grows with it.
const MAX_LENGTH: usize = 100;

impl Model {
    /// Suggests the models that a text most likely means, at most three, the most likely one first; none if no part
    /// of the text resembles a part of an id. Separators, letter case and the order of words do not matter, and only
    /// the first 100 characters are compared.
    ///
    /// ```
    /// use aimlapi_kling::Model;
    ///
    /// assert_eq!(Model::suggest("v1.6/standart/text-to-video")[0], Model::V1_6StandardTextToVideo);
    /// assert_eq!(Model::suggest("kling v3 pro")[0], Model::V3ProTextToVideo);
    /// assert_eq!(Model::suggest("2.6 i2v")[0], Model::V2_6ProImageToVideo);
    /// assert_eq!(Model::suggest("nothing like it"), []);
    /// ```
    pub fn suggest(text: &str) -> Vec<Self> {
        let text: String = text.chars().take(MAX_LENGTH).collect();
        let wanted = words(&text);
        let scored = Self::ALL.iter().map(|model| (score(&wanted, &words(model.type_name())), *model));
        let mut scored: Vec<_> = scored.filter(|(score, _)| *score > 0).collect();
        scored.sort_by_key(|(score, model)| (Reverse(*score), model.preference()));
        scored.into_iter().map(|(_, model)| model).take(3).collect()
    }

    /// The model whose id was misspelled: it has the same words, one of which differs by a few letters. Ids with
    /// another version, or with a word more, are those of other models.
    pub(crate) fn misspelled(id: &str) -> Option<Self> {
        let id: String = id.chars().take(MAX_LENGTH).collect();
        let wanted = words(&id);
        let is_same = |(wanted, word): (&String, &String)| is_misspelled(wanted, word);
        Self::ALL.iter().copied().find(|model| {
            let words = words(model.id());
            words.len() == wanted.len() && wanted.iter().zip(&words).all(is_same)
        })
    }

    /// The order of models that fit a text equally well: the plainest task and tier first, then the newest version.
    fn preference(self) -> (bool, bool, bool, Reverse<Option<&'static str>>) {
        let is_task = |task| self.task() != task;
        let is_plain = is_task(Task::TextToVideo) && is_task(Task::ImageToVideo);
        (is_plain, is_task(Task::TextToVideo), self.tier() != Some(Tier::Standard), Reverse(self.version()))
    }
}

/// The name that a misspelled one most likely means. Separators and letter case do not matter.
pub(crate) fn similar_name<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let letters = |name: &str| -> String {
        let letters = name.chars().filter(|letter| letter.is_alphanumeric()).take(MAX_LENGTH);
        letters.flat_map(char::to_lowercase).collect()
    };
    let wanted = letters(name);
    let scored = names.map(|name| (edits(&wanted, &letters(name)), name));
    let similar = scored.filter(|(edits, name)| edits * 3 <= name.len());
    similar.min_by_key(|(edits, _)| *edits).map(|(_, name)| name)
}

/// The words of a text. A version is one word without separators: `v1.6`, `V1_6` and `1-6` are all `16`.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for letter in text.chars() {
        let begins = letter.is_uppercase() && !last.is_uppercase()
            || letter.is_numeric() && last.eq_ignore_ascii_case(&'v')
            || !last.is_alphanumeric();
        // A number after a number is the rest of a version.
        let is_version = words.last().is_some_and(|word| word.chars().all(char::is_numeric));
        match words.last_mut() {
            _ if !letter.is_alphanumeric() => {}
            Some(word) if !begins || is_version && letter.is_numeric() => word.extend(letter.to_lowercase()),
            _ => words.push(letter.to_lowercase().collect()),
        }
        last = letter;
    }
    words.into_iter().flat_map(|word| abbreviation(&word).map_or(vec![word], |full| full)).collect()
}

/// The words for which an abbreviation stands; none for what every id or no id has.
fn abbreviation(word: &str) -> Option<Vec<String>> {
    let full: &[&str] = match word {
        "v" | "kling" | "klingai" | "video" | "to" => &[],
        "10" => &["1"],
        "20" => &["2"],
        "30" => &["3"],
        "std" => &["standard"],
        "t2v" | "text2video" => &["text"],
        "i2v" | "image2video" | "img2video" => &["image"],
        "v2v" => &["video", "edit"],
        _ => return None,
    };
    Some(full.iter().map(|word| (*word).to_owned()).collect())
}

/// How well the words of a model fit the words that are wanted. A version or the same word counts most, a word that
/// the model has in addition counts a little against it.
fn score(wanted: &[String], words: &[String]) -> i32 {
    let found: i32 = wanted
        .iter()
        .map(|wanted| words.iter().map(|word| similarity(wanted, word)).max().unwrap_or(0))
        .sum();
    let is_wanted = |word: &&String| wanted.iter().any(|wanted| similarity(wanted, word) > 0);
    let surplus = words.iter().filter(|word| !is_wanted(word)).count();
    if found == 0 { 0 } else { found * 10 - i32::try_from(surplus).unwrap_or(i32::MAX) }
}

fn similarity(wanted: &str, word: &str) -> i32 {
    let is_version = is_version(word);
    match edits(wanted, word) {
        0 if is_version => 6,
        0 => 4,
        _ if is_misspelled(wanted, word) => 3,
        _ if is_version => 0,
        _ if wanted.len() > 2 && word.starts_with(wanted) => 2,
        _ => 0,
    }
}

fn is_version(word: &str) -> bool {
    word.chars().all(char::is_numeric)
}

/// Whether at most a third of the letters of a word are wrong. A version that differs is another one.
fn is_misspelled(wanted: &str, word: &str) -> bool {
    match edits(wanted, word) {
        0 => true,
        edits => !is_version(word) && edits * 3 <= word.chars().count(),
    }
}

/// The number of letters to insert, remove or replace to make `a` into `b`.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<_> = b.chars().collect();
    let mut row: Vec<_> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
