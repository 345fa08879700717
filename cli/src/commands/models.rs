//! `kling models`

use std::io;

use aimlapi_kling::{Model, Parameter, ValueSchema};
use clap::Args;
use serde_json::{Value, json};

use crate::{failure::Failure, model, output};

/// List the models and their parameters.
#[derive(Args)]
pub struct Models {
    /// Show only this model, in detail.
    #[arg(value_parser = model::ModelParser)]
    model: Option<Model>,

    /// Write JSON to standard output.
    #[arg(long)]
    pub json: bool,
}

impl Models {
    pub fn run(&self) -> Result<(), Failure> {
        Ok(self.print()?)
    }

    fn print(&self) -> io::Result<()> {
        match (self.model, self.json) {
            (None, false) => all().try_for_each(summary),
            (Some(model), false) => detail(model),
            (model, true) => {
                let models = all().filter(|one| model.is_none_or(|model| model == *one));
                output::json(&models.map(described).collect::<Value>())
            }
        }
    }
}

fn all() -> impl Iterator<Item = Model> {
    [Model::ALL, Model::LEGACY].into_iter().flatten().copied()
}

fn summary(model: Model) -> io::Result<()> {
    output::line(&format!("{}  {}", model.id(), model.type_name()))?;
    output::line(&format!("    {}", names(model)))
}

fn detail(model: Model) -> io::Result<()> {
    output::line(&format!("{}  {}", model.id(), model.type_name()))?;
    lines(model.parameters(), 1)
}

/// The names of the parameters: first the required ones in the order of the constructor, then the optional ones in
/// brackets.
fn names(model: Model) -> String {
    let parameters = model.parameters().iter();
    let (required, optional): (Vec<&Parameter>, Vec<&Parameter>) =
        parameters.partition(|parameter| parameter.required);
    let required = required.iter().map(|parameter| parameter.name.to_owned());
    required
        .chain(optional.iter().map(|parameter| format!("[{}]", parameter.name)))
        .collect::<Vec<_>>()
        .join(" ")
}

fn lines(parameters: &[&Parameter], depth: usize) -> io::Result<()> {
    for parameter in parameters {
        let required = if parameter.required { "required, " } else { "" };
        let default =
            parameter.default.map(|value| format!(", server's default {value}")).unwrap_or_default();
        let indent = "  ".repeat(depth);
        output::line(&format!("{indent}{}  ({required}{}{default})", parameter.name, parameter.schema))?;
        output::line(&format!("{indent}    {}", parameter.description))?;
        lines(nested(&parameter.schema), depth + 2)?;
    }
    Ok(())
}

/// The properties of an object, or of the objects in a list.
fn nested(schema: &ValueSchema) -> &'static [&'static Parameter] {
    match schema {
        ValueSchema::Object(properties) => properties,
        ValueSchema::List { items, .. } => nested(items),
        _ => &[],
    }
}

fn described(model: Model) -> Value {
    json!({
        "id": model.id(),
        "type": model.type_name(),
        "family": model.family().as_str(),
        "version": model.version(),
        "tier": model.tier().map(|tier| tier.as_str()),
        "task": model.task().as_str(),
        "parameters": model.parameters().iter().map(|parameter| property(parameter)).collect::<Vec<_>>(),
    })
}

fn property(parameter: &Parameter) -> Value {
    let mut property = json!({
        "name": parameter.name,
        "required": parameter.required,
        "value": parameter.schema.to_string(),
        "description": parameter.description,
    });
    if let Some(default) = parameter.default.and_then(|text| serde_json::from_str(text).ok()) {
        property["default"] = default;
    }
    let nested = nested(&parameter.schema);
    if !nested.is_empty() {
        property["properties"] = nested.iter().map(|parameter| self::property(parameter)).collect();
    }
    property
}
