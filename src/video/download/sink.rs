//! What the bytes of a video are written to.

use crate::{
    error::Error,
    video::{
        Written,
        partial_file::{MissingRange, Origin},
    },
};

/// What a download writes to. It knows which bytes it has, so that an interrupted download resumes behind them.
pub(in crate::video) trait Sink: Send {
    /// The number of bytes since the last start.
    fn len(&self) -> u64;

    /// The size of the whole video in bytes, if it is known.
    fn length(&self) -> Option<u64>;

    /// The number of bytes that are known to be equal to those of the host.
    fn received(&self) -> u64;

    /// Whether a whole that is not the video may consist of parts of two files, so that starting over may help.
    fn may_be_mixed(&self) -> bool;

    /// The range to request next, or `None` if the whole video must be requested.
    fn missing_range(&mut self) -> impl Future<Output = Result<Option<MissingRange>, Error>> + Send;

    /// Starts with the first byte of a video.
    fn start_over(&mut self, origin: Origin) -> impl Future<Output = Result<(), Error>> + Send;

    /// Appends the next bytes from the host. Returns `false` if they belong to another file than those before.
    fn append(&mut self, bytes: &[u8]) -> impl Future<Output = Result<bool, Error>> + Send;

    /// Whether the bytes are a complete MP4 or MOV file.
    fn is_complete_mp4(&mut self) -> impl Future<Output = Result<bool, Error>> + Send;

    /// The algorithm of the first checksum of the host that the bytes do not have.
    fn wrong_checksum(&mut self) -> impl Future<Output = Result<Option<&'static str>, Error>> + Send;

    /// Completes the download.
    fn finish(&mut self) -> impl Future<Output = Result<Written, Error>> + Send;

    /// Forgets the bytes, because the host has another file now.
    fn discard(&mut self);

    /// Keeps the bytes after an error if a later download can resume from them, and adds that to the error.
    fn keep_for_resume(&mut self, error: Error) -> Error;
}
