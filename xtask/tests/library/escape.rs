//! Text of upstream is escaped where it is printed.

use xtask::escape::{code_block, code_span, control, lines, shortened};

#[test]
fn control_characters_are_escaped() {
    assert_eq!(control("plain ü `text`"), "plain ü `text`");
    assert_eq!(control("a\nb\tc\rd\u{1b}[0m\u{7f}\u{85}"), r"a\nb\tc\rd\u{1b}[0m\u{7f}\u{85}");
    assert_eq!(control("\u{202e}\u{2066}\u{2028}"), r"\u{202e}\u{2066}\u{2028}");
    assert_eq!(lines("a\nb\tc\u{1b}"), "a\nb\\tc\\u{1b}");
}

#[test]
fn a_code_span_has_more_backticks_than_its_text() {
    assert_eq!(code_span("a"), "`a`");
    assert_eq!(code_span("a`b"), "``a`b``");
    assert_eq!(code_span("a``b`c"), "```a``b`c```");
    assert_eq!(code_span("`a"), "`` `a ``");
    assert_eq!(code_span("a\n\n# b"), r"`a\n\n# b`");
}

#[test]
fn a_code_block_has_more_backticks_than_its_text() {
    assert_eq!(code_block("diff", "+ a\n"), "```diff\n+ a\n```\n");
    assert_eq!(code_block("", "a\n```\n<b>\n"), "````\na\n```\n<b>\n````\n");
}

#[test]
fn a_long_value_is_shortened_to_its_beginning() {
    let long = "é".repeat(4000);
    assert_eq!(shortened(&long), long);
    assert_eq!(shortened(&format!("{long}ab")), format!("{long}… (4002 characters)"));
}
