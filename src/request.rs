//! What all request types have in common.

use std::{fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{Model, Request};

/// A request type: one model's parameters.
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
pub trait ModelRequest: Serialize + Into<Request> {
    /// The model it is for.
    const MODEL: Model;
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

            pub(crate) fn from_body(model: $crate::Model, body: serde_json::Value) -> serde_json::Result<Self> {
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

impl<'de> Deserialize<'de> for Request {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let body = serde_json::Value::deserialize(deserializer)?;
        let id = body.get("model").ok_or_else(|| de::Error::missing_field("model"))?;
        let id =
            id.as_str().ok_or_else(|| de::Error::custom(format_args!("`model` is {id}, expected a text")))?;
        let known = Model::ALL.iter().find(|model| model.id() == id);
        let model = *known.ok_or_else(|| de::Error::custom(format_args!("no model `{id}`")))?;
        Self::from_body(model, body).map_err(de::Error::custom)
    }
}
