//! Renders a comparison with the service as text, as Markdown or as JSON.

use std::collections::BTreeSet;

use serde_json::json;

use super::LiveReport;
use crate::counted;
use crate::drift::render::{self, Format, Marks, joined};

/// Renders `live`.
pub fn render(live: &LiveReport, format: Format) -> String {
    match format.marks() {
        Some(marks) => page(live, marks),
        None => json(live),
    }
}

fn page(live: &LiveReport, marks: &'static Marks) -> String {
    let code = marks.code;
    let models = counted(live.models, "video model");
    let compared = counted(live.compared, "live document");
    let agreement = if live.agrees() { ", as in specs/" } else { "" };
    let ids =
        |ids: &mut dyn Iterator<Item = &String>| ids.map(|id| marks.item(&code(id), &[])).collect::<Vec<_>>();
    let pairs = |pairs: &mut dyn Iterator<Item = (&String, &String)>| {
        pairs.map(|(id, text)| marks.item(&format!("{}: {}", code(id), code(text)), &[])).collect::<Vec<_>>()
    };
    let joined_ids = |ids: &BTreeSet<String>| ids.iter().map(|id| code(id)).collect::<Vec<_>>().join(" and ");
    let aliases = live.aliases.iter();
    let aliases =
        aliases.map(|(id, of)| marks.item(&format!("{}: {}", code(id), joined_ids(of)), &[])).collect();
    let changes = if live.report.has_drift() { render::changes(&live.report, marks) } else { String::new() };
    joined(vec![
        format!("{}: {models} of Kling, {compared} compared{agreement}\n", code(&live.service)),
        marks.section("Ids that the service does not know", ids(&mut live.unknown.iter())),
        marks.section("Ids that no vendored document describes", ids(&mut live.undescribed.iter())),
        marks.section("Ids that are aliases of others", aliases),
        marks.section("Live documents that were not compared", pairs(&mut live.not_compared.iter())),
        changes,
    ])
}

fn json(live: &LiveReport) -> String {
    let json = json!({
        "service": live.service,
        "models": live.models,
        "compared": live.compared,
        "agrees": live.agrees(),
        "unknown": live.unknown,
        "undescribed": live.undescribed,
        "aliases": live.aliases,
        "not_compared": live.not_compared,
        "report": render::json(&live.report),
    });
    format!("{json:#}\n")
}
