//! A download that is killed again and again, at any byte, becomes the same file in the end.

#[path = "support/random.rs"]
mod random;
mod support;

use std::{
    env,
    ffi::OsString,
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::Duration,
};

use aimlapi_kling::{Client, Job, WaitPolicy};
use random::Random;
use serde_json::json;

const LENGTH: usize = 4 * 1024 * 1024;
const OVERLAP: u64 = 64 * 1024;
const KILLS: u64 = 12;
/// Where the child finds its work.
const HOST: &str = "KLING_TEST_HOST";
const TARGET: &str = "KLING_TEST_TARGET";

fn bytes() -> Vec<u8> {
    let mut random = Random(7);
    (0..LENGTH).map(|at| if at < 4 { 0 } else { random.word() as u8 }).collect()
}

/// Knows the job and the video, of which it gives away no more than it may.
struct Host {
    address: String,
    video: Vec<u8>,
    may_send: AtomicU64,
    /// Is told from which byte on the video is asked for.
    asked: Sender<u64>,
}

impl Host {
    fn start() -> (Arc<Self>, Receiver<u64>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (asked, begins) = mpsc::channel();
        let host = Arc::new(Self {
            address: format!("http://{}", listener.local_addr().unwrap()),
            video: bytes(),
            may_send: AtomicU64::new(0),
            asked,
        });
        let server = host.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let server = server.clone();
                // A child that is killed leaves its connection early.
                thread::spawn(move || drop(server.answer(stream.unwrap())));
            }
        });
        (host, begins)
    }

    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let head = read_head(&mut stream)?;
        if !head.starts_with("GET /1.mp4 ") {
            let url = format!("{}/1.mp4", self.address);
            let body = json!({ "id": "abc", "status": "completed", "video": { "url": url } }).to_string();
            let length = body.len();
            return write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}");
        }
        let range = head.lines().find_map(|line| line.strip_prefix("range: bytes=")?.strip_suffix('-'));
        let begin = range.map_or(0, |begin| begin.parse().unwrap());
        self.asked.send(begin).unwrap();
        self.send(&mut stream, begin as usize, range.is_some())?;
        // The child leaves when it has all, or is killed.
        stream.read_to_end(&mut Vec::new()).map(drop)
    }

    fn send(&self, stream: &mut TcpStream, begin: usize, is_range: bool) -> std::io::Result<()> {
        let status = if is_range { "206 Partial Content" } else { "200 OK" };
        let (length, last) = (LENGTH - begin, LENGTH - 1);
        write!(stream, "HTTP/1.1 {status}\r\netag: \"one\"\r\ncontent-length: {length}\r\n")?;
        if is_range {
            write!(stream, "content-range: bytes {begin}-{last}/{LENGTH}\r\n")?;
        }
        stream.write_all(b"\r\n")?;
        let end = (self.may_send.load(Ordering::Relaxed) as usize).min(LENGTH);
        stream.write_all(&self.video[begin.min(end)..end])
    }
}

fn read_head(stream: &mut TcpStream) -> std::io::Result<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    Ok(String::from_utf8(head).unwrap())
}

const TEST: &str = "a_download_that_is_killed_again_and_again";

/// This very test once more, in a process that does nothing but the download.
fn spawn(host: &Host, target: &Path) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", TEST, "--nocapture"])
        .env(HOST, &host.address)
        .env(TARGET, target)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The child's work. It says on its standard error how many bytes it has on disk.
fn download(host: String, target: OsString) {
    let policy = WaitPolicy::new().first(Duration::ZERO);
    let client = Client::builder(support::KEY).base_url(host).wait_policy(policy).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let video = client.wait(&Job::from_id("abc")).await.unwrap();
        video.download(target).on_progress(|bytes, _| eprintln!("{bytes}")).send().await.unwrap();
    });
}

/// Waits until the child has so many bytes.
fn wait_for(child: &mut Child, bytes: u64) {
    let mut told = BufReader::new(child.stderr.as_mut().unwrap()).lines();
    let there = told.any(|line| line.unwrap().parse().is_ok_and(|told: u64| told >= bytes));
    assert!(there, "the child ended before it had {bytes} bytes");
}

#[test]
fn a_download_that_is_killed_again_and_again() {
    if let (Ok(host), Some(target)) = (env::var(HOST), env::var_os(TARGET)) {
        return download(host, target);
    }
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("1.mp4");
    let part = folder.path().join("1.mp4.part");
    let kept = || fs::metadata(&part).map_or(0, |metadata| metadata.len());
    let (host, begins) = Host::start();
    let begin = || begins.recv_timeout(Duration::from_secs(60)).expect("the child asks for the video");
    let mut random = Random(4711);
    for kill in 0..KILLS {
        let there = kept();
        // Every fourth one is killed as soon as it has asked, the others somewhere on their way.
        let step = if kill % 4 == 0 { 0 } else { random.word() % 300_000 };
        // It may get more than it is to have, so that it is killed while it writes.
        host.may_send.store(there + step + random.word() % 100_000, Ordering::Relaxed);
        let mut child = spawn(&host, &target);
        assert_eq!(begin(), there.saturating_sub(OVERLAP));
        if step > 0 {
            wait_for(&mut child, there + step);
        }
        child.kill().unwrap();
        assert!(!child.wait().unwrap().success());
        assert!(!target.exists());
        assert!(kept() >= there + step);
    }
    assert!(kept() > 1_000_000, "{} bytes in {KILLS} steps", kept());
    host.may_send.store(LENGTH as u64, Ordering::Relaxed);
    let last = spawn(&host, &target).wait_with_output().unwrap();
    assert!(last.status.success(), "{}", String::from_utf8_lossy(&last.stderr));
    assert!(begin() > 1_000_000 - OVERLAP);
    assert!(fs::read(&target).unwrap() == host.video, "the file is another one");
    let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["1.mp4"]);
}
