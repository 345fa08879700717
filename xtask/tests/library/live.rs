//! `check-live`: the specs against a catalogue and live documents.

use std::time::Duration;

use serde_json::{Value, json};
use xtask::live::{self, LiveReport, Service, TIMEOUT};

use crate::support::*;

const V9: &str = "klingai/v9-pro-text-to-video";
const MOTION: &str = "klingai/v9-motion-control";
const PRO_MOTION: &str = "klingai/v9-pro-motion-control";

fn check(service: &ScriptedService, workspace: &Workspace) -> LiveReport {
    try_check(service, workspace, TIMEOUT, &[]).unwrap()
}

fn try_check(
    service: &ScriptedService,
    workspace: &Workspace,
    timeout: Duration,
    allowed: &[&str],
) -> anyhow::Result<LiveReport> {
    let also_allowed = allowed.iter().map(|url| (*url).to_owned()).collect();
    live::check(&Service { url: service.url(), also_allowed, timeout }, &workspace.specs())
}

/// A workspace whose only model is [`V9`].
fn workspace() -> Workspace {
    Workspace::of(&UpstreamRepository::small())
}

fn rules(live: &LiveReport) -> Vec<(&str, Vec<&str>)> {
    let findings = live.report.findings.iter();
    findings.map(|it| (it.rule.id.as_str(), it.subjects.iter().map(String::as_str).collect())).collect()
}

fn aliases(live: &LiveReport) -> Vec<(&str, Vec<&str>)> {
    live.aliases.iter().map(|(id, of)| (id.as_str(), of.iter().map(String::as_str).collect())).collect()
}

const CLOSED: &str = "the connection was closed before the response was complete";

/// Why the document of [`V9`] was not compared.
fn not_compared(live: &LiveReport) -> &str {
    let (id, reason) = live.not_compared.first_key_value().unwrap();
    assert_eq!((live.not_compared.len(), id.as_str()), (1, V9));
    assert!(!live.agrees() && !live.report.has_drift() && live.unknown.is_empty());
    reason
}

#[test]
fn the_service_agrees_with_specs_whose_documents_it_serves() {
    let specs = vendored();
    let documents = specs.specs.values().filter(|spec| spec.endpoint.file().starts_with("models/"));
    let documents = documents
        .map(|spec| (spec.endpoint.model().unwrap(), serde_json::from_str::<Value>(&spec.text).unwrap()))
        .collect::<Vec<_>>();
    let service = ScriptedService::of(documents.iter().map(|(id, document)| (*id, document)));
    let host = Service { url: service.url(), also_allowed: vec![], timeout: TIMEOUT };
    let live = live::check(&host, &vendored_folder()).unwrap();
    assert!(live.agrees());
    assert_eq!((live.models, live.report.findings.len()), (documents.len(), 0));
}

#[test]
fn requests_contain_no_key_and_leave_the_host_only_if_asked() {
    let (service, other) = (ScriptedService::of([(V9, &create(V9))]), ScriptedService::start());
    let workspace = workspace();
    let mut entry = service.entry(V9, &[]);
    entry["info"]["docsJson"] = format!("{}/docs", other.url()).into();
    service.list(&[entry]);
    other.put_json("/docs", &create(V9));

    let live = check(&service, &workspace);
    let url = other.url();
    assert_eq!(not_compared(&live), format!("{url}/docs: {url} is contacted only with `--allow {url}`"));
    assert!(other.requests().is_empty());

    assert!(try_check(&service, &workspace, TIMEOUT, &[&url]).unwrap().agrees());
    for request in [service.requests(), other.requests()].concat() {
        let names = request.lines().skip(1).map(|line| line.split(':').next().unwrap()).collect::<Vec<_>>();
        assert_eq!(names, ["user-agent", "host", "accept"], "{request}");
    }
}

#[test]
fn a_redirection_is_not_followed() {
    let (service, other) = (ScriptedService::of([(V9, &create(V9))]), ScriptedService::start());
    let location =
        format!("HTTP/1.1 302 Found\r\nlocation: {}/docs\r\ncontent-length: 0\r\n\r\n", other.url());
    service.put_bytes(&ScriptedService::document(V9), location.into_bytes());
    let url = format!("{}{}", service.url(), ScriptedService::document(V9));
    let reason = format!("HTTP status 302: a redirection to {}/docs, which is not followed", other.url());
    assert_eq!(not_compared(&check(&service, &workspace())), format!("{url}: {reason}"));
    assert!(other.requests().is_empty());
}

#[test]
fn the_path_of_a_live_document_may_be_relative_to_the_service() {
    let service = ScriptedService::of([(V9, &create(V9))]);
    let mut entry = service.entry(V9, &[]);
    entry["info"]["docsJson"] = ScriptedService::document(V9).into();
    service.list(&[entry]);
    assert!(check(&service, &workspace()).agrees());
}

#[test]
fn an_id_that_the_service_does_not_know_is_reported_with_the_one_that_replaces_it() {
    let mut upstream = UpstreamRepository::small();
    upstream.put(format!("{KLING}v9-pro-motion-control.json"), create(MOTION));
    let workspace = Workspace::of(&upstream);
    let service = ScriptedService::of([(V9, &create(V9)), (PRO_MOTION, &create(PRO_MOTION))]);
    let live = check(&service, &workspace);
    assert!(!live.agrees());
    assert_eq!(live.unknown.iter().collect::<Vec<_>>(), [MOTION]);
    assert_eq!(live.undescribed.iter().collect::<Vec<_>>(), [PRO_MOTION]);
    assert_eq!(rules(&live), [("model-renamed", vec![PRO_MOTION])]);
}

#[test]
fn an_id_that_is_an_alias_is_known() {
    let mut upstream = UpstreamRepository::small();
    upstream.put(format!("{KLING}v9-pro-motion-control.json"), create(MOTION));
    let workspace = Workspace::of(&upstream);
    let service = ScriptedService::of([(V9, &create(V9)), (PRO_MOTION, &create(MOTION))]);
    service.list(&[service.entry(V9, &[]), service.entry(PRO_MOTION, &[MOTION])]);
    let live = check(&service, &workspace);
    assert!(live.agrees());
    assert_eq!(aliases(&live), [(MOTION, vec![PRO_MOTION])]);
}

#[test]
fn a_model_that_no_document_describes_is_reported_with_its_parameters() {
    let mut document = create(MOTION);
    schema(&mut document)["properties"]["seed"] = json!({ "type": "integer", "minimum": 0 });
    let service = ScriptedService::of([(V9, &create(V9)), (MOTION, &document)]);
    let live = check(&service, &workspace());
    assert!(live.unknown.is_empty());
    assert_eq!(live.undescribed.iter().collect::<Vec<_>>(), [MOTION]);
    assert_eq!(rules(&live), [("model-added", vec![MOTION])]);
    assert!(
        live.report.new_models[0].parameters.iter().any(|line| line.starts_with("seed: integer, optional."))
    );
}

#[test]
fn a_live_document_that_differs_is_compared_by_the_drift_rules() {
    let mut document = create(V9);
    schema(&mut document)["properties"]["prompt"]["maxLength"] = 50.into();
    document["info"]["title"] = "Live".into();
    let service = ScriptedService::of([(V9, &document)]);
    let live = check(&service, &workspace());
    assert!(!live.agrees());
    assert_eq!(rules(&live), [("request-property-max-length-decreased", vec![V9])]);
}

#[test]
fn a_model_that_is_listed_for_two_endpoints_is_compared_with_the_document_that_describes_the_current_one() {
    let service = ScriptedService::of([(V9, &create(V9))]);
    let mut legacy = service.entry(V9, &[]);
    legacy["info"]["docsJson"] = "/legacy".into();
    service.put_json("/legacy", &legacy_create(&[V9]));
    for entries in [[service.entry(V9, &[]), legacy.clone()], [legacy.clone(), service.entry(V9, &[])]] {
        service.list(&entries);
        let live = check(&service, &workspace());
        assert!(live.agrees(), "{:?}", live.not_compared);
        assert_eq!(live.models, 1);
    }
}

#[test]
fn models_of_other_vendors_and_of_images_are_ignored() {
    let service = ScriptedService::of([(V9, &create(V9))]);
    let mut image = service.entry("klingai/image-o1", &[]);
    image["modalities"] = json!({ "input": ["text"], "output": ["image"] });
    let mut video = service.entry(V9, &[]);
    video["modalities"] = json!({ "input": ["text"], "output": ["video", "audio"] });
    service.list(&[video, image, service.entry("inkling/v1", &[]), json!({ "id": 5 }), json!(null)]);
    let live = check(&service, &workspace());
    assert!(live.agrees());
    assert_eq!(live.models, 1);
}

#[test]
fn a_vendored_id_is_known_whatever_the_catalogue_says_about_the_model() {
    let service = ScriptedService::of([(V9, &create(V9))]);
    let mut entry = service.entry(V9, &[]);
    entry["modalities"] = json!({ "output": ["image"] });
    service.list(&[entry]);
    assert!(check(&service, &workspace()).agrees());
}

#[test]
fn a_live_document_that_cannot_be_retrieved_or_parsed_is_reported_with_the_reason() {
    let service = ScriptedService::of([(V9, &create(V9))]);
    let target = ScriptedService::document(V9);
    let workspace = workspace();
    let huge = " ".repeat((16 << 20) + 1);
    let mut truncated = response("200 OK", "application/json", &create(V9).to_string());
    truncated.truncate(200);
    for (response, reason) in [
        (response("500 Internal Server Error", "text/html", "<html>"), "HTTP status 500"),
        (
            response("429 Too Many Requests\r\nretry-after: 61", "text/html", ""),
            "HTTP status 429, to be retried after 61 s",
        ),
        (response("429 Too Many Requests\r\nretry-after: soon", "text/html", ""), "HTTP status 429"),
        (response("401 Unauthorized", "application/json", "{}"), "HTTP status 401"),
        (response("200 OK", "text/html", "<html>"), "not JSON: expected value at line 1 column 1"),
        (response("200 OK", "application/json", "{}"), "not OpenAPI: no version under `openapi`"),
        (response("204 No Content", "application/json", ""), "HTTP status 204"),
        (response("200 OK", "application/json", ""), "the response is empty"),
        (response("200 OK", "application/json", &huge), "the response is longer than 16777216 bytes"),
        (truncated, CLOSED),
        (vec![], CLOSED),
        (b"nonsense\r\n\r\n".to_vec(), "protocol: http parse fail: invalid HTTP version"),
    ] {
        service.put_bytes(&target, response);
        let live = check(&service, &workspace);
        assert_eq!(not_compared(&live), format!("{}{target}: {reason}", service.url()));
    }
    service.put_json(&target, &legacy_create(&[V9]));
    assert_eq!(not_compared(&check(&service, &workspace)), "does not describe POST /v2/video/generations");
    let mut entry = service.entry(V9, &[]);
    entry["info"].as_object_mut().unwrap().remove("docsJson");
    service.list(&[entry]);
    assert_eq!(not_compared(&check(&service, &workspace)), "the catalogue names no document");
}

#[test]
fn an_id_that_is_not_usable_as_a_file_name_is_not_compared() {
    let id = "klingai/../../evil";
    let service = ScriptedService::of([(V9, &create(V9)), (id, &create(id))]);
    let live = check(&service, &workspace());
    assert_eq!(live.undescribed.iter().collect::<Vec<_>>(), [id]);
    assert_eq!(live.not_compared[id], r#"its model id "klingai/../../evil" is not usable as a file name"#);
}

#[test]
fn a_catalogue_that_cannot_be_retrieved_or_decoded_is_an_error() {
    let service = ScriptedService::start();
    let workspace = workspace();
    let other = json!({ "data": [{ "id": "other/v1" }] }).to_string();
    let mut truncated = response("200 OK", "application/json", &other);
    truncated.truncate(truncated.len() - 1);
    for (response, reason) in [
        (response("500 Internal Server Error", "text/html", "<html>"), "HTTP status 500"),
        (response("200 OK", "text/html", "<html>"), "not JSON: expected value at line 1 column 1"),
        (response("200 OK", "application/json", "{}"), "not a catalogue: no list under `data`"),
        (response("200 OK", "application/json", "[]"), "not a catalogue: no list under `data`"),
        (
            response("200 OK", "application/json", r#"{"data":[]}"#),
            "none of 0 models is a video model of Kling",
        ),
        (
            response("200 OK", "application/json", r#"{"data":[{"id":"klingai/a"}],"has_more":true}"#),
            "the catalogue has several pages, of which only the first one was requested",
        ),
        (
            response("200 OK", "application/json", r#"{"data":[],"pagination":{"has_more":true}}"#),
            "the catalogue has several pages, of which only the first one was requested",
        ),
        (response("200 OK", "application/json", &other), "none of 1 models is a video model of Kling"),
        (truncated, CLOSED),
    ] {
        service.put_bytes(CATALOGUE, response);
        let error = try_check(&service, &workspace, TIMEOUT, &[]).err().unwrap();
        assert_eq!(format!("{error:#}"), format!("{}{CATALOGUE}: {reason}", service.url()));
    }
}

#[test]
fn a_service_that_does_not_answer_is_an_error() {
    let service = ScriptedService::start();
    service.never_answer(CATALOGUE);
    let error = try_check(&service, &workspace(), Duration::from_millis(100), &[]).err().unwrap();
    assert_eq!(
        format!("{error:#}"),
        format!("{}{CATALOGUE}: the response was not complete in time", service.url())
    );
}

#[test]
fn a_url_that_cannot_be_requested_is_an_error() {
    let workspace = workspace();
    for (url, reason) in [
        ("api.example.org", "api.example.org is not a URL that begins with http:// or https://"),
        ("ftp://example.org", "ftp://example.org is not a URL that begins with http:// or https://"),
        ("https://a b", "https://a b is not a URL"),
        ("https://user:secret@example.org", "a URL with a user or a password is not requested"),
    ] {
        let service = Service { url: url.to_owned(), also_allowed: vec![], timeout: TIMEOUT };
        let error = live::check(&service, &workspace.specs()).err().unwrap();
        assert_eq!(format!("{error:#}"), reason);
    }
}

const AMBIGUOUS: &str = "the catalogue names several live documents, which describe it differently";

/// A document of [`V9`] that differs from the vendored one.
fn other_document() -> Value {
    let mut document = create(V9);
    schema(&mut document)["properties"]["prompt"]["maxLength"] = 50.into();
    document
}

#[test]
fn a_model_that_several_live_documents_describe_differently_is_not_compared() {
    let service = ScriptedService::of([(V9, &create(V9))]);
    service.put_json("/other", &other_document());
    let mut other = service.entry(V9, &[]);
    other["info"]["docsJson"] = "/other".into();
    let entry = service.entry(V9, &[]);
    for entries in [
        [entry.clone(), other.clone(), entry.clone()],
        [other.clone(), entry.clone(), other.clone()],
        [entry.clone(), entry.clone(), other.clone()],
    ] {
        service.list(&entries);
        assert_eq!(not_compared(&check(&service, &workspace())), AMBIGUOUS);
    }
    service.list(&[entry.clone(), entry]);
    assert!(check(&service, &workspace()).agrees());
}

#[test]
fn an_alias_of_two_models_is_reported_with_both_and_compared_if_their_documents_agree() {
    let (first, second) = ("klingai/v9-a", "klingai/v9-b");
    let service = ScriptedService::of([(first, &create(V9)), (second, &create(V9))]);
    service.list(&[service.entry(first, &[V9]), service.entry(second, &[V9])]);
    let live = check(&service, &workspace());
    assert!(live.agrees());
    assert_eq!((aliases(&live), live.compared), (vec![(V9, vec![first, second])], 2));

    service.put_json(&ScriptedService::document(second), &other_document());
    let live = check(&service, &workspace());
    assert_eq!((not_compared(&live), aliases(&live)), (AMBIGUOUS, vec![(V9, vec![first, second])]));
}

#[test]
fn a_response_of_a_live_document_is_compared_too() {
    let mut document = create(V9);
    let response = &mut document["paths"]["/v2/video/generations"]["post"]["responses"]["200"];
    let schema = json!({ "type": "object", "properties": { "id": { "type": "integer" } } });
    response["content"] = json!({ "application/json": { "schema": schema } });
    let service = ScriptedService::of([(V9, &document)]);
    let live = check(&service, &workspace());
    assert!(!live.agrees());
    assert!(live.report.findings.iter().all(|finding| finding.rule.id.starts_with("response-")));
    assert!(!live.report.findings.is_empty());
}

#[test]
fn the_endpoint_that_fetches_videos_is_compared_if_the_live_documents_describe_it_in_one_way() {
    let with_fetch = |change: fn(&mut Value)| {
        let mut document = create(V9);
        let mut operation = fetch()["paths"]["/v2/video/generations"]["get"].clone();
        change(&mut operation);
        document["paths"]["/v2/video/generations"]["get"] = operation;
        document
    };
    let service = ScriptedService::of([(V9, &with_fetch(|_| {}))]);
    assert!(check(&service, &workspace()).agrees());

    let deprecated = with_fetch(|operation| operation["deprecated"] = true.into());
    service.put_json(&ScriptedService::document(V9), &deprecated);
    assert_eq!(rules(&check(&service, &workspace())), [("endpoint-deprecated", vec![V9])]);

    service.put_json("/other", &with_fetch(|_| {}));
    let mut other = service.entry(V9, &[]);
    other["info"]["docsJson"] = "/other".into();
    service.list(&[service.entry(V9, &[]), other]);
    let live = check(&service, &workspace());
    let reason = "the live documents describe it in 2 ways".to_owned();
    assert_eq!(
        live.not_compared.into_iter().collect::<Vec<_>>(),
        [("GET /v2/video/generations".to_owned(), reason)]
    );
    assert_eq!(live.compared, 2);
}

#[test]
fn a_request_is_repeated_after_the_delay_that_the_service_asks_for() {
    let service = ScriptedService::of([(V9, &create(V9))]);
    let target = ScriptedService::document(V9);
    let busy = || response("429 Too Many Requests\r\nretry-after: 0", "text/html", "");
    service.put_before(&target, [busy(), busy()]);
    assert!(check(&service, &workspace()).agrees());
    let sent = || service.requests().iter().filter(|request| request.contains(&target)).count();
    assert_eq!(sent(), 3);

    service.put_before(&target, [busy(), busy(), busy()]);
    let reason = format!("{}{target}: HTTP status 429, to be retried after 0 s", service.url());
    assert_eq!(not_compared(&check(&service, &workspace())), reason);
    assert_eq!(sent(), 6);
}
