//! Builds a request from options, and reports violations by the names of the options.

use aimlapi_kling::{Model, Request, Violations};
use serde_json::{Value, json};

use crate::{failure::Failure, parameters::GivenOption, value};

/// A problem with the value of an option.
pub struct Problem {
    /// The path of the value: `elements[0].frontal_image_url`.
    pub path: String,
    pub text: String,
}

/// Builds the request. The failure lists all problems.
pub fn build(model: Model, given: &[GivenOption]) -> Result<Request, Failure> {
    let (body, malformed) = body(model, given);
    let request = model.validate(&body).and_then(|()| model.request(body));
    let mut problems = malformed;
    if let Err(violations) = &request {
        problems.extend(described(violations, &problems));
    }
    match request {
        Ok(request) if problems.is_empty() => Ok(request),
        _ => Err(Failure::invalid(model, in_order(problems, given))),
    }
}

/// The JSON body, without values that are not valid JSON.
fn body(model: Model, given: &[GivenOption]) -> (Value, Vec<Problem>) {
    let mut body = json!({ "model": model.id() });
    let mut malformed = Vec::new();
    for GivenOption { parameter, texts, .. } in given {
        match value::parse(texts, &parameter.schema) {
            Ok(Some(value)) => body[parameter.name] = value,
            Ok(None) => {}
            Err(error) => malformed
                .push(Problem { path: parameter.name.to_owned(), text: format!("not JSON: {error}") }),
        }
    }
    (body, malformed)
}

/// The violations, without those of parameters that are missing only because they are malformed.
fn described(violations: &Violations, malformed: &[Problem]) -> Vec<Problem> {
    let violations = violations.iter().filter(|one| malformed.iter().all(|other| other.path != one.path()));
    violations
        .map(|one| Problem {
            path: one.path().to_owned(),
            text: format!("{}, expected {}", one.found(), one.expected()),
        })
        .collect()
}

/// A line for each problem with the name of its option, in the order of the options.
fn in_order(problems: Vec<Problem>, given: &[GivenOption]) -> Vec<String> {
    let mut lines: Vec<_> = problems.iter().map(|problem| named(problem, given)).collect();
    lines.sort_by_key(|(position, _)| *position);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn named(problem: &Problem, given: &[GivenOption]) -> (usize, String) {
    let end = problem.path.find(['.', '[']).unwrap_or(problem.path.len());
    let (name, inner) = problem.path.split_at(end);
    let position = given.iter().position(|given| given.parameter.name == name);
    let option = position.map_or_else(|| name.to_owned(), |at| format!("--{}", given[at].option));
    (position.unwrap_or(given.len()), format!("{option}{inner}: {}", problem.text))
}
