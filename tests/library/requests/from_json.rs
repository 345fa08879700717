//! A body is converted with its unlisted names kept or refused, all its violations are reported at once, and the text
//! of an integer is that integer everywhere.

use aimlapi_kling::{
    Model, Request, UnlistedNames,
    types::{FixedDuration, TrajectoryPoint, V1_6StandardTextToVideo},
};
use serde_json::{Value, json};

use crate::support::{messages, samples::minimal};

fn refused(body: Value) -> Vec<String> {
    messages(&Request::from_json(body, UnlistedNames::Refuse).unwrap_err())
}

#[test]
fn every_minimal_body_has_only_listed_names() {
    for model in Model::ALL {
        let mut body = minimal(*model);
        // A rule of some models requires what no schema does.
        if model.parameter("prompt").is_some() {
            body["prompt"] = "A lighthouse".into();
        }
        let request = Request::from_json(body.clone(), UnlistedNames::Refuse).unwrap();
        assert_eq!(request, Request::try_from(body).unwrap());
    }
}

#[test]
fn all_violations_are_reported_at_once() {
    let body = json!({
        "model": "kling-video/v1.6/standard/text-to-video",
        "promt": "A lighthouse",
        "duration": "6",
        "aspect_ratio": "4:3",
        "cfg_scale": 7.5,
        "aspectRatio": "16:9",
        "fps": 24,
    });
    let limits = [
        "prompt: missing, expected text",
        "aspect_ratio: \"4:3\", expected one of 16:9 | 1:1 | 9:16",
        "duration: 6, expected integer, one of 5 | 10",
        "cfg_scale: 7.5, expected number (0 to 1)",
    ];
    let names = [
        "aspectRatio: not listed, expected the name of a parameter; did you mean aspect_ratio?",
        "fps: not listed, expected the name of a parameter",
        "promt: not listed, expected the name of a parameter; did you mean prompt?",
    ];
    let violations = Request::from_json(body.clone(), UnlistedNames::Keep).unwrap_err();
    assert_eq!(sorted(messages(&violations)), sorted(limits.map(String::from).into()));
    assert_eq!(
        sorted(refused(body)),
        sorted([limits.as_slice(), &names].concat().iter().map(|text| (*text).into()).collect())
    );
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

/// Unlike `Request::try_from`, for which a value beyond a limit is a request that is not valid.
#[test]
fn a_value_beyond_a_limit_is_refused_even_if_the_type_can_represent_it() {
    let mut body = minimal(Model::V1_6StandardTextToVideo);
    body["cfg_scale"] = json!(7.5);
    assert!(Request::try_from(body.clone()).is_ok());
    assert_eq!(
        messages(&Request::from_json(body, UnlistedNames::Keep).unwrap_err()),
        ["cfg_scale: 7.5, expected number (0 to 1)"]
    );
}

#[test]
fn nested_names_are_looked_at_as_well() {
    let mut body = minimal(Model::V1ProImageToVideo);
    body["camera_control"] = json!({ "typ": "simple", "config": { "zooom": 1 } });
    body["dynamic_masks"] = json!([{ "mask": "https://example.com/a.png", "trajectories": [{ "x": 1, "y": 2, "z": 3 }, { "x": 1, "y": 2 }] }]);
    assert_eq!(
        refused(body.clone()),
        [
            "camera_control.config.zooom: not listed, expected the name of a parameter; did you mean zoom?",
            "camera_control.typ: not listed, expected the name of a parameter; did you mean type?",
            "dynamic_masks[0].trajectories[0].z: not listed, expected the name of a parameter",
        ]
    );
    let request = Request::from_json(body.clone(), UnlistedNames::Keep).unwrap();
    assert_eq!(serde_json::to_value(request).unwrap(), body);
}

/// The name of one model's parameter is unlisted in a request to another.
#[test]
fn a_parameter_of_another_model_is_not_listed() {
    let mut body = minimal(Model::V1_6StandardTextToVideo);
    body["image_url"] = "https://example.com/a.png".into();
    assert_eq!(refused(body), ["image_url: not listed, expected the name of a parameter"]);
}

#[test]
fn a_body_without_a_known_model_is_refused() {
    let error = Request::from_json(json!({ "model": 5 }), UnlistedNames::Refuse).unwrap_err();
    assert_eq!(error.to_string(), "invalid request: model: 5, expected text");
}

/// The conversion, the validation of a body and the typed request agree on which texts are integers.
#[test]
fn a_text_is_an_integer_everywhere_or_nowhere() {
    let model = Model::V1_6StandardTextToVideo;
    let body = |duration: &Value| {
        let mut body = minimal(model);
        body["duration"] = duration.clone();
        body
    };
    for (duration, is_five) in [
        (json!(5), true),
        (json!(5.0), true),
        (json!("5"), true),
        (json!(" 5"), false),
        (json!("+5"), false),
        (json!("05"), false),
        (json!("5.0"), false),
        (json!(""), false),
        (json!("five"), false),
        (json!(["5"]), false),
        (json!(true), false),
        (json!(5.5), false),
        (json!("6"), false),
    ] {
        let body = body(&duration);
        let typed = serde_json::from_value::<V1_6StandardTextToVideo>(body.clone());
        assert_eq!(model.validate(&body).is_ok(), is_five, "{duration}");
        assert_eq!(Request::try_from(body).is_ok(), is_five, "{duration}");
        assert_eq!(serde_json::from_value::<FixedDuration>(duration.clone()).is_ok(), is_five, "{duration}");
        let seconds = typed.ok().and_then(|request| request.duration);
        assert_eq!(seconds, is_five.then_some(FixedDuration::Seconds5), "{duration}");
    }
    let point: TrajectoryPoint = serde_json::from_value(json!({ "x": "1", "y": 2.0 })).unwrap();
    assert_eq!(point, TrajectoryPoint::new(1, 2));
    let error = serde_json::from_value::<TrajectoryPoint>(json!({ "x": "one", "y": 2 })).unwrap_err();
    assert_eq!(error.to_string(), "expected an integer of 64 bits, or its text");
    let error = serde_json::from_value::<FixedDuration>(json!("6")).unwrap_err();
    assert_eq!(error.to_string(), "`6` is not one of 5, 10");
}

/// A choice in a string is what it is in JSON.
#[test]
fn choices_parse_from_the_texts_that_they_deserialize_from() {
    assert_eq!("5".parse(), Ok(FixedDuration::Seconds5));
    assert!("05".parse::<FixedDuration>().is_err());
}
