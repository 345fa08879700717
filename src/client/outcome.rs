//! The outcome of a submission, as one value.

use crate::{error::Error, job::Job};

/// The outcome of a submission that was sent once.
///
/// ```
/// # async fn doc(client: aimlapi_kling::Client) -> Result<(), aimlapi_kling::Error> {
/// use aimlapi_kling::{ClientRequestId, SubmitOutcome, types::V1_6StandardTextToVideo};
///
/// let request = V1_6StandardTextToVideo::new("A lighthouse in a storm");
/// match client.submit_as(&ClientRequestId::random(), request).await.into() {
///     SubmitOutcome::Accepted(job) => println!("submitted as {job}"),
///     SubmitOutcome::NotAccepted(error) => println!("not sent or not accepted, send it later: {error}"),
///     SubmitOutcome::Refused(error) => println!("rejected, not charged: {error}"),
///     SubmitOutcome::Unknown(error) => println!("look it up before anything else: {error}"),
///     _ => unreachable!("there is no other outcome in this version"),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum SubmitOutcome {
    /// The service has accepted the request.
    Accepted(Job),
    /// The service has certainly not accepted the request, and the same request may be accepted later: no
    /// connection was established, the rate limit was exceeded (429), the account is out of credits or the
    /// request is not allowed for another reason (403), or the key is invalid (401).
    NotAccepted(Error),
    /// The service has rejected the request, or it was not sent because it is invalid. The same request would
    /// be rejected again.
    Refused(Error),
    /// The service may have accepted the request.
    Unknown(Error),
}

impl From<Result<Job, Error>> for SubmitOutcome {
    fn from(result: Result<Job, Error>) -> Self {
        match result {
            Ok(job) => Self::Accepted(job),
            Err(error) if error.is_submission_unknown() => Self::Unknown(error),
            Err(error) if error.is_not_accepted() || error.is_forbidden() || error.is_unauthorized() => {
                Self::NotAccepted(error)
            }
            Err(error) => Self::Refused(error),
        }
    }
}
