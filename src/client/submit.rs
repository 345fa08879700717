//! Submitting a job, at most once as far as the client knows.

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderValue};

use super::{
    Client, RequestKind, SubmitOutcome,
    decode::{self, Accepted},
    limit::RequestPermit,
    response::{RawResult, send},
    retry::retry,
    trace,
};
use crate::{
    error::Error,
    job::{ClientRequestId, Job},
    model::Target,
    request::{Request, RequestBody},
};

impl Client {
    /// Submits a job with a [random](ClientRequestId::random) client request id.
    ///
    /// The submission is retried only if the service has certainly not accepted it: no connection was
    /// established, or the service answered 429 and named no job. The delay is that of `Retry-After`, if it is at most a
    /// minute, or else grows from one second
    /// ([`submit_attempts`](crate::ClientBuilder::submit_attempts)). Every attempt has a connection of its own:
    /// on one that was used before, the server may be closing it, or a response may be on its way that belongs to
    /// an earlier request. Each attempt waits for the limits of the client:
    /// [`rate_limit`](crate::ClientBuilder::rate_limit) and
    /// [`max_concurrent_requests`](crate::ClientBuilder::max_concurrent_requests).
    ///
    /// If the future is dropped before it completes, the job may have been accepted. Use
    /// [`submit_as`](Self::submit_as) with a stored id, so that it can be found again.
    ///
    /// # Errors
    ///
    /// - [`is_invalid_request`](Error::is_invalid_request): the request has
    ///   [`violations`](Error::violations) and nothing was sent, or the service rejected it.
    /// - [`is_unauthorized`](Error::is_unauthorized),
    ///   [`is_out_of_credits`](Error::is_out_of_credits),
    ///   [`is_rate_limited`](Error::is_rate_limited).
    /// - [`is_submission_unknown`](Error::is_submission_unknown): a timeout, an interrupted connection, a
    ///   3xx or 5xx status, or a response that cannot be decoded. The job may have been accepted, and
    ///   submitting it again may be charged twice. Use [`find_submission`](Self::find_submission) and the
    ///   [`possible_jobs`](Error::possible_jobs).
    pub async fn submit(&self, request: impl Into<Request>) -> Result<Job, Error> {
        self.submit_as(&ClientRequestId::random(), request).await
    }

    /// Submits a job with a client request id of the caller, which the service stores in its request log.
    ///
    /// # Errors
    ///
    /// As for [`submit`](Self::submit).
    pub async fn submit_as(
        &self,
        client_request_id: &ClientRequestId,
        request: impl Into<Request>,
    ) -> Result<Job, Error> {
        let request = request.into();
        let target = request.target();
        let body = RequestBody::of_request_to_send(request, self.validate).await.map_err(Error::invalid)?;
        let sending = self.send(client_request_id, &target, body.into_json().into());
        trace::spanned!(sending, "submit", model = target.model_id, client_request_id = %client_request_id)
            .await
            .map_err(|error| error.with_submission(client_request_id, &target))
    }

    async fn send(&self, id: &ClientRequestId, target: &Target, body: Bytes) -> Result<Job, Error> {
        let attempt = async || {
            let permit = self.permit(RequestKind::Submission).await;
            self.attempt(permit, id, target, body.clone()).await
        };
        let result =
            retry(self.submit_attempts, self.retry_delay, id.as_str(), Error::is_not_accepted, attempt).await;
        match &result {
            Ok(_job) => trace::event!(info, generation_id = _job.id(), "submitted"),
            Err(error) => trace::error(error, "not submitted"),
        }
        result
    }

    /// Sends a request once, whatever the outcome.
    pub(crate) async fn send_once(
        &self,
        permit: RequestPermit<'_>,
        id: &ClientRequestId,
        target: &Target,
        body: Bytes,
    ) -> SubmitOutcome {
        let result = self.attempt(permit, id, target, body).await;
        result.map_err(|error| error.with_submission(id, target)).into()
    }

    async fn attempt(
        &self,
        permit: RequestPermit<'_>,
        id: &ClientRequestId,
        target: &Target,
        body: Bytes,
    ) -> Result<Job, Error> {
        let exchange = async { decode::submitted(self.create(id, target, body).await, self.key()).await };
        let Accepted { id: generation_id, receipt, ids } = permit.send(exchange).await?;
        Ok(Job::submitted(&generation_id, target, id).with_response(receipt, &ids))
    }

    async fn create(&self, id: &ClientRequestId, target: &Target, body: Bytes) -> RawResult {
        let mut request = match target.is_legacy {
            #[cfg(feature = "legacy")]
            true => self.operations.create_video_legacy(Some(id.as_str()), body),
            _ => self.operations.create_video(Some(id.as_str()), body),
        }?;
        // A body is bytes to the generated code. It is the JSON of a request.
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        send(&self.submissions, Ok(request)).await
    }
}
