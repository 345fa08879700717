//! The steps of a job, each of which is committed before the next one begins.

mod download;
mod durations;
mod event;
mod look_up;
mod next;
mod poll;
mod submission;

pub use event::StepEvent;
pub use next::{Next, StopReason};

use std::{
    fmt,
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use super::{Clock, JobRecord, State, Store, SystemClock};
use crate::{
    client::{Client, WaitPolicy, retry_delay},
    error::Error,
    job::{ClientRequestId, Generation, Job},
    video::OutputFile,
};

/// Takes records one step further at a time. It has no state of its own, so any number of workers can use it
/// for any records.
///
/// ```no_run
/// use std::time::Duration;
/// use aimlapi_kling::{Client, ledger::Steps};
///
/// # fn doc() -> Result<(), aimlapi_kling::Error> {
/// let steps = Steps::new(Client::from_env()?)
///     .settle_time(Duration::from_secs(30 * 60))
///     .resend_if_not_found(1);
/// # let _ = steps;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use]
pub struct Steps {
    client: Client,
    wait_policy: WaitPolicy,
    settle_time: Duration,
    clock_tolerance: Option<Duration>,
    resends: u32,
    overdue_after: Duration,
    clock: Arc<dyn Clock>,
    on_event: Arc<OnEvent>,
    reserved: Arc<Mutex<Option<OutputFile>>>,
}

type OnEvent = dyn Fn(&ClientRequestId, StepEvent<'_>) + Send + Sync;

impl Steps {
    /// Creates the steps with the default settings. They send with the settings of the client, but submit
    /// once in a step, whatever its [`submit_attempts`](crate::ClientBuilder::submit_attempts).
    pub fn new(client: Client) -> Self {
        Self {
            wait_policy: client.wait_policy().clone(),
            client,
            settle_time: Duration::from_secs(15 * 60),
            clock_tolerance: None,
            resends: 0,
            overdue_after: Duration::from_secs(24 * 3600),
            clock: Arc::new(SystemClock),
            on_event: Arc::new(|_, _| {}),
            reserved: Arc::default(),
        }
    }

    /// Sets the policy for the delays between polls; that of the client by default. Its deadline and its number of
    /// retries do not apply; see [`overdue_after`](Self::overdue_after).
    pub fn wait_policy(mut self, policy: WaitPolicy) -> Self {
        self.wait_policy = policy;
        self
    }

    /// Sets the time after which a submission would have appeared in the request log of the service; 15
    /// minutes by default. The service documents no delay; this is a conservative estimate.
    ///
    /// Only time between look-ups counts, and of each interval no more than the delay that was returned for
    /// it. So a submission that was interrupted days ago is looked up for this time before it is reported
    /// as not found, and a clock that jumps forward cannot shorten it by more than a fifth.
    pub fn settle_time(mut self, time: Duration) -> Self {
        self.settle_time = time;
        self
    }

    /// Sets by how much the clocks of the machines that work on the records may differ. By default they may
    /// show anything, so the look-up that decides whether a submission was accepted reads the whole request
    /// log, a request for each 100 jobs of the last 92 days. With a tolerance it reads back to the submission,
    /// and so much further.
    ///
    /// If a clock is wrong by more, an accepted submission may be reported as not found.
    pub fn clock_tolerance(mut self, tolerance: Duration) -> Self {
        self.clock_tolerance = Some(tolerance);
        self
    }

    /// Sets how many times a request may be sent again because its submission is not in the request log
    /// after the [settle time](Self::settle_time); 0 by default. If the log is incomplete, each time may be
    /// charged.
    pub fn resend_if_not_found(mut self, times: u32) -> Self {
        self.resends = times;
        self
    }

    /// Sets the time after which a job that has not ended is reported as [`Next::Unknown`]; 24 hours by
    /// default. Its record can be advanced again.
    pub fn overdue_after(mut self, time: Duration) -> Self {
        self.overdue_after = time;
        self
    }

    /// Sets the clock for the times in the records; that of this machine by default.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets an output file that is already [reserved](OutputFile::reserve), for the next download of a record with
    /// its path. Without one, a step that submits only checks that the file could be reserved, and another program
    /// can create it while the job is generated.
    pub fn reserved_output(mut self, output: OutputFile) -> Self {
        self.reserved = Arc::new(Mutex::new(Some(output)));
        self
    }

    /// Sets a callback for what happens during a step, with the client request id of the record: for progress
    /// displays and logs. It must not block.
    ///
    /// ```no_run
    /// use aimlapi_kling::{Client, ledger::{StepEvent, Steps}};
    ///
    /// # fn doc(client: Client) {
    /// let steps = Steps::new(client).on_event(|id, event| match event {
    ///     StepEvent::Retrieved(generation) => println!("{id}: {}", generation.status()),
    ///     StepEvent::Downloading { bytes, .. } => println!("{id}: {bytes} bytes"),
    ///     StepEvent::Failed(error) => println!("{id}: {error}"),
    ///     _ => {}
    /// });
    /// # let _ = steps;
    /// # }
    /// ```
    pub fn on_event(
        mut self,
        callback: impl Fn(&ClientRequestId, StepEvent<'_>) + Send + Sync + 'static,
    ) -> Self {
        self.on_event = Arc::new(callback);
        self
    }

    /// The client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Takes a record one step further: submits its request, looks the submission up, polls the job, or
    /// downloads the video.
    ///
    /// A step never sleeps, except for what the [rate limit](crate::ClientBuilder::rate_limit) of the client and
    /// its number of concurrent requests require. It saves the record, has at most one exchange with the service,
    /// and saves the result. The step that downloads retrieves the job for a fresh URL, and then transfers the whole
    /// video.
    ///
    /// If the future is dropped, read the record from the store again. Errors of the service are not errors
    /// of this method: they are in [`JobRecord::last_error`], and [`Next`] says how to continue.
    ///
    /// # Errors
    ///
    /// - [`is_store`](Error::is_store): the record could not be saved, or was changed by another worker.
    ///   Read it from the store again. If the error occurs before the request is sent, it is not sent.
    /// - [`is_configuration`](Error::is_configuration): the client cannot send this request, or the record does
    ///   not contain it.
    pub async fn advance(&self, record: &mut JobRecord, store: &impl Store) -> Result<Next, Error> {
        match record.state() {
            State::Named => self.submit(record, store).await,
            State::Sent | State::Unknown => self.look_up(record, store).await,
            State::Submitted => self.poll(record, store).await,
            State::Completed if !record.is_done() => self.download(record, store).await,
            State::Completed | State::Downloaded => Ok(Next::Done),
            State::Failed => Ok(Next::Failed),
            State::Refused => Ok(Next::Refused),
        }
    }

    /// The delay before the next poll of a job, as [`WaitPolicy::next_delay`] returns it.
    fn delay_before_poll(
        &self,
        job: &Job,
        elapsed: Duration,
        last: Option<Result<&Generation, &Error>>,
    ) -> Duration {
        let policy = self.client.with_expectation(&self.wait_policy, job);
        policy.next_delay(job, elapsed, last).unwrap_or_default()
    }

    fn now(&self) -> SystemTime {
        self.clock.now()
    }

    fn notify(&self, id: &ClientRequestId, event: StepEvent<'_>) {
        (self.on_event)(id, event);
    }

    /// How to continue after an error of a request that costs nothing.
    fn next_after_error(&self, record: &JobRecord, error: &Error) -> Next {
        match StopReason::of(error) {
            Some(reason) if record.consecutive_errors() > TOLERATED_REJECTIONS => Next::Stop(reason),
            _ => Next::Again { after: self.delay_after_error(record, error) },
        }
    }

    /// The delay after an error that may pass.
    fn delay_after_error(&self, record: &JobRecord, error: &Error) -> Duration {
        let (first_delay, seed) = (self.client.retry_delay(), record.client_request_id().as_str());
        retry_delay(error.retry_after(), first_delay, seed, record.consecutive_errors())
    }

    fn failed(&self, record: &mut JobRecord, error: &Error) {
        record.failed(error);
        self.notify(record.client_request_id(), StepEvent::Failed(error));
    }

    /// Saves a record with the next revision. The record keeps its revision if that fails.
    async fn save(&self, record: &mut JobRecord, store: &impl Store) -> Result<(), Error> {
        let saved = record.clone().with_next_revision();
        store.save(&saved).await.map_err(|error| Error::store(record.client_request_id(), error))?;
        *record = saved;
        Ok(())
    }

    /// Saves a change before an exchange. If that fails, the record remains as it was.
    async fn save_before(
        &self,
        record: &mut JobRecord,
        store: &impl Store,
        change: impl FnOnce(&mut JobRecord),
    ) -> Result<(), Error> {
        let mut changed = record.clone();
        change(&mut changed);
        self.save(&mut changed, store).await?;
        *record = changed;
        Ok(())
    }
}

/// A proxy or a server that restarts may respond to a few requests that the key is invalid, or that a request is not
/// allowed.
const TOLERATED_REJECTIONS: u32 = 3;

/// Shows the settings.
impl fmt::Debug for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Steps")
            .field("client", &self.client)
            .field("settle_time", &self.settle_time)
            .field("resend_if_not_found", &self.resends)
            .finish_non_exhaustive()
    }
}
