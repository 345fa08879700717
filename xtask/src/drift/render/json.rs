//! Renders a report as JSON.

use serde_json::{Value, json};

use super::reason;
use crate::drift::changelog;
use crate::drift::finding::Finding;
use crate::drift::report::{Report, SinceRelease};
use crate::drift::verdict::Verdict;

/// The report as JSON.
pub(crate) fn json(report: &Report) -> Value {
    let Report { verdict, .. } = report;
    let findings = report.findings.iter().map(|it| finding(it, verdict));
    json!({
        "from": report.from,
        "to": report.to,
        "models": report.models,
        "verdict": verdict.name(),
        "verdict_by": if verdict.by_documents.is_none() { "api" } else { "documents" },
        "since_release": report.since_release.as_ref().map(since_release),
        "api": { "removed": verdict.removed, "added": verdict.added },
        "findings": findings.collect::<Vec<_>>(),
        "refused": report.refused,
        "actions": report.actions,
        "changelog": changelog::entry(report),
    })
}

fn since_release(since: &SinceRelease) -> Value {
    let required = since.required.as_ref();
    json!({
        "version": since.version.to_string(),
        "verdict": required.ok().map(|required| required.verdict.name()),
        "next": required.ok().map(|required| required.next.to_string()),
        "unknown": required.err(),
    })
}

fn finding(finding: &Finding, verdict: &Verdict) -> Value {
    json!({
        "rule": finding.rule.id,
        "severity": finding.severity.name(),
        "part": finding.part.name(),
        "detail": finding.detail,
        "path": finding.path,
        "old": finding.old,
        "new": finding.new,
        "subjects": finding.subjects,
        "why": reason(finding),
        "forces_verdict": verdict.is_forced_by(finding),
    })
}
