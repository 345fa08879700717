//! Images, audio files and videos on this machine, wherever a request has a URL. They are sent inline.

use std::path::{Path, PathBuf};

use aimlapi_kling::{AudioInput, ImageInput, Parameter, ValueSchema, VideoInput};
use serde_json::Value;

use crate::{escape::shortened, request::Problem};

/// A text in a request that is the URL or the path of a file.
struct Place<'a> {
    /// Its path in the request: `elements[0].frontal_image_url`.
    path: String,
    kind: Kind,
    text: &'a mut String,
}

#[derive(Clone, Copy)]
enum Kind {
    Image,
    Audio,
    Video,
}

impl Kind {
    /// The kind of file that a parameter takes, by its name.
    fn of(name: &str) -> Self {
        match name {
            name if name.contains("audio") => Self::Audio,
            name if name.contains("video") => Self::Video,
            _ => Self::Image,
        }
    }

    /// The content of a file as a data URI, if the file is of the kind and not too large.
    async fn read(self, path: &Path) -> Result<String, String> {
        if !path.exists() {
            return Err(format!(
                "{}: neither a URL nor a file that exists",
                shortened(&path.to_string_lossy())
            ));
        }
        let content = match self {
            Self::Image => ImageInput::from_path(path).await.map(String::from),
            Self::Audio => AudioInput::from_path(path).await.map(String::from),
            Self::Video => VideoInput::from_path(path).await.map(String::from),
        };
        content.map_err(|error| error.to_string())
    }
}

/// Replaces the paths in a body by the content of their files. Relative paths are relative to the folder.
pub async fn embed(parameters: &[&Parameter], body: &mut Value, folder: &Path) -> Vec<Problem> {
    let mut places = Vec::new();
    in_object("", parameters, body, &mut places);
    let mut problems = Vec::new();
    for Place { path, kind, text } in places {
        match local_path(text) {
            Ok(None) => {}
            Ok(Some(file)) => match kind.read(&folder.join(file)).await {
                Ok(content) => *text = content,
                Err(why) => problems.push(Problem { path, text: why }),
            },
            Err(why) => problems.push(Problem { path, text: why }),
        }
    }
    problems
}

/// The path in a text that is not a URL or a data URI.
fn local_path(text: &str) -> Result<Option<PathBuf>, String> {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("file") => from_file_url(text).map(Some),
        // A single letter is a drive of Windows.
        Some(scheme) if scheme.len() > 1 && is_scheme(scheme) => Ok(None),
        _ => Ok(Some(text.into())),
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
}

fn from_file_url(text: &str) -> Result<PathBuf, String> {
    let url = aimlapi_kling::reqwest::Url::parse(text).ok();
    let path = url.and_then(|url| url.to_file_path().ok());
    path.ok_or_else(|| {
        format!("{text}: not the URL of a file on this machine, such as file:///home/me/portrait.png")
    })
}

fn in_object<'a>(path: &str, parameters: &[&Parameter], value: &'a mut Value, places: &mut Vec<Place<'a>>) {
    for (name, value) in value.as_object_mut().into_iter().flatten() {
        if let Some(parameter) = parameters.iter().find(|parameter| parameter.name == name) {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            match parameter.schema {
                _ if parameter.is_media() => in_media(path, Kind::of(name), value, places),
                ValueSchema::Object(parameters) => in_object(&path, parameters, value, places),
                ValueSchema::List { items: ValueSchema::Object(parameters), .. } => {
                    for (at, value) in value.as_array_mut().into_iter().flatten().enumerate() {
                        in_object(&format!("{path}[{at}]"), parameters, value, places);
                    }
                }
                _ => {}
            }
        }
    }
}

/// One URL, or a list of them.
fn in_media<'a>(path: String, kind: Kind, value: &'a mut Value, places: &mut Vec<Place<'a>>) {
    match value {
        Value::String(text) => places.push(Place { path, kind, text }),
        Value::Array(values) => {
            for (at, value) in values.iter_mut().enumerate() {
                in_media(format!("{path}[{at}]"), kind, value, places);
            }
        }
        _ => {}
    }
}
