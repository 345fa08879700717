//! Looks for a submission in the service's log.

use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::{Client, ClientRequestId, Error, Job, read, retry::until_answered, trace};

/// The most rows that a page has.
const PAGE: i64 = 100;

/// More pages than this are not read.
const MOST_PAGES: usize = 1000;

/// The log shows 92 days at most.
const REACH_HOURS: u64 = 92 * 24;

/// Where nobody knows when a submission was sent, it is looked for this far back.
const UNKNOWN_AGE: Duration = Duration::from_secs(24 * 3600);

/// What is not in the log after this time is taken not to have been accepted. The service promises
/// nothing; this is a guess on the safe side.
const SETTLED: Duration = Duration::from_secs(15 * 60);

const ATTEMPTS: u32 = 5;

/// What the service's log says of a submission.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Submission {
    /// It is in the log.
    Found(LogEntry),
    /// It is not in the log, and was sent more than 15 minutes ago. So it has very likely not been
    /// accepted; the service does not promise when a row appears.
    NotFound,
    /// It is not in the log, which may not be complete yet: it was sent less than 15 minutes ago, or
    /// nobody knows when. Ask again later.
    NotYetKnowable,
}

/// A row of the service's log.
#[derive(Clone, Debug, PartialEq)]
pub struct LogEntry {
    body: Value,
}

impl LogEntry {
    /// The job that the request made, to be waited for.
    pub fn job(&self) -> Option<Job> {
        Some(Job::logged(self.text("inference_id")?, self.text("client_request_id")))
    }

    /// Whether the service lists the request as failed. It costs nothing then, and there is no
    /// video to wait for.
    pub fn is_failed(&self) -> bool {
        self.text("status") == Some("failed")
    }

    /// When the request was made, as the service writes it: ISO 8601, UTC.
    pub fn created(&self) -> Option<&str> {
        self.text("created")
    }

    /// The model, as the log names it.
    pub fn model(&self) -> Option<&str> {
        self.text("model")
    }

    /// Credits that it cost so far. 1 USD is 2,000,000 credits.
    pub fn credits_used(&self) -> Option<f64> {
        self.body["cost"]["credits"].as_f64()
    }

    /// US dollars that it cost so far.
    pub fn usd_spent(&self) -> Option<f64> {
        self.body["cost"]["usd"].as_f64()
    }

    /// The whole row.
    pub fn body(&self) -> &Value {
        &self.body
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.body[name].as_str().filter(|text| !text.is_empty())
    }
}

impl Client {
    /// Looks for a submission of which it is not known whether it was accepted, in the service's
    /// log (`GET /v2/logs`).
    ///
    /// The log is written some time after the request, and says nothing of what it does not hold
    /// yet. A [random](ClientRequestId::random) name tells when it was made, so that an old
    /// submission that is not there can be told from a young one. One of your own does not: it is
    /// looked for in the last 24 hours, and never [`NotFound`](Submission::NotFound); tell when it
    /// was sent to [`find_submission_since`](Self::find_submission_since).
    ///
    /// ```no_run
    /// use aimlapi_kling::{Client, Submission, types::V1_6StandardTextToVideo};
    ///
    /// # async fn doc(client: Client) -> Result<(), aimlapi_kling::Error> {
    /// let request = V1_6StandardTextToVideo::new("A lighthouse in a storm");
    /// let job = match client.submit(request).await {
    ///     Err(error) if error.is_submission_unknown() => {
    ///         let name = error.client_request_id().expect("an error of a submission has one");
    ///         match client.find_submission(name).await? {
    ///             Submission::Found(entry) if !entry.is_failed() => entry.job(),
    ///             _ => None, // ask again in some minutes
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
    /// Those of [`retrieve`](Self::retrieve); passing ones after five attempts a page. The service
    /// takes 200 requests a minute, and answers 100 rows to each.
    pub async fn find_submission(&self, name: &ClientRequestId) -> Result<Submission, Error> {
        self.find(name, name.made_at()).await
    }

    /// Looks for a submission that was sent at this time or later.
    ///
    /// # Errors
    ///
    /// Those of [`find_submission`](Self::find_submission).
    pub async fn find_submission_since(
        &self,
        name: &ClientRequestId,
        sent: SystemTime,
    ) -> Result<Submission, Error> {
        self.find(name, Some(sent)).await
    }

    async fn find(&self, name: &ClientRequestId, sent: Option<SystemTime>) -> Result<Submission, Error> {
        let age = sent.map(|sent| SystemTime::now().duration_since(sent).unwrap_or_default());
        let period = period(age.unwrap_or(UNKNOWN_AGE));
        let search = self.search(name, &period);
        let found = trace::spanned!(search, "find_submission", client_request_id = %name).await?;
        Ok(match found {
            Some(entry) => Submission::Found(entry),
            None if age.is_some_and(|age| age >= SETTLED) => Submission::NotFound,
            None => Submission::NotYetKnowable,
        })
    }

    /// The row of that name; one that succeeded before one that failed, for a submission that was
    /// refused may have been sent again under its name.
    async fn search(&self, name: &ClientRequestId, period: &str) -> Result<Option<LogEntry>, Error> {
        let (mut offset, mut failed) = (0, None);
        for _ in 0..MOST_PAGES {
            let page = self.page(offset, period).await?;
            let rows = page["data"].as_array().map(Vec::as_slice).unwrap_or_default();
            let named = rows.iter().filter(|row| row["client_request_id"] == name.as_str());
            let named = named.map(|row| LogEntry { body: row.clone() });
            let (refused, made): (Vec<_>, Vec<_>) = named.partition(LogEntry::is_failed);
            if let Some(entry) = made.into_iter().next() {
                return Ok(Some(entry));
            }
            failed = failed.or_else(|| refused.into_iter().next());
            if rows.is_empty() || page["pagination"]["has_more"] == false {
                return Ok(failed);
            }
            offset += rows.len() as i64;
        }
        Err(Error::configuration(format!(
            "the log has more than {MOST_PAGES} pages since then, and {name} is not in the first ones"
        )))
    }

    /// Rows from `offset` on. Reading may be repeated without harm.
    async fn page(&self, offset: i64, period: &str) -> Result<Value, Error> {
        let read = || async {
            let outcome = self.raw.list_requests(Some(PAGE), Some(offset), Some(period)).await;
            read::logged(outcome, self.key()).await
        };
        until_answered(ATTEMPTS, period, Error::is_transient, read).await
    }
}

/// A window that holds a request of this age, with an hour for clocks that differ.
fn period(age: Duration) -> String {
    format!("{}h", (age.as_secs() / 3600 + 2).min(REACH_HOURS))
}
