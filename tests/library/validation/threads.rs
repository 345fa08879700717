//! Where requests are validated.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use aimlapi_kling::types::V1_6StandardTextToVideo;
use tokio::runtime::Builder;

use crate::support::{client, refusing_address};

/// The number of threads that the submission of an invalid request starts.
fn threads_for(prompt: &str) -> usize {
    let started = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&started);
    let on_start = move || {
        count.fetch_add(1, Ordering::SeqCst);
    };
    let runtime = Builder::new_current_thread().enable_all().on_thread_start(on_start).build().unwrap();
    let request = V1_6StandardTextToVideo::new(prompt).cfg_scale(7.5);
    let error = runtime.block_on(client(refusing_address()).submit(request)).unwrap_err();
    let paths: Vec<_> = error.violations().unwrap().iter().map(|violation| violation.path()).collect();
    assert!(paths.contains(&"cfg_scale"), "{paths:?}");
    started.load(Ordering::SeqCst)
}

#[test]
fn a_large_request_is_validated_on_a_thread_for_blocking_work() {
    assert_eq!(threads_for("A lighthouse"), 0);
    assert_eq!(threads_for(&"A lighthouse ".repeat(100_000)), 1);
}
