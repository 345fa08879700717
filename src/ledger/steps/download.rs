//! The step that downloads the video.

use std::path::Path;

use super::{Next, StepEvent, Steps, next_after_error, poll::job_of};
use crate::{
    error::Error,
    ledger::{JobRecord, State, Store},
    video::{Downloaded, OutputFile},
};

impl Steps {
    /// Retrieves the job for a fresh URL, downloads the video to the output file, and stores what was downloaded.
    pub(super) async fn download(&self, record: &mut JobRecord, store: &impl Store) -> Result<Next, Error> {
        let next = match self.transfer(record, store).await {
            Ok(downloaded) => {
                record.succeeded();
                record.bytes = Some(downloaded.bytes());
                record.sha256 = Some(downloaded.sha256_hex());
                record.enter(State::Downloaded, self.now());
                Next::Done
            }
            Err(error) if error.is_configuration() || error.is_store() => return Err(error),
            Err(error) => {
                self.failed(record, &error);
                match error.is_download() && !error.is_transient() {
                    true => Next::CannotDownload,
                    false => next_after_error(record, &error),
                }
            }
        };
        self.save(record, store).await?;
        Ok(next)
    }

    async fn transfer(&self, record: &mut JobRecord, store: &impl Store) -> Result<Downloaded, Error> {
        let output = output_of(record).reserve().await?;
        if !record.overwrite {
            // From now on a file at this path is that of this job: the process may end between the end of the
            // download and its record.
            self.save_before(record, store, |record| record.overwrite = true).await?;
        }
        let job = job_of(record)?;
        let generation = self.retrieve(&job, record).await?;
        let video = self.client.video(&job, generation)?;
        let id = record.client_request_id();
        let download = video.download(output).overwrite(true).max_retries(0);
        download
            .on_progress(|bytes, total| self.notify(id, StepEvent::Downloading { bytes, total }))
            .send()
            .await
    }
}

/// The output file, which is replaced only if it is known to be that of this job, or if the caller permits it.
pub(super) fn output_of(record: &JobRecord) -> OutputFile {
    OutputFile::new(record.output_path().unwrap_or(Path::new(""))).overwrite(record.overwrite)
}
