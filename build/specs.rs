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

/// The documents of one address: one a model, and the one to fetch with.
pub struct Group {
    /// Ordered by file name.
    pub models: Vec<Spec>,
    pub fetch: Spec,
}

/// Everything that the client is generated from.
pub struct Specs {
    pub current: Group,
    /// The log of requests, which earlier states of upstream do not describe.
    pub log: Option<Spec>,
    /// The address that upstream has left behind, as long as it has documents of it.
    pub legacy: Option<Group>,
}

impl Specs {
    /// Reads the folder `specs/`.
    pub fn read(specs: &Path) -> Result<Self> {
        let current = Group { models: read_all(specs, "models")?, fetch: read(specs, "fetch.json")? };
        if current.models.is_empty() {
            return Err("specs/models: no document; run `cargo xtask sync-specs`".into());
        }
        let log = specs.join("log.json").exists().then(|| read(specs, "log.json"));
        let legacy = specs.join("legacy").exists().then(|| {
            let (models, fetch) = (read_all(specs, "legacy")?, read(specs, "legacy/fetch.json")?);
            Ok::<_, String>(Group { models, fetch })
        });
        Ok(Self { current, log: log.transpose()?, legacy: legacy.transpose()? })
    }

    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        [&self.current].into_iter().chain(&self.legacy)
    }

    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Spec> {
        let groups = [&mut self.current].into_iter().chain(&mut self.legacy);
        let grouped = groups.flat_map(|group| group.models.iter_mut().chain([&mut group.fetch]));
        grouped.chain(&mut self.log)
    }
}

/// The documents of models in a folder.
fn read_all(specs: &Path, folder: &str) -> Result<Vec<Spec>> {
    let mut names = fs::read_dir(specs.join(folder))
        .and_then(|entries| entries.map(|entry| Ok(entry?.file_name())).collect::<std::io::Result<Vec<_>>>())
        .map_err(|error| format!("specs/{folder}: {error}; run `cargo xtask sync-specs`"))?;
    names.retain(|name| name != "fetch.json");
    names.sort();
    names.iter().map(|name| read(specs, &format!("{folder}/{}", name.display()))).collect()
}

fn read(specs: &Path, name: &str) -> Result<Spec> {
    let file = format!("specs/{name}");
    let text = fs::read_to_string(specs.join(name)).map_err(|error| format!("{file}: {error}"))?;
    let document = serde_json::from_str(&text).map_err(|error| format!("{file}: not JSON: {error}"))?;
    Ok(Spec { file, document })
}
