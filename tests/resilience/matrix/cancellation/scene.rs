//! A slow host, and the calls that are dropped while it responds.

use std::{
    fs,
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, SystemTime},
};

use aimlapi_kling::{Client, ClientRequestId, Error, Job, Video, WaitPolicy};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::Call;
use crate::support::{
    KEY, file_names,
    host::{RecordedRequest, ScriptedHost, ScriptedResponse},
    request,
    video::{ID, mp4},
};

pub const TARGET: &str = "1.mp4";

/// The length of the video in bytes: several times what is kept at least of an interrupted download.
const VIDEO: usize = 400_000;

/// The pause of the host before each part of a response.
const PAUSE: Duration = Duration::from_secs(1);

const INTERVAL: Duration = Duration::from_secs(2);

/// A submission of this age is in the log, or was not accepted.
const CONCLUSIVE_AGE: Duration = Duration::from_secs(16 * 60);

pub struct Scene {
    pub host: ScriptedHost,
    client: Client,
    folder: TempDir,
    /// The finished video, for a download.
    video: Option<Video>,
    /// The job that `generate` has reported.
    reported: Mutex<Option<String>>,
}

impl Scene {
    pub async fn new(call: Call) -> Self {
        let host = ScriptedHost::start();
        let policy = WaitPolicy::new().interval(INTERVAL);
        let client = Client::builder(KEY).base_url(host.base_url()).wait_policy(policy);
        let client = client.build().unwrap();
        respond_slowly(&host);
        let video = match call {
            Call::Download => Some(host.run(client.wait(&Job::from_id(ID))).await.unwrap()),
            _ => None,
        };
        host.take_requests();
        Self { host, client, folder: tempfile::tempdir().unwrap(), video, reported: Mutex::default() }
    }

    pub async fn call(&self, call: Call) -> Result<(), Error> {
        match call {
            Call::Submit => self.client.submit_as(&client_request_id(), request()).await.map(drop),
            Call::Generate => self.generate().await,
            Call::Wait => self.wait().await,
            Call::Download => self.download().await,
        }
    }

    async fn generate(&self) -> Result<(), Error> {
        let report = |job: &Job| *self.reported.lock().unwrap() = Some(job.id().to_owned());
        let id = client_request_id();
        self.client.generate(request()).client_request_id(&id).on_submitted(report).await.map(drop)
    }

    pub async fn wait(&self) -> Result<(), Error> {
        self.client.wait(&Job::from_id(ID)).await.map(drop)
    }

    pub async fn download(&self) -> Result<(), Error> {
        let video = self.video.as_ref().expect("it is finished");
        video.download_to(self.target()).await.map(drop)
    }

    /// The ids of the jobs that the log has.
    pub async fn look_up(&self) -> Vec<String> {
        let (id, sent) = (client_request_id(), SystemTime::now() - CONCLUSIVE_AGE);
        let found = self.host.run(self.client.find_submission_since(&id, sent)).await.unwrap();
        found.jobs().iter().map(|job| job.id().to_owned()).collect()
    }

    pub fn reported(&self) -> Option<String> {
        self.reported.lock().unwrap().clone()
    }

    /// The number of submissions that the host has received.
    pub fn submissions(&self) -> usize {
        self.host.requests().iter().filter(|request| is_submission(request)).count()
    }

    /// What the host has received.
    pub fn received(&self) -> String {
        let requests = self.host.requests();
        let count = |name: &str, is_counted: fn(&RecordedRequest) -> bool| {
            let count = requests.iter().filter(|request| is_counted(request)).count();
            (count > 0).then(|| format!("{count} {name}{}", if count == 1 { "" } else { "s" }))
        };
        let counts = [
            count("submission", is_submission),
            count("poll", |request| request.path().starts_with("/v2/video/") && !is_submission(request)),
            count("download", |request| request.path() == "/1.mp4"),
        ];
        let counts: Vec<_> = counts.into_iter().flatten().collect();
        if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") }
    }

    pub fn file_names(&self) -> Vec<String> {
        file_names(self.folder.path())
    }

    pub fn has_video(&self) -> bool {
        fs::read(self.target()).ok() == Some(mp4(VIDEO))
    }

    pub fn without_folder(&self, error: &Error) -> String {
        error.to_string().replace(&self.target().display().to_string(), TARGET)
    }

    fn target(&self) -> PathBuf {
        self.folder.path().join(TARGET)
    }
}

fn client_request_id() -> ClientRequestId {
    "order-4711".parse().unwrap()
}

fn is_submission(request: &RecordedRequest) -> bool {
    request.method() == "POST" && request.is_complete
}

/// Has the host accept submissions, list them in its log, and complete every job at its third poll.
fn respond_slowly(host: &ScriptedHost) {
    let (submissions, polls) = (AtomicUsize::default(), AtomicUsize::default());
    let url = host.url("/1.mp4");
    host.respond(move |request| match request.path() {
        "/1.mp4" => video(request),
        path if path.starts_with("/v2/logs") => log(submissions.load(Relaxed)),
        _ if is_submission(request) => {
            submissions.fetch_add(1, Relaxed);
            state("queued", &Value::Null)
        }
        _ if polls.fetch_add(1, Relaxed) < 2 => state("generating", &Value::Null),
        _ => state("completed", &json!({ "url": url })),
    });
}

fn state(status: &str, video: &Value) -> ScriptedResponse {
    let body = json!({ "id": ID, "status": status, "video": video }).to_string();
    slow(ScriptedResponse::new("200 OK").header("content-length", body.len()), body.as_bytes())
}

fn log(submissions: usize) -> ScriptedResponse {
    let row = json!({
        "inference_id": ID,
        "client_request_id": client_request_id().as_str(),
        "status": "succeeded",
        "created": "2026-07-02T03:04:05.000Z",
    });
    let pagination = json!({ "has_more": false });
    ScriptedResponse::json(&json!({ "data": vec![row; submissions], "pagination": pagination }))
}

fn video(request: &RecordedRequest) -> ScriptedResponse {
    let start = request.range_start().unwrap_or_default() as usize;
    let head = match start {
        0 => ScriptedResponse::new("200 OK"),
        _ => ScriptedResponse::new("206 Partial Content")
            .header("content-range", format!("bytes {start}-{}/{VIDEO}", VIDEO - 1)),
    };
    let head = head.header("content-type", "video/mp4").header("etag", "\"one\"");
    slow(head.header("content-length", VIDEO - start), &mp4(VIDEO)[start..])
}

/// Pauses before the head, and before each third of the body.
fn slow(response: ScriptedResponse, body: &[u8]) -> ScriptedResponse {
    let head = ScriptedResponse::raw(200).pause(PAUSE).send(response.head());
    body.chunks(body.len().div_ceil(3)).fold(head, |response, part| response.pause(PAUSE).send(part))
}
