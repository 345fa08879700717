#![doc = include_str!("../README.md")]
// Shows on docs.rs which feature an item requires.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "batch")]
pub mod batch;
mod client;
mod error;
#[cfg(any(doc, doctest))]
pub mod guide;
mod job;
pub mod ledger;
mod lock;
mod media;
mod model;
mod redact;
mod request;
#[cfg(feature = "simulator")]
pub mod simulator;
mod video;

pub use client::{
    AdaptiveRateLimit, Catalogue, CatalogueEntry, Client, ClientBuilder, Durations, Generate, JobUpdate,
    LogEntry, LogQuery, Metrics, Progress, RateLimit, RequestKind, RequestOutcome, Submission, SubmitOutcome,
    WaitPolicy,
};
pub use error::{Error, ErrorKind};
pub use job::{
    ClientRequestId, Generation, GenerationError, InvalidClientRequestId, Job, Receipt, Status, VideoFile,
};
pub use media::{AudioInput, ImageInput, VideoInput};
pub use model::{Family, InputKind, Model, Parameter, Task, Tier, UnknownValue, ValueSchema};
pub use request::{
    ModelRequest, ModelTag, Request, Rule, Unlisted, UnlistedNames, UntypedRequest, Violation, Violations,
    types,
};
/// The HTTP library, for [`ClientBuilder::configure_http`] and the types of its functions. With the default feature
/// `rustls` alone, no cryptography is built into it, so that a client of your own requires an installed
/// `CryptoProvider` or a TLS feature of `reqwest`.
pub use reqwest;
pub use video::{Download, Downloaded, OutputFile, Video, Written};
