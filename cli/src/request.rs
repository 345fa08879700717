//! Builds a request from options, and reports violations by the names of the options.

use aimlapi_kling::{Model, Request, Violations};
use serde_json::Value;

use crate::{failure::Failure, parameters::GivenOption};

/// A problem with the value of an option.
pub struct Problem {
    /// The path of the value: `elements[0].frontal_image_url`.
    pub path: String,
    pub text: String,
}

/// Builds the request from a body. The failure lists all problems, including those that are known already.
pub fn build(
    model: Model,
    body: Value,
    mut problems: Vec<Problem>,
    given: &[GivenOption],
) -> Result<Request, Failure> {
    let request = model.request(body).and_then(|request| request.validate().map(|()| request));
    if let Err(violations) = &request {
        problems.extend(described(violations, &problems));
    }
    match request {
        Ok(request) if problems.is_empty() => Ok(request),
        _ => Err(Failure::invalid(model, in_order(problems, given))),
    }
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

/// The option with the longest path that leads to the value, and the rest of the path.
fn named(problem: &Problem, given: &[GivenOption]) -> (usize, String) {
    let leads = |option: &GivenOption| {
        let rest = problem.path.strip_prefix(&option.path.join("."));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let option = given
        .iter()
        .enumerate()
        .filter(|(_, option)| leads(option))
        .max_by_key(|(_, option)| option.path.len());
    match option {
        Some((at, option)) => {
            let rest = &problem.path[option.path.join(".").len()..];
            (at, format!("--{}{rest}: {}", option.option, problem.text))
        }
        None => (given.len(), format!("{}: {}", problem.path, problem.text)),
    }
}
