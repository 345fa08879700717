//! A batch that runs: it is shown, recorded in the gallery, and stopped by signals.

use std::{io, pin::pin, time::Duration};

use aimlapi_kling::{
    batch::{Batch, BatchEvent, BatchItem, ItemEnd},
    ledger::JobRecord,
};
use futures_util::{Stream, TryStreamExt as _};

use super::{gallery::Gallery, item_end, totals::Totals, view::View};
use crate::{exit::Exit, failure::Failure, interrupts::Interrupts, output};

/// A batch that runs, and what is shown of it.
pub struct Run {
    view: View,
    pub totals: Totals,
    gallery: Gallery,
    gallery_error: Option<io::Error>,
    is_simulated: bool,
}

impl Run {
    pub fn new(view: View, gallery: Gallery, is_simulated: bool) -> Self {
        Self { view, totals: Totals::default(), gallery, gallery_error: None, is_simulated }
    }

    /// Shows what happens until the batch ends, or until it is interrupted twice or terminated. Returns the exit code
    /// of the latter.
    pub async fn follow(
        &mut self,
        jobs: Batch,
        requests: impl Stream<Item = BatchItem> + Send,
        interrupts: &mut Interrupts,
    ) -> Result<Option<Exit>, Failure> {
        let stop = jobs.stop_handle();
        let mut is_stopping = false;
        let mut events = pin!(jobs.run(requests));
        let mut second = tokio::time::interval(Duration::from_secs(1));
        loop {
            tokio::select! {
                biased;
                exit = interrupts.next() => {
                    if self.is_simulated {
                        self.view.line("Stopped: the simulated service ends with the command.");
                        return Ok(Some(exit));
                    }
                    if is_stopping || exit != Exit::Interrupted {
                        return Ok(Some(exit));
                    }
                    is_stopping = true;
                    stop.stop();
                    let running = self.view.running();
                    self.view.line(&format!("Starting no more jobs; {running} are running."));
                    self.view.line("Interrupt again to leave them: the same command resumes.");
                }
                event = events.try_next() => match event? {
                    Some(event) => self.show(event),
                    None => return Ok(None),
                },
                _ = second.tick() => self.view.refresh(&self.totals),
            }
        }
    }

    fn show(&mut self, event: BatchEvent) {
        match event {
            BatchEvent::Changed { name, record } => {
                self.view.changed(&name, &record, &self.totals);
                self.card(&name, &record);
            }
            BatchEvent::Waiting { name, error } => {
                self.view.waiting(name.as_deref(), error.as_ref(), &self.totals);
            }
            BatchEvent::Ended { name, end } => {
                self.totals.add(&name, &end);
                self.view.ended(&name, &end, &self.totals);
                match item_end::record(&end) {
                    Some(record) => self.card(&name, record),
                    None if matches!(end, ItemEnd::NotStarted) => self.gallery.not_started(&name),
                    None => {}
                }
            }
            BatchEvent::Stopped(reason) => {
                self.totals.stop = Some(reason);
                self.view.stopped(reason);
            }
            _ => {}
        }
    }

    fn card(&mut self, name: &str, record: &JobRecord) {
        // The videos matter more than the page.
        self.gallery_error = self.gallery.show(name, record).err().or(self.gallery_error.take());
    }

    /// Shows the summary, and returns the exit code.
    pub fn end(mut self, interrupted: Option<Exit>) -> Exit {
        // The jobs of a simulated service end with it.
        let running = interrupted.filter(|_| !self.is_simulated).map_or(0, |_| self.view.running());
        self.totals.unfinished += running;
        self.totals.not_started += self.view.requests.saturating_sub(self.totals.ended + running);
        let written = self.gallery.write();
        self.view.summary(&self.totals, self.gallery.path());
        if let Some(error) = written.err().or(self.gallery_error) {
            output::notice(&format!("the gallery cannot be written: {error}"));
        }
        interrupted.unwrap_or_else(|| self.totals.exit())
    }
}
