//! The verdict on single changes of the vendored specs: the documents and the generated API require the same release,
//! or the difference is known.

use serde_json::{Value, json};
use xtask::drift::report::{Report, Side};
use xtask::drift::severity::Release::{self, Major, Minor, None as Nothing, Patch};
use xtask::vendored::spec_set::SpecSet;

use crate::support::vendored;

const TEXT: &str = "kling-video--v1.6--standard--text-to-video";
/// Both of them: they share their types.
const EFFECTS: &str = "-effects";
const MOTION: &str = "klingai--video-v2-6-motion-control";
const REFERENCE: &str = "klingai--video-o1-reference-to-video";
const OMNI: &str = "klingai--video-v3-omni-1080p-image-to-video";

fn side(set: &SpecSet) -> Side {
    Side::of_set(set).unwrap()
}

/// Changes what creates videos, in the files of today's models whose names contain `file`; in those of all models,
/// the legacy ones too, if that is empty.
fn changed(file: &str, change: impl Fn(&mut Value)) -> SpecSet {
    let mut set = vendored();
    let is_changed = |name: &str| file.is_empty() || (name.starts_with("models/") && name.contains(file));
    for (_, spec) in
        set.specs.iter_mut().filter(|(name, spec)| is_changed(name) && spec.endpoint.model().is_some())
    {
        let mut document: Value = serde_json::from_str(&spec.text).unwrap();
        change(&mut document["paths"][spec.endpoint.path()]["post"]);
        spec.text = format!("{document:#}\n");
    }
    set
}

/// The release that the drift rules require by themselves, and the verdict.
fn releases(old: &Side, new: &SpecSet) -> (Release, Release) {
    let report = Report::new(old, &side(new));
    assert!(report.verdict.by_documents.is_none(), "{:?}", report.actions);
    let required = report.findings.iter().map(|finding| finding.rule.release).max().unwrap_or(Nothing);
    assert!(report.has_drift());
    (required, report.verdict.release)
}

fn schema(operation: &mut Value) -> &mut Value {
    operation.pointer_mut("/requestBody/content/application~1json/schema").unwrap()
}

/// Why the client of the text-to-video model cannot be generated once it has `properties`, too.
fn error_with(properties: Value) -> Vec<String> {
    let set = changed(TEXT, |it| {
        let all = schema(it)["properties"].as_object_mut().unwrap();
        all.extend(properties.as_object().unwrap().clone());
    });
    let report = Report::new(&side(&vendored()), &side(&set));
    assert!(report.verdict.by_documents.is_some());
    report.actions
}

#[test]
fn properties_that_rust_cannot_distinguish_are_reported_as_code_that_cannot_be_generated() {
    assert_eq!(
        error_with(json!({ "a-b": { "type": "string" }, "a_b": { "type": "string" } })),
        [
            "the client cannot be generated: build/emit/progenitor/structs.rs: the struct `V1_6StandardTextToVideo`: two of its properties get the field name `a_b`"
        ]
    );
    assert_eq!(
        error_with(json!({ "unlisted": { "type": "string" } })),
        [
            "the client cannot be generated: build/emit/progenitor/structs.rs: the struct `V1_6StandardTextToVideo`: two of its properties get the field name `unlisted`"
        ]
    );
}

#[test]
fn properties_with_unusual_names_are_generated() {
    let names = ["extra", "new", "self", "type", "gen", "3d", "$x", "a b", "é", "camelCase", "r#b"];
    let more = |it: &mut Value| {
        let properties = schema(it)["properties"].as_object_mut().unwrap();
        properties.extend(names.map(|name| (name.to_owned(), json!({ "type": "string" }))));
    };
    assert_eq!(releases(&side(&vendored()), &changed(TEXT, more)), (Minor, Minor));
}

type Mutation = (&'static str, &'static str, fn(&mut Value), Release);

/// A change, the file of the model that is changed, and the verdict.
#[rustfmt::skip]
const MUTATIONS: &[Mutation] = &[
    ("new-required-request-property", TEXT, |it| { let it = schema(it); it["properties"]["key"] = json!({ "type": "string" }); it["required"].as_array_mut().unwrap().push("key".into()); }, Major),
    ("new-optional-request-property", TEXT, |it| schema(it)["properties"]["key"] = json!({ "type": "string" }), Minor),
    ("request-property-removed", TEXT, |it| drop(schema(it)["properties"].as_object_mut().unwrap().remove("negative_prompt")), Major),
    ("request-property-became-required", TEXT, |it| schema(it)["required"].as_array_mut().unwrap().push("duration".into()), Major),
    ("request-property-became-optional", TEXT, |it| schema(it)["required"] = json!(["model"]), Major),
    ("request-property-became-nullable", TEXT, |it| schema(it)["properties"]["prompt"]["nullable"] = true.into(), Patch),
    ("request-property-type-changed", TEXT, |it| schema(it)["properties"]["prompt"] = json!({ "type": "boolean" }), Major),
    ("request-property-type-changed to number", OMNI, |it| schema(it)["properties"]["cfg_scale"]["type"] = "integer".into(), Major),
    ("request-property-format-changed", OMNI, |it| drop(schema(it)["properties"]["image_url"].as_object_mut().unwrap().remove("format")), Patch),
    ("request-property-became-enum", TEXT, |it| schema(it)["properties"]["negative_prompt"]["enum"] = json!(["rain"]), Major),
    ("request-property-became-not-enum", EFFECTS, |it| drop(schema(it)["properties"]["effect_scene"].as_object_mut().unwrap().remove("enum")), Major),
    ("request-property-enum-value-removed", MOTION, |it| schema(it)["properties"]["mode"]["enum"] = json!(["std"]), Major),
    ("request-property-enum-value-replaced", MOTION, |it| schema(it)["properties"]["mode"]["enum"] = json!(["std", "max"]), Major),
    ("request-property-default-value-added", TEXT, |it| schema(it)["properties"]["prompt"]["default"] = "fox".into(), Patch),
    ("request-property-default-value-removed", TEXT, |it| drop(schema(it)["properties"]["duration"].as_object_mut().unwrap().remove("default")), Patch),
    ("request-property-default-value-changed", TEXT, |it| schema(it)["properties"]["duration"]["default"] = 10.into(), Patch),
    ("request-property-deprecated", TEXT, |it| schema(it)["properties"]["duration"]["deprecated"] = true.into(), Minor),
    ("request-property-constraint-changed", TEXT, |it| schema(it)["properties"]["prompt"]["pattern"] = "^a".into(), Patch),
    ("request-property-max-length-set", TEXT, |it| schema(it)["properties"]["prompt"]["maxLength"] = 9.into(), Patch),
    ("request-property-max-decreased", OMNI, |it| schema(it)["properties"]["cfg_scale"]["maximum"] = json!(0.5), Patch),
    ("request-property-max-increased", OMNI, |it| schema(it)["properties"]["cfg_scale"]["maximum"] = json!(2), Patch),
    ("request-property-min-unset", OMNI, |it| drop(schema(it)["properties"]["cfg_scale"].as_object_mut().unwrap().remove("minimum")), Patch),
    ("request-property-max-items-increased", REFERENCE, |it| schema(it)["properties"]["image_list"]["maxItems"] = 9.into(), Patch),
    ("request-property-min-items-increased", REFERENCE, |it| schema(it)["properties"]["image_list"]["minItems"] = 2.into(), Patch),
    ("request-property-any-of-added", EFFECTS, |it| schema(it)["properties"]["image_url"]["anyOf"].as_array_mut().unwrap().push(json!({ "type": "boolean" })), Minor),
    ("unclassified-change", TEXT, |it| schema(it)["properties"]["prompt"]["newKeyword"] = 1.into(), Patch),
    ("endpoint-deprecated", TEXT, |it| it["deprecated"] = true.into(), Nothing),
    ("api-operation-id-changed", TEXT, |it| it["operationId"] = "make".into(), Nothing),
    ("request-body-became-optional", TEXT, |it| it["requestBody"]["required"] = false.into(), Nothing),
    ("response-success-status-changed", TEXT, |it| { let response = it["responses"]["200"].take(); it["responses"] = json!({ "201": response }); }, Nothing),
    ("response-non-success-status-changed", TEXT, |it| it["responses"]["404"] = json!({}), Nothing),
    ("response-changed: optional property added", TEXT, |it| it["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["new"] = json!({ "type": "string" }), Nothing),
    ("response-property-type-changed", TEXT, |it| it["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["id"]["type"] = "integer".into(), Patch),
];

#[test]
fn the_documents_and_the_api_require_the_same_release() {
    assert!(MUTATIONS.len() >= 30);
    let old = side(&vendored());
    for (name, file, mutation, verdict) in MUTATIONS {
        assert_eq!(releases(&old, &changed(file, mutation)), (*verdict, *verdict), "{name}");
    }
}

/// The verdict and the required actions after `change` of the request log, which is removed if that returns `false`.
fn after_change_of_request_log(change: impl Fn(&mut Value) -> bool) -> (Release, Vec<String>) {
    let mut set = vendored();
    let mut spec = set.specs.remove("log.json").unwrap();
    let mut document: Value = serde_json::from_str(&spec.text).unwrap();
    if change(&mut document["paths"]["/v2/logs"]["get"]["parameters"]) {
        spec.text = format!("{document:#}\n");
        set.specs.insert("log.json".to_owned(), spec);
    }
    let report = Report::new(&side(&vendored()), &side(&set));
    assert!(report.verdict.by_documents.is_none());
    (report.verdict.release, report.actions)
}

#[test]
fn a_request_log_without_what_the_client_needs_requires_an_action_and_does_not_change_the_api() {
    let (release, actions) = after_change_of_request_log(|_| false);
    assert_eq!(release, Patch);
    assert_eq!(
        actions,
        [
            "service-endpoint-removed: compare the client in src/ with it",
            "specs/log.json: missing, and `Client::find_submission` calls its operation: vendor a revision that describes it, or delete the method (a major release) and its row in build/api/service_operations.rs",
        ]
    );
    let without_period = |parameters: &mut Value| {
        parameters.as_array_mut().unwrap().retain(|parameter| parameter["name"] != "period");
        true
    };
    let (release, actions) = after_change_of_request_log(without_period);
    assert_eq!(release, Patch);
    assert_eq!(
        actions,
        [
            "request-parameter-removed: compare the operations in build/emit/progenitor/document.rs and build/api/service_operations.rs with it",
            "specs/log.json: GET /v2/logs has no query parameter `period` of type string, which `Client::find_submission` sends: change the method, then its row in build/api/service_operations.rs",
        ]
    );
}

#[test]
fn a_change_of_one_model_only_splits_a_shared_type_and_is_breaking() {
    let more = |it: &mut Value| {
        if let Some(ratio) = schema(it)["properties"].get_mut("aspect_ratio") {
            ratio["enum"].as_array_mut().unwrap().push("4:3".into());
        }
    };
    let old = side(&vendored());
    assert_eq!(releases(&old, &changed(TEXT, more)), (Minor, Major));
    assert_eq!(releases(&old, &changed("", more)), (Minor, Minor));
}
