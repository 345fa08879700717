//! How long the jobs of each model have taken lately, as far as the client has observed it.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use super::WaitPolicy;
use crate::{client::Client, job::Job, model::typical_duration};

/// How many durations are kept for a model: the last ones.
const DURATIONS: usize = 32;

/// For how many models durations are kept. The model of an untyped request can be anything.
const MODELS: usize = 128;

/// For how many observations the typical duration of a model counts.
const TYPICAL_WEIGHT: usize = 2;

/// Observed durations change the typical one by at most this factor. The tests of the schedule show that an
/// expectation that is wrong by so much costs little.
const MAX_FACTOR: u32 = 4;

/// The longest time in which a job may have ended that counts as an observation. It is longer than the time between
/// two polls, and shorter than most times for which nobody polls.
const LONGEST_INTERVAL: Duration = Duration::from_secs(75);

/// The durations of the last jobs of each model.
#[derive(Default)]
pub(in crate::client) struct ObservedDurations {
    by_model: Mutex<HashMap<String, VecDeque<Duration>>>,
}

impl ObservedDurations {
    /// Adds a job that had not ended at the age `unfinished`, and had ended at the age `ended`.
    pub fn add(&self, model_id: &str, unfinished: Duration, ended: Duration) {
        let interval = ended.saturating_sub(unfinished);
        if interval > LONGEST_INTERVAL {
            return;
        }
        let mut by_model = self.by_model.lock().unwrap_or_else(PoisonError::into_inner);
        if by_model.len() >= MODELS && !by_model.contains_key(model_id) {
            return;
        }
        let durations = by_model.entry(model_id.to_owned()).or_default();
        durations.truncate(DURATIONS - 1);
        durations.push_front(ended - interval / 2);
    }

    /// The duration that is expected of a job: the median of what was observed and, a few times, of what is typical,
    /// so that neither the first observations nor an outlier change it much.
    fn expected(&self, model_id: &str) -> Duration {
        let typical = typical_duration(model_id);
        let mut durations = vec![typical; TYPICAL_WEIGHT];
        let by_model = self.by_model.lock().unwrap_or_else(PoisonError::into_inner);
        durations.extend(by_model.get(model_id).into_iter().flatten());
        drop(by_model);
        durations.sort_unstable();
        let middle = durations.len() / 2;
        let median = (durations[middle] + durations[(durations.len() - 1) / 2]) / 2;
        median.clamp(typical / MAX_FACTOR, typical * MAX_FACTOR)
    }
}

impl Client {
    /// Returns the wait policy of the client, with the duration that the client expects of a job, for
    /// [`WaitPolicy::next_delay`]: that of the last jobs of its model for which the client and its clones have
    /// waited, or the [typical](crate::Model::typical_duration) one. Durations that are set in the policy take
    /// precedence.
    ///
    /// ```
    /// use std::time::Duration;
    /// use aimlapi_kling::{Client, Job};
    ///
    /// let client = Client::new("your-api-key")?;
    /// let job = Job::from_id("abc");
    /// let after_a_minute = client.wait_policy_for(&job).next_delay(&job, Duration::from_secs(60), None);
    /// assert!(after_a_minute < Some(Duration::from_secs(10)));
    /// # Ok::<(), aimlapi_kling::Error>(())
    /// ```
    pub fn wait_policy_for(&self, job: &Job) -> WaitPolicy {
        self.with_expectation(&self.wait_policy, job)
    }

    /// A policy with the duration that is expected of a job, unless the policy sets when to poll.
    pub(crate) fn with_expectation(&self, policy: &WaitPolicy, job: &Job) -> WaitPolicy {
        match job.model_id() {
            Some(id) if !policy.sets_schedule() => policy.clone().median(self.observed.expected(id)),
            _ => policy.clone(),
        }
    }

    /// Observes that a job had not ended at the age `unfinished`, and had ended at the age `ended`.
    pub(crate) fn observe_duration(&self, model_id: &str, unfinished: Duration, ended: Duration) {
        self.observed.add(model_id, unfinished, ended);
    }
}
