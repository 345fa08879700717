//! The catalogue with its prices, quotes, and the metrics.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use aimlapi_kling::{
    Model, Request,
    simulator::{Endpoint, Fault, IncomingRequest, Simulator},
    types::{FixedDuration, V2MasterTextToVideo},
};
use serde_json::{Value, json};

use crate::support::{
    client,
    host::{ScriptedHost, ScriptedResponse},
    kinds, request,
};

/// What a request costs if the catalogue lists the model with this price.
async fn quote(pricing: Value, request: impl Into<Request>) -> Option<f64> {
    let simulator = Simulator::builder().pricing(move |_| pricing.clone()).start().await.unwrap();
    let catalogue = simulator.client().build().unwrap().catalogue().await.unwrap();
    catalogue.quote(&request.into())
}

fn fixed(units: Value) -> Value {
    json!({ "kind": "fixed", "currency": "USD", "units": units })
}

fn variants(dimensions: &[&str], variants: Value) -> Value {
    json!({ "kind": "variants", "currency": "USD", "dimensions": dimensions, "variants": variants })
}

#[tokio::test]
async fn a_quote_is_computed_from_the_parameters_of_the_request() {
    let ten = || request().duration(FixedDuration::Seconds10);
    assert_eq!(quote(fixed(json!([{ "price": 0.28, "per": "video" }])), request()).await, Some(0.28));
    assert_eq!(quote(fixed(json!([{ "price": "0.28", "per": "Generation" }])), request()).await, Some(0.28));
    let per_second = || fixed(json!([{ "price": 0.25, "per": "second" }]));
    assert_eq!(quote(per_second(), ten()).await, Some(2.5));
    // The service uses the default of the specification, 5 seconds.
    assert_eq!(quote(per_second(), request()).await, Some(1.25));
    let by_duration = || {
        let listed = json!([
            { "duration": "5", "price": 0.28, "per": "video" },
            { "parameters": { "duration": 10 }, "units": [{ "price": 0.56, "per": "video" }] },
        ]);
        variants(&["duration"], listed)
    };
    assert_eq!(quote(by_duration(), request()).await, Some(0.28));
    assert_eq!(quote(by_duration(), ten()).await, Some(0.56));
}

#[tokio::test]
async fn models_are_compared_by_requests_without_optional_parameters() {
    let per_second = |_| fixed(json!([{ "price": 0.25, "per": "second" }]));
    let simulator = Simulator::builder().pricing(per_second).start().await.unwrap();
    let catalogue = simulator.client().build().unwrap().catalogue().await.unwrap();
    assert_eq!(catalogue.default_quote(Model::V1_6StandardTextToVideo), Some(1.25));
    // The length of its video is that of the speech.
    assert_eq!(catalogue.default_quote(Model::AvatarPro), None);
}

#[tokio::test]
async fn what_cannot_be_computed_has_no_quote() {
    let video = json!({ "price": 0.28, "per": "video" });
    for pricing in [
        json!(null),
        json!({}),
        json!({ "kind": "variable", "currency": "USD" }),
        json!({ "kind": "fixed", "currency": "EUR", "units": [video] }),
        json!({ "kind": "fixed", "units": [video] }),
        fixed(json!([])),
        fixed(json!([video, video])),
        fixed(json!([{ "price": 0.28 }])),
        fixed(json!([{ "price": 0.28, "per": "token" }])),
        fixed(json!([{ "price": 0, "per": "video" }])),
        fixed(json!([{ "price": -1, "per": "video" }])),
        fixed(json!([{ "price": "much", "per": "video" }])),
        variants(&["resolution"], json!([{ "resolution": "1080p", "price": 1, "per": "video" }])),
        variants(&["duration"], json!([{ "duration": 10, "price": 1, "per": "video" }])),
        variants(
            &["duration"],
            json!([{ "duration": 5, "price": 1, "per": "video" }, { "duration": "5", "price": 2, "per": "video" }]),
        ),
    ] {
        assert_eq!(quote(pricing.clone(), request()).await, None, "{pricing}");
    }
}

#[tokio::test]
async fn a_model_is_found_by_its_id_and_by_an_alias() {
    let body = json!({ "data": [
        { "id": "kling/1.6", "aliases": ["kling-video/v1.6/standard/text-to-video"], "new": 1 },
        "not an entry",
    ] });
    let host = ScriptedHost::start();
    host.play([ScriptedResponse::json(&body)]);
    let catalogue = client(host.base_url()).catalogue().await.unwrap();
    assert_eq!(catalogue.entries().len(), 2);
    let entry = catalogue.entry(Model::V1_6StandardTextToVideo).unwrap();
    assert_eq!((entry.id(), &entry.body()["new"]), (Some("kling/1.6"), &json!(1)));
    assert!(catalogue.entry(Model::V2MasterTextToVideo).is_none());
    assert_eq!(catalogue.quote(&V2MasterTextToVideo::new("A lighthouse").into()), None);
}

#[tokio::test]
async fn a_catalogue_that_has_not_changed_is_not_received_again() {
    let cents = Arc::new(AtomicU32::new(28));
    let listed = Arc::clone(&cents);
    let pricing = move |_| fixed(json!([{ "price": listed.load(Ordering::Relaxed), "per": "video" }]));
    let simulator = Simulator::builder().pricing(pricing).start().await.unwrap();
    let client = simulator.client().build().unwrap();
    let first = client.catalogue().await.unwrap();
    assert!(Arc::ptr_eq(&first, &client.clone().catalogue().await.unwrap()));
    cents.store(30, Ordering::Relaxed);
    let changed = client.catalogue().await.unwrap();
    assert_eq!((first.quote(&request().into()), changed.quote(&request().into())), (Some(28.0), Some(30.0)));
}

#[tokio::test(start_paused = true)]
async fn a_transient_error_is_retried() {
    let faults = |request: &IncomingRequest<'_>| {
        let is_early =
            matches!(request.endpoint, Endpoint::Catalogue | Endpoint::Metrics) && request.number < 2;
        is_early.then(|| Fault::status(503))
    };
    let simulator = Simulator::builder().faults(faults).start().await.unwrap();
    let client = simulator.client().build().unwrap();
    assert_eq!(client.catalogue().await.unwrap().quote(&request().into()), Some(0.28));
    assert!(client.metrics().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_response_without_entries_is_an_error() {
    let host = ScriptedHost::start();
    host.respond(|_| ScriptedResponse::json(&json!({ "data": {}, "models": null })));
    let client = client(host.base_url());
    assert_eq!(kinds(&client.catalogue().await.unwrap_err()), ["decode"]);
    assert_eq!(kinds(&client.metrics().await.unwrap_err()), ["decode"]);
}

#[tokio::test]
async fn metrics_have_the_durations_of_a_model() {
    let simulator = Simulator::builder()
        .timeline(Duration::from_secs(4), Duration::from_millis(182_500))
        .start()
        .await
        .unwrap();
    let metrics = simulator.client().build().unwrap().metrics().await.unwrap();
    let durations = metrics.durations(Model::V1_6StandardTextToVideo).unwrap();
    assert_eq!(durations.p50, Duration::from_millis(186_500));
}
