//! The finished video and its download.

mod download;

pub use download::Download;

use std::path::Path;

use crate::{
    client::Client,
    error::Error,
    job::{Generation, Job, VideoFile},
};

/// A finished video on the storage of the service.
#[derive(Clone, Debug)]
pub struct Video {
    client: Client,
    job: Job,
    generation: Generation,
    file: VideoFile,
}

impl Video {
    pub(crate) fn new(client: Client, job: Job, generation: Generation, file: VideoFile) -> Self {
        Self { client, job, generation, file }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    pub(crate) fn job(&self) -> &Job {
        &self.job
    }

    /// The URL of the video. It is fetched without the API key, and expires: after about 30 days, or sooner.
    pub fn url(&self) -> &str {
        self.file.url()
    }

    /// What the service reports about the file.
    pub fn file(&self) -> &VideoFile {
        &self.file
    }

    /// The final state of the job.
    pub fn generation(&self) -> &Generation {
        &self.generation
    }

    /// Downloads the video to a new file, and returns its size in bytes.
    ///
    /// # Errors
    ///
    /// As for [`Download::send`].
    pub async fn download_to(&self, path: impl AsRef<Path>) -> Result<u64, Error> {
        self.download(path).send().await
    }

    /// Creates a download with other settings.
    pub fn download(&self, path: impl AsRef<Path>) -> Download<'_> {
        Download::new(self, path.as_ref())
    }
}
