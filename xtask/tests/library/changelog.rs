//! The entry in the changelog: what users of the crate see of a change, in their terms.

use serde_json::{Value, json};
use xtask::drift::changelog::{entry, wording};
use xtask::drift::drift_rules;
use xtask::drift::render::{Format, render};
use xtask::drift::report::Report;
use xtask::drift::severity::Release;

use crate::support::{base_documents, sides};

const FOLDER: &str = "docs/api-references/video-models/Kling-AI";
const FETCH: &str = "docs/api-references/video-models/universal-video-fetch.json";
const LOGS: &str = "docs/api-references/service-endpoints/logs-v2.json";
const CREATE: &str = "/paths/~1v2~1video~1generations/post";
const REQUEST: &str = "requestBody/content/application~1json/schema/properties";
const RESPONSE: &str = "responses/200/content/application~1json/schema/properties";

/// The report for a change of the documents in `drift/base.json`.
fn report(change: impl FnOnce(&mut Value)) -> Report {
    let old = base_documents();
    let mut new = old.clone();
    change(&mut new);
    let (old, new) = sides(&old, &new);
    Report::new(&old, &new)
}

/// The lines below the title of the entry.
fn lines(report: &Report) -> Vec<String> {
    let entry = entry(report);
    let lines = entry.lines().skip(1).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// The properties of a request to, or of a response of, the model in `file`.
fn properties<'a>(documents: &'a mut Value, file: &str, place: &str) -> &'a mut Value {
    documents[format!("{FOLDER}/{file}")].pointer_mut(&format!("{CREATE}/{place}")).unwrap()
}

#[test]
fn every_change_that_users_can_see_has_words_and_no_other_one_does() {
    for rule in drift_rules::all() {
        let is_visible = rule.release != Release::None;
        assert_eq!(wording::template(&rule.id).is_some(), is_visible, "{}", rule.id);
    }
}

#[test]
fn changes_of_requests_name_the_request_type_and_the_parameter() {
    let report = report(|documents| {
        let text = properties(documents, "v9-text.json", REQUEST);
        text["mood"] = json!({ "type": "string" });
        text["cfg_scale"]["maximum"] = json!(0.9);
        text["elements"]["items"]["properties"]["weight"]["default"] = 5.into();
        text["seed"]["format"] = "int32".into();
        for file in ["v9-text.json", "v9-image.json"] {
            let values = &mut properties(documents, file, REQUEST)["aspect_ratio"]["enum"];
            values.as_array_mut().unwrap().push("1:1".into());
        }
    });
    assert_eq!(
        lines(&report),
        [
            "### Added",
            "- `V9Text`, `mood`: new parameter of type `string`.",
            "- `V9Image`, `V9Text`, `aspect_ratio`: new value `\"1:1\"`.",
            "### Changed",
            "- `V9Text`, `elements[].weight`: the service has the default `5`.",
            "- `V9Text`, `seed`: format changed from none to `\"int32\"`.",
            "- `V9Text`, `cfg_scale`: maximum decreased from `1` to `0.9`.",
        ]
    );
}

#[test]
fn changes_of_endpoints_name_the_method_of_the_client_that_calls_them() {
    let report = report(|documents| {
        documents.as_object_mut().unwrap().remove(LOGS);
        properties(documents, "v9-text.json", RESPONSE)["status"]["enum"] =
            json!(["queued", "completed", "lost"]);
        let fetch = documents[FETCH].pointer_mut("/paths/~1v2~1video~1generations/get").unwrap();
        fetch["parameters"][0]["name"] = "id".into();
        let fetched = fetch.pointer_mut(&format!("/{RESPONSE}")).unwrap();
        fetched.as_object_mut().unwrap().remove("video");
    });
    assert_eq!(
        lines(&report),
        [
            "### Changed",
            "- `Client::retrieve`, `query id`: a new parameter that the service requires.",
            "- `Client::retrieve`, `query generation_id`: no longer a parameter of the service.",
            "- `Client::retrieve`, `video`: removed from responses.",
            "- `Client::submit` with `V9Text`, `status`: values in responses removed: none; added: `\"lost\"`.",
            "- `Client::request_log`: the service no longer describes what it calls.",
        ]
    );
}

#[test]
fn new_models_that_take_the_same_list_their_parameters_once() {
    let report = report(|documents| {
        for name in ["v9-tone", "v9-voice", "v9-words"] {
            let mut document = documents[format!("{FOLDER}/v9-text.json")].clone();
            let request = document.pointer_mut(&format!("{CREATE}/{REQUEST}")).unwrap();
            request["model"]["enum"] = json!([format!("klingai/{name}")]);
            if name == "v9-voice" {
                request["tail"] = json!({ "type": "boolean" });
            }
            let listed = ["model", "prompt", "seed", "tail"];
            request.as_object_mut().unwrap().retain(|name, _| listed.contains(&name.as_str()));
            documents[format!("{FOLDER}/{name}.json")] = document;
        }
    });
    let without = "without `aspect_ratio`, `camera`, `image_url`; with another `prompt`";
    assert_eq!(
        lines(&report),
        [
            "### Added".to_owned(),
            format!(
                "- `V9Tone`, `V9Words`: requests to the new models `klingai/v9-tone`, `klingai/v9-words`. Like `V9Image`, but with `seed`; {without}. Their parameters:"
            ),
            "  - `prompt: text, required. From 2 to 99 characters.`".to_owned(),
            "  - `seed: integer, optional.`".to_owned(),
            format!(
                "- `V9Voice`: requests to the new model `klingai/v9-voice`. Like `V9Image`, but with `seed`, `tail`; {without}. Its parameters:"
            ),
            "  - `prompt: text, required. From 2 to 99 characters.`".to_owned(),
            "  - `seed: integer, optional.`".to_owned(),
            "  - `tail: boolean, optional.`".to_owned(),
        ]
    );
    let page = render(&report, Format::Text);
    let section = "\nNew models (3)\n  klingai/v9-tone, klingai/v9-words\n    prompt: text, required. From 2 to 99 characters.\n";
    assert!(page.contains(section), "{page}");
}
