//! The list of faults.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use super::{
    fault::{Cut, FaultEnd, FaultKind, FaultyBody, FaultyExchange, FaultyResponse, InjectedFault},
    service::ID,
};
use crate::support::{KEY, host::Reads};

/// All faults. The host at `elsewhere` is one that redirects lead to.
pub fn all(elsewhere: &str) -> Vec<InjectedFault> {
    [
        connections(),
        broken_responses(),
        statuses(),
        rate_limits(),
        pages(),
        bodies(),
        redirects(elsewhere),
        too_long(),
    ]
    .concat()
}

/// The same fault with the header that holds the id, where the response has a complete head.
pub fn with_id_header(fault: &InjectedFault) -> Option<InjectedFault> {
    fault.status()?;
    let mut fault = fault.clone();
    fault.name += ", x-inference-id";
    if let FaultKind::Exchange(FaultyExchange { response: Some(response), .. }) = &mut fault.kind {
        response.headers.push(("x-inference-id", ID.into()));
    }
    Some(fault)
}

/// No response.
fn connections() -> Vec<InjectedFault> {
    let unanswered =
        |name, reads, end| fault(name, FaultKind::Exchange(FaultyExchange { reads, response: None, end }));
    vec![
        fault("connection refused", FaultKind::ConnectionRefused),
        unanswered("reset before the request is read", Reads::Nothing, FaultEnd::Reset),
        unanswered("reset after half of the request's head", Reads::HalfOfHead, FaultEnd::Reset),
        unanswered("reset after half of the request's body", Reads::HalfOfBody, FaultEnd::Reset),
        unanswered("reset after the request", Reads::Everything, FaultEnd::Reset),
        unanswered("closed after the request", Reads::Everything, FaultEnd::Close),
        unanswered("request not read", Reads::Nothing, FaultEnd::Stall),
        unanswered("no response", Reads::Everything, FaultEnd::Stall),
    ]
}

/// Less than a complete response.
fn broken_responses() -> Vec<InjectedFault> {
    let ends = [
        ("closed", FaultEnd::Close),
        ("reset", FaultEnd::Reset),
        ("stall", FaultEnd::Stall),
        ("drip", FaultEnd::Drip),
    ];
    let cuts = [
        ("within the response's head", Cut::InHead),
        ("after the response's head", Cut::AfterHead),
        ("after 12 bytes of the response's body", Cut::BeforeId),
        ("after half of the response's body", Cut::HalfOfBody),
    ];
    let broken = |(cut_name, cut), (end_name, end)| {
        let response = Some(FaultyResponse { cut, ..FaultyResponse::default() });
        let exchange = FaultyExchange { reads: Reads::Everything, response, end };
        fault(format!("{end_name} {cut_name}"), FaultKind::Exchange(exchange))
    };
    cuts.into_iter().flat_map(|cut| ends.map(|end| broken(cut, end))).collect()
}

/// Errors of the gateway.
fn statuses() -> Vec<InjectedFault> {
    let codes = [400, 401, 402, 403, 404, 408, 409, 410, 413, 422, 500, 502, 503, 504];
    let with_the_key = |status| {
        let body = json!({ "message": format!("Unknown key {KEY}"), "requestId": KEY });
        response(format!("{status} that repeats the key"), error_with_body(status, &body))
    };
    let with_request_id = json!({ "message": "not now", "requestId": "req-1" });
    let busy = response("503, Retry-After: 20 s", error(503).header("retry-after", "20"));
    let special = [
        response("504 with a request id", error_with_body(504, &with_request_id)),
        with_the_key(401),
        with_the_key(502),
        InjectedFault { retry_after: Some(20), ..busy },
    ];
    [codes.map(|code| response(code.to_string(), error(code))).to_vec(), special.to_vec()].concat()
}

/// Each form of `Retry-After`.
fn rate_limits() -> Vec<InjectedFault> {
    let in_an_hour = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3600));
    let forms = [
        ("20 s", "20", Some(20)),
        ("0 s", "0", Some(0)),
        ("an hour", "3600", Some(3600)),
        ("the largest u64", "18446744073709551615", Some(u64::MAX)),
        ("more than a u64", "99999999999999999999", None),
        ("a date in an hour", &in_an_hour, Some(3600)),
        ("a date in the past", "Wed, 21 Oct 2015 07:28:00 GMT", Some(0)),
        ("a negative number", "-5", None),
        ("a fraction", "0.5", None),
        ("a word", "soon", None),
        ("empty", "", None),
    ];
    let rate_limit = |(name, value, retry_after)| {
        let fault = response(format!("429, Retry-After: {name}"), error(429).header("retry-after", value));
        InjectedFault { retry_after, ..fault }
    };
    [vec![response("429", error(429))], forms.map(rate_limit).into()].concat()
}

/// HTML pages of a proxy.
fn pages() -> Vec<InjectedFault> {
    let page = |status: u16| {
        let page = format!("<html><head><title>{status}</title></head><body>{status}</body></html>");
        with_status(status, FaultyBody::Other(page.into(), None)).header("content-type", "text/html")
    };
    vec![response("an HTML page with 200", page(200)), response("an HTML page with 502", page(502))]
}

/// Successes with an invalid body.
fn bodies() -> Vec<InjectedFault> {
    let json = |(name, text, id)| {
        let body = with_status(200, json_body(text, id));
        response(name, body.header("content-type", "application/json"))
    };
    let other = |bytes: &[u8]| FaultyResponse {
        body: FaultyBody::Other(bytes.into(), None),
        ..FaultyResponse::default()
    };
    let mut faults: Vec<_> = TEXTS.map(json).into();
    faults.push(response("an empty body", other(b"")));
    let gzip = other(b"\x1f\x8b\x08\0\xff\xfe").header("content-encoding", "gzip");
    faults.push(response("invalid gzip", gzip));
    faults
}

/// JSON or the beginning of it, and the id that can be decoded from it.
const TEXTS: [(&str, &str, Option<&str>); 13] = [
    ("truncated JSON", r#"{"status":"queued","id":"job-47"#, None),
    ("truncated JSON with the id", r#"{"id":"job-4711:kling/v1.6","status":"que"#, Some(ID)),
    ("an array", r#"[{"id":"job-4711:kling/v1.6"}]"#, None),
    ("a number", "4711", None),
    ("a string", r#""job-4711:kling/v1.6""#, None),
    ("null", "null", None),
    ("no id", r#"{"status":"queued"}"#, None),
    ("an id that is a number", r#"{"id":4711}"#, Some("4711")),
    ("an id that is a fraction", r#"{"id":47.11}"#, None),
    ("an id that is null", r#"{"id":null}"#, None),
    ("an id that is empty", r#"{"id":""}"#, None),
    ("an id that is a list", r#"{"id":["job-4711:kling/v1.6"]}"#, None),
    ("the id as generation_id", r#"{"generation_id":"job-4711:kling/v1.6"}"#, Some(ID)),
];

fn redirects(elsewhere: &str) -> Vec<InjectedFault> {
    let redirect =
        |status, to: &str| with_status(status, FaultyBody::Other(vec![], None)).header("location", to);
    let video = format!("{elsewhere}/1.mp4");
    vec![
        response("a redirect to itself", redirect(302, "/1.mp4")),
        response("a 303 to another host", redirect(303, &video)),
        response("a 307 to another host", redirect(307, &video)),
        response("a 308 to another host", redirect(308, &video)),
    ]
}

fn too_long() -> Vec<InjectedFault> {
    let too_long = |is_id_first, omits_length| FaultyResponse {
        body: FaultyBody::TooLong { is_id_first },
        omits_length,
        ..FaultyResponse::default()
    };
    vec![
        response("too long", too_long(true, false)),
        response("too long, without a length", too_long(true, true)),
        response("too long, the id at its end", too_long(false, true)),
    ]
}

fn error(status: u16) -> FaultyResponse {
    error_with_body(status, &json!({ "message": "not now", "statusCode": status }))
}

fn error_with_body(status: u16, body: &Value) -> FaultyResponse {
    with_status(status, json_body(&body.to_string(), None)).header("content-type", "application/json")
}

fn with_status(status: u16, body: FaultyBody) -> FaultyResponse {
    FaultyResponse { status: Some(status), body, ..FaultyResponse::default() }
}

fn json_body(text: &str, id: Option<&'static str>) -> FaultyBody {
    FaultyBody::Other(text.into(), id)
}

fn response(name: impl Into<String>, response: FaultyResponse) -> InjectedFault {
    let exchange = FaultyExchange { response: Some(response), ..FaultyExchange::default() };
    fault(name, FaultKind::Exchange(exchange))
}

fn fault(name: impl Into<String>, kind: FaultKind) -> InjectedFault {
    InjectedFault { name: name.into(), kind, retry_after: None }
}
