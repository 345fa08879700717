//! Reads JSON schemas as shapes.

use serde_json::{Map, Value};

use crate::build::{
    Result,
    read::shape::{Field, Shape},
};

/// Keywords that [`Shape`] and [`Field`] represent, or that constrain nothing.
const SUPPORTED: &[&str] = &[
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

/// Deeper than any parameter: only a `$ref` to a schema that contains it gets there.
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
            unsupported_constraints: self.unsupported(&schema, place)?,
        })
    }

    /// The unsupported keywords of a schema, of its items and of its options.
    fn unsupported(&self, schema: &Map<String, Value>, place: &str) -> Result<Vec<String>> {
        let mut unsupported: Vec<_> = schema
            .iter()
            .filter(|(keyword, value)| !is_supported(keyword, value, schema))
            .map(|(keyword, value)| format!("{keyword}: {value}"))
            .collect();
        let items = schema.get("items").filter(|items| items.is_object());
        for part in items.into_iter().chain(list(schema, "anyOf")) {
            unsupported.extend(self.unsupported(&self.resolve(part, place)?, place)?);
        }
        Ok(unsupported)
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
                .ok_or_else(|| format!("{place}: `$ref` \"{reference}\" does not resolve"))?;
        }
        Err(format!("{place}: `$ref` is circular"))
    }
}

/// Whether a keyword is supported and its value has the form that it should.
fn is_supported(keyword: &str, value: &Value, schema: &Map<String, Value>) -> bool {
    let is_integer = schema.get("type").and_then(Value::as_str) == Some("integer");
    match keyword {
        "minimum" | "maximum" if is_integer => value.is_i64(),
        "minimum" | "maximum" => value.is_number(),
        "minLength" | "maxLength" | "minItems" | "maxItems" => value.is_u64(),
        keyword => SUPPORTED.contains(&keyword),
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
