//! The step that finds out whether a submission was accepted: from the jobs that its response named, and from the
//! request log, one page at a time.

use std::time::Duration;

use super::{Next, Steps, next_after_error};
use crate::{
    client::{LogEntry, LogPage},
    error::Error,
    job::Job,
    ledger::{Cost, JobRecord, RecordedError, State, Store},
};

/// The service allows 200 requests for the log a minute.
const PAGE_INTERVAL: Duration = Duration::from_millis(300);

/// The log covers 92 days. The day less is for differences between clocks.
const REACH: Duration = Duration::from_secs(91 * 24 * 3600);

impl Steps {
    /// Retrieves a possible job, or reads the next page of the log, and stores what it shows.
    pub(super) async fn look_up(&self, record: &mut JobRecord, store: &impl Store) -> Result<Next, Error> {
        let next = match record.possible_jobs.pop() {
            Some(job) => self.try_job(job, record).await,
            None => self.read_log(record).await?,
        };
        self.save(record, store).await?;
        Ok(next)
    }

    /// The id of a job in a response is likely, but not certainly, that of the submission: only if the service
    /// knows it, it is.
    async fn try_job(&self, job: Job, record: &mut JobRecord) -> Next {
        if self.client.retrieve(&job).await.is_ok() {
            record.set_job(job, self.now());
        } else {
            self.enter_unknown(record);
        }
        Next::Again { after: Duration::ZERO }
    }

    async fn read_log(&self, record: &mut JobRecord) -> Result<Next, Error> {
        let next = match self.client.log_page(record.look_up.offset, self.age_to_search(record)).await {
            Ok(page) => self.apply_page(page, record),
            Err(error) if error.is_configuration() => return Err(error),
            Err(error) => {
                record.failed(&error);
                next_after_error(record, &error)
            }
        };
        Ok(next)
    }

    /// How far back to search, or `None` for the whole log. The scan that decides does not rely on any clock.
    fn age_to_search(&self, record: &JobRecord) -> Option<Duration> {
        if record.look_up.is_decisive(self.settle_time) { None } else { self.age(record) }
    }

    /// The time since the request was sent, if the clock shows one.
    fn age(&self, record: &JobRecord) -> Option<Duration> {
        self.now().duration_since(record.entered(State::Sent)?).ok()
    }

    fn apply_page(&self, page: LogPage, record: &mut JobRecord) -> Next {
        let next_offset = page.next_offset(record.look_up.offset);
        let matching = page.entries.into_iter().filter(|entry| entry.is_of(record.client_request_id()));
        let (failed, accepted): (Vec<_>, Vec<_>) = matching.partition(LogEntry::is_failed);
        // A row that succeeded takes precedence: a rejected submission may have been repeated with the same id.
        if let Some((entry, job)) = accepted.iter().find_map(|entry| Some((entry, entry.job()?))) {
            record.set_job(job, self.now());
            record.cost = Cost::new(entry.credits_used(), entry.usd_spent());
            return Next::Again { after: Duration::ZERO };
        }
        record.errors = 0;
        record.look_up.found_failed |= !failed.is_empty();
        match next_offset {
            Some(offset) => {
                record.look_up.offset = offset;
                Next::Again { after: PAGE_INTERVAL }
            }
            None => self.end_scan(record),
        }
    }

    /// The log has been read to its end, and does not have the submission as accepted.
    fn end_scan(&self, record: &mut JobRecord) -> Next {
        let found_failed = record.look_up.found_failed;
        record.look_up.end_scan(self.now(), self.settle_time);
        if !record.look_up.is_settled(self.settle_time) {
            self.enter_unknown(record);
            return Next::Again { after: record.look_up.next_delay(self.settle_time) };
        }
        if self.age(record).is_some_and(|age| age > REACH) {
            record.last_error = Some(RecordedError::out_of_reach());
            self.enter_unknown(record);
            return Next::Unknown;
        }
        if found_failed {
            record.last_error = Some(RecordedError::listed_as_failed());
            record.enter(State::Failed, self.now());
            return Next::Failed;
        }
        record.last_error = Some(RecordedError::not_found());
        if record.resends < self.resends {
            record.resends += 1;
            record.enter(State::Named, self.now());
            return Next::Again { after: Duration::ZERO };
        }
        self.enter_unknown(record);
        Next::Unknown
    }

    fn enter_unknown(&self, record: &mut JobRecord) {
        if record.state() != State::Unknown {
            record.enter(State::Unknown, self.now());
        }
    }
}
