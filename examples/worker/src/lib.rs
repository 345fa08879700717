//! Kling videos as jobs of a queue in PostgreSQL: an example to copy.
//!
//! The queue ([awa](https://docs.rs/awa)) decides when a step is due and which worker takes it. The table
//! `video_jobs` decides what the step is, and that a request is sent once: see [`table`]. The `README.md` beside this
//! crate explains why both are needed.

pub mod lock;
pub mod look_up;
pub mod queue;
pub mod reconcile;
pub mod report;
pub mod settings;
pub mod step;
pub mod table;
pub mod worker;

/// Any error of a database, the queue or a setting. The caller logs it and tries again later, or ends.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
