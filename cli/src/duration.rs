//! A duration on the command line.

use std::time::Duration;

/// A duration such as `3d`.
#[derive(Clone, Copy)]
pub struct Span(pub Duration);

/// Parses a duration such as `3d`, `12h` or `1h 30m`.
pub fn parse(text: &str) -> Result<Span, String> {
    let duration = humantime::parse_duration(text);
    duration.map(Span).map_err(|_| "expected a duration such as 3d, 12h or 30m".into())
}
