//! The requests that a simulator has received, for the assertions of tests.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::Endpoint;
use crate::job::ClientRequestId;

/// The number of requests that are kept, so that the memory of a server that runs for days is bounded.
const CAPACITY: usize = 100_000;

/// A request that a [`Simulator`](super::Simulator) has received, and the status of its response.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedRequest {
    /// The kind of the request, or `None` for an unknown path.
    pub endpoint: Option<Endpoint>,
    /// The method and the path, such as `POST /v2/video/generations`.
    pub target: String,
    /// The client request id in its headers.
    pub client_request_id: Option<ClientRequestId>,
    /// The generation id that a poll contains.
    pub job: Option<String>,
    /// The status of the response, or `None` if it was not sent, or not yet.
    pub status: Option<u16>,
}

#[derive(Default)]
pub(super) struct History(Mutex<Entries>);

#[derive(Default)]
struct Entries {
    requests: VecDeque<ReceivedRequest>,
    /// The number of requests that were dropped.
    dropped: usize,
}

impl History {
    /// Adds a request, and returns its number.
    pub fn add(&self, request: ReceivedRequest) -> usize {
        let mut entries = self.lock();
        if entries.requests.len() == CAPACITY {
            entries.requests.pop_front();
            entries.dropped += 1;
        }
        entries.requests.push_back(request);
        entries.dropped + entries.requests.len() - 1
    }

    /// Sets the status of the response to a request.
    pub fn set_status(&self, number: usize, status: u16) {
        let mut entries = self.lock();
        let index = number.checked_sub(entries.dropped);
        if let Some(request) = index.and_then(|index| entries.requests.get_mut(index)) {
            request.status = Some(status);
        }
    }

    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.lock().requests.iter().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
