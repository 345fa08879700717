//! The events that `--json` writes: one JSON object per line, with the kind of the event as `event`.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use crate::outcome::Outcome;

/// An event, and whether it is about a simulated service.
#[derive(Serialize)]
pub struct EventLine<'a> {
    #[serde(flatten)]
    pub event: Event<'a>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub simulated: bool,
}

#[derive(Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event<'a> {
    /// A job is about to be submitted, or was submitted earlier with an unknown result. If no other event follows,
    /// continue with `kling resume` and the client request id.
    Named { client_request_id: &'a str, model: &'a str, output: Option<Cow<'a, str>> },
    /// The service has accepted the job. If no other event follows, fetch the video with `kling resume` and the id.
    Submitted { id: &'a str, client_request_id: Option<&'a str>, model: Option<&'a str> },
    /// The status of the job has changed, or a request failed and is retried.
    Status {
        id: Option<&'a str>,
        /// Seconds since the command began to work on the job.
        elapsed: f64,
        #[serde(flatten)]
        state: &'a State,
    },
    /// What would be submitted. It is not.
    DryRun {
        request: &'a Value,
        output: Cow<'a, str>,
        /// What it would cost, if that can be computed from the prices of the service.
        usd: Option<f64>,
        /// How long the model usually takes.
        usual_seconds: Option<f64>,
    },
    /// The video is on disk.
    Downloaded {
        id: Option<&'a str>,
        model: Option<&'a str>,
        /// `None` if the file was there already.
        url: Option<&'a str>,
        file: Cow<'a, str>,
        bytes: Option<u64>,
        /// The SHA-256 of the file in lower-case hexadecimal digits.
        sha256: Option<&'a str>,
        usd_spent: Option<f64>,
    },
    /// A job of the ledger, or the state of one that it does not have.
    Job(Box<JobRow<'a>>),
    /// The outcomes and the cost of the jobs of one model on one day.
    Cost {
        day: &'a str,
        model: &'a str,
        made: u64,
        failed: u64,
        refused: u64,
        unknown: u64,
        running: u64,
        usd_spent: f64,
        without_cost: u64,
    },
    /// A submission was found in the request log.
    Found { id: Option<&'a str>, failed: bool, row: &'a Value },
    /// The command failed, or one of its jobs.
    Failed { error: ErrorReport<'a> },
    /// The number of jobs for each outcome: always the last line of a command that works on jobs.
    Summary(Summary),
}

/// The state of a job that the command waits for.
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Status(String),
    /// The last request failed and is retried.
    Retrying(String),
    /// It is unknown for this reason whether the job was accepted, so its submission is looked up.
    LookingUp(String),
}

/// A job in a list.
#[derive(Serialize)]
pub struct JobRow<'a> {
    pub id: Option<&'a str>,
    pub client_request_id: &'a str,
    pub state: &'static str,
    /// The last status that the service has reported.
    pub status: Option<&'a str>,
    pub model: &'a str,
    /// Seconds since the Unix epoch.
    pub created: Option<f64>,
    pub file: Option<Cow<'a, str>>,
    pub bytes: Option<u64>,
    pub sha256: Option<&'a str>,
    pub usd: Option<f64>,
    pub credits: Option<f64>,
    pub error: Option<&'a str>,
}

/// The number of jobs for each outcome.
#[derive(Default, Serialize)]
pub struct Summary {
    pub downloaded: u32,
    pub failed: u32,
    pub unknown: u32,
    pub unfinished: u32,
    pub usd_spent: Option<f64>,
}

impl Summary {
    /// Counts a job.
    pub fn count(&mut self, outcome: Outcome, usd_spent: Option<f64>) {
        let count = |counted| u32::from(outcome == counted);
        self.add(Self {
            downloaded: count(Outcome::Downloaded),
            failed: count(Outcome::Failed),
            unknown: count(Outcome::Unknown),
            unfinished: count(Outcome::Unfinished),
            usd_spent,
        });
    }

    pub fn add(&mut self, other: Self) {
        self.downloaded += other.downloaded;
        self.failed += other.failed;
        self.unknown += other.unknown;
        self.unfinished += other.unfinished;
        if let Some(usd) = other.usd_spent {
            *self.usd_spent.get_or_insert_default() += usd;
        }
    }

    pub fn of(outcome: Outcome, usd_spent: Option<f64>) -> Self {
        let mut summary = Self::default();
        summary.count(outcome, usd_spent);
        summary
    }
}

/// Why the command failed.
#[derive(Serialize)]
pub struct ErrorReport<'a> {
    pub kind: &'static str,
    pub message: &'a str,
    pub problems: &'a [String],
    pub job: Outcome,
    pub generation_id: Option<&'a str>,
    pub client_request_id: Option<&'a str>,
    pub request_id: Option<&'a str>,
    pub inference_id: Option<&'a str>,
    /// The jobs that the submission may have created, if that is unknown; the most likely one first.
    pub possible_generation_ids: &'a [String],
    pub status: Option<u16>,
    /// The body of the response, if it was an error or could not be decoded.
    pub response: Option<&'a str>,
    /// The command line that continues.
    pub recovery: Option<&'a str>,
}
