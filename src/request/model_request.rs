//! The common interface of all request types.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Request, Violation, Violations, body, texts::Texts, unlisted::Conflicts};
use crate::model::{Model, UnknownValue};

/// A request to one model: the common interface of all request types. Only types of this crate implement it.
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
/// A struct literal, because a new optional parameter must not break existing programs:
///
/// ```
/// # use aimlapi_kling::types::TrajectoryPoint;
/// TrajectoryPoint::new(1, 2);
/// ```
/// ```compile_fail,E0639
/// # use aimlapi_kling::types::TrajectoryPoint;
/// TrajectoryPoint { x: 1, y: 2 };
/// ```
pub trait ModelRequest: Conflicts + Texts + Serialize + Into<Request> {
    /// The model that the request is for.
    const MODEL: Model;

    /// Validates the request against the specification of its model and the additional
    /// [rules](Model::rules). [`Client::submit`](crate::Client::submit) does so before it sends anything.
    ///
    /// # Errors
    ///
    /// All violations, in the order of the parameters. Listed parameters that were set as unlisted are
    /// reported alone, because such a request has no body to validate.
    fn validate(&self) -> Result<(), Violations> {
        check_unlisted(self)?;
        body::validate(Self::MODEL, self)
    }
}

/// Fails if a listed parameter was set as unlisted.
pub(crate) fn check_unlisted<R: ModelRequest>(request: &R) -> Result<(), Violations> {
    let mut paths = Vec::new();
    request.conflicts("", &mut paths);
    let violations = paths.into_iter().map(|path| Violation::new(path, "set as unlisted", "its own setter"));
    Violations::result(R::MODEL, violations.collect())
}

/// The `model` property of a request. It is part of the request's type and serializes as the model's id, so there is
/// nothing to set, except where upstream documents a model by two ids. Parse an
/// [alias](crate::Model::aliases) to send the request under it:
///
/// ```
/// use aimlapi_kling::{Request, types::V2_6MotionControl};
///
/// let mut request = V2_6MotionControl::new("https://example.com/a.png", "https://example.com/b.mp4");
/// request.model = "klingai/video-v2-6-pro-motion-control".parse()?;
/// assert_eq!(Request::from(request).model_id(), "klingai/video-v2-6-pro-motion-control");
/// # Ok::<(), aimlapi_kling::UnknownValue>(())
/// ```
///
/// It does not parse or deserialize from any other id. A request from a JSON body keeps the id of the body.
pub struct ModelTag<R> {
    alias: Option<&'static str>,
    request: PhantomData<fn() -> R>,
}

impl<R> ModelTag<R> {
    pub(crate) const fn new() -> Self {
        Self { alias: None, request: PhantomData }
    }
}

impl<R: ModelRequest> ModelTag<R> {
    /// The id that is sent.
    pub fn id(&self) -> &'static str {
        self.alias.unwrap_or_else(|| R::MODEL.id())
    }
}

impl<R> Clone for ModelTag<R> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<R> PartialEq for ModelTag<R> {
    fn eq(&self, other: &Self) -> bool {
        self.alias == other.alias
    }
}

impl<R: ModelRequest> FromStr for ModelTag<R> {
    type Err = UnknownValue;

    fn from_str(id: &str) -> Result<Self, UnknownValue> {
        let spelling = R::MODEL.spelling(id).ok_or_else(|| {
            let ids: Vec<_> = [R::MODEL.id()].into_iter().chain(R::MODEL.aliases()).collect();
            UnknownValue::new(id, &ids)
        })?;
        Ok(Self { alias: Some(spelling).filter(|id| *id != R::MODEL.id()), ..Self::new() })
    }
}

impl<R: ModelRequest> fmt::Debug for ModelTag<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.id(), f)
    }
}

impl<R: ModelRequest> Serialize for ModelTag<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de, R: ModelRequest> Deserialize<'de> for ModelTag<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        id.parse()
            .map_err(|_| de::Error::custom(format_args!("the model is `{id}`, expected `{}`", R::MODEL.id())))
    }
}
