//! `kling batch`: what it reads, what it refuses, what it costs, and what it shows.

mod input;
#[cfg(unix)]
mod page;
#[cfg(unix)]
mod processes;
mod service;
mod stops;
#[cfg(unix)]
mod views;

use std::{
    fs,
    time::{Duration, Instant},
};

use aimlapi_kling::simulator::{Fault, Simulator};
use serde_json::json;

use crate::support::{Folder, MODEL, Run, files, folder, kling, kling_at, sha256_hex};

/// The arguments of a batch whose jobs are recorded in the same folder.
const BATCH: [&str; 9] =
    ["batch", "prompts.jsonl", "--out", "videos", "--ledger", "jobs.db", "--interval", "1", "-m"];

async fn simulator() -> Simulator {
    Simulator::builder().instant().start().await.unwrap()
}

fn arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&BATCH[..], &[MODEL], more].concat()
}

async fn batch(simulator: &Simulator, folder: &Folder, more: &[&str]) -> Run {
    kling_at(simulator, folder, &arguments(more)).await
}

fn write(folder: &Folder, name: &str, contents: impl AsRef<[u8]>) {
    fs::write(folder.path().join(name), contents).unwrap();
}

fn prompts(folder: &Folder, count: usize) {
    let lines: String =
        (1..=count).map(|number| format!("{}\n", json!({ "prompt": format!("Ship {number}") }))).collect();
    write(folder, "prompts.jsonl", lines);
}

fn page(folder: &Folder) -> String {
    fs::read_to_string(folder.path().join("videos/index.html")).unwrap()
}

#[tokio::test]
async fn each_line_becomes_a_video_and_the_repeated_command_does_only_what_is_new() {
    let (simulator, folder) = (simulator().await, folder());
    prompts(&folder, 3);
    let run = batch(&simulator, &folder, &["--json"]).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(files(&folder.path().join("videos")), ["0001.mp4", "0002.mp4", "0003.mp4", "index.html"]);
    let summary = run.event("summary");
    assert_eq!((&summary["made"], &summary["usd"]), (&json!(3), &json!(0.84)));
    let events = run.events();
    let of = |name: &str| events.iter().filter(|event| event["event"] == name).collect::<Vec<_>>();
    assert_eq!([of("named").len(), of("submitted").len(), of("downloaded").len()], [3, 3, 3]);
    for event in of("downloaded") {
        let video = fs::read(event["file"].as_str().unwrap()).unwrap();
        assert!(video == simulator.video(event["id"].as_str().unwrap()).unwrap());
        assert_eq!(event["sha256"], sha256_hex(&video));
    }

    prompts(&folder, 5);
    let again = batch(&simulator, &folder, &[]).await;
    assert_eq!(again.code, Some(0), "{again:?}");
    assert_eq!(again.stderr.lines().next(), Some("5 requests, all valid, 3 done before; at most $0.56"));
    assert_eq!(simulator.accepted().len(), 5);
    assert_eq!(page(&folder).matches("<article data-state=\"made\"").count(), 5);
}

#[tokio::test]
async fn a_simulated_batch_is_marked_in_text_and_in_json() {
    let folder = folder();
    prompts(&folder, 1);
    let simulate = |out, more: &[&'static str]| {
        [&["batch", "prompts.jsonl", "--simulate", "-m", MODEL, "--out", out], more].concat()
    };
    let run = kling(&folder, &simulate("videos", &[])).await;
    let first = "SIMULATED: nothing is sent or paid, and the videos are test pictures";
    assert_eq!((run.code, run.stderr.lines().next()), (Some(0), Some(first)), "{run:?}");

    let run = kling(&folder, &simulate("others", &["--json"])).await;
    let events = run.events();
    assert!(events.len() > 3 && events.iter().all(|event| event["simulated"] == true), "{run:?}");
}

#[tokio::test]
async fn a_budget_is_kept_and_the_cost_is_named_before() {
    let (simulator, folder) = (simulator().await, folder());
    prompts(&folder, 5);
    let run = batch(&simulator, &folder, &["--budget", "1", "--dry-run"]).await;
    let line = "5 requests, all valid; at most $1.40; the budget stops new jobs at $1.00\n";
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), line));
    assert_eq!(simulator.accepted().len(), 0);
    let run = batch(&simulator, &folder, &["--budget", "1"]).await;
    assert_eq!(run.code, Some(5), "{run:?}");
    assert_eq!(simulator.accepted().len(), 3);
    assert!(run.stderr.contains("\n2 not started\nthe budget is reached; "), "{run:?}");
    let run = batch(&simulator, &folder, &["--budget", "1.4", "--json"]).await;
    assert_eq!((run.code, &run.event("summary")["made"]), (Some(0), &json!(5)));
}

#[tokio::test]
async fn requests_to_the_service_can_be_limited() {
    let (simulator, folder) = (simulator().await, folder());
    prompts(&folder, 2);
    let start = Instant::now();
    // Two submissions, and a poll and a fetch of the URL for each job, 250 ms apart.
    let run = batch(&simulator, &folder, &["--rpm", "240"]).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(start.elapsed() >= Duration::from_millis(5 * 250), "{:?}", start.elapsed());
}

#[tokio::test]
async fn failed_jobs_are_listed_and_submitted_again_only_on_request() {
    let (simulator, folder) = (
        Simulator::builder().instant().faults(|_| Some(Fault::failed_job("no face"))).start().await.unwrap(),
        folder(),
    );
    prompts(&folder, 1);
    for (more, accepted) in [(&[][..], 1), (&[], 1), (&["--retry-failed"], 2)] {
        let run = batch(&simulator, &folder, more).await;
        assert_eq!(run.code, Some(3), "{run:?}");
        assert!(run.stderr.contains("failed:\n  0001: the generation failed: no face"), "{run:?}");
        assert_eq!(simulator.accepted().len(), accepted);
    }
    assert!(page(&folder).contains("<p class=\"reason\">the generation failed: no face"));
}

#[tokio::test]
async fn the_gallery_shows_once_what_all_requests_have() {
    let (simulator, folder) = (simulator().await, folder());
    let line = |ratio: &str| json!({ "prompt": "A ship", "duration": 10, "aspect_ratio": ratio }).to_string();
    write(&folder, "prompts.jsonl", [line("16:9"), line("1:1")].join("\n"));
    assert_eq!(batch(&simulator, &folder, &[]).await.code, Some(0));
    let page = page(&folder);
    assert!(page.contains("<p id=\"common\">Every request: duration 10</p>"), "{page}");
    assert!(!page.contains("<dt>duration</dt>"), "{page}");
    assert!(page.contains("<dt>aspect_ratio</dt><dd>1:1</dd>"), "{page}");
}

#[tokio::test]
async fn the_gallery_escapes_all_text() {
    let (simulator, folder) = (simulator().await, folder());
    let hostile = "</p><script>alert('1')</script><img src=x onerror=\"alert(2)\"> & \u{202e}";
    let line = json!({ "prompt": hostile, "negative_prompt": "\"><b>", "name": "a'b&c #1%20" });
    write(&folder, "prompts.jsonl", line.to_string());
    let run = batch(&simulator, &folder, &[]).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    let page = page(&folder);
    assert_eq!(page.matches("<script").count(), 1, "only that of the page");
    assert!(!page.contains("<img") && !page.contains("<b>"), "{page}");
    assert!(page.contains("&lt;/p&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"), "{page}");
    assert!(page.contains("src=\"./a%27b%26c%20%231%2520.mp4\""), "{page}");
    assert!(folder.path().join("videos/a'b&c #1%20.mp4").exists());
}
