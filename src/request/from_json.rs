//! Requests from JSON.

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use super::{Request, Violation, Violations, coerce, violation::described};
use crate::model::Model;

/// Converts a JSON body into the request type of its `model`. A value beyond a limit is accepted here and
/// reported by [`validate`](Request::validate); a value that the request type cannot represent is an error, which
/// contains all violations of the body. Integers may be strings, because the service accepts both.
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
///     "invalid request: model: \"kling-video/v1.6/standart/text-to-video\", expected the id of a Kling model; \
///      the most similar are kling-video/v1.6/standard/text-to-video, kling-video/v1.6/pro/text-to-video, \
///      kling-video/v1.6/standard/image-to-video"
/// );
/// # Ok::<(), aimlapi_kling::Violations>(())
/// ```
impl TryFrom<Value> for Request {
    type Error = Violations;

    fn try_from(body: Value) -> Result<Self, Violations> {
        let model = model_of(&body).map_err(|violation| Violations::without_model(vec![violation]))?;
        model.request(body)
    }
}

impl Model {
    /// Converts a JSON body into a request to this model, as `Request::try_from` does for the model that
    /// the body names. Use it for a request to the legacy endpoint, whose models share their ids with
    /// those of [`Model::ALL`].
    ///
    /// # Errors
    ///
    /// All violations, if the request type cannot represent one of the values.
    pub fn request(self, mut body: Value) -> Result<Request, Violations> {
        let model = self;
        let out_of_range = coerce::object("", model.parameters(), &mut body);
        let mut violations = model.violations(&body);
        let is_representable = out_of_range.is_empty() && violations.iter().all(|one| one.is_representable);
        let is_new = |one: &Violation| violations.iter().all(|other| other.path() != one.path());
        let new: Vec<_> = out_of_range.into_iter().filter(is_new).collect();
        violations.extend(new);
        if !is_representable {
            Violations::result(model, violations)?;
        }
        Request::from_body(model, body).map_err(|error| {
            Violations::one(model, Violation::new("", "object", format!("a valid request: {error}")))
        })
    }
}

fn model_of(body: &Value) -> Result<Model, Violation> {
    if !body.is_object() {
        return Err(Violation::new("", described(body), "object"));
    }
    match &body["model"] {
        Value::Null => Err(Violation::new("model", "missing", "the id of a Kling model")),
        Value::String(id) => Model::with_id(id, false).ok_or_else(|| {
            let similar: Vec<_> = Model::suggest(id).into_iter().map(Model::id).collect();
            let hint = match similar.as_slice() {
                [] => String::new(),
                similar => format!("; the most similar are {}", similar.join(", ")),
            };
            Violation::new("model", described(&body["model"]), format!("the id of a Kling model{hint}"))
        }),
        value => Err(Violation::new("model", described(value), "text")),
    }
}

impl<'de> Deserialize<'de> for Request {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(Value::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
