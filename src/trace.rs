//! Spans and events for the crate `tracing`; nothing at all without the feature of that name.
//!
//! They hold ids, models, counts and errors, never the key, a prompt or media.

/// An event of a level: `event!(info, attempt, "submitted")`.
#[cfg(feature = "tracing")]
macro_rules! event {
    ($level:ident, $($event:tt)*) => { tracing::$level!(target: "aimlapi_kling", $($event)*) };
}
#[cfg(not(feature = "tracing"))]
macro_rules! event {
    ($($event:tt)*) => {
        ()
    };
}

/// A future in a span: `spanned!(future, "submit", model = id)`.
#[cfg(feature = "tracing")]
macro_rules! spanned {
    ($future:expr, $($span:tt)*) => {
        tracing::Instrument::instrument($future, tracing::info_span!(target: "aimlapi_kling", $($span)*))
    };
}
#[cfg(not(feature = "tracing"))]
macro_rules! spanned {
    ($future:expr, $($span:tt)*) => {
        $future
    };
}

pub(crate) use {event, spanned};

/// Tells of a fault. What the service says of it may repeat a prompt, and is for debugging only.
#[cfg(feature = "tracing")]
pub(crate) fn fault(error: &crate::Error, what: &'static str) {
    let status = error.status().map(|status| status.as_u16());
    event!(warn, fault = error.kind(), status, request_id = error.request_id(), "{what}");
    event!(debug, error = %error, "{what}, in words");
}
#[cfg(not(feature = "tracing"))]
pub(crate) fn fault(_: &crate::Error, _: &'static str) {}
