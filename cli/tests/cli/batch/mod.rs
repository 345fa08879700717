//! `kling batch`: what it reads, what it refuses, what it costs, and what it shows.

#[cfg(unix)]
mod page;
#[cfg(unix)]
mod processes;

use std::{
    fs,
    process::Stdio,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use aimlapi_kling::simulator::{Endpoint, Fault, IncomingRequest, Simulator};
use serde_json::json;
use tokio::io::AsyncWriteExt as _;

use crate::support::{Folder, MODEL, Run, command_at, files, folder, kling_at, sha256_hex};

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
    assert_eq!((&summary["made"], &summary["usd"]), (&json!(3), &json!(0.8400000000000001)));
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
async fn all_problems_are_told_before_anything_is_paid() {
    let (simulator, folder) = (simulator().await, folder());
    fs::create_dir(folder.path().join("videos")).unwrap();
    write(&folder, "videos/mine.mp4", "mine");
    let long = "x".repeat(10 * 1024 * 1024);
    let lines = [
        json!({ "prompt": "fine", "name": "fine" }).to_string(),
        "not JSON".to_owned(),
        json!({ "prompt": "again", "name": "FINE" }).to_string(),
        json!({ "prompt": "up", "out": "../up.mp4" }).to_string(),
        json!({ "prompt": "down", "name": "a/b" }).to_string(),
        json!({ "prompt": "dots", "name": ".." }).to_string(),
        json!({ "prompt": "page", "out": "index.html" }).to_string(),
        json!({ "prompt": "mine", "name": "mine" }).to_string(),
        json!({ "promt": "typo" }).to_string(),
        json!({ "prompt": "factor", "cfg_scale": 7 }).to_string(),
        json!({ "prompt": "model", "model": "kling-v1.6" }).to_string(),
        json!({ "prompt": "image", "image_url": "no.png", "model": "V2MasterImageToVideo" }).to_string(),
        json!({ "prompt": "name", "name": 7 }).to_string(),
        json!({ "prompt": long }).to_string(),
        "[1]".to_owned(),
        String::new(),
        "{\"prompt\": \"caf\u{e9}\u{1b}[31m\", \"name\": \"\u{1b}]0;x\"}".to_owned(),
    ];
    write(&folder, "prompts.jsonl", lines.join("\n"));
    let run = batch(&simulator, &folder, &[]).await;
    assert_eq!(run.code, Some(2), "{run:?}");
    let lines: Vec<_> = run.stderr.lines().map(|line| line.chars().take(140).collect::<String>()).collect();
    assert_eq!(
        lines,
        [
            "error: 14 problems; nothing was sent",
            "  line 2: not a JSON object: expected ident at line 1 column 2",
            "  line 3: has the same output file as line 1: fine.mp4",
            "  line 4: \"../up.mp4\" cannot be the name of a file: it has a character that file names must not have",
            "  line 5: \"a/b\" cannot be the name of a file: it has a character that file names must not have",
            "  line 6: \"..\" cannot be the name of a file: it begins with a dot",
            "  line 7: \"index.html\" cannot be the name of a file: the gallery has it",
            "  line 8: mine.mp4 exists, and is not a video of this batch",
            "  line 9: kling-video/v1.6/standard/text-to-video has no parameter `promt`",
            "  line 10: cfg_scale: 7.0, expected number (0 to 1)",
        ]
        .iter()
        .map(ToString::to_string)
        .chain(lines[10..].iter().cloned())
        .collect::<Vec<_>>()
    );
    for (number, start) in [
        (
            10,
            "  line 11: there is no model \"kling-v1.6\"; did you mean kling-video/v1.6/standard/text-to-video, ",
        ),
        (11, "  line 12: image_url: no.png: neither a URL nor a file that exists"),
        (12, "  line 13: `name` is not a string"),
        (13, "  line 15: not a JSON object: "),
        (14, "  line 17: "),
    ] {
        assert!(lines[number].starts_with(start), "{}", lines[number]);
    }
    assert!(!run.stderr.contains('\u{1b}'), "{run:?}");
    assert_eq!(simulator.accepted().len(), 0);
    assert_eq!(files(&folder.path().join("videos")), ["mine.mp4"]);
}

#[tokio::test]
async fn a_line_of_many_megabytes_is_sent_or_told() {
    let (simulator, folder) = (simulator().await, folder());
    let model = "klingai/v2-master-image-to-video";
    let image = format!("data:image/png;base64,{}", "A".repeat(10 * 1024 * 1024));
    let line = json!({ "model": model, "image_url": image, "prompt": "a wave" }).to_string();
    write(&folder, "prompts.jsonl", &line);
    let run = batch(&simulator, &folder, &[]).await;
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(simulator.submissions()[0]["image_url"].as_str().map(str::len), Some(image.len()));
    assert!(page(&folder).len() < 50_000, "the page has no image");

    write(
        &folder,
        "prompts.jsonl",
        [b"{\"prompt\": \"".to_vec(), vec![b'x'; 65 * 1024 * 1024], b"\"}\n{\"prompt\": 7}".to_vec()]
            .concat(),
    );
    let run = batch(&simulator, &folder, &[]).await;
    assert_eq!(
        run.stderr.lines().collect::<Vec<_>>(),
        [
            "error: 2 problems; nothing was sent",
            "  line 1: longer than 64 MB; name files by their paths instead",
            "  line 2: prompt: 7, expected text",
        ]
    );
}

#[tokio::test]
async fn a_table_from_a_spreadsheet_is_read() {
    let (simulator, folder) = (simulator().await, folder());
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/dot.png"), b"\x89PNG\r\n\x1a\n and so on").unwrap();
    let table = "\u{feff}name;prompt;duration;model;image_url\r\n\
        storm;\"A \"\"storm\"\"; and\r\na ship\";10;;\r\n\
        ;;;;\r\n\
        wave;A wave;;klingai/v2-master-image-to-video;dot.png\r\n";
    write(&folder, "in/table.csv", table);
    let run = kling_at(
        &simulator,
        &folder,
        &["batch", "in/table.csv", "--out", "v", "--ledger", "jobs.db", "-m", MODEL, "--interval", "1"],
    )
    .await;
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut bodies = simulator.submissions();
    bodies.sort_by_key(|body| body["model"].to_string());
    assert_eq!(bodies[0], json!({ "model": MODEL, "prompt": "A \"storm\"; and\r\na ship", "duration": 10 }));
    let image = bodies[1]["image_url"].as_str().unwrap();
    assert!(image.starts_with("data:image/png;base64,iVBOR"), "{image}");
    assert_eq!(files(&folder.path().join("v")), ["index.html", "storm.mp4", "wave.mp4"]);

    write(&folder, "in/table.csv", "prompt,duration\na,5\nb\n\u{fffd}\"c,5\n");
    let run = kling_at(
        &simulator,
        &folder,
        &["batch", "in/table.csv", "--out", "w", "--ledger", "jobs.db", "-m", MODEL],
    )
    .await;
    assert_eq!(
        (run.code, run.stderr.lines().nth(1)),
        (Some(2), Some("  line 3: the number of cells is 1, and that of the first row is 2"))
    );
}

#[tokio::test]
async fn prompts_from_standard_input_have_the_model_and_the_parameters_of_the_options() {
    let (simulator, folder) = (simulator().await, folder());
    let arguments = [
        "batch",
        "-",
        "--out",
        "v",
        "--ledger",
        "jobs.db",
        "-m",
        MODEL,
        "--set",
        "duration=10",
        "--interval",
        "1",
    ];
    let mut command = command_at(&simulator.base_url(), &folder, &arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all("\u{feff}A ship that isn't there\n\n  A 'storm'  \n".as_bytes()).await.unwrap();
    drop(stdin);
    let run = Run::from(child.wait_with_output().await.unwrap());
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut prompts: Vec<_> = simulator
        .submissions()
        .iter()
        .map(|body| (body["prompt"].to_string(), body["duration"].clone()))
        .collect();
    prompts.sort_by_key(|(prompt, _)| prompt.clone());
    assert_eq!(
        prompts,
        [("\"A 'storm'\"".to_owned(), json!(10)), ("\"A ship that isn't there\"".to_owned(), json!(10))]
    );
}

#[tokio::test]
async fn a_budget_is_kept_and_the_cost_is_told_before() {
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
async fn a_part_of_the_file_can_be_chosen() {
    let (simulator, folder) = (simulator().await, folder());
    prompts(&folder, 5);
    assert_eq!(batch(&simulator, &folder, &["--limit", "2"]).await.code, Some(0));
    assert_eq!(batch(&simulator, &folder, &["--only", "0004"]).await.code, Some(0));
    assert_eq!(files(&folder.path().join("videos")), ["0001.mp4", "0002.mp4", "0004.mp4", "index.html"]);
    assert_eq!(page(&folder).matches("<article data-state=\"made\"").count(), 3, "the page shows all videos");
    let run = batch(&simulator, &folder, &["--only", "0009"]).await;
    assert_eq!((run.code, run.stderr.lines().nth(1)), (Some(2), Some("  no request is named 0009")));
}

#[tokio::test]
async fn out_of_credits_stops_the_batch_and_says_how_to_resume() {
    let count = AtomicUsize::new(0);
    let faults = move |request: &IncomingRequest<'_>| {
        let is_submission = request.endpoint == Endpoint::Submit;
        (is_submission && (2..6).contains(&count.fetch_add(1, Ordering::Relaxed))).then(|| Fault::status(403))
    };
    let (simulator, folder) =
        (Simulator::builder().instant().faults(faults).start().await.unwrap(), folder());
    prompts(&folder, 4);
    let run = batch(&simulator, &folder, &["--in-flight", "1"]).await;
    assert_eq!(run.code, Some(1), "{run:?}");
    let advice = "the account is out of credits; when there are some, the same command resumes";
    assert!(run.stderr.contains(advice), "{run:?}");
    assert_eq!(simulator.accepted().len(), 2);
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
