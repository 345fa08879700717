//! What a host records of a request.

/// A request, as far as it was read.
#[derive(Clone, Debug, Default)]
pub struct RecordedRequest {
    /// The request line and the headers.
    pub head: String,
    pub body: Vec<u8>,
    /// Whether all of it was read.
    pub is_complete: bool,
    /// The connection that it came on, counted from 0.
    pub connection: usize,
    /// When its head had arrived, in seconds since the host started.
    pub at: f64,
    /// The status that was sent, where the host got that far.
    pub response_status: Option<u16>,
    /// When the client closed the connection, where this was the last request on it.
    pub closed_at: Option<f64>,
}

impl RecordedRequest {
    pub fn method(&self) -> &str {
        self.head.split(' ').next().unwrap_or_default()
    }

    /// The path with its query.
    pub fn path(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        headers.find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The first byte of a range without an end.
    pub fn range_start(&self) -> Option<u64> {
        self.header("range")?.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
    }
}
