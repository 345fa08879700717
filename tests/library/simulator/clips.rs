//! The video of a job shows what was requested: its prompt, its aspect ratio and its duration.

use std::collections::BTreeSet;

use aimlapi_kling::simulator::{KEY, Simulator};
use serde_json::{Value, json};

use crate::support::http;

/// The video of the job with this body, without the box that has its generation id.
async fn clip(simulator: &Simulator, body: &Value) -> Vec<u8> {
    let url = format!("{}/v2/video/generations", simulator.base_url());
    let response = http().post(url).bearer_auth(KEY).body(body.to_string()).send().await.unwrap();
    let job: Value = response.json().await.unwrap();
    let mut video = simulator.video(job["id"].as_str().unwrap_or_else(|| panic!("{job}"))).unwrap();
    let end = find(&video, b"free") - 4;
    video.truncate(end);
    video
}

fn find(video: &[u8], kind: &[u8]) -> usize {
    video.windows(kind.len()).position(|part| part == kind).unwrap()
}

/// The number at a position after the type of the first box of this kind.
fn number(video: &[u8], kind: &[u8], position: usize) -> u32 {
    let start = find(video, kind) + kind.len() + position;
    u32::from_be_bytes(video[start..start + 4].try_into().unwrap())
}

fn body(prompt: &str, more: Value) -> Value {
    let mut body = json!({ "model": "kling-video/v1.6/standard/text-to-video", "prompt": prompt });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

#[tokio::test]
async fn a_clip_has_the_aspect_ratio_and_the_duration_of_the_request() {
    let simulator = Simulator::start().await.unwrap();
    let cases = [
        (json!({}), (256, 144), 5),
        (json!({ "aspect_ratio": "16:9", "duration": 10 }), (256, 144), 10),
        (json!({ "aspect_ratio": "9:16", "duration": "10" }), (144, 256), 10),
        (json!({ "aspect_ratio": "1:1", "duration": "5" }), (256, 256), 5),
    ];
    for (more, (width, height), seconds) in cases {
        let clip = clip(&simulator, &body("A lighthouse", more.clone())).await;
        let size = (number(&clip, b"tkhd", 76) >> 16, number(&clip, b"tkhd", 80) >> 16);
        assert_eq!(size, (width, height), "{more}");
        let (units, duration) = (number(&clip, b"mdhd", 12), number(&clip, b"mdhd", 16));
        assert_eq!((duration / units, number(&clip, b"stsz", 8)), (seconds, seconds), "{more}");
    }
}

#[tokio::test]
async fn clips_of_different_prompts_differ_and_those_of_the_same_prompt_do_not() {
    let simulator = Simulator::start().await.unwrap();
    let mut clips = BTreeSet::new();
    for prompt in
        ["A lighthouse", "A harbour", "A lighthouse", "日本語", "a\u{0}b", " ", &"word ".repeat(400)]
    {
        let clip = clip(&simulator, &body(prompt, json!({}))).await;
        assert!(clip.len() < 64_000, "{prompt}: {} bytes", clip.len());
        clips.insert(clip);
    }
    assert_eq!(clips.len(), 6);
}

#[tokio::test]
async fn the_boxes_of_a_clip_fill_the_file_and_its_frames_are_in_it() {
    let simulator = Simulator::start().await.unwrap();
    let clip = clip(&simulator, &body("A lighthouse", json!({}))).await;
    let (mut kinds, mut position) = (Vec::new(), 0);
    while position < clip.len() {
        let length = u32::from_be_bytes(clip[position..position + 4].try_into().unwrap());
        kinds.push(String::from_utf8(clip[position + 4..position + 8].to_vec()).unwrap());
        position += length as usize;
    }
    assert_eq!((kinds, position), (["ftyp", "moov", "mdat"].map(str::to_owned).to_vec(), clip.len()));

    let (mut start, frames) = (number(&clip, b"stco", 8) as usize, number(&clip, b"stsz", 8) as usize);
    assert_eq!(start, find(&clip, b"mdat") + 4);
    for frame in 0..frames {
        let size = number(&clip, b"stsz", 12 + 4 * frame) as usize;
        let length = u32::from_be_bytes(clip[start..start + 4].try_into().unwrap()) as usize;
        assert_eq!(length + 4, size);
        // A key frame, and frames that refer to the one before.
        assert_eq!(clip[start + 4], if frame == 0 { 0x65 } else { 0x61 });
        start += size;
    }
    assert_eq!(start, clip.len());
}
