//! Every fault in the first request of each kind, and what becomes of the job.

use std::time::Duration;

use aimlapi_kling::{
    ledger::{Next, State, Steps},
    simulator::{Endpoint, Fault, IncomingRequest, Simulator},
};
use tokio::time::sleep;

use super::{
    steps::{record, steps},
    stores::TestStore,
};
use crate::support::{clock::Clock, snapshot::assert_snapshot, wall_clock::WallClock};

const SETTLE_TIME: Duration = Duration::from_secs(30);

fn faults() -> Vec<(String, Fault)> {
    let mut faults = Vec::new();
    for status in [400, 401, 403, 404, 408, 409, 425, 429, 500, 502, 503, 504] {
        faults.push((format!("{status}"), Fault::status(status)));
    }
    for status in [403, 502] {
        faults.push((format!("{status} as a page"), Fault::html_page(status)));
    }
    faults.push(("closed connection".to_owned(), Fault::close()));
    // The other statuses exclude that the request was processed.
    let can_be_processed = |name: &str| !["400", "401", "403", "404", "429", "403 as a page"].contains(&name);
    let processed: Vec<_> = faults
        .iter()
        .filter(|(name, _)| can_be_processed(name))
        .map(|(name, fault)| (format!("{name}, processed"), fault.clone().after_processing()))
        .collect();
    faults.extend(processed);
    for (name, fault) in [
        ("truncated at 0", Fault::truncate(0)),
        ("truncated at 20", Fault::truncate(20)),
        ("stalled at 0", Fault::stall(0)),
        ("empty body", Fault::empty_body()),
        ("corrupt body", Fault::corrupt_body()),
        ("late", Fault::late(Duration::from_secs(7))),
    ] {
        faults.push((name.to_owned(), fault));
    }
    faults
}

/// Whether the request is the one that a fault is chosen for.
fn is_target(endpoint: Endpoint, request: &IncomingRequest<'_>) -> bool {
    // A page of the log has no job, so it is counted by itself.
    request.endpoint == endpoint && request.number == 0
}

async fn run(steps: &Steps, output: &str) -> (Vec<Next>, String) {
    let (mut record, store) = (record().output(output), TestStore::new(None));
    let mut nexts = Vec::new();
    loop {
        let next = steps.advance(&mut record, &store).await.unwrap();
        nexts.push(next);
        match next {
            Next::Again { after } => sleep(after).await,
            // The caller resolves the reason, and advances the record again.
            Next::CannotDownload | Next::Stop(_) => {}
            _ => break,
        }
    }
    assert_eq!(store.get(record.client_request_id()).as_ref(), Some(&record), "the record is saved");
    (nexts, format!("{}, sent {}", record.state(), record.submissions()))
}

/// One line for a case, after the claims that hold for all of them.
async fn line(endpoint: Endpoint, name: &str, fault: Fault) -> String {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("a.mp4").to_str().unwrap().to_owned();
    let choose = move |request: &IncomingRequest<'_>| match endpoint {
        _ if is_target(endpoint, request) => Some(fault.clone()),
        // Only an unknown submission is looked up.
        Endpoint::Log if is_target(Endpoint::Submit, request) => Some(Fault::close().after_processing()),
        _ => None,
    };
    let builder = Simulator::builder().timeline(Duration::from_secs(1), Duration::from_secs(1));
    let simulator = builder.log_delay(Duration::from_secs(3)).faults(choose).start().await.unwrap();
    let client = simulator.client().request_timeout(Duration::from_secs(5)).build().unwrap();
    let steps = steps(client, &WallClock::new()).settle_time(SETTLE_TIME);
    let (nexts, end) = run(&steps, &output).await;
    let (accepted, last) = (simulator.accepted(), nexts.last().unwrap());

    let case = format!("{endpoint:?}, {name}");
    assert!(accepted.len() <= 1, "{case}: paid twice");
    if *last == Next::Done {
        assert!(std::fs::read(&output).unwrap() == simulator.video(&accepted[0].id).unwrap(), "{case}");
    } else {
        assert_eq!(accepted.len(), 0, "{case}: a paid job is lost, {nexts:?}");
        assert!(!end.starts_with(State::Downloaded.as_str()), "{case}");
    }
    let stops = nexts.iter().filter(|next| matches!(next, Next::CannotDownload | Next::Stop(_)));
    let stops: String = stops.map(|next| format!("{next:?}, then ")).collect();
    format!("{case}: {stops}{last:?}, {end}, accepted {}", accepted.len())
}

#[tokio::test(start_paused = true)]
async fn no_fault_loses_a_paid_job_or_pays_for_it_twice() {
    let clock = Clock::in_steps(Duration::from_millis(100));
    let mut lines = Vec::new();
    for endpoint in [Endpoint::Submit, Endpoint::Log, Endpoint::Poll, Endpoint::Video] {
        for (name, fault) in faults() {
            lines.push(clock.run(line(endpoint, &name, fault)).await);
        }
    }
    assert_snapshot!("ledger_faults", lines.join("\n"));
}
