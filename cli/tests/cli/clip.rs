//! The clips of the simulated service in Chromium.

use std::fs;

use aimlapi_kling::{
    simulator::Simulator,
    types::{AspectRatio, FixedDuration, V1_6StandardTextToVideo},
};
use serde_json::json;

use crate::support::{
    browser::{Browser, Screen},
    folder,
};

/// A page that shows a video, and says for each second which parts of its bar are bright.
const PLAYER: &str = "
    const video = document.querySelector('video');
    const event = name => new Promise(resolve => video.addEventListener(name, resolve, { once: true }));
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const bright = (x, y) => {
        const [red, green, blue] = canvas.getImageData(x * video.videoWidth, y, 1, 1).data;
        return red + green + blue > 600;
    };
    (async () => {
        if (video.readyState < 2) await event('loadeddata');
        [canvas.canvas.width, canvas.canvas.height] = [video.videoWidth, video.videoHeight];
        const bars = [];
        for (let second = 0; second < video.duration; second++) {
            const seeked = event('seeked');
            video.currentTime = second + 0.5;
            await seeked;
            canvas.drawImage(video, 0, 0);
            bars.push([0.01, 0.1, 0.3, 0.5, 0.7, 0.9].map(x => Number(bright(x, video.videoHeight - 8))).join(''));
        }
        return [video.videoWidth, video.videoHeight, video.duration, bars];
    })()
";

#[tokio::test]
async fn a_clip_plays_in_a_browser_and_its_bar_grows_every_second() {
    let Some(mut browser) = Browser::start("a simulated clip in a browser").await else { return };
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let request = V1_6StandardTextToVideo::new("A lighthouse in a storm, très joli")
        .aspect_ratio(AspectRatio::Portrait9x16)
        .duration(FixedDuration::Seconds5);
    let job = simulator.client().build().unwrap().submit(request).await.unwrap();
    let video = simulator.video(job.id()).unwrap();
    let encoded: String = video.iter().map(|byte| format!("%{byte:02x}")).collect();
    let folder = folder();
    let page = folder.path().join("page.html");
    // Scripts may read the pixels of a video in the page, but not of one in another file.
    fs::write(&page, format!("<video muted src='data:video/mp4,{encoded}'></video>")).unwrap();
    browser.open(&page, Screen { width: 400, height: 400, scheme: "light" }).await;
    let bars = ["010000", "011000", "011100", "011110", "011111"];
    assert_eq!(browser.evaluate(PLAYER).await, json!([144, 256, 5, bars]));
    assert!(browser.complaints().is_empty(), "{:?}", browser.complaints());
}
