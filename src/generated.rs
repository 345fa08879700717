//! The single place where generated code enters; what is allowed here is what progenitor and
//! typify emit and nobody reads.
#![allow(unused_imports, dead_code, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/generated.rs"));
