//! `kling completions` and `kling man`

use std::fs;

use crate::support::{files, folder, kling};

#[tokio::test]
async fn every_shell_has_a_completion_script_with_the_subcommands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = kling(&folder(), &["completions", shell]).await;
        assert_eq!(run.code, Some(0), "{run:?}");
        for word in ["generate", "models", "resume"] {
            assert!(run.stdout.contains(word), "{shell}: {word}");
        }
    }
}

#[tokio::test]
async fn the_manual_page_has_a_title_and_the_subcommands() {
    let page = kling(&folder(), &["man"]).await.stdout;
    assert!(page.contains(".TH kling 1"), "{page}");
    assert!(page.contains("kling\\-generate(1)"), "{page}");
}

#[tokio::test]
async fn every_subcommand_has_a_manual_page_with_its_options_and_the_exit_codes() {
    let page = kling(&folder(), &["man", "generate"]).await.stdout;
    assert!(page.contains(".TH kling-generate 1"), "{page}");
    assert!(page.contains("\\-\\-dry\\-run"), "{page}");
    assert!(page.contains("rate_limited: too many requests"), "{page}");

    let folder = folder();
    let written = kling(&folder, &["man", "--out", "."]).await;
    assert_eq!(written.code, Some(0), "{written:?}");
    let pages = files(folder.path());
    for name in ["kling.1", "kling-generate.1", "kling-batch.1", "kling-man.1"] {
        assert!(pages.iter().any(|page| page == name), "{pages:?}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("kling-generate.1")).unwrap(), page);
}

#[tokio::test]
async fn a_manual_page_that_does_not_exist_is_refused() {
    let run = kling(&folder(), &["man", "create"]).await;
    assert_eq!(run.stderr, "error: there is no command \"create\"\n  all of them   kling --help\n");
    assert_eq!(run.code, Some(2));
}

#[tokio::test]
async fn the_folder_for_manual_pages_is_created_unless_it_is_a_file() {
    let folder = folder();
    let run = kling(&folder, &["man", "--out", "new/man1"]).await;
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(files(&folder.path().join("new/man1")).contains(&"kling-generate.1".to_owned()));
    std::fs::write(folder.path().join("file"), "").unwrap();
    let run = kling(&folder, &["man", "--out", "file"]).await;
    assert!(run.stderr.starts_with("error: --out file: "), "{run:?}");
    assert_eq!(run.code, Some(2));
}
