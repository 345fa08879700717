//! Enums that are so large that work which grows with the square of their size would take minutes.

use serde_json::{Value, json};
use xtask::drift::compare::compare;
use xtask::drift::finding::Finding;
use xtask::drift::render::{Format, render};
use xtask::drift::report::{Report, Side};
use xtask::drift::state::State;
use xtask::generator::generate;

use crate::support::*;

const TEXT: &str = "docs/api-references/video-models/Kling-AI/v9-text.json";

/// The documents of `drift/base.json` with a parameter that is one of `values`.
fn documents(values: impl Iterator<Item = Value>) -> Value {
    let mut documents = base_documents();
    let values = values.collect::<Vec<_>>();
    schema(&mut documents[TEXT])["properties"]["mood"] = json!({ "type": "string", "enum": values });
    documents
}

fn findings(old: impl Iterator<Item = Value>, new: impl Iterator<Item = Value>) -> Vec<Finding> {
    let state = |name, documents| {
        let upstream = upstream_of(name, &documents);
        State::from_upstream(&upstream, &upstream.spec_set()).unwrap()
    };
    compare(&state("old", documents(old)), &state("new", documents(new)))
}

fn numbered(prefix: &str, numbers: impl Iterator<Item = u32>) -> impl Iterator<Item = Value> {
    numbers.map(move |number| format!("{prefix}{number}").into())
}

#[test]
fn an_enum_of_200_000_values_is_compared_in_time_that_grows_with_its_size() {
    const COUNT: u32 = 200_000;
    let [replaced] = &findings(numbered("a", 0..COUNT), numbered("b", 0..COUNT))[..] else { panic!() };
    assert_eq!(replaced.rule.id, "request-property-enum-value-replaced");
    assert_eq!(replaced.old.as_ref().unwrap().split(", ").count(), COUNT as usize);
    assert_eq!(replaced.new.as_ref().unwrap().split(", ").count(), COUNT as usize);

    let without = (0..COUNT).rev().filter(|number| *number != 77_777);
    let [removed] = &findings(numbered("a", 0..COUNT), numbered("a", without))[..] else { panic!() };
    assert_eq!(removed.rule.id, "request-property-enum-value-removed");
    assert_eq!((removed.old.as_deref(), removed.new.as_deref()), (Some("\"a77777\""), None));
}

#[test]
fn a_report_about_thousands_of_values_is_short() {
    let side = |name, prefix| {
        let documents = documents(numbered(prefix, 0..5000));
        Side::upstream(&upstream_of(name, &documents)).unwrap()
    };
    let report = Report::new(&side("old", "a"), &side("new", "b"));
    for (format, shown) in
        [(Format::Text, "    + and 4900 more\n"), (Format::Markdown, "    - `+ and 4900 more`\n")]
    {
        let text = render(&report, format);
        assert!(text.contains(shown) && text.contains("… (43888 characters)"), "{text}");
        assert!(text.len() < 60_000, "{}", text.len());
    }
}

#[test]
fn thousands_of_values_whose_variants_would_have_the_same_name_are_numbered() {
    const BITS: u32 = 12;
    // Characters that names do not contain.
    let mark = |number: u32, bit| if number >> bit & 1 == 1 { '-' } else { '_' };
    let value = |number| format!("calm{}", (0..BITS).map(|bit| mark(number, bit)).collect::<String>());
    let documents = documents((0..1 << BITS).map(|number| value(number).into()));
    let client = generate(&upstream_of("new", &documents).spec_set().unwrap().to_files().unwrap()).unwrap();
    let variants = client.api.iter().filter(|line| line.contains("Mood::Calm")).collect::<Vec<_>>();
    assert_eq!(variants.len(), 1 << BITS);
    for name in ["Calm", "Calm2", "Calm3", "Calm4096"] {
        let variant = format!("V9TextMood::{name} = ");
        assert!(variants.iter().any(|line| line.starts_with(&variant)), "{variant}");
    }
}
