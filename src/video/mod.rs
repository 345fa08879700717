//! The finished video and its download.

mod checksum;
mod container;
mod download;
mod downloaded;
mod output_file;
mod partial_file;

pub use download::Download;
pub use downloaded::Downloaded;
pub use output_file::OutputFile;

pub(crate) use download::redirect_policy;

use std::fmt;

use crate::{
    client::Client,
    error::Error,
    job::{Generation, Job, VideoFile},
    redact::redact_uri,
};

/// A finished video on the storage of the service.
#[derive(Clone)]
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

    /// Downloads the video to a new file, which is a path or a [reserved](OutputFile::reserve) output file.
    ///
    /// # Errors
    ///
    /// As for [`Download::send`].
    pub async fn download_to(&self, output: impl Into<OutputFile>) -> Result<Downloaded, Error> {
        self.download(output).send().await
    }

    /// Creates a download with other settings.
    pub fn download(&self, output: impl Into<OutputFile>) -> Download<'_> {
        Download::new(self, output.into())
    }
}

/// Shows the URL without its query, which may be a signature.
impl fmt::Debug for Video {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Video")
            .field("generation_id", &self.job.id())
            .field("url", &redact_uri(self.url()))
            .finish_non_exhaustive()
    }
}
