//! How often faults are borne, and the pauses after them.

use std::time::Duration;

use tokio::time::sleep;

use super::pace::PROGRESS;
use crate::{Error, trace};

/// Faults in a row.
const TOLERANCE: u32 = 5;
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60);

pub(super) struct Patience {
    faults: u32,
    /// The bytes that were there when the row of faults began. A host that breaks and has the
    /// video begin again must come further than before, so that it ends one day.
    reached: u64,
}

impl Patience {
    pub fn new(reached: u64) -> Self {
        Self { faults: 0, reached }
    }

    /// Pauses after a passing fault with so many bytes on disk; answers it where it was one too many.
    pub async fn bear(
        &mut self,
        error: Error,
        retry_after: Option<Duration>,
        reached: u64,
    ) -> Result<(), Error> {
        if reached >= self.reached + PROGRESS {
            *self = Self::new(reached);
        }
        if self.faults == TOLERANCE {
            return Err(error);
        }
        trace::fault(&error, "to be gone on with");
        let pause = Duration::from_secs(1 << self.faults);
        self.faults += 1;
        sleep(pause.max(retry_after.unwrap_or_default().min(LONGEST_RETRY_AFTER))).await;
        Ok(())
    }
}
