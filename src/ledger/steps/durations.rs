//! How long jobs have taken, which decides when further jobs are polled.

use super::Steps;
use crate::ledger::{JobRecord, State};

impl Steps {
    /// Adds the durations of completed jobs to those that the [client](Self::client) expects of further jobs, so that
    /// a new process polls as well as the one before it. What steps observe themselves is added without a call.
    ///
    /// A record counts if the job was polled shortly before it was completed, or was completed shortly after its
    /// submission. Of each model, the last 32 jobs count.
    ///
    /// ```
    /// # #[cfg(feature = "ledger")]
    /// # async fn doc(steps: aimlapi_kling::ledger::Steps) -> Result<(), aimlapi_kling::Error> {
    /// use aimlapi_kling::ledger::{JobFilter, Ledger, State};
    ///
    /// let ledger = Ledger::open("jobs.ledger").await?;
    /// let completed = JobFilter::new().states([State::Completed, State::Downloaded]);
    /// steps.learn_durations(&ledger.jobs(&completed.without_bodies().limit(200)).await?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn learn_durations<'a>(&self, records: impl IntoIterator<Item = &'a JobRecord>) {
        let mut records: Vec<_> = records.into_iter().collect();
        records.sort_by_key(|record| record.entered(State::Completed));
        for record in records {
            if let Some((unfinished, ended)) = record.observed_end() {
                self.client.observe_duration(record.model_id(), unfinished, ended);
            }
        }
    }
}
