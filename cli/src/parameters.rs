//! The parameters of a model as options of `generate`.

use std::ffi::OsString;

use aimlapi_kling::{Model, Parameter, ValueSchema};
use clap::{
    Arg, ArgAction, ArgMatches, Command,
    builder::{PossibleValue, StringValueParser, TypedValueParser, ValueParser},
    error::ErrorKind,
};

use crate::{escape::escaped, exit};

/// A parameter or a property of an object in it, its option, and the values of the option on the command line.
pub struct GivenOption {
    /// The names from the body to the value: `camera_control`, `type`.
    pub path: Vec<&'static str>,
    pub parameter: &'static Parameter,
    /// The name of the option, without its dashes.
    pub option: String,
    pub texts: Vec<String>,
}

/// A value that has an option.
struct Declared {
    path: Vec<&'static str>,
    parameter: &'static Parameter,
}

/// Adds an option for each parameter of the model to a subcommand: first the required ones, then the other ones, then
/// what the subcommand already has. Values are not validated here, but by the library.
pub fn declare(command: Command, model: Model) -> Command {
    let taken: Vec<_> = command.get_arguments().filter_map(|arg| arg.get_long().map(str::to_owned)).collect();
    let (required, optional): (Vec<_>, Vec<_>) = declared(model)
        .into_iter()
        .partition(|declared| declared.path.len() == 1 && declared.parameter.required);
    let group = |group: Vec<Declared>, heading: &str| {
        let options =
            group.into_iter().map(|declared| option(&declared, &taken).help_heading(heading.to_owned()));
        options.collect::<Vec<_>>()
    };
    let usage = usage(command.get_name(), &required);
    let (required, optional) =
        (group(required, "Required parameters"), group(optional, "Optional parameters"));
    let existing: Vec<_> = command.get_arguments().cloned().collect();
    let about = command.get_about().cloned().unwrap_or_default();
    Command::new(command.get_name().to_owned())
        .about(about)
        .override_usage(usage)
        .next_line_help(true)
        .args(required)
        .args(optional)
        .args(existing)
        .arg(Arg::new("help").long("help").short('h').action(ArgAction::Help).help("Print help"))
        .disable_help_flag(true)
        .mut_args(
            |arg| if arg.get_help_heading().is_some() { arg } else { arg.help_heading("Other options") },
        )
        .after_help(exit::help())
}

/// The options on the command line, for each declared parameter of the model.
pub fn given(command: &Command, matches: &ArgMatches, model: Model) -> Vec<GivenOption> {
    let option = |Declared { path, parameter }: Declared| {
        let id = id(&path);
        let option = command.get_arguments().find(|arg| arg.get_id() == &id)?.get_long()?;
        let texts = matches.get_many(&id).into_iter().flatten().cloned().collect();
        Some(GivenOption { path, parameter, option: option.to_owned(), texts })
    };
    declared(model).into_iter().filter_map(option).collect()
}

/// The parameters of a model, and the properties of those that are objects.
fn declared(model: Model) -> Vec<Declared> {
    let mut declared = Vec::new();
    add_declared(&[], model.parameters(), &mut declared);
    declared
}

fn add_declared(path: &[&'static str], parameters: &[&'static Parameter], declared: &mut Vec<Declared>) {
    for parameter in parameters {
        let path = [path, &[parameter.name]].concat();
        declared.push(Declared { path: path.clone(), parameter });
        if let ValueSchema::Object(properties) = parameter.schema {
            add_declared(&path, properties, declared);
        }
    }
}

/// Refuses an option as the value of a parameter that is a text: with a variable that is not set,
/// `--prompt $PROMPT --simulate` would pay for a video of `--simulate`.
pub fn check_values(command: &Command, arguments: &[OsString]) -> clap::error::Result<()> {
    let is_parameter = |name: &str| {
        command.get_arguments().filter(|arg| arg.get_id().as_str().starts_with(ID_PREFIX)).any(|arg| {
            let longs = arg.get_long().into_iter().chain(arg.get_all_aliases().into_iter().flatten());
            let short = arg.get_short().map(|short| format!("-{short}"));
            longs.map(|long| format!("--{long}")).chain(short).any(|own| own == name)
        })
    };
    for pair in arguments.windows(2) {
        let (name, value) = (pair[0].to_string_lossy(), pair[1].to_string_lossy());
        if looks_like_an_option(&value) && is_parameter(&name) {
            let (name, value) = (escaped(&name), escaped(&value));
            let message = format!(
                "{name} has no value, because {value} looks like another option\n  \
                 if it is the value   {name}={value}\n"
            );
            return Err(clap::Error::raw(ErrorKind::InvalidValue, message));
        }
    }
    Ok(())
}

/// `--name`, `--name=value` or `-n`. A negative number and a text with a dash are not options.
fn looks_like_an_option(text: &str) -> bool {
    let is_letter = |text: &str| text.starts_with(|first: char| first.is_ascii_alphabetic());
    match text.strip_prefix("--") {
        Some(name) => is_letter(name),
        None => text.strip_prefix('-').is_some_and(|name| name.len() == 1 && is_letter(name)),
    }
}

/// Distinguishes a parameter from an argument of the command that has the same name.
const ID_PREFIX: &str = "parameter ";

fn id(path: &[&str]) -> String {
    format!("{ID_PREFIX}{}", path.join("."))
}

fn usage(subcommand: &str, required: &[Declared]) -> String {
    let required = required
        .iter()
        .map(|Declared { path, parameter }| format!("--{} <{}>", long(path), value_name(parameter)));
    wrapped(
        [format!("kling {subcommand} --model <MODEL>")]
            .into_iter()
            .chain(required)
            .chain(["[OPTIONS]".into()]),
    )
}

/// The parts in lines that fit a narrow terminal beside `Usage:`. `clap` does not break the line.
fn wrapped(parts: impl Iterator<Item = String>) -> String {
    const HEADING: usize = "Usage: ".len();
    const WIDTH: usize = 40 - HEADING;
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + part.len() <= WIDTH => *line += &format!(" {part}"),
            _ => lines.push(part),
        }
    }
    lines.join(&format!("\n{:HEADING$}", ""))
}

fn long(path: &[&str]) -> String {
    path.join(".").replace('_', "-")
}

fn option(Declared { path, parameter }: &Declared, taken: &[String]) -> Arg {
    let kebab = long(path);
    let long = if taken.contains(&kebab) { format!("parameter-{kebab}") } else { kebab };
    let arg = Arg::new(id(path))
        .long(long.clone())
        .value_name(value_name(parameter))
        .allow_hyphen_values(true)
        .help(help(parameter))
        .action(if is_repeated(&parameter.schema) { ArgAction::Append } else { ArgAction::Set })
        .value_parser(value_parser(&parameter.schema));
    let arg = if long.contains('-') { arg.alias(path.join(".")) } else { arg };
    if path == &["prompt"] { arg.short('p') } else { arg }
}

fn help(parameter: &Parameter) -> String {
    let mut help = parameter.description.to_owned();
    match parameter.schema {
        // Choices are listed by `clap`.
        ValueSchema::TextChoice(_) => {}
        ValueSchema::Object(_) => help.push_str(" [an object, or the following options]"),
        schema if value_name(parameter) == "JSON" => {
            help.push_str(&format!(" [{schema}: {}]", shape(&schema)))
        }
        schema => help.push_str(&format!(" [{schema}]")),
    }
    if let Some(default) = parameter.default {
        help.push_str(&format!(" [server's default: {default}]"));
    }
    help
}

/// The JSON of a value, with types in place of its parts: `{"x": integer, "y": integer}`.
fn shape(schema: &ValueSchema) -> String {
    match schema {
        ValueSchema::List { items, .. } => format!("[{}, …]", shape(items)),
        ValueSchema::Object(properties) => {
            let properties = properties.iter().map(|property| {
                let mark = if property.required { "" } else { "?" };
                format!("\"{}\"{mark}: {}", property.name, shape(&property.schema))
            });
            format!("{{{}}}", properties.collect::<Vec<_>>().join(", "))
        }
        schema => schema.to_string(),
    }
}

fn value_name(parameter: &Parameter) -> &'static str {
    if parameter.is_media() { "URL|FILE" } else { name_of(&parameter.schema) }
}

fn name_of(schema: &ValueSchema) -> &'static str {
    match schema {
        ValueSchema::Boolean => "true|false",
        ValueSchema::Integer { .. } | ValueSchema::Number { .. } | ValueSchema::IntegerChoice(_) => "NUMBER",
        ValueSchema::Text { .. } => "TEXT",
        ValueSchema::TextChoice(_) => "VALUE",
        ValueSchema::List { items, .. } if is_plain(items) => name_of(items),
        ValueSchema::AnyOf(options) => options.iter().find(|option| is_plain(option)).map_or("JSON", name_of),
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
