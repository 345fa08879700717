//! The delay before the next poll, as a function.

use std::time::Duration;

use super::WaitPolicy;
use crate::{
    error::Error,
    job::{Generation, Job},
};

impl WaitPolicy {
    /// The delay before the next poll of a job that is polled by other means than
    /// [`Client::wait`](crate::Client::wait): by a worker of a job queue, for example.
    ///
    /// `polls` is the number of polls so far, `elapsed` the time since the submission, and `last` the result of
    /// the last poll. Returns `None` if there must be no further poll: the last status is final, or the last
    /// error says that the poll is invalid or that the job failed. The deadline and the number of retries are left to the caller.
    ///
    /// ```
    /// use std::time::Duration;
    /// use aimlapi_kling::{Job, WaitPolicy};
    ///
    /// let policy = WaitPolicy::new();
    /// let job: Job = serde_json::from_str(r#"{"id": "abc", "model": "klingai/v2-master-text-to-video"}"#)?;
    /// // The first poll is due after a quarter of the typical duration of five minutes.
    /// let after_20_s = policy.next_delay(&job, 0, Duration::from_secs(20), None);
    /// assert_eq!(after_20_s, Some(Duration::from_secs(55)));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn next_delay(
        &self,
        job: &Job,
        polls: u32,
        elapsed: Duration,
        last: Option<Result<&Generation, &Error>>,
    ) -> Option<Duration> {
        if polls == 0 {
            return Some(self.delay_before_first(job, Some(elapsed)));
        }
        let interval = self.delay_after(polls);
        match last {
            Some(Ok(generation)) if generation.status().is_final() => None,
            Some(Err(error)) if error.ends_waiting() => None,
            Some(Err(error)) => {
                let interval = self.delay_after_error(job, polls);
                Some(interval.max(error.retry_after().unwrap_or_default()))
            }
            _ => Some(interval),
        }
    }
}
