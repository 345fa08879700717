//! What is between the client and the gateway: it adds responses that belong to no request, and changes the ids
//! in others.

use std::{
    io, mem,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, copy},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    task::JoinSet,
    time::{sleep, timeout},
};

use super::choices::Choices;

/// Longer than a response takes, and shorter than the time between two polls of all jobs.
const PAUSE: Duration = Duration::from_millis(30);

const STRAYS: [(&str, &str); 4] = [
    ("429 Too Many Requests", ""),
    ("408 Request Timeout", ""),
    ("200 OK", r#"{"id":"stray","status":"error"}"#),
    ("200 OK", r#"{"data":[],"pagination":{"has_more":false}}"#),
];

/// What it has done.
#[derive(Default)]
pub struct Counts {
    pub strays: AtomicUsize,
    pub other_ids: AtomicUsize,
}

pub struct Intermediary {
    pub base_url: String,
    /// Ends with the intermediary.
    _serving: JoinSet<()>,
}

impl Intermediary {
    pub async fn start(seed: u64, gateway: &str, counts: Arc<Counts>) -> Self {
        let gateway = gateway.strip_prefix("http://").expect("the simulator has no TLS").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let mut connections = JoinSet::new();
            for number in 0.. {
                let (client, _) = listener.accept().await.unwrap();
                let choices = Choices::new(seed, format_args!("connection {number}"));
                let (gateway, counts) = (gateway.clone(), Arc::clone(&counts));
                // Either side may end a connection at any time.
                connections.spawn(async move { drop(relay(client, &gateway, choices, &counts).await) });
                while connections.try_join_next().is_some() {}
            }
        });
        Self { base_url, _serving: serving }
    }
}

async fn relay(client: TcpStream, gateway: &str, choices: Choices, counts: &Counts) -> io::Result<()> {
    let gateway = TcpStream::connect(gateway).await?;
    for stream in [&client, &gateway] {
        stream.set_nodelay(true)?;
    }
    let (mut from_client, to_client) = client.into_split();
    let (from_gateway, mut to_gateway) = gateway.into_split();
    let requests = async {
        copy(&mut from_client, &mut to_gateway).await?;
        to_gateway.shutdown().await
    };
    let responses = Responses { from_gateway, to_client, choices, counts };
    tokio::try_join!(requests, responses.relay()).map(drop)
}

struct Responses<'a> {
    from_gateway: OwnedReadHalf,
    to_client: OwnedWriteHalf,
    choices: Choices,
    counts: &'a Counts,
}

impl Responses<'_> {
    async fn relay(mut self) -> io::Result<()> {
        let mut buffer = Vec::new();
        loop {
            let limit = if buffer.is_empty() { Duration::MAX } else { PAUSE };
            match timeout(limit, self.from_gateway.read_buf(&mut buffer)).await.ok().transpose()? {
                Some(0) => break,
                Some(_) if !is_complete(&buffer) => {}
                Some(_) => self.send(mem::take(&mut buffer)).await?,
                // A part of a response, after which nothing may come.
                None => self.to_client.write_all(&mem::take(&mut buffer)).await?,
            }
        }
        self.to_client.write_all(&buffer).await?;
        self.to_client.shutdown().await
    }

    /// Sends a complete response, or another one, and perhaps one more.
    async fn send(&mut self, response: Vec<u8>) -> io::Result<()> {
        let is_changed = self.choices.is_within(10);
        let other = if is_changed { of_other_job(&response) } else { None };
        self.counts.other_ids.fetch_add(usize::from(other.is_some()), Relaxed);
        self.to_client.write_all(&other.unwrap_or(response)).await?;
        if self.choices.is_within(10) {
            let (status, body) = *self.choices.one_of(&STRAYS);
            if self.choices.is_within(50) {
                sleep(PAUSE).await;
            }
            self.to_client.write_all(&http(status, body)).await?;
            self.counts.strays.fetch_add(1, Relaxed);
        }
        Ok(())
    }
}

/// Whether the whole body has arrived that the head announces.
fn is_complete(bytes: &[u8]) -> bool {
    body_length(bytes).is_some_and(|(length, body)| body.len() == length)
}

/// The announced length of the body, and as much of it as there is.
fn body_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.windows(4).position(|end| end == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?;
    Some((length.parse().ok()?, &bytes[end + 4..]))
}

/// The same state as that of another job, if the response is the state of a job that was polled.
fn of_other_job(response: &[u8]) -> Option<Vec<u8>> {
    let (_, body) = body_length(response)?;
    let mut body: Value = serde_json::from_slice(body).ok()?;
    // The response to a submission has no property `error`.
    body.as_object().filter(|body| body.contains_key("error") && body.contains_key("id"))?;
    body["id"] = "of-another-job".into();
    if body["status"] != "completed" {
        body["status"] = "error".into();
    }
    Some(http("200 OK", &body.to_string()))
}

fn http(status: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}
