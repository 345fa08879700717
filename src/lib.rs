#![doc = include_str!("../README.md")]

mod client;
mod error;
mod job;
pub mod ledger;
mod media;
mod model;
mod redact;
mod request;
#[cfg(feature = "simulator")]
pub mod simulator;
mod video;

pub use client::{
    AdaptiveRateLimit, Client, ClientBuilder, Generate, LogEntry, LogQuery, Progress, RateLimit, RequestKind,
    RequestOutcome, Submission, SubmitOutcome, WaitPolicy,
};
pub use error::Error;
pub use job::{
    ClientRequestId, Generation, GenerationError, InvalidClientRequestId, Job, Receipt, Status, VideoFile,
};
pub use media::{AudioInput, ImageInput, VideoInput};
pub use model::{Family, Model, Parameter, Task, Tier, UnknownValue, ValueSchema};
pub use request::{ModelRequest, ModelTag, Request, Rule, Unlisted, Violation, Violations, types};
pub use reqwest;
pub use video::{Download, Downloaded, OutputFile, Video};
