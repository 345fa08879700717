//! Processes that share a ledger and die at any moment: every job is done, and paid for once.

use std::{
    env,
    ffi::OsString,
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt},
    path::Path,
    process::{Output, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use aimlapi_kling::{
    Client, WaitPolicy,
    ledger::{JobFilter, JobRecord, Ledger, Next, State, Steps, Store, StoreError},
    simulator::{Endpoint, IncomingRequest, KEY, Simulator},
};
use tokio::process::Command;

use crate::support::{file_names, request};

/// The variables that tell a child what to do.
const SERVICE: &str = "KLING_TEST_SERVICE";
const LEDGER: &str = "KLING_TEST_LEDGER";
const CRASH: &str = "KLING_TEST_CRASH";
const SIGNAL: &str = "KLING_TEST_SIGNAL";

/// The test that a child runs, which does the work of a child if it is one.
const TEST: &str = "ledger::processes_that_share_a_ledger_share_its_jobs";

fn steps(client: Client) -> Steps {
    let moment = Duration::from_millis(1);
    // The log of the simulator is never late, and no child sends while another one looks up.
    Steps::new(client)
        .wait_policy(WaitPolicy::new().interval(moment))
        .settle_time(Duration::ZERO)
        .resend_if_not_found(1)
}

/// The store of a child, whose process ends at a save.
struct CrashingStore<'a> {
    ledger: &'a Ledger,
    /// Twice the number of the save, plus one if it is committed before the end.
    crash: Option<u64>,
    saves: AtomicU64,
}

impl CrashingStore<'_> {
    fn crash_at(&self, moment: u64) {
        if self.crash == Some(moment) {
            die();
        }
    }
}

/// Ends this process by the signal that it was told.
fn die() -> ! {
    let (signal, id) = (env::var(SIGNAL).unwrap(), std::process::id().to_string());
    std::process::Command::new("kill").args(["-s", &signal, &id]).status().unwrap();
    loop {
        std::thread::park();
    }
}

impl Store for CrashingStore<'_> {
    async fn save(&self, record: &JobRecord) -> Result<(), StoreError> {
        let number = self.saves.fetch_add(1, Ordering::Relaxed);
        self.crash_at(2 * number);
        self.ledger.save(record).await?;
        self.crash_at(2 * number + 1);
        Ok(())
    }
}

/// The work of a child: everything that no other process works on. It prints the error that ends it.
async fn work(service: String, path: OsString) {
    let client = Client::builder(KEY).base_url(service).build().unwrap();
    let ledger = match Ledger::open(path).await {
        Ok(ledger) => ledger,
        Err(error) => return eprintln!("{error}"),
    };
    let steps = steps(client);
    let crash = env::var(CRASH).ok().map(|number| number.parse().unwrap());
    let store = CrashingStore { ledger: &ledger, crash, saves: AtomicU64::new(0) };
    while let Some(mut claim) = ledger.claim_all(&JobFilter::new().unfinished().limit(1)).await.unwrap().pop()
    {
        loop {
            match steps.advance(claim.record(), &store).await {
                Ok(Next::Again { after }) => tokio::time::sleep(after).await,
                Ok(Next::Done) => break,
                end => return eprintln!("{}", end.unwrap_err()),
            }
        }
    }
}

fn worker(simulator: &Simulator, ledger: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", TEST, "--nocapture"]).env(SERVICE, simulator.base_url()).env(LEDGER, ledger);
    command.env(SIGNAL, "KILL").stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

async fn add_jobs(ledger: &Ledger, folder: &Path, numbers: impl Iterator<Item = usize>) {
    for number in numbers {
        let output = folder.join(format!("{number}.mp4"));
        let id = format!("job-{number}").parse().unwrap();
        let record = JobRecord::with_id(id, request()).unwrap().output(output.to_str().unwrap());
        drop(ledger.insert(record).await.unwrap().expect("the id is new"));
    }
}

/// Every job is done, was accepted once, and has its own video.
async fn assert_all_done(ledger: &Ledger, simulator: &Simulator, jobs: usize, context: &str) {
    let records = ledger.jobs(&JobFilter::new()).await.unwrap();
    assert_eq!(records.len(), jobs, "{context}");
    let accepted = simulator.accepted();
    assert_eq!(accepted.len(), jobs, "{context}: submissions that were paid for");
    for record in records {
        assert_eq!(record.state(), State::Downloaded, "{context}: {record:?}");
        let id = record.job().unwrap().id();
        let mut own = accepted.iter().filter(|job| job.id == id);
        let job = own.next().unwrap_or_else(|| panic!("{context}: {id} was not accepted"));
        assert_eq!(job.client_request_id.as_ref(), Some(record.client_request_id()), "{context}");
        assert!(
            fs::read(record.output_path().unwrap()).unwrap() == simulator.video(id).unwrap(),
            "{context}"
        );
    }
}

#[tokio::test]
async fn a_process_that_is_killed_or_terminated_at_any_save_leaves_a_job_that_the_next_process_completes() {
    for signal in ["KILL", "TERM"] {
        // Before and after each of: sent, submitted, completed, owns the file, downloaded.
        assert_eq!(crashes(signal).await, 10, "{signal}");
    }
}

/// Ends a process at each save by this signal, and returns how many there are.
async fn crashes(signal: &str) -> u64 {
    let mut crashes = 0;
    loop {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jobs.ledger");
        let simulator = Simulator::builder().instant().start().await.unwrap();
        let ledger = Ledger::open(&path).await.unwrap();
        add_jobs(&ledger, folder.path(), 0..1).await;
        // This process holds the claim of `add_jobs` no longer than its ledger.
        drop(ledger);
        let mut worker_that_dies = worker(&simulator, &path);
        let output =
            worker_that_dies.env(CRASH, crashes.to_string()).env(SIGNAL, signal).output().await.unwrap();
        let has_crashed = !output.status.success();
        let next = worker(&simulator, &path).output().await.unwrap();
        let context = format!("{signal} {crashes}: {} {}", text(&output), text(&next));
        assert!(next.status.success(), "{context}");
        let ledger = Ledger::open(&path).await.unwrap();
        assert_all_done(&ledger, &simulator, 1, &context).await;
        if !has_crashed {
            return crashes;
        }
        crashes += 1;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed_while_it_waits_for_a_response_is_continued() {
    for endpoint in [Endpoint::Submit, Endpoint::Poll, Endpoint::Video] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jobs.ledger");
        let victim = Arc::new(Mutex::new(None::<tokio::process::Child>));
        let killer = Arc::clone(&victim);
        // The request has arrived and is processed; nobody receives the response.
        let kill = move |request: &IncomingRequest<'_>| {
            if request.endpoint == endpoint
                && let Some(mut child) = killer.lock().unwrap().take()
            {
                child.start_kill().unwrap();
            }
            None
        };
        let simulator = Simulator::builder().instant().faults(kill).start().await.unwrap();
        let ledger = Ledger::open(&path).await.unwrap();
        add_jobs(&ledger, folder.path(), 0..1).await;
        drop(ledger);
        {
            let mut victim = victim.lock().unwrap();
            *victim = Some(worker(&simulator, &path).spawn().unwrap());
        }
        while victim.lock().unwrap().is_some() {
            tokio::task::yield_now().await;
        }
        // The operating system has released the lock of the dead process when a new one gets the claim.
        let mut context = format!("killed during {endpoint:?}");
        for _ in 0..10 {
            context += &text(&worker(&simulator, &path).output().await.unwrap());
            let ledger = Ledger::open(&path).await.unwrap();
            if ledger.last_unfinished().await.unwrap().is_none() {
                break;
            }
        }
        let ledger = Ledger::open(&path).await.unwrap();
        assert_all_done(&ledger, &simulator, 1, &context).await;
    }
}

#[tokio::test]
async fn processes_that_share_a_ledger_share_its_jobs() {
    if let (Ok(service), Some(path)) = (env::var(SERVICE), env::var_os(LEDGER)) {
        return work(service, path).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jobs.ledger");
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let ledger = Ledger::open(&path).await.unwrap();
    add_jobs(&ledger, folder.path(), 0..24).await;
    drop(ledger);
    let start = |crash: Option<u64>| {
        let mut command = worker(&simulator, &path);
        command.envs(crash.map(|number| (CRASH, number.to_string())));
        command.spawn().unwrap()
    };
    // One of them dies in its third job, and another one continues it.
    let children = [start(None), start(Some(23)), start(None)];
    let mut texts = Vec::new();
    for child in children {
        let output = child.wait_with_output().await.unwrap();
        texts.push(format!("{}: {}", output.status, text(&output)));
    }
    let last = start(None).wait_with_output().await.unwrap();
    texts.push(text(&last));
    let ledger = Ledger::open(&path).await.unwrap();
    assert_all_done(&ledger, &simulator, 24, &texts.join("\n")).await;
}

#[tokio::test]
async fn a_full_disk_stops_before_anything_is_paid_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jobs.ledger");
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let ledger = Ledger::open(&path).await.unwrap();
    add_jobs(&ledger, folder.path(), 0..60).await;
    drop(ledger);
    let size = fs::metadata(&path).unwrap().len();
    // No file may grow beyond this size, as on a full disk. The unit is 512 bytes.
    let limit = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", size / 512 + 60);
    let mut command = Command::new("sh");
    command.args(["-c", &limit]).arg(env::current_exe().unwrap()).args(["--exact", TEST, "--nocapture"]);
    command
        .env(SERVICE, simulator.base_url())
        .env(LEDGER, &path)
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let output = text(&command.output().await.unwrap());
    let reason = format!("the ledger {} cannot be read or written: disk I/O error", path.display());
    assert!(output.contains(&reason), "{output}");

    let ledger = Ledger::open(&path).await.unwrap();
    let records = ledger.jobs(&JobFilter::new()).await.unwrap();
    assert_eq!(records.len(), 60);
    let named = records.iter().filter(|record| record.state() == State::Named).count();
    assert!((1..60).contains(&named), "{named} jobs were not sent");
    assert!(simulator.accepted().len() <= 60 - named, "an accepted job is recorded as not sent");
    drop(ledger);
    // With space again, the rest is done.
    let next = worker(&simulator, &path).output().await.unwrap();
    assert!(next.status.success(), "{}", text(&next));
    assert_all_done(&Ledger::open(&path).await.unwrap(), &simulator, 60, &output).await;
}

/// What a process prints that may not write what is in `folder`, where the ledger is.
async fn output_of_reader(folder: &Path, path: &Path) -> String {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let (before, names) = (fs::read(path).unwrap(), file_names(folder));
    let mut command = worker(&simulator, path);
    if fs::metadata(path).unwrap().uid() == 0 {
        // The superuser may write everything.
        command.uid(65_534);
    }
    let output = text(&command.output().await.unwrap());
    fs::set_permissions(folder, PermissionsExt::from_mode(0o755)).unwrap();
    assert!(fs::read(path).unwrap() == before);
    assert_eq!(file_names(folder), names);
    output
}

#[tokio::test]
async fn a_ledger_that_may_only_be_read_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jobs.ledger");
    drop(Ledger::open(&path).await.unwrap());
    fs::set_permissions(&path, PermissionsExt::from_mode(0o444)).unwrap();
    fs::set_permissions(&folder, PermissionsExt::from_mode(0o755)).unwrap();
    let output = output_of_reader(folder.path(), &path).await;
    assert_eq!(output, format!("the ledger {} is read-only\n", path.display()));
}

#[tokio::test]
async fn a_ledger_in_a_folder_that_may_only_be_read_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jobs.ledger");
    drop(Ledger::open(&path).await.unwrap());
    fs::set_permissions(&path, PermissionsExt::from_mode(0o666)).unwrap();
    fs::set_permissions(&folder, PermissionsExt::from_mode(0o555)).unwrap();
    let output = output_of_reader(folder.path(), &path).await;
    assert_eq!(output, format!("the ledger {} is read-only\n", path.display()));
}
