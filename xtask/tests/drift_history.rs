//! The report over every pair of neighbouring states of the real upstream.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use xtask::drift::report::{Report, Side};
use xtask::drift::rules::{Severity, UNCLASSIFIED};
use xtask::git::Source;
use xtask::specs::Upstream;

/// The replica, or a loud word that it is not there.
fn replica() -> Option<PathBuf> {
    let replica = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/upstream/api-docs.git");
    if !replica.exists() {
        eprintln!("SKIPPED drift_history: there is no {}", replica.display());
    }
    replica.exists().then_some(replica)
}

fn states(replica: &Path) -> Vec<String> {
    let mut git = Command::new("git");
    git.arg("--git-dir").arg(replica).args(["tag", "--list", "state/*"]);
    let tags = String::from_utf8(git.output().unwrap().stdout).unwrap();
    tags.lines().map(str::to_owned).collect()
}

fn read(replica: &Path, rev: &str) -> Side {
    let source = Source { from: replica.to_str().unwrap().to_owned(), rev: rev.to_owned() };
    Side::upstream(&Upstream::fetch(&source).unwrap()).unwrap()
}

/// What a pair of states comes to: a line, and how often each rule was found.
type Outcome = (String, Vec<(&'static str, Severity)>);

#[test]
fn every_pair_of_states() {
    let Some(replica) = replica() else { return };
    let states = states(&replica);
    let pairs = states.windows(2).collect::<Vec<_>>();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let outcomes = thread::scope(|scope| {
        let chunks = pairs.chunks(pairs.len().div_ceil(threads));
        let workers = chunks.map(|pairs| scope.spawn(|| compare(&replica, pairs))).collect::<Vec<_>>();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect::<Vec<_>>()
    });
    let mut rules = BTreeMap::<_, usize>::new();
    for rule in outcomes.iter().flat_map(|(_, rules)| rules) {
        *rules.entry(rule).or_default() += 1;
    }
    let rules = rules.iter().map(|((id, severity), count)| format!("{count:4} {} {id}\n", severity.name()));
    let lines = outcomes.iter().map(|(line, _)| line.as_str()).collect::<String>();
    let found = format!("{lines}\n{}", rules.collect::<String>());
    assert!(found == include_str!("drift_history.out"), "{found}");
}

/// The pairs of neighbours: each state is read once.
fn compare(replica: &Path, pairs: &[&[String]]) -> Vec<Outcome> {
    let mut old = read(replica, &pairs[0][0]);
    let outcome = |pair: &&[String]| {
        let new = read(replica, &pair[1]);
        let report = Report::new(&old, &new);
        assert!(report.findings.iter().all(|finding| finding.rule.id != UNCLASSIFIED), "{pair:?}");
        old = new;
        let rules = report.findings.iter().map(|finding| (finding.rule.id.as_str(), finding.severity));
        (format!("{}..{}: {}\n", pair[0], pair[1], summary(&report)), rules.collect())
    };
    pairs.iter().map(outcome).collect()
}

fn summary(report: &Report) -> String {
    if report.findings.is_empty() {
        return "no drift".to_owned();
    }
    let counts = Severity::ALL.map(|severity| format!("{} {}", report.of(severity).count(), severity.name()));
    let by = if report.verdict.compared_api { "API" } else { "documents" };
    format!("{} by the {by}: {}", report.verdict.release.name(), counts.join(", "))
}
