//! `kling schema`

use aimlapi_kling::Model;
use clap::Args;

use crate::{failure::Failure, model, output};

/// Print the JSON Schema of a model's requests, for example for a tool definition.
#[derive(Args)]
pub struct Schema {
    /// Id of the model, or name of its request type.
    #[arg(value_parser = model::ModelParser)]
    model: Model,
}

impl Schema {
    pub fn run(&self) -> Result<(), Failure> {
        Ok(output::line(&format!("{:#}", self.model.json_schema()))?)
    }
}
