//! The output file, if the user names none: from the prompt, or else from the model or the generation id.

use std::path::{Path, PathBuf};

use aimlapi_kling::ledger::JobRecord;
use serde_json::Value;

/// The most characters of a name that are taken from a prompt.
const MAX_CHARACTERS: usize = 48;

/// The names to try, in order: `a-lighthouse.mp4`, `a-lighthouse-2.mp4` and so on.
pub fn names(record: &JobRecord) -> impl Iterator<Item = PathBuf> + use<> {
    let stem = stem(record);
    (1_u32..).map(move |number| match number {
        1 => format!("{stem}.mp4").into(),
        _ => format!("{stem}-{number}.mp4").into(),
    })
}

/// The first name that is free.
pub fn free_name(record: &JobRecord) -> PathBuf {
    names(record).find(|name| !is_taken(name)).expect("there are many names")
}

/// Whether there is a file, or one that another download has reserved.
pub fn is_taken(path: &Path) -> bool {
    let mut reserved = path.as_os_str().to_owned();
    reserved.push(".part.json");
    [path, Path::new(&reserved)].iter().any(|path| path.symlink_metadata().is_ok())
}

/// The part of a generation id before the model, in characters that every file system allows.
pub fn of_id(id: &str) -> String {
    let unique = id.split_once(':').map_or(id, |(unique, _)| unique);
    let allowed = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    unique.chars().map(|c| if allowed(c) { c } else { '_' }).take(100).collect()
}

fn stem(record: &JobRecord) -> String {
    // The request of a job of another program is unknown.
    if let (true, Some(job)) = (record.body().is_empty(), record.job()) {
        return of_id(job.id());
    }
    let body: Value = serde_json::from_str(record.body()).unwrap_or_default();
    let of_prompt = body["prompt"].as_str().map(words).unwrap_or_default();
    let name = record.model_id().split_once('/').map_or(record.model_id(), |(_, name)| name);
    if of_prompt.is_empty() { words(name) } else { of_prompt }
}

/// The first words of a text, joined by dashes. Other characters are not allowed in every file system.
fn words(text: &str) -> String {
    let text = text.to_lowercase().replace(['\'', '’'], "");
    let mut name = String::new();
    for word in text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let length = name.chars().count() + usize::from(!name.is_empty()) + word.chars().count();
        if length > MAX_CHARACTERS && !name.is_empty() {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(MAX_CHARACTERS));
    }
    name
}
