//! The part of a program that makes a clip from a prompt, with errors that say what the program does next.
//!
//! Copy it together with its tests, which run in milliseconds against the simulator of `aimlapi-kling`.

use std::{error, fmt, path::Path};

use aimlapi_kling::{
    Client, ClientRequestId, Error, ErrorKind, Job, OutputFile, Video, types::V1_6StandardTextToVideo,
};

/// Makes a clip and writes it to a file, which must not exist. `order` is the program's own id of the clip, which it
/// has stored before: with it, a clip that was paid for is found again.
///
/// # Errors
///
/// See [`ClipError`].
pub async fn make_clip(
    client: &Client,
    order: &ClientRequestId,
    prompt: &str,
    file: &Path,
) -> Result<(), ClipError> {
    // A file that cannot be written is found before anything is paid for.
    let output = OutputFile::new(file).reserve().await?;
    let request = V1_6StandardTextToVideo::new(prompt);
    let video = match client.generate(request).client_request_id(order).await {
        Err(error) if error.is_submission_unknown() => find_clip(client, order).await?,
        result => result?,
    };
    video.download_to(output).await?;
    Ok(())
}

/// Continues with a clip that was [`StillRunning`](ClipError::StillRunning), without paying for another one.
///
/// # Errors
///
/// See [`ClipError`].
pub async fn finish_clip(client: &Client, job: &Job, file: &Path) -> Result<(), ClipError> {
    client.wait(job).await?.download_to(file).await?;
    Ok(())
}

/// The clip of an order whose response was lost.
async fn find_clip(client: &Client, order: &ClientRequestId) -> Result<Video, ClipError> {
    let jobs = client.find_submission(order).await?.jobs();
    let job = jobs.first().ok_or_else(|| ClipError::Unknown(order.clone()))?;
    Ok(client.wait(job).await?)
}

/// Why there is no clip.
#[derive(Debug)]
#[non_exhaustive]
pub enum ClipError {
    /// The service does not make a clip from this prompt, for this reason. Nothing was paid for.
    Rejected(String),
    /// Someone has to pay in. Nothing was paid for.
    OutOfCredits,
    /// The service has too much to do. Nothing was paid for; try again later.
    Busy,
    /// The clip takes longer than the deadline of the client. Continue with [`finish_clip`].
    StillRunning(Box<Job>),
    /// It is unknown whether the clip was accepted. Look this order up again in a few minutes.
    Unknown(ClientRequestId),
    /// Something else.
    Other(Error),
}

impl From<Error> for ClipError {
    fn from(error: Error) -> Self {
        match error.kind() {
            ErrorKind::InvalidRequest | ErrorKind::GenerationFailed => {
                Self::Rejected(error.message().map_or_else(|| error.to_string(), str::to_owned))
            }
            ErrorKind::OutOfCredits => Self::OutOfCredits,
            ErrorKind::RateLimited => Self::Busy,
            ErrorKind::DeadlineExceeded => match error.job() {
                Some(job) => Self::StillRunning(Box::new(job.clone())),
                None => Self::Other(error),
            },
            _ => Self::Other(error),
        }
    }
}

impl fmt::Display for ClipError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(reason) => write!(f, "the service does not make this clip: {reason}"),
            Self::OutOfCredits => f.write_str("the account has no credits"),
            Self::Busy => f.write_str("the service has too much to do"),
            Self::StillRunning(job) => write!(f, "the clip is not ready yet: {job}"),
            Self::Unknown(order) => write!(f, "it is unknown whether {order} was accepted"),
            Self::Other(error) => error.fmt(f),
        }
    }
}

impl error::Error for ClipError {}
