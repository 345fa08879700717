//! What all request types have in common.

use std::{fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use crate::{
    Model, Request, normalise,
    unlisted::Conflicts,
    validate::{Violation, Violations, described},
};

/// A request type: one model's parameters. Only the types of this crate implement it.
///
/// ```
/// use aimlapi_kling::{Model, ModelRequest, types::V1_6StandardTextToVideo};
///
/// assert_eq!(V1_6StandardTextToVideo::MODEL, Model::V1_6StandardTextToVideo);
/// ```
///
/// # What does not compile
///
/// A request without what its model requires:
///
/// ```
/// # use aimlapi_kling::types::V1_6StandardTextToVideo;
/// V1_6StandardTextToVideo::new("A lighthouse");
/// ```
/// ```compile_fail,E0061
/// # use aimlapi_kling::types::V1_6StandardTextToVideo;
/// V1_6StandardTextToVideo::new();
/// ```
///
/// A parameter that the model does not have:
///
/// ```
/// # use aimlapi_kling::types::V2MasterImageToVideo;
/// V2MasterImageToVideo::new("https://example.com/a.png").static_mask("https://example.com/b.png");
/// ```
/// ```compile_fail,E0599
/// # use aimlapi_kling::types::V1_6StandardTextToVideo;
/// V1_6StandardTextToVideo::new("A lighthouse").static_mask("https://example.com/b.png");
/// ```
///
/// A value that belongs to another model:
///
/// ```
/// # use aimlapi_kling::types::{OmniShotType, V3Omni720pTextToVideo};
/// V3Omni720pTextToVideo::new().shot_type(OmniShotType::Customize);
/// ```
/// ```compile_fail,E0277
/// # use aimlapi_kling::types::{ShotType, V3Omni720pTextToVideo};
/// V3Omni720pTextToVideo::new().shot_type(ShotType::Customize);
/// ```
///
/// A literal, since an optional parameter that upstream adds must break no program:
///
/// ```
/// # use aimlapi_kling::types::TrajectoryPoint;
/// TrajectoryPoint::new(1, 2);
/// ```
/// ```compile_fail,E0639
/// # use aimlapi_kling::types::TrajectoryPoint;
/// TrajectoryPoint { x: 1, y: 2 };
/// ```
pub trait ModelRequest: Conflicts + Serialize + Into<Request> {
    /// The model it is for.
    const MODEL: Model;

    /// Checks it against the specification of its model and the [rules](Model::rules) beside it.
    /// [`Client::submit`](crate::Client::submit) does so before anything is sent.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, at once; but listed parameters that were set as unlisted are reported by
    /// themselves, since such a request has no body to check.
    fn validate(&self) -> Result<(), Violations> {
        check_unlisted(self)?;
        let violations = Self::MODEL.violations(&serde_json::to_value(self).unwrap_or_default());
        Violations::result(Self::MODEL, violations)
    }
}

/// The `model` of a request: part of its type, so there is nothing to set. It is sent as the
/// model's id, and a body with another id is not read as this request.
pub struct ModelTag<R>(PhantomData<fn() -> R>);

impl<R> ModelTag<R> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<R> Clone for ModelTag<R> {
    fn clone(&self) -> Self {
        Self::new()
    }
}

impl<R> PartialEq for ModelTag<R> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<R: ModelRequest> fmt::Debug for ModelTag<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(R::MODEL.id(), f)
    }
}

impl<R: ModelRequest> Serialize for ModelTag<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(R::MODEL.id())
    }
}

impl<'de, R: ModelRequest> Deserialize<'de> for ModelTag<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        if id == R::MODEL.id() {
            return Ok(Self::new());
        }
        Err(de::Error::custom(format_args!("the model is `{id}`, expected `{}`", R::MODEL.id())))
    }
}

pub(crate) fn check_unlisted<R: ModelRequest>(request: &R) -> Result<(), Violations> {
    let mut paths = Vec::new();
    request.conflicts("", &mut paths);
    let violations = paths.into_iter().map(|path| Violation::new(path, "set as unlisted", "its own setter"));
    Violations::result(R::MODEL, violations.collect())
}

/// Defines `Request`. The generated code calls it with the models of the specification.
macro_rules! requests {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// A request to any one of the models.
        ///
        /// It is read from a JSON body by its `model`, and written as the request it holds.
        ///
        /// ```
        /// use aimlapi_kling::{Model, Request};
        ///
        /// let body = r#"{"model": "kling-video/v1.6/standard/text-to-video", "prompt": "A lighthouse"}"#;
        /// let request: Request = serde_json::from_str(body)?;
        /// assert_eq!(request.model(), Model::V1_6StandardTextToVideo);
        /// # Ok::<(), serde_json::Error>(())
        /// ```
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum Request {
            $($(#[$doc])* $name($crate::types::$name),)+
        }

        impl Request {
            /// The model it is for.
            pub const fn model(&self) -> $crate::Model {
                match self { $(Self::$name(_) => $crate::Model::$name,)+ }
            }

            /// Checks it; see [`ModelRequest::validate`]($crate::ModelRequest::validate).
            ///
            /// # Errors
            ///
            /// Everything that is wrong, at once.
            pub fn validate(&self) -> Result<(), $crate::Violations> {
                match self { $(Self::$name(request) => $crate::ModelRequest::validate(request),)+ }
            }

            /// Checks that no listed parameter was set as unlisted: otherwise it cannot be serialized.
            pub(crate) fn check_unlisted(&self) -> Result<(), $crate::Violations> {
                match self { $(Self::$name(request) => $crate::request::check_unlisted(request),)+ }
            }

            pub(crate) fn read(model: $crate::Model, body: serde_json::Value) -> serde_json::Result<Self> {
                Ok(match model { $($crate::Model::$name => Self::$name(serde_json::from_value(body)?),)+ })
            }
        }

        $(impl From<$crate::types::$name> for Request {
            fn from(request: $crate::types::$name) -> Self {
                Self::$name(request)
            }
        })+
    };
}

pub(crate) use requests;

/// Reads a JSON body by its `model`. What is beyond a limit is read all the same, for
/// [`validate`](Request::validate) to say; what the request type cannot hold is an error. Integers
/// may be given as text, since the service's own examples do so.
///
/// ```
/// use aimlapi_kling::{Request, types::{FixedDuration, V1_6StandardTextToVideo}};
/// use serde_json::json;
///
/// let body = json!({
///     "model": "kling-video/v1.6/standard/text-to-video", "prompt": "A lighthouse", "duration": "5",
/// });
/// let request = V1_6StandardTextToVideo::new("A lighthouse").duration(FixedDuration::Seconds5);
/// assert_eq!(Request::try_from(body)?, request.into());
///
/// let error = Request::try_from(json!({ "model": "kling-video/v1.6/standart/text-to-video" })).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "not a request: model: \"kling-video/v1.6/standart/text-to-video\", expected a model of Kling's; the nearest \
///      are kling-video/v1.6/standard/text-to-video, kling-video/v1/standard/text-to-video, \
///      kling-video/v1.6/standard/image-to-video"
/// );
/// # Ok::<(), aimlapi_kling::Violations>(())
/// ```
impl TryFrom<Value> for Request {
    type Error = Violations;

    fn try_from(body: Value) -> Result<Self, Violations> {
        let model = model_of(&body).map_err(Violations::of_no_model)?;
        model.request(body)
    }
}

impl Model {
    /// Reads a JSON body as a request to this model, as `Request::try_from` does by the body's
    /// `model`: the way to a request for the legacy address, whose ids are those of [`Model::ALL`].
    ///
    /// # Errors
    ///
    /// What the request type cannot hold.
    pub fn request(self, mut body: Value) -> Result<Request, Violations> {
        let model = self;
        let unfit = normalise::object("", model.parameters(), &mut body);
        let violations = model.violations(&body).into_iter().filter(|one| !one.is_representable);
        let violations = violations.chain(unfit).collect();
        Violations::result(model, violations)?;
        Request::read(model, body).map_err(|error| {
            let unread = Violation::new("", "object", format!("one that can be read: {error}"));
            Violations::of(model, unread)
        })
    }
}

fn model_of(body: &Value) -> Result<Model, Violation> {
    if !body.is_object() {
        return Err(Violation::new("", described(body), "object"));
    }
    match &body["model"] {
        Value::Null => Err(Violation::new("model", "missing", "a model of Kling's")),
        Value::String(id) => Model::ALL.iter().find(|model| model.id() == id).copied().ok_or_else(|| {
            let nearest = Model::nearest(id).map(Model::id).join(", ");
            Violation::new(
                "model",
                described(&body["model"]),
                format!("a model of Kling's; the nearest are {nearest}"),
            )
        }),
        value => Err(Violation::new("model", described(value), "text")),
    }
}

impl<'de> Deserialize<'de> for Request {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(Value::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
