//! What an earlier download left on disk is used only if it belongs to the same video.

use std::fs;

use serde_json::{Value, json};

use super::{
    LENGTH, OVERLAP, TargetFolder, bytes, checkpoint, complete, from, header, origin, record_of, rest, run,
    run_to_end,
};
use crate::support::{
    host::{ScriptedHost, ScriptedResponse},
    video::rejected,
};

#[tokio::test(start_paused = true)]
async fn a_part_of_another_process_is_resumed() {
    for kept in [1, 100_000, LENGTH - 1, LENGTH] {
        let folder = TargetFolder::new();
        folder.write_part(&bytes()[..kept], &record_of(&bytes()[..kept]));
        let begin = kept.saturating_sub(OVERLAP);
        assert_eq!(run_to_end(&folder, vec![rest(begin)]).await, [(0.0, from(begin))]);
    }
}

fn origin_with(name: &str, value: Value) -> Value {
    let mut origin = origin();
    origin[name] = value;
    origin
}

#[tokio::test(start_paused = true)]
async fn a_part_that_does_not_match_is_not_resumed() {
    let with = |name, value| vec![header(), origin_with(name, value), checkpoint(&bytes()[..100_000])];
    let cases = [
        ("another job", with("generation_id", json!("def"))),
        ("no validator", with("validator", Value::Null)),
        ("an invalid validator", with("validator", json!("a\nb"))),
        ("no length", with("length", Value::Null)),
        ("longer than the video", with("length", json!(99_999))),
        ("no checkpoint", vec![header(), origin()]),
        ("a checkpoint that is none", vec![header(), origin(), json!({})]),
        ("a checkpoint of other bytes", vec![header(), origin(), json!({ "bytes": 9, "sha256": "00" })]),
    ];
    for (case, record) in cases {
        let folder = TargetFolder::new();
        folder.write_part(&bytes()[..100_000], &record);
        assert_eq!(run_to_end(&folder, vec![complete()]).await, [(0.0, None)], "{case}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_checkpoint_that_was_not_written_completely_is_ignored() {
    let folder = TargetFolder::new();
    folder.write_part(&bytes()[..200_000], &record_of(&bytes()[..100_000]));
    let record = folder.path("1.mp4.part.json");
    let unfinished = checkpoint(&bytes()[..200_000]).to_string();
    fs::write(&record, fs::read_to_string(&record).unwrap() + &unfinished).unwrap();
    let begin = 100_000 - OVERLAP;
    assert_eq!(run_to_end(&folder, vec![rest(begin)]).await, [(0.0, from(begin))]);
}

/// It may have another name.
#[tokio::test(start_paused = true)]
async fn an_old_part_is_unlinked_and_not_written_to() {
    let folder = TargetFolder::new();
    folder.write_part(b"older", &[header(), origin_with("generation_id", json!("def"))]);
    fs::hard_link(folder.path("1.mp4.part"), folder.path("older")).unwrap();
    let (outcome, _) = run(&folder, vec![complete()]).await;
    outcome.unwrap();
    assert_eq!(folder.file_names(), ["1.mp4", "older"]);
    assert_eq!(fs::read(folder.path("older")).unwrap(), b"older");
}

#[tokio::test(start_paused = true)]
async fn a_part_of_another_job_remains_until_a_video_arrives() {
    let responses = [
        (ScriptedResponse::empty("402 Payment Required"), "answered 402 Payment Required"),
        (ScriptedResponse::new("200 OK").sized_body("<html>"), "sent text/html, which is not a video"),
    ];
    for (response, text) in responses {
        let folder = TargetFolder::new();
        let record = [header(), origin_with("generation_id", json!("def"))];
        folder.write_part(b"older", &record);
        let (outcome, host) = run(&folder, vec![response]).await;
        let text = rejected(&format!("the host of the video {text}"), &host.url("/1.mp4"));
        assert_eq!(outcome.unwrap_err().to_string(), text);
        assert_eq!(folder.file_names(), ["1.mp4.part", "1.mp4.part.json"]);
        assert_eq!(fs::read(folder.path("1.mp4.part")).unwrap(), b"older");
        assert_eq!(folder.record(), record);
    }
}

#[tokio::test(start_paused = true)]
async fn a_target_that_appears_during_the_download_is_kept() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let video = host.video(vec![complete(), rest(LENGTH - OVERLAP)]).await;
    let other = |_, _| fs::write(folder.target(), "somebody else's").unwrap();
    let error = host.run(video.download(folder.target()).on_progress(other).send()).await.unwrap_err();
    let text = format!("{} already exists (generation abc)", folder.target().display());
    assert_eq!(error.to_string(), text + &folder.kept_text(LENGTH));
    assert!(error.is_download());
    assert_eq!(fs::read(folder.target()).unwrap(), b"somebody else's");
    assert_eq!(folder.file_names(), ["1.mp4", "1.mp4.part", "1.mp4.part.json"]);

    let download = video.download(folder.target()).overwrite(true);
    assert_eq!(host.run(download.send()).await.unwrap().bytes(), LENGTH as u64);
    folder.assert_complete();
}

/// As after a process that was killed between linking the target and unlinking the part.
#[tokio::test(start_paused = true)]
async fn a_part_that_is_linked_to_the_target_already_is_removed() {
    let folder = TargetFolder::new();
    folder.write_part(&bytes(), &record_of(&bytes()));
    fs::hard_link(folder.path("1.mp4.part"), folder.target()).unwrap();
    let (outcome, host) = run(&folder, vec![]).await;
    let text = format!("{} already exists (generation abc)", folder.target().display());
    assert_eq!(outcome.unwrap_err().to_string(), text);
    folder.assert_complete();
    assert_eq!(host.requests().len(), 0);
}

/// As after a process that was killed between renaming the part and removing the record.
#[tokio::test(start_paused = true)]
async fn a_record_whose_part_was_renamed_already_is_removed() {
    let folder = TargetFolder::new();
    fs::write(folder.target(), bytes()).unwrap();
    folder.write_record(&record_of(&bytes()));
    let (outcome, host) = run(&folder, vec![]).await;
    let text = format!("{} already exists (generation abc)", folder.target().display());
    assert_eq!(outcome.unwrap_err().to_string(), text);
    folder.assert_complete();
    assert_eq!(host.requests().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_part_that_was_replaced_is_not_renamed_to_the_target() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let video = host.video(vec![complete()]).await;
    let part = folder.path("1.mp4.part");
    let replace = |bytes, _| {
        if bytes == LENGTH as u64 {
            fs::remove_file(&part).unwrap();
            fs::write(&part, "somebody else's").unwrap();
        }
    };
    let error = host.run(video.download(folder.target()).on_progress(replace).send()).await.unwrap_err();
    let text = "was replaced by another file during the download (generation abc)";
    assert_eq!(error.to_string(), format!("{} {text}", part.display()));
    assert!(error.is_download());
    // Without the record, the file remains somebody else's.
    assert_eq!(folder.file_names(), ["1.mp4.part"]);
    assert_eq!(fs::read(&part).unwrap(), b"somebody else's");
}
