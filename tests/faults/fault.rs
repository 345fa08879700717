//! The list of faults.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use super::{
    play::{Body, Cut, End, Exchange, Play, Read, Reply},
    service::ID,
};
use crate::support::KEY;

#[derive(Clone)]
pub struct Fault {
    pub name: String,
    pub play: Play,
    /// Seconds that the reply's `Retry-After` asks for, where it is one.
    pub pause: Option<u64>,
}

/// All of them. The host at `elsewhere` is one that redirects lead to.
pub fn all(elsewhere: &str) -> Vec<Fault> {
    [connections(), breaks(), statuses(), busy(), pages(), bodies(), redirects(elsewhere), long()].concat()
}

/// The same with the header that names the id, where a head comes at all.
pub fn with_id_header(fault: &Fault) -> Option<Fault> {
    fault.status()?;
    let mut fault = fault.clone();
    fault.name += ", x-inference-id";
    if let Play::Exchange(Exchange { reply: Some(reply), .. }) = &mut fault.play {
        reply.headers.push(("x-inference-id", ID.into()));
    }
    Some(fault)
}

/// No reply.
fn connections() -> Vec<Fault> {
    let unanswered = |name, read, end| fault(name, Play::Exchange(Exchange { read, reply: None, end }));
    vec![
        fault("nobody listens", Play::Refuse),
        unanswered("reset before the request is read", Read::Nothing, End::Reset),
        unanswered("reset after half of the request's head", Read::HalfOfHead, End::Reset),
        unanswered("reset after half of the request's body", Read::HalfOfBody, End::Reset),
        unanswered("reset after the request", Read::All, End::Reset),
        unanswered("closed after the request", Read::All, End::Close),
        unanswered("request not read", Read::Nothing, End::Silence),
        unanswered("no reply", Read::All, End::Silence),
    ]
}

/// Less than a whole reply.
fn breaks() -> Vec<Fault> {
    let ends =
        [("closed", End::Close), ("reset", End::Reset), ("silence", End::Silence), ("drip", End::Drip)];
    let cuts = [
        ("within the reply's head", Cut::InHead),
        ("after the reply's head", Cut::AfterHead),
        ("after 12 bytes of the reply's body", Cut::BeforeId),
        ("after half of the reply's body", Cut::Half),
    ];
    let broken = |(cut_name, cut), (end_name, end)| {
        let reply = Some(Reply { cut, ..Reply::default() });
        let exchange = Exchange { read: Read::All, reply, end };
        fault(format!("{end_name} {cut_name}"), Play::Exchange(exchange))
    };
    cuts.into_iter().flat_map(|cut| ends.map(|end| broken(cut, end))).collect()
}

/// Replies of the gateway.
fn statuses() -> Vec<Fault> {
    let codes = [400, 401, 402, 403, 404, 408, 409, 410, 413, 422, 500, 502, 503, 504];
    let that_repeats_the_key = |status| {
        let body = json!({ "message": format!("Unknown key {KEY}"), "requestId": KEY });
        reply(format!("{status} that repeats the key"), refusal_that_says(status, &body))
    };
    let with_request_id = json!({ "message": "not now", "requestId": "req-1" });
    let paused = reply("503, Retry-After: 20 s", refusal(503).header("retry-after", "20"));
    let special = [
        reply("504 with a request id", refusal_that_says(504, &with_request_id)),
        that_repeats_the_key(401),
        that_repeats_the_key(502),
        Fault { pause: Some(20), ..paused },
    ];
    [codes.map(|code| reply(code.to_string(), refusal(code))).to_vec(), special.to_vec()].concat()
}

/// Each form of `Retry-After`.
fn busy() -> Vec<Fault> {
    let in_an_hour = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3600));
    let forms = [
        ("20 s", "20", Some(20)),
        ("0 s", "0", Some(0)),
        ("an hour", "3600", Some(3600)),
        ("the most that there is", "18446744073709551615", Some(u64::MAX)),
        ("more than there is", "99999999999999999999", None),
        ("a date in an hour", &in_an_hour, Some(3600)),
        ("a date that has passed", "Wed, 21 Oct 2015 07:28:00 GMT", Some(0)),
        ("a negative number", "-5", None),
        ("a fraction", "0.5", None),
        ("nonsense", "soon", None),
        ("nothing", "", None),
    ];
    let busy = |(name, value, pause)| {
        let reply = reply(format!("429, Retry-After: {name}"), refusal(429).header("retry-after", value));
        Fault { pause, ..reply }
    };
    [vec![reply("429", refusal(429))], forms.map(busy).into()].concat()
}

/// Replies of a proxy.
fn pages() -> Vec<Fault> {
    let page = |status: u16| {
        let page = format!("<html><head><title>{status}</title></head><body>{status}</body></html>");
        let reply = Reply { status: Some(status), body: Body::Other(page.into(), None), ..Reply::default() };
        reply.header("content-type", "text/html")
    };
    vec![reply("a page with 200", page(200)), reply("a page with 502", page(502))]
}

/// Successes with a body that is not as it should be.
fn bodies() -> Vec<Fault> {
    let json = |(name, text, id)| {
        let json = Reply { status: Some(200), body: json_body(text, id), ..Reply::default() };
        reply(name, json.header("content-type", "application/json"))
    };
    let other = |bytes: &[u8]| Reply { body: Body::Other(bytes.into(), None), ..Reply::default() };
    let mut faults: Vec<_> = TEXTS.map(json).into();
    faults.push(reply("an empty body", other(b"")));
    faults.push(reply(
        "gzip that is none",
        other(b"\x1f\x8b\x08\0\xff\xfe").header("content-encoding", "gzip"),
    ));
    faults
}

/// JSON or the beginning of it, and the id that can be read from it.
const TEXTS: [(&str, &str, Option<&str>); 13] = [
    ("truncated JSON", r#"{"status":"queued","id":"job-47"#, None),
    ("truncated JSON with the id", r#"{"id":"job-4711:kling/v1.6","status":"que"#, Some(ID)),
    ("an array", r#"[{"id":"job-4711:kling/v1.6"}]"#, None),
    ("a number", "4711", None),
    ("a text", r#""job-4711:kling/v1.6""#, None),
    ("null", "null", None),
    ("no id", r#"{"status":"queued"}"#, None),
    ("an id that is a number", r#"{"id":4711}"#, Some("4711")),
    ("an id that is a fraction", r#"{"id":47.11}"#, None),
    ("an id that is null", r#"{"id":null}"#, None),
    ("an id that is empty", r#"{"id":""}"#, None),
    ("an id that is a list", r#"{"id":["job-4711:kling/v1.6"]}"#, None),
    ("an id of another name", r#"{"generation_id":"job-4711:kling/v1.6"}"#, Some(ID)),
];

fn redirects(elsewhere: &str) -> Vec<Fault> {
    let redirect = |status, to: &str| {
        let reply = Reply { status: Some(status), body: Body::Other(vec![], None), ..Reply::default() };
        reply.header("location", to)
    };
    let video = format!("{elsewhere}/1.mp4");
    vec![
        reply("a redirect to itself", redirect(302, "/1.mp4")),
        reply("a 303 to another host", redirect(303, &video)),
        reply("a 307 to another host", redirect(307, &video)),
        reply("a 308 to another host", redirect(308, &video)),
    ]
}

/// More than anybody wants.
fn long() -> Vec<Fault> {
    let long = |is_id_first, is_unannounced| Reply {
        body: Body::Long { is_id_first },
        is_unannounced,
        ..Reply::default()
    };
    vec![
        reply("too long", long(true, false)),
        reply("too long, unannounced", long(true, true)),
        reply("too long, the id at its end", long(false, true)),
    ]
}

fn refusal(status: u16) -> Reply {
    refusal_that_says(status, &json!({ "message": "not now", "statusCode": status }))
}

fn refusal_that_says(status: u16, body: &Value) -> Reply {
    let reply = Reply { status: Some(status), body: json_body(&body.to_string(), None), ..Reply::default() };
    reply.header("content-type", "application/json")
}

fn json_body(text: &str, id: Option<&'static str>) -> Body {
    Body::Other(text.into(), id)
}

fn reply(name: impl Into<String>, reply: Reply) -> Fault {
    fault(name, Play::Exchange(Exchange { reply: Some(reply), ..Exchange::default() }))
}

fn fault(name: impl Into<String>, play: Play) -> Fault {
    Fault { name: name.into(), play, pause: None }
}
