//! Replies in the form of the gateway.

use hyper::{Response, StatusCode, body::Bytes, header::CONTENT_TYPE};
use serde_json::{Value, json};

pub(super) type Reply = Response<Bytes>;

/// A refusal: status and message.
pub(super) type Refusal = (StatusCode, String);

pub(super) fn json_reply(status: StatusCode, body: &Value) -> Reply {
    typed(status, "application/json", body.to_string())
}

pub(super) fn typed(status: StatusCode, content_type: &'static str, body: impl Into<Bytes>) -> Reply {
    let reply = Response::builder().status(status).header(CONTENT_TYPE, content_type);
    reply.body(body.into()).expect("a fixed header is valid")
}

/// In the form of the gateway's own errors.
pub(super) fn refuse((status, message): Refusal, path: &str) -> Reply {
    let body = json!({
        "message": message,
        "path": path,
        "requestId": "00000000-0000-4000-8000-000000000000",
        "statusCode": status.as_u16(),
        "timestamp": "1970-01-01T00:00:00.000Z",
    });
    json_reply(status, &body)
}
