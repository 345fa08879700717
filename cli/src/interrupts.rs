//! Ctrl-C, and the signal that terminates a process.

use crate::{exit::Exit, failure::Failure};

/// The signals after which the command reports how to continue, and ends.
#[cfg(unix)]
pub struct Interrupts {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Interrupts {
    pub fn listen() -> Result<Self, Failure> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| {
            signal(kind).map_err(|error| Failure::other(format!("cannot listen for signals: {error}")))
        };
        Ok(Self { interrupt: listen(SignalKind::interrupt())?, terminate: listen(SignalKind::terminate())? })
    }

    /// The exit code of the next signal to end.
    pub async fn next(&mut self) -> Exit {
        tokio::select! {
            _ = self.interrupt.recv() => Exit::Interrupted,
            _ = self.terminate.recv() => Exit::Terminated,
        }
    }
}

/// Ctrl-C, after which the command reports how to continue, and ends.
#[cfg(not(unix))]
pub struct Interrupts;

#[cfg(not(unix))]
impl Interrupts {
    pub fn listen() -> Result<Self, Failure> {
        Ok(Self)
    }

    /// The exit code of the next signal to end.
    pub async fn next(&mut self) -> Exit {
        match tokio::signal::ctrl_c().await {
            Ok(()) => Exit::Interrupted,
            // Then the system ends the process.
            Err(_) => std::future::pending().await,
        }
    }
}

impl Interrupts {
    /// Runs something until it is done or interrupted.
    pub async fn interruptible<T, E: Into<Failure>>(
        &mut self,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, Failure> {
        tokio::select! {
            biased;
            result = work => result.map_err(Into::into),
            exit = self.next() => Err(Failure::interrupted(exit)),
        }
    }
}
