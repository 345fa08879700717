//! What must hold for any input. The fuzzer in `fuzz/` runs these functions, and the tests run them for its corpus,
//! so they use nothing but the public API.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Mutex},
    thread,
};

use aimlapi_kling::{
    AudioInput, Client, Error, Generation, ImageInput, Job, Request, Video, VideoInput,
    ledger::{JobRecord, MemoryStore, State, Steps},
    types::V1_6StandardTextToVideo,
};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// A target, with its name, which is also that of its folder in `fuzz/corpus/`.
type Target = (&'static str, fn(&[u8]));

pub const TARGETS: &[Target] = &[
    ("responses", responses),
    ("requests", requests),
    ("media", media),
    ("part_records", part_records),
    ("retry_after", retry_after),
    ("ledger_records", ledger_records),
];

const KEY: &str = "sk-7f3a-test-key";

const STATUSES: [u16; 8] = [200, 201, 302, 400, 403, 429, 500, 503];

/// A host that sends the same bytes to everyone, except for the ranges of [`video`].
struct Host {
    runtime: Runtime,
    client: Client,
    url: String,
    response: Arc<Mutex<Vec<u8>>>,
}

thread_local! {
    static HOST: Host = Host::start();
}

impl Host {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let response = Arc::new(Mutex::new(Vec::new()));
        let sent = Arc::clone(&response);
        thread::spawn(move || {
            for stream in listener.incoming() {
                // A client may close its connection at any time.
                let _ = respond(stream.unwrap(), &sent);
            }
        });
        // A 429 for one input must not delay the next one.
        let builder = Client::builder(KEY).base_url(&url).submit_attempts(1).rate_limit(());
        let client = builder.build().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { runtime, client, url, response }
    }

    /// Sends this status and body to whoever asks.
    fn set(&self, status: u16, headers: &[&[u8]], body: &[u8]) {
        let mut response = format!("HTTP/1.1 {status} Any\r\nconnection: close\r\n").into_bytes();
        for header in headers {
            response.extend([header, b"\r\n".as_slice()].concat());
        }
        *self.response.lock().unwrap() = [&response, b"\r\n".as_slice(), body].concat();
    }

    fn video(&self) -> Video {
        let generation =
            json!({ "id": "abc", "status": "completed", "video": { "url": format!("{}/1.mp4", self.url) } });
        let generation: Generation = serde_json::from_value(generation).unwrap();
        self.client.video(&Job::from_id("abc"), generation).unwrap()
    }
}

fn respond(mut stream: TcpStream, response: &Mutex<Vec<u8>>) -> std::io::Result<()> {
    let (mut length, mut start) = (0, None);
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? <= 2 {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap();
        }
        if let Some(value) = line.strip_prefix("range: bytes=") {
            start = value.trim().strip_suffix('-').and_then(|start| start.parse().ok());
        }
    }
    reader.read_exact(&mut vec![0; length])?;
    let response = response.lock().unwrap().clone();
    match start {
        Some(start) if response.ends_with(&video()) => stream.write_all(&range(start)),
        _ => stream.write_all(&response),
    }
}

/// The bytes of the video from this one on.
fn range(start: usize) -> Vec<u8> {
    let (video, length) = (video(), video().len());
    let head = format!(
        "HTTP/1.1 206 Partial Content\r\nconnection: close\r\netag: \"one\"\r\ncontent-length: {}\r\n\
         content-range: bytes {start}-{}/{length}\r\n\r\n",
        length.saturating_sub(start),
        length - 1
    );
    [head.as_bytes(), video.get(start..).unwrap_or_default()].concat()
}

/// A small MP4 file.
fn video() -> Vec<u8> {
    let part = |kind: &[u8; 4], content: &[u8]| {
        let size = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
        [&size, kind.as_slice(), content].concat()
    };
    [part(b"ftyp", b"isom\0\0\x02\0isomiso2"), part(b"moov", b""), part(b"mdat", &[7; 2000])].concat()
}

fn assert_has_no_key(error: &Error) {
    let text = format!("{error} {error:?}");
    assert!(!text.contains(KEY), "the key is printed");
}

/// The first byte chooses the status of a response, and the others are its body.
fn responses(input: &[u8]) {
    let Some((choice, body)) = input.split_first() else { return };
    let status = STATUSES[usize::from(*choice) % STATUSES.len()];
    HOST.with(|host| {
        host.set(status, &[], body);
        host.runtime.block_on(async {
            let id = "order-4711".parse().unwrap();
            match host.client.submit_as(&id, V1_6StandardTextToVideo::new("A ship")).await {
                Ok(job) => assert!(!job.id().trim().is_empty() && status < 300, "{job:?}"),
                Err(error) => {
                    assert!(error.is_submission_unknown() || status >= 400, "{error}");
                    assert_eq!(error.client_request_id(), Some(&id));
                    assert_has_no_key(&error);
                }
            }
            match host.client.retrieve(&Job::from_id("abc")).await {
                Ok(generation) => assert!(generation.id() == "abc" && status < 300, "{generation:?}"),
                Err(error) => {
                    assert_eq!(error.generation_id(), Some("abc"));
                    assert_has_no_key(&error);
                }
            }
            let unknown = json!({
                "revision": 0, "client_request_id": "order-4711", "state": "unknown", "submissions": 1,
                "model": "kling-video/v1.6/standard/text-to-video",
            });
            let mut record: JobRecord = serde_json::from_value(unknown).unwrap();
            Steps::new(host.client.clone()).advance(&mut record, &MemoryStore::new()).await.unwrap();
            assert_eq!(record.job().is_some(), record.state() == State::Submitted, "{record:?}");
            assert!(status < 300 || record.last_error().is_some(), "{record:?}");
        });
    });
}

/// A request as JSON.
fn requests(input: &[u8]) {
    let Ok(body) = serde_json::from_slice::<Value>(input) else { return };
    match Request::try_from(body) {
        Ok(request) => {
            let violations = request.validate().err().map(|violations| violations.to_string());
            let json = serde_json::to_value(&request).unwrap();
            let again = Request::try_from(json.clone()).unwrap();
            assert_eq!(serde_json::to_value(&again).unwrap(), json);
            assert_eq!(again.validate().err().map(|violations| violations.to_string()), violations);
            assert!(!format!("{request:?}").is_empty());
        }
        Err(violations) => assert!(violations.iter().count() > 0),
    }
}

/// A file: as media of a request, and as a video whose host announces no length.
fn media(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let _ = ImageInput::from_bytes(input).map(|image| assert!(image.mime_type().is_some()));
    let _ = AudioInput::from_bytes(input).map(|audio| assert!(audio.mime_type().is_some()));
    let _ = VideoInput::from_bytes(input).map(|video| assert!(video.mime_type().is_some()));
    let _ = ImageInput::from_url(&text).map(|image| format!("{image:?}"));
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("1.mp4");
    HOST.with(|host| {
        host.set(200, &[], input);
        match host.runtime.block_on(host.video().download(&target).max_retries(0).send()) {
            Ok(downloaded) => {
                assert_eq!(downloaded.bytes(), input.len() as u64);
                assert!(fs::read(&target).unwrap() == input);
            }
            Err(error) => assert!(error.is_download() && !target.exists(), "{error}"),
        }
    });
}

/// A record of a partial file and, after a zero byte, the partial file.
fn part_records(input: &[u8]) {
    let mut parts = input.splitn(2, |byte| *byte == 0);
    let (record, part) = (parts.next().unwrap_or_default(), parts.next());
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (target, record_path, part_path) = (path("1.mp4"), path("1.mp4.part.json"), path("1.mp4.part"));
    fs::write(&record_path, record).unwrap();
    if let Some(part) = part {
        fs::write(&part_path, part).unwrap();
    }
    HOST.with(|host| {
        let length = format!("content-length: {}", video().len());
        host.set(200, &[b"etag: \"one\"", length.as_bytes()], &video());
        match host.runtime.block_on(host.video().download(&target).max_retries(0).send()) {
            Ok(_) => {
                assert!(fs::read(&target).unwrap() == video());
                assert!(!part_path.exists() && !record_path.exists());
            }
            Err(error) => {
                assert!(error.is_download() && !target.exists(), "{error}");
                let is_kept = |path: &Path, bytes: Option<&[u8]>| fs::read(path).ok().as_deref() == bytes;
                assert!(is_kept(&part_path, part), "{error}: a file of others has changed");
            }
        }
    });
}

/// The value of a header `Retry-After`.
fn retry_after(input: &[u8]) {
    // No header has control characters, and no host receives one that has.
    if input.iter().any(|byte| byte.is_ascii_control() && *byte != b'\t') {
        return;
    }
    HOST.with(|host| {
        host.set(429, &[&[b"retry-after: ", input].concat()], b"");
        let error = host.runtime.block_on(host.client.retrieve(&Job::from_id("abc"))).unwrap_err();
        let digits = str::from_utf8(input).ok().map(str::trim);
        let digits = digits.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        if let Some(digits) = digits {
            assert_eq!(error.retry_after().map(|delay| delay.as_secs()), digits.parse().ok(), "{error}");
        }
    });
}

/// A record of a job, as a store may have kept it.
fn ledger_records(input: &[u8]) {
    let Ok(record) = serde_json::from_slice::<JobRecord>(input) else { return };
    let json = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<JobRecord>(&json).unwrap(), record);
    for state in State::ALL {
        let _ = record.entered(*state);
    }
    let _ = (record.model(), record.is_done(), format!("{record:?}"));
}
