//! A full disk: what the command says, and that nothing is paid for twice when there is space again.

use aimlapi_kling::simulator::Simulator;
use tokio::process::Command;

use crate::support::{Folder, GENERATE, MODEL, Run, command_at, files, folder, kling_at};

const VIDEO_SIZE: usize = 2 * 1024 * 1024;

/// Enough for a ledger and too little for a video, in units of 512 bytes.
const FULL_AFTER_LEDGER: u32 = 1000;

async fn simulator() -> Simulator {
    Simulator::builder().instant().video_size(VIDEO_SIZE).start().await.unwrap()
}

/// Runs the command while no file can grow beyond a limit, at which a write fails in the middle, as on a full disk.
async fn with_limit(limit: u32, simulator: &Simulator, folder: &Folder, arguments: &[&str]) -> Run {
    let command = command_at(&simulator.base_url(), folder, arguments);
    let command = command.as_std();
    let mut limited = Command::new("/bin/sh");
    limited.args(["-c", &format!("trap '' XFSZ; ulimit -f {limit}; exec \"$0\" \"$@\"")]);
    limited.arg(command.get_program()).args(command.get_args()).current_dir(folder.path()).env_clear();
    limited.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?)))).kill_on_drop(true);
    Run::of(limited).await
}

/// Asserts that a file is the whole video of the only job.
fn assert_video(simulator: &Simulator, folder: &Folder, file: &str) {
    let [job] = simulator.accepted().try_into().expect("one job was paid for");
    let video = std::fs::read(folder.path().join(file)).unwrap();
    assert_eq!(video.len(), VIDEO_SIZE);
    assert!(Some(video) == simulator.video(&job.id));
}

#[tokio::test]
async fn a_video_that_does_not_fit_on_the_disk_is_fetched_when_there_is_space() {
    let (simulator, folder) = (simulator().await, folder());
    let arguments = [&GENERATE[..], &["--interval", "1"]].concat();
    let run = with_limit(FULL_AFTER_LEDGER, &simulator, &folder, &arguments).await;
    let part = folder.path().join("out.mp4.part");
    let kept = std::fs::metadata(&part).unwrap_or_else(|error| panic!("{error}: {run:?}")).len();
    assert!(kept > 0);
    let [job] = simulator.accepted().try_into().unwrap();
    let part = part.display();
    let error = format!(
        "error: cannot write {part}: File too large (os error 27) (generation {}); {kept} bytes are kept in {part}, \
         download again to resume",
        job.id
    );
    let advice = "The job has completed. Fetch its video with";
    let lines: Vec<_> = run.stderr.lines().collect();
    let position = lines.iter().position(|line| *line == error).unwrap_or_else(|| panic!("{run:?}"));
    assert_eq!(lines[position + 2..], [advice, "    kling resume"], "{run:?}");
    assert_eq!(run.code, Some(1));
    assert_eq!(files(folder.path()), ["out.mp4.part", "out.mp4.part.json"]);

    let resumed = kling_at(&simulator, &folder, &["resume"]).await;
    assert_eq!(resumed.code, Some(0), "{resumed:?}");
    assert_eq!(files(folder.path()), ["out.mp4"]);
    assert_video(&simulator, &folder, "out.mp4");
}

#[tokio::test]
async fn a_batch_whose_videos_do_not_fit_on_the_disk_resumes_when_there_is_space() {
    let (simulator, folder) = (simulator().await, folder());
    std::fs::write(folder.path().join("prompts.txt"), "A lighthouse\n").unwrap();
    let batch = ["batch", "prompts.txt", "--out", "videos", "-m", MODEL, "--interval", "1"];
    let run = with_limit(FULL_AFTER_LEDGER, &simulator, &folder, &batch).await;
    assert_eq!(run.code, Some(1), "{run:?}");
    let part = folder.path().join("videos/0001.mp4.part");
    let failure = format!("0001: cannot write {}: File too large (os error 27)", part.display());
    assert!(run.stderr.contains(&format!("failed:\n  {failure}")), "{run:?}");

    let resumed = kling_at(&simulator, &folder, &batch).await;
    assert_eq!(resumed.code, Some(0), "{resumed:?}");
    assert_eq!(files(&folder.path().join("videos")), ["0001.mp4", "index.html"]);
    assert_video(&simulator, &folder, "videos/0001.mp4");
}

#[tokio::test]
async fn a_ledger_that_does_not_fit_on_the_disk_stops_before_anything_is_sent() {
    let (simulator, folder) = (simulator().await, folder());
    let arguments = [&GENERATE[..], &["--interval", "1"]].concat();
    let run = with_limit(1, &simulator, &folder, &arguments).await;
    let advice = "; nothing was sent. `--ledger FILE` uses another ledger, `--no-ledger` none\n";
    assert!(run.stderr.starts_with("error: the ledger ") && run.stderr.ends_with(advice), "{run:?}");
    assert_eq!((run.code, simulator.accepted().len()), (Some(1), 0));
    assert_eq!(kling_at(&simulator, &folder, &arguments).await.code, Some(0));
    assert_video(&simulator, &folder, "out.mp4");
}
