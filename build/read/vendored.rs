//! The vendored OpenAPI documents on disk.

use std::{fs, path::Path};

use serde_json::Value;

use crate::build::{Result, read::plain_text};

/// The documents of the service's operations, below `specs/`.
const OF_SERVICE: [&str; 3] = ["log.json", "catalogue.json", "metrics.json"];

/// One vendored OpenAPI document.
pub struct VendoredDocument {
    /// Path below the package, for messages.
    pub file: String,
    pub json: Value,
}

impl VendoredDocument {
    fn load(specs: &Path, name: &str) -> Result<Self> {
        let file = format!("specs/{name}");
        let text = fs::read_to_string(specs.join(name)).map_err(|error| format!("{file}: {error}"))?;
        let json = serde_json::from_str(&text).map_err(|error| format!("{file}: not JSON: {error}"))?;
        plain_text::check(&json).map_err(|error| format!("{file}: {error}"))?;
        Ok(Self { file, json })
    }

    /// The path of the document's only operation with this method.
    pub fn path_of(&self, method: &str) -> Result<String> {
        let paths = self.json["paths"].as_object().into_iter().flatten();
        let mut paths = paths.filter(|(_, item)| item.get(method).is_some()).map(|(path, _)| path);
        match (paths.next(), paths.next()) {
            (Some(path), None) => Ok(path.clone()),
            (None, _) => Err(format!("{}: no path has a `{method}` operation", self.file)),
            (Some(a), Some(b)) => {
                Err(format!("{}: both {a} and {b} have a `{method}` operation; expected one", self.file))
            }
        }
    }
}

/// The documents of one endpoint: one per model, and the one that fetches a job.
pub struct Endpoint {
    /// Ordered by file name.
    pub models: Vec<VendoredDocument>,
    pub fetch: VendoredDocument,
}

/// Everything that the client is generated from.
pub struct Vendored {
    pub current: Endpoint,
    /// The operations of the service that have nothing to do with a single model. Earlier revisions of upstream do
    /// not describe all of them.
    pub service: Vec<VendoredDocument>,
    /// The legacy endpoint, as long as upstream has documents of it.
    pub legacy: Option<Endpoint>,
}

impl Vendored {
    /// Reads the folder `specs/`.
    pub fn load(specs: &Path) -> Result<Self> {
        let load = |name| VendoredDocument::load(specs, name);
        let current = Endpoint { models: load_models(specs, "models")?, fetch: load("fetch.json")? };
        if current.models.is_empty() {
            return Err("specs/models: no document; run `cargo xtask sync-specs`".into());
        }
        let service = OF_SERVICE.into_iter().filter(|name| specs.join(name).exists());
        let service = service.map(load).collect::<Result<_>>()?;
        let legacy = specs.join("legacy").exists().then(|| {
            let (models, fetch) = (load_models(specs, "legacy")?, load("legacy/fetch.json")?);
            Ok::<_, String>(Endpoint { models, fetch })
        });
        Ok(Self { current, service, legacy: legacy.transpose()? })
    }

    /// The current endpoint, then the legacy one.
    pub fn endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        [&self.current].into_iter().chain(&self.legacy)
    }

    /// Every document.
    pub fn documents_mut(&mut self) -> impl Iterator<Item = &mut VendoredDocument> {
        let endpoints = [&mut self.current].into_iter().chain(&mut self.legacy);
        let of_endpoints =
            endpoints.flat_map(|endpoint| endpoint.models.iter_mut().chain([&mut endpoint.fetch]));
        of_endpoints.chain(&mut self.service)
    }
}

/// The documents of models in a folder.
fn load_models(specs: &Path, folder: &str) -> Result<Vec<VendoredDocument>> {
    let mut names = fs::read_dir(specs.join(folder))
        .and_then(|entries| entries.map(|entry| Ok(entry?.file_name())).collect::<std::io::Result<Vec<_>>>())
        .map_err(|error| format!("specs/{folder}: {error}; run `cargo xtask sync-specs`"))?;
    names.retain(|name| name != "fetch.json");
    names.sort();
    names.iter().map(|name| VendoredDocument::load(specs, &format!("{folder}/{}", name.display()))).collect()
}
