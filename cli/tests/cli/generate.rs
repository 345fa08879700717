//! `kling generate`

use std::fs;

use aimlapi_kling::simulator::{Endpoint, Fault, IncomingRequest, Simulator};
use serde_json::{Value, json};

use crate::support::{
    GENERATE, MODEL, Run, command_at, downloaded, folder,
    host::{Host, Response},
    kling, kling_at, sha256_hex,
};

/// Runs `generate` with the shortest interval.
async fn generate(simulator: &Simulator, more: &[&str]) -> Run {
    kling_at(simulator, &folder(), &[&GENERATE[..], &["--interval", "1"], more].concat()).await
}

async fn generate_at(host: &Host, more: &[&str]) -> Run {
    let arguments = [&GENERATE[..], &["--interval", "1"], more].concat();
    Run::of(command_at(&host.base_url, &folder(), &arguments)).await
}

/// The generation id and the client request id of the only job that the simulator has accepted.
fn ids(simulator: &Simulator) -> (String, String) {
    let [accepted] = simulator.accepted().try_into().unwrap();
    (accepted.id, accepted.client_request_id.unwrap().to_string())
}

#[tokio::test]
async fn a_simulated_video_needs_no_key() {
    let folder = folder();
    let run = kling(&folder, &[&GENERATE[..], &["--simulate"]].concat()).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    let video = fs::read(folder.path().join("out.mp4")).unwrap();
    assert_eq!(&video[4..8], b"ftyp");
    let kilobytes = video.len() as f64 / 1e3;
    let usually = "of usually 0:01";
    // How many polls there are depends on the speed of this machine.
    let lines = run.lines().split_off(3);
    let (progress, end) = lines.split_at(lines.len() - 2);
    let states = [format!("queued after 0:00 {usually}"), format!("generating after 0:00 {usually}")];
    assert!(progress.iter().all(|line| states.iter().any(|state| state == line)), "{run:?}");
    let expected = [
        format!("completed after 0:00 {usually}"),
        format!("out.mp4  {kilobytes:.1} kB  made in 0:00  simulated"),
    ];
    assert_eq!(end, expected);
    assert_eq!(run.lines()[0], "SIMULATED: nothing is sent or paid, and the video is a test picture");
    assert_eq!(run.stdout, "");
}

#[tokio::test]
async fn every_step_is_written_to_standard_error() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let run = generate(&simulator, &[]).await;
    let (id, name) = ids(&simulator);
    let lines = [
        format!("submitting as {name}"),
        format!("submitted {id} (5 s, about $0.28, usually 3:06)"),
        "completed after 0:00 of usually 3:06".into(),
        downloaded("out.mp4", &simulator.video(&id).unwrap()),
    ];
    assert_eq!(run.lines(), lines);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
}

#[tokio::test]
async fn every_step_is_an_event_with_json() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let folder = folder();
    let run = kling_at(&simulator, &folder, &[&GENERATE[..], &["--interval", "1", "--json"]].concat()).await;
    let output = folder.path().join("out.mp4");
    let (id, name) = ids(&simulator);
    let mut events = run.events();
    assert!(events[2]["elapsed"].take().as_f64().unwrap() >= 1.0);
    let url = events[3]["url"].take();
    assert!(url.as_str().unwrap().starts_with("http://127.0.0.1:"));
    let video = simulator.video(&id).unwrap();
    let expected = [
        json!({ "event": "named", "client_request_id": name, "model": MODEL, "output": output }),
        json!({ "event": "submitted", "id": id, "client_request_id": name, "model": MODEL }),
        json!({ "event": "status", "id": id, "status": "completed", "elapsed": null }),
        json!({
            "event": "downloaded", "id": id, "model": MODEL, "url": null, "file": "out.mp4",
            "bytes": video.len(), "sha256": sha256_hex(&video), "usd_spent": 0.28,
        }),
        json!({
            "event": "summary", "downloaded": 1, "failed": 0, "unknown": 0, "unfinished": 0, "usd_spent": 0.28,
        }),
    ];
    assert_eq!(events, expected);
    assert!(run.stdout.lines().all(|line| line.starts_with("{\"event\":")), "{run:?}");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
}

#[tokio::test]
async fn parameters_reach_the_service_with_their_types() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let elements = r#"[{"reference_image_urls": ["https://example.com/b.png"]}]"#;
    let mut arguments = vec!["generate", "-m", "klingai/video-v3-pro-image-to-video", "-o", "out.mp4"];
    arguments.extend(["--image-url", "https://example.com/a.png", "--duration", "7"]);
    arguments.extend(["--cfg_scale", ".25", "--generate-audio", "false", "--elements", elements]);
    arguments.extend(["--multi-prompt", "one", "--multi-prompt", "two", "--negative-prompt", "-5"]);
    arguments.extend(["--timeout", "30", "--interval", "1"]);
    let run = kling_at(&simulator, &folder(), &arguments).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    let expected = json!({
        "model": "klingai/video-v3-pro-image-to-video",
        "image_url": "https://example.com/a.png",
        "duration": 7,
        "cfg_scale": 0.25,
        "generate_audio": false,
        "multi_prompt": ["one", "two"],
        "elements": [{ "reference_image_urls": ["https://example.com/b.png"] }],
        "negative_prompt": "-5",
    });
    assert_eq!(simulator.submissions(), [expected]);
}

#[tokio::test]
async fn an_option_that_occurs_once_is_one_image_and_an_option_that_occurs_twice_is_a_list() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let folder = folder();
    let base = ["generate", "-m", "V1_6ProEffects", "--effect-scene", "let's_ride", "--interval", "1"];
    let one = ["-o", "1.mp4", "--image-url", "https://example.com/a"];
    let two = ["-o", "2.mp4", "--image-url", "https://example.com/a", "--image-url", "https://example.com/b"];
    for images in [&one[..], &two] {
        let run = kling_at(&simulator, &folder, &[&base[..], images].concat()).await;
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    let images: Vec<_> = simulator.submissions().iter().map(|body| body["image_url"].clone()).collect();
    assert_eq!(
        images,
        [json!("https://example.com/a"), json!(["https://example.com/a", "https://example.com/b"])]
    );
}

#[tokio::test]
async fn a_missing_key_is_invalid_input() {
    let run = kling(&folder(), &GENERATE).await;
    assert_eq!(
        run.stderr,
        "error: no API key: set AIML_API_KEY (or AIMLAPI_API_KEY)\n  without a key   `--simulate` or `--dry-run`\n"
    );
    assert_eq!(run.code, Some(2));
}

#[tokio::test]
async fn an_interval_below_a_second_is_refused() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    for interval in ["0", "0.999"] {
        let arguments = [&GENERATE[..], &["--interval", interval]].concat();
        let run = kling_at(&simulator, &folder(), &arguments).await;
        assert_eq!(run.stderr, "error: --interval: the service is polled at most once per second\n");
        assert_eq!(run.code, Some(2));
    }
    assert!(simulator.accepted().is_empty());
}

#[tokio::test]
async fn an_interval_below_a_second_is_possible_where_the_service_is_simulated() {
    let run = kling(&folder(), &[&GENERATE[..], &["--simulate", "--interval", "0"]].concat()).await;
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[tokio::test]
async fn a_job_that_fails_is_reported_as_not_charged() {
    let simulator =
        Simulator::builder().instant().faults(|_| Some(Fault::failed_job("no luck"))).start().await.unwrap();
    let run = generate(&simulator, &[]).await;
    let (id, name) = ids(&simulator);
    let error = format!("error: the generation failed: no luck (generation {id})");
    let lines = ["error after 0:00 of usually 3:06", &error, &format!("  client request id: {name}")];
    assert_eq!(run.lines()[2..], lines);
    assert_eq!(run.code, Some(3));
}

#[tokio::test]
async fn a_job_that_fails_is_counted_as_failed_in_the_summary() {
    let simulator =
        Simulator::builder().instant().faults(|_| Some(Fault::failed_job("no luck"))).start().await.unwrap();
    let run = generate(&simulator, &["--json"]).await;
    let (id, name) = ids(&simulator);
    let mut failed = run.event("failed");
    let request_id = failed["error"]["request_id"].take();
    assert_eq!(request_id, Value::Null);
    let expected = json!({
        "kind": "job_failed",
        "message": format!("the generation failed: no luck (generation {id})"),
        "problems": [],
        "job": "failed",
        "generation_id": id,
        "client_request_id": name,
        "request_id": null,
        "inference_id": null,
        "possible_generation_ids": [],
        "status": null,
        "response": null,
        "recovery": null,
    });
    assert_eq!(failed["error"], expected);
    assert_eq!(run.event("summary")["failed"], 1);
    assert_eq!(run.code, Some(3));
}

#[tokio::test]
async fn a_key_that_the_service_refuses_is_an_error_without_a_job() {
    let simulator = Simulator::builder().key("another").start().await.unwrap();
    let run = generate(&simulator, &["--json"]).await;
    let error = &run.event("failed")["error"];
    assert_eq!((&error["job"], &error["status"]), (&json!("not_submitted"), &json!(401)));
    assert_eq!(error["recovery"], "kling resume");
    assert_eq!(run.code, Some(7));
}

#[tokio::test]
async fn after_an_invalid_key_the_job_is_submitted_by_resume_as_the_message_says() {
    let host = Host::start(|_| Response::new(401, r#"{"message": "invalid key"}"#)).await;
    let folder = folder();
    let arguments = [&GENERATE[..], &["--interval", "1", "--ledger", "jobs.db"]].concat();
    let run = Run::of(command_at(&host.base_url, &folder, &arguments)).await;
    let lines: Vec<_> = run.stderr.lines().collect();
    let expected = [
        "error: the service answered 401 Unauthorized: invalid key",
        "The service rejects the API key: check AIML_API_KEY or AIMLAPI_API_KEY.",
        "The job is not submitted, and nothing is charged. Submit it with",
        "    kling resume --ledger jobs.db",
    ];
    assert_eq!([&lines[1..2], &lines[3..]].concat(), expected, "{run:?}");
    assert_eq!(run.code, Some(7));

    let simulator = Simulator::builder().instant().start().await.unwrap();
    let resumed = kling_at(&simulator, &folder, &["resume", "--ledger", "jobs.db", "--interval", "1"]).await;
    assert_eq!((resumed.code, simulator.accepted().len()), (Some(0), 1), "{resumed:?}");
    let (id, _) = ids(&simulator);
    assert!(Some(fs::read(folder.path().join("out.mp4")).unwrap()) == simulator.video(&id));
}

#[tokio::test]
async fn a_job_that_takes_longer_than_the_time_limit_continues() {
    let simulator = Simulator::start().await.unwrap();
    let run = kling_at(&simulator, &folder(), &[&GENERATE[..], &["--timeout", "1"]].concat()).await;
    let (id, name) = ids(&simulator);
    let lines: Vec<_> = run.stderr.lines().skip(2).collect();
    let expected = [
        "error: no video within 1 s; 0 polls",
        &format!("  generation id: {id}"),
        &format!("  client request id: {name}"),
        "The job continues and is charged when it completes. Fetch its video with",
        "    kling resume",
    ];
    assert_eq!((lines.as_slice(), run.code), (&expected[..], Some(10)));
}

#[tokio::test]
async fn a_failed_poll_is_retried_and_reported() {
    let fault = |request: &IncomingRequest<'_>| {
        let is_first = request.endpoint == Endpoint::Poll && request.number == 0;
        is_first.then(|| Fault::html_page(503))
    };
    let simulator = Simulator::builder().instant().faults(fault).start().await.unwrap();
    let run = generate(&simulator, &[]).await;
    let (id, _) = ids(&simulator);
    let retrying = format!("retrying: the service answered 503 Service Unavailable (generation {id})");
    let downloaded = downloaded("out.mp4", &simulator.video(&id).unwrap());
    assert_eq!(run.lines()[2..], [retrying.as_str(), "completed after 0:00 of usually 3:06", &downloaded]);
    assert_eq!(run.code, Some(0));
}

#[tokio::test]
async fn a_submission_whose_response_is_lost_is_looked_up_and_otherwise_unknown() {
    let lost = |request: &IncomingRequest<'_>| {
        (request.endpoint == Endpoint::Submit).then(|| Fault::close().after_processing())
    };
    let simulator = Simulator::builder().instant().faults(lost).start().await.unwrap();
    let folder = folder();
    let run = kling_at(&simulator, &folder, &[&GENERATE[..], &["--timeout", "1"]].concat()).await;
    let (id, name) = ids(&simulator);
    let lines: Vec<_> = run.stderr.lines().skip(1).collect();
    let error = format!(
        "submitting: the connection failed; the job may have been accepted, look up the client request id {name}: "
    );
    assert!(lines[0].starts_with(&format!("looking up the submission: {error}")), "{run:?}");
    assert!(lines[1].starts_with(&format!("error: no video within 1 s: {error}")), "{run:?}");
    let advice = "The job may have been accepted. Before anything is paid again, look it up with";
    assert_eq!(lines[2..], [advice, "    kling resume"]);
    assert_eq!(run.code, Some(4));

    let resumed = kling_at(&simulator, &folder, &["resume"]).await;
    assert_eq!(resumed.code, Some(0), "{resumed:?}");
    assert!(Some(fs::read(folder.path().join("out.mp4")).unwrap()) == simulator.video(&id));
    assert_eq!(simulator.accepted().len(), 1);
}

#[tokio::test]
async fn every_id_that_the_job_may_have_is_shown() {
    let host =
        Host::start(|_| Response::new(502, r#"{"data": {"id": "abc"}"#).header("x-inference-id", "def"))
            .await;
    let run = generate_at(&host, &["--timeout", "1"]).await;
    let details: Vec<_> = run.stderr.lines().filter(|line| line.starts_with("  ")).collect();
    assert_eq!(details, [r#"  response: {"data": {"id": "abc"}"#, "    kling resume"]);
    let error = "(request def); the job may have been accepted as def or abc, look up the client request id ";
    assert!(run.stderr.contains(error), "{run:?}");
    assert_eq!(run.code, Some(4));

    let run = generate_at(&host, &["--timeout", "1", "--json"]).await;
    let error = &run.event("failed")["error"];
    assert_eq!((&error["inference_id"], &error["job"]), (&json!("def"), &json!("unknown")));
    assert_eq!(error["possible_generation_ids"], json!(["def", "abc"]));
    assert_eq!(error["response"], r#"{"data": {"id": "abc"}"#);
    assert_eq!(run.event("summary")["unknown"], 1);
}

#[tokio::test]
async fn an_error_response_that_is_not_json_is_shown() {
    let host = Host::start(|_| Response::new(403, "blocked by the proxy\n")).await;
    let run = generate_at(&host, &[]).await;
    let lines: Vec<_> = run.stderr.lines().skip(1).collect();
    assert_eq!(lines[0], "error: the service answered 403 Forbidden: \"blocked by the proxy\"");
    assert!(lines[1].starts_with("  client request id: "), "{run:?}");
    let advice = "The job is not submitted, and nothing is charged. Submit it with";
    assert_eq!(lines[2..], [advice, "    kling resume"]);
}

#[tokio::test]
async fn control_characters_of_responses_are_escaped() {
    let text = "a\u{1b}]0;title\u{7}\u{9b}31m\u{202e}\r\nb";
    let escaped = "a\\u{1b}]0;title\\u{7}\\u{9b}31m\\u{202e}\\r\\nb";
    let host = Host::start(move |_| Response::new(401, json!({ "message": text }).to_string())).await;
    let run = generate_at(&host, &[]).await;
    let error = run.stderr.lines().nth(1).unwrap();
    assert_eq!(error, format!("error: the service answered 401 Unauthorized: {escaped}"));

    let run = generate_at(&host, &["--json"]).await;
    let message = &run.event("failed")["error"]["message"];
    assert_eq!(*message, format!("the service answered 401 Unauthorized: {escaped}"));
}

#[tokio::test]
async fn an_id_of_any_characters_is_one_word_of_the_command_that_fetches_its_video() {
    let host = Host::start(|_| Response::new(200, json!({ "id": "it's; $(one)" }).to_string())).await;
    let run = generate_at(&host, &["--timeout", "1", "--force", "--no-ledger"]).await;
    let words = shlex::split(run.stderr.lines().last().unwrap()).unwrap();
    assert_eq!(words, ["kling", "resume", "it's; $(one)", "-o", "out.mp4", "--force", "--no-ledger"]);
}
