//! A request as it was received.

use http_body_util::{BodyExt as _, Limited};
use hyper::{
    HeaderMap, Method, Request,
    body::{Bytes, Incoming},
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
    head: Parts,
    body: Result<Bytes, String>,
}

impl Call {
    /// Receives the whole request, so that an error response does not interrupt the upload.
    pub async fn receive(request: Request<Incoming>, number: usize) -> Self {
        let (head, body) = request.into_parts();
        let body = Limited::new(body, MAX_BODY).collect().await;
        let client_request_id = head.headers.get(CLIENT_REQUEST_ID).and_then(|value| value.to_str().ok());
        Self {
            endpoint: endpoint(&head.method, head.uri.path()),
            client_request_id: client_request_id.and_then(|text| text.parse().ok()),
            query: query(head.uri.query().unwrap_or_default()),
            number,
            head,
            body: body.map(|body| body.to_bytes()).map_err(|error| error.to_string()),
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

    /// The JSON body, or an error message.
    pub fn json(&self) -> Result<Value, String> {
        let body = self.body.as_ref().map_err(|error| format!("Body cannot be read: {error}"))?;
        serde_json::from_slice(body).map_err(|error| format!("Body is not JSON: {error}"))
    }

    pub fn request_id(&self) -> String {
        uuid("request", self.number)
    }

    /// The inference id of a request that has no job.
    pub fn inference_id(&self) -> String {
        uuid("inference", self.number)
    }
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
