//! Downloading a video to a file, with resumption after interruptions, stalls, crashes and expired URLs.

mod attempt_error;
mod response;
mod source;
mod stall_timer;
mod transfer;

pub(crate) use source::redirect_policy;

use std::time::Duration;

use super::{Downloaded, OutputFile, Video};
use crate::{client::trace, error::Error};
use transfer::Transfer;

/// Called with the bytes on disk and the total number of bytes, if it is known.
type OnProgress<'a> = Box<dyn FnMut(u64, Option<u64>) + Send + 'a>;

/// A download that has not been started.
///
/// ```no_run
/// use std::time::Duration;
///
/// # async fn doc(video: aimlapi_kling::Video) -> Result<(), aimlapi_kling::Error> {
/// let downloaded = video
///     .download("lighthouse.mp4")
///     .overwrite(true)
///     .stall_timeout(Duration::from_secs(10))
///     .on_progress(|bytes, total| println!("{bytes} of {total:?}"))
///     .send()
///     .await?;
/// println!("{} bytes in {}", downloaded.bytes(), downloaded.path().display());
/// # Ok(())
/// # }
/// ```
#[must_use = "the download starts with `send`"]
pub struct Download<'a> {
    video: &'a Video,
    output: OutputFile,
    stall_timeout: Duration,
    max_size: u64,
    max_retries: u32,
    on_progress: OnProgress<'a>,
}

impl<'a> Download<'a> {
    pub(super) fn new(video: &'a Video, output: OutputFile) -> Self {
        Self {
            video,
            output,
            stall_timeout: Duration::from_secs(30),
            max_size: 1024 * 1024 * 1024,
            max_retries: 5,
            on_progress: Box::new(|_, _| {}),
        }
    }

    /// Sets whether an existing file is replaced, as [`OutputFile::overwrite`] does.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.output = self.output.overwrite(overwrite);
        self
    }

    /// Sets the time within which at least 16 KiB must arrive; 30 s by default. Otherwise the connection is
    /// considered interrupted. The download as a whole has no timeout.
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.stall_timeout = timeout;
        self
    }

    /// Sets the maximum size of the video in bytes; 1 GiB by default.
    pub fn max_size(mut self, bytes: u64) -> Self {
        self.max_size = bytes;
        self
    }

    /// Sets how many consecutive transient errors are retried; 5 by default, 0 for no retries. An interrupted
    /// download can be resumed later.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Sets a callback for the number of bytes on disk and the total number of bytes, if it is known. The
    /// first number decreases only if the download starts over.
    pub fn on_progress(mut self, on_progress: impl FnMut(u64, Option<u64>) + Send + 'a) -> Self {
        self.on_progress = Box::new(on_progress);
        self
    }

    /// Downloads the video to `<name>.part` beside the output file, renames it when it is complete and synced
    /// to disk, and returns its size and its SHA-256.
    ///
    /// The video is accepted if the status is 200 or 206 and the first bytes are those of a video container.
    /// It is complete if it has the length that the host announces or, where the host announces none, if the
    /// boxes of its MP4 container are complete or its size is the one that the job reports. Checksums that the
    /// host sends are verified: `Repr-Digest`, `Content-Digest`, `Digest` and `x-goog-hash` with SHA-256,
    /// SHA-512 or MD5, and `Content-MD5`.
    ///
    /// An interrupted or stalled connection and the statuses 408, 429 and 5xx are transient: 5 consecutive
    /// ones are retried with back-off, and 16 KiB of progress reset the count. The download resumes where
    /// it was interrupted if the host proves with a validator that the file is unchanged. It also resumes
    /// after an error that mentions the partial file, after the future was dropped, and after the process
    /// ended: start the download of the same job to the same path again. The content of the partial file is
    /// then verified with the SHA-256 in `<name>.part.json`. If the host rejects the URL, the job is retrieved
    /// again for a new URL, once.
    ///
    /// # Errors
    ///
    /// - [`is_download`](Error::is_download): the output file cannot be [reserved](OutputFile::reserve) or
    ///   written, the host rejects the request, or the response is not a complete video.
    /// - [`is_transport`](Error::is_transport): the connection failed repeatedly; also
    ///   [`is_timeout`](Error::is_timeout) if it stalled.
    pub async fn send(self) -> Result<Downloaded, Error> {
        let job = self.video.job();
        let transfer = async { Transfer::start(self).await?.run().await };
        let result = trace::spanned!(transfer, "download", generation_id = job.id()).await;
        match &result {
            Ok(_downloaded) => trace::event!(info, bytes = _downloaded.bytes(), "downloaded"),
            Err(error) => trace::error(error, "download failed"),
        }
        result.map_err(|error| error.with_job(job))
    }
}
