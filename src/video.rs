//! The finished video.

use std::path::Path;

use crate::{Client, Download, Error, Generation, Job, VideoFile};

/// A finished video.
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

    /// Where it can be fetched, without the API key. It may expire: in about 30 days, or sooner.
    pub fn url(&self) -> &str {
        self.file.url()
    }

    /// What the reply says of the file.
    pub fn file(&self) -> &VideoFile {
        &self.file
    }

    /// The job it was made by.
    pub fn generation(&self) -> &Generation {
        &self.generation
    }

    /// Downloads it to a new file; see [`download`](Self::download). Answers its size in bytes.
    ///
    /// # Errors
    ///
    /// Those of [`Download::send`].
    pub async fn download_to(&self, path: impl AsRef<Path>) -> Result<u64, Error> {
        self.download(path).send().await
    }

    /// A download with settings of its own.
    pub fn download(&self, path: impl AsRef<Path>) -> Download<'_> {
        Download::new(self, path.as_ref())
    }
}
