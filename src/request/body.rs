//! The serialized form of a request.

use std::panic::resume_unwind;

use serde::{Deserialize as _, Serialize};
use serde_json::Value;
use tokio::task::spawn_blocking;

use super::{Request, Violations, untyped};
use crate::model::Model;

/// More bytes take milliseconds to validate, for which other tasks on the thread would wait.
const LARGE: usize = 1024 * 1024;

/// The JSON body of a request. A request is serialized once: the bytes that are validated are the bytes
/// that every attempt sends.
pub(crate) struct RequestBody {
    /// None for a model that is unknown to this crate.
    model: Option<Model>,
    json: Vec<u8>,
}

impl RequestBody {
    /// Serializes a request without conflicts between listed and unlisted parameters.
    pub fn new(model: Option<Model>, request: &(impl Serialize + ?Sized)) -> Self {
        Self { model, json: serde_json::to_vec(request).expect("a request without conflicts is JSON") }
    }

    /// Serializes a request, and validates it if so configured. The request may contain inline media of many
    /// megabytes, so it is dropped before validation, which needs a copy of them.
    pub fn of_request(request: Request, validate: bool) -> Result<Self, Violations> {
        request.check_unlisted()?;
        let body = Self::new(request.model(), &request);
        drop(request);
        if validate {
            body.validate()?;
        }
        Ok(body)
    }

    /// Serializes and validates a request as [`of_request`](Self::of_request) does, but validates a large one on a
    /// thread for blocking work.
    pub async fn of_request_to_send(request: Request, validate: bool) -> Result<Self, Violations> {
        let body = Self::of_request(request, false)?;
        if !validate {
            return Ok(body);
        }
        let is_large = body.json.len() > LARGE;
        let validated = move || body.validate().map(|()| body);
        if is_large {
            spawn_blocking(validated).await.unwrap_or_else(|error| resume_unwind(error.into_panic()))
        } else {
            validated()
        }
    }

    pub fn validate(&self) -> Result<(), Violations> {
        let body = parsed(&self.json);
        match self.model {
            Some(model) => model.validate(&body),
            None => untyped::validate(&body),
        }
    }

    pub fn into_json(self) -> Vec<u8> {
        self.json
    }
}

/// The value of JSON that this crate has written.
pub(super) fn parsed(json: &[u8]) -> Value {
    let mut decoder = serde_json::Deserializer::from_slice(json);
    // Unlisted parameters may be nested as deeply as the caller likes.
    decoder.disable_recursion_limit();
    Value::deserialize(&mut decoder).expect("it is JSON")
}
