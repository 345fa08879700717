//! The output file is checked before a job is submitted.

use std::fs;

use aimlapi_kling::simulator::Simulator;
use tempfile::TempDir;

use crate::support::{GENERATE, MODEL, files, folder, kling_at};

/// Runs `generate`, which must reject the file; returns its standard error.
async fn refused(folder: &TempDir, output: &str, more: &[&str]) -> String {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let before = files(folder.path());
    let arguments = [&["generate", "-m", MODEL, "--prompt", "a", "-o", output], more].concat();
    let run = kling_at(&simulator, folder, &arguments).await;
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(simulator.accepted().is_empty());
    assert_eq!(files(folder.path()), before);
    run.stderr
}

#[tokio::test]
async fn a_file_that_exists_is_not_replaced() {
    let folder = folder();
    fs::write(folder.path().join("out.mp4"), "mine").unwrap();
    assert_eq!(
        refused(&folder, "out.mp4", &[]).await,
        "error: out.mp4 already exists; `--force` replaces it\n"
    );
    assert_eq!(fs::read(folder.path().join("out.mp4")).unwrap(), b"mine");
}

#[tokio::test]
async fn force_replaces_a_file_that_exists() {
    let folder = folder();
    let simulator = Simulator::builder().instant().start().await.unwrap();
    fs::write(folder.path().join("out.mp4"), "mine").unwrap();
    let arguments = [&GENERATE[..], &["--force", "--interval", "1"]].concat();
    let run = kling_at(&simulator, &folder, &arguments).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    let video = simulator.video(&simulator.accepted()[0].id);
    assert!(Some(fs::read(folder.path().join("out.mp4")).unwrap()) == video);
    assert_eq!(files(folder.path()), ["out.mp4"]);
}

#[tokio::test]
async fn a_folder_is_not_a_file() {
    let folder = folder();
    fs::create_dir(folder.path().join("videos")).unwrap();
    for (output, text) in [
        (".", ". is a folder"),
        ("videos", "videos is a folder"),
        ("new/", "new/ is a folder"),
        ("", "a value is required for '--output <FILE>' but none was supplied"),
        ("new/.", "\"new/.\" is not the name of a file"),
    ] {
        let stderr = refused(&folder, output, &["--force"]).await;
        assert_eq!(stderr.lines().next().unwrap(), format!("error: {text}"));
    }
}

#[tokio::test]
async fn the_folder_of_the_file_has_to_exist() {
    let text = refused(&folder(), "missing/out.mp4", &[]).await;
    assert_eq!(text, "error: missing: no such folder\n");
}

#[cfg(unix)]
#[tokio::test]
async fn a_name_that_leaves_no_room_for_the_names_of_a_download_is_too_long() {
    let name = "x".repeat(246);
    let text = refused(&folder(), &name, &[]).await;
    assert_eq!(text, format!("error: {name}: the name is too long, with \".part.json\" added to it\n"));
}

#[cfg(unix)]
#[tokio::test]
async fn a_symbolic_link_is_not_replaced_wherever_it_leads() {
    let folder = folder();
    let link = |name| std::os::unix::fs::symlink(name, folder.path().join(format!("to-{name}.mp4"))).unwrap();
    fs::write(folder.path().join("file"), "mine").unwrap();
    ["file", "nowhere"].iter().for_each(|name| link(*name));
    for name in ["to-file.mp4", "to-nowhere.mp4"] {
        for more in [&[][..], &["--force"]] {
            let text = format!("error: {name} is a symbolic link, which is not replaced\n");
            assert_eq!(refused(&folder, name, more).await, text);
        }
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_pipe_or_a_device_is_not_replaced() {
    let folder = folder();
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket.mp4")).unwrap();
    for name in ["socket.mp4", "/dev/null"] {
        let text = format!("error: {name} is not a regular file, and is not replaced\n");
        assert_eq!(refused(&folder, name, &["--force"]).await, text);
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_folder_that_takes_no_files_is_refused() {
    let text = refused(&folder(), "/proc/self/out.mp4", &[]).await;
    assert!(text.starts_with("error: cannot create a file in /proc/self: "), "{text}");
}

#[tokio::test]
async fn a_folder_in_the_place_of_an_incomplete_download_is_in_the_way() {
    for part in ["out.mp4.part", "out.mp4.part.json"] {
        let folder = folder();
        fs::create_dir(folder.path().join(part)).unwrap();
        let text = format!("error: {part} is in the way: it is not a regular file\n");
        assert_eq!(refused(&folder, "out.mp4", &[]).await, text);
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_name_that_is_not_utf_8_works_in_every_mode() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

    for mode in [&[][..], &["--json"]] {
        let (folder, name) = (folder(), OsStr::from_bytes(b"a\xff.mp4"));
        let simulator = Simulator::builder().instant().start().await.unwrap();
        let arguments = ["generate", "-m", MODEL, "--prompt", "a", "--interval", "1", "-o"].map(OsStr::new);
        let mode: Vec<_> = mode.iter().map(OsStr::new).collect();
        let run = kling_at(&simulator, &folder, &[&arguments[..], &[name], &mode].concat()).await;
        assert_eq!(run.code, Some(0), "{run:?}");
        let video = simulator.video(&simulator.accepted()[0].id);
        assert!(Some(fs::read(folder.path().join(name)).unwrap()) == video);
        match run.events().as_slice() {
            [] => assert!(run.stderr.ends_with("a\u{fffd}.mp4 (14996 bytes)\n"), "{run:?}"),
            _ => assert_eq!(run.event("downloaded")["file"], "a\u{fffd}.mp4"),
        }
    }
}
