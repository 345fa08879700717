//! Requests: what is sent for them, which bodies are requests, and the public tables of their parameters.

mod aliases;
mod from_json;
#[cfg(feature = "schemars")]
mod json_schema;
mod large_texts;
mod parameter_table;
mod refused_bodies;
mod round_trip;
mod sent_bodies;
mod unlisted;
mod untyped;
