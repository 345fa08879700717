//! `kling models` and `kling schema`

use std::io;

use aimlapi_kling::{Model, Parameter, ValueSchema};
use serde_json::{Value, json};

use crate::output;

/// Lists all models, or one in detail.
pub fn list(model: Option<Model>, as_json: bool) -> io::Result<()> {
    let all = [Model::ALL, Model::LEGACY].concat();
    let models = model.as_ref().map_or(all.as_slice(), std::slice::from_ref);
    if as_json {
        return output::line(&models.iter().map(|model| described(*model)).collect());
    }
    for listed in models {
        output::text(&format!("{}  {}", listed.id(), listed.type_name()))?;
        match model {
            Some(_) => lines(listed.parameters(), 1)?,
            None => output::text(&format!("    {}", names(*listed)))?,
        }
    }
    Ok(())
}

/// Prints the JSON Schema of a model's requests.
pub fn schema(model: Model) -> io::Result<()> {
    output::text(&format!("{:#}", model.json_schema()))
}

/// Required parameters first, as the constructor takes them; optional ones in brackets.
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
        output::text(&format!("{indent}{}  ({required}{}{default})", parameter.name, parameter.schema))?;
        output::text(&format!("{indent}    {}", parameter.description))?;
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
