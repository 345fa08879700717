//! The finished video and its download.

mod checksum;
mod container;
mod download;
mod downloaded;
mod output_file;
mod partial_file;
mod writer_sink;
mod written;

pub use download::Download;
pub use downloaded::Downloaded;
pub use output_file::OutputFile;
pub use written::Written;

pub(crate) use download::redirect_policy;

use std::fmt;

use tokio::io::AsyncWrite;

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

    /// Downloads the video into memory, if it has at most `max_size` bytes.
    ///
    /// ```no_run
    /// # async fn doc(video: aimlapi_kling::Video) -> Result<(), aimlapi_kling::Error> {
    /// let bytes = video.bytes(100 * 1024 * 1024).await?;
    /// println!("{} bytes", bytes.len());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`write_to`](Self::write_to). [`is_download`](Error::is_download) also if the video is larger.
    pub async fn bytes(&self, max_size: u64) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        self.download_into(&mut bytes).max_size(max_size).send().await?;
        Ok(bytes)
    }

    /// Downloads the video to a writer: a connection, the body of an upload, standard output. What was written is
    /// the video only if there is no error; see [`Download::send`](Download#method.send-1).
    ///
    /// ```no_run
    /// # async fn doc(video: aimlapi_kling::Video) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut connection = tokio::net::TcpStream::connect("storage.example:9000").await?;
    /// let written = video.write_to(&mut connection).await?;
    /// println!("{} bytes, SHA-256 {}", written.bytes(), written.sha256_hex());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`Download::send`](Download#method.send-1).
    pub async fn write_to(&self, writer: impl AsyncWrite + Unpin + Send) -> Result<Written, Error> {
        self.download_into(writer).send().await
    }

    /// Creates a download to a writer with other settings.
    pub fn download_into<W: AsyncWrite + Unpin + Send>(&self, writer: W) -> Download<'_, W> {
        Download::new(self, writer)
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
