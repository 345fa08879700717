//! The properties of a request and their paths: `elements[].video_url`, `image_url<2>`.

use crate::build::read::shape::{Field, Shape};

/// The path of a property of the object at `path`; the request itself has an empty path.
pub fn property_path(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The path of the items of the list at `path`.
pub fn items_path(path: &str) -> String {
    format!("{path}[]")
}

/// The path of one of the shapes that the value at `path` may have.
pub fn option_path(path: &str, at: usize) -> String {
    format!("{path}<{}>", at + 1)
}

/// Whether `path` is that of a part of what is at `around`.
pub fn is_within(path: &str, around: &str) -> bool {
    path.strip_prefix(around).is_some_and(|rest| rest.starts_with(['.', '[', '<']))
}

/// Visits every shape below `fields` with its path, the outer ones first; with the field, if it is the shape of
/// one and not of an item or an option.
pub fn walk(fields: &[Field], path: &str, visit: &mut impl FnMut(&str, &Shape, Option<&Field>)) {
    for field in fields {
        let path = property_path(path, &field.name);
        visit(&path, &field.shape, Some(field));
        walk_within(&field.shape, &path, visit);
    }
}

fn walk_within(shape: &Shape, path: &str, visit: &mut impl FnMut(&str, &Shape, Option<&Field>)) {
    let mut walk_part = |path: String, part: &Shape| {
        visit(&path, part, None);
        walk_within(part, &path, visit);
    };
    match shape {
        Shape::List { items, .. } => walk_part(items_path(path), items),
        Shape::AnyOf(options) => {
            options.iter().enumerate().for_each(|(at, option)| walk_part(option_path(path, at), option));
        }
        Shape::Object(fields) => walk(fields, path, visit),
        _ => {}
    }
}
