//! A caller who loses no job and pays for none twice.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use aimlapi_kling::{
    Client, ClientRequestId, Error, Job, Submission, Video,
    simulator::{Endpoint, Simulator},
};
use tokio::time::{Instant, sleep, timeout};

use super::{LOG_DELAY, fault_kind::Submitted, plan::Plan, recorder::Recorder};
use crate::support::{cancel::after_polls, file_names};

/// A call that fails more often than this does not fail by chance.
const MAX_FAILURES: usize = 20;

/// Time until a submission is looked up again: other jobs have filled a page of the log by then.
const LOOKUP_PAUSE: Duration = Duration::from_secs(300);

/// A submission of this age is in the log, or has not been accepted.
const CONCLUSIVE_AGE: Duration = Duration::from_secs(16 * 60);

/// Time after which a download has begun.
const WHILE_RECEIVING: Duration = Duration::from_millis(50);

/// What happened to one job.
#[derive(Debug, Default)]
pub struct JobRecord {
    pub submitted: Submitted,
    /// The job, where its video has arrived.
    pub id: Option<String>,
    /// It was looked up before the log could hold it.
    pub was_inconclusive: bool,
    pub repeated_waits: usize,
    pub repeated_downloads: usize,
    /// Responses that resumed a download where the one before had broken off, or further on.
    pub resumed: usize,
    /// How often the disk lost a part of what was received.
    pub damaged: usize,
    pub is_submission_dropped: bool,
    pub dropped_waits: usize,
    /// How often another writer of the file was refused.
    pub refused_writers: usize,
}

#[derive(Clone)]
pub struct Caller {
    pub plan: Plan,
    pub simulator: Arc<Simulator>,
    pub recorder: Arc<Recorder>,
    pub client: Client,
    pub folder: PathBuf,
}

impl Caller {
    /// Submits a job and downloads its video, whatever goes wrong.
    pub async fn run(&self, name: &str) -> Result<JobRecord, String> {
        let mut record = JobRecord::default();
        if let Some(job) = self.submit(name, &mut record).await? {
            let video = self.wait(name, &job, &mut record).await?;
            self.download(name, &video, &mut record).await?;
            record.id = Some(job.id().to_owned());
        }
        Ok(record)
    }

    async fn submit(&self, name: &str, record: &mut JobRecord) -> Result<Option<Job>, String> {
        let sent = Instant::now();
        let request = self.plan.request(name);
        let name = name.parse().expect("it is well-formed");
        let submission = self.client.submit_as(&name, request);
        let polls = self.plan.submission_polls(name.as_str()).unwrap_or(usize::MAX);
        match after_polls(polls, submission).await {
            Some(Ok(job)) => {
                record.submitted = Submitted::Known;
                return Ok(Some(job));
            }
            Some(Err(error)) => {
                ensure(error.client_request_id() == Some(&name), || {
                    format!("an error of another submission: {error}")
                })?;
                if !error.is_submission_unknown() {
                    return Ok(None);
                }
            }
            None => record.is_submission_dropped = true,
        }
        let job = self.look_up(&name, sent, record).await?;
        record.submitted = Submitted::Unknown { is_accepted: job.is_some() };
        Ok(job)
    }

    /// Looks into the log at once, and again when it must be complete.
    async fn look_up(
        &self,
        name: &ClientRequestId,
        sent: Instant,
        record: &mut JobRecord,
    ) -> Result<Option<Job>, String> {
        match self.find(name, Duration::ZERO).await? {
            Submission::Inconclusive => record.was_inconclusive = true,
            Submission::Found(_) if sent.elapsed() >= LOG_DELAY => {}
            other => return Err(format!("{:?} after its submission the log says {other:?}", sent.elapsed())),
        }
        sleep(LOOKUP_PAUSE).await;
        match self.find(name, CONCLUSIVE_AGE).await? {
            found @ Submission::Found(_) if found.jobs().len() == 1 => Ok(found.jobs().pop()),
            Submission::NotFound => Ok(None),
            other => Err(format!("the complete log says {other:?}")),
        }
    }

    async fn find(&self, name: &ClientRequestId, age: Duration) -> Result<Submission, String> {
        let mut calls = 0;
        loop {
            match self.client.find_submission_since(name, SystemTime::now() - age).await {
                Err(error) if is_transient(&error) && calls < MAX_FAILURES => calls += 1,
                outcome => return outcome.map_err(|error| format!("the lookup failed: {error}")),
            }
        }
    }

    async fn wait(&self, name: &str, job: &Job, record: &mut JobRecord) -> Result<Video, String> {
        loop {
            let limit = self.plan.wait_limit(name, record.repeated_waits + record.dropped_waits);
            let error = match timeout(limit, self.client.wait(job)).await {
                Ok(Ok(video)) => return Ok(video),
                Ok(Err(error)) => error,
                Err(_) => {
                    record.dropped_waits += 1;
                    continue;
                }
            };
            ensure(error.generation_id() == Some(job.id()), || format!("an error of another job: {error}"))?;
            let may_repeat = is_transient(&error) && record.repeated_waits < MAX_FAILURES;
            ensure(may_repeat, || format!("waiting failed: {error}"))?;
            record.repeated_waits += 1;
        }
    }

    async fn download(&self, name: &str, video: &Video, record: &mut JobRecord) -> Result<(), String> {
        let folder = self.folder.join(name);
        let path = folder.join("video.mp4");
        fs::create_dir(&folder).expect("names differ");
        while !self.receive(name, video, &path, record).await? {
            ensure(record.repeated_downloads < MAX_FAILURES, || "the download never ends".to_owned())?;
            record.repeated_downloads += 1;
            record.damaged += usize::from(self.damage(name, &folder, record.repeated_downloads)?);
        }
        let expected = self.simulator.video(video.generation().id());
        ensure(fs::read(&path).ok() == expected, || "the file is not the job's video".to_owned())?;
        let names = file_names(&folder);
        ensure(names == ["video.mp4"], || format!("{names:?} remain"))?;
        fs::remove_dir_all(folder).expect("it is not in use");
        Ok(())
    }

    /// Does now and then what a power failure does: the last bytes never reach the disk.
    fn damage(&self, name: &str, folder: &Path, downloads: usize) -> Result<bool, String> {
        let names = file_names(folder);
        if names.is_empty() {
            return Ok(false);
        }
        ensure(names == ["video.mp4.part", "video.mp4.part.json"], || format!("{names:?} remain"))?;
        let path = folder.join("video.mp4.part");
        let mut part = fs::read(&path).expect("it exists");
        let lost = self.plan.lost_bytes(name, downloads).min(part.len());
        let end = part.len() - lost;
        part[end..].fill(0);
        fs::write(path, part).expect("it exists");
        Ok(lost > 0)
    }

    /// Downloads, and is killed now and then after something has gone wrong. Returns whether the video has
    /// arrived.
    async fn receive(
        &self,
        name: &str,
        video: &Video,
        path: &Path,
        record: &mut JobRecord,
    ) -> Result<bool, String> {
        let lifetime = self.plan.lifetime(name, record.repeated_downloads);
        let (mut responses, mut reached) = (0, 0);
        let download = video.download(path).on_progress(|bytes, _| {
            let seen = self.recorder.exchanges(Endpoint::Video, name);
            record.resumed += usize::from(responses > 0 && seen > responses && bytes >= reached);
            (responses, reached) = (seen, bytes);
        });
        let has_other_writer = self.plan.has_other_writer(name, record.repeated_downloads);
        let other_writer = async {
            sleep(WHILE_RECEIVING).await;
            if has_other_writer { Some(video.download_to(path).await) } else { None }
        };
        let (received, other) = tokio::join!(timeout(lifetime, download.send()), other_writer);
        record.refused_writers += usize::from(matches!(other, Some(Err(_))));
        if let (Ok(Ok(_)), Some(Ok(_))) = (&received, &other) {
            return Err("two writers have written the same file".to_owned());
        }
        match received.ok().into_iter().chain(other).reduce(Result::or) {
            Some(Ok(_)) => Ok(true),
            Some(Err(error)) if !error.is_download() && !error.is_transport() => {
                Err(format!("the download failed: {error}"))
            }
            Some(Err(_)) | None => Ok(false),
        }
    }
}

/// Whether the same call may succeed later.
fn is_transient(error: &Error) -> bool {
    error.is_deadline_exceeded()
        || error.is_transport()
        || error.is_rate_limited()
        || error.is_server_error()
        || error.is_decode()
        || error.status().is_some_and(|status| status.as_u16() == 408)
}

fn ensure(condition: bool, problem: impl FnOnce() -> String) -> Result<(), String> {
    if condition { Ok(()) } else { Err(problem()) }
}
