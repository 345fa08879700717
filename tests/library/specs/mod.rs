//! The vendored specs: the interface as a legible snapshot, in which one changed fact of a spec is one
//! changed line.

mod changes;
mod no_prose;
mod operations;

use aimlapi_kling::{Model, Parameter, ValueSchema};

use crate::support::snapshot::assert_snapshot;

/// A choice of more strings than this is shown with one value per line.
const LONG_CHOICE: usize = 20;

#[test]
fn the_interface_of_every_model() {
    let models: Vec<_> = Model::ALL.iter().map(|model| model_lines(*model).join("\n")).collect();
    assert_snapshot!("models", models.join("\n\n"));
}

/// A line for the model, and one for each field.
fn model_lines(model: Model) -> Vec<String> {
    let (name, family, task) = (model.type_name(), model.family(), model.task());
    let version = model.version().unwrap_or("-");
    let tier = model.tier().map_or("-", |tier| tier.as_str());
    let head = format!("{model}  {name}  family {family}, version {version}, tier {tier}, task {task}");
    let fields = model.parameters().iter().flat_map(|parameter| parameter_lines(parameter, 1));
    let rules = model.rules().map(|rule| format!("  rule {}: {}", rule.name, rule.text));
    [head].into_iter().chain(fields).chain(rules).collect()
}

/// A line for the field, and below it those of its long list of values or of its own fields.
fn parameter_lines(parameter: &Parameter, depth: usize) -> Vec<String> {
    let name = indented(depth, parameter.name);
    let need = need(parameter.required);
    let values = long_choice(&parameter.schema);
    let schema = if values.is_empty() { parameter.schema.to_string() } else { "one of".to_owned() };
    // The width is fixed, so that a long name moves no other line.
    let mut line = format!("{name:26} {need}  {schema}");
    if parameter.nullable {
        line += " or null";
    }
    if let Some(default) = parameter.default {
        line += &format!("  default {default}");
    }
    if parameter.deprecated {
        line += "  deprecated";
    }
    line.extend(parameter.unsupported_constraints.iter().map(|constraint| format!("  {constraint}")));

    let values = values.iter().map(|value| indented(depth + 1, value));
    let fields = fields(&parameter.schema).into_iter().flat_map(|field| parameter_lines(field, depth + 1));
    [line].into_iter().chain(values).chain(fields).collect()
}

fn long_choice(schema: &ValueSchema) -> &'static [&'static str] {
    match schema {
        ValueSchema::TextChoice(values) if values.len() > LONG_CHOICE => values,
        _ => &[],
    }
}

/// The fields of the objects in a value.
fn fields(schema: &ValueSchema) -> Vec<&'static Parameter> {
    match schema {
        ValueSchema::Object(fields) => fields.to_vec(),
        ValueSchema::List { items, .. } => fields(items),
        ValueSchema::AnyOf(options) => options.iter().flat_map(fields).collect(),
        _ => vec![],
    }
}

fn need(is_required: bool) -> &'static str {
    if is_required { "required" } else { "optional" }
}

fn indented(depth: usize, text: &str) -> String {
    "  ".repeat(depth) + text
}
