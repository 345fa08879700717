//! Whatever is sent back, nothing panics, no id is lost and the key is not repeated.
//!
//! `PROPTEST_CASES` sets how many responses each test generates. Inputs that a fuzzer has found are in `fuzz/corpus/`.

mod responder;
mod targets;

use std::time::{Duration, SystemTime};

use aimlapi_kling::Generation;
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};
use responder::{Responder, response};
use serde_json::{Value, json};

use crate::support::{KEY, printed, request};

/// Checks a property for generated responses.
fn check<S: Strategy>(
    responses: S,
    property: impl Fn(&mut Responder, S::Value) -> Result<(), TestCaseError>,
) {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let responder = std::cell::RefCell::new(Responder::start());
    let result =
        TestRunner::new(config).run(&responses, |response| property(&mut responder.borrow_mut(), response));
    result.unwrap_or_else(|failure| panic!("{failure}"));
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(Value::from(KEY)),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::hash_map(member_name(), inner, 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Names of members that responses have, and any other.
fn member_name() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "id",
        "generation_id",
        "status",
        "video",
        "url",
        "error",
        "message",
        "detail",
        "msg",
        "meta",
        "usage",
        "credits_used",
        "requestId",
        "name",
        "file_size",
        "data",
        "pagination",
    ];
    prop_oneof![3 => proptest::sample::select(KNOWN).prop_map(str::to_owned), 1 => ".{0,8}"]
}

/// Ids of the known forms, and others.
fn id() -> impl Strategy<Value = String> {
    prop_oneof!["[a-f0-9-]{36}:[a-z/0-9.-]{1,30}", "[0-9]{18}", "[A-Za-z0-9_-]{21}", "[ -~é✓]{0,20}[!-~é✓]"]
}

/// Any bytes, any JSON, or truncated JSON.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let json = json_value().prop_map(|value| value.to_string().into_bytes()).boxed();
    let cut = (json.clone(), any::<proptest::sample::Index>()).prop_map(|(mut text, at)| {
        text.truncate(at.index(text.len() + 1));
        text
    });
    prop_oneof![vec(any::<u8>(), 0..200), json, cut]
}

#[test]
fn an_id_in_the_header_or_in_a_truncated_body_is_kept() {
    let members = || vec((".{0,8}", json_value()), 0..4);
    let responses =
        (members(), id(), members(), any::<proptest::sample::Index>(), any::<bool>(), any::<bool>());
    check(responses, |responder, (before, id, after, cut, is_cut, has_header)| {
        let is_id = |name: &str| name == "id" || name == "generation_id";
        let text_of = |members: &[(String, Value)]| {
            let members = members.iter().filter(|(name, _)| !is_id(name));
            members.map(|(name, value)| format!("{}: {value}, ", json!(name))).collect::<String>()
        };
        let head = format!("{{{}\"id\": {}", text_of(&before), json!(id));
        let whole = format!("{head}, {}\"status\": \"queued\"}}", text_of(&after));
        let mut sent = whole.clone().into_bytes();
        sent.truncate(if is_cut { cut.index(whole.len() + 1) } else { whole.len() });
        let mut scripted = response(200, &sent);
        // A header holds ASCII only.
        let in_header = has_header && id.is_ascii();
        if in_header {
            scripted = scripted.header("x-inference-id", &id);
        }
        let result = responder.submit(scripted);
        if sent.len() >= head.len() || in_header {
            let job = result.map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(job.id(), id);
        } else {
            let error = result.expect_err("there is no id");
            prop_assert!(error.is_submission_unknown());
            prop_assert!(error.client_request_id().is_some());
        }
        Ok(())
    });
}

/// A text without the key, of which a response may end with a part.
fn redacted(text: &str) -> String {
    const KNOWN: usize = 8;
    let text = text.replace(KEY, "[API key]");
    let cut = (KNOWN..KEY.len()).rev().find_map(|length| text.strip_suffix(&KEY[..length]));
    cut.map_or_else(|| text.clone(), |start| format!("{start}[API key]"))
}

/// Whether a body may contain an id.
fn names_id(body: &[u8]) -> bool {
    String::from_utf8_lossy(body).to_lowercase().contains("id")
}

#[test]
fn any_success_is_a_job_or_an_unknown_submission() {
    check((body(), 200_u16..300), |responder, (body, status)| {
        let status = if matches!(status, 204 | 205) { 200 } else { status };
        match responder.submit(response(status, &body)) {
            Ok(job) => prop_assert!(!job.id().trim().is_empty()),
            Err(error) => {
                prop_assert!(error.is_submission_unknown(), "{}", error);
                prop_assert_eq!(error.client_request_id().map(|name| name.as_str()), Some("fuzz"));
                prop_assert_eq!(error.body().unwrap_or_default(), redacted(&String::from_utf8_lossy(&body)));
                prop_assert!(!printed(&error).contains(KEY));
            }
        }
        match responder.retrieve(response(status, &body)) {
            Ok(generation) => {
                prop_assert!(!generation.id().is_empty());
                let text = format!("{generation:?}");
                prop_assert!(!text.contains(KEY));
            }
            Err(error) => {
                prop_assert!(error.is_decode() && error.generation_id() == Some("abc"), "{}", error);
                prop_assert!(!printed(&error).contains(KEY));
            }
        }
        Ok(())
    });
}

#[test]
fn any_error_response_keeps_its_status_and_its_job() {
    check((body(), 300_u16..600, "[ -~]{0,30}"), |responder, (body, status, request_id)| {
        // It has no body.
        let status = if status == 304 { 300 } else { status };
        let scripted = || response(status, &body).header("x-inference-id", request_id.clone());
        let submitted = responder.submit(scripted()).expect_err("it is an error");
        prop_assert_eq!(submitted.status().map(|status| status.as_u16()), Some(status));
        // An id in the body means that the job may exist, whatever the status is.
        let is_rejected = submitted.possible_jobs().is_empty() && (400..500).contains(&status);
        prop_assert!(submitted.is_submission_unknown() || is_rejected, "{}", submitted);
        prop_assert!(
            !submitted.is_submission_unknown() || !matches!(status, 400 | 401 | 403 | 429) || names_id(&body)
        );
        let retrieved = responder.retrieve(scripted()).expect_err("it is an error");
        prop_assert_eq!(retrieved.generation_id(), Some("abc"));
        prop_assert!(!retrieved.is_submission_unknown());
        for error in [submitted, retrieved] {
            prop_assert!(!printed(&error).contains(KEY));
            prop_assert!(error.message().is_none_or(|message| !message.is_empty()));
        }
        Ok(())
    });
}

#[test]
fn a_valid_retry_after_is_reported_and_any_other_ignored() {
    let dates = (0_u64..4_102_444_800)
        .prop_map(|at| httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(at)));
    let values = prop_oneof![
        "[0-9]{1,25}",
        dates,
        "[!-~][ -~]{0,40}",
        "-[0-9]{1,9}",
        "[0-9]{1,3}\\.[0-9]{1,3}",
        "(Mon|Tue|Sun), [0-9]{2} (Jan|Feb|Foo) [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT",
    ];
    check(values, |responder, value| {
        let error = responder.retrieve(response(429, &[]).header("retry-after", value.clone())).unwrap_err();
        let found = error.retry_after();
        let text = value.trim();
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            prop_assert_eq!(found, text.parse().ok().map(Duration::from_secs));
        } else if let Ok(date) = httpdate::parse_http_date(text) {
            let left = date.duration_since(SystemTime::now()).unwrap_or_default();
            let off = found.unwrap_or(Duration::MAX).abs_diff(left);
            prop_assert!(off <= Duration::from_secs(2), "{:?}", found);
        } else {
            prop_assert_eq!(found, None);
        }
        Ok(())
    });
}

#[test]
fn any_json_is_decoded_without_loss_or_refused() {
    let config = Config { cases: 4000, failure_persistence: None, ..Config::default() };
    let property = |value: Value| {
        if let Ok(generation) = serde_json::from_value::<Generation>(value.clone()) {
            prop_assert_eq!(generation.body(), &value);
            prop_assert_eq!(serde_json::to_value(&generation).unwrap(), value);
            let _ = (generation.videos(), generation.error(), generation.credits_used(), generation.status());
        }
        Ok(())
    };
    TestRunner::new(config).run(&json_value(), property).unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn every_input_of_the_corpus_keeps_the_claims_of_its_target() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, target) in targets::TARGETS {
        let inputs: Vec<_> = std::fs::read_dir(corpus.join(name)).unwrap().map(Result::unwrap).collect();
        assert!(!inputs.is_empty(), "{name} has no corpus");
        for input in inputs {
            eprintln!("{}", input.path().display());
            target(&std::fs::read(input.path()).unwrap());
        }
    }
}

#[test]
fn the_request_of_these_tests_is_valid() {
    assert!(aimlapi_kling::Request::from(request()).validate().is_ok());
}
