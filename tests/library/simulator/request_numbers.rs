//! Requests are numbered for each job, so that faults do not depend on the order of jobs.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use aimlapi_kling::{
    Client, ClientRequestId,
    simulator::{Fault, IncomingRequest, KEY, Simulator},
};
use tokio::task::JoinSet;

use super::faults::{create, fetch, video};
use crate::support::{http, request};

/// A request as it is passed to the callback.
type SeenRequest = (String, Option<String>, usize);

fn seen(request: &IncomingRequest<'_>) -> SeenRequest {
    let IncomingRequest { endpoint, client_request_id, number, .. } = request;
    (format!("{endpoint:?}"), client_request_id.map(ToString::to_string), *number)
}

#[tokio::test]
async fn requests_are_numbered_per_job() {
    let requests = Arc::new(Mutex::new(Vec::new()));
    let recorded = Arc::clone(&requests);
    let simulator = Simulator::builder()
        .instant()
        .faults(move |request| {
            recorded.lock().unwrap().push(seen(request));
            None
        })
        .start()
        .await
        .unwrap();
    create(&simulator).await.unwrap();
    create(&simulator).await.unwrap();
    let url = format!("{}/v2/video/generations", simulator.base_url());
    let body = r#"{ "model": "kling-video/v1.6/standard/text-to-video", "prompt": "A lighthouse" }"#;
    http().post(url).bearer_auth(KEY).body(body).send().await.unwrap();
    let jobs = simulator.accepted();
    for id in [&jobs[0].id, &jobs[1].id, &jobs[2].id, &jobs[2].id, "unknown", "another"] {
        fetch(&simulator, id).await.unwrap();
    }
    video(&simulator).await;
    http().get(format!("{}/nowhere", simulator.base_url())).send().await.unwrap();

    let order = Some("order-1");
    let expected = [
        ("Submit", order, 0),
        ("Submit", order, 1),
        ("Submit", None, 0),
        ("Poll", order, 0),
        ("Poll", order, 1),
        ("Poll", None, 0),
        ("Poll", None, 1),
        ("Poll", None, 0),
        ("Poll", None, 0),
        ("Video", order, 0),
    ];
    let expected =
        expected.map(|(operation, name, number)| (operation.into(), name.map(str::to_owned), number));
    assert_eq!(*requests.lock().unwrap(), expected);
}

#[tokio::test]
async fn the_order_of_jobs_changes_no_fault() {
    let forwards = faults_of_many(0..200).await;
    let backwards = faults_of_many((0..200).rev()).await;
    assert_eq!(forwards, backwards);
    assert!(forwards.len() > 100, "{}", forwards.len());
}

/// The requests with faults when jobs with these numbers run concurrently.
async fn faults_of_many(numbers: impl Iterator<Item = u32>) -> BTreeSet<SeenRequest> {
    let faults = Arc::new(Mutex::new(BTreeSet::new()));
    let recorded = Arc::clone(&faults);
    let simulator = Simulator::builder()
        .instant()
        .faults(move |request| {
            let id = request.client_request_id?;
            let salt = id.as_str().bytes().map(usize::from).sum::<usize>();
            let is_faulty = (salt + request.number).is_multiple_of(3);
            is_faulty.then(|| {
                recorded.lock().unwrap().insert(seen(request));
                Fault::empty_body()
            })
        })
        .start()
        .await
        .unwrap();
    let client = simulator.client().build().unwrap();
    let runs: JoinSet<_> =
        numbers.map(|number| run(client.clone(), format!("order-{number}").parse().unwrap())).collect();
    runs.join_all().await;
    let accepted: BTreeSet<_> =
        simulator.accepted().iter().map(|job| job.client_request_id.clone().unwrap().to_string()).collect();
    assert_eq!(accepted, (0..200).map(|number| format!("order-{number}")).collect());
    let faults = faults.lock().unwrap();
    faults.clone()
}

/// Submits once and polls three times, whatever the responses.
async fn run(client: Client, id: ClientRequestId) {
    let job = client.submit_as(&id, request()).await.unwrap();
    for _ in 0..3 {
        let _ = client.retrieve(&job).await;
    }
}
