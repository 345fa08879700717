//! `kling models`

use aimlapi_kling::{
    Model,
    simulator::{Endpoint, Fault, IncomingRequest, Simulator},
};
use serde_json::{Value, json};

use crate::support::{MODEL, Run, command_at, folder, kling, kling_at};

/// The ids or type names in the table that `models` prints with these arguments.
async fn listed(arguments: &[&str]) -> Vec<String> {
    let table = kling(&folder(), &[&["models"], arguments].concat()).await.stdout;
    let rows = table.lines().filter_map(|line| line.strip_prefix("  "));
    rows.map(|row| row.split_whitespace().next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn models_lists_every_model() {
    let mut expected: Vec<_> = Model::ALL.iter().map(|model| model.id()).collect();
    expected.extend(Model::LEGACY.iter().map(|model| model.type_name()));
    let mut listed = listed(&[]).await;
    listed.sort();
    expected.sort();
    assert_eq!(listed, expected);
}

#[tokio::test]
async fn models_are_filtered_by_what_they_can_do() {
    assert_eq!(
        listed(&["--task", "image-to-video", "--duration", "15", "--input", "last-image", "1080p"]).await,
        ["klingai/video-v3-omni-1080p-image-to-video"]
    );
    assert_eq!(listed(&["--sound", "V2", "text"]).await, ["klingai/video-v2-6-pro-text-to-video"]);
    let none = kling(&folder(), &["models", "--duration", "11", "--task", "avatar"]).await;
    assert_eq!(none.stderr, "error: no model is like that; `kling models` lists all\n");
    assert_eq!(none.code, Some(2));
}

#[tokio::test]
async fn words_that_several_ids_contain_are_no_name_of_a_model() {
    let pro = listed(&["pro"]).await;
    assert!(pro.len() > 5 && pro.contains(&"klingai/avatar-pro".to_owned()), "{pro:?}");
    assert_eq!(listed(&["--task", "avatar", "pro"]).await, ["klingai/avatar-pro"]);
    let only = kling(&folder(), &["models", "v1.6/standard/multi"]).await.stdout;
    assert!(only.starts_with("kling-video/v1.6/standard/multi-image-to-video  "), "{only}");
}

#[tokio::test]
async fn models_as_json_contains_the_choices_of_a_parameter() {
    let one = kling(&folder(), &["models", MODEL, "--json"]).await.stdout;
    let one: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(one[0]["durations"], json!([5, 10]));
    assert_eq!((&one[0]["usd"], &one[0]["typical_seconds"]), (&Value::Null, &186.into()));
    let aspect_ratio = &one[0]["parameters"][1];
    assert_eq!(aspect_ratio["name"], "aspect_ratio");
    assert_eq!(aspect_ratio["choices"], json!(["16:9", "1:1", "9:16"]));
}

#[tokio::test]
async fn models_as_json_lists_the_models_of_the_legacy_endpoint_as_well() {
    let all = kling(&folder(), &["models", "--json"]).await.stdout;
    let all: Value = serde_json::from_str(&all).unwrap();
    assert_eq!(all.as_array().map(Vec::len), Some(Model::ALL.len() + Model::LEGACY.len()));
}

#[tokio::test]
async fn models_shows_the_parameters_of_one_model_in_detail() {
    let one = kling(&folder(), &["models", "O1ReferenceToVideo"]).await.stdout;
    assert!(one.contains("  duration  (integer, one of 5 | 10, server's default 5)\n"), "{one}");
    assert!(one.contains("      frontal_image_url  (required, uri)\n"), "{one}");
    let reason = "\n  price unknown; no API key: set AIML_API_KEY (or AIMLAPI_API_KEY)\n";
    assert!(one.contains(reason), "{one}");
}

#[tokio::test]
async fn models_have_the_prices_of_the_service() {
    let priced = |model: Model| match model.id() {
        MODEL => json!({ "kind": "fixed", "currency": "USD", "units": [{ "price": 0.03, "per": "second" }] }),
        _ => json!({ "kind": "unknown" }),
    };
    let simulator = Simulator::builder().pricing(priced).start().await.unwrap();
    let table = kling_at(&simulator, &folder(), &["models"]).await.stdout;
    let prices: Vec<_> = table.lines().filter(|line| line.contains('$')).collect();
    let row = format!("  {MODEL:<48}5, 10           3:06     $0.15  text");
    assert_eq!(prices, [row.as_str()]);
    assert!(table.contains("\nPRICE: in US dollars, of a video with the default parameters"), "{table}");
    let json = kling_at(&simulator, &folder(), &["models", MODEL, "--json"]).await.stdout;
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()[0]["usd"], 0.15);
    let detail = kling_at(&simulator, &folder(), &["models", MODEL]).await.stdout;
    assert!(detail.contains("\n  text-to-video; 5, 10 seconds; usually made in 3:06; $0.15\n"), "{detail}");
}

#[tokio::test]
async fn models_without_prices_are_no_error_and_the_reason_is_named() {
    let refused =
        |request: &IncomingRequest<'_>| (request.endpoint == Endpoint::Catalogue).then(|| Fault::status(401));
    let (simulator, folder) = (Simulator::builder().faults(refused).start().await.unwrap(), folder());
    let without_key = kling(&folder, &["models"]).await;
    let wrong_key = kling_at(&simulator, &folder, &["models"]).await;
    let unreachable = Run::of(command_at("http://127.0.0.1:1", &folder, &["models"])).await;
    for (run, reason) in [
        (without_key, "no API key: set AIML_API_KEY (or AIMLAPI_API_KEY)"),
        (
            wrong_key,
            "the service answered 401 Unauthorized: Unauthorized (request 00000000-0000-4000-8000-000000000000)",
        ),
        (unreachable, "the prices were not received within 5 s"),
    ] {
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        assert!(run.stdout.contains(&format!("\nPRICE: unknown; {reason}\n")), "{run:?}");
    }
}

#[tokio::test]
async fn an_unknown_model_is_refused_with_similar_ones() {
    let run = kling(&folder(), &["models", "kling-video/v1.6/standart/text-to-video"]).await;
    assert_eq!(
        run.stderr,
        "error: there is no model \"kling-video/v1.6/standart/text-to-video\"\n  \
         did you mean   kling-video/v1.6/standard/text-to-video\n                 \
         kling-video/v1.6/pro/text-to-video\n                 \
         kling-video/v1.6/standard/image-to-video\n  \
         all of them    kling models\n"
    );
    assert_eq!(run.code, Some(2));
}
