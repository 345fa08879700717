//! What a request may be: this crate, its exported JSON Schema and the vendored document agree on
//! every body, but for the declared rules that no document states.

#[path = "support/random.rs"]
mod random;
#[path = "support/spec.rs"]
mod spec;

#[path = "agreement/bodies.rs"]
mod bodies;
#[path = "agreement/prose.rs"]
mod prose;

use aimlapi_kling::Model;

#[test]
fn three_judges_agree_on_every_body() {
    let mut total = 0;
    let mut by_rules = 0;
    for model in Model::ALL.iter().chain(Model::LEGACY) {
        let schema = spec::request_schema(*model);
        let (vendored, exported) = (spec::validator(&schema), spec::validator(&model.json_schema()));
        let bodies = bodies::bodies(&schema, model.id());
        assert!(bodies.len() >= 500, "{model}: {} bodies", bodies.len());
        total += bodies.len();
        for body in &bodies {
            let is_valid = vendored.is_valid(body);
            assert_eq!(exported.is_valid(body), is_valid, "{model}: the exported schema on {body}");
            let breaks_a_rule = is_valid && prose::breaks_a_rule(*model, &schema, body);
            by_rules += usize::from(breaks_a_rule);
            let verdict = model.check(body);
            assert_eq!(verdict.is_ok(), is_valid && !breaks_a_rule, "{model}: {verdict:?} on {body}");
        }
    }
    eprintln!("{total} bodies, {by_rules} of them refused for declared rules only");
}
