//! Every fault at every operation: what the caller learns, how often the host is asked, and what is
//! on disk.

#[path = "faults/cell.rs"]
mod cell;
#[path = "faults/clock.rs"]
mod clock;
#[path = "faults/fault.rs"]
mod fault;
#[path = "faults/host.rs"]
mod host;
#[path = "faults/nature.rs"]
mod nature;
#[path = "faults/operation.rs"]
mod operation;
#[path = "faults/play.rs"]
mod play;
#[path = "faults/rules.rs"]
mod rules;
#[path = "faults/scene.rs"]
mod scene;
#[path = "faults/service.rs"]
mod service;
mod support;

use cell::Cell;
use fault::Fault;
use host::Listens;
use operation::Operation;
use play::{Play, Times};
use scene::Scene;

/// What a line tells. An error is told by the predicates that hold and its text.
const COLUMNS: &str =
    "fault; how often it is played; what the host sees; time; what the caller learns [files]\n";

#[tokio::test(start_paused = true)]
async fn every_fault_at_every_operation() {
    let (mut table, mut broken) = (COLUMNS.to_owned(), Vec::new());
    for operation in Operation::ALL {
        let scene = Scene::new(operation, Listens::Always).await;
        table += &format!("\n{operation}\n");
        for fault in faults(operation, scene.elsewhere.address()) {
            let once = cell(&scene, &fault, Times::Once).await;
            let always = cell(&scene, &fault, Times::Always).await;
            table += &lines(&fault.name, &once.summary(), &always.summary());
            broken.extend([once, always].iter().flat_map(Cell::broken_rules));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("faults", table);
    });
}

/// The header that names the id matters to a submission only.
fn faults(operation: Operation, elsewhere: &str) -> Vec<Fault> {
    let mut faults = fault::all(elsewhere);
    if operation == Operation::Submit {
        let with_id: Vec<_> = faults.iter().filter_map(fault::with_id_header).collect();
        faults.extend(with_id);
    }
    faults
}

async fn cell<'a>(scene: &Scene, fault: &'a Fault, times: Times) -> Cell<'a> {
    match (&fault.play, times) {
        (Play::Exchange(_), _) => Cell::play(scene, fault, times).await,
        (Play::Refuse, Times::Once) => {
            Cell::play(&Scene::new(scene.operation, Listens::Late).await, fault, times).await
        }
        (Play::Refuse, Times::Always) => {
            Cell::play(&Scene::new(scene.operation, Listens::Never).await, fault, times).await
        }
    }
}

/// A line for a fault that is played once, and one for a fault that stays; one where they come to
/// the same.
fn lines(name: &str, once: &str, always: &str) -> String {
    if once == always {
        return format!("  {name:58} ever    {once}\n");
    }
    format!("  {name:58} once    {once}\n  {:58} always  {always}\n", "")
}
