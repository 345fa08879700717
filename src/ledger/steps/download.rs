//! The step that downloads the video.

use std::{
    path::absolute,
    sync::{MutexGuard, PoisonError},
};

use super::{Next, StepEvent, Steps, poll::job_of};
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
                    false => self.next_after_error(record, &error),
                }
            }
        };
        self.save(record, store).await?;
        Ok(next)
    }

    async fn transfer(&self, record: &mut JobRecord, store: &impl Store) -> Result<Downloaded, Error> {
        let output = self.reserve(record).await?;
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

    /// The output file of the record, reserved. It is replaced only if it is known to be that of this job, or if
    /// the caller permits it.
    async fn reserve(&self, record: &JobRecord) -> Result<OutputFile, Error> {
        let output = record.output_file().unwrap_or_else(|| OutputFile::new(""));
        // Another program may have created the file since it was reserved, so that is checked again.
        drop(self.reserved_lock().take_if(|reserved| is_same_path(reserved, &output)));
        output.reserve().await
    }

    /// Whether the caller has reserved this output file.
    pub(super) fn has_reserved(&self, output: &OutputFile) -> bool {
        self.reserved_lock().as_ref().is_some_and(|reserved| is_same_path(reserved, output))
    }

    fn reserved_lock(&self) -> MutexGuard<'_, Option<OutputFile>> {
        self.reserved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_same_path(output: &OutputFile, other: &OutputFile) -> bool {
    matches!((absolute(output.path()), absolute(other.path())), (Ok(one), Ok(other)) if one == other)
}
