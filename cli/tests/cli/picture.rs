//! The picture in the README: a terminal, made of what the command prints. It is written anew by
//! `UPDATE_PICTURE=1 cargo test -p kling-cli --test cli picture`.

use std::{env, fs, path::Path};

use crate::support::{Run, command, folder};

const COLUMNS: usize = 98;

/// The size of a character, for the usual fonts of terminals.
const CHARACTER: (f64, f64) = (8.43, 20.0);

const MARGIN: f64 = 16.0;

/// The command lines.
const LINES: [&[&str]; 4] = [
    &["generate", "-m", "v1.6/standard/text-to-video", "-p", "A lighthouse in a storm", "--simulate"],
    &["models", "--task", "text-to-video", "--duration", "15"],
    &["generate", "-m", "kling-1.6", "-p", "A lighthouse in a storm"],
    &["generate", "-m", "v1.6/standard/text-to-video", "-p", "A lighthouse in a storm", "--duration", "7"],
];

#[tokio::test]
async fn the_picture_in_the_readme_shows_what_the_command_prints() {
    let folder = folder();
    let mut lines = Vec::new();
    for arguments in LINES {
        let mut command = command(&folder, arguments);
        command.env("COLUMNS", COLUMNS.to_string());
        let run = Run::of(command).await;
        lines.push(format!(
            "$ kling {}",
            arguments.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
        ));
        lines
            .extend(run.stderr.lines().chain(run.stdout.lines()).filter(|line| !line.is_empty()).map(stable));
        lines.push(String::new());
    }
    lines.pop();
    let picture = svg(&lines);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("terminal.svg");
    if env::var_os("UPDATE_PICTURE").is_some() {
        fs::write(&path, &picture).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == picture, "UPDATE_PICTURE=1 cargo test -p kling-cli --test cli picture");
}

fn quoted(word: &str) -> String {
    if word.contains(' ') { format!("\"{word}\"") } else { word.to_owned() }
}

/// The line with short ids, and without what depends on the run: ids, times and the size of the test picture.
fn stable(line: &str) -> String {
    let words = line.split(' ').map(|word| {
        let id = word.split(':').next().unwrap();
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let is_time = |text: &str| text.split_once(':').is_some_and(|(a, b)| digits(a) && digits(b));
        match word {
            _ if id.len() == 36 && id.matches('-').count() == 4 => {
                word.replace(id, if line.starts_with("submitting") { "01a1ff4c…" } else { "136b65ad…" })
            }
            _ if is_time(word) && line.contains("0:0") => "0:01".to_owned(),
            _ => word.to_owned(),
        }
    });
    let line = words.collect::<Vec<_>>().join(" ");
    let size = line.split("  ").find(|part| part.ends_with(" kB") || part.ends_with(" MB"));
    size.map_or(line.clone(), |size| line.replace(size, "15.0 kB"))
}

/// The lines in the window of a terminal.
fn svg(lines: &[String]) -> String {
    let (width, height) = CHARACTER;
    let (width, total) = (COLUMNS as f64 * width + 2.0 * MARGIN, lines.len() as f64 * height + 2.0 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {total:.0}\" role=\"img\" \
         aria-label=\"A terminal with the command kling\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1b1f24\"/>\n\
         <g font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, monospace\" font-size=\"14\" \
         fill=\"#c9d1d9\">\n"
    );
    for (row, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        let y = MARGIN + (row as f64 + 0.75) * height;
        let color = match line.as_str() {
            line if line.starts_with("$ ") => " fill=\"#7ee787\"",
            line if line.starts_with("error: ") => " fill=\"#ff7b72\"",
            line if line.starts_with("SIMULATED") => " fill=\"#e3b341\"",
            _ => "",
        };
        let text: String = line.chars().take(COLUMNS).map(escaped).collect();
        svg += &format!("<text x=\"{MARGIN}\" y=\"{y}\"{color}>{text}</text>\n");
    }
    svg + "</g>\n</svg>\n"
}

fn escaped(character: char) -> String {
    match character {
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '&' => "&amp;".to_owned(),
        // Several spaces would be shown as one.
        ' ' => "\u{a0}".to_owned(),
        _ => character.to_string(),
    }
}
