//! A rate limit of the caller's own.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use aimlapi_kling::{Client, LogQuery, RateLimit, RequestKind, RequestOutcome};
use futures_util::TryStreamExt as _;

use super::{builder, job, queued, seconds, times, too_many_requests};
use crate::support::{
    KEY,
    host::{ScriptedHost, ScriptedResponse},
    refusing_address, request,
};

/// Delays each request, and records the calls.
#[derive(Clone, Default)]
struct RecordingLimit {
    delay: Duration,
    calls: Arc<Mutex<Vec<String>>>,
}

impl RecordingLimit {
    fn take_calls(&self) -> Vec<String> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }
}

impl RateLimit for RecordingLimit {
    async fn acquire(&self, kind: RequestKind) {
        tokio::time::sleep(self.delay).await;
        self.calls.lock().unwrap().push(format!("acquire {kind:?}"));
    }

    fn report(&self, kind: RequestKind, outcome: RequestOutcome, elapsed: Duration) {
        self.calls.lock().unwrap().push(format!("report {kind:?} {outcome:?} {}", elapsed.as_secs()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_rate_limit_is_acquired_before_each_request_and_gets_its_outcome() {
    let limit = RecordingLimit { delay: seconds(3), ..RecordingLimit::default() };
    let host = ScriptedHost::start();
    host.play([
        queued(),
        too_many_requests("20"),
        ScriptedResponse::empty("503 Service Unavailable"),
        ScriptedResponse::json(&serde_json::json!({ "data": [] })),
    ]);
    let client = builder(&host).rate_limit(limit.clone()).build().unwrap();
    host.run(client.submit(request())).await.unwrap();
    host.run(client.retrieve(&job())).await.unwrap_err();
    host.run(client.retrieve(&job())).await.unwrap_err();
    host.run(client.request_log(LogQuery::all()).try_collect::<Vec<_>>()).await.unwrap();
    assert_eq!(times(&host), [3000, 6000, 9000, 12_000]);
    assert_eq!(
        limit.take_calls(),
        [
            "acquire Submission",
            "report Submission Admitted 0",
            "acquire Poll",
            "report Poll RateLimited { retry_after: Some(20s) } 0",
            "acquire Poll",
            "report Poll Admitted 0",
            "acquire Query",
            "report Query Admitted 0",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_request_without_a_response_is_reported_to_the_rate_limit() {
    let limit = RecordingLimit::default();
    let builder = Client::builder(KEY).base_url(refusing_address()).submit_attempts(1);
    let client = builder.rate_limit(limit.clone()).build().unwrap();
    client.retrieve(&job()).await.unwrap_err();
    assert_eq!(limit.take_calls(), ["acquire Poll", "report Poll NoResponse 0"]);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_of_a_submission_is_a_request() {
    let limit = RecordingLimit { delay: seconds(3), ..RecordingLimit::default() };
    let host = ScriptedHost::start();
    host.play([too_many_requests("2"), queued()]);
    let client = builder(&host).submit_attempts(2).rate_limit(limit.clone()).build().unwrap();
    host.run(client.submit(request())).await.unwrap();
    assert_eq!(times(&host), [3000, 8000]);
    assert_eq!(limit.take_calls().len(), 4);
}
