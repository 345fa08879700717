//! Everything that would prevent a download from creating its file is known before the job is paid for.

use std::fs;

use aimlapi_kling::OutputFile;

use super::{SHORT, TargetFolder, complete, interrupted_after, rest, short_video};
use crate::support::{host::ScriptedHost, video::mp4};

fn reserved_text(folder: &TargetFolder) -> String {
    format!(
        "{} is reserved by another download, which has locked {}; choose another output file, or wait for it",
        folder.target().display(),
        folder.path("1.mp4.part.json").display()
    )
}

#[tokio::test]
async fn a_reserved_file_cannot_be_reserved_or_downloaded_to_by_others() {
    let folder = TargetFolder::new();
    let output = OutputFile::new(folder.target()).reserve().await.unwrap();
    assert_eq!(output.path(), folder.target());
    for overwrite in [false, true] {
        let second = OutputFile::new(folder.target()).overwrite(overwrite);
        let error = second.reserve().await.unwrap_err();
        assert_eq!(error.to_string(), reserved_text(&folder));
        assert!(error.is_download());
    }
    let host = ScriptedHost::start();
    let video = host.video(vec![short_video()]).await;
    let error = video.download_to(folder.target()).await.unwrap_err();
    assert_eq!(error.to_string(), reserved_text(&folder) + " (generation abc)");
    assert_eq!(host.requests().len(), 0);

    assert_eq!(host.run(video.download_to(output)).await.unwrap().bytes(), SHORT);
    assert_eq!(fs::read(folder.target()).unwrap(), mp4(64));
    assert_eq!(folder.file_names(), ["1.mp4"]);
}

#[tokio::test]
async fn a_reservation_ends_when_it_is_dropped_and_leaves_no_file() {
    let folder = TargetFolder::new();
    for _ in 0..2 {
        let output = OutputFile::new(folder.target()).reserve().await.unwrap();
        assert_eq!(folder.file_names(), ["1.mp4.part.json"]);
        drop(output);
        folder.assert_empty();
    }
}

#[tokio::test(start_paused = true)]
async fn two_downloads_to_one_path_are_never_mixed() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let video = host.video(vec![complete()]).await;
    let target = folder.target();
    let results = host
        .run(async { tokio::join!(video.download_to(target.clone()), video.download_to(target.clone())) })
        .await;
    // Either may be the first to reserve the file. The other one starts while it is reserved, or when it exists.
    let ((Ok(downloaded), Err(error)) | (Err(error), Ok(downloaded))) = results else {
        panic!("one of the downloads has to succeed, and the other one to fail: {results:?}");
    };
    assert_eq!(downloaded.bytes(), super::LENGTH as u64);
    let exists = format!("{} already exists", folder.target().display());
    let allowed = [reserved_text(&folder), exists].map(|text| text + " (generation abc)");
    assert!(allowed.contains(&error.to_string()), "{error}");
    folder.assert_complete();
    assert_eq!(host.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_file_is_free_again_after_a_failed_download() {
    let folder = TargetFolder::new();
    let host = ScriptedHost::start();
    let mut script = vec![interrupted_after(100_000)];
    script.extend(vec![interrupted_after(0); 5]);
    script.push(rest(34_464));
    let video = host.video(script).await;
    host.run(video.download_to(folder.target())).await.unwrap_err();
    folder.assert_kept(100_000);
    // The reservation of a file with a part leaves the part.
    drop(OutputFile::new(folder.target()).reserve().await.unwrap());
    folder.assert_kept(100_000);
    host.run(video.download_to(folder.target())).await.unwrap();
    folder.assert_complete();
}

#[tokio::test]
async fn an_existing_file_is_known_before_the_job_is_paid_for() {
    let folder = TargetFolder::new();
    fs::write(folder.target(), "older").unwrap();
    let error = OutputFile::new(folder.target()).reserve().await.unwrap_err();
    assert_eq!(error.to_string(), format!("{} already exists", folder.target().display()));
    assert_eq!(folder.file_names(), ["1.mp4"]);
    let output = OutputFile::new(folder.target()).overwrite(true).reserve().await.unwrap();
    assert_eq!(format!("{output:?}"), {
        let path = folder.target();
        format!("OutputFile {{ path: {path:?}, overwrite: true, is_reserved: true }}")
    });
    // The reservation says that the file is replaced, so the download need not.
    let host = ScriptedHost::start();
    let video = host.video(vec![short_video()]).await;
    host.run(video.download_to(output)).await.unwrap();
    assert_eq!(fs::read(folder.target()).unwrap(), mp4(64));
}

#[tokio::test]
async fn a_path_that_cannot_be_created_is_known_before_the_job_is_paid_for() {
    let folder = TargetFolder::new();
    fs::write(folder.path("file"), "a file").unwrap();
    let long = "n".repeat(256);
    let cases = [
        ("missing/1.mp4", "cannot create ", "missing/1.mp4.part.json"),
        ("file/1.mp4", "cannot access ", "file/1.mp4"),
        (&long, "cannot access ", &long),
    ];
    for (name, start, path) in cases {
        let error = OutputFile::new(folder.path(name)).reserve().await.unwrap_err();
        let text = format!("{start}{}: ", folder.path(path).display());
        assert!(error.to_string().starts_with(&text), "{error}");
        assert!(error.is_download());
        assert_eq!(folder.file_names(), ["file"]);
    }
    for path in ["", "/", "..", "videos/", "videos/.", "videos/.."] {
        let error = OutputFile::new(path).reserve().await.unwrap_err();
        assert_eq!(error.to_string(), format!("{path:?} is not the path of a file"));
    }
}

/// Linux's file system of processes takes no files, even from the superuser.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_folder_that_takes_no_files_is_known_before_the_job_is_paid_for() {
    let error = OutputFile::new("/proc/1.mp4").reserve().await.unwrap_err();
    assert!(error.to_string().starts_with("cannot create /proc/1.mp4.part.json: "), "{error}");
}

#[tokio::test]
async fn a_name_near_the_limit_of_the_file_system_can_be_downloaded_to() {
    let names = ["n".repeat(200), "n".repeat(201), "n".repeat(251) + ".mp4", "ä".repeat(125) + ".mp4"];
    for name in names {
        let folder = TargetFolder::new();
        let host = ScriptedHost::start();
        let video = host.video(vec![short_video()]).await;
        let output = OutputFile::new(folder.path(&name)).reserve().await.unwrap();
        host.run(video.download_to(output)).await.unwrap();
        assert_eq!(folder.file_names(), [name]);
    }
    // Names that begin alike have different working files.
    let folder = TargetFolder::new();
    let output = |end| OutputFile::new(folder.path(&("n".repeat(220) + end)));
    let _reserved = [output("1").reserve().await.unwrap(), output("2").reserve().await.unwrap()];
    assert_eq!(folder.file_names().len(), 2);
}
