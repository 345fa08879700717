//! The step that finds out whether a submission was accepted: from the jobs that its response named, and from the
//! request log, one page at a time.

use std::{collections::HashMap, time::Duration};

use super::{Next, Steps};
use crate::{
    client::{LogEntry, LogPage, LogQuery, PAGE_INTERVAL},
    error::Error,
    job::{ClientRequestId, Job},
    ledger::{Cost, JobRecord, RecordedError, State, Store},
};

/// How far clocks may differ.
const CLOCK_MARGIN: Duration = Duration::from_secs(24 * 3600);

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

    /// Looks up many records with one scan of the request log, and saves each of them. A record in another state
    /// than [`Sent`](State::Sent) or [`Unknown`](State::Unknown) is not changed.
    ///
    /// Looking up each of them with [`advance`](Self::advance) would read the log as many times. Unlike a step, a
    /// scan takes as long as the service allows for its pages: 200 a minute, of 100 rows each.
    ///
    /// Returns how to continue with each record, in their order. An error of one record, which is as for
    /// [`advance`](Self::advance), does not affect the others.
    pub async fn look_up_all(
        &self,
        records: &mut [JobRecord],
        store: &impl Store,
    ) -> Vec<Result<Next, Error>> {
        let in_doubt = records.iter().filter(|record| record.state().is_in_doubt());
        let queries = in_doubt.clone().map(|record| self.query(record));
        let found = match queries.max_by_key(LogQuery::reach) {
            Some(query) => {
                self.client.find_submissions(in_doubt.map(JobRecord::client_request_id), query).await
            }
            None => Ok(HashMap::new()),
        };
        let mut nexts = Vec::new();
        for record in records {
            nexts.push(match record.state().is_in_doubt() {
                true => self.apply_scan(record, &found, store).await,
                false => Ok(Next::Again { after: Duration::ZERO }),
            });
        }
        nexts
    }

    async fn apply_scan(
        &self,
        record: &mut JobRecord,
        found: &Result<HashMap<ClientRequestId, Vec<LogEntry>>, Error>,
        store: &impl Store,
    ) -> Result<Next, Error> {
        let next = match found {
            Err(error) => {
                self.failed(record, error);
                self.next_after_error(record, error)
            }
            Ok(found) => {
                let rows = found.get(record.client_request_id()).cloned().unwrap_or_default();
                match self.apply_rows(rows, record) {
                    true => Next::Again { after: Duration::ZERO },
                    false => self.end_scan(record),
                }
            }
        };
        self.save(record, store).await?;
        Ok(next)
    }

    async fn read_log(&self, record: &mut JobRecord) -> Result<Next, Error> {
        let next = match self.client.request_log_page(&self.query(record), record.look_up.offset).await {
            Ok(page) => self.apply_page(page, record),
            Err(error) if error.is_configuration() => return Err(error),
            Err(error) => {
                self.failed(record, &error);
                self.next_after_error(record, &error)
            }
        };
        Ok(next)
    }

    /// Which rows to search. The scan that decides relies on clocks only as far as the caller has permitted.
    fn query(&self, record: &JobRecord) -> LogQuery {
        let is_decisive = record.look_up.is_decisive(self.settle_time);
        match (self.age(record), self.clock_tolerance) {
            (Some(age), _) if !is_decisive => LogQuery::for_age(age),
            (Some(age), Some(tolerance)) => LogQuery::for_age(age.saturating_add(tolerance)),
            _ => LogQuery::all(),
        }
    }

    /// The time since the request was sent, if the clock shows one.
    fn age(&self, record: &JobRecord) -> Option<Duration> {
        self.now().duration_since(record.entered(State::Sent)?).ok()
    }

    fn apply_page(&self, page: LogPage, record: &mut JobRecord) -> Next {
        let next_offset = page.next_offset(record.look_up.offset);
        let rows = page.entries.into_iter().filter(|entry| entry.is_of(record.client_request_id())).collect();
        if self.apply_rows(rows, record) {
            return Next::Again { after: Duration::ZERO };
        }
        match next_offset {
            Some(offset) => {
                record.look_up.offset = offset;
                Next::Again { after: PAGE_INTERVAL }
            }
            None => self.end_scan(record),
        }
    }

    /// Applies the rows of the submission. Returns whether it was accepted.
    fn apply_rows(&self, rows: Vec<LogEntry>, record: &mut JobRecord) -> bool {
        record.errors = 0;
        // A row that succeeded takes precedence: a rejected submission may have been repeated with the same id.
        let (failed, accepted): (Vec<_>, Vec<_>) = rows.into_iter().partition(LogEntry::is_failed);
        record.look_up.found_failed |= !failed.is_empty();
        let mut jobs = accepted.iter().filter_map(|entry| Some((entry, entry.job()?)));
        let Some((entry, job)) = jobs.next() else { return false };
        record.set_job(job, self.now());
        record.cost = Cost::new(entry.credits_used(), entry.usd_spent());
        record.other_jobs.extend(jobs.map(|(_, job)| job));
        true
    }

    /// The log has been read to its end, and does not have the submission as accepted.
    fn end_scan(&self, record: &mut JobRecord) -> Next {
        let found_failed = record.look_up.found_failed;
        record.look_up.end_scan(self.now(), self.settle_time);
        if !record.look_up.is_settled(self.settle_time) {
            self.enter_unknown(record);
            return Next::Again { after: record.look_up.next_delay(self.settle_time) };
        }
        if self.age(record).is_some_and(|age| age + CLOCK_MARGIN > LogQuery::REACH) {
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
