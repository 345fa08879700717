//! The command `kling`, run as a process.

mod arguments;
mod find;
mod generate;
mod kill;
mod models;
mod resume;
mod schema;
mod secret;
mod streams;
mod support;
mod target;
