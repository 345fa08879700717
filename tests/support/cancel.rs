//! Calls that are dropped before they have ended.

use std::{future::poll_fn, pin::pin, task::Poll};

use futures_util::{StreamExt as _, stream::FuturesUnordered};

/// Drops a call after so many polls, each of which follows a wake-up, unless it has ended before.
pub async fn after_polls<T>(polls: usize, call: impl Future<Output = T>) -> Option<T> {
    let (mut call, mut count) = (pin!(call), 0);
    let limited = poll_fn(|context| {
        if count == polls {
            return Poll::Ready(None);
        }
        count += 1;
        match call.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if count == polls => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    });
    // This polls a future only after its own wake-up.
    FuturesUnordered::from_iter([limited]).next().await.expect("there is one")
}
