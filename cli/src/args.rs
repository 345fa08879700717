//! The command line. What a model takes comes from the model table, so it is read in two steps:
//! first the model, then its parameters.

use std::{ffi::OsString, path::PathBuf, time::Duration};

use aimlapi_kling::{ClientRequestId, Job, Model, Parameter, Request, ValueSchema};
use clap::{
    Arg, ArgAction, ArgMatches, Command,
    builder::{PossibleValuesParser, TypedValueParser as _, ValueParser},
    error::ErrorKind,
    value_parser,
};
use serde_json::{Value, json};

/// What is to be done.
pub enum Invocation {
    Generate(Box<Options>),
    Resume(Box<Job>, Delivery),
    Find { name: ClientRequestId, json: bool },
    Models { model: Option<Model>, json: bool },
    Schema(Model),
}

/// How a video is to be made.
pub struct Options {
    pub request: Request,
    pub simulate: bool,
    pub delivery: Delivery,
}

/// How a video is to be waited for, and where it goes.
pub struct Delivery {
    pub output: PathBuf,
    pub force: bool,
    pub json: bool,
    pub timeout: Duration,
    pub interval: Option<Duration>,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  the video is on disk
  1  anything else: no network, no credits, no disk, time is up
  2  bad input: an option, a parameter, or what the service refuses
  3  the job failed; it is not charged

The API key is read from AIML_API_KEY, then AIMLAPI_API_KEY; another address from AIML_API_BASE,
then AIMLAPI_API_BASE.";

/// Reads the command line.
pub fn read(arguments: impl IntoIterator<Item = OsString>) -> clap::error::Result<Invocation> {
    let arguments: Vec<_> = arguments.into_iter().collect();
    let named = named_model(&arguments);
    let mut command = command(named.as_deref().and_then(|name| name.parse().ok()));
    let matches = command.try_get_matches_from_mut(arguments)?;
    match matches.subcommand() {
        Some(("generate", matches)) => {
            let generate = command.find_subcommand_mut("generate").expect("it is declared");
            options(generate, matches).map(|options| Invocation::Generate(options.into()))
        }
        Some(("resume", matches)) => {
            let job = Job::from_id(matches.get_one::<String>("id").expect("it is required"));
            let job = if matches.get_flag("legacy") { job.at_legacy_address() } else { job };
            Ok(Invocation::Resume(job.into(), delivery(matches)))
        }
        Some(("find", matches)) => Ok(Invocation::Find {
            name: matches.get_one("name").cloned().expect("it is required"),
            json: matches.get_flag("json"),
        }),
        Some(("models", matches)) => Ok(Invocation::Models {
            model: matches.get_one("model").copied(),
            json: matches.get_flag("json"),
        }),
        Some(("schema", matches)) => {
            Ok(Invocation::Schema(*matches.get_one("model").expect("it is required")))
        }
        _ => unreachable!("a subcommand is required"),
    }
}

/// The value of `--model`, before anything else is known.
fn named_model(arguments: &[OsString]) -> Option<String> {
    let texts: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    texts.iter().enumerate().find_map(|(at, text)| match text.as_ref() {
        "--model" | "-m" => texts.get(at + 1).map(ToString::to_string),
        text => ["--model=", "-m="].iter().find_map(|prefix| text.strip_prefix(prefix)).map(str::to_owned),
    })
}

fn command(model: Option<Model>) -> Command {
    let json = || Arg::new("json").long("json").action(ArgAction::SetTrue);
    Command::new("kling")
        .about("Makes videos with the Kling models of the AI/ML API")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(generate(model))
        .subcommand(
            Command::new("resume")
                .about("Waits for a job that was submitted before, and downloads its video")
                .arg(Arg::new("id").required(true).help("The id that `generate` told"))
                .arg(
                    Arg::new("legacy")
                        .long("legacy")
                        .action(ArgAction::SetTrue)
                        .help("The job was submitted at the legacy address"),
                )
                .args(delivery_args())
                .after_help(EXIT_CODES),
        )
        .subcommand(
            Command::new("find")
                .about("Looks in the service's log for a submission that may have been accepted")
                .arg(
                    Arg::new("name")
                        .required(true)
                        .value_parser(value_parser!(ClientRequestId))
                        .help("The client request id that the error named"),
                )
                .arg(json().help("Write JSON")),
        )
        .subcommand(
            Command::new("models")
                .about("Lists the models and their parameters")
                .arg(Arg::new("model").value_parser(model_parser()).help("Show this model only, in detail"))
                .arg(json().help("Write JSON")),
        )
        .subcommand(
            Command::new("schema")
                .about("Prints the JSON Schema of a model's requests, for example for a tool definition")
                .arg(Arg::new("model").required(true).value_parser(model_parser()).help("Id or type name")),
        )
}

fn generate(model: Option<Model>) -> Command {
    let about = "Makes a video: submits a job, waits for it, downloads the file";
    let more = match model {
        Some(_) => EXIT_CODES.to_owned(),
        None => {
            format!("Parameters depend on the model: `kling generate --model <MODEL> --help`\n\n{EXIT_CODES}")
        }
    };
    let command = Command::new("generate").about(about).after_help(more).args([
        Arg::new("model")
            .long("model")
            .short('m')
            .required(true)
            .value_parser(model_parser())
            .help("Id of the model, or name of its request type; see `kling models`"),
        Arg::new("simulate").long("simulate").action(ArgAction::SetTrue).help(
            "Use a simulated service on this machine: no key, no network, no cost; the video is a test picture",
        ),
    ]);
    let command = command.args(delivery_args());
    let Some(model) = model else { return command };
    let heading = format!("Parameters of {model}");
    let own: Vec<_> = command.get_arguments().filter_map(|arg| arg.get_long().map(str::to_owned)).collect();
    model.parameters().iter().fold(command, |command, parameter| {
        command.arg(argument(parameter, &own).help_heading(heading.clone()))
    })
}

fn delivery_args() -> [Arg; 5] {
    [
        Arg::new("output")
            .long("output")
            .short('o')
            .value_name("FILE")
            .required(true)
            .value_parser(value_parser!(PathBuf))
            .help("Where the video goes"),
        Arg::new("force").long("force").action(ArgAction::SetTrue).help("Replace FILE if it exists"),
        Arg::new("timeout")
            .long("timeout")
            .value_name("SECONDS")
            .value_parser(value_parser!(u64).range(1..))
            .default_value("1200")
            .help("How long to wait for the video"),
        Arg::new("interval")
            .long("interval")
            .value_name("SECONDS")
            .value_parser(seconds)
            .help("How often to ask whether it is ready [default: 10]"),
        Arg::new("json")
            .long("json")
            .action(ArgAction::SetTrue)
            .help("Write one JSON object to standard output"),
    ]
}

/// The option of a parameter.
fn argument(parameter: &'static Parameter, own: &[String]) -> Arg {
    let kebab = parameter.name.replace('_', "-");
    // A parameter that is called like an option of this command must not hide it.
    let long = if own.contains(&kebab) { format!("parameter-{kebab}") } else { kebab };
    let mut help = format!("{} [{}]", parameter.description, parameter.schema);
    if let ValueSchema::TextChoice(_) = parameter.schema {
        parameter.description.clone_into(&mut help);
    }
    if let Some(default) = parameter.default {
        help.push_str(&format!(" [server's default: {default}]"));
    }
    let arg = Arg::new(parameter.name)
        .long(long.clone())
        .value_name(value_name(&parameter.schema))
        .required(parameter.required)
        .allow_hyphen_values(true)
        .help(help)
        .action(if is_repeated(&parameter.schema) { ArgAction::Append } else { ArgAction::Set })
        .value_parser(values(&parameter.schema));
    if long.contains('-') { arg.alias(parameter.name) } else { arg }
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

/// Whether a value is one word of the command line.
fn is_plain(schema: &ValueSchema) -> bool {
    !matches!(
        schema,
        ValueSchema::List { .. } | ValueSchema::Object(_) | ValueSchema::AnyOf(_) | ValueSchema::Json
    )
}

/// Lists of plain values are given by repeating the option.
fn is_repeated(schema: &ValueSchema) -> bool {
    match schema {
        ValueSchema::List { items, .. } => is_plain(items),
        ValueSchema::AnyOf(options) => options.iter().any(is_repeated),
        _ => false,
    }
}

/// Reads and checks one value.
fn values(schema: &'static ValueSchema) -> ValueParser {
    match schema {
        ValueSchema::Boolean => {
            PossibleValuesParser::new(["true", "false"]).map(|text| json!(text == "true")).into()
        }
        ValueSchema::TextChoice(values) => {
            PossibleValuesParser::new(values.iter().copied()).map(Value::String).into()
        }
        ValueSchema::List { items, .. } if is_plain(items) => values(items),
        ValueSchema::AnyOf(options) => match options.iter().find(|option| is_plain(option)) {
            Some(option) => values(option),
            None => ValueParser::from(json_value),
        },
        schema if is_plain(schema) => ValueParser::from(move |text: &str| plain_value(text, schema)),
        _ => ValueParser::from(json_value),
    }
}

fn plain_value(text: &str, schema: &ValueSchema) -> Result<Value, String> {
    let expected = || format!("expected {schema}");
    match schema {
        ValueSchema::Integer { minimum, maximum, .. } => {
            let number: i64 = text.parse().map_err(|_| expected())?;
            let fits = minimum.is_none_or(|low| number >= low) && maximum.is_none_or(|high| number <= high);
            if fits { Ok(number.into()) } else { Err(expected()) }
        }
        ValueSchema::Number { minimum, maximum, .. } => {
            let number: f64 = text.parse().map_err(|_| expected())?;
            let fits = minimum.is_none_or(|low| number >= low) && maximum.is_none_or(|high| number <= high);
            if fits && number.is_finite() { Ok(number.into()) } else { Err(expected()) }
        }
        ValueSchema::IntegerChoice(values) => {
            let number = text.parse().ok().filter(|number| values.contains(number));
            number.map(Value::from).ok_or_else(expected)
        }
        ValueSchema::Text { min_length, max_length, format, .. } => {
            let length = text.chars().count() as u64;
            if min_length.is_some_and(|low| length < low) || max_length.is_some_and(|high| length > high) {
                return Err(format!("{} has {length} characters", expected()));
            }
            if *format == Some("uri") && aimlapi_kling::reqwest::Url::parse(text).is_err() {
                return Err("expected a URL such as https://example.com/image.png".into());
            }
            Ok(text.into())
        }
        _ => Ok(text.into()),
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or_else(|| "expected a number of seconds such as 10 or 0.5".into())
}

fn json_value(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("expected JSON: {error}"))
}

/// A model by id or type name; the error names the nearest ones.
fn model_parser() -> ValueParser {
    ValueParser::from(|text: &str| {
        text.parse::<Model>().map_err(|_| {
            let nearest = Model::nearest(text).map(Model::id);
            format!("no such model; the nearest are {}; `kling models` lists all", nearest.join(", "))
        })
    })
}

fn options(command: &mut Command, matches: &ArgMatches) -> clap::error::Result<Options> {
    let model: Model = *matches.get_one("model").expect("it is required");
    let mut body = json!({ "model": model.id() });
    for parameter in model.parameters() {
        let values: Vec<Value> = matches.get_many(parameter.name).into_iter().flatten().cloned().collect();
        if let Some(value) = gathered(parameter, values)
            .map_err(|error| command.error(ErrorKind::WrongNumberOfValues, error))?
        {
            body[parameter.name] = value;
        }
    }
    let request = model.request(body).map_err(|error| command.error(ErrorKind::ValueValidation, error))?;
    Ok(Options { request, simulate: matches.get_flag("simulate"), delivery: delivery(matches) })
}

fn delivery(matches: &ArgMatches) -> Delivery {
    Delivery {
        output: matches.get_one::<PathBuf>("output").expect("it is required").clone(),
        force: matches.get_flag("force"),
        json: matches.get_flag("json"),
        timeout: Duration::from_secs(*matches.get_one("timeout").expect("it has a default")),
        interval: matches.get_one("interval").copied(),
    }
}

/// The value of a parameter out of its options on the command line.
fn gathered(parameter: &Parameter, mut values: Vec<Value>) -> Result<Option<Value>, String> {
    match &parameter.schema {
        _ if values.is_empty() => Ok(None),
        ValueSchema::List { items, min_items, max_items, .. } if is_plain(items) => {
            let count = values.len() as u64;
            if min_items.is_some_and(|low| count < low) || max_items.is_some_and(|high| count > high) {
                return Err(format!("{}: expected {}, got {count}", parameter.name, parameter.schema));
            }
            Ok(Some(values.into()))
        }
        _ if values.len() > 1 => Ok(Some(values.into())),
        _ => Ok(values.pop()),
    }
}
