//! Rust identifiers of fields, enum variants and words.

use std::collections::{HashMap, HashSet};

use heck::ToSnakeCase;

use crate::build::read::shape::Shape;

/// `text-to-video` → `TextToVideo`, `v1.6` → `V1_6`, `let's_ride` → `LetsRide`.
pub fn pascal(text: &str) -> String {
    let text = text.replace('\'', "");
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>().replace('.', "_")
        })
        .collect()
}

/// The identifiers of an enum's values. Where two would be equal, the later one gets a number.
pub fn variants<T: ToString>(values: &[T], derive: impl Fn(&T) -> String) -> Vec<String> {
    let mut taken = HashSet::new();
    // The numbers that the next variants of the same name begin to try with.
    let mut numbers = HashMap::new();
    let names = values.iter().map(|value| {
        let derived = derive(value);
        let mut name = derived.clone();
        while !taken.insert(name.clone()) {
            let number = numbers.entry(derived.clone()).or_insert(1);
            *number += 1;
            name = format!("{derived}{number}");
        }
        name
    });
    names.collect()
}

/// Text values that need a better name than their own letters.
const VARIANTS: &[(&str, &str)] = &[("std", "Standard")];

/// Names that no variant of an enum can have, because the enum has or is given another item of that name.
const RESERVED: &[&str] = &["ALL", "Err", "Self"];

/// `16:9` → `Landscape16x9`, `down_back` → `DownBack`.
pub fn text_variant(value: &str) -> String {
    if let Some((_, name)) = VARIANTS.iter().find(|(text, _)| *text == value) {
        return (*name).to_owned();
    }
    if let Some((width, height)) = ratio(value) {
        let shape = match width.cmp(&height) {
            std::cmp::Ordering::Greater => "Landscape",
            std::cmp::Ordering::Equal => "Square",
            std::cmp::Ordering::Less => "Portrait",
        };
        return format!("{shape}{width}x{height}");
    }
    let name = pascal(value);
    if !RESERVED.contains(&name.as_str()) && name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        format!("Value{name}")
    }
}

fn ratio(value: &str) -> Option<(u32, u32)> {
    let (width, height) = value.split_once(':')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}

/// `5` → `Seconds5`
pub fn integer_variant(value: i64, unit: &str) -> String {
    if value < 0 { format!("{unit}Minus{}", value.unsigned_abs()) } else { format!("{unit}{value}") }
}

/// The name of the variant of a union that holds `shape`.
pub fn union_variant(shape: &Shape) -> &'static str {
    match shape {
        Shape::Boolean => "Boolean",
        Shape::Integer { .. } | Shape::IntegerChoice(_) => "Integer",
        Shape::Number { .. } => "Number",
        Shape::Text { .. } | Shape::TextChoice(_) => "Text",
        Shape::List { .. } => "List",
        Shape::Object(_) => "Object",
        Shape::AnyOf(_) => "Any",
        Shape::Json => "Json",
    }
}

/// Words that are not allowed as the name of a field.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// The field of a property, as typify names it: snake case, `x` before a digit, `_` after a keyword.
pub fn field_name(property: &str) -> String {
    let letters = property.replace('\'', "").replace(|c: char| !c.is_alphanumeric() && c != '_', "-");
    let name = letters.to_snake_case();
    let starts_well = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let name = if starts_well { name } else { format!("x{name}") };
    if KEYWORDS.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// The setter of a property. `new` is the name of the constructor.
pub fn setter_name(property: &str) -> String {
    if property == "new" { "set_new".to_owned() } else { field_name(property) }
}
