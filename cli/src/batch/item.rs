//! The item of an entry: its request, its name and its output file.

use std::path::{Path, PathBuf};

use aimlapi_kling::{Model, batch::BatchItem};
use serde_json::{Map, Value};

use super::{
    entry::{Body, Entry, Problem},
    gallery,
};
use crate::{media, model::NamedModel, value};

/// The longest name of an output file in bytes, with room for what a download adds to it.
const MAX_NAME: usize = 200;

/// What makes items of entries.
pub struct Items {
    /// The folder of the videos.
    pub output: PathBuf,
    /// The folder that paths of media are relative to.
    pub media: PathBuf,
    /// The model of entries that name none.
    pub model: Option<NamedModel>,
    /// Parameters that entries have unless they have others.
    pub defaults: Vec<(String, String)>,
}

impl Items {
    /// The item of an entry, the `number`th one.
    pub async fn item(&self, number: usize, entry: Entry) -> Result<BatchItem, Problem> {
        let line = entry.line;
        let problem = |text: String| Problem::new(line, text);
        let file = file_name(number, entry.name.as_deref(), entry.out.as_deref()).map_err(problem)?;
        let (model, mut body) = self.body(entry.body).map_err(problem)?;
        let unusable = media::embed(model.parameters(), &mut body, &self.media).await;
        if !unusable.is_empty() {
            let texts = unusable.into_iter().map(|one| format!("{}: {}", one.path, one.text));
            return Err(problem(texts.collect::<Vec<_>>().join("; ")));
        }
        let request = model.request(body).and_then(|request| request.validate().map(|()| request));
        let request = request.map_err(|violations| {
            let lines = violations
                .iter()
                .map(|one| format!("{}: {}, expected {}", one.path(), one.found(), one.expected()));
            problem(lines.collect::<Vec<_>>().join("; "))
        })?;
        let item = BatchItem::new(request, self.output.join(file));
        Ok(match entry.name {
            Some(name) => item.named(name),
            None => item,
        })
    }

    fn body(&self, body: Body) -> Result<(Model, Value), String> {
        let mut json = match &body {
            Body::Json(json) => json.clone(),
            Body::Texts(_) => Map::new(),
        };
        let mut texts = match body {
            Body::Json(_) => Vec::new(),
            Body::Texts(texts) => texts,
        };
        let named = match json.remove("model") {
            Some(Value::String(name)) => Some(name),
            Some(_) => return Err("`model` is not a string".to_owned()),
            None => texts.iter().position(|(name, _)| name == "model").map(|at| texts.remove(at).1),
        };
        let NamedModel { model, id } = match named {
            Some(name) => NamedModel::find(name.trim()).map_err(|message| in_one_line(&message))?,
            None => self.model.ok_or("names no model, and there is no `--model`")?,
        };
        for (name, text) in texts.iter().chain(&self.defaults) {
            if !json.contains_key(name) {
                json.insert(name.clone(), typed(model, name, text)?);
            }
        }
        let mut unknown = json.keys().filter(|name| parameter(model, name).is_none());
        if let Some(name) = unknown.next() {
            return Err(format!("{model} has no parameter `{name}`"));
        }
        json.insert("model".to_owned(), id.into());
        Ok((model, json.into()))
    }
}

fn parameter(model: Model, name: &str) -> Option<&'static aimlapi_kling::Parameter> {
    model.parameters().iter().find(|parameter| parameter.name == name).copied()
}

/// The text of a cell or an option as a value of its parameter.
fn typed(model: Model, name: &str, text: &str) -> Result<Value, String> {
    let parameter = parameter(model, name).ok_or_else(|| format!("{model} has no parameter `{name}`"))?;
    let is_list = text.trim_start().starts_with('[');
    if let (true, Ok(list)) = (is_list, serde_json::from_str(text)) {
        return Ok(list);
    }
    let value = value::parse(&[text.to_owned()], &parameter.schema);
    value.map_err(|error| format!("{name}: not JSON: {error}"))
}

/// A message and the suggestions in the lines below it, as one line.
fn in_one_line(message: &str) -> String {
    let mut lines = message.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let first = lines.next().unwrap_or_default();
    let rest: Vec<_> = lines.collect();
    if rest.is_empty() { first } else { format!("{first}; {}", rest.join(", ")) }
}

/// The name of the output file within the folder.
fn file_name(number: usize, name: Option<&str>, out: Option<&str>) -> Result<String, String> {
    let file = match out.or(name) {
        Some(name) => check(name)?,
        None => format!("{number:04}"),
    };
    let has_extension = Path::new(&file).extension().is_some_and(|extension| extension.len() <= 4);
    Ok(if out.is_some() && has_extension { file } else { format!("{file}.mp4") })
}

/// A name that is a file name on every system, and within the folder.
fn check(name: &str) -> Result<String, String> {
    let is_forbidden = |letter: char| {
        letter.is_control() || matches!(letter, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
    };
    let shown: String = name.chars().take(60).collect();
    let refused = |why: &str| Err(format!("{shown:?} cannot be the name of a file: {why}"));
    match name {
        "" => refused("it is empty"),
        _ if name.contains(is_forbidden) => refused("it has a character that file names must not have"),
        _ if name.starts_with('.') => refused("it begins with a dot"),
        _ if name.ends_with(['.', ' ']) || name.starts_with(' ') => {
            refused("it begins or ends with a space or a dot")
        }
        _ if name.len() > MAX_NAME => refused("it is too long"),
        _ if name.eq_ignore_ascii_case(gallery::FILE) => refused("the gallery has it"),
        _ => Ok(name.to_owned()),
    }
}
