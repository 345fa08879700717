//! What the command says, as people see it: the commonest mistakes, help on wide and narrow terminals, models.

use std::fs;

use aimlapi_kling::simulator::Simulator;

use crate::support::{Folder, MODEL, Run, command, command_at, folder};

/// The commonest mistakes, each with the rest of its command line.
const MISTAKES: &[(&str, &[&str])] = &[
    ("no arguments", &[]),
    ("a subcommand of another tool", &["create", "-p", "A lighthouse"]),
    ("no model", &["generate", "-p", "A lighthouse", "-o", "a.mp4"]),
    (
        "the name of a version for a model",
        &["generate", "-m", "kling-v1.6", "-p", "A lighthouse", "-o", "a.mp4"],
    ),
    ("other separators", &["generate", "-m", "kling-video-v1-6-pro-text-to-video", "-p", "A", "-o", "a.mp4"]),
    ("the model of another service", &["generate", "-m", "sora", "-p", "A lighthouse", "-o", "a.mp4"]),
    ("the end of several models", &["generate", "-m", "pro/text-to-video", "-p", "A", "-o", "a.mp4"]),
    ("no prompt", &["generate", "-m", MODEL, "-o", "a.mp4"]),
    ("a variable that is not set", &["generate", "-m", MODEL, "--prompt", "--simulate", "-o", "a.mp4"]),
    ("a quoted variable that is not set", &["generate", "-m", MODEL, "--prompt", "", "-o", "a.mp4"]),
    ("a prompt at the end that is not there", &["generate", "-m", MODEL, "-o", "a.mp4", "--prompt"]),
    ("a prompt without quotes", &["generate", "-m", MODEL, "-p", "A", "lighthouse", "-o", "a.mp4"]),
    ("a prompt file that does not exist", &["generate", "-m", MODEL, "-p", "@prompt.txt", "-o", "a.mp4"]),
    (
        "a length that the model does not make",
        &["generate", "-m", MODEL, "-p", "A", "--duration", "7", "-o", "a.mp4"],
    ),
    ("a length with its unit", &["generate", "-m", MODEL, "-p", "A", "--duration", "5s", "-o", "a.mp4"]),
    (
        "another spelling of a ratio",
        &["generate", "-m", MODEL, "-p", "A", "--aspect-ratio", "16x9", "-o", "a.mp4"],
    ),
    ("a number out of range", &["generate", "-m", MODEL, "-p", "A", "--cfg-scale", "7.5", "-o", "a.mp4"]),
    ("a mistyped option", &["generate", "-m", MODEL, "-p", "A", "--negativ-prompt", "rain", "-o", "a.mp4"]),
    (
        "an image for a model without",
        &["generate", "-m", MODEL, "-p", "A", "--image-url", "a.png", "-o", "a.mp4"],
    ),
    (
        "an image that does not exist",
        &["generate", "-m", "V2MasterImageToVideo", "--image-url", "b.png", "-o", "a.mp4"],
    ),
    (
        "a URL without a scheme",
        &["generate", "-m", "V2MasterImageToVideo", "--image-url", "host.com/b", "-o", "a.mp4"],
    ),
    (
        "a text for an image",
        &["generate", "-m", "V2MasterImageToVideo", "--image-url", "notes.txt", "-o", "a.mp4"],
    ),
    (
        "JSON in the syntax of another language",
        &[
            "generate",
            "-m",
            "V2MasterImageToVideo",
            "--image-url",
            "https://example.com/a",
            "--dynamic-masks",
            "[{mask: 1}]",
            "-o",
            "a.mp4",
        ],
    ),
    (
        "a scenario without its equals sign",
        &["generate", "-m", MODEL, "-p", "A", "--simulate", "fail", "-o", "a.mp4"],
    ),
    ("a scenario that does not exist", &["generate", "-m", MODEL, "-p", "A", "--simulate=broke"]),
    ("a file to replace without its name", &["generate", "-m", MODEL, "-p", "A", "--force"]),
    ("a manual page that does not exist", &["man", "create"]),
    ("a job without its id", &["resume", ""]),
    ("a request file that does not exist", &["generate", "--request", "one.json", "-o", "a.mp4"]),
    ("a request file that is a text", &["generate", "--request", "notes.txt", "-o", "a.mp4"]),
];

/// Runs the command lines; returns what a terminal would show.
async fn transcript(folder: &Folder, base_url: &str, columns: &str, lines: &[(&str, &[&str])]) -> String {
    let mut text = String::new();
    for (title, arguments) in lines {
        let mut command = command_at(base_url, folder, arguments);
        command.env("COLUMNS", columns);
        let run = Run::of(command).await;
        let words: Vec<_> = arguments.iter().map(|word| quoted(word)).collect();
        let code = run.code.unwrap();
        text += &format!(
            "# {title}\n$ kling {}\n{}{}[exit code {code}]\n\n",
            words.join(" "),
            run.stdout,
            run.stderr
        );
    }
    text
}

fn quoted(word: &str) -> String {
    if word.is_empty() || word.contains([' ', '[']) { format!("\"{word}\"") } else { word.to_owned() }
}

#[tokio::test]
async fn every_common_mistake_is_explained_and_costs_nothing() {
    let (folder, simulator) = (folder(), Simulator::builder().instant().start().await.unwrap());
    fs::write(folder.path().join("notes.txt"), "Dear diary").unwrap();
    let text = transcript(&folder, &simulator.base_url(), "80", MISTAKES).await;
    assert!(simulator.accepted().is_empty());
    assert!(!text.contains("[exit code 0]") && !text.contains("[exit code 1]"));
    insta::assert_snapshot!("mistakes", text);
}

#[tokio::test]
async fn a_missing_key_is_explained() {
    let arguments = ["generate", "-m", MODEL, "-p", "A lighthouse", "-o", "a.mp4"];
    let run = Run::of(command(&folder(), &arguments)).await;
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "error: no API key: set AIML_API_KEY (or AIMLAPI_API_KEY)\n  without a key   `--simulate` or `--dry-run`\n"
    );
}

/// The longest line that is not only the name of an option, which cannot be broken.
fn longest_line(help: &str) -> usize {
    let prose = help.lines().filter(|line| !line.trim_start().starts_with('-'));
    prose.map(|line| line.chars().count()).max().unwrap()
}

#[tokio::test]
async fn help_fits_the_terminal() {
    for columns in [80, 40] {
        let commands: &[(&str, &[&str])] = &[
            ("the command", &["--help"]),
            ("a model with required parameters", &["generate", "-m", "AvatarPro", "--help"]),
            ("a model with objects and lists", &["generate", "-m", "V2MasterImageToVideo", "--help"]),
            ("a model with many choices", &["generate", "-m", "V1_6ProEffects", "--help"]),
            ("models", &["models", "--help"]),
        ];
        let help = transcript(&folder(), "http://127.0.0.1:1", &columns.to_string(), commands).await;
        let help = help.lines().filter(|line| !line.starts_with('$')).collect::<Vec<_>>().join("\n");
        assert!(longest_line(&help) <= columns, "{help}");
        insta::assert_snapshot!(format!("help_{columns}"), help);
    }
}

#[tokio::test]
async fn models_are_a_table() {
    let run = Run::of(command(&folder(), &["models"])).await;
    insta::assert_snapshot!("models", run.stdout);
}
