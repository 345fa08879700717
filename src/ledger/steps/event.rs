//! What happens during a step.

use crate::{error::Error, job::Generation};

/// What happens during a step, for [`Steps::on_event`](super::Steps::on_event). The record may not have been saved
/// yet.
#[derive(Debug)]
#[non_exhaustive]
pub enum StepEvent<'a> {
    /// The service has returned the state of the job.
    Retrieved(&'a Generation),
    /// The video is being downloaded.
    Downloading {
        /// The number of bytes on disk.
        bytes: u64,
        /// The total number of bytes, if it is known.
        total: Option<u64>,
    },
    /// The step has failed, with an error that contains more than what is
    /// [recorded](crate::ledger::JobRecord::last_error) of it.
    Failed(&'a Error),
}
