//! Checks a body against what the specification of its model says, before anything is sent.

use std::fmt;

use serde_json::{Map, Value};

use crate::{Model, Parameter, ValueSchema};

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    path: String,
    found: String,
    expected: String,
    /// Whether a request type can hold the value all the same.
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

    fn unrepresentable(path: &str, found: String, expected: String) -> Self {
        Self { is_representable: false, ..Self::new(path, found, expected) }
    }

    /// Where it stands: `elements[0].frontal_image_url`; empty for the body itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value, or what is to be said of one that is too long: `7.5`, `text of 3000 characters`.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What it must be: `number (0 to 1)`.
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

/// Everything that is wrong with a request.
///
/// ```
/// use aimlapi_kling::{ModelRequest, types::V1_6StandardTextToVideo};
///
/// let request = V1_6StandardTextToVideo::new("A lighthouse").cfg_scale(7.5);
/// let violations = request.validate().unwrap_err();
/// assert_eq!(violations.model(), Some("kling-video/v1.6/standard/text-to-video"));
/// assert_eq!(violations.iter().next().unwrap().path(), "cfg_scale");
/// assert_eq!(
///     violations.to_string(),
///     "not a request to kling-video/v1.6/standard/text-to-video: cfg_scale: 7.5, expected number (0 to 1)"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations {
    model: Option<Model>,
    violations: Vec<Violation>,
}

impl Violations {
    /// A body whose model is not known.
    pub(crate) fn of_no_model(violation: Violation) -> Self {
        Self { model: None, violations: vec![violation] }
    }

    pub(crate) fn of(model: Model, violation: Violation) -> Self {
        Self { model: Some(model), violations: vec![violation] }
    }

    /// Fails if there is anything.
    pub(crate) fn result(model: Model, violations: Vec<Violation>) -> Result<(), Self> {
        if violations.is_empty() { Ok(()) } else { Err(Self { model: Some(model), violations }) }
    }

    /// The id of the model, where it is known.
    pub fn model(&self) -> Option<&'static str> {
        self.model.map(Model::id)
    }

    /// One by one, in the order of the parameters.
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
            Some(model) => write!(f, "not a request to {model}: ")?,
            None => f.write_str("not a request: ")?,
        }
        let violations: Vec<_> = self.violations.iter().map(ToString::to_string).collect();
        f.write_str(&violations.join("; "))
    }
}

impl std::error::Error for Violations {}

impl Model {
    /// Checks a JSON body: the limits of the specification and the [rules](Self::rules) beside it.
    /// Properties that the specification does not know are let through.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, at once.
    pub fn check(self, body: &Value) -> Result<(), Violations> {
        Violations::result(self, self.violations(body))
    }

    pub(crate) fn violations(self, body: &Value) -> Vec<Violation> {
        let mut check = Check::default();
        let Value::Object(object) = body else {
            check.wrong("", body, "object");
            return check.violations;
        };
        if object.get("model").and_then(Value::as_str) != Some(self.id()) {
            let found = object.get("model").map_or_else(|| "missing".into(), described);
            check.violations.push(Violation::unrepresentable("model", found, format!("\"{self}\"")));
        }
        check.object("", self.parameters(), object);
        let found = self.rules().flat_map(|rule| rule.violations(self, object)).collect::<Vec<_>>();
        // One thing that is wrong is told once.
        let is_new = |one: &Violation| check.violations.iter().all(|other| other.path != one.path);
        let new: Vec<_> = found.into_iter().filter(is_new).collect();
        check.violations.extend(new);
        check.violations
    }
}

/// Gathers what is wrong.
#[derive(Default)]
struct Check {
    violations: Vec<Violation>,
}

impl Check {
    fn object(&mut self, path: &str, parameters: &[&Parameter], object: &Map<String, Value>) {
        for parameter in parameters {
            let path = join(path, parameter.name);
            match object.get(parameter.name) {
                None if parameter.required => {
                    let expected = parameter.schema.to_string();
                    self.violations.push(Violation::unrepresentable(&path, "missing".into(), expected));
                }
                Some(Value::Null) if parameter.nullable => {}
                Some(value) => self.value(&path, &parameter.schema, value),
                None => {}
            }
        }
    }

    fn value(&mut self, path: &str, schema: &ValueSchema, value: &Value) {
        match (schema, value) {
            (ValueSchema::Boolean, Value::Bool(_)) | (ValueSchema::Json, _) => {}
            (ValueSchema::Integer { minimum, maximum }, Value::Number(_)) if is_integer(value) => {
                let low = minimum.map(|limit| limit as f64);
                let high = maximum.map(|limit| limit as f64);
                self.limit(path, schema, value, within(value.as_f64(), low, high));
            }
            (ValueSchema::Number { minimum, maximum }, Value::Number(_)) => {
                self.limit(path, schema, value, within(value.as_f64(), *minimum, *maximum));
            }
            (ValueSchema::Text { min_length, max_length, format }, Value::String(text)) => {
                let length = Some(text.chars().count() as u64);
                let is_formed = *format != Some("uri") || is_uri(text);
                self.limit(path, schema, value, within(length, *min_length, *max_length) && is_formed);
            }
            (ValueSchema::TextChoice(allowed), Value::String(text)) if allowed.contains(&text.as_str()) => {}
            (ValueSchema::IntegerChoice(allowed), Value::Number(_))
                if allowed.iter().any(|allowed| value.as_f64() == Some(*allowed as f64)) => {}
            (ValueSchema::List { items, min_items, max_items }, Value::Array(values)) => {
                self.limit(path, schema, value, within(Some(values.len() as u64), *min_items, *max_items));
                for (at, value) in values.iter().enumerate() {
                    self.value(&format!("{path}[{at}]"), items, value);
                }
            }
            (ValueSchema::Object(parameters), Value::Object(object)) => self.object(path, parameters, object),
            (ValueSchema::AnyOf(options), value) => self.any_of(path, schema, options, value),
            _ => self.wrong(path, value, schema),
        }
    }

    /// The value must be one of the options. What is wrong with the nearest one is what is told.
    fn any_of(&mut self, path: &str, schema: &ValueSchema, options: &[ValueSchema], value: &Value) {
        let attempts = options.iter().map(|option| {
            let mut check = Self::default();
            check.value(path, option, value);
            check.violations
        });
        let mut attempts: Vec<_> = attempts.collect();
        if attempts.iter().any(Vec::is_empty) {
            return;
        }
        let is_of_its_type = |attempt: &&mut Vec<Violation>| attempt.iter().all(|one| one.is_representable);
        match attempts.iter_mut().find(is_of_its_type) {
            Some(attempt) => self.violations.append(attempt),
            None => self.wrong(path, value, schema),
        }
    }

    fn limit(&mut self, path: &str, schema: &ValueSchema, value: &Value, holds: bool) {
        if !holds {
            self.violations.push(Violation::new(path, described(value), schema.to_string()));
        }
    }

    fn wrong(&mut self, path: &str, value: &Value, expected: impl fmt::Display) {
        self.violations.push(Violation::unrepresentable(path, described(value), expected.to_string()));
    }
}

fn within<T: PartialOrd>(value: Option<T>, low: Option<T>, high: Option<T>) -> bool {
    value.is_some_and(|value| low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high))
}

/// JSON does not tell `5` from `5.0`.
fn is_integer(value: &Value) -> bool {
    value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0)
}

pub(crate) fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// A value as it is told in a message: never a whole image.
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

/// Whether a text is a URI by RFC 3986: a scheme, and only the letters a URI may have.
pub(crate) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (hierarchy, query) = rest.split_once('?').unwrap_or((rest, ""));
    let is_hierarchy = match hierarchy.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            is_authority(authority) && has_only(path, ":@/")
        }
        None => has_only(hierarchy, ":@/"),
    };
    is_scheme && is_hierarchy && has_only(query, ":@/?") && has_only(fragment, ":@/?")
}

fn is_authority(authority: &str) -> bool {
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (is_host, port) = match host.strip_prefix('[') {
        Some(literal) => match literal.split_once(']') {
            Some((address, "")) => (is_literal(address), ""),
            Some((address, rest)) => match rest.strip_prefix(':') {
                Some(port) => (is_literal(address), port),
                None => (false, ""),
            },
            None => (false, ""),
        },
        None => {
            let (host, port) = host.rsplit_once(':').unwrap_or((host, ""));
            (has_only(host, ""), port)
        }
    };
    is_host && has_only(user, ":") && port.chars().all(|c| c.is_ascii_digit())
}

/// An IPv6 address, or one of a version to come: `v1.a`.
fn is_literal(address: &str) -> bool {
    let future = address.strip_prefix(['v', 'V']).and_then(|rest| rest.split_once('.'));
    let is_future = future.is_some_and(|(version, address)| {
        let is_version = !version.is_empty() && version.chars().all(is_hex);
        is_version && !address.is_empty() && !address.contains('%') && has_only(address, ":")
    });
    is_future || address.parse::<std::net::Ipv6Addr>().is_ok()
}

/// Unreserved letters, sub-delimiters, percent-encoded bytes, and `more`.
fn has_only(text: &str, more: &str) -> bool {
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let is_fine = match letter {
            '%' => letters.next().is_some_and(is_hex) && letters.next().is_some_and(is_hex),
            letter => {
                letter.is_ascii_alphanumeric() || "-._~!$&'()*+,;=".contains(letter) || more.contains(letter)
            }
        };
        if !is_fine {
            return false;
        }
    }
    true
}

fn is_hex(letter: char) -> bool {
    letter.is_ascii_hexdigit()
}
