//! The Rust API that is generated, one line an item: what a release is judged by.
//!
//! Two lists that differ in nothing but added lines are compatible: every struct and enum is
//! `#[non_exhaustive]`. `tests/public_api.rs` holds this list against the code itself.

use serde_json::Value;

use super::{
    merge::Api,
    names::{self, join, option_path},
    shape::{Field, Shape},
};

/// A line for each public item, in alphabetical order.
pub fn listing(api: &Api) -> Vec<String> {
    let lister = Lister { api };
    let mut lines = [operations(api), words(api)].concat();
    for model in &api.models {
        let name = &model.name.type_name;
        lines.push(format!("Model::{name} = {:?}", model.id));
        lines.push(format!("Request::{name}({name})"));
        lines.extend(lister.object(name, "", &model.fields));
    }
    for nested in api.types.iter() {
        lines.extend(lister.nested(
            &nested.name,
            &nested.path,
            &nested.shape,
            nested.row.map(|row| row.unit),
        ));
    }
    lines.sort();
    lines.dedup();
    lines
}

/// The operations of the generated client.
fn operations(api: &Api) -> Vec<String> {
    let paths = api.paths();
    let items = paths.as_object().into_iter().flat_map(|paths| paths.values());
    items.filter_map(Value::as_object).flat_map(|item| item.values()).map(operation).collect()
}

fn operation(operation: &Value) -> String {
    let parameters = operation["parameters"].as_array().into_iter().flatten().map(|parameter| {
        let kind = if parameter["schema"]["type"] == "integer" { "i64" } else { "&str" };
        let kind = if parameter["required"] == true { kind.to_owned() } else { format!("Option<{kind}>") };
        format!("{}: {kind}", names::field_name(text(&parameter["name"])))
    });
    let body = operation.get("requestBody").map(|_| "body: &Request".to_owned());
    let arguments = parameters.chain(body).collect::<Vec<_>>();
    format!("raw::Client::{}({})", text(&operation["operationId"]), arguments.join(", "))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The closed sets that model ids are made of.
fn words(api: &Api) -> Vec<String> {
    let mut lines: Vec<_> = ["Family", "Task", "Tier"].map(|name| format!("enum {name}")).into();
    for model in &api.models {
        let name = &model.name;
        let words =
            [("Family", Some(&name.family)), ("Task", Some(&name.task)), ("Tier", name.tier.as_ref())];
        for (set, word) in words {
            lines.extend(word.map(|word| format!("{set}::{} = {word:?}", names::text_variant(word))));
        }
    }
    lines
}

struct Lister<'a> {
    api: &'a Api,
}

impl Lister<'_> {
    fn object(&self, name: &str, path: &str, fields: &[Field]) -> Vec<String> {
        let (required, optional): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.required);
        let arguments = required.iter().map(|field| self.argument(path, field)).collect::<Vec<_>>();
        let mut lines = vec![format!("struct {name}"), format!("{name}::new({})", arguments.join(", "))];
        for field in required {
            lines.push(format!(
                "{name}.{}: {}",
                names::field_name(&field.name),
                self.field_type(path, field)
            ));
        }
        for field in optional {
            lines.push(format!(
                "{name}.{}: Option<{}>",
                names::field_name(&field.name),
                self.field_type(path, field)
            ));
            let setter = format!("{name}::{}", setter_name(field));
            lines.push(format!("{setter}({})", self.argument(path, field)));
            // A line of its own: the setter stays what it is.
            lines.extend(field.deprecated.then(|| format!("#[deprecated] {setter}")));
        }
        lines
    }

    fn nested(&self, name: &str, path: &str, shape: &Shape, unit: Option<&str>) -> Vec<String> {
        let variants = match shape {
            Shape::Object(fields) => return self.object(name, path, fields),
            Shape::TextChoice(values) => {
                let names = names::variants(values, |value| names::text_variant(value));
                names.iter().zip(values).map(|(name, value)| format!("{name} = {value:?}")).collect()
            }
            Shape::IntegerChoice(values) => {
                let names =
                    names::variants(values, |value| names::integer_variant(*value, unit.unwrap_or("Value")));
                names.iter().zip(values).map(|(name, value)| format!("{name} = {value}")).collect()
            }
            Shape::AnyOf(options) => self.options(path, options),
            _ => vec![],
        };
        let variants = variants.into_iter().map(|variant| format!("{name}::{variant}"));
        [format!("enum {name}")].into_iter().chain(variants).collect()
    }

    fn options(&self, path: &str, options: &[Shape]) -> Vec<String> {
        let kinds: Vec<_> = options.iter().map(names::union_variant).collect();
        let names = names::variants(&kinds, ToString::to_string);
        let types =
            options.iter().enumerate().map(|(at, option)| self.rust_type(&option_path(path, at), option));
        names.iter().zip(types).map(|(name, value)| format!("{name}({value})")).collect()
    }

    fn field_type(&self, path: &str, field: &Field) -> String {
        self.rust_type(&join(path, &field.name), &field.shape)
    }

    /// An argument of a constructor or of a setter.
    fn argument(&self, path: &str, field: &Field) -> String {
        let path = join(path, &field.name);
        let takes = match &field.shape {
            Shape::List { items, .. } => {
                let item = self.rust_type(&format!("{path}[]"), items);
                format!("impl IntoIterator<Item = impl Into<{item}>>")
            }
            shape => format!("impl Into<{}>", self.rust_type(&path, shape)),
        };
        format!("{}: {takes}", names::field_name(&field.name))
    }

    fn rust_type(&self, path: &str, shape: &Shape) -> String {
        match shape {
            Shape::Boolean => "bool".to_owned(),
            Shape::Integer { .. } => "i64".to_owned(),
            Shape::Number { .. } => "f64".to_owned(),
            Shape::Text { .. } => "String".to_owned(),
            Shape::Json => "Value".to_owned(),
            Shape::List { items, .. } => format!("Vec<{}>", self.rust_type(&format!("{path}[]"), items)),
            named => self.api.types.get(path, named).name.clone(),
        }
    }
}

/// The setter of a property: `new` is taken.
fn setter_name(field: &Field) -> String {
    if field.name == "new" { "set_new".to_owned() } else { names::field_name(&field.name) }
}
