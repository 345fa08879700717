//! The JSON Schema of a request, derived from the model table.

use serde_json::{Map, Value, json};

use super::{Alternatives, Model, Parameter, ValueSchema};

impl Model {
    /// The JSON Schema (draft 2020-12) of a request. It accepts what the specification accepts, includes
    /// this crate's descriptions, and contains no references, so it can be used directly as the
    /// parameters of a tool definition for a language model.
    ///
    /// ```
    /// use aimlapi_kling::Model;
    ///
    /// let schema = Model::V1_6StandardTextToVideo.json_schema();
    /// assert_eq!(schema["properties"]["cfg_scale"]["maximum"], 1.0);
    /// assert_eq!(schema["required"], serde_json::json!(["model", "prompt"]));
    /// ```
    pub fn json_schema(self) -> Value {
        let mut schema = object(self.parameters());
        schema["title"] = self.type_name().into();
        schema["description"] = format!("A request to the video model {self}.").into();
        schema["properties"]["model"] =
            json!({ "type": "string", "enum": [self.id()], "description": "The id of the model." });
        if let Some(required) = schema["required"].as_array_mut() {
            required.insert(0, "model".into());
        }
        add_alternatives(&mut schema, self.alternatives());
        schema
    }
}

/// Adds them to every schema of an object: to the schema itself, to that of the items of a list, and to the options.
fn add_alternatives(schema: &mut Value, alternatives: &[Alternatives]) {
    if alternatives.is_empty() {
        return;
    }
    if let Some(items) = schema.get_mut("items") {
        add_alternatives(items, alternatives);
    }
    if let Some(Value::Array(options)) = schema.get_mut("anyOf") {
        options.iter_mut().for_each(|option| add_alternatives(option, alternatives));
    }
    if schema["type"] == "object" {
        schema["allOf"] = alternatives.iter().map(self::alternatives).collect();
    }
}

fn object(parameters: &[&Parameter]) -> Value {
    let properties: Map<_, _> =
        parameters.iter().map(|parameter| (parameter.name.to_owned(), property(parameter))).collect();
    let required = parameters.iter().filter(|parameter| parameter.required).map(|parameter| parameter.name);
    json!({ "type": "object", "properties": properties, "required": required.collect::<Vec<_>>() })
}

fn alternatives(alternatives: &Alternatives) -> Value {
    let keyword = if alternatives.exactly_one { "oneOf" } else { "anyOf" };
    let sets = alternatives.sets.iter().map(|set| json!({ "required": set }));
    json!({ keyword: sets.collect::<Vec<_>>() })
}

fn property(parameter: &Parameter) -> Value {
    let mut schema = value(&parameter.schema);
    add_alternatives(&mut schema, parameter.alternatives);
    if parameter.nullable {
        schema = json!({ "anyOf": [schema, { "type": "null" }] });
    }
    if !parameter.description.is_empty() {
        schema["description"] = parameter.description.into();
    }
    if let Some(default) = parameter.default.and_then(|text| serde_json::from_str(text).ok()) {
        schema["default"] = default;
    }
    if parameter.deprecated {
        schema["deprecated"] = true.into();
    }
    schema
}

fn value(schema: &ValueSchema) -> Value {
    match schema {
        ValueSchema::Boolean => json!({ "type": "boolean" }),
        ValueSchema::Integer { minimum, maximum } => {
            limited("integer", [("minimum", minimum.map(Value::from)), ("maximum", maximum.map(Value::from))])
        }
        ValueSchema::Number { minimum, maximum } => {
            limited("number", [("minimum", minimum.map(Value::from)), ("maximum", maximum.map(Value::from))])
        }
        ValueSchema::Text { min_length, max_length, format } => limited(
            "string",
            [
                ("minLength", min_length.map(Value::from)),
                ("maxLength", max_length.map(Value::from)),
                ("format", format.map(Value::from)),
            ],
        ),
        ValueSchema::TextChoice(values) => json!({ "type": "string", "enum": values }),
        ValueSchema::IntegerChoice(values) => json!({ "type": "integer", "enum": values }),
        ValueSchema::List { items, min_items, max_items } => limited(
            "array",
            [
                ("items", Some(value(items))),
                ("minItems", min_items.map(Value::from)),
                ("maxItems", max_items.map(Value::from)),
            ],
        ),
        ValueSchema::Object(parameters) => object(parameters),
        ValueSchema::AnyOf(options) => json!({ "anyOf": options.iter().map(value).collect::<Vec<_>>() }),
        ValueSchema::Json => json!({}),
    }
}

fn limited<const N: usize>(name: &str, limits: [(&str, Option<Value>); N]) -> Value {
    let mut schema = json!({ "type": name });
    for (keyword, limit) in limits {
        if let Some(limit) = limit {
            schema[keyword] = limit;
        }
    }
    schema
}

/// Implements `JsonSchema` with an expression. The generated code invokes it for each type.
#[cfg(feature = "schemars")]
macro_rules! json_schema {
    ($name:ident, $schema:expr) => {
        impl schemars::JsonSchema for $name {
            // A schema without references is more useful in tool definitions.
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                crate::model::to_schemars($schema)
            }
        }
    };
}

#[cfg(feature = "schemars")]
pub(crate) use json_schema;

/// The schema of a nested type, with its description.
#[cfg(feature = "schemars")]
pub(crate) fn nested_schema(schema: &ValueSchema, description: &str) -> Value {
    let mut schema = value(schema);
    schema["description"] = description.into();
    schema
}

#[cfg(feature = "schemars")]
pub(crate) fn to_schemars(schema: Value) -> schemars::Schema {
    match schema {
        Value::Object(object) => object.into(),
        _ => schemars::Schema::default(),
    }
}

// No model of today has alternatives, so that no test can get here through the public API.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alternatives_of_nested_objects_are_in_the_schemas_of_the_items_and_the_options() {
        const EITHER: Alternatives = Alternatives { exactly_one: true, sets: &[&["a"], &["b", "c"]] };
        const ITEM: ValueSchema = ValueSchema::Object(&[]);
        const LIST: ValueSchema = ValueSchema::List { items: &ITEM, min_items: Some(1), max_items: None };
        const OPTIONS: ValueSchema = ValueSchema::AnyOf(&[ValueSchema::Boolean, ITEM, LIST]);
        let parameter = |schema| Parameter { schema, alternatives: &[EITHER], ..Parameter::OPTIONAL };
        let object = json!({
            "type": "object",
            "properties": {},
            "required": [],
            "allOf": [{ "oneOf": [{ "required": ["a"] }, { "required": ["b", "c"] }] }],
        });
        assert_eq!(property(&parameter(ITEM)), object);
        let list = json!({ "type": "array", "items": object, "minItems": 1 });
        assert_eq!(property(&parameter(LIST)), list);
        let options = json!({ "anyOf": [{ "type": "boolean" }, object, list] });
        assert_eq!(property(&parameter(OPTIONS)), options);
    }
}
