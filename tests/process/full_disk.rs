//! A full disk is an error that says what is kept and how to continue.

use std::{env, fs, process::Stdio};

use aimlapi_kling::{Client, Job};
use serde_json::json;
use tokio::process::Command;

use crate::support::{
    KEY, file_names,
    host::{RecordedRequest, ScriptedHost, ScriptedResponse},
    this_test_again,
    video::{ID, completed, mp4},
};

const LENGTH: usize = 2 * 1024 * 1024;
const ETAG: &str = "\"one\"";

/// The variables that tell a child what to download.
const HOST: &str = "KLING_TEST_FULL_HOST";
const TARGET: &str = "KLING_TEST_FULL_TARGET";

const TEST: &str = "full_disk::a_full_disk_is_an_error_that_says_what_is_kept_and_how_to_continue";

fn respond(request: &RecordedRequest, has_etag: bool) -> ScriptedResponse {
    let start = request.range_start().unwrap_or_default() as usize;
    let response = match request.range_start() {
        Some(start) => ScriptedResponse::new("206 Partial Content")
            .header("content-range", format!("bytes {start}-{}/{LENGTH}", LENGTH - 1)),
        None => ScriptedResponse::new("200 OK"),
    };
    let response = if has_etag { response.header("etag", ETAG) } else { response };
    response.sized_body(&mp4(LENGTH)[start..])
}

async fn download(
    host: &str,
    target: &std::path::Path,
) -> Result<aimlapi_kling::Downloaded, aimlapi_kling::Error> {
    let client = Client::builder(KEY).base_url(host).build().unwrap();
    client.wait(&Job::from_id(ID)).await.unwrap().download_to(target).await
}

/// Runs a command whose files can have 100 or 200 KiB, which depends on the shell: a write beyond it fails in the
/// middle, as on a full disk.
fn with_small_files(command: &Command) -> Command {
    let command = command.as_std();
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 200; exec \"$0\" \"$@\""]);
    limited.arg(command.get_program()).args(command.get_args()).kill_on_drop(true);
    limited
}

#[tokio::test]
async fn a_full_disk_is_an_error_that_says_what_is_kept_and_how_to_continue() {
    if let (Ok(host), Some(target)) = (env::var(HOST), env::var_os(TARGET)) {
        let error = download(&host, target.as_ref()).await.unwrap_err();
        assert!(error.is_download());
        return eprintln!("error: {error}");
    }
    for has_etag in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("1.mp4");
        let part = folder.path().join("1.mp4.part");
        let host = ScriptedHost::start();
        let url = host.url("/1.mp4");
        host.respond(move |request| match request.path() {
            "/1.mp4" => respond(request, has_etag),
            _ => completed(json!({ "url": url })),
        });
        let mut child = with_small_files(&this_test_again(TEST));
        let child = child.env(HOST, host.base_url()).env(TARGET, &target).stdout(Stdio::null());
        let output = String::from_utf8(child.output().await.unwrap().stderr).unwrap();
        let error = output.lines().find_map(|line| line.strip_prefix("error: ")).expect(&output);
        let failure = format!("cannot write {}: File too large (os error 27)", part.display());
        if !has_etag {
            let text = "; the host does not support resuming, so nothing is kept: download again";
            assert_eq!(error, format!("{failure}{text} (generation abc)"));
            assert_eq!(file_names(folder.path()), [""; 0]);
            continue;
        }
        let kept = fs::read(&part).unwrap();
        assert!(!kept.is_empty() && mp4(LENGTH).starts_with(&kept));
        let text = format!("{} bytes are kept in {}, download again to resume", kept.len(), part.display());
        assert_eq!(error, format!("{failure} (generation abc); {text}"));
        let downloaded = download(host.base_url(), &target).await.unwrap();
        assert_eq!(downloaded.bytes(), LENGTH as u64);
        assert_eq!(
            host.requests().last().unwrap().range_start(),
            Some((kept.len() as u64).saturating_sub(64 * 1024))
        );
        assert!(fs::read(&target).unwrap() == mp4(LENGTH));
        assert_eq!(file_names(folder.path()), ["1.mp4"]);
    }
}
