//! `kling completions` and `kling man`

use crate::support::{folder, kling};

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
