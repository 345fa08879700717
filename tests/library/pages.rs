//! The page of every request type has an example, the rules of its model and its usual processing time. The examples are
//! compiled and run as tests of the documentation.

use aimlapi_kling::Model;

const CODE: &str = include_str!(concat!(env!("OUT_DIR"), "/requests.rs"));

/// The documentation of a request type.
fn page(model: Model) -> &'static str {
    let (before, _) = CODE.split_once(&format!("pub struct {} {{", model.type_name())).unwrap();
    &before[before.rfind("#[doc(alias").unwrap()..]
}

fn models() -> impl Iterator<Item = Model> {
    Model::ALL.iter().chain(Model::LEGACY).copied()
}

#[test]
fn every_page_is_found_by_the_id_and_has_an_example() {
    for model in models() {
        let page = page(model);
        assert!(page.starts_with(&format!("#[doc(alias = \"{}\")]", model.id())), "{model}: {page}");
        assert!(page.contains(&format!("\nlet request = types::{}::new(", model.type_name())), "{page}");
    }
}

/// The rule of all models is not repeated on every page.
#[test]
fn every_page_lists_the_rules_that_are_validated() {
    let mut listed = 0;
    for model in models() {
        let rules: Vec<_> =
            model.rules().filter(|rule| rule.name != "media-uri").map(|rule| rule.text).collect();
        let on_page: Vec<_> = page(model).lines().filter_map(|line| line.strip_prefix("- ")).collect();
        assert_eq!(on_page, rules, "{model}");
        listed += rules.len();
    }
    assert!(listed > 40, "{listed}");
}

#[test]
fn every_page_says_how_long_the_generation_takes_or_that_it_is_unknown() {
    let is_documented = |model: &Model| {
        let seconds = model.typical_duration().as_secs();
        let text = format!("\nA clip of 5 seconds takes about {seconds} seconds to generate.");
        let is_documented = page(*model).contains(&text);
        assert!(is_documented || page(*model).contains("\nNo processing time is documented for this model"));
        is_documented
    };
    let documented: Vec<_> = models().filter(is_documented).map(Model::id).collect();
    for part in ["v2-master", "v2.1-master", "v2.1/pro", "v1.6/standard/text-to-video"] {
        assert!(documented.iter().any(|id| id.contains(part)), "{part}: {documented:?}");
    }
}

#[test]
fn models_that_differ_in_their_resolution_have_different_summaries() {
    for model in models().filter(|model| model.id().contains("720p")) {
        let summary = page(model).lines().nth(1).unwrap_or_default();
        assert!(summary.contains("720p"), "{summary}");
    }
}
