//! The models, as data.

use crate::{Family, Model, Parameter, Task, Tier, generated::models::MODELS};

/// What is known of a model.
#[derive(Debug)]
pub(crate) struct ModelInfo {
    pub id: &'static str,
    pub type_name: &'static str,
    pub family: Family,
    pub version: Option<&'static str>,
    pub tier: Option<Tier>,
    pub task: Task,
    pub is_legacy: bool,
    pub parameters: &'static [&'static Parameter],
}

/// ```
/// use aimlapi_kling::{Model, Task, Tier};
///
/// let model: Model = "kling-video/v1.6/standard/text-to-video".parse()?;
/// assert_eq!(model, Model::V1_6StandardTextToVideo);
/// assert_eq!(model.version(), Some("1.6"));
/// assert_eq!(model.tier(), Some(Tier::Standard));
/// assert_eq!(model.task(), Task::TextToVideo);
/// # Ok::<(), aimlapi_kling::UnknownValue>(())
/// ```
impl Model {
    fn info(self) -> &'static ModelInfo {
        &MODELS[self as usize]
    }

    /// The id that the service knows it by: `kling-video/v1.6/standard/text-to-video`.
    pub fn id(self) -> &'static str {
        self.info().id
    }

    /// The name of its request type: `V1_6StandardTextToVideo`.
    pub fn type_name(self) -> &'static str {
        self.info().type_name
    }

    /// The line it belongs to.
    pub fn family(self) -> Family {
        self.info().family
    }

    /// Its version, where the id has one: `1.6`.
    pub fn version(self) -> Option<&'static str> {
        self.info().version
    }

    /// Its quality, where the id says one.
    pub fn tier(self) -> Option<Tier> {
        self.info().tier
    }

    /// What it makes out of what.
    pub fn task(self) -> Task {
        self.info().task
    }

    /// Whether its requests go to the address that the service has left behind.
    pub fn is_legacy(self) -> bool {
        self.info().is_legacy
    }

    /// Its parameters, required ones and optional ones, in the order of a constructor's arguments.
    pub fn parameters(self) -> &'static [&'static Parameter] {
        self.info().parameters
    }
}

/// The id.
impl std::fmt::Display for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.id())
    }
}

/// Takes an id or the name of a request type. An id is that of the model at the service's own
/// address; one for the legacy address is known by its type name only.
impl std::str::FromStr for Model {
    type Err = crate::UnknownValue;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let by_id = Self::ALL.iter().find(|model| model.id() == text);
        let by_name = || Self::ALL.iter().chain(Self::LEGACY).find(|model| model.type_name() == text);
        by_id.or_else(by_name).copied().ok_or_else(|| crate::UnknownValue::new(text, Self::ALL))
    }
}
