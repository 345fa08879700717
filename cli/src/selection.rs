//! The job that a command is about, and the file for its video.

use std::{
    fs,
    path::{Path, PathBuf, absolute},
};

use aimlapi_kling::{
    Job, OutputFile,
    ledger::{JobRecord, State},
};
use clap::{Args, builder::NonEmptyStringValueParser};

use crate::{
    default_output,
    failure::Failure,
    ledger::{Claimed, Jobs, without_video},
};

/// The job that a command is about.
#[derive(Args)]
pub struct Selection {
    /// The generation id or the client request id of the job [default: the last one without its video on disk].
    #[arg(allow_hyphen_values = true, value_parser = NonEmptyStringValueParser::new())]
    id: Option<String>,

    /// The job was submitted to the legacy endpoint. The ledger knows that of its jobs.
    #[arg(long, requires = "id")]
    legacy: bool,
}

impl Selection {
    /// The record of the job. An id that the ledger does not have is that of a job of another program.
    pub async fn record(&self, jobs: &Jobs) -> Result<Option<JobRecord>, Failure> {
        let Some(id) = &self.id else { return jobs.last(without_video()).await };
        if let Some(record) = jobs.find(id).await? {
            return Ok(Some(record));
        }
        let job = Job::from_id(id);
        Ok(Some(JobRecord::of_job(if self.legacy { job.at_legacy_endpoint() } else { job })))
    }
}

/// The file for the video.
#[derive(Args)]
pub struct Target {
    /// File to write the video to [default: that of the ledger, or named after the prompt or the job].
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Replace FILE if it exists.
    #[arg(long)]
    pub force: bool,
}

impl Target {
    /// Sets the output file of the job and reserves it. Returns `None` if the video is there already.
    pub async fn prepare(&self, job: &mut Claimed) -> Result<Option<OutputFile>, Failure> {
        let record = job.record();
        let path = match &self.output {
            Some(path) => absolute_path(path)?,
            None => match record.output_path() {
                Some(path) => path.to_owned(),
                None => absolute_path(&default_output::free_name(record))?,
            },
        };
        let is_changed = record.output_path() != Some(&path) || record.state() == State::Downloaded;
        if !is_changed && !self.force {
            return reserve(record).await.map(Some);
        }
        if record.output_path() == Some(&path) && is_on_disk(record) {
            return Ok(None);
        }
        let mut changed = if is_changed { record.clone().output(path) } else { record.clone() };
        if self.force {
            changed = changed.overwrite(true);
        }
        let reserved = reserve(&changed).await?;
        *record = changed;
        job.save().await?;
        Ok(Some(reserved))
    }
}

/// Reserves the output file of a record.
async fn reserve(record: &JobRecord) -> Result<OutputFile, Failure> {
    let output = record.output_file().unwrap_or_else(|| OutputFile::new(""));
    output.reserve().await.map_err(|error| Failure::output(&error))
}

/// Whether the video was downloaded, and its file is still there.
pub fn is_on_disk(record: &JobRecord) -> bool {
    let size = record.output_path().and_then(|path| fs::metadata(path).ok()).map(|file| file.len());
    record.state() == State::Downloaded && size.is_some() && size == record.bytes()
}

/// The path for the ledger, which does not depend on the current folder.
pub fn absolute_path(path: &Path) -> Result<PathBuf, Failure> {
    absolute(path).map_err(|error| Failure::input(format!("--output: {error}")))
}
