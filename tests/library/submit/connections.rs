//! A submission has a connection of its own: on one that was used before, the server may be closing it, or a
//! response may be on its way that belongs to an earlier request.

use std::collections::BTreeSet;

use aimlapi_kling::Client;
use serde_json::json;

use crate::support::{
    KEY, client,
    host::{RecordedRequest, ScriptedHost, ScriptedResponse},
    request,
};

fn kept_alive(status: &str, body: &str) -> ScriptedResponse {
    ScriptedResponse::new(status).sized_body(body).keep_alive()
}

fn queued() -> ScriptedResponse {
    kept_alive("200 OK", &json!({ "id": "abc", "status": "queued" }).to_string())
}

fn connections<'a>(requests: impl Iterator<Item = &'a RecordedRequest>) -> BTreeSet<usize> {
    requests.map(|request| request.connection).collect()
}

#[tokio::test(start_paused = true)]
async fn polls_share_a_connection_and_submissions_do_not() {
    let host = ScriptedHost::start();
    host.respond(|_| queued());
    let client = client(host.base_url());
    for _ in 0..3 {
        let job = host.run(client.submit(request())).await.unwrap();
        host.run(client.retrieve(&job)).await.unwrap();
    }
    let requests = host.requests();
    let (submissions, polls): (Vec<_>, Vec<_>) =
        requests.iter().partition(|request| request.method() == "POST");
    let (submissions, polls) = (connections(submissions.into_iter()), connections(polls.into_iter()));
    assert_eq!((submissions.len(), polls.len()), (3, 1));
    assert!(submissions.is_disjoint(&polls));
}

#[tokio::test(start_paused = true)]
async fn a_retried_submission_has_another_connection() {
    let host = ScriptedHost::start();
    host.play([kept_alive("429 Too Many Requests", ""), queued()]);
    let client = Client::builder(KEY).base_url(host.base_url()).build().unwrap();
    host.run(client.submit(request())).await.unwrap();
    assert_eq!(connections(host.requests().iter()).len(), 2);
}

#[tokio::test(start_paused = true)]
async fn settings_of_the_caller_do_not_enable_reuse_redirects_or_retries() {
    let host = ScriptedHost::start();
    host.respond(|_| queued());
    let client = Client::builder(KEY)
        .base_url(host.base_url())
        .configure_http(|http| {
            http.pool_max_idle_per_host(8).redirect(aimlapi_kling::reqwest::redirect::Policy::limited(5))
        })
        .build()
        .unwrap();
    host.run(client.submit(request())).await.unwrap();
    host.run(client.submit(request())).await.unwrap();
    assert_eq!(connections(host.requests().iter()).len(), 2);

    host.play([ScriptedResponse::new("307 Temporary Redirect")
        .header("location", "/elsewhere")
        .sized_body("")]);
    let error = host.run(client.submit(request())).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 307);
    assert_eq!(host.requests().len(), 1);
}
