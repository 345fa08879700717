//! A response counts only if it is about the job that was retrieved.

use std::time::Duration;

use aimlapi_kling::{Client, Error, Generation, Job, Status, WaitPolicy};
use serde_json::{Value, json};

use crate::support::{
    client,
    host::{ScriptedHost, ScriptedResponse},
};

async fn retrieve(id: &str, body: Value) -> Result<Generation, Error> {
    let host = ScriptedHost::start();
    host.play([ScriptedResponse::json(&body)]);
    let client = client(host.base_url());
    host.run(client.retrieve(&Job::from_id(id))).await
}

/// Waits for the job `abc`.
async fn wait(responses: Vec<Value>) -> Result<String, Error> {
    let host = ScriptedHost::start();
    host.play(responses.iter().map(ScriptedResponse::json));
    let client = client(host.base_url());
    let video = host.run(client.wait_with(&Job::from_id("abc"), &WaitPolicy::new(), |_| {})).await?;
    Ok(video.url().to_owned())
}

fn completed(id: &str) -> Value {
    json!({ "id": id, "status": "completed", "video": { "url": format!("https://cdn.example/{id}.mp4") } })
}

#[tokio::test(start_paused = true)]
async fn the_state_of_another_job_is_a_transient_error() {
    for body in [
        completed("xyz"),
        json!({ "id": "xyz", "status": "error", "error": "no face" }),
        json!({ "id": "xyz", "status": "queued" }),
        json!({ "generation_id": "xyz", "status": "cancelled" }),
        json!({ "id": "abcd", "status": "error" }),
    ] {
        let error = retrieve("abc", body.clone()).await.unwrap_err();
        let other = body["id"].as_str().unwrap_or("xyz");
        assert_eq!(
            error.to_string(),
            format!(
                "retrieving: the service answered 200 OK with the state of another generation, {other} (generation abc)"
            )
        );
        assert!(error.is_transient() && error.is_decode() && !error.is_generation_failed());
        assert_eq!(error.generation_id(), Some("abc"));
        assert_eq!(error.body(), Some(&*body.to_string()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_job_without_an_id_has_not_ended() {
    for body in [
        json!({ "status": "error" }),
        json!({ "status": "failed", "id": null }),
        json!({ "status": "completed", "video": { "url": "https://cdn.example/1.mp4" } }),
        json!({ "status": "generating", "video": { "url": "https://cdn.example/1.mp4" } }),
    ] {
        let error = retrieve("abc", body).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "retrieving: the service answered 200 OK with a final state that names no generation (generation abc)"
        );
        assert!(error.is_transient() && error.is_decode());
    }
    let running = retrieve("abc", json!({ "status": "generating" })).await.unwrap();
    assert_eq!((running.id(), running.status()), ("abc", &Status::Generating));
}

#[tokio::test(start_paused = true)]
async fn waiting_ends_only_with_the_state_of_the_job() {
    let url = wait(vec![
        completed("xyz"),
        json!({ "status": "error" }),
        json!({ "id": "xyz", "status": "error" }),
        completed("abc"),
    ])
    .await
    .unwrap();
    assert_eq!(url, "https://cdn.example/abc.mp4");

    let error = wait(vec![completed("xyz"); 6]).await.unwrap_err();
    assert!(error.is_decode() && !error.is_generation_failed());
    let text = error.to_string();
    assert!(
        text.starts_with("retrieving: the service answered 200 OK with the state of another generation, xyz")
    );
    assert!(text.ends_with("; the job may continue, wait for it again"), "{text}");
    assert_eq!(error.polls(), Some(6));
}

#[tokio::test(start_paused = true)]
async fn ids_are_compared_up_to_their_model() {
    let cases = [
        ("abc", "abc", true),
        ("60ac:kling/v1", "60ac:kling/v1", true),
        ("60ac:kling/v1", "60ac:klingai/v1.0", true),
        ("60ac:kling/v1", "60ad:kling/v1", false),
        ("60ac:kling/v1", "60ac", false),
        ("60ac", "60ac:kling/v1", false),
        (":kling/v1", ":kling/v2", false),
        ("ABC", "abc", false),
    ];
    for (asked, found, is_same) in cases {
        let result = retrieve(asked, json!({ "id": found, "status": "error" })).await;
        assert_eq!(result.is_ok(), is_same, "{asked} {found}");
        // The id is that of the job that was retrieved.
        assert!(result.is_err() || result.unwrap().id() == asked);
    }
    let both = json!({ "id": "of the request", "generation_id": "abc", "status": "error" });
    assert!(retrieve("abc", both).await.unwrap().status().is_failed());
}

#[tokio::test(start_paused = true)]
async fn a_failure_has_the_id_of_the_job_that_was_retrieved() {
    let host = ScriptedHost::start();
    host.play([ScriptedResponse::json(&json!({ "id": "60ac:klingai/v1", "status": "error" }))]);
    let client = client(host.base_url());
    let error = host.run(client.wait(&Job::from_id("60ac:kling/v1"))).await.unwrap_err();
    assert!(error.is_generation_failed());
    assert_eq!(error.generation_id(), Some("60ac:kling/v1"));
    assert_eq!(error.generation().unwrap().id(), "60ac:kling/v1");
}

#[cfg(all(feature = "legacy", feature = "simulator"))]
#[tokio::test]
async fn the_job_of_an_error_is_polled_at_the_endpoint_that_it_was_submitted_to() {
    use aimlapi_kling::{simulator::Simulator, types::LegacyV1StandardTextToVideo};

    let (queued, generating) = (Duration::from_millis(300), Duration::from_millis(900));
    let simulator = Simulator::builder().timeline(queued, generating).start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let job = client.submit(LegacyV1StandardTextToVideo::new("A lighthouse")).await.unwrap();
    assert!(job.is_legacy());
    let at_once = WaitPolicy::new().interval(Duration::ZERO).deadline(Duration::from_millis(100));
    let error = client.wait_with(&job, &at_once, |_| {}).await.unwrap_err();
    assert!(error.is_deadline_exceeded(), "{error}");
    assert_eq!(error.job(), Some(&job));

    let elsewhere = client.retrieve(&Job::from_id(job.id())).await.unwrap_err();
    assert!(elsewhere.is_not_found(), "{elsewhere}");
    let video = client.wait_with(error.job().unwrap(), &simulator.wait_policy(), |_| {}).await.unwrap();
    assert_eq!(video.generation().id(), job.id());
}

#[tokio::test(start_paused = true)]
async fn a_job_that_is_not_found_names_the_other_ids_of_its_submission() {
    let host = ScriptedHost::start();
    let missing = ScriptedResponse::empty("404 Not Found");
    host.play([ScriptedResponse::json(&json!({ "id": "a", "generation_id": "b" })), missing]);
    let client: Client = client(host.base_url());
    let job = host.run(client.submit(crate::support::request())).await.unwrap();
    let policy = WaitPolicy::new().interval(Duration::ZERO).max_retries(0);
    let error = host.run(client.wait_with(&job, &policy, |_| {})).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the service answered 404 Not Found (generation a); 1 poll in 0 s; the response to the submission also \
         named b, wait for that"
    );
}
