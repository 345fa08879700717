#![doc = include_str!("../README.md")]

mod builder;
mod choice;
mod client;
mod data_uri;
mod download;
mod error;
mod expected;
mod generated;
mod hooks;
mod job;
mod key;
mod log;
mod media;
mod model;
mod nearest;
mod normalise;
mod parameter;
mod read;
mod receipt;
mod reply;
mod request;
mod request_id;
mod retry;
mod retry_after;
mod rules;
mod salvage;
mod schema;
#[cfg(feature = "simulator")]
pub mod simulator;
mod submit;
mod trace;
mod unlisted;
mod validate;
mod video;
mod wait;

/// The generated operations: one HTTP exchange each. A success is handed over unread, since
/// replies deviate from every declared schema; the crate's own `Client` reads them.
pub mod raw {
    pub use crate::generated::operations::{ByteStream, Client, Error, ResponseValue};
}

pub use builder::ClientBuilder;
pub use choice::UnknownValue;
pub use client::Client;
pub use download::Download;
pub use error::Error;
pub use generated::{
    models::{Family, Model, Task, Tier},
    requests::{Request, types},
};
pub use job::Job;
pub use log::{LogEntry, Submission};
pub use media::{AudioInput, ImageInput, VideoInput};
pub use parameter::{Parameter, ValueSchema};
pub use receipt::Receipt;
pub use reply::{Generation, GenerationError, Status, VideoFile};
pub use request::{ModelRequest, ModelTag};
pub use request_id::ClientRequestId;
pub use reqwest;
pub use rules::Rule;
pub use unlisted::Unlisted;
pub use validate::{Violation, Violations};
pub use video::Video;
pub use wait::{Progress, WaitPolicy};
