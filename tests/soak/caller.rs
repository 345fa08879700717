//! A caller who loses no job and pays for none twice.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use aimlapi_kling::{
    Client, ClientRequestId, Error, Job, Submission, Video,
    simulator::{Operation, Simulator},
};
use tokio::time::{Instant, sleep, timeout};

use crate::{LOG_DELAY, kind::Fate, plan::Plan, witness::Witness};

/// What fails more often than this does not fail by chance.
const PATIENCE: usize = 20;

/// Time until a submission is looked for again: other jobs have filled a page of the log by then.
const PAUSE: Duration = Duration::from_secs(300);

/// A submission of this age is in the log, or has not been accepted.
const LONG: Duration = Duration::from_secs(16 * 60);

/// How it went with one job.
#[derive(Debug, Default)]
pub struct Story {
    pub fate: Fate,
    /// The job, where its video has arrived.
    pub id: Option<String>,
    /// It was looked for before the log could hold it.
    pub is_early: bool,
    /// Calls that were made again.
    pub waits_again: usize,
    pub downloads_again: usize,
    /// Replies that took up a download where the one before had left it, or further on.
    pub resumed: usize,
    /// How often the disk lost a part of what was received.
    pub spoiled: usize,
}

#[derive(Clone)]
pub struct Caller {
    pub plan: Plan,
    pub simulator: Arc<Simulator>,
    pub witness: Arc<Witness>,
    pub client: Client,
    pub folder: PathBuf,
}

impl Caller {
    /// Has a job made and fetches its video, whatever goes wrong.
    pub async fn run(&self, name: &str) -> Result<Story, String> {
        let mut story = Story::default();
        if let Some(job) = self.submit(name, &mut story).await? {
            let video = self.wait(&job, &mut story).await?;
            self.download(name, &video, &mut story).await?;
            story.id = Some(job.id().to_owned());
        }
        Ok(story)
    }

    async fn submit(&self, name: &str, story: &mut Story) -> Result<Option<Job>, String> {
        let sent = Instant::now();
        let request = self.plan.request(name);
        let name = name.parse().expect("it is well-formed");
        let error = match self.client.submit_as(&name, request).await {
            Ok(job) => {
                story.fate = Fate::Known;
                return Ok(Some(job));
            }
            Err(error) => error,
        };
        ensure(error.client_request_id() == Some(&name), || format!("which submission is it: {error}"))?;
        if !error.is_submission_unknown() {
            return Ok(None);
        }
        let job = self.look_for(&name, sent, story).await?;
        story.fate = Fate::Unknown { is_accepted: job.is_some() };
        Ok(job)
    }

    /// Looks into the log at once, and again when it must be complete.
    async fn look_for(
        &self,
        name: &ClientRequestId,
        sent: Instant,
        story: &mut Story,
    ) -> Result<Option<Job>, String> {
        match self.find(name, Duration::ZERO).await? {
            Submission::NotYetKnowable => story.is_early = true,
            Submission::Found(_) if sent.elapsed() >= LOG_DELAY => {}
            other => return Err(format!("{:?} after its submission the log says {other:?}", sent.elapsed())),
        }
        sleep(PAUSE).await;
        match self.find(name, LONG).await? {
            Submission::Found(entry) if !entry.is_failed() => Ok(entry.job()),
            Submission::NotFound => Ok(None),
            other => Err(format!("the complete log says {other:?}")),
        }
    }

    async fn find(&self, name: &ClientRequestId, age: Duration) -> Result<Submission, String> {
        let mut calls = 0;
        loop {
            match self.client.find_submission_since(name, SystemTime::now() - age).await {
                Err(error) if passes(&error) && calls < PATIENCE => calls += 1,
                outcome => return outcome.map_err(|error| format!("not looked for: {error}")),
            }
        }
    }

    async fn wait(&self, job: &Job, story: &mut Story) -> Result<Video, String> {
        loop {
            let error = match self.client.wait(job).await {
                Ok(video) => return Ok(video),
                Err(error) => error,
            };
            ensure(error.generation_id() == Some(job.id()), || format!("which job is it: {error}"))?;
            let is_borne = passes(&error) && story.waits_again < PATIENCE;
            ensure(is_borne, || format!("not waited for: {error}"))?;
            story.waits_again += 1;
        }
    }

    async fn download(&self, name: &str, video: &Video, story: &mut Story) -> Result<(), String> {
        let folder = self.folder.join(name);
        let path = folder.join("video.mp4");
        fs::create_dir(&folder).expect("names differ");
        while !self.receive(name, video, &path, story).await? {
            ensure(story.downloads_again < PATIENCE, || "it is downloaded for ever".to_owned())?;
            story.downloads_again += 1;
            story.spoiled += usize::from(self.spoil(name, &folder, story.downloads_again)?);
        }
        let expected = self.simulator.video(video.generation().id());
        ensure(fs::read(&path).ok() == expected, || "another video than its own".to_owned())?;
        let names = names(&folder);
        ensure(names == ["video.mp4"], || format!("{names:?} are left"))?;
        fs::remove_dir_all(folder).expect("it is not in use");
        Ok(())
    }

    /// Does now and then what a power cut does: the last bytes never reach the disk.
    fn spoil(&self, name: &str, folder: &Path, number: usize) -> Result<bool, String> {
        let names = names(folder);
        if names.is_empty() {
            return Ok(false);
        }
        ensure(names == ["video.mp4.part", "video.mp4.part.json"], || format!("{names:?} are left"))?;
        let path = folder.join("video.mp4.part");
        let mut part = fs::read(&path).expect("it is there");
        let lost = self.plan.lost_bytes(name, number).min(part.len());
        let end = part.len() - lost;
        part[end..].fill(0);
        fs::write(path, part).expect("it is there");
        Ok(lost > 0)
    }

    /// Downloads, and is killed now and then as soon as anything has gone wrong. Whether the video
    /// has arrived.
    async fn receive(
        &self,
        name: &str,
        video: &Video,
        path: &Path,
        story: &mut Story,
    ) -> Result<bool, String> {
        let life = self.plan.life(name, story.downloads_again);
        let (mut replies, mut reached) = (0, 0);
        let download = video.download(path).on_progress(|bytes, _| {
            let seen = self.witness.exchanges(Operation::Video, name);
            story.resumed += usize::from(replies > 0 && seen > replies && bytes >= reached);
            (replies, reached) = (seen, bytes);
        });
        match timeout(life, download.send()).await {
            Ok(Ok(_)) => Ok(true),
            Ok(Err(error)) if !error.is_download() && !error.is_transport() => {
                Err(format!("not downloaded: {error}"))
            }
            Ok(Err(_)) | Err(_) => Ok(false),
        }
    }
}

/// Whether the same call may succeed later.
fn passes(error: &Error) -> bool {
    error.is_deadline_exceeded()
        || error.is_transport()
        || error.is_rate_limited()
        || error.is_server_error()
        || error.is_unreadable()
        || error.status().is_some_and(|status| status.as_u16() == 408)
}

fn ensure(is_so: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(otherwise()) }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is there").map(|entry| entry.expect("it is there"));
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
