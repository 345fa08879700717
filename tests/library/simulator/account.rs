//! What the account may do: credits, rate limits, models and prices.

use std::time::Duration;

use aimlapi_kling::{
    ErrorKind, Model,
    simulator::{Endpoint, Fault, Simulator},
    types::V1_6StandardTextToVideo,
};
use tokio::time::{Instant, advance};

use crate::support::{clock::Clock, request};

#[tokio::test]
async fn a_balance_is_spent_by_jobs_that_have_not_failed() {
    let simulator = Simulator::builder()
        .instant()
        .price(0.5)
        .balance(1.0)
        .faults(|request| {
            let is_bad = request.endpoint == Endpoint::Submit && request.prompt() == Some("bad");
            is_bad.then(|| Fault::failed_job("no"))
        })
        .start()
        .await
        .unwrap();
    let client = simulator.client().build().unwrap();
    let mut outcomes = Vec::new();
    for prompt in ["good", "bad", "good", "good", "good"] {
        let result = client.submit(V1_6StandardTextToVideo::new(prompt)).await;
        outcomes.push(result.map_err(|error| error.kind()).map(|_| ()));
    }
    assert_eq!(
        outcomes,
        [Ok(()), Ok(()), Ok(()), Err(ErrorKind::OutOfCredits), Err(ErrorKind::OutOfCredits)]
    );
    assert_eq!(simulator.accepted().len(), 3);
}

#[tokio::test]
async fn credits_end_after_a_number_of_jobs() {
    let simulator = Simulator::builder()
        .instant()
        .faults(|request| (request.accepted == 3).then(Fault::out_of_credits))
        .start()
        .await
        .unwrap();
    let client = simulator.client().build().unwrap();
    for _ in 0..3 {
        client.submit(request()).await.unwrap();
    }
    let error = client.submit(request()).await.unwrap_err();
    assert!(error.is_out_of_credits(), "{error}");
}

#[test]
#[should_panic(expected = "-1 is not an amount of money")]
fn a_negative_balance_is_refused() {
    let _ = Simulator::builder().balance(-1.0);
}

#[test]
#[should_panic(expected = "3000 USD is too much")]
fn a_price_beyond_all_credits_is_refused() {
    let _ = Simulator::builder().price(3000.0);
}

#[tokio::test]
async fn a_price_is_charged_and_listed() {
    let simulator = Simulator::builder().instant().price(0.35).start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let quote = client.catalogue().await.unwrap().quote(&request().into());
    let video = client.generate(request()).await.unwrap();
    assert_eq!((quote, video.generation().usd_spent()), (Some(0.35), Some(0.35)));
    assert_eq!(video.generation().credits_used(), Some(700_000.0));
}

#[tokio::test(start_paused = true)]
async fn requests_beyond_the_rate_limit_are_rejected() {
    let clock = Clock::new();
    let _hold = clock.hold();
    let second = Duration::from_secs(1);
    let simulator = Simulator::builder().instant().rate_limit(2, 10 * second).start().await.unwrap();
    let client = simulator.client().submit_attempts(1).build().unwrap();
    let (start, mut outcomes) = (Instant::now(), Vec::new());
    // The first and the second request count until the seconds 10 and 14.
    for pause in [0, 4, 5, 1, 3, 1] {
        advance(pause * second).await;
        let result = client.submit(request()).await;
        outcomes.push((start.elapsed().as_secs(), result.map_err(|error| error.kind()).is_ok()));
    }
    assert_eq!(outcomes, [(0, true), (4, true), (9, false), (10, true), (13, false), (14, true)]);
    let error = client.submit(request()).await.unwrap_err();
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::RateLimited, None));
    assert_eq!(error.message(), Some("Too Many Requests"));
    // The catalogue needs no key, and has no limit.
    client.catalogue().await.unwrap();
}

#[tokio::test]
async fn only_the_models_of_the_service_are_listed_and_accepted() {
    let model = Model::V2_1MasterTextToVideo;
    let simulator = Simulator::builder().models([model]).start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let catalogue = client.catalogue().await.unwrap();
    assert_eq!(catalogue.entries().iter().map(|entry| entry.id()).collect::<Vec<_>>(), [Some(model.id())]);
    assert!(client.metrics().await.unwrap().durations(Model::V1_6StandardTextToVideo).is_none());
    let error = client.submit(request()).await.unwrap_err();
    assert_eq!(
        error.message(),
        Some("Body validation error: /model: no model \"kling-video/v1.6/standard/text-to-video\"")
    );
}
