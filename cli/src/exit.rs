//! The exit codes.

use std::process::ExitCode;

use aimlapi_kling::{Error, ErrorKind};

/// An exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Success = 0,
    Error = 1,
    Input = 2,
    JobFailed = 3,
    Unknown = 4,
    Budget = 5,
    OutputExists = 6,
    Unauthorized = 7,
    OutOfCredits = 8,
    RateLimited = 9,
    Deadline = 10,
    Network = 11,
    Service = 12,
    InUse = 13,
    /// 128 plus the number of SIGINT, as in shells.
    Interrupted = 130,
    /// 128 plus the number of SIGTERM.
    #[cfg_attr(not(unix), expect(dead_code, reason = "other systems have no such signal"))]
    Terminated = 143,
}

/// Each exit code, the kind of failure in the JSON output, and the meaning of both.
const TABLE: [(Exit, &str, &str); 16] = [
    (Exit::Success, "success", "done, or there is nothing to do"),
    (Exit::Error, "error", "any other error: disk, ledger, proxy, download"),
    (Exit::Input, "input", "invalid input or no API key, or the service rejects the request"),
    (Exit::JobFailed, "job_failed", "the job failed; it is not charged"),
    (Exit::Unknown, "unknown", "unknown whether the job was accepted; `kling resume` looks it up"),
    (Exit::Budget, "budget", "the budget of a batch is reached"),
    (Exit::OutputExists, "output_exists", "the output file exists already; `--force` replaces it"),
    (Exit::Unauthorized, "unauthorized", "the service rejects the API key"),
    (Exit::OutOfCredits, "out_of_credits", "the account does not have enough credits"),
    (Exit::RateLimited, "rate_limited", "too many requests, or too many jobs at the same time"),
    (Exit::Deadline, "deadline", "no video within `--timeout`; `kling resume` continues"),
    (Exit::Network, "network", "no connection, or no response"),
    (Exit::Service, "service", "the service fails (5xx), or its response cannot be decoded"),
    (Exit::InUse, "in_use", "another process works on the job or the batch; nothing was sent"),
    (Exit::Interrupted, "interrupted", "interrupted (Ctrl-C)"),
    (Exit::Terminated, "terminated", "terminated (SIGTERM)"),
];

impl Exit {
    /// The exit code of an error of the library.
    pub fn of(error: &Error) -> Self {
        match error.kind() {
            ErrorKind::Configuration | ErrorKind::InvalidRequest => Self::Input,
            ErrorKind::Unauthorized => Self::Unauthorized,
            ErrorKind::OutOfCredits => Self::OutOfCredits,
            ErrorKind::RateLimited => Self::RateLimited,
            ErrorKind::ServerError | ErrorKind::Decode => Self::Service,
            ErrorKind::Transport => Self::Network,
            ErrorKind::SubmissionUnknown => Self::Unknown,
            ErrorKind::GenerationFailed => Self::JobFailed,
            ErrorKind::DeadlineExceeded => Self::Deadline,
            ErrorKind::OutputExists => Self::OutputExists,
            ErrorKind::Forbidden
            | ErrorKind::NotFound
            | ErrorKind::OtherStatus
            | ErrorKind::Download
            | ErrorKind::Store => Self::Error,
        }
    }

    /// What a person can do about it.
    pub fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::Unauthorized => "The service rejects the API key: check AIML_API_KEY or AIMLAPI_API_KEY.",
            Self::OutOfCredits => "The account most likely does not have enough credits: add some.",
            Self::RateLimited => {
                "There are too many requests, or too many jobs at the same time: try again later."
            }
            Self::Network => "Check the network, and AIML_API_BASE or AIMLAPI_API_BASE if it is set.",
            Self::Service => "The service fails: try again later.",
            _ => return None,
        })
    }

    /// The kind of failure, in the JSON output.
    pub fn kind(self) -> &'static str {
        let (_, kind, _) = TABLE.iter().find(|(exit, ..)| *exit == self).expect("the table is complete");
        kind
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// The end of the help of the commands that work on jobs.
pub fn help() -> String {
    let rows = TABLE.iter().map(|(exit, kind, meaning)| format!("  {:>3}  {kind}: {meaning}\n", *exit as u8));
    format!(
        "Exit codes, and the kinds of errors in the JSON output (there may be more in later versions):\n{}\n\
         The API key is read from AIML_API_KEY or AIMLAPI_API_KEY. The base URL is read from AIML_API_BASE or \
         AIMLAPI_API_BASE; without them it is that of the service.",
        rows.collect::<String>()
    )
}
