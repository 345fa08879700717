//! Names of request types, made from the model ids by rule.

use crate::build::api::names::identifiers::pascal;

/// The parts of a model id.
#[derive(Debug)]
pub struct ModelName {
    /// `V1_6StandardTextToVideo`
    pub type_name: String,
    /// `turbo`, `omni`, `o1`, `avatar`, or `video` for the plain line.
    pub family: String,
    /// `1.6`
    pub version: Option<String>,
    /// `standard`, `pro`, `master`
    pub tier: Option<String>,
    /// `1080p`
    pub resolution: Option<String>,
    /// `text-to-video`
    pub task: String,
}

const FAMILIES: &[&str] = &["turbo", "omni", "o1", "avatar"];
const TIERS: &[&str] = &["standard", "pro", "master"];

impl ModelName {
    /// Splits an id. The vendor segment and a leading `video-` or `kling-video-` are dropped.
    pub fn parse(id: &str) -> Self {
        let rest = id.split_once('/').map_or(id, |(_, rest)| rest);
        let rest =
            ["kling-video-", "video-"].iter().find_map(|prefix| rest.strip_prefix(prefix)).unwrap_or(rest);
        let words = words(rest);
        let find = |known: &[&str]| words.iter().find(|word| known.contains(&word.as_str())).cloned();
        let family = find(FAMILIES);
        let tier = find(TIERS);
        let version = words.iter().find_map(|word| version(word));
        let is_named = |word: &&String| {
            Some(*word) == family.as_ref()
                || Some(*word) == tier.as_ref()
                || version.as_deref() == self::version(word).as_deref() && version.is_some()
                || is_resolution(word)
        };
        let task: Vec<_> = words.iter().filter(|word| !is_named(word)).map(String::as_str).collect();
        let task = if task.is_empty() { family.clone().unwrap_or_default() } else { task.join("-") };
        Self {
            type_name: type_name(&words),
            family: family.unwrap_or_else(|| "video".into()),
            version,
            tier,
            resolution: words.into_iter().find(|word| is_resolution(word)),
            task,
        }
    }
}

/// Splits at `/` and `-`, but keeps the two numbers of a version (`v2-6`) together.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(['/', '-']).filter(|word| !word.is_empty()) {
        match words.last_mut() {
            Some(last) if is_major(last) && word.chars().all(|c| c.is_ascii_digit()) => {
                last.push('.');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

fn is_major(word: &str) -> bool {
    word.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
}

fn is_resolution(word: &str) -> bool {
    word.strip_suffix('p').is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
}

/// `v1.6` → `1.6`
fn version(word: &str) -> Option<String> {
    let rest = word.strip_prefix('v')?;
    let is_version = rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || c == '.');
    is_version.then(|| rest.to_owned())
}

fn type_name(words: &[String]) -> String {
    let name: String = words.iter().map(|word| pascal(word)).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("Model{name}") } else { name }
}
