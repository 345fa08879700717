//! How a fault is played.

/// How often a host plays its fault before it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    Once,
    Always,
}

#[derive(Clone)]
pub enum Play {
    /// Nobody listens.
    Refuse,
    Exchange(Exchange),
}

/// The default is the host's own answer.
#[derive(Clone)]
pub struct Exchange {
    pub read: Read,
    pub reply: Option<Reply>,
    pub end: End,
}

impl Default for Exchange {
    fn default() -> Self {
        Self { read: Read::All, reply: Some(Reply::default()), end: End::Close }
    }
}

/// How much of the request is read.
#[derive(Clone, Copy)]
pub enum Read {
    Nothing,
    HalfOfHead,
    HalfOfBody,
    All,
}

/// What becomes of the connection.
#[derive(Clone, Copy)]
pub enum End {
    Close,
    Reset,
    /// It stays open, and nothing comes any more.
    Silence,
    /// The rest comes a byte at a time, and would take longer than anybody waits.
    Drip,
}

/// A reply, as far as it is another than the host's own.
#[derive(Clone, Default)]
pub struct Reply {
    pub status: Option<u16>,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
    pub cut: Cut,
    /// The end of the connection is the end of the body.
    pub is_unannounced: bool,
}

#[derive(Clone, Default)]
pub enum Body {
    #[default]
    Own,
    /// Another one, and the id that can be read from it.
    Other(Vec<u8>, Option<&'static str>),
    /// More than a client should take.
    Long { is_id_first: bool },
}

/// Where the reply breaks off.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Cut {
    #[default]
    Nowhere,
    InHead,
    AfterHead,
    BeforeId,
    Half,
}

impl Reply {
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}
