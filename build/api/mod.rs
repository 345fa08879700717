//! The second step: one API of all documents.

pub mod docs;
pub mod names;
pub mod service_operations;

use std::collections::BTreeMap;

use crate::build::{
    Result,
    read::{
        media_type::json_schema,
        normal_form::{Alternatives, resolve},
        schema::Body,
        shape::{Field, Shape},
        vendored::{Vendored, VendoredDocument},
    },
};
use docs::sentences;
use names::{model_name::ModelName, nested_types::TypeNames};
use service_operations::DescribedOperation;

/// A model and its request type.
pub struct Model {
    /// Path of the vendored document, below the package.
    pub file: String,
    pub id: String,
    pub name: ModelName,
    /// Whether its jobs are submitted at the legacy endpoint.
    pub is_legacy: bool,
    /// The properties of its body, except `model`, in the order of the constructor's arguments.
    pub fields: Vec<Field>,
    /// The sets of properties of which a request must have one.
    pub alternatives: Vec<Alternatives>,
    /// What constrains the body as a whole and is not supported, as `keyword: value`.
    pub unsupported_constraints: Vec<String>,
}

/// All models, and the types that they share.
pub struct Api {
    /// Those at the current endpoint, then those at the legacy one, each ordered by type name.
    pub models: Vec<Model>,
    pub types: TypeNames,
    /// The operations of the service that documents describe.
    pub service: Vec<DescribedOperation>,
    /// The path of the current endpoint.
    pub path: String,
    /// The path of the legacy endpoint, if there is one.
    pub legacy_path: Option<String>,
}

impl Api {
    /// Merges the documents.
    pub fn new(vendored: &Vendored) -> Result<Self> {
        let mut paths = Vec::new();
        let mut models = Vec::new();
        for (endpoint, is_legacy) in vendored.endpoints().zip([false, true]) {
            let path = endpoint.fetch.path_of("get")?;
            for document in &endpoint.models {
                models.push(Model::new(document, &path, is_legacy)?);
            }
            paths.push(path);
        }
        check_names(&models)?;
        models.sort_by(|a, b| (a.is_legacy, &a.name.type_name).cmp(&(b.is_legacy, &b.name.type_name)));
        let types = TypeNames::new(&models)?;
        check_nested_names(&models, &types)?;
        let service = vendored.service.iter().map(DescribedOperation::new).collect::<Result<_>>()?;
        let mut paths = paths.into_iter();
        let path = paths.next().unwrap_or_default();
        Ok(Self { models, types, service, path, legacy_path: paths.next() })
    }
}

impl Model {
    fn new(document: &VendoredDocument, path: &str, is_legacy: bool) -> Result<Self> {
        let file = &document.file;
        let found = document.path_of("post")?;
        if found != path {
            return Err(format!("{file}: submits at {found}, but its fetch.json fetches at {path}"));
        }
        let operation = &document.json["paths"][path]["post"];
        let body = resolve(&document.json, &operation["requestBody"]);
        let body = json_schema(&body["content"]);
        if body.is_null() {
            return Err(format!("{file}: no JSON request body at {path}"));
        }
        let Body { mut fields, alternatives, unsupported_constraints } =
            Body::new(&document.json, body, file)?;
        let id = take_id(&mut fields)
            .ok_or_else(|| format!("{file}: the property `model` must allow exactly one id"))?;
        fields.sort_by_cached_key(|field| (sentences::rank(&field.name), field.name.clone()));
        let mut name = ModelName::parse(&id);
        if is_legacy {
            name.type_name.insert_str(0, "Legacy");
        }
        Ok(Self { file: file.clone(), name, id, is_legacy, fields, alternatives, unsupported_constraints })
    }
}

/// Removes the property `model`, and returns the only id that it allows.
fn take_id(fields: &mut Vec<Field>) -> Option<String> {
    let at = fields.iter().position(|field| field.name == "model")?;
    match fields.remove(at).shape {
        Shape::TextChoice(ids) if ids.len() == 1 => ids.into_iter().next(),
        _ => None,
    }
}

fn check_nested_names(models: &[Model], types: &TypeNames) -> Result<()> {
    for nested in types.iter() {
        if let Some(model) = models.iter().find(|model| model.name.type_name == nested.name) {
            return Err(format!(
                "build/api/names/type_table.rs: the request type of {} and the type at `{}` both get the name `{}`; give the latter another name in TYPES",
                model.id, nested.path, nested.name
            ));
        }
    }
    Ok(())
}

fn check_names(models: &[Model]) -> Result<()> {
    let mut seen: BTreeMap<&str, &Model> = BTreeMap::new();
    for model in models {
        if let Some(other) = seen.insert(&model.name.type_name, model) {
            return Err(format!(
                "{} (`{}`) and {} (`{}`) both get the type name `{}`; distinguish them in ModelName::parse (build/api/names/model_name.rs)",
                other.file, other.id, model.file, model.id, model.name.type_name
            ));
        }
    }
    Ok(())
}
