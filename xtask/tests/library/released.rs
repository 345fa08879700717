//! The release that all changes since the last released version require is shown beside that of the last step.

use semver::Version;
use serde_json::json;
use xtask::drift::render::{Format, render};
use xtask::drift::severity::Release::{Major, Minor, None as Nothing, Patch};
use xtask::drift::severity::next_version;
use xtask::sync_specs;

use crate::support::*;

const V9: &str = "klingai/v9-pro-text-to-video";

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

    let report = sync_specs::dry_run(&upstream.main(), &workspace.specs()).unwrap();
    assert_eq!(report.verdict.release, Minor);
    let since = report.since_release.as_ref().unwrap();
    assert_eq!((since.version.to_string(), since.verdict.release), ("0.3.1".to_owned(), Major));
    assert_eq!(since.next, Version::new(0, 4, 0));
    let text = render(&report, Format::Text);
    assert!(text.contains("\nSince 0.3.1 was released: major, version 0.4.0 or higher\n"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&render(&report, Format::Json)).unwrap();
    assert_eq!(json["since_release"], json!({ "version": "0.3.1", "verdict": "major", "next": "0.4.0" }));

    // Vendoring keeps the record, and the specs on disk require the same.
    workspace.sync(&upstream);
    let since = sync_specs::since_release(&workspace.specs(), &upstream.path()).unwrap().unwrap();
    assert_eq!((since.verdict.release, since.next), (Major, Version::new(0, 4, 0)));
}

#[test]
fn nothing_is_said_about_a_release_before_the_first_one() {
    let upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let report = sync_specs::dry_run(&upstream.main(), &workspace.specs()).unwrap();
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
    assert_eq!((since.verdict.release, since.next), (Nothing, Version::new(1, 0, 0)));
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
