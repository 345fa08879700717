//! The facts of a schema as text: limits, defaults, deprecation.

use crate::build::{
    api::{
        Model,
        names::{identifiers::pascal, nested_types::NestedType},
    },
    read::shape::{Field, Shape},
};

/// `Kling 1.6, standard: text to video.`, and the id of the model.
pub fn request_doc(model: &Model) -> String {
    let name = &model.name;
    // The task of an avatar model is named like its family.
    let task = Some(&name.task).filter(|task| **task != name.family);
    let task = task.map(|task| format!(": {}", task.replace('-', " "))).unwrap_or_default();
    let line = [
        Some("Kling".to_owned()),
        name.version.clone(),
        Some(pascal(&name.family)).filter(|family| family != "Video"),
    ];
    let line = line.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let variant: String = name.tier.iter().chain(&name.resolution).map(|word| format!(", {word}")).collect();
    let endpoint = if model.is_legacy { ", at the legacy endpoint" } else { "" };
    format!("{line}{variant}{task}{endpoint}.\n\nA request to the model `{}`.", model.id)
}

/// The documentation of a nested type, from its row in the table or from its path.
pub fn nested_doc(nested: &NestedType) -> String {
    match nested.row {
        Some(row) => row.doc.to_owned(),
        None => format!("A value of `{}`.", nested.path),
    }
}

/// The sentence of a property, or its name where there is none, and its facts. The fields of types that several
/// models share have no limits in their documentation where those differ by model.
pub fn field_doc(field: &Field, sentence: Option<&str>, with_limits: bool) -> String {
    let mut text = sentence.map_or_else(|| format!("The parameter `{}`.", field.name), str::to_owned);
    let mut add = |fact: String| {
        text.push(' ');
        text.push_str(&fact);
    };
    if with_limits {
        limits(&field.shape).into_iter().for_each(&mut add);
        let needs = if field.shape.has_options() { "An object needs" } else { "Needs" };
        field.alternatives.iter().for_each(|alternatives| add(format!("{needs} {alternatives}.")));
        if let Some(default) = &field.default {
            add(format!("The server's default is `{default}`."));
        }
    }
    if field.deprecated {
        add("Deprecated by the service.".into());
    }
    text
}

/// The limits of a value, each a sentence.
fn limits(shape: &Shape) -> Vec<String> {
    let range = |low: Option<String>, high: Option<String>, unit: &str| match (low, high) {
        (Some(low), Some(high)) => vec![format!("From {low} to {high}{unit}.")],
        (Some(low), None) => vec![format!("At least {low}{unit}.")],
        (None, Some(high)) => vec![format!("At most {high}{unit}.")],
        (None, None) => vec![],
    };
    let text = |count: &Option<u64>| count.map(|count| count.to_string());
    match shape {
        Shape::Integer { minimum, maximum } => {
            range(minimum.map(|n| n.to_string()), maximum.map(|n| n.to_string()), "")
        }
        Shape::Number { minimum, maximum } => {
            range(minimum.map(|n| n.to_string()), maximum.map(|n| n.to_string()), "")
        }
        Shape::Text { min_length, max_length, .. } => {
            range(text(min_length), text(max_length), " characters")
        }
        Shape::List { min_items, max_items, items } => {
            let mut facts = range(text(min_items), text(max_items), " items");
            facts.extend(limits(items).into_iter().map(|fact| format!("Each: {}", uncapital(&fact))));
            facts
        }
        Shape::IntegerChoice(values) => {
            let values: Vec<_> = values.iter().map(i64::to_string).collect();
            vec![format!("One of {}.", values.join(", "))]
        }
        Shape::TextChoice(values) if values.len() <= 12 => {
            let values: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
            vec![format!("One of {}.", values.join(", "))]
        }
        _ => vec![],
    }
}

fn uncapital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
