//! Many jobs at once, each of which is submitted once however often the batch is repeated.
//!
//! A [`Batch`] takes requests from any iterator or stream, keeps a number of jobs in flight, and reports what happens
//! as a stream of [`BatchEvent`]s. The record of each job is in a [`Ledger`], and is found again by the name of the
//! batch and the output file. So an interrupted batch is resumed by running it again with the same requests, and
//! possibly with more of them: finished jobs are not repeated, the videos of running jobs are fetched, and submissions
//! that may have been accepted are looked up before anything is sent.
//!
//! ```
//! # #[cfg(not(feature = "simulator"))] fn main() {}
//! # #[cfg(feature = "simulator")] #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use std::pin::pin;
//! use aimlapi_kling::{
//!     batch::{Batch, BatchEvent, BatchItem, ItemEnd},
//!     ledger::{Ledger, Steps},
//!     types::V1_6StandardTextToVideo,
//! };
//! use futures_util::{TryStreamExt as _, stream};
//! # let simulator = aimlapi_kling::simulator::Simulator::builder().instant().start().await?;
//! # let client = simulator.client().build()?;
//! # let folder = tempfile::tempdir()?;
//! # let folder = folder.path();
//!
//! let prompts = ["A lighthouse in a storm", "A ship under a double rainbow"];
//! let items = prompts.iter().enumerate().map(|(number, prompt)| {
//!     BatchItem::new(V1_6StandardTextToVideo::new(*prompt), folder.join(format!("{number}.mp4")))
//! });
//! let steps = Steps::new(client);
//! # let steps = steps.wait_policy(simulator.wait_policy());
//! let ledger = Ledger::open(folder.join("jobs.db")).await?;
//! let batch = Batch::new("prompts", steps, ledger).in_flight(20).budget_usd(5.0);
//! let mut events = pin!(batch.run(stream::iter(items)));
//! let mut downloaded = 0;
//! while let Some(event) = events.try_next().await? {
//!     if let BatchEvent::Ended { end: ItemEnd::Downloaded(record), .. } = event {
//!         println!("{:?}", record.output_path());
//!         downloaded += 1;
//!     }
//! }
//! assert_eq!(downloaded, 2);
//! # Ok(()) }
//! ```

mod admission;
mod event;
mod item;
mod prices;
mod records;
mod run;
mod run_lock;

pub use event::{BatchEvent, BatchStop, ItemEnd};
pub use item::BatchItem;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use futures_util::Stream;

use crate::{
    error::Error,
    ledger::{JobRecord, Ledger, Steps},
};
use admission::Admission;
use prices::credits;
use records::Records;
use run::Run;

/// Many jobs at once; see the [module](self).
#[must_use]
pub struct Batch {
    name: String,
    steps: Steps,
    ledger: Ledger,
    in_flight: usize,
    budget: Option<u64>,
    assumed_cost: Option<u64>,
    retry_failed: bool,
    output_folder: Option<PathBuf>,
    admission: Arc<Admission>,
}

impl Batch {
    /// Creates a batch. The name distinguishes it from other batches whose jobs are recorded in the same ledger: a
    /// batch with the same name resumes, and counts for the same budget.
    pub fn new(name: impl Into<String>, steps: Steps, ledger: Ledger) -> Self {
        Self {
            name: name.into(),
            steps,
            ledger,
            in_flight: 10,
            budget: None,
            assumed_cost: None,
            retry_failed: false,
            output_folder: None,
            admission: Arc::default(),
        }
    }

    /// Sets how many jobs run at the same time, from the submission to the end of the download; 10 by default, at
    /// least 1. The memory that a batch uses grows with it, but not with the number of requests.
    pub fn in_flight(mut self, jobs: usize) -> Self {
        self.in_flight = jobs.max(1);
        self
    }

    /// Sets what all jobs of the batch may cost in US dollars, including those of earlier runs; no limit by default.
    ///
    /// Before a job is submitted, its cost is reserved: what the [catalogue](crate::Catalogue::quote) quotes, or what
    /// the service has charged for the same model if that is more. A job that would exceed the budget waits for jobs
    /// that may fail, which are not charged, and then stops the submissions ([`BatchStop::Budget`]). The cost of a job
    /// that may have been accepted remains reserved.
    ///
    /// The budget is exceeded only if the service charges more than its catalogue says, by the difference for the jobs
    /// that are submitted before it does so for the first time.
    pub fn budget_usd(mut self, usd: f64) -> Self {
        self.budget = Some(credits(usd));
        self
    }

    /// Sets what to reserve for a request without a [quote](crate::Catalogue::quote), in US dollars. By default such
    /// a request stops the submissions ([`BatchStop::UnknownCost`]) if there is a budget.
    pub fn assume_cost_usd(mut self, usd: f64) -> Self {
        self.assumed_cost = Some(credits(usd));
        self
    }

    /// Sets whether requests whose job failed, or that the service has rejected, in an earlier run are submitted
    /// again; `false` by default.
    pub fn retry_failed(mut self, retry: bool) -> Self {
        self.retry_failed = retry;
        self
    }

    /// Sets the folder of the output files, in which no other batch can then run at the same time, whatever its name
    /// and its ledger; by default no folder is locked. The file `.kling-batch.lock` is in it while the batch runs.
    pub fn output_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.output_folder = Some(folder.into());
        self
    }

    /// Returns the last record for an output file: what a run would resume, or report as
    /// [ended before](ItemEnd::EndedBefore) or as [another request](ItemEnd::OtherRequest).
    ///
    /// # Errors
    ///
    /// [`is_store`](Error::is_store): the ledger cannot be read.
    pub async fn last_record(&self, output: impl AsRef<Path>) -> Result<Option<JobRecord>, Error> {
        let records = Records::open(&self.ledger, &self.name).await?;
        Ok(records.of(output.as_ref()).await?.last)
    }

    /// Returns a handle that can stop the batch while it runs.
    pub fn stop_handle(&self) -> StopHandle {
        StopHandle(Arc::clone(&self.admission))
    }

    /// Runs the batch, and returns what happens. It makes progress only while the stream is polled.
    ///
    /// If the stream is dropped, jobs that run are not lost: run the same batch again. The next request is taken from
    /// `items` when there is room for another job.
    ///
    /// Only one run of a batch is at work at a time, across all processes, so that what one of them reserves of the
    /// budget is all that is reserved. Another one takes no requests, and ends with [`BatchStop::OtherRun`], as does
    /// another batch with the same [output folder](Self::output_folder). To have more jobs at the same time, raise
    /// [`in_flight`](Self::in_flight).
    ///
    /// # Errors
    ///
    /// The stream ends with the first error:
    ///
    /// - [`is_store`](Error::is_store): the ledger cannot be read or written, or the output folder cannot be locked.
    /// - [`is_configuration`](Error::is_configuration): the client cannot send a request.
    pub fn run(
        self,
        items: impl Stream<Item = BatchItem> + Send,
    ) -> impl Stream<Item = Result<BatchEvent, Error>> + Send {
        Run::start(self, items)
    }
}

/// Shows the settings.
impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("name", &self.name)
            .field("in_flight", &self.in_flight)
            .finish_non_exhaustive()
    }
}

/// Stops a batch while it runs ([`Batch::stop_handle`]). Clones stop the same batch.
#[derive(Clone)]
pub struct StopHandle(Arc<Admission>);

impl StopHandle {
    /// Starts no more jobs. The stream of the batch ends when those that run are downloaded.
    pub fn stop(&self) {
        self.0.stop(BatchStop::Requested);
    }
}

impl fmt::Debug for StopHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StopHandle").finish_non_exhaustive()
    }
}
