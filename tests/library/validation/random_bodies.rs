//! Random bodies, values and URIs, the same in every run.

use aimlapi_kling::{Model, Parameter};
use serde_json::{Value, json};

use super::URL;
use crate::support::{
    random::Random,
    samples::{minimal, samples},
};

impl Random {
    /// A valid body with some of the parameters, and up to three changes anywhere in it.
    pub fn body(&mut self, model: Model) -> Value {
        let mut body = minimal(model);
        for Parameter { name, schema, .. } in model.parameters() {
            if self.below(2) == 0 {
                body[*name] = self.one_of(&samples(schema)).clone();
            }
        }
        for _ in 0..self.below(4) {
            self.change(&mut body);
        }
        body
    }

    /// Removes, adds or replaces one value, at any depth.
    fn change(&mut self, body: &mut Value) {
        match body {
            Value::Object(object) if !object.is_empty() => {
                let at = self.below(object.len());
                let name = object.keys().nth(at).expect("there are as many").clone();
                match self.below(8) {
                    0 => drop(object.remove(&name)),
                    1 => drop(object.insert("unlisted".into(), self.json(3))),
                    2..=4 => drop(object.insert(name, self.json(3))),
                    _ => self.change(&mut object[&name]),
                }
            }
            Value::Array(items) if !items.is_empty() => {
                let at = self.below(items.len());
                match self.below(4) {
                    0 => drop(items.remove(at)),
                    1 => items.extend(vec![items[at].clone(); at + 1]),
                    2 => items[at] = self.json(3),
                    _ => self.change(&mut items[at]),
                }
            }
            other => *other = self.json(3),
        }
    }

    /// Any value, most of them of a form that some parameter accepts.
    pub fn json(&mut self, depth: usize) -> Value {
        const TEXTS: &[&str] = &[
            "",
            "5",
            "5.0",
            "16:9",
            "std",
            "image",
            "simple",
            "customize",
            "hug",
            "KLING",
            "é\u{0}\u{1f3ac}",
        ];
        const NAMES: &[&str] = &["x", "y", "mask", "prompt", "duration", "type", "config", "zoom", ""];
        match self.below(if depth == 0 { 9 } else { 12 }) {
            0 => Value::Null,
            1 => json!(self.below(2) == 0),
            2 => match self.below(10) {
                0 => json!(u64::MAX),
                _ => json!(self.below(30) as i64 - 12),
            },
            3 => match self.below(10) {
                0 => json!(*self.one_of(&[-0.0, 1e308])),
                _ => json!(self.below(60) as f64 / 2.0 - 12.0),
            },
            4 => json!(*self.one_of(TEXTS)),
            5 => json!(self.one_of(&["é", "\u{1f3ac}"]).repeat(*self.one_of(&[2500, 2501, 3072, 3073]))),
            6 => json!(self.uri()),
            7 | 8 => json!(URL),
            9 => (0..self.below(8)).map(|_| self.json(depth - 1)).collect(),
            10 => vec![URL; self.below(9)].into(),
            _ => {
                let count = self.below(4);
                (0..count).map(|_| ((*self.one_of(NAMES)).to_owned(), self.json(depth - 1))).collect()
            }
        }
    }

    /// A string that looks like a URI, and often is one.
    pub fn uri(&mut self) -> String {
        const STARTS: &[&str] =
            &["http://", "https://", "HTTPS://", "data:", "ftp://", "mailto:", "http:", "//", ""];
        const PARTS: &[&str] = &[
            "a",
            "1",
            "example.com",
            "user:word@",
            "@",
            ":",
            ":80",
            ":a",
            "/",
            "//",
            "..",
            "?",
            "#",
            "?a=b&c",
            "[",
            "]",
            "[::1]",
            "[::1",
            "[v1.a]",
            "[::ffff:1.2.3.4]",
            "[fe80::1%25en0]",
            "%",
            "%41",
            "%zz",
            "%4",
            "é",
            "\u{1f3ac}",
            " ",
            "\t",
            "\n",
            "\0",
            "\u{7f}",
            "\\",
            "\"",
            "<",
            "|",
            "^",
            "`",
            "{",
            "~",
            "!",
            "'",
            "(",
            "*",
            "+",
            "=",
            ";base64,",
            "image/png",
        ];
        let count = self.below(7);
        let parts: String = (0..count).map(|_| *self.one_of(PARTS)).collect();
        format!("{}{parts}", self.one_of(STARTS))
    }
}
