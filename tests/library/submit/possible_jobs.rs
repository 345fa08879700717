//! No id of a job that may be paid for is lost, wherever a response has it.

use aimlapi_kling::{Client, Error, Job};
use serde_json::json;

use crate::support::{
    KEY,
    host::{ScriptedHost, ScriptedResponse},
    request,
};

const UNKNOWN: &str = "look up the client request id order-4711";

/// Submits with up to three attempts. The last response of the script is repeated.
async fn submit(responses: Vec<ScriptedResponse>) -> (Result<Job, Error>, usize) {
    let host = ScriptedHost::start();
    host.play(responses);
    let client = Client::builder(KEY).base_url(host.base_url()).submit_attempts(3).build().unwrap();
    let result = host.run(client.submit_as(&"order-4711".parse().unwrap(), request())).await;
    (result, host.requests().len())
}

fn status(status: &str, body: impl AsRef<[u8]>) -> ScriptedResponse {
    ScriptedResponse::new(status).sized_body(body)
}

fn ids(error: &Error) -> Vec<&str> {
    error.possible_jobs().iter().map(Job::id).collect()
}

#[tokio::test(start_paused = true)]
async fn a_success_names_its_job_in_the_body_or_in_the_headers() {
    let located = |to: &str| ScriptedResponse::new("201 Created").header("location", to).sized_body("");
    let cases: [(ScriptedResponse, &str, &[&str]); 10] = [
        (status("200 OK", r#"{"id": "a"}"#), "a", &[]),
        (status("200 OK", r#"{"generation_id": "b", "id": "a"}"#), "a", &["b"]),
        (status("200 OK", "\u{feff}{\"id\": \"a\"}"), "a", &[]),
        (status("200 OK", r#"{"id": "a"}"#).header("x-inference-id", "b"), "a", &["b"]),
        (status("200 OK", b"{\"id\": \"a\xff\"}").header("x-inference-id", "b"), "b", &[]),
        (status("200 OK", b"{\"id\": \"a\", \"message\": \"\xe9\"}"), "a", &[]),
        (status("200 OK", r#"{"id": "a", "data": {"id": "b"#), "a", &[]),
        (located("/v2/video/generations?generation_id=a%3Ab%2Fc"), "a:b/c", &[]),
        (located("https://api.example/v2/video/generations/a:b/c"), "a:b/c", &[]),
        (located("jobs/a"), "a", &[]),
    ];
    for (response, id, others) in cases {
        let head = String::from_utf8_lossy(&response.head()).into_owned();
        let job = submit(vec![response]).await.0.expect(&head);
        assert_eq!(
            (job.id(), job.other_ids()),
            (id, &others.iter().map(|id| id.to_string()).collect::<Vec<_>>()[..])
        );
        let stored: Job = serde_json::from_str(&json!(job).to_string()).unwrap();
        assert_eq!(stored, job);
    }
}

#[tokio::test(start_paused = true)]
async fn the_ids_in_the_response_to_an_unknown_submission_are_kept() {
    let server_error = |body: &[u8]| status("500 Internal Server Error", body);
    let redirect =
        |status: &str, to: &str| ScriptedResponse::new(status).header("location", to).sized_body("");
    let cases: [(ScriptedResponse, &[&str]); 14] = [
        (server_error(br#"{"id": "a", "generation_id": "b"}"#), &["a", "b"]),
        (server_error(br#"{"data": {"id": "a"}, "result": [{"generationId": "b"}]}"#), &["a", "b"]),
        (server_error(br#"{"error": {"task_id": 123456789012345678}}"#), &["123456789012345678"]),
        (server_error("\u{feff}{\"data\": {\"id\": \"a\"}}".as_bytes()), &["a"]),
        (server_error(br#"{"data": {"id": "a", "url": "http"#), &["a"]),
        (server_error(br#"Error in {"id": "a"}, sorry"#), &["a"]),
        (server_error(b"{\"message\": \"\xe9\", \"id\": \"a\", \"generation_id\": \"b\xff\"}"), &["a"]),
        (server_error(b"").header("x-inference-id", "a"), &["a"]),
        (server_error(br#"{"data": {"id": "b"}}"#).header("x-inference-id", "a"), &["a", "b"]),
        (status("200 OK", r#"{"data": {"id": "a"}}"#), &["a"]),
        (redirect("302 Found", "/v2/video/generations?generation_id=a"), &["a"]),
        (redirect("303 See Other", "/v2/video/generations/a/"), &["a"]),
        (status("409 Conflict", r#"{"id": "a"}"#), &["a"]),
        (status("400 Bad Request", r#"{"id": "a"}"#), &["a"]),
    ];
    for (response, expected) in cases {
        let (result, requests) = submit(vec![response; 3]).await;
        let error = result.unwrap_err();
        assert_eq!((ids(&error), requests), (expected.to_vec(), 1), "{error}");
        assert!(error.is_submission_unknown(), "{error}");
        let job = &error.possible_jobs()[0];
        assert_eq!(job.client_request_id().map(|id| id.as_str()), Some("order-4711"));
        assert_eq!(job.model_id(), Some("kling-video/v1.6/standard/text-to-video"));
        let end = format!("; the job may have been accepted as {}, {UNKNOWN}", expected.join(" or "));
        assert!(error.to_string().ends_with(&end), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_rate_limited_submission_that_names_a_job_is_not_retried() {
    let limited = || ScriptedResponse::new("429 Too Many Requests").header("retry-after", "1");
    for response in [
        limited().sized_body(r#"{"message": "Too many jobs", "data": {"generation_id": "a"}}"#),
        limited().header("location", "/v2/video/generations?generation_id=a").sized_body(""),
    ] {
        let (result, requests) = submit(vec![response; 3]).await;
        let error = result.unwrap_err();
        assert_eq!((ids(&error), requests), (vec!["a"], 1));
        assert!(error.is_rate_limited() && error.is_submission_unknown() && !error.is_not_accepted());
    }
}

#[tokio::test(start_paused = true)]
async fn a_rate_limited_submission_with_an_inference_id_only_is_retried() {
    let limited = ScriptedResponse::new("429 Too Many Requests").header("x-inference-id", "a").sized_body("");
    let (result, requests) = submit(vec![limited.clone(), status("200 OK", r#"{"id": "b"}"#)]).await;
    assert_eq!((result.unwrap().id(), requests), ("b", 2));
    let (result, requests) = submit(vec![limited; 3]).await;
    let error = result.unwrap_err();
    assert_eq!(requests, 3);
    assert!(error.is_not_accepted() && !error.is_submission_unknown() && error.possible_jobs().is_empty());
}

/// Every status but those of interim responses, after which another response follows.
#[tokio::test(start_paused = true)]
async fn only_a_status_that_excludes_acceptance_ends_a_submission_for_certain() {
    const REJECTED: [u16; 20] =
        [400, 401, 402, 403, 404, 405, 407, 410, 411, 413, 414, 415, 417, 421, 422, 426, 428, 429, 431, 451];
    let host = ScriptedHost::start();
    let client = Client::builder(KEY).base_url(host.base_url()).submit_attempts(1).build().unwrap();
    for code in [101].into_iter().chain(200..=599) {
        host.play([status(&format!("{code} Status"), "")]);
        let error = host.run(client.submit(request())).await.unwrap_err();
        assert_eq!(error.is_submission_unknown(), !REJECTED.contains(&code), "{code}: {error}");
        assert_eq!(error.is_not_accepted(), code == 429, "{code}: {error}");
    }
}
