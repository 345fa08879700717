//! The gallery page of a batch, in a browser.

use std::{
    path::PathBuf,
    process::Stdio,
    sync::atomic::{AtomicUsize, Ordering},
};

use aimlapi_kling::simulator::{Endpoint, Fault, IncomingRequest, Simulator};
use rustix::process::Signal;
use serde_json::{Value, json};
use tokio::io::BufReader;

use super::{arguments, batch, prompts, simulator, write};
use crate::support::{
    Folder,
    browser::{Browser, Screen},
    command_at, folder, send, until_line,
};

const LIGHT: Screen = Screen { width: 1280, height: 900, scheme: "light" };
const DARK: Screen = Screen { scheme: "dark", ..LIGHT };
const PHONE: Screen = Screen { width: 360, height: 740, scheme: "light" };

/// Text that would be code if it was not escaped.
const HOSTILE: &str = "</p></script><script>document.title = 'code'</script>\
    <img src=x onerror=\"document.title = 'code'\"> & \u{202e}&lt;b&gt;";

const REJECTED: &str =
    "the service answered 400 Bad Request: Bad Request (request 00000000-0000-4000-8000-000000000000)";
const UNKNOWN: &str =
    "submitting: the connection failed; the job may have been accepted, look up the client request id ";

fn page(folder: &Folder) -> PathBuf {
    folder.path().join("videos/index.html")
}

/// Opens the page of a batch, and defines what the tests ask it.
async fn open(browser: &mut Browser, folder: &Folder, screen: Screen) {
    browser.open(&page(folder), screen).await;
    browser.evaluate(include_str!("page.js")).await;
}

/// A batch of which two videos are made, one request is rejected, and the outcome of one is unknown.
async fn mixed_batch() -> Folder {
    let submissions = AtomicUsize::new(0);
    let faults = move |request: &IncomingRequest<'_>| {
        let is_submission = request.endpoint == Endpoint::Submit;
        match is_submission.then(|| submissions.fetch_add(1, Ordering::Relaxed))? {
            2 => Some(Fault::status(400)),
            // The connection is closed without a response, and the request is not in the log.
            3 => Some(Fault::close()),
            _ => None,
        }
    };
    let simulator = Simulator::builder().instant().faults(faults).start().await.unwrap();
    let folder = folder();
    let lines = [
        json!({ "name": "a storm", "prompt": "A lighthouse in a storm\nA ship passes 灯台", "duration": 10 }),
        json!({ "name": "b hostile", "prompt": HOSTILE, "model": "klingai/v2.1-master-text-to-video",
            "negative_prompt": HOSTILE }),
        json!({ "name": "c rejected", "prompt": "word ".repeat(400) }),
        json!({ "name": "d unknown", "prompt": "x".repeat(300) }),
    ];
    write(&folder, "prompts.jsonl", lines.map(|line| format!("{line}\n")).concat());
    let mut command = command_at(&simulator.base_url(), &folder, &arguments(&["--in-flight", "1", "--json"]));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (stdout, stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    until_line(&mut BufReader::new(stdout), r#""state":"unknown""#).await;
    send(&child, Signal::INT);
    until_line(&mut BufReader::new(stderr), "Interrupt again").await;
    send(&child, Signal::INT);
    assert_eq!(child.wait().await.unwrap().code(), Some(130));
    folder
}

fn assert_no_complaints(browser: &Browser) {
    assert_eq!(browser.complaints(), [] as [Value; 0]);
}

#[tokio::test]
async fn each_request_has_a_card_with_its_video_or_its_reason_and_filters_choose_among_them() {
    let Some(mut browser) = Browser::start("the cards of the gallery page").await else { return };
    let folder = mixed_batch().await;
    open(&mut browser, &folder, LIGHT).await;
    let mut cards = browser.evaluate("shown().map(facts)").await;
    // What follows is the client request id.
    let unknown = cards[3]["reason"].as_str().unwrap().split_inclusive(" id ").next().unwrap();
    cards[3]["reason"] = json!(unknown);
    let card = |name: &str, state: &str, prompt: &str, reason: Option<&str>| json!({ "name": name, "state": state, "prompt": prompt, "reason": reason, "hasVideo": state == "made" });
    assert_eq!(
        cards,
        json!([
            card("a storm", "made", "A lighthouse in a storm\nA ship passes 灯台", None),
            card("b hostile", "made", HOSTILE, None),
            card("c rejected", "failed", &"word ".repeat(400), Some(REJECTED)),
            card("d unknown", "unknown", &"x".repeat(300), Some(UNKNOWN)),
        ])
    );
    let text = "document.getElementById('sums').textContent";
    assert_eq!(browser.evaluate(text).await, "2 made · 1 failed · 1 unknown · $0.56");
    assert_eq!(browser.evaluate("document.title").await, "videos");
    for (choice, names) in [
        ("choose('state', 'made')", json!(["a storm", "b hostile"])),
        ("choose('model', 'klingai/v2.1-master-text-to-video')", json!(["b hostile"])),
        ("choose('state', 'failed')", json!([])),
        ("choose('model', '')", json!(["c rejected"])),
        ("choose('state', 'unknown')", json!(["d unknown"])),
        ("choose('state', '')", json!(["a storm", "b hostile", "c rejected", "d unknown"])),
    ] {
        assert_eq!(browser.evaluate(choice).await, names, "{choice}");
    }
    assert_no_complaints(&browser);
}

#[tokio::test]
async fn a_video_is_chosen_and_played_with_the_keyboard() {
    let Some(mut browser) = Browser::start("the keys of the gallery page").await else { return };
    let (simulator, folder) = (simulator().await, folder());
    prompts(&folder, 3);
    assert_eq!(batch(&simulator, &folder, &[]).await.code, Some(0));
    open(&mut browser, &folder, LIGHT).await;
    let focused = "document.activeElement.getAttribute('aria-label')";
    for (key, code, name) in [
        ("ArrowRight", 39, "0001"),
        ("ArrowRight", 39, "0002"),
        ("ArrowRight", 39, "0003"),
        ("ArrowRight", 39, "0003"),
        ("ArrowLeft", 37, "0002"),
    ] {
        browser.press(key, code).await;
        assert_eq!(browser.evaluate(focused).await, name);
    }
    browser.evaluate("globalThis.time = played(document.activeElement.querySelector('video')); 0").await;
    browser.press("Enter", 13).await;
    let time = browser.evaluate("time").await;
    assert!(time.as_f64().unwrap() > 0.0, "{time}");
    assert_no_complaints(&browser);
}

#[tokio::test]
async fn text_is_legible_in_light_and_dark_and_on_a_phone() {
    let Some(mut browser) = Browser::start("the colours of the gallery page").await else { return };
    let folder = mixed_batch().await;
    let mut backgrounds = Vec::new();
    for screen in [LIGHT, DARK] {
        open(&mut browser, &folder, screen).await;
        backgrounds.push(browser.evaluate("background(document.body)").await);
        let contrasts = browser.evaluate("contrasts()").await;
        let contrasts = contrasts.as_array().unwrap();
        assert!(contrasts.len() > 30, "{contrasts:?}");
        let weak: Vec<_> =
            contrasts.iter().filter(|contrast| contrast["ratio"].as_f64().unwrap() < 4.5).collect();
        assert!(weak.is_empty(), "{screen:?} {weak:?}");
    }
    assert_ne!(backgrounds[0], backgrounds[1]);

    open(&mut browser, &folder, PHONE).await;
    assert_eq!(browser.evaluate("sideways()").await, 0);
    assert_eq!(browser.evaluate("tooWide()").await, json!([]));
    assert_eq!(browser.evaluate("shown().length").await, 4);
    assert_no_complaints(&browser);
}

#[tokio::test]
async fn hostile_text_is_text_in_the_page() {
    let Some(mut browser) = Browser::start("hostile text in the gallery page").await else { return };
    let folder = mixed_batch().await;
    open(&mut browser, &folder, LIGHT).await;
    assert_eq!(browser.evaluate("document.title").await, "videos");
    assert_eq!(browser.evaluate("document.querySelectorAll('script').length").await, 1);
    assert_eq!(browser.evaluate("document.querySelectorAll('img, b').length").await, 0);
    let shown = browser.evaluate("shown()[1].querySelector('dd').textContent").await;
    assert_eq!(shown, HOSTILE);
    assert_no_complaints(&browser);
}

#[tokio::test]
async fn a_page_of_a_thousand_videos_loads_those_that_are_seen() {
    let Some(mut browser) = Browser::start("a gallery page of 1000 videos").await else { return };
    let (simulator, folder) = (simulator().await, folder());
    prompts(&folder, 1000);
    assert_eq!(batch(&simulator, &folder, &["--in-flight", "500"]).await.code, Some(0));
    open(&mut browser, &folder, LIGHT).await;
    assert_eq!(browser.evaluate("shown().length").await, 1000);
    let preloaded = "document.querySelectorAll('video[preload=metadata]').length";
    let seen = browser.evaluate(preloaded).await.as_u64().unwrap();
    assert!(seen < 100, "{seen}");
    let play =
        "(video => { const time = played(video); video.muted = true; return video.play().then(() => time) })";
    let last = format!("{play}(shown().at(-1).querySelector('video'))");
    assert!(browser.evaluate(&last).await.as_f64().unwrap() > 0.0);
    assert_no_complaints(&browser);
}
