//! What to do when it is unknown whether a submission was accepted: the connection was interrupted, say, before the
//! response arrived. Submitting again could be charged twice.

use aimlapi_kling::{
    Client, ClientRequestId, Error, ErrorKind, Job, Request, Submission, types::V1_6StandardTextToVideo,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    // A real program stores the id before it submits, so that it survives the process.
    let id = ClientRequestId::random();
    let request = V1_6StandardTextToVideo::new("A lighthouse in a storm");
    match submit_once(&Client::from_env()?, &id, request.into()).await? {
        Some(job) => println!("accepted as {job}"),
        None => println!("still unknown; look up {id} again in a few minutes"),
    }
    Ok(())
}

/// Submits a request, and finds its job even if the response is lost. Returns `None` if it remains unknown whether
/// there is a job.
pub async fn submit_once(
    client: &Client,
    id: &ClientRequestId,
    request: Request,
) -> Result<Option<Job>, Error> {
    let error = match client.submit_as(id, request).await {
        Ok(job) => return Ok(Some(job)),
        Err(error) => error,
    };
    if error.kind() != ErrorKind::SubmissionUnknown {
        return Err(error); // certainly not accepted
    }
    // The response may name the job although it is an error. Retrieving a job costs nothing.
    for job in error.possible_jobs() {
        if client.retrieve(job).await.is_ok() {
            return Ok(Some(job.clone()));
        }
    }
    match client.find_submission(id).await? {
        Submission::Found(entries) => {
            Ok(entries.iter().find(|entry| !entry.is_failed()).and_then(|entry| entry.job()))
        }
        // Neither proves that the submission was not accepted: the log may be behind.
        _ => Ok(None),
    }
}
