//! Compares the tables with the documents: which entries are missing, and which are obsolete.

use crate::build::{
    api::{Api, docs::sentences, names::nested_types::NestedType, service_operations},
    read::{
        shape::Field,
        walk::{is_within, walk},
    },
};

/// A line for each obsolete entry, which no document needs.
pub fn obsolete(api: &Api) -> Vec<String> {
    let mut obsolete = api.types.obsolete.clone();
    obsolete.extend(sentences::obsolete(&properties(api)));
    obsolete.extend(service_operations::obsolete(&api.service));
    obsolete
}

/// A line for each name or sentence that a table lacks, and for each schema that is not supported.
pub fn missing(api: &Api) -> Vec<String> {
    let mut missing = Vec::new();
    let types = types_without_row(api);
    for nested in &types {
        missing.push(format!(
            "build/api/names/type_table.rs: the type at `{}` got the derived name `{}`: add a row to TYPES",
            nested.path, nested.name
        ));
    }
    for model in &api.models {
        for constraint in &model.unsupported_constraints {
            missing.push(format!(
                "build/read/schema.rs: the body of {} has an unsupported constraint: {constraint}",
                model.id
            ));
        }
        walk(&model.fields, "", &mut |path, _, field| {
            let Some(field) = field else { return };
            let is_documented_by_its_type = types.iter().any(|nested| nested.path == path);
            if !is_documented_by_its_type && sentences::sentence(path, &model.id, &field.shape).is_none() {
                missing.push(format!(
                    "build/api/docs/sentences.rs: `{path}` has no sentence: add a row to SENTENCES"
                ));
            }
            missing.extend(unsupported(path, field, &model.id));
        });
    }
    missing.sort();
    missing.dedup();
    missing
}

/// The types that need a row. Once they have one, the types within them need none.
fn types_without_row(api: &Api) -> Vec<&NestedType> {
    let unnamed = api.types.iter().filter(|nested| nested.is_named_after_model).collect::<Vec<_>>();
    let is_outermost =
        |nested: &&NestedType| !unnamed.iter().any(|around| is_within(&nested.path, &around.path));
    unnamed.iter().copied().filter(is_outermost).collect()
}

/// A line for each part of a property that the generator does not support.
fn unsupported(path: &str, field: &Field, model: &str) -> Vec<String> {
    let mut missing = Vec::new();
    for constraint in &field.unsupported_constraints {
        missing.push(format!(
            "build/read/schema.rs: `{path}` of {model} has an unsupported constraint: {constraint}"
        ));
    }
    if field.default.as_ref().is_some_and(|default| !field.shape.admits(default)) {
        missing.push(format!(
            "build/read/fix_ups.rs: the default of `{path}` of {model} is not among its allowed values"
        ));
    }
    if field.shape.has_json() {
        missing.push(format!(
            "build/read/schema.rs: `{path}` of {model} has an unsupported schema; it is sent as JSON"
        ));
    }
    missing
}

/// Every property with its model, nested properties included.
fn properties(api: &Api) -> Vec<(String, &str)> {
    let mut properties = Vec::new();
    for model in &api.models {
        walk(&model.fields, "", &mut |path, _, field| {
            properties.extend(field.map(|_| (path.to_owned(), model.id.as_str())));
        });
    }
    properties
}
