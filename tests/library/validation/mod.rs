//! Validation of requests before they are sent.

mod agreement;
mod limit_bodies;
mod random_bodies;
mod rules;
mod threads;
mod unlisted;
mod uris;
mod violations;

const URL: &str = "https://example.com/a.png";
const SEED: u64 = 4711;
