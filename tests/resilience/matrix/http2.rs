//! Faults of HTTP/2, which a gateway with TLS may speak.
//!
//! A line says how many requests the gateway, which is the host of the video, too, receives on how many connections,
//! and what the caller gets.

use std::{
    fs,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use aimlapi_kling::{Client, Error, Job, WaitPolicy, reqwest::Method};
use bytes::Bytes;
use h2::{
    Reason, RecvStream,
    server::{self, SendResponse},
};
use http::{Request, Response};
use serde_json::json;
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tokio_rustls::TlsAcceptor;

use super::{call::CLIENT_REQUEST_ID, fault::Times, lines, outcome_text};
use crate::support::{
    KEY,
    clock::{Clock, Hold, settle},
    file_names, request,
    snapshot::assert_snapshot,
    tls,
    video::{ID, mp4},
};

/// Turns of the runtime in which everything that was sent arrives.
const TURNS: usize = 10;

/// Bytes of a body of the gateway that do not include the id.
const BEFORE_ID: usize = 5;

/// Bytes of the video, and those after which its body ends.
const VIDEO: usize = 1000;
const HALF_OF_VIDEO: usize = 600;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Call {
    Submit,
    Retrieve,
    Wait,
    Download,
}

/// What the gateway does with each request, or with the first one only.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    None,
    /// The stream is reset without a response.
    Reset(Reason),
    /// The stream is reset after the head of the response.
    ResetAfterHead(Reason),
    ResetWithinBody(Reason),
    /// The connection announces its end, and the response still comes.
    GoAwayWithResponse,
    /// The connection ends with this reason, and no response comes.
    GoAway(Reason),
    /// The connection is closed without notice.
    Closed,
    Stall,
    StallAfterHead,
    StallWithinBody,
}

const FAULTS: [Fault; 14] = [
    Fault::None,
    Fault::Reset(Reason::REFUSED_STREAM),
    Fault::Reset(Reason::INTERNAL_ERROR),
    Fault::Reset(Reason::CANCEL),
    Fault::Reset(Reason::NO_ERROR),
    Fault::ResetAfterHead(Reason::INTERNAL_ERROR),
    Fault::ResetWithinBody(Reason::INTERNAL_ERROR),
    Fault::GoAwayWithResponse,
    Fault::GoAway(Reason::NO_ERROR),
    Fault::GoAway(Reason::ENHANCE_YOUR_CALM),
    Fault::Closed,
    Fault::Stall,
    Fault::StallAfterHead,
    Fault::StallWithinBody,
];

#[tokio::test(start_paused = true)]
async fn every_fault_of_http2_ends_as_documented() {
    let mut table = "fault; what the gateway receives; what the caller gets\n".to_owned();
    let mut broken = Vec::new();
    for call in [Call::Submit, Call::Retrieve, Call::Wait, Call::Download] {
        table += &format!("\n{call:?}\n");
        for fault in FAULTS {
            let (once, broken_once) = run(call, fault, Times::Once).await;
            let (always, broken_always) = run(call, fault, Times::Always).await;
            let name = format!("{fault:?}");
            table += &lines(&name, &once, &always);
            let rules = [broken_once, broken_always].concat();
            broken.extend(rules.iter().map(|rule| format!("{call:?}, {name}: {rule}")));
        }
    }
    assert!(broken.is_empty(), "{}\n{table}", broken.join("\n"));
    assert_snapshot!("faults" / "http2", table);
}

/// Returns a line, and the rules that do not hold.
async fn run(call: Call, fault: Fault, times: Times) -> (String, Vec<&'static str>) {
    let clock = Clock::new();
    let gateway = Gateway::start(&clock, fault, times).await;
    let folder = tempfile::tempdir().unwrap();
    let outcome = clock.run(call.run(&gateway, folder.path())).await;
    let text = outcome_text(&outcome).replace(folder.path().to_str().unwrap(), "folder");
    let text = text.replace(&gateway.base_url, "https://gateway.example");
    let broken = gateway.broken_rules(call, &outcome, &file_names(folder.path()));
    (format!("{}  {text}", gateway.received()), broken)
}

impl Call {
    async fn run(self, gateway: &Gateway, folder: &Path) -> Result<String, Error> {
        let (client, job) = (gateway.client(), Job::from_id(ID));
        match self {
            Self::Submit => {
                let id = CLIENT_REQUEST_ID.parse().unwrap();
                Ok(format!("job {}", client.submit_as(&id, request()).await?.id()))
            }
            Self::Retrieve => Ok(format!("generation {}", client.retrieve(&job).await?.id())),
            Self::Wait => Ok(format!("video of {}", client.wait(&job).await?.generation().id())),
            Self::Download => {
                let url = format!("{}/1.mp4", gateway.base_url);
                let generation = json!({ "id": ID, "status": "completed", "video": { "url": url } });
                let video = client.video(&job, serde_json::from_value(generation).expect("it is one"))?;
                let target = folder.join("1.mp4");
                let downloaded = video.download(&target).max_retries(2).send().await?;
                let is_whole = fs::read(target).unwrap() == mp4(VIDEO);
                Ok(format!("{} bytes, the video: {is_whole}", downloaded.bytes()))
            }
        }
    }
}

struct Gateway {
    base_url: String,
    certificate: Arc<rcgen::Certificate>,
    shared: Arc<Shared>,
    /// Ends with the gateway.
    _serving: JoinSet<()>,
}

struct Shared {
    clock: Clock,
    fault: Fault,
    times: Times,
    /// The connection of each request, and its method.
    requests: Mutex<Vec<(usize, Method)>>,
}

impl Gateway {
    async fn start(clock: &Clock, fault: Fault, times: Times) -> Self {
        let (acceptor, certificate) = tls::acceptor(&[b"h2"]);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let requests = Mutex::default();
        let shared = Arc::new(Shared { clock: clock.clone(), fault, times, requests });
        let mut serving = JoinSet::new();
        let of_connections = Arc::clone(&shared);
        serving.spawn(async move {
            let mut connections = JoinSet::new();
            for number in 0.. {
                let (stream, _) = listener.accept().await.unwrap();
                let (acceptor, shared) = (acceptor.clone(), Arc::clone(&of_connections));
                // A client may close a connection at any time.
                connections.spawn(async move { drop(shared.serve(acceptor, stream, number).await) });
            }
        });
        Self { base_url, certificate: Arc::new(certificate), shared, _serving: serving }
    }

    fn client(&self) -> Client {
        let certificate = Arc::clone(&self.certificate);
        let policy = WaitPolicy::new().interval(Duration::from_secs(10)).max_retries(2);
        Client::builder(KEY)
            .base_url(&self.base_url)
            .configure_http(move |http| tls::trust(http, &certificate))
            .wait_policy(policy)
            .build()
            .unwrap()
    }

    fn requests(&self) -> Vec<(usize, Method)> {
        self.shared.requests.lock().unwrap().clone()
    }

    fn received(&self) -> String {
        let requests = self.requests();
        let mut connections: Vec<_> = requests.iter().map(|(connection, _)| connection).collect();
        connections.dedup();
        format!("{} on {}", requests.len(), connections.len())
    }

    fn broken_rules(
        &self,
        call: Call,
        outcome: &Result<String, Error>,
        files: &[String],
    ) -> Vec<&'static str> {
        let requests = self.requests();
        let is_submission = call == Call::Submit;
        let names_job = matches!(self.shared.fault, Fault::None | Fault::GoAwayWithResponse);
        let is_unknown = outcome.as_ref().is_err_and(Error::is_submission_unknown);
        let rules = [
            ("a submission is sent once", !is_submission || requests.len() == 1),
            (
                "a submission without a response is unknown, and no other is",
                is_unknown == (is_submission && !names_job && outcome.is_err()),
            ),
            ("a response that arrives is used", !names_job || outcome.is_ok()),
            (
                "waiting and downloads continue after a fault that occurs once",
                !matches!(call, Call::Wait | Call::Download)
                    || self.shared.times == Times::Always
                    || outcome.is_ok(),
            ),
            (
                "a file has its final name only if it is the whole video",
                files.iter().any(|name| name == "1.mp4")
                    == outcome.as_ref().is_ok_and(|text| text.ends_with("the video: true")),
            ),
            (
                "a partial file remains with its record, or not at all",
                files.is_empty() || files == ["1.mp4"] || files == ["1.mp4.part", "1.mp4.part.json"],
            ),
            (
                "waiting submits nothing",
                is_submission || requests.iter().all(|(_, method)| method == Method::GET),
            ),
        ];
        rules.into_iter().filter(|(_, holds)| !holds).map(|(rule, _)| rule).collect()
    }
}

impl Shared {
    /// Serves a connection. The clock stands still until its first request has a response.
    async fn serve(
        &self,
        acceptor: TlsAcceptor,
        stream: TcpStream,
        number: usize,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let mut hold = Some(self.clock.hold());
        stream.set_nodelay(true)?;
        let mut connection = server::handshake(acceptor.accept(stream).await?).await?;
        let mut responses = JoinSet::new();
        while let Some(exchange) = connection.accept().await {
            let (request, stream) = exchange?;
            let hold = hold.take().unwrap_or_else(|| self.clock.hold());
            let fault = self.record(number, request.method());
            match fault {
                Fault::GoAway(reason) => connection.abrupt_shutdown(reason),
                Fault::Closed => return Ok(()),
                Fault::GoAwayWithResponse => connection.graceful_shutdown(),
                _ => {}
            }
            responses.spawn(respond(fault, request, stream, hold));
        }
        Ok(())
    }

    /// Records a request, and returns what happens to it.
    fn record(&self, connection: usize, method: &Method) -> Fault {
        let mut requests = self.requests.lock().unwrap();
        requests.push((connection, method.clone()));
        if self.times == Times::Always || requests.len() == 1 { self.fault } else { Fault::None }
    }
}

/// Responds to a request as the service does, as far as the fault permits.
async fn respond(
    fault: Fault,
    request: Request<RecvStream>,
    mut stream: SendResponse<Bytes>,
    hold: Hold,
) -> Result<(), h2::Error> {
    let is_video = request.uri().path() == "/1.mp4";
    let (body, part) = match is_video {
        true => (Bytes::from(mp4(VIDEO)), HALF_OF_VIDEO),
        false => (completed_job(), BEFORE_ID),
    };
    let mut received = request.into_body();
    while let Some(data) = received.data().await {
        received.flow_control().release_capacity(data?.len())?;
    }
    let head = Response::builder().header("content-length", body.len()).header("etag", "\"one\"");
    let head = head.body(()).expect("it is valid");
    match fault {
        Fault::Reset(reason) => stream.send_reset(reason),
        Fault::ResetAfterHead(reason) => {
            let mut sent = stream.send_response(head, false)?;
            settle(TURNS).await;
            sent.send_reset(reason);
        }
        Fault::ResetWithinBody(reason) => {
            let mut sent = stream.send_response(head, false)?;
            sent.send_data(body.slice(..part), false)?;
            settle(TURNS).await;
            sent.send_reset(reason);
        }
        Fault::None | Fault::GoAwayWithResponse => {
            stream.send_response(head, false)?.send_data(body, true)?
        }
        Fault::GoAway(_) | Fault::Closed => {}
        Fault::Stall => stall(stream, hold).await,
        Fault::StallAfterHead => stall(stream.send_response(head, false)?, hold).await,
        Fault::StallWithinBody => {
            let mut sent = stream.send_response(head, false)?;
            sent.send_data(body.slice(..part), false)?;
            stall(sent, hold).await;
        }
    }
    settle(TURNS).await;
    Ok(())
}

fn completed_job() -> Bytes {
    let video = json!({ "url": "https://cdn.example/1.mp4" });
    json!({ "id": ID, "status": "completed", "video": video }).to_string().into()
}

/// Keeps a stream open, on which nothing is sent any more.
async fn stall<T>(_stream: T, hold: Hold) {
    settle(TURNS).await;
    drop(hold);
    std::future::pending().await
}
