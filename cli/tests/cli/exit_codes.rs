//! The exit codes, and the kinds of errors in the JSON output.

use std::fs;

use aimlapi_kling::{
    simulator::{Endpoint, Fault, Simulator, SimulatorBuilder},
    types::V1_6StandardTextToVideo,
};

use crate::support::{GENERATE, Run, command, command_at, folder, kling, kling_at};

/// Runs the command for the service of a builder, with JSON output; returns the exit code and the kind of the error.
async fn end(service: SimulatorBuilder, arguments: &[&str]) -> (Option<i32>, String) {
    let simulator = service.start().await.unwrap();
    end_of(&kling_at(&simulator, &folder(), &[arguments, &["--json"]].concat()).await)
}

fn end_of(run: &Run) -> (Option<i32>, String) {
    (run.code, run.event("failed")["error"]["kind"].as_str().unwrap().to_owned())
}

fn service() -> SimulatorBuilder {
    Simulator::builder().instant()
}

/// A service that responds to requests of one kind with a fault.
fn with_fault(endpoint: Endpoint, fault: Fault) -> SimulatorBuilder {
    service().faults(move |request| (request.endpoint == endpoint).then(|| fault.clone()))
}

fn ends_with(code: i32, kind: &str) -> (Option<i32>, String) {
    (Some(code), kind.to_owned())
}

/// Asks for the state of a job that another program has submitted.
const STATUS: [&str; 2] = ["status", "abc"];

#[tokio::test]
async fn an_error_without_a_code_of_its_own_ends_with_1() {
    let refused = with_fault(Endpoint::Poll, Fault::html_page(403));
    assert_eq!(end(refused, &STATUS).await, ends_with(1, "error"));
}

#[tokio::test]
async fn invalid_input_ends_with_2() {
    let run = kling(&folder(), &[&GENERATE[..], &["--json"]].concat()).await;
    assert_eq!(end_of(&run), ends_with(2, "input"));
    let rejected = with_fault(Endpoint::Submit, Fault::status(422));
    assert_eq!(end(rejected, &GENERATE).await, ends_with(2, "input"));
}

#[tokio::test]
async fn a_failed_job_ends_with_3() {
    let failing = with_fault(Endpoint::Submit, Fault::failed_job("no luck"));
    let arguments = [&GENERATE[..], &["--interval", "1"]].concat();
    assert_eq!(end(failing, &arguments).await, ends_with(3, "job_failed"));
}

#[tokio::test]
async fn an_unknown_submission_ends_with_4() {
    let lost = with_fault(Endpoint::Submit, Fault::close());
    let arguments = [&GENERATE[..], &["--timeout", "1"]].concat();
    assert_eq!(end(lost, &arguments).await, ends_with(4, "unknown"));
}

#[tokio::test]
async fn a_reached_budget_ends_with_5() {
    let (simulator, folder) = (service().start().await.unwrap(), folder());
    fs::write(folder.path().join("prompts.txt"), "A lighthouse\n").unwrap();
    let model = ["-m", "v1.6/standard/text-to-video"];
    let batch = ["batch", "prompts.txt", "--out", "videos", "--budget", "0.01"];
    let run = kling_at(&simulator, &folder, &[&batch[..], &model].concat()).await;
    assert_eq!(run.code, Some(5), "{run:?}");
    assert!(simulator.accepted().is_empty());
}

#[tokio::test]
async fn an_output_file_that_exists_ends_with_6() {
    let (simulator, folder) = (service().start().await.unwrap(), folder());
    fs::write(folder.path().join("out.mp4"), "mine").unwrap();
    let run = kling_at(&simulator, &folder, &[&GENERATE[..], &["--json"]].concat()).await;
    assert_eq!(end_of(&run), ends_with(6, "output_exists"));
    assert!(simulator.accepted().is_empty());
}

#[tokio::test]
async fn a_key_that_the_service_rejects_ends_with_7() {
    assert_eq!(end(service().key("another"), &GENERATE).await, ends_with(7, "unauthorized"));
}

#[tokio::test]
async fn an_account_without_credits_ends_with_8() {
    let without_credits = with_fault(Endpoint::Submit, Fault::status(403));
    assert_eq!(end(without_credits, &GENERATE).await, ends_with(8, "out_of_credits"));
}

#[tokio::test]
async fn too_many_requests_end_with_9() {
    let busy = with_fault(Endpoint::Poll, Fault::status(429));
    assert_eq!(end(busy, &STATUS).await, ends_with(9, "rate_limited"));
}

#[tokio::test]
async fn a_time_limit_that_has_passed_ends_with_10() {
    let arguments = [&GENERATE[..], &["--timeout", "1"]].concat();
    assert_eq!(end(Simulator::builder(), &arguments).await, ends_with(10, "deadline"));
}

#[tokio::test]
async fn a_service_that_cannot_be_reached_ends_with_11() {
    let run = Run::of(command_at("http://127.0.0.1:1", &folder(), &["status", "abc", "--json"])).await;
    assert_eq!(end_of(&run), ends_with(11, "network"));
    let interrupted = with_fault(Endpoint::Poll, Fault::close());
    assert_eq!(end(interrupted, &STATUS).await, ends_with(11, "network"));
}

#[tokio::test]
async fn a_service_that_fails_ends_with_12() {
    let failing = with_fault(Endpoint::Poll, Fault::status(503));
    assert_eq!(end(failing, &STATUS).await, ends_with(12, "service"));
    let simulator = with_fault(Endpoint::Poll, Fault::corrupt_body()).start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let job = client.submit(V1_6StandardTextToVideo::new("A lighthouse")).await.unwrap();
    let run = kling_at(&simulator, &folder(), &["status", job.id(), "--json"]).await;
    assert_eq!(end_of(&run), ends_with(12, "service"));
}

#[tokio::test]
async fn the_codes_are_in_the_help_of_each_command_that_works_on_a_job() {
    let kinds = "success error input job_failed unknown budget output_exists unauthorized out_of_credits \
                 rate_limited deadline network service in_use interrupted terminated";
    for name in ["generate", "submit", "status", "wait", "download", "resume", "recover", "find"] {
        let help = Run::of(command(&folder(), &[name, "--help"])).await.stdout;
        let rows = help.lines().filter_map(|line| line.strip_prefix("  ")?.trim_start().split_once("  "));
        let listed = rows.filter(|(code, _)| code.parse::<u8>().is_ok());
        let listed: Vec<_> = listed.map(|(_, row)| row.split_once(':').unwrap().0).collect();
        assert_eq!(listed, kinds.split_whitespace().collect::<Vec<_>>(), "{help}");
    }
}

#[tokio::test]
async fn the_readme_has_the_codes_of_the_help() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).unwrap();
    let folder = folder();
    let mut command = command(&folder, &["resume", "--help"]);
    command.env("COLUMNS", "100");
    let help = Run::of(command).await.stdout;
    let rows = help.lines().filter_map(|line| line.trim_start().split_once("  "));
    let rows: Vec<_> = rows.filter(|(code, _)| code.parse::<u8>().is_ok()).collect();
    assert_eq!(rows.len(), 16, "{help}");
    for (code, row) in rows {
        let (kind, meaning) = row.split_once(": ").unwrap();
        let row = format!("| {code} | `{kind}` | {meaning} |");
        assert!(readme.lines().any(|line| line == row), "{row}");
    }
}
