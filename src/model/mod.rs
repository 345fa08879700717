//! The models as data: ids, parameters, limits. This module imports nothing from the rest of the crate.

mod aliases;
pub(crate) mod choice;
mod facts;
pub(crate) mod integer;
mod json_schema;
mod parameter;
mod suggest;
mod target;
mod typical_duration;
mod typical_seconds;

/// The generated model table.
mod generated {
    include!(concat!(env!("OUT_DIR"), "/models.rs"));
}

pub use choice::UnknownValue;
pub use facts::InputKind;
pub use generated::{Family, Model, Task, Tier};
pub use parameter::{Parameter, ValueSchema};

#[cfg(feature = "simulator")]
pub(crate) use generated::document;
#[cfg(feature = "schemars")]
pub(crate) use generated::parameters;
#[cfg(feature = "schemars")]
pub(crate) use json_schema::{json_schema, nested_schema, to_schemars};
pub(crate) use suggest::similar_name;
pub(crate) use target::Target;
pub(crate) use typical_duration::typical_duration;

use generated::MODELS;

/// One row of the generated model table.
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
    pub alternatives: &'static [Alternatives],
}

/// Sets of properties, one of which a request or a nested object must have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Alternatives {
    /// Whether it must not have a second one.
    pub exactly_one: bool,
    pub sets: &'static [&'static [&'static str]],
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

    /// The id of the model in requests: `kling-video/v1.6/standard/text-to-video`.
    pub fn id(self) -> &'static str {
        self.info().id
    }

    /// The name of the request type in [`types`](crate::types): `V1_6StandardTextToVideo`.
    pub fn type_name(self) -> &'static str {
        self.info().type_name
    }

    /// The product line of the model.
    pub fn family(self) -> Family {
        self.info().family
    }

    /// The version, if the id contains one: `1.6`.
    pub fn version(self) -> Option<&'static str> {
        self.info().version
    }

    /// The quality tier, if the id contains one.
    pub fn tier(self) -> Option<Tier> {
        self.info().tier
    }

    /// The kind of input and output: `text-to-video`, for example.
    pub fn task(self) -> Task {
        self.info().task
    }

    /// Whether requests are sent to the legacy endpoint.
    pub fn is_legacy(self) -> bool {
        self.info().is_legacy
    }

    /// The parameters, required and optional, in the order of the constructor's arguments.
    pub fn parameters(self) -> &'static [&'static Parameter] {
        self.info().parameters
    }

    pub(crate) fn alternatives(self) -> &'static [Alternatives] {
        self.info().alternatives
    }
}

/// Writes the id.
impl std::fmt::Display for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.id())
    }
}

/// Parses an id, an [alias](Model::aliases), or the name of a request type. An id always means the model at the
/// current endpoint; a model at the legacy endpoint is parsed from its type name only, because both share their ids.
impl std::str::FromStr for Model {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut models = Self::ALL.iter().chain(Self::LEGACY).copied();
        let by_name = || models.find(|model| model.type_name() == text);
        Self::with_id(text, false).or_else(by_name).ok_or_else(|| UnknownValue::new(text, Self::ALL))
    }
}

/// Serializes the id; a model at the legacy endpoint serializes its type name, so that it can be
/// distinguished from the model with the same id at the current endpoint.
impl serde::Serialize for Model {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.is_legacy() { self.type_name() } else { self.id() })
    }
}

/// Deserializes what [`FromStr`](std::str::FromStr) parses.
impl<'de> serde::Deserialize<'de> for Model {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
