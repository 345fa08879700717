//! `kling generate --simulate`: what happens to the job can be chosen.

use crate::support::{GENERATE, Run, files, folder, kling};

async fn simulate(scenario: &str, more: &[&str]) -> Run {
    let simulate = format!("--simulate={scenario}");
    kling(&folder(), &[&GENERATE[..], &[simulate.as_str()], more].concat()).await
}

#[tokio::test]
async fn every_scenario_ends_with_its_exit_code() {
    for (scenario, code) in [
        ("success", 0),
        ("invalid", 2),
        ("fail", 3),
        ("unauthorized", 7),
        ("out-of-credits", 8),
        ("rate-limited", 9),
        ("lost-response", 0),
    ] {
        let run = simulate(scenario, &["--interval", "0"]).await;
        assert_eq!(run.code, Some(code), "{run:?}");
    }
}

#[tokio::test]
async fn a_submission_that_may_have_been_accepted_is_unknown_after_the_time_limit() {
    let run = simulate("unavailable", &["--timeout", "1"]).await;
    assert_eq!(run.code, Some(4), "{run:?}");
}

#[tokio::test]
async fn a_slow_job_takes_longer_than_the_time_limit() {
    let run = simulate("slow", &["--timeout", "1"]).await;
    assert_eq!(run.code, Some(10), "{run:?}");
    assert!(run.stderr.contains("usually 0:30"), "{run:?}");
}

#[tokio::test]
async fn a_failure_says_the_reason_in_words() {
    let run = simulate("fail", &[]).await;
    assert!(run.stderr.contains("error: the generation failed: a simulated failure"), "{run:?}");
    let run = simulate("out-of-credits", &[]).await;
    let hint = "The account most likely does not have enough credits: add some.";
    assert_eq!(run.stderr.lines().last(), Some(hint), "{run:?}");
}

#[tokio::test]
async fn every_event_of_a_simulation_is_marked() {
    for scenario in ["success", "fail"] {
        let run = simulate(scenario, &["--json"]).await;
        assert!(run.events().len() >= 4, "{run:?}");
        assert!(run.events().iter().all(|event| event["simulated"] == true), "{run:?}");
    }
}

#[tokio::test]
async fn the_name_of_a_scenario_is_not_a_separate_argument() {
    let run = kling(&folder(), &[&GENERATE[..], &["--simulate", "fail"]].concat()).await;
    assert!(run.stderr.contains("--simulate=fail"), "{run:?}");
    assert_eq!(run.code, Some(2));
    let folder = folder();
    let arguments = [&GENERATE[..5], &["--simulate", "-o", "b.mp4"]].concat();
    let run = kling(&folder, &arguments).await;
    assert_eq!((run.code, files(folder.path())), (Some(0), vec!["b.mp4".to_owned()]), "{run:?}");
}
