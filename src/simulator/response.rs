//! Responses in the format of the gateway.

use hyper::{Response, StatusCode, body::Bytes, header::CONTENT_TYPE};
use serde_json::{Value, json};

pub(super) type HttpResponse = Response<Bytes>;

/// The status and the message of an error response.
pub(super) type ErrorResponse = (StatusCode, String);

/// The message of the service when the account does not have enough credits.
pub(super) const OUT_OF_CREDITS: &str = "The account does not have enough credits";

pub(super) fn json_response(status: StatusCode, body: &Value) -> HttpResponse {
    typed(status, "application/json", body.to_string())
}

pub(super) fn typed(status: StatusCode, content_type: &'static str, body: impl Into<Bytes>) -> HttpResponse {
    let response = Response::builder().status(status).header(CONTENT_TYPE, content_type);
    response.body(body.into()).expect("a fixed header is valid")
}

/// An error response in the format of the gateway.
pub(super) fn error_response((status, message): ErrorResponse, path: &str) -> HttpResponse {
    let body = json!({
        "message": message,
        "path": path,
        "requestId": "00000000-0000-4000-8000-000000000000",
        "statusCode": status.as_u16(),
        "timestamp": "1970-01-01T00:00:00.000Z",
    });
    json_response(status, &body)
}
