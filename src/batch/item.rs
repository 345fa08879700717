//! One request of a batch.

use std::path::{Path, PathBuf};

use crate::request::Request;

/// A request of a batch, with its name and its output file.
///
/// ```
/// use aimlapi_kling::{batch::BatchItem, types::V1_6StandardTextToVideo};
///
/// let item = BatchItem::new(V1_6StandardTextToVideo::new("A lighthouse in a storm"), "videos/lighthouse.mp4");
/// assert_eq!(item.name(), "lighthouse");
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct BatchItem {
    name: String,
    pub(super) request: Request,
    output: PathBuf,
}

impl BatchItem {
    /// Creates an item that is named after its output file. The output file identifies the item within the batch, so
    /// a relative path must be relative to the same folder in every run.
    pub fn new(request: impl Into<Request>, output: impl Into<PathBuf>) -> Self {
        let output = output.into();
        let name = output.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Self { name, request: request.into(), output }
    }

    /// Sets the name, by which events refer to the item.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The request.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// The output file.
    pub fn output(&self) -> &Path {
        &self.output
    }
}
