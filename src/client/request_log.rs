//! The request log of the service, in which a submission can be found whose response was lost.

use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::{Client, decode, retry::retry, trace};
use crate::{
    error::Error,
    job::{ClientRequestId, Job},
};

/// The number of rows to request, the largest that the service accepts.
const PAGE_SIZE: i64 = 100;

/// The number of pages after which a search ends with an error.
const MAX_PAGES: usize = 1000;

/// The log covers 92 days.
const MAX_HOURS: u64 = 92 * 24;

/// How far back to search if the time of the submission is unknown.
const UNKNOWN_AGE: Duration = Duration::from_secs(24 * 3600);

/// A submission that is not in the log after this time is reported as not found. The service documents no
/// delay; this is a conservative estimate.
const SETTLE_TIME: Duration = Duration::from_secs(15 * 60);

const ATTEMPTS: u32 = 5;

/// The result of looking up a submission in the request log.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Submission {
    /// The submission is in the log.
    Found(LogEntry),
    /// The submission is not in the log and was sent more than 15 minutes ago, so it has very likely not
    /// been accepted. It is not a proof: the service does not document when a row appears.
    NotFound,
    /// The submission is not in the log, but the log may be incomplete: the submission was sent less than
    /// 15 minutes ago, or at an unknown time. Look it up again later.
    Inconclusive,
}

/// A row of the request log.
#[derive(Clone, Debug, PartialEq)]
pub struct LogEntry {
    body: Value,
}

impl LogEntry {
    /// The job that the request created.
    pub fn job(&self) -> Option<Job> {
        let client_request_id = self.text("client_request_id").and_then(|text| text.parse().ok());
        Some(Job::from_log(self.text("inference_id")?, client_request_id))
    }

    /// Whether the service lists the request as failed. A failed request is not charged and has no video.
    pub fn is_failed(&self) -> bool {
        self.text("status") == Some("failed")
    }

    /// When the request was made, as the service writes it (ISO 8601, UTC).
    pub fn created(&self) -> Option<&str> {
        self.text("created")
    }

    /// The id of the model, as the log has it.
    pub fn model_id(&self) -> Option<&str> {
        self.text("model")
    }

    /// The cost in credits. 1 USD is 2,000,000 credits.
    pub fn credits_used(&self) -> Option<f64> {
        self.body["cost"]["credits"].as_f64()
    }

    /// The cost in US dollars.
    pub fn usd_spent(&self) -> Option<f64> {
        self.body["cost"]["usd"].as_f64()
    }

    /// The whole row, including properties unknown to this crate.
    pub fn body(&self) -> &Value {
        &self.body
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.body[name].as_str().filter(|text| !text.is_empty())
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
    ///             Submission::Found(entry) if !entry.is_failed() => entry.job(),
    ///             _ => None, // look it up again in a few minutes
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
        let age = sent.map(|sent| SystemTime::now().duration_since(sent).unwrap_or_default());
        let period = period(age.unwrap_or(UNKNOWN_AGE));
        let search = self.search(id, &period);
        let found = trace::spanned!(search, "find_submission", client_request_id = %id).await?;
        Ok(match found {
            Some(entry) => Submission::Found(entry),
            None if age.is_some_and(|age| age >= SETTLE_TIME) => Submission::NotFound,
            None => Submission::Inconclusive,
        })
    }

    /// The row with this client request id. A row that succeeded takes precedence over one that failed,
    /// because a rejected submission may have been repeated with the same id.
    async fn search(&self, id: &ClientRequestId, period: &str) -> Result<Option<LogEntry>, Error> {
        let (mut offset, mut failed) = (0, None);
        for _ in 0..MAX_PAGES {
            let page = self.page(offset, period).await?;
            let rows = page["data"].as_array().map(Vec::as_slice).unwrap_or_default();
            let matching = rows.iter().filter(|row| row["client_request_id"] == id.as_str());
            let matching = matching.map(|row| LogEntry { body: row.clone() });
            let (rejected, accepted): (Vec<_>, Vec<_>) = matching.partition(LogEntry::is_failed);
            if let Some(entry) = accepted.into_iter().next() {
                return Ok(Some(entry));
            }
            failed = failed.or_else(|| rejected.into_iter().next());
            if rows.is_empty() || page["pagination"]["has_more"] == false {
                return Ok(failed);
            }
            offset += rows.len() as i64;
        }
        Err(Error::configuration(format!(
            "the request log has more than {MAX_PAGES} pages since then, and the first ones do not contain {id}"
        )))
    }

    /// The rows from `offset` on.
    async fn page(&self, offset: i64, period: &str) -> Result<Value, Error> {
        let read = || async {
            let result = self.operations.list_requests(Some(PAGE_SIZE), Some(offset), Some(period)).await;
            decode::log_page(result, self.key()).await
        };
        retry(ATTEMPTS, period, Error::is_transient, read).await
    }
}

/// A period that contains a request of this age, with an hour of tolerance for clock differences.
fn period(age: Duration) -> String {
    format!("{}h", (age.as_secs() / 3600 + 2).min(MAX_HOURS))
}
