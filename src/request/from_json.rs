//! Requests from JSON.

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use super::{Request, Violation, Violations, coerce, unlisted_names, violation::described};
use crate::model::Model;

/// Converts a JSON body into the request type of its `model`. A value beyond a limit is accepted here and
/// reported by [`validate`](Request::validate); a value that the request type cannot represent is an error, which
/// contains all violations of the body. Integers may be strings, because the service accepts both. Names that the
/// specification does not list are kept; [`Request::from_json`] can refuse them.
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
        model_of(&body)?.request(body)
    }
}

/// What [`Request::from_json`] does with names in a body that the specification does not list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnlistedNames {
    /// They are sent as they are, as [`Unlisted`](super::Unlisted) parameters: the service may know them already.
    Keep,
    /// They are violations, because they may be misspelled, and a job without the parameter is charged as well.
    Refuse,
}

impl Request {
    /// Converts a JSON body into the request type of its `model`, and validates it: names, types, limits and rules.
    /// What it returns is a valid request.
    ///
    /// ```
    /// use aimlapi_kling::{Request, UnlistedNames};
    ///
    /// let body = serde_json::json!({
    ///     "model": "kling-video/v1.6/standard/text-to-video",
    ///     "prompt": "A lighthouse", "negativ_prompt": "people", "duration": "5", "cfg_scale": 7.5,
    /// });
    /// let violations = Request::from_json(body, UnlistedNames::Refuse).unwrap_err();
    /// assert_eq!(
    ///     violations.iter().map(ToString::to_string).collect::<Vec<_>>(),
    ///     [
    ///         "cfg_scale: 7.5, expected number (0 to 1)",
    ///         "negativ_prompt: not listed, expected the name of a parameter; did you mean negative_prompt?",
    ///     ]
    /// );
    /// ```
    ///
    /// # Errors
    ///
    /// All violations of the body at once: in the order of the parameters, and then the names that are not listed.
    pub fn from_json(body: Value, names: UnlistedNames) -> Result<Self, Violations> {
        let model = model_of(&body)?;
        let (body, mut violations) = model.coerced(body);
        if names == UnlistedNames::Refuse {
            violations.extend(unlisted_names::violations(model, &body));
        }
        Violations::result(model, violations)?;
        model.decode(body)
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
    pub fn request(self, body: Value) -> Result<Request, Violations> {
        let (body, violations) = self.coerced(body);
        if violations.iter().any(|one| !one.is_representable) {
            Violations::result(self, violations)?;
        }
        self.decode(body)
    }

    /// The body with integers for their texts, and its violations.
    fn coerced(self, mut body: Value) -> (Value, Vec<Violation>) {
        let out_of_range = coerce::object("", self.parameters(), &mut body);
        let mut violations = self.violations(&body);
        for violation in out_of_range {
            match violations.iter_mut().find(|other| other.path() == violation.path()) {
                Some(other) => *other = violation,
                None => violations.push(violation),
            }
        }
        (body, violations)
    }

    fn decode(self, body: Value) -> Result<Request, Violations> {
        Request::from_body(self, body).map_err(|error| {
            Violations::one(self, Violation::new("", "object", format!("a valid request: {error}")))
        })
    }
}

fn model_of(body: &Value) -> Result<Model, Violations> {
    known_model(body).map_err(|violation| Violations::without_model(vec![violation]))
}

fn known_model(body: &Value) -> Result<Model, Violation> {
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
