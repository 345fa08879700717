//! Records of jobs, which are stored before the jobs are submitted.
//!
//! A job costs money from the moment its request is sent, so everything that is needed to find it again is stored
//! before. A [`JobRecord`] contains it, a [`Store`] stores records, and [`Steps`] take a record one step further, with
//! at most one exchange with the service:
//!
//! 1. The client request id is stored: [`State::Named`].
//! 2. That the request is about to be sent is stored: [`State::Sent`].
//! 3. The request is sent.
//! 4. The id of the job is stored: [`State::Submitted`]. Then the job is polled, and its video downloaded.
//!
//! Whenever the process ends, the record says how to continue. A record in state `Sent` or
//! [`Unknown`](State::Unknown) may have been accepted, so it is looked up in the request log of the service, and
//! is never sent again without permission.
//!
//! ```
//! # #[cfg(not(feature = "simulator"))] fn main() {}
//! # #[cfg(feature = "simulator")] #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use aimlapi_kling::{
//!     ledger::{JobRecord, MemoryStore, Next, State, Steps},
//!     types::V1_6StandardTextToVideo,
//! };
//! # let simulator = aimlapi_kling::simulator::Simulator::builder().instant().start().await?;
//! # let client = simulator.client().build()?;
//!
//! let steps = Steps::new(client);
//! # let steps = steps.wait_policy(simulator.wait_policy());
//! let store = MemoryStore::new(); // or a table of yours
//! let mut record = JobRecord::new(V1_6StandardTextToVideo::new("A lighthouse in a storm"))?;
//! loop {
//!     match steps.advance(&mut record, &store).await? {
//!         Next::Again { after } => tokio::time::sleep(after).await,
//!         Next::Done => break,
//!         next => panic!("{next:?}: {:?}", record.last_error()),
//!     }
//! }
//! assert_eq!(record.state(), State::Completed);
//! # Ok(()) }
//! ```
//!
//! A job queue schedules the steps instead of the loop: its payload is the client request id, and `after` is
//! the delay of the next run. Queues run a task at least once; that a request is sent once is decided by the
//! order above, and by the [revision](JobRecord::revision) that a store checks.

mod body;
mod clock;
mod cost;
mod look_up;
mod memory;
mod record;
mod recorded_error;
#[cfg(feature = "ledger")]
mod sqlite;
mod state;
mod steps;
mod store;
mod stored_path;

pub use clock::{Clock, SystemClock};
pub use cost::Cost;
pub use memory::MemoryStore;
pub use record::JobRecord;
pub use recorded_error::RecordedError;
#[cfg(feature = "ledger")]
pub use sqlite::{Claim, JobFilter, Ledger, Spending};
pub use state::State;
pub use steps::{Next, StepEvent, Steps, StopReason};
pub use store::{Store, StoreError};
