//! Reads replies of the API into generations and errors, never more than a bounded part of them.

use std::time::SystemTime;

use futures_util::{Stream, TryStreamExt as _};
use progenitor_client::{ByteStream, Error as RawError, ResponseValue};
use reqwest::{StatusCode, header::HeaderMap};
use serde_json::Value;

use crate::{
    Error, Generation, Receipt, error::Refusal, key::ApiKey, reply::message_in, retry_after::retry_after,
    salvage::salvage,
};

/// Replies are a few hundred bytes; what is longer than this is not one.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// What an operation of the generated client answers.
pub(crate) type Outcome = Result<ResponseValue<ByteStream>, RawError<()>>;

/// The job in the reply to a submission. A success means that it exists, so its id is taken from
/// the headers where the body does not have it.
pub(crate) async fn submitted(outcome: Outcome, key: &ApiKey) -> Result<Generation, Error> {
    let what = "submitting";
    let reply = Reply::receive(what, outcome, key).await?;
    let body = reply.json().filter(Value::is_object).unwrap_or_else(|| salvage(&reply.body));
    match Generation::read(body, reply.receipt.clone(), reply.receipt.inference_id()) {
        Some(generation) => Ok(generation),
        None => Err(reply.unreadable(what)),
    }
}

/// The state of the job `id`.
pub(crate) async fn retrieved(id: &str, outcome: Outcome, key: &ApiKey) -> Result<Generation, Error> {
    let what = "retrieving";
    let read = async {
        let reply = Reply::receive(what, outcome, key).await?;
        let body = reply.json().filter(Value::is_object);
        match body.and_then(|body| Generation::read(body, reply.receipt.clone(), Some(id))) {
            Some(generation) => Ok(generation),
            None => Err(reply.unreadable(what)),
        }
    };
    read.await.map_err(|error: Error| error.with_generation_id(id))
}

/// A page of the log.
pub(crate) async fn logged(outcome: Outcome, key: &ApiKey) -> Result<Value, Error> {
    let what = "reading the log";
    let reply = Reply::receive(what, outcome, key).await?;
    match reply.json().filter(|body| body["data"].is_array()) {
        Some(body) => Ok(body),
        None => Err(reply.unreadable(what)),
    }
}

/// A success, with as much of its body as came.
struct Reply {
    status: StatusCode,
    receipt: Receipt,
    /// Without the key, should the service repeat it.
    body: String,
    broken: Option<reqwest::Error>,
}

impl Reply {
    async fn receive(what: &'static str, outcome: Outcome, key: &ApiKey) -> Result<Self, Error> {
        match outcome {
            Ok(reply) => {
                let (status, receipt) = (reply.status(), Receipt::read(reply.headers(), key));
                let (body, broken) = collect(reply.into_inner_stream()).await;
                Ok(Self { status, receipt, body: key.redact(&lossy(&body)), broken })
            }
            Err(RawError::UnexpectedResponse(response)) => {
                let (status, headers) = (response.status(), response.headers().clone());
                // The status says enough where the body breaks off.
                let (body, _) = collect(Box::pin(response.bytes_stream())).await;
                Err(Error::refused(refusal(status, &headers, key, &key.redact(&lossy(&body)))))
            }
            Err(
                RawError::CommunicationError(error)
                | RawError::ResponseBodyError(error)
                | RawError::InvalidUpgrade(error),
            ) => Err(Error::transport(what, error)),
            Err(other) => Err(Error::configuration(format!("{what}: {other}"))),
        }
    }

    fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }

    fn unreadable(self, what: &'static str) -> Error {
        match self.broken {
            Some(error) => Error::transport(what, error).with_received(self.body),
            None => {
                let request_id = self.receipt.inference_id().map(str::to_owned);
                Error::unreadable(what, self.status, request_id, self.body)
            }
        }
    }
}

/// What came until the end, the limit or a fault.
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

fn refusal(status: StatusCode, headers: &HeaderMap, key: &ApiKey, text: &str) -> Refusal {
    let body = serde_json::from_str::<Value>(text).unwrap_or_default();
    let inference_id = Receipt::read(headers, key).inference_id().map(str::to_owned);
    Refusal {
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
