//! Spans and events for the crate `tracing`; no code at all without the feature `tracing`.
//!
//! They contain ids, models, counts and errors, never the API key, prompts or media.

/// Emits an event of a level: `event!(info, attempt, "submitted")`.
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

/// Instruments a future with a span: `spanned!(future, "submit", model = id)`.
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

/// Emits events for an error. The text of an error may repeat a prompt, so it is only in the debug event.
#[cfg(feature = "tracing")]
pub(crate) fn error(error: &crate::error::Error, message: &'static str) {
    let status = error.status().map(|status| status.as_u16());
    event!(warn, kind = error.kind_name(), status, request_id = error.request_id(), "{message}");
    event!(debug, error = %error, "{message}: details");
}
#[cfg(not(feature = "tracing"))]
pub(crate) fn error(_: &crate::error::Error, _: &'static str) {}
