//! Understands JSON schemas in normal form as shapes.

use serde_json::Value;

use crate::build::{
    Result,
    read::{
        normal_form::{Alternatives, NormalSchema, normal_form},
        shape::{Field, Shape},
    },
};

/// Keywords that [`Shape`] and [`Field`] represent, or that constrain nothing.
const SUPPORTED: &[&str] = &["default", "format", "deprecated", "readOnly", "writeOnly"];

/// The body of a request.
pub struct Body {
    /// Its properties, ordered by name.
    pub fields: Vec<Field>,
    /// The sets of properties of which a request must have one.
    pub alternatives: Vec<Alternatives>,
    /// What constrains the body and is not supported, as `keyword: value`.
    pub unsupported_constraints: Vec<String>,
}

impl Body {
    /// Understands the schema of a request's body, which is part of `document`.
    pub fn new(document: &Value, schema: &Value, place: &str) -> Result<Self> {
        let mut schema = NormalSchema::new(&normal_form(document, schema));
        let alternatives = std::mem::take(&mut schema.alternatives);
        Ok(Self {
            fields: fields(&schema, place)?,
            alternatives,
            unsupported_constraints: unsupported(&schema),
        })
    }
}

/// The properties of an object schema.
fn fields(schema: &NormalSchema, place: &str) -> Result<Vec<Field>> {
    let field = |(name, property): (&String, &Value)| {
        field(name, property, schema.required.contains(name), &format!("{place}.{name}"))
    };
    schema.properties.iter().map(field).collect()
}

fn field(name: &str, schema: &Value, required: bool, place: &str) -> Result<Field> {
    let schema = NormalSchema::new(schema);
    Ok(Field {
        name: name.to_owned(),
        required,
        nullable: schema.nullable,
        deprecated: schema.keywords.get("deprecated") == Some(&Value::Bool(true)),
        default: schema.keywords.get("default").cloned(),
        shape: shape(&schema, place)?,
        alternatives: alternatives(&schema),
        unsupported_constraints: unsupported(&schema),
    })
}

/// The alternatives of every object that a value is or contains: of the value itself, of the items of a list, or of the
/// options.
fn alternatives(schema: &NormalSchema) -> Vec<Alternatives> {
    match &schema.items {
        Some(items) => alternatives(&NormalSchema::new(items)),
        None if schema.options.is_empty() => schema.alternatives.clone(),
        None => alternatives_of_options(schema).unwrap_or_default(),
    }
}

/// The alternatives of every object that one of the options allows. None if those of two options differ: it is not known
/// which of them an object matches.
fn alternatives_of_options(schema: &NormalSchema) -> Option<Vec<Alternatives>> {
    let options = schema.options.iter().map(NormalSchema::new).filter(allows_objects);
    let mut alternatives = options.map(|option| alternatives(&option));
    let first = alternatives.next().unwrap_or_default();
    alternatives.all(|other| other == first).then_some(first)
}

/// Whether a value may be an object, or a list with objects.
fn allows_objects(schema: &NormalSchema) -> bool {
    match schema.kind.as_deref() {
        Some("array") => schema.items.as_ref().is_none_or(|items| allows_objects(&NormalSchema::new(items))),
        Some(kind) => kind == "object",
        None if schema.options.is_empty() => schema.values.is_none(),
        None => schema.options.iter().any(|option| allows_objects(&NormalSchema::new(option))),
    }
}

/// The unsupported constraints of a schema, of its items and of its options.
fn unsupported(schema: &NormalSchema) -> Vec<String> {
    let keywords = schema.keywords.iter().filter(|(keyword, value)| !is_supported(keyword, value, schema));
    let mut unsupported = keywords.map(|(keyword, value)| format!("{keyword}: {value}")).collect::<Vec<_>>();
    let unknown = schema.required.iter().filter(|name| !schema.properties.contains_key(*name));
    unsupported.extend(unknown.map(|name| format!("required: \"{name}\", which no property describes")));
    for part in schema.items.iter().chain(&schema.options) {
        unsupported.extend(self::unsupported(&NormalSchema::new(part)));
    }
    if alternatives_of_options(schema).is_none() {
        let options = schema.options.iter().flat_map(|option| alternatives(&NormalSchema::new(option)));
        unsupported.extend(options.map(|alternatives| alternatives.to_string()));
    }
    unsupported
}

fn shape(schema: &NormalSchema, place: &str) -> Result<Shape> {
    if let Some(reference) = schema.keywords.get("$ref") {
        return Err(format!("{place}: `$ref` {reference} is circular"));
    }
    if !schema.options.is_empty() {
        let options = schema.options.iter().map(|option| shape(&NormalSchema::new(option), place));
        return Ok(Shape::AnyOf(options.collect::<Result<_>>()?));
    }
    if let Some(values) = &schema.values {
        return Ok(choice(values));
    }
    let integer = |keyword| schema.keywords.get(keyword).and_then(Value::as_i64);
    let number = |keyword| schema.keywords.get(keyword).and_then(Value::as_f64);
    let count = |keyword| schema.keywords.get(keyword).and_then(Value::as_u64);
    Ok(match schema.kind.as_deref() {
        Some("boolean") => Shape::Boolean,
        Some("integer") => Shape::Integer { minimum: integer("minimum"), maximum: integer("maximum") },
        Some("number") => Shape::Number { minimum: number("minimum"), maximum: number("maximum") },
        Some("string") => Shape::Text {
            min_length: count("minLength"),
            max_length: count("maxLength"),
            format: schema.keywords.get("format").and_then(Value::as_str).map(str::to_owned),
        },
        Some("array") => {
            let items =
                schema.items.as_ref().map(|items| shape(&NormalSchema::new(items), &format!("{place}[]")));
            Shape::List {
                items: items.transpose()?.unwrap_or(Shape::Json).into(),
                min_items: count("minItems"),
                max_items: count("maxItems"),
            }
        }
        Some("object") if !schema.properties.is_empty() => Shape::Object(fields(schema, place)?),
        _ => Shape::Json,
    })
}

/// Whether a keyword is supported and its value has the form that it should.
fn is_supported(keyword: &str, value: &Value, schema: &NormalSchema) -> bool {
    match keyword {
        "minimum" | "maximum" if schema.kind.as_deref() == Some("integer") => value.is_i64(),
        "minimum" | "maximum" => value.is_number(),
        "minLength" | "maxLength" | "minItems" | "maxItems" => value.is_u64(),
        keyword => SUPPORTED.contains(&keyword),
    }
}

fn choice(values: &[Value]) -> Shape {
    if values.is_empty() {
        // Null, or nothing at all.
        Shape::Json
    } else if let Some(texts) = values.iter().map(|value| value.as_str().map(str::to_owned)).collect() {
        Shape::TextChoice(texts)
    } else if let Some(integers) = values.iter().map(Value::as_i64).collect() {
        Shape::IntegerChoice(integers)
    } else {
        Shape::Json
    }
}
