//! What a job costs.

use serde::{Deserialize, Serialize};

/// The cost of a job. The service reports credits, US dollars, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Cost {
    /// Credits. 1 USD is 2,000,000 credits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits: Option<f64>,
    /// US dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usd: Option<f64>,
}

impl Cost {
    /// The cost, if the service has reported one.
    pub(super) fn new(credits: Option<f64>, usd: Option<f64>) -> Option<Self> {
        (credits.is_some() || usd.is_some()).then_some(Self { credits, usd })
    }
}
