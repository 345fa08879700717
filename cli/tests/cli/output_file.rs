//! The output file is reserved before a job is paid for.

use std::{
    fs,
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use aimlapi_kling::simulator::{Endpoint, Fault, IncomingRequest, Simulator};
use tokio::{sync::mpsc, time::timeout};

use crate::support::{Folder, GENERATE, MODEL, command_at, downloaded, files, folder, kling_at};

/// Runs `generate`, which is to refuse the file with an exit code; returns what it wrote to standard error.
async fn refused(code: i32, folder: &Folder, output: &str, more: &[&str]) -> String {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let before = files(folder.path());
    let arguments = [&["generate", "-m", MODEL, "--prompt", "a", "-o", output], more].concat();
    let run = kling_at(&simulator, folder, &arguments).await;
    assert_eq!(run.code, Some(code), "{run:?}");
    assert!(simulator.accepted().is_empty());
    assert_eq!(files(folder.path()), before);
    run.stderr
}

#[tokio::test]
async fn a_file_that_exists_is_not_replaced() {
    let folder = folder();
    fs::write(folder.path().join("out.mp4"), "mine").unwrap();
    assert_eq!(
        refused(6, &folder, "out.mp4", &[]).await,
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
        (".", "\".\" is not the path of a file"),
        ("videos", "videos is not a regular file, and is not replaced"),
        ("new/", "\"new/\" is not the path of a file"),
        ("", "a value is required for '--output <FILE>' but none was supplied"),
        ("new/.", "\"new/.\" is not the path of a file"),
    ] {
        let stderr = refused(2, &folder, output, &["--force"]).await;
        assert_eq!(stderr.lines().next().unwrap(), format!("error: {text}"));
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_folder_of_the_file_has_to_exist() {
    let text = refused(2, &folder(), "missing/out.mp4", &[]).await;
    let reason = "No such file or directory (os error 2)";
    assert_eq!(text, format!("error: cannot create missing/out.mp4.part.json: {reason}\n"));
}

#[cfg(unix)]
#[tokio::test]
async fn a_name_that_is_longer_than_the_file_system_allows_is_refused() {
    let name = "x".repeat(256);
    let text = refused(2, &folder(), &name, &[]).await;
    let reason = "File name too long";
    assert!(text.starts_with(&format!("error: cannot access {name}: {reason} (os error ")), "{text}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_name_that_is_as_long_as_the_file_system_allows_is_downloaded_to() {
    let (folder, name) = (folder(), "x".repeat(255));
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let arguments = ["generate", "-m", MODEL, "--prompt", "a", "--interval", "1", "-o", &name];
    let run = kling_at(&simulator, &folder, &arguments).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(files(folder.path()), [name]);
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
            let text = format!("error: {name} is not a regular file, and is not replaced\n");
            assert_eq!(refused(2, &folder, name, more).await, text);
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
        assert_eq!(refused(2, &folder, name, &["--force"]).await, text);
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_folder_that_takes_no_files_is_refused() {
    let text = refused(2, &folder(), "/proc/self/out.mp4", &[]).await;
    assert!(text.starts_with("error: cannot create /proc/self/out.mp4.part.json: "), "{text}");
}

#[tokio::test]
async fn what_is_not_the_partial_file_of_a_download_is_in_the_way() {
    for part in ["out.mp4.part", "out.mp4.part.json"] {
        let (with_folder, with_file) = (folder(), folder());
        fs::create_dir(with_folder.path().join(part)).unwrap();
        fs::write(with_file.path().join(part), "mine").unwrap();
        let text = format!(
            "error: {part} is in the way: it is not the file of an earlier download; move it, or choose another \
             output file\n"
        );
        assert_eq!(refused(2, &with_folder, "out.mp4", &[]).await, text);
        assert_eq!(refused(2, &with_file, "out.mp4", &["--force"]).await, text);
        assert_eq!(fs::read(with_file.path().join(part)).unwrap(), b"mine");
    }
}

#[tokio::test]
async fn a_file_that_another_command_has_reserved_is_refused_before_anything_is_sent() {
    let (polled, mut polls) = mpsc::unbounded_channel();
    let requests = Arc::new(AtomicUsize::new(0));
    let count = requests.clone();
    let first_poll_is_late = move |request: &IncomingRequest<'_>| {
        count.fetch_add(1, Ordering::SeqCst);
        let is_first_poll = request.endpoint == Endpoint::Poll && request.number == 0;
        is_first_poll.then(|| {
            polled.send(()).unwrap();
            Fault::late(Duration::from_secs(3600))
        })
    };
    let simulator = Simulator::builder().instant().faults(first_poll_is_late).start().await.unwrap();
    let folder = folder();
    let generate = [&GENERATE[..], &["--interval", "1"]].concat();
    let mut first = command_at(&simulator.base_url(), &folder, &generate);
    let mut first = first.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    timeout(Duration::from_secs(60), polls.recv()).await.unwrap().unwrap();
    let [accepted] = simulator.accepted().try_into().unwrap();
    let resume = ["resume", &accepted.id, "-o", "out.mp4"];

    let (file, path) = ("out.mp4".to_owned(), folder.path().join("out.mp4").display().to_string());
    let new = [&generate[..], &["--new"]].concat();
    let unrecorded = [&generate[..], &["--no-ledger"]].concat();
    let resume_unrecorded = [&resume[..], &["--no-ledger"]].concat();
    for (arguments, file) in [(new, &file), (unrecorded, &file), (resume_unrecorded, &path)] {
        let message = format!(
            "{file} is reserved by another download, which has locked {file}.part.json; choose another output file, \
             or wait for it"
        );
        for force in [&[][..], &["--force"]] {
            let arguments = [&arguments[..], force].concat();
            let refused = kling_at(&simulator, &folder, &arguments).await;
            assert_eq!(refused.stderr, format!("error: {message}\n"));
            assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
            let refused = kling_at(&simulator, &folder, &[&arguments[..], &["--json"]].concat()).await;
            let error = &refused.event("failed")["error"];
            assert_eq!((&error["kind"], &error["message"]), (&"input".into(), &message.as_str().into()));
            assert_eq!((&error["job"], refused.code), (&"not_submitted".into(), Some(2)));
        }
    }
    // With the ledger, the commands know that it is the same job.
    let name = accepted.client_request_id.unwrap();
    let message =
        format!("another process is working on the job {name}; `kling status {name}` shows its state");
    for arguments in [&generate[..], &resume, &["resume"], &["download"]] {
        let refused = kling_at(&simulator, &folder, arguments).await;
        assert_eq!((refused.code, refused.stderr), (Some(13), format!("error: {message}\n")));
    }
    // Those of the first command: the submission and a poll.
    assert_eq!(requests.load(Ordering::SeqCst), 2);

    // A process that is killed does not keep its reservation.
    first.kill().await.unwrap();
    let resumed = kling_at(&simulator, &folder, &resume).await;
    assert_eq!(resumed.code, Some(0), "{resumed:?}");
    assert_eq!(files(folder.path()), ["out.mp4"]);
    assert_eq!(simulator.accepted().len(), 1);
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
        let last = downloaded("a\u{fffd}.mp4", &video.unwrap());
        match run.events().as_slice() {
            [] => assert_eq!(run.lines().last(), Some(&last), "{run:?}"),
            _ => assert_eq!(run.event("downloaded")["file"], "a\u{fffd}.mp4"),
        }
    }
}
