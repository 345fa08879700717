//! The ledger as a database file.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

use aimlapi_kling::{
    ledger::{JobFilter, JobRecord, Ledger, Next, State, Steps, Store as _},
    simulator::Simulator,
    types::{V1_6StandardTextToVideo, V2MasterImageToVideo},
};
use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::steps::{record, run, steps};
use crate::support::{clock::Clock, file_names, wall_clock::WallClock};

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jobs.ledger");
    (folder, path)
}

async fn open(path: &Path) -> Ledger {
    Ledger::open(path).await.unwrap()
}

/// The error of opening a file, which must remain as it was.
async fn open_error(path: &Path) -> String {
    let before = fs::read(path).unwrap();
    let names = file_names(path.parent().unwrap());
    let error = Ledger::open_with_timeout(path, Duration::ZERO).await.unwrap_err();
    assert!(error.is_store());
    assert!(fs::read(path).unwrap() == before, "{error}: the file was changed");
    assert_eq!(file_names(path.parent().unwrap()), names, "{error}");
    error.to_string()
}

/// A record with another state than a new one.
fn record_as(id: &str, state: &str, change: impl FnOnce(&mut serde_json::Value)) -> JobRecord {
    let record = JobRecord::with_id(id.parse().unwrap(), V1_6StandardTextToVideo::new("A ship")).unwrap();
    let mut json = serde_json::to_value(record).unwrap();
    json["state"] = state.into();
    json["revision"] = 1.into();
    change(&mut json);
    serde_json::from_value(json).unwrap()
}

fn ids(records: &[JobRecord]) -> Vec<&str> {
    records.iter().map(|record| record.client_request_id().as_str()).collect()
}

#[tokio::test(start_paused = true)]
async fn the_steps_of_a_job_are_in_the_file() {
    let (_folder, path) = folder();
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    let ledger = open(&path).await;
    let mut claim = ledger.insert(record()).await.unwrap().unwrap();
    assert_eq!(run(&steps, claim.record(), &ledger).await.last(), Some(&Next::Done));
    let finished = claim.record().clone();
    drop((claim, ledger));
    let ledger = open(&path).await;
    assert_eq!(ledger.get(finished.client_request_id()).await.unwrap(), Some(finished.clone()));
    assert_eq!(finished.body(), record().body());
    assert_eq!((finished.state(), finished.revision()), (State::Completed, 4));

    let columns = "client_request_id, revision, state, model, generation_id, credits, usd, is_done";
    let connection = Connection::open(&path).unwrap();
    let sql = format!("SELECT json_array({columns}) FROM jobs");
    let row: String = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
    let row: serde_json::Value = serde_json::from_str(&row).unwrap();
    let (model, id) = (finished.model_id(), finished.job().unwrap().id());
    assert_eq!(row, json!(["order-4711", 4, "completed", model, id, 560_000.0, 0.28, 1]));
}

#[tokio::test]
async fn only_the_user_can_read_the_files() {
    let (folder, path) = folder();
    let ledger = open(&path).await;
    ledger.save(&record_as("a", "named", |_| {})).await.unwrap();
    let names = file_names(folder.path());
    assert_eq!(names, ["jobs.ledger", "jobs.ledger-shm", "jobs.ledger-wal"]);
    for name in names {
        let mode = fs::metadata(folder.path().join(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    drop(ledger);
    assert_eq!(file_names(folder.path()), ["jobs.ledger"]);
}

#[tokio::test]
async fn a_file_that_is_not_a_ledger_is_an_error_and_remains_as_it_was() {
    let (_folder, path) = folder();
    let error = |reason: &str| format!("{} is not a ledger: {reason}", path.display());

    fs::write(&path, "").unwrap();
    assert_eq!(open_error(&path).await, error("it has only 0 bytes"));

    fs::write(&path, "Dear diary, ".repeat(1000)).unwrap();
    assert_eq!(open_error(&path).await, error("it is not an SQLite database"));

    fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE jobs (a)").unwrap();
    assert_eq!(open_error(&path).await, error("it is a database of another program"));

    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let error = Ledger::open(&path).await.unwrap_err();
    let reason = "cannot be used: unable to open database file";
    assert!(error.to_string().starts_with(&format!("the ledger {} {reason}", path.display())), "{error}");
}

#[tokio::test]
async fn a_ledger_of_a_newer_version_is_an_error() {
    let (_folder, path) = folder();
    drop(open(&path).await);
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 2).unwrap();
    let expected = format!(
        "the ledger {} was written by a newer version of this program: its schema has version 2, and the newest known \
         one is 1",
        path.display()
    );
    assert_eq!(open_error(&path).await, expected);
}

fn schema(path: &Path) -> String {
    let sql = "SELECT group_concat(sql, ';') FROM sqlite_schema ORDER BY name";
    Connection::open(path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn a_ledger_of_the_first_version_is_opened_with_all_its_records() {
    let (folder, path) = folder();
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/ledger/version-1.sql");
    Connection::open(&path).unwrap().execute_batch(&fs::read_to_string(fixture).unwrap()).unwrap();
    let ledger = open(&path).await;
    let records = ledger.jobs(&JobFilter::new()).await.unwrap();
    assert_eq!(ids(&records), ["job-downloaded", "job-unknown", "job-named"]);
    let states: Vec<_> = records.iter().map(JobRecord::state).collect();
    assert_eq!(states, [State::Downloaded, State::Unknown, State::Named]);
    assert!(records.iter().all(|own| own.body() == record().body()));
    let downloaded = &records[0];
    assert_eq!(downloaded.job().unwrap().id(), "generation-4711");
    assert_eq!(downloaded.bytes(), Some(1_048_576));
    assert_eq!(downloaded.output_path(), Some(Path::new("downloaded.mp4")));
    assert_eq!(records[1].last_error().unwrap().message(), "submitting: no response in time");
    assert_eq!(ids(&[ledger.last_unfinished().await.unwrap().unwrap()]), ["job-unknown"]);
    ledger.save(&record_as("job-named", "named", |json| json["revision"] = 2.into())).await.unwrap();
    drop(ledger);

    // A change of a step that ledgers have already taken would leave two schemas of one version.
    let new = folder.path().join("new.ledger");
    drop(open(&new).await);
    assert_eq!(schema(&path), schema(&new));
}

#[tokio::test]
async fn damage_in_the_middle_of_a_ledger_is_an_error_and_is_never_overwritten() {
    let (_folder, path) = folder();
    let ledger = open(&path).await;
    for number in 10..60 {
        ledger.save(&record_as(&format!("job-{number}"), "named", |_| {})).await.unwrap();
    }
    drop(ledger);
    let whole = fs::read(&path).unwrap();
    let name = br#""client_request_id":"job-30""#;
    let page = whole.windows(name.len()).position(|bytes| bytes == name).unwrap() / 4096 * 4096;
    let all = JobFilter::new();

    let mut bytes = whole.clone();
    bytes[page..page + 4096].fill(0);
    fs::write(&path, &bytes).unwrap();
    let ledger = open(&path).await;
    let damaged = format!("the ledger {} is damaged: database disk image is malformed", path.display());
    assert_eq!(ledger.jobs(&all).await.unwrap_err().to_string(), damaged);
    assert_eq!(ledger.claim_all(&all).await.unwrap_err().to_string(), damaged);
    let next = record_as("job-30", "sent", |json| json["revision"] = 2.into());
    assert_eq!(ledger.save(&next).await.unwrap_err().to_string(), damaged);
    drop(ledger);
    assert!(fs::read(&path).unwrap() == bytes, "the damaged file was changed");

    // A page may contain an obsolete copy, too.
    let mut bytes = whole.clone();
    for at in (0..whole.len()).filter(|at| whole[*at..].starts_with(name)) {
        let state = at + whole[at..].windows(5).position(|bytes| bytes == b"named").unwrap();
        bytes[state..state + 5].copy_from_slice(b"nomad");
    }
    fs::write(&path, &bytes).unwrap();
    let ledger = open(&path).await;
    let error = ledger.jobs(&all).await.unwrap_err().to_string();
    let reason = "contains a record that cannot be decoded: unknown variant `nomad`";
    assert!(error.starts_with(&format!("the ledger {} {reason}", path.display())), "{error}");
    // The other records are still there.
    assert_eq!(ledger.get(&"job-31".parse().unwrap()).await.unwrap().unwrap().revision(), 1);
    drop(ledger);
    assert!(fs::read(&path).unwrap() == bytes, "the damaged file was changed");
}

#[tokio::test]
async fn a_truncated_or_damaged_ledger_is_an_error() {
    let (_folder, path) = folder();
    let ledger = open(&path).await;
    for number in 0..50 {
        ledger.save(&record_as(&format!("job-{number}"), "named", |_| {})).await.unwrap();
    }
    drop(ledger);
    let whole = fs::read(&path).unwrap();
    assert!(whole.len() > 40_000);
    let damaged = format!("the ledger {} is damaged: database disk image is malformed", path.display());
    for length in [whole.len() / 2, whole.len() - 4096, 4096, 1000] {
        fs::write(&path, &whole[..length]).unwrap();
        assert_eq!(open_error(&path).await, damaged, "{length} bytes");
    }
    fs::write(&path, &whole[..50]).unwrap();
    assert_eq!(open_error(&path).await, format!("{} is not a ledger: it has only 50 bytes", path.display()));

    let mut bytes = whole;
    bytes[4096..].fill(0xff);
    fs::write(&path, &bytes).unwrap();
    let error = open(&path).await.jobs(&JobFilter::new()).await.unwrap_err();
    assert_eq!((error.to_string(), error.is_store()), (damaged, true));
}

#[tokio::test]
async fn a_locked_ledger_is_an_error_until_it_is_unlocked() {
    let (_folder, path) = folder();
    let ledger = Ledger::open_with_timeout(&path, Duration::ZERO).await.unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let record = record_as("a", "named", |_| {});
    let locked = format!("the ledger {} is locked by another process", path.display());
    assert_eq!(ledger.save(&record).await.unwrap_err().to_string(), locked);
    assert_eq!(ledger.claim_all(&JobFilter::new()).await.unwrap_err().to_string(), locked);
    // Readers do not wait for writers.
    assert_eq!(ledger.jobs(&JobFilter::new()).await.unwrap(), []);
    other.execute_batch("ROLLBACK").unwrap();
    ledger.save(&record).await.unwrap();
}

#[tokio::test]
async fn a_ledger_that_cannot_be_created_is_an_error() {
    let (folder, _) = folder();
    let path = folder.path().join("missing").join("jobs.ledger");
    let error = Ledger::open(&path).await.unwrap_err();
    let start =
        format!("the ledger {} cannot be created: No such file or directory (os error 2)", path.display());
    assert!(error.to_string().starts_with(&start), "{error}");
}

#[tokio::test]
async fn a_record_replaces_only_the_revision_before_it() {
    let (_folder, path) = folder();
    let (ledger, other) = (open(&path).await, open(&path).await);
    let revision = |number: u64| record_as("a", "named", |json| json["revision"] = number.into());
    ledger.save(&revision(1)).await.unwrap();
    other.save(&revision(2)).await.unwrap();
    for number in [1, 2, 4] {
        let error = ledger.save(&revision(number)).await.unwrap_err();
        assert_eq!(error.to_string(), "the record a was changed by another worker");
    }
    ledger.save(&revision(3)).await.unwrap();
    assert_eq!(ledger.get(&"a".parse().unwrap()).await.unwrap().unwrap().revision(), 3);
    assert!(ledger.insert(revision(1)).await.unwrap().is_none(), "the id is taken");
}

#[test]
fn a_record_is_claimed_by_one_ledger_at_a_time() {
    let (folder, path) = folder();
    // The end of the runtime waits for what was not awaited: the release of the last claims.
    let run = |test: &dyn Fn(Runtime)| test(tokio::runtime::Builder::new_current_thread().build().unwrap());
    run(&|runtime| runtime.block_on(claim_by_turns(&path)));
    run(&|runtime| {
        let claims =
            runtime.block_on(async { open(&path).await.claim_all(&JobFilter::new()).await.unwrap() });
        assert_eq!(claims.len(), 2);
    });
    assert_eq!(file_names(folder.path()), ["jobs.ledger"]);
}

async fn claim_by_turns(path: &Path) {
    let (one, two) = (open(path).await, open(path).await);
    let id = "a".parse().unwrap();
    let claim = one.insert(record_as("a", "named", |_| {})).await.unwrap().unwrap();
    assert!(two.claim(&id).await.unwrap().is_none());
    assert!(one.claim(&id).await.unwrap().is_none(), "not twice by the same ledger either");
    drop(claim);
    // Releasing is a write like any other, so the next one comes after it.
    one.save(&record_as("b", "named", |_| {})).await.unwrap();
    let _claim = two.claim(&id).await.unwrap().unwrap();
    let mut claims = one.claim_all(&JobFilter::new()).await.unwrap();
    assert_eq!(
        claims.iter_mut().map(|claim| claim.record().client_request_id().to_string()).collect::<Vec<_>>(),
        ["b"]
    );
}

#[tokio::test]
async fn records_are_listed_by_state_model_and_time() {
    let (_folder, path) = folder();
    let ledger = open(&path).await;
    let times = |time: u64| move |json: &mut serde_json::Value| json["times"] = json!({ "named": time });
    let output = |json: &mut serde_json::Value| {
        json["times"] = json!({ "named": 4000 });
        json["output"] = "a.mp4".into();
    };
    let other_model = |json: &mut serde_json::Value| {
        json["times"] = json!({ "named": 5000 });
        json["model"] = "klingai/v2-master-text-to-video".into();
    };
    for record in [
        record_as("a", "downloaded", times(1000)),
        record_as("b", "unknown", times(2000)),
        record_as("c", "completed", times(3000)),
        record_as("d", "completed", output),
        record_as("e", "failed", other_model),
    ] {
        ledger.save(&record).await.unwrap();
    }
    let since = std::time::UNIX_EPOCH + Duration::from_secs(3);
    for (filter, expected) in [
        (JobFilter::new(), vec!["e", "d", "c", "b", "a"]),
        (JobFilter::new().limit(2), vec!["e", "d"]),
        (JobFilter::new().states([State::Unknown, State::Failed]), vec!["e", "b"]),
        (JobFilter::new().states([]), vec![]),
        (JobFilter::new().model("klingai/v2-master-text-to-video"), vec!["e"]),
        (JobFilter::new().since(since), vec!["e", "d", "c"]),
        // A completed job without an output file is done.
        (JobFilter::new().unfinished(), vec!["d", "b"]),
        (JobFilter::new().unfinished().since(since).limit(1), vec!["d"]),
    ] {
        assert_eq!(ids(&ledger.jobs(&filter).await.unwrap()), expected, "{filter:?}");
    }
    assert_eq!(ids(&[ledger.last_unfinished().await.unwrap().unwrap()]), ["d"]);
}

#[tokio::test]
async fn records_are_listed_without_their_bodies() {
    let (_folder, path) = folder();
    let ledger = open(&path).await;
    let (a, b) = (record_as("a", "downloaded", |_| {}), record_as("b", "completed", |_| {}));
    for record in [&a, &b] {
        ledger.save(record).await.unwrap();
    }
    let all = JobFilter::new().without_bodies();
    assert_eq!(ledger.jobs(&all).await.unwrap(), [b.without_body(), a.without_body()]);
    let claims = ledger.claim_all(&all.limit(1)).await.unwrap();
    assert_eq!(claims.into_iter().map(|mut claim| claim.record().clone()).collect::<Vec<_>>(), [b]);
}

#[tokio::test]
async fn spending_is_summed_by_model_and_day() {
    let (_folder, path) = folder();
    let ledger = open(&path).await;
    let row = |state: &'static str, day: u64, cost: serde_json::Value| {
        record_as(&format!("{state}-{day}-{cost}").replace(['{', '}', '"', ','], "_"), state, |json| {
            json["times"] = json!({ "named": day * 86_400_000 });
            json["cost"] = cost;
        })
    };
    for record in [
        row("completed", 20_000, json!({ "credits": 1_000_000 })),
        row("downloaded", 20_000, json!({ "usd": 0.25 })),
        row("downloaded", 20_000, json!(null)),
        row("failed", 20_000, json!({ "credits": 7 })),
        row("submitted", 20_000, json!({ "credits": 7 })),
        row("named", 20_000, json!(null)),
        row("sent", 20_001, json!(null)),
        row("unknown", 20_001, json!(null)),
        row("refused", 20_001, json!(null)),
    ] {
        ledger.save(&record).await.unwrap();
    }
    let spending = ledger.spending(&JobFilter::new()).await.unwrap();
    let lines: Vec<_> = spending.iter().map(|day| format!("{day:?}")).collect();
    let model = "kling-video/v1.6/standard/text-to-video";
    let expected = [
        format!(
            "Spending {{ model_id: {model:?}, day: \"2024-10-04\", made: 3, failed: 1, refused: 0, unknown: 0, \
             running: 2, credits: 1500000.0, usd: 0.75, without_cost: 1 }}"
        ),
        format!(
            "Spending {{ model_id: {model:?}, day: \"2024-10-05\", made: 0, failed: 0, refused: 1, unknown: 2, \
             running: 0, credits: 0.0, usd: 0.0, without_cost: 0 }}"
        ),
    ];
    assert_eq!(lines, expected);
}

#[tokio::test(start_paused = true)]
async fn many_jobs_side_by_side_are_all_recorded() {
    let (_folder, path) = folder();
    let _held = Clock::new().hold();
    let ledger = open(&path).await;
    let saves = (0..500).map(|number| {
        let ledger = ledger.clone();
        tokio::spawn(async move {
            let record = |revision: u64| {
                record_as(&format!("job-{number}"), "named", |json| json["revision"] = revision.into())
            };
            for revision in 1..=3 {
                ledger.save(&record(revision)).await.unwrap();
            }
        })
    });
    for save in saves.collect::<Vec<_>>() {
        save.await.unwrap();
    }
    let records = open(&path).await.jobs(&JobFilter::new()).await.unwrap();
    assert_eq!(records.len(), 500);
    assert!(records.iter().all(|record| record.revision() == 3));
}

#[tokio::test(start_paused = true)]
async fn inline_media_is_written_once_and_sent_as_it_was_recorded() {
    let (_folder, path) = folder();
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let ledger = open(&path).await;
    let image = format!("data:image/png;base64,{}", "AAAA".repeat(500_000));
    let request = V2MasterImageToVideo::new(image).prompt("She smiles");
    let new = JobRecord::with_id("a".parse().unwrap(), request).unwrap();
    let mut claim = ledger.insert(new).await.unwrap().unwrap();
    let written = |path: &Path| fs::metadata(path.with_extension("ledger-wal")).unwrap().len();
    let after_insert = written(&path);
    let steps: Steps = steps(simulator.client().build().unwrap(), &WallClock::new());
    assert_eq!(run(&steps, claim.record(), &ledger).await.last(), Some(&Next::Done));
    assert!(after_insert > 2_000_000);
    assert!(written(&path) < after_insert + 100_000);
    let sent: serde_json::Value = serde_json::from_str(claim.record().body()).unwrap();
    assert_eq!(simulator.submissions(), [sent]);
    let debug = format!("{:?}", claim.record());
    assert!(debug.len() < 3000, "{} bytes", debug.len());
}
