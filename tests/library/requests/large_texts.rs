//! Inline media of many megabytes are moved to the body, which is the same as if they had been copied.

use aimlapi_kling::{
    Client, ImageInput, Request, UntypedRequest,
    types::{EffectScene, Element, V1_6ProEffects, V2MasterImageToVideo, V3Omni720pImageToVideo},
};
use httpmock::MockServer;
use serde_json::{Value, json};

/// An image of 2 MB that begins with this byte after its signature.
fn image(first: u8) -> ImageInput {
    let content = vec![first; 2 * 1024 * 1024];
    ImageInput::from_bytes([&b"\x89PNG\r\n\x1a\n"[..], &content].concat()).unwrap()
}

fn text_of(image: ImageInput) -> String {
    image.into()
}

/// Asserts that a client sends what the request serializes as.
async fn is_sent_as_it_is(request: impl Into<Request>) {
    let request = request.into();
    let body = serde_json::to_value(&request).unwrap();
    let server = MockServer::start_async().await;
    let response = json!({ "id": "abc", "status": "queued" });
    let mock = server.mock_async(|when, then| {
        when.method("POST").is_true(move |received| {
            serde_json::from_slice::<Value>(received.body_ref()).is_ok_and(|received| received == body)
        });
        then.status(200).json_body(response);
    });
    let mock = mock.await;
    for validate in [true, false] {
        let client = Client::builder("key").base_url(server.base_url()).allow_http(true).validate(validate);
        assert_eq!(client.build().unwrap().submit(request.clone()).await.unwrap().id(), "abc");
    }
    mock.assert_calls_async(2).await;
}

#[tokio::test]
async fn a_large_image_is_sent() {
    let request = V2MasterImageToVideo::new(image(1)).prompt("She says \"hello\", and waves.\n\u{1f44b}");
    is_sent_as_it_is(request).await;
}

#[tokio::test]
async fn several_large_images_are_each_sent_as_their_own_parameter() {
    let (first, second, third) = (image(1), image(2), image(3));
    let request = V3Omni720pImageToVideo::new(text_of(second.clone()))
        .prompt("They meet")
        .tail_image_url(text_of(third))
        .generate_audio(false)
        .elements([
            Element::new([text_of(first.clone())]).frontal_image_url(text_of(first)),
            Element::new(["https://media.example/a.png"]).frontal_image_url(text_of(second)),
        ]);
    is_sent_as_it_is(request).await;
}

#[tokio::test]
async fn large_images_in_a_list_are_sent() {
    let images = [text_of(image(1)), text_of(image(2))];
    is_sent_as_it_is(V1_6ProEffects::new(images, EffectScene::Hug)).await;
}

#[tokio::test]
async fn large_texts_of_unlisted_parameters_are_sent() {
    let large = json!({ "mask": [text_of(image(1))], "note": "\"\\\n".repeat(1024 * 1024) });
    is_sent_as_it_is(V2MasterImageToVideo::new(image(2)).unlisted("edit", large)).await;
}

#[tokio::test]
async fn large_texts_of_untyped_requests_are_sent() {
    let parameters = json!({ "image": text_of(image(1)), "others": [text_of(image(2)), text_of(image(3))] });
    is_sent_as_it_is(UntypedRequest::new("klingai/video-v9-pro-image-to-video", parameters).unwrap()).await;
}

#[tokio::test]
async fn a_large_image_is_validated() {
    let client = Client::builder("key").base_url("http://127.0.0.1:9").allow_http(true).build().unwrap();
    let request = V2MasterImageToVideo::new(image(1)).cfg_scale(2.0);
    let error = client.submit(request).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid request to klingai/v2-master-image-to-video: cfg_scale: 2.0, expected number (0 to 1)"
    );
    let error = client.submit(V2MasterImageToVideo::new("a".repeat(2 * 1024 * 1024))).await.unwrap_err();
    let paths: Vec<_> = error.violations().unwrap().iter().map(|violation| violation.path()).collect();
    assert_eq!(paths, ["image_url"]);
}
