//! `kling` makes a video, says what is wrong, and tells the outcome by its exit code.

mod secret;

use std::{fs, path::Path, process::Output};

use aimlapi_kling::{
    Model,
    simulator::{Exchange, Fault, Operation, Simulator, VIDEO},
    types::V1_6StandardTextToVideo,
};
use serde_json::{Value, json};

/// Runs the command in a folder, with no key and no address of the machine's own; a simulator is
/// asked without a pause.
async fn kling(folder: &Path, arguments: &[&str], simulator: Option<&Simulator>) -> Output {
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_kling"));
    command.args(arguments).current_dir(folder).env_clear();
    if let Some(simulator) = simulator {
        command.env("AIML_API_KEY", aimlapi_kling::simulator::KEY).env("AIML_API_BASE", simulator.base_url());
        command.args(["--interval", "0"]);
    }
    command.output().await.unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

const GENERATE: [&str; 7] =
    ["generate", "--model", "V1_6StandardTextToVideo", "--prompt", "A lighthouse", "-o", "out.mp4"];

#[tokio::test]
async fn a_simulated_video_needs_no_key() {
    let folder = folder();
    let output = kling(folder.path(), &[&GENERATE[..], &["--simulate"]].concat(), None).await;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(fs::read(folder.path().join("out.mp4")).unwrap().starts_with(VIDEO));
    assert_eq!(text(&output.stdout), "");
    let told = text(&output.stderr);
    let words: Vec<_> = told.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(words, ["submitting", "submitted", "queued", "generating", "completed", "out.mp4"], "{told}");
}

#[tokio::test]
async fn parameters_reach_the_service() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let folder = folder();
    let arguments = [
        "generate",
        "--json",
        "-m",
        "klingai/video-v3-pro-image-to-video",
        "-o",
        "out.mp4",
        "--image-url",
        "https://example.com/a.png",
        "--duration",
        "7",
        "--cfg_scale",
        "0.25",
        "--generate-audio",
        "false",
        "--multi-prompt",
        "one",
        "--multi-prompt",
        "two",
        "--elements",
        r#"[{"reference_image_urls": ["https://example.com/b.png"]}]"#,
        "--timeout",
        "30",
        "--negative-prompt",
        "-5",
    ];
    let output = kling(folder.path(), &arguments, Some(&simulator)).await;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["status"], "completed");
    assert_eq!(told["file"], "out.mp4");
    let job = &simulator.accepted()[0];
    assert_eq!(told["bytes"], simulator.video(&job.id).unwrap().len());
    assert_eq!(told["model"], "klingai/video-v3-pro-image-to-video");
    let expected = json!({
        "model": "klingai/video-v3-pro-image-to-video",
        "image_url": "https://example.com/a.png",
        "duration": 7,
        "cfg_scale": 0.25,
        "generate_audio": false,
        "multi_prompt": ["one", "two"],
        "elements": [{ "reference_image_urls": ["https://example.com/b.png"] }],
        "negative_prompt": "-5",
    });
    assert_eq!(simulator.submissions(), [expected]);
}

#[tokio::test]
async fn one_image_or_several() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let folder = folder();
    let model = "V1_6ProEffects";
    let base =
        ["generate", "--json", "--force", "-m", model, "-o", "out.mp4", "--effect-scene", "let's_ride"];
    for images in [vec!["https://example.com/a"], vec!["https://example.com/a", "https://example.com/b"]] {
        let arguments: Vec<_> =
            base.into_iter().chain(images.into_iter().flat_map(|url| ["--image-url", url])).collect();
        let output = kling(folder.path(), &arguments, Some(&simulator)).await;
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    }
    let images: Vec<_> = simulator.submissions().iter().map(|body| body["image_url"].clone()).collect();
    assert_eq!(
        images,
        [json!("https://example.com/a"), json!(["https://example.com/a", "https://example.com/b"])]
    );
}

#[tokio::test]
async fn bad_input_is_told_before_anything_is_sent() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let folder = folder();
    fs::write(folder.path().join("taken.mp4"), "mine").unwrap();
    let model = "kling-video/v1.6/standard/text-to-video";
    let generate = |more: &[&'static str]| [&["generate", "-m", model], more].concat();
    let cases = [
        (generate(&["-o", "a.mp4"]), "--prompt <TEXT>"),
        (generate(&["--prompt", "a"]), "--output <FILE>"),
        (
            generate(&["-o", "a.mp4", "--prompt", "a", "--duration", "7"]),
            "invalid value '7' for '--duration <NUMBER>': expected integer, one of 5 | 10",
        ),
        (
            generate(&["-o", "a.mp4", "--prompt", "a", "--cfg-scale", "7.5"]),
            "invalid value '7.5' for '--cfg-scale <NUMBER>': expected number (0 to 1)",
        ),
        (generate(&["-o", "a.mp4", "--prompt", "a", "--cfg-scale", "NaN"]), "expected number (0 to 1)"),
        (
            generate(&["-o", "a.mp4", "--prompt", "a", "--aspect-ratio", "4:3"]),
            "[possible values: 16:9, 9:16, 1:1]",
        ),
        (
            generate(&["-o", "a.mp4", "--prompt", "a", "--image-url", "https://example.com"]),
            "unexpected argument '--image-url' found",
        ),
        (
            generate(&["-o", "taken.mp4", "--prompt", "a"]),
            "error: taken.mp4 exists already; `--force` replaces it",
        ),
        (generate(&["-o", "missing/a.mp4", "--prompt", "a"]), "error: missing: no such folder"),
        (generate(&["-o", ".", "--prompt", "a"]), "error: . is a folder"),
        (
            vec!["generate", "-m", "kling-video/v1.6/standart/text-to-video", "-o", "a.mp4"],
            "no such model; the nearest are kling-video/v1.6/standard/text-to-video, ",
        ),
        (
            vec!["generate", "-m", "V2MasterImageToVideo", "-o", "a.mp4", "--image-url", "not a url"],
            "expected a URL such as",
        ),
        (
            vec![
                "generate",
                "-m",
                "V2MasterImageToVideo",
                "-o",
                "a.mp4",
                "--image-url",
                "https://example.com",
                "--dynamic-masks",
                "[{]",
            ],
            "expected JSON: ",
        ),
        (
            vec![
                "generate",
                "-m",
                "V2MasterImageToVideo",
                "-o",
                "a.mp4",
                "--image-url",
                "https://example.com",
                "--dynamic-masks",
                "[{\"mask\": 5}]",
            ],
            "dynamic_masks[0].mask: 5, expected text; dynamic_masks[0].trajectories: missing, expected list (2 to 77 items) of object",
        ),
        (
            vec![
                "generate",
                "-m",
                "V1_6StandardMultiImageToVideo",
                "-o",
                "a.mp4",
                "--image-list",
                "https://example.com",
            ],
            "image_list: expected list (2 to 4 items) of uri, got 1",
        ),
    ];
    for (arguments, expected) in cases {
        let output = kling(folder.path(), &arguments, Some(&simulator)).await;
        let told = text(&output.stderr);
        assert!(told.contains(expected), "{arguments:?}: expected {expected:?} in:\n{told}");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(simulator.submissions(), [Value::Null; 0]);
    assert_eq!(fs::read(folder.path().join("taken.mp4")).unwrap(), b"mine");
}

#[tokio::test]
async fn exit_codes() {
    let folder = folder();
    let no_key = kling(folder.path(), &GENERATE, None).await;
    assert_eq!(no_key.status.code(), Some(2));
    assert_eq!(text(&no_key.stderr), "error: no API key: set AIML_API_KEY (or AIMLAPI_API_KEY)\n");

    let failing = Simulator::builder().instant().failing(json!("no luck")).start().await.unwrap();
    let arguments = [&GENERATE[..], &["--json", "--timeout", "60"]].concat();
    let failed = kling(folder.path(), &arguments, Some(&failing)).await;
    assert_eq!(failed.status.code(), Some(3));
    let told: Value = serde_json::from_slice(&failed.stdout).unwrap();
    let id = told["error"]["generation_id"].as_str().unwrap();
    assert_eq!(told["error"]["kind"], "failed");
    assert_eq!(told["error"]["message"], format!("the generation failed: no luck (generation {id})"));

    let stranger = Simulator::builder().key("another").start().await.unwrap();
    let refused = kling(folder.path(), &GENERATE, Some(&stranger)).await;
    assert_eq!(refused.status.code(), Some(1));
    let told = text(&refused.stderr);
    assert!(
        told.lines().last().unwrap().starts_with("error: the service answered 401 Unauthorized: "),
        "{told}"
    );
    assert!(!folder.path().join("out.mp4").exists());
}

#[tokio::test]
async fn models_lists_them_all() {
    let folder = folder();
    let all = text(&kling(folder.path(), &["models"], None).await.stdout);
    for model in Model::ALL {
        assert!(all.contains(&format!("{}  {}\n", model.id(), model.type_name())), "{model}");
    }
    assert!(all.contains("kling-video/v1.6/standard/text-to-video  V1_6StandardTextToVideo\n    prompt [aspect_ratio] [duration] "));

    let all: Value =
        serde_json::from_slice(&kling(folder.path(), &["models", "--json"], None).await.stdout).unwrap();
    assert_eq!(all.as_array().map(Vec::len), Some(Model::ALL.len() + Model::LEGACY.len()));

    let one = text(&kling(folder.path(), &["models", "O1ReferenceToVideo"], None).await.stdout);
    assert!(one.contains("  duration  (integer, one of 5 | 10, server's default 5)\n"), "{one}");
    assert!(one.contains("      frontal_image_url  (required, uri)\n"), "{one}");
}

#[tokio::test]
async fn help_comes_from_the_model_table() {
    let folder = folder();
    for model in Model::ALL {
        let output = kling(folder.path(), &["generate", "--model", model.id(), "--help"], None).await;
        let help = text(&output.stdout);
        for parameter in model.parameters() {
            assert!(
                help.contains(&format!("--{} <", parameter.name.replace('_', "-"))),
                "{model}: {}",
                parameter.name
            );
        }
    }
    let output = kling(folder.path(), &["generate", "--help"], None).await;
    assert!(text(&output.stdout).contains("Parameters depend on the model"));
}

#[tokio::test]
async fn schema_prints_the_schema() {
    let folder = folder();
    let output = kling(folder.path(), &["schema", "V1_6StandardTextToVideo"], None).await;
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told, Model::V1_6StandardTextToVideo.json_schema());
}

#[tokio::test]
async fn a_job_of_an_earlier_run_is_resumed() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let job = simulator
        .client()
        .build()
        .unwrap()
        .submit(V1_6StandardTextToVideo::new("A lighthouse"))
        .await
        .unwrap();
    let folder = folder();
    for legacy in [&[][..], &["--legacy"]] {
        let arguments = [&["resume", job.id(), "-o", "out.mp4", "--force"], legacy].concat();
        let output = kling(folder.path(), &arguments, Some(&simulator)).await;
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(Some(fs::read(folder.path().join("out.mp4")).unwrap()) == simulator.video(job.id()));
    }
    let output = kling(folder.path(), &["resume", "nobody", "-o", "another.mp4"], Some(&simulator)).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("404 Not Found"), "{}", text(&output.stderr));
}

#[tokio::test]
async fn a_submission_whose_reply_was_lost_is_found_and_resumed() {
    let lost = |exchange: &Exchange<'_>| {
        (exchange.operation == Operation::Submit).then(|| Fault::close().once_done())
    };
    let simulator = Simulator::builder().instant().faults(lost).start().await.unwrap();
    let folder = folder();
    let output = kling(folder.path(), &[&GENERATE[..], &["--json"]].concat(), Some(&simulator)).await;
    assert_eq!(output.status.code(), Some(1));
    let failure: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(failure["error"]["submission_unknown"], true);
    let name = failure["error"]["client_request_id"].as_str().unwrap();

    let id = find(&simulator, name).await;
    assert_eq!(id, Ok(simulator.accepted()[0].id.clone()));
    let output = kling(folder.path(), &["resume", &id.unwrap(), "-o", "out.mp4"], Some(&simulator)).await;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));

    let young = "order-4711 is not in the log yet; ask again in some minutes";
    assert_eq!(find(&simulator, "order-4711").await, Err(format!("error: {young}")));
    let old = "018bcfe5-6800-7000-8000-000000000000";
    let told = format!("error: {old} is not in the log, so it has very likely not been accepted");
    assert_eq!(find(&simulator, old).await, Err(told));
}

async fn find(simulator: &Simulator, name: &str) -> Result<String, String> {
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_kling"));
    command.args(["find", name]).env_clear();
    command.env("AIML_API_KEY", aimlapi_kling::simulator::KEY).env("AIML_API_BASE", simulator.base_url());
    let output = command.output().await.unwrap();
    let told = |bytes: &[u8]| text(bytes).trim_end().to_owned();
    if output.status.success() { Ok(told(&output.stdout)) } else { Err(told(&output.stderr)) }
}
