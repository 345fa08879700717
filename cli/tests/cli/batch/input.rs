//! What a batch reads, and what it refuses before anything is paid.

use std::{fs, process::Stdio};

use serde_json::json;
use tokio::io::AsyncWriteExt as _;

use super::{batch, page, prompts, service::Service, simulator, write};
use crate::support::{MODEL, Run, command_at, files, folder, kling_at};

#[tokio::test]
async fn all_problems_are_listed_before_anything_is_paid() {
    let (simulator, folder) = (simulator().await, folder());
    fs::create_dir(folder.path().join("videos")).unwrap();
    write(&folder, "videos/mine.mp4", "mine");
    let lines = [
        json!({ "prompt": "fine", "name": "fine" }).to_string(),
        "not JSON".to_owned(),
        json!({ "prompt": "same file", "name": "FINE" }).to_string(),
        json!({ "prompt": "same name", "name": "fine", "out": "other.mp4" }).to_string(),
        json!({ "prompt": "up", "out": "../up.mp4" }).to_string(),
        json!({ "prompt": "down", "name": "a/b" }).to_string(),
        json!({ "prompt": "dots", "name": ".." }).to_string(),
        json!({ "prompt": "page", "out": "index.html" }).to_string(),
        json!({ "prompt": "mine", "name": "mine" }).to_string(),
        json!({ "promt": "typo" }).to_string(),
        json!({ "prompt": "factor", "cfg_scale": 7 }).to_string(),
        json!({ "prompt": "model", "model": "kling-v1.6" }).to_string(),
        json!({ "prompt": "image", "image_url": "no.png", "model": "V2MasterImageToVideo" }).to_string(),
        json!({ "prompt": "name", "name": 7 }).to_string(),
        json!({ "prompt": "x".repeat(10 * 1024 * 1024) }).to_string(),
        "[1]".to_owned(),
        String::new(),
        "{\"prompt\": \"a\", \"name\": \"\u{1b}]0;x\"}".to_owned(),
        json!({ "prompt": "escaped", "name": "\u{1b}]0;x" }).to_string(),
    ];
    write(&folder, "prompts.jsonl", lines.join("\n"));
    let run = batch(&simulator, &folder, &[]).await;
    assert_eq!(run.code, Some(2), "{run:?}");
    let lines: Vec<_> = run.stderr.lines().map(|line| line.chars().take(140).collect::<String>()).collect();
    insta::assert_snapshot!("problems", lines.join("\n"));
    assert!(!run.stderr.contains('\u{1b}'), "{run:?}");
    assert_eq!(simulator.accepted().len(), 0);
    assert_eq!(files(&folder.path().join("videos")), ["mine.mp4"]);
}

#[tokio::test]
async fn an_output_folder_that_cannot_be_written_is_reported_before_anything_is_paid() {
    let (simulator, folder) = (simulator().await, folder());
    prompts(&folder, 1);
    write(&folder, "videos", "a file");
    let run = batch(&simulator, &folder, &[]).await;
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.starts_with("error: the folder videos cannot be written: "), "{run:?}");
    assert_eq!(simulator.accepted().len(), 0);
}

#[tokio::test]
async fn a_file_that_changes_while_the_batch_runs_changes_nothing() {
    let (service, folder) = (Service::start().await, folder());
    prompts(&folder, 3);
    let child = service.start_batch(&folder, &["--in-flight", "1"], 1).await;
    write(&folder, "prompts.jsonl", "{\"prompt\": \"Another one\"}\nnot JSON");
    service.set_jobs_end(true);
    let run = Run::from(child.wait_with_output().await.unwrap());
    assert_eq!(run.code, Some(0), "{run:?}");
    let prompts: Vec<_> =
        service.simulator.submissions().iter().map(|body| body["prompt"].to_string()).collect();
    assert_eq!(prompts, ["\"Ship 1\"", "\"Ship 2\"", "\"Ship 3\""]);

    // With other requests for the same files, nothing is sent and nothing is replaced.
    let changed = batch(&service.simulator, &folder, &[]).await;
    let lines: Vec<_> = changed.stderr.lines().collect();
    assert_eq!(
        (changed.code, &lines[..]),
        (
            Some(2),
            &[
                "error: 2 problems; nothing was sent",
                "  line 1: 0001.mp4 is the output file of another request of this batch; name another file with `out`",
                "  line 2: not a JSON object: expected ident at line 1 column 2",
            ][..]
        )
    );
    assert_eq!(service.simulator.accepted().len(), 3);
}

#[tokio::test]
async fn an_image_that_disappears_while_the_batch_runs_is_an_error_of_its_request_alone() {
    let (service, folder) = (Service::start().await, folder());
    write(&folder, "dot.png", b"\x89PNG\r\n\x1a\n and so on");
    let image = json!({ "prompt": "a wave", "image_url": "dot.png", "model": "V2MasterImageToVideo" });
    let lines = [json!({ "prompt": "first" }), image, json!({ "prompt": "last" })];
    write(&folder, "prompts.jsonl", lines.map(|line| format!("{line}\n")).concat());
    let child = service.start_batch(&folder, &["--in-flight", "1"], 1).await;
    fs::remove_file(folder.path().join("dot.png")).unwrap();
    service.set_jobs_end(true);
    let run = Run::from(child.wait_with_output().await.unwrap());
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.stderr.contains("\n  line 2: image_url: dot.png: neither a URL nor a file that exists"),
        "{run:?}"
    );
    assert_eq!(files(&folder.path().join("videos")), ["0001.mp4", "0003.mp4", "index.html"]);
}

#[tokio::test]
async fn a_line_of_many_megabytes_is_sent_or_reported() {
    let (simulator, folder) = (simulator().await, folder());
    let model = "klingai/v2-master-image-to-video";
    let image = format!("data:image/png;base64,{}", "A".repeat(10 * 1024 * 1024));
    let line = json!({ "model": model, "image_url": image, "prompt": "a wave" }).to_string();
    write(&folder, "prompts.jsonl", &line);
    let run = batch(&simulator, &folder, &[]).await;
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(simulator.submissions()[0]["image_url"].as_str().map(str::len), Some(image.len()));
    assert!(page(&folder).len() < 50_000, "the page has no image");

    write(
        &folder,
        "prompts.jsonl",
        [b"{\"prompt\": \"".to_vec(), vec![b'x'; 65 * 1024 * 1024], b"\"}\n{\"prompt\": 7}".to_vec()]
            .concat(),
    );
    let run = batch(&simulator, &folder, &[]).await;
    assert_eq!(
        run.stderr.lines().collect::<Vec<_>>(),
        [
            "error: 2 problems; nothing was sent",
            "  line 1: longer than 64 MB; name files by their paths instead",
            "  line 2: prompt: 7, expected text",
        ]
    );
}

#[tokio::test]
async fn a_table_from_a_spreadsheet_is_decoded() {
    let (simulator, folder) = (simulator().await, folder());
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/dot.png"), b"\x89PNG\r\n\x1a\n and so on").unwrap();
    let table = "\u{feff}name;prompt;duration;model;image_url\r\n\
        storm;\"A \"\"storm\"\"; and\r\na ship\";10;;\r\n\
        ;;;;\r\n\
        wave;A wave;;klingai/v2-master-image-to-video;dot.png\r\n";
    write(&folder, "in/table.csv", table);
    let run = kling_at(
        &simulator,
        &folder,
        &["batch", "in/table.csv", "--out", "v", "--ledger", "jobs.db", "-m", MODEL, "--interval", "1"],
    )
    .await;
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut bodies = simulator.submissions();
    bodies.sort_by_key(|body| body["model"].to_string());
    assert_eq!(bodies[0], json!({ "model": MODEL, "prompt": "A \"storm\"; and\r\na ship", "duration": 10 }));
    let image = bodies[1]["image_url"].as_str().unwrap();
    assert!(image.starts_with("data:image/png;base64,iVBOR"), "{image}");
    assert_eq!(files(&folder.path().join("v")), ["index.html", "storm.mp4", "wave.mp4"]);

    write(&folder, "in/table.csv", "prompt,duration\na,5\nb\n\u{fffd}\"c,5\n");
    let run = kling_at(
        &simulator,
        &folder,
        &["batch", "in/table.csv", "--out", "w", "--ledger", "jobs.db", "-m", MODEL],
    )
    .await;
    assert_eq!(
        (run.code, run.stderr.lines().nth(1)),
        (Some(2), Some("  line 3: the number of cells is 1, and that of the first row is 2"))
    );
}

#[tokio::test]
async fn prompts_from_standard_input_have_the_model_and_the_parameters_of_the_options() {
    let (simulator, folder) = (simulator().await, folder());
    let arguments = [
        "batch",
        "-",
        "--out",
        "v",
        "--ledger",
        "jobs.db",
        "-m",
        MODEL,
        "--set",
        "duration=10",
        "--interval",
        "1",
    ];
    let mut command = command_at(&simulator.base_url(), &folder, &arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all("\u{feff}A ship that isn't there\n\n  A 'storm'  \n".as_bytes()).await.unwrap();
    drop(stdin);
    let run = Run::from(child.wait_with_output().await.unwrap());
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut prompts: Vec<_> = simulator
        .submissions()
        .iter()
        .map(|body| (body["prompt"].to_string(), body["duration"].clone()))
        .collect();
    prompts.sort_by_key(|(prompt, _)| prompt.clone());
    assert_eq!(
        prompts,
        [("\"A 'storm'\"".to_owned(), json!(10)), ("\"A ship that isn't there\"".to_owned(), json!(10))]
    );
}

#[tokio::test]
async fn a_part_of_the_file_can_be_chosen() {
    let (simulator, folder) = (simulator().await, folder());
    prompts(&folder, 5);
    assert_eq!(batch(&simulator, &folder, &["--limit", "2"]).await.code, Some(0));
    assert_eq!(batch(&simulator, &folder, &["--only", "0004"]).await.code, Some(0));
    assert_eq!(files(&folder.path().join("videos")), ["0001.mp4", "0002.mp4", "0004.mp4", "index.html"]);
    assert_eq!(page(&folder).matches("<article data-state=\"made\"").count(), 3, "the page shows all videos");
    let run = batch(&simulator, &folder, &["--only", "0009"]).await;
    assert_eq!((run.code, run.stderr.lines().nth(1)), (Some(2), Some("  no request is named 0009")));
}
