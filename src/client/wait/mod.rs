//! Waiting for a job.

mod observed;
mod pacing;
mod policy;
mod poller;
mod progress;
mod updates;

pub use policy::WaitPolicy;
pub use progress::Progress;
pub use updates::JobUpdate;

pub(super) use observed::ObservedDurations;
pub(super) use poller::finished;
pub(crate) use poller::with_video;

use super::{Client, trace};
use crate::{error::Error, job::Job, video::Video};
use poller::Poller;

impl Client {
    /// Waits until a job has ended, with the wait policy of the client.
    ///
    /// # Errors
    ///
    /// - [`is_generation_failed`](Error::is_generation_failed): the job ended without a video.
    /// - [`is_deadline_exceeded`](Error::is_deadline_exceeded): the deadline passed; the job continues.
    /// - As for [`retrieve`](Self::retrieve), and [`is_decode`](Error::is_decode) if the job is completed but the
    ///   response names no video, but only after as many retries as the policy
    ///   [allows](WaitPolicy::max_retries).
    pub async fn wait(&self, job: &Job) -> Result<Video, Error> {
        self.wait_with(job, &self.wait_policy, |_| {}).await
    }

    /// Waits until a job has ended, with another wait policy, and reports each poll.
    ///
    /// Dropping the future ends the waiting; the job continues.
    ///
    /// # Errors
    ///
    /// As for [`wait`](Self::wait).
    pub async fn wait_with(
        &self,
        job: &Job,
        policy: &WaitPolicy,
        on_progress: impl FnMut(&Progress<'_>),
    ) -> Result<Video, Error> {
        let waiting = poller::until_final(Poller::new(self, policy, job), on_progress);
        let (generation, file) =
            trace::spanned!(waiting, "wait", generation_id = job.id(), model = job.model_id()).await?;
        Ok(Video::new(self.clone(), job.clone(), generation, file))
    }
}
