//! The release that all changes since the last released version require is shown beside that of the last step.

use std::fs;

use semver::Version;
use serde_json::{Value, json};
use xtask::drift::render::{Format, render};
use xtask::drift::report::SinceRelease;
use xtask::drift::severity::Release::{self, Major, Minor, None as Nothing, Patch};
use xtask::drift::severity::next_version;
use xtask::sync_specs;
use xtask::upstream::git::GitRevision;

use crate::support::*;

const V9: &str = "klingai/v9-pro-text-to-video";

/// What all changes since a release require: the release, and its lowest version.
fn required(since: &SinceRelease) -> (Release, String) {
    let required = since.required.as_ref().unwrap();
    (required.verdict.release, required.next.to_string())
}

fn put_with_property(upstream: &mut UpstreamRepository, name: &str) {
    let mut document = create(V9);
    schema(&mut document)["properties"][name] = json!({ "type": "integer" });
    upstream.put(format!("{KLING}v9-pro-text-to-video.json"), document);
    upstream.commit();
}

#[test]
fn an_addition_after_an_unreleased_removal_requires_a_major_release_since_the_released_version() {
    let mut upstream = UpstreamRepository::small();
    put_with_property(&mut upstream, "seed");
    let workspace = Workspace::of(&upstream);
    sync_specs::record_release(&Version::new(0, 3, 1), &workspace.specs()).unwrap();
    sync_specs::check(&workspace.specs()).unwrap();

    upstream.put(format!("{KLING}v9-pro-text-to-video.json"), create(V9));
    workspace.sync(&upstream);
    put_with_property(&mut upstream, "mood");

    let report = sync_specs::dry_run(&upstream.main(), &workspace.specs(), false).unwrap();
    assert_eq!(report.verdict.release, Minor);
    let since = report.since_release.as_ref().unwrap();
    assert_eq!(since.version.to_string(), "0.3.1");
    assert_eq!(required(since), (Major, "0.4.0".to_owned()));
    let text = render(&report, Format::Text);
    assert!(text.contains("\nSince 0.3.1 was released: major, version 0.4.0 or higher\n"), "{text}");
    let json: Value = serde_json::from_str(&render(&report, Format::Json)).unwrap();
    assert_eq!(
        json["since_release"],
        json!({ "version": "0.3.1", "verdict": "major", "next": "0.4.0", "unknown": null })
    );

    // Vendoring keeps the record, and the specs on disk require the same.
    workspace.sync(&upstream);
    let since = sync_specs::since_release(&workspace.specs(), &upstream.path()).unwrap().unwrap();
    assert_eq!(required(&since), (Major, "0.4.0".to_owned()));
}

#[test]
fn nothing_is_said_about_a_release_before_the_first_one() {
    let upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let report = sync_specs::dry_run(&upstream.main(), &workspace.specs(), false).unwrap();
    assert!(report.since_release.is_none());
    assert!(sync_specs::since_release(&workspace.specs(), &upstream.path()).unwrap().is_none());
}

#[test]
fn the_specs_of_the_released_version_are_those_that_are_vendored_when_it_is_recorded() {
    let mut upstream = UpstreamRepository::small();
    put_with_property(&mut upstream, "seed");
    let workspace = Workspace::of(&upstream);
    sync_specs::record_release(&Version::new(1, 0, 0), &workspace.specs()).unwrap();
    let since = sync_specs::since_release(&workspace.specs(), "no/such/repository").unwrap().unwrap();
    assert_eq!(required(&since), (Nothing, "1.0.0".to_owned()));
}

#[test]
fn a_release_increments_the_number_that_cargo_regards_as_compatible() {
    for (version, release, next) in [
        ("0.3.1", Major, "0.4.0"),
        ("0.3.1", Minor, "0.3.2"),
        ("0.3.1", Patch, "0.3.2"),
        ("0.3.1", Nothing, "0.3.1"),
        ("1.2.3", Major, "2.0.0"),
        ("1.2.3", Minor, "1.3.0"),
        ("1.2.3", Patch, "1.2.4"),
    ] {
        assert_eq!(next_version(&version.parse().unwrap(), release).to_string(), next, "{version}");
    }
}

#[test]
fn a_version_is_refused_if_it_is_lower_than_what_the_specs_require() {
    let mut upstream = UpstreamRepository::small();
    put_with_property(&mut upstream, "seed");
    let workspace = Workspace::of(&upstream);
    let repository = upstream.path();
    let check = |version: &str| {
        let checked = sync_specs::check_release(&version.parse().unwrap(), &workspace.specs(), &repository);
        checked.map_err(|error| error.to_string())
    };
    let nothing_recorded = "no released version is recorded in specs/lock.toml".to_owned();
    assert_eq!(check("0.0.1"), Ok(nothing_recorded));

    sync_specs::record_release(&Version::new(0, 3, 1), &workspace.specs()).unwrap();
    assert_eq!(check("0.3.1"), Ok("0.3.1: the specs require 0.3.1 or higher since 0.3.1".to_owned()));
    let too_low = |release: &str, next: &str, version: &str| {
        Err(format!(
            "the specs require a {release} release since 0.3.1: {next} or higher, but Cargo.toml has {version}"
        ))
    };
    assert_eq!(check("0.3.0"), Err("0.3.1 was released, but Cargo.toml has 0.3.0".to_owned()));

    // Each change is made to what was released.
    for (change, release, next, too_low_version) in CHANGES {
        let mut document = create(V9);
        schema(&mut document)["properties"]["seed"] = json!({ "type": "integer" });
        change(&mut document);
        upstream.put(format!("{KLING}v9-pro-text-to-video.json"), document);
        workspace.sync(&upstream);
        assert_eq!(check(too_low_version), too_low(release, next, too_low_version));
        assert_eq!(check(next), Ok(format!("{next}: the specs require {next} or higher since 0.3.1")));
        assert_eq!(check("1.0.0"), Ok(format!("1.0.0: the specs require {next} or higher since 0.3.1")));
    }
}

type ReleasedChange = (fn(&mut Value), &'static str, &'static str, &'static str);

/// A change, the release that it requires, the lowest version of it, and a version that is too low.
#[rustfmt::skip]
const CHANGES: [ReleasedChange; 5] = [
    (|it| schema(it)["properties"]["prompt"]["maxLength"] = 50.into(), "patch", "0.3.2", "0.3.1"),
    (|it| schema(it)["properties"]["mood"] = json!({ "type": "string" }), "minor", "0.3.2", "0.3.1"),
    (|it| schema(it)["properties"]["seed"]["deprecated"] = true.into(), "minor", "0.3.2", "0.3.1"),
    (|it| schema(it)["required"].as_array_mut().unwrap().push("seed".into()), "major", "0.4.0", "0.3.9"),
    (|it| schema(it)["properties"]["seed"]["type"] = "string".into(), "major", "0.4.0", "0.3.9"),
];

#[test]
fn a_released_commit_that_cannot_be_fetched_is_reported_and_prevents_only_the_check_of_the_release() {
    let mut upstream = UpstreamRepository::small();
    let released = upstream.commit();
    let workspace = Workspace::of(&upstream);
    sync_specs::record_release(&Version::new(0, 3, 1), &workspace.specs()).unwrap();
    put_with_property(&mut upstream, "mood");
    workspace.sync(&upstream);
    put_with_property(&mut upstream, "seed");
    fs::remove_file(format!("{}/objects/{}/{}", upstream.path(), &released[..2], &released[2..])).unwrap();

    // Of a host, only what it sends is in the error, and not what it writes.
    let host = GitHost::of(&upstream);
    let revision = GitRevision { repository: host.url(), rev: "main".to_owned() };
    let report = sync_specs::dry_run(&revision, &workspace.specs(), false).unwrap();
    assert_eq!(report.verdict.release, Major);
    let reason = format!(
        "revision {released} of {}: git: fatal: remote error: upload-pack: not our ref {released}",
        host.url()
    );
    assert_eq!(report.since_release.as_ref().unwrap().required.as_ref().err(), Some(&reason));
    let text = render(&report, Format::Text);
    assert!(text.contains(&format!("\nSince 0.3.1 was released: unknown: {reason}\n")), "{text}");
    let json: Value = serde_json::from_str(&render(&report, Format::Json)).unwrap();
    assert_eq!(
        json["since_release"],
        json!({ "version": "0.3.1", "verdict": null, "next": null, "unknown": reason })
    );

    assert_eq!(sync(&revision, &workspace.specs()).unwrap().set.commit, upstream.commit());
    let error =
        sync_specs::check_release(&Version::new(1, 0, 0), &workspace.specs(), &host.url()).err().unwrap();
    let expected = format!("what the specs require since 0.3.1 was released is unknown: {reason}");
    assert_eq!(error.to_string(), expected);
}
