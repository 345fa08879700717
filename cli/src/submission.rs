//! The job to submit: a new one, or an earlier one with the same request.

use std::path::Path;

use aimlapi_kling::{
    OutputFile,
    ledger::{JobFilter, JobRecord, State},
};
use clap::Args;

use crate::{
    default_output,
    failure::Failure,
    input::Input,
    ledger::{Claimed, Jobs},
    selection::{Target, absolute_path, is_on_disk},
};

/// What to submit.
#[derive(Args)]
pub struct Submission {
    #[command(flatten)]
    pub input: Input,

    /// Submit and pay for a new job, even if there is one with the same request and FILE.
    #[arg(long)]
    new: bool,

    /// Replace FILE if it exists.
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// The job to work on.
#[expect(clippy::large_enum_variant, reason = "there is one value at a time")]
pub enum Found {
    /// With its reserved output file.
    Due(Claimed, Option<OutputFile>),
    /// Its video is on disk.
    Done(Box<JobRecord>),
}

impl Submission {
    /// The record of a new job.
    pub async fn record(&self, output: Option<&Path>) -> Result<JobRecord, Failure> {
        let record = JobRecord::new(self.input.request().await?)?;
        Ok(match output {
            Some(path) => record.output(absolute_path(path)?).overwrite(self.force),
            None => record,
        })
    }

    /// An earlier job with the same request and output file, or the new one, which is recorded. `output` is the
    /// path of the output file as the user wrote it.
    pub async fn find(
        &self,
        jobs: &Jobs,
        record: JobRecord,
        output: Option<&Path>,
    ) -> Result<Found, Failure> {
        if let Some(earlier) = self.earlier(jobs, &record).await? {
            return self.continued(jobs, earlier).await;
        }
        let reserved = match output {
            Some(path) => {
                let output = OutputFile::new(path).overwrite(self.force);
                Some(output.reserve().await.map_err(|error| Failure::output(&error))?)
            }
            None => None,
        };
        // Another process may have submitted the job before the file was reserved.
        if let Some(earlier) = self.earlier(jobs, &record).await? {
            drop(reserved);
            return self.continued(jobs, earlier).await;
        }
        Ok(Found::Due(jobs.add(record).await?, reserved))
    }

    /// As `find`, for the first default name of the output file that is free, or that is that of an earlier job with
    /// the same request.
    pub async fn find_unnamed(&self, jobs: &Jobs, record: JobRecord) -> Result<Found, Failure> {
        let mut names = default_output::names(&record);
        loop {
            let name = names.next().expect("there are many names");
            let named = record.clone().output(absolute_path(&name)?);
            if let Some(earlier) = self.earlier(jobs, &named).await? {
                return self.continued(jobs, earlier).await;
            }
            if !default_output::is_taken(&name) {
                return self.find(jobs, named, Some(&name)).await;
            }
        }
    }

    async fn earlier(&self, jobs: &Jobs, record: &JobRecord) -> Result<Option<JobRecord>, Failure> {
        if self.new {
            return Ok(None);
        }
        let filter = JobFilter::new().model(record.model_id());
        let filter = match record.output_path() {
            Some(path) => filter.output(path),
            None => filter.unfinished(),
        };
        let earlier = jobs.list(&filter).await?;
        Ok(earlier.into_iter().find(|earlier| {
            let has_ended = matches!(earlier.state(), State::Failed | State::Refused);
            earlier.body() == record.body() && earlier.output_path() == record.output_path() && !has_ended
        }))
    }

    async fn continued(&self, jobs: &Jobs, earlier: JobRecord) -> Result<Found, Failure> {
        if is_on_disk(&earlier) {
            return Ok(Found::Done(earlier.into()));
        }
        let mut job = jobs.claim(earlier.client_request_id()).await?;
        if earlier.output_path().is_none() {
            return Ok(Found::Due(job, None));
        }
        let target = Target { output: None, force: self.force };
        match target.prepare(&mut job).await? {
            Some(output) => Ok(Found::Due(job, Some(output))),
            None => Ok(Found::Done(job.record().clone().into())),
        }
    }
}
