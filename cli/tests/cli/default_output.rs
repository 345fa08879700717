//! The output file of `kling generate`, if the user names none.

use std::fs;

use aimlapi_kling::simulator::Simulator;

use crate::support::{Folder, MODEL, Run, files, folder, kling, kling_at};

async fn instant() -> Simulator {
    Simulator::builder().instant().start().await.unwrap()
}

async fn generate(simulator: &Simulator, folder: &Folder, prompt: &str, more: &[&str]) -> Run {
    let arguments = ["generate", "-m", MODEL, "-p", prompt, "--interval", "1"];
    let run = kling_at(simulator, folder, &[&arguments[..], more].concat()).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    run
}

/// The file that a dry run names.
async fn name(folder: &Folder, arguments: &[&str]) -> String {
    let run = kling(folder, &[&["generate", "--dry-run", "--json"], arguments].concat()).await;
    run.event("dry_run")["output"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_file_is_named_after_the_prompt_and_reported() {
    let (simulator, folder) = (instant().await, folder());
    let run = generate(&simulator, &folder, "A lighthouse, in a storm!", &[]).await;
    assert_eq!(run.lines()[0], "output file: a-lighthouse-in-a-storm.mp4");
    assert_eq!(files(folder.path()), ["a-lighthouse-in-a-storm.mp4"]);
}

#[tokio::test]
async fn a_name_contains_only_the_first_words_and_no_special_characters() {
    let folder = folder();
    for (prompt, expected) in [
        ("../../etc/passwd", "etc-passwd.mp4"),
        ("The captain's \"last\" voyage: a film", "the-captains-last-voyage-a-film.mp4"),
        ("Ein Leuchtturm über dem Meer", "ein-leuchtturm-über-dem-meer.mp4"),
        ("暴风雨中的灯塔", "暴风雨中的灯塔.mp4"),
        (
            "A cheerful white raccoon that runs through a sequoia forest at dawn",
            "a-cheerful-white-raccoon-that-runs-through-a.mp4",
        ),
        ("!?", "v1-6-standard-text-to-video.mp4"),
    ] {
        assert_eq!(name(&folder, &["-m", MODEL, "-p", prompt]).await, expected);
    }
    let long = name(&folder, &["-m", MODEL, "-p", &"a".repeat(100)]).await;
    assert_eq!(long, format!("{}.mp4", "a".repeat(48)));
    let effect =
        ["-m", "V1_6ProEffects", "--effect-scene", "let's_ride", "--image-url", "https://example.com/a.png"];
    assert_eq!(name(&folder, &effect).await, "kling-video-v1-6-pro-effects.mp4");
}

#[tokio::test]
async fn a_file_that_exists_or_is_reserved_is_not_replaced() {
    let (simulator, folder) = (instant().await, folder());
    fs::write(folder.path().join("a-lighthouse.mp4"), "mine").unwrap();
    fs::write(folder.path().join("a-lighthouse-2.mp4.part.json"), "mine, too").unwrap();
    generate(&simulator, &folder, "A lighthouse", &[]).await;
    assert_eq!(
        files(folder.path()),
        ["a-lighthouse-2.mp4.part.json", "a-lighthouse-3.mp4", "a-lighthouse.mp4"]
    );
    assert_eq!(fs::read(folder.path().join("a-lighthouse.mp4")).unwrap(), b"mine");
}

#[tokio::test]
async fn the_same_command_again_is_the_same_video_until_a_new_one_is_asked_for() {
    let (simulator, folder) = (instant().await, folder());
    for _ in 0..2 {
        generate(&simulator, &folder, "A lighthouse", &[]).await;
    }
    assert_eq!((simulator.accepted().len(), files(folder.path())), (1, vec!["a-lighthouse.mp4".to_owned()]));
    generate(&simulator, &folder, "A lighthouse", &["--new"]).await;
    assert_eq!(simulator.accepted().len(), 2);
    assert_eq!(files(folder.path()), ["a-lighthouse-2.mp4", "a-lighthouse.mp4"]);
}

#[tokio::test]
async fn another_request_with_the_same_prompt_has_a_file_of_its_own() {
    let (simulator, folder) = (instant().await, folder());
    generate(&simulator, &folder, "A lighthouse", &[]).await;
    for _ in 0..2 {
        generate(&simulator, &folder, "A lighthouse", &["--duration", "10"]).await;
    }
    assert_eq!(simulator.accepted().len(), 2);
    assert_eq!(files(folder.path()), ["a-lighthouse-2.mp4", "a-lighthouse.mp4"]);
}

#[tokio::test]
async fn a_file_that_has_taken_the_place_of_the_video_is_an_error_and_no_reason_to_pay_again() {
    let (simulator, folder) = (instant().await, folder());
    generate(&simulator, &folder, "A lighthouse", &[]).await;
    fs::write(folder.path().join("a-lighthouse.mp4"), "mine").unwrap();
    let again = kling_at(&simulator, &folder, &["generate", "-m", MODEL, "-p", "A lighthouse"]).await;
    assert_eq!((again.code, simulator.accepted().len()), (Some(6), 1), "{again:?}");
}

#[tokio::test]
async fn replacing_a_file_requires_its_name() {
    let run = kling(&folder(), &["generate", "-m", MODEL, "-p", "A lighthouse", "--force"]).await;
    assert!(run.stderr.contains("--output <FILE>"), "{run:?}");
    assert_eq!(run.code, Some(2));
}
