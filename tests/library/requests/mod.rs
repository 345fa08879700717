//! Requests: what is sent for them, which bodies are requests, and what the public tables say about them.

#[cfg(feature = "schemars")]
mod json_schema;
mod parameter_table;
mod refused_bodies;
mod round_trip;
mod sent_bodies;
mod unlisted;
