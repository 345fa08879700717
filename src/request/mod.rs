//! Typed requests, their JSON form, and their validation.

mod body;
mod coerce;
mod data_uri;
mod debug;
mod from_json;
mod large_texts;
mod model_request;
mod rule;
#[allow(dead_code, reason = "the generator uses the rest")]
mod rule_facts;
pub(crate) mod texts;
pub(crate) mod unlisted;
mod unlisted_names;
mod untyped;
mod uri;
mod validate;
mod violation;

/// The generated request types.
mod generated {
    #![allow(
        clippy::new_without_default,
        reason = "`new` always takes the required parameters, of which some models have none"
    )]
    include!(concat!(env!("OUT_DIR"), "/requests.rs"));
}

pub use from_json::UnlistedNames;
pub use generated::{Request, types};
pub use model_request::{ModelRequest, ModelTag};
pub use rule::Rule;
pub use unlisted::Unlisted;
pub use untyped::UntypedRequest;
pub use violation::{Violation, Violations};

pub(crate) use body::RequestBody;
#[cfg(feature = "simulator")]
pub(crate) use coerce::object as coerce_integers;
pub(crate) use data_uri::DataUri;
pub(crate) use debug::debug;
pub(crate) use model_request::check_unlisted;
pub(crate) use rule::{MAX_AUDIO_BYTES, MAX_IMAGE_BYTES, MEGABYTE};
pub(crate) use uri::{is_fetchable, is_uri, starts_with_ignore_case};
pub(crate) use violation::group_digits;

/// Defines `Request`. The generated code invokes it with the models of the specification.
macro_rules! requests {
    ($($(#[cfg($condition:meta)])? #[doc = $doc:literal] $name:ident,)+) => {
        /// A request to any of the models.
        ///
        /// It deserializes from a JSON body by the body's `model`, and serializes as the request that it
        /// contains. An [`UntypedRequest`](crate::UntypedRequest) is created only explicitly: a body with an unknown
        /// model does not deserialize.
        ///
        /// ```
        /// use aimlapi_kling::{Model, Request};
        ///
        /// let body = r#"{"model": "kling-video/v1.6/standard/text-to-video", "prompt": "A lighthouse"}"#;
        /// let request: Request = serde_json::from_str(body)?;
        /// assert_eq!(request.model(), Some(Model::V1_6StandardTextToVideo));
        /// # Ok::<(), serde_json::Error>(())
        /// ```
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum Request {
            $($(#[cfg($condition)])? #[doc = $doc] $name($crate::request::types::$name),)+
            /// For a model that has no request type.
            Untyped($crate::request::UntypedRequest),
        }

        impl Request {
            /// The model that the request is for; `None` if it is unknown to this version of the crate.
            pub fn model(&self) -> Option<$crate::model::Model> {
                match self {
                    $($(#[cfg($condition)])? Self::$name(_) => Some($crate::model::Model::$name),)+
                    Self::Untyped(request) => $crate::model::Model::with_id(request.model_id(), false),
                }
            }

            /// The id of the model that is sent: [`Model::id`](crate::Model::id), one of its
            /// [aliases](crate::Model::aliases), or the id of an untyped request.
            pub fn model_id(&self) -> &str {
                match self {
                    $($(#[cfg($condition)])? Self::$name(request) => request.model.id(),)+
                    Self::Untyped(request) => request.model_id(),
                }
            }

            pub(crate) fn target(&self) -> $crate::model::Target {
                let is_legacy = match self {
                    $($(#[cfg($condition)])? Self::$name(_) => $crate::model::Model::$name.is_legacy(),)+
                    Self::Untyped(_) => false,
                };
                $crate::model::Target::new(self.model_id(), is_legacy)
            }

            /// Validates the request; see [`ModelRequest::validate`](crate::ModelRequest::validate).
            ///
            /// # Errors
            ///
            /// All violations, in the order of the parameters.
            pub fn validate(&self) -> Result<(), $crate::request::Violations> {
                match self {
                    $(
                        $(#[cfg($condition)])?
                        Self::$name(request) => $crate::request::ModelRequest::validate(request),
                    )+
                    Self::Untyped(request) => request.validate(),
                }
            }

            /// Fails if a listed parameter was set as unlisted, because such a request cannot be serialized.
            pub(crate) fn check_unlisted(&self) -> Result<(), $crate::request::Violations> {
                match self {
                    $($(#[cfg($condition)])? Self::$name(request) => $crate::request::check_unlisted(request),)+
                    Self::Untyped(_) => Ok(()),
                }
            }

            pub(crate) fn from_body(model: $crate::model::Model, body: serde_json::Value) -> serde_json::Result<Self> {
                Ok(match model {
                    $(
                        $(#[cfg($condition)])?
                        $crate::model::Model::$name => Self::$name(serde_json::from_value(body)?),
                    )+
                })
            }
        }

        impl $crate::request::texts::Texts for Request {
            fn texts(&mut self, visit: &mut dyn FnMut(&mut String)) {
                match self {
                    $($(#[cfg($condition)])? Self::$name(request) => request.texts(visit),)+
                    Self::Untyped(request) => request.texts(visit),
                }
            }
        }

        $($(#[cfg($condition)])? impl From<$crate::request::types::$name> for Request {
            fn from(request: $crate::request::types::$name) -> Self {
                Self::$name(request)
            }
        })+

        impl From<$crate::request::UntypedRequest> for Request {
            fn from(request: $crate::request::UntypedRequest) -> Self {
                Self::Untyped(request)
            }
        }
    };
}

pub(crate) use requests;

#[cfg(feature = "schemars")]
crate::model::json_schema!(
    Request,
    serde_json::json!({
        "description": "A request to any of the models.",
        "oneOf": crate::model::Model::ALL.iter().map(|model| model.json_schema()).collect::<Vec<_>>(),
    })
);
