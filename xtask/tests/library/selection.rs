//! Every Kling document of a revision is vendored or skipped for a reason, whatever its name is.

use crate::support::*;

const V9: &str = "models/klingai--v9-pro-text-to-video.json";

#[test]
fn documents_of_every_endpoint_are_vendored() {
    let mut upstream = UpstreamRepository::small();
    upstream.put(REQUEST_LOG, request_log());
    let (v1, v1_6) = ("kling-video/v1/pro/text-to-video", "klingai/kling-video-v1.6-standard-effects");
    upstream.put(format!("{KLING}v1-pro-text-to-video.json"), create(v1));
    upstream.put(format!("{KLING}v1.6-standart-effects.json"), create(v1_6));
    upstream.put(format!("{ASSETS}v1-pro-text-to-video (1).json"), legacy_create(&[v1]));
    upstream.put(format!("{ASSETS}v1.6-standart-effects.json"), legacy_create(&[v1_6]));
    upstream.put(format!("{ASSETS}v1-pro-text-to-video-pair.json"), legacy_fetch());
    let workspace = Workspace::new();
    let synced = workspace.sync(&upstream);
    let summary =
        "3 models, 1 fetch, 1 service endpoint, 2 legacy models, 1 legacy fetch; 0 documents skipped";
    assert_eq!(synced.set.to_string(), summary);
    assert_eq!(
        workspace.names(),
        [
            "fetch.json",
            "legacy/fetch.json",
            "legacy/kling-video--v1--pro--text-to-video.json",
            "legacy/klingai--kling-video-v1.6-standard-effects.json",
            "lock.toml",
            "log.json",
            "models/kling-video--v1--pro--text-to-video.json",
            "models/klingai--kling-video-v1.6-standard-effects.json",
            V9,
        ]
    );
}

#[test]
fn documents_of_other_vendors_are_not_fetched() {
    let mut upstream = UpstreamRepository::small();
    for path in [
        "docs/api-references/text-models-llm/Thinking-Machines/inkling.json",
        "docs/api-references/service-endpoints/logs.json",
        "docs/api-references/service-endpoints/billing-v2.json",
        "docs/api-references/video-models/MiniMax/v1-pro-text-to-video.json",
        "docs/.gitbook/assets/video-01-pair.json",
        "docs/.gitbook/assets/v1.json",
        "docs/.gitbook/assets/v1.x-pro-text-to-video.json",
        "docs/api-references/video-models/Kling-AI/README.md",
        "shared/snippets/kling/config.json",
    ] {
        upstream.put(path, "not JSON");
    }
    assert_eq!(Workspace::of(&upstream).skips(), [""; 0]);
}

#[test]
fn a_request_log_on_another_path_is_not_vendored() {
    let mut upstream = UpstreamRepository::small();
    upstream.put(REQUEST_LOG, request_log());
    let workspace = Workspace::of(&upstream);
    assert_eq!((workspace.origin("log.json").as_str(), workspace.skips()), (REQUEST_LOG, vec![]));
    upstream.put(REQUEST_LOG, document("/v3/logs", "get", serde_json::json!({})));
    let synced = workspace.sync(&upstream);
    let summary =
        "1 model, 1 fetch, 0 service endpoints, 0 legacy models, 0 legacy fetch; 1 document skipped";
    assert_eq!(synced.set.to_string(), summary);
    assert_eq!(workspace.names(), ["fetch.json", "lock.toml", V9]);
    assert_eq!(workspace.skips(), [format!("{REQUEST_LOG}: describes GET /v3/logs, which is not vendored")]);
}

#[test]
fn folders_that_differ_only_by_case_do_not_collide() {
    let mut upstream = UpstreamRepository::small();
    let mut other = fetch();
    other["info"]["version"] = "0".into();
    upstream.put(format!("{SIBLING}v9-pro-text-to-video.json"), other);
    upstream.put(format!("{SIBLING}v9-pro-image-to-video.json"), create("klingai/v9-pro-image-to-video"));
    let workspace = Workspace::of(&upstream);
    assert_eq!(workspace.origin(V9), format!("{KLING}v9-pro-text-to-video.json"));
    assert_eq!(
        workspace.names(),
        ["fetch.json", "lock.toml", "models/klingai--v9-pro-image-to-video.json", V9]
    );
    assert_eq!(
        workspace.skips(),
        [format!(
            "{SIBLING}v9-pro-text-to-video.json: its operation contradicts its file name; {FETCH} describes GET /v2/video/generations"
        )]
    );
}

#[test]
fn a_document_that_matches_its_name_is_preferred() {
    let mut upstream = UpstreamRepository::small();
    let mut mislabelled = create("klingai/v9-pro-text-to-video");
    mislabelled["servers"] = serde_json::json!([{ "url": "https://example.org" }]);
    upstream.put(format!("{KLING}v9-pro-image-to-video.json"), mislabelled);
    let workspace = Workspace::of(&upstream);
    assert_eq!(workspace.origin(V9), format!("{KLING}v9-pro-text-to-video.json"));
    assert_eq!(
        workspace.skips(),
        [format!(
            "{KLING}v9-pro-image-to-video.json: its model id contradicts its file name; {KLING}v9-pro-text-to-video.json describes POST /v2/video/generations for klingai/v9-pro-text-to-video"
        )]
    );
}

#[test]
fn the_only_document_of_a_model_is_vendored_whatever_its_name_is() {
    let mut upstream = UpstreamRepository::small();
    upstream.put(format!("{KLING}v9-pro-motion-control.json"), create("klingai/v9-motion-control"));
    let workspace = Workspace::of(&upstream);
    assert_eq!(
        workspace.origin("models/klingai--v9-motion-control.json"),
        format!("{KLING}v9-pro-motion-control.json")
    );
}

#[test]
fn the_folder_that_upstream_publishes_from_is_preferred() {
    let mut upstream = UpstreamRepository::small();
    let mut older = create("klingai/v9-pro-text-to-video");
    older["info"]["version"] = "0".into();
    upstream.put(format!("{SIBLING}v9-pro-text-to-video.json"), older);
    let mut prose = create("klingai/v9-pro-text-to-video");
    prose["info"]["title"] = "Another title".into();
    upstream
        .put("docs/api-references/video-models/kling/klingai-video-v9-pro-text-to-video-schema.json", prose);
    upstream.put(format!("{ASSETS}v9-pro-text-to-video.json"), create("klingai/v9-pro-text-to-video"));
    let better = format!("{KLING}v9-pro-text-to-video.json");
    assert_eq!(
        Workspace::of(&upstream).skips(),
        [
            format!("{ASSETS}v9-pro-text-to-video.json: same document as {better}"),
            format!(
                "{SIBLING}v9-pro-text-to-video.json: another description of POST /v2/video/generations for klingai/v9-pro-text-to-video; {better} is in a preferred folder"
            ),
            format!(
                "docs/api-references/video-models/kling/klingai-video-v9-pro-text-to-video-schema.json: states the same facts as {better}"
            ),
        ]
    );
}

#[test]
fn a_document_with_one_path_is_preferred_and_other_paths_are_dropped() {
    let several = |model: &str| {
        let mut document = create(model);
        document["paths"]["/v1/video/generations"] = document["paths"]["/v2/video/generations"].clone();
        document
    };
    let mut upstream = UpstreamRepository::small();
    upstream
        .put(format!("{KLING}klingai-v9-pro-text-to-video.json"), several("klingai/v9-pro-text-to-video"));
    upstream.put(format!("{KLING}v8-pro-text-to-video.json"), several("klingai/v8-pro-text-to-video"));
    let workspace = Workspace::of(&upstream);
    assert_eq!(
        workspace.skips(),
        [format!(
            "{KLING}klingai-v9-pro-text-to-video.json: declares several paths; {KLING}v9-pro-text-to-video.json describes POST /v2/video/generations for klingai/v9-pro-text-to-video"
        )]
    );
    assert_eq!(
        workspace.text("models/klingai--v8-pro-text-to-video.json"),
        workspace.text(V9).replace("/v9-", "/v8-")
    );
}

#[test]
fn one_document_may_describe_several_endpoints() {
    let mut upstream = UpstreamRepository::small();
    upstream.remove(FETCH);
    let mut both = create("klingai/v8-pro-text-to-video");
    both["paths"]["/v2/video/generations"]["get"] = fetch()["paths"]["/v2/video/generations"]["get"].clone();
    let path = format!("{KLING}v8-pro-text-to-video.json");
    upstream.put(&path, both);
    let workspace = Workspace::of(&upstream);
    assert_eq!(workspace.origin("fetch.json"), path);
    assert_eq!(workspace.origin("models/klingai--v8-pro-text-to-video.json"), path);
    assert_eq!(workspace.skips(), [""; 0]);
}

#[test]
fn every_skip_has_a_reason() {
    let mut upstream = UpstreamRepository::small();
    let v9 = "klingai/v9-pro-text-to-video";
    upstream.put("docs/api-references/image-models/Kling-AI/image.json", "not JSON");
    upstream.put(format!("{ASSETS}v1-pro-text-to-video.json"), create("minimax/v1-pro-text-to-video"));
    upstream.put(format!("{KLING}dump.json"), legacy_create(&[v9, "klingai/a"]));
    upstream.put(format!("{KLING}empty.json"), serde_json::json!({ "openapi": "3.0.0", "paths": {} }));
    upstream.put(format!("{KLING}legacy.json"), legacy_create(&[v9]));
    upstream.put(format!("{KLING}list.json"), document("/v2/kling/elements", "get", serde_json::json!({})));
    upstream.put(format!("{KLING}many.json"), {
        let mut many = create(v9);
        many["paths"]["/v2/video/generations"]["post"]["requestBody"]["content"]["application/json"]["schema"]
            ["properties"]["model"]["enum"] = serde_json::json!([v9, "minimax/v1"]);
        many
    });
    upstream.link(format!("{KLING}symlink.json"), "v9-pro-text-to-video.json");
    upstream.submodule(format!("{KLING}submodule.json"));
    let workspace = Workspace::of(&upstream);
    assert_eq!(
        workspace.skips(),
        [
            format!(
                "{ASSETS}v1-pro-text-to-video.json: describes minimax/v1-pro-text-to-video, which is not a Kling model"
            ),
            "docs/api-references/image-models/Kling-AI/image.json: makes images, not videos".to_owned(),
            format!("{KLING}dump.json: names 2 models at once"),
            format!("{KLING}empty.json: describes no operation"),
            format!(
                "{KLING}legacy.json: describes {v9} on the legacy path, which is vendored for v1 and v1.6 only"
            ),
            format!("{KLING}list.json: describes GET /v2/kling/elements, which is not vendored"),
            format!("{KLING}many.json: names 2 models at once"),
            format!("{KLING}submodule.json: a submodule"),
            format!("{KLING}symlink.json: a symbolic link"),
        ]
    );
}

#[test]
fn a_model_may_be_named_by_a_reference_or_a_constant() {
    let mut upstream = UpstreamRepository::small();
    let mut referring = create("klingai/v8-pro-text-to-video");
    let body = &mut referring["paths"]["/v2/video/generations"]["post"]["requestBody"]["content"]["application/json"];
    let mut schema =
        std::mem::replace(&mut body["schema"], serde_json::json!({ "$ref": "#/components/schemas/Body" }));
    schema["properties"]["model"] = serde_json::json!({ "const": "klingai/v8-pro-text-to-video" });
    referring["components"] = serde_json::json!({ "schemas": { "Body": schema } });
    upstream.put(format!("{KLING}v8-pro-text-to-video.json"), referring);
    assert_eq!(
        Workspace::of(&upstream).names(),
        ["fetch.json", "lock.toml", "models/klingai--v8-pro-text-to-video.json", V9]
    );
}

#[test]
fn file_names_may_contain_special_characters() {
    let mut upstream = UpstreamRepository::small();
    for (number, name) in ["a b", "[a]", "a'\"b", "a\tb", "a\nb", "ü", "a%20b", "-a", "a*"].iter().enumerate()
    {
        upstream.put(format!("{KLING}{name}.json"), create(&format!("klingai/odd-{number}")));
    }
    let workspace = Workspace::of(&upstream);
    assert_eq!(workspace.names().len(), 12);
    assert_eq!(workspace.origin("models/klingai--odd-4.json"), format!("{KLING}a\nb.json"));
    xtask::sync_specs::check(&workspace.specs()).unwrap();
}
