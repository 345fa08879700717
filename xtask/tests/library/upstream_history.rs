//! The real history of upstream: the committed specs are those of their commit, each state is vendored or refused
//! for a reason, the reports for all pairs of successive states are as expected, and those for all ordered pairs are
//! complete and right as far as the models and the public API show it.
//!
//! The states are the commits in `upstream/states.txt`. They are fetched from the repository that the environment
//! variable `KLING_UPSTREAM` names; CONTRIBUTING.md says how to make one.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::io::{Write, stderr};
use std::path::Path;
use std::sync::LazyLock;

use insta::assert_snapshot;
use xtask::drift::drift_rules::UNCLASSIFIED;
use xtask::drift::report::{Report, Side};
use xtask::drift::severity::{Release, Severity};
use xtask::upstream::Upstream;
use xtask::upstream::git::GitRevision;
use xtask::vendored::folder;
use xtask::vendored::spec_set::SpecSet;

use crate::support::{in_threads, snapshot_settings};

/// The environment variable with the path or URL of a repository that contains upstream's history.
const REPOSITORY: &str = "KLING_UPSTREAM";

#[test]
fn the_committed_specs_are_those_of_the_commit_in_their_lock_file() {
    let Some(repository) = repository("the_committed_specs_are_those_of_the_commit_in_their_lock_file")
    else {
        return;
    };
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("specs");
    let commit = SpecSet::from_disk(&specs).unwrap().commit;
    let set = upstream(&repository, &commit).spec_set().unwrap();
    let is_equal = set.to_files().unwrap() == folder::load(&specs).unwrap();
    assert!(is_equal, "specs/ is not what sync-specs writes for {commit}");
}

#[test]
fn each_state_is_vendored_or_refused_for_a_reason() {
    if repository("each_state_is_vendored_or_refused_for_a_reason").is_some() {
        let states = HISTORY.iter().map(|state| format!("{}: {}\n", state.name, state.vendored));
        snapshot_settings().bind(|| assert_snapshot!("upstream_states", states.collect::<String>()));
    }
}

#[test]
fn each_pair_of_successive_states_has_the_expected_report() {
    if repository("each_pair_of_successive_states_has_the_expected_report").is_none() {
        return;
    }
    let mut drift = String::new();
    let mut counts = BTreeMap::<_, usize>::new();
    for states in HISTORY.windows(2) {
        let [old, new] = states else { unreachable!("windows of two") };
        let report = Report::new(&old.side, &new.side);
        drift += &format!("{}..{}: {}\n", old.name, new.name, summary(&report));
        for finding in &report.findings {
            *counts.entry((finding.rule.id.as_str(), finding.severity)).or_default() += 1;
        }
    }
    drift += "\n";
    for ((rule, severity), count) in counts {
        drift += &format!("{count:4} {} {rule}\n", severity.name());
    }
    snapshot_settings().bind(|| assert_snapshot!("upstream_drift", drift));
}

#[test]
fn the_reports_for_all_ordered_pairs_of_states_are_complete_and_their_verdicts_are_right() {
    if repository("the_reports_for_all_ordered_pairs_of_states_are_complete_and_their_verdicts_are_right")
        .is_none()
    {
        return;
    }
    let pairs = HISTORY.iter().flat_map(|old| HISTORY.iter().map(move |new| (old, new)));
    let pairs = pairs.filter(|(old, new)| old.name != new.name).collect::<Vec<_>>();
    let figures = in_threads(&pairs, |pairs| {
        let figures = pairs.iter().map(|(old, new)| Figures::of(&old.side, &new.side));
        figures.collect()
    });
    let sum = |figure: fn(&Figures) -> usize| figures.iter().map(figure).sum::<usize>();
    let summary = format!(
        "{} states, {} ordered pairs, {} of them by the API: {} unclassified findings; {} empty reports, {} of them false; {} false verdicts",
        HISTORY.len(),
        pairs.len(),
        sum(|it| it.is_by_api.into()),
        sum(|it| it.unclassified),
        sum(|it| it.is_empty.into()),
        sum(|it| it.is_falsely_empty.into()),
        sum(|it| it.is_false.into()),
    );
    assert_eq!(
        summary,
        "44 states, 1892 ordered pairs, 110 of them by the API: 0 unclassified findings; 24 empty reports, 0 of them false; 0 false verdicts"
    );
}

/// What is counted of a report.
struct Figures {
    is_by_api: bool,
    unclassified: usize,
    is_empty: bool,
    /// Whether it has no drift although the models or the public API are other ones.
    is_falsely_empty: bool,
    /// Whether the verdict is lower than the models that are added and removed require, or no finding explains it.
    is_false: bool,
}

impl Figures {
    fn of(old: &Side, new: &Side) -> Self {
        let report = Report::new(old, new);
        let Report { findings, verdict, .. } = &report;
        let models = |side: &Side| side.state.models.keys().cloned().collect::<BTreeSet<_>>();
        let (old_models, new_models) = (models(old), models(new));
        let required = match (old_models.is_subset(&new_models), old_models == new_models) {
            (false, _) => Release::Major,
            (true, false) => Release::Minor,
            (true, true) => Release::None,
        };
        let api = |side: &Side| side.client().map(|client| client.api.clone());
        let is_same = required == Release::None && api(old) == api(new);
        let is_explained =
            verdict.release == Release::None || findings.iter().any(|finding| verdict.is_forced_by(finding));
        Self {
            is_by_api: verdict.by_documents.is_none(),
            unclassified: findings.iter().filter(|finding| finding.rule.id == UNCLASSIFIED).count(),
            is_empty: !report.has_drift(),
            is_falsely_empty: !report.has_drift() && !is_same,
            is_false: verdict.release < required || !is_explained,
        }
    }
}

/// The repository. If the variable is not set, this is reported on standard error, past the test harness, which
/// would hide it.
fn repository(test: &str) -> Option<String> {
    let repository = env::var(REPOSITORY).ok().filter(|repository| !repository.is_empty());
    if repository.is_none() {
        let _ = writeln!(stderr(), "\nSKIPPED {test}: {REPOSITORY} is not set; see CONTRIBUTING.md");
    }
    repository
}

fn upstream(repository: &str, rev: &str) -> Upstream {
    let revision = GitRevision { repository: repository.to_owned(), rev: rev.to_owned() };
    Upstream::fetch(&revision).unwrap_or_else(|error| panic!("{error:#}"))
}

/// A state, and what is vendored of it or why nothing is.
struct RecordedState {
    name: &'static str,
    vendored: String,
    side: Side,
}

/// The states are shared by the tests, because it takes half a minute to fetch them and to generate their clients.
static HISTORY: LazyLock<Vec<RecordedState>> = LazyLock::new(|| {
    let repository = env::var(REPOSITORY).unwrap();
    let state = |(name, commit): &(&'static str, &str)| {
        let upstream = upstream(&repository, commit);
        let side = Side::upstream(&upstream).unwrap();
        RecordedState { name, vendored: vendored(&upstream), side }
    };
    in_threads(&states(), |states| states.iter().map(state).collect())
});

/// Name and commit of each state.
fn states() -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("../upstream/states.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once(' ').unwrap()).collect()
}

/// What is vendored of a state, or the reason why nothing is. The error must name the revision.
fn vendored(upstream: &Upstream) -> String {
    match upstream.spec_set() {
        Ok(set) => set.to_string(),
        Err(error) => {
            let error = format!("{error:#}");
            let reason = error.strip_prefix(&format!("{}: ", upstream.name));
            reason.unwrap_or_else(|| panic!("{error}")).to_owned()
        }
    }
}

fn summary(report: &Report) -> String {
    if report.findings.is_empty() {
        return "no drift".to_owned();
    }
    let counts = Severity::ALL.map(|severity| format!("{} {}", report.of(severity).count(), severity.name()));
    let basis = if report.verdict.by_documents.is_none() { "API" } else { "documents" };
    format!("{} by the {basis}: {}", report.verdict.release.name(), counts.join(", "))
}
