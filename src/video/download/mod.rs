//! Downloading a video to a file or a writer, with resumption after interruptions, stalls, crashes and expired URLs.

mod attempt_error;
mod response;
mod sink;
mod source;
mod stall_timer;
mod transfer;

pub(in crate::video) use sink::Sink;
pub(crate) use source::redirect_policy;

use std::time::Duration;

use tokio::io::AsyncWrite;

use super::{Downloaded, OutputFile, Video, Written, writer_sink::WriterSink};
use crate::{
    client::{MAX_RETRIES, trace},
    error::Error,
};
use transfer::Transfer;

/// Called with the number of bytes so far and the total number of bytes, if it is known.
type OnProgress<'a> = Box<dyn FnMut(u64, Option<u64>) + Send + 'a>;

/// A download that has not been started: to an output file, or to a writer of type `T`.
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
pub struct Download<'a, T = OutputFile> {
    video: &'a Video,
    target: T,
    settings: Settings<'a>,
}

struct Settings<'a> {
    stall_timeout: Duration,
    max_size: u64,
    max_retries: u32,
    on_progress: OnProgress<'a>,
}

impl<'a, T> Download<'a, T> {
    pub(super) fn new(video: &'a Video, target: T) -> Self {
        let settings = Settings {
            stall_timeout: Duration::from_secs(30),
            max_size: 1024 * 1024 * 1024,
            max_retries: MAX_RETRIES,
            on_progress: Box::new(|_, _| {}),
        };
        Self { video, target, settings }
    }

    /// Sets the time within which at least 16 KiB must arrive; 30 s by default. Otherwise the connection is
    /// considered interrupted. The download as a whole has no timeout.
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.settings.stall_timeout = timeout;
        self
    }

    /// Sets the maximum size of the video in bytes; 1 GiB by default.
    pub fn max_size(mut self, bytes: u64) -> Self {
        self.settings.max_size = bytes;
        self
    }

    /// Sets how many consecutive transient errors are retried; 5 by default, 0 for no retries. An interrupted
    /// download can be resumed later.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.settings.max_retries = retries;
        self
    }

    /// Sets a callback for the number of bytes so far and the total number of bytes, if it is known. The
    /// first number decreases only if the download starts over.
    pub fn on_progress(mut self, on_progress: impl FnMut(u64, Option<u64>) + Send + 'a) -> Self {
        self.settings.on_progress = Box::new(on_progress);
        self
    }

    async fn run<S: Sink>(
        video: &'a Video,
        settings: Settings<'a>,
        open: impl Future<Output = Result<S, Error>>,
    ) -> Result<Written, Error> {
        let job = video.job();
        let transfer = async { Transfer::new(video, settings, open.await?).run().await };
        let result = trace::spanned!(transfer, "download", generation_id = job.id()).await;
        match &result {
            Ok(_written) => trace::event!(info, bytes = _written.bytes(), "downloaded"),
            Err(error) => trace::error(error, "download failed"),
        }
        result.map_err(|error| error.with_job(job))
    }
}

impl Download<'_> {
    /// Sets whether an existing file is replaced, as [`OutputFile::overwrite`] does.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.target = self.target.overwrite(overwrite);
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
        let Self { video, target, settings } = self;
        let path = target.path().to_owned();
        let open = async {
            let mut partial = target.into_reserved().await?;
            partial.resume(video.job().id()).await?;
            Ok(partial)
        };
        let written = Self::run(video, settings, open).await?;
        Ok(Downloaded::new(path, written))
    }
}

impl<W: AsyncWrite + Unpin + Send> Download<'_, W> {
    /// Downloads the video to the writer, flushes it, and returns the size and the SHA-256 of the video.
    ///
    /// The video is verified as a download [to a file](Download::send) is, and transient errors are retried in the
    /// same way. Beyond the beginning, by which a video is recognized, nothing of it is kept in memory. What the
    /// download has written is the video only after it has returned the size: length and checksums
    /// are known at the end. If writing is slow, the download is slow; that time does not count for the
    /// [`stall_timeout`](Self::stall_timeout).
    ///
    /// A writer cannot offer everything that a file does:
    ///
    /// - An interrupted download resumes where it was interrupted, but only within this call. After an error, or if
    ///   the future was dropped, download to an empty writer again.
    /// - What was written cannot be taken back. If the host sends the whole video again, because it
    ///   does not support ranges, the beginning is compared by its SHA-256 and not written again. If it differs, or
    ///   if the checksums of a resumed video differ, the download fails instead of starting over.
    /// - A resumed download relies on the validator of the host. It does not request the last 64 KiB again to
    ///   compare them.
    ///
    /// ```no_run
    /// # async fn doc(video: aimlapi_kling::Video) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut connection = tokio::net::TcpStream::connect("storage.example:9000").await?;
    /// let written = video.download_into(&mut connection).max_size(200 * 1024 * 1024).send().await?;
    /// println!("{} bytes, SHA-256 {}", written.bytes(), written.sha256_hex());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// - [`is_download`](Error::is_download): the writer fails, the host rejects the request, the response is
    ///   not a complete video, or the host has another video than before.
    /// - [`is_transport`](Error::is_transport): the connection failed repeatedly; also
    ///   [`is_timeout`](Error::is_timeout) if it stalled.
    pub async fn send(self) -> Result<Written, Error> {
        let Self { video, target, settings } = self;
        Self::run(video, settings, async { Ok(WriterSink::new(target)) }).await
    }
}
