//! The command line. The parameters of a model are options of `generate`, so the model has to be known
//! before the rest can be parsed.

use std::ffi::OsString;

use aimlapi_kling::Model;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, error::ErrorKind};

use crate::{commands::Command, model, parameters};

/// The subcommands with the parameters of a model.
const SUBMITTING: [&str; 2] = ["generate", "submit"];

/// Generates videos with the Kling models of the AI/ML API.
#[derive(Parser)]
#[command(name = "kling", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// Parses the command line.
pub fn parse(arguments: Vec<OsString>) -> clap::error::Result<Command> {
    let guess = guess_model(&arguments)?;
    let (command, model) = parse_with(guess, &arguments)?;
    // The guess may have been the value of another option.
    if model == guess { Ok(command) } else { Ok(parse_with(model, &arguments)?.0) }
}

/// Parses with the parameters of a model; returns the model that the command line names as well.
fn parse_with(model: Option<Model>, arguments: &[OsString]) -> clap::error::Result<(Command, Option<Model>)> {
    let mut definition = Arguments::command();
    if let Some(model) = model {
        for name in SUBMITTING {
            definition = definition.mut_subcommand(name, |command| parameters::declare(command, model));
        }
    }
    let matches = definition.try_get_matches_from_mut(arguments)?;
    let mut command =
        Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut definition))?.command;
    let Some(submission) = command.submission() else { return Ok((command, model)) };
    let named = Some(submission.model);
    if let (true, Some((name, matches))) = (named == model, matches.subcommand()) {
        let definition = definition.find_subcommand(name).expect("it was matched");
        submission.parameters = parameters::options(definition, matches, submission.model);
    }
    Ok((command, named))
}

/// The first value of `--model` that is a model. If there are only invalid values, the error is about the first
/// of them: without a model, every parameter would be reported as an unexpected argument.
fn guess_model(arguments: &[OsString]) -> clap::error::Result<Option<Model>> {
    if arguments.get(1).is_none_or(|name| SUBMITTING.iter().all(|submitting| name != submitting)) {
        return Ok(None);
    }
    let texts: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    let values = texts.iter().enumerate().filter_map(|(at, text)| match text.as_ref() {
        "--model" | "-m" => texts.get(at + 1).map(|next| next.as_ref()),
        text => ["--model=", "-m=", "-m"].iter().find_map(|prefix| text.strip_prefix(prefix)),
    });
    let models: Vec<_> = values.map(|value| (value, model::parse(value))).collect();
    match (models.iter().find_map(|(_, model)| model.as_ref().ok()), models.first()) {
        (None, Some((value, Err(reason)))) => {
            let message = format!("invalid value '{value}' for '--model <MODEL>': {reason}");
            Err(Arguments::command().error(ErrorKind::ValueValidation, message))
        }
        (model, _) => Ok(model.copied()),
    }
}
