//! The ledger: the file in which jobs are recorded before they are submitted.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use aimlapi_kling::{
    ClientRequestId, Error,
    ledger::{Claim, JobFilter, JobRecord, Ledger, MemoryStore, Next, State, Steps},
};
use clap::Args;
use etcetera::BaseStrategy as _;
use url::Url;

use crate::{failure::Failure, outcome::Outcome};

/// Names the ledger, unless `--ledger` does.
const VARIABLE: &str = "KLING_LEDGER";

/// Where jobs are recorded.
#[derive(Args)]
pub struct LedgerOptions {
    /// File with the records of jobs [default: KLING_LEDGER, or a file for each host in the user's state folder].
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,

    /// Use no ledger: what is needed to continue after an interruption is only in the output.
    #[arg(long, conflicts_with = "ledger")]
    no_ledger: bool,
}

impl LedgerOptions {
    /// Opens the ledger for the service at this base URL. A ledger that cannot be used is an error before anything
    /// is sent.
    pub async fn open(&self, base_url: &str) -> Result<Jobs, Failure> {
        if self.no_ledger {
            return Ok(Jobs::in_memory());
        }
        let path = self.path(base_url)?;
        let ledger = Ledger::open(&path).await.map_err(|error| unusable(&error.to_string()))?;
        Ok(Jobs { ledger: Some(ledger), memory: MemoryStore::new() })
    }

    /// The options that name the same ledger in another command.
    pub fn arguments(&self) -> Vec<String> {
        match &self.ledger {
            _ if self.no_ledger => vec!["--no-ledger".into()],
            Some(path) => vec!["--ledger".into(), path.to_string_lossy().into_owned()],
            None => Vec::new(),
        }
    }

    fn path(&self, base_url: &str) -> Result<PathBuf, Failure> {
        let variable = || env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from);
        match self.ledger.clone().or_else(variable) {
            Some(path) => Ok(path),
            None => default_path(base_url),
        }
    }
}

/// A file for each host, so that the jobs of a test server are never among those of the service.
fn default_path(base_url: &str) -> Result<PathBuf, Failure> {
    let folders = etcetera::choose_base_strategy().map_err(|error| unusable(&error.to_string()))?;
    let folder = folders.state_dir().unwrap_or_else(|| folders.data_dir()).join("kling");
    create(&folder)
        .map_err(|error| unusable(&format!("the folder {} cannot be created: {error}", folder.display())))?;
    Ok(folder.join(format!("{}.db", host(base_url))))
}

/// Only the user can read the folder: the ledger contains prompts.
fn create(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// The host and the port, in characters that every file system allows.
fn host(base_url: &str) -> String {
    let url = Url::parse(base_url).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or("unknown");
    let port = url.as_ref().and_then(Url::port).map(|port| format!("_{port}")).unwrap_or_default();
    let allowed = |character: char| character.is_ascii_alphanumeric() || ".-_".contains(character);
    format!("{host}{port}").replace(|character| !allowed(character), "_")
}

fn unusable(reason: &str) -> Failure {
    Failure::other(format!(
        "{reason}; nothing was sent. `--ledger FILE` uses another ledger, `--no-ledger` none"
    ))
}

/// The records of jobs: in the ledger, or in memory for as long as the command runs.
pub struct Jobs {
    ledger: Option<Ledger>,
    memory: MemoryStore,
}

impl Jobs {
    pub fn in_memory() -> Self {
        Self { ledger: None, memory: MemoryStore::new() }
    }

    /// The ledger, if there is one.
    pub fn ledger(&self) -> Option<&Ledger> {
        self.ledger.as_ref()
    }

    /// The records that match a filter, the newest first; none without a ledger.
    pub async fn list(&self, filter: &JobFilter) -> Result<Vec<JobRecord>, Failure> {
        match &self.ledger {
            Some(ledger) => Ok(ledger.jobs(filter).await?),
            None => Ok(Vec::new()),
        }
    }

    /// The newest record that matches a filter.
    pub async fn last(&self, filter: JobFilter) -> Result<Option<JobRecord>, Failure> {
        Ok(self.list(&filter.limit(1)).await?.pop())
    }

    /// The record with this generation id or client request id.
    pub async fn find(&self, id: &str) -> Result<Option<JobRecord>, Failure> {
        let Some(ledger) = &self.ledger else { return Ok(None) };
        let named = match id.parse::<ClientRequestId>() {
            Ok(id) => ledger.get(&id).await?,
            Err(_) => None,
        };
        match named {
            Some(record) => Ok(Some(record)),
            None => self.last(JobFilter::new().generation_id(id)).await,
        }
    }

    /// Claims a record that was found, or prepares one of a job that the ledger does not have.
    pub async fn take(&self, record: JobRecord) -> Result<Claimed, Failure> {
        match record.revision() {
            0 => Ok(Claimed::Unrecorded(Box::new(record))),
            _ => self.claim(record.client_request_id()).await,
        }
    }

    /// Stores a new record, and claims it.
    pub async fn add(&self, record: JobRecord) -> Result<Claimed, Failure> {
        let Some(ledger) = &self.ledger else { return Ok(Claimed::Unrecorded(Box::new(record))) };
        let id = record.client_request_id().clone();
        let claim = ledger.insert(record).await?;
        Ok(Claimed::Recorded(claim.ok_or_else(|| is_claimed(&id))?.into()))
    }

    /// Claims a record of the ledger, so that no other process works on it.
    pub async fn claim(&self, id: &ClientRequestId) -> Result<Claimed, Failure> {
        let claim = match &self.ledger {
            Some(ledger) => ledger.claim(id).await?,
            None => None,
        };
        Ok(Claimed::Recorded(claim.ok_or_else(|| is_claimed(id))?.into()))
    }
}

fn is_claimed(id: &ClientRequestId) -> Failure {
    let message = format!("another process is working on the job {id}; `kling status {id}` shows its state");
    Failure::in_use(message).with_outcome(Outcome::Unfinished)
}

/// The record of a job that no other process works on.
pub enum Claimed {
    Recorded(Box<Claim>),
    /// There is no ledger, or the service has not confirmed yet that it knows the job.
    Unrecorded(Box<JobRecord>),
}

impl Claimed {
    pub fn record(&mut self) -> &mut JobRecord {
        match self {
            Self::Recorded(claim) => claim.record(),
            Self::Unrecorded(record) => record,
        }
    }

    pub fn is_recorded(&self) -> bool {
        matches!(self, Self::Recorded(_))
    }

    /// Takes the job one step further.
    pub async fn advance(&mut self, steps: &Steps, jobs: &Jobs) -> Result<Next, Error> {
        match (self, &jobs.ledger) {
            (Self::Recorded(claim), Some(ledger)) => steps.advance(claim.record(), ledger).await,
            (claimed, _) => steps.advance(claimed.record(), &jobs.memory).await,
        }
    }

    /// Records a job that the ledger, if there is one, does not have.
    pub async fn adopt(&mut self, jobs: &Jobs) -> Result<(), Error> {
        if let (Self::Unrecorded(record), Some(ledger)) = (&*self, &jobs.ledger)
            && let Some(claim) = ledger.insert((**record).clone()).await?
        {
            *self = Self::Recorded(claim.into());
        }
        Ok(())
    }

    /// Saves a change of the record.
    pub async fn save(&mut self) -> Result<(), Error> {
        match self {
            Self::Recorded(claim) => claim.save().await,
            Self::Unrecorded(_) => Ok(()),
        }
    }
}

/// The jobs that have not failed, and whose video is not on disk.
pub fn without_video() -> JobFilter {
    JobFilter::new().states(State::ALL.iter().copied().filter(|state| !state.is_final()))
}
