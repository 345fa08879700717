//! Bodies and addresses made at random: every judge agrees on them, and a typed request says what
//! the check of its body says.

#[path = "validation/made_up.rs"]
mod made_up;
#[path = "agreement/prose.rs"]
mod prose;
#[path = "support/random.rs"]
mod random;
#[path = "requests/samples.rs"]
#[allow(dead_code, reason = "the full bodies are not needed here")]
mod samples;
#[path = "support/spec.rs"]
mod spec;

use aimlapi_kling::{Model, ModelRequest, Request, Violations, types::*};
use random::Random;
use serde_json::{Value, json};

const URL: &str = "https://example.com/a.png";
const SEED: u64 = 4711;
const BODIES: u32 = 500;
const ADDRESSES: u32 = 20_000;

#[test]
fn combinations_with_random_changes() {
    let mut random = Random(SEED);
    let (mut accepted, mut ruled_out, mut refused) = (0, 0, 0);
    for model in Model::ALL.iter().chain(Model::LEGACY) {
        let schema = spec::request_schema(*model);
        let (vendored, exported) = (spec::validator(&schema), spec::validator(&model.json_schema()));
        for _ in 0..BODIES {
            let body = random.body(*model);
            let is_valid = vendored.is_valid(&body);
            let breaks_a_rule = is_valid && prose::breaks_a_rule(*model, &schema, &body);
            let verdict = model.check(&body);
            assert_eq!(exported.is_valid(&body), is_valid, "{model}: the exported schema on {body}");
            assert_eq!(verdict.is_ok(), is_valid && !breaks_a_rule, "{model}: {verdict:?} on {body}");
            typed_request_says_so_too(*model, body, &verdict);
            match (is_valid, breaks_a_rule) {
                (true, false) => accepted += 1,
                (true, true) => ruled_out += 1,
                (false, _) => refused += 1,
            }
        }
    }
    eprintln!(
        "seed {SEED}, {BODIES} bodies a model: {accepted} accepted, {ruled_out} refused for rules only, {refused} refused"
    );
    assert!(accepted.min(ruled_out).min(refused) > 1_000);
}

/// What is accepted can be sent, and is sent as it was given; what cannot be held is refused.
fn typed_request_says_so_too(model: Model, body: Value, verdict: &Result<(), Violations>) {
    let request = match model.request(body.clone()) {
        Ok(request) => request,
        Err(violations) => return assert!(verdict.is_err(), "{violations}: {body}"),
    };
    let written = serde_json::to_value(&request).unwrap();
    assert_eq!(request.validate(), model.check(&written), "{body}");
    assert_eq!(serde_json::from_str::<Value>(&serde_json::to_string(&request).unwrap()).unwrap(), written);
    assert!(format!("{request:?}").contains(model.id()));
    if verdict.is_ok() {
        assert_eq!(request.validate(), Ok(()), "{body}");
        assert_eq!(canonical(written), canonical(without_nulls(model, body)));
    }
}

/// A parameter that may be null is not sent when it is.
fn without_nulls(model: Model, mut body: Value) -> Value {
    let nullable: Vec<_> = model.parameters().iter().filter(|one| one.nullable).map(|one| one.name).collect();
    let object = body.as_object_mut().expect("accepted bodies are objects");
    object.retain(|name, value| !(value.is_null() && nullable.contains(&name.as_str())));
    body
}

/// JSON does not tell `5` from `5.0`.
fn canonical(value: Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().into(),
        Value::Array(items) => items.into_iter().map(canonical).collect(),
        Value::Object(object) => object.into_iter().map(|(name, value)| (name, canonical(value))).collect(),
        other => other,
    }
}

#[test]
fn addresses_of_random_parts() {
    let model = Model::V2MasterImageToVideo;
    let validator = spec::validator(&spec::request_schema(model));
    let mut random = Random(SEED);
    let (mut accepted, mut wrong) = (0, Vec::new());
    for _ in 0..ADDRESSES {
        let address = random.address();
        let body = json!({ "model": model.id(), "image_url": address });
        let start = address.to_ascii_lowercase();
        let is_fetched = ["http://", "https://", "data:"].iter().any(|scheme| start.starts_with(scheme));
        let is_accepted = model.check(&body).is_ok();
        accepted += u32::from(is_accepted);
        if is_accepted != (is_fetched && validator.is_valid(&body)) {
            wrong.push(format!("{address:?} is {}", if is_accepted { "accepted" } else { "refused" }));
        }
    }
    eprintln!("seed {SEED}, {ADDRESSES} addresses: {accepted} accepted, {} wrongly judged", wrong.len());
    wrong.sort_by_key(|line| (line.len(), line.clone()));
    wrong.dedup();
    wrong.truncate(10);
    assert_eq!(wrong, [""; 0]);
    assert!(accepted > ADDRESSES / 20);
}

#[test]
fn a_literal_host_ends_at_its_bracket() {
    let validator = spec::validator(&json!({ "type": "string", "format": "uri" }));
    let refusal = |host: &str| {
        let address = format!("https://{host}/a.png");
        let verdict = V2MasterImageToVideo::new(address.as_str()).validate();
        assert_eq!(verdict.is_ok(), validator.is_valid(&json!(address)), "{host}");
        verdict.err().map(|violations| told(&violations).join("; ").replace(&address, "…"))
    };
    for host in ["[::1]", "[::1]:80", "[::1]:", "[v1.a]", "[v1.a:b]:80", "a@[::1]"] {
        assert_eq!(refusal(host), None, "{host}");
    }
    for host in ["[::1]80", "[::1]a", "[::1", "::1]", "[::1]:a", "[]", "[v.a]", "[v1.]", "[1.2.3.4]"] {
        assert_eq!(refusal(host).as_deref(), Some("image_url: \"…\", expected uri"), "{host}");
    }
}

#[test]
fn a_listed_property_of_a_nested_object_has_its_own_setter() {
    let camera = CameraControl::new()
        .type_(CameraControlType::Simple)
        .unlisted("type", "down_back")
        .unlisted("speed", 2);
    let violations = V1ProImageToVideo::new(URL).camera_control(camera).validate().unwrap_err();
    assert_eq!(told(&violations), ["camera_control.type: set as unlisted, expected its own setter"]);

    let points = [TrajectoryPoint::new(1, 2), TrajectoryPoint::new(3, 4).unlisted("y", 5)];
    let request = V1ProImageToVideo::new(URL).dynamic_masks([DynamicMask::new(URL, points)]);
    assert_eq!(
        told(&request.validate().unwrap_err()),
        ["dynamic_masks[0].trajectories[1].y: set as unlisted, expected its own setter"]
    );
}

#[test]
fn a_number_that_is_none_hides_no_rule() {
    let request = V3Omni720pImageToVideo::new(URL).prompt("a").tail_image_url(URL).cfg_scale(f64::NAN);
    assert_eq!(
        told(&request.validate().unwrap_err()),
        [
            "cfg_scale: null, expected number (0 to 1)",
            "generate_audio: missing, expected false beside `tail_image_url`",
        ]
    );
}

#[test]
fn an_integer_beyond_all_limits_is_refused_by_its_path() {
    for (x, found) in [(json!(u64::MAX), "18446744073709551615"), (json!(1e300), "1e+300")] {
        let body = json!({
            "model": "kling-video/v1/pro/image-to-video",
            "image_url": URL,
            "dynamic_masks": [{ "mask": URL, "trajectories": [{ "x": 1, "y": 2 }, { "x": x, "y": 4 }] }],
        });
        let path = "dynamic_masks[0].trajectories[1].x";
        assert_eq!(
            told(&Request::try_from(body).unwrap_err()),
            [format!("{path}: {found}, expected integer")]
        );
    }
}

#[test]
fn what_is_not_listed_may_be_deep() {
    let deep = (0..100).fold(json!(1.5), |inner, _| json!({ "a": [inner, null, ""] }));
    let built = V1ProImageToVideo::new(URL)
        .camera_control(CameraControl::new().config(CameraControlConfig::new().unlisted("b", deep.clone())))
        .unlisted("", deep.clone());
    assert_eq!(built.validate(), Ok(()));
    let body = json!({
        "model": "kling-video/v1/pro/image-to-video",
        "image_url": URL,
        "camera_control": { "config": { "b": deep } },
        "": deep,
    });
    assert_eq!(serde_json::to_value(&built).unwrap(), body);
    assert_eq!(Request::try_from(body), Ok(built.into()));
}

#[cfg(feature = "schemars")]
#[test]
fn a_reply_that_is_read_fits_its_schema() {
    let schema = schemars::schema_for!(aimlapi_kling::Generation).to_value();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut random = Random(SEED);
    for value in (0..200).map(|_| random.json(2)) {
        for name in ["id", "generation_id", "status", "video", "error", "meta"] {
            for known in ["id", "generation_id"] {
                let mut reply = json!({ known: "a" });
                reply[name] = value.clone();
                let is_read = serde_json::from_value::<aimlapi_kling::Generation>(reply.clone()).is_ok();
                assert!(!is_read || validator.is_valid(&reply), "{reply}");
            }
        }
    }
}

fn told(violations: &Violations) -> Vec<String> {
    violations.iter().map(ToString::to_string).collect()
}
