//! The gallery of a batch: one page with its videos, which needs no network.

use std::{
    collections::BTreeMap,
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use aimlapi_kling::ledger::{JobRecord, State};
use serde_json::Value;

use super::{
    totals::{reason, time, usd},
    view::clock,
};

/// The name of the page, beside the videos.
pub const FILE: &str = "index.html";

/// The page is written at most this often.
const INTERVAL: Duration = Duration::from_secs(2);

/// The longest value of a parameter that is shown.
const MAX_VALUE: usize = 200;

const HEAD: &str = include_str!("gallery_head.html");
const TAIL: &str = include_str!("gallery_tail.html");

/// The page, and the jobs that it shows.
pub struct Gallery {
    path: PathBuf,
    cards: BTreeMap<String, Card>,
    written: Option<Instant>,
}

/// What is shown of a job.
struct Card {
    name: String,
    prompt: String,
    model: String,
    parameters: Vec<(String, String)>,
    state: &'static str,
    file: Option<String>,
    time: Option<Duration>,
    usd: Option<f64>,
    reason: Option<String>,
}

impl Gallery {
    /// The page in a folder.
    pub fn new(folder: &Path) -> Self {
        Self { path: folder.join(FILE), cards: BTreeMap::new(), written: None }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Shows a job, and writes the page unless that was done a moment ago.
    pub fn show(&mut self, name: &str, record: &JobRecord) -> io::Result<()> {
        let card = Card::new(name, record);
        let is_end = card.state != "running";
        self.cards.insert(name.to_owned(), card);
        let is_due = self.written.is_none_or(|written| written.elapsed() >= INTERVAL);
        if is_end && is_due { self.write() } else { Ok(()) }
    }

    /// Writes the page. Whoever reads it sees the old one or the new one.
    pub fn write(&mut self) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
        let mut file = builder.prefix(".gallery-").tempfile_in(folder)?;
        file.write_all(self.html().as_bytes())?;
        file.persist(&self.path)?;
        self.written = Some(Instant::now());
        Ok(())
    }

    fn html(&self) -> String {
        let mut html = HEAD.to_owned();
        html.push_str(&self.sums());
        html.push_str("<main id=\"cards\">\n");
        self.cards.values().for_each(|card| html.push_str(&card.html()));
        html.push_str("</main>\n");
        html.push_str(TAIL);
        html
    }

    fn sums(&self) -> String {
        let count = |state: &str| self.cards.values().filter(|card| card.state == state).count();
        let usd: f64 = self.cards.values().filter_map(|card| card.usd.filter(|_| card.state == "made")).sum();
        let mut parts = vec![format!("{} made", count("made"))];
        for state in ["running", "failed", "unknown"] {
            if count(state) > 0 {
                parts.push(format!("{} {state}", count(state)));
            }
        }
        parts.push(format!("${usd:.2}"));
        format!("<p id=\"sums\">{}</p>\n</header>\n", parts.join(" · "))
    }
}

impl Card {
    fn new(name: &str, record: &JobRecord) -> Self {
        let body: Value = serde_json::from_str(record.body()).unwrap_or_default();
        let is_shown = |name: &str| name != "model" && name != "prompt";
        let parameters = body.as_object().into_iter().flatten().filter(|(name, _)| is_shown(name));
        let state = match record.state() {
            State::Downloaded => "made",
            State::Failed | State::Refused => "failed",
            State::Unknown => "unknown",
            _ => "running",
        };
        let file = record.output_path().and_then(Path::file_name).filter(|_| state == "made");
        Self {
            name: name.to_owned(),
            prompt: prompt(record),
            model: record.model_id().to_owned(),
            parameters: parameters.map(|(name, value)| (name.clone(), shown(value))).collect(),
            state,
            file: file.map(|file| file.to_string_lossy().into_owned()),
            time: time(record),
            usd: usd(record),
            reason: (state != "made").then(|| record.last_error().map(|_| reason(record))).flatten(),
        }
    }

    fn html(&self) -> String {
        let Self { name, prompt, model, state, .. } = self;
        let (name, prompt, model) = (escaped(name), escaped(prompt), escaped(model));
        let mut html = format!(
            "<article data-state=\"{state}\" data-model=\"{model}\" tabindex=\"0\" aria-label=\"{name}\">\n"
        );
        match &self.file {
            Some(file) => html.push_str(&format!(
                "<video controls preload=\"none\" src=\"{}\"></video>\n",
                escaped(&url(file))
            )),
            None => html.push_str(&format!("<div class=\"none\">{state}</div>\n")),
        }
        html.push_str(&format!("<h2>{name}</h2>\n<p class=\"prompt\">{prompt}</p>\n"));
        if let Some(reason) = &self.reason {
            html.push_str(&format!("<p class=\"reason\">{}</p>\n", escaped(reason)));
        }
        html.push_str(&format!("<p class=\"model\">{model}</p>\n<dl>"));
        for (name, value) in &self.parameters {
            html.push_str(&format!("<div><dt>{}</dt><dd>{}</dd></div>", escaped(name), escaped(value)));
        }
        let facts =
            [self.time.map(|time| ("time", clock(time))), self.usd.map(|usd| ("cost", format!("${usd:.2}")))];
        for (name, value) in facts.into_iter().flatten() {
            html.push_str(&format!("<div><dt>{name}</dt><dd>{value}</dd></div>"));
        }
        html.push_str("</dl>\n</article>\n");
        html
    }
}

/// The prompt of a request, or nothing.
pub fn prompt(record: &JobRecord) -> String {
    let body: Value = serde_json::from_str(record.body()).unwrap_or_default();
    body["prompt"].as_str().unwrap_or_default().to_owned()
}

/// A value, without the content of files and without the queries of URLs, which may be secret.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(text) if text.starts_with("data:") => "a file".to_owned(),
        Value::String(text) if text.contains("://") => {
            text.split(['?', '#']).next().unwrap_or_default().to_owned()
        }
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(values) => {
            let pairs = values.iter().map(|(name, value)| format!("{name}: {}", shown(value)));
            pairs.collect::<Vec<_>>().join(", ")
        }
        value => value.to_string(),
    };
    match text.chars().nth(MAX_VALUE) {
        Some(_) => text.chars().take(MAX_VALUE).chain(['…']).collect(),
        None => text,
    }
}

/// Text as HTML, also within quoted attributes.
fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, letter| {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Browsers replace it, and some of them what follows.
            '\0' => escaped.push('\u{fffd}'),
            letter => escaped.push(letter),
        }
        escaped
    })
}

/// The relative URL of a file beside the page.
fn url(file: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let encoded = file
        .bytes()
        .map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    format!("./{}", encoded.collect::<String>())
}
