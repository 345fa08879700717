//! The public Rust API that is generated, one line an item: what a release is judged by.

use std::collections::BTreeSet;

const LISTING: &str = include_str!(concat!(env!("OUT_DIR"), "/api.txt"));
const CODE: &str = include_str!(concat!(env!("OUT_DIR"), "/generated.rs"));

#[test]
#[cfg(feature = "legacy")]
fn the_listing() {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("public_api", LISTING);
    });
}

/// The listing is made of what the generator reads, not of what it writes: here the two are compared.
#[test]
fn the_listing_is_what_the_code_says() {
    let code = plain(CODE);
    let types = block(&code, "pub mod types ");
    let values = block(&code, "pub mod values ");
    let mut lines = BTreeSet::new();
    for (name, body) in items(types, "pub struct ") {
        if body.contains(" extra:") {
            lines.insert(format!("struct {name}"));
            lines.extend(fields(body).map(|field| format!("{name}.{field}")));
        }
    }
    for (name, body) in items(values, "impl ") {
        lines.extend(functions(name, body));
    }
    for (name, body) in items(values, "pub enum ") {
        lines.insert(format!("enum {name}"));
        lines.extend(list(body).map(|variant| format!("{name}::{variant}")));
    }
    for (_, choice) in
        items(&code, "crate::choice::text_choice!").chain(items(&code, "crate::choice::integer_choice!"))
    {
        let (name, body) = choice.trim().split_once(" {").unwrap();
        lines.insert(format!("enum {name}"));
        lines.extend(list(body.trim_end_matches('}')).map(|variant| format!("{name}::{variant}")));
    }
    let requests = items(&code, "crate::request::requests!").next().unwrap().1;
    lines.extend(list(requests).map(|name| format!("Request::{name}({name})")));
    for row in code.split("ModelInfo { id: ").skip(1) {
        let (id, rest) = row.split_once(", type_name: stringify!(").unwrap();
        lines.insert(format!("Model::{} = {id}", rest.split_once(')').unwrap().0));
    }
    lines.extend(items(&code, "impl Client ").flat_map(|(_, body)| operations(body)));
    let listed = LISTING.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let only = |these: &BTreeSet<String>, those: &BTreeSet<String>| {
        these.difference(those).cloned().collect::<Vec<_>>().join("\n")
    };
    assert_eq!((only(&listed, &lines), only(&lines, &listed)), Default::default(), "listing, code");
}

/// Code without documentation, with one space between words.
fn plain(code: &str) -> String {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    let mut parts = code.split("#[doc = \"");
    let first = parts.next().unwrap().to_owned();
    let code =
        parts.fold(first, |code, part| code + after_string(part).strip_prefix(']').unwrap().trim_start());
    let code = code
        .replace("= - ", "= -")
        .replace("::std::option::", "")
        .replace("::std::string::", "")
        .replace("::std::vec::", "");
    code.replace("super::values::", "").replace("::serde_json::", "").replace("serde_json::", "")
}

/// What follows the string that begins before `text`.
fn after_string(text: &str) -> &str {
    let mut is_escaped = false;
    let end = text.find(|c| {
        let is_end = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    });
    &text[end.unwrap() + 1..]
}

/// What is in the braces after `start`.
fn block<'a>(code: &'a str, start: &str) -> &'a str {
    items(code, start).next().unwrap().1
}

/// The names after `start`, and what is in the braces after them. Generic items have none.
fn items<'a>(code: &'a str, start: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let starts = code.match_indices(start).map(move |(at, _)| &code[at + start.len()..]);
    starts.filter_map(|rest| {
        let (name, body) = rest.split_once('{')?;
        let name = name.trim();
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        is_name.then(|| (name, &body[..closing(body)]))
    })
}

/// Where the brace closes that was opened before `body`.
fn closing(body: &str) -> usize {
    let mut depth = 1;
    let end = body.find(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth == 0
    });
    end.unwrap()
}

/// The public fields of a struct, but those that every one has.
fn fields(body: &str) -> impl Iterator<Item = String> {
    let fields = body.split("pub ").skip(1).map(|field| field.split(" #[").next().unwrap());
    let fields = fields.map(|field| spaced(field.trim().trim_end_matches(',')));
    fields.filter(|field| !field.starts_with("model: ") && !field.starts_with("extra: "))
}

/// The operations of the generated client.
fn operations(body: &str) -> impl Iterator<Item = String> {
    body.split("pub async fn ").skip(1).map(|function| {
        let (name, rest) = function.split_once("<'a>( &'a self, ").unwrap();
        let (arguments, _) = rest.split_once(", ) -> ").unwrap();
        let arguments = arguments.replace("&'a ", "&").replace("crate::", "");
        format!("raw::Client::{name}({arguments})")
    })
}

/// The constructor and the setters of a type.
fn functions(name: &str, body: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut before = body;
    for (at, _) in body.match_indices("pub fn ") {
        let rest = &body[at + "pub fn ".len()..];
        let (function, arguments) = rest.split_once('(').unwrap();
        let Some((arguments, _)) = arguments.split_once(") -> Self") else { continue };
        let is_deprecated = before[..before.len() - rest.len() - "pub fn ".len()].contains("#[deprecated");
        before = rest;
        if function == "unlisted" {
            continue;
        }
        let arguments = arguments.trim().trim_end_matches(',').trim_start_matches("mut self, ");
        lines.push(format!("{name}::{function}({})", spaced(arguments)));
        lines.extend(is_deprecated.then(|| format!("#[deprecated] {name}::{function}")));
    }
    lines
}

/// The parts of a list that commas separate.
fn list(body: &str) -> impl Iterator<Item = &str> {
    body.split(", ").map(|part| part.trim().trim_end_matches(',')).filter(|part| !part.is_empty())
}

/// Without the spaces and the comma that a broken line leaves behind.
fn spaced(text: &str) -> String {
    text.replace("< ", "<").replace(", >", ">").replace(" >", ">").trim().to_owned()
}
