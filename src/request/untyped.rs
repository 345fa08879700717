//! Requests to models that no vendored document describes.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Violation, Violations, debug, texts::Texts, violation::described};
use crate::model::Model;

/// The longest id that is sent.
const MAX_ID: usize = 200;

/// A request to a model that this version of the crate does not know yet: the id of the model and a JSON object.
///
/// It is sent to the current endpoint, waited for and recorded like any other request. Its parameters are not
/// validated, because nothing is known about them: a misspelled name is sent as it is, and the job is charged. The
/// [typical duration](Model::typical_duration) of all models applies to it.
///
/// ```
/// use aimlapi_kling::{Client, UntypedRequest};
/// use serde_json::json;
///
/// # async fn doc(client: Client) -> Result<(), Box<dyn std::error::Error>> {
/// let parameters = json!({ "prompt": "A lighthouse in a storm", "duration": 5 });
/// let request = UntypedRequest::new("klingai/video-v9-pro-text-to-video", parameters)?;
/// let video = client.generate(request).await?;
/// # Ok(())
/// # }
/// # UntypedRequest::new("klingai/video-v9-pro-text-to-video", json!({}))?.validate()?;
/// # Ok::<(), aimlapi_kling::Violations>(())
/// ```
#[derive(Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct UntypedRequest {
    body: Map<String, Value>,
}

impl UntypedRequest {
    /// Creates a request from the id of a model and the object of its parameters, without `model`.
    ///
    /// # Errors
    ///
    /// The parameters are not an object, or contain another `model`.
    pub fn new(model_id: impl Into<String>, parameters: Value) -> Result<Self, Violations> {
        let (id, violation) = (Value::String(model_id.into()), Violations::without_model);
        let Value::Object(mut body) = parameters else {
            return Err(violation(vec![Violation::new("", described(&parameters), "object")]));
        };
        match body.insert("model".into(), id.clone()) {
            Some(other) if other != id => {
                let expected = format!("{}, as in the argument", described(&id));
                Err(violation(vec![Violation::new("model", described(&other), expected)]))
            }
            _ => Ok(Self { body }),
        }
    }

    /// The id of the model.
    pub fn model_id(&self) -> &str {
        self.body.get("model").and_then(Value::as_str).unwrap_or_default()
    }

    /// The JSON body, which is sent as it is.
    pub fn body(&self) -> &Map<String, Value> {
        &self.body
    }

    /// Validates the id of the model: it has 1 to 200 printable ASCII characters, and is no misspelled id of a known
    /// model. If it is the id of a known model, the request is validated like any other request to it.
    ///
    /// [`Client::submit`](crate::Client::submit) does so before it sends anything, unless
    /// [`ClientBuilder::validate`](crate::ClientBuilder::validate) is `false`: the way to send an id that only
    /// resembles that of a known model.
    ///
    /// ```
    /// use aimlapi_kling::UntypedRequest;
    ///
    /// let request = UntypedRequest::new("kling-video/v1.6/standart/text-to-video", serde_json::json!({}))?;
    /// assert_eq!(
    ///     request.validate().unwrap_err().to_string(),
    ///     "invalid request: model: \"kling-video/v1.6/standart/text-to-video\", expected the id of a model; \
    ///      did you mean kling-video/v1.6/standard/text-to-video?"
    /// );
    /// # Ok::<(), aimlapi_kling::Violations>(())
    /// ```
    ///
    /// # Errors
    ///
    /// All violations.
    pub fn validate(&self) -> Result<(), Violations> {
        validate(&Value::Object(self.body.clone()))
    }
}

impl Texts for UntypedRequest {
    fn texts(&mut self, visit: &mut dyn FnMut(&mut String)) {
        self.body.values_mut().for_each(|value| value.texts(visit));
    }
}

/// Validates the body of an untyped request.
pub(super) fn validate(body: &Value) -> Result<(), Violations> {
    let id = body["model"].as_str().unwrap_or_default();
    if let Some(model) = Model::with_id(id, false) {
        return model.validate(body);
    }
    let wrong = |expected: String| {
        Err(Violations::without_model(vec![Violation::new("model", described(&body["model"]), expected)]))
    };
    if !(1..=MAX_ID).contains(&id.len()) || !id.bytes().all(|byte| byte.is_ascii_graphic()) {
        return wrong(format!("1 to {MAX_ID} printable ASCII characters without spaces"));
    }
    match Model::misspelled(id) {
        Some(model) => wrong(format!("the id of a model; did you mean {model}?")),
        None => Ok(()),
    }
}

/// Shows URLs without their query, and data URIs shortened.
impl fmt::Debug for UntypedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(f, "UntypedRequest", self)
    }
}
