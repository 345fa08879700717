//! A model named on the command line.

use aimlapi_kling::Model;

/// Parses the id of a model or the name of its request type.
pub fn parse(text: &str) -> Result<Model, String> {
    text.parse().map_err(|_| {
        let similar = Model::suggest(text).map(Model::id).join(", ");
        format!("there is no such model; similar models are {similar}; `kling models` lists all")
    })
}
