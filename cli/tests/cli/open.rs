//! `kling generate --open`
#![cfg(target_os = "linux")]

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, time::Duration};

use tokio::time::{sleep, timeout};

use crate::support::{Folder, GENERATE, Run, command, folder};

/// Writes a program that the system would open videos with: it writes down its argument.
fn write_opener(folder: &Folder) -> String {
    let programs = folder.path().join("programs");
    fs::create_dir(&programs).unwrap();
    let opener = programs.join("xdg-open");
    fs::write(&opener, "#!/bin/sh\nprintf %s \"$1\" > opened.new && /bin/mv opened.new opened\n").unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    programs.to_str().unwrap().to_owned()
}

async fn generate(folder: &Folder, programs: &str) -> Run {
    let mut command = command(folder, &[&GENERATE[..], &["--simulate", "--open"]].concat());
    command.env("PATH", programs);
    Run::of(command).await
}

/// The content of a file that another process writes.
async fn content(path: &Path) -> String {
    let written = async {
        while !path.exists() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(60), written).await.unwrap();
    fs::read_to_string(path).unwrap()
}

#[tokio::test]
async fn a_video_is_opened_in_the_program_of_the_system() {
    let folder = folder();
    let programs = write_opener(&folder);
    let run = generate(&folder, &programs).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    let opened = content(&folder.path().join("opened")).await;
    assert_eq!(opened, folder.path().join("out.mp4").to_str().unwrap());
}

#[tokio::test]
async fn a_video_that_cannot_be_opened_is_still_on_disk() {
    let folder = folder();
    let run = generate(&folder, "/nonexistent").await;
    assert_eq!(run.code, Some(0), "{run:?}");
    let last = run.stderr.lines().last().unwrap();
    assert!(last.starts_with("the video cannot be opened: "), "{run:?}");
    assert!(folder.path().join("out.mp4").exists());
}
