//! `kling models`

use aimlapi_kling::Model;
use serde_json::Value;

use crate::support::{MODEL, folder, kling};

#[tokio::test]
async fn models_lists_every_model_with_its_parameters() {
    let all = kling(&folder(), &["models"]).await.stdout;
    for model in Model::ALL {
        assert!(all.contains(&format!("{}  {}\n", model.id(), model.type_name())), "{model}");
    }
    let listed = format!("{MODEL}  V1_6StandardTextToVideo\n    prompt [aspect_ratio] [duration] ");
    assert!(all.contains(&listed), "{all}");
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
