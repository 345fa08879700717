//! Every fault in every call: what the caller gets, how many requests the host receives, and which files
//! remain. The faults of one request are here; those of other kinds have modules of their own:
//!
//! - `cancellation`: calls that are dropped,
//! - `http2`: streams and connections of HTTP/2,
//! - `proxies`: pages that are not of the service,
//! - `reused_connections`: connections that have served an earlier request,
//! - `two_writers`: downloads into the same file.

mod call;
mod cancellation;
mod case;
mod expectation;
mod fault;
mod faults;
#[cfg(feature = "rustls")]
mod http2;
mod proxies;
mod reused_connections;
mod rules;
mod scene;
mod service;
mod two_writers;

use aimlapi_kling::Error;
use call::Call;
use case::Case;
use fault::{FaultKind, InjectedFault, Times};
use scene::Scene;

use crate::support::{host::Listens, kinds, snapshot::assert_snapshot};

/// What a line says. An error is shown with the predicates that hold and its text.
const COLUMNS: &str =
    "fault; how often it is injected; what the host receives; time; what the caller gets [files]\n";

#[tokio::test(start_paused = true)]
async fn every_fault_in_every_call_ends_as_documented() {
    let (mut table, mut broken) = (COLUMNS.to_owned(), Vec::new());
    for call in Call::ALL {
        let scene = Scene::new(call, Listens::Always);
        table += &format!("\n{call}\n");
        for fault in faults_of(call, scene.elsewhere.base_url()) {
            let once = run(&scene, &fault, Times::Once).await;
            let always = run(&scene, &fault, Times::Always).await;
            table += &lines(&fault.name, &once.summary(), &always.summary());
            broken.extend([once, always].iter().flat_map(Case::broken_rules));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert_snapshot!("faults", table);
}

/// The header with the id matters to a submission only.
fn faults_of(call: Call, elsewhere: &str) -> Vec<InjectedFault> {
    let mut all = faults::all(elsewhere);
    if call == Call::Submit {
        let with_id: Vec<_> = all.iter().filter_map(faults::with_id_header).collect();
        all.extend(with_id);
    }
    all
}

async fn run<'a>(scene: &Scene, fault: &'a InjectedFault, times: Times) -> Case<'a> {
    let listens = match (&fault.kind, times) {
        (FaultKind::Exchange(_), _) => return Case::run(scene, fault, times).await,
        (FaultKind::ConnectionRefused, Times::Once) => Listens::After(scene::BRIEFLY),
        (FaultKind::ConnectionRefused, Times::Always) => Listens::Never,
    };
    Case::run(&Scene::new(scene.call, listens), fault, times).await
}

/// A line for a fault that is injected once and one for a fault that stays, or one line where both are the
/// same.
fn lines(name: &str, once: &str, always: &str) -> String {
    if once == always {
        return format!("  {name:58} either  {once}\n");
    }
    format!("  {name:58} once    {once}\n  {:58} always  {always}\n", "")
}

/// What a caller gets. An error is shown with the predicates that hold and its text.
fn outcome_text(outcome: &Result<String, Error>) -> String {
    outcome.as_ref().map_or_else(error_text, String::clone)
}

fn error_text(error: &Error) -> String {
    match kinds(error).as_slice() {
        [] => format!("no predicate: {error}"),
        kinds => format!("{}: {error}", kinds.join(" ")),
    }
}
