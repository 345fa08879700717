//! `kling simulate`

use std::process::Stdio;

use aimlapi_kling::{Client, Error, Video, WaitPolicy, simulator::KEY, types::V1_6StandardTextToVideo};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};

use crate::support::{command, folder, kling};

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
async fn generate(base_url: String) -> Result<Video, Error> {
    let client = Client::builder(KEY).base_url(base_url).build().unwrap();
    let policy = WaitPolicy::new();
    client.generate(V1_6StandardTextToVideo::new("A lighthouse")).wait_policy(policy).await
}

#[tokio::test]
async fn a_client_of_the_simulated_service_gets_a_video() {
    let (_child, base_url) = simulate(&["--time", "0"]).await;
    let video = generate(base_url.clone()).await.unwrap();
    assert!(video.url().starts_with(&base_url), "{video:?}");
}

#[tokio::test]
async fn every_job_fails_if_so_chosen() {
    let (_child, base_url) = simulate(&["--time", "0", "--scenario", "fail"]).await;
    let error = generate(base_url).await.unwrap_err();
    assert!(error.is_generation_failed(), "{error}");
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
