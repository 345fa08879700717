//! The parameters of a model as options of `generate`.

use aimlapi_kling::{Model, Parameter, ValueSchema};
use clap::{
    Arg, ArgAction, ArgMatches, Command,
    builder::{PossibleValue, StringValueParser, TypedValueParser, ValueParser},
};

use crate::exit;

/// A parameter, its option, and the values of the option on the command line.
pub struct GivenOption {
    pub parameter: &'static Parameter,
    /// The name of the option, without its dashes.
    pub option: String,
    pub texts: Vec<String>,
}

/// Adds an option for each parameter of the model to `generate`. Values are not
/// validated here, but by the library.
pub fn declare(command: Command, model: Model) -> Command {
    let command = command.after_help(exit::HELP);
    let taken: Vec<_> = command.get_arguments().filter_map(|arg| arg.get_long().map(str::to_owned)).collect();
    model.parameters().iter().fold(command, |command, parameter| {
        let heading = if parameter.required { "Required by" } else { "Optional for" };
        command.arg(option(parameter, &taken).help_heading(format!("{heading} {model}")))
    })
}

/// The options on the command line, for each declared parameter of the model.
pub fn options(command: &Command, matches: &ArgMatches, model: Model) -> Vec<GivenOption> {
    let option = |parameter: &&'static Parameter| {
        let id = id(parameter);
        let option = command.get_arguments().find(|arg| arg.get_id() == &id)?.get_long()?;
        let texts = matches.get_many(&id).into_iter().flatten().cloned().collect();
        Some(GivenOption { parameter, option: option.to_owned(), texts })
    };
    model.parameters().iter().filter_map(option).collect()
}

/// Distinguishes the parameter from an argument of the command that has the same name.
fn id(parameter: &Parameter) -> String {
    format!("parameter {}", parameter.name)
}

fn option(parameter: &'static Parameter, taken: &[String]) -> Arg {
    let kebab = parameter.name.replace('_', "-");
    let long = if taken.contains(&kebab) { format!("parameter-{kebab}") } else { kebab };
    let arg = Arg::new(id(parameter))
        .long(long.clone())
        .value_name(value_name(&parameter.schema))
        .allow_hyphen_values(true)
        .help(help(parameter))
        .action(if is_repeated(&parameter.schema) { ArgAction::Append } else { ArgAction::Set })
        .value_parser(value_parser(&parameter.schema));
    if long.contains('-') { arg.alias(parameter.name) } else { arg }
}

fn help(parameter: &Parameter) -> String {
    let mut help = parameter.description.to_owned();
    // Choices are listed by `clap`.
    if !matches!(parameter.schema, ValueSchema::TextChoice(_)) {
        help.push_str(&format!(" [{}]", parameter.schema));
    }
    if let Some(default) = parameter.default {
        help.push_str(&format!(" [server's default: {default}]"));
    }
    help
}

fn value_name(schema: &ValueSchema) -> &'static str {
    match schema {
        ValueSchema::Boolean => "true|false",
        ValueSchema::Integer { .. } | ValueSchema::Number { .. } | ValueSchema::IntegerChoice(_) => "NUMBER",
        ValueSchema::Text { format: Some("uri"), .. } => "URL",
        ValueSchema::Text { .. } => "TEXT",
        ValueSchema::TextChoice(_) => "VALUE",
        ValueSchema::List { items, .. } if is_plain(items) => value_name(items),
        ValueSchema::AnyOf(options) => {
            options.iter().find(|option| is_plain(option)).map_or("JSON", value_name)
        }
        _ => "JSON",
    }
}

/// Whether a value is a single argument, rather than JSON.
pub fn is_plain(schema: &ValueSchema) -> bool {
    !matches!(
        schema,
        ValueSchema::List { .. } | ValueSchema::Object(_) | ValueSchema::AnyOf(_) | ValueSchema::Json
    )
}

/// The option for a list of plain values can be repeated.
fn is_repeated(schema: &ValueSchema) -> bool {
    match schema {
        ValueSchema::List { items, .. } => is_plain(items),
        ValueSchema::AnyOf(options) => options.iter().any(is_repeated),
        _ => false,
    }
}

fn value_parser(schema: &ValueSchema) -> ValueParser {
    match schema {
        ValueSchema::TextChoice(choices) => Choices(choices).into(),
        _ => StringValueParser::new().into(),
    }
}

/// Any text; the choices are shown in the help and offered by completion.
#[derive(Clone)]
struct Choices(&'static [&'static str]);

impl TypedValueParser for Choices {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().map(PossibleValue::new)))
    }
}
