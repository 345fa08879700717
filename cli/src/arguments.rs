//! The command line. The parameters of a model are options of `generate`, so the model has to be known
//! before the rest can be parsed.

use std::ffi::OsString;

use aimlapi_kling::Model;
use clap::{
    CommandFactory as _, FromArgMatches as _, Parser, ValueEnum as _,
    error::{ContextKind, ContextValue, ErrorKind},
};

use crate::{commands::Command, input, model, overview, parameters, simulation::Scenario};

/// Make videos with the Kling models of the AI/ML API.
#[derive(Parser)]
#[command(name = "kling", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// The definition of the command line, without the parameters of any model.
pub fn definition() -> clap::Command {
    overview::with_groups(Arguments::command())
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
    let mut definition = definition();
    if let (Some(model), Some(name)) = (model, subcommand(arguments)) {
        definition = definition.mut_subcommand(name, |command| parameters::declare(command, model));
        let command = definition.find_subcommand(name).expect("it has just been changed");
        parameters::check_values(command, &arguments[2..])?;
    }
    let matches = definition.try_get_matches_from_mut(arguments).map_err(|error| with_tip(error, model))?;
    let mut command =
        Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut definition))?.command;
    let Some(input) = command.input() else { return Ok((command, model)) };
    let named = input.model.map(|named| named.model);
    if let (true, Some(model), Some((name, matches))) = (named == model, model, matches.subcommand()) {
        let definition = definition.find_subcommand(name).expect("it was matched");
        input.parameters = parameters::given(definition, matches, model);
    }
    Ok((command, named))
}

/// Adds what to do about an argument that the subcommand with this model does not have.
fn with_tip(mut error: clap::Error, model: Option<Model>) -> clap::Error {
    let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) else { return error };
    if error.kind() != ErrorKind::UnknownArgument || error.get(ContextKind::SuggestedArg).is_some() {
        return error;
    }
    let tip = match (argument.strip_prefix("--"), model) {
        (Some(option), Some(model)) => {
            let name = option.replace('-', "_");
            let others = Model::ALL.iter().filter(|other| other.parameter(&name).is_some());
            // The model that is most like the one that was named.
            let other = others.max_by_key(|other| {
                let common = model.parameters().iter().filter(|own| other.parameter(own.name).is_some());
                (other.version() == model.version(), common.count())
            });
            other.map(|other| format!("{model} has no `{name}`, but {other} has"))
        }
        (None, _) if Scenario::from_str(argument, false).is_ok() => Some(format!("--simulate={argument}")),
        (None, _) if !argument.starts_with('-') => {
            Some("a text that contains spaces must be in quotes".to_owned())
        }
        (_, None) => Some("with `--request`, only `--model` declares the parameters of a model".to_owned()),
        _ => None,
    };
    let tips = tip.into_iter().map(Into::into).collect();
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
    error
}

/// The name of the subcommand, if it takes a request.
fn subcommand(arguments: &[OsString]) -> Option<&str> {
    let name = arguments.get(1)?.to_str()?;
    let definition = definition();
    let subcommand = definition.find_subcommand(name)?;
    subcommand.get_arguments().any(|arg| arg.get_id() == input::REQUEST).then_some(name)
}

/// The first value of `--model` that is a model. If there are only invalid values or none, that is the error:
/// without a model, every parameter would be reported as an unexpected argument.
fn guess_model(arguments: &[OsString]) -> clap::error::Result<Option<Model>> {
    if subcommand(arguments).is_none() {
        return Ok(None);
    }
    let texts: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    let values = texts.iter().enumerate().filter_map(|(at, text)| match text.as_ref() {
        "--model" | "-m" => texts.get(at + 1).map(|next| next.as_ref()),
        text => ["--model=", "-m=", "-m"].iter().find_map(|prefix| text.strip_prefix(prefix)),
    });
    let mut models: Vec<_> = values.map(model::parse).collect();
    match models.iter().position(Result::is_ok) {
        Some(at) => models.swap_remove(at).map(Some),
        None if !models.is_empty() => models.swap_remove(0).map(Some),
        None if texts.iter().any(|text| is_without_model(text)) => Ok(None),
        None => Err(clap::Error::raw(ErrorKind::MissingRequiredArgument, MISSING_MODEL)),
    }
}

/// Whether an argument makes `--model` optional.
fn is_without_model(text: &str) -> bool {
    matches!(text, "--help" | "-h" | "--request" | "--untyped" | "--model" | "-m")
        || ["--request=", "--untyped="].iter().any(|option| text.starts_with(option))
}

const MISSING_MODEL: &str = "\
the model is missing: `--model <MODEL>`
  for example   --model kling-video/v1.6/standard/text-to-video
  all of them   kling models
";
