//! What is printed contains no key, no signature of a URL and no whole file.

use aimlapi_kling::{
    Client, ClientRequestId, Generation, Job, Submission, WaitPolicy,
    types::{V1_6ProImageToVideo, V1_6StandardMultiImageToVideo},
};
use serde_json::json;

use crate::support::{
    KEY, client,
    host::{ScriptedHost, ScriptedResponse},
    printed, request,
};

/// The key as JSON, URLs and JSON within JSON can write it.
fn escaped_keys() -> Vec<String> {
    let unicode: String = KEY.chars().map(|letter| format!("\\u{:04x}", u32::from(letter))).collect();
    let percent: String = KEY.bytes().map(|byte| format!("%{byte:02X}")).collect();
    vec![
        KEY.to_owned(),
        KEY.replacen('s', "\\u0073", 1),
        KEY.replace('f', "\\u0066"),
        unicode.to_uppercase().replace('U', "u"),
        unicode.replace('\\', "\\\\"),
        percent,
    ]
}

/// Whether a text contains a part of the key, in whatever form.
fn shows_key(text: &str) -> bool {
    let mut plain = text.replace('\\', "").replace("u00", "%");
    for byte in KEY.bytes() {
        let escapes = [format!("%{byte:02x}"), format!("%{byte:02X}")];
        plain =
            escapes.iter().fold(plain, |plain, escape| plain.replace(escape, &char::from(byte).to_string()));
    }
    plain.contains(&KEY[3..7])
}

#[tokio::test(start_paused = true)]
async fn a_key_with_escapes_in_a_response_is_redacted() {
    let id: ClientRequestId = "order-4711".parse().unwrap();
    let bodies: [fn(&str) -> String; 5] = [
        |key| {
            format!(
                r#"{{"id": "{key}", "status": "{key}", "error": {{"message": "{key}", "{key}": ["{key}"]}}}}"#
            )
        },
        |key| format!(r#"{{"message": "{key}", "requestId": "{key}", "data": {{"id": "{key}"}}}}"#),
        |key| {
            format!(
                r#"{{"data": [{{"client_request_id": "order-4711", "inference_id": "{key}", "x": "{key}"}}]}}"#
            )
        },
        |key| format!(r#"<html><title>{key}</title>{key}</html>"#),
        |key| format!(r#"{{"generation_id": "{key}", "status": "{key}"#),
    ];
    assert!(escaped_keys().iter().all(|key| shows_key(key)));
    let host = ScriptedHost::start();
    let client = client(host.base_url());
    let mut shown = Vec::new();
    for key in escaped_keys() {
        for body in bodies {
            for status in ["200 OK", "400 Bad Request"] {
                let body = body(&key);
                let status = status.to_owned();
                host.respond(move |_| {
                    let header = KEY.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
                    ScriptedResponse::new(&status)
                        .header("location", format!("/x?id={header}"))
                        .sized_body(&body)
                });
                match host.run(client.submit_as(&id, request())).await {
                    Ok(job) => shown.push(format!("{job:?} {}", json!(job))),
                    Err(error) => shown.push(format!("{} {:?}", printed(&error), error.body())),
                }
                match host.run(client.retrieve(&Job::from_id("[API key]"))).await {
                    Ok(generation) => shown.push(format!("{generation:?} {}", json!(generation))),
                    Err(error) => shown.push(format!("{} {:?}", printed(&error), error.message())),
                }
                match host.run(client.find_submission(&id)).await {
                    Ok(found) => shown.push(format!("{found:?}")),
                    Err(error) => shown.push(printed(&error)),
                }
            }
        }
    }
    assert!(shown.iter().filter(|text| text.contains("[API key]")).count() > 100);
    for text in shown {
        assert!(!shows_key(&text), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_that_is_cut_off_at_the_end_of_a_response_is_redacted() {
    let host = ScriptedHost::start();
    let body = format!(r#"{{"message": "Unknown key {}"#, &KEY[..KEY.len() - 1]);
    host.play([ScriptedResponse::new("401 Unauthorized").sized_body(&body)]);
    let client = client(host.base_url());
    let error = host.run(client.submit(request())).await.unwrap_err();
    assert_eq!(error.body(), Some(r#"{"message": "Unknown key [API key]"#));
}

#[tokio::test(start_paused = true)]
async fn debug_output_of_responses_has_no_signatures() {
    let urls = [
        "https://cdn.example/1.mp4?X-Signature=s3cret&Expires=1",
        "https://cdn.example/1.mp4#s3cret",
        "https://user:s3cret@cdn.example/1.mp4",
        "https:/cdn.example/1.mp4?sig=s3cret",
        "https://cdn.example/a b.mp4?c d&sig=s3cret",
        "//cdn.example/1.mp4?sig=s3cret",
        "cdn.example:99999999/1.mp4?s3cret",
    ];
    for url in urls {
        let body = json!({ "id": "abc", "status": "completed", "video": { "url": url } });
        let host = ScriptedHost::start();
        let other = json!({ "id": "xyz", "status": "error", "error": { "detail": [{ "msg": "no face", "input": url }] } });
        host.play([ScriptedResponse::json(&body), ScriptedResponse::json(&other)]);
        let client = client(host.base_url());
        let video = host.run(client.wait(&Job::from_id("abc"))).await.unwrap();
        assert_eq!(video.url(), url);
        let error = host.run(client.retrieve(&Job::from_id("abc"))).await.unwrap_err();
        let failed: Generation = serde_json::from_value(other).unwrap();
        let texts = [
            format!("{video:?} {video:#?}"),
            format!("{:?} {:?}", video.file(), video.generation()),
            format!("{failed:?} {:?}", failed.error()),
            printed(&error),
        ];
        for text in texts {
            assert!(!text.contains("s3cret"), "{text}");
        }
        let shown = format!("{:?}", video.file());
        assert!(shown.contains("cdn.example"), "{shown}");
    }
}

#[tokio::test(start_paused = true)]
async fn debug_output_of_a_row_of_the_log_has_no_signatures() {
    let host = ScriptedHost::start();
    let row = json!({ "client_request_id": "order-4711", "url": "https://cdn.example/1.mp4?sig=s3cret" });
    host.play([ScriptedResponse::json(&json!({ "data": [row], "pagination": { "has_more": false } }))]);
    let client = client(host.base_url());
    let found = host.run(client.find_submission(&"order-4711".parse().unwrap())).await.unwrap();
    assert!(matches!(found, Submission::Found(_)));
    assert_eq!(
        format!("{found:?}"),
        r#"Found([LogEntry({"client_request_id": "order-4711", "url": "https://cdn.example/1.mp4?…"})])"#
    );
}

#[test]
fn debug_output_of_requests_has_no_signatures_and_no_files() {
    let image = format!("data:image/png;base64,{}", "A".repeat(10_000));
    let request = V1_6ProImageToVideo::new("https://cdn.example/1.png?sig=s3cret")
        .prompt("A lighthouse: why? https://cdn.example/2?sig=s3cret is it")
        .tail_image_url(image.clone())
        .unlisted("mask", json!({ "url": "https://cdn.example/3?sig=s3cret" }));
    assert_eq!(
        format!("{request:?}"),
        "V1_6ProImageToVideo { image_url: \"https://cdn.example/1.png?…\", \
         mask: {\"url\": \"https://cdn.example/3?…\"}, \
         model: \"kling-video/v1.6/pro/image-to-video\", \
         prompt: \"A lighthouse: why? https://cdn.example/2?… is it\", \
         tail_image_url: \"data:image/png;base64,AAAAAAAAAAAAAAAAAA… (10022 characters)\" }"
    );
    let unlisted = format!("{:?}", request.unlisted);
    assert_eq!(unlisted, r#"{"mask": {"url": "https://cdn.example/3?…"}}"#);
    let request = aimlapi_kling::Request::from(request);
    assert!(!format!("{request:?} {request:#?}").contains("s3cret"));
    // What only resembles a data URI is not shown as a whole either.
    let list = V1_6StandardMultiImageToVideo::new([image.replace("data:", "dta:"), image]);
    assert!(format!("{list:?}").len() < 500, "{list:?}");
    let conflict = V1_6ProImageToVideo::new("x").unlisted("prompt", "y");
    assert_eq!(
        format!("{conflict:?}"),
        "V1_6ProImageToVideo(`prompt` is a listed parameter: use its setter)"
    );
}

#[test]
fn errors_show_no_credentials_of_a_base_url() {
    for url in
        ["https://user:s3cret@a.example:99999999", "https://a.example/?key=s3cret", "ftp://a.example/#s3cret"]
    {
        let error = Client::builder(KEY).base_url(url).build().unwrap_err();
        assert!(!printed(&error).contains("s3cret"), "{error}");
        assert!(error.to_string().contains("a.example"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn debug_output_of_progress_has_no_signatures() {
    let host = ScriptedHost::start();
    let url = "https://cdn.example/1.mp4?sig=s3cret";
    host.play([ScriptedResponse::json(&json!({ "id": "abc", "status": "completed", "video": [url] }))]);
    let client = client(host.base_url());
    let mut shown = Vec::new();
    let policy = WaitPolicy::new();
    let job = Job::from_id("abc");
    host.run(client.wait_with(&job, &policy, |progress| shown.push(format!("{progress:?}")))).await.unwrap();
    assert!(shown[0].contains("https://cdn.example/1.mp4?…") && !shown[0].contains("s3cret"), "{shown:?}");
}
