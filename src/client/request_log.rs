//! The request log of the service, in which a submission can be found whose response was lost.

use std::time::{Duration, SystemTime};

use super::{Client, LogEntry, LogQuery, PAGE_INTERVAL, trace};
use crate::{
    error::Error,
    job::{ClientRequestId, Job},
};

/// The number of pages after which a search ends with an error.
const MAX_PAGES: usize = 1000;

const HOUR: Duration = Duration::from_secs(3600);

/// How far back to search if the time of the submission is unknown.
const UNKNOWN_AGE: Duration = Duration::from_secs(24 * 3600);

/// How far clocks may differ.
const CLOCK_TOLERANCE: Duration = HOUR;

/// A submission that is not in the log after this time is reported as not found. The service documents no
/// delay; this is a conservative estimate.
const SETTLE_TIME: Duration = Duration::from_secs(15 * 60);

/// The result of looking up a submission in the request log.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Submission {
    /// The submission is in the log. The entries are those that succeeded, then those that failed, each from the
    /// newest to the oldest. There are several if the client request id was used for several submissions: each one
    /// that succeeded is a job of its own and is charged.
    Found(Vec<LogEntry>),
    /// The submission is not in the log and was sent more than 15 minutes ago, so it has very likely not
    /// been accepted. It is not a proof: the service does not document when a row appears.
    NotFound,
    /// The submission is not in the log, but the log may be incomplete: the submission was sent less than
    /// 15 minutes ago, more than 92 days ago, in the future by the clock of this machine or of the service, or
    /// at an unknown time. Look it up again later.
    Inconclusive,
}

impl Submission {
    /// The jobs that the submission created: none, one, or several if the client request id was used for several
    /// submissions.
    pub fn jobs(&self) -> Vec<Job> {
        let Self::Found(entries) = self else { return vec![] };
        entries.iter().filter(|entry| !entry.is_failed()).filter_map(LogEntry::job).collect()
    }
}

impl Client {
    /// Looks up a submission in the request log of the service (`GET /v2/logs`), to find out whether it
    /// was accepted.
    ///
    /// A request appears in the log some time after it was made. A [random](ClientRequestId::random) id
    /// contains the time of the submission, so the search knows whether the submission would have
    /// appeared by now. Any other id does not: the search covers the last 24 hours and never returns
    /// [`NotFound`](Submission::NotFound). Use [`find_submission_since`](Self::find_submission_since) if
    /// the time is known.
    ///
    /// ```no_run
    /// use aimlapi_kling::{Client, Submission, types::V1_6StandardTextToVideo};
    ///
    /// # async fn doc(client: Client) -> Result<(), aimlapi_kling::Error> {
    /// let request = V1_6StandardTextToVideo::new("A lighthouse in a storm");
    /// let job = match client.submit(request).await {
    ///     Err(error) if error.is_submission_unknown() => {
    ///         let id = error.client_request_id().expect("the error of a submission has one");
    ///         match client.find_submission(id).await? {
    ///             Submission::Inconclusive => None, // look it up again in a few minutes
    ///             found => found.jobs().into_iter().next(),
    ///         }
    ///     }
    ///     submitted => Some(submitted?),
    /// };
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`retrieve`](Self::retrieve); transient errors after five attempts for a page. A page has
    /// 100 rows, and the service allows 200 requests per minute.
    pub async fn find_submission(&self, id: &ClientRequestId) -> Result<Submission, Error> {
        self.find(id, id.created_at()).await
    }

    /// Looks up a submission that was sent at a known time or later.
    ///
    /// # Errors
    ///
    /// As for [`find_submission`](Self::find_submission).
    pub async fn find_submission_since(
        &self,
        id: &ClientRequestId,
        sent: SystemTime,
    ) -> Result<Submission, Error> {
        self.find(id, Some(sent)).await
    }

    async fn find(&self, id: &ClientRequestId, sent: Option<SystemTime>) -> Result<Submission, Error> {
        let age_at = |now: SystemTime| now.duration_since(sent?).ok();
        let age = age_at(SystemTime::now());
        let query = LogQuery::for_age(age.unwrap_or(UNKNOWN_AGE));
        let search = self.search(id, &query);
        let (entries, date) = trace::spanned!(search, "find_submission", client_request_id = %id).await?;
        // A wrong clock must not turn a submission that is too recent or too old into one that was not accepted.
        let settled = SETTLE_TIME..=query.reach().unwrap_or_default().saturating_sub(CLOCK_TOLERANCE);
        let is_settled = |age: Option<Duration>| age.is_some_and(|age| settled.contains(&age));
        Ok(match date {
            _ if !entries.is_empty() => Submission::Found(entries),
            Some(date) if !is_settled(age_at(date)) => Submission::Inconclusive,
            _ if is_settled(age) => Submission::NotFound,
            _ => Submission::Inconclusive,
        })
    }

    /// The rows with this client request id, and when the server sent the first page.
    async fn search(
        &self,
        id: &ClientRequestId,
        query: &LogQuery,
    ) -> Result<(Vec<LogEntry>, Option<SystemTime>), Error> {
        let (mut offset, mut date, mut entries) = (0, None, Vec::new());
        for number in 0..MAX_PAGES {
            if number > 0 {
                tokio::time::sleep(PAGE_INTERVAL).await;
            }
            let page = self.log_page(query, offset).await?;
            date = date.or(page.date);
            let next = page.next_offset(offset);
            for entry in page.entries.into_iter().filter(|entry| entry.is_of(id)) {
                // A row is on two pages if others were added in the meantime.
                if !entries.contains(&entry) {
                    entries.push(entry);
                }
            }
            let Some(next) = next else {
                entries.sort_by_key(LogEntry::is_failed);
                return Ok((entries, date));
            };
            offset = next;
        }
        if !entries.is_empty() {
            return Ok((entries, date));
        }
        Err(Error::configuration(format!(
            "the request log has more than {MAX_PAGES} pages since then, and the first ones do not contain {id}"
        )))
    }
}
