//! A request as it was received.

use std::sync::Arc;

use http_body_util::{BodyExt as _, Limited};
use hyper::{
    HeaderMap, Method, Request,
    body::Incoming,
    header::{AUTHORIZATION, HeaderName},
    http::request::Parts,
};
use reqwest::Url;
use serde_json::Value;

use super::{Endpoint, storage, uuid::uuid};
use crate::job::ClientRequestId;

/// A request may contain an inline image of 50 MB.
const MAX_BODY: usize = 100 * 1024 * 1024;

const CURRENT: &str = "/v2/video/generations";

/// The legacy endpoint. Its successful submissions have the status 201.
const LEGACY: &str = "/v2/generate/video/kling/generation";

const LOGS: &str = "/v2/logs";

const CATALOGUE: &str = "/v1/models";

const METRICS: &str = "/models/metrics";

pub(super) const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("x-client-request-id");

pub(super) struct Call {
    /// The endpoint, or `None` for an unknown path or method.
    pub endpoint: Option<Endpoint>,
    /// A malformed id is ignored, as by the service.
    pub client_request_id: Option<ClientRequestId>,
    pub query: Vec<(String, String)>,
    number: usize,
    seed: u64,
    head: Parts,
    /// The JSON body of a submission, or an error message.
    body: Result<Arc<Value>, String>,
}

impl Call {
    /// Receives the whole request, so that an error response does not interrupt the upload.
    pub async fn receive(request: Request<Incoming>, number: usize, seed: u64) -> Self {
        let (head, body) = request.into_parts();
        let body = Limited::new(body, MAX_BODY).collect().await;
        let client_request_id = head.headers.get(CLIENT_REQUEST_ID).and_then(|value| value.to_str().ok());
        let endpoint = endpoint(&head.method, head.uri.path());
        let body = match (endpoint, body) {
            (Some(Endpoint::Submit), Ok(body)) => json(&body.to_bytes()),
            (Some(Endpoint::Submit), Err(error)) => Err(format!("Body cannot be read: {error}")),
            _ => Err("The request has no body".to_owned()),
        };
        Self {
            endpoint,
            client_request_id: client_request_id.and_then(|text| text.parse().ok()),
            query: query(head.uri.query().unwrap_or_default()),
            number,
            seed,
            head,
            body,
        }
    }

    pub fn method(&self) -> &Method {
        &self.head.method
    }

    pub fn path(&self) -> &str {
        self.head.uri.path()
    }

    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    pub fn is_legacy(&self) -> bool {
        self.path() == LEGACY
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn is_authorized(&self, key: &str) -> bool {
        let header = self.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        header.and_then(|text| text.strip_prefix("Bearer ")) == Some(key)
    }

    /// The JSON body of a submission, or an error message.
    pub fn body(&self) -> Result<&Arc<Value>, String> {
        self.body.as_ref().map_err(Clone::clone)
    }

    /// The generation id of a poll.
    pub fn job(&self) -> Option<&str> {
        self.parameter("generation_id").filter(|_| self.endpoint == Some(Endpoint::Poll))
    }

    pub fn request_id(&self) -> String {
        uuid(self.seed, "request", self.number)
    }

    /// The inference id of a request that has no job.
    pub fn inference_id(&self) -> String {
        uuid(self.seed, "inference", self.number)
    }
}

fn json(body: &[u8]) -> Result<Arc<Value>, String> {
    serde_json::from_slice(body).map(Arc::new).map_err(|error| format!("Body is not JSON: {error}"))
}

fn endpoint(method: &Method, path: &str) -> Option<Endpoint> {
    match (method, path) {
        (&Method::POST, CURRENT | LEGACY) => Some(Endpoint::Submit),
        (&Method::GET, CURRENT | LEGACY) => Some(Endpoint::Poll),
        (&Method::GET, LOGS) => Some(Endpoint::Log),
        (&Method::GET, CATALOGUE) => Some(Endpoint::Catalogue),
        (&Method::GET, METRICS) => Some(Endpoint::Metrics),
        (&Method::GET, path) if path.starts_with(storage::PATH) => Some(Endpoint::Video),
        _ => None,
    }
}

fn query(text: &str) -> Vec<(String, String)> {
    let url = Url::parse(&format!("http://localhost/?{text}"));
    url.iter().flat_map(Url::query_pairs).map(|(key, value)| (key.into(), value.into())).collect()
}
