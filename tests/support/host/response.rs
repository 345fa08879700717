//! What a host does with a request, byte by byte.

use std::time::Duration;

use serde_json::Value;

/// How much of a request is read before anything is sent.
#[derive(Clone, Copy, Default)]
pub enum Reads {
    Nothing,
    HalfOfHead,
    HalfOfBody,
    #[default]
    Everything,
}

#[derive(Clone)]
pub(super) enum Step {
    Send(Vec<u8>),
    /// Waits until the client has reported exactly this progress, in bytes.
    UntilReceived(u64),
    Pause(Duration),
}

/// What becomes of the connection after the last step.
#[derive(Clone, Copy, Default)]
pub enum End {
    #[default]
    Close,
    Reset,
    /// It stays open, and nothing is sent any more.
    Stall,
    /// It stays open for the next request.
    KeepAlive,
}

/// A response, whole or broken, with pauses.
#[derive(Clone, Default)]
pub struct ScriptedResponse {
    pub(super) reads: Reads,
    /// The status line; none where the steps send it.
    status: String,
    headers: Vec<(String, String)>,
    pub(super) status_code: Option<u16>,
    pub(super) steps: Vec<Step>,
    pub(super) end: End,
}

impl ScriptedResponse {
    /// A response with this status, such as `200 OK`.
    pub fn new(status: impl Into<String>) -> Self {
        let status = status.into();
        let status_code = Some(status[..3].parse().expect("it begins with a code"));
        Self { status, status_code, ..Self::default() }
    }

    /// A response with this status, all bytes of which are sent by its steps.
    pub fn raw(status_code: u16) -> Self {
        Self { status_code: Some(status_code), ..Self::default() }
    }

    /// No response at all.
    pub fn none() -> Self {
        Self::default()
    }

    /// A JSON document with `200 OK`.
    pub fn json(body: &Value) -> Self {
        Self::new("200 OK").header("content-type", "application/json").sized_body(body.to_string())
    }

    /// A status with an empty body.
    pub fn empty(status: impl Into<String>) -> Self {
        Self::new(status).header("content-length", 0)
    }

    pub fn header(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    /// Sends these bytes, which the headers announce.
    pub fn sized_body(self, bytes: impl AsRef<[u8]>) -> Self {
        self.header("content-length", bytes.as_ref().len()).send(bytes)
    }

    /// Sends these bytes, which no header announces.
    pub fn send(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.steps.push(Step::Send(bytes.as_ref().to_vec()));
        self
    }

    /// Sends these bytes one at a time, with a pause before each.
    pub fn drip(self, bytes: &[u8], pause: Duration) -> Self {
        bytes.iter().fold(self, |response, byte| response.pause(pause).send([*byte]))
    }

    /// Waits until the client has reported that it has received exactly so many bytes.
    pub fn until_received(mut self, bytes: u64) -> Self {
        self.steps.push(Step::UntilReceived(bytes));
        self
    }

    pub fn pause(mut self, pause: Duration) -> Self {
        self.steps.push(Step::Pause(pause));
        self
    }

    pub fn reads(mut self, reads: Reads) -> Self {
        self.reads = reads;
        self
    }

    pub fn end(mut self, end: End) -> Self {
        self.end = end;
        self
    }

    /// Ends with a reset of the connection.
    pub fn reset(self) -> Self {
        self.end(End::Reset)
    }

    /// Leaves the connection open and sends nothing more.
    pub fn stall(self) -> Self {
        self.end(End::Stall)
    }

    /// Leaves the connection open for the next request.
    pub fn keep_alive(self) -> Self {
        self.end(End::KeepAlive)
    }

    /// The bytes of the status line and the headers.
    pub fn head(&self) -> Vec<u8> {
        if self.status.is_empty() {
            return Vec::new();
        }
        let connection = if matches!(self.end, End::KeepAlive) { "keep-alive" } else { "close" };
        let mut head = format!("HTTP/1.1 {}\r\nconnection: {connection}\r\n", self.status);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        (head + "\r\n").into_bytes()
    }
}
