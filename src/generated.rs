//! The generated code: nothing in it is written by hand.

/// The models as data.
pub(crate) mod models {
    include!(concat!(env!("OUT_DIR"), "/models.rs"));
}

/// The request types.
#[allow(
    clippy::new_without_default,
    reason = "a parameter may become required with the next revision of upstream"
)]
pub(crate) mod requests {
    include!(concat!(env!("OUT_DIR"), "/requests.rs"));
}

/// progenitor's client. It emits imports, constructors and accessors that this crate has no use for.
#[allow(unused_imports, dead_code, clippy::all)]
pub(crate) mod operations {
    include!(concat!(env!("OUT_DIR"), "/operations.rs"));
}
