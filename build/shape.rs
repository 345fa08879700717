//! The facts of a JSON schema that the generator understands, as Rust values.

use serde_json::{Map, Value};

use super::specs::Result;

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
    /// Anything the generator has no better word for.
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
    /// Keywords that constrain the value and are not modelled, as `keyword: value`.
    pub unread: Vec<String>,
}

/// Keywords that are modelled, or constrain nothing.
const READ: &[&str] = &[
    "type",
    "enum",
    "default",
    "format",
    "nullable",
    "deprecated",
    "properties",
    "required",
    "items",
    "anyOf",
    "readOnly",
    "writeOnly",
];

/// Deeper than any parameter is; only a reference to its own owner gets there.
const MAX_DEPTH: usize = 32;

/// Reads schemas of one document, following its references.
pub struct Reader<'a> {
    pub document: &'a Value,
}

impl Reader<'_> {
    /// The properties of an object schema, in the order of the document.
    pub fn fields(&self, schema: &Value, place: &str) -> Result<Vec<Field>> {
        if place.matches('.').count() > MAX_DEPTH {
            return Err(format!("{place}: nested too deeply, or a `$ref` that contains itself"));
        }
        let schema = self.resolve(schema, place)?;
        let required: Vec<&str> = list(&schema, "required").iter().filter_map(Value::as_str).collect();
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
            return Ok(Vec::new());
        };
        properties
            .iter()
            .map(|(name, property)| {
                self.field(name, property, required.contains(&name.as_str()), &format!("{place}.{name}"))
            })
            .collect()
    }

    fn field(&self, name: &str, schema: &Value, required: bool, place: &str) -> Result<Field> {
        let schema = self.resolve(schema, place)?;
        let is = |keyword| schema.get(keyword).and_then(Value::as_bool).unwrap_or(false);
        Ok(Field {
            name: name.to_owned(),
            required,
            nullable: is("nullable"),
            deprecated: is("deprecated"),
            default: schema.get("default").cloned(),
            shape: self.shape(&schema, place)?,
            unread: self.unread(&schema, place)?,
        })
    }

    /// Keywords of a schema and of its items that this module does not read.
    fn unread(&self, schema: &Map<String, Value>, place: &str) -> Result<Vec<String>> {
        let mut unread: Vec<_> = schema
            .iter()
            .filter(|(keyword, value)| !is_read(keyword, value, schema))
            .map(|(keyword, value)| format!("{keyword}: {value}"))
            .collect();
        let items = schema.get("items").filter(|items| items.is_object());
        for part in items.into_iter().chain(list(schema, "anyOf")) {
            unread.extend(self.unread(&self.resolve(part, place)?, place)?);
        }
        Ok(unread)
    }

    fn shape(&self, schema: &Map<String, Value>, place: &str) -> Result<Shape> {
        let integer = |keyword| schema.get(keyword).and_then(Value::as_i64);
        let number = |keyword| schema.get(keyword).and_then(Value::as_f64);
        let count = |keyword| schema.get(keyword).and_then(Value::as_u64);
        if let Some(options) = schema.get("anyOf").and_then(Value::as_array) {
            let options = options
                .iter()
                .map(|option| self.shape(&self.resolve(option, place)?, place))
                .collect::<Result<_>>()?;
            return Ok(Shape::AnyOf(options));
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return Ok(choice(values));
        }
        Ok(match schema.get("type").and_then(Value::as_str) {
            Some("boolean") => Shape::Boolean,
            Some("integer") => Shape::Integer { minimum: integer("minimum"), maximum: integer("maximum") },
            Some("number") => Shape::Number { minimum: number("minimum"), maximum: number("maximum") },
            Some("string") => Shape::Text {
                min_length: count("minLength"),
                max_length: count("maxLength"),
                format: schema.get("format").and_then(Value::as_str).map(str::to_owned),
            },
            Some("array") => {
                let items = schema.get("items").unwrap_or(&Value::Null);
                let place = format!("{place}[]");
                let items = match items {
                    Value::Null => Shape::Json,
                    items => self.shape(&self.resolve(items, &place)?, &place)?,
                };
                Shape::List {
                    items: items.into(),
                    min_items: count("minItems"),
                    max_items: count("maxItems"),
                }
            }
            Some("object") if schema.contains_key("properties") => {
                Shape::Object(self.fields(&Value::Object(schema.clone()), place)?)
            }
            _ => Shape::Json,
        })
    }

    /// Follows `$ref` within the document.
    fn resolve(&self, schema: &Value, place: &str) -> Result<Map<String, Value>> {
        let mut schema = schema;
        // A chain longer than this is a cycle.
        for _ in 0..16 {
            let Some(object) = schema.as_object() else {
                return Err(format!("{place}: a schema must be an object, found {schema}"));
            };
            let Some(reference) = object.get("$ref").and_then(Value::as_str) else {
                return Ok(object.clone());
            };
            schema = reference
                .strip_prefix('#')
                .and_then(|pointer| self.document.pointer(pointer))
                .ok_or_else(|| format!("{place}: `$ref` \"{reference}\" leads nowhere"))?;
        }
        Err(format!("{place}: `$ref` goes round in a circle"))
    }
}

/// Whether a keyword is modelled and its value is of the form that is expected.
fn is_read(keyword: &str, value: &Value, schema: &Map<String, Value>) -> bool {
    let is_integer = schema.get("type").and_then(Value::as_str) == Some("integer");
    match keyword {
        "minimum" | "maximum" if is_integer => value.is_i64(),
        "minimum" | "maximum" => value.is_number(),
        "minLength" | "maxLength" | "minItems" | "maxItems" => value.is_u64(),
        keyword => READ.contains(&keyword),
    }
}

fn list<'a>(schema: &'a Map<String, Value>, keyword: &str) -> &'a [Value] {
    schema.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn choice(values: &[Value]) -> Shape {
    if let Some(texts) = values.iter().map(|value| value.as_str().map(str::to_owned)).collect() {
        Shape::TextChoice(texts)
    } else if let Some(integers) = values.iter().map(Value::as_i64).collect() {
        Shape::IntegerChoice(integers)
    } else {
        Shape::Json
    }
}

impl Shape {
    /// What the Rust type depends on, and nothing else: two shapes that differ in a limit or a
    /// default only are one type.
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

    /// The same without limits and defaults.
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

    /// Whether some of it could not be read; nested objects answer for themselves.
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
