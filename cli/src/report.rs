//! Progress of `generate` and `resume`: events on standard output, or lines and a progress bar on standard error.
//! Before each step, the ids are written that are needed to continue if the process ends during it.

use std::{cell::RefCell, path::Path};

use aimlapi_kling::{ClientRequestId, Downloaded, Job, Model, Progress as Poll, Video};

use crate::{
    escape::shortened,
    event::{Event, State},
    exit::Exit,
    failure::{Failure, message},
    outcome::Outcome,
    output,
    progress::Progress,
};

pub struct Report {
    /// `None` if events are written instead.
    progress: Option<Progress>,
    /// The state of the job that was reported last.
    last: RefCell<Option<State>>,
}

impl Report {
    pub fn new(json: bool) -> Self {
        Self { progress: (!json).then(Progress::new), last: RefCell::default() }
    }

    /// A job is about to be submitted.
    pub fn submitting(&self, id: &ClientRequestId, model: Model, output: &Path) {
        match &self.progress {
            Some(progress) => {
                progress.line(&format!("submitting as {id}"));
                progress.step("submitting");
            }
            None => announce(&Event::Submitting {
                client_request_id: id.as_str(),
                model: model.id(),
                output: output.to_string_lossy(),
            }),
        }
    }

    /// The service has accepted the job.
    pub fn submitted(&self, job: &Job) {
        let client_request_id = job.client_request_id().map(ClientRequestId::as_str);
        let (id, model) = (job.id(), job.model_id());
        match &self.progress {
            Some(progress) => {
                progress.line(&format!("submitted {id}"));
                progress.step("submitted");
            }
            None => announce(&Event::Submitted { id, client_request_id, model }),
        }
    }

    /// The job was polled. Only a change of its state is reported.
    pub fn polled(&self, job: &Job, poll: &Poll<'_>) {
        let state = match poll.outcome {
            Ok(generation) => State::Status(generation.status().to_string()),
            Err(error) if poll.next_poll.is_some() => State::Retrying(message(error)),
            // The failure is reported at the end of the command.
            Err(_) => return,
        };
        if self.last.borrow().as_ref() == Some(&state) {
            return;
        }
        let elapsed = poll.elapsed.as_secs_f64();
        match (&self.progress, &state) {
            (Some(progress), State::Status(status)) => {
                let status = shortened(status);
                let line = format!("{status} after {elapsed:.1} s");
                progress.state(status, &line);
            }
            (Some(progress), State::Retrying(reason)) => {
                let line = format!("retrying: {}", shortened(reason));
                progress.state(line.clone(), &line);
            }
            (None, state) => announce(&Event::Status { id: job.id(), elapsed, state }),
        }
        self.last.replace(Some(state));
    }

    /// Returns a callback for the number of bytes on disk and the total number of bytes, if it is known.
    pub fn transfer(&self) -> impl FnMut(u64, Option<u64>) + Send + use<> {
        let bar = self.progress.as_ref().map(Progress::transfer);
        move |bytes, total| {
            if let Some(bar) = &bar {
                total.into_iter().for_each(|total| bar.set_length(total));
                bar.set_position(bytes);
            }
        }
    }

    /// The video is on disk.
    pub fn downloaded(&self, job: &Job, video: &Video, downloaded: &Downloaded) -> Result<(), Failure> {
        let (file, bytes, sha256) = (downloaded.path(), downloaded.bytes(), downloaded.sha256_hex());
        match &self.progress {
            Some(progress) => {
                progress.clear();
                progress.line(&format!("{} ({bytes} bytes, SHA-256 {sha256})", file.display()));
                Ok(())
            }
            None => output::json(&Event::Downloaded {
                id: job.id(),
                model: job.model_id(),
                url: video.url(),
                file: file.to_string_lossy(),
                bytes,
                sha256,
            })
            .map_err(|error| Failure::unreported(&error)),
        }
    }

    /// The command ends; with success, `result` contains the cost, if the service reports it.
    pub fn end(self, result: Result<Option<f64>, Failure>) -> Exit {
        let as_json = self.progress.is_none();
        self.progress.iter().for_each(Progress::clear);
        let (outcome, usd_spent, exit) = match result {
            Ok(usd_spent) => (Outcome::Downloaded, usd_spent, Exit::Success),
            Err(failure) => (failure.outcome, None, failure.print(as_json)),
        };
        if !as_json {
            return exit;
        }
        let count = |counted| u32::from(outcome == counted);
        let summary = Event::Summary {
            downloaded: count(Outcome::Downloaded),
            failed: count(Outcome::Failed),
            unknown: count(Outcome::Unknown),
            unfinished: count(Outcome::Unfinished),
            usd_spent,
        };
        match output::json(&summary) {
            Err(error) if exit == Exit::Success => Failure::unreported(&error).print(false),
            _ => exit,
        }
    }
}

/// Writes an event that is not a result: the job continues even if standard output is closed or full.
fn announce(event: &Event<'_>) {
    let _ = output::json(event);
}
