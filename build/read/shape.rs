//! What a value may be, as far as the generator supports it.

use serde_json::Value;

use super::normal_form::Alternatives;

/// What a value may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Boolean,
    Integer {
        minimum: Option<i64>,
        maximum: Option<i64>,
    },
    Number {
        minimum: Option<f64>,
        maximum: Option<f64>,
    },
    Text {
        min_length: Option<u64>,
        max_length: Option<u64>,
        format: Option<String>,
    },
    TextChoice(Vec<String>),
    IntegerChoice(Vec<i64>),
    List {
        items: Box<Shape>,
        min_items: Option<u64>,
        max_items: Option<u64>,
    },
    Object(Vec<Field>),
    AnyOf(Vec<Shape>),
    /// Any JSON: a schema that the generator does not support.
    Json,
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: String,
    pub required: bool,
    pub nullable: bool,
    pub deprecated: bool,
    pub default: Option<Value>,
    pub shape: Shape,
    /// The sets of properties of which every object must have one that the value is or, as a list, contains.
    pub alternatives: Vec<Alternatives>,
    /// Keywords that constrain the value and are not supported, as `keyword: value`.
    pub unsupported_constraints: Vec<String>,
}

impl Shape {
    /// What the Rust type depends on, and nothing else: two shapes that differ only in a limit or a default are
    /// one type.
    pub fn type_key(&self) -> String {
        match self {
            Self::Boolean => "boolean".into(),
            Self::Integer { .. } => "integer".into(),
            Self::Number { .. } => "number".into(),
            Self::Text { .. } => "text".into(),
            Self::TextChoice(values) => format!("{values:?}"),
            Self::IntegerChoice(values) => format!("{values:?}"),
            Self::List { items, .. } => format!("list<{}>", items.type_key()),
            Self::Object(fields) => {
                let mut keys: Vec<_> = fields
                    .iter()
                    .map(|field| {
                        let mark = if field.required { "" } else { "?" };
                        format!("{}{mark}: {}", field.name, field.shape.type_key())
                    })
                    .collect();
                keys.sort();
                format!("{{{}}}", keys.join(", "))
            }
            Self::AnyOf(options) => options.iter().map(Self::type_key).collect::<Vec<_>>().join(" | "),
            Self::Json => "json".into(),
        }
    }

    /// Whether the Rust type of this shape has a name of its own.
    pub fn is_named(&self) -> bool {
        matches!(self, Self::TextChoice(_) | Self::IntegerChoice(_) | Self::Object(_) | Self::AnyOf(_))
    }

    /// The same shape without limits and defaults.
    pub fn unlimited(&self) -> Self {
        match self {
            Self::Integer { .. } => Self::Integer { minimum: None, maximum: None },
            Self::Number { .. } => Self::Number { minimum: None, maximum: None },
            Self::Text { format, .. } => {
                Self::Text { min_length: None, max_length: None, format: format.clone() }
            }
            Self::List { items, .. } => {
                Self::List { items: items.unlimited().into(), min_items: None, max_items: None }
            }
            Self::Object(fields) => Self::Object(
                fields
                    .iter()
                    .map(|field| Field { default: None, shape: field.shape.unlimited(), ..field.clone() })
                    .collect(),
            ),
            Self::AnyOf(options) => Self::AnyOf(options.iter().map(Self::unlimited).collect()),
            other => other.clone(),
        }
    }

    /// Whether there is an object in it.
    pub fn has_object(&self) -> bool {
        match self {
            Self::Object(_) => true,
            Self::List { items, .. } => items.has_object(),
            Self::AnyOf(options) => options.iter().any(Self::has_object),
            _ => false,
        }
    }

    /// Whether it, or each item of it, is one of several types.
    pub fn has_options(&self) -> bool {
        match self {
            Self::AnyOf(_) => true,
            Self::List { items, .. } => items.has_options(),
            _ => false,
        }
    }

    /// Whether there may be a text in it that is not one of a few.
    pub fn has_text(&self) -> bool {
        match self {
            Self::Text { .. } | Self::Object(_) | Self::Json => true,
            Self::List { items, .. } => items.has_text(),
            Self::AnyOf(options) => options.iter().any(Self::has_text),
            _ => false,
        }
    }

    /// Whether a part of it is not supported. The properties of nested objects are asked by themselves.
    pub fn has_json(&self) -> bool {
        match self {
            Self::Json => true,
            Self::List { items, .. } => items.has_json(),
            Self::AnyOf(options) => options.iter().any(Self::has_json),
            _ => false,
        }
    }

    /// Whether a default is of the declared type.
    pub fn admits(&self, value: &Value) -> bool {
        match self {
            Self::Boolean => value.is_boolean(),
            Self::Integer { .. } => value.is_i64(),
            Self::Number { .. } => value.is_number(),
            Self::Text { .. } => value.is_string(),
            Self::TextChoice(values) => {
                value.as_str().is_some_and(|text| values.iter().any(|value| value == text))
            }
            Self::IntegerChoice(values) => value.as_i64().is_some_and(|integer| values.contains(&integer)),
            Self::List { items, .. } => {
                value.as_array().is_some_and(|values| values.iter().all(|value| items.admits(value)))
            }
            Self::Object(_) => value.is_object(),
            Self::AnyOf(options) => options.iter().any(|option| option.admits(value)),
            Self::Json => true,
        }
    }
}
