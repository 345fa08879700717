//! `kling schema`

use clap::Args;

use crate::{
    failure::Failure,
    model::{ModelParser, NamedModel},
    output,
};

/// Print the JSON Schema of a model's requests.
///
/// It can be used in a tool definition of a language model, for example.
#[derive(Args)]
pub struct Schema {
    /// Id of the model, or name of its request type.
    #[arg(value_parser = ModelParser)]
    model: NamedModel,
}

impl Schema {
    pub fn run(&self) -> Result<(), Failure> {
        Ok(output::line(&format!("{:#}", self.model.model.json_schema()))?)
    }
}
