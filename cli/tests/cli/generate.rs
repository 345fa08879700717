//! `kling generate`

use std::fs;

use aimlapi_kling::simulator::{Simulator, VIDEO};
use serde_json::json;

use crate::support::{GENERATE, folder, kling, kling_at};

#[tokio::test]
async fn a_simulated_video_needs_no_key() {
    let folder = folder();
    let run = kling(&folder, &[&GENERATE[..], &["--simulate"]].concat()).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(fs::read(folder.path().join("out.mp4")).unwrap().starts_with(VIDEO));
    assert_eq!(run.stdout, "");
    let words: Vec<_> = run.stderr.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(words, ["submitting", "submitted", "queued", "generating", "completed", "out.mp4"], "{run:?}");
}

#[tokio::test]
async fn parameters_reach_the_service_with_their_types() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let elements = r#"[{"reference_image_urls": ["https://example.com/b.png"]}]"#;
    let mut arguments = vec!["generate", "-m", "klingai/video-v3-pro-image-to-video", "-o", "out.mp4"];
    arguments.extend(["--image-url", "https://example.com/a.png", "--duration", "7"]);
    arguments.extend(["--cfg_scale", ".25", "--generate-audio", "false", "--elements", elements]);
    arguments.extend(["--multi-prompt", "one", "--multi-prompt", "two", "--negative-prompt", "-5"]);
    arguments.extend(["--timeout", "30", "--interval", "1"]);
    let run = kling_at(&simulator, &folder(), &arguments).await;
    assert_eq!(run.code, Some(0), "{run:?}");
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
async fn an_option_that_is_given_once_is_one_image_and_given_twice_a_list() {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let folder = folder();
    let base = ["generate", "-m", "V1_6ProEffects", "--effect-scene", "let's_ride", "--interval", "1"];
    let one = ["-o", "1.mp4", "--image-url", "https://example.com/a"];
    let two = ["-o", "2.mp4", "--image-url", "https://example.com/a", "--image-url", "https://example.com/b"];
    for images in [&one[..], &two] {
        let run = kling_at(&simulator, &folder, &[&base[..], images].concat()).await;
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    let images: Vec<_> = simulator.submissions().iter().map(|body| body["image_url"].clone()).collect();
    assert_eq!(
        images,
        [json!("https://example.com/a"), json!(["https://example.com/a", "https://example.com/b"])]
    );
}

#[tokio::test]
async fn a_missing_key_is_invalid_input() {
    let run = kling(&folder(), &GENERATE).await;
    assert_eq!(run.stderr, "error: no API key: set AIML_API_KEY (or AIMLAPI_API_KEY)\n");
    assert_eq!(run.code, Some(2));
}
