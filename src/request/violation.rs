//! What is wrong with a request.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::model::Model;

/// One violation of the specification or of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    path: String,
    found: String,
    expected: String,
    /// Whether the request type can represent the value, although it is invalid.
    #[serde(skip)]
    pub(crate) is_representable: bool,
}

impl Violation {
    pub(crate) fn new(
        path: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self { path: path.into(), found: found.into(), expected: expected.into(), is_representable: true }
    }

    /// A violation by a value that the request type cannot represent.
    pub(crate) fn unrepresentable(path: &str, found: String, expected: String) -> Self {
        Self { is_representable: false, ..Self::new(path, found, expected) }
    }

    /// The path of the value in the body, `elements[0].frontal_image_url` for example; empty for the body
    /// itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value, or a summary of a long one: `7.5`, `text of 3000 characters`.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// A description of the valid values: `number (0 to 1)`.
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "the body" } else { &self.path };
        write!(f, "{path}: {}, expected {}", self.found, self.expected)
    }
}

/// All violations of a request, in the order of the parameters.
///
/// ```
/// use aimlapi_kling::{Model, ModelRequest, types::V1_6StandardTextToVideo};
///
/// let request = V1_6StandardTextToVideo::new("A lighthouse").cfg_scale(7.5);
/// let violations = request.validate().unwrap_err();
/// assert_eq!(violations.model(), Some(Model::V1_6StandardTextToVideo));
/// assert_eq!(violations.iter().next().unwrap().path(), "cfg_scale");
/// assert_eq!(
///     violations.to_string(),
///     "invalid request to kling-video/v1.6/standard/text-to-video: cfg_scale: 7.5, expected number (0 to 1)"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violations {
    model: Option<Model>,
    violations: Vec<Violation>,
}

impl Violations {
    /// Violations of a body whose model is unknown.
    pub(crate) fn without_model(violations: Vec<Violation>) -> Self {
        Self { model: None, violations }
    }

    /// A single violation.
    pub(crate) fn one(model: Model, violation: Violation) -> Self {
        Self { model: Some(model), violations: vec![violation] }
    }

    /// An error if there are any violations.
    pub(crate) fn result(model: Model, violations: Vec<Violation>) -> Result<(), Self> {
        if violations.is_empty() { Ok(()) } else { Err(Self { model: Some(model), violations }) }
    }

    /// The model of the request, if the body names a known one.
    pub fn model(&self) -> Option<Model> {
        self.model
    }

    /// Iterates over the violations, in the order of the parameters.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.violations.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.model {
            Some(model) => write!(f, "invalid request to {model}: ")?,
            None => f.write_str("invalid request: ")?,
        }
        let violations: Vec<_> = self.violations.iter().map(ToString::to_string).collect();
        f.write_str(&violations.join("; "))
    }
}

impl std::error::Error for Violations {}

/// The path of a property of the object at `path`.
pub(crate) fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// A value as messages show it: long values, which may be whole images, are summarized.
pub(crate) fn described(value: &Value) -> String {
    const LONGEST: usize = 60;
    match value {
        Value::String(text) if text.chars().count() > LONGEST => {
            format!("text of {} characters", text.chars().count())
        }
        Value::Array(values) => {
            format!("list of {} item{}", values.len(), if values.len() == 1 { "" } else { "s" })
        }
        Value::Object(_) => "object".into(),
        value => value.to_string(),
    }
}

/// A number with its digits in groups of three: `52,428,800`.
pub(crate) fn group_digits(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
