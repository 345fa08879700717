//! The file that a video is downloaded to.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use super::partial_file::PartialFile;
use crate::error::Error;

/// A file to download a video to.
///
/// A download reserves its output file when it starts. Reserve it before the job is submitted, and everything
/// that would prevent the download from creating the file is known before the job is paid for:
///
/// ```no_run
/// use aimlapi_kling::{Client, OutputFile, types::V1_6StandardTextToVideo};
///
/// # async fn doc(client: Client) -> Result<(), aimlapi_kling::Error> {
/// let output = OutputFile::new("lighthouse.mp4").reserve().await?;
/// let video = client.generate(V1_6StandardTextToVideo::new("A lighthouse in a storm")).await?;
/// let downloaded = video.download_to(output).await?;
/// println!("{} bytes, SHA-256 {}", downloaded.bytes(), downloaded.sha256_hex());
/// # Ok(())
/// # }
/// ```
///
/// Every path converts into an output file that is not reserved.
pub struct OutputFile {
    path: PathBuf,
    overwrite: bool,
    reserved: Option<PartialFile>,
}

impl OutputFile {
    /// An output file that is not reserved.
    pub fn new(path: impl AsRef<Path>) -> Self {
        Self { path: path.as_ref().to_owned(), overwrite: false, reserved: None }
    }

    /// Sets whether an existing regular file is replaced; `false` by default. Anything else, such as a
    /// symbolic link, a FIFO or a device, is never replaced.
    #[must_use]
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// Reserves the file: nobody else can download to it until this value is dropped, its download has ended
    /// or the process has ended.
    ///
    /// The reservation is a lock on the file `<name>.part.json` beside the output file. It is also the record
    /// of the partial file `<name>.part`, which it belongs to; see [`Download::send`](crate::Download::send).
    ///
    /// # Errors
    ///
    /// [`is_download`](Error::is_download): the file exists and is not to be replaced, cannot be created, or
    /// is reserved by another download, or `<name>.part` or `<name>.part.json` is a file of somebody else.
    pub async fn reserve(self) -> Result<Self, Error> {
        let partial = PartialFile::reserve(self.path.clone(), self.overwrite).await?;
        Ok(Self { reserved: Some(partial), ..self })
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The partial file of the reservation.
    pub(super) async fn into_reserved(self) -> Result<PartialFile, Error> {
        match self.reserved {
            Some(partial) => Ok(partial.overwriting(self.overwrite)),
            None => PartialFile::reserve(self.path, self.overwrite).await,
        }
    }
}

impl<P: AsRef<Path>> From<P> for OutputFile {
    fn from(path: P) -> Self {
        Self::new(path)
    }
}

impl fmt::Debug for OutputFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutputFile")
            .field("path", &self.path)
            .field("overwrite", &self.overwrite)
            .field("is_reserved", &self.reserved.is_some())
            .finish()
    }
}
