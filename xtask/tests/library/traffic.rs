//! What `sync-specs` transfers, and what it says if the host transfers less.

use semver::Version;
use xtask::sync_specs;
use xtask::upstream::git::GitRevision;
use xtask::vendored::folder::FileChange;

use crate::support::*;

/// The branch `main` of a host.
fn main_of(host: &GitHost) -> GitRevision {
    GitRevision { repository: host.url(), rev: "main".to_owned() }
}

/// What `action` has transferred.
fn traffic_of(host: &GitHost, action: impl FnOnce()) -> Traffic {
    let before = host.traffic();
    action();
    let after = host.traffic();
    Traffic {
        connections: after.connections - before.connections,
        round_trips: after.round_trips - before.round_trips,
        bytes: after.bytes - before.bytes,
    }
}

/// An upstream whose documents have some size.
fn upstream() -> UpstreamRepository {
    let mut upstream = UpstreamRepository::small();
    for number in 10..15 {
        upstream.put(format!("{KLING}v{number}.json"), create(&format!("klingai/v{number}")));
    }
    upstream.commit();
    upstream
}

#[test]
fn nothing_new_is_found_by_the_names_of_branches_and_tags() {
    let mut upstream = upstream();
    upstream.git(["tag", "v1"], b"");
    let host = GitHost::of(&upstream);
    let workspace = Workspace::new();
    let first = traffic_of(&host, || assert!(sync(&main_of(&host), &workspace.specs()).unwrap().fetched));
    assert_eq!((first.connections, first.round_trips), (2, 5));

    let before = workspace.files();
    let again = traffic_of(&host, || {
        let synced = sync(&main_of(&host), &workspace.specs()).unwrap();
        assert_eq!((synced.fetched, synced.changes.len()), (false, 0));
    });
    // Version 2 of the protocol begins with the capabilities of the host.
    assert_eq!((again.connections, again.round_trips), (1, 2));
    assert!(again.bytes < 1000, "{again:?}");
    assert!(workspace.files() == before);

    let dry_run = traffic_of(&host, || {
        assert!(!sync_specs::dry_run(&main_of(&host), &workspace.specs(), false).unwrap().has_drift());
    });
    assert_eq!(dry_run, again);
    for rev in ["refs/heads/main", "heads/main", "v1", "refs/tags/v1"] {
        let revision = GitRevision { rev: rev.to_owned(), ..main_of(&host) };
        assert_eq!(
            traffic_of(&host, || assert!(!sync(&revision, &workspace.specs()).unwrap().fetched)),
            again,
            "{rev}"
        );
    }

    // A new commit is fetched.
    upstream.put(format!("{KLING}v40.json"), create("klingai/v40"));
    upstream.commit();
    let new = traffic_of(&host, || assert!(sync(&main_of(&host), &workspace.specs()).unwrap().fetched));
    // The names of branches, two commits, five levels of trees, all trees, the documents.
    assert_eq!((new.connections, new.round_trips), (9, 19));
}

/// An upstream with documents of other vendors, and the path of one of them.
fn upstream_of_many_vendors() -> (UpstreamRepository, String) {
    let mut upstream = upstream();
    let path = |vendor| format!("docs/api-references/text-models/vendor-{vendor}/model.json");
    for vendor in 0..300 {
        upstream.put(path(vendor), vendor);
    }
    upstream.commit();
    (upstream, path(7))
}

#[test]
fn a_commit_that_changes_no_document_of_kling_is_vendored_without_fetching_documents() {
    let (mut upstream, other) = upstream_of_many_vendors();
    let host = GitHost::of(&upstream);
    let workspace = Workspace::new();
    let first = traffic_of(&host, || drop(sync(&main_of(&host), &workspace.specs()).unwrap()));
    sync_specs::record_release(&Version::new(1, 0, 0), &workspace.specs()).unwrap();
    let before = workspace.files();
    upstream.put(other, "changed");
    let commit = upstream.commit();

    let dry_run = traffic_of(&host, || {
        let report = sync_specs::dry_run(&main_of(&host), &workspace.specs(), false).unwrap();
        assert_eq!((report.has_drift(), &report.to), (false, &commit));
    });
    assert!(workspace.files() == before);
    let moved = traffic_of(&host, || {
        let synced = sync(&main_of(&host), &workspace.specs()).unwrap();
        assert_eq!((synced.fetched, &synced.set.commit), (false, &commit));
        assert_eq!(synced.changes, [("specs/lock.toml".to_owned(), FileChange::Changed)]);
        assert!(synced.to_string().ends_with("; --refetch fetches them again\n"), "{synced}");
    });
    assert_eq!((moved.connections, moved.round_trips), (dry_run.connections, dry_run.round_trips));
    // The names of branches, two commits, five levels of trees.
    assert_eq!((moved.connections, moved.round_trips), (7, 15));
    assert!(moved.bytes * 2 < first.bytes, "{moved:?} {first:?}");

    // What was released with the old commit was released with the same documents, so that nothing is fetched for it.
    let since = traffic_of(&host, || {
        let checked = sync_specs::check_release(&Version::new(1, 0, 0), &workspace.specs(), &host.url());
        assert_eq!(checked.unwrap(), "1.0.0: the specs require 1.0.0 or higher since 1.0.0");
    });
    assert_eq!(since, Traffic::default());
}

#[test]
fn a_document_that_is_added_changed_moved_or_removed_is_found_wherever_it_is() {
    type Change = fn(&mut UpstreamRepository);
    let changes: [Change; 6] = [
        |upstream| drop(upstream.put(format!("{ASSETS}v1-pro-a.json"), legacy_create(&["klingai/v1"]))),
        |upstream| drop(upstream.put("docs/api-references/a/b/c/kling-1.json", create("klingai/v1"))),
        |upstream| drop(upstream.link("docs/api-references/kling-2.json", "kling-1.json")),
        |upstream| {
            upstream.remove(format!("{KLING}v10.json"));
            upstream.put("elsewhere/v10.json", create("klingai/v10"));
        },
        |upstream| {
            for number in 10..15 {
                upstream.remove(format!("{KLING}v{number}.json"));
                upstream.put(format!("{SIBLING}v{number}.json"), create(&format!("klingai/v{number}")));
            }
        },
        |upstream| {
            upstream.remove(FETCH);
            upstream.put(format!("{FETCH}/a.json"), fetch());
        },
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let mut upstream = upstream();
        let workspace = Workspace::of(&upstream);
        change(&mut upstream);
        upstream.commit();
        match sync(&upstream.main(), &workspace.specs()) {
            Ok(synced) => assert!(synced.fetched, "{number}"),
            Err(error) => assert!(error.to_string().contains("no document describes GET"), "{error}"),
        }
    }
}

#[test]
fn everything_is_fetched_if_upstream_no_longer_has_the_vendored_commit() {
    let mut upstream = upstream();
    let workspace = Workspace::of(&upstream);
    let vendored = upstream.commit();
    upstream.put("README.md", "changed");
    upstream.commit();
    std::fs::remove_file(format!("{}/objects/{}/{}", upstream.path(), &vendored[..2], &vendored[2..]))
        .unwrap();
    let synced = sync(&upstream.main(), &workspace.specs()).unwrap();
    assert_eq!((synced.fetched, synced.set.commit), (true, upstream.commit()));
}

#[test]
fn nothing_is_transferred_if_the_revision_is_the_id_of_the_vendored_commit() {
    let upstream = upstream();
    let host = GitHost::of(&upstream);
    let workspace = Workspace::of(&upstream);
    let revision = GitRevision { rev: upstream.commit(), ..main_of(&host) };
    assert!(!sync(&revision, &workspace.specs()).unwrap().fetched);
    assert_eq!(host.traffic(), Traffic::default());
}

#[test]
fn a_branch_that_only_ends_with_the_name_is_another_one() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let vendored = upstream.commit();
    upstream.put(format!("{KLING}v10.json"), create("klingai/v10"));
    let new = upstream.commit();
    upstream.git(["update-ref", "refs/heads/other/main", &vendored], b"");
    assert_eq!(sync(&upstream.main(), &workspace.specs()).unwrap().set.commit, new);
}

#[test]
fn a_tag_is_preferred_to_a_branch_of_the_same_name_as_git_does() {
    let mut upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let vendored = upstream.commit();
    upstream.git(["tag", "--no-sign", "-m", "a tag", "both", &vendored], b"");
    upstream.put(format!("{KLING}v10.json"), create("klingai/v10"));
    let new = upstream.commit();
    upstream.git(["update-ref", "refs/heads/both", &new], b"");
    let synced = sync(&upstream.rev("both"), &workspace.specs()).unwrap();
    assert_eq!((synced.fetched, synced.set.commit), (false, vendored));
    let synced = sync(&upstream.rev("refs/heads/both"), &workspace.specs()).unwrap();
    assert_eq!((synced.fetched, synced.set.commit), (true, new));
}

#[test]
fn the_vendored_revision_is_fetched_again_if_asked() {
    let upstream = upstream();
    let host = GitHost::of(&upstream);
    let workspace = Workspace::of(&upstream);
    let traffic = traffic_of(&host, || {
        assert!(!sync_specs::dry_run(&main_of(&host), &workspace.specs(), true).unwrap().has_drift());
    });
    assert_eq!((traffic.connections, traffic.round_trips), (2, 5));
}

#[test]
fn specs_that_were_changed_by_hand_are_replaced_although_nothing_is_new() {
    let upstream = UpstreamRepository::small();
    let workspace = Workspace::of(&upstream);
    let before = workspace.files();
    std::fs::write(workspace.specs().join("fetch.json"), "{}").unwrap();
    assert!(workspace.sync(&upstream).fetched);
    assert!(workspace.files() == before);
}

#[test]
fn a_host_without_filters_sends_everything_at_once() {
    let mut upstream = upstream();
    let expected = Workspace::of(&upstream).files();
    upstream.git(["config", "uploadpack.allowFilter", "false"], b"");
    upstream.git(["config", "uploadpack.allowAnySHA1InWant", "false"], b"");
    let host = GitHost::of(&upstream);
    let workspace = Workspace::new();
    let traffic = traffic_of(&host, || drop(sync(&main_of(&host), &workspace.specs()).unwrap()));
    assert!(workspace.files() == expected);
    assert_eq!((traffic.connections, traffic.round_trips), (1, 3));

    // It sends what is vendored and what is new at once, and is not asked again.
    upstream.put(format!("{KLING}v40.json"), create("klingai/v40"));
    upstream.commit();
    let traffic = traffic_of(&host, || assert!(sync(&main_of(&host), &workspace.specs()).unwrap().fetched));
    assert_eq!((traffic.connections, traffic.round_trips), (2, 5));
}

#[test]
fn a_host_that_closes_the_connection_in_the_middle_is_an_error_that_changes_nothing() {
    let mut upstream = upstream();
    let workspace = Workspace::of(&upstream);
    let before = workspace.files();
    let mut document = create("klingai/v40");
    // Prose that git cannot compress, so that closing ends the transfer of documents, too.
    let prose = (0..4000_u64).map(|number| (number * number * 7919 % 1_000_003).to_string());
    document["info"]["description"] = prose.collect::<String>().into();
    upstream.put(format!("{KLING}v40.json"), document);
    upstream.commit();
    // While commits are transferred, and while documents are.
    let (mut early, mut late) = (0, 0);
    for limit in [0, 100, 300, 500, 2500, 5000, 7500, 10_000, 20_000] {
        let host = GitHost::closing_after(&upstream, limit);
        let Err(error) = sync(&main_of(&host), &workspace.specs()) else {
            workspace.restore(&before);
            continue;
        };
        let error = error.to_string();
        let names_commit = format!("revision main ({}) of {}: git: ", upstream.commit(), host.url());
        let names_revision = format!("revision main of {}: git: ", host.url());
        early += usize::from(error.starts_with(&names_revision));
        late += usize::from(error.starts_with(&names_commit));
        assert!(error.contains("fatal: ") && error.ends_with("\nspecs/ is unchanged"), "{error}");
        assert!(workspace.files() == before);
        workspace.assert_tidy();
    }
    assert_eq!((early, late), (4, 4));
}
