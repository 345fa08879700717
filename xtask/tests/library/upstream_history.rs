//! The real history of upstream: the committed specs are those of their commit, each state is vendored or refused
//! for a reason, the reports for all pairs of successive states are as expected, and those in both directions and for all
//! ordered pairs of states that can be vendored are complete, and right as far as the models and the public API show it.
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
        let states = HISTORY.states.iter().map(|(name, vendored)| format!("{name}: {vendored}\n"));
        snapshot_settings().bind(|| assert_snapshot!("upstream_states", states.collect::<String>()));
    }
}

#[test]
fn each_pair_of_successive_states_has_the_expected_report() {
    if repository("each_pair_of_successive_states_has_the_expected_report").is_none() {
        return;
    }
    let mut drift = HISTORY.steps.iter().map(|step| step.report.clone()).collect::<String>() + "\n";
    let mut counts = BTreeMap::<_, usize>::new();
    for rule in HISTORY.steps.iter().flat_map(|step| &step.rules) {
        *counts.entry(rule).or_default() += 1;
    }
    for ((rule, severity), count) in counts {
        drift += &format!("{count:4} {} {rule}\n", severity.name());
    }
    snapshot_settings().bind(|| assert_snapshot!("upstream_drift", drift));
}

#[test]
fn the_reports_in_both_directions_and_for_all_pairs_of_vendored_states_are_complete_and_right() {
    let test = "the_reports_in_both_directions_and_for_all_pairs_of_vendored_states_are_complete_and_right";
    if repository(test).is_none() {
        return;
    }
    let sides = &HISTORY.vendored;
    let pairs = (0..sides.len()).flat_map(|old| (0..sides.len()).map(move |new| (old, new)));
    // The reports for successive states are among the steps.
    let pairs = pairs.filter(|(old, new)| old.abs_diff(*new) > 1).collect::<Vec<_>>();
    let mut figures = in_threads(&pairs, |pairs| {
        pairs
            .iter()
            .map(|&(old, new)| Figures::of(&Report::new(&sides[old], &sides[new]), &sides[old], &sides[new]))
            .collect()
    });
    figures.extend(HISTORY.steps.iter().flat_map(|step| step.figures));
    let sum = |figure: fn(&Figures) -> bool| figures.iter().filter(|it| figure(it)).count();
    let summary = format!(
        "{} states, {} ordered pairs, {} of them by the API: {} with unclassified changes, {} empty, {} of them falsely, {} with a false verdict",
        HISTORY.states.len(),
        figures.len(),
        sum(|it| it.is_by_api),
        sum(|it| it.is_unclassified),
        sum(|it| it.is_empty),
        sum(|it| it.is_falsely_empty),
        sum(|it| it.is_false),
    );
    assert_eq!(
        summary,
        "44 states, 176 ordered pairs, 110 of them by the API: 0 with unclassified changes, 16 empty, 0 of them falsely, 0 with a false verdict"
    );
}

/// What is counted of a report.
#[derive(Clone, Copy)]
struct Figures {
    is_by_api: bool,
    is_unclassified: bool,
    is_empty: bool,
    /// Whether it has no drift although the models or the public API are other ones.
    is_falsely_empty: bool,
    /// Whether the verdict is lower than the models that are added and removed require, or no finding explains it.
    is_false: bool,
}

impl Figures {
    fn of(report: &Report, old: &Side, new: &Side) -> Self {
        let Report { findings, verdict, .. } = report;
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
            is_unclassified: findings.iter().any(|finding| finding.rule.id == UNCLASSIFIED),
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

/// What the tests assert of the whole history.
struct History {
    /// The name of each state, and what is vendored of it or why nothing is.
    states: Vec<(&'static str, String)>,
    steps: Vec<Step>,
    /// The states that can be vendored, which are the last ones.
    vendored: Vec<Side>,
}

/// A state and the one after it.
struct Step {
    states: [(&'static str, String); 2],
    /// The summary of the report, as a line.
    report: String,
    /// The rules and severities of its findings.
    rules: Vec<(&'static str, Severity)>,
    /// Those of the reports in both directions.
    figures: [Figures; 2],
    /// The older state, if it can be vendored.
    vendored: Option<Side>,
}

/// It is shared by the tests, because it takes a minute.
static HISTORY: LazyLock<History> = LazyLock::new(|| {
    let repository = env::var(REPOSITORY).unwrap();
    let states = states();
    let pairs = states.windows(2).collect::<Vec<_>>();
    let mut steps = in_threads(&pairs, |pairs| {
        let mut last = None;
        let step = |pair: &&[(&'static str, &str)]| {
            let old = last.take().unwrap_or_else(|| recorded(&repository, pair[0]));
            let new = recorded(&repository, pair[1]);
            let step = Step::new(old, &new);
            last = Some(new);
            step
        };
        pairs.iter().map(step).collect()
    });
    let mut vendored = steps.iter_mut().filter_map(|step| step.vendored.take()).collect::<Vec<_>>();
    vendored.push(recorded(&repository, states[states.len() - 1]).side);
    let first = steps[0].states[0].clone();
    let states = [first].into_iter().chain(steps.iter().map(|step| step.states[1].clone())).collect();
    History { states, steps, vendored }
});

/// A state, and what is vendored of it.
struct RecordedState {
    name: &'static str,
    vendored: String,
    side: Side,
}

fn recorded(repository: &str, (name, commit): (&'static str, &str)) -> RecordedState {
    let upstream = upstream(repository, commit);
    RecordedState { name, vendored: vendored(&upstream), side: Side::upstream(&upstream).unwrap() }
}

impl Step {
    fn new(old: RecordedState, new: &RecordedState) -> Self {
        let report = Report::new(&old.side, &new.side);
        let back = Report::new(&new.side, &old.side);
        let rules = report.findings.iter().map(|finding| (finding.rule.id.as_str(), finding.severity));
        Self {
            states: [(old.name, old.vendored), (new.name, new.vendored.clone())],
            report: format!("{}..{}: {}\n", old.name, new.name, summary(&report)),
            rules: rules.collect(),
            figures: [Figures::of(&report, &old.side, &new.side), Figures::of(&back, &new.side, &old.side)],
            vendored: Some(old.side).filter(|side| side.client().is_some()),
        }
    }
}

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
