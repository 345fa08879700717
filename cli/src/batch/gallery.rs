//! The gallery of a batch: one page with its videos, which needs no network.

use std::{
    collections::BTreeMap,
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use aimlapi_kling::ledger::{JobRecord, State};
use serde_json::Value;

use super::record::{prompt, reason, time, usd};
use crate::shown::clock;

/// The name of the page, beside the videos.
pub const FILE: &str = "index.html";

/// The page is written at most this often.
const INTERVAL: Duration = Duration::from_secs(2);

/// The longest value of a parameter that is shown.
const MAX_VALUE: usize = 200;

/// The state of a job whose video is in its file.
const MADE: &str = "made";

/// The state of a job that was submitted, or is about to be.
const RUNNING: &str = "running";

const FILTERS: &str = "\
<div id=\"filters\">
<label>State <select id=\"state\"><option value=\"\">all</option></select></label>
<label>Model <select id=\"model\"><option value=\"\">all</option></select></label>
</div>
";

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
    parameters: BTreeMap<String, String>,
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

    /// Shows a job of an earlier run.
    pub fn restore(&mut self, name: &str, record: &JobRecord) {
        if record.state() != State::Named {
            self.cards.insert(name.to_owned(), Card::new(name, record));
        }
    }

    /// Shows a job, and writes the page unless that was done a moment ago.
    pub fn show(&mut self, name: &str, record: &JobRecord) -> io::Result<()> {
        let card = Card::new(name, record);
        let is_end = card.state != RUNNING;
        self.cards.insert(name.to_owned(), card);
        let is_due = self.written.is_none_or(|written| written.elapsed() >= INTERVAL);
        if is_end && is_due { self.write() } else { Ok(()) }
    }

    /// Removes a job that was to be submitted, and was not.
    pub fn not_started(&mut self, name: &str) {
        self.cards.retain(|other, card| other != name || card.state != RUNNING);
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
        let common = self.common();
        let folder = self.path.parent().and_then(Path::file_name).unwrap_or_default();
        let title = escaped(&folder.to_string_lossy());
        let mut html = HEAD.replace("TITLE", &title);
        html.push_str(&format!("<header>\n<h1>{title}</h1>\n<p id=\"sums\">{}</p>\n{FILTERS}", self.sums()));
        if !common.is_empty() {
            let common: Vec<_> = common.iter().map(|(name, value)| format!("{name} {value}")).collect();
            html.push_str(&format!("<p id=\"common\">Every request: {}</p>\n", escaped(&common.join(" · "))));
        }
        html.push_str("</header>\n<main>\n");
        self.cards.values().for_each(|card| html.push_str(&card.html(&common)));
        html.push_str("</main>\n");
        html.push_str(TAIL);
        html
    }

    fn sums(&self) -> String {
        let mut counts: BTreeMap<_, usize> = BTreeMap::new();
        self.cards.values().for_each(|card| *counts.entry(card.state).or_default() += 1);
        let made = counts.remove(MADE).unwrap_or_default();
        let costs = self.cards.values().filter(|card| card.state == MADE).filter_map(|card| card.usd);
        let usd = costs.fold(0.0, |sum, usd| sum + usd);
        let mut parts = vec![format!("{made} made")];
        parts.extend(counts.iter().map(|(state, count)| format!("{count} {state}")));
        parts.push(format!("${usd:.2}"));
        parts.join(" · ")
    }

    /// The parameters that several cards have, all of them with the same value. They are shown once.
    fn common(&self) -> BTreeMap<String, String> {
        let mut cards = self.cards.values();
        let mut common = cards.next().map(|card| card.parameters.clone()).unwrap_or_default();
        if self.cards.len() == 1 {
            common.clear();
        }
        cards.for_each(|card| common.retain(|name, value| card.parameters.get(name) == Some(value)));
        common
    }
}

impl Card {
    fn new(name: &str, record: &JobRecord) -> Self {
        let body: Value = serde_json::from_str(record.body()).unwrap_or_default();
        let is_shown = |name: &str| name != "model" && name != "prompt";
        let parameters = body.as_object().into_iter().flatten().filter(|(name, _)| is_shown(name));
        let state = match record.state() {
            State::Downloaded => MADE,
            State::Failed | State::Refused => "failed",
            State::Unknown => "unknown",
            State::Completed => "not downloaded",
            _ => RUNNING,
        };
        let file = record.output_path().and_then(Path::file_name).filter(|_| state == MADE);
        Self {
            name: name.to_owned(),
            prompt: prompt(record),
            model: record.model_id().to_owned(),
            parameters: parameters.map(|(name, value)| (name.clone(), shown(value))).collect(),
            state,
            file: file.map(|file| file.to_string_lossy().into_owned()),
            time: time(record),
            usd: usd(record),
            reason: (state != MADE).then(|| record.last_error().map(|_| reason(record))).flatten(),
        }
    }

    fn html(&self, common: &BTreeMap<String, String>) -> String {
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
            None => html.push_str(&self.no_video()),
        }
        html.push_str(&format!("<h2>{name}</h2>\n<p class=\"prompt\">{prompt}</p>\n"));
        html.push_str(&format!("<p class=\"model\">{model}</p>\n<dl>"));
        let parameters = self.parameters.iter().filter(|(name, _)| !common.contains_key(*name));
        let parameters = parameters.map(|(name, value)| (name.as_str(), value.clone()));
        let time = self.time.map(|time| ("time", clock(time)));
        let cost = self.usd.map(|usd| ("cost", format!("${usd:.2}")));
        for (name, value) in parameters.chain(time).chain(cost) {
            html.push_str(&format!("<div><dt>{}</dt><dd>{}</dd></div>", escaped(name), escaped(&value)));
        }
        html.push_str("</dl>\n</article>\n");
        html
    }

    fn no_video(&self) -> String {
        let reason = self.reason.iter().map(|reason| format!("<p class=\"reason\">{}</p>", escaped(reason)));
        let reason: String = reason.collect();
        format!("<div class=\"none\"><p class=\"state\">{}</p>{reason}</div>\n", self.state)
    }
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
