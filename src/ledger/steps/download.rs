//! The step that downloads the video.

use std::{io, time::Duration};

use super::{Next, Steps, StopReason, delay_after_error, poll::job_of};
use crate::{
    error::Error,
    ledger::{JobRecord, State, Store},
};

impl Steps {
    /// Retrieves the job for a fresh URL, downloads the video to the output file, and stores its size.
    pub(super) async fn download(&self, record: &mut JobRecord, store: &impl Store) -> Result<Next, Error> {
        let path = record.output_path().unwrap_or_default().to_owned();
        if !record.owns_output {
            match tokio::fs::symlink_metadata(&path).await {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                _ => {
                    return self
                        .cannot_write(Error::download(format!("{path} already exists")), record, store)
                        .await;
                }
            }
            // From now on a file at this path is that of this job: the process may end between the end of
            // the download and its record.
            self.save_before(record, store, |record| record.owns_output = true).await?;
        }
        let job = job_of(record)?;
        let transfer = async {
            let generation = self.retrieve(&job, record).await?;
            let video = self.client.video(&job, generation)?;
            video.download(&path).overwrite(true).max_retries(0).send().await
        };
        let next = match transfer.await {
            Ok(bytes) => {
                record.succeeded();
                record.bytes = Some(bytes);
                record.enter(State::Downloaded, self.now());
                Next::Done
            }
            Err(error) if error.is_configuration() => return Err(error),
            Err(error) if error.is_download() && !error.is_transient() => {
                return self.cannot_write(error, record, store).await;
            }
            Err(error) => {
                record.failed(&error);
                match StopReason::of(&error) {
                    Some(StopReason::Unauthorized) => Next::Stop(StopReason::Unauthorized),
                    _ => Next::Again { after: delay_after_error(record, &error).max(Duration::from_secs(1)) },
                }
            }
        };
        self.save(record, store).await?;
        Ok(next)
    }

    async fn cannot_write(
        &self,
        error: Error,
        record: &mut JobRecord,
        store: &impl Store,
    ) -> Result<Next, Error> {
        record.failed(&error);
        self.save(record, store).await?;
        Ok(Next::NotDownloaded)
    }
}
