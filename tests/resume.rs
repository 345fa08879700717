//! A download goes on where it was broken off, but only where that is sure to be the same file.

#[path = "support/host.rs"]
mod host;
mod support;

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use aimlapi_kling::{Client, Error, Video, WaitPolicy, reqwest};
use host::{Exchange, Host, completed};
use reqwest::dns::{Name, Resolve, Resolving};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{sync::Notify, time::Instant};

const LENGTH: usize = 300_000;
const ETAG: &str = "\"one\"";
/// What is asked for again.
const OVERLAP: usize = 64 * 1024;

/// A video, no two places of which look alike.
fn bytes() -> Vec<u8> {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..LENGTH).map(|at| if at < 4 { 0 } else { next() }).collect()
}

/// The head of the whole video.
fn whole() -> Exchange {
    Exchange::new("200 OK").header("content-type", "video/mp4").header("content-length", LENGTH)
}

/// The first bytes of the video, in which the connection breaks.
fn first(count: usize) -> Exchange {
    whole().header("etag", ETAG).send(&bytes()[..count])
}

/// The head of the rest of the video, and the bytes up to a break.
fn part(from: usize, to: usize) -> Exchange {
    let head = Exchange::new("206 Partial Content").header("etag", ETAG);
    let range = format!("bytes {from}-{}/{LENGTH}", LENGTH - 1);
    head.header("content-range", range).header("content-length", LENGTH - from).send(&bytes()[from..to])
}

fn rest(from: usize) -> Exchange {
    part(from, LENGTH)
}

fn fault(status: &str) -> Exchange {
    Exchange::new(status).header("content-length", 0)
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn target(&self) -> PathBuf {
        self.path("1.mp4")
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The video is there, whole, and nothing else.
    fn assert_complete(&self) {
        assert!(fs::read(self.target()).unwrap() == bytes(), "the file is another one");
        assert_eq!(self.names(), ["1.mp4"]);
    }

    /// These first bytes of the video are kept, with their record, and nothing else.
    fn assert_kept(&self, count: usize) {
        assert_eq!(self.names(), ["1.mp4.part", "1.mp4.part.json"]);
        assert!(fs::read(self.path("1.mp4.part")).unwrap() == bytes()[..count], "the part is another one");
        assert_eq!(self.record(), json!({ "generation_id": "abc", "validator": ETAG, "length": LENGTH }));
    }

    fn assert_empty(&self) {
        assert_eq!(self.names(), [""; 0]);
    }

    fn record(&self) -> Value {
        serde_json::from_slice(&fs::read(self.path("1.mp4.part.json")).unwrap()).unwrap()
    }

    /// What an earlier download of so many bytes has left.
    fn leave(&self, bytes: &[u8], record: &Value) {
        fs::write(self.path("1.mp4.part"), bytes).unwrap();
        fs::write(self.path("1.mp4.part.json"), record.to_string()).unwrap();
    }

    fn kept_text(&self, count: usize) -> String {
        let part = self.path("1.mp4.part");
        format!("; {count} bytes are kept in {}, download again to go on", part.display())
    }
}

fn record() -> Value {
    json!({ "generation_id": "abc", "validator": ETAG, "length": LENGTH })
}

async fn download(host: &Host, video: &Video, path: impl AsRef<Path>) -> Result<u64, Error> {
    video.download(path).on_progress(host.progress()).send().await
}

/// Runs one download against a script.
async fn run(folder: &Folder, script: Vec<Exchange>) -> (Result<u64, Error>, Host) {
    let host = Host::bind();
    let video = host.video(script).await;
    (download(&host, &video, folder.target()).await, host)
}

/// Runs one download that goes well, and answers when it asked for which bytes.
async fn complete(folder: &Folder, script: Vec<Exchange>) -> Vec<(f64, Option<u64>)> {
    let requests = script.len();
    let (outcome, host) = run(folder, script).await;
    assert_eq!(outcome.unwrap(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.asked().len(), requests);
    host.ranges()
}

const fn from(byte: usize) -> Option<u64> {
    Some(byte as u64)
}

#[tokio::test(start_paused = true)]
async fn a_break_is_gone_on_from() {
    let folder = Folder::new();
    let host = Host::bind();
    let broken = 200_000;
    let video = host.video(vec![first(broken).pause(1), rest(broken - OVERLAP)]).await;
    let seen = Mutex::new(Vec::new());
    let download = video.download(folder.target()).on_progress(|bytes, total| {
        seen.lock().unwrap().push((bytes, total, fs::metadata(folder.path("1.mp4.part")).unwrap().len()));
        // It is written before the first byte.
        assert_eq!(folder.record(), record());
    });
    assert_eq!(download.send().await.unwrap(), LENGTH as u64);
    folder.assert_complete();

    assert_eq!(host.ranges(), [(0.0, None), (1.0, from(broken - OVERLAP))]);
    let asked = host.asked();
    assert_eq!((asked[0].header("if-range"), asked[1].header("if-range")), (None, Some(ETAG)));
    for asked in asked {
        assert_eq!(asked.header("accept-encoding"), Some("identity"));
    }
    let seen = seen.into_inner().unwrap();
    assert!(seen.is_sorted_by_key(|(bytes, ..)| *bytes), "{seen:?}");
    assert!(seen.iter().all(|(bytes, total, on_disk)| bytes == on_disk && *total == from(LENGTH)));
    assert_eq!(seen.last().unwrap().0, LENGTH as u64);
}

#[tokio::test(start_paused = true)]
async fn a_reset_is_gone_on_from_with_a_date() {
    const DATE: &str = "Wed, 21 Oct 2026 07:28:00 GMT";
    let folder = Folder::new();
    let dated = |exchange: Exchange| exchange.header("etag", "W/\"weak\"").header("last-modified", DATE);
    let range = format!("bytes 4464-299999/{LENGTH}");
    let first = dated(whole()).send(&bytes()[..70_000]).until(70_000).reset().pause(1);
    let rest =
        dated(Exchange::new("206 Partial Content").header("content-range", range)).send(&bytes()[4464..]);
    let (outcome, host) = run(&folder, vec![first, rest]).await;
    assert_eq!(outcome.unwrap(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.ranges(), [(0.0, None), (1.0, from(4464))]);
    assert_eq!(host.asked()[1].header("if-range"), Some(DATE));
}

#[tokio::test(start_paused = true)]
async fn fewer_bytes_than_are_asked_for_again_come_again() {
    let folder = Folder::new();
    assert_eq!(complete(&folder, vec![first(9).pause(1), rest(0)]).await, [(0.0, None), (1.0, from(0))]);
}

#[tokio::test(start_paused = true)]
async fn a_rest_may_begin_as_a_text_does() {
    let folder = Folder::new();
    let begin = bytes().iter().position(|byte| *byte == b'<').unwrap();
    let script = vec![first(begin + OVERLAP).pause(1), rest(begin)];
    assert_eq!(complete(&folder, script).await, [(0.0, None), (1.0, from(begin))]);
}

/// A host may answer with a range that is shorter than what was asked for.
#[tokio::test(start_paused = true)]
async fn a_range_that_ends_early_is_gone_on_from() {
    let folder = Folder::new();
    let short = Exchange::new("206 Partial Content").header("etag", ETAG);
    let short = short.header("content-range", format!("bytes 34464-149999/{LENGTH}"));
    let short = short.header("content-length", 115_536).send(&bytes()[34_464..150_000]);
    let script = vec![first(100_000).pause(1), short.pause(1), rest(150_000 - OVERLAP)];
    let ranges = [(0.0, None), (1.0, from(34_464)), (2.0, from(150_000 - OVERLAP))];
    assert_eq!(complete(&folder, script).await, ranges);
}

#[tokio::test(start_paused = true)]
async fn the_pauses_grow_until_the_sixth_fault() {
    for status in ["408 Request Timeout", "429 Too Many Requests", "500 Internal Server Error", "503 Busy"] {
        let folder = Folder::new();
        let pauses = [1, 2, 4, 8, 16, 0];
        let script = pauses.map(|pause| fault(status).pause(pause)).to_vec();
        let (outcome, host) = run(&folder, script).await;
        let error = outcome.unwrap_err();
        let status = reqwest::StatusCode::from_u16(status[..3].parse().unwrap()).unwrap();
        assert_eq!(error.to_string(), format!("the video's host answered {status} (generation abc)"));
        assert!(error.is_download());
        let times: Vec<_> = host.ranges().into_iter().map(|(at, _)| at).collect();
        assert_eq!(times, [0.0, 1.0, 3.0, 7.0, 15.0, 31.0]);
        folder.assert_empty();
    }
}

#[tokio::test(start_paused = true)]
async fn the_fifth_fault_is_borne() {
    let folder = Folder::new();
    let mut script = [1, 2, 4, 8, 16].map(|pause| fault("502 Bad Gateway").pause(pause)).to_vec();
    script.push(first(LENGTH));
    let times: Vec<_> = complete(&folder, script).await.into_iter().map(|(at, _)| at).collect();
    assert_eq!(times, [0.0, 1.0, 3.0, 7.0, 15.0, 31.0]);
}

/// Names no address, and remembers when it was asked.
struct Nowhere(Instant, Arc<Mutex<Vec<f64>>>);

impl Resolve for Nowhere {
    fn resolve(&self, _: Name) -> Resolving {
        self.1.lock().unwrap().push(self.0.elapsed().as_secs_f64());
        Box::pin(async { Err(io::Error::other("no such host").into()) })
    }
}

#[tokio::test(start_paused = true)]
async fn no_connection_is_a_fault_too() {
    let folder = Folder::new();
    let host = Host::bind();
    let times = Arc::default();
    let http = reqwest::Client::builder().dns_resolver(Arc::new(Nowhere(Instant::now(), Arc::clone(&times))));
    let client = Client::builder(support::KEY)
        .base_url(host.url(""))
        .http_client(http.no_proxy().build().unwrap())
        .wait_policy(WaitPolicy::new().first(Duration::ZERO));
    host.serve(vec![completed(json!({ "url": "http://nowhere.invalid/1.mp4" }))]);
    let video = client.build().unwrap().wait(&aimlapi_kling::Job::from_id("abc")).await.unwrap();
    let error = download(&host, &video, folder.target()).await.unwrap_err();
    assert_eq!(error.to_string(), "downloading: no connection could be made (generation abc)");
    assert!(error.is_transport() && !error.is_timeout());
    assert_eq!(*times.lock().unwrap(), [0.0, 1.0, 3.0, 7.0, 15.0, 31.0]);
    folder.assert_empty();
}

#[tokio::test(start_paused = true)]
async fn progress_ends_the_row_of_faults() {
    const STEP: usize = 16 * 1024;
    let folder = Folder::new();
    let mut script = vec![first(STEP).pause(1)];
    let mut ranges = vec![(0.0, None)];
    for step in 2..10 {
        let there = STEP * (step - 1);
        script.push(part(there.saturating_sub(OVERLAP), STEP * step).pause(1));
        ranges.push(((step - 1) as f64, from(there.saturating_sub(OVERLAP))));
    }
    script.push(rest(STEP * 9 - OVERLAP));
    ranges.push((9.0, from(STEP * 9 - OVERLAP)));
    assert_eq!(complete(&folder, script).await, ranges);
}

#[tokio::test(start_paused = true)]
async fn too_little_progress_does_not_end_it() {
    let folder = Folder::new();
    let mut script = vec![first(1000).pause(1)];
    for (step, pause) in [(2, 2), (3, 4), (4, 8), (5, 16), (6, 0)] {
        script.push(part(0, 1000 * step).pause(pause));
    }
    let (outcome, host) = run(&folder, script).await;
    let error = outcome.unwrap_err();
    let text = format!("downloading: the connection failed (generation abc){}", folder.kept_text(6000));
    assert_eq!(error.to_string(), text);
    assert!(error.is_transport() && !error.is_timeout());
    assert_eq!(host.asked().len(), 6);
    folder.assert_kept(6000);
}

/// Else a host that has no ranges and breaks again and again would be asked for ever.
#[tokio::test(start_paused = true)]
async fn what_came_before_is_no_progress() {
    let folder = Folder::new();
    let broken = || whole().send(&bytes()[..100_000]);
    let script = [1, 1, 2, 4, 8, 16, 0];
    let script = script.map(|pause| broken().pause(pause));
    // The first fault has progress before it, and so begins a row; five more of it are borne.
    let script = script[..1].iter().chain(&script[2..]).cloned().collect();
    let (outcome, host) = run(&folder, script).await;
    let text = "downloading: the connection failed (generation abc)";
    assert_eq!(outcome.unwrap_err().to_string(), text);
    assert!(host.ranges().iter().all(|(_, from)| from.is_none()));
    folder.assert_empty();
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured_up_to_a_minute() {
    let date = |from_now: i64| {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
        httpdate::fmt_http_date(
            SystemTime::UNIX_EPOCH + Duration::from_secs(now.saturating_add_signed(from_now)),
        )
    };
    let cases = [
        ("7", 7),
        ("0", 1),
        ("3600", 60),
        ("4294967295", 60),
        ("99999999999999999999", 1),
        ("-5", 1),
        ("+5", 1),
        ("1.5", 1),
        ("soon", 1),
        ("", 1),
        (&date(-100), 1),
        (&date(86_400), 60),
        ("Thu, 01 Jan 9999 00:00:00 GMT", 1),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 60),
    ];
    for (value, pause) in cases {
        for status in ["429 Too Many Requests", "503 Service Unavailable"] {
            let folder = Folder::new();
            let script = vec![fault(status).header("retry-after", value).pause(pause), first(LENGTH)];
            let ranges = complete(&folder, script).await;
            assert_eq!(ranges, [(0.0, None), (pause as f64, None)], "{value}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_range_that_is_not_what_was_asked_for_begins_again() {
    let head = || Exchange::new("206 Partial Content").header("content-type", "video/mp4");
    let range = |range: &str| head().header("etag", ETAG).header("content-range", range);
    let right = "bytes 34464-299999/300000";
    let liars = [
        ("another start", range("bytes 34465-299999/300000")),
        ("another length", range("bytes 34464-299998/299999")),
        ("no length", range("bytes 34464-299999/*")),
        ("other units", range("lines 34464-299999/300000")),
        ("nonsense", range("nonsense")),
        ("no range", head().header("etag", ETAG)),
        ("another validator", head().header("etag", "\"two\"").header("content-range", right)),
        ("a weak validator", head().header("etag", "W/\"one\"").header("content-range", right)),
        ("no validator", head().header("content-range", right)),
        ("not to be satisfied", fault("416 Range Not Satisfiable")),
    ];
    for (liar, exchange) in liars {
        let folder = Folder::new();
        let exchange = exchange.send(&bytes()[34_464..]);
        let ranges = complete(&folder, vec![first(100_000).pause(1), exchange, first(LENGTH)]).await;
        assert_eq!(ranges, [(0.0, None), (1.0, from(34_464)), (1.0, None)], "{liar}");
    }
}

#[tokio::test(start_paused = true)]
async fn bytes_that_differ_from_those_on_disk_begin_again() {
    for at in [34_464, 70_000, 99_999] {
        let folder = Folder::new();
        let mut others = bytes();
        others[at] ^= 1;
        let head = Exchange::new("206 Partial Content").header("etag", ETAG);
        let head = head.header("content-range", format!("bytes 34464-299999/{LENGTH}"));
        let script = vec![first(100_000).pause(1), head.send(&others[34_464..]), first(LENGTH)];
        let ranges = complete(&folder, script).await;
        assert_eq!(ranges, [(0.0, None), (1.0, from(34_464)), (1.0, None)], "{at}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_without_ranges_begins_again() {
    let folder = Folder::new();
    let host = Host::bind();
    let video = host.video(vec![first(100_000).pause(1), first(LENGTH)]).await;
    let seen = Mutex::new(Vec::new());
    let download = video.download(folder.target()).on_progress(|bytes, _| seen.lock().unwrap().push(bytes));
    assert_eq!(download.send().await.unwrap(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.ranges(), [(0.0, None), (1.0, from(34_464))]);
    let falls = seen.into_inner().unwrap().windows(2).filter(|pair| pair[1] < pair[0]).count();
    assert_eq!(falls, 1);
}

#[tokio::test(start_paused = true)]
async fn without_a_validator_a_break_begins_again() {
    for tag in [None, Some("W/\"weak\"")] {
        let tagged = |exchange: Exchange| match tag {
            Some(tag) => exchange.header("etag", tag),
            None => exchange,
        };
        let folder = Folder::new();
        let broken = tagged(whole()).send(&bytes()[..100_000]).pause(1);
        let ranges = complete(&folder, vec![broken, tagged(whole()).send(bytes())]).await;
        assert_eq!(ranges, [(0.0, None), (1.0, None)]);
    }
}

#[tokio::test(start_paused = true)]
async fn more_than_was_announced_is_of_no_use() {
    let folder = Folder::new();
    let head = Exchange::new("206 Partial Content").header("etag", ETAG);
    let head = head.header("content-range", format!("bytes 34464-299999/{LENGTH}"));
    let script = vec![first(100_000).pause(1), head.send(&bytes()[34_464..]).send("more")];
    let (outcome, _) = run(&folder, script).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.to_string(), "received 300004 bytes of 300000 (generation abc)");
    assert!(error.is_download());
    folder.assert_empty();
}

/// What six breaks leave is gone on from by the next download.
#[tokio::test(start_paused = true)]
async fn a_later_download_goes_on() {
    let folder = Folder::new();
    let host = Host::bind();
    let mut script = vec![first(100_000).pause(1)];
    script.extend([2, 4, 8, 16, 0].map(|pause| fault("503 Service Unavailable").pause(pause)));
    script.push(rest(34_464));
    let video = host.video(script).await;
    let error = download(&host, &video, folder.target()).await.unwrap_err();
    let status = "the video's host answered 503 Service Unavailable (generation abc)";
    assert_eq!(error.to_string(), format!("{status}{}", folder.kept_text(100_000)));
    assert!(error.is_download());
    folder.assert_kept(100_000);

    assert_eq!(download(&host, &video, folder.target()).await.unwrap(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.ranges()[6], (31.0, from(34_464)));
    assert_eq!(host.asked()[6].header("if-range"), Some(ETAG));
}

#[tokio::test(start_paused = true)]
async fn what_another_process_has_left_is_gone_on_from() {
    for kept in [1, 100_000, LENGTH - 1, LENGTH] {
        let folder = Folder::new();
        folder.leave(&bytes()[..kept], &record());
        let begin = kept.saturating_sub(OVERLAP);
        assert_eq!(complete(&folder, vec![rest(begin)]).await, [(0.0, from(begin))]);
    }
}

#[tokio::test(start_paused = true)]
async fn what_does_not_fit_is_not_gone_on_from() {
    let with = |name: &str, value: Value| {
        let mut record = record();
        record[name] = value;
        record.to_string()
    };
    let cases = [
        ("another job", with("generation_id", json!("def"))),
        ("no validator", with("validator", Value::Null)),
        ("a validator that is none", with("validator", json!("a\nb"))),
        ("no length", with("length", Value::Null)),
        ("longer than the video", with("length", json!(99_999))),
        ("half a record", record().to_string()[..30].to_owned()),
        ("no record", String::new()),
    ];
    for (case, record) in cases {
        let folder = Folder::new();
        fs::write(folder.path("1.mp4.part"), &bytes()[..100_000]).unwrap();
        if !record.is_empty() {
            fs::write(folder.path("1.mp4.part.json"), record).unwrap();
        }
        assert_eq!(complete(&folder, vec![first(LENGTH)]).await, [(0.0, None)], "{case}");
    }
}

/// The old one may be another process's, which still writes to it.
#[tokio::test(start_paused = true)]
async fn an_old_part_is_unlinked_and_not_written_to() {
    let folder = Folder::new();
    folder.leave(b"older", &json!({ "generation_id": "def", "validator": ETAG, "length": 9 }));
    fs::hard_link(folder.path("1.mp4.part"), folder.path("older")).unwrap();
    let (outcome, _) = run(&folder, vec![first(LENGTH)]).await;
    outcome.unwrap();
    assert_eq!(folder.names(), ["1.mp4", "older"]);
    assert_eq!(fs::read(folder.path("older")).unwrap(), b"older");
}

#[tokio::test(start_paused = true)]
async fn another_jobs_part_stays_until_bytes_come() {
    let folder = Folder::new();
    let record = json!({ "generation_id": "def", "validator": ETAG, "length": 9 });
    folder.leave(b"older", &record);
    let (outcome, _) = run(&folder, vec![fault("402 Payment Required")]).await;
    let text = "the video's host answered 402 Payment Required (generation abc)";
    assert_eq!(outcome.unwrap_err().to_string(), text);
    assert_eq!(folder.names(), ["1.mp4.part", "1.mp4.part.json"]);
    assert_eq!(fs::read(folder.path("1.mp4.part")).unwrap(), b"older");
    assert_eq!(folder.record(), record);
}

#[tokio::test(start_paused = true)]
async fn a_stall_is_a_break() {
    let folder = Folder::new();
    let host = Host::bind();
    let stalled = first(100_000).until(100_000).run(30).stall().pause(1);
    let video = host.video(vec![stalled, rest(34_464)]).await;
    assert_eq!(download(&host, &video, folder.target()).await.unwrap(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.asked()[0].left, Some(30.0));
    assert_eq!(host.ranges(), [(0.0, None), (31.0, from(34_464))]);
}

#[tokio::test(start_paused = true)]
async fn a_host_that_says_nothing_stalls() {
    let folder = Folder::new();
    let host = Host::bind();
    // Longer than a request to the API may take, too.
    let script = [1, 2, 4, 8, 16, 0].map(|pause| Exchange::silent().run(300).stall().pause(pause)).to_vec();
    let video = host.video(script).await;
    let download = video.download(folder.target()).stall_timeout(Duration::from_secs(300));
    let error = download.send().await.unwrap_err();
    assert_eq!(error.to_string(), "downloading: no reply in time (generation abc)");
    assert!(error.is_transport() && error.is_timeout());
    let times: Vec<_> = host.ranges().into_iter().map(|(at, _)| at).collect();
    assert_eq!(times, [0.0, 301.0, 603.0, 907.0, 1215.0, 1531.0]);
    assert_eq!(host.elapsed(), 1831.0);
    folder.assert_empty();
}

/// Sends pieces of this size, so many seconds one from another.
fn drip(piece: usize, count: usize, seconds: u64) -> Exchange {
    let head = whole().header("etag", ETAG);
    (0..count).fold(head, |drip, at| {
        let end = piece * (at + 1);
        drip.send(&bytes()[piece * at..end]).until(end as u64).run(seconds)
    })
}

#[tokio::test(start_paused = true)]
async fn a_slow_drip_is_a_stall() {
    let folder = Folder::new();
    let host = Host::bind();
    let video = host.video(vec![drip(2730, 6, 5).stall().pause(1), rest(0)]).await;
    assert_eq!(download(&host, &video, folder.target()).await.unwrap(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.asked()[0].left, Some(30.0));
}

#[tokio::test(start_paused = true)]
async fn a_drip_that_is_fast_enough_is_none() {
    let folder = Folder::new();
    // Every second piece makes exactly 16 KiB, in 28 s.
    let dripped = 8192 * 6;
    let (outcome, host) = run(&folder, vec![drip(8192, 6, 14).send(&bytes()[dripped..])]).await;
    assert_eq!(outcome.unwrap(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.elapsed(), 84.0);
}

#[tokio::test(start_paused = true)]
async fn a_refused_address_is_asked_for_anew_and_gone_on_from() {
    let folder = Folder::new();
    let host = Host::bind();
    let renewed = completed(json!({ "url": host.url("/2.mp4?signature=new") }));
    let script = vec![first(100_000).pause(1), fault("403 Forbidden"), renewed, rest(34_464)];
    let video = host.video(script).await;
    assert_eq!(download(&host, &video, folder.target()).await.unwrap(), LENGTH as u64);
    folder.assert_complete();
    let asked = host.asked();
    let paths: Vec<_> = asked.iter().map(|asked| asked.path()).collect();
    let poll = "/v2/video/generations?generation_id=abc";
    assert_eq!(paths, ["/1.mp4", "/1.mp4", poll, "/2.mp4?signature=new"]);
    assert_eq!(host.ranges()[3], (1.0, from(34_464)));
    assert_eq!(asked[3].header("if-range"), Some(ETAG));
}

#[tokio::test(start_paused = true)]
async fn a_new_address_with_another_file_begins_again() {
    let folder = Folder::new();
    let host = Host::bind();
    let renewed = completed(json!({ "url": host.url("/2.mp4") }));
    let other = whole().header("etag", "\"two\"").send(bytes());
    let video = host.video(vec![first(100_000).pause(1), fault("403 Forbidden"), renewed, other]).await;
    assert_eq!(download(&host, &video, folder.target()).await.unwrap(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.asked().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn an_address_is_renewed_once() {
    let folder = Folder::new();
    let host = Host::bind();
    let renewed = completed(json!({ "url": host.url("/2.mp4") }));
    let script = vec![first(100_000).pause(1), fault("403 Forbidden"), renewed, fault("410 Gone")];
    let video = host.video(script).await;
    let error = download(&host, &video, folder.target()).await.unwrap_err();
    let text = format!("the video's host answered 410 Gone (generation abc){}", folder.kept_text(100_000));
    assert_eq!(error.to_string(), text);
    assert_eq!(host.asked().len(), 4);
    folder.assert_kept(100_000);
}

#[tokio::test(start_paused = true)]
async fn an_address_is_renewed_once_however_many_faults_are_borne() {
    let folder = Folder::new();
    let host = Host::bind();
    let renewed = completed(json!({ "url": host.url("/2.mp4") }));
    let busy = fault("503 Service Unavailable").pause(1);
    let script = vec![fault("403 Forbidden"), renewed, busy, fault("403 Forbidden")];
    let video = host.video(script).await;
    let error = download(&host, &video, folder.target()).await.unwrap_err();
    assert_eq!(error.to_string(), "the video's host answered 403 Forbidden (generation abc)");
    let paths: Vec<_> = host.asked().iter().map(|asked| asked.path().to_owned()).collect();
    assert_eq!(paths, ["/1.mp4", "/v2/video/generations?generation_id=abc", "/2.mp4", "/2.mp4"]);
    folder.assert_empty();
}

#[tokio::test(start_paused = true)]
async fn dropping_the_download_leaves_what_can_be_gone_on_from() {
    let folder = Folder::new();
    let host = Host::bind();
    let video = host.video(vec![first(100_000).stall(), rest(34_464)]).await;
    let (there, mut tell) = (Notify::new(), host.progress());
    let progress = |bytes, total| {
        tell(bytes, total);
        if bytes == 100_000 {
            there.notify_one();
        }
    };
    let first = video.download(folder.target()).on_progress(progress).send();
    tokio::select! {
        outcome = first => panic!("{outcome:?}"),
        () = there.notified() => {}
    }
    folder.assert_kept(100_000);
    assert_eq!(download(&host, &video, folder.target()).await.unwrap(), LENGTH as u64);
    folder.assert_complete();
    assert_eq!(host.ranges(), [(0.0, None), (0.0, from(34_464))]);
}

#[tokio::test(start_paused = true)]
async fn a_target_that_has_come_to_be_there_stays() {
    let folder = Folder::new();
    let host = Host::bind();
    let video = host.video(vec![first(LENGTH), rest(LENGTH - OVERLAP)]).await;
    let other = |_, _| fs::write(folder.target(), "somebody else's").unwrap();
    let error = video.download(folder.target()).on_progress(other).send().await.unwrap_err();
    let text = format!("{} exists already (generation abc)", folder.target().display());
    assert_eq!(error.to_string(), text + &folder.kept_text(LENGTH));
    assert!(error.is_download());
    assert_eq!(fs::read(folder.target()).unwrap(), b"somebody else's");
    assert_eq!(folder.names(), ["1.mp4", "1.mp4.part", "1.mp4.part.json"]);

    let download = video.download(folder.target()).overwrite(true);
    assert_eq!(download.send().await.unwrap(), LENGTH as u64);
    folder.assert_complete();
}

/// As a process leaves it that is killed between the new name and the end of the old one.
#[tokio::test(start_paused = true)]
async fn a_part_that_has_its_name_already_is_gone_afterwards() {
    let folder = Folder::new();
    folder.leave(&bytes(), &record());
    fs::hard_link(folder.path("1.mp4.part"), folder.target()).unwrap();
    let host = Host::bind();
    let video = host.video(vec![rest(LENGTH - OVERLAP)]).await;
    let download = video.download(folder.target()).overwrite(true);
    assert_eq!(download.send().await.unwrap(), LENGTH as u64);
    folder.assert_complete();
}

#[tokio::test(start_paused = true)]
async fn a_part_that_was_replaced_is_not_given_the_name() {
    let folder = Folder::new();
    let host = Host::bind();
    let video = host.video(vec![first(LENGTH)]).await;
    let part = folder.path("1.mp4.part");
    let replace = |bytes, _| {
        if bytes == LENGTH as u64 {
            fs::remove_file(&part).unwrap();
            fs::write(&part, "somebody else's").unwrap();
        }
    };
    let error = video.download(folder.target()).on_progress(replace).send().await.unwrap_err();
    let text = "is not what was received: something else replaced it (generation abc)";
    assert_eq!(error.to_string(), format!("{} {text}", part.display()));
    assert!(error.is_download());
    assert_eq!(folder.names(), ["1.mp4.part", "1.mp4.part.json"]);
    assert_eq!(fs::read(&part).unwrap(), b"somebody else's");
}
