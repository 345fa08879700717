//! Submitting a job and waiting for its video, in one call.

use std::pin::Pin;

use super::{Client, Progress, WaitPolicy};
use crate::{
    error::Error,
    job::{ClientRequestId, Job},
    request::Request,
    video::Video,
};

type OnSubmitted<'a> = Box<dyn FnOnce(&Job) + Send + 'a>;
type OnProgress<'a> = Box<dyn FnMut(&Progress<'_>) + Send + 'a>;

impl Client {
    /// Submits a job and waits for its video.
    ///
    /// Await the returned value, or change its settings before. The job is submitted once. If waiting ends
    /// early, the error contains the [job](Error::job), and [`Client::wait`] continues from there.
    ///
    /// If the future is dropped before it completes, by a timeout or `select!`, the job continues and is
    /// charged. To get its video nevertheless, store the job in
    /// [`on_submitted`](Generate::on_submitted); to find a job that was accepted before that call, set a
    /// [`client_request_id`](Generate::client_request_id) and store it beforehand.
    ///
    /// ```no_run
    /// use aimlapi_kling::{Client, ClientRequestId, types::V1_6StandardTextToVideo};
    ///
    /// # async fn doc(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let id: ClientRequestId = "order-4711".parse()?;
    /// let video = client
    ///     .generate(V1_6StandardTextToVideo::new("A lighthouse in a storm"))
    ///     .client_request_id(&id)
    ///     .on_submitted(|job| println!("{}", serde_json::json!(job)))
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`submit`](Self::submit) and [`wait`](Self::wait).
    pub fn generate(&self, request: impl Into<Request>) -> Generate<'_> {
        Generate {
            client: self,
            request: request.into(),
            client_request_id: None,
            wait_policy: None,
            on_submitted: Box::new(|_| {}),
            on_progress: Box::new(|_| {}),
        }
    }
}

/// A job that is submitted and waited for when this value is awaited. See [`Client::generate`].
#[must_use = "the job is submitted when this is awaited"]
pub struct Generate<'a> {
    client: &'a Client,
    request: Request,
    client_request_id: Option<ClientRequestId>,
    wait_policy: Option<WaitPolicy>,
    on_submitted: OnSubmitted<'a>,
    on_progress: OnProgress<'a>,
}

impl<'a> Generate<'a> {
    /// Sets the client request id, with which [`Client::find_submission`] finds the job; a
    /// [random](ClientRequestId::random) one by default.
    pub fn client_request_id(mut self, id: &ClientRequestId) -> Self {
        self.client_request_id = Some(id.clone());
        self
    }

    /// Sets the wait policy; that of the client by default.
    pub fn wait_policy(mut self, policy: WaitPolicy) -> Self {
        self.wait_policy = Some(policy);
        self
    }

    /// Sets a callback for the submitted job, which is called before the first poll.
    pub fn on_submitted(mut self, on_submitted: impl FnOnce(&Job) + Send + 'a) -> Self {
        self.on_submitted = Box::new(on_submitted);
        self
    }

    /// Sets a callback for the result of each poll.
    pub fn on_progress(mut self, on_progress: impl FnMut(&Progress<'_>) + Send + 'a) -> Self {
        self.on_progress = Box::new(on_progress);
        self
    }

    async fn run(self) -> Result<Video, Error> {
        let Self { client, request, client_request_id, wait_policy, on_submitted, on_progress } = self;
        let _in_flight = client.limits.job().await;
        let id = client_request_id.unwrap_or_else(ClientRequestId::random);
        let job = client.submit_as(&id, request).await?;
        on_submitted(&job);
        let policy = wait_policy.unwrap_or_else(|| client.wait_policy.clone());
        client.wait_with(&job, &policy, on_progress).await
    }
}

impl<'a> IntoFuture for Generate<'a> {
    type Output = Result<Video, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
