//! Waiting for a job as a stream of its updates.

use std::time::Duration;

use futures_util::{Stream, stream};

use super::{
    Client, WaitPolicy,
    poller::{Poller, Step, finished},
    trace,
};
use crate::{
    error::Error,
    job::{Generation, Job},
    video::Video,
};

/// What is learned about a job that is waited for.
#[derive(Debug)]
#[non_exhaustive]
#[expect(clippy::large_enum_variant, reason = "updates are minutes apart")]
pub enum JobUpdate {
    /// The job was polled, and will be polled again.
    #[non_exhaustive]
    Polled {
        /// The time since waiting began.
        elapsed: Duration,
        /// The number of polls so far, including this one.
        polls: u32,
        /// The state of the job, or the error of the poll, which will be retried.
        outcome: Result<Generation, Error>,
        /// The delay before the next poll.
        next_poll: Duration,
    },
    /// The job has ended with its video. This is the last update.
    Finished(Video),
}

impl Client {
    /// Waits until a job has ended, with the wait policy of the client, and returns an update for each poll. The last
    /// one is the finished video or the error.
    ///
    /// The job is polled as by [`wait`](Self::wait), but only while the stream is polled. A future that takes the next
    /// update may be dropped at any time, for example by `select!`: no update is lost, and the next one continues the
    /// poll that is in progress. If the stream is dropped, the waiting ends and the job continues.
    ///
    /// ```no_run
    /// use std::pin::pin;
    /// use aimlapi_kling::JobUpdate;
    /// use futures_util::TryStreamExt as _;
    ///
    /// # async fn doc(client: aimlapi_kling::Client, job: aimlapi_kling::Job) -> Result<(), aimlapi_kling::Error> {
    /// let mut updates = pin!(client.updates(&job));
    /// while let Some(update) = updates.try_next().await? {
    ///     match update {
    ///         JobUpdate::Polled { outcome: Ok(generation), elapsed, .. } => {
    ///             println!("{} after {} s", generation.status(), elapsed.as_secs());
    ///         }
    ///         JobUpdate::Polled { outcome: Err(error), next_poll, .. } => {
    ///             println!("{error}; next poll in {} s", next_poll.as_secs());
    ///         }
    ///         JobUpdate::Finished(video) => println!("{}", video.url()),
    ///         _ => {}
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`wait`](Self::wait). The error is the last item.
    pub fn updates(&self, job: &Job) -> impl Stream<Item = Result<JobUpdate, Error>> + Send + use<> {
        self.updates_with(job, &self.wait_policy)
    }

    /// Waits until a job has ended, with another wait policy, and returns an update for each poll. See
    /// [`updates`](Self::updates).
    ///
    /// # Errors
    ///
    /// As for [`wait`](Self::wait). The error is the last item.
    pub fn updates_with(
        &self,
        job: &Job,
        policy: &WaitPolicy,
    ) -> impl Stream<Item = Result<JobUpdate, Error>> + Send + use<> {
        stream::try_unfold(Some(Poller::new(self, policy, job)), next)
    }
}

/// The next update, and the poller if it is not the last one.
async fn next(poller: Option<Box<Poller>>) -> Result<Option<(JobUpdate, Option<Box<Poller>>)>, Error> {
    let Some(mut poller) = poller else { return Ok(None) };
    let job = poller.job.clone();
    let step = trace::spanned!(poller.step(), "wait", generation_id = job.id(), model = job.model_id()).await;
    match step {
        Ok(Step { outcome, next_poll: Some(next_poll) }) => {
            poller.keep(outcome.as_ref().ok().cloned(), None);
            let (elapsed, polls) = (poller.elapsed(), poller.polls);
            Ok(Some((JobUpdate::Polled { elapsed, polls, outcome, next_poll }, Some(poller))))
        }
        Ok(Step { outcome, next_poll: None }) => match outcome.and_then(finished) {
            Ok((generation, file)) => {
                let video = Video::new(poller.client, job, generation, file);
                Ok(Some((JobUpdate::Finished(video), None)))
            }
            Err(error) => Err(poller.into_error(error)),
        },
        Err(error) => Err(poller.into_error(error)),
    }
}
