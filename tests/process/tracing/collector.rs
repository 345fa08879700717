//! Collects the spans and events of every crate.

use std::{
    fmt::{Debug, Write as _},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

/// A line: its level, where it comes from, and its fields.
pub type Line = (Level, String, String);

#[derive(Clone, Default)]
pub struct Collector {
    lines: Arc<Mutex<Vec<Line>>>,
    spans: Arc<AtomicU64>,
}

impl Collector {
    /// All lines so far.
    pub fn lines(&self) -> Vec<Line> {
        self.lines.lock().unwrap().clone()
    }

    /// The lines of this crate, up to a level of verbosity.
    pub fn own(&self, max_level: Level) -> Vec<String> {
        let lines = self.lines();
        let own = lines.iter().filter(|(level, target, _)| target == "aimlapi_kling" && *level <= max_level);
        own.map(|(level, _, text)| format!("{level} {text}")).collect()
    }

    fn add(&self, metadata: &Metadata<'_>, text: Text) {
        let line = (*metadata.level(), metadata.target().to_owned(), text.0);
        self.lines.lock().unwrap().push(line);
    }
}

impl Subscriber for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut text = Text(format!("span {}", span.metadata().name()));
        span.record(&mut text);
        self.add(span.metadata(), text);
        Id::from_u64(self.spans.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn event(&self, event: &Event<'_>) {
        let mut text = Text(String::new());
        event.record(&mut text);
        self.add(event.metadata(), text);
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let separator = if self.0.is_empty() { "" } else { " " };
        match field.name() {
            "message" => self.0.insert_str(0, &format!("{value:?}{separator}")),
            name => write!(self.0, "{separator}{name}={value:?}").unwrap(),
        }
    }
}
