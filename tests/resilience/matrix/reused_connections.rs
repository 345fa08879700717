//! Faults of connections that have served an earlier request.
//!
//! Each call runs twice on one host, which keeps connections alive: the fault occurs while the connections are
//! idle, or when the second call uses one of them. A line says what comes of the second call.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, SystemTime},
};

use aimlapi_kling::{Client, Error, Job, Video};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::sleep;

use super::{call::CLIENT_REQUEST_ID, outcome_text};
use crate::support::{
    KEY,
    host::{Arrival, End, Reads, RecordedRequest, Responder, ScriptedHost, ScriptedResponse},
    request,
    snapshot::assert_snapshot,
    video::{ID, mp4},
};

/// The id in stray responses.
const OTHER_ID: &str = "of-another-job";

/// Longer than the pause before a stray response, and not long enough to close an idle connection.
const IDLE: Duration = Duration::from_secs(1);

/// A submission of this age is in the log, or was not accepted.
const CONCLUSIVE_AGE: Duration = Duration::from_secs(16 * 60);

const VIDEO: usize = 10_000;
const OTHER_VIDEO: usize = 9_000;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Call {
    Submit,
    Retrieve,
    Wait,
    Download,
    LookUp,
}

#[derive(Clone)]
enum Fault {
    /// After each response, the connection is closed without notice.
    Closed(End),
    /// After each response, bytes follow that belong to none.
    Stray { bytes: Vec<u8>, pause: Duration },
    /// Each reused connection ends like this.
    AtReuse(ScriptedResponse),
}

#[tokio::test(start_paused = true)]
async fn a_fault_of_a_reused_connection_is_never_taken_for_a_response() {
    let mut table = "fault; what the host receives of the second call; what the caller gets\n".to_owned();
    let mut broken = Vec::new();
    for call in [Call::Submit, Call::Retrieve, Call::Wait, Call::Download, Call::LookUp] {
        table += &format!("\n{call:?}\n");
        for (name, fault) in faults() {
            let scene = Scene::new(fault).await;
            let first = scene.host.run(scene.call(call, "1.mp4")).await;
            assert!(first.is_ok(), "{call:?}, {name}: the first call has no fault");
            scene.host.run(sleep(IDLE)).await;
            scene.host.take_requests();
            let second = scene.host.run(scene.call(call, "2.mp4")).await;
            table += &format!("  {name:50} {}\n", scene.line(&second));
            let rules = scene.broken_rules(call, &second);
            broken.extend(rules.iter().map(|rule| format!("{call:?}, {name}: {rule}")));
        }
    }
    assert!(broken.is_empty(), "{}\n{table}", broken.join("\n"));
    assert_snapshot!("faults" / "reused_connections", table);
}

fn faults() -> Vec<(String, Fault)> {
    let at_reuse = |name: &str, response| (format!("{name} at reuse"), Fault::AtReuse(response));
    let mut faults = vec![
        ("none".to_owned(), Fault::Closed(End::KeepAlive)),
        ("closed while idle".to_owned(), Fault::Closed(End::Close)),
        ("reset while idle".to_owned(), Fault::Closed(End::Reset)),
        at_reuse("closed", ScriptedResponse::none().reads(Reads::Nothing)),
        at_reuse("reset", ScriptedResponse::none().reads(Reads::Nothing).reset()),
        at_reuse("closed after the request", ScriptedResponse::none()),
        at_reuse("reset after the request", ScriptedResponse::none().reset()),
    ];
    for (name, bytes) in strays() {
        for (when, pause) in [("with the response", Duration::ZERO), ("while idle", Duration::from_millis(1))]
        {
            faults.push((format!("{name} {when}"), Fault::Stray { bytes: bytes.clone(), pause }));
        }
        let early = ScriptedResponse::raw(200).reads(Reads::Nothing).send(&bytes);
        faults.push((format!("{name} just before reuse"), Fault::AtReuse(early)));
    }
    faults
}

/// Responses to requests of others.
fn strays() -> Vec<(&'static str, Vec<u8>)> {
    let state = |status: &str| json!({ "id": OTHER_ID, "status": status }).to_string().into_bytes();
    vec![
        ("a stray 429", response("429 Too Many Requests", b"")),
        ("a stray 408", response("408 Request Timeout", b"")),
        ("a stray job", response("200 OK", &state("queued"))),
        ("a stray failure", response("200 OK", &state("error"))),
        ("a stray video", response("200 OK", &mp4(OTHER_VIDEO))),
        ("a stray page of the log", response("200 OK", log(&[]).as_bytes())),
    ]
}

/// The bytes of a response that keeps the connection alive.
fn response(status: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// A page of the log.
fn log(rows: &[Value]) -> String {
    json!({ "data": rows, "pagination": { "has_more": false } }).to_string()
}

struct Scene {
    host: ScriptedHost,
    client: Client,
    /// The finished video of the job.
    video: Video,
    folder: TempDir,
}

impl Scene {
    async fn new(fault: Fault) -> Self {
        let host = ScriptedHost::start();
        let url = host.url("/1.mp4");
        let client = Client::builder(KEY).base_url(host.base_url()).build().unwrap();
        let completed = json!({ "id": ID, "status": "completed", "video": { "url": url } });
        host.play([ScriptedResponse::json(&completed)]);
        let video = host.run(client.wait(&Job::from_id(ID))).await.unwrap();
        host.script(move |Arrival { is_reuse, .. }| match &fault {
            Fault::AtReuse(response) if is_reuse => Responder::Fixed(response.clone()),
            fault => {
                let (fault, url) = (fault.clone(), url.clone());
                Responder::computed(move |request| fault.after(&regular(request, &url)))
            }
        });
        Self { host, client, video, folder: tempfile::tempdir().unwrap() }
    }

    async fn call(&self, call: Call, name: &str) -> Result<String, Error> {
        let job = Job::from_id(ID);
        match call {
            Call::Submit => {
                // It could use the connection of a poll, too.
                self.client.retrieve(&job).await.ok();
                let job = self.client.submit(request()).await?;
                Ok(format!("job {}", job.id()))
            }
            Call::Retrieve => {
                let generation = self.client.retrieve(&job).await?;
                Ok(format!("generation {}, {}", generation.id(), generation.status().as_str()))
            }
            Call::Wait => Ok(format!("video of {}", self.client.wait(&job).await?.generation().id())),
            Call::Download => {
                let downloaded = self.video.download_to(self.path(name)).await?;
                Ok(format!("{} bytes", downloaded.bytes()))
            }
            Call::LookUp => {
                // It could use the connection of a poll, too.
                self.client.retrieve(&job).await.ok();
                let sent = SystemTime::now() - CONCLUSIVE_AGE;
                let found =
                    self.client.find_submission_since(&CLIENT_REQUEST_ID.parse().unwrap(), sent).await?;
                Ok(format!("jobs {:?}", found.jobs().iter().map(Job::id).collect::<Vec<_>>()))
            }
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn line(&self, outcome: &Result<String, Error>) -> String {
        let requests = self.host.requests();
        let outcome = outcome_text(outcome).replace(self.host.base_url(), "[host]");
        format!("{} received  {outcome}", requests.len())
    }

    fn broken_rules(&self, call: Call, outcome: &Result<String, Error>) -> Vec<&'static str> {
        let submissions: Vec<_> =
            self.host.requests().into_iter().filter(|request| request.method() == "POST").collect();
        let file = fs::read(self.path("2.mp4")).ok();
        let rules = [
            (
                "a submission succeeds with one request",
                call != Call::Submit || outcome.is_ok() && submissions.len() == 1,
            ),
            (
                "waiting and downloading succeed",
                outcome.is_ok() || !matches!(call, Call::Wait | Call::Download),
            ),
            (
                "a poll has its own generation, or a transient error",
                match outcome {
                    Ok(text) => !text.contains(OTHER_ID),
                    Err(error) => is_transient(error),
                },
            ),
            (
                "no job ends because of a response to another",
                !outcome.as_ref().is_err_and(Error::is_generation_failed),
            ),
            ("the file is the video of the job", file == (call == Call::Download).then(|| mp4(VIDEO))),
        ];
        rules.into_iter().filter(|(_, holds)| !holds).map(|(rule, _)| rule).collect()
    }
}

fn is_transient(error: &Error) -> bool {
    error.is_transport()
        || error.is_rate_limited()
        || error.is_decode()
        || error.status().is_some_and(|status| status == 408)
}

/// What the service responds.
fn regular(request: &RecordedRequest, url: &str) -> Vec<u8> {
    let state =
        |status: &str, video: Value| json!({ "id": ID, "status": status, "video": video }).to_string();
    match request.path() {
        "/1.mp4" => response("200 OK", &mp4(VIDEO)),
        path if path.starts_with("/v2/logs") => {
            let row = json!({ "inference_id": ID, "client_request_id": CLIENT_REQUEST_ID });
            response("200 OK", log(&[row]).as_bytes())
        }
        _ if request.method() == "POST" => response("200 OK", state("queued", Value::Null).as_bytes()),
        _ => response("200 OK", state("completed", json!({ "url": url })).as_bytes()),
    }
}

impl Fault {
    /// A regular response, and what follows it.
    fn after(&self, regular: &[u8]) -> ScriptedResponse {
        let response = ScriptedResponse::raw(200);
        match self {
            Self::Closed(end) => response.send(regular).end(*end),
            Self::Stray { bytes, pause } if pause.is_zero() => {
                response.send([regular, bytes].concat()).keep_alive()
            }
            Self::Stray { bytes, pause } => response.send(regular).pause(*pause).send(bytes).keep_alive(),
            Self::AtReuse(_) => response.send(regular).keep_alive(),
        }
    }
}
