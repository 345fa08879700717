//! A revision that cannot be vendored is an error that names the revision, the file and the reason, and changes
//! nothing.

use serde_json::json;
use xtask::upstream::git::GitRevision;

use crate::support::*;

const V9: &str = "klingai/v9-pro-text-to-video";
const V9_FILE: &str = "models/klingai--v9-pro-text-to-video.json";

/// The error after `change` of a small upstream, without the name of the revision.
fn error_after(change: impl FnOnce(&mut UpstreamRepository)) -> String {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    change(&mut upstream);
    let commit = upstream.commit();
    let error = workspace.sync_error(&upstream.main());
    let revision = format!("revision main ({commit}) of {}: ", upstream.path());
    error.strip_prefix(&revision).unwrap_or_else(|| panic!("{error}")).to_owned()
}

#[test]
fn a_vendored_document_that_cannot_be_parsed_is_an_error() {
    let path = format!("{KLING}v9-pro-text-to-video.json");
    for (contents, reason) in [
        (
            "{\n  \"openapi\": \"3.0.0\",\n  oops\n}".to_owned(),
            "not JSON: key must be a string at line 3 column 3",
        ),
        (String::new(), "not JSON: EOF while parsing a value at line 1 column 0"),
        ("[".repeat(100_000), "not JSON: recursion limit exceeded at line 1 column 128"),
        ("[1]".to_owned(), "not OpenAPI: no version under `openapi`"),
        (json!({ "openapi": "3.0.0", "paths": [] }).to_string(), "not OpenAPI: no object under `paths`"),
    ] {
        let error = error_after(|upstream| drop(upstream.put(&path, contents)));
        assert_eq!(error, format!("{path}: {reason}"));
    }
}

#[test]
fn a_document_that_cannot_be_parsed_is_named_by_all_its_paths() {
    let error = error_after(|upstream| {
        upstream.put(format!("{KLING}v9-pro-text-to-video.json"), "");
        upstream.put(format!("{KLING}b.json"), "");
    });
    assert_eq!(
        error,
        format!(
            "{KLING}b.json, {KLING}v9-pro-text-to-video.json: not JSON: EOF while parsing a value at line 1 column 0"
        )
    );
}

#[test]
fn a_document_that_nothing_is_vendored_from_is_skipped_if_it_cannot_be_parsed() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    upstream.put(format!("{KLING}bad.json"), "{");
    upstream.put([KLING.as_bytes(), b"\xff.json"].concat(), create("klingai/odd"));
    workspace.sync(&upstream);
    let reason = "cannot be parsed: not JSON: EOF while parsing an object at line 1 column 1";
    assert_eq!(
        workspace.skips(),
        [format!("{KLING}bad.json: {reason}"), format!("{KLING}\u{fffd}.json: its name is not UTF-8")]
    );
    // A copy of a vendored document may be broken, too.
    upstream.put(format!("{SIBLING}v9-pro-text-to-video.json"), create(V9));
    upstream.put(format!("{KLING}v9-pro-text-to-video.json"), "{");
    workspace.sync(&upstream);
    assert_eq!(workspace.origin(V9_FILE), format!("{SIBLING}v9-pro-text-to-video.json"));
}

#[test]
fn a_document_may_begin_with_a_byte_order_mark() {
    let mut upstream = UpstreamRepository::small();
    upstream.put(format!("{KLING}v10.json"), format!("\u{feff}{}", create("klingai/v10")));
    assert!(Workspace::of(&upstream).names().contains(&"models/klingai--v10.json".to_owned()));
}

#[test]
fn a_reference_that_does_not_resolve_is_an_error() {
    let path = format!("{KLING}v9-pro-text-to-video.json");
    let error = error_after(|upstream| {
        let mut document = create(V9);
        document["paths"]["/v2/video/generations"]["post"]["responses"]["404"] =
            json!({ "$ref": "#/components/responses/No" });
        upstream.put(&path, document);
    });
    assert_eq!(error, format!("{path}: $ref #/components/responses/No does not resolve"));
}

#[test]
fn a_value_that_is_not_plain_text_is_an_error() {
    let path = format!("{KLING}v9-pro-text-to-video.json");
    let long = "x".repeat(1001);
    for (value, problem) in [
        ("```\n\n```rust\npanic!()", r#""```\n\n```rust\npanic!()" contains a control character"#),
        ("calm `code`", r#""calm `code`" contains a backtick"#),
        ("\u{1b}[31mred", r#""\u{1b}[31mred" contains a control character"#),
        ("a\u{202e}b", r#""a\u{202e}b" contains a control character"#),
        ("a\u{2028}b", r#""a\u{2028}b" contains a control character"#),
        (&long, r#""xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"… is longer than 1000 characters"#),
    ] {
        let error = error_after(|upstream| {
            let mut document = create(V9);
            schema(&mut document)["properties"]["mood"] = json!({ "enum": ["calm", value] });
            upstream.put(&path, document);
        });
        let place = "/paths/~1v2~1video~1generations/post/requestBody/content/application~1json/schema/properties/mood/enum/1";
        assert_eq!(error, format!("{path}: {place}: the value {problem}"));
    }
}

#[test]
fn a_name_that_is_not_plain_text_is_an_error() {
    let path = format!("{KLING}v9-pro-text-to-video.json");
    let long = "x".repeat(101);
    for (name, problem) in [
        ("a\nb", r#""a\nb" contains a control character"#),
        ("a`b", r#""a`b" contains a backtick"#),
        (&long, r#""xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"… is longer than 100 characters"#),
    ] {
        let error = error_after(|upstream| {
            let mut document = create(V9);
            schema(&mut document)["properties"][name] = json!({ "type": "string" });
            upstream.put(&path, document);
        });
        let place =
            "/paths/~1v2~1video~1generations/post/requestBody/content/application~1json/schema/properties";
        assert_eq!(error, format!("{path}: {place}: the name {problem}"));
    }
}

#[test]
fn prose_that_is_not_plain_text_is_dropped_and_vendored_names_may_be_long() {
    let mut upstream = UpstreamRepository::small();
    let mut document = create(V9);
    let (name, value) = ("n".repeat(100), "v".repeat(1000));
    schema(&mut document)["properties"][&name] = json!({ "default": value, "description": "`a`\n\u{1b}" });
    upstream.put(format!("{KLING}v9-pro-text-to-video.json"), document);
    let workspace = Workspace::of(&upstream);
    let text = workspace.text("models/klingai--v9-pro-text-to-video.json");
    assert!(text.contains(&name) && text.contains(&value));
}

#[test]
fn two_equally_good_documents_that_differ_are_an_error() {
    let error = error_after(|upstream| {
        let mut rival = create(V9);
        rival["info"]["version"] = "2".into();
        upstream.put(format!("{KLING}klingai-video-v9-pro-text-to-video.json"), rival);
    });
    assert_eq!(
        error,
        format!(
            "{KLING}klingai-video-v9-pro-text-to-video.json and {KLING}v9-pro-text-to-video.json describe POST /v2/video/generations for {V9} differently, and neither has the better name or folder"
        )
    );
}

#[test]
fn model_ids_that_map_to_the_same_file_are_an_error() {
    let error = error_after(|upstream| {
        drop(upstream.put(format!("{KLING}other.json"), create("klingai/V9-pro-text-to-video")))
    });
    assert_eq!(
        error,
        format!(
            "{KLING}other.json and {KLING}v9-pro-text-to-video.json have model ids that map to the same file, models/klingai--v9-pro-text-to-video.json"
        )
    );
    let error = error_after(|upstream| {
        drop(upstream.put(format!("{KLING}other.json"), create("klingai--v9-pro-text-to-video")))
    });
    assert_eq!(
        error,
        format!(
            "{KLING}other.json and {KLING}v9-pro-text-to-video.json have model ids that map to the same file, models/klingai--v9-pro-text-to-video.json"
        )
    );
}

#[test]
fn a_model_id_that_is_not_usable_as_a_file_name_is_an_error() {
    let path = format!("{KLING}bad.json");
    for id in [
        "klingai/../../evil",
        "klingai//v9",
        "/klingai",
        "klingai/",
        "klingai/a b",
        "klingai\\v9",
        "klingai/ü",
    ] {
        let error = error_after(|upstream| drop(upstream.put(&path, create(id))));
        assert_eq!(error, format!("{path}: its model id {id:?} is not usable as a file name"));
    }
}

#[test]
fn a_document_without_a_model_id_is_an_error() {
    let path = format!("{KLING}bad.json");
    let error = error_after(|upstream| {
        drop(upstream.put(&path, document("/v2/video/generations", "post", json!({}))))
    });
    assert_eq!(error, format!("{path}: POST /v2/video/generations names no model id"));
}

#[test]
fn a_model_described_only_together_with_others_is_an_error() {
    let path = format!("{KLING}many.json");
    let error = error_after(|upstream| {
        let mut many = create(V9);
        let schema = &mut many["paths"]["/v2/video/generations"]["post"]["requestBody"]["content"]["application/json"]
            ["schema"];
        schema["properties"]["model"]["enum"] = json!([V9, "klingai/lost"]);
        upstream.put(&path, many);
    });
    assert_eq!(
        error,
        format!(
            "{path}: POST /v2/video/generations names 2 models, and no other document describes klingai/lost"
        )
    );
}

#[test]
fn a_revision_from_before_the_move_to_the_current_path_is_an_error() {
    let model = "kling-video/v1/pro/text-to-video";
    let error = error_after(|upstream| {
        upstream.put(format!("{KLING}v9-pro-text-to-video.json"), legacy_create(&[model]));
        upstream.put(format!("{KLING}v1-pair.json"), legacy_fetch());
    });
    assert_eq!(
        error,
        "no document describes POST /v2/video/generations; 2 documents describe the legacy path /v2/generate/video/kling/generation only"
    );
    let error = error_after(|upstream| {
        drop(upstream.put(format!("{KLING}many.json"), legacy_create(&[model, "klingai/v2"])))
    });
    assert_eq!(
        error,
        "documents describe POST /v2/video/generations for 1 model, and the legacy path /v2/generate/video/kling/generation only for 2 models"
    );
}

#[test]
fn a_revision_without_the_fetch_endpoint_is_an_error() {
    let error = error_after(|upstream| upstream.remove(FETCH));
    assert_eq!(error, "no document describes GET /v2/video/generations");
}

#[test]
fn a_repository_without_kling_documents_is_an_error() {
    let error = error_after(|upstream| {
        upstream.remove(FETCH);
        upstream.remove(format!("{KLING}v9-pro-text-to-video.json"));
        upstream.put("README.md", "something else");
    });
    assert_eq!(error, "no Kling document under docs/api-references or docs/.gitbook/assets");
}

#[test]
fn a_missing_revision_is_an_error() {
    let upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let error = workspace.sync_error(&upstream.rev("no-such"));
    assert_eq!(
        error,
        format!("revision no-such of {}: git: fatal: couldn't find remote ref no-such", upstream.path())
    );
    let error = workspace.sync_error(&upstream.rev("--upload-pack=touch pwned"));
    assert_eq!(
        error,
        format!(
            "revision --upload-pack=touch pwned of {}: git: fatal: invalid refspec '--upload-pack=touch pwned'",
            upstream.path()
        )
    );
}

#[test]
fn a_revision_that_is_not_a_commit_is_an_error() {
    let upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let blob = upstream.git(["hash-object", "-w", "--stdin"], b"a blob");
    upstream.git(["tag", "a-blob", &blob], b"");
    let error = workspace.sync_error(&upstream.rev("a-blob"));
    let expected = format!("revision a-blob of {}: not a commit: git: ", upstream.path());
    assert!(error.starts_with(&expected), "{error}");
}

#[test]
fn a_missing_repository_is_an_error() {
    let workspace = Workspace::of(&UpstreamRepository::small());
    let revision = GitRevision { repository: "no/such/repository".to_owned(), rev: "main".to_owned() };
    let error = workspace.sync_error(&revision);
    let expected = "revision main of no/such/repository: git: fatal: 'no/such/repository' does not appear to be a git repository\n";
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn an_unreachable_repository_is_an_error() {
    let workspace = Workspace::of(&UpstreamRepository::small());
    let revision = GitRevision { repository: "git://127.0.0.1:1/nothing".to_owned(), rev: "main".to_owned() };
    let error = workspace.sync_error(&revision);
    let expected =
        "revision main of git://127.0.0.1:1/nothing: git: fatal: unable to connect to 127.0.0.1:\n";
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn a_missing_blob_is_an_error() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let blob = upstream.put(format!("{KLING}lost.json"), create("klingai/lost"));
    let commit = upstream.commit();
    std::fs::remove_file(format!("{}/objects/{}/{}", upstream.path(), &blob[..2], &blob[2..])).unwrap();
    let error = workspace.sync_error(&upstream.main());
    let expected = format!("revision main ({commit}) of {}: git: ", upstream.path());
    assert!(error.starts_with(&expected) && error.contains(&blob), "{error}");
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error() {
    let upstream = UpstreamRepository::small();
    upstream.commit();
    let specs = Workspace::new().specs().join("no/such/parent");
    let error = sync_error(&upstream.main(), &specs);
    let generated = specs.with_file_name("generated");
    assert!(error.starts_with(&format!("cannot write {}: ", generated.display())), "{error}");
}
