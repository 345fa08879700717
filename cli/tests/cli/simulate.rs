//! `kling simulate`

use std::{
    fs,
    io::{Write as _, stderr},
    path::Path,
    process::Stdio,
    time::Duration,
};

use aimlapi_kling::{
    Client, Error, ErrorKind, Video, WaitPolicy, simulator::KEY, types::V1_6StandardTextToVideo,
};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};

use crate::support::{Folder, Run, command, folder, kling};

const MINUTE: Duration = Duration::from_secs(60);

/// A running `kling simulate` and its base URL.
async fn simulate(more: &[&str]) -> (Child, String) {
    let mut command: Command = command(&folder(), &[&["simulate", "--port", "0"], more].concat());
    let mut child = command.current_dir("/").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let line = BufReader::new(child.stdout.take().unwrap()).lines().next_line().await.unwrap().unwrap();
    let (base, key) = line.split_once(' ').unwrap();
    assert_eq!(key, format!("AIML_API_KEY={KEY}"));
    (child, base.strip_prefix("AIML_API_BASE=").unwrap().to_owned())
}

/// Generates a video with a client of the simulated service.
async fn generate(base_url: String, deadline: Duration) -> Result<Video, Error> {
    let client = Client::builder(KEY).base_url(base_url).submit_attempts(1).build().unwrap();
    let policy = WaitPolicy::new().interval(Duration::from_millis(10)).deadline(deadline);
    client.generate(V1_6StandardTextToVideo::new("A lighthouse")).wait_policy(policy).await
}

#[tokio::test]
async fn a_client_of_the_simulated_service_gets_a_video() {
    let (_child, base_url) = simulate(&["--time", "0"]).await;
    let video = generate(base_url.clone(), MINUTE).await.unwrap();
    assert!(video.url().starts_with(&base_url), "{video:?}");
}

#[tokio::test]
async fn every_job_has_the_chosen_scenario() {
    let scenarios = [
        ("fail", ErrorKind::GenerationFailed),
        ("slow", ErrorKind::DeadlineExceeded),
        ("invalid", ErrorKind::InvalidRequest),
        ("unauthorized", ErrorKind::Unauthorized),
        ("out-of-credits", ErrorKind::OutOfCredits),
        ("rate-limited", ErrorKind::RateLimited),
        ("unavailable", ErrorKind::SubmissionUnknown),
        ("lost-response", ErrorKind::SubmissionUnknown),
    ];
    for (scenario, kind) in scenarios {
        let (_child, base_url) = simulate(&["--scenario", scenario]).await;
        let deadline = if scenario == "slow" { Duration::from_millis(200) } else { MINUTE };
        let error = generate(base_url, deadline).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{scenario}: {error}");
    }
}

#[tokio::test]
async fn a_port_that_is_in_use_is_an_error() {
    let (_child, base_url) = simulate(&[]).await;
    let port = base_url.rsplit_once(':').unwrap().1;
    let run = kling(&folder(), &["simulate", "--port", port]).await;
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.stderr.starts_with(&format!("error: the simulator cannot listen on port {port}: ")),
        "{run:?}"
    );
}

/// Programs in other languages that generate a video: the interpreter, the program it needs, and the script.
const CLIENTS: [(&str, &str, &str); 3] =
    [("python3", "python3", "video.py"), ("node", "node", "video.mjs"), ("sh", "curl", "video.sh")];

/// Runs a client for the simulated service at this base URL, which writes `out.mp4` to the folder. If the machine lacks
/// the program, this is reported on standard error, past the test harness, which would hide it.
async fn run_client(client: (&str, &str, &str), base_url: &str, folder: &Folder) -> Option<Run> {
    let (interpreter, program, script) = client;
    if Command::new(program).arg("--version").output().await.is_err() {
        let _ = writeln!(
            stderr(),
            "\nSKIPPED the client {script} of the simulated service: there is no {program}"
        );
        return None;
    }
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/clients");
    let mut command = Command::new(interpreter);
    command.arg(scripts.join(script)).arg("out.mp4").current_dir(folder.path()).kill_on_drop(true);
    command.env("AIML_API_BASE", base_url).env("AIML_API_KEY", KEY);
    command.env("no_proxy", "127.0.0.1").env("NO_PROXY", "127.0.0.1");
    Some(Run::of(command).await)
}

#[tokio::test]
async fn clients_in_python_javascript_and_curl_get_a_video() {
    let (_child, base_url) = simulate(&["--time", "0.2"]).await;
    for client in CLIENTS {
        let folder = folder();
        let Some(run) = run_client(client, &base_url, &folder).await else { continue };
        assert_eq!(run.code, Some(0), "{client:?}: {run:?}");
        let (id, video) = (run.stdout.trim(), fs::read(folder.path().join("out.mp4")).unwrap());
        assert!(id.ends_with(":kling-video/v1.6/standard/text-to-video"), "{client:?}: {run:?}");
        // Each video contains the id of its job.
        assert_eq!(&video[4..8], b"ftyp", "{client:?}");
        assert!(video.windows(id.len()).any(|part| part == id.as_bytes()), "{client:?}");
    }
}

#[tokio::test]
async fn clients_in_python_javascript_and_curl_see_why_a_job_failed() {
    let (_child, base_url) = simulate(&["--time", "0", "--scenario", "fail"]).await;
    for client in CLIENTS {
        let folder = folder();
        let Some(run) = run_client(client, &base_url, &folder).await else { continue };
        assert_eq!(run.code, Some(1), "{client:?}: {run:?}");
        assert!(run.stderr.contains("a simulated failure"), "{client:?}: {run:?}");
        assert!(!folder.path().join("out.mp4").exists(), "{client:?}");
    }
}
