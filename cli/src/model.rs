//! A model named on the command line.

use std::ffi::OsStr;

use aimlapi_kling::Model;
use clap::{Arg, Command, Error, builder::TypedValueParser, error::ErrorKind};

use crate::escape::shortened;

/// The most models that an error lists.
const MAX_LISTED: usize = 6;

/// A model, and the id to send: the alias by which it was named, or else its own id.
#[derive(Clone, Copy)]
pub struct NamedModel {
    pub model: Model,
    pub id: &'static str,
}

impl NamedModel {
    /// Finds a model as [`find`] does.
    pub fn find(text: &str) -> Result<Self, String> {
        let model = find(text)?;
        Ok(Self { model, id: model.aliases().find(|alias| *alias == text).unwrap_or(model.id()) })
    }
}

/// Parses the argument of an option with [`NamedModel::find`].
#[derive(Clone)]
pub struct ModelParser;

impl TypedValueParser for ModelParser {
    type Value = NamedModel;

    fn parse_ref(&self, _: &Command, _: Option<&Arg>, value: &OsStr) -> Result<NamedModel, Error> {
        NamedModel::find(&value.to_string_lossy()).map_err(error)
    }
}

/// Finds a model, or returns the error that ends the command.
pub fn parse(text: &str) -> Result<Model, Error> {
    find(text).map_err(error)
}

fn error(message: String) -> Error {
    Error::raw(ErrorKind::ValueValidation, message)
}

/// Finds a model by its id, by the end of its id, or by the name of its request type.
pub fn find(text: &str) -> Result<Model, String> {
    if let Ok(model) = text.parse() {
        return Ok(model);
    }
    let ends: Vec<_> = Model::ALL.iter().copied().filter(|model| has_end(model.id(), text)).collect();
    match ends.as_slice() {
        [model] => Ok(*model),
        [] => Err(listed(
            &format!("there is no model \"{}\"", shortened(text)),
            "did you mean",
            &Model::suggest(text),
        )),
        models => Err(listed(&format!("several models end with \"{text}\""), "one of", models)),
    }
}

/// Whether the text is the end of the id, from a `/` or `-` on.
fn has_end(id: &str, text: &str) -> bool {
    id.strip_suffix(text).is_some_and(|start| !text.is_empty() && start.ends_with(['/', '-']))
}

fn listed(message: &str, introduction: &str, models: &[Model]) -> String {
    let mut text = message.to_owned();
    for (at, model) in models.iter().take(MAX_LISTED).enumerate() {
        let introduction = if at == 0 { introduction } else { "" };
        text.push_str(&format!("\n  {introduction:<12}   {model}"));
    }
    if models.len() > MAX_LISTED {
        text.push_str(&format!("\n  {:<12}   and {} more", "", models.len() - MAX_LISTED));
    }
    text + "\n  all of them    kling models\n"
}
