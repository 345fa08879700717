//! The command `kling`, run as its users run it.

mod arguments;
mod find;
mod generate;
mod models;
mod resume;
mod schema;
mod secret;
mod support;
