//! What happens while a batch runs.

use crate::{
    error::Error,
    ledger::{JobRecord, StopReason},
};

/// What happens while a batch runs.
#[derive(Debug)]
#[non_exhaustive]
pub enum BatchEvent {
    /// Work on a job has begun, and its client request id is recorded; or its state or its status has changed; or a
    /// step has failed and is retried ([`last_error`](JobRecord::last_error)).
    Changed {
        /// The name of the item.
        name: String,
        /// The record as it is now.
        record: Box<JobRecord>,
    },
    /// The cost of an item is about to be reserved. The item waits as long as the catalogue cannot be read, and if the
    /// budget does not suffice, for jobs that may fail. Only batches with a budget have this event.
    Waiting {
        /// The name of the item; `None` for the jobs of earlier runs, for which all items wait.
        name: Option<String>,
        /// Why the catalogue could not be read, which is tried again every 30 seconds.
        error: Option<Error>,
    },
    /// An item has ended, or will not be worked on in this run. There is one such event for each item that was taken.
    Ended {
        /// The name of the item.
        name: String,
        /// How it ended.
        end: ItemEnd,
    },
    /// No more jobs are submitted. Those that run are still fetched.
    Stopped(BatchStop),
}

/// How an item of a batch ended.
#[derive(Debug)]
#[non_exhaustive]
pub enum ItemEnd {
    /// The video is in the output file.
    Downloaded(Box<JobRecord>),
    /// An earlier run has ended the item: its state is [`Downloaded`](crate::ledger::State::Downloaded),
    /// [`Failed`](crate::ledger::State::Failed) or [`Refused`](crate::ledger::State::Refused).
    EndedBefore(Box<JobRecord>),
    /// The job failed, and is not charged.
    Failed(Box<JobRecord>),
    /// The service has rejected the request, and does not charge for it.
    Refused(Box<JobRecord>),
    /// The outcome of the job remains unknown; see [`Next::Unknown`](crate::ledger::Next::Unknown). Running the
    /// batch again looks it up again.
    Unknown(Box<JobRecord>),
    /// The output file cannot be written, or the video cannot be downloaded; see
    /// [`Next::CannotDownload`](crate::ledger::Next::CannotDownload). Run the batch again when the reason is resolved.
    CannotDownload(Box<JobRecord>),
    /// The service rejects requests about the job that runs, for the reason of [`BatchEvent::Stopped`]. Running the
    /// batch again fetches it.
    Unfinished(Box<JobRecord>),
    /// Nothing was sent, because no more jobs are submitted.
    NotStarted,
    /// Another process, or another item with the same output file, works on the job.
    InUse,
    /// An earlier request for the same output file was another one. Nothing was sent.
    OtherRequest(Box<JobRecord>),
    /// The request is invalid, and nothing was sent.
    Invalid(Error),
}

/// Why no more jobs are submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BatchStop {
    /// The caller has stopped the batch.
    Requested,
    /// Another run of the batch, or of a batch with the same output folder, has not ended, in this process or another
    /// one. Nothing was done.
    OtherRun,
    /// The next job might exceed the budget.
    Budget,
    /// There is a budget, and the cost of a request, or of a job that was charged, is unknown.
    UnknownCost,
    /// The service rejects submissions.
    Service(StopReason),
}
