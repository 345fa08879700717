//! Validation of URIs.

use aimlapi_kling::{Model, ModelRequest, types::V2MasterImageToVideo};
use serde_json::json;

use super::SEED;
use crate::support::{messages, random::Random, spec};

const URIS: u32 = 20_000;

#[test]
fn random_uris_are_validated_as_by_the_specification() {
    let model = Model::V2MasterImageToVideo;
    let validator = spec::validator(&spec::request_schema(model));
    let mut random = Random(SEED);
    let (mut accepted, mut wrong) = (0, Vec::new());
    for _ in 0..URIS {
        let uri = random.uri();
        let body = json!({ "model": model.id(), "image_url": uri });
        let start = uri.to_ascii_lowercase();
        let is_fetched = ["http://", "https://", "data:"].iter().any(|scheme| start.starts_with(scheme));
        let is_accepted = model.validate(&body).is_ok();
        accepted += u32::from(is_accepted);
        if is_accepted != (is_fetched && validator.is_valid(&body)) {
            wrong.push(format!("{uri:?} is {}", if is_accepted { "accepted" } else { "refused" }));
        }
    }
    eprintln!("seed {SEED}, {URIS} URIs: {accepted} accepted, {} wrong", wrong.len());
    wrong.sort_by_key(|line| (line.len(), line.clone()));
    wrong.dedup();
    wrong.truncate(10);
    assert_eq!(wrong, [""; 0]);
    assert!(accepted > URIS / 20);
}

#[test]
fn a_literal_host_ends_at_its_bracket() {
    let validator = spec::validator(&json!({ "type": "string", "format": "uri" }));
    let refusal = |host: &str| {
        let uri = format!("https://{host}/a.png");
        let verdict = V2MasterImageToVideo::new(uri.as_str()).validate();
        assert_eq!(verdict.is_ok(), validator.is_valid(&json!(uri)), "{host}");
        verdict.err().map(|violations| messages(&violations).join("; ").replace(&uri, "…"))
    };
    for host in ["[::1]", "[::1]:80", "[::1]:", "[v1.a]", "[v1.a:b]:80", "a@[::1]"] {
        assert_eq!(refusal(host), None, "{host}");
    }
    for host in ["[::1]80", "[::1]a", "[::1", "::1]", "[::1]:a", "[]", "[v.a]", "[v1.]", "[1.2.3.4]"] {
        assert_eq!(refusal(host).as_deref(), Some("image_url: \"…\", expected uri"), "{host}");
    }
}

#[test]
fn a_local_path_in_place_of_a_url_is_refused_with_the_type_that_reads_files() {
    let image = "https://example.com/a.png";
    let refusal = |model: Model, body| messages(&model.validate(&body).unwrap_err()).join("; ");
    let model = Model::V2MasterImageToVideo;
    assert_eq!(
        refusal(model, json!({ "model": model.id(), "image_url": "a.png" })),
        "image_url: \"a.png\", expected uri; for a file, use `ImageInput::from_path`"
    );
    assert_eq!(
        refusal(model, json!({ "model": model.id(), "image_url": "file:///a.png" })),
        "image_url: \"file:///a.png\", expected http(s) URL or data: URI; for a file, use `ImageInput::from_path`"
    );
    for path in ["./a.png", "../a.png", "/home/a.png", "~/a.png", r"C:\a.png", r"\\server\a.png", r"..\a.png"]
    {
        assert_eq!(
            refusal(model, json!({ "model": model.id(), "image_url": path })),
            format!("image_url: {path:?}, expected uri; for a file, use `ImageInput::from_path`")
        );
    }
    assert_eq!(
        refusal(model, json!({ "model": model.id(), "image_url": "C:/a.png" })),
        "image_url: \"C:/a.png\", expected http(s) URL or data: URI; for a file, use `ImageInput::from_path`"
    );
    let model = Model::AvatarPro;
    assert_eq!(
        refusal(model, json!({ "model": model.id(), "image_url": image, "audio_url": "a.mp3" })),
        "audio_url: \"a.mp3\", expected http(s) URL or data: URI; for a file, use `AudioInput::from_path`"
    );
}
