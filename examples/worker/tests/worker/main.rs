//! Workers on a real PostgreSQL, against the simulator. Run them with `./with-postgres cargo test`.

mod handling;
mod holders;
mod support;
mod survival;
mod throughput;
