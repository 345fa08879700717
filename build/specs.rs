//! Reads the vendored documents.

use std::{fs, path::Path};

use serde_json::Value;

/// What the build steps return: the text says which file, where, and what to do.
pub type Result<T, E = String> = std::result::Result<T, E>;

/// One vendored OpenAPI document.
pub struct Spec {
    /// Path below the package, for messages.
    pub file: String,
    pub document: Value,
}

/// Everything that the client is generated from.
pub struct Specs {
    /// One document a model, ordered by file name.
    pub models: Vec<Spec>,
    pub fetch: Spec,
}

impl Specs {
    /// Reads the folder `specs/`.
    pub fn read(specs: &Path) -> Result<Self> {
        let mut names = fs::read_dir(specs.join("models"))
            .and_then(|entries| {
                entries.map(|entry| Ok(entry?.file_name())).collect::<std::io::Result<Vec<_>>>()
            })
            .map_err(|error| format!("specs/models: {error}; run `cargo xtask sync-specs`"))?;
        names.sort();
        let models = names
            .iter()
            .map(|name| read(specs, &format!("models/{}", name.display())))
            .collect::<Result<Vec<_>>>()?;
        if models.is_empty() {
            return Err("specs/models: no document; run `cargo xtask sync-specs`".into());
        }
        Ok(Self { models, fetch: read(specs, "fetch.json")? })
    }

    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Spec> {
        self.models.iter_mut().chain([&mut self.fetch])
    }
}

fn read(specs: &Path, name: &str) -> Result<Spec> {
    let file = format!("specs/{name}");
    let text = fs::read_to_string(specs.join(name)).map_err(|error| format!("{file}: {error}"))?;
    let document = serde_json::from_str(&text).map_err(|error| format!("{file}: not JSON: {error}"))?;
    Ok(Spec { file, document })
}
