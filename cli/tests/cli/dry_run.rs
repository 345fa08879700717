//! `kling generate --dry-run`

use std::fs;

use aimlapi_kling::simulator::Simulator;
use serde_json::{Value, json};

use crate::support::{GENERATE, MODEL, Run, command_at, files, folder, kling, kling_at};

const DRY_RUN: [&str; 8] =
    ["generate", "--model", MODEL, "--prompt", "A lighthouse", "-o", "out.mp4", "--dry-run"];

#[tokio::test]
async fn a_request_is_printed_without_a_key_and_can_be_passed_to_another_command() {
    let folder = folder();
    let run = kling(&folder, &[&DRY_RUN[..], &["--duration", "10"]].concat()).await;
    let request: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(request, json!({ "model": MODEL, "prompt": "A lighthouse", "duration": 10 }));
    assert_eq!(
        run.stderr.lines().collect::<Vec<_>>(),
        [
            "DRY RUN: nothing is submitted; out.mp4, cost unknown, usually 6:12",
            "COST: unknown; no API key: set AIML_API_KEY (or AIMLAPI_API_KEY)",
        ]
    );
    assert_eq!((run.code, files(folder.path()).len()), (Some(0), 0));

    fs::write(folder.path().join("request.json"), &run.stdout).unwrap();
    let again = kling(&folder, &["generate", "--request", "request.json", "--dry-run"]).await;
    assert_eq!(again.stdout, run.stdout);
}

#[tokio::test]
async fn the_cost_is_that_of_the_prices_of_the_service() {
    let simulator = Simulator::start().await.unwrap();
    let run = kling_at(&simulator, &folder(), &DRY_RUN).await;
    assert_eq!(run.stderr, "DRY RUN: nothing is submitted; out.mp4, about $0.28, usually 3:06\n");
    let run = kling_at(&simulator, &folder(), &[&DRY_RUN[..], &["--json"]].concat()).await;
    let expected = json!({
        "event": "dry_run",
        "request": { "model": MODEL, "prompt": "A lighthouse" },
        "output": "out.mp4",
        "usd": 0.28,
        "usual_seconds": 186.0,
    });
    assert_eq!(run.events(), [expected]);
    assert!(simulator.accepted().is_empty());
}

#[tokio::test]
async fn a_service_that_cannot_be_reached_leaves_the_cost_unknown() {
    let run = Run::of(command_at("http://127.0.0.1:1", &folder(), &DRY_RUN)).await;
    assert_eq!(
        run.stderr.lines().collect::<Vec<_>>(),
        [
            "DRY RUN: nothing is submitted; out.mp4, cost unknown, usually 3:06",
            "COST: unknown; the prices were not received within 5 s",
        ]
    );
    assert_eq!(run.code, Some(0));
}

#[tokio::test]
async fn what_would_be_an_error_is_one() {
    let folder = folder();
    let invalid = kling(&folder, &[&DRY_RUN[..], &["--duration", "7"]].concat()).await;
    assert!(invalid.stderr.contains("--duration: 7, expected integer, one of 5 | 10"), "{invalid:?}");
    assert_eq!(invalid.code, Some(2));
    fs::write(folder.path().join("out.mp4"), "mine").unwrap();
    let exists = kling(&folder, &DRY_RUN).await;
    assert_eq!(exists.stderr, "error: out.mp4 already exists; `--force` replaces it\n");
    assert_eq!(exists.code, Some(6));
}

#[tokio::test]
async fn a_dry_run_is_no_simulation() {
    let run = kling(&folder(), &[&GENERATE[..], &["--dry-run", "--simulate"]].concat()).await;
    assert!(run.stderr.contains("cannot be used with"), "{run:?}");
    assert_eq!(run.code, Some(2));
}
