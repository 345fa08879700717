//! Submitting a job: once, as far as anybody can tell.

use crate::{Client, ClientRequestId, Error, Job, Request, read, retry::until_answered, trace};

impl Client {
    /// Submits a job under a random name.
    ///
    /// It is sent again only where the service has certainly not accepted it: no connection was
    /// made, or it answered 429; then after `Retry-After`, where that is a minute at most, or after
    /// a second or two ([`submit_attempts`](crate::ClientBuilder::submit_attempts)). Dropped before
    /// it is done, it may have been accepted: [`submit_as`](Self::submit_as) takes a name that
    /// outlives it.
    ///
    /// # Errors
    ///
    /// - [`is_invalid_request`](Error::is_invalid_request): the parameters break a limit or a rule
    ///   and nothing was sent ([`violations`](Error::violations)), or the service refuses them.
    /// - [`is_unauthorized`](Error::is_unauthorized),
    ///   [`is_out_of_credits`](Error::is_out_of_credits),
    ///   [`is_rate_limited`](Error::is_rate_limited).
    /// - [`is_submission_unknown`](Error::is_submission_unknown): a timeout, a broken connection, a
    ///   5xx or an unreadable reply; the job may have been accepted, and another submission may be
    ///   charged a second time. [`find_submission`](Self::find_submission) looks for it.
    pub async fn submit(&self, request: impl Into<Request>) -> Result<Job, Error> {
        self.submit_as(&ClientRequestId::random(), request).await
    }

    /// Submits a job under a name of your own, which the service keeps in its log.
    ///
    /// # Errors
    ///
    /// Those of [`submit`](Self::submit).
    pub async fn submit_as(&self, name: &ClientRequestId, request: impl Into<Request>) -> Result<Job, Error> {
        let request = request.into();
        let checked = if self.validate { request.validate() } else { request.check_unlisted() };
        checked.map_err(Error::invalid)?;
        let sending = self.send(name, &request);
        trace::spanned!(sending, "submit", model = request.model().id(), client_request_id = %name)
            .await
            .map_err(|error| error.of_submission(name))
    }

    async fn send(&self, name: &ClientRequestId, request: &Request) -> Result<Job, Error> {
        let send = || async { read::submitted(self.create(name, request).await, self.key()).await };
        let sent = until_answered(self.submit_attempts, name.as_str(), Error::is_not_accepted, send).await;
        match &sent {
            Ok(_generation) => trace::event!(info, generation_id = _generation.id(), "submitted"),
            Err(error) => trace::fault(error, "not submitted"),
        }
        Ok(Job::new(&sent?, request.model(), name))
    }

    async fn create(&self, name: &ClientRequestId, request: &Request) -> read::Outcome {
        #[cfg(feature = "legacy")]
        if request.model().is_legacy() {
            return self.raw.create_video_legacy(Some(name.as_str()), request).await;
        }
        self.raw.create_video(Some(name.as_str()), request).await
    }
}
