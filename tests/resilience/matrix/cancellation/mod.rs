//! Every call, dropped at each of its awaits.
//!
//! The rules hold for a drop after every poll. A line of the snapshot says what the host has received and what is
//! on disk when a call is dropped at some time, and what the caller has from there.

mod scene;

use std::{iter, time::Duration};

use scene::{Scene, TARGET};
use tokio::time::{Instant, sleep, timeout};

use crate::support::{cancel::after_polls, snapshot::assert_snapshot, video::ID};

/// Longer than any pause or back-off.
const LONG: Duration = Duration::from_secs(300);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Call {
    Submit,
    Generate,
    Wait,
    Download,
}

const CALLS: [Call; 4] = [Call::Submit, Call::Generate, Call::Wait, Call::Download];

/// When a call is dropped.
#[derive(Clone, Copy)]
enum Limit {
    /// After so many polls, each of which follows a wake-up.
    Polls(usize),
    Time(Duration),
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_at_any_await_keeps_its_job_and_leaves_no_wrong_file() {
    for call in CALLS {
        let (mut polls, mut complete) = (0, 0);
        // How often a call is polled depends on the threads that write its file.
        while complete < 3 {
            let case = Case::run(call, Limit::Polls(polls)).await;
            assert_eq!(case.broken, [""; 0], "{call:?} after {polls} polls: {}", case.line);
            complete += usize::from(case.is_complete);
            polls += 1;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_at_any_time_can_be_continued() {
    let mut table =
        "call; when it ends; what the host has received [files]; what the caller has\n".to_owned();
    for call in CALLS {
        table += &format!("\n{call:?}\n");
        for seconds in 0.. {
            // The host sends something each second.
            let case = Case::run(call, Limit::Time(Duration::from_millis(500 + 1000 * seconds))).await;
            table += &format!("  {}\n", case.line);
            assert_eq!(case.broken, [""; 0], "{table}");
            if case.is_complete {
                break;
            }
        }
    }
    assert_snapshot!("faults" / "cancellation", table);
}

/// A call that was dropped, or was complete before.
struct Case {
    line: String,
    is_complete: bool,
    /// The rules that do not hold.
    broken: Vec<&'static str>,
}

impl Case {
    async fn run(call: Call, limit: Limit) -> Self {
        let scene = Scene::new(call).await;
        let start = Instant::now();
        let is_complete = scene.host.run(limit.apply(scene.call(call))).await;
        let end = if is_complete { "complete" } else { "dropped" };
        let seconds = start.elapsed().as_secs_f64();
        let requests = scene.received();
        let files = scene.file_names();
        // A request from the background would come now.
        scene.host.run(sleep(LONG)).await;
        let mut rules = vec![
            ("nothing is sent after the call was dropped", scene.received() == requests),
            ("a submission is sent once at most", scene.submissions() <= 1),
            (
                "only a complete video has its final name",
                scene.has_video() || !files.contains(&TARGET.to_owned()),
            ),
        ];
        let later = match call {
            Call::Submit | Call::Generate => look_up(&scene, &mut rules).await,
            Call::Wait => wait_again(&scene, &mut rules).await,
            Call::Download => download_again(&scene, &mut rules).await,
        };
        let broken = rules.into_iter().filter(|(_, holds)| !holds).map(|(rule, _)| rule).collect();
        let files = if call == Call::Download { format!(" [{}]", files.join(", ")) } else { String::new() };
        let line = format!("{end} after {seconds:4.1} s: {requests}{files}; {later}");
        Self { line, is_complete, broken }
    }
}

type Rules = Vec<(&'static str, bool)>;

/// A submission can be found by its client request id, whenever it was dropped.
async fn look_up(scene: &Scene, rules: &mut Rules) -> String {
    let accepted: Vec<_> = iter::repeat_n(ID.to_owned(), scene.submissions()).collect();
    let found = scene.look_up().await;
    let reported = scene.reported();
    rules.push(("the log has every accepted job by its client request id, and no other", found == accepted));
    rules.push(("a job that is reported was accepted", reported.iter().all(|id| accepted.contains(id))));
    format!("the log has {found:?}, reported {reported:?}")
}

async fn wait_again(scene: &Scene, rules: &mut Rules) -> String {
    let video = scene.host.run(scene.wait()).await;
    rules.push(("waiting again obtains the video", video.is_ok()));
    rules.push(("waiting submits nothing", scene.submissions() == 0));
    "waiting again obtains the video".to_owned()
}

/// Nothing but the video remains after the next download, which is refused only if the video is there already.
async fn download_again(scene: &Scene, rules: &mut Rules) -> String {
    let (was_there, requests) = (scene.has_video(), scene.host.requests().len());
    let again = scene.host.run(scene.download()).await;
    rules.push((
        "the next download obtains the video, unless it is there",
        again.is_err() == was_there && scene.has_video(),
    ));
    rules.push(("no other file remains after the next download", scene.file_names() == [TARGET]));
    let is_range = scene.host.requests()[requests..].iter().any(|request| request.range_start().is_some());
    match again {
        Ok(()) if is_range => "the next download requests the rest".to_owned(),
        Ok(()) => "the next download requests the whole video".to_owned(),
        Err(error) => format!("the next download: {}", scene.without_folder(&error)),
    }
}

impl Limit {
    /// Drops a call when this limit is reached. Returns whether it was complete before.
    async fn apply(self, call: impl Future) -> bool {
        match self {
            Self::Time(time) => timeout(time, call).await.is_ok(),
            Self::Polls(polls) => after_polls(polls, call).await.is_some(),
        }
    }
}
