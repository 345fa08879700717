//! A reservation is a lock between processes, which ends with its process.

use std::{env, process::Stdio};

use aimlapi_kling::OutputFile;
use tokio::io::{AsyncBufReadExt as _, BufReader};

use crate::support::{file_names, this_test_again};

/// The variable that names what a child reserves.
const TARGET: &str = "KLING_TEST_RESERVED";

const TEST: &str = "reservation::a_reservation_ends_with_its_process";

#[tokio::test]
async fn a_reservation_ends_with_its_process() {
    if let Some(target) = env::var_os(TARGET) {
        let _output = OutputFile::new(target).reserve().await.unwrap();
        eprintln!("reserved");
        return std::future::pending().await;
    }
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("1.mp4");
    let mut child = this_test_again(TEST).env(TARGET, &target).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    while lines.next_line().await.unwrap().expect("the child reserves the file") != "reserved" {}

    let error = OutputFile::new(&target).reserve().await.unwrap_err();
    let start = format!("{} is reserved by another download", target.display());
    assert!(error.to_string().starts_with(&start), "{error}");
    child.kill().await.unwrap();
    assert_eq!(file_names(folder.path()), ["1.mp4.part.json"]);
    drop(OutputFile::new(&target).reserve().await.unwrap());
    assert_eq!(file_names(folder.path()), [""; 0]);
}
