//! Where a request is sent to.

use super::Model;

/// The model that a request names, and the endpoint that it is sent to. The model may be unknown to this crate.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub model_id: String,
    pub is_legacy: bool,
}

impl Target {
    pub fn new(model_id: impl Into<String>, is_legacy: bool) -> Self {
        Self { model_id: model_id.into(), is_legacy }
    }

    pub fn model(&self) -> Option<Model> {
        Model::with_id(&self.model_id, self.is_legacy)
    }
}
