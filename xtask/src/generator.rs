//! Runs the generator of the build script, so that `sync-specs` reports at once what the build and the tests would
//! report later.

use std::collections::BTreeMap;
use std::path::Path;

use tempfile::TempDir;

use crate::build;
use crate::build::api::Api;
use crate::build::api::docs::text::field_doc;
pub use crate::build::emit::listing::listing;
use crate::build::read::fix_ups;
use crate::build::read::shape::{Field, Shape};
use crate::build::read::vendored::Vendored;
use crate::shipped;
use crate::vendored::folder::{self, Files};

/// What the generator returns for a set of specs.
pub struct GeneratedClient {
    /// The public Rust API, one line per item.
    pub api: Vec<String>,
    /// What is missing or obsolete in the tables of the generator, one line per entry with the table it belongs to.
    /// Until it is done, the client does not build or a test fails.
    pub todo: Vec<String>,
    /// The parameters of each model, by its id: a line for each parameter.
    pub parameters: BTreeMap<String, Vec<String>>,
}

/// Generates the client of `files` as the build does, or returns the error with which the build would fail.
pub fn generate(files: &Files) -> Result<GeneratedClient, String> {
    let specs = written(files)?;
    let generated = build::generate(specs.path())?;
    Ok(GeneratedClient {
        parameters: parameters(specs.path())?,
        api: generated.code.public_api(),
        todo: [generated.obsolete, generated.missing].concat(),
    })
}

/// The code of the client of `files`, by file.
pub fn code(files: &Files) -> Result<Files, String> {
    let code = build::generate(written(files)?.path())?.code.files();
    Ok(code.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect())
}

/// The record of what the code of `files` is generated from.
pub fn record(files: &Files) -> Result<String, String> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut inputs = shipped::load(&package, &shipped::GENERATOR)?;
    let specs = files.iter().map(|(file, contents)| (format!("{}/{file}", shipped::SPECS), contents.clone()));
    inputs.extend(specs.filter(|(path, _)| shipped::is_input(path)));
    Ok(shipped::record(&inputs))
}

/// A temporary folder with `files`.
fn written(files: &Files) -> Result<TempDir, String> {
    let specs = tempfile::Builder::new().prefix("sync-specs-").tempdir();
    let specs = specs.and_then(|specs| folder::write(specs.path(), files).map(|()| specs));
    specs.map_err(|error| format!("cannot write temporary files: {error}"))
}

/// The parameters of the models at the current endpoint.
fn parameters(specs: &Path) -> Result<BTreeMap<String, Vec<String>>, String> {
    let mut vendored = Vendored::load(specs)?;
    fix_ups::apply(&mut vendored);
    let models = Api::new(&vendored)?.models.into_iter().filter(|model| !model.is_legacy);
    Ok(models.map(|model| (model.id, model.fields.iter().map(parameter).collect())).collect())
}

fn parameter(field: &Field) -> String {
    let need = if field.required { "required" } else { "optional" };
    field_doc(field, Some(&format!("{}: {}, {need}.", field.name, kind(&field.shape))), true)
}

fn kind(shape: &Shape) -> String {
    match shape {
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer { .. } | Shape::IntegerChoice(_) => "integer".to_owned(),
        Shape::Number { .. } => "number".to_owned(),
        Shape::Text { format, .. } => format.clone().unwrap_or_else(|| "text".to_owned()),
        Shape::TextChoice(_) => "text".to_owned(),
        Shape::List { items, .. } => format!("list of {}", kind(items)),
        Shape::Object(fields) => {
            let names = fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>();
            format!("object of {}", names.join(", "))
        }
        Shape::AnyOf(options) => options.iter().map(kind).collect::<Vec<_>>().join(" or "),
        Shape::Json => "JSON".to_owned(),
    }
}
