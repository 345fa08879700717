//! The video's way to the disk, which survives breaks, stalls, kills and expired addresses.

mod fault;
mod name;
mod pace;
mod part;
mod patience;
mod reply;
mod source;
mod transfer;

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{Error, Video, trace};
use transfer::Transfer;

/// Called with the bytes on disk, and the bytes there are in all, where that is known.
type OnProgress<'a> = Box<dyn FnMut(u64, Option<u64>) + Send + 'a>;

/// A download to be sent.
///
/// ```no_run
/// use std::time::Duration;
///
/// # async fn doc(video: aimlapi_kling::Video) -> Result<(), aimlapi_kling::Error> {
/// let bytes = video
///     .download("lighthouse.mp4")
///     .overwrite(true)
///     .stall_timeout(Duration::from_secs(10))
///     .on_progress(|bytes, total| println!("{bytes} of {total:?}"))
///     .send()
///     .await?;
/// # let _ = bytes;
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is downloaded before `send`"]
pub struct Download<'a> {
    video: &'a Video,
    path: PathBuf,
    overwrite: bool,
    stall_timeout: Duration,
    max_size: u64,
    on_progress: OnProgress<'a>,
}

impl<'a> Download<'a> {
    pub(crate) fn new(video: &'a Video, path: &Path) -> Self {
        Self {
            video,
            path: path.to_owned(),
            overwrite: false,
            stall_timeout: Duration::from_secs(30),
            max_size: 1024 * 1024 * 1024,
            on_progress: Box::new(|_, _| {}),
        }
    }

    /// Whether a file of that name may be replaced. Off by default.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// Time in which at least 16 KiB must come, or the connection counts as broken; 30 s by
    /// default. The download as a whole has no limit.
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.stall_timeout = timeout;
        self
    }

    /// The most bytes that the video may have; 1 GiB by default.
    pub fn max_size(mut self, bytes: u64) -> Self {
        self.max_size = bytes;
        self
    }

    /// Is called with the bytes on disk so far, and the bytes there are in all, where that is
    /// known. The first number falls only when the download has to begin again.
    pub fn on_progress(mut self, on_progress: impl FnMut(u64, Option<u64>) + Send + 'a) -> Self {
        self.on_progress = Box::new(on_progress);
        self
    }

    /// Receives the video into `<name>.part` beside the target, and gives it its name when it is
    /// complete and synced. Answers its size in bytes.
    ///
    /// A broken or stalled connection, and a host that answers 408, 429 or 5xx, are borne 5 times
    /// in a row with growing pauses; 16 KiB of progress end the row. What is there is kept and
    /// gone on with where the host can prove that it still has the same file. So it is after an
    /// error whose text says so, after dropping the future, and after the end of the process: the
    /// next download of the same job to the same path goes on. An address that the host refuses is
    /// asked for anew, once.
    ///
    /// # Errors
    ///
    /// - [`is_download`](Error::is_download): the file exists already or cannot be written, the
    ///   host refuses, the answer is no video, or it is longer or shorter than announced or allowed.
    /// - [`is_transport`](Error::is_transport): the connection failed time and again; also
    ///   [`is_timeout`](Error::is_timeout) where it stalled.
    pub async fn send(self) -> Result<u64, Error> {
        let id = self.video.generation().id();
        let transfer = Transfer::new(self).run();
        let outcome = trace::spanned!(transfer, "download", generation_id = id).await;
        match &outcome {
            Ok(_bytes) => trace::event!(info, bytes = _bytes, "downloaded"),
            Err(error) => trace::fault(error, "not downloaded"),
        }
        outcome.map_err(|error| error.with_generation_id(id))
    }
}

fn cannot(what: &str, path: &Path, error: io::Error) -> Error {
    Error::download(format!("cannot {what} {}: {error}", path.display())).with_source(error)
}
