//! A file that no download of this crate has created is not touched, and reading it is bounded.

use std::fs;

use aimlapi_kling::OutputFile;
use serde_json::json;

use super::{SHORT, TargetFolder, bytes, checkpoint, header, origin, record_of, short_video};
use crate::support::host::ScriptedHost;

/// The error of a reservation of the target, which leaves these files.
async fn refused(folder: &TargetFolder, overwrite: bool, names: &[&str]) -> String {
    let output = OutputFile::new(folder.target()).overwrite(overwrite);
    let error = output.reserve().await.unwrap_err();
    assert!(error.is_download());
    assert_eq!(folder.file_names(), names);

    let host = ScriptedHost::start();
    let video = host.video(vec![short_video()]).await;
    let download = video.download(folder.target()).overwrite(overwrite);
    let same = host.run(download.send()).await.unwrap_err().to_string();
    assert_eq!(same, format!("{error} (generation abc)"));
    assert_eq!(folder.file_names(), names);
    assert_eq!(host.requests().len(), 0);
    error.to_string()
}

fn in_the_way(folder: &TargetFolder, name: &str) -> String {
    let path = folder.path(name);
    let why = "it is not the file of an earlier download; move it, or choose another output file";
    format!("{} is in the way: {why}", path.display())
}

#[tokio::test]
async fn a_foreign_part_is_refused_and_kept() {
    for overwrite in [false, true] {
        let folder = TargetFolder::new();
        fs::write(folder.path("1.mp4.part"), "somebody else's").unwrap();
        let text = refused(&folder, overwrite, &["1.mp4.part"]).await;
        assert_eq!(text, in_the_way(&folder, "1.mp4.part"));
        assert_eq!(fs::read(folder.path("1.mp4.part")).unwrap(), b"somebody else's");
    }
}

#[tokio::test]
async fn a_part_beside_a_record_that_names_no_job_is_refused_and_kept() {
    let folder = TargetFolder::new();
    folder.write_part(b"somebody else's", &[header()]);
    let text = refused(&folder, true, &["1.mp4.part"]).await;
    assert_eq!(text, in_the_way(&folder, "1.mp4.part"));
    assert_eq!(fs::read(folder.path("1.mp4.part")).unwrap(), b"somebody else's");
}

#[tokio::test]
async fn a_foreign_record_is_refused_and_kept() {
    let large = format!("{}\n{}", header(), " ".repeat(64 * 1024));
    let old = json!({ "generation_id": "abc", "validator": "\"one\"", "length": 9 }).to_string();
    for text in ["{}", "somebody else's", "{\"format\":\"aimlapi-kling partial download 2\"}\n", &old, &large]
    {
        let folder = TargetFolder::new();
        let record = folder.path("1.mp4.part.json");
        fs::write(&record, text).unwrap();
        let error = refused(&folder, true, &["1.mp4.part.json"]).await;
        assert_eq!(error, in_the_way(&folder, "1.mp4.part.json"));
        assert_eq!(fs::read_to_string(&record).unwrap(), text);
    }
}

#[tokio::test]
async fn a_folder_in_the_place_of_a_file_is_refused_and_kept() {
    for name in ["1.mp4.part", "1.mp4.part.json"] {
        let folder = TargetFolder::new();
        fs::create_dir(folder.path(name)).unwrap();
        assert_eq!(refused(&folder, true, &[name]).await, in_the_way(&folder, name));
    }
    let folder = TargetFolder::new();
    fs::create_dir(folder.target()).unwrap();
    let text = format!("{} is not a regular file, and is not replaced", folder.target().display());
    assert_eq!(refused(&folder, true, &["1.mp4"]).await, text);
}

/// A process may have ended just after it had created its record.
#[tokio::test]
async fn an_unfinished_record_without_a_part_is_used() {
    let header = format!("{}\n", header());
    for text in ["", &header[..20], &header, &format!("{header}{{\"generation_id\":\"ab")] {
        let folder = TargetFolder::new();
        fs::write(folder.path("1.mp4.part.json"), text).unwrap();
        let host = ScriptedHost::start();
        let video = host.video(vec![short_video()]).await;
        assert_eq!(host.run(video.download_to(folder.target())).await.unwrap().bytes(), SHORT);
        assert_eq!(folder.file_names(), ["1.mp4"]);
    }
}

/// The record is of a download of this crate, but the part was created by somebody else after it had begun.
#[tokio::test]
async fn a_part_that_appears_after_the_reservation_is_kept() {
    let folder = TargetFolder::new();
    let output = OutputFile::new(folder.target()).reserve().await.unwrap();
    fs::write(folder.path("1.mp4.part"), "somebody else's").unwrap();
    let host = ScriptedHost::start();
    let video = host.video(vec![short_video()]).await;
    let error = host.run(video.download_to(output)).await.unwrap_err();
    assert_eq!(error.to_string(), in_the_way(&folder, "1.mp4.part") + " (generation abc)");
    assert_eq!(folder.file_names(), ["1.mp4.part"]);
    assert_eq!(fs::read(folder.path("1.mp4.part")).unwrap(), b"somebody else's");
}

#[cfg(unix)]
mod unix {
    use std::{os::unix::fs::FileTypeExt as _, os::unix::fs::symlink, path::Path, process::Command};

    use super::*;

    fn make_fifo(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    fn is_fifo(path: &Path) -> bool {
        fs::symlink_metadata(path).unwrap().file_type().is_fifo()
    }

    #[tokio::test]
    async fn a_fifo_in_the_place_of_a_working_file_is_refused_and_kept() {
        for name in ["1.mp4.part", "1.mp4.part.json"] {
            let folder = TargetFolder::new();
            make_fifo(&folder.path(name));
            assert_eq!(refused(&folder, true, &[name]).await, in_the_way(&folder, name));
            assert!(is_fifo(&folder.path(name)));
        }
        // Beside a record of this crate, too.
        let folder = TargetFolder::new();
        folder.write_record(&record_of(&bytes()[..9]));
        make_fifo(&folder.path("1.mp4.part"));
        assert_eq!(refused(&folder, true, &["1.mp4.part"]).await, in_the_way(&folder, "1.mp4.part"));
        assert!(is_fifo(&folder.path("1.mp4.part")));
    }

    #[tokio::test]
    async fn a_fifo_or_a_device_in_the_place_of_the_target_is_never_replaced() {
        let folder = TargetFolder::new();
        make_fifo(&folder.target());
        let text = format!("{} is not a regular file, and is not replaced", folder.target().display());
        for overwrite in [false, true] {
            assert_eq!(refused(&folder, overwrite, &["1.mp4"]).await, text);
            assert!(is_fifo(&folder.target()));
        }
        let folder = TargetFolder::new();
        symlink("/dev/null", folder.target()).unwrap();
        let text = format!("{} is not a regular file, and is not replaced", folder.target().display());
        assert_eq!(refused(&folder, true, &["1.mp4"]).await, text);
        assert!(folder.target().is_symlink());
    }

    /// It may have been a regular file when it was reserved.
    #[tokio::test]
    async fn a_fifo_that_appears_during_the_download_is_not_replaced() {
        let folder = TargetFolder::new();
        let host = ScriptedHost::start();
        let video = host.video(vec![super::super::complete()]).await;
        let target = folder.target();
        let download = video.download(&target).overwrite(true);
        let download = download.on_progress(|_, _| {
            if !target.exists() {
                make_fifo(&target);
            }
        });
        let error = host.run(download.send()).await.unwrap_err().to_string();
        let text =
            format!("{} is not a regular file, and is not replaced (generation abc)", target.display());
        assert_eq!(error, text + &folder.kept_text(super::super::LENGTH));
        assert!(is_fifo(&target));
    }

    #[tokio::test]
    async fn a_symbolic_link_in_the_place_of_a_working_file_is_refused_and_kept() {
        for name in ["1.mp4.part", "1.mp4.part.json"] {
            // To an endless file, to one of somebody else, to one that looks as if it were of this crate.
            for target in ["/dev/zero", "other", "record", "missing"] {
                let folder = TargetFolder::new();
                let elsewhere = TargetFolder::new();
                fs::write(elsewhere.path("other"), "somebody else's").unwrap();
                elsewhere.write_record(&[header(), origin(), checkpoint(&bytes()[..9])]);
                fs::rename(elsewhere.path("1.mp4.part.json"), elsewhere.path("record")).unwrap();
                symlink(elsewhere.path(target), folder.path(name)).unwrap();
                assert_eq!(refused(&folder, true, &[name]).await, in_the_way(&folder, name));
                assert_eq!(elsewhere.file_names(), ["other", "record"]);
                assert_eq!(fs::read(elsewhere.path("other")).unwrap(), b"somebody else's");
            }
        }
    }

    /// Dangling or not.
    #[tokio::test]
    async fn a_symbolic_link_in_the_place_of_the_target_is_never_replaced() {
        for linked in ["other", "missing"] {
            let folder = TargetFolder::new();
            let elsewhere = TargetFolder::new();
            fs::write(elsewhere.path("other"), "somebody else's").unwrap();
            symlink(elsewhere.path(linked), folder.target()).unwrap();
            let text = format!("{} is not a regular file, and is not replaced", folder.target().display());
            for overwrite in [false, true] {
                assert_eq!(refused(&folder, overwrite, &["1.mp4"]).await, text);
                assert!(folder.target().is_symlink());
            }
            assert_eq!(fs::read(elsewhere.path("other")).unwrap(), b"somebody else's");
        }
    }
}
