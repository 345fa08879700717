//! The simulator's side of HTTP.

use std::{convert::Infallible, net::SocketAddr, sync::Arc};

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use reqwest::Url;
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinSet};

use super::{VIDEO, contract, jobs::Jobs};
use crate::Model;

/// A request may hold an image of 50 MB as text.
const MAX_BODY: usize = 100 * 1024 * 1024;

const VIDEOS: &str = "/videos/";

const CURRENT: &str = "/v2/video/generations";

/// The address that the service has left behind; its creates answer 201.
const LEGACY: &str = "/v2/generate/video/kling/generation";

#[derive(Debug)]
pub(super) struct Server {
    pub key: String,
    pub address: SocketAddr,
    pub jobs: Jobs,
}

type Reply = Response<Full<Bytes>>;

/// A refusal: status and message.
type Refusal = (StatusCode, String);

impl Server {
    pub async fn serve(self: Arc<Self>, listener: TcpListener) {
        // Dropped with this future, and all connections with it.
        let mut connections = JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            let server = Arc::clone(&self);
            let service = service_fn(move |request| {
                let server = Arc::clone(&server);
                async move { Ok::<_, Infallible>(server.answer(request).await) }
            });
            connections.spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            while connections.try_join_next().is_some() {}
        }
    }

    async fn answer(&self, request: Request<Incoming>) -> Reply {
        let path = request.uri().path().to_owned();
        let result = match (request.method(), path.as_str()) {
            (_, CURRENT | LEGACY) if !self.is_authorized(&request) => {
                Err((StatusCode::UNAUTHORIZED, "The API key is missing or unknown".to_owned()))
            }
            (&Method::POST, CURRENT) => self.create(request, Model::ALL, StatusCode::OK).await,
            (&Method::POST, LEGACY) => self.create(request, Model::LEGACY, StatusCode::CREATED).await,
            (&Method::GET, CURRENT | LEGACY) => self.fetch(&request),
            (&Method::GET, path) if path.starts_with(VIDEOS) => self.video(path, &request),
            (method, path) => Err((StatusCode::NOT_FOUND, format!("Cannot {method} {path}"))),
        };
        result.unwrap_or_else(|(status, message)| refuse(status, &message, &path))
    }

    fn is_authorized(&self, request: &Request<Incoming>) -> bool {
        let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        header.and_then(|text| text.strip_prefix("Bearer ")) == Some(&self.key)
    }

    async fn create(
        &self,
        request: Request<Incoming>,
        models: &[Model],
        status: StatusCode,
    ) -> Result<Reply, Refusal> {
        let bad = |message: String| (StatusCode::BAD_REQUEST, message);
        let client_request_id = request.headers().get("x-client-request-id").cloned();
        let body = Limited::new(request.into_body(), MAX_BODY).collect().await;
        let body = body.map_err(|error| bad(format!("Body cannot be read: {error}")))?.to_bytes();
        let body: Value =
            serde_json::from_slice(&body).map_err(|error| bad(format!("Body is not JSON: {error}")))?;
        let model = contract::check(&body, models)
            .map_err(|errors| bad(format!("Body validation error: {errors}")))?;
        let id = self.jobs.submit(model, body);
        let mut reply = json_reply(status, &json!({ "id": id, "status": "queued" }));
        let inference_id = HeaderValue::try_from(id).expect("model ids are printable");
        reply.headers_mut().insert("x-inference-id", inference_id);
        if let Some(id) = client_request_id {
            reply.headers_mut().insert("x-client-request-id", id);
        }
        Ok(reply)
    }

    fn fetch(&self, request: &Request<Incoming>) -> Result<Reply, Refusal> {
        let id = query(request, "generation_id").ok_or_else(|| {
            (StatusCode::BAD_REQUEST, "The query parameter generation_id is missing".to_owned())
        })?;
        let url = |number| format!("http://{}{VIDEOS}{number}.mp4", self.address);
        let reply = self.jobs.reply(&id, url);
        let reply = reply.ok_or_else(|| (StatusCode::NOT_FOUND, "There is no such generation".to_owned()))?;
        Ok(json_reply(StatusCode::OK, &reply))
    }

    /// The storage is another host in the real service: a key that comes here has leaked.
    fn video(&self, path: &str, request: &Request<Incoming>) -> Result<Reply, Refusal> {
        if request.headers().contains_key(AUTHORIZATION) {
            return Err((StatusCode::FORBIDDEN, "The storage must not be sent the API key".into()));
        }
        let number = path.strip_prefix(VIDEOS).and_then(|name| name.strip_suffix(".mp4")?.parse().ok());
        match number.filter(|number| self.jobs.has_video(*number)) {
            Some(_) => {
                let reply = Response::builder().header(CONTENT_TYPE, "video/mp4");
                Ok(reply.body(Full::from(VIDEO)).expect("a fixed header is valid"))
            }
            None => Err((StatusCode::NOT_FOUND, "There is no such video".into())),
        }
    }
}

fn query(request: &Request<Incoming>, name: &str) -> Option<String> {
    let query = request.uri().query().unwrap_or_default();
    let url = Url::parse(&format!("http://localhost/?{query}")).ok()?;
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn json_reply(status: StatusCode, body: &Value) -> Reply {
    let reply = Response::builder().status(status).header(CONTENT_TYPE, "application/json");
    reply.body(Full::from(body.to_string())).expect("a fixed header is valid")
}

/// In the form of the gateway's own errors.
fn refuse(status: StatusCode, message: &str, path: &str) -> Reply {
    let body = json!({
        "message": message,
        "path": path,
        "requestId": "00000000-0000-4000-8000-000000000000",
        "statusCode": status.as_u16(),
        "timestamp": "1970-01-01T00:00:00.000Z",
    });
    json_reply(status, &body)
}
