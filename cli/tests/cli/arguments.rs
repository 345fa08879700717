//! All problems of a command line are reported before anything is sent.

use aimlapi_kling::{Model, simulator::Simulator};

use crate::support::{MODEL, folder, kling, kling_at};

const IMAGE_TO_VIDEO: &str = "klingai/v2-master-image-to-video";

/// Runs `generate` with these arguments; returns its standard error.
async fn refused(model: &str, arguments: &[&str]) -> String {
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let folder = folder();
    let arguments = [&["generate", "-m", model, "-o", "out.mp4"], arguments].concat();
    let run = kling_at(&simulator, &folder, &arguments).await;
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_eq!(run.stdout, "");
    assert!(simulator.accepted().is_empty());
    assert_eq!(crate::support::files(folder.path()), [""; 0]);
    run.stderr
}

#[tokio::test]
async fn all_violations_are_reported_at_once_by_the_names_of_their_options() {
    let arguments = ["--duration", "7", "--cfg-scale", "7.5", "--aspect-ratio", "4:3"];
    assert_eq!(
        refused(MODEL, &arguments).await,
        "error: invalid request to kling-video/v1.6/standard/text-to-video\n  \
         --prompt: missing, expected text\n  \
         --aspect-ratio: \"4:3\", expected one of 16:9 | 1:1 | 9:16\n  \
         --duration: 7, expected integer, one of 5 | 10\n  \
         --cfg-scale: 7.5, expected number (0 to 1)\n  \
         all parameters   kling models kling-video/v1.6/standard/text-to-video\n"
    );
}

#[tokio::test]
async fn a_text_that_is_not_of_the_type_of_its_parameter_is_reported_as_text() {
    let arguments = ["--prompt", "a", "--duration", "five", "--cfg-scale", "NaN"];
    assert_eq!(
        refused(MODEL, &arguments).await,
        "error: invalid request to kling-video/v1.6/standard/text-to-video\n  \
         --duration: \"five\", expected integer, one of 5 | 10\n  \
         --cfg-scale: \"NaN\", expected number (0 to 1)\n  \
         all parameters   kling models kling-video/v1.6/standard/text-to-video\n"
    );
}

#[tokio::test]
async fn malformed_json_is_reported_beside_the_violations() {
    let arguments = ["--static-mask", "not a url", "--dynamic-masks", "[{]"];
    assert_eq!(
        refused(IMAGE_TO_VIDEO, &arguments).await,
        "error: invalid request to klingai/v2-master-image-to-video\n  \
         --image-url: missing, expected uri\n  \
         --static-mask: not a url: neither a URL nor a file that exists\n  \
         --dynamic-masks: not JSON: key must be a string at line 1 column 3\n  \
         all parameters   kling models klingai/v2-master-image-to-video\n"
    );
}

#[tokio::test]
async fn a_violation_within_a_value_is_reported_with_its_place() {
    let arguments = ["--image-url", "https://example.com/a", "--dynamic-masks", "[{\"mask\": 5}]"];
    assert_eq!(
        refused(IMAGE_TO_VIDEO, &arguments).await,
        "error: invalid request to klingai/v2-master-image-to-video\n  \
         --dynamic-masks[0].mask: 5, expected text\n  \
         --dynamic-masks[0].trajectories: missing, expected list (2 to 77 items) of object\n  \
         all parameters   kling models klingai/v2-master-image-to-video\n"
    );
}

#[tokio::test]
async fn a_list_that_is_too_short_is_reported() {
    assert_eq!(
        refused("V1_6StandardMultiImageToVideo", &["--prompt", "a", "--image-list", "https://example.com"])
            .await,
        "error: invalid request to kling-video/v1.6/standard/multi-image-to-video\n  \
         --image-list: list of 1 item, expected list (2 to 4 items) of uri\n  \
         all parameters   kling models kling-video/v1.6/standard/multi-image-to-video\n"
    );
}

#[tokio::test]
async fn a_parameter_of_another_model_is_an_unexpected_argument() {
    let stderr = refused(MODEL, &["--prompt", "a", "--image-url", "https://example.com"]).await;
    assert!(stderr.starts_with("error: unexpected argument '--image-url' found\n"), "{stderr}");
}

#[tokio::test]
async fn an_unknown_model_is_refused_with_similar_ones() {
    assert_eq!(
        refused("kling-video/v1.6/standart/text-to-video", &["--prompt", "a"]).await,
        "error: there is no model \"kling-video/v1.6/standart/text-to-video\"\n  \
         did you mean   kling-video/v1.6/standard/text-to-video\n                 \
         kling-video/v1.6/pro/text-to-video\n                 \
         kling-video/v1.6/standard/image-to-video\n  \
         all of them    kling models\n"
    );
}

#[tokio::test]
async fn the_text_of_a_parameter_may_look_like_the_option_of_a_model() {
    let folder = folder();
    let simulator = Simulator::builder().instant().start().await.unwrap();
    let prompt = format!("--model={IMAGE_TO_VIDEO}");
    let option = format!("--prompt={prompt}");
    let arguments = ["generate", &option, "-m", MODEL, "-o", "out.mp4", "--interval", "1"];
    let run = kling_at(&simulator, &folder, &arguments).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(simulator.submissions()[0]["prompt"], prompt);
}

#[tokio::test]
async fn the_help_of_generate_lists_the_parameters_of_the_model() {
    for model in Model::ALL {
        let help = kling(&folder(), &["generate", "--model", model.id(), "--help"]).await.stdout;
        for parameter in model.parameters() {
            let option = format!("--{} <", parameter.name.replace('_', "-"));
            assert!(help.contains(&option), "{model}: {}", parameter.name);
        }
    }
    let help = kling(&folder(), &["generate", "-m", MODEL, "--help"]).await.stdout;
    assert!(help.contains("\n\nRequired parameters:\n  -p, --prompt <TEXT>"));
    let words = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("[possible values: 16:9, 1:1, 9:16]"), "{help}");
}

#[tokio::test]
async fn the_help_of_generate_without_a_model_says_where_the_parameters_are() {
    let help = kling(&folder(), &["generate", "--help"]).await.stdout;
    assert!(help.contains(
        "\nThe parameters depend on the model: `kling generate --model <MODEL> --help` lists them.\n"
    ));
}
