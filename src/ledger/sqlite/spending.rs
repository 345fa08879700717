//! The outcomes and the cost of jobs.

/// The outcomes and the cost of the jobs of one model that were recorded on one day.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Spending {
    /// The id of the model.
    pub model_id: String,
    /// The day in UTC: `2026-11-21`; empty if it is unknown.
    pub day: String,
    /// Jobs whose video was generated. Only they are charged.
    pub made: u64,
    /// Jobs that ended without a video.
    pub failed: u64,
    /// Requests that the service has rejected.
    pub refused: u64,
    /// Submissions that may have been accepted.
    pub unknown: u64,
    /// Jobs that were not sent yet, or have not ended.
    pub running: u64,
    /// The sum of the charged credits.
    pub credits: f64,
    /// The sum of the charged US dollars.
    pub usd: f64,
    /// Jobs among those [made](Self::made) whose cost the service has not reported.
    pub without_cost: u64,
}
