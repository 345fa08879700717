//! The request of a job on the command line: a model and its parameters, a file, or both.

use std::path::{Path, PathBuf};

use aimlapi_kling::{Request, UntypedRequest};
use clap::Args;
use serde_json::{Value, json};

use crate::{
    failure::Failure,
    media,
    model::{self, NamedModel},
    parameters::GivenOption,
    request::{self, Problem},
    text::Texts,
    value,
};

/// The id of the argument that every subcommand with a request has.
pub const REQUEST: &str = "request";

/// The request of a job.
#[derive(Args)]
pub struct Input {
    /// Id of the model, its end (`v1.6/pro/text-to-video`), or the name of its request type; `kling models`
    /// lists all models.
    #[arg(long, short, value_parser = model::ModelParser)]
    pub model: Option<NamedModel>,

    /// JSON file with the whole request, or `-` for standard input; options replace what it contains, if `--model`
    /// is given as well.
    #[arg(long = REQUEST, id = REQUEST, value_name = "FILE")]
    file: Option<PathBuf>,

    /// JSON file with a request to a model that this version does not know, or `-` for standard input. It is sent as it
    /// is: of its parameters nothing is checked, and a misspelled one is paid for.
    #[arg(long, value_name = "FILE", conflicts_with_all = [REQUEST, "model"])]
    untyped: Option<PathBuf>,

    /// The options for the parameters of the model, which are declared after the model is known.
    #[arg(skip)]
    pub parameters: Vec<GivenOption>,
}

impl Input {
    /// Builds the request, and reads the files that it consists of. The failure lists all problems.
    pub async fn request(&self) -> Result<Request, Failure> {
        let mut texts = Texts::default();
        if let Some(file) = &self.untyped {
            return untyped(read(&mut texts, "--untyped", file)?);
        }
        let (mut body, folder) = match &self.file {
            Some(file) => (read(&mut texts, "--request", file)?, file.parent().unwrap_or(Path::new(""))),
            None => (json!({}), Path::new("")),
        };
        let NamedModel { model, id } = self.model.map_or_else(|| model_of(&body), Ok)?;
        body["model"] = id.into();
        let mut problems = media::embed(model.parameters(), &mut body, folder).await;
        for option in self.parameters.iter().filter(|option| !option.texts.is_empty()) {
            match value(&mut texts, option) {
                Ok(value) => {
                    let mut only = json!({});
                    insert(&mut only, &option.path, value);
                    problems.extend(media::embed(model.parameters(), &mut only, Path::new("")).await);
                    insert(&mut body, &option.path, at(only, &option.path));
                }
                Err(text) => problems.push(Problem { path: option.path.join("."), text }),
            }
        }
        request::build(model, body, problems, &self.parameters)
    }
}

/// The value of an option.
fn value(texts: &mut Texts, option: &GivenOption) -> Result<Value, String> {
    value::parse(&texts.expand(option)?, &option.parameter.schema)
        .map_err(|error| format!("not JSON: {error}"))
}

/// The object in a request file.
fn read(texts: &mut Texts, option: &str, file: &Path) -> Result<Value, Failure> {
    let invalid = |why: String| {
        Failure::input(format!("{option} {}: {why}", file.display()))
            .with_suggestion("prints a request   kling generate -m <MODEL> -p <TEXT> --dry-run")
    };
    let text = if file == Path::new("-") { texts.standard_input() } else { Texts::file(file) };
    let body: Value = serde_json::from_str(&text.map_err(invalid)?)
        .map_err(|error| invalid(format!("not JSON: {error}")))?;
    if body.is_object() { Ok(body) } else { Err(invalid("not a JSON object".into())) }
}

/// A request to a model that may be unknown. If it is known, the request is validated like any other one to it.
fn untyped(body: Value) -> Result<Request, Failure> {
    let id = body["model"].as_str().ok_or_else(|| Failure::input("the request file has no `model`"))?;
    let request = UntypedRequest::new(id.to_owned(), body.clone())
        .and_then(|request| request.validate().map(|()| request.into()));
    request.map_err(|violations| Failure::input(violations.to_string()))
}

fn model_of(body: &Value) -> Result<NamedModel, Failure> {
    let missing = || Failure::input("the request file has no `model`, and there is no `--model`");
    let id = body["model"].as_str().ok_or_else(missing)?;
    NamedModel::find(id).map_err(|message| Failure::input_lines(&message))
}

/// Sets the property at a path, in objects that are created if they are missing.
fn insert(body: &mut Value, path: &[&str], value: Value) {
    match path {
        [] => *body = value,
        [name, rest @ ..] => {
            if !body.is_object() {
                *body = json!({});
            }
            insert(&mut body[*name], rest, value);
        }
    }
}

/// The value at a path at which `insert` has set one.
fn at(body: Value, path: &[&str]) -> Value {
    path.iter().fold(body, |mut value, name| value[*name].take())
}
