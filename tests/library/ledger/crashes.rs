//! A crash, or an error of the store, at every save: nothing is lost, and nothing is paid twice.

use std::time::Duration;

use aimlapi_kling::{
    ledger::{JobRecord, Next, State, Steps, Store as _},
    simulator::{Endpoint, Fault, IncomingRequest, Simulator},
};
use tokio::time::sleep;

use super::{
    steps::{record, steps},
    stores::{TestStore, Trouble},
};
use crate::support::{clock::Clock, wall_clock::WallClock};

const SETTLE_TIME: Duration = Duration::from_secs(30);

/// A process that takes steps from what the store contains, until the job has ended or the process crashes.
async fn process(steps: &Steps, new: &JobRecord, store: &TestStore) -> Option<Next> {
    let mut record = store.get(new.client_request_id()).unwrap_or_else(|| new.clone());
    loop {
        let held = Clock::new().hold();
        let step = tokio::select! {
            step = steps.advance(&mut record, store) => step,
            () = store.crash() => return None,
        };
        drop(held);
        match step {
            Ok(Next::Again { after }) => sleep(after).await,
            Ok(next) => return Some(next),
            Err(error) => {
                assert!(error.is_store(), "{error}");
                record = store.get(new.client_request_id()).unwrap_or_else(|| new.clone());
            }
        }
    }
}

async fn simulator(faults: fn(&IncomingRequest<'_>) -> Option<Fault>) -> Simulator {
    let builder =
        Simulator::builder().timeline(Duration::from_secs(1), Duration::from_secs(1)).faults(faults);
    builder.log_delay(Duration::from_secs(10)).start().await.unwrap()
}

/// Runs a job with trouble at save number `at`, and then another process. Returns whether the trouble
/// happened.
async fn survives(at: usize, trouble: Trouble, faults: fn(&IncomingRequest<'_>) -> Option<Fault>) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("a.mp4").to_str().unwrap().to_owned();
    let simulator = simulator(faults).await;
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let steps = steps.settle_time(SETTLE_TIME).resend_if_not_found(1);
    let (record, store) = (record().output(&output), TestStore::new(Some((at, trouble))));
    let mut next = process(&steps, &record, &store).await;
    if next.is_none() {
        next = process(&steps, &record, &store).await;
    }
    let context = format!("{trouble:?} at save {at}");
    assert_eq!(next, Some(Next::Done), "{context}");
    let stored = store.get(record.client_request_id()).unwrap();
    assert_eq!(stored.state(), State::Downloaded, "{context}");
    let accepted = simulator.accepted();
    assert_eq!(accepted.len(), 1, "{context}: paid once");
    assert_eq!(stored.job().unwrap().id(), accepted[0].id, "{context}");
    assert!(std::fs::read(&output).unwrap() == simulator.video(&accepted[0].id).unwrap(), "{context}");
    store.has_had_trouble()
}

async fn survives_everywhere(trouble: Trouble, faults: fn(&IncomingRequest<'_>) -> Option<Fault>) -> usize {
    let mut at = 0;
    while survives(at, trouble, faults).await {
        at += 1;
    }
    at
}

fn no_faults(_: &IncomingRequest<'_>) -> Option<Fault> {
    None
}

/// The response to the first submission is lost.
fn lost_response(request: &IncomingRequest<'_>) -> Option<Fault> {
    (request.endpoint == Endpoint::Submit && request.number == 0).then(|| Fault::close().after_processing())
}

#[tokio::test(start_paused = true)]
async fn a_crash_before_any_save_loses_nothing_and_pays_once() {
    assert_eq!(survives_everywhere(Trouble::CrashBefore, no_faults).await, 7);
    assert_eq!(survives_everywhere(Trouble::CrashBefore, lost_response).await, 11);
}

#[tokio::test(start_paused = true)]
async fn a_crash_after_any_save_loses_nothing_and_pays_once() {
    assert_eq!(survives_everywhere(Trouble::CrashAfter, no_faults).await, 7);
    assert_eq!(survives_everywhere(Trouble::CrashAfter, lost_response).await, 11);
}

#[tokio::test(start_paused = true)]
async fn a_save_that_fails_loses_nothing_and_pays_once() {
    assert_eq!(survives_everywhere(Trouble::FailBefore, no_faults).await, 7);
    assert_eq!(survives_everywhere(Trouble::FailBefore, lost_response).await, 11);
}

#[tokio::test(start_paused = true)]
async fn a_save_that_fails_after_its_commit_loses_nothing_and_pays_once() {
    assert_eq!(survives_everywhere(Trouble::FailAfter, no_faults).await, 7);
    assert_eq!(survives_everywhere(Trouble::FailAfter, lost_response).await, 11);
}

#[tokio::test(start_paused = true)]
async fn a_request_is_not_sent_if_it_cannot_be_recorded() {
    let simulator = simulator(no_faults).await;
    let _held = Clock::new().hold();
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    for at in [0, 1] {
        let (mut record, store) = (record(), TestStore::new(Some((at, Trouble::FailBefore))));
        let error = steps.advance(&mut record, &store).await.unwrap_err();
        assert_eq!(error.to_string(), "the record order-4711 cannot be saved: the disk is full");
        assert_eq!((error.is_store(), record.state()), (true, State::Named));
        assert_eq!(simulator.accepted(), []);
    }
}

#[tokio::test(start_paused = true)]
async fn two_workers_with_the_same_record_send_it_once() {
    let simulator = simulator(no_faults).await;
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let _held = Clock::new().hold();
    let (mut record, store) = (record(), TestStore::new(None));
    let mut other = record.clone();
    let (one, two) = tokio::join!(steps.advance(&mut record, &store), steps.advance(&mut other, &store));
    let errors: Vec<_> =
        [one, two].into_iter().filter_map(Result::err).map(|error| error.to_string()).collect();
    let expected =
        "the record order-4711 cannot be saved: the record order-4711 was changed by another worker";
    assert_eq!(errors, [expected]);
    assert_eq!(simulator.accepted().len(), 1);
    // A record from before is of no use to a worker that wakes up late.
    let mut late = self::record();
    let error = steps.advance(&mut late, &store).await.unwrap_err();
    assert_eq!(error.to_string(), expected);
    assert!(store.save(&late).await.is_err());
    assert_eq!(simulator.accepted().len(), 1);
}
