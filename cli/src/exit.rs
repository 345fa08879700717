//! The exit codes.

use std::process::ExitCode;

/// An exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Success = 0,
    Error = 1,
    Input = 2,
    JobFailed = 3,
    Unknown = 4,
    /// The budget of a batch does not suffice for its next job.
    Budget = 5,
    /// Another process runs the batch.
    InUse = 6,
    /// 128 plus the number of SIGINT, as in shells.
    Interrupted = 130,
    /// 128 plus the number of SIGTERM.
    #[cfg_attr(not(unix), expect(dead_code, reason = "other systems have no such signal"))]
    Terminated = 143,
}

impl Exit {
    /// The kind of failure, in the JSON output.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Error => "error",
            Self::Input => "input",
            Self::JobFailed => "job_failed",
            Self::Unknown => "unknown",
            Self::Budget => "budget",
            Self::InUse => "in_use",
            Self::Interrupted => "interrupted",
            Self::Terminated => "terminated",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// The end of the help of the commands that work on jobs.
pub const HELP: &str = "\
Exit codes:
    0  done: the video is on disk, the job was submitted or found, or there is nothing to do
    1  any other error: network, credits, disk, ledger, time limit
    2  invalid input: an option, a parameter, or a request that the service rejects
    3  the job failed; it is not charged
    4  unknown whether the job was accepted; `kling resume` looks it up
  130  interrupted (Ctrl-C); 143 terminated

The API key is read from AIML_API_KEY or AIMLAPI_API_KEY. The base URL is read from AIML_API_BASE or
AIMLAPI_API_BASE; without them it is that of the service.";
