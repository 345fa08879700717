//! Compares the tables with the documents: which entries are missing, and which are obsolete.

use crate::build::{
    api::{Api, docs::sentences, service_operations},
    read::{shape::Field, walk::walk},
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
    for nested in api.types.iter().filter(|nested| nested.is_named_after_model) {
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
            missing.extend(field.into_iter().flat_map(|field| missing_of(path, field, &model.id)));
        });
    }
    missing.sort();
    missing.dedup();
    missing
}

fn missing_of(path: &str, field: &Field, model: &str) -> Vec<String> {
    let mut missing = Vec::new();
    if sentences::sentence(path, model, &field.shape).is_none() {
        missing
            .push(format!("build/api/docs/sentences.rs: `{path}` has no sentence: add a row to SENTENCES"));
    }
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
