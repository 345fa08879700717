//! The real history of upstream: the committed specs are those of their commit, each state is vendored or refused
//! for a reason, and the reports for all pairs of successive states are as expected.
//!
//! The states are the commits in `upstream/states.txt`. They are fetched from the repository that the environment
//! variable `KLING_UPSTREAM` names; CONTRIBUTING.md says how to make one.

use std::collections::BTreeMap;
use std::env;
use std::io::{Write, stderr};
use std::path::Path;
use std::sync::LazyLock;
use std::thread;

use insta::assert_snapshot;
use xtask::drift::drift_rules::UNCLASSIFIED;
use xtask::drift::report::{Report, Side};
use xtask::drift::severity::Severity;
use xtask::upstream::Upstream;
use xtask::upstream::git::GitRevision;
use xtask::vendored::folder;
use xtask::vendored::spec_set::SpecSet;

use crate::support::snapshot_settings;

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
        snapshot_settings().bind(|| assert_snapshot!("upstream_states", HISTORY.states));
    }
}

#[test]
fn each_pair_of_successive_states_has_the_expected_report() {
    if repository("each_pair_of_successive_states_has_the_expected_report").is_some() {
        snapshot_settings().bind(|| assert_snapshot!("upstream_drift", HISTORY.drift));
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

/// What the tests assert of the whole history.
struct History {
    /// What is vendored of each state, or why nothing is.
    states: String,
    /// The summary of each report, and how often each drift rule occurs.
    drift: String,
}

/// It is shared by the tests, because it takes a minute.
static HISTORY: LazyLock<History> = LazyLock::new(|| {
    let repository = env::var(REPOSITORY).unwrap();
    let states = states();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    // Neighbouring chunks have one state in common, so that every pair is in one of them.
    let size = states.len().div_ceil(threads);
    let chunks =
        (0..states.len()).step_by(size).map(|start| &states[start..states.len().min(start + size + 1)]);
    let chunks = chunks.filter(|chunk| chunk.len() > 1).collect::<Vec<_>>();
    let outcomes = thread::scope(|scope| {
        let threads = chunks.iter().map(|chunk| scope.spawn(|| outcomes(&repository, chunk)));
        let threads = threads.collect::<Vec<_>>();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    let mut history = History { states: String::new(), drift: String::new() };
    let mut counts = BTreeMap::<_, usize>::new();
    for (index, chunk) in outcomes.into_iter().enumerate() {
        // The first state of a chunk is the last one of the chunk before.
        history.states.extend(chunk.states.into_iter().skip(usize::from(index > 0)));
        for (line, rules) in chunk.reports {
            history.drift += &line;
            rules.into_iter().for_each(|rule| *counts.entry(rule).or_default() += 1);
        }
    }
    history.drift += "\n";
    for ((rule, severity), count) in counts {
        history.drift += &format!("{count:4} {} {rule}\n", severity.name());
    }
    history
});

/// Name and commit of each state.
fn states() -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("../upstream/states.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once(' ').unwrap()).collect()
}

/// The outcomes of successive states.
struct Outcomes {
    /// A line for each state.
    states: Vec<String>,
    /// A line for each pair of states, and the rules and severities of its findings.
    reports: Vec<(String, Vec<(&'static str, Severity)>)>,
}

fn outcomes(repository: &str, states: &[(&str, &str)]) -> Outcomes {
    let mut outcomes = Outcomes { states: vec![], reports: vec![] };
    let mut old: Option<(&str, Side)> = None;
    for (name, commit) in states {
        let upstream = upstream(repository, commit);
        outcomes.states.push(format!("{name}: {}\n", vendored(&upstream)));
        let new = Side::upstream(&upstream).unwrap();
        if let Some((old_name, old)) = &old {
            let report = Report::new(old, &new);
            let rules = report.findings.iter().map(|finding| (finding.rule.id.as_str(), finding.severity));
            let rules = rules.collect::<Vec<_>>();
            assert!(rules.iter().all(|(rule, _)| *rule != UNCLASSIFIED), "{old_name}..{name}");
            outcomes.reports.push((format!("{old_name}..{name}: {}\n", summary(&report)), rules));
        }
        old = Some((name, new));
    }
    outcomes
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
