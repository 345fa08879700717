//! Every parameter accepts its kind of media.

use aimlapi_kling::{AudioInput, ImageInput, ModelRequest, VideoInput, types::*};
use httpmock::prelude::*;
use serde_json::{Value, json};

use super::{GIF, MP4};
use crate::support::client;

#[tokio::test]
async fn content_is_sent_in_the_body() {
    let server = MockServer::start_async().await;
    let create = server
        .mock_async(|when, then| {
            when.method(POST).json_body(json!({
                "model": "klingai/avatar-pro",
                "image_url": "data:image/gif;base64,R0lGODlh",
                "audio_url": "https://example.com/a.mp3",
            }));
            then.status(200).json_body(json!({ "id": "abc" }));
        })
        .await;
    let audio = AudioInput::from_url("https://example.com/a.mp3").unwrap();
    let request = AvatarPro::new(ImageInput::from_bytes(GIF).unwrap(), audio);
    client(server.base_url()).submit(request).await.unwrap();
    create.assert_calls_async(1).await;
}

#[test]
fn every_parameter_accepts_its_kind_of_media() {
    let image = || ImageInput::from_bytes(GIF).unwrap();
    let video = || VideoInput::from_bytes(MP4).unwrap();
    let (gif, mp4) = (String::from(image()), String::from(video()));
    let points = [TrajectoryPoint::new(1, 2), TrajectoryPoint::new(3, 4)];
    let request = V1ProImageToVideo::new(image())
        .tail_image_url(image())
        .static_mask(image())
        .dynamic_masks([DynamicMask::new(image(), points)]);
    let body = sent(&request);
    assert_eq!([&body["image_url"], &body["tail_image_url"], &body["static_mask"]], [gif.as_str(); 3]);
    assert_eq!(body["dynamic_masks"][0]["mask"], gif);

    let element = Element::new([image()]).frontal_image_url(image()).video_url(video());
    let body = sent(&V3ProImageToVideo::new(image()).prompt("a").elements([element]));
    assert_eq!(
        body["elements"][0],
        json!({ "reference_image_urls": [gif], "frontal_image_url": gif, "video_url": mp4 })
    );
    let element = ImageElement::new(image(), vec![image()]);
    let body = sent(&O1ReferenceToVideo::new("a").image_list([image()]).elements([element]));
    assert_eq!(body["image_list"], json!([gif]));
    assert_eq!(body["elements"][0], json!({ "reference_image_urls": [gif], "frontal_image_url": gif }));
    assert_eq!(
        sent(&V1_6StandardMultiImageToVideo::new([image(), image()]))["image_list"],
        json!([gif, gif])
    );
    assert_eq!(sent(&O1ImageToVideo::new("a", image()).last_image_url(image()))["last_image_url"], gif);
    assert_eq!(sent(&O1VideoToVideoEdit::new("a", video()))["video_url"], mp4);
    assert_eq!(sent(&V2_6MotionControl::new(image(), video()))["video_url"], mp4);
}

#[test]
fn an_effect_accepts_an_image_or_a_list_of_images() {
    let image = || ImageInput::from_bytes(GIF).unwrap();
    let gif = String::from(image());
    let sent_for =
        |images: EffectImages, scene| sent(&V1_6ProEffects::new(images, scene))["image_url"].clone();
    assert_eq!(sent_for(image().into(), EffectScene::Squish), gif);
    assert_eq!(sent_for([image(), image()].into(), EffectScene::Hug), json!([gif, gif]));
    assert_eq!(sent_for(vec![image(), image()].into(), EffectScene::Hug), json!([gif, gif]));
}

/// The body of a request that is valid.
fn sent(request: &impl ModelRequest) -> Value {
    assert_eq!(request.validate(), Ok(()));
    serde_json::to_value(request).unwrap()
}
