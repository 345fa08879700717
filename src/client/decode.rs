//! Decodes the responses of the API into generations and errors, and never reads more than a bounded part
//! of them.

use std::time::SystemTime;

use futures_util::{Stream, TryStreamExt as _};
use progenitor_client::{ByteStream, Error as RawError, ResponseValue};
use reqwest::{StatusCode, header::HeaderMap};
use serde_json::Value;

use super::{api_key::ApiKey, retry_after};
use crate::{
    error::{Error, StatusError},
    job::{Generation, Receipt, ids_in_truncated_json, message_in},
};

/// A response has a few hundred bytes. What follows after this many bytes is not read.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// What an operation of the generated client returns.
pub(super) type RawResult = Result<ResponseValue<ByteStream>, RawError<()>>;

/// The job in the response to a submission. A success status means that the job exists, so its id is taken
/// from the headers if the body does not contain it.
pub(super) async fn submitted(result: RawResult, key: &ApiKey) -> Result<Generation, Error> {
    let action = "submitting";
    let response = Response::receive(action, result, key).await?;
    let body =
        response.json().filter(Value::is_object).unwrap_or_else(|| ids_in_truncated_json(&response.body));
    match Generation::decode(body, response.receipt.clone(), response.receipt.inference_id()) {
        Some(generation) => Ok(generation),
        None => Err(response.decode_error(action)),
    }
}

/// The state of the job `id`.
pub(super) async fn retrieved(id: &str, result: RawResult, key: &ApiKey) -> Result<Generation, Error> {
    let action = "retrieving";
    let decode = async {
        let response = Response::receive(action, result, key).await?;
        let body = response.json().filter(Value::is_object);
        match body.and_then(|body| Generation::decode(body, response.receipt.clone(), Some(id))) {
            Some(generation) => Ok(generation),
            None => Err(response.decode_error(action)),
        }
    };
    decode.await.map_err(|error: Error| error.with_generation_id(id))
}

/// A page of the request log.
pub(super) async fn log_page(result: RawResult, key: &ApiKey) -> Result<Value, Error> {
    let action = "reading the request log";
    let response = Response::receive(action, result, key).await?;
    match response.json().filter(|body| body["data"].is_array()) {
        Some(body) => Ok(body),
        None => Err(response.decode_error(action)),
    }
}

/// A response with a success status, and as much of its body as was received.
struct Response {
    status: StatusCode,
    receipt: Receipt,
    /// Without the API key, in case the service repeats it.
    body: String,
    interrupted: Option<reqwest::Error>,
}

impl Response {
    async fn receive(action: &'static str, result: RawResult, key: &ApiKey) -> Result<Self, Error> {
        match result {
            Ok(response) => {
                let (status, receipt) = (response.status(), receipt(response.headers(), key));
                let (body, interrupted) = collect(response.into_inner_stream()).await;
                Ok(Self { status, receipt, body: key.redact(&lossy(&body)), interrupted })
            }
            Err(RawError::UnexpectedResponse(response)) => {
                let (status, headers) = (response.status(), response.headers().clone());
                // The status is meaningful even if the body is incomplete.
                let (body, _) = collect(Box::pin(response.bytes_stream())).await;
                Err(Error::status_error(status_error(status, &headers, key, &key.redact(&lossy(&body)))))
            }
            Err(
                RawError::CommunicationError(error)
                | RawError::ResponseBodyError(error)
                | RawError::InvalidUpgrade(error),
            ) => Err(Error::transport(action, error)),
            Err(other) => Err(Error::configuration(format!("{action}: {other}"))),
        }
    }

    fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }

    fn decode_error(self, action: &'static str) -> Error {
        match self.interrupted {
            Some(error) => Error::transport(action, error).with_received(self.body),
            None => {
                let request_id = self.receipt.inference_id().map(str::to_owned);
                Error::decode(action, self.status, request_id, self.body)
            }
        }
    }
}

/// The body up to its end, the size limit or an error.
async fn collect(
    mut stream: impl Stream<Item = reqwest::Result<impl AsRef<[u8]>>> + Unpin,
) -> (Vec<u8>, Option<reqwest::Error>) {
    let mut body = Vec::new();
    loop {
        match stream.try_next().await {
            Ok(None) => return (body, None),
            Err(error) => return (body, Some(error)),
            Ok(Some(chunk)) => {
                let chunk = chunk.as_ref();
                let room = MAX_BODY - body.len();
                body.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() >= room {
                    return (body, None);
                }
            }
        }
    }
}

fn status_error(status: StatusCode, headers: &HeaderMap, key: &ApiKey, text: &str) -> StatusError {
    let body = serde_json::from_str::<Value>(text).unwrap_or_default();
    let inference_id = receipt(headers, key).inference_id().map(str::to_owned);
    StatusError {
        status,
        message: message_in(&body),
        request_id: body["requestId"].as_str().map(str::to_owned).or_else(|| inference_id.clone()),
        inference_id,
        retry_after: retry_after(headers, SystemTime::now()),
        body: text.to_owned(),
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The ids and the cost in the headers of a response.
fn receipt(headers: &HeaderMap, key: &ApiKey) -> Receipt {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let text = |name| header(name).filter(|text| !text.is_empty()).map(|text| key.redact(text));
    Receipt {
        inference_id: text("x-inference-id"),
        client_request_id: text("x-client-request-id").and_then(|text| text.parse().ok()),
        credits_used: header("x-aimlapi-credits-used").and_then(|text| text.trim().parse().ok()),
        usd_spent: text("x-aimlapi-usd-spent"),
    }
}
