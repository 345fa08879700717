//! News from upstream that was given a derived name or documentation: it builds, and
//! `tests/gaps.rs` is red until somebody has written what is listed here.

use super::{
    docs,
    merge::Api,
    names::{join, option_path},
    shape::{Field, Shape},
};

/// A line for each thing to be written.
pub fn gaps(api: &Api) -> Vec<String> {
    let mut gaps = Vec::new();
    for nested in api.types.iter().filter(|nested| nested.row.is_none()) {
        gaps.push(format!(
            "build/names.rs: the type at `{}` got the derived name `{}`: add a row to TYPES",
            nested.path, nested.name
        ));
    }
    for model in &api.models {
        visit(&model.fields, "", &mut |path, field| gaps.extend(gaps_of(path, field, &model.id)));
    }
    gaps.sort();
    gaps.dedup();
    gaps
}

/// Every property, nested ones included, and the model it is of.
pub fn properties(api: &Api) -> Vec<(String, &str)> {
    let mut properties = Vec::new();
    for model in &api.models {
        visit(&model.fields, "", &mut |path, _| properties.push((path.to_owned(), model.id.as_str())));
    }
    properties
}

fn gaps_of(path: &str, field: &Field, model: &str) -> Vec<String> {
    let mut gaps = Vec::new();
    if docs::sentence(path, model).is_none() {
        gaps.push(format!("build/docs.rs: `{path}` has no sentence: add a row to SENTENCES"));
    }
    for keyword in &field.unread {
        gaps.push(format!("build/shape.rs: `{path}` of {model} has a keyword nobody reads: {keyword}"));
    }
    if field.default.as_ref().is_some_and(|default| !field.shape.admits(default)) {
        gaps.push(format!("build/fixups.rs: the default of `{path}` of {model} is not a value it allows"));
    }
    if field.shape.has_json() {
        gaps.push(format!(
            "build/shape.rs: `{path}` of {model} has a schema nobody reads; it is sent as JSON"
        ));
    }
    gaps
}

fn visit(fields: &[Field], path: &str, see: &mut impl FnMut(&str, &Field)) {
    for field in fields {
        let path = join(path, &field.name);
        see(&path, field);
        visit_nested(&field.shape, &path, see);
    }
}

fn visit_nested(shape: &Shape, path: &str, see: &mut impl FnMut(&str, &Field)) {
    match shape {
        Shape::Object(fields) => visit(fields, path, see),
        Shape::List { items, .. } => visit_nested(items, &format!("{path}[]"), see),
        Shape::AnyOf(options) => {
            options
                .iter()
                .enumerate()
                .for_each(|(at, option)| visit_nested(option, &option_path(path, at), see));
        }
        _ => {}
    }
}
