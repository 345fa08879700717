//! A budget is never exceeded, whatever jobs cost.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use aimlapi_kling::{
    batch::BatchItem,
    ledger::{JobFilter, Ledger},
    simulator::Fault,
    types::{FixedDuration, V1_6StandardTextToVideo},
};
use serde_json::{Value, json};

use super::{Scene, all, simulator};

/// Ends of items, by kind.
fn count(lines: &[String], end: &str) -> usize {
    lines.iter().filter(|line| line.ends_with(end)).count()
}

fn stops(lines: &[String]) -> Vec<&str> {
    lines.iter().filter_map(|line| line.strip_prefix("stopped ")).collect()
}

fn fixed(price: f64, per: &str) -> Value {
    json!({ "kind": "fixed", "currency": "USD", "units": [{ "price": price, "per": per }] })
}

impl Scene {
    /// What the ledger says was charged, in US dollars.
    async fn charged(&self) -> f64 {
        let ledger = Ledger::open(self.folder.path().join("jobs.db")).await.unwrap();
        let spending = ledger.spending(&JobFilter::new()).await.unwrap();
        spending.iter().map(|of_model| of_model.usd).sum()
    }
}

#[tokio::test(start_paused = true)]
async fn the_budget_is_used_up_and_never_exceeded_by_jobs_that_run_side_by_side() {
    let scene = Scene::new(simulator()).await;
    // Ten videos at 0.28 USD.
    let lines = scene.run(scene.batch().await.in_flight(4).budget_usd(2.8), scene.items(15)).await;
    assert_eq!((count(&lines, " downloaded"), count(&lines, "not started")), (10, 5));
    assert_eq!(stops(&lines), ["Budget"]);
    scene.assert_videos(10);
    assert!((scene.charged().await - 2.8).abs() < 1e-9);

    // What was spent counts when the batch is repeated.
    let again = scene.run(scene.batch().await.in_flight(4).budget_usd(2.8), scene.items(15)).await;
    assert_eq!((count(&again, "downloaded before"), count(&again, "not started")), (10, 5));
    scene.assert_videos(10);
    let more = scene.run(scene.batch().await.in_flight(4).budget_usd(3.5), scene.items(15)).await;
    assert_eq!((count(&more, " downloaded"), count(&more, "not started")), (2, 3));
    scene.assert_videos(12);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_fails_frees_what_was_reserved_for_it() {
    let scene = Scene::new(simulator().faults(|_| Some(Fault::failed_job("no")))).await;
    let lines = scene.run(scene.batch().await.in_flight(5).budget_usd(0.6), scene.items(7)).await;
    assert_eq!(lines, all(7, "failed"));
    assert_eq!(scene.charged().await, 0.0);
}

#[tokio::test(start_paused = true)]
async fn prices_that_depend_on_parameters_are_reserved_for_each_job() {
    let credits = |body: &Value| if body["duration"] == 10 { 1_000_000 } else { 500_000 };
    let scene = Scene::new(simulator().cost(credits).pricing(|_| fixed(0.05, "second"))).await;
    let items = (0..8).map(|number| {
        let duration = if number % 2 == 0 { FixedDuration::Seconds10 } else { FixedDuration::Seconds5 };
        let request = V1_6StandardTextToVideo::new(format!("A lighthouse {number}")).duration(duration);
        BatchItem::new(request, scene.folder.path().join(format!("{number}.mp4")))
    });
    let lines = scene.run(scene.batch().await.in_flight(3).budget_usd(2.0), items.collect()).await;
    assert_eq!(stops(&lines), ["Budget"]);
    // Which jobs are among the first depends on their order. If 0.25 USD are left, the next one may cost more.
    let charged = scene.charged().await;
    assert!((1.75 - 1e-9..=2.0 + 1e-9).contains(&charged), "{charged}");
}

#[tokio::test(start_paused = true)]
async fn without_a_known_price_nothing_is_sent_unless_the_caller_names_a_cost() {
    let scene = Scene::new(simulator().pricing(|_| json!({ "kind": "variable", "currency": "USD" }))).await;
    let lines = scene.run(scene.batch().await.budget_usd(100.0), scene.items(3)).await;
    assert_eq!((count(&lines, "not started"), stops(&lines)), (3, vec!["UnknownCost"]));
    scene.assert_videos(0);
    let assumed = scene.batch().await.budget_usd(1.0).assume_cost_usd(0.5);
    let lines = scene.run(assumed, scene.items(3)).await;
    // The third job might cost 0.5 USD, and 0.44 USD are left.
    assert_eq!((count(&lines, " downloaded"), stops(&lines)), (2, vec!["Budget"]));
    scene.assert_videos(2);
}

#[tokio::test(start_paused = true)]
async fn a_price_that_rises_in_between_is_noticed_at_the_first_job_that_costs_more() {
    let credits = Arc::new(AtomicU32::new(560_000));
    let charged = Arc::clone(&credits);
    // The catalogue remains as it was.
    let builder = simulator().cost(move |_| charged.load(Ordering::Relaxed));
    let scene = Scene::new(builder).await;
    let lines = scene.run(scene.batch().await.in_flight(1).budget_usd(5.6), scene.items(5)).await;
    assert_eq!(lines, all(5, "downloaded"));
    credits.store(1_120_000, Ordering::Relaxed);
    let lines = scene.run(scene.batch().await.in_flight(4).budget_usd(5.6), scene.items(20)).await;
    // 5 * 0.28 + 7 * 0.56 = 5.32; the next one would make it 5.88.
    assert_eq!((count(&lines, " downloaded"), stops(&lines)), (7, vec!["Budget"]));
    assert!((scene.charged().await - 5.32).abs() < 1e-9);
}

#[tokio::test(start_paused = true)]
async fn a_changed_catalogue_is_used_within_a_minute() {
    let cents = Arc::new(AtomicU32::new(28));
    let (listed, charged) = (Arc::clone(&cents), Arc::clone(&cents));
    let builder = simulator()
        .pricing(move |_| fixed(f64::from(listed.load(Ordering::Relaxed)) / 100.0, "video"))
        .cost(move |body| {
            // Whoever asks for the fifth lighthouse raises the price for those that follow.
            let cents = charged.load(Ordering::Relaxed);
            if body["prompt"] == "A lighthouse 4" {
                charged.store(56, Ordering::Relaxed);
            }
            cents * 20_000
        });
    let scene = Scene::new(builder).await;
    let lines = scene.run(scene.batch().await.in_flight(1).budget_usd(3.0), scene.items(20)).await;
    // 5 * 0.28 + 2 * 0.56 = 2.52; the next one would make it 3.08.
    assert_eq!((count(&lines, " downloaded"), stops(&lines)), (7, vec!["Budget"]));
    assert!((scene.charged().await - 2.52).abs() < 1e-9);
}
