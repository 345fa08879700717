//! What the tests have in common: an upstream repository, a workspace to vendor it into, documents and snapshots.
#![allow(dead_code, unused_imports, reason = "each test binary uses a part of it")]

use std::thread;

mod documents;
mod git_host;
mod repository;
mod service;
mod state;
mod workspace;

pub use self::documents::{create, document, fetch, legacy_create, legacy_fetch, request_log, schema};
pub use self::git_host::{GitHost, Traffic};
pub use self::repository::UpstreamRepository;
pub use self::service::{CATALOGUE, ScriptedService, response};
pub use self::state::{base_documents, merge, sides, upstream_of, vendored, vendored_folder};
pub use self::workspace::{Workspace, sync, sync_error};

/// The folder upstream publishes from.
pub const KLING: &str = "docs/api-references/video-models/Kling-AI/";
/// A folder that differs from it only by case.
pub const SIBLING: &str = "docs/api-references/video-models/kling-ai/";
/// The folder of the legacy documents.
pub const ASSETS: &str = "docs/.gitbook/assets/";
/// The document of the endpoint that fetches videos.
pub const FETCH: &str = "docs/api-references/video-models/universal-video-fetch.json";
/// The document of the request log.
pub const REQUEST_LOG: &str = "docs/api-references/service-endpoints/logs-v2.json";

/// The settings of all snapshots: they are named after what they show, and contain it alone.
pub fn snapshot_settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// What `work` returns for parts of `items`, in their order. The parts are worked on at the same time.
pub fn in_threads<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let parts = items.chunks(items.len().div_ceil(threads).max(1));
        let parts = parts.map(|part| scope.spawn(|| work(part))).collect::<Vec<_>>();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    })
}
