//! The ledger: commands that are repeated, several at a time, and ledgers that cannot be used.

use std::{
    fs,
    path::PathBuf,
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use aimlapi_kling::{
    ledger::Ledger,
    simulator::{Fault, IncomingRequest, Simulator},
};
use rusqlite::Connection;

use crate::support::{Folder, GENERATE, Run, command_at, downloaded, files, folder, kling_at};

const GENERATE_FAST: [&str; 9] = [
    GENERATE[0],
    GENERATE[1],
    GENERATE[2],
    GENERATE[3],
    GENERATE[4],
    GENERATE[5],
    GENERATE[6],
    "--interval",
    "1",
];

/// An instant service that counts the requests.
async fn counted() -> (Simulator, Arc<AtomicUsize>) {
    let requests = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&requests);
    let count = move |_: &IncomingRequest<'_>| {
        counter.fetch_add(1, Ordering::SeqCst);
        None
    };
    (Simulator::builder().instant().faults(count).start().await.unwrap(), requests)
}

/// The ledger of the service.
fn ledger_of(simulator: &Simulator, folder: &Folder) -> PathBuf {
    let port = simulator.base_url().rsplit_once(':').unwrap().1.to_owned();
    folder.ledgers().join(format!("127.0.0.1_{port}.db"))
}

fn with<'a>(arguments: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [arguments, more].concat()
}

#[tokio::test]
async fn a_video_that_is_there_is_not_paid_for_again() {
    let ((simulator, requests), folder) = (counted().await, folder());
    assert_eq!(kling_at(&simulator, &folder, &GENERATE_FAST).await.code, Some(0));
    let sent = requests.load(Ordering::SeqCst);
    for force in [&[][..], &["--force"]] {
        let again = kling_at(&simulator, &folder, &with(&GENERATE_FAST, force)).await;
        let video = fs::read(folder.path().join("out.mp4")).unwrap();
        assert_eq!(again.lines(), [downloaded("out.mp4", &video) + "  already on disk"]);
        assert_eq!(again.code, Some(0));
    }
    assert_eq!(requests.load(Ordering::SeqCst), sent);
}

#[tokio::test]
async fn a_video_whose_file_is_gone_is_fetched_again_and_not_paid_for() {
    let ((simulator, _), folder) = (counted().await, folder());
    assert_eq!(kling_at(&simulator, &folder, &GENERATE_FAST).await.code, Some(0));
    let path = folder.path().join("out.mp4");
    let video = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    let again = kling_at(&simulator, &folder, &GENERATE_FAST).await;
    assert!(again.stderr.starts_with("continuing the job "), "{again:?}");
    assert_eq!((again.code, simulator.accepted().len()), (Some(0), 1));
    assert!(fs::read(&path).unwrap() == video);
}

#[tokio::test]
async fn a_file_that_has_taken_the_place_of_the_video_is_not_replaced() {
    let ((simulator, _), folder) = (counted().await, folder());
    assert_eq!(kling_at(&simulator, &folder, &GENERATE_FAST).await.code, Some(0));
    let path = folder.path().join("out.mp4");
    fs::write(&path, "mine").unwrap();
    let again = kling_at(&simulator, &folder, &GENERATE_FAST).await;
    assert_eq!(again.stderr, format!("error: {} already exists; `--force` replaces it\n", path.display()));
    assert_eq!((again.code, fs::read(&path).unwrap().as_slice()), (Some(6), &b"mine"[..]));
    let forced = kling_at(&simulator, &folder, &with(&GENERATE_FAST, &["--force"])).await;
    assert_eq!((forced.code, simulator.accepted().len()), (Some(0), 1), "{forced:?}");
    assert!(Some(fs::read(&path).unwrap()) == simulator.video(&simulator.accepted()[0].id));
}

#[tokio::test]
async fn a_new_job_is_paid_for_where_it_is_asked_for() {
    let ((simulator, _), folder) = (counted().await, folder());
    for more in [&[][..], &["--new", "--force"]] {
        let run = kling_at(&simulator, &folder, &with(&GENERATE_FAST, more)).await;
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    let [_, second] = simulator.accepted().try_into().unwrap();
    assert!(Some(fs::read(folder.path().join("out.mp4")).unwrap()) == simulator.video(&second.id));
}

#[tokio::test]
async fn a_job_that_failed_is_submitted_again() {
    let failing =
        Simulator::builder().instant().faults(|_| Some(Fault::failed_job("no luck"))).start().await.unwrap();
    let folder = folder();
    for paid in 1..=2 {
        let run = kling_at(&failing, &folder, &GENERATE_FAST).await;
        assert_eq!((run.code, failing.accepted().len()), (Some(3), paid), "{run:?}");
    }
}

#[tokio::test]
async fn another_request_or_another_file_is_another_job() {
    let ((simulator, _), folder) = (counted().await, folder());
    let file: Vec<_> = GENERATE_FAST.iter().map(|word| word.replace("out.mp4", "other.mp4")).collect();
    let request: Vec<_> = GENERATE_FAST
        .iter()
        .map(|word| word.replace("out.mp4", "third.mp4").replace("A lighthouse", "A ship"))
        .collect();
    assert_eq!(kling_at(&simulator, &folder, &GENERATE_FAST).await.code, Some(0));
    assert_eq!(kling_at(&simulator, &folder, &file).await.code, Some(0));
    assert_eq!(kling_at(&simulator, &folder, &request).await.code, Some(0));
    assert_eq!(simulator.accepted().len(), 3);
    assert_eq!(files(folder.path()), ["other.mp4", "out.mp4", "third.mp4"]);
}

#[tokio::test]
async fn of_commands_that_start_together_one_pays() {
    let ((simulator, _), folder) = (counted().await, folder());
    let start = || {
        let mut command = command_at(&simulator.base_url(), &folder, &GENERATE_FAST);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<_> = (0..6).map(|_| start()).collect();
    let mut runs = Vec::new();
    for child in children {
        runs.push(Run::from(child.wait_with_output().await.unwrap()));
    }
    assert_eq!(simulator.accepted().len(), 1, "{runs:?}");
    assert!(runs.iter().any(|run| run.code == Some(0)), "{runs:?}");
    for run in runs.iter().filter(|run| run.code != Some(0)) {
        let is_known = ["another process is working on the job", "is reserved by another download"];
        assert!(is_known.iter().any(|text| run.stderr.contains(text)), "{run:?}");
    }
}

#[tokio::test]
async fn a_simulated_job_is_not_in_the_ledger() {
    let folder = folder();
    let run = crate::support::kling(&folder, &[&GENERATE[..], &["--simulate"]].concat()).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(!folder.ledgers().exists());
}

#[tokio::test]
async fn without_a_ledger_nothing_is_recorded() {
    let ((simulator, _), folder) = (counted().await, folder());
    let run = kling_at(&simulator, &folder, &with(&GENERATE_FAST, &["--no-ledger"])).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(!folder.ledgers().exists());
}

#[tokio::test]
async fn the_ledger_is_the_one_that_an_option_or_a_variable_names() {
    let ((simulator, _), folder) = (counted().await, folder());
    let option = kling_at(&simulator, &folder, &with(&GENERATE_FAST, &["--ledger", "a.db"])).await;
    assert_eq!(option.code, Some(0), "{option:?}");
    let mut command = command_at(&simulator.base_url(), &folder, &["jobs"]);
    command.env("KLING_LEDGER", "a.db");
    let listed = Run::of(command).await;
    assert!(listed.stdout.starts_with("downloaded "), "{listed:?}");
    assert_eq!(kling_at(&simulator, &folder, &["jobs"]).await.stdout, "");
}

/// Runs `generate` with a ledger that cannot be used; returns the reason. Nothing is sent, and the ledger remains as
/// it is.
async fn unusable(make: impl AsyncFnOnce(&PathBuf)) -> String {
    let ((simulator, requests), folder) = (counted().await, folder());
    fs::create_dir(folder.ledgers()).unwrap();
    let path = ledger_of(&simulator, &folder);
    make(&path).await;
    let before = fs::read(&path).unwrap();
    let run = kling_at(&simulator, &folder, &GENERATE_FAST).await;
    assert_eq!((run.code, requests.load(Ordering::SeqCst)), (Some(1), 0), "{run:?}");
    assert!(fs::read(&path).unwrap() == before);
    assert_eq!(files(folder.path()), [""; 0]);
    let advice = "; nothing was sent. `--ledger FILE` uses another ledger, `--no-ledger` none\n";
    let reason = run.stderr.strip_suffix(advice).unwrap_or_else(|| panic!("{run:?}"));
    // Without a ledger it works.
    let without = kling_at(&simulator, &folder, &with(&GENERATE_FAST, &["--no-ledger"])).await;
    assert_eq!(without.code, Some(0), "{without:?}");
    reason.replace(&path.display().to_string(), "PATH")
}

#[tokio::test]
async fn a_file_that_is_not_a_ledger_is_refused_before_anything_is_sent() {
    let reason = unusable(async |path| fs::write(path, "x".repeat(5000)).unwrap()).await;
    assert_eq!(reason, "error: PATH is not a ledger: it is not an SQLite database");
    let reason = unusable(async |path| fs::write(path, "mine").unwrap()).await;
    assert_eq!(reason, "error: PATH is not a ledger: it has only 4 bytes");
    let foreign = async |path: &PathBuf| {
        Connection::open(path).unwrap().execute_batch("CREATE TABLE mine (text TEXT)").unwrap();
    };
    let reason = unusable(foreign).await;
    assert_eq!(reason, "error: PATH is not a ledger: it is a database of another program");
}

#[tokio::test]
async fn a_ledger_of_a_newer_version_is_refused_before_anything_is_sent() {
    let newer = async |path: &PathBuf| {
        drop(Ledger::open(path).await.unwrap());
        Connection::open(path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    };
    let reason = unusable(newer).await;
    let expected =
        "error: the ledger PATH was written by a newer version of this program: its schema has version 99, ";
    assert!(reason.starts_with(expected), "{reason}");
}

#[tokio::test]
async fn a_damaged_ledger_is_refused_before_anything_is_sent() {
    let damaged = async |path: &PathBuf| {
        drop(Ledger::open(path).await.unwrap());
        let mut bytes = fs::read(path).unwrap();
        // The page of the schema, without the header of the file.
        bytes[100..4096].fill(0xff);
        fs::write(path, bytes).unwrap();
    };
    let reason = unusable(damaged).await;
    assert!(reason.starts_with("error: the ledger PATH is damaged: "), "{reason}");
}

#[tokio::test]
async fn a_ledger_that_another_process_has_locked_is_refused_before_anything_is_sent() {
    let ((simulator, requests), folder) = (counted().await, folder());
    fs::create_dir(folder.ledgers()).unwrap();
    let path = ledger_of(&simulator, &folder);
    drop(Ledger::open(&path).await.unwrap());
    let lock = Connection::open(&path).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    let run = kling_at(&simulator, &folder, &GENERATE_FAST).await;
    assert_eq!(run.stderr, format!("error: the ledger {} is locked by another process\n", path.display()));
    assert_eq!((run.code, requests.load(Ordering::SeqCst)), (Some(1), 0));
    drop(lock);
    assert_eq!(kling_at(&simulator, &folder, &GENERATE_FAST).await.code, Some(0));
}

/// A ledger of one service is not that of another one.
#[tokio::test]
async fn every_service_has_a_ledger_of_its_own() {
    let folder = folder();
    for _ in 0..2 {
        let (simulator, _) = counted().await;
        let run = kling_at(&simulator, &folder, &with(&GENERATE_FAST, &["--force"])).await;
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_eq!(simulator.accepted().len(), 1);
    }
    assert_eq!(files(&folder.ledgers()).iter().filter(|name| name.ends_with(".db")).count(), 2);
}

#[tokio::test]
async fn an_ended_command_leaves_no_lock_beside_the_ledger() {
    let ((simulator, _), folder) = (counted().await, folder());
    for arguments in [&GENERATE_FAST[..], &["resume"], &["jobs"]] {
        assert_eq!(kling_at(&simulator, &folder, arguments).await.code, Some(0));
    }
    let names = files(&folder.ledgers());
    assert!(!names.iter().any(|name| name.contains("-owner-")), "{names:?}");
}
