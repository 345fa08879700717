//! What several tests need.
#![allow(dead_code, unused_imports, unused_macros, reason = "each binary uses a part of it")]

pub mod cancel;
pub mod clock;
pub mod host;
pub mod limit;
pub mod random;
pub mod samples;
pub mod snapshot;
pub mod spec;
#[cfg(feature = "rustls")]
pub mod tls;
pub mod video;
pub mod wall_clock;

use std::{fs, net::TcpListener, path::Path};

use aimlapi_kling::{Client, Error, ErrorKind, Violations, reqwest, types::V1_6StandardTextToVideo};

/// The key that must never be seen outside the `Authorization` header.
pub const KEY: &str = "sk-7f3a-test-key";

/// A client of a server on this machine, which sends nothing again by itself.
pub fn client(base_url: impl Into<String>) -> Client {
    let builder = Client::builder(KEY).base_url(base_url).submit_attempts(1);
    builder.build().expect("the settings are valid")
}

/// An HTTP client of the test's own, for servers on this machine.
pub fn http() -> reqwest::Client {
    let http = reqwest::Client::builder();
    // No provider of cryptography is installed.
    #[cfg(feature = "rustls")]
    let http = tls::trust_nothing(http);
    http.build().unwrap()
}

/// A request that every server accepts.
pub fn request() -> V1_6StandardTextToVideo {
    V1_6StandardTextToVideo::new("A lighthouse in a storm")
}

/// The names of the predicates that hold.
pub fn kinds(error: &Error) -> Vec<&'static str> {
    let predicates = [
        ("configuration", error.is_configuration()),
        ("unauthorized", error.is_unauthorized()),
        ("forbidden", error.is_forbidden()),
        ("out_of_credits", error.is_out_of_credits()),
        ("not_found", error.is_not_found()),
        ("rate_limited", error.is_rate_limited()),
        ("invalid_request", error.is_invalid_request()),
        ("server_error", error.is_server_error()),
        ("submission_unknown", error.is_submission_unknown()),
        ("timeout", error.is_timeout()),
        ("deadline_exceeded", error.is_deadline_exceeded()),
        ("generation_failed", error.is_generation_failed()),
        ("transport", error.is_transport()),
        ("decode", error.is_decode()),
        ("download", error.is_download()),
    ];
    let kinds: Vec<_> = predicates.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| name).collect();
    assert!(name(error.kind()).is_none_or(|name| kinds.contains(&name)), "{error:?}: {:?}", error.kind());
    kinds
}

/// The name of the predicate that holds for every error of a kind, if there is one.
fn name(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::Configuration => "configuration",
        ErrorKind::InvalidRequest => "invalid_request",
        ErrorKind::Unauthorized => "unauthorized",
        ErrorKind::OutOfCredits => "out_of_credits",
        ErrorKind::Forbidden => "forbidden",
        ErrorKind::NotFound => "not_found",
        ErrorKind::RateLimited => "rate_limited",
        ErrorKind::ServerError => "server_error",
        ErrorKind::Transport => "transport",
        ErrorKind::Decode => "decode",
        ErrorKind::SubmissionUnknown => "submission_unknown",
        ErrorKind::GenerationFailed => "generation_failed",
        ErrorKind::DeadlineExceeded => "deadline_exceeded",
        ErrorKind::OutputExists | ErrorKind::Download => "download",
        ErrorKind::OtherStatus | ErrorKind::Store => return None,
    })
}

/// Everything that can be printed of an error.
pub fn printed(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    text
}

/// The names of the files in a folder, sorted.
pub fn file_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A line for each violation.
pub fn messages(violations: &Violations) -> Vec<String> {
    violations.iter().map(ToString::to_string).collect()
}

/// The address of a port that refuses connections.
pub fn refusing_address() -> String {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    format!("http://127.0.0.1:{port}")
}

/// A process that runs one test of this binary once more, which does the work of a child there.
pub fn this_test_again(test: &str) -> tokio::process::Command {
    let mut command = tokio::process::Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]).stdout(std::process::Stdio::null()).kill_on_drop(true);
    command
}
