//! What the command takes as a request: files, standard input, JSON, ends of model ids.

use std::{fs, process::Stdio};

use aimlapi_kling::{
    ledger::{JobFilter, Ledger},
    simulator::Simulator,
};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;

use crate::support::{
    Folder, MODEL, Run, command_at, folder,
    host::{Host, Response},
    kling_at,
};

const IMAGE_TO_VIDEO: &str = "klingai/v2-master-image-to-video";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and the rest of the picture";
const MP3: &[u8] = b"ID3\x04 and the rest of the song";
const PNG_URI: &str = "data:image/png;base64,iVBORw0KGgogYW5kIHRoZSByZXN0IG9mIHRoZSBwaWN0dXJl";

/// Runs `generate` in a folder with these arguments, against an instant simulator; returns the body of the one
/// submission, or the error if there was none.
async fn submitted(folder: &Folder, arguments: &[&str]) -> Result<Value, String> {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let arguments = [&["generate", "-o", "out.mp4", "--interval", "1"], arguments].concat();
    let run = kling_at(&simulator, folder, &arguments).await;
    result(&simulator, run)
}

fn result(simulator: &Simulator, run: Run) -> Result<Value, String> {
    match <[Value; 1]>::try_from(simulator.submissions()) {
        Ok([body]) if run.code == Some(0) => Ok(body),
        Err(none) if run.code == Some(2) && none.is_empty() => Err(run.stderr),
        _ => panic!("{run:?}"),
    }
}

/// The line about one problem of a request to a model.
fn problem(model: &str, text: &str) -> Result<Value, String> {
    Err(format!("error: invalid request to {model}\n  {text}\n  all parameters   kling models {model}\n"))
}

#[tokio::test]
async fn a_request_to_an_unknown_model_is_sent_as_it_is() {
    let host = Host::start(|head| match head.starts_with("POST") {
        true => Response::new(200, r#"{"id": "abc", "status": "queued"}"#),
        false => Response::new(200, r#"{"id": "abc", "status": "error", "error": {"message": "no luck"}}"#),
    })
    .await;
    let folder = folder();
    let body = json!({ "model": "klingai/video-v9-pro-text-to-video", "prompt": "A ship", "new": [null] });
    fs::write(folder.path().join("new.json"), body.to_string()).unwrap();
    let generate =
        ["generate", "--untyped", "new.json", "-o", "out.mp4", "--interval", "1", "--ledger", "jobs.db"];
    let run = Run::of(command_at(&host.base_url, &folder, &generate)).await;
    assert_eq!(run.code, Some(3), "{run:?}");
    let ledger = Ledger::open(folder.path().join("jobs.db")).await.unwrap();
    let [record] = ledger.jobs(&JobFilter::new()).await.unwrap().try_into().unwrap();
    assert_eq!(serde_json::from_str::<Value>(record.body()).unwrap(), body);
    assert_eq!((record.model_id(), record.submissions()), ("klingai/video-v9-pro-text-to-video", 1));
}

#[tokio::test]
async fn a_request_that_cannot_be_to_an_unknown_model_is_refused() {
    let folder = folder();
    for (body, error) in [
        (json!({ "prompt": "A ship" }), "the request file has no `model`"),
        (
            json!([]),
            "--untyped new.json: not a JSON object\n  prints a request   kling generate -m <MODEL> -p <TEXT> --dry-run",
        ),
        (
            json!({ "model": "kling-video/v1.6/standart/text-to-video" }),
            "invalid request: model: \"kling-video/v1.6/standart/text-to-video\", expected the id of a model; \
             did you mean kling-video/v1.6/standard/text-to-video?",
        ),
        (
            json!({ "model": MODEL, "prompt": "A ship", "duration": 7 }),
            "invalid request to kling-video/v1.6/standard/text-to-video: duration: 7, expected integer, one of 5 | 10",
        ),
    ] {
        fs::write(folder.path().join("new.json"), body.to_string()).unwrap();
        let refused = submitted(&folder, &["--untyped", "new.json"]).await;
        assert_eq!(refused, Err(format!("error: {error}\n")));
    }
    let both = submitted(&folder, &["--untyped", "new.json", "-m", MODEL]).await.unwrap_err();
    assert!(both.starts_with("error: the argument '--untyped <FILE>' cannot be used with"), "{both}");
}

#[tokio::test]
async fn a_local_image_is_sent_inline() {
    let folder = folder();
    let path = folder.path().join("portrait.png");
    fs::write(&path, PNG).unwrap();
    let url = format!("file://{}", path.display());
    for image in ["portrait.png", &path.to_string_lossy(), &url] {
        fs::remove_file(folder.path().join("out.mp4")).ok();
        let body = submitted(&folder, &["-m", IMAGE_TO_VIDEO, "--image-url", image]).await.unwrap();
        assert_eq!(body["image_url"], PNG_URI, "{image}");
    }
}

#[tokio::test]
async fn local_files_in_lists_and_in_json_are_sent_inline() {
    let folder = folder();
    fs::write(folder.path().join("a.png"), PNG).unwrap();
    let elements =
        json!([{ "frontal_image_url": "a.png", "reference_image_urls": ["https://example.com/b.png"] }]);
    let elements = elements.to_string();
    let options =
        ["--image-list", "a.png", "--image-list", "https://example.com/c.png", "--elements", &elements];
    let arguments = [&["-m", "O1ReferenceToVideo", "-p", "A walk"], &options[..]].concat();
    let body = submitted(&folder, &arguments).await.unwrap();
    assert_eq!(body["image_list"], json!([PNG_URI, "https://example.com/c.png"]));
    assert_eq!(body["elements"][0]["frontal_image_url"], PNG_URI);
    assert_eq!(body["elements"][0]["reference_image_urls"], json!(["https://example.com/b.png"]));
}

#[tokio::test]
async fn a_local_file_of_another_kind_is_refused() {
    let folder = folder();
    fs::write(folder.path().join("song.mp3"), MP3).unwrap();
    fs::write(folder.path().join("notes.txt"), "Dear diary").unwrap();
    fs::write(folder.path().join("portrait.png"), PNG).unwrap();
    let image = async |file| submitted(&folder, &["-m", IMAGE_TO_VIDEO, "--image-url", file]).await;
    let refused = |text| problem(IMAGE_TO_VIDEO, text);
    assert_eq!(
        image("song.mp3").await,
        refused("--image-url: song.mp3: an audio file (audio/mpeg), not an image")
    );
    assert_eq!(
        image("notes.txt").await,
        refused("--image-url: notes.txt: not an image (text or unknown content)")
    );
    assert_eq!(image("nix.png").await, refused("--image-url: nix.png: neither a URL nor a file that exists"));
    assert_eq!(image("").await, problem(IMAGE_TO_VIDEO, "--image-url: empty"));
    assert_eq!(
        image("ftp://example.com/a.png").await,
        refused("--image-url: \"ftp://example.com/a.png\", expected http(s) URL or data: URI")
    );
    assert_eq!(
        submitted(
            &folder,
            &["-m", "klingai/avatar-pro", "--image-url", "portrait.png", "--audio-url", "portrait.png"]
        )
        .await,
        problem("klingai/avatar-pro", "--audio-url: portrait.png: an image (image/png), not an audio file")
    );
}

#[tokio::test]
async fn a_local_image_that_is_too_large_is_refused_before_it_is_read() {
    let folder = folder();
    fs::File::create(folder.path().join("huge.png")).unwrap().set_len(52_428_801).unwrap();
    assert_eq!(
        submitted(&folder, &["-m", IMAGE_TO_VIDEO, "--image-url", "huge.png"]).await,
        problem(
            IMAGE_TO_VIDEO,
            "--image-url: huge.png: 52,428,801 bytes, but an image must have at most 52,428,800"
        )
    );
}

#[tokio::test]
async fn a_prompt_is_read_from_a_file() {
    let folder = folder();
    fs::write(folder.path().join("prompt.txt"), "A lighthouse\nin a storm\n").unwrap();
    let body = submitted(&folder, &["-m", MODEL, "-p", "@prompt.txt"]).await.unwrap();
    assert_eq!(body["prompt"], "A lighthouse\nin a storm");
}

#[tokio::test]
async fn a_prompt_that_starts_with_an_at_sign_is_written_with_two() {
    let folder = folder();
    let body = submitted(&folder, &["-m", MODEL, "-p", "@@Image1 walks"]).await.unwrap();
    assert_eq!(body["prompt"], "@Image1 walks");
    assert_eq!(
        submitted(&folder, &["-m", MODEL, "-p", "@Image1 walks"]).await,
        problem(
            MODEL,
            "--prompt: @Image1 walks: there is no such file; a text that starts \
             with @ is written with @@"
        )
    );
}

/// Runs `generate` with a text on standard input.
async fn submitted_with_input(arguments: &[&str], input: &str) -> Result<Value, String> {
    let (folder, simulator) = (folder(), Simulator::builder().instant().start().await.unwrap());
    let arguments = [&["generate", "-o", "out.mp4", "--interval", "1"], arguments].concat();
    let mut command = command_at(&simulator.base_url(), &folder, &arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).await.unwrap();
    result(&simulator, child.wait_with_output().await.unwrap().into())
}

#[tokio::test]
async fn a_prompt_is_read_from_standard_input() {
    let body = submitted_with_input(&["-m", MODEL, "-p", "-"], "A lighthouse\n").await.unwrap();
    assert_eq!(body["prompt"], "A lighthouse");
    assert_eq!(
        submitted_with_input(&["-m", MODEL, "-p", "-"], "\n").await,
        problem(MODEL, "--prompt: empty")
    );
    assert_eq!(
        submitted_with_input(&["-m", MODEL, "-p", "-", "--negative-prompt", "-"], "A lighthouse").await,
        problem(MODEL, "--negative-prompt: standard input is already the value of another option")
    );
}

#[tokio::test]
async fn a_whole_request_is_read_from_a_file() {
    let folder = folder();
    fs::create_dir(folder.path().join("shots")).unwrap();
    fs::write(folder.path().join("shots/a.png"), PNG).unwrap();
    let request = json!({ "model": IMAGE_TO_VIDEO, "image_url": "a.png", "duration": "10" });
    fs::write(folder.path().join("shots/one.json"), request.to_string()).unwrap();
    let body = submitted(&folder, &["--request", "shots/one.json"]).await.unwrap();
    assert_eq!(body, json!({ "model": IMAGE_TO_VIDEO, "image_url": PNG_URI, "duration": 10 }));
}

#[tokio::test]
async fn options_replace_what_a_request_file_contains() {
    let request = json!({ "prompt": "A lighthouse", "duration": 10, "cfg_scale": 0.5 }).to_string();
    let arguments = ["--request", "-", "-m", MODEL, "--duration", "5"];
    let body = submitted_with_input(&arguments, &request).await.unwrap();
    assert_eq!(body, json!({ "model": MODEL, "prompt": "A lighthouse", "duration": 5, "cfg_scale": 0.5 }));
}

#[tokio::test]
async fn a_request_file_that_cannot_be_used_is_refused() {
    let refused = async |input: &str| submitted_with_input(&["--request", "-"], input).await.unwrap_err();
    let suggestion = "  prints a request   kling generate -m <MODEL> -p <TEXT> --dry-run\n";
    let unusable = |file: &str, why: &str| format!("error: --request {file}: {why}\n{suggestion}");
    assert_eq!(refused("{").await, unusable("-", "not JSON: EOF while parsing an object at line 1 column 1"));
    assert_eq!(refused("[]").await, unusable("-", "not a JSON object"));
    assert_eq!(refused("{}").await, "error: the request file has no `model`, and there is no `--model`\n");
    assert_eq!(
        refused("{\"model\": \"avatar\"}").await,
        "error: there is no model \"avatar\"\n  did you mean   klingai/avatar-standard\n                 klingai/avatar-pro\n  \
         all of them    kling models\n"
    );
    assert_eq!(
        submitted_with_input(&["--request", "nix.json"], "").await.unwrap_err(),
        unusable("nix.json", "there is no such file")
    );
}

#[tokio::test]
async fn properties_of_an_object_have_options() {
    let arguments = ["-m", IMAGE_TO_VIDEO, "--image-url", "https://example.com/a.png"];
    let control = ["--camera-control.type", "simple", "--camera-control.config.horizontal", "3"];
    let body = submitted(&folder(), &[&arguments[..], &control].concat()).await.unwrap();
    assert_eq!(body["camera_control"], json!({ "type": "simple", "config": { "horizontal": 3.0 } }));
    let control = ["--camera-control.type", "turn", "--camera-control.config.horizontal", "300"];
    let refused = submitted(&folder(), &[&arguments[..], &control].concat()).await.unwrap_err();
    assert!(refused.contains("\n  --camera-control.type: \"turn\", expected one of "), "{refused}");
    assert!(refused.contains("\n  --camera-control.config.horizontal: 300, expected "), "{refused}");
}

#[tokio::test]
async fn the_end_of_a_model_id_is_enough() {
    let folder = folder();
    let body = submitted(&folder, &["-mv1.6/standard/text-to-video", "-p", "A lighthouse"]).await.unwrap();
    assert_eq!(body["model"], MODEL);
}

#[tokio::test]
async fn a_model_that_is_named_by_an_alias_is_requested_by_it() {
    let (folder, alias) = (folder(), "klingai/video-v2-6-pro-motion-control");
    let (image, video) = ("https://example.com/person.png", "https://example.com/dance.mp4");
    let request = json!({ "model": alias, "image_url": image, "video_url": video });
    fs::write(folder.path().join("request.json"), request.to_string()).unwrap();
    let options = ["-m", alias, "--image-url", image, "--video-url", video];
    for arguments in [&options[..], &["--request", "request.json", "--new", "--force"]] {
        assert_eq!(submitted(&folder, arguments).await.unwrap(), request);
    }
}

#[tokio::test]
async fn the_end_of_several_model_ids_is_refused() {
    assert_eq!(
        submitted(&folder(), &["-m", "motion-control", "-p", "A lighthouse"]).await.unwrap_err(),
        "error: several models end with \"motion-control\"\n  \
         one of         klingai/video-v2-6-motion-control\n                 \
         klingai/video-v3-motion-control\n  \
         all of them    kling models\n"
    );
}

#[tokio::test]
async fn an_option_is_not_taken_for_the_value_of_a_parameter() {
    for option in ["--simulate", "--force", "-o"] {
        let refused = submitted(&folder(), &["-m", MODEL, "--prompt", option]).await.unwrap_err();
        let expected = format!(
            "error: --prompt has no value, because {option} looks like another option\n  \
             if it is the value   --prompt={option}\n"
        );
        assert_eq!(refused, expected);
    }
    let body = submitted(&folder(), &["-m", MODEL, "--prompt=--simulate"]).await.unwrap();
    assert_eq!(body["prompt"], "--simulate");
    let body = submitted(&folder(), &["-m", MODEL, "--prompt", "- a dash, then a lighthouse"]).await.unwrap();
    assert_eq!(body["prompt"], "- a dash, then a lighthouse");
}

#[tokio::test]
async fn an_empty_text_is_refused() {
    for empty in ["", " \t\n"] {
        let arguments = ["-m", MODEL, "-p", "A lighthouse", "--negative-prompt", empty];
        assert_eq!(submitted(&folder(), &arguments).await, problem(MODEL, "--negative-prompt: empty"));
    }
}
