//! The serialized form of a request.

use std::panic::resume_unwind;

use serde::{Deserialize as _, Serialize};
use serde_json::Value;
use tokio::task::spawn_blocking;

use super::{Request, Violations, large_texts::LargeTexts, untyped};
use crate::model::Model;

/// The JSON body of a request: the bytes that every attempt sends.
pub(crate) struct RequestBody(Vec<u8>);

impl RequestBody {
    /// Serializes a request, and validates it if so configured.
    pub fn of_request(mut request: Request, validate: bool) -> Result<Self, Violations> {
        request.check_unlisted()?;
        let model = request.model();
        let texts = LargeTexts::take_from(&mut request);
        let json = serialized(&request);
        drop(request);
        if !validate {
            return Ok(Self(texts.put_into_json(json)));
        }
        let mut body = parsed(&json);
        texts.put_into(&mut body);
        validated(model, &body)?;
        let texts = LargeTexts::take_from(&mut body);
        // Without large texts, the JSON of the body is the one that it was parsed from.
        Ok(Self(if texts.is_empty() { json } else { texts.put_into_json(serialized(&body)) }))
    }

    /// Serializes and validates a request as [`of_request`](Self::of_request) does, but a large one on a thread for
    /// blocking work: it takes milliseconds, for which other tasks on the thread would wait.
    pub async fn of_request_to_send(mut request: Request, validate: bool) -> Result<Self, Violations> {
        if !LargeTexts::are_in(&mut request) {
            return Self::of_request(request, validate);
        }
        let body = spawn_blocking(move || Self::of_request(request, validate));
        body.await.unwrap_or_else(|error| resume_unwind(error.into_panic()))
    }

    pub fn into_json(self) -> Vec<u8> {
        self.0
    }
}

/// Validates a request without conflicts between listed and unlisted parameters.
pub(super) fn validate(model: Model, request: &impl Serialize) -> Result<(), Violations> {
    model.validate(&parsed(&serialized(request)))
}

/// Validates a body. The model is `None` if it is unknown to this crate.
fn validated(model: Option<Model>, body: &Value) -> Result<(), Violations> {
    match model {
        Some(model) => model.validate(body),
        None => untyped::validate(body),
    }
}

fn serialized(request: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(request).expect("a request without conflicts is JSON")
}

/// The value of JSON that this crate has written.
pub(super) fn parsed(json: &[u8]) -> Value {
    let mut decoder = serde_json::Deserializer::from_slice(json);
    // Unlisted parameters may be nested as deeply as the caller likes.
    decoder.disable_recursion_limit();
    Value::deserialize(&mut decoder).expect("it is JSON")
}
