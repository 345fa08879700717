//! The common interface of all request types.

use std::{fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Request, RequestBody, Violation, Violations, unlisted::Conflicts};
use crate::model::Model;

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
pub trait ModelRequest: Conflicts + Serialize + Into<Request> {
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
        RequestBody::new(Self::MODEL, self).validate()
    }
}

/// Fails if a listed parameter was set as unlisted.
pub(crate) fn check_unlisted<R: ModelRequest>(request: &R) -> Result<(), Violations> {
    let mut paths = Vec::new();
    request.conflicts("", &mut paths);
    let violations = paths.into_iter().map(|path| Violation::new(path, "set as unlisted", "its own setter"));
    Violations::result(R::MODEL, violations.collect())
}

/// The `model` property of a request. It is part of the request's type, so there is nothing to set. It
/// serializes as the model's id, and does not deserialize from any other id.
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
