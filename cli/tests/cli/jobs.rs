//! `kling submit`, `status`, `wait`, `download`, `jobs` and `recover`

use std::{fs, time::Duration};

use aimlapi_kling::{
    simulator::{Endpoint, Fault, IncomingRequest, Simulator},
    types::V1_6StandardTextToVideo,
};
use serde_json::json;

use crate::support::{MODEL, files, folder, kling_at};

const SUBMIT: [&str; 5] = ["submit", "-m", MODEL, "--prompt", "A lighthouse"];

async fn instant() -> Simulator {
    Simulator::builder().instant().start().await.unwrap()
}

#[tokio::test]
async fn a_job_is_submitted_waited_for_and_downloaded_by_commands_of_their_own() {
    let (simulator, folder) = (instant().await, folder());
    let submitted = kling_at(&simulator, &folder, &SUBMIT).await;
    let id = simulator.accepted()[0].id.clone();
    assert_eq!((submitted.code, submitted.stdout), (Some(0), format!("{id}\n")));

    let waited = kling_at(&simulator, &folder, &["wait"]).await;
    assert_eq!((waited.code, waited.stdout.as_str()), (Some(0), ""), "{waited:?}");
    assert_eq!(waited.lines().last().unwrap(), "completed after 0:00 of usually 3:06");

    let downloaded = kling_at(&simulator, &folder, &["download"]).await;
    assert_eq!(downloaded.code, Some(0), "{downloaded:?}");
    assert_eq!(files(folder.path()), ["a-lighthouse.mp4"]);
    assert!(Some(fs::read(folder.path().join("a-lighthouse.mp4")).unwrap()) == simulator.video(&id));
    assert_eq!(simulator.accepted().len(), 1);
}

#[tokio::test]
async fn the_video_of_a_job_of_another_program_is_named_after_its_id() {
    let (simulator, folder) = (instant().await, folder());
    let client = simulator.client().build().unwrap();
    let job = client.submit(V1_6StandardTextToVideo::new("A lighthouse")).await.unwrap();
    let run = kling_at(&simulator, &folder, &["resume", job.id(), "--interval", "1"]).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    let name = job.id().split_once(':').unwrap().0;
    assert_eq!(files(folder.path()), [format!("{name}.mp4")]);
}

#[tokio::test]
async fn a_list_without_jobs_says_so() {
    for arguments in [&["jobs"][..], &["jobs", "--cost"]] {
        let run = crate::support::kling(&folder(), arguments).await;
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", "no jobs found\n"));
    }
    let run = crate::support::kling(&folder(), &["jobs", "--json"]).await;
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""));
}

#[tokio::test]
async fn the_same_submission_again_is_the_same_job_until_a_new_one_is_asked_for() {
    let (simulator, folder) = (instant().await, folder());
    let first = kling_at(&simulator, &folder, &SUBMIT).await;
    let again = kling_at(&simulator, &folder, &SUBMIT).await;
    assert_eq!((again.code, &again.stdout), (Some(0), &first.stdout), "{again:?}");
    assert_eq!(simulator.accepted().len(), 1);
    let new = kling_at(&simulator, &folder, &[&SUBMIT[..], &["--new"]].concat()).await;
    assert_eq!(new.stdout, format!("{}\n", simulator.accepted()[1].id), "{new:?}");
}

#[tokio::test]
async fn a_job_is_found_by_either_of_its_ids() {
    let (simulator, folder) = (instant().await, folder());
    kling_at(&simulator, &folder, &[&SUBMIT[..], &["-o", "out.mp4"]].concat()).await;
    let [accepted] = simulator.accepted().try_into().unwrap();
    for id in [accepted.id.as_str(), accepted.client_request_id.as_ref().unwrap().as_str()] {
        let status = kling_at(&simulator, &folder, &["status", id, "--json"]).await;
        let job = status.event("job");
        assert_eq!((&job["id"], &job["state"]), (&json!(accepted.id), &json!("completed")), "{status:?}");
        assert_eq!(job["file"], json!(folder.path().join("out.mp4")));
    }
}

#[tokio::test]
async fn a_video_that_is_not_generated_yet_is_not_downloaded() {
    let hour = Duration::from_secs(3600);
    let simulator = Simulator::builder().timeline(hour, hour).start().await.unwrap();
    let folder = folder();
    kling_at(&simulator, &folder, &SUBMIT).await;
    let run = kling_at(&simulator, &folder, &["download", "-o", "out.mp4"]).await;
    let message = "error: the video is not generated yet; `kling resume` waits for it";
    assert!(run.stderr.lines().any(|line| line == message), "{run:?}");
    assert_eq!(run.code, Some(1));
    let status = kling_at(&simulator, &folder, &["status"]).await;
    assert!(status.stdout.starts_with("queued "), "{status:?}");
}

#[tokio::test]
async fn with_nothing_to_continue_nothing_is_done() {
    let (simulator, folder) = (instant().await, folder());
    for command in ["resume", "wait", "download"] {
        let run = kling_at(&simulator, &folder, &[command]).await;
        assert_eq!(run.stderr, "there is no job whose video is not on disk\n");
        assert_eq!(run.code, Some(0));
    }
    let run = kling_at(&simulator, &folder, &["status"]).await;
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), "error: the ledger has no jobs\n"));
}

#[tokio::test]
async fn jobs_are_listed_by_state_model_and_number_with_what_they_cost() {
    let (simulator, folder) = (instant().await, folder());
    for file in ["1.mp4", "2.mp4"] {
        kling_at(&simulator, &folder, &[&SUBMIT[..], &["-o", file]].concat()).await;
    }
    let run = kling_at(&simulator, &folder, &["resume"]).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    let states = async |arguments: &[&str]| {
        let run = kling_at(&simulator, &folder, &[&["jobs", "--json"], arguments].concat()).await;
        assert_eq!(run.code, Some(0), "{run:?}");
        run.events().iter().map(|job| job["state"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(states(&[]).await, ["downloaded", "submitted"]);
    assert_eq!(states(&["--state", "submitted"]).await, ["submitted"]);
    assert_eq!(states(&["--state", "submitted", "--state", "downloaded"]).await.len(), 2);
    assert_eq!(states(&["--limit", "1", "--since", "1h"]).await, ["downloaded"]);
    assert_eq!(states(&["--model", "V1_6ProTextToVideo"]).await, [""; 0]);

    let run = kling_at(&simulator, &folder, &["jobs", "--cost", "--json"]).await;
    let cost = run.event("cost");
    assert_eq!((&cost["model"], &cost["made"], &cost["running"]), (&json!(MODEL), &json!(1), &json!(1)));
    assert_eq!(cost["usd_spent"], 0.28);
    let run = kling_at(&simulator, &folder, &["jobs", "--cost"]).await;
    assert!(run.stdout.contains(&format!("  $   0.28  {MODEL}  1 made, 1 running\n")), "{run:?}");
}

#[tokio::test]
async fn an_unknown_state_or_time_is_invalid_input() {
    let (simulator, folder) = (instant().await, folder());
    let state = kling_at(&simulator, &folder, &["jobs", "--state", "done"]).await;
    assert!(state.stderr.contains("\"done\" is not a state; the states are named, sent, "), "{state:?}");
    let time = kling_at(&simulator, &folder, &["jobs", "--since", "soon"]).await;
    assert!(time.stderr.contains("expected a duration such as 3d, 12h or 30m"), "{time:?}");
    assert_eq!((state.code, time.code), (Some(2), Some(2)));
}

#[tokio::test]
async fn what_was_paid_for_elsewhere_is_recovered_once() {
    let (simulator, folder) = (instant().await, folder());
    let client = simulator.client().build().unwrap();
    for _ in 0..2 {
        client.submit(V1_6StandardTextToVideo::new("A lighthouse")).await.unwrap();
    }
    let recover = ["recover", "--since", "3d", "--out", "videos", "--json"];
    let run = kling_at(&simulator, &folder, &recover).await;
    let summary = run.event("summary");
    assert_eq!((&summary["downloaded"], &summary["usd_spent"]), (&json!(2), &json!(0.56)), "{run:?}");
    for accepted in simulator.accepted() {
        let name = format!("{}.mp4", accepted.id.split(':').next().unwrap());
        let video = fs::read(folder.path().join("videos").join(name)).unwrap();
        assert!(Some(video) == simulator.video(&accepted.id));
    }
    let again = kling_at(&simulator, &folder, &recover[..5]).await;
    assert_eq!(
        (again.code, again.stderr.as_str()),
        (Some(0), "0 fetched; 2 were there; 0 without a video\n")
    );
    assert_eq!(files(&folder.path().join("videos")).len(), 2);
    assert_eq!(simulator.accepted().len(), 2);
}

#[tokio::test]
async fn a_video_that_cannot_be_recovered_does_not_prevent_the_others() {
    let refused = |request: &IncomingRequest<'_>| {
        let is_first = request.client_request_id.is_some_and(|id| id.as_str() == "first");
        (request.endpoint == Endpoint::Video && is_first).then(|| Fault::status(403))
    };
    let simulator = Simulator::builder().instant().faults(refused).start().await.unwrap();
    let folder = folder();
    let client = simulator.client().build().unwrap();
    for name in ["first", "second"] {
        let name = name.parse().unwrap();
        client.submit_as(&name, V1_6StandardTextToVideo::new("A lighthouse")).await.unwrap();
    }
    let run = kling_at(&simulator, &folder, &["recover", "--out", "."]).await;
    assert!(run.stderr.ends_with("\n1 fetched, $0.28; 0 were there; 1 without a video\n"), "{run:?}");
    assert_eq!((run.code, files(folder.path()).len()), (Some(1), 1), "{run:?}");
}
