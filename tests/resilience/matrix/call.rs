//! The calls of a client that faults are injected into.

use std::{fmt, path::Path, time::Duration};

use aimlapi_kling::{Client, Error, Job, WaitPolicy};

use super::service::ID;
use crate::support::request;

/// The client request id of every submission.
pub const CLIENT_REQUEST_ID: &str = "order-4711";

/// How often a submission is sent at most.
pub const SUBMIT_ATTEMPTS: usize = 3;

/// How many consecutive transient errors are tolerated while waiting, and while downloading.
pub const TOLERANCE: u32 = 2;
pub const DOWNLOAD_TOLERANCE: usize = 5;

/// How many redirects a download follows.
pub const MAX_REDIRECTS: usize = 5;

pub const INTERVAL: Duration = Duration::from_secs(10);
pub const DEADLINE: Duration = Duration::from_secs(120);

/// Bytes that a video may have at most: many more than it has.
const MAX_SIZE: u64 = 1024 * 1024;

/// What a call returns, as a text and the ids in it.
pub type Outcome = Result<(String, Vec<String>), Error>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    Submit,
    Retrieve,
    Wait,
    Download,
}

impl Call {
    pub const ALL: [Self; 4] = [Self::Submit, Self::Retrieve, Self::Wait, Self::Download];

    pub async fn run(self, client: &Client, target: &Path) -> Outcome {
        match self {
            Self::Submit => submit(client).await,
            Self::Retrieve => retrieve(client).await,
            Self::Wait => wait(client).await,
            Self::Download => download(client, target).await,
        }
    }
}

async fn submit(client: &Client) -> Outcome {
    let job = client.submit_as(&CLIENT_REQUEST_ID.parse().unwrap(), request()).await?;
    let ids = [Some(job.id()), job.receipt().inference_id()];
    Ok((format!("job {}", job.id()), ids.into_iter().flatten().map(str::to_owned).collect()))
}

async fn retrieve(client: &Client) -> Outcome {
    let generation = client.retrieve(&Job::from_id(ID)).await?;
    let text = format!("generation {}, status {:?}", generation.id(), generation.status().as_str());
    Ok((text, vec![generation.id().to_owned()]))
}

async fn wait(client: &Client) -> Outcome {
    let video = client.wait_with(&Job::from_id(ID), &policy(), |_| {}).await?;
    let id = video.generation().id();
    Ok((format!("video of {id}"), vec![id.to_owned()]))
}

async fn download(client: &Client, target: &Path) -> Outcome {
    let video = client.wait_with(&Job::from_id(ID), &policy(), |_| {}).await?;
    let downloaded = video.download(target).max_size(MAX_SIZE).send().await?;
    Ok((format!("{} bytes", downloaded.bytes()), vec![]))
}

/// Polls at once, then at equal intervals.
fn policy() -> WaitPolicy {
    WaitPolicy::new().interval(INTERVAL).max_retries(TOLERANCE).deadline(DEADLINE)
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Submit => "submit",
            Self::Retrieve => "retrieve",
            Self::Wait => "wait",
            Self::Download => "download",
        })
    }
}
