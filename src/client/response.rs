//! A response of the API: as much of it as was received, without the API key.

use std::{borrow::Cow, mem, time::SystemTime};

use percent_encoding::percent_decode_str;
use progenitor_client::Error as RawError;
use reqwest::{
    StatusCode, Url,
    header::{AsHeaderName, DATE, ETAG, HeaderMap, LOCATION},
};
use serde_json::Value;

use super::{api_key::ApiKey, retry_after};
use crate::{
    error::{DecodeProblem, Error, StatusError},
    job::{Place, Receipt, ResponseIds, is_id_name, message_in},
};

/// A response has a few hundred bytes. What follows after this many bytes is not read.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// What an operation of the generated client returns.
pub(super) type RawRequest = Result<reqwest::Request, RawError<()>>;

/// What sending it returns.
pub(super) type RawResult = Result<reqwest::Response, RawError<()>>;

/// Sends the request of an operation.
pub(super) async fn send(http: &reqwest::Client, request: RawRequest) -> RawResult {
    Ok(http.execute(request?).await?)
}

/// Nothing is decoded before it is asked for.
pub(super) struct Response<'a> {
    key: &'a ApiKey,
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
    interrupted: Option<reqwest::Error>,
}

impl<'a> Response<'a> {
    /// Receives a response with a success status. Any other status is an error.
    pub async fn receive(action: &'static str, result: RawResult, key: &'a ApiKey) -> Result<Self, Error> {
        let mut response = match result {
            Ok(response) => response,
            Err(RawError::CommunicationError(error)) => return Err(Error::transport(action, error)),
            Err(other) => return Err(Error::configuration(format!("{action}: {other}"))),
        };
        let (body, interrupted) = receive_body(&mut response).await;
        let headers = mem::take(response.headers_mut());
        let response = Self { key, status: response.status(), headers, body, interrupted };
        // A status is meaningful even if the body is incomplete.
        if response.status.is_success() { Ok(response) } else { Err(response.status_error()) }
    }

    /// The body, if it is a complete JSON value.
    pub fn json(&self) -> Option<Value> {
        let text = self.text();
        let json = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
        Some(if self.key.may_be_in(&text) { self.key.redact_json(json) } else { json })
    }

    /// All ids in the body and the headers. The body may be truncated.
    pub fn ids(&self) -> ResponseIds {
        let text = self.text();
        let is_utf8 = matches!(text, Cow::Borrowed(_));
        let mut ids = ResponseIds::in_body(&text, is_utf8).map(|id| self.key.redact(id).into_owned());
        self.inference_id().iter().for_each(|id| ids.add(Place::InferenceId, id));
        ids_in_location(&self.headers).iter().for_each(|id| ids.add(Place::Location, &self.key.redact(id)));
        ids
    }

    /// The ids and the cost in the headers.
    pub fn receipt(&self) -> Receipt {
        Receipt {
            inference_id: self.inference_id(),
            client_request_id: self.header("x-client-request-id").and_then(|text| text.parse().ok()),
            credits_used: self.header("x-aimlapi-credits-used").and_then(|text| text.trim().parse().ok()),
            usd_spent: self.header("x-aimlapi-usd-spent").map(Cow::into_owned),
        }
    }

    /// When the server sent the response, by its own clock.
    pub fn date(&self) -> Option<SystemTime> {
        httpdate::parse_http_date(text_header(&self.headers, DATE)?).ok()
    }

    /// The version of what was retrieved, for `If-None-Match`.
    pub fn etag(&self) -> Option<String> {
        text_header(&self.headers, ETAG).map(str::to_owned)
    }

    /// The error if a response with a success status cannot be used.
    pub fn unusable(self, action: &'static str, problem: DecodeProblem) -> Error {
        let (ids, text) = (self.ids(), self.redacted_text());
        let error = match self.interrupted {
            Some(error) => Error::transport(action, error).with_received(text),
            None => Error::decode(action, self.status, self.inference_id(), problem, text),
        };
        error.with_ids(ids)
    }

    fn status_error(self) -> Error {
        let body = self.json().unwrap_or_default();
        let inference_id = self.inference_id();
        let error = StatusError {
            status: self.status,
            message: message_in(&body),
            is_of_gateway: is_of_gateway(&body),
            request_id: body["requestId"].as_str().map(str::to_owned).or_else(|| inference_id.clone()),
            inference_id,
            retry_after: retry_after(&self.headers, SystemTime::now()),
            body: self.redacted_text(),
        };
        Error::status_error(error).with_ids(self.ids())
    }

    fn inference_id(&self) -> Option<String> {
        self.header("x-inference-id").map(Cow::into_owned)
    }

    /// A header that is not empty.
    fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        text_header(&self.headers, name).map(|text| self.key.redact(text))
    }

    fn redacted_text(&self) -> String {
        self.key.redact(&self.text()).into_owned()
    }

    /// The body as it is, with the key if the service repeats it.
    fn text(&self) -> Cow<'_, str> {
        // `from_utf8_lossy` alone takes several times as long.
        str::from_utf8(&self.body).map_or_else(|_| String::from_utf8_lossy(&self.body), Cow::Borrowed)
    }
}

/// Whether an error body has the form of the gateway, as opposed to that of a proxy in front of it.
fn is_of_gateway(body: &Value) -> bool {
    ["message", "path", "requestId", "statusCode", "timestamp"].iter().all(|name| body.get(*name).is_some())
}

/// The body up to its end, the size limit or an error.
async fn receive_body(response: &mut reqwest::Response) -> (Vec<u8>, Option<reqwest::Error>) {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(None) => return (body, None),
            Err(error) => return (body, Some(error)),
            Ok(Some(chunk)) => {
                let room = MAX_BODY - body.len();
                body.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() >= room {
                    return (body, None);
                }
            }
        }
    }
}

/// The ids in the URL of a new job: the parameters with a name for ids, or else the path of the job.
fn ids_in_location(headers: &HeaderMap) -> Vec<String> {
    let Some(location) = text_header(headers, LOCATION) else { return vec![] };
    let here = Url::parse("http://localhost/").expect("it is a URL");
    let Ok(url) = here.join(location) else { return vec![] };
    let parameters = url.query_pairs().filter(|(name, _)| is_id_name(name));
    let ids: Vec<_> = parameters.map(|(_, id)| id.into_owned()).collect();
    if ids.is_empty() { id_in_path(url.path()).into_iter().collect() } else { ids }
}

/// What follows the path of the endpoint, or else the last segment. An id may contain slashes.
fn id_in_path(path: &str) -> Option<String> {
    let path = path.trim_matches('/');
    let endpoints = ["generations", "generation"];
    let after = endpoints.iter().find_map(|endpoint| path.split_once(&format!("/{endpoint}/")));
    let id = after.or_else(|| path.rsplit_once('/')).map_or(path, |(_, id)| id);
    // A decoded id with replacement characters would be another id.
    let id = percent_decode_str(id).decode_utf8().ok()?.into_owned();
    (!endpoints.contains(&id.as_str())).then_some(id)
}

/// A header that is not empty.
fn text_header(headers: &HeaderMap, name: impl AsHeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok().filter(|text| !text.is_empty())
}
