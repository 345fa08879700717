//! Reads the request log, page by page.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use futures_util::{Stream, TryStreamExt as _, stream};

use super::{
    Client, LogEntry, LogQuery, RequestKind,
    decode::{self, LogPage},
    response::send,
    retry::{QUERY_ATTEMPTS, retry},
};
use crate::{error::Error, job::ClientRequestId};

/// The service allows 200 requests for the log a minute.
pub(crate) const PAGE_INTERVAL: Duration = Duration::from_millis(300);

impl Client {
    /// Reads the request log of the service (`GET /v2/logs`), from the newest row to the oldest.
    ///
    /// A page of 100 rows is requested when it is needed, and at most 200 pages a minute, as the service allows. Rows
    /// that move to the next page because new ones were added are returned once.
    ///
    /// ```no_run
    /// use std::{pin::pin, time::Duration};
    /// use aimlapi_kling::{Client, LogQuery};
    /// use futures_util::TryStreamExt as _;
    ///
    /// # async fn doc(client: Client) -> Result<(), aimlapi_kling::Error> {
    /// let query = LogQuery::last(Duration::from_secs(24 * 3600)).succeeded();
    /// let mut rows = pin!(client.request_log(query));
    /// while let Some(row) = rows.try_next().await? {
    ///     println!("{:?} {:?} {:?} USD", row.created(), row.model_id(), row.usd_spent());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`retrieve`](Self::retrieve); transient errors after five attempts for a page.
    pub fn request_log(&self, query: LogQuery) -> impl Stream<Item = Result<LogEntry, Error>> + Send + use<> {
        let pages = self.log_pages(query);
        pages.map_ok(|entries| stream::iter(entries.into_iter().map(Ok))).try_flatten()
    }

    /// Looks up many submissions with one scan of the request log.
    ///
    /// Returns the rows of each client request id that is in the log: first those that succeeded, each of which is a
    /// job, then those that failed. An id without rows may have been accepted nevertheless: see
    /// [`find_submission`](Self::find_submission) for when the log is complete.
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use aimlapi_kling::{Client, ClientRequestId, LogEntry, LogQuery};
    ///
    /// # async fn doc(client: Client, ids: Vec<ClientRequestId>) -> Result<(), aimlapi_kling::Error> {
    /// let found = client.find_submissions(&ids, LogQuery::last(Duration::from_secs(3600))).await?;
    /// for (id, rows) in found {
    ///     println!("{id}: {:?}", rows.iter().find_map(LogEntry::job));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`request_log`](Self::request_log).
    pub async fn find_submissions<'a>(
        &self,
        ids: impl IntoIterator<Item = &'a ClientRequestId>,
        query: LogQuery,
    ) -> Result<HashMap<ClientRequestId, Vec<LogEntry>>, Error> {
        let ids: HashSet<_> = ids.into_iter().collect();
        let mut found = HashMap::<_, Vec<_>>::new();
        let mut pages = std::pin::pin!(self.log_pages(query));
        while let Some(entries) = pages.try_next().await? {
            for entry in entries {
                if let Some(id) = entry.client_request_id().filter(|id| ids.contains(id)) {
                    found.entry(id).or_default().push(entry);
                }
            }
        }
        for entries in found.values_mut() {
            entries.sort_by_key(LogEntry::is_failed);
        }
        Ok(found)
    }

    /// The pages, without the rows that were on the page before.
    fn log_pages(&self, query: LogQuery) -> impl Stream<Item = Result<Vec<LogEntry>, Error>> + Send + use<> {
        let client = self.clone();
        stream::try_unfold((Some(0), Vec::new()), move |(offset, previous)| {
            let (client, query) = (client.clone(), query.clone());
            async move {
                let Some(offset) = offset else { return Ok(None) };
                if offset > 0 {
                    tokio::time::sleep(PAGE_INTERVAL).await;
                }
                let page = client.log_page(&query, offset).await?;
                let next = page.next_offset(offset);
                let is_new = |entry: &&LogEntry| !previous.contains(*entry);
                let new = page.entries.iter().filter(is_new).cloned().collect::<Vec<_>>();
                Ok(Some((new, (next, page.entries))))
            }
        })
    }

    /// The page from `offset` on.
    pub(super) async fn log_page(&self, query: &LogQuery, offset: u64) -> Result<LogPage, Error> {
        let request = || self.request_log_page(query, offset);
        retry(QUERY_ATTEMPTS, self.retry_delay, "request log", Error::is_transient, request).await
    }

    /// The page from `offset` on, with one request.
    pub(crate) async fn request_log_page(&self, query: &LogQuery, offset: u64) -> Result<LogPage, Error> {
        let (limit, offset) = (LogPage::MAX_ROWS as i64, i64::try_from(offset).unwrap_or(i64::MAX));
        let (period, start, end) = (query.period(), query.start(), query.end());
        // A stray page of the log could not be recognized, and what is not found is submitted again.
        let exchange = async {
            let request = self.operations.list_requests(
                end.as_deref(),
                Some(limit),
                query.model_id(),
                Some(offset),
                period.as_deref(),
                start.as_deref(),
                query.status(),
            );
            decode::log_page(send(&self.submissions, request).await, self.key()).await
        };
        self.permit(RequestKind::Query).await.send(exchange).await
    }
}
